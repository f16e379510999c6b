// The pool with fake workers.
import assert from "node:assert/strict";
import test from "node:test";
import { Pool } from "../../web/page/api/pool.js";

class FakeWorker {
  constructor() {
    this.received = [];
    this.isTerminated = false;
  }
  postMessage(message) {
    this.received.push(message);
  }
  terminate() {
    this.isTerminated = true;
  }
  send(message) {
    this.onmessage?.({ data: message });
  }
  /** The experiment it was given last. */
  get run() {
    return this.received.findLast(({ type }) => type === "run");
  }
  finish() {
    const { id, experiment } = this.run;
    this.send({ type: "done", id, result: { text: experiment } });
  }
}

function bench(settings = {}) {
  const workers = [];
  const pool = new Pool({
    makeWorker: () => workers[workers.push(new FakeWorker()) - 1],
    compiled: "module",
    size: 2,
    ...settings,
  });
  return { pool, workers };
}

const kTurn = () => new Promise((resolve) => setTimeout(resolve, 1));

test("results come in the order of the experiments, whichever is faster", async () => {
  const { pool, workers } = bench();
  const reports = [];
  const all = pool.run(["a", "b", "c"], {
    onProgress: ({ done, all: count, share }) => reports.push([done, count, share]),
    onResult: (result, index) => reports.push([result.text, index]),
  });
  assert.equal(workers.length, 2);
  assert.deepEqual(workers[0].received, [{ type: "start", compiled: "module" }]);
  for (const worker of workers) worker.send({ type: "ready" });
  assert.deepEqual(
    workers.map((worker) => worker.run.experiment),
    ["a", "b"],
  );
  workers[1].finish();
  assert.equal(workers[1].run.experiment, "c");
  workers[1].send({ type: "progress", id: workers[1].run.id, progress: 0.5 });
  workers[1].finish();
  workers[0].finish();
  assert.deepEqual(await all, [{ text: "a" }, { text: "b" }, { text: "c" }]);
  assert.deepEqual(reports, [
    ["b", 1],
    [1, 3, 1 / 3],
    [1, 3, 1.5 / 3],
    ["c", 2],
    [2, 3, 2 / 3],
    ["a", 0],
    [3, 3, 1],
  ]);
  assert.deepEqual(await pool.run([]), []);
  pool.close();
  assert.ok(workers.every((worker) => worker.isTerminated));
});

test("batches of the same time take turns", async () => {
  const { pool, workers } = bench({ size: 1 });
  const order = [];
  const batch = (names) => pool.run(names, { onResult: ({ text }) => order.push(text) });
  const both = Promise.all([batch(["a1", "a2", "a3"]), batch(["b1", "b2"])]);
  workers[0].send({ type: "ready" });
  for (let i = 0; i < 5; i += 1) workers[0].finish();
  await both;
  assert.deepEqual(order, ["a1", "b1", "a2", "b2", "a3"]);
  pool.close();
});

test("user data is copied once to each worker, and again when it changes", async () => {
  let userData = [Uint8Array.of(4, 1)];
  const { pool, workers } = bench({ size: 1, userData: () => userData });
  const all = pool.run(["a", "b", "c"]);
  workers[0].send({ type: "ready" });
  workers[0].finish();
  userData = [...userData, Uint8Array.of(4, 2)];
  workers[0].finish();
  workers[0].finish();
  await all;
  assert.deepEqual(
    workers[0].received.map(({ type, bytes, experiment }) => bytes?.[1] ?? experiment ?? type),
    ["start", 1, "a", "b", 2, "c"],
  );
  pool.close();
});

test("a batch that is stopped leaves the workers to the others", async () => {
  const { pool, workers } = bench({ size: 1 });
  const stopper = new AbortController();
  const stopped = pool.run(["a", "b"], { signal: stopper.signal });
  const other = pool.run(["c"]);
  workers[0].send({ type: "ready" });
  const { id } = workers[0].run;
  stopper.abort();
  await assert.rejects(stopped, { name: "AbortError" });
  assert.deepEqual(workers[0].received.at(-1), { type: "stop", id });
  // It may have finished in the same moment: nobody waits for that result.
  workers[0].send({ type: "stopped", id });
  assert.equal(workers[0].run.experiment, "c");
  workers[0].finish();
  assert.deepEqual(await other, [{ text: "c" }]);
  await assert.rejects(pool.run(["d"], { signal: stopper.signal }), { name: "AbortError" });
  pool.close();
});

test("an experiment that crashes its worker is tried once more, and then reported", async () => {
  const { pool, workers } = bench({ size: 1 });
  const all = pool.run(["bad", "good"]);
  workers[0].send({ type: "ready" });
  workers[0].send({ type: "crash", report: "out of memory" });
  assert.ok(workers[0].isTerminated);
  workers[1].send({ type: "ready" });
  assert.equal(workers[1].run.experiment, "bad");
  workers[1].onerror({ message: "out of memory again" });
  workers[2].send({ type: "ready" });
  assert.equal(workers[2].run.experiment, "good");
  workers[2].finish();
  const [bad, good] = await all;
  assert.deepEqual([bad.phase, bad.error], ["failed", "out of memory again"]);
  assert.deepEqual(good, { text: "good" });
  pool.close();
});

test("where no worker starts, every experiment fails with the report", async () => {
  const { pool, workers } = bench();
  const all = pool.run(["a", "b", "c"]);
  for (const worker of [...workers]) worker.onerror({ message: "blocked" });
  for (const { phase, error } of await all) assert.deepEqual([phase, error], ["failed", "blocked"]);
  // The next sweep tries again.
  const again = pool.run(["d"]);
  const late = workers.findLast((worker) => !worker.isTerminated);
  late.send({ type: "ready" });
  late.finish();
  assert.deepEqual(await again, [{ text: "d" }]);
  pool.close();
});

test("fewer workers may be requested, and idle ones end", async () => {
  const { pool, workers } = bench({ size: 4, idleMs: 1 });
  const all = pool.run(["a", "b"], { workers: 1 });
  for (const worker of workers) worker.send({ type: "ready" });
  const busy = () => workers.filter((worker) => worker.run && !worker.isFinished);
  assert.equal(busy().length, 1);
  for (let i = 0; i < 2; i += 1) {
    const [worker] = workers.filter(
      ({ received }) => received.filter(({ type }) => type === "run").length > 0,
    );
    worker.finish();
  }
  await all;
  await kTurn();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(workers.every((worker) => worker.isTerminated));
});
