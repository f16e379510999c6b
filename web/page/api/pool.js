// Independent experiments on all cores: a pool of workers, each with an instance of the program. A
// result does not depend on the worker that computes it.

/** @typedef {import("../../shared/types").Bytes} Bytes */
/** @typedef {import("../../shared/types").ExperimentResult} ExperimentResult */
/** @typedef {import("../../shared/types").SweepOptions} SweepOptions */
/** @typedef {import("../../shared/worker-messages").FromPoolWorker} FromPoolWorker */
/** @typedef {import("../../shared/worker-messages").ToPoolWorker} ToPoolWorker */

/**
 * An experiment of a batch.
 * @typedef {object} Experiment
 * @property {number} index  place in the batch
 * @property {string} text   key=value pairs joined by &
 * @property {number} crashes  workers that crashed on it
 */

/**
 * The experiments of one call of `run`.
 * @typedef {object} Batch
 * @property {Experiment[]} waiting
 * @property {Map<number, number>} running  progress from 0 to 1, by the id of the task
 * @property {ExperimentResult[]} results
 * @property {number} done
 * @property {number} maxRunning
 * @property {boolean} isStopped
 * @property {(results: ExperimentResult[]) => void} resolve
 * @property {SweepOptions["onResult"]} onResult
 * @property {() => void} reportProgress
 * @property {() => void} removeListener
 */

/**
 * An experiment on a worker.
 * @typedef {object} Task
 * @property {number} id
 * @property {Batch} batch
 * @property {Experiment} experiment
 */

/**
 * A worker of the pool.
 * @typedef {object} Slot
 * @property {Worker} worker
 * @property {boolean} isReady
 * @property {Task} [task]
 * @property {Bytes[]} userData  the commands that it has received
 */

/** Milliseconds after which idle workers end. */
const kIdleMs = 20_000;
/** An experiment that crashes so many workers has the report as its result. */
const kMaxCrashes = 2;

/** The reason of a signal as an error. @param {AbortSignal} signal */
const reasonOf = (signal) => signal.reason ?? new DOMException("stopped", "AbortError");

/** @param {string} report @returns {ExperimentResult} */
const failedResult = (report) => ({ phase: "failed", error: report, curve: [], testCurve: [] });

/** @param {Slot} slot @param {ToPoolWorker} message */
const post = (slot, message) => slot.worker.postMessage(message);

export class Pool {
  /**
   * @param {{
   *   makeWorker: () => Worker,
   *   compiled: WebAssembly.Module,
   *   userData?: () => Bytes[],  // commands with user data
   *   size?: number,             // workers; one for each core when left out
   *   idleMs?: number,
   * }} settings
   */
  constructor({ makeWorker, compiled, userData = () => [], size, idleMs = kIdleMs }) {
    this.makeWorker = makeWorker;
    this.compiled = compiled;
    this.userData = userData;
    this.size = Math.max(1, size ?? globalThis.navigator?.hardwareConcurrency ?? 1);
    this.idleMs = idleMs;
    /** @type {Set<Slot>} */
    this.slots = new Set();
    /** Batches with something left to do, in the order of their turns. @type {Batch[]} */
    this.batches = [];
    this.nextId = 1;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.failedStarts = 0; // since one succeeded
  }

  /**
   * Trains every experiment to its end. Batches of the same time take turns, one experiment each.
   * @param {string[]} experiments key=value pairs joined by &
   * @param {SweepOptions} [options]
   * @returns {Promise<ExperimentResult[]>} in the order of `experiments`; rejects when `signal`
   *   aborts
   */
  run(experiments, { signal, onProgress, onResult, workers = Infinity } = {}) {
    if (signal?.aborted) return Promise.reject(reasonOf(signal));
    if (experiments.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      /** @type {Batch} */
      const batch = {
        waiting: experiments.map((text, index) => ({ index, text, crashes: 0 })),
        running: new Map(),
        results: new Array(experiments.length),
        done: 0,
        maxRunning: Math.max(1, workers),
        isStopped: false,
        resolve,
        onResult,
        reportProgress: () => {
          let share = batch.done;
          for (const progress of batch.running.values()) share += progress;
          onProgress?.({
            done: batch.done,
            running: batch.running.size,
            all: experiments.length,
            share: share / experiments.length,
          });
        },
        removeListener: () => signal?.removeEventListener("abort", stop),
      };
      const stop = () => {
        this.#remove(batch);
        batch.isStopped = true;
        for (const slot of this.slots)
          if (slot.task?.batch === batch) post(slot, { type: "stop", id: slot.task.id });
        this.#assign();
        if (signal) reject(reasonOf(signal));
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.batches.push(batch);
      this.#assign();
    });
  }

  /** Ends all workers; batches in progress never settle. */
  close() {
    clearTimeout(this.timer);
    for (const { worker } of this.slots) worker.terminate();
    this.slots.clear();
    this.batches = [];
  }

  /** @param {Batch} batch */
  #remove(batch) {
    this.batches = this.batches.filter((other) => other !== batch);
    batch.removeListener();
  }

  /** The next experiment of the batch whose turn it is; that batch then goes to the end. */
  #nextTask() {
    const place = this.batches.findIndex(
      (batch) => batch.waiting.length > 0 && batch.running.size < batch.maxRunning,
    );
    if (place < 0) return undefined;
    const [batch] = this.batches.splice(place, 1);
    this.batches.push(batch);
    const experiment = batch.waiting.shift();
    if (!experiment) return undefined;
    const task = { id: this.nextId++, batch, experiment };
    batch.running.set(task.id, 0);
    return task;
  }

  /** Gives tasks to idle workers, and opens more workers where tasks are left. */
  #assign() {
    clearTimeout(this.timer);
    for (const slot of this.slots) {
      if (!slot.isReady || slot.task) continue;
      const task = this.#nextTask();
      if (!task) break;
      this.#start(slot, task);
    }
    const waiting = this.batches.reduce((sum, batch) => sum + batch.waiting.length, 0);
    const starting = [...this.slots].filter((slot) => !slot.isReady).length;
    for (let more = waiting - starting; more > 0 && this.slots.size < this.size; more -= 1)
      this.#open();
    if (this.batches.length === 0) this.#closeLater();
  }

  /** Idle workers keep their data for a while. */
  #closeLater() {
    this.timer = setTimeout(() => this.close(), this.idleMs);
    // In Node the timer would keep the process alive.
    /** @type {{unref?: () => void}} */ (/** @type {unknown} */ (this.timer)).unref?.();
  }

  #open() {
    /** @type {Slot} */
    const slot = { worker: this.makeWorker(), isReady: false, task: undefined, userData: [] };
    this.slots.add(slot);
    slot.worker.onmessage = ({ data }) => this.#receive(slot, data);
    slot.worker.onerror = (event) => {
      event.preventDefault?.();
      this.#crash(slot, event.message ?? "the worker could not be loaded");
    };
    post(slot, { type: "start", compiled: this.compiled });
  }

  /** @param {Slot} slot @param {Task} task */
  #start(slot, task) {
    slot.task = task;
    // User data is copied once for each worker, not once for each experiment.
    const userData = this.userData();
    for (const bytes of userData)
      if (!slot.userData.includes(bytes)) post(slot, { type: "bring", bytes });
    slot.userData = userData;
    post(slot, { type: "run", id: task.id, experiment: task.experiment.text });
  }

  /** @param {Slot} slot @param {FromPoolWorker} message */
  #receive(slot, message) {
    switch (message.type) {
      case "ready":
        slot.isReady = true;
        this.failedStarts = 0;
        this.#assign();
        return;
      case "crash":
        this.#crash(slot, message.report);
        return;
    }
    const { task } = slot;
    const isCurrent = task?.id === message.id;
    switch (message.type) {
      case "progress":
        if (!isCurrent || task.batch.isStopped) break;
        task.batch.running.set(task.id, message.progress);
        task.batch.reportProgress();
        break;
      case "done":
        if (!isCurrent) break;
        slot.task = undefined;
        this.#finish(task, message.result);
        this.#assign();
        break;
      case "stopped":
        if (isCurrent) slot.task = undefined;
        this.#assign();
        break;
    }
  }

  /** @param {Task} task @param {ExperimentResult} result */
  #finish({ id, batch, experiment }, result) {
    batch.running.delete(id);
    if (batch.isStopped) return;
    batch.results[experiment.index] = result;
    batch.done += 1;
    batch.onResult?.(result, experiment.index);
    batch.reportProgress();
    if (batch.done === batch.results.length) {
      this.#remove(batch);
      batch.resolve(batch.results);
    }
  }

  /**
   * Another worker tries once more what this one crashed on.
   * @param {Slot} slot
   * @param {string} report
   */
  #crash(slot, report) {
    slot.worker.onmessage = null;
    slot.worker.onerror = null;
    slot.worker.terminate();
    this.slots.delete(slot);
    const { task } = slot;
    if (!slot.isReady) this.failedStarts += 1;
    if (task && !task.batch.isStopped) {
      task.experiment.crashes += 1;
      if (task.experiment.crashes < kMaxCrashes) {
        task.batch.running.delete(task.id);
        task.batch.waiting.unshift(task.experiment);
      } else {
        this.#finish(task, failedResult(report));
      }
    }
    const isAnyReady = [...this.slots].some(({ isReady }) => isReady);
    if (this.failedStarts >= kMaxCrashes && !isAnyReady) this.#failAll(report);
    else this.#assign();
  }

  /**
   * No worker starts here: everything that waits fails, and the next sweep tries again.
   * @param {string} report
   */
  #failAll(report) {
    this.failedStarts = 0;
    for (const batch of [...this.batches])
      for (const experiment of batch.waiting.splice(0))
        this.#finish({ id: 0, batch, experiment }, failedResult(report));
  }
}
