// Every picture of the page to look at, by one command: node tests/browser/screens.mjs
//
//   --only WORDS   those whose name contains all of the words, such as "phone dark"
//   --site FOLDER  another built page than build/site
//
// Four sizes, light and dark, English and Chinese, before training and paused in the middle of a run;
// on the phone each of its tabs; and states that are met less often. Builds nothing
// (./web/serve --build does), writes build/screens/*.png, and build/screens/sheet.png with all of them
// small, side by side.
/* global purr */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";

const { values: wishes } = parseArgs({
  options: { only: { type: "string", default: "" }, site: { type: "string" } },
});
if (wishes.site) process.env.PURR_SITE = wishes.site;
const { launchChromium, openPage, settled } = await import("./support/chromium.mjs");
const { kScreens, serveSite } = await import("./support/site.mjs");

const kSizes = [
  { name: "wide", width: 1440, height: 900 },
  { name: "middle", width: 1024, height: 768 },
  { name: "phone", width: 390, height: 844, dpr: 2, touch: true },
  { name: "large", width: 2560, height: 1440, dpr: 2 },
];
const kThemes = ["light", "dark"];
const kLanguages = [
  { name: "en", locale: "en-US" },
  { name: "zh", locale: "zh-CN" },
];
const kTabs = ["data", "network", "training", "inside"];
const kSettleMs = 500; // tooltips, lit rows and the mirror have come to rest

/** Presses what the mirror has under this id. */
const press = (page, id) => page.locator(`#mirror [data-id="${id}"]`).first().press("Enter");

/** Two pictures of each page: before training, and in the middle of the run. */
const stages = [
  {
    name: "start",
    async reach(page) {
      await page.evaluate(() => purr.runTo(0));
    },
  },
  {
    name: "half",
    async reach(page) {
      await page.evaluate(() => purr.runTo(900));
    },
  },
];

/** States that are met less often, each at one or two sizes. */
const scenes = [
  { name: "planar", run: "preset=c1w3-planar", sizes: ["wide", "phone"] },
  { name: "logistic", run: "preset=c1w2-logistic&data=drawn", sizes: ["wide"] },
  { name: "deep", run: "hidden=40,20,12,10,8,6", sizes: ["wide", "middle"] },
  { name: "slow", run: "pace=4&data=moons&hidden=6", sizes: ["wide"], isRunning: true },
  {
    name: "exploded",
    run: "data=moons&hidden=4,4&activation=linear&learning_rate=100&iterations=20",
    sizes: ["wide", "phone"],
  },
  {
    name: "more",
    run: "optimizer=adam&batch_size=64&keep_prob=0.8&solver=gram&frozen=1",
    sizes: ["wide", "middle"],
    async act(page) {
      await press(page, "training/more");
      await page.locator('#mirror [data-id="training/solver"]').focus(); // scrolls it into view
    },
  },
  { name: "help", run: "", sizes: ["wide", "phone"], act: (page) => help(page) },
  { name: "text150", run: "text_scale=1.5", sizes: ["wide", "middle", "phone"] },
  { name: "text200", run: "text_scale=2", sizes: ["wide", "middle", "phone"] },
  { name: "shapes", run: "", sizes: ["wide"], act: (page) => press(page, "network/shapes") },
];

async function help(page) {
  // The mirror is filled when the page has come to rest; a phone has one menu for all of the bar.
  const button = page.locator('#mirror [data-id="bar/help"]');
  const menu = page.locator('#mirror [data-id="bar/more"]');
  await button.or(menu).first().waitFor({ state: "attached" });
  if ((await button.count()) > 0) return press(page, "bar/help");
  await press(page, "bar/more");
  await page.locator('#mirror [data-id="bar/more/help"]').waitFor({ state: "attached" });
  return press(page, "bar/more/help");
}

const made = [];
const isWanted = (name) => wishes.only.split(" ").every((word) => name.includes(word));

async function shoot(page, name) {
  if (!isWanted(name)) return;
  await page.mouse.move(1, 1);
  await page.waitForTimeout(kSettleMs);
  const path = join(kScreens, `${name}.png`);
  await page.screenshot({ path });
  made.push({ name, path });
  console.log(path);
}

async function withPage(browser, address, size, theme, language, run, work) {
  const page = await openPage(browser, address, { ...size, theme, locale: language.locale, run });
  try {
    await settled(page, () => !purr.snapshot().running || purr.snapshot().iteration > 2);
    await work(page);
    for (const trouble of page.troubles) console.error(`${trouble}`);
  } finally {
    await page.context().close();
  }
}

/** The pictures of one size, theme and language. */
async function shootPages(browser, address) {
  for (const size of kSizes)
    for (const theme of kThemes)
      for (const language of kLanguages) {
        const name = `${size.name}-${theme}-${language.name}`;
        const names = stages.map((stage) => `${name}-${stage.name}`);
        if (size.name === "phone") names.push(...kTabs.map((tab) => `${name}-${tab}`));
        if (!names.some(isWanted)) continue;
        await withPage(browser, address, size, theme, language, "instant=0", async (page) => {
          for (const stage of stages) {
            await stage.reach(page);
            await shoot(page, `${name}-${stage.name}`);
          }
          if (size.name !== "phone") return;
          for (const tab of kTabs) {
            await press(page, `phone/${tab}`);
            await shoot(page, `${name}-${tab}`);
          }
        });
      }
}

async function shootScenes(browser, address) {
  for (const scene of scenes)
    for (const sizeName of scene.sizes)
      for (const [i, language] of kLanguages.entries()) {
        const theme = kThemes[i]; // English light, Chinese dark
        const name = `${sizeName}-${theme}-${language.name}-${scene.name}`;
        if (!isWanted(name)) continue;
        const size = kSizes.find((one) => one.name === sizeName);
        await withPage(browser, address, size, theme, language, scene.run, async (page) => {
          if (scene.isRunning) await page.waitForTimeout(1500);
          await scene.act?.(page);
          await shoot(page, name);
        });
      }
}

/** All pictures small, side by side, each with its name. */
async function makeSheet() {
  const [columns, width, height, words] = [4, 480, 320, 22];
  const tiles = await Promise.all(
    made.map(async ({ name, path }, i) => {
      const picture = await sharp(path)
        .resize(width - 12, height - words - 8, { fit: "contain", background: "#808080" })
        .toBuffer();
      const label = Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${words}">` +
          `<text x="4" y="16" font-family="sans-serif" font-size="14" fill="#fff">${name}</text></svg>`,
      );
      const left = (i % columns) * width;
      const top = Math.floor(i / columns) * height;
      return [
        { input: label, left, top },
        { input: picture, left: left + 4, top: top + words },
      ];
    }),
  );
  const path = join(kScreens, "sheet.png");
  await sharp({
    create: {
      width: columns * width,
      height: Math.ceil(made.length / columns) * height,
      channels: 3,
      background: "#606060",
    },
  })
    .composite(tiles.flat())
    .png()
    .toFile(path);
  console.log(`${path}: ${made.length} pictures`);
}

const site = await serveSite();
mkdirSync(kScreens, { recursive: true });
const browser = await launchChromium();
try {
  await shootPages(browser, site.address);
  await shootScenes(browser, site.address);
  if (made.length > 0) await makeSheet();
} finally {
  await browser.close();
  await site.close();
}
