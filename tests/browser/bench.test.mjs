// The bench page measures under the site's own policy, in a worker, and shows its table live.
import assert from "node:assert/strict";
import { kGoldenCurves } from "../support/golden_curves.mjs";
import { useChromium } from "./support/chromium.mjs";
import { launchFirefox } from "./support/firefox.mjs";
import { trainInNode } from "./support/node_run.mjs";
import { timedTest as test } from "./support/site.mjs";

const stage = useChromium();

test("a quick look fills the table", async () => {
  const page = await stage.browser.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  await page.goto(`${stage.site.address}bench.html`);
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

/** In a page: a worker trains once and says the hash of its curve. */
async function hashInWorker(settings) {
  const worker = new Worker("bench-program.mjs", { type: "module" });
  worker.postMessage({ run: settings });
  const { row, report } = await new Promise((done, failed) => {
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = (event) => failed(new Error(event.message));
  });
  worker.terminate();
  return row?.hash ?? report;
}

test("golden curves are the same in Chromium, Firefox and node, to the last bit", async (t) => {
  const chromium = await stage.browser.newPage();
  const firefox = await launchFirefox();
  t.after(() => firefox.close());
  const inFirefox = await firefox.browser.newPage();
  for (const page of [chromium, inFirefox]) await page.goto(`${stage.site.address}bench.html`);

  for (const { settings, hash } of kGoldenCurves) {
    assert.equal(await chromium.evaluate(hashInWorker, settings), hash, `Chromium, ${settings}`);
    assert.equal(await inFirefox.evaluate(hashInWorker, settings), hash, `Firefox, ${settings}`);
    assert.equal((await trainInNode(settings)).hash, hash, `node, ${settings}`);
  }
});
