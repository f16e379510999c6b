// A person's own pictures: what comes from files, folders, zips, the clipboard and the camera goes
// through picture-worker.js to the program, which keeps them (shell/view/my_pictures.h).

/**
 * How often progress is shown, in milliseconds. Without a graphics card drawing takes both the time of
 * reading and, where frames follow each other, the page's liveliness.
 */
const kShownEveryMs = 200;

/** Hands pictures to the worker and what it makes of them to the program. */
export class MyPictures {
  /**
   * @param {{
   *   program: import("../shared/bridge.js").Program,
   *   compiled: WebAssembly.Module,
   *   makeWorker: () => Worker,
   *   changed: () => void,  asks for a frame
   * }} settings
   */
  constructor(settings) {
    this.settings = settings;
    this.worker = null;
    this.job = 0;
    this.queue = [];
    this.finish = null;
    this.timer = 0; // until progress is shown
  }

  /**
   * @param {{file: Blob, path: string}[]} files
   * @param {number} [label] 0 or 1 for all of them; left out, folders say it
   * @returns {Promise<void>} when all have been looked at, or reading was cancelled
   */
  add(files, label = -1) {
    return new Promise((resolve) => {
      this.queue.push({ files, label, resolve });
      if (!this.finish) this.#next();
    });
  }

  cancel() {
    this.worker?.postMessage({ type: "cancel" });
    for (const { resolve } of this.queue) resolve();
    this.queue = [];
    this.#end();
  }

  #next() {
    const task = this.queue.shift();
    if (!task) return;
    const { program, compiled, makeWorker } = this.settings;
    if (!this.worker) {
      this.worker = makeWorker();
      this.worker.onmessage = ({ data }) => this.#hear(data);
      this.worker.onerror = (event) => {
        event.preventDefault?.();
        program.reportError("reader_missing", [event.message ?? "picture-worker.js"]);
        this.worker.terminate();
        this.worker = null;
        this.cancel();
      };
    }
    this.job += 1;
    this.label = task.label;
    this.finish = task.resolve;
    program.myPicturesProgress(0, task.files.length);
    this.worker.postMessage({
      type: "read",
      job: this.job,
      compiled,
      files: task.files,
      mode: program.cropMode(),
    });
    this.settings.changed();
  }

  #hear({ job, done, total, pictures, bad, isDone, report }) {
    if (job !== this.job || !this.finish) return;
    const { program } = this.settings;
    if (isDone) {
      if (report) console.warn(`pictures: ${report}`);
      this.#end();
    } else {
      for (const { name, folder, pixels } of pictures)
        program.addMyPicture(name, folder, this.label, pixels);
      for (const { code, args } of bad) program.addBadPicture(code, args);
      program.myPicturesProgress(done, total);
      this.#changedSoon();
    }
  }

  #changedSoon() {
    if (this.timer !== 0) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.settings.changed();
    }, kShownEveryMs);
  }

  #end() {
    this.job += 1;
    const finish = this.finish;
    this.finish = null;
    this.settings.program.myPicturesDone();
    finish?.();
    this.#next();
    this.settings.changed();
  }
}

/**
 * The files of a drop, folders opened. Must be called within the event: afterwards the entries are
 * gone.
 * @param {DataTransfer} transfer
 * @returns {Promise<{file: File, path: string}[]>}
 */
export async function filesOfDrop(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = [];
  const open = async (entry) => {
    if (!entry) return;
    if (entry instanceof File) {
      found.push({ file: entry, path: entry.name });
    } else if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      // readEntries gives a hundred at a time, until it gives none.
      for (;;) {
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const inner of some) await open(inner);
      }
    }
  };
  for (const entry of entries) await open(entry);
  return found;
}

/** The files of a picker, with the folder where one was picked. */
export function filesOfPicker(list) {
  return [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}
