// One run in an instance of the bench: for the worker of bench.html, and for scripts in Node.

/**
 * @param {any} bench an instance of bench-program.mjs; its onRow gets the report
 * @param {string} settings such as "preset=c1w4-deep"
 * @param {{isTest: boolean, height: number, width: number, channels: number, pixels: Uint8Array,
 *   labels: Uint8Array}[]} pictures
 */
export function train(bench, settings, pictures) {
  const copyOf = (bytes) => {
    const address = bench._malloc(Math.max(1, bytes.length));
    bench.HEAPU8.set(bytes, address);
    return address;
  };
  for (const { isTest, height, width, channels, pixels, labels } of pictures) {
    const addresses = [copyOf(pixels), copyOf(labels)];
    bench._purr_bench_bring(isTest ? 1 : 0, labels.length, height, width, channels, ...addresses);
    for (const address of addresses) bench._free(address);
  }
  const text = bench.stringToNewUTF8(settings);
  bench._purr_bench_train(text);
  bench._free(text);
}
