// Labs: one JSON object each, with the keys that others read; the list; what is refused.
import assert from "node:assert/strict";
import test from "node:test";
import { courseFiles, run, withoutCourseFiles } from "./program.mjs";

/** @param {string[]} words of a lab that succeeds */
function lab(...words) {
  const { status, lines, complaints } = run(["lab", ...words]);
  assert.deepEqual(complaints, []);
  assert.equal(status, 0);
  assert.equal(lines.length, 1);
  const object = JSON.parse(lines[0]);
  assert.deepEqual(Object.keys(object), ["lab", "settings", "result"]);
  assert.equal(object.lab, words[0]);
  return object;
}

test("the list names every lab with its settings", () => {
  const { status, lines } = run(["lab"]);
  assert.equal(status, 0);
  for (const name of ["symmetry", "collapse", "unroll", "seed-luck", "bias-variance"])
    assert.ok(
      lines.some((line) => line.startsWith(`${name} `)),
      name,
    );
  assert.ok(lines.some((line) => line.trim().startsWith("learning_rate ")));
});

test("a lab prints its settings and its result", () => {
  const { settings, result } = lab("symmetry", "iterations=200", "data=flower");
  assert.equal(settings.iterations, 200);
  assert.equal(settings.init, "zeros");
  assert.equal(result.iterations, 200);
  assert.equal(result.equal_rows, true);
  assert.equal(result.random_equal_rows, false);
});

test("the same lab prints the same bytes again", () => {
  const once = run(["lab", "collapse", "iterations=300"]).lines;
  assert.deepEqual(run(["lab", "collapse", "iterations=300"]).lines, once);
});

test("results have the keys that others read", () => {
  assert.deepEqual(lab("broadcasting", "a=3,1", "b=1,4").result.shape, [3, 4]);
  const { result } = lab("broadcasting", "a=3,4", "b=3,");
  assert.equal(result.shape, undefined);
  assert.match(result.error, /^operands could not be broadcast together/);
  assert.deepEqual(lab("dimensions").result.shapes.W1, [20, 12288]);
  assert.equal(lab("graph").result.backward.b, 15);
  assert.equal(lab("unit").result.equal, true);
  const rows = lab("activations").result.rows;
  assert.deepEqual(rows.find(({ name }) => name === "relu").slope, [0, 0, 1]);
  const map = lab("sweep", "run=data=moons&hidden=3&iterations=50", "x_values=0.1/0.5");
  assert.deepEqual(map.result.keys, ["learning_rate", "hidden"]);
  assert.equal(map.result.test_accuracy.length, 2);
  assert.equal(map.result.test_accuracy[0].length, 2);
});

test("results of the labs about gradients and speed have the keys that others read", () => {
  const loss = lab("loss").result;
  assert.equal(loss.squared_error_minima, 2);
  assert.equal(loss.cross_entropy_minima, 1);
  const descent = lab("descent").result;
  assert.ok(Math.abs(descent.threshold - descent.two_over_lambda_max) < 0.02);
  const loops = lab("loops", "n_x=100", "m=10").result;
  assert.equal(loops.equal, true);
  assert.deepEqual(Object.keys(loops.ms), ["two_loops", "one_loop", "none"]);
  const race = lab("race", "n=1000", "repeats=1").result.rows;
  assert.equal(race.length, 8);
  for (const key of ["name", "loop_ms", "kernel_ms", "factor"]) assert.ok(key in race[0], key);
  const circuits = lab("circuits", "n=4").result;
  assert.deepEqual([circuits.n, circuits.deep_units, circuits.shallow_units], [4, 3, 8]);
  assert.deepEqual([circuits.deep_correct, circuits.shallow_correct], [16, 16]);
  assert.equal(lab("blocks", "removed=A1").result.missing, "dW2");
  assert.equal(lab("initial-scale", "iterations=10").result.saturated.length, 3);
  assert.equal(lab("paths").result.paths.length, 4);
});

test("a broken rule is named, and fails the gradient check", () => {
  const right = lab("gradient-check").result;
  assert.equal(right.passes, true);
  assert.deepEqual(Object.keys(right.layers[0]), ["W", "b"]);
  const broken = lab("gradient-check", "broken=no_slope").result;
  assert.equal(broken.passes, false);
  assert.ok(broken.worst > 0.1);
  const slip = lab("slips", "broken=w2_first", "iterations=100");
  assert.equal(slip.settings.broken, "w2_first");
  assert.equal(slip.result.broken, "w2_first");
  assert.deepEqual(Object.keys(slip.result.errors), ["W1", "b1", "W2", "b2"]);
  // Training that broke off has no cost: JSON has no NaN.
  const failed = lab("slips", "broken=a_minus_z").result;
  assert.equal(failed.cost, null);
  assert.equal(failed.not_finite_at, 251);
});

test("the result of many runs does not depend on the number of threads", () => {
  const words = ["lab", "seed-luck", "run=data=moons&hidden=3&iterations=100", "seeds=6"];
  const one = run([...words, "--jobs", "1"]);
  assert.equal(JSON.parse(one.lines[0]).result.accuracies.length, 6);
  assert.deepEqual(run([...words, "--jobs", "3"]).lines, one.lines);
});

test("what is no lab, no setting or no value is refused in a sentence", () => {
  for (const [words, sentence] of [
    [["nonsense"], /no lab “nonsense”; there are .*symmetry/],
    [["symmetry", "colour=red"], /“colour” is not a setting/],
    [["symmetry", "init=ones"], /init can be zeros, nudged, random/],
    [["symmetry", "units=99"], /units goes from 2 to 16/],
    [["broadcasting", "a=3,x"], /“3,x” is not a shape/],
    [["sweep", "x=colour"], /“colour” is not a setting/],
    [["unroll", "pictures=course"], /course's two files/],
    [["seed-luck", "--jobs", "0"], /--jobs takes a whole number/],
  ]) {
    const { status, lines, complaints } = run(["lab", ...words]);
    assert.notEqual(status, 0, words.join(" "));
    assert.deepEqual(lines, []);
    assert.match(complaints.join("\n"), sentence);
  }
});

test("on the course's pictures the wrong fold and the seeds are as published", (t) => {
  if (withoutCourseFiles) return t.skip(withoutCourseFiles);
  const files = ["--data", courseFiles.join(",")];
  const { result } = lab("unroll", "pictures=course", ...files);
  assert.equal(result.right_reshape_accuracy, 0.7);
  assert.equal(result.right_reshape_train_accuracy.toFixed(4), "0.9904");
  assert.equal(result.wrong_reshape_accuracy, 0.34);
  assert.equal(result.wrong_reshape_train_accuracy.toFixed(3), "0.914");
  const luck = lab("seed-luck", "run=preset=c1w4-deep", "seeds=3", ...files).result;
  assert.equal(luck.accuracies[0], 0.8);
  assert.equal(luck.m_test, 50);
  assert.equal(luck.baseline, 0.66);
  assert.deepEqual(
    luck.interval.map((share) => share.toFixed(2)),
    ["0.67", "0.89"],
  );
  return undefined;
});
