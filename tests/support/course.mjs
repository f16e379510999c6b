// The course's sets as they lie in its files, for programs that have no reader of their own.
import { readFileSync } from "node:fs";

/**
 * @param {string[]} files train_catvnoncat.h5 and test_catvnoncat.h5
 * @returns {Promise<{isTest: boolean, height: number, width: number, channels: number,
 *   pixels: Uint8Array, labels: Uint8Array}[]>}
 */
export async function readPictures(files) {
  const h5wasm = await import("h5wasm/node");
  await h5wasm.ready;
  return files.map((file, i) => {
    const part = ["train", "test"][i];
    const h5 = new h5wasm.File(file, "r");
    const x = h5.get(`${part}_set_x`);
    const [, height, width, channels] = x.shape;
    const set = {
      isTest: part === "test",
      height,
      width,
      channels,
      pixels: Uint8Array.from(x.value),
      labels: Uint8Array.from(h5.get(`${part}_set_y`).value, Number),
    };
    h5.close();
    return set;
  });
}

/**
 * @param {string[]} files of x1, x2 and a label: training and test points
 * @returns {{isTest: boolean, xy: Float64Array, labels: Uint8Array}[]}
 */
export function readPoints(files) {
  return files.map((file, i) => {
    const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
    const rows = lines.map((line) => line.split(",").map(Number));
    return {
      isTest: i === 1,
      xy: Float64Array.from(rows.flatMap(([x1, x2]) => [x1, x2])),
      labels: Uint8Array.from(rows, (row) => row[2]),
    };
  });
}
