// Every preset goes the same way in the page, and in node, as in the native program, to the last bit of
// every cost, with both solvers and precisions. That the native way is the published one is tested elsewhere
// (tests/command_line/course.test.mjs, tests/engine/run).
/* global purr */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { program, run } from "../command_line/program.mjs";
import { readPictures, readPoints } from "../support/course.mjs";
import { addFiles, openPage, useChromium } from "./support/chromium.mjs";
import { trainInNode } from "./support/node_run.mjs";
import { courseFiles, timedTest as test } from "./support/site.mjs";

/** A preset and how far it goes here: with the Gram solver, and with the primal one. */
const kPoints = [
  ["c1w3-planar", 1000, 1000],
  ...[1, 2, 3, 5, 20, 50].map((units) => [`c1w3-planar-${units}`, 300, 300]),
  ...["zeros", "large", "he"].map((name) => [`c2w1-init-${name}`, 500, 500]),
  ...["gd", "momentum", "adam"].map((name) => [`c2w2-${name}`, 100, 100]),
];
const kCats = [
  ["c1w2-logistic", 2000, 20],
  ["c1w4-two-layer", 2500, 10],
  ["c1w4-deep", 2500, 10],
];
const kFootball = ["none", "l2", "dropout"].map((name) => [`c2w1-reg-${name}`, 500, 500]);

const skip = existsSync(program) ? false : "the native program is not built: ./shell/run help";
const footballFiles = ["football_train.csv", "football_test.csv"].map((name) =>
  join(courseFiles ? dirname(courseFiles[0]) : ".", name),
);

const stage = useChromium();

/** The settings of all runs, each as a link has them. */
const textsOf = (presets) =>
  presets.flatMap(([preset, gram, primal]) =>
    ["f64", "f32"].flatMap((precision) => [
      `preset=${preset}&solver=gram&precision=${precision}&iterations=${gram}`,
      `preset=${preset}&solver=primal&precision=${precision}&iterations=${primal}`,
    ]),
  );

async function compare(t, presets, files) {
  const page = await openPage(stage.browser, stage.site.address);
  t.after(() => page.context().close());
  await addFiles(page, files);
  const texts = textsOf(presets);
  const results = await page.evaluate((list) => purr.sweep(list), texts);
  texts.forEach((text, i) => {
    const words = ["sweep", ...text.split("&").filter((pair) => !pair.startsWith("iterations"))];
    const iterations = text.match(/iterations=\d+/)[0];
    const data = files.length > 0 ? ["--data", files.join(",")] : [];
    const { status, lines, complaints } = run([...words, "--over", iterations, ...data]);
    assert.equal(status, 0, complaints.join("\n"));
    const native = JSON.parse(lines[0]);
    const { curve, ...page_ } = results[i];
    assert.equal(page_.error, null, text);
    for (const name of ["fingerprint", "cost", "testCost", "trainAccuracy", "solver", "phase"])
      assert.equal(page_[name], native[name], `${name} of ${text}`);
    // Batches and dropout give no point of their own to the state after the last update.
    assert.ok(curve.at(-1)[0] >= native.iteration - 1, `${curve.at(-1)[0]} of ${text}`);
  });
  t.diagnostic(`${texts.length} runs`);
}

async function compareInNode(t, presets, files, sets) {
  const data = files.length > 0 ? ["--data", files.join(",")] : [];
  const texts = textsOf(presets);
  for (const text of texts) {
    const { status, lines, complaints } = run(["bench", "--json", "--run", text, ...data]);
    assert.equal(status, 0, complaints.join("\n"));
    const native = JSON.parse(lines[0]);
    const report = await trainInNode(text, sets);
    for (const name of ["hash", "points", "cost", "trainAccuracy", "testAccuracy", "solver"])
      assert.equal(report[name], native[name], `${name} of ${text}`);
  }
  t.diagnostic(`${texts.length} runs`);
}

const skipCats = skip || !courseFiles;
const skipFootball = skip || !footballFiles.every(existsSync);

test("presets on points", { skip }, (t) => compare(t, kPoints, []));
test("presets on points, in node", { skip }, (t) => compareInNode(t, kPoints, [], []));
test("the course's presets on cats", { skip: skipCats }, (t) => compare(t, kCats, courseFiles));
test("the course's presets on cats, in node", { skip: skipCats }, async (t) =>
  compareInNode(t, kCats, courseFiles, await readPictures(courseFiles)),
);
test("the regularisation presets", { skip: skipFootball }, (t) =>
  compare(t, kFootball, footballFiles),
);
test("the regularisation presets, in node", { skip: skipFootball }, (t) =>
  compareInNode(t, kFootball, footballFiles, readPoints(footballFiles)),
);
