// User data from files: dropped on the page, picked, pasted, or passed to purr.addFiles. The files
// are read here and never leave the page.
import { FileError, checkSize, kMegabyte, messageOf, printable } from "../../shared/errors.js";
import { isZip, pictureHeader } from "../../shared/picture-header.js";
import { kSniffBytes, sniff } from "../../shared/sniff.js";

/** @typedef {import("../../shared/types").AddedFiles} AddedFiles */
/** @typedef {import("../../shared/types").PathFile} PathFile */
/** @typedef {import("../../shared/types").PictureSet} PictureSet */
/** @typedef {import("./hdf5-reader.js").Hdf5Reader} Hdf5Reader */

const kMaxFiles = 64;
/** Of text (shell/program/files/table_reader.h). */
const kMaxTextBytes = 16 * kMegabyte;
const kMaxShownName = 200;
const kMaxPictureName = 120; // in web/workers/picture-worker.js

/** @param {string} name */
export function isNamedHdf5(name) {
  return /.\.(h5|hdf5|hdf|he5)$/i.test(name);
}

/**
 * What a file contains: pictures, or what the program must look at: a text, or a file of a kind that
 * it names.
 * @typedef {{pictures: PictureSet[]} | {name: string, bytes: Uint8Array, size: number}} FileContent
 */

/**
 * Reads one file by its content, whatever its name.
 * @param {File} file @param {Pick<Hdf5Reader, "read">} reader
 * @returns {Promise<FileContent>}
 * @throws {FileError}
 */
export async function readFile(file, reader) {
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
  const head = await bytesOf(file.slice(0, kSniffBytes));
  if (sniff(head) === "hdf5") return { pictures: await reader.read(name, file) };
  const bytes = file.size > kMaxTextBytes ? head : await bytesOf(file);
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
      /** @type {typeof list} */
      const others = [];
      for (const item of list) ((await this.#isPicture(item.file)) ? pictures : others).push(item);
      // A folder of pictures may contain a note or two; they are reported with the pictures.
      const hasFolder = pictures.length > 0 && list.some(({ path }) => path.includes("/"));
      if (hasFolder) pictures.push(...others.splice(0));
      const otherFiles = others.map(({ file }) => file);
      const read = others.length > 0 ? await this.#read(otherFiles, options) : null;
      const bad = (pictures.length > 0 && (await this.myPictures?.add(pictures, label))) || [];
      // What a zip holds beside its pictures does not make the zip itself a bad file.
      /** As the worker names a picture, or a whole zip. @param {{file: File, path: string}} item */
      const errorOf = ({ file, path }) => {
        const shown = [printable(file.name, kMaxPictureName), printable(path, kMaxShownName)];
        return bad.find(({ args }) => shown.includes(args[0]));
      };
      return {
        names: [
          ...(read?.names ?? []),
          ...pictures.filter((item) => !errorOf(item)).map(({ file }) => file.name),
        ],
        problems: [
          ...(read?.problems ?? []),
          ...pictures
            .flatMap((item) => errorOf(item) ?? [])
            .map((error) => this.data.describe(error)),
        ],
        tables: read?.tables ?? [],
      };
    });
    this.last = work.catch(() => {});
    return work;
  }

  /** @param {Blob} file */
  async #isPicture(file) {
    if (!this.myPictures) return false;
    try {
      const head = new Uint8Array(await file.slice(0, 64).arrayBuffer());
      return isZip(head) || pictureHeader(head) !== null || /^image\//.test(file.type);
    } catch {
      return false;
    }
  }

  /**
   * A table or points, pasted as text.
   * @param {string} text
   * @returns {boolean} whether it was one
   */
  addText(text) {
    const lines = text.trim().split(/\r\n|\r|\n/);
    const isTable = lines.length > 2 && lines.every((line) => /[\t;,]/.test(line));
    if (isTable)
      this.addAll([{ file: new File([text], "pasted.csv"), path: "pasted.csv" }], -1, {
        isDropped: true,
      });
    return isTable;
  }

  /** @param {File[]} files @param {{encoding?: string, isDropped?: boolean}} options @returns {Promise<AddedFiles>} */
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
   * @param {File[]} files @param {string | undefined} encoding @param {AddedFiles} added
   * @param {(error: unknown) => void} report
   */
  async #readEach(files, encoding, added, report) {
    /** @type {{pictures: PictureSet[], hasText: boolean}} */
    const found = { pictures: [], hasText: false };
    if (files.length > kMaxFiles) {
      const first = printable(files[kMaxFiles].name || "file", kMaxShownName);
      report(new FileError("too_many_files", files.length - kMaxFiles, kMaxFiles, first));
    }
    for (const file of files.slice(0, kMaxFiles)) {
      try {
        const content = await readFile(file, this.reader);
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
