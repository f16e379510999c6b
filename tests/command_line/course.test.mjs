// The published runs, from the command line, to every printed digit. The costs are those that the
// course's notebooks print every 100 iterations.
import assert from "node:assert/strict";
import test from "node:test";
import { courseFiles, run, withoutCourseFiles } from "./program.mjs";

const published = {
  "c1w2-logistic": {
    costs: `0.693147 0.584508 0.466949 0.376007 0.331463 0.303273 0.279880 0.260042 0.242941
      0.228004 0.214820 0.203078 0.192544 0.183033 0.174399 0.166521 0.159305 0.152667 0.146542
      0.140872`,
    train: "99.04",
    test: "70.00",
  },
  "c1w4-two-layer": {
    costs: `0.693050 0.646432 0.632514 0.601502 0.560197 0.515830 0.475490 0.433916 0.400798
      0.358071 0.339428 0.305275 0.274914 0.246818 0.198507 0.174483 0.170808 0.113065 0.096294
      0.083426 0.074391 0.066307 0.059193 0.053361 0.048555`,
    train: "100.00",
    test: "72.00",
  },
  "c1w4-deep": {
    costs: `0.771749 0.672053 0.648263 0.611507 0.567047 0.540138 0.527930 0.465477 0.369126
      0.391747 0.315187 0.272700 0.237419 0.199601 0.189263 0.161189 0.148214 0.137775 0.129740
      0.121225 0.113821 0.107839 0.102855 0.100897 0.092878`,
    train: "98.56",
    test: "80.00",
  },
};

for (const [preset, { costs, train, test: testAccuracy }] of Object.entries(published)) {
  const expected = [
    ...costs.split(/\s+/).map((cost, i) => `iteration ${100 * i} cost ${cost}`),
    `train accuracy ${train} %`,
    `test accuracy ${testAccuracy} %`,
  ];
  const words = ["run", `preset=${preset}`, "--data", courseFiles.join(","), "--every", "100"];
  for (const solver of ["gram", "primal"]) {
    // The primal solver multiplies 12288 inputs in each of thousands of steps: half a minute.
    test(`${preset} prints the published costs, ${solver}`, { skip: withoutCourseFiles }, () => {
      const { status, lines, complaints } = run([...words, `solver=${solver}`], {
        timeout: 600_000,
      });
      assert.deepEqual(complaints, []);
      assert.deepEqual(lines, expected);
      assert.equal(status, 0);
    });
  }
}

test("c1w3-planar needs no file and prints the published costs", () => {
  const { status, lines, complaints } = run(["run", "preset=c1w3-planar", "--every", "1000"]);
  assert.equal(status, 0);
  assert.deepEqual(complaints, []);
  assert.deepEqual(lines.slice(0, 3), [
    "iteration 0 cost 0.693048",
    "iteration 1000 cost 0.288083",
    "iteration 2000 cost 0.254385",
  ]);
  assert.equal(lines.length, 12);
});

test("files alone make a run on them", { skip: withoutCourseFiles }, () => {
  const words = [
    "run",
    "hidden=20,7,5",
    "iterations=10",
    "--data",
    courseFiles[0],
    "--data",
    courseFiles[1],
  ];
  const { status, lines } = run(words);
  assert.equal(status, 0);
  assert.equal(lines[0], "iteration 0 cost 0.771749");
});

test("a training file alone has no test accuracy", { skip: withoutCourseFiles }, () => {
  const { status, lines } = run(["run", "data=course", "iterations=10", "--data", courseFiles[0]]);
  assert.equal(status, 0);
  assert.equal(lines.length, 2);
  assert.match(lines[1], /^train accuracy \d+\.\d\d %$/);
});
