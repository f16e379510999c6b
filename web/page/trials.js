// Ways out of a run that went wrong, tried on the workers of the pool while the user reads.

/** @typedef {import("../shared/types").ExperimentResult} ExperimentResult */
/** @typedef {import("../shared/program").HostActions["try-runs"]} TryRuns */

/** Diagnoses of the data, with which a run may learn all the same. */
const kOfData = new Set(["input_scale", "leak"]);

/** @param {ExperimentResult} result @returns {"trained" | "broken" | "notTried"} */
export function outcomeOf(result) {
  if (result.iteration === undefined) return "notTried"; // its worker did not start, or crashed
  const isBroken =
    result.phase !== "finished" || (result.diagnoses ?? []).some(({ kind }) => !kOfData.has(kind));
  return isBroken ? "broken" : "trained";
}

export class Trials {
  /**
   * @param {{
   *   pool: Pick<import("./api/pool.js").Pool, "run">,
   *   take: (serial: number, index: number, result: {
   *     outcome: ReturnType<typeof outcomeOf>,
   *     trainAccuracy: number | null,
   *     testAccuracy: number | null,
   *   }) => void,
   *   cores?: number,
   * }} settings `take` receives the result of each experiment
   */
  constructor({ pool, take, cores = globalThis.navigator?.hardwareConcurrency ?? 1 }) {
    this.pool = pool;
    this.take = take;
    this.cores = cores;
    this.current = new AbortController();
  }

  /**
   * Trains these experiments in place of those that are under way. With one core only, none is
   * tried: it draws.
   * @param {TryRuns} request
   */
  async start({ serial, experiments }) {
    this.current.abort();
    const notTried = { outcome: /** @type {const} */ ("notTried") };
    const none = { ...notTried, trainAccuracy: null, testAccuracy: null };
    if (this.cores < 2) {
      experiments.forEach((_, index) => this.take(serial, index, none));
      return;
    }
    this.current = new AbortController();
    const { signal } = this.current;
    await this.pool
      .run(experiments, {
        signal,
        workers: this.cores - 1,
        onResult: (result, index) =>
          this.take(serial, index, {
            outcome: outcomeOf(result),
            trainAccuracy: result.trainAccuracy ?? null,
            testAccuracy: result.testAccuracy ?? null,
          }),
      })
      .catch((error) => {
        if (!signal.aborted) throw error;
      });
  }
}
