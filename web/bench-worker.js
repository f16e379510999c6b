// Runs the bench away from the page, so that neither waits for the other.
import createBench from "./bench-program.mjs";
import { train } from "./bench-run.js";

/**
 * @param {{isQuick: boolean, only: string}} wishes, or {run, pictures}: the settings of one run and
 *   the pictures that are brought for it; `compiled` is the module where the page has it already, as
 *   the playground's own page has
 */
onmessage = async ({ data: { isQuick, only, run, pictures, compiled } }) => {
  const instantiateWasm = (imports, done) => {
    WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
    return {};
  };
  try {
    const bench = await createBench({
      ...(compiled ? { instantiateWasm } : {}),
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
