// Files that a person brings: dropped anywhere on the page, picked, pasted, or handed to
// purr.addFiles. They are read here and never leave the page.
import {
  FileError,
  checkSize,
  checkSizesAgree,
  isNamedHdf5,
  kMaxCsvBytes,
  kSniffBytes,
  printable,
  readCsv,
  sniff,
} from "./formats.js";

/** The largest file allowed takes a few seconds; what takes this long hangs. */
const kReaderTimeoutMs = 60000;
const kMaxFiles = 64;
const kMaxShownName = 200;

/** HDF5 through file-worker.js. One question at a time. */
export class Hdf5Reader {
  /** @param {() => Worker} makeWorker @param {number} timeoutMs */
  constructor(makeWorker, timeoutMs = kReaderTimeoutMs) {
    this.makeWorker = makeWorker;
    this.timeoutMs = timeoutMs;
    this.worker = null;
    this.lastId = 0;
  }

  /** @param {string} name @param {Blob} file @returns {Promise<import("./formats.js").PictureSet[]>} */
  read(name, file) {
    this.worker ??= this.makeWorker();
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const giveUp = (error) => {
        clearTimeout(timer);
        // It may be stuck or broken: the next file gets a fresh one.
        this.worker?.terminate();
        this.worker = null;
        reject(error);
      };
      const timer = setTimeout(() => giveUp(new FileError("hdf5_broken", name)), this.timeoutMs);
      this.worker.onerror = (event) => {
        event.preventDefault?.();
        giveUp(new FileError("reader_missing", event.message ?? "file-worker.js"));
      };
      this.worker.onmessage = ({ data }) => {
        if (data.id !== id) return;
        clearTimeout(timer);
        if (data.error) reject(new FileError(data.error.code, ...data.error.args));
        else resolve(data.sets);
      };
      this.worker.postMessage({ id, name, file });
    });
  }
}

/**
 * What one file holds, whatever its name says.
 * @param {File} file @param {Hdf5Reader} reader
 * @returns {Promise<{pictures: import("./formats.js").PictureSet[],
 *   points: import("./formats.js").PointSet[]}>}
 * @throws {FileError}
 */
export async function readFile(file, reader) {
  const name = printable(file.name || "file", kMaxShownName);
  checkSize(name, file.size);
  const bytesOf = async (blob) => {
    try {
      return new Uint8Array(await blob.arrayBuffer());
    } catch (error) {
      // A folder, or a file that was moved away meanwhile.
      throw new FileError("file_unreadable", name, error.message);
    }
  };
  const kind = sniff(await bytesOf(file.slice(0, kSniffBytes)));
  if (kind === "empty") throw new FileError("file_empty", name);
  if (kind === "html") throw new FileError("file_html", name);
  if (kind === "lfs_pointer") throw new FileError("file_lfs", name);
  if (kind === "unknown") throw new FileError("file_unknown", name);
  if (kind === "hdf5") return { pictures: await reader.read(name, file), points: [] };
  if (isNamedHdf5(file.name)) throw new FileError("file_text", name);
  checkSize(name, file.size, kMaxCsvBytes);
  const text = new TextDecoder().decode(await bytesOf(file));
  return { pictures: [], points: [readCsv(name, text)] };
}

/** Of two sets with the same part the later one stays. */
function lastOfEach(sets) {
  const parts = new Map(sets.map((set) => [set.isTest, set]));
  return [...parts.values()];
}

/** Takes files in, one drop after another. */
export class Files {
  /**
   * @param {{
   *   program: import("./bridge.js").Program,
   *   reader: Hdf5Reader,
   *   changed: () => void,  asks for a frame
   * }} settings
   */
  constructor({ program, reader, changed }) {
    this.program = program;
    this.reader = reader;
    this.changed = changed;
    this.last = Promise.resolve();
  }

  /**
   * Reads the files of one drop and hands what is good to the program, together. What is not good is
   * said in a notice each; the run and the data that is there stay as they are.
   * @param {Iterable<File>} files
   * @returns {Promise<{names: string[], problems: string[]}>} of the good ones; sentences on the others
   */
  add(files) {
    const list = [...files];
    const work = this.last.then(() => this.#read(list));
    this.last = work.catch(() => {});
    return work;
  }

  async #read(files) {
    const found = { pictures: [], points: [] };
    const names = [];
    const problems = [];
    const report = (error) => {
      if (!(error instanceof FileError)) throw error;
      problems.push(this.program.reportError(error.code, error.args));
    };
    this.program.busy(true);
    this.changed();
    try {
      for (const file of files.slice(0, kMaxFiles)) {
        try {
          const { pictures, points } = await readFile(file, this.reader);
          found.pictures.push(...pictures);
          found.points.push(...points);
          names.push(file.name);
        } catch (error) {
          report(error);
        }
      }
      const pictures = lastOfEach(found.pictures);
      const points = lastOfEach(found.points);
      try {
        checkSizesAgree(pictures);
        for (const set of pictures) this.program.bringPictures(set);
        for (const set of points) this.program.bringPoints(set);
        if (pictures.length + points.length > 0) this.program.bringDone();
      } catch (error) {
        report(error);
      }
    } finally {
      this.program.busy(false);
      this.changed();
    }
    return { names, problems };
  }
}

function hasFiles(transfer) {
  return [...(transfer?.types ?? [])].includes("Files");
}

/**
 * Drop anywhere, paste anywhere, and the picker.
 * @param {{files: Files, input: HTMLInputElement, setHover: (isOver: boolean) => void}} settings
 * @returns {{pick: () => void}}
 */
export function listenForFiles({ files, input, setHover }) {
  // dragenter and dragleave come for every element on the way; the balance tells the window's edge.
  let depth = 0;
  const hover = (nextDepth) => {
    const was = depth > 0;
    depth = Math.max(0, nextDepth);
    if (was !== depth > 0) setHover(depth > 0);
  };
  window.addEventListener("dragenter", (event) => {
    if (hasFiles(event.dataTransfer)) hover(depth + 1);
  });
  window.addEventListener("dragleave", (event) => {
    if (hasFiles(event.dataTransfer)) hover(depth - 1);
  });
  // Without this the browser would open the file in place of the page.
  window.addEventListener("dragover", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  window.addEventListener("drop", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    hover(0);
    files.add(event.dataTransfer.files);
  });
  window.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    files.add(event.clipboardData.files);
  });
  input.addEventListener("change", () => {
    if (input.files.length > 0) files.add(input.files);
    input.value = ""; // so that the same file may be picked again
  });
  return { pick: () => input.click() };
}
