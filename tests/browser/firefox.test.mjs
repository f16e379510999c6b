// The page in Firefox: it opens, trains to the very doubles that Chromium gets, and hears the mouse.
/* global purr */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before } from "node:test";
import { launchChromium, openPage } from "./support/chromium.mjs";
import { launchFirefox } from "./support/firefox.mjs";
import { kScreens, serveSite, timedTest as test } from "./support/site.mjs";

let site;
let firefox;
before(async () => {
  site = await serveSite();
  firefox = await launchFirefox();
});
after(async () => {
  await firefox?.close();
  await site?.close();
});

async function openInFirefox(run = "") {
  const page = await firefox.browser.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  await page.goto(site.address + (run ? `#${run}` : ""));
  await page.waitForFunction(() => globalThis.purr !== undefined, { timeout: 60000 });
  await page.evaluate(() => purr.ready);
  return Object.assign(page, { troubles });
}

test("Firefox gets every double of the curve that Chromium gets", async (t) => {
  const run = "v=1&hidden=8,3&seed=5";
  const train = async () => (await purr.runTo(400)).curve;
  const inFirefox = await openInFirefox(run);
  const one = await inFirefox.evaluate(train);
  const chromium = await launchChromium();
  t.after(() => chromium.close());
  const inChromium = await openPage(chromium, site.address, { run });
  const two = await inChromium.evaluate(train);
  assert.equal(one.length, 401);
  assert.deepEqual(one, two);
  assert.deepEqual(inFirefox.troubles, []);
  await inFirefox.close();
});

/** Where a slider lies, once it lies still: a page that has just opened still arranges itself. */
async function restingPlace(page, label) {
  let before = "";
  for (;;) {
    const box = await page.evaluate((label) => {
      const { x, y, width, height } = document
        .querySelector(`[aria-label="${label}"]`)
        .getBoundingClientRect();
      return { x, y, width, height };
    }, label);
    if (JSON.stringify(box) === before) return box;
    before = JSON.stringify(box);
    await new Promise((resolve) => setTimeout(resolve, 700)); // two looks of the mirror
  }
}

test("Firefox draws the page and hears the mouse", async (t) => {
  const page = await openInFirefox();
  await page.waitForFunction(() => purr.snapshot().phase === "finished", { timeout: 60000 });
  const count = () => page.evaluate(() => purr.snapshot().layers.length - 2);
  const before = await count();
  let layers = before;
  // Once is enough where frames come in time; the drag of a busy machine may fall between two.
  for (let tries = 1; layers <= before && tries <= 3; ++tries) {
    const box = await restingPlace(page, "Hidden layers");
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + (box.width * before) / 10, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, middle, { steps: 8 });
    await page.mouse.up();
    for (let wait = 0; layers <= before && wait < 20; ++wait) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      layers = await count();
    }
    t.diagnostic(`drag ${tries}: ${before} hidden layers become ${layers}`);
  }
  assert.ok(layers > before, `${layers} hidden layers`);
  await page.waitForFunction(() => purr.snapshot().phase === "finished", { timeout: 60000 });
  const picture = await page.screenshot({ path: join(kScreens, "page-firefox.png") });
  assert.ok(picture.length > 40000, `${picture.length} bytes`);
  assert.deepEqual(page.troubles, []);
  await page.close();
});
