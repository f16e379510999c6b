// What happens when the program itself fails.
import { stackOf } from "../shared/errors.js";
import { loadArrangement, loadPinnedRuns } from "./storage.js";

/**
 * Calls `onCrash` with every error of the program that nothing else catches.
 * @param {(error: unknown) => void} onCrash
 */
export function listenForCrashes(onCrash) {
  // Older browsers have no WebAssembly.Exception.
  const { Exception } = /** @type {{Exception?: new () => object}} */ (WebAssembly);
  /** @param {unknown} error */
  const isOfProgram = (error) =>
    error instanceof WebAssembly.RuntimeError ||
    (Exception !== undefined && error instanceof Exception);
  window.addEventListener("error", ({ error }) => {
    if (isOfProgram(error)) onCrash(error);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    if (isOfProgram(reason)) onCrash(reason);
  });
}

/**
 * The state as a file, from what the page knows without the program: the program is broken.
 * @param {string} report
 * @returns {Blob}
 */
export function stateFile(report) {
  const state = {
    address: location.href,
    report,
    pinnedRuns: loadPinnedRuns(),
    arrangement: loadArrangement(),
  };
  return new Blob([`${JSON.stringify(state, null, 2)}\n`], { type: "application/json" });
}

/**
 * What the user may send.
 * @param {unknown} error
 * @param {import("./program/page-program.js").PageProgram | undefined} program
 */
export function crashReport(error, program) {
  let version = "?";
  try {
    version = JSON.stringify(program?.run.version() ?? "?");
  } catch {
    // The program may be too broken to answer.
  }
  return [
    `Purrceptron ${version}`,
    navigator.userAgent,
    `${innerWidth}×${innerHeight} at ${devicePixelRatio}, ${navigator.language}`,
    `run: ${location.hash.slice(1, 600)}`,
    stackOf(error),
  ].join("\n");
}
