// Comparing runs and taking them along: pins, marks, exports.
/* global purr */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const press = (page, name) => page.getByRole("button", { name }).first().press("Enter");

test("a pinned run keeps its curve and is named after what it has other", async (t) => {
  const page = await withPage(t, { run: "iterations=200" });
  await finished(page);
  await press(page, /^pin/);
  await page.getByRole("button", { name: "runs 1" }).waitFor({ state: "attached" });
  await page.evaluate(() => purr.set("learning_rate", "0.02"));
  await settled(page, () => purr.snapshot().phase === "finished" && purr.snapshot().cost < 0.6);
  await press(page, "runs 1");
  const name = page.getByRole("textbox", { name: "Name of the run" });
  await name.waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await name.waitFor({ state: "detached" });

  await press(page, "runs 1");
  await press(page, "Use these settings");
  await settled(
    page,
    () => purr.link().includes("iterations=200") && !purr.link().includes("learning_rate"),
  );
  await press(page, "runs 1");
  await press(page, /^remove$/);
  await page.getByRole("button", { name: "runs 1" }).waitFor({ state: "detached" });
  assert.deepEqual(page.troubles, []);
});

test("slow motion keeps its pace, draws each iteration, and answers at once", async (t) => {
  const page = await withPage(t, { run: "data=moons&hidden=4&iterations=5000&pace=10" });
  await settled(page, () => purr.snapshot().phase === "training" && purr.snapshot().iteration > 2);
  const heard = await page.evaluate(async () => {
    const iterations = [];
    const stop = purr.on("iteration", ({ iteration }) => iterations.push(iteration));
    const start = performance.now();
    const first = purr.snapshot().iteration;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    stop();
    return {
      iterations,
      rate: (1000 * (purr.snapshot().iteration - first)) / (performance.now() - start),
      curve: purr.snapshot().curve.length,
      iteration: purr.snapshot().iteration,
    };
  });
  t.diagnostic(`${heard.rate.toFixed(2)} iterations a second where 10 are asked for`);
  assert.ok(heard.rate > 7 && heard.rate < 13, `${heard.rate} iterations a second`);
  assert.ok(heard.curve >= heard.iteration, "every iteration has its point");
  const steps = heard.iterations.slice(1).map((now, i) => now - heard.iterations[i]);
  assert.ok(steps.filter((step) => step === 1).length >= 0.7 * steps.length, `${steps}`);

  // A command does not wait for an iteration that takes ten seconds.
  const waited = await page.evaluate(async () => {
    purr.set("pace", "0.1");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const start = performance.now();
    const { iteration } = purr.snapshot();
    await purr.runTo(iteration + 1);
    return performance.now() - start;
  });
  assert.ok(waited < 5000, `${waited} ms`);

  // The slider sets the key; at its end the run is free, and the link says nothing of it.
  const speed = page.getByRole("slider", { name: "Speed" });
  await speed.press("End");
  await settled(page, () => !purr.link().includes("pace="));
  await page.evaluate(() => purr.play());
  await finished(page);
  await speed.press("ArrowLeft");
  await settled(page, () => purr.link().includes("pace="));
  // Slowed, a change does not train the whole run again.
  await page.evaluate(() => purr.runTo(50));
  await page.evaluate(() => purr.set("learning_rate", "0.3"));
  await page.waitForTimeout(400);
  assert.equal(await page.evaluate(() => purr.snapshot().iteration), 50);
  assert.deepEqual(page.troubles, []);
});

test("every setting of the training is a control where it matters", async (t) => {
  const page = await withPage(t, { run: "data=moons&m=40&m_test=20&hidden=4,3&iterations=30" });
  await finished(page);
  await press(page, /^More settings/);
  const change = async (role, name, key, wanted) => {
    const control = page.getByRole(role, { name, exact: true }).first();
    if (role === "combobox") await control.selectOption({ label: wanted });
    else if (role === "switch") await control.press("Space");
    else await control.press(wanted ?? "ArrowRight");
    await settled(page, (text) => purr.link().includes(text), `${key}=`);
    await finished(page);
  };
  await change("slider", "Rate decay", "decay");
  for (const [name, key] of [
    ["at a cost of", "stop_cost"],
    ["at a gradient of", "stop_gradient"],
    ["no progress for", "stop_patience"],
    ["after seconds", "stop_seconds"],
  ])
    await change("slider", name, key, "End");
  await change("combobox", "Precision", "precision", "32 bit (f32)");
  await change("switch", "Standardise", "standardise");
  assert.equal(await page.getByRole("slider", { name: "Adam β2" }).count(), 0);
  await change("combobox", "Optimiser", "optimizer", "Adam");
  await change("slider", "Adam β2", "beta2", "ArrowLeft");
  await change("slider", "ε", "epsilon");
  await change("switch", "ε inside the root", "epsilon_inside");
  await change("combobox", "Solver", "solver", "Gram");
  await page.getByText(/Gram works with gradient descent/).waitFor({ state: "attached" });
  await change("slider", "Batch", "batch_size", "End");
  await page.getByText(/a batch of 40 holds them all/).waitFor({ state: "attached" });
  await change("spinbutton", "Shuffle seed", "shuffle_seed", "ArrowUp");
  await change("slider", "Dropout keep", "keep_prob", "ArrowLeft");
  await change("spinbutton", "Dropout seed", "dropout_seed", "ArrowUp");

  // Undo and redo take one change after the other, by links and by keys.
  await press(page, /^undo$/);
  await settled(page, () => !purr.link().includes("dropout_seed"));
  await press(page, /^redo$/);
  await settled(page, () => purr.link().includes("dropout_seed"));
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await settled(page, () => !purr.link().includes("keep_prob"));
  await page.keyboard.press("Control+y");
  await page.keyboard.press("Control+Shift+z");
  await settled(page, () => purr.link().includes("dropout_seed"));
  await press(page, /^More settings/);
  await page.getByRole("button", { name: /^More settings · \d+ changed/ }).waitFor({
    state: "attached",
  });

  // A lock at each layer, the output's too.
  for (const l of [1, 2, 3]) await press(page, `Freeze layer ${l}`);
  await settled(page, () => purr.link().includes("frozen=1,2,3"));
  await page.getByText(/All layers are frozen/).waitFor({ state: "attached" });
  const before = await page.evaluate(async () => [...(await purr.weights(2)).W]);
  await page.evaluate(() => purr.runTo(0).then(() => purr.runTo(20)));
  assert.deepEqual(await page.evaluate(async () => [...(await purr.weights(2)).W]), before);
  // Locks go with their layers.
  await press(page, "Remove layer 1");
  await settled(page, () => purr.link().includes("frozen=1,2"));
  await press(page, "Freeze layer 2");
  await settled(page, () => /frozen=1(&|$)/.test(purr.link()));
  assert.deepEqual(page.troubles, []);
});

test("a run is taken along as weights, picture, drawing, table and JSON", async (t) => {
  const page = await withPage(t, { run: "iterations=100&hidden=3" });
  await finished(page);
  const taken = async (item) => {
    const coming = page.waitForEvent("download");
    await press(page, "Export");
    await press(page, item);
    const download = await coming;
    return [download.suggestedFilename(), readFileSync(await download.path())];
  };

  const [npzName, npz] = await taken("Weights as NumPy .npz");
  assert.equal(npzName, "purrceptron-weights.npz");
  assert.equal(npz.toString("latin1", 0, 4), "PK\x03\x04");
  for (const [member, shape] of [
    ["W1", "(3, 12288)"],
    ["b1", "(3, 1)"],
    ["W2", "(1, 3)"],
    ["b2", "(1, 1)"],
  ]) {
    const at = npz.indexOf(`${member}.npy\x93NUMPY`, 0, "latin1");
    assert.ok(at > 0, member);
    assert.ok(npz.toString("latin1", at, at + 100).includes(`'shape': ${shape}`), member);
  }
  // The first weight of W2 in the file is the one that the doorway gives.
  const weights = await page.evaluate(async () => [...(await purr.weights(2)).W]);
  const start = npz.indexOf("W2.npy\x93NUMPY", 0, "latin1") + "W2.npy".length;
  assert.equal(npz.readFloatLE(start + 10 + npz.readUInt16LE(start + 8)), weights[0]);

  const [pngName, png] = await taken("Plot as PNG");
  assert.equal(pngName, "purrceptron-cost.png");
  assert.equal(png.toString("latin1", 1, 4), "PNG");
  assert.ok(png.readUInt32BE(16) > 300, "as wide as the card");

  const [, svg] = await taken("Plot as SVG");
  assert.match(svg.toString(), /^<svg [^]*stroke-dasharray[^]*<\/svg>\n$/);

  const curve = await page.evaluate(() => purr.snapshot().curve);
  const [, csv] = await taken("Curves as CSV");
  const rows = csv.toString().trim().split("\n").slice(1);
  assert.deepEqual(
    rows.map((row) => row.split(",").slice(0, 2).map(Number)),
    curve,
  );

  const [, json] = await taken("Run as JSON");
  const run = JSON.parse(json);
  assert.deepEqual(run.curve, curve);
  assert.equal(run.settings.hidden, "3");
  assert.deepEqual(page.troubles, []);
});
