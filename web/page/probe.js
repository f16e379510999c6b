// What the browser can do.

/** @typedef {{webAssembly: boolean, simd: boolean, worker: boolean, webgl2: boolean}} Features */

/** A module of one function that makes a vector: it is valid only where SIMD is supported. */
const kSimdModule = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/**
 * @param {{WebAssembly?: Pick<typeof WebAssembly, "validate">, Worker?: unknown,
 *   WebGL2RenderingContext?: unknown}} [scope]
 * @returns {Features}
 */
export function probe(scope = globalThis) {
  const { WebAssembly: wasm } = scope;
  const hasWasm = typeof wasm?.validate === "function";
  return {
    webAssembly: hasWasm,
    simd: hasWasm && wasm.validate(kSimdModule),
    worker: typeof scope.Worker === "function",
    webgl2: typeof scope.WebGL2RenderingContext === "function",
  };
}

/**
 * @param {Features} features
 * @returns {"noWebAssembly" | "noSimd" | "noWorker" | "noWebGl" | null} the key in strings.js of
 *   the sentence on the most fundamental feature that is missing
 */
export function missingFeature({ webAssembly, simd, worker, webgl2 }) {
  if (!webAssembly) return "noWebAssembly";
  if (!simd) return "noSimd";
  if (!worker) return "noWorker";
  return webgl2 ? null : "noWebGl";
}
