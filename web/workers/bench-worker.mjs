// Runs the bench in a page's worker and in Node. The linker appends this file to the program, so
// that a worker has one file to fetch before it can begin.
/* global createBench */

/** @typedef {import("../shared/worker-messages").BenchRequest} BenchRequest */
/** @typedef {import("../shared/worker-messages").FromBench} FromBench */

/**
 * One running instance: the functions that shell/program/bench/main_browser.cpp exports.
 * @typedef {object} BenchModule
 * @property {Uint8Array} HEAPU8
 * @property {Float64Array} HEAPF64
 * @property {(text: string) => number} stringToNewUTF8
 * @property {(address: number) => void} _free
 * @property {(isTest: 0 | 1, count: number) => number} _purr_bench_make_points
 * @property {(isTest: 0 | 1, count: number, height: number, width: number, channels: number) =>
 *   number} _purr_bench_make_pictures
 * @property {() => number} _purr_bench_labels
 * @property {(settings: number) => void} _purr_bench_train
 * @property {(isQuick: 0 | 1, only: number) => void} _purr_bench_run
 */

/**
 * One run in an instance of the bench; its callback onRow receives the report.
 * @param {BenchModule} bench
 * @param {string} settings such as "preset=c1w4-deep"
 * @param {NonNullable<BenchRequest["sets"]>} sets user data
 */
export function train(bench, settings, sets) {
  for (const set of sets) {
    const isTest = set.isTest ? 1 : 0;
    const count = set.labels.length;
    if ("xy" in set) {
      const address = bench._purr_bench_make_points(isTest, count);
      bench.HEAPF64.set(set.xy, address / Float64Array.BYTES_PER_ELEMENT);
    } else {
      const { height, width, channels, pixels } = set;
      bench.HEAPU8.set(
        pixels,
        bench._purr_bench_make_pictures(isTest, count, height, width, channels),
      );
    }
    bench.HEAPU8.set(set.labels, bench._purr_bench_labels());
  }
  const text = bench.stringToNewUTF8(settings);
  bench._purr_bench_train(text);
  bench._free(text);
}

/** @param {FromBench} message */
function post(message) {
  postMessage(message);
}

/** @param {{data: BenchRequest}} event */
async function work({ data: { isQuick, only, run, sets, compiled } }) {
  try {
    /** @type {BenchModule} */
    // @ts-expect-error: the program in front of this file defines createBench
    const bench = await createBench({
      ...(compiled && {
        /** @param {WebAssembly.Imports} imports @param {Function} done */
        instantiateWasm(imports, done) {
          done(new WebAssembly.Instance(compiled, imports), compiled);
          return {};
        },
      }),
      /** @param {string} json */
      onRow: (json) => post({ type: "row", row: JSON.parse(json) }),
    });
    if (run !== undefined) {
      train(bench, run, sets ?? []);
    } else {
      const address = bench.stringToNewUTF8(only ?? "");
      bench._purr_bench_run(isQuick ? 1 : 0, address);
      bench._free(address);
    }
    post({ type: "done" });
  } catch (error) {
    const report = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    post({ type: "failed", report });
  }
}

if ("WorkerGlobalScope" in globalThis) globalThis.onmessage = work;
