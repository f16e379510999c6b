// Calls about the controls and words on the canvas (shell/host/browser/mirror.cpp).

/** @typedef {import("../../shared/types").DrawnText} DrawnText */
/** @typedef {import("../../shared/types").MirrorState} MirrorState */

export class ControlCalls {
  /** @param {import("../../shared/memory.js").Memory} memory */
  constructor(memory) {
    this.memory = memory;
    this.module = memory.module;
  }

  /**
   * @param {number} revision of the last state
   * @returns {MirrorState | null} null: nothing is newer
   */
  controls(revision) {
    return JSON.parse(
      this.memory.takeOptionalString(this.module._purr_controls(revision)) ?? "null",
    );
  }

  /**
   * A request that the drawn control carries out.
   * @param {string} id @param {"press" | "set" | "step" | "select" | "focus" | "walk"} action
   * @param {string} value
   */
  operate(id, action, value) {
    this.memory.withStrings([id, action, value], (idAddress, actionAddress, valueAddress) =>
      this.module._purr_operate(idAddress, actionAddress, valueAddress),
    );
  }

  /** The words of the last frame but one. The first call returns none. @returns {DrawnText[]} */
  texts() {
    return JSON.parse(this.memory.takeString(this.module._purr_texts()));
  }
}
