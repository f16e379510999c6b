// Ten thousand pictures in the page: node tests/bench/sheet.mjs [pictures] [test pictures]
//
// Prints how long they take to be drawn, how long frames take meanwhile and while the data panel's
// sheet of all of them is scrolled, and the memory of the page's process with the trainer's in it.
// Chromium draws in software here, so a machine with a graphics card does better.
/* global purr */
import { readFileSync, readdirSync } from "node:fs";
import { finished, launchChromium, openPage } from "../browser/support/chromium.mjs";
import { serveSite } from "../browser/support/site.mjs";
import { memoryOfProcess, quantile } from "./measures.mjs";

const m = Number(process.argv[2] ?? 10000);
const mTest = Number(process.argv[3] ?? 2000);

/** What the system says of a process; empty for one that has ended. */
function said(pid, what) {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}

function isOurs(pid) {
  for (let at = pid; at > 1; at = Number(/^PPid:\s+(\d+)/m.exec(said(at, "status"))?.[1] ?? 0))
    if (at === process.pid) return true;
  return false;
}

/**
 * Megabytes of the process that holds the page and its trainer: the largest of our Chromium's, which
 * keeps an empty one ready for a next page.
 */
function pageMemory() {
  const pages = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && said(name, "cmdline").includes("--type=renderer"))
    .map(Number)
    .filter(isOurs);
  return Math.max(0, ...pages.map(memoryOfProcess));
}

/** In the page: begins to note the time between frames. */
function watchFrames() {
  globalThis.frames = [];
  let last;
  const look = (now) => {
    if (last !== undefined) globalThis.frames.push(now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What was noted since the last call, as words. */
async function frames(page) {
  const noted = await page.evaluate(() => globalThis.frames.splice(0));
  const at = (part) => (quantile(noted, part) ?? 0).toFixed(0);
  return `${at(0.5)} ms in the middle, p99 ${at(0.99)}, longest ${at(1)} (${noted.length} frames)`;
}

const site = await serveSite();
const browser = await launchChromium();
try {
  const page = await openPage(browser, site.address, { width: 1440, height: 900 });
  await finished(page);
  const before = pageMemory();
  await page.evaluate(watchFrames);
  const start = Date.now();
  await page.evaluate(
    ([m, mTest]) => {
      purr.set("iterations", "20");
      purr.set("m_test", String(mTest));
      purr.set("m", String(m));
      purr.play();
    },
    [m, mTest],
  );
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, pageMemory())), 250);
  await page.waitForFunction(
    (m) => purr.snapshot().m === m && purr.snapshot().phase === "finished",
    m,
    { timeout: 300000 },
  );
  console.log(
    `${m} + ${mTest} pictures, 20 iterations: ${((Date.now() - start) / 1000).toFixed(1)} s`,
  );
  console.log(`frames meanwhile: ${await frames(page)}`);
  await page.evaluate(() => document.querySelector('#mirror [data-id="data/more"]').click());
  await page.waitForTimeout(1500);
  await frames(page);
  await page.mouse.move(720, 500);
  for (let i = 0; i < 60; ++i) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(30);
  }
  console.log(`frames while the sheet scrolls: ${await frames(page)}`);
  await page.screenshot({ path: "build/screens/many-pictures.png" });
  clearInterval(watch);
  console.log(
    `memory of the page and its trainer: ${pageMemory().toFixed(0)} MB, at most ${most.toFixed(0)}, ` +
      `${before.toFixed(0)} with 209 pictures`,
  );
} finally {
  await browser.close();
  await site.close();
}
