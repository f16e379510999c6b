// Downloads of a run.
/* global purr */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { finished, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const press = (page, name) => page.getByRole("button", { name }).first().press("Enter");

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
  // The first weight of W2 in the file is the one that window.purr gives.
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
