// HDF5 through workers/hdf5-worker.js.
import { FileError } from "../../shared/errors.js";

/** @typedef {import("../../shared/types").PictureSet} PictureSet */
/** @typedef {import("../../shared/worker-messages").FromHdf5Worker} FromHdf5Worker */
/** @typedef {import("../../shared/worker-messages").ToHdf5Worker} ToHdf5Worker */

/** The largest file allowed takes a few seconds; a reader that needs longer hangs. */
const kTimeoutMs = 60000;

/** Reads one file at a time. A worker that failed, hung or refused a file is replaced. */
export class Hdf5Reader {
  /** @param {() => Worker} makeWorker @param {number} [timeoutMs] */
  constructor(makeWorker, timeoutMs = kTimeoutMs) {
    this.makeWorker = makeWorker;
    this.timeoutMs = timeoutMs;
    /** @type {Worker | null} */
    this.worker = null;
    this.lastId = 0;
  }

  /**
   * @param {string} name for messages @param {Blob} file
   * @returns {Promise<PictureSet[]>}
   * @throws {FileError}
   */
  read(name, file) {
    const worker = (this.worker ??= this.makeWorker());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      /** @param {FileError} error */
      const giveUp = (error) => {
        clearTimeout(timer);
        // The worker may hang or be broken: the next file gets a new one.
        worker.terminate();
        this.worker = null;
        reject(error);
      };
      const timer = setTimeout(() => giveUp(new FileError("hdf5_broken", name)), this.timeoutMs);
      worker.onerror = (event) => {
        event.preventDefault?.();
        giveUp(new FileError("reader_missing", event.message ?? "hdf5-worker.js"));
      };
      worker.onmessage = ({ data }) => {
        const message = /** @type {FromHdf5Worker} */ (data);
        if (message.id !== id) return;
        clearTimeout(timer);
        // After a failure the library may keep parts of the file: the next file gets a new worker.
        if ("error" in message) giveUp(new FileError(message.error.code, ...message.error.args));
        else resolve(message.sets);
      };
      /** @type {ToHdf5Worker} */
      const request = { id, name, file };
      worker.postMessage(request);
    });
  }
}
