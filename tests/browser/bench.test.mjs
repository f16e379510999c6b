// The bench page measures under the site's own policy, in a worker, and shows its table live.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launchChromium } from "./support/chromium.mjs";
import { serveSite, timedTest as test } from "./support/site.mjs";

let site;
let browser;
before(async () => {
  site = await serveSite();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test("a quick look fills the table", async () => {
  const page = await browser.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  await page.goto(`${site.address}bench.html`);
  assert.equal(await page.locator("#table").textContent(), "");
  await page.getByRole("button", { name: /quick look/ }).click();
  await page.waitForFunction(() => globalThis.benchRows !== undefined, null, { timeout: 120000 });
  assert.equal(await page.locator("#state").textContent(), "Done.");
  const rows = await page.evaluate(() => globalThis.benchRows);
  assert.ok(rows.length > 60, `${rows.length} rows`);
  assert.ok(rows.every((row) => Number.isFinite(row.ms) && row.ms >= 0));
  assert.equal(new Set(rows.map((row) => row.group)).size, 5);
  const text = await page.locator("#table").textContent();
  assert.match(text, /Instant mode.*\n.*the page's first run/);
  assert.deepEqual(troubles, []);
});
