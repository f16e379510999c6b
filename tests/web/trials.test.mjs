// Ways out that are tried while the user reads.
import assert from "node:assert/strict";
import test from "node:test";
import { Trials, outcomeOf } from "../../web/page/trials.js";

const finished = {
  phase: "finished",
  iteration: 100,
  diagnoses: [],
  trainAccuracy: 0.9,
  testAccuracy: 0.8,
};

/** A pool whose batches end when the test says so. */
function fakePool() {
  const batches = [];
  return {
    batches,
    run: (experiments, options) =>
      new Promise((resolve, reject) => {
        batches.push({ experiments, options, resolve });
        options.signal.addEventListener("abort", () => reject(options.signal.reason));
      }),
  };
}

test("what failed, and what learned nothing, is broken; what is said of the data is not", () => {
  assert.equal(outcomeOf(finished), "trained");
  assert.equal(outcomeOf({ ...finished, phase: "failed" }), "broken");
  assert.equal(outcomeOf({ ...finished, diagnoses: [{ kind: "dead_layer" }] }), "broken");
  assert.equal(outcomeOf({ ...finished, diagnoses: [{ kind: "leak" }] }), "trained");
  assert.equal(outcomeOf({ phase: "failed", error: "crashed", curve: [] }), "notTried");
});

test("a result is handed on with its place, and one core stays free", async () => {
  const pool = fakePool();
  const taken = [];
  const trials = new Trials({ pool, cores: 4, take: (...result) => taken.push(result) });
  const done = trials.start({ serial: 7, experiments: ["a=1", "a=2"] });
  const [batch] = pool.batches;
  assert.deepEqual(batch.experiments, ["a=1", "a=2"]);
  assert.equal(batch.options.workers, 3);
  batch.options.onResult(finished, 1);
  batch.resolve([]);
  await done;
  const result = { outcome: "trained", trainAccuracy: 0.9, testAccuracy: 0.8 };
  assert.deepEqual(taken, [[7, 1, result]]);
});

test("newer experiments take the place of those under way", async () => {
  const pool = fakePool();
  const trials = new Trials({ pool, cores: 2, take: () => {} });
  const first = trials.start({ serial: 1, experiments: ["a=1"] });
  const second = trials.start({ serial: 2, experiments: ["a=2"] });
  assert.ok(pool.batches[0].options.signal.aborted);
  assert.ok(!pool.batches[1].options.signal.aborted);
  await first;
  pool.batches[1].resolve([]);
  await second;
});

test("with one core nothing is tried, and that is said", async () => {
  const pool = fakePool();
  const taken = [];
  const trials = new Trials({ pool, cores: 1, take: (...result) => taken.push(result) });
  await trials.start({ serial: 3, experiments: ["a=1", "a=2"] });
  assert.equal(pool.batches.length, 0);
  assert.deepEqual(
    taken.map(([serial, index, { outcome }]) => [serial, index, outcome]),
    [
      [3, 0, "notTried"],
      [3, 1, "notTried"],
    ],
  );
});
