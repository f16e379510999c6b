// The promises of purr.runTo.

/** @typedef {import("../../shared/types").RunNumbers} RunNumbers */
/** @typedef {import("../../shared/types").Snapshot} Snapshot */

/**
 * @typedef {object} Waiter
 * @property {number} iteration
 * @property {number} command  the number of the command that requests it
 * @property {(snapshot: Snapshot) => void} resolve
 * @property {(error: Error) => void} reject
 */

export class RunWaiters {
  constructor() {
    /** @type {Waiter[]} */
    this.waiting = [];
  }

  /**
   * @param {number} iteration @param {number} command its number
   * @returns {Promise<Snapshot>} resolves when the iteration is reached, or the run ends before it
   */
  add(iteration, command) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ iteration, command, resolve, reject });
    });
  }

  /** The run that all of them wait for will not come. @param {string} why */
  fail(why) {
    for (const { reject } of this.waiting) reject(new Error(why));
    this.waiting = [];
  }

  /**
   * Settles the promises whose run has arrived, ended or failed. An update counts only when it was
   * made after the trainer had received the command.
   * @param {number} acknowledged the last command that the updates depend on
   * @param {() => RunNumbers} numbersOf @param {() => Snapshot} snapshotOf
   */
  settle(acknowledged, numbersOf, snapshotOf) {
    if (this.waiting.length === 0) return;
    const now = numbersOf();
    this.waiting = this.waiting.filter(({ iteration, command, resolve, reject }) => {
      if (acknowledged < command) return true;
      if (now.phase === "failed" || now.error) {
        reject(new Error(now.error ?? "the cost became NaN or infinite"));
        return false;
      }
      const isThere = now.iteration === iteration && now.phase === "ready";
      if (!isThere && now.phase !== "finished") return true;
      resolve(snapshotOf());
      return false;
    });
  }
}
