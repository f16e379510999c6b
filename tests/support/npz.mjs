// Reads the weights that the program writes for NumPy.
import assert from "node:assert/strict";

/** Members of a zip of stored files: name to bytes. */
export function unzip(bytes) {
  const members = new Map();
  let at = bytes.readUInt32LE(bytes.length - 6); // the central directory; the comment is empty
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    assert.equal(bytes.readUInt16LE(at + 10), 0, "stored, as numpy.savez stores");
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    members.set(name, bytes.subarray(begin, begin + bytes.readUInt32LE(at + 24)));
    at += 46 + nameLength + extraLength;
  }
  return members;
}

/** An array of 32-bit floats as numpy.load reads it: its shape and its values column by column. */
export function readNpy(bytes) {
  assert.equal(bytes.toString("latin1", 0, 8), "\x93NUMPY\x01\x00");
  const length = bytes.readUInt16LE(8);
  assert.equal((10 + length) % 64, 0);
  const header = bytes.toString("latin1", 10, 10 + length);
  assert.match(header, /'descr': '<f4', 'fortran_order': True/);
  const shape = header
    .match(/'shape': \((\d+), (\d+)\)/)
    .slice(1)
    .map(Number);
  const values = Array.from({ length: (bytes.length - 10 - length) / 4 }, (_, i) =>
    bytes.readFloatLE(10 + length + 4 * i),
  );
  assert.equal(values.length, shape[0] * shape[1]);
  return { shape, values };
}
