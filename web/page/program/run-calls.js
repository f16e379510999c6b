// Calls about the run (shell/host/browser/api.cpp): what window.purr is made of.

/** @typedef {import("../../shared/types").GradientNorms} GradientNorms */
/** @typedef {import("../../shared/types").RunNumbers} RunNumbers */
/** @typedef {import("../../shared/types").Version} Version */

export class RunCalls {
  /** @param {import("../../shared/memory.js").Memory} memory */
  constructor(memory) {
    this.memory = memory;
    this.module = memory.module;
  }

  /** @returns {Version} */
  version() {
    return JSON.parse(this.memory.takeString(this.module._purr_version()));
  }

  /** @returns {string} the run as an address holds it after its # */
  link() {
    return this.memory.takeString(this.module._purr_link());
  }

  /** @param {string} link as `link` returns it; what cannot be read is repaired, with notes */
  load(link) {
    this.memory.withStrings([link], (address) => this.module._purr_load(address));
  }

  /**
   * @param {string} key
   * @param {string} value
   * @returns {string[]} sentences on what was repaired
   */
  set(key, value) {
    return this.memory.withStrings([key, value], (keyAddress, valueAddress) =>
      JSON.parse(this.memory.takeString(this.module._purr_set(keyAddress, valueAddress))),
    );
  }

  play() {
    this.module._purr_play();
  }
  pause() {
    this.module._purr_pause();
  }
  /** @param {number} count iterations */
  step(count) {
    this.module._purr_step(count);
  }
  /** @param {number} iteration */
  runTo(iteration) {
    this.module._purr_run_to(iteration);
  }
  rewind() {
    this.module._purr_rewind();
  }

  /** @returns {RunNumbers} */
  snapshot() {
    return JSON.parse(this.memory.takeString(this.module._purr_snapshot()));
  }

  /** @param {boolean} ofTest */
  curve(ofTest) {
    return this.memory.pairs((count) => this.module._purr_curve(ofTest ? 1 : 0, count));
  }

  /** Gradient norms along the run. @returns {GradientNorms[]} */
  gradients() {
    const numbers = this.memory.numbers((count) => this.module._purr_gradients(count));
    const points = [];
    for (let i = 0; i < numbers.length; i += 3 + numbers[i + 1])
      points.push({
        iteration: numbers[i],
        all: numbers[i + 2],
        layers: numbers.slice(i + 3, i + 3 + numbers[i + 1]),
      });
    return points;
  }

  /**
   * The result of experiment `index` of the action "try-runs".
   * @param {number} serial
   * @param {number} index
   * @param {{
   *   outcome: "trained" | "broken" | "notTried",
   *   trainAccuracy: number | null,
   *   testAccuracy: number | null,
   * }} result
   */
  takeTrial(serial, index, { outcome, trainAccuracy, testAccuracy }) {
    // TrialOutcome in shell/view/ways_out.h.
    const number = { notTried: 1, broken: 2, trained: 3 }[outcome];
    this.module._purr_take_trial(serial, index, number, trainAccuracy ?? NaN, testAccuracy ?? NaN);
  }

  // A question returns the token of its reply, which comes by PurrCallbacks.onReply.

  /** @param {number} layer from 1 @returns {number} */
  askWeights(layer) {
    return this.module._purr_ask_weights(layer) >>> 0;
  }
  /** @returns {number} */
  askBatch() {
    return this.module._purr_ask_batch() >>> 0;
  }
  /**
   * @param {Uint8Array} pixels RGB, row by row, as many as the network has inputs
   * @returns {number}
   */
  askPrediction(pixels) {
    return this.memory.withArrays(
      [pixels],
      (address) => this.module._purr_ask_prediction(address, pixels.length) >>> 0,
    );
  }

  /**
   * @param {number} layer from 1
   * @param {number} unit from 1
   * @param {number} input from 1; 0 is the bias
   * @param {number} value
   */
  editWeight(layer, unit, input, value) {
    this.module._purr_edit_weight(layer, unit, input, value);
  }
}
