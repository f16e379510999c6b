// The bytes of engine/run/messages.h, as far as JavaScript reads them: kinds of commands that a new
// worker must be told, and the reply that holds one training step.

// Places in `Command` of engine/run/messages.h.
export const kConfigure = 0;
export const kBring = 4;
export const kWatch = 5;
export const kPace = 10;

/** A message that brings the emoji glyphs brings nothing else: six absent parts, then the pack. */
export function bringsGlyphs(bytes) {
  return bytes.subarray(1, 7).every((part) => part === 0) && bytes[7] === 1;
}

const kActivations = ["sigmoid", "tanh", "relu", "leaky_relu", "linear"];
const kMatrices = ["Z", "A", "D", "dA", "dZ", "dW", "db", "vdW", "vdb", "sdW", "sdb"];

/**
 * One step taken apart: a BatchReply of engine/run/messages.h, from its bytes.
 * @param {Uint8Array} bytes
 */
export function batchOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 5; // behind the kind and the token
  const int = () => view.getInt32((at += 4) - 4, true);
  const double = () => view.getFloat64((at += 8) - 8, true);
  const doubles = () => Float64Array.from({ length: int() }, double);
  const trace = { iteration: int(), cost: double(), examples: [], layers: [] };
  trace.examples = Array.from({ length: int() }, int);
  const count = int();
  for (let l = 0; l < count; l += 1) {
    const layer = { activation: kActivations[view.getUint8(at++)], units: int(), inputs: int() };
    for (const name of kMatrices) layer[name] = doubles();
    trace.layers.push(layer);
  }
  return trace;
}
