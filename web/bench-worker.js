// Runs the bench away from the page, so that neither waits for the other.
import createBench from "./bench-program.mjs";
import { train } from "./bench-run.js";

/**
 * @param {{isQuick: boolean, only: string}} wishes, or {run, pictures}: the settings of one run and
 *   the pictures that are brought for it
 */
onmessage = async ({ data: { isQuick, only, run, pictures } }) => {
  try {
    const bench = await createBench({
      onRow: (json) => postMessage({ type: "row", row: JSON.parse(json) }),
    });
    if (run !== undefined) {
      train(bench, run, pictures ?? []);
    } else {
      const address = bench.stringToNewUTF8(only);
      bench._purr_bench_run(isQuick ? 1 : 0, address);
      bench._free(address);
    }
    postMessage({ type: "done" });
  } catch (error) {
    postMessage({ type: "failed", report: String(error?.stack ?? error) });
  }
};
