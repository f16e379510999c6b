// Files that leave the page: saved by the browser, never sent.

/** How long the browser may take to begin a download before its address goes. */
const kLingerMs = 60000;

/**
 * Hands a file to the browser's downloads.
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), kLingerMs);
}

/**
 * @param {string} words "x y width height name", lengths in CSS pixels
 * @returns {{rect: {x: number, y: number, width: number, height: number}, name: string}}
 */
export function pictureWish(words) {
  const [x, y, width, height, name] = words.split(" ");
  return { rect: { x: +x, y: +y, width: +width, height: +height }, name };
}

/**
 * A part of a canvas as a canvas of its own.
 * @param {HTMLCanvasElement} canvas just drawn, in this very task
 * @param {{x: number, y: number, width: number, height: number}} rect in CSS pixels
 * @param {number} ratio device pixels of a CSS pixel
 */
export function cutOut(canvas, rect, ratio) {
  const [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map((length) =>
    Math.round(length * ratio),
  );
  const part = document.createElement("canvas");
  part.width = Math.max(1, width);
  part.height = Math.max(1, height);
  part.getContext("2d").drawImage(canvas, x, y, width, height, 0, 0, width, height);
  return part;
}

/**
 * NumPy's format 1.0 of a 32-bit array: magic word, length of the header, the header padded to 64
 * bytes, the numbers row by row.
 * @param {Float32Array} numbers
 * @param {number[]} shape
 * @returns {Uint8Array}
 */
export function npy(numbers, shape) {
  const kFront = 10; // magic word, version and length
  let header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")}), }`;
  header = header.padEnd(Math.ceil((kFront + header.length + 1) / 64) * 64 - kFront - 1) + "\n";
  const bytes = new Uint8Array(kFront + header.length + 4 * numbers.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), kFront);
  const start = kFront + header.length;
  numbers.forEach((value, i) => view.setFloat32(start + 4 * i, value, true));
  return bytes;
}

/**
 * The trained weights as an .npz: W1 (n_out, n_in), b1 (n_out, 1), W2 …
 * @param {{snapshot: () => {layers: number[]}, weights: (layer: number) => Promise<any>}} purr
 * @returns {Promise<Uint8Array>}
 */
export async function weightsFile(purr) {
  const { zipSync } = await import("../vendor/fflate/fflate.js");
  const members = {};
  // One date for all, so that equal weights give equal files.
  const settings = { level: 0, mtime: new Date(1980, 0, 1) };
  for (let l = 1; l < purr.snapshot().layers.length; ++l) {
    const { rows, columns, W, b } = await purr.weights(l);
    members[`W${l}.npy`] = [npy(W, [rows, columns]), settings];
    members[`b${l}.npy`] = [npy(b, [rows, 1]), settings];
  }
  return zipSync(members);
}
