// Files that leave the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { npy, weightsFile } from "../../web/page/exports.js";

test("an array in NumPy's format has a padded header and its numbers row by row", () => {
  const bytes = npy(Float32Array.from([1, -2, 0.5, 3, 4, 5]), [2, 3]);
  assert.deepEqual([...bytes.subarray(0, 8)], [0x93, 78, 85, 77, 80, 89, 1, 0]);
  const length = bytes[8] + 256 * bytes[9];
  assert.equal((10 + length) % 64, 0);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  assert.match(header, /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
  const numbers = new DataView(bytes.buffer, 10 + length);
  assert.equal(numbers.byteLength, 24);
  assert.equal(numbers.getFloat32(4, true), -2);
  assert.equal(numbers.getFloat32(20, true), 5);
});

test("a file of weights fails when the weights do not arrive", async () => {
  const purr = {
    snapshot: () => ({ layers: [2, 1] }),
    weights: () => Promise.reject(new Error("gone")),
  };
  await assert.rejects(weightsFile(purr), /gone|vendor/);
});
