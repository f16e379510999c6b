// The files in a zip: its directory is read first, then one file after another. Nothing is unpacked
// before its size is known. What a zip's bytes mean is decided by the program
// (shell/program/files/zip_directory.h).
import { FileError, kMegabyte, printable } from "../shared/errors.js";

export const kMaxPictureBytes = 64 * kMegabyte;
/** As kZipTailBytes of zip_directory.h. */
const kTailBytes = 65535 + 22 + 20 + 56;
const kLocalHeaderSize = 30;
const kStored = 0;

/** @typedef {import("../shared/types").Bytes} Bytes */
/** @typedef {import("./calls.js").ZipEntry} ZipEntry */
/** @typedef {Pick<import("./calls.js").FileRules, "zipDirectory" | "zipEntries">} Rules */

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/** The folders above a file, joined by slashes, and the name of the file. @param {string} path */
export function splitPath(path) {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  const name = parts.pop() ?? "";
  return { name, folder: parts.join("/") };
}

/**
 * The files of a zip, from the directory at its end.
 * @param {Rules} rules @param {string} name for messages @param {Blob} file
 * @returns {Promise<ZipEntry[]>} without folders and debris
 * @throws {FileError}
 */
export async function readZipDirectory(rules, name, file) {
  const tail = await bytesOf(file.slice(Math.max(0, file.size - kTailBytes)));
  const found = rules.zipDirectory(name, tail, file.size);
  if ("error" in found) throw new FileError(found.error.code, ...found.error.args);
  const bytes = await bytesOf(file.slice(found.start, found.start + found.size));
  const list = rules.zipEntries(name, bytes, found.count, file.size);
  if ("error" in list) throw new FileError(list.error.code, ...list.error.args);
  return list.entries;
}

/**
 * One file of a zip, unpacked.
 * @param {Blob} file the zip @param {ZipEntry} entry
 * @param {(packed: Bytes, options: {out: Bytes}) => Bytes} inflate fflate's inflateSync
 * @returns {Promise<Bytes>}
 * @throws {FileError} naming the file in the zip
 */
export async function readZipEntry(file, entry, inflate) {
  if (entry.problem) throw new FileError(entry.problem.code, ...entry.problem.args);
  const broken = () => new FileError("zip_entry_broken", printable(entry.path, 120));
  const header = await bytesOf(file.slice(entry.offset, entry.offset + kLocalHeaderSize));
  const view = new DataView(header.buffer);
  if (header.length < kLocalHeaderSize || view.getUint32(0, true) !== 0x04034b50) throw broken();
  const start =
    entry.offset + kLocalHeaderSize + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + entry.packed > file.size) throw broken();
  const packed = await bytesOf(file.slice(start, start + entry.packed));
  if (entry.method === kStored) return packed;
  try {
    // One byte more than announced: data that is longer than its entry says is noticed.
    const out = new Uint8Array(entry.size + 1);
    const bytes = inflate(packed, { out });
    if (bytes.length !== entry.size) throw broken();
    return bytes;
  } catch {
    throw broken();
  }
}
