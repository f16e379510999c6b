// The compiled program as JavaScript calls it. Only tsc reads this file; it is not part of the
// site.

/** A place in the memory of an instance, in bytes. 0 is "nothing". */
type Address = number;
type Flag = 0 | 1;

/**
 * One running instance. The functions are those that shell/host/browser exports, which
 * says what each of them does; tests/web/calls.test.mjs compares the two lists. Strings go in and
 * come out as addresses of UTF-8 bytes.
 */
export interface PurrModule {
  // These views are replaced when the memory grows, so they are read anew for every use.
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly HEAP32: Int32Array;
  readonly HEAPF64: Float64Array;
  UTF8ToString(address: Address): string;
  /** The caller frees the result. */
  stringToNewUTF8(text: string): Address;
  _malloc(bytes: number): Address;
  _free(address: Address): void;

  // JSON: how the bytes of messages are laid out.
  _purr_message_schema(): Address;

  // The trainer worker's instance.
  _purr_worker_start(): void;
  _purr_worker_receive(bytes: Address, count: number): void;
  _purr_worker_advance(budgetMs: number): number;

  // An instance in the pool.
  _purr_experiment_bring(bytes: Address, count: number): void;
  _purr_experiment_begin(text: Address): void;
  _purr_experiment_advance(budgetMs: number): Flag;
  _purr_experiment_progress(): number;
  _purr_experiment_summary(): Address;
  _purr_experiment_curve(ofTest: Flag, count: Address): Address;

  // The page's instance: its life.
  _purr_page_start(
    link: Address,
    dark: Flag,
    language: Address,
    pixelRatio: number,
    width: number,
    height: number,
    reducedMotion: Flag,
    touch: Flag,
    arrangement: Address,
    pinnedRuns: Address,
  ): Flag;
  _purr_page_frame(timeMs: number): number;
  _purr_page_receive(bytes: Address, count: number): Flag;
  _purr_resize(
    width: number,
    height: number,
    pixelRatio: number,
    pixelWidth: number,
    pixelHeight: number,
  ): void;
  _purr_preferences(dark: Flag, reducedMotion: Flag): void;
  _purr_context_lost(): void;
  _purr_context_restored(): void;

  // Input.
  _purr_pointer(kind: number, type: number, x: number, y: number, buttons: number): void;
  _purr_wheel(dx: number, dy: number, modifiers: number): void;
  _purr_zooms_at(x: number, y: number): Flag;
  _purr_key(code: Address, isDown: Flag, modifiers: number): Flag;
  _purr_text(utf8: Address): void;
  _purr_paste(utf8: Address): void;
  _purr_focus(isFocused: Flag): void;
  _purr_wants_text(): Flag;

  // The run: what window.purr calls.
  _purr_version(): Address;
  _purr_link(): Address;
  _purr_load(link: Address): void;
  _purr_set(key: Address, value: Address): Address;
  _purr_play(): void;
  _purr_pause(): void;
  _purr_step(count: number): void;
  _purr_run_to(iteration: number): void;
  _purr_rewind(): void;
  _purr_snapshot(): Address;
  _purr_curve(ofTest: Flag, count: Address): Address;
  _purr_gradients(count: Address): Address;
  _purr_ask_weights(layer: number): number;
  _purr_ask_prediction(pixels: Address, count: number): number;
  _purr_ask_batch(): number;
  _purr_edit_weight(layer: number, unit: number, input: number, value: number): void;
  _purr_take_trial(
    serial: number,
    index: number,
    outcome: number,
    trainAccuracy: number,
    testAccuracy: number,
  ): void;

  // User data.
  _purr_bring_pictures(
    isTest: Flag,
    count: number,
    height: number,
    width: number,
    channels: number,
    pixels: Address,
    labels: Address,
    name0: Address,
    name1: Address,
  ): void;
  _purr_bring_chinese_fonts(bytes: Address, count: number): number;
  _purr_bring_glyphs(bytes: Address, count: number): void;
  _purr_bring_text(
    name: Address,
    bytes: Address,
    count: number,
    fileSize: number,
    encoding: Address,
  ): Address;
  /** JSON: problems and tables. */
  _purr_bring_done(isDropped: number): Address;
  _purr_my_picture(name: Address, folder: Address, label: number, rgb: Address): void;
  _purr_bad_picture(name: Address, args: Address): Address;
  /** JSON: what was understood of the folders. */
  _purr_my_pictures_report(): Address;
  _purr_my_pictures_progress(done: number, total: number): void;
  _purr_my_pictures_done(): void;
  _purr_crop_mode(): number;
  _purr_my_class_names(): Address;
  _purr_drop_hover(isOver: Flag): void;
  _purr_busy(isBusy: Flag): void;
  _purr_report_error(name: Address, args: Address): Address;
  _purr_describe_error(name: Address, args: Address): Address;

  // What files are, in any instance. Those that may return 0 do so where nothing is wrong.
  _purr_file_kind(name: Address, bytes: Address, count: number): Address;
  _purr_check_picture(name: Address, bytes: Address, count: number): Address;
  _purr_check_picture_size(name: Address, width: number, height: number): Address;
  _purr_undecodable_picture(
    name: Address,
    head: Address,
    headCount: number,
    tail: Address,
    tailCount: number,
  ): Address;
  _purr_find_zip_directory(name: Address, tail: Address, count: number, fileSize: number): Address;
  _purr_zip_entries(
    name: Address,
    bytes: Address,
    count: number,
    files: number,
    fileSize: number,
  ): Address;

  // Pictures made small, in any instance.
  _purr_shrink_begin(width: number, height: number, mode: number): void;
  _purr_shrink_rows(rgba: Address, count: number): void;
  _purr_shrink_end(rgb: Address): void;

  // The mirror.
  _purr_controls(knownRevision: number): Address;
  _purr_texts(): Address;
  _purr_operate(id: Address, action: Address, value: Address): void;
}

/** The weights of one layer. */
export interface LayerWeights {
  layer: number;
  iteration: number;
  rows: number;
  columns: number;
  /** rows × columns, row by row */
  W: Float32Array;
  b: Float32Array;
}

/** Answers to questions, by kind: see PurrCallbacks.onReply. */
export interface Replies {
  weights: LayerWeights;
  /** ŷ */
  prediction: number;
  /** The bytes of a BatchReply: MessageFormat in messages.js reads them. */
  batch: Uint8Array<ArrayBuffer>;
}

/**
 * What the program requests of the page: names and fields of shell/panels/host_actions.h, which says
 * what each means; tests/web/host-actions.test.mjs compares the two lists.
 */
export interface HostActions {
  "pick-files": object;
  "pick-pictures": { label: number };
  "pick-folder": { label: number };
  "open-camera": object;
  "cancel-pictures": object;
  "copy-text": { text: string };
  "open-page": { address: string };
  "set-cursor": { shape: string };
  "set-theme": { isDark: boolean };
  "set-language": { language: "en" | "zh" };
  "place-text-input": { isActive: boolean; x: number; y: number; height: number };
  "save-picture": { x: number; y: number; width: number; height: number; fileName: string };
  "save-weights": { fileName: string };
  "remember-arrangement": { arrangement: string };
  "remember-pinned-runs": { runs: string };
  "fetch-glyphs": object;
  "fetch-chinese-fonts": object;
  "fetch-data": { train: string; test: string };
  "try-runs": { serial: number; experiments: string[] };
}

/** What an instance calls. A callback that is left out does nothing. */
export interface PurrCallbacks {
  /** In the worker: one update for the page. */
  onUpdate(bytes: Uint8Array<ArrayBuffer>): void;
  /** In the page: one command for the worker. */
  onCommand(bytes: Uint8Array<ArrayBuffer>): void;
  /** The run has changed; with `isNewPage` the back button shall return to the run before. */
  onLinkChanged(link: string, isNewPage: boolean): void;
  /** What only the page can do. `json` is the object of HostActions[name]. */
  onAction(name: keyof HostActions, json: string): void;
  /** A file to save. */
  onSave(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** An event of purr.on, its detail as JSON. */
  onEvent(name: string, json: string): void;
  /** The answer to the question with this token. */
  onReply<Kind extends keyof Replies>(token: number, kind: Kind, reply: Replies[Kind]): void;
}

/** What Emscripten's factory takes. */
export interface ModuleOptions extends PurrCallbacks {
  /** In the page: GLFW finds the canvas here. */
  canvas?: object;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, compiled: WebAssembly.Module) => void,
  ): object;
}
