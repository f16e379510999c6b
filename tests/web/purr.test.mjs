// window.purr over a fake program.
import assert from "node:assert/strict";
import test from "node:test";
import { middleSquare, rgbOf } from "../../web/page/api/picture-pixels.js";
import { makePurr } from "../../web/page/api/purr.js";

function bench(state = {}) {
  const calls = [];
  const note =
    (name) =>
    (...args) =>
      calls.push([name, ...args]);
  const trainer = { sent: 0, acknowledged: 0 };
  const now = {
    iteration: 0,
    phase: "ready",
    layers: [12288, 20, 7, 5, 1],
    error: null,
    running: false,
    ...state,
  };
  const run = {
    version: () => ({ version: "1.2.3", commit: "abc", simd: "simd128" }),
    link: () => "v=1&hidden=3",
    snapshot: () => ({ ...now }),
    curve: (ofTest) => (ofTest ? [[0, 0.8]] : [[0, 0.7]]),
    set: (key, value) => (calls.push(["set", key, value]), ["note"]),
    runTo: (iteration) => (calls.push(["runTo", iteration]), ++trainer.sent),
    askWeights: (layer) => (calls.push(["weights", layer]), 41),
    askBatch: () => (calls.push(["batch"]), 43),
    gradients: () => [{ iteration: 0, all: 0.5, layers: [0.3, 0.4] }],
    editWeight: (...place) => calls.push(["editWeight", ...place]),
    askPrediction: (pixels) => (calls.push(["predict", pixels.length]), 42),
    ...Object.fromEntries(["load", "play", "pause", "step", "rewind"].map((n) => [n, note(n)])),
  };
  const files = { add: async (list) => ({ names: list.map(({ name }) => name), problems: [] }) };
  const api = makePurr({
    run,
    controls: {},
    messages: { update: (bytes) => bytes }, // read already
    trainer,
    files,
    requestFrame: note("requestFrame"),
    address: "https://a.org/p/",
    ready: Promise.resolve(),
    pool: { run: async (texts, options) => (calls.push(["sweep", texts, options]), texts) },
    pixelsOf: async (side) => new Uint8Array(side * side * 3),
  });
  return { ...api, calls, trainer, now, files };
}

const pending = Symbol("pending");
const settled = (promise) =>
  Promise.race([promise.catch((error) => error), new Promise((r) => setTimeout(r, 5, pending))]);

test("simple calls pass through", () => {
  const { purr, calls } = bench();
  assert.equal(purr.version, "1.2.3 (abc)");
  assert.equal(purr.link(), "https://a.org/p/#v=1&hidden=3");
  assert.deepEqual(purr.snapshot().curve, [[0, 0.7]]);
  assert.deepEqual(purr.snapshot().testCurve, [[0, 0.8]]);
  purr.load("https://b.org/#preset=x");
  assert.deepEqual(purr.set("hidden", [20, 7]), ["note"]);
  purr.set("centre", true);
  purr.step(3);
  assert.deepEqual(
    calls.filter(([name]) => name !== "requestFrame"),
    [
      ["load", "preset=x"],
      ["set", "hidden", "20,7"],
      ["set", "centre", "1"],
      ["step", 3],
    ],
  );
});

test("runTo resolves when the trainer has received it and is there, not before", async () => {
  const { purr, settleRuns, trainer, now } = bench({ iteration: 100 });
  const promise = purr.runTo(100);
  settleRuns(); // the old run happens to stand at 100
  assert.equal(await settled(promise), pending);
  trainer.acknowledged = 1;
  now.phase = "training";
  settleRuns();
  assert.equal(await settled(promise), pending);
  now.phase = "ready";
  settleRuns();
  assert.equal((await promise).iteration, 100);
});

test("runTo resolves too when the run ends before", async () => {
  const { purr, settleRuns, trainer, now } = bench();
  const promise = purr.runTo(5000);
  Object.assign(now, { iteration: 2500, phase: "finished" });
  trainer.acknowledged = 1;
  settleRuns();
  assert.equal((await promise).iteration, 2500);
});

test("runTo is rejected with a sentence when the cost explodes", async () => {
  const { purr, settleRuns, trainer, now } = bench();
  const promise = purr.runTo(5000);
  Object.assign(now, { phase: "failed", error: "The cost became NaN." });
  trainer.acknowledged = 1;
  settleRuns();
  await assert.rejects(promise, /became NaN/);
});

test("runTo is rejected when memory runs out for its run, while the one before stays", async () => {
  const { purr, onEvent, settleRuns } = bench({ phase: "ready", iteration: 3 });
  const promise = purr.runTo(5000);
  onEvent("error", JSON.stringify({ code: "edit_refused", text: "another error" }));
  settleRuns();
  assert.equal(await settled(promise), pending);
  onEvent("error", JSON.stringify({ code: "out_of_memory", text: "There is not enough memory." }));
  await assert.rejects(promise, /not enough memory/);
});

test("predict is rejected where there is no network for the picture", async () => {
  const { purr, onReply } = bench();
  const promise = purr.predict(new Uint8Array(12288));
  await settled(promise);
  onReply(42, NaN);
  await assert.rejects(promise, /no network/);
});

test("weights and predictions find their promises by token", async () => {
  const { purr, onReply } = bench();
  const weights = purr.weights(2);
  const prediction = purr.predict(new Uint8Array(12288));
  await settled(prediction);
  onReply(42, 0.25);
  onReply(41, { rows: 7 });
  onReply(99, "nobody asked");
  assert.equal(await prediction, 0.25);
  assert.deepEqual(await weights, { rows: 7 });
});

test("bad arguments are rejected with a sentence", async () => {
  const { purr } = bench();
  await assert.rejects(purr.runTo(-1), /whole number from 0/);
  await assert.rejects(purr.runTo(1.5), /whole number/);
  await assert.rejects(purr.weights(5), /layer from 1 to 4, not 5/);
  await assert.rejects(purr.weights("1"), /layer from 1 to 4/);
  await assert.rejects(purr.predict(new Uint8Array(3)), /12288 numbers here, not 3/);
  await assert.rejects(purr.predict("cat.png"), /takes a Uint8Array/);
  await assert.rejects(bench({ layers: [2, 4, 1] }).purr.predict(new Uint8Array(2)), /points/);
  await assert.rejects(purr.addFiles(null), /list of files/);
  await assert.rejects(purr.addFiles("cats"), /list of files/);
  await assert.rejects(purr.addFiles(["cats"]), /takes files/);
  assert.throws(() => purr.step(0), /from 1/);
  assert.throws(() => purr.load(3), /takes a link/);
  assert.throws(() => purr.set("hidden"), /key and a value/);
  assert.throws(() => purr.on("everything", () => {}), /iteration, finished/);
  assert.throws(() => purr.on("data", 3), /takes a function/);
});

test("addFiles returns the names, or rejects with the sentences on what was wrong", async () => {
  const { purr, files } = bench();
  const list = [new File(["x"], "a.csv")];
  assert.deepEqual(await purr.addFiles(list), ["a.csv"]);
  files.add = async () => ({ names: [], problems: ["“a.csv” has no points."] });
  await assert.rejects(purr.addFiles(list), /has no points/);
});

test("listeners receive their event until they are removed, whatever another listener does", () => {
  const { purr, onEvent } = bench();
  const details = [];
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  purr.on("iteration", () => {
    throw new Error("a listener's own fault");
  });
  const stop = purr.on("iteration", (detail) => details.push(detail.iteration));
  onEvent("iteration", '{"iteration":3}');
  stop();
  onEvent("iteration", '{"iteration":4}');
  onEvent("unknown", "{}");
  assert.deepEqual(details, [3]);
  assert.deepEqual(reported, ["a listener's own fault", "a listener's own fault"]);
  delete globalThis.reportError;
});

test("pictures lose their alpha and keep their middle", () => {
  assert.deepEqual([...rgbOf(Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 0))], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(middleSquare(100, 60), { x: 20, y: 0, side: 60 });
  assert.deepEqual(middleSquare(60, 100), { x: 0, y: 20, side: 60 });
});

test("a trace arrives as what its bytes hold", async () => {
  const { purr, onReply, calls } = bench();
  const asked = purr.trace();
  assert.deepEqual(calls.at(-2), ["batch"]);
  const layer = { activation: "tanh", n_out: 1, n_in: 3, dW: [9, 10, 11], s_db: [] };
  onReply(43, { trace: { iteration: 7, cost: 0.25, examples: [4, 1], layers: [layer] } });
  const trace = await asked;
  assert.equal(trace.iteration, 7);
  assert.equal(trace.cost, 0.25);
  assert.deepEqual(trace.examples, [4, 1]);
  assert.equal(trace.layers[0].units, 1);
  assert.deepEqual(trace.layers[0].dW, [9, 10, 11]);

  const none = purr.trace();
  onReply(43, { trace: { iteration: 0, cost: 0, examples: [], layers: [] } });
  await assert.rejects(none, /no run to take apart/);
});

test("an edit is checked before it is sent", () => {
  const { purr, calls } = bench();
  purr.editWeight(4, 1, 5, 0.5);
  purr.editWeight(1, 20, 0, -1);
  assert.deepEqual(
    calls.filter(([name]) => name === "editWeight"),
    [
      ["editWeight", 4, 1, 5, 0.5],
      ["editWeight", 1, 20, 0, -1],
    ],
  );
  for (const place of [
    [0, 1, 1],
    [5, 1, 1],
    [1, 21, 1],
    [1, 0, 1],
    [2, 1, 21],
    [2, 1, -1],
    [1.5, 1, 1],
  ])
    assert.throws(() => purr.editWeight(...place, 1), RangeError);
  assert.throws(() => purr.editWeight(1, 1, 1, NaN), TypeError);
});

test("what is frozen is a setting", () => {
  const { purr, calls } = bench();
  purr.freeze([1, [2, 3], [2, 3, 0]]);
  purr.freeze([]);
  assert.deepEqual(
    calls.filter(([name]) => name === "set"),
    [
      ["set", "frozen", "1,2.3,2.3.0"],
      ["set", "frozen", ""],
    ],
  );
  assert.throws(() => purr.freeze("1"), TypeError);
});

test("a sweep's experiments are links, texts, or changes of the run", async () => {
  const { purr, calls } = bench();
  const options = { workers: 2 };
  const texts = await purr.sweep(
    [
      "https://b.org/#preset=x",
      { seed: 3, hidden: "20,7", centre: true },
      { preset: "y", seed: 4 },
    ],
    options,
  );
  assert.deepEqual(texts, [
    "preset=x",
    "v=1&hidden=3&seed=3&hidden=20%2C7&centre=1",
    "preset=y&seed=4",
  ]);
  assert.equal(calls.at(-1)[2], options);
  await assert.rejects(purr.sweep("seed=1"), TypeError);
  await assert.rejects(purr.sweep([7]), TypeError);
});
