// What a picture file is and what is in a zip, before anything is decoded. No DOM and no browser: the
// same functions run in Node's tests.
import { FileError, printable } from "./formats.js";

/** More pixels than any camera has; decoded they would fill a quarter of a gigabyte. */
export const kMaxPicturePixels = 60e6;
export const kMaxPictureBytes = 64 << 20;
export const kMaxZipEntries = 20000;
const kMaxPaths = 512; // characters of a name in a zip

const text = (bytes, from, count) => String.fromCharCode(...bytes.subarray(from, from + count));
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Width and height of a JPEG: in the first frame header behind the application's blocks. */
function jpegSize(bytes) {
  const data = view(bytes);
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: data.getUint16(at + 5), width: data.getUint16(at + 7) };
    const length = data.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function webpSize(bytes) {
  const data = view(bytes);
  const kind = text(bytes, 12, 4);
  const uint24 = (at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
  if (kind === "VP8X") return { width: uint24(24) + 1, height: uint24(27) + 1 };
  if (kind === "VP8L") {
    const bits = data.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (kind === "VP8 ")
    return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
  return null;
}

/**
 * What a picture file says of itself by its first bytes.
 * @param {Uint8Array} bytes the first 64 kB, or all
 * @returns {{kind: string, size: {width: number, height: number} | null} | null} null for what is no
 *   picture; the size is null where it stands further back
 */
export function pictureHeader(bytes) {
  if (bytes.length < 30) return null;
  const data = view(bytes);
  if (data.getUint32(0) === 0x89504e47 && text(bytes, 12, 4) === "IHDR")
    return { kind: "png", size: { width: data.getUint32(16), height: data.getUint32(20) } };
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
    return { kind: "jpeg", size: jpegSize(bytes) };
  if (/^GIF8[79]a$/.test(text(bytes, 0, 6)))
    return {
      kind: "gif",
      size: { width: data.getUint16(6, true), height: data.getUint16(8, true) },
    };
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP")
    return { kind: "webp", size: webpSize(bytes) };
  if (text(bytes, 0, 2) === "BM" && data.getUint32(14, true) >= 40)
    return {
      kind: "bmp",
      size: {
        width: Math.abs(data.getInt32(18, true)),
        height: Math.abs(data.getInt32(22, true)),
      },
    };
  if (text(bytes, 4, 4) === "ftyp" && /^(avif|avis|mif1|heic|heix)$/.test(text(bytes, 8, 4)))
    return { kind: "avif", size: null };
  return null;
}

/** @throws {FileError} where a picture is larger than is read, or has no area */
export function checkPictureSize(name, { width, height }) {
  if (!(width > 0 && height > 0)) throw new FileError("picture_broken", name);
  if (width * height > kMaxPicturePixels || Math.max(width, height) > 65535)
    throw new FileError(
      "picture_too_large",
      name,
      `${width}×${height}`,
      Math.round(kMaxPicturePixels / 1e6),
    );
}

/** @param {Uint8Array} bytes */
export function isZip(bytes) {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** What file managers leave in folders and zips, and nobody put there. */
export function isDebris(path) {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

/** The last folder of a path and the name of the file. */
export function splitPath(path) {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  return { name: parts.at(-1) ?? "", folder: parts.at(-2) ?? "" };
}

/**
 * One file of a zip.
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
  const kEnd = 22;
  const tailStart = Math.max(0, file.size - kEnd - 65535);
  const tail = new Uint8Array(await file.slice(tailStart).arrayBuffer());
  const end = view(tail);
  let at = tail.length - kEnd;
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) --at;
  if (at < 0) throw broken();
  const count = end.getUint16(at + 10, true);
  const size = end.getUint32(at + 12, true);
  const start = end.getUint32(at + 16, true);
  if (count === 0xffff || start === 0xffffffff)
    throw new FileError("zip_too_large", name, kMaxZipEntries);
  if (count > kMaxZipEntries) throw new FileError("zip_too_large", name, kMaxZipEntries);
  if (start + size > file.size) throw broken();
  const bytes = new Uint8Array(await file.slice(start, start + size).arrayBuffer());
  const data = view(bytes);
  const entries = [];
  let place = 0;
  for (let i = 0; i < count; ++i) {
    if (place + 46 > bytes.length || data.getUint32(place, true) !== 0x02014b50) throw broken();
    const nameLength = data.getUint16(place + 28, true);
    const next =
      place + 46 + nameLength + data.getUint16(place + 30, true) + data.getUint16(place + 32, true);
    if (next > bytes.length) throw broken();
    const path = new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + nameLength));
    if (!/[/\\]$/.test(path) && !isDebris(path) && path.length <= kMaxPaths)
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
 * @param {(packed: Uint8Array, options: {out: Uint8Array}) => Uint8Array} inflate fflate's inflateSync
 * @param {number} limit bytes
 * @returns {Promise<Uint8Array>}
 * @throws {FileError} naming the file in the zip
 */
export async function readZipEntry(file, entry, inflate, limit = kMaxPictureBytes) {
  const name = printable(entry.path, 200);
  const broken = () => new FileError("zip_entry_broken", name);
  if (entry.isLocked) throw new FileError("zip_locked", name);
  if (entry.size > limit)
    throw new FileError("file_too_large", name, Math.ceil(entry.size / 2 ** 20), limit / 2 ** 20);
  const header = new Uint8Array(await file.slice(entry.offset, entry.offset + 30).arrayBuffer());
  if (header.length < 30 || view(header).getUint32(0, true) !== 0x04034b50) throw broken();
  const start =
    entry.offset + 30 + view(header).getUint16(26, true) + view(header).getUint16(28, true);
  if (start + entry.packed > file.size) throw broken();
  const packed = new Uint8Array(await file.slice(start, start + entry.packed).arrayBuffer());
  if (entry.method === 0) {
    if (entry.packed !== entry.size) throw broken();
    return packed;
  }
  if (entry.method !== 8) throw new FileError("zip_method", name);
  try {
    // A little room more shows data that is longer than it says.
    const out = new Uint8Array(entry.size + 1);
    const bytes = inflate(packed, { out });
    if (bytes.length !== entry.size) throw broken();
    return bytes;
  } catch {
    throw broken();
  }
}
