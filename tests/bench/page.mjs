// How calm and how fast the page is, in Chromium and Firefox: node tests/bench/page.mjs
//
// Prints the processor time while nothing happens (and beside it what the same browser uses with an
// empty window), the frames while a long run trains, and how long a moved pointer takes to reach the
// screen. Software rendering makes frames slow, so a machine with a graphics card does better;
// compare only figures of one machine.
/* global purr */
import { readFileSync, readdirSync } from "node:fs";
import { launchChromium, openPage } from "../browser/support/chromium.mjs";
import { launchFirefox } from "../browser/support/firefox.mjs";
import { serveSite } from "../browser/support/site.mjs";
import { quantile } from "./measures.mjs";

const kIdleSeconds = 8;
const kClockTicks = 100; // of /proc, a second

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Processor seconds that all descendants of this process have used. */
function usedSeconds() {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return [{ pid: +pid, parent: +fields[1], ticks: +fields[11] + +fields[12] }];
      } catch {
        return []; // it ended while we looked
      }
    });
  const family = new Set([process.pid]);
  for (let grows = true; grows;) {
    grows = false;
    for (const { pid, parent } of processes)
      if (family.has(parent) && !family.has(pid)) {
        family.add(pid);
        grows = true;
      }
  }
  return (
    processes
      .filter(({ pid }) => family.has(pid) && pid !== process.pid)
      .reduce((sum, { ticks }) => sum + ticks, 0) / kClockTicks
  );
}

/** Processor time in a while in which nobody does anything, as a share of one core. */
async function idleShare() {
  const used = usedSeconds();
  await sleep(1000 * kIdleSeconds);
  return (usedSeconds() - used) / kIdleSeconds;
}

/**
 * What the browser uses with an empty window. A browser that has just been started (Firefox above
 * all) is busy with itself for up to a minute, which is not to be counted against the page.
 */
async function idleOfBrowser() {
  let least = Infinity;
  for (let windows = 0; windows < 8 && least > 0.005; ++windows)
    least = Math.min(least, await idleShare());
  return least;
}

/** In the page: intervals between frames while a long run trains. */
async function framesWhileTraining() {
  purr.set("instant", "0");
  purr.set("iterations", "1000000");
  purr.rewind();
  purr.play();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const intervals = [];
  const end = performance.now() + 6000;
  await new Promise((resolve) => {
    let last;
    const look = (now) => {
      if (last !== undefined) intervals.push(now - last);
      last = now;
      if (performance.now() < end) requestAnimationFrame(look);
      else resolve();
    };
    requestAnimationFrame(look);
  });
  purr.pause();
  return intervals;
}

/** In the page: from a moved pointer to the frame that shows it. */
async function latencies() {
  purr.set("instant", "0");
  purr.pause();
  const canvas = document.getElementById("canvas");
  canvas.focus();
  const found = [];
  for (let i = 0; i < 40; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    const start = performance.now();
    canvas.dispatchEvent(
      new PointerEvent("pointermove", {
        clientX: 120 + (i % 2) * 40,
        clientY: 30,
        bubbles: true,
        pointerType: "mouse",
      }),
    );
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    found.push(performance.now() - start);
  }
  return found;
}

async function measure(name, page, idleAlone) {
  await page.evaluate(() => purr.ready);
  await sleep(6000); // everything has come to rest: the curve is drawn, hints are gone
  const idle = await idleShare();
  const latency = await page.evaluate(latencies);
  const frames = await page.evaluate(framesWhileTraining);
  const percent = (share) => (100 * share).toFixed(2);
  const ms = (list, part) => quantile(list, part).toFixed(1).padStart(7);
  console.log(
    `${name.padEnd(9)} idle ${percent(idle)} % of a core (an empty window ${percent(idleAlone)})   ` +
      `input to frame ${ms(latency, 0.5)} ms, p99 ${ms(latency, 0.99)}   ` +
      `frames while training ${ms(frames, 0.5)} ms, p99 ${ms(frames, 0.99)} (${frames.length})`,
  );
}

const site = await serveSite();
try {
  const chromium = await launchChromium();
  const chromiumAlone = await idleOfBrowser();
  await measure("Chromium", await openPage(chromium, site.address), chromiumAlone);
  await chromium.close();
  const firefox = await launchFirefox();
  const page = await firefox.browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  const firefoxAlone = await idleOfBrowser();
  await page.goto(site.address);
  await page.waitForFunction(() => globalThis.purr !== undefined);
  await measure("Firefox", page, firefoxAlone);
  await firefox.close();
} finally {
  await site.close();
}
