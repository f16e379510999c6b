// Values that several modules exchange. Only tsc reads this file; it is not part of the site.

export type Language = "en" | "zh";

/** Bytes that may be transferred and put into a Blob: never shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Iteration and cost. */
export type CurvePoint = [number, number];

// ---- the run ----

export interface Version {
  version: string;
  commit: string;
  /** The kernels in use, such as "simd128". */
  simd: string;
}

/** Gradient norms at one iteration. */
export interface GradientNorms {
  iteration: number;
  /** ‖·‖ of all weights and biases together */
  all: number;
  /** ‖dW‖ of each layer */
  layers: number[];
}

export type Phase = "waiting" | "preparing" | "ready" | "training" | "finished" | "failed";

/** What is wrong with a run. */
export interface Diagnosis {
  kind:
    | "blow_up"
    | "dead_layer"
    | "saturated_layer"
    | "stuck"
    | "oscillating"
    | "one_class"
    | "input_scale"
    | "leak";
  /** Where it began; 0 for the data. */
  iteration: number;
  /** From 1; null where it is of no layer. */
  layer: number | null;
  /** A sentence with the numbers that prove it. */
  words: string;
}

/** The state of the run without its curves. */
export interface RunNumbers {
  phase: Phase;
  iteration: number;
  /** null where it is not finite */
  cost: number | null;
  /** 0 to 1; null where it was not measured */
  trainAccuracy: number | null;
  /** 0 to 1; null where it was not measured */
  testAccuracy: number | null;
  /** Examples in the training set. */
  m: number;
  /** Examples in the test set. */
  mTest: number;
  /** Units of each layer, the input included. */
  layers: number[];
  solver: string;
  precision: string;
  simd: string;
  running: boolean;
  msPerIteration: number;
  elapsedMs: number;
  /** Why a finished run ended: none, iterations, cost, gradient, patience, time. */
  stopReason: string;
  /** What is wrong with the run; empty for a healthy one. */
  diagnoses: Diagnosis[];
  /** Repairs and warnings in words, of what still holds. */
  notes: string[];
  error: string | null;
}

export interface Snapshot extends RunNumbers {
  /** Costs of the training set. */
  curve: CurvePoint[];
  /** Costs of the test set, where it was measured. */
  testCurve: CurvePoint[];
  gradients: GradientNorms[];
}

/** One experiment of a sweep, with the names of a snapshot. */
export interface ExperimentResult {
  phase: Phase;
  error: string | null;
  curve: CurvePoint[];
  testCurve: CurvePoint[];
  // What follows is missing where the experiment crashed its worker.
  stopReason?: string;
  iteration?: number;
  cost?: number | null;
  testCost?: number | null;
  trainAccuracy?: number | null;
  testAccuracy?: number | null;
  m?: number;
  mTest?: number;
  layers?: number[];
  solver?: string;
  precision?: string;
  /** Of the cost curve, to the last bit. */
  fingerprint?: string;
  /** In English. */
  diagnoses?: Diagnosis[];
  notes?: string[];
}

export interface SweepProgress {
  /** Experiments that have ended. */
  done: number;
  running: number;
  all: number;
  /** Of the whole work, 0 to 1. */
  share: number;
}

export interface SweepOptions {
  signal?: AbortSignal;
  /** At most so many experiments at a time. */
  workers?: number;
  onProgress?: (progress: SweepProgress) => void;
  onResult?: (result: ExperimentResult, index: number) => void;
}

/** An error or a notice by its row of assets/strings/errors.inc, and its sentence. */
interface ErrorDetail {
  code: string;
  text: string;
}

/** The events of purr.on and their details. */
export interface PurrEvents {
  iteration: { iteration: number; cost: number };
  finished: {
    iteration: number;
    cost: number;
    trainAccuracy: number;
    testAccuracy: number;
    stopReason: string;
  };
  /** New data: examples in the training and in the test set. */
  data: { m: number; mTest: number };
  settings: { link: string };
  notice: ErrorDetail;
  error: ErrorDetail;
  /** The user's own pictures: all of them, those of class 1, and those that could not be read. */
  pictures: {
    count: number;
    ones: number;
    /** Loose pictures that the user has not sorted into a class yet. */
    unsorted: number;
    bad: number;
    folders: PicturesReport["folders"];
    problems: string[];
  };
}

/** Names of the matrices of a layer in a step taken apart. */
export type MatrixName =
  "Z" | "A" | "D" | "dA" | "dZ" | "dW" | "db" | "vdW" | "vdb" | "sdW" | "sdb";

/**
 * One layer of a step; matrices row by row. D is empty without dropout, v and s without such an
 * average.
 */
export type LayerTrace = { activation: string; units: number; inputs: number } & Record<
  MatrixName,
  Float64Array
>;

/** One training step taken apart. */
export interface BatchTrace {
  iteration: number;
  cost: number;
  /** Empty where the batch is the whole set. */
  examples: number[];
  layers: LayerTrace[];
}

// ---- user data ----

/** Pictures of one size with their labels. */
export interface PictureSet {
  isTest: boolean;
  height: number;
  width: number;
  channels: number;
  /** count × height × width × channels */
  pixels: Bytes;
  /** 0 or 1 */
  labels: Bytes;
  classNames: [string, string] | null;
}

/** How a column of a table was understood. */
export interface ColumnReport {
  name: string;
  role: "feature" | "label" | "identifier" | "too_many_words" | "mostly_missing" | "not_chosen";
  type: "numbers" | "words";
  /** How many different values it has. */
  different: number;
  missing: number;
  /** Of words: the words in the order of their codes 0, 1 …; at most 20 of them. */
  coding?: string[];
  /** The values that are an input of their own each, 0 or 1 (key one_hot). */
  oneHot?: string[];
  /** A number in another notation, and what it was read as. */
  written?: string;
  readAs?: number;
}

/** What was understood of a table (shell/program/files/table_report.h). */
export interface TableReport {
  file: string;
  testFile?: string;
  encoding: string;
  encodingGuessed: boolean;
  separator: string;
  decimalMark: "none" | "point" | "comma" | "both";
  decimalMarkGuessed: boolean;
  header: boolean;
  titleLines: number;
  rowsInFile: number;
  rows: number;
  testRows: number;
  leftOut: {
    reason: "missing" | "not_a_number" | "too_large";
    column: string;
    count: number;
    firstLine: number;
    example: string;
  }[];
  columns: ColumnReport[];
  label: string | null;
  classNames: string[];
}

/** A file and its path, which names its folders where they are known. */
export interface PathFile {
  file: Blob;
  path: string;
}

/** An error by its row of assets/strings/errors.inc. */
export interface ErrorRow {
  code: string;
  args: string[];
}

/** What became of the files of a link, a drop or a picker. */
/** What was understood of the user's own pictures (shell/view/picture_report.h). */
export interface PicturesReport {
  pictures: number;
  /** Of class 0 and class 1. */
  classNames: [string, string];
  counts: [number, number];
  /** Of a test set that came with them; 0: none did. */
  testCount: number;
  unsorted: number;
  folders: {
    path: string;
    name: string;
    depth: number;
    count: number;
    testCount: number;
    class: 0 | 1 | null;
  }[];
}

export interface AddedFiles {
  /** Of the files that could be read. */
  names: string[];
  /** Sentences on the others. */
  problems: string[];
  /** What was understood of the table. */
  tables: TableReport[];
  /** What was understood of all pictures of the user so far; absent where none came. */
  pictures?: PicturesReport;
}

export interface Size {
  width: number;
  height: number;
}

// ---- the canvas ----

export interface Rect extends Size {
  x: number;
  y: number;
}

/** A control as the canvas shows it (shell/widgets/registry.h). */
export interface Control {
  id: string;
  /** As shell/widgets/registry.h names it. */
  role: string;
  label: string;
  /** The value as shown. */
  text: string;
  min?: number;
  max?: number;
  step?: number;
  now?: number;
  options?: string[];
  checked?: boolean;
  selected?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  focused?: boolean;
  /** One of many parts of a drawing: arrow keys walk among them, Tab stops at the selected one. */
  part?: boolean;
  /** x, y, width, height in CSS pixels */
  rect: number[];
}

export interface MirrorState {
  revision: number;
  controls: Control[];
  /** For the live region. */
  live: string;
}

/** Words on the canvas, as drawn. Boxes are x, y, width, height in CSS pixels. */
export interface DrawnText {
  words: string;
  box: number[];
  clip: number[];
  isCut: boolean;
  scrolls: boolean;
  layer: number;
}

/** What the program needs from its host before the first frame. */
export interface HostSettings {
  /** The run: an address after its #. */
  link: string;
  dark: boolean;
  /** Such as "zh-CN". */
  language: string;
  pixelRatio: number;
  width: number;
  height: number;
  reducedMotion: boolean;
  touch: boolean;
  /** How the screen was arranged last time, in the program's own words. */
  arrangement: string;
  /** of the last "remember-pinned-runs"; may be anything */
  pinnedRuns: string;
}
