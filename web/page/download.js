// Downloads and compiles the program, and describes the progress.
import { siteUrl } from "./site.js";
import { translate } from "./strings.js";

const kMegabyte = 1e6;

/**
 * The words beside the progress bar.
 * @param {import("../shared/types").Language} language
 * @param {number} received bytes @param {number} total bytes; 0 when unknown
 */
export function progressWords(language, received, total) {
  /** @param {number} bytes */
  const shown = (bytes) => (bytes / kMegabyte).toFixed(1);
  if (total === 0) return translate("loadingCount", language, shown(received));
  return received < total
    ? translate("loadingPart", language, shown(received), shown(total))
    : translate("starting", language);
}

/**
 * The same response, which reports how much of it has arrived.
 * @param {Response} response @param {ReadableStream<Uint8Array<ArrayBuffer>>} body of it
 * @param {(received: number) => void} onProgress
 */
function counted(response, body, onProgress) {
  let received = 0;
  /** @type {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
  const counter = new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      onProgress(received);
      controller.enqueue(chunk);
    },
  });
  return new Response(body.pipeThrough(counter), {
    headers: { "Content-Type": "application/wasm" },
  });
}

/**
 * @param {(received: number) => void} onProgress bytes so far
 * @returns {Promise<WebAssembly.Module>}
 */
export async function downloadProgram(onProgress) {
  const response = await fetch(siteUrl("purrceptron.wasm"));
  if (!response.ok) throw new Error(`purrceptron.wasm: ${response.status} ${response.statusText}`);
  if (response.body && typeof TransformStream === "function")
    return WebAssembly.compileStreaming(counted(response, response.body, onProgress));
  return WebAssembly.compile(await response.arrayBuffer());
}
