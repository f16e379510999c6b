// Memory of an instance that has none left.
import assert from "node:assert/strict";
import test from "node:test";
import { Memory } from "../../web/shared/memory.js";

/** An instance with `bytes` of memory, whose malloc returns 0 beyond. */
function instance(bytes) {
  let next = 8;
  const freed = [];
  const module = {
    HEAPU8: new Uint8Array(bytes),
    _malloc(size) {
      if (next + size > bytes) return 0;
      next += size;
      return next - size;
    },
    _free: (address) => freed.push(address),
  };
  return { module, freed };
}

test("what does not fit is an error, and nothing is written to address 0", () => {
  const { module, freed } = instance(64);
  const memory = new Memory(module);
  const small = Uint8Array.of(1, 2, 3);
  assert.equal(
    memory.withArrays([small], (address) => module.HEAPU8[address + 2]),
    3,
  );
  assert.throws(
    () => memory.withArrays([small, new Uint8Array(100).fill(9)], () => assert.fail()),
    /out of memory: 100 bytes/,
  );
  assert.throws(() => memory.takeBytes(100, () => assert.fail()), RangeError);
  assert.deepEqual([...module.HEAPU8.subarray(0, 8)], Array(8).fill(0));
  assert.equal(freed.length, 2, "what did fit is freed");
});
