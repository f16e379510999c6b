// Reads the PNGs that the program and the tools of these tests write: 8 bits a channel, RGB.
import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";

/** @param {Buffer} bytes @returns {{width: number, height: number, rgb: Uint8Array}} */
export function readPng(bytes) {
  assert.equal(bytes.toString("latin1", 0, 8), "\x89PNG\r\n\x1a\n");
  const parts = [];
  let header;
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const kind = bytes.toString("latin1", at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (kind === "IHDR") header = content;
    if (kind === "IDAT") parts.push(content);
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colourType, , , interlace] = header.subarray(8);
  assert.deepEqual([depth, colourType, interlace], [8, 2, 0], "8-bit RGB, not interlaced");
  const filtered = inflateSync(Buffer.concat(parts));
  const stride = 3 * width;
  const rgb = new Uint8Array(stride * height);
  for (let y = 0; y < height; ++y) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; ++x) {
      const left = x >= 3 ? rgb[y * stride + x - 3] : 0;
      const up = y > 0 ? rgb[(y - 1) * stride + x] : 0;
      const upLeft = x >= 3 && y > 0 ? rgb[(y - 1) * stride + x - 3] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter];
      rgb[y * stride + x] = filtered[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return { width, height, rgb };
}

function paeth(left, up, upLeft) {
  const guess = left + up - upLeft;
  const [a, b, c] = [left, up, upLeft].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}
