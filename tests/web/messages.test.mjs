// The reader of messages, by descriptions and bytes written by hand.
import assert from "node:assert/strict";
import test from "node:test";
import { MessageFormat, batchOf } from "../../web/shared/messages.js";

/** The bytes of values of one kind, little-endian. */
const of = (kind, ...values) => {
  const array = kind.from(values);
  return [...new Uint8Array(array.buffer)];
};
const u32 = (...values) => of(Uint32Array, ...values);
const f64 = (...values) => of(Float64Array, ...values);

const kPart = {
  fields: [
    ["is_there", "bool"],
    ["name", "text"],
  ],
};
const kFields = [
  ["count", "i32"],
  ["colour", { enum: ["red", "green"] }],
  ["numbers", { list: "f64" }],
  ["parts", { list: kPart }],
  ["pair", { array: "f32", length: 2 }],
  ["optional", { optional: kPart }],
  ["pixels", { list: "u8" }],
  ["long", "u64"],
];
const format = new MessageFormat({
  commands: [{ name: "First", fields: [] }],
  updates: [
    { name: "Empty", fields: [] },
    { name: "All", fields: kFields },
  ],
});
const kBytes = Uint8Array.from([
  ...[1, ...of(Int32Array, -7), 1, ...u32(2), ...f64(0.5, -3)],
  ...[...u32(1), 1, ...u32(3), ...new TextEncoder().encode("猫")],
  ...[...of(Float32Array, 0.25, 4), 0, ...u32(3), 9, 8, 7, ...u32(5, 1)],
]);

test("a message is read by its description", () => {
  const { pixels, numbers, pair, ...rest } = format.update(kBytes);
  assert.deepEqual(rest, {
    count: -7,
    colour: "green",
    parts: [{ is_there: true, name: "猫" }],
    optional: null,
    long: 2 ** 32 + 5,
  });
  assert.deepEqual([...numbers], [0.5, -3]);
  assert.deepEqual([...pair], [0.25, 4]);
  assert.deepEqual([...pixels], [9, 8, 7]);
  assert.equal(pixels.buffer, kBytes.buffer, "pixels are not copied");
  assert.deepEqual(format.update(Uint8Array.of(0)), {});
});

test("a message may lie anywhere in its buffer", () => {
  const shifted = new Uint8Array(kBytes.length + 3);
  shifted.set(kBytes, 3);
  assert.deepEqual(format.update(shifted.subarray(3)), format.update(kBytes));
});

test("a message that ends too early is refused at every length", () => {
  for (let length = 1; length < kBytes.length; ++length)
    assert.throws(() => format.update(kBytes.subarray(0, length)), /ends too early/);
});

test("a field that is added is read, too", () => {
  const fields = [...kFields, ["added", { list: "i32" }]];
  const newer = new MessageFormat({ commands: [], updates: [{}, { name: "All", fields }] });
  const bytes = Uint8Array.from([...kBytes, ...u32(2, 4, 5)]);
  assert.deepEqual([...newer.update(bytes).added], [4, 5]);
});

test("kinds of commands have the numbers of the program", () => {
  assert.equal(format.commandKind("First"), 0);
  assert.throws(() => format.commandKind("Second"), /no command Second/);
  const odd = new MessageFormat({ commands: [{ name: "X", fields: [["a", "i7"]] }], updates: [] });
  assert.throws(() => odd.command(new Uint8Array(9)), /unknown type: i7/);
});

test("a step taken apart has the names of window.purr", () => {
  const layer = { activation: "tanh", n_out: 1, n_in: 3, dW: [1], v_dW: [2], s_db: [3] };
  const { iteration, examples, layers } = batchOf({
    token: 4,
    trace: { iteration: 7, cost: 0.5, examples: Int32Array.of(4, 1), layers: [layer] },
  });
  assert.equal(iteration, 7);
  assert.deepEqual(examples, [4, 1]);
  const { activation, units, inputs, dW, vdW, sdb } = layers[0];
  assert.deepEqual([activation, units, inputs], ["tanh", 1, 3]);
  assert.deepEqual([dW, vdW, sdb], [[1], [2], [3]]);
});
