// What a file is by its first bytes. The native program has the same rules (shell/program/files).

/** @typedef {"empty" | "hdf5" | "html" | "lfs_pointer" | "text" | "unknown"} FileKind */

/** How much of a file `sniff` reads. */
export const kSniffBytes = 64 * 1024;

const kHdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** @param {Uint8Array} bytes */
function hasHdf5Signature(bytes) {
  // It may follow a user block of 512, 1024, 2048 … bytes.
  for (let at = 0; at + kHdf5Signature.length <= bytes.length; at = at === 0 ? 512 : 2 * at)
    if (kHdf5Signature.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/**
 * The file's name plays no part.
 * @param {Uint8Array} bytes the whole file or at least its first kSniffBytes
 * @returns {FileKind}
 */
export function sniff(bytes) {
  if (bytes.length === 0) return "empty";
  const head = bytes.subarray(0, kSniffBytes);
  if (hasHdf5Signature(head)) return "hdf5";
  const start = new TextDecoder().decode(head).trimStart(); // removes a byte-order mark
  if (/^<(!doctype html|html|head|body|script)\b/i.test(start)) return "html";
  // A comment or an XML declaration may precede the page itself.
  if (/^<(!--|\?xml)/i.test(start) && /<(!doctype html|html)\b/i.test(start)) return "html";
  if (start.startsWith("version https://git-lfs.github.com/spec/")) return "lfs_pointer";
  const isText = head.every((byte) => (byte >= 32 ? byte !== 127 : [9, 10, 12, 13].includes(byte)));
  return isText ? "text" : "unknown";
}
