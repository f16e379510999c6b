// Many runs: what is printed, in which order, in parts, cut off, refused.
import assert from "node:assert/strict";
import { once } from "node:events";
import test from "node:test";
import { courseFiles, run, start, withoutCourseFiles } from "./program.mjs";

const kSmall = ["data=moons", "m=60", "m_test=30", "hidden=3", "activation=tanh", "iterations=80"];
const kAxes = ["--over", "seed=1..3", "--over", "learning_rate=0.1,0.5"];
const sweep = (...words) => run(["sweep", ...kSmall, ...words]);
const read = ({ status, lines, complaints }) => {
  assert.deepEqual(complaints, []);
  assert.equal(status, 0);
  return lines.map((line) => JSON.parse(line));
};

test("a sweep prints one object a line, each with what `run` says of it", () => {
  const results = read(sweep(...kAxes));
  assert.deepEqual(
    results.map(({ index, over }) => [index, over]),
    [
      [0, { seed: "1", learning_rate: "0.1" }],
      [1, { seed: "1", learning_rate: "0.5" }],
      [2, { seed: "2", learning_rate: "0.1" }],
      [3, { seed: "2", learning_rate: "0.5" }],
      [4, { seed: "3", learning_rate: "0.1" }],
      [5, { seed: "3", learning_rate: "0.5" }],
    ],
  );
  assert.equal(new Set(results.map(({ fingerprint }) => fingerprint)).size, 6);
  for (const result of results) {
    const { lines } = run(["run", result.link, "--every", "80"]);
    assert.equal(lines.at(-2), `train accuracy ${(100 * result.trainAccuracy).toFixed(2)} %`);
    assert.equal(result.phase, "finished");
    assert.equal(result.stopReason, "iterations");
    assert.equal(result.iteration, 80);
    assert.equal(result.error, null);
    assert.deepEqual(result.diagnoses, []);
    assert.match(result.fingerprint, /^[0-9a-f]{16}$/);
  }
});

test("the lines do not depend on the number of threads", () => {
  const [one, two, many] = ["1", "2", "7"].map((jobs) => sweep(...kAxes, "--jobs", jobs));
  assert.equal(one.lines.length, 6);
  assert.deepEqual(two.lines, one.lines);
  assert.deepEqual(many.lines, one.lines);
});

test("shards are parts of the whole, and together they are all of it", () => {
  const whole = sweep(...kAxes).lines;
  const parts = ["1/4", "2/4", "3/4", "4/4"].map((part) => sweep(...kAxes, "--shard", part).lines);
  assert.deepEqual(
    parts.map((lines) => lines.length),
    [2, 2, 1, 1],
  );
  const merged = parts.flat().sort((a, b) => JSON.parse(a).index - JSON.parse(b).index);
  assert.deepEqual(merged, whole);
  assert.deepEqual(sweep(...kAxes, "--shard", "9/9").lines, []);
});

test("axes may be lists, ranges and choices", () => {
  const over = (axis) =>
    read(sweep("--over", axis, "iterations=2")).map((r) => Object.values(r.over)[0]);
  assert.deepEqual(over("hidden=/4/3,2"), ["", "4", "3,2"]);
  assert.deepEqual(over("optimizer=gd,adam"), ["gd", "adam"]);
  assert.deepEqual(over("learning_rate=0.01..1:3"), ["0.01", "0.1", "1"]);
  assert.deepEqual(over("l2=0..1:3"), ["0", "0.5", "1"]);
  assert.deepEqual(over("seed=5,8..10"), ["5", "8", "9", "10"]);
  const layers = read(sweep("--over", "hidden=/4/3,2")).map((result) => result.layers);
  assert.deepEqual(layers, [
    [2, 1],
    [2, 4, 1],
    [2, 3, 2, 1],
  ]);
});

test("a run that fails is a result, too", () => {
  const results = read(
    sweep("activation=linear", "l2=50", "iterations=400", "--over", "learning_rate=0.01,100"),
  );
  assert.equal(results[0].phase, "finished");
  assert.equal(results[1].phase, "failed");
  assert.match(results[1].error, /became NaN or infinite at iteration \d+/);
  assert.equal(results[1].cost, null);
});

test("what cannot be swept is refused in one line, before anything runs", () => {
  const refuses = (words, pattern) => {
    const { status, lines, complaints } = run(["sweep", ...words]);
    assert.equal(status, 2, words.join(" "));
    assert.deepEqual(lines, []);
    assert.equal(complaints.length, 1, complaints.join("\n"));
    assert.match(complaints[0], pattern);
  };
  refuses([], /goes over something/);
  refuses(["--over", "seed"], /KEY=VALUES/);
  refuses(["--over", "colour=1,2"], /“colour” is not a setting/);
  refuses(["--over", "seed=1,fast"], /seed takes a number, not “fast”/);
  refuses(["--over", "seed=9..1"], /rises/);
  refuses(["--over", "learning_rate=0.1..1"], /ends with a number of values/);
  refuses(["--over", "learning_rate=0.1..1:x"], /number of values/);
  refuses(["--over", "seed=1..99999999"], /at most 100000/);
  refuses(["--over", "seed=1..1000", "--over", "m=1..1000"], /at most 100000 runs/);
  refuses(["--over", "seed=1,2", "--over", "seed=3"], /twice/);
  refuses(["--over", "seed=1,2", "--jobs", "0"], /--jobs takes/);
  refuses(["--over", "seed=1,2", "--shard", "3/2"], /--shard takes/);
  refuses(["--over", "seed=1,2", "--shard", "half"], /--shard takes/);
  refuses(["--over", "hidden=4/5,x"], /hidden takes unit counts/);
  refuses(["hidden=4", "--over", "activation=relu/relu,tanh"], /for each of the 1 hidden layers/);
  refuses(["--over", "preset=c1w4-deep/c1w3-planar"], /needs the course's two files/);
});

test("Ctrl+C leaves whole lines", async () => {
  const child = start([
    "sweep",
    "data=moons",
    "hidden=8",
    "iterations=300",
    "--over",
    "seed=1..100000",
  ]);
  let output = "";
  let complaints = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (complaints += data));
  while (output.split("\n").length < 4) await once(child.stdout, "data");
  child.kill("SIGINT");
  const [status] = await once(child, "close");
  assert.equal(status, 130);
  assert.match(complaints, /Stopped after \d+ of 100000 runs\./);
  assert.ok(output.endsWith("\n"));
  const indices = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).index);
  assert.deepEqual(
    indices,
    [...indices].sort((a, b) => a - b),
  );
});

test("the course's files serve every run of a sweep", { skip: withoutCourseFiles }, () => {
  const { status, lines, complaints } = run([
    "sweep",
    "preset=c1w4-deep",
    "iterations=20",
    "--over",
    "seed=1,2",
    "--data",
    courseFiles.join(","),
  ]);
  assert.deepEqual(complaints, []);
  assert.equal(status, 0);
  const results = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    results.map(({ m, mTest, solver }) => [m, mTest, solver]),
    [
      [209, 50, results[0].solver],
      [209, 50, results[0].solver],
    ],
  );
  assert.notEqual(results[0].fingerprint, results[1].fingerprint);
});
