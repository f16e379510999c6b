// The trainer worker as the page sees it.
import { CommandMemory } from "./command-memory.js";

/** @typedef {import("../../shared/types").Bytes} Bytes */
/** @typedef {import("../../shared/worker-messages").FromTrainer} FromTrainer */
/** @typedef {import("../../shared/worker-messages").ToTrainer} ToTrainer */

const kMaxLoadWaitMs = 400;

/**
 * Commands go in, updates come out, and when the worker crashes another takes its place. Every
 * command has a number, and every batch of updates says which command was the last that it depends
 * on: `acknowledged`.
 */
export class Trainer {
  /** A trainer that crashes more often than this with the same settings would crash again. */
  static kMaxCrashes = 1;

  /**
   * @param {{
   *   makeWorker: () => Worker,
   *   onUpdates: (updates: Bytes[]) => void,
   *   onCrash: (isRestarted: boolean, report: string) => void,
   * }} settings
   */
  constructor(settings) {
    this.settings = settings;
    this.sent = 0;
    this.acknowledged = 0;
    /** Set by `read`. @type {CommandMemory | undefined} */
    this.memory = undefined;
    /** Since the settings of the run changed. */
    this.crashes = 0;
    this.isGone = false;
    this.isStopped = false;
    /** @type {WebAssembly.Module | undefined} */
    this.compiled = undefined;
    /** @type {() => void} */
    this.resolveLoaded = () => {};
    /** Resolves when the worker's modules have arrived. @type {Promise<void>} */
    this.loaded = new Promise((resolve) => (this.resolveLoaded = resolve));
    this.worker = this.#open();
  }

  #open() {
    const worker = this.settings.makeWorker();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#replace(
        `${event.message ?? "the worker could not be loaded"} (${event.filename ?? "?"})`,
      );
    };
    if (this.compiled) post(worker, { type: "start", compiled: this.compiled });
    return worker;
  }

  /** Waits for the worker's modules, but not for long: they need the page to be free. */
  async loadedSoon() {
    await Promise.race([
      this.loaded,
      new Promise((resolve) => setTimeout(resolve, kMaxLoadWaitMs)),
    ]);
  }

  /** @param {WebAssembly.Module} compiled */
  start(compiled) {
    this.compiled = compiled;
    post(this.worker, { type: "start", compiled });
  }

  /**
   * Must come before the first command. @param {import("../../shared/messages.js").MessageFormat} format
   */
  read(format) {
    this.memory = new CommandMemory(format);
  }

  /** The commands with user data, for other workers. */
  userData() {
    return this.memory?.data() ?? [];
  }

  /** Ends the worker for good. */
  stop() {
    this.isStopped = true;
    this.worker.terminate();
  }

  /** @param {Bytes} bytes of one command; the caller may not change them afterwards */
  send(bytes) {
    const before = this.memory?.configure();
    this.memory?.add(bytes);
    if (this.memory?.configure() !== before) {
      this.crashes = 0;
      // Another run may well work: the worker that is gone comes back for it.
      if (this.isGone && !this.isStopped) {
        this.isGone = false;
        this.#restart();
        return;
      }
    }
    this.#post(bytes);
  }

  #restart() {
    this.worker = this.#open();
    for (const bytes of this.memory?.commands() ?? []) this.#post(bytes);
  }

  /** @param {Bytes} bytes */
  #post(bytes) {
    this.sent += 1;
    // The memory keeps these bytes, so a copy is transferred.
    const copy = bytes.slice();
    post(this.worker, { type: "command", number: this.sent, bytes: copy }, [copy.buffer]);
  }

  /** @param {FromTrainer} message */
  #receive(message) {
    switch (message.type) {
      case "loaded":
        this.resolveLoaded();
        break;
      case "crash":
        this.#replace(message.report);
        break;
      case "updates":
        this.acknowledged = message.number;
        this.settings.onUpdates(message.updates);
        break;
    }
  }

  /** @param {string} report of the crash */
  #replace(report) {
    this.worker.onmessage = null;
    this.worker.onerror = null;
    this.worker.terminate();
    this.crashes += 1;
    this.isGone = this.crashes > Trainer.kMaxCrashes || this.compiled === undefined;
    if (!this.isGone) this.#restart();
    this.settings.onCrash(!this.isGone, report);
  }
}

/** @param {Worker} worker @param {ToTrainer} message @param {Transferable[]} [transfer] */
function post(worker, message, transfer = []) {
  worker.postMessage(message, transfer);
}
