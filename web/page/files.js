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
} from "../shared/formats.js";
import { filesOfDrop, filesOfPicker } from "./my-pictures.js";
import { isZip, pictureHeader } from "../shared/pictures.js";

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

  /** @param {string} name @param {Blob} file @returns {Promise<import("../shared/formats.js").PictureSet[]>} */
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
 * @returns {Promise<{pictures: import("../shared/formats.js").PictureSet[],
 *   points: import("../shared/formats.js").PointSet[]}>}
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
  try {
    return { pictures: [], points: [readCsv(name, text)] };
  } catch (error) {
    // Not three columns of numbers: perhaps a table of others.
    if (error.code !== "csv_bad_row") throw error;
    return { pictures: [], points: [], table: { name, text, error } };
  }
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
   *   program: import("../shared/bridge.js").Program,
   *   reader: Hdf5Reader,
   *   changed: () => void,  asks for a frame
   *   myPictures?: import("./my-pictures.js").MyPictures,
   * }} settings
   */
  constructor({ program, reader, changed, myPictures }) {
    this.program = program;
    this.reader = reader;
    this.myPictures = myPictures;
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
    return this.addAll([...files].map((file) => ({ file, path: file.name || "file" })));
  }

  /**
   * The same with the folders that the files lay in. Pictures and zips of them become the person's own
   * pictures.
   * @param {{file: File, path: string}[]} list @param {number} [label] class of the pictures
   */
  addAll(list, label = -1) {
    const work = this.last.then(async () => {
      const pictures = [];
      const others = [];
      for (const item of list) ((await this.#isPicture(item.file)) ? pictures : others).push(item);
      // A folder of pictures may hold a note or two; they are told with the pictures.
      const hasFolder = pictures.length > 0 && list.some(({ path }) => path.includes("/"));
      if (hasFolder) pictures.push(...others.splice(0));
      const read = others.length > 0 ? await this.#read(others.map(({ file }) => file)) : null;
      if (pictures.length > 0) await this.myPictures.add(pictures, label);
      return {
        names: [...(read?.names ?? []), ...pictures.map(({ file }) => file.name)],
        problems: read?.problems ?? [],
      };
    });
    this.last = work.catch(() => {});
    return work;
  }

  async #isPicture(file) {
    if (!this.myPictures) return false;
    try {
      const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
      return isZip(head) || pictureHeader(head) !== null || /^image\//.test(file.type);
    } catch {
      return false;
    }
  }

  /** A table or points, pasted as text. @returns {boolean} whether it was one */
  addText(text) {
    const lines = text.trim().split(/\r\n|\r|\n/);
    const isTable = lines.length > 2 && lines.every((line) => /[\t;,]/.test(line));
    if (isTable) this.addAll([{ file: new File([text], "pasted.csv"), path: "pasted.csv" }]);
    return isTable;
  }

  async #read(files) {
    const found = { pictures: [], points: [] };
    const names = [];
    const problems = [];
    let hasTable = false;
    const report = (error) => {
      if (!(error instanceof FileError)) throw error;
      problems.push(this.program.reportError(error.code, error.args));
    };
    this.program.busy(true);
    this.changed();
    try {
      for (const file of files.slice(0, kMaxFiles)) {
        try {
          const { pictures, points, table } = await readFile(file, this.reader);
          if (table) {
            // Three columns that are not points may be a table.
            const problem = this.program.bringTable(table.name, table.text);
            if (problem) {
              problems.push(problem);
              continue;
            }
            hasTable = true;
          }
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
        if (pictures.length + points.length > 0 || hasTable) this.program.bringDone();
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
 * @param {{
 *   files: Files,
 *   input: HTMLInputElement,
 *   folderInput: HTMLInputElement,
 *   setHover: (isOver: boolean) => void,
 *   wantsText: () => boolean,  something is being typed
 * }} settings
 * @returns {{pick: () => void, pickPictures: (label: number) => void,
 *   pickFolder: (label: number) => void}}
 */
export function listenForFiles({ files, input, folderInput, setHover, wantsText }) {
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
    filesOfDrop(event.dataTransfer).then((list) => files.addAll(list));
  });
  window.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      files.add(event.clipboardData.files);
    } else if (!wantsText() && files.addText(event.clipboardData?.getData("text/plain") ?? "")) {
      event.preventDefault();
    }
  });
  let label = -1;
  input.addEventListener("change", () => {
    if (input.files.length > 0) files.addAll(filesOfPicker(input.files), label);
    input.value = ""; // so that the same file may be picked again
  });
  folderInput.addEventListener("change", () => {
    if (folderInput.files.length > 0) files.addAll(filesOfPicker(folderInput.files), label);
    folderInput.value = "";
  });
  const open = (element, of) => {
    label = of;
    element.click();
  };
  return {
    pick: () => open(input, -1),
    pickPictures: (of) => open(input, of),
    pickFolder: (of) => open(folderInput, of),
  };
}
