// Larger text in the browser. Every panel, size, language and scale is tested without a browser, in
// tests/shell/app/layout_test.cpp; here one of them with the fonts that the page loads.
/* global purr */
import assert from "node:assert/strict";
import { finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const press = (page, id) => page.locator(`#mirror [data-id="${id}"]`).first().press("Enter");
const kSmall = "m=60&m_test=30&hidden=6,4&iterations=60";

/** What is wrong with the words of the canvas: cut, sticking out, one over the other. */
async function troublesOf(page) {
  await page.evaluate(() => purr.texts());
  await page.waitForTimeout(250);
  const texts = await page.evaluate(async () => {
    // Two frames: the words of a whole one, not of one that was under way.
    for (let i = 0; i < 2; ++i) {
      purr.texts();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    }
    return purr.texts().filter(({ words }) => words.trim() !== "");
  });
  assert.ok(texts.length > 15, `only ${texts.length} words are seen`);
  const troubles = [];
  const seen = texts.filter(({ words, box: [x, y, width, height], clip, isCut, scrolls }) => {
    const [left, top, right, bottom] = [clip[0], clip[1], clip[0] + clip[2], clip[1] + clip[3]];
    const isWithin = y + height > top && y < bottom && x + width > left && x < right;
    if (scrolls && !isWithin) return false; // scrolled away
    const place = `“${words}” at ${[x, y, width, height].map(Math.round)}`;
    if (isCut) troubles.push(`${place} is cut`);
    if (x < left - 1.5 || x + width > right + 1.5) troubles.push(`${place} sticks out of ${clip}`);
    // A line of letters is as high as its size, but what is seen of it is less.
    const slack = 0.2 * height;
    if (!scrolls && (y < top - slack || y + height > bottom + slack))
      troubles.push(`${place} sticks out of ${clip} above or below`);
    return true;
  });
  for (const [i, one] of seen.entries())
    for (const other of seen.slice(i + 1)) {
      if (one.layer !== other.layer) continue;
      const across = overlap(one.box, other.box, 0);
      const down = overlap(one.box, other.box, 1);
      const height = Math.min(one.box[3], other.box[3]);
      if (across > 2 && down > 0.35 * height && isSeen(one) && isSeen(other))
        troubles.push(`“${one.words}” lies over “${other.words}” at ${one.box.map(Math.round)}`);
    }
  return troubles;
}

const overlap = (a, b, axis) =>
  Math.min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - Math.max(a[axis], b[axis]);
/** More than a sliver of it is inside its clip. */
const isSeen = ({ box, clip }) => overlap(box, clip, 1) > 0.5 * box[3];

test("words are whole on a phone at 200 %, with the browser's fonts", async (t) => {
  const run = `${kSmall}&text_scale=2`;
  const page = await withPage(t, { width: 390, height: 844, touch: true, locale: "zh-CN", run });
  await finished(page);
  const found = [];
  for (const tab of ["data", "training", "inside"]) {
    await press(page, `phone/${tab}`);
    await page.waitForTimeout(300);
    found.push(...(await troublesOf(page)).map((words) => `${tab}: ${words}`));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(page.troubles, []);
});

test("keys make words larger and smaller, and the link keeps their size", async (t) => {
  const page = await withPage(t, { run: kSmall });
  await finished(page);
  await page.locator("#canvas").focus();
  const keys = async (key, wanted) => {
    await page.keyboard.press(key);
    await settled(
      page,
      (text) => (text === "" ? !purr.link().includes("text_scale") : purr.link().includes(text)),
      wanted,
    );
  };
  const width = async () =>
    (await page.locator('#mirror [data-id="transport/play"]').boundingBox()).width;
  const usual = await width();
  await keys("Control+Alt+Equal", "text_scale=1.25");
  await keys("Control+Alt+Equal", "text_scale=1.5");
  await page.waitForTimeout(400);
  assert.ok(Math.abs((await width()) / usual - 1.5) < 0.05);
  // The pointer hits what it points at.
  const box = await page.locator('#mirror [data-id="transport/rewind"]').boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await settled(page, () => purr.snapshot().iteration === 0);
  await keys("Control+Alt+Minus", "text_scale=1.25");
  await keys("Control+Alt+Minus", "");
  await page.waitForTimeout(400);
  assert.equal(await width(), usual);
  assert.deepEqual(page.troubles, []);
});
