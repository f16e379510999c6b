// The whole list of calls between the page and the program (shell/host/main_browser.cpp): strings and
// arrays on this side, memory of the module on the other.
import { bringsGlyphs, kBring, kConfigure, kPace, kWatch } from "./messages.js";

/**
 * What the program calls. Each may be missing.
 * @typedef {object} ProgramCallbacks
 * @property {(bytes: Uint8Array) => void} [onUpdate]  worker: one update for the page
 * @property {(bytes: Uint8Array) => void} [onCommand]  page: one command for the worker
 * @property {(link: string, isNewPage: boolean) => void} [onLinkChanged]
 * @property {(name: string, argument: string) => void} [onAction]  what only the page can do
 * @property {(name: string, type: string, bytes: Uint8Array) => void} [onSave]  a file to keep
 * @property {(name: string, json: string) => void} [onEvent]  for purr.on
 * @property {(token: number, kind: "weights" | "prediction" | "batch", reply: any) => void} [onReply]
 */

const kCallbacks = [
  "onUpdate",
  "onCommand",
  "onLinkChanged",
  "onAction",
  "onSave",
  "onEvent",
  "onReply",
];

/** The DOM's modifiers as the program's bits. */
export function modifiersOf(event) {
  return (
    (event.shiftKey ? 1 : 0) |
    (event.ctrlKey ? 2 : 0) |
    (event.altKey ? 4 : 0) |
    (event.metaKey ? 8 : 0)
  );
}

const kWorkerWaitMs = 400;

/** What the unit separator joins in purr_report_error; a name may not hold it. */
const kSeparator = "\u001f";
const joinArgs = (args) =>
  args.map((arg) => String(arg).replaceAll(kSeparator, " ")).join(kSeparator);

/** The same compiled module for page and worker: one download, one compilation, two instances. */
export class Program {
  /** @param {any} module a running instance */
  constructor(module) {
    this.module = module;
  }

  /** Fetches the program's own module, so that `start` finds it. */
  static preload() {
    return import("../purrceptron.mjs");
  }

  /**
   * @param {WebAssembly.Module} compiled
   * @param {ProgramCallbacks & {canvas?: HTMLCanvasElement}} settings
   * @returns {Promise<Program>}
   */
  static async start(compiled, settings) {
    const { default: createPurrceptron } = await Program.preload();
    const options = { ...settings };
    for (const name of kCallbacks) options[name] ??= () => {};
    // The factory's own promise does not hear of a failed instantiation, so this one does.
    return new Promise((resolve, reject) => {
      options.instantiateWasm = (imports, done) => {
        WebAssembly.instantiate(compiled, imports).then(
          (instance) => done(instance, compiled),
          reject,
        );
        return {};
      };
      createPurrceptron(options).then((module) => resolve(new Program(module)), reject);
    });
  }

  // ---- memory ----

  /** Calls `use` with the addresses of the strings, which live as long as the call. */
  #withStrings(strings, use) {
    const addresses = strings.map((text) => this.module.stringToNewUTF8(text));
    try {
      return use(...addresses);
    } finally {
      for (const address of addresses) this.module._free(address);
    }
  }

  /** Calls `use` with the addresses of copies of the arrays. */
  #withArrays(arrays, use) {
    const addresses = arrays.map((array) => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const address = this.module._malloc(Math.max(bytes.length, 8));
      this.module.HEAPU8.set(bytes, address);
      return address;
    });
    try {
      return use(...addresses);
    } finally {
      for (const address of addresses) this.module._free(address);
    }
  }

  /** A string that the program gave away; null for none. */
  #take(address) {
    if (address === 0) return null;
    const text = this.module.UTF8ToString(address);
    this.module._free(address);
    return text;
  }

  /** Numbers that the program lends out for a moment. @returns {number[]} */
  #numbers(ask) {
    const count_ = this.module._malloc(8);
    try {
      const start = ask(count_) >>> 3;
      const count = this.module.HEAP32[count_ >>> 2];
      return Array.from(this.module.HEAPF64.subarray(start, start + count));
    } finally {
      this.module._free(count_);
    }
  }
  #pairs(ask) {
    const numbers = this.#numbers(ask);
    const pairs = [];
    for (let i = 0; i < numbers.length; i += 2) pairs.push([numbers[i], numbers[i + 1]]);
    return pairs;
  }

  // ---- the worker's instance ----

  workerStart() {
    this.module._purr_worker_start();
  }
  /** @param {Uint8Array} bytes of one command */
  workerReceive(bytes) {
    this.#withArrays([bytes], (address) => this.module._purr_worker_receive(address, bytes.length));
  }
  /** @param {number} budgetMs @returns {boolean} whether there is more to do */
  /** @returns {number} in how many milliseconds to call again; below 0: after the next command */
  workerAdvance(budgetMs) {
    return this.module._purr_worker_advance(budgetMs);
  }

  // ---- a worker of the pool ----

  /** @param {Uint8Array} bytes of a command that brings data */
  experimentBring(bytes) {
    this.#withArrays([bytes], (address) =>
      this.module._purr_experiment_bring(address, bytes.length),
    );
  }
  /** @param {string} text key=value pairs joined by & */
  experimentBegin(text) {
    this.#withStrings([text], (text_) => this.module._purr_experiment_begin(text_));
  }
  /** @param {number} budgetMs @returns {boolean} whether there is more to do */
  experimentAdvance(budgetMs) {
    return this.module._purr_experiment_advance(budgetMs) === 1;
  }
  /** @returns {number} 0 to 1 */
  experimentProgress() {
    return this.module._purr_experiment_progress();
  }
  experimentSummary() {
    return JSON.parse(this.#take(this.module._purr_experiment_summary()));
  }
  /** @param {boolean} ofTest @returns {[number, number][]} iteration and cost */
  experimentCurve(ofTest) {
    return this.#pairs((count_) => this.module._purr_experiment_curve(ofTest ? 1 : 0, count_));
  }

  // ---- the page's instance ----

  /**
   * @param {{link: string, dark: boolean, language: string, pixelRatio: number, width: number,
   *   height: number, reducedMotion: boolean, touch: boolean, arrangement: string}} surroundings
   * @returns {boolean} false where there is no WebGL 2
   */
  pageStart({
    link,
    dark,
    language,
    pixelRatio,
    width,
    height,
    reducedMotion,
    touch,
    arrangement,
  }) {
    return this.#withStrings(
      [link, language, arrangement],
      (link_, language_, arrangement_) =>
        this.module._purr_page_start(
          link_,
          dark ? 1 : 0,
          language_,
          pixelRatio,
          width,
          height,
          reducedMotion ? 1 : 0,
          touch ? 1 : 0,
          arrangement_,
        ) === 1,
    );
  }
  /** Draws. @returns {number} milliseconds until the next frame is wanted; negative: not by itself */
  frame(timeMs) {
    return this.module._purr_page_frame(timeMs);
  }
  /** @param {Uint8Array} bytes of one update @returns {boolean} whether it changes what is shown */
  receive(bytes) {
    return this.#withArrays(
      [bytes],
      (address) => this.module._purr_page_receive(address, bytes.length) === 1,
    );
  }
  resize(width, height, pixelRatio, pixelWidth, pixelHeight) {
    this.module._purr_resize(width, height, pixelRatio, pixelWidth, pixelHeight);
  }
  preferences(dark, reducedMotion) {
    this.module._purr_preferences(dark ? 1 : 0, reducedMotion ? 1 : 0);
  }
  contextLost() {
    this.module._purr_context_lost();
  }
  contextRestored() {
    this.module._purr_context_restored();
  }

  // ---- input ----

  /** @param {"move" | "down" | "up" | "cancel" | "leave"} kind @param {string} type pointerType */
  pointer(kind, type, x, y, buttons) {
    this.module._purr_pointer(
      ["move", "down", "up", "cancel", "leave"].indexOf(kind),
      Math.max(0, ["mouse", "touch", "pen"].indexOf(type)),
      x,
      y,
      buttons,
    );
  }
  wheel(dx, dy, modifiers) {
    this.module._purr_wheel(dx, dy, modifiers);
  }
  /** @returns {boolean} whether what is drawn at this place zooms by Ctrl and wheel */
  zoomsAt(x, y) {
    return this.module._purr_zooms_at(x, y) === 1;
  }
  /** @returns {boolean} whether the program uses the key */
  key(code, isDown, modifiers) {
    return this.#withStrings(
      [code],
      (code_) => this.module._purr_key(code_, isDown ? 1 : 0, modifiers) === 1,
    );
  }
  text(words) {
    this.#withStrings([words], (words_) => this.module._purr_text(words_));
  }
  paste(words) {
    this.#withStrings([words], (words_) => this.module._purr_paste(words_));
  }
  focus(isFocused) {
    this.module._purr_focus(isFocused ? 1 : 0);
  }
  wantsText() {
    return this.module._purr_wants_text() === 1;
  }

  // ---- window.purr ----

  /** @returns {{version: string, commit: string, simd: string}} */
  version() {
    return JSON.parse(this.#take(this.module._purr_version()));
  }
  /** @returns {string} the run as the part of an address after its # */
  link() {
    return this.#take(this.module._purr_link());
  }
  load(link) {
    this.#withStrings([link], (link_) => this.module._purr_load(link_));
  }
  /** @returns {string[]} sentences of what was repaired */
  set(key, value) {
    return this.#withStrings([key, value], (key_, value_) =>
      JSON.parse(this.#take(this.module._purr_set(key_, value_))),
    );
  }
  play() {
    this.module._purr_play();
  }
  pause() {
    this.module._purr_pause();
  }
  step(count) {
    this.module._purr_step(count);
  }
  runTo(iteration) {
    this.module._purr_run_to(iteration);
  }
  rewind() {
    this.module._purr_rewind();
  }
  /** The numbers of the snapshot, without the curves. */
  snapshot() {
    return JSON.parse(this.#take(this.module._purr_snapshot()));
  }
  /** @param {boolean} ofTest @returns {[number, number][]} iteration and cost */
  curve(ofTest) {
    return this.#pairs((count_) => this.module._purr_curve(ofTest ? 1 : 0, count_));
  }
  /** Lengths of the gradient along the run. */
  gradients() {
    const numbers = this.#numbers((count_) => this.module._purr_gradients(count_));
    const points = [];
    for (let i = 0; i < numbers.length; i += 3 + numbers[i + 1])
      points.push({
        iteration: numbers[i],
        all: numbers[i + 2],
        layers: numbers.slice(i + 3, i + 3 + numbers[i + 1]),
      });
    return points;
  }
  /** @returns {number} the token of the reply */
  askBatch() {
    return this.module._purr_ask_batch() >>> 0;
  }
  editWeight(layer, unit, input, value) {
    this.module._purr_edit_weight(layer, unit, input, value);
  }
  /** @returns {number} the token of the reply */
  askWeights(layer) {
    return this.module._purr_ask_weights(layer) >>> 0;
  }
  /** @param {Uint8Array} pixels @returns {number} the token of the reply */
  askPrediction(pixels) {
    return this.#withArrays(
      [pixels],
      (address) => this.module._purr_ask_prediction(address, pixels.length) >>> 0,
    );
  }

  // ---- files ----

  /** @param {import("./formats.js").PictureSet} set */
  bringPictures(set) {
    const [name0, name1] = set.classNames ?? ["", ""];
    this.#withArrays([set.pixels, set.labels], (pixels_, labels_) =>
      this.#withStrings([name0, name1], (name0_, name1_) =>
        this.module._purr_bring_pictures(
          set.isTest ? 1 : 0,
          set.labels.length,
          set.height,
          set.width,
          set.channels,
          pixels_,
          labels_,
          name0_,
          name1_,
        ),
      ),
    );
  }
  /** @param {import("./formats.js").PointSet} set */
  bringPoints(set) {
    this.#withArrays([set.xy, set.labels], (xy_, labels_) =>
      this.module._purr_bring_points(set.isTest ? 1 : 0, set.labels.length, xy_, labels_),
    );
  }
  /** @returns {string | null} what is wrong with it, which the program has shown */
  bringTable(name, text) {
    const bytes = new TextEncoder().encode(text);
    return this.#withArrays([bytes], (text_) =>
      this.#withStrings([name], (name_) =>
        this.#take(this.module._purr_bring_table(name_, text_, bytes.length)),
      ),
    );
  }

  // ---- a person's own pictures ----

  /** @param {number} label 0, 1, or −1 where the folder says @param {Uint8Array} rgb 64×64×3 */
  addMyPicture(name, folder, label, rgb) {
    this.#withArrays([rgb], (rgb_) =>
      this.#withStrings([name, folder], (name_, folder_) =>
        this.module._purr_my_picture(name_, folder_, label, rgb_),
      ),
    );
  }
  /** @param {string} code a row of assets/strings/errors.inc */
  addBadPicture(code, args) {
    this.#withStrings([code, joinArgs(args)], (code_, args_) =>
      this.module._purr_bad_picture(code_, args_),
    );
  }
  myPicturesProgress(done, total) {
    this.module._purr_my_pictures_progress(done, total);
  }
  myPicturesDone() {
    this.module._purr_my_pictures_done();
  }
  /** @returns {number} how a picture of another shape becomes a square */
  cropMode() {
    return this.module._purr_crop_mode();
  }
  /** @returns {[string, string]} of class 0 and class 1 */
  myClassNames() {
    return JSON.parse(this.#take(this.module._purr_my_class_names()));
  }
  shrinkBegin(width, height, mode) {
    this.module._purr_shrink_begin(width, height, mode);
  }
  /** @param {Uint8ClampedArray} rgba whole rows */
  shrinkRows(rgba) {
    this.#withArrays([rgba], (rgba_) => this.module._purr_shrink_rows(rgba_, rgba.length));
  }
  /** @returns {Uint8Array} 64×64×3 */
  shrinkEnd() {
    const size = 64 * 64 * 3;
    const rgb_ = this.module._malloc(size);
    this.module._purr_shrink_end(rgb_);
    const rgb = this.module.HEAPU8.slice(rgb_, rgb_ + size);
    this.module._free(rgb_);
    return rgb;
  }

  /** @param {Uint8Array} bytes the pack of emoji glyphs, unpacked */
  bringGlyphs(bytes) {
    this.#withArrays([bytes], (bytes_) => this.module._purr_bring_glyphs(bytes_, bytes.length));
  }
  /** Hands over everything that was brought since the last time. */
  bringDone() {
    this.module._purr_bring_done();
  }
  /** @param {string} name a row of assets/strings/errors.inc @returns {string} its sentence */
  reportError(name, args) {
    return this.#withStrings([name, joinArgs(args)], (name_, joined_) =>
      this.#take(this.module._purr_report_error(name_, joined_)),
    );
  }
  dropHover(isOver) {
    this.module._purr_drop_hover(isOver ? 1 : 0);
  }
  busy(isBusy) {
    this.module._purr_busy(isBusy ? 1 : 0);
  }

  // ---- the mirror ----

  /** @param {number} revision that is known @returns {import("../page/mirror.js").Mirrored | null} */
  controls(revision) {
    return JSON.parse(this.#take(this.module._purr_controls(revision)) ?? "null");
  }
  texts() {
    return JSON.parse(this.#take(this.module._purr_texts()));
  }
  operate(id, action, value = "") {
    this.#withStrings([id, action, value], (id_, action_, value_) =>
      this.module._purr_operate(id_, action_, value_),
    );
  }
}

/**
 * The worker as the page sees it: commands go in, updates come out, and when it crashes another takes
 * its place. Every command has a number, and every batch of updates says which command was the last
 * that it knows of: `acknowledged`.
 */
export class Trainer {
  /**
   * @param {{
   *   makeWorker: () => Worker,
   *   onUpdates: (updates: Uint8Array[]) => void,
   *   onCrash: (isRestarted: boolean, report: string) => void,
   * }} settings
   */
  constructor(settings) {
    this.settings = settings;
    this.sent = 0;
    this.acknowledged = 0;
    /** The newest command of each kind, so that a fresh worker can be told what the old one knew. */
    this.memory = new CommandMemory();
    this.crashes = 0;
    /** Resolves when the worker's own modules have come. */
    this.loaded = new Promise((resolve) => (this.announceLoaded = resolve));
    this.#open();
  }

  #open() {
    this.worker = this.settings.makeWorker();
    this.worker.onmessage = ({ data }) => this.#hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault?.();
      this.#crash(
        `${event.message ?? "the worker could not be loaded"} (${event.filename ?? "?"})`,
      );
    };
    if (this.compiled) this.worker.postMessage({ type: "start", compiled: this.compiled });
  }

  /** Waits for the worker's modules, but not for long: they need the page to be free. */
  async loadedSoon() {
    await Promise.race([this.loaded, new Promise((go) => setTimeout(go, kWorkerWaitMs))]);
  }

  /** @param {WebAssembly.Module} compiled */
  start(compiled) {
    this.compiled = compiled;
    this.worker.postMessage({ type: "start", compiled });
  }

  /** @param {Uint8Array} bytes of one command; they are the trainer's from now on */
  send(bytes) {
    this.sent += 1;
    this.memory.add(bytes);
    // What is remembered must stay here, so a copy travels.
    const copy = bytes.slice();
    this.worker.postMessage({ type: "command", number: this.sent, bytes: copy }, [copy.buffer]);
  }

  #hear(message) {
    if (message.type === "loaded") {
      this.announceLoaded();
      return;
    }
    if (message.type === "crash") {
      this.#crash(message.report);
      return;
    }
    this.acknowledged = message.number;
    this.settings.onUpdates(message.updates);
  }

  #crash(report) {
    this.worker.onmessage = null;
    this.worker.onerror = null;
    this.worker.terminate();
    this.crashes += 1;
    const isRestarted = this.crashes <= Trainer.kMaxCrashes && this.compiled !== undefined;
    if (isRestarted) {
      this.#open();
      for (const bytes of this.memory.commands()) {
        this.sent += 1;
        const copy = bytes.slice();
        this.worker.postMessage({ type: "command", number: this.sent, bytes: copy }, [copy.buffer]);
      }
    }
    this.settings.onCrash(isRestarted, report);
  }
}
/** A trainer that crashes more often than this will crash again. */
Trainer.kMaxCrashes = 3;

/**
 * Commands of engine/run/messages.h by their first byte, the number of their kind: what a trainer
 * that starts anew must be told. Questions and presses of play are of the moment and not kept.
 */
export class CommandMemory {
  constructor() {
    this.brought = [];
    this.glyphs = null;
    this.configure = null;
    this.watch = null;
    this.pace = null;
  }
  /** @param {Uint8Array} bytes */
  add(bytes) {
    switch (bytes[0]) {
      case kConfigure:
        this.configure = bytes;
        break;
      case kBring:
        if (bringsGlyphs(bytes)) {
          this.glyphs = bytes;
          break;
        }
        // The last two: a training and a test file may have come one after the other.
        this.brought = [...this.brought, bytes].slice(-2);
        break;
      case kWatch:
        this.watch = bytes;
        break;
      case kPace:
        this.pace = bytes;
        break;
    }
  }
  /** @returns {Uint8Array[]} what brings data */
  data() {
    return [this.glyphs, ...this.brought].filter((bytes) => bytes !== null);
  }
  /** @returns {Uint8Array[]} data first, then the settings that speak of it */
  commands() {
    const rest = [this.pace, this.configure, this.watch];
    return [...this.data(), ...rest].filter((bytes) => bytes !== null);
  }
}
