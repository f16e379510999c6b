// The files in a zip: its directory is read first, then one file after another. Nothing is unpacked
// before its size is known.
import { FileError, kMegabyte, printable } from "../shared/errors.js";

export const kMaxPictureBytes = 64 * kMegabyte;
const kMaxEntries = 20000;
const kMaxPath = 512; // characters of a name in a zip

const kEndSize = 22; // bytes of the record that ends a zip
const kMaxCommentSize = 65535; // it may be followed by a comment
const kEntrySize = 46; // of an entry in the directory, without its name
const kLocalHeaderSize = 30;
const kStored = 0;
const kDeflated = 8;

/** @typedef {import("../shared/types").Bytes} Bytes */

/** @param {Uint8Array} bytes */
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Files that file managers leave in folders and zips. @param {string} path */
export function isDebris(path) {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

/** The last folder of a path, and the name of the file. @param {string} path */
export function splitPath(path) {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  return { name: parts.pop() ?? "", folder: parts.pop() ?? "" };
}

/**
 * One file of a zip, by its directory.
 * @typedef {object} ZipEntry
 * @property {string} path
 * @property {number} method     0 stored, 8 deflated
 * @property {number} packed     bytes in the zip
 * @property {number} size       bytes unpacked
 * @property {number} offset     of its local header
 * @property {boolean} isLocked  by a password
 */

/**
 * The files of a zip, from the directory at its end.
 * @param {string} name for messages @param {Blob} file
 * @returns {Promise<ZipEntry[]>} without folders and debris
 * @throws {FileError}
 */
export async function readZipDirectory(name, file) {
  const broken = () => new FileError("zip_broken", name);
  const tailStart = Math.max(0, file.size - kEndSize - kMaxCommentSize);
  const tail = new Uint8Array(await file.slice(tailStart).arrayBuffer());
  const end = view(tail);
  let at = tail.length - kEndSize;
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) --at;
  if (at < 0) throw broken();
  const count = end.getUint16(at + 10, true);
  const size = end.getUint32(at + 12, true);
  const start = end.getUint32(at + 16, true);
  // These values mark a zip in the 64-bit format.
  const is64Bit = count === 0xffff || start === 0xffffffff;
  if (is64Bit || count > kMaxEntries) throw new FileError("zip_too_large", name, kMaxEntries);
  if (start + size > file.size) throw broken();
  const bytes = new Uint8Array(await file.slice(start, start + size).arrayBuffer());
  const data = view(bytes);
  /** @type {ZipEntry[]} */
  const entries = [];
  let place = 0;
  for (let i = 0; i < count; ++i) {
    if (place + kEntrySize > bytes.length || data.getUint32(place, true) !== 0x02014b50)
      throw broken();
    const nameLength = data.getUint16(place + 28, true);
    const next =
      place +
      kEntrySize +
      nameLength +
      data.getUint16(place + 30, true) +
      data.getUint16(place + 32, true);
    if (next > bytes.length) throw broken();
    const path = new TextDecoder().decode(
      bytes.subarray(place + kEntrySize, place + kEntrySize + nameLength),
    );
    if (!/[/\\]$/.test(path) && !isDebris(path) && path.length <= kMaxPath)
      entries.push({
        path,
        method: data.getUint16(place + 10, true),
        packed: data.getUint32(place + 20, true),
        size: data.getUint32(place + 24, true),
        offset: data.getUint32(place + 42, true),
        isLocked: (data.getUint16(place + 8, true) & 1) !== 0,
      });
    place = next;
  }
  return entries;
}

/**
 * One file of a zip, unpacked.
 * @param {Blob} file the zip @param {ZipEntry} entry
 * @param {(packed: Bytes, options: {out: Bytes}) => Bytes} inflate fflate's inflateSync
 * @param {number} [limit] bytes
 * @returns {Promise<Bytes>}
 * @throws {FileError} naming the file in the zip
 */
export async function readZipEntry(file, entry, inflate, limit = kMaxPictureBytes) {
  const name = printable(entry.path, 200);
  const broken = () => new FileError("zip_entry_broken", name);
  if (entry.isLocked) throw new FileError("zip_locked", name);
  if (entry.size > limit)
    throw new FileError(
      "file_too_large",
      name,
      Math.ceil(entry.size / kMegabyte),
      limit / kMegabyte,
    );
  const header = new Uint8Array(
    await file.slice(entry.offset, entry.offset + kLocalHeaderSize).arrayBuffer(),
  );
  if (header.length < kLocalHeaderSize || view(header).getUint32(0, true) !== 0x04034b50)
    throw broken();
  const start =
    entry.offset +
    kLocalHeaderSize +
    view(header).getUint16(26, true) +
    view(header).getUint16(28, true);
  if (start + entry.packed > file.size) throw broken();
  const packed = new Uint8Array(await file.slice(start, start + entry.packed).arrayBuffer());
  if (entry.method === kStored) {
    if (entry.packed !== entry.size) throw broken();
    return packed;
  }
  if (entry.method !== kDeflated) throw new FileError("zip_method", name);
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
