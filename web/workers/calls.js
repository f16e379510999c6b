// What the workers call in their instances (shell/host/browser/trainer.cpp).
import { Memory } from "../shared/memory.js";

/** @typedef {import("../shared/program").PurrModule} PurrModule */
/** @typedef {import("../shared/types").Bytes} Bytes */

const kShrunkBytes = 64 * 64 * 3;

/** The instance of trainer-worker.js. */
export class TrainerCalls {
  /** @param {PurrModule} module */
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
    module._purr_worker_start();
  }

  /** @param {Bytes} bytes of one command */
  receive(bytes) {
    this.memory.withArrays([bytes], (address) =>
      this.module._purr_worker_receive(address, bytes.length),
    );
  }

  /**
   * Trains for about `budgetMs`.
   * @param {number} budgetMs
   * @returns {number} in how many milliseconds to call again; negative: after the next command
   */
  advance(budgetMs) {
    return this.module._purr_worker_advance(budgetMs);
  }
}

/** The instance of pool-worker.js. */
export class ExperimentCalls {
  /** @param {PurrModule} module */
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
  }

  /** @param {Bytes} bytes of a command with user data */
  setData(bytes) {
    this.memory.withArrays([bytes], (address) =>
      this.module._purr_experiment_bring(address, bytes.length),
    );
  }

  /** @param {string} text key=value pairs joined by & */
  begin(text) {
    this.memory.withStrings([text], (address) => this.module._purr_experiment_begin(address));
  }

  /** @param {number} budgetMs @returns {boolean} whether there is more to do */
  advance(budgetMs) {
    return this.module._purr_experiment_advance(budgetMs) === 1;
  }

  /** @returns {number} 0 to 1 */
  progress() {
    return this.module._purr_experiment_progress();
  }

  /** @returns {import("../shared/types").ExperimentResult} */
  result() {
    return {
      ...JSON.parse(this.memory.takeString(this.module._purr_experiment_summary())),
      curve: this.#curve(0),
      testCurve: this.#curve(1),
    };
  }

  /** @param {0 | 1} ofTest */
  #curve(ofTest) {
    return this.memory.pairs((count) => this.module._purr_experiment_curve(ofTest, count));
  }
}

/**
 * What a file is (shell/program/files), asked of any instance.
 * @typedef {import("../shared/types").ErrorRow} ErrorRow
 * @typedef {{path: string, method: number, packed: number, size: number, offset: number,
 *   problem: ErrorRow | null}} ZipEntry
 */
export class FileRules {
  /** @param {PurrModule} module */
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
  }

  /**
   * @param {string} name for messages @param {Uint8Array} head the first 64 kB
   * @returns {ErrorRow | null} what is wrong with it as a picture
   */
  checkPicture(name, head) {
    return this.#errorOf([name], [head], (n, bytes) =>
      this.module._purr_check_picture(n, bytes, head.length),
    );
  }

  /** @param {string} name @param {import("../shared/types").Size} size */
  checkPictureSize(name, { width, height }) {
    return this.#errorOf([name], [], (n) => this.module._purr_check_picture_size(n, width, height));
  }

  /**
   * Why a picture could not be decoded.
   * @param {string} name @param {Uint8Array} head @param {Uint8Array} tail
   * @returns {ErrorRow}
   */
  undecodable(name, head, tail) {
    const error = this.#errorOf([name], [head, tail], (n, first, last) =>
      this.module._purr_undecodable_picture(n, first, head.length, last, tail.length),
    );
    return /** @type {ErrorRow} */ (error);
  }

  /**
   * @param {string} name @param {Uint8Array} tail of the file @param {number} fileSize bytes
   * @returns {{start: number, size: number, count: number} | {error: ErrorRow}}
   */
  zipDirectory(name, tail, fileSize) {
    return this.#json([name], [tail], (n, bytes) =>
      this.module._purr_find_zip_directory(n, bytes, tail.length, fileSize),
    );
  }

  /**
   * @param {string} name @param {Uint8Array} directory @param {number} count of files
   * @param {number} fileSize bytes
   * @returns {{entries: ZipEntry[]} | {error: ErrorRow}}
   */
  zipEntries(name, directory, count, fileSize) {
    return this.#json([name], [directory], (n, bytes) =>
      this.module._purr_zip_entries(n, bytes, directory.length, count, fileSize),
    );
  }

  /**
   * @param {string[]} strings @param {Uint8Array[]} arrays
   * @param {(...addresses: number[]) => number} use
   */
  #errorOf(strings, arrays, use) {
    const text = this.#call(
      strings,
      arrays,
      (address) => this.memory.takeOptionalString(address),
      use,
    );
    return text === null ? null : /** @type {ErrorRow} */ (JSON.parse(text));
  }

  /**
   * @param {string[]} strings @param {Uint8Array[]} arrays
   * @param {(...addresses: number[]) => number} use
   */
  #json(strings, arrays, use) {
    return JSON.parse(
      this.#call(strings, arrays, (address) => this.memory.takeString(address), use),
    );
  }

  /**
   * @template Result
   * @param {string[]} strings @param {Uint8Array[]} arrays @param {(address: number) => Result} take
   * @param {(...addresses: number[]) => number} use
   */
  #call(strings, arrays, take, use) {
    return this.memory.withStrings(strings, (...names) =>
      this.memory.withArrays(arrays, (...places) => take(use(...names, ...places))),
    );
  }
}

/** The instance of picture-worker.js. One picture at a time: begin, all rows from above, end. */
export class ShrinkCalls {
  /** @param {PurrModule} module */
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} mode CropMode of engine/data/resize.h
   */
  begin(width, height, mode) {
    this.module._purr_shrink_begin(width, height, mode);
  }

  /** @param {Uint8ClampedArray} rgba whole rows */
  addRows(rgba) {
    this.memory.withArrays([rgba], (address) =>
      this.module._purr_shrink_rows(address, rgba.length),
    );
  }

  /** @returns {Bytes} 64 × 64 × 3 */
  end() {
    return this.memory.takeBytes(kShrunkBytes, (rgb) => this.module._purr_shrink_end(rgb));
  }
}
