// The bench page's logic: what an address requests, and how a row is written.
import assert from "node:assert/strict";
import test from "node:test";
import { lineOf, requestOf } from "../../web/page/bench.js";

test("an address starts the bench only when it requests that", () => {
  assert.equal(requestOf(""), null);
  assert.equal(requestOf("#v=1&m=209"), null);
  assert.deepEqual(requestOf("#quick"), { isQuick: true, only: "" });
  assert.deepEqual(requestOf("#all"), { isQuick: false, only: "" });
  assert.deepEqual(requestOf("#quick&only=kernels,runs"), { isQuick: true, only: "kernels,runs" });
});

test("a row is one line, aligned by letters", () => {
  const kernel = { group: "", name: "W·X", ms: 1.5, gflops: 30, peak: 60, note: "" };
  const run = { group: "", name: "a run", ms: 170.25, gflops: 0, peak: 0, note: "2501 points" };
  assert.equal(lineOf(kernel).indexOf(" ms"), lineOf(run).indexOf(" ms"));
  assert.match(lineOf(kernel), /1\.500 ms +30\.0 GFLOP\/s of +60\.0 +50 %$/);
  assert.match(lineOf(run), /170\.250 ms {2}2501 points$/);
});
