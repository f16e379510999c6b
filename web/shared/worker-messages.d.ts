// Messages between the page and its workers. Only tsc reads this file; it is not part of the site.
import type { Bytes, ErrorRow, ExperimentResult, PathFile, PictureSet } from "./types";

/** Points that the bench trains on. */
interface BenchPoints {
  isTest: boolean;
  /** x, y, x, y … */
  xy: Float64Array;
  labels: Bytes;
}

interface StartMessage {
  type: "start";
  /** The page compiles once; a module is shared, not copied. */
  compiled: WebAssembly.Module;
}

/** The worker has closed itself. */
interface CrashMessage {
  type: "crash";
  report: string;
}

// ---- workers/trainer-worker.js ----

export type ToTrainer = StartMessage | { type: "command"; number: number; bytes: Bytes };

export type FromTrainer =
  | CrashMessage
  /** The worker's modules have arrived. */
  | { type: "loaded" }
  /** `number` is that of the last command that these updates depend on. */
  | { type: "updates"; number: number; updates: Bytes[] };

// ---- workers/pool-worker.js ----

export type ToPoolWorker =
  | StartMessage
  /** A command with user data. */
  | { type: "bring"; bytes: Bytes }
  /** key=value pairs joined by & */
  | { type: "run"; id: number; experiment: string }
  | { type: "stop"; id: number };

export type FromPoolWorker =
  | CrashMessage
  | { type: "ready" }
  | { type: "progress"; id: number; progress: number }
  | { type: "done"; id: number; result: ExperimentResult }
  | { type: "stopped"; id: number };

// ---- workers/picture-worker.js ----

export type ToPictureWorker =
  | { type: "cancel" }
  | {
      type: "read";
      /** Comes back with every message about this job. */
      job: number;
      compiled: WebAssembly.Module;
      files: PathFile[];
      /** CropMode of engine/data/resize.h. */
      mode: number;
    };

export interface ShrunkPicture {
  name: string;
  /** All folders above it, joined by slashes; a zip counts as one. */
  folder: string;
  /** The path of the file that it came from: its own, or that of its zip. */
  source: string;
  /** 64 × 64 × 3 */
  pixels: Bytes;
}

export type FromPictureWorker =
  | {
      type: "pictures";
      job: number;
      done: number;
      total: number;
      pictures: ShrunkPicture[];
      bad: ErrorRow[];
    }
  /** `report` says why the job ended early. */
  | { type: "end"; job: number; report?: string };

// ---- workers/hdf5-worker.js ----

export interface ToHdf5Worker {
  id: number;
  name: string;
  file: Blob;
}

export type FromHdf5Worker = { id: number; sets: PictureSet[] } | { id: number; error: ErrorRow };

// ---- workers/bench-worker.mjs ----

export interface BenchRequest {
  isQuick?: boolean;
  /** Groups of the table, joined by commas; all when empty. */
  only?: string;
  /** The settings of one run, in place of the table. */
  run?: string;
  /** User data for that run. */
  sets?: (PictureSet | BenchPoints)[];
  compiled?: WebAssembly.Module;
}

export interface BenchRow {
  group: string;
  name: string;
  ms: number;
  gflops: number;
  peak: number;
  note: string;
}

export type FromBench =
  { type: "row"; row: BenchRow } | { type: "done" } | { type: "failed"; report: string };
