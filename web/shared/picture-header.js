// What a picture file is and how large its picture, from the first bytes: nothing is decoded before
// its size is known.
import { FileError } from "./errors.js";

/** @typedef {import("./types").Size} Size */

/** More pixels than any camera has; decoded they would fill a quarter of a gigabyte. */
const kMaxPicturePixels = 60e6;
const kMaxPictureSide = 65535;

/** @param {Uint8Array} bytes @param {number} from @param {number} count */
const text = (bytes, from, count) => String.fromCharCode(...bytes.subarray(from, from + count));
/** @param {Uint8Array} bytes */
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * From the first frame header, which follows the application's blocks.
 * @param {Uint8Array} bytes @returns {Size | null}
 */
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

/** @param {Uint8Array} bytes @returns {Size | null} */
function webpSize(bytes) {
  const data = view(bytes);
  const kind = text(bytes, 12, 4);
  /** @param {number} at */
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
 * @param {Uint8Array} bytes the first 64 kB, or all
 * @returns {{kind: string, size: Size | null} | null} null for a file that is not a picture; the
 *   size is null where it is stored further back
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

/**
 * @param {string} name for the message @param {Size} size
 * @throws {FileError} when the picture is too large or has no area
 */
export function checkPictureSize(name, { width, height }) {
  if (!(width > 0 && height > 0)) throw new FileError("picture_broken", name);
  if (width * height > kMaxPicturePixels || Math.max(width, height) > kMaxPictureSide)
    throw new FileError(
      "picture_too_large",
      name,
      `${width}×${height}`,
      Math.round(kMaxPicturePixels / 1e6),
    );
}

/** @param {Uint8Array} bytes the first four or more */
export function isZip(bytes) {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}
