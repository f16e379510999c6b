// A training run in node, with the very program that the bench page runs in its worker.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { kSite } from "./site.mjs";

/**
 * @param {string} settings as a link has them
 * @param {object[]} sets what is brought for it (tests/support/course.mjs)
 * @returns {Promise<{hash: string, points: number, cost: number, trainAccuracy: number,
 *   testAccuracy: number, solver: string, ms: number, trouble: string}>} the bench's report
 */
export async function trainInNode(settings, sets = []) {
  const program = pathToFileURL(join(kSite, "bench-program.mjs"));
  const { default: createBench, train } = await import(program);
  let report = {};
  train(await createBench({ onRow: (json) => (report = JSON.parse(json)) }), settings, sets);
  return report;
}
