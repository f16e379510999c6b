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
