// User data from files: dropped on the page, picked, pasted, or passed to purr.addFiles. The files
// are read here and never leave the page.
import { FileError, checkSize, kMegabyte, messageOf, printable } from "../../shared/errors.js";

/** @typedef {import("../../shared/types").AddedFiles} AddedFiles */
/** @typedef {import("../../shared/types").PathFile} PathFile */
/** @typedef {import("../../shared/types").PictureSet} PictureSet */
/** @typedef {import("./hdf5-reader.js").Hdf5Reader} Hdf5Reader */

const kMaxFiles = 64;
/** What tells formats apart. */
const kHeadBytes = 64 * 1024;
/** Of text (shell/program/files/table_reader.h). */
const kMaxTextBytes = 16 * kMegabyte;
const kMaxShownName = 200;

/** @param {string} name */
export function isNamedHdf5(name) {
  return /.\.(h5|hdf5|hdf|he5)$/i.test(name);
}

/** @typedef {ReturnType<import("../program/data-calls.js").DataCalls["fileKind"]>} FileKind */

/**
 * What a file contains: pictures, or what the program must look at: a text, or a file of a kind that
 * it names.
 * @typedef {{pictures: PictureSet[]} | {name: string, bytes: Uint8Array, size: number}} FileContent
 */

/**
 * Reads one file by its content, whatever its name.
 * @param {File} file @param {Pick<Hdf5Reader, "read">} reader
 * @param {FileKind} kind
 * @returns {Promise<FileContent>}
 * @throws {FileError}
 */
export async function readFile(file, reader, kind) {
  const name = printable(file.name || "file", kMaxShownName);
  checkSize(name, file.size);
  /** @param {Blob} blob */
  const bytesOf = async (blob) => {
    try {
      return new Uint8Array(await blob.arrayBuffer());
    } catch (error) {
      // A folder, or a file that was moved meanwhile.
      throw new FileError("file_unreadable", name, messageOf(error));
    }
  };
  if (kind === "hdf5") return { pictures: await reader.read(name, file) };
  const isLarge = file.size > kMaxTextBytes;
  const bytes = await bytesOf(isLarge ? file.slice(0, kHeadBytes) : file);
  return { name, bytes, size: file.size };
}

/**
 * Of two sets for the same part the later one counts.
 * @template {{isTest: boolean}} T
 * @param {T[]} sets
 */
function lastOfEach(sets) {
  const parts = new Map(sets.map((set) => [set.isTest, set]));
  return [...parts.values()];
}

/** @param {PictureSet[]} sets of one drop @throws {FileError} when train and test differ in size */
export function checkSizesAgree(sets) {
  const train = sets.find((set) => !set.isTest);
  const test = sets.find((set) => set.isTest);
  /** @param {PictureSet} set */
  const size = (set) => `${set.height}×${set.width}`;
  if (train && test && size(train) !== size(test))
    throw new FileError("size_mismatch", size(train), size(test));
}

/**
 * Whether a text is a table: one separator divides all lines into the same number of fields, and most
 * lines have a number among them.
 * @param {string} text
 */
export function looksLikeTable(text) {
  const lines = text.trim().split(/\r\n|\r|\n/);
  if (lines.length < 2) return false;
  return ["\t", ";", ",", "|"].some((separator) => {
    /** @param {string} line */
    const fieldsOf = (line) => line.replace(/"[^"]*"/g, "quoted").split(separator);
    const count = fieldsOf(lines[0]).length;
    if (count < 2 || lines.some((line) => fieldsOf(line).length !== count)) return false;
    const isNumber = (/** @type {string} */ field) =>
      /^\s*[-+−]?[$€£]?[\d.,\s]*\d%?\s*$/.test(field);
    const numeric = lines.filter((line) => fieldsOf(line).some(isNumber));
    return 2 * numeric.length > lines.length - 1;
  });
}

/** Takes files in, one drop after another. */
export class Files {
  /**
   * @param {{
   *   data: import("../program/data-calls.js").DataCalls,
   *   reader: Pick<Hdf5Reader, "read">,
   *   requestFrame: () => void,
   *   myPictures?: import("./my-pictures.js").MyPictures,
   * }} settings
   */
  constructor({ data, reader, requestFrame, myPictures }) {
    this.data = data;
    this.reader = reader;
    this.myPictures = myPictures;
    this.requestFrame = requestFrame;
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
  }

  /**
   * Reads the files of one drop and hands those that could be read to the program, together. Each
   * of the others is reported in a notice; the run and the present data stay as they are.
   * @param {Iterable<File>} files @param {{encoding?: string}} [options] encoding: of text files,
   *   such as "GBK"; detected if left out
   * @returns {Promise<AddedFiles>}
   */
  add(files, options = {}) {
    const list = [...files].map((file) => ({ file, path: file.name || "file" }));
    return this.addAll(list, -1, options);
  }

  /**
   * The same with the folders of the files. Pictures and zips of pictures become the user's
   * own pictures.
   * @param {{file: File, path: string}[]} list @param {number} [label] class of the pictures
   * @param {{encoding?: string, isDropped?: boolean}} [options] isDropped: by hand, not by a script
   * @returns {Promise<AddedFiles>}
   */
  addAll(list, label = -1, options = {}) {
    const work = this.last.then(async () => {
      /** @type {typeof list} */
      const pictures = [];
      /** @type {(typeof list[0] & {kind: FileKind})[]} */
      const others = [];
      for (const item of list) {
        const kind = await this.#kindOf(item.file);
        if (this.myPictures && (kind === "picture" || kind === "zip")) pictures.push(item);
        else others.push({ ...item, kind });
      }
      // A folder of pictures may contain a note or two; they are reported with the pictures.
      const hasFolder = pictures.length > 0 && list.some(({ path }) => path.includes("/"));
      if (hasFolder) pictures.push(...others.splice(0));
      const read = others.length > 0 ? await this.#read(others, options) : null;
      const added = pictures.length > 0 ? await this.myPictures?.add(pictures, label) : undefined;
      return {
        names: [...(read?.names ?? []), ...(added?.names ?? [])],
        problems: [...(read?.problems ?? []), ...(added?.problems ?? [])],
        tables: read?.tables ?? [],
        ...(added?.report ? { pictures: added.report } : {}),
      };
    });
    this.last = work.catch(() => {});
    return work;
  }

  /** @param {File} file @returns {Promise<FileKind>} */
  async #kindOf(file) {
    try {
      const head = new Uint8Array(await file.slice(0, kHeadBytes).arrayBuffer());
      return this.data.fileKind(file.name || "file", head);
    } catch {
      return "other"; // a folder, or a file that was moved; reading it says so
    }
  }

  /**
   * A table or points, pasted as text. Prose is reported, and nothing is changed.
   * @param {string} text
   * @returns {boolean} whether it was a table
   */
  addText(text) {
    const isTable = looksLikeTable(text);
    if (isTable)
      this.addAll([{ file: new File([text], "pasted.csv"), path: "pasted.csv" }], -1, {
        isDropped: true,
      });
    else if (text.trim() !== "") this.report(new FileError("paste_no_table"));
    return isTable;
  }

  /** Shows what is wrong with something that came in. @param {FileError} error */
  report(error) {
    this.data.reportError(error);
    this.requestFrame();
  }

  /**
   * @param {{file: File, kind: FileKind}[]} files
   * @param {{encoding?: string, isDropped?: boolean}} options
   * @returns {Promise<AddedFiles>}
   */
  async #read(files, { encoding, isDropped }) {
    /** @type {AddedFiles} */
    const added = { names: [], problems: [], tables: [] };
    /** @param {unknown} error */
    const report = (error) => {
      if (!(error instanceof FileError)) throw error;
      added.problems.push(this.data.reportError(error));
    };
    this.data.setBusy(true);
    this.requestFrame();
    try {
      const found = await this.#readEach(files, encoding, added, report);
      const pictures = lastOfEach(found.pictures);
      try {
        checkSizesAgree(pictures);
        for (const set of pictures) this.data.stagePictures(set);
      } catch (error) {
        report(error);
        pictures.length = 0;
      }
      if (pictures.length > 0 || found.hasText) {
        const { problems, tables } = this.data.commit(isDropped);
        added.problems.push(...problems);
        added.tables = tables;
      }
    } finally {
      this.data.setBusy(false);
      this.requestFrame();
    }
    return added;
  }

  /**
   * @param {{file: File, kind: FileKind}[]} files @param {string | undefined} encoding
   * @param {AddedFiles} added
   * @param {(error: unknown) => void} report
   */
  async #readEach(files, encoding, added, report) {
    /** @type {{pictures: PictureSet[], hasText: boolean}} */
    const found = { pictures: [], hasText: false };
    if (files.length > kMaxFiles) {
      const first = printable(files[kMaxFiles].file.name || "file", kMaxShownName);
      report(new FileError("too_many_files", files.length - kMaxFiles, kMaxFiles, first));
    }
    for (const { file, kind } of files.slice(0, kMaxFiles)) {
      try {
        const content = await readFile(file, this.reader, kind);
        if ("pictures" in content) {
          found.pictures.push(...content.pictures);
        } else {
          const { name, bytes, size } = content;
          const problem = this.data.stageText(name, bytes, size, encoding);
          if (problem !== null) {
            added.problems.push(problem);
            continue;
          }
          found.hasText = true;
        }
        added.names.push(file.name);
      } catch (error) {
        report(
          error instanceof RangeError
            ? new FileError(
                "file_unreadable",
                printable(file.name || "file", kMaxShownName),
                messageOf(error),
              )
            : error,
        );
      }
    }
    return found;
  }
}
