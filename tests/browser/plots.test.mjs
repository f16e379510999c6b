// The cost plot by its pixels: a spike of one iteration among a million, marks where a cost stopped
// being a number, and how long a frame of a long curve takes. Every curve is trained for the test.
/* global purr */
import assert from "node:assert/strict";
import sharp from "sharp";
import { controlBox, finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const kTrain = [0x56, 0x46, 0xd6]; // the training curve's colour in the light theme
const kMillion = 1000000;
/** Logistic regression on twenty points: a million iterations take a second or two. */
const kLong = `data=blobs&m=20&m_test=0&hidden=&iterations=${kMillion}&learning_rate=0.1`;

/** The part of the screen that holds the cost plot, as raw pixels. */
async function plotPixels(page, dpr = 1) {
  await page.mouse.move(2, 2); // no crosshair
  await page.waitForTimeout(500); // what moved has moved, in the mirror too
  const box = await controlBox(page, "slider", /^Cost over/);
  const picture = await page.screenshot();
  const clip = {
    left: Math.round(box.x * dpr),
    top: Math.round(box.y * dpr),
    width: Math.round(box.width * dpr),
    height: Math.round(box.height * dpr),
  };
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .extract(clip)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  /** How near a pixel is to the curve's colour, 1 for the very one. */
  const likeness = (x, y) => {
    const at = 3 * (y * width + x);
    const apart = Math.hypot(...kTrain.map((value, i) => value - data[at + i]));
    return 1 - apart / 200;
  };
  return { width, height, isCurve: (x, y) => likeness(x, y) > 0.6 };
}

/** Places of a picture's pixels that fulfil `is`. */
function placesOf({ width, height }, is) {
  const places = [];
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) if (is(x, y)) places.push([x, y]);
  return places;
}

test("one iteration among a million that leaps is seen at its height", async (t) => {
  const page = await withPage(t, { run: kLong });
  await finished(page, 120000);
  const calm = await page.evaluate(() => purr.snapshot().curve.map(([, cost]) => cost));
  const highest = Math.max(...calm);

  // In the middle of the run one weight leaps for one step, and is put back.
  await page.evaluate(() => purr.set("instant", "0"));
  const half = kMillion / 2;
  const spike = await page.evaluate(async (half) => {
    await purr.runTo(half);
    const [weight] = (await purr.weights(1)).W;
    purr.editWeight(1, 1, 1, weight + 100);
    await purr.runTo(half + 1);
    purr.editWeight(1, 1, 1, weight);
    await purr.runTo(1000000);
    const { curve } = purr.snapshot();
    return curve.find(([iteration]) => iteration === half)?.[1];
  }, half);
  assert.ok(spike > 5 * highest, `the spike of ${spike} stands above ${highest}`);
  const above = await page.evaluate(
    (bound) => purr.snapshot().curve.filter(([, cost]) => cost > bound),
    2 * highest,
  );
  assert.deepEqual(
    above.map(([iteration]) => iteration),
    [half],
    "it is one iteration",
  );

  const picture = await plotPixels(page);
  const { width, height } = picture;
  const inMiddle = (x) => x > 0.4 * width && x < 0.65 * width;
  const upper = placesOf(picture, (x, y) => y < 0.45 * height && picture.isCurve(x, y));
  t.diagnostic(`${upper.length} pixels of the spike in the upper half of the plot`);
  assert.ok(upper.length >= 0.2 * height, `${upper.length} pixels of ${height} rows`);
  assert.ok(upper.every(([x]) => inMiddle(x)));
  const columns = new Set(upper.map(([x]) => x));
  assert.ok(columns.size <= 6, `the spike is ${columns.size} pixels wide`);

  // The same place without it: the axis would show it, and nothing is there.
  await page.evaluate(() => purr.runTo(0).then(() => purr.runTo(1000000)));
  const without = await page.evaluate(() => Math.max(...purr.snapshot().curve.map(([, c]) => c)));
  assert.ok(without < 2 * highest, "a fresh start knows nothing of the edit");
  assert.deepEqual(page.troubles, []);
});

for (const { what, run, isHollow, ends } of [
  {
    what: "NaN is marked by a hollow triangle",
    run: "data=moons&m=40&m_test=0&hidden=4,4&activation=linear&learning_rate=100&iterations=20",
    isHollow: true,
    ends: (cost) => Number.isNaN(cost),
  },
  {
    what: "infinity is marked by a filled triangle",
    run: "data=blobs&m=40&m_test=0&hidden=5&activation=tanh&learning_rate=100&l2=1000&iterations=90",
    isHollow: false,
    ends: (cost) => cost === Infinity,
  },
])
  test(`a cost of ${what} at its iteration`, async (t) => {
    const dpr = 3;
    const page = await withPage(t, { run: `${run}&instant=0`, dpr });
    await settled(page, () => purr.snapshot().phase === "failed");
    const [iteration, cost] = await page.evaluate(() => purr.snapshot().curve.at(-1));
    assert.ok(ends(cost), `the run ends with ${cost}`);
    // Just before, and with the failure; its notice would move the plot.
    await page.evaluate((last) => purr.runTo(last), iteration - 1);
    await settled(page, () => purr.snapshot().phase === "ready");
    const before = await plotPixels(page, dpr);
    await page.evaluate(() => purr.play());
    await settled(page, () => purr.snapshot().phase === "failed");
    await page.locator('#mirror [data-id="failure/close"]').press("Enter");
    await page.locator('#mirror [data-id="failure/close"]').waitFor({ state: "detached" });
    const after = await plotPixels(page, dpr);
    assert.deepEqual([after.width, after.height], [before.width, before.height]);

    const mark = placesOf(after, (x, y) => after.isCurve(x, y) && !before.isCurve(x, y));
    assert.ok(mark.length > 100, `${mark.length} pixels are new`);
    const [left, top, right, bottom] = [
      Math.min(...mark.map(([x]) => x)),
      Math.min(...mark.map(([, y]) => y)),
      Math.max(...mark.map(([x]) => x)),
      Math.max(...mark.map(([, y]) => y)),
    ];
    t.diagnostic(
      `a mark of ${right - left + 1}×${bottom - top + 1} pixels, ${mark.length} of them`,
    );
    assert.ok(right - left > 7 * dpr && right - left < 14 * dpr, "as wide as a triangle");
    assert.ok(bottom - top > 6 * dpr && bottom - top < 14 * dpr, "and as high");
    assert.ok(bottom < 0.2 * after.height, "at the upper edge");
    const rowWidth = (y) => mark.filter(([, row]) => row === y).length;
    const [upper, lower] = [top + dpr, bottom - 2 * dpr].map(rowWidth);
    const middle = Math.round((left + right) / 2);
    if (isHollow) {
      assert.ok(upper > lower, "it points into the plot");
      assert.equal(after.isCurve(middle, top + 3 * dpr), false, "it is hollow");
    } else {
      assert.ok(lower > upper, "it points out of the plot");
      assert.equal(after.isCurve(middle, bottom - 3 * dpr), true, "it is filled");
    }
  });

test("a frame with the curve of a million iterations is made quickly", async (t) => {
  const page = await withPage(t, {
    run: kLong,
    before: `
      globalThis.frameTimes = [];
      const ask = requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (f) =>
        ask((time) => {
          const start = performance.now();
          f(time);
          frameTimes.push(performance.now() - start);
        });`,
  });
  await finished(page, 120000);
  const box = await controlBox(page, "slider", /^Cost over/);
  await page.waitForTimeout(500);
  await page.evaluate(() => (globalThis.frameTimes.length = 0));
  for (let i = 0; i < 60; ++i) {
    await page.mouse.move(box.x + box.width * (0.3 + i / 150), box.y + box.height / 2);
    await page.waitForTimeout(20);
  }
  const times = (await page.evaluate(() => globalThis.frameTimes)).sort((a, b) => a - b);
  assert.ok(times.length > 20, `${times.length} frames`);
  const median = times[Math.floor(times.length / 2)];
  const { length } = await page.evaluate(() => purr.snapshot().curve);
  t.diagnostic(
    `${length} points kept of ${kMillion}; a frame takes ${median.toFixed(1)} ms, ` +
      `99 of 100 at most ${times[Math.floor(0.99 * times.length)].toFixed(1)} ms`,
  );
  // At rest a few milliseconds; the bound is for a machine that compiles beside the test.
  assert.ok(median < 50, `${median} ms`);
  assert.deepEqual(page.troubles, []);
});
