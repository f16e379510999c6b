// Files that leave the page: the browser saves them, nothing is sent.

/** @typedef {import("../shared/types").Rect} Rect */

/** The browser needs the address of a download until it begins. */
const kAddressLifeMs = 60000;

/** Passes a file to the browser's downloads. @param {string} name @param {Blob} blob */
export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), kAddressLifeMs);
}

/**
 * A part of a canvas as a canvas of its own.
 * @param {HTMLCanvasElement} canvas drawn in this task: WebGL's picture is readable no longer
 * @param {Rect} rect in CSS pixels
 * @param {number} ratio device pixels per CSS pixel
 */
export function cropCanvas(canvas, rect, ratio) {
  const [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map((length) =>
    Math.round(length * ratio),
  );
  const part = document.createElement("canvas");
  part.width = Math.max(1, width);
  part.height = Math.max(1, height);
  part.getContext("2d")?.drawImage(canvas, x, y, width, height, 0, 0, width, height);
  return part;
}

/**
 * A 32-bit array in NumPy's format 1.0: magic word, length of the header, the header padded to 64
 * bytes, the numbers row by row.
 * @param {Float32Array} numbers
 * @param {number[]} shape
 */
export function npy(numbers, shape) {
  const kPrefixBytes = 10; // magic word, version and length
  let header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  const blocks = Math.ceil((kPrefixBytes + header.length + 1) / 64);
  header = header.padEnd(64 * blocks - kPrefixBytes - 1) + "\n";
  const bytes = new Uint8Array(kPrefixBytes + header.length + 4 * numbers.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), kPrefixBytes);
  const start = kPrefixBytes + header.length;
  numbers.forEach((value, i) => view.setFloat32(start + 4 * i, value, true));
  return bytes;
}

/**
 * The trained weights as an .npz: W1 (n_out, n_in), b1 (n_out, 1), W2 …
 * @param {Pick<ReturnType<import("./api/purr.js").makePurr>["purr"], "snapshot" | "weights">} purr
 */
export async function weightsFile(purr) {
  const { zipSync } = await import("../vendor/fflate/fflate.js");
  /** @type {import("fflate").Zippable} */
  const members = {};
  // One date for all, so that equal weights make equal files.
  /** @type {import("fflate").ZipOptions} */
  const options = { level: 0, mtime: new Date(1980, 0, 1) };
  for (let l = 1; l < purr.snapshot().layers.length; ++l) {
    const { rows, columns, W, b } = await purr.weights(l);
    members[`W${l}.npy`] = [npy(W, [rows, columns]), options];
    members[`b${l}.npy`] = [npy(b, [rows, 1]), options];
  }
  return zipSync(members);
}
