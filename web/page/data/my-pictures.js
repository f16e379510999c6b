// The user's own pictures: those from files, folders, zips, the clipboard and the camera go through
// workers/picture-worker.js to the program, which keeps them (shell/view/my_pictures.h).

/** @typedef {import("../../shared/types").PathFile} PathFile */
/** @typedef {import("../../shared/worker-messages").FromPictureWorker} FromPictureWorker */
/** @typedef {import("../../shared/worker-messages").ToPictureWorker} ToPictureWorker */
/**
 * What came of the files of one drop: names of those that gave pictures, sentences on the others.
 * @typedef {{names: string[], problems: string[],
 *   report?: import("../../shared/types").PicturesReport}} AddedPictures
 * @typedef {{files: PathFile[], label: number, problems: string[], read: Set<string>,
 *   resolve: (added: AddedPictures) => void}} Task
 */

/**
 * How often progress is shown. Without a graphics card drawing delays both the reading and, where
 * frames follow each other, the page's answers.
 */
const kProgressGapMs = 200;

/** Passes pictures to the worker, and what it makes of them to the program. */
export class MyPictures {
  /**
   * @param {{
   *   data: import("../program/data-calls.js").DataCalls,
   *   compiled: WebAssembly.Module,
   *   makeWorker: () => Worker,
   *   requestFrame: () => void,
   * }} settings
   */
  constructor(settings) {
    this.settings = settings;
    /** @type {Worker | null} */
    this.worker = null;
    this.job = 0;
    /** @type {Task[]} */
    this.queue = [];
    /** The task in progress. @type {Task | null} */
    this.current = null;
    /** Until progress is shown. @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {PathFile[]} files
   * @param {number} [label] 0 or 1 for all of them; when left out the folders decide
   * @returns {Promise<AddedPictures>} when all have been read, or reading was cancelled
   */
  add(files, label = -1) {
    return new Promise((resolve) => {
      this.queue.push({ files, label, problems: [], read: new Set(), resolve });
      if (!this.current) this.#next();
    });
  }

  cancel() {
    if (this.worker) post(this.worker, { type: "cancel" });
    for (const { resolve } of this.queue) resolve({ names: [], problems: [] });
    this.queue = [];
    this.#end();
  }

  #open() {
    const worker = this.settings.makeWorker();
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      const args = [event.message ?? "picture-worker.js"];
      this.settings.data.reportError({ code: "reader_missing", args });
      worker.terminate();
      this.worker = null;
      this.cancel();
    };
    return worker;
  }

  #next() {
    const task = this.queue.shift();
    if (!task) return;
    const { data, compiled } = this.settings;
    this.worker ??= this.#open();
    this.job += 1;
    this.current = task;
    data.setMyPicturesProgress(0, task.files.length);
    post(this.worker, {
      type: "read",
      job: this.job,
      compiled,
      files: task.files,
      mode: data.cropMode(),
    });
    this.settings.requestFrame();
  }

  /** @param {FromPictureWorker} message */
  #receive(message) {
    if (message.job !== this.job || !this.current) return;
    const { data } = this.settings;
    if (message.type === "end") {
      if (message.report) console.warn(`pictures: ${message.report}`);
      this.#end();
      return;
    }
    for (const { name, folder, source, pixels } of message.pictures) {
      data.addMyPicture(name, folder, this.current.label, pixels);
      this.current.read.add(source);
    }
    for (const error of message.bad) this.current.problems.push(data.addBadPicture(error));
    data.setMyPicturesProgress(message.done, message.total);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.settings.requestFrame();
    }, kProgressGapMs);
  }

  #end() {
    this.job += 1;
    const task = this.current;
    this.current = null;
    this.settings.data.endMyPictures();
    task?.resolve({
      names: task.files
        .filter(({ path }) => task.read.has(path))
        .map(({ path }) => path.slice(path.lastIndexOf("/") + 1)),
      problems: task.problems,
      report: this.settings.data.myPicturesReport(),
    });
    this.#next();
    this.settings.requestFrame();
  }
}

/** @param {Worker} worker @param {ToPictureWorker} message */
function post(worker, message) {
  worker.postMessage(message);
}
