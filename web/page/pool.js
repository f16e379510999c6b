// Independent experiments on all cores: a pool of workers, each with an instance of the module. Which
// worker trains what changes no bit of a result.

/**
 * @typedef {object} Experiment what a worker trains
 * @property {number} index  place among those asked for
 * @property {string} text   key=value pairs joined by &
 */

/** Seconds after which workers that nobody needs are given back. */
const kIdleMs = 20_000;
/** An experiment that crashes its worker as often is left with the report in place of a result. */
const kMostCrashes = 2;

/** The reason of a signal as an error. */
const reasonOf = (signal) => signal.reason ?? new DOMException("stopped", "AbortError");

export class Pool {
  /**
   * @param {{
   *   makeWorker: () => Worker,
   *   compiled: unknown,              the module, compiled once
   *   brought?: () => Uint8Array[],   commands that bring a person's data, as bytes
   *   size?: number,                  workers; one for each core when left out
   *   idleMs?: number,
   * }} settings
   */
  constructor({ makeWorker, compiled, brought = () => [], size, idleMs = kIdleMs }) {
    this.makeWorker = makeWorker;
    this.compiled = compiled;
    this.brought = brought;
    this.size = Math.max(1, size ?? globalThis.navigator?.hardwareConcurrency ?? 1);
    this.idleMs = idleMs;
    /** @type {Set<{worker: Worker, isReady: boolean, task: any, brought: Uint8Array[]}>} */
    this.slots = new Set();
    /** Batches that still have something to do, in the order of their turns. */
    this.batches = [];
    this.nextId = 1;
    this.timer = undefined;
    this.failedStarts = 0; // since one succeeded
  }

  /**
   * Trains every experiment to its end. Batches that are asked for at the same time take turns, one
   * experiment each.
   * @param {string[]} experiments key=value pairs joined by &
   * @param {{
   *   signal?: AbortSignal,
   *   onProgress?: (progress: {done: number, running: number, all: number, share: number}) => void,
   *   onResult?: (result: any, index: number) => void,
   *   workers?: number,   at most so many at a time
   * }} wishes
   * @returns {Promise<any[]>} in the order of `experiments`; rejected when `signal` says stop
   */
  run(experiments, { signal, onProgress, onResult, workers = Infinity } = {}) {
    if (signal?.aborted) return Promise.reject(reasonOf(signal));
    if (experiments.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const batch = {
        waiting: experiments.map((text, index) => ({ index, text, crashes: 0 })),
        running: new Map(), // by id: how far it is
        results: new Array(experiments.length),
        done: 0,
        most: Math.max(1, workers),
        resolve,
        onResult,
        tell: () => {
          let share = batch.done;
          for (const progress of batch.running.values()) share += progress;
          onProgress?.({
            done: batch.done,
            running: batch.running.size,
            all: experiments.length,
            share: share / experiments.length,
          });
        },
        leave: () => signal?.removeEventListener("abort", stop),
      };
      const stop = () => {
        this.#remove(batch);
        batch.isStopped = true;
        for (const slot of this.slots)
          if (slot.task?.batch === batch)
            slot.worker.postMessage({ type: "stop", id: slot.task.id });
        this.#give();
        reject(reasonOf(signal));
      };
      signal?.addEventListener("abort", stop, { once: true });
      this.batches.push(batch);
      this.#give();
    });
  }

  /** Ends all workers; batches in progress never settle. */
  close() {
    clearTimeout(this.timer);
    for (const { worker } of this.slots) worker.terminate();
    this.slots.clear();
    this.batches = [];
  }

  #remove(batch) {
    this.batches = this.batches.filter((other) => other !== batch);
    batch.leave();
  }

  /** The next experiment of the batch whose turn it is; that batch then goes to the end. */
  #take() {
    const place = this.batches.findIndex(
      (batch) => batch.waiting.length > 0 && batch.running.size < batch.most,
    );
    if (place < 0) return undefined;
    const [batch] = this.batches.splice(place, 1);
    this.batches.push(batch);
    const task = { id: this.nextId++, batch, experiment: batch.waiting.shift() };
    batch.running.set(task.id, 0);
    return task;
  }

  /** Work to whoever has none. */
  #give() {
    clearTimeout(this.timer);
    for (const slot of this.slots) {
      if (!slot.isReady || slot.task) continue;
      const task = this.#take();
      if (!task) break;
      this.#start(slot, task);
    }
    const waiting = this.batches.reduce((sum, batch) => sum + batch.waiting.length, 0);
    const starting = [...this.slots].filter((slot) => !slot.isReady).length;
    for (let more = waiting - starting; more > 0 && this.slots.size < this.size; more -= 1)
      this.#open();
    if (this.batches.length === 0) this.#restLater();
  }

  /** Idle workers keep their data for a while, and then nothing. */
  #restLater() {
    this.timer = setTimeout(() => this.close(), this.idleMs);
    this.timer.unref?.(); // Node shall not wait for it
  }

  #open() {
    const slot = { worker: this.makeWorker(), isReady: false, task: undefined, brought: [] };
    this.slots.add(slot);
    slot.worker.onmessage = ({ data }) => this.#hear(slot, data);
    slot.worker.onerror = (event) => {
      event.preventDefault?.();
      this.#crash(slot, event.message ?? "the worker could not be loaded");
    };
    slot.worker.postMessage({ type: "start", compiled: this.compiled });
  }

  #start(slot, task) {
    slot.task = task;
    // A person's data is copied once to a worker, not once to an experiment.
    const brought = this.brought();
    for (const bytes of brought)
      if (!slot.brought.includes(bytes)) slot.worker.postMessage({ type: "bring", bytes });
    slot.brought = brought;
    slot.worker.postMessage({ type: "run", id: task.id, experiment: task.experiment.text });
  }

  #hear(slot, message) {
    const { task } = slot;
    const isCurrent = task !== undefined && message.id === task.id;
    switch (message.type) {
      case "ready":
        slot.isReady = true;
        this.failedStarts = 0;
        this.#give();
        break;
      case "progress":
        if (!isCurrent || task.batch.isStopped) break;
        task.batch.running.set(task.id, message.progress);
        task.batch.tell();
        break;
      case "done":
        if (!isCurrent) break;
        slot.task = undefined;
        this.#finish(task, message.result);
        this.#give();
        break;
      case "stopped":
        if (isCurrent) slot.task = undefined;
        this.#give();
        break;
      case "crash":
        this.#crash(slot, message.report);
        break;
    }
  }

  #finish(task, result) {
    const { batch, experiment } = task;
    batch.running.delete(task.id);
    if (batch.isStopped) return;
    batch.results[experiment.index] = result;
    batch.done += 1;
    batch.onResult?.(result, experiment.index);
    batch.tell();
    if (batch.done === batch.results.length) {
      this.#remove(batch);
      batch.resolve(batch.results);
    }
  }

  #isHopeless() {
    return this.failedStarts >= kMostCrashes && ![...this.slots].some(({ isReady }) => isReady);
  }

  /** Another worker tries once more what this one crashed on. */
  #crash(slot, report) {
    slot.worker.onmessage = null;
    slot.worker.onerror = null;
    slot.worker.terminate();
    this.slots.delete(slot);
    const { task } = slot;
    if (!slot.isReady) this.failedStarts += 1;
    if (task && !task.batch.isStopped) {
      task.experiment.crashes += 1;
      if (task.experiment.crashes < kMostCrashes) {
        task.batch.running.delete(task.id);
        task.batch.waiting.unshift(task.experiment);
      } else {
        this.#finish(task, { phase: "failed", error: report, curve: [], testCurve: [] });
      }
    }
    if (this.#isHopeless()) {
      // Not one worker starts here: everything that waits is told so, and the next sweep tries again.
      this.failedStarts = 0;
      for (const batch of [...this.batches])
        for (const experiment of batch.waiting.splice(0))
          this.#finish(
            { id: 0, batch, experiment },
            { phase: "failed", error: report, curve: [], testCurve: [] },
          );
      return;
    }
    this.#give();
  }
}
