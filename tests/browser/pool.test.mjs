// The pool of workers in Chromium, and what window.purr gives of a step.
/* global purr */
import assert from "node:assert/strict";
import { finished, openPage, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const kMoons =
  "data=moons&m=60&m_test=30&hidden=3&activation=tanh&learning_rate=0.5&iterations=200";

const stage = useChromium();

async function withPage(t, wishes = {}) {
  const page = await openPage(stage.browser, stage.site.address, wishes);
  t.after(() => page.context().close());
  await finished(page);
  return page;
}

test("a sweep's results are those of the page's own runs, however many workers there are", async (t) => {
  const page = await withPage(t, { run: kMoons });
  const { one, two, progress, own } = await page.evaluate(async () => {
    const seeds = [1, 2, 3, 4, 5, 6].map((seed) => ({ seed }));
    const progress = [];
    const two = await purr.sweep(seeds, { workers: 2, onProgress: (told) => progress.push(told) });
    const one = await purr.sweep(seeds, { workers: 1 });
    purr.set("seed", 4);
    const own = await purr.runTo(200);
    return { one, two, progress, own };
  });
  assert.equal(two.length, 6);
  assert.deepEqual(one, two);
  assert.equal(new Set(two.map(({ fingerprint }) => fingerprint)).size, 6);
  assert.deepEqual(two[3].curve, own.curve);
  assert.equal(two[3].cost, own.cost);
  assert.equal(two[3].phase, "finished");
  assert.equal(two[3].stopReason, "iterations");
  assert.equal(own.stopReason, "iterations");
  assert.equal(progress.at(-1).done, 6);
  assert.equal(progress.at(-1).share, 1);
  assert.deepEqual(page.troubles, []);
});

test("a sweep that is stopped stops, and the page goes on", async (t) => {
  const page = await withPage(t, { run: kMoons });
  const name = await page.evaluate(async () => {
    const stopper = new AbortController();
    const endless = purr.sweep(
      Array.from({ length: 20 }, (_, seed) => ({ seed, iterations: 1000000 })),
      { signal: stopper.signal },
    );
    setTimeout(() => stopper.abort(), 500);
    return endless.then(
      () => "ended",
      (error) => error.name,
    );
  });
  assert.equal(name, "AbortError");
  const [result] = await page.evaluate(() => purr.sweep([{ seed: 3 }]));
  assert.equal(result.iteration, 200);
  assert.deepEqual(page.troubles, []);
});

test("a step can be taken apart, numbers be set and held", async (t) => {
  const page = await withPage(t, { run: kMoons });
  const seen = await page.evaluate(async () => {
    purr.set("instant", false); // otherwise a new setting starts the run again
    await purr.runTo(50);
    const trace = await purr.trace();
    const before = purr.snapshot();
    purr.editWeight(1, 2, 1, 0.625);
    const W = async (layer) => [...(await purr.weights(layer)).W];
    const edited = await W(1);
    const after = purr.snapshot().cost;
    const notes = purr.freeze([1]);
    await purr.runTo(60);
    const held = await W(1);
    const second = await W(2);
    await purr.runTo(70);
    const learnt = await W(2);
    return { trace, before, edited, after, notes, held, second, learnt, link: purr.link() };
  });
  const [first, output] = seen.trace.layers;
  assert.equal(seen.trace.iteration, 50);
  assert.equal(seen.trace.cost, seen.before.cost);
  assert.deepEqual([first.units, first.inputs, first.activation], [3, 2, "tanh"]);
  assert.equal(Object.keys(first.Z).length, 3 * 60);
  assert.equal(Object.keys(output.dW).length, 3);
  assert.equal(seen.before.gradients[0].layers.length, 2);
  assert.equal(seen.edited[2], 0.625);
  assert.deepEqual(seen.notes, []);
  assert.deepEqual(seen.held, seen.edited);
  assert.notDeepEqual(seen.learnt, seen.second);
  assert.match(seen.link, /frozen=1/);
  assert.deepEqual(page.troubles, []);
});

test("a stop rule ends the page's run, and the snapshot says which", async (t) => {
  const page = await withPage(t, { run: `${kMoons}&stop_cost=0.4` });
  const shot = await page.evaluate(() => purr.snapshot());
  assert.equal(shot.stopReason, "cost");
  assert.ok(shot.iteration < 200);
  await page.evaluate(() => purr.set("stop_cost", 0));
  await settled(page, () => purr.snapshot().stopReason === "iterations");
});
