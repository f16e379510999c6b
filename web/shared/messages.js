// The bytes of engine/run/messages.h, as far as JavaScript reads them: the kinds of commands that a
// new worker must receive, and the reply that holds one training step. Everything else is passed on
// unread.

/** @typedef {import("./types").BatchTrace} BatchTrace */
/** @typedef {import("./types").LayerTrace} LayerTrace */
/** @typedef {import("./types").MatrixName} MatrixName */

// Places in `Command` of engine/run/messages.h.
export const kConfigure = 0;
export const kBring = 4;
export const kWatch = 5;
export const kPace = 10;

/**
 * Whether a Bring holds the emoji glyphs. It then holds nothing else: six absent parts, then the
 * pack.
 * @param {Uint8Array} bytes
 */
export function bringsGlyphs(bytes) {
  return bytes.subarray(1, 7).every((part) => part === 0) && bytes[7] === 1;
}

const kActivations = ["sigmoid", "tanh", "relu", "leaky_relu", "linear"];
/** In the order of the bytes. @type {MatrixName[]} */
const kMatrices = ["Z", "A", "D", "dA", "dZ", "dW", "db", "vdW", "vdb", "sdW", "sdb"];

/**
 * One training step taken apart, from the bytes of a BatchReply.
 * @param {Uint8Array} bytes
 * @returns {BatchTrace}
 */
export function batchOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 5; // after the kind and the token
  const int = () => view.getInt32((at += 4) - 4, true);
  const double = () => view.getFloat64((at += 8) - 8, true);
  const doubles = () => Float64Array.from({ length: int() }, double);
  const layer = () => {
    const head = { activation: kActivations[view.getUint8(at++)], units: int(), inputs: int() };
    const matrices = kMatrices.map((name) => [name, doubles()]);
    return /** @type {LayerTrace} */ ({ ...head, ...Object.fromEntries(matrices) });
  };
  return {
    iteration: int(),
    cost: double(),
    examples: Array.from({ length: int() }, int),
    layers: Array.from({ length: int() }, layer),
  };
}
