// Larger words: at every size of the screen, in both languages, nothing is cut and nothing lies over
// anything else.
/* global purr */
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import sharp from "sharp";
import { dropFiles, finished, settled, useChromium } from "./support/chromium.mjs";
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

for (const [width, height, touch] of [
  [1440, 900, false],
  [1024, 768, false],
  [390, 844, true],
])
  for (const scale of [1, 1.5, 2])
    test(`words are whole at ${width}×${height} and ${100 * scale} %`, async (t) => {
      for (const locale of ["en-US", "zh-CN"]) {
        const run = `${kSmall}&text_scale=${scale}`;
        const page = await withPage(t, { width, height, touch, locale, run });
        await finished(page);
        const found = [];
        const look = async (what) => {
          await page.waitForTimeout(300);
          found.push(...(await troublesOf(page)).map((words) => `${locale}, ${what}: ${words}`));
        };
        await look("the page");
        for (const tab of ["data", "training", "inside"]) {
          const id = `phone/${tab}`;
          if ((await page.locator(`#mirror [data-id="${id}"]`).count()) === 0) continue;
          await press(page, id);
          await look(tab);
          // What a tab holds below the edge.
          await page.mouse.move(width / 2, height - 40);
          await page.mouse.wheel(0, 5000);
          await look(`the end of ${tab}`);
        }
        if ((await page.locator('#mirror [data-id="phone/training"]').count()) > 0)
          await press(page, "phone/training");
        await press(page, "training/more");
        await page.locator('#mirror [data-id="training/run_to"]').first().focus();
        await look("more settings");
        await page.evaluate(() => purr.load("data=flower&m=60&hidden=4&iterations=60"));
        await page.evaluate((s) => purr.set("text_scale", s), scale);
        await look("points");
        if ((await page.locator('#mirror [data-id="bar/help"]').count()) > 0) {
          await press(page, "bar/help");
        } else {
          await press(page, "bar/more");
          await page.locator('#mirror [data-id="bar/more/help"]').waitFor({ state: "attached" });
          await press(page, "bar/more/help");
        }
        await look("help");
        assert.deepEqual(found, []);
        assert.deepEqual(page.troubles, []);
        await page.context().close();
      }
    });

/** A zip with two folders of small pictures, each of its own colour, and a file that is none. */
async function pets() {
  const files = { "pets/tabby cats/spoiled.png": Buffer.from("a text file, renamed\n") };
  for (let i = 0; i < 12; ++i) {
    const [kind, background] = i % 2 === 0 ? ["tabby cats", "#c63"] : ["everything else", "#36c"];
    const picture = sharp({ create: { width: 40 + i, height: 40, channels: 3, background } });
    files[`pets/${kind}/${i}.png`] = await picture.png().toBuffer();
  }
  return [{ name: "pets.zip", bytes: Buffer.from(zipSync(files, { level: 0 })) }];
}

const kTable = `weight of the animal,length,height at the shoulder,kind\n${Array.from(
  { length: 40 },
  (_, i) => `${i % 7},${i % 5},${(i * i) % 11},${i % 2 ? "cat" : "dog"}`,
).join("\n")}\n`;

/**
 * Everything that opens over the page or in a tab of it. `scrolls` names a control of what can be
 * scrolled: its end is looked at, too.
 */
const kDialogs = [
  ...["mistakes", "weights", "spread"].map((name) => ({
    name,
    run: name === "mistakes" ? "noise=25" : undefined,
    async open(page) {
      await lookInside(page);
      await press(page, `inside/tab/${name}`);
    },
    scrolls: `inside/tab/${name}`,
  })),
  { name: "presets", open: (page) => press(page, "bar/preset") },
  {
    name: "shapes",
    run: "hidden=12,10,8,6,4",
    async open(page) {
      const id = (await has(page, "phone/network")) ? "shapes" : "network/shapes";
      if (await has(page, "phone/network")) await press(page, "phone/network");
      await press(page, id);
    },
  },
  {
    name: "pinned runs",
    async open(page) {
      await press(page, "cost/pin");
      await page.locator('#mirror [data-id="cost/runs"]').waitFor({ state: "attached" });
      await page.evaluate(() => purr.set("learning_rate", "0.05"));
      await finished(page);
      await page.waitForTimeout(300);
      await press(page, "cost/runs");
    },
  },
  { name: "data, drawn", open: openData, scrolls: "data_panel/about_data" },
  { name: "data, emoji", run: "data=emoji", open: openData, scrolls: "data_panel/about_data" },
  {
    name: "data, the course's, before they come",
    run: "preset=c1w4-deep",
    waits: true,
    open: showData,
    scrolls: "data/pick",
  },
  {
    name: "data, mine, before they come",
    run: "data=mine",
    waits: true,
    open: showData,
    scrolls: "data/add_pictures",
  },
  {
    name: "data, mine",
    async open(page) {
      await page.evaluate(() => purr.on("pictures", () => (globalThis.arePicturesThere = true)));
      await dropFiles(page, await pets());
      await settled(page, () => globalThis.arePicturesThere === true);
      await finished(page);
      await openData(page);
    },
    scrolls: "data_panel/about_data",
  },
  {
    name: "data, a table",
    async open(page) {
      await dropFiles(page, [{ name: "animals.csv", bytes: Buffer.from(kTable) }]);
      await settled(page, () => purr.link().includes("data=table"));
      await finished(page);
      await openData(page);
    },
    scrolls: "data_panel/about_data",
  },
  {
    name: "the boundary",
    run: "preset=c1w3-planar&iterations=100",
    async open(page) {
      await showData(page);
      await press(page, "data/large");
      await page.locator('#mirror [data-id="boundary/plane"]').waitFor({ state: "attached" });
    },
  },
];

async function has(page, id) {
  return (await page.locator(`#mirror [data-id="${id}"]`).count()) > 0;
}

async function lookInside(page) {
  for (const id of ["phone/inside", "bar/inside"]) if (await has(page, id)) await press(page, id);
}

async function showData(page) {
  if (await has(page, "phone/data")) await press(page, "phone/data");
}

async function openData(page) {
  await showData(page);
  await press(page, "data/more");
}

for (const [width, height, touch] of [
  [1440, 900, false],
  [1024, 768, false],
  [390, 844, true],
])
  for (const scale of [1, 2])
    test(`dialogs and tabs are whole at ${width}×${height} and ${100 * scale} %`, async (t) => {
      const found = [];
      // Each dialog in one language here, in the other one at the next size of words.
      for (const [index, { name, run, waits, open, scrolls }] of kDialogs.entries()) {
        const locale = (index + scale) % 2 === 0 ? "en-US" : "zh-CN";
        const settings = waits ? run : [kSmall, run].filter(Boolean).join("&");
        const page = await withPage(t, {
          width,
          height,
          touch,
          locale,
          run: `${settings}&text_scale=${scale}`,
        });
        const look = async (what) => {
          await page.waitForTimeout(300);
          found.push(...(await troublesOf(page)).map((words) => `${locale}, ${what}: ${words}`));
        };
        if (waits) await settled(page, () => purr.snapshot().phase === "waiting");
        else await finished(page);
        await page.locator('#mirror [data-id="cost/plot"]').waitFor({ state: "attached" });
        await page.waitForTimeout(400); // the mirror has the whole of it
        await open(page);
        await look(name);
        if (process.env.PURR_DIALOGS)
          await page.screenshot({
            path: `${process.env.PURR_DIALOGS}/${width}-${scale}-${locale}-${name}.png`,
          });
        if (scrolls) {
          const box = await page.locator(`#mirror [data-id="${scrolls}"]`).first().boundingBox();
          await page.mouse.move(box.x + 10, height - 80);
          await page.mouse.wheel(0, 5000);
          await look(`the end of ${name}`);
        }
        assert.deepEqual(page.troubles, []);
        await page.context().close();
      }
      assert.deepEqual(found, []);
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
