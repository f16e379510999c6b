// How much sooner many experiments are done by the page's pool of workers than by one of them:
//
//   ./web/serve --build && node tests/bench/pool.mjs [runs]
//
// c1w4-deep with as many seeds (100), in Chromium. Rounds of one worker and of all alternate, so that
// what else the machine does falls on both; the middle of the ratios is printed. With the course's
// files (PURR_COURSE_DATA, or ../shared/data/course) it is the course's run, else the same network on
// drawn cats.
/* global purr */
import { availableParallelism } from "node:os";
import { addFiles, finished, launchChromium, openPage } from "../browser/support/chromium.mjs";
import { courseFiles, serveSite } from "../browser/support/site.mjs";
import { median } from "./measures.mjs";

const kRounds = 3;
const runs = Number(process.argv[2] ?? 100);
if (!Number.isInteger(runs) || runs < 2) {
  console.error("usage: node tests/bench/pool.mjs [runs], from 2 on");
  process.exit(2);
}
const site = await serveSite();
const browser = await launchChromium();
try {
  const page = await openPage(browser, site.address, {
    run: courseFiles ? "preset=c1w4-deep" : "preset=c1w4-deep&data=drawn",
  });
  if (courseFiles) await addFiles(page, courseFiles);
  await finished(page);
  const time = (workers, count) =>
    page.evaluate(
      async ([most, length]) => {
        const seeds = Array.from({ length }, (_, seed) => ({ seed }));
        const begin = performance.now();
        const results = await purr.sweep(seeds, { workers: most });
        const bad = results.find(({ phase }) => phase !== "finished");
        if (bad) throw new Error(JSON.stringify({ ...bad, curve: [], testCurve: [] }));
        return performance.now() - begin;
      },
      [workers, count],
    );
  const cores = availableParallelism();
  await time(cores, cores * 2); // workers, data and compiled code are there from here on
  const ratios = [];
  for (let round = 1; round <= kRounds; round += 1) {
    const one = await time(1, runs);
    const all = await time(cores, runs);
    ratios.push(one / all);
    const seconds = (ms) => (ms / 1000).toFixed(2);
    console.log(
      `${runs} runs of ${courseFiles ? "c1w4-deep" : "c1w4-deep on drawn cats"}: one worker ` +
        `${seconds(one)} s, ${cores} workers ${seconds(all)} s, ratio ${(one / all).toFixed(2)}`,
    );
  }
  console.log(`the middle of the ratios: ${median(ratios).toFixed(2)}`);
} finally {
  await browser.close();
  await site.close();
}
