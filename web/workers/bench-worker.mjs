// What the bench does in a page's worker and in Node. The linker puts this behind the program, so that
// a worker has one file to fetch before it can begin.
/* global createBench */

/**
 * One run in an instance of the bench.
 * @param {any} bench its onRow gets the report
 * @param {string} settings such as "preset=c1w4-deep"
 * @param {{isTest: boolean, height: number, width: number, channels: number, pixels: Uint8Array,
 *   labels: Uint8Array}[]} sets that are brought, of pictures; or of points, {isTest, xy: Float64Array,
 *   labels}
 */
export function train(bench, settings, sets) {
  for (const { isTest, height, width, channels, pixels, xy, labels } of sets) {
    const which = isTest ? 1 : 0;
    const count = labels.length;
    if (xy) {
      const room = bench._purr_bench_make_points(which, count);
      bench.HEAPF64.set(xy, room / Float64Array.BYTES_PER_ELEMENT);
    } else {
      const room = bench._purr_bench_make_pictures(which, count, height, width, channels);
      bench.HEAPU8.set(pixels, room);
    }
    bench.HEAPU8.set(labels, bench._purr_bench_labels());
  }
  const text = bench.stringToNewUTF8(settings);
  bench._purr_bench_train(text);
  bench._free(text);
}

/**
 * @param {{isQuick: boolean, only: string}} wishes, or {run, sets}: the settings of one run and what
 *   is brought for it, as in `train`; `compiled` is the module where the page has it already, as
 *   the playground's own page has
 */
async function work({ data: { isQuick, only, run, sets, compiled } }) {
  const instantiateWasm = (imports, done) => {
    done(new WebAssembly.Instance(compiled, imports), compiled);
    return {};
  };
  try {
    const bench = await createBench({
      ...(compiled ? { instantiateWasm } : {}),
      onRow: (json) => postMessage({ type: "row", row: JSON.parse(json) }),
    });
    if (run !== undefined) {
      train(bench, run, sets ?? []);
    } else {
      const address = bench.stringToNewUTF8(only);
      bench._purr_bench_run(isQuick ? 1 : 0, address);
      bench._free(address);
    }
    postMessage({ type: "done" });
  } catch (error) {
    postMessage({ type: "failed", report: String(error?.stack ?? error) });
  }
}

if (globalThis.WorkerGlobalScope) globalThis.onmessage = work;
