// bench.html: runs the bench in a worker and shows its rows as they arrive. bench.html#quick and
// #all start by themselves, #only=kernels,instant measures parts.
import { languageOf, translate } from "./strings.js";

/** @typedef {import("../shared/worker-messages").BenchRequest} BenchRequest */
/** @typedef {import("../shared/worker-messages").BenchRow} BenchRow */
/** @typedef {import("../shared/worker-messages").FromBench} FromBench */
/** @typedef {import("./strings.js").StringKey} StringKey */

const kNameColumns = 66;

/** @param {number} value @param {number} width @param {number} decimals */
const numberText = (value, width, decimals) => value.toFixed(decimals).padStart(width);

/**
 * A line of the table, as the command line prints it.
 * @param {BenchRow} row
 */
export function lineOf({ name, ms, gflops, peak, note }) {
  const gap = " ".repeat(Math.max(1, kNameColumns - [...name].length));
  let line = `  ${name}${gap}${numberText(ms, 12, 3)} ms`;
  if (gflops > 0)
    line +=
      ` ${numberText(gflops, 8, 1)} GFLOP/s of ${numberText(peak, 6, 1)}` +
      ` ${numberText(peak > 0 ? (100 * gflops) / peak : 0, 5, 0)} %`;
  return note ? `${line}  ${note}` : line;
}

/**
 * What an address requests.
 * @param {string} hash
 * @returns {{isQuick: boolean, only: string} | null} null: nothing starts by itself
 */
export function requestOf(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  if (!words.has("quick") && !words.has("all") && !words.has("only")) return null;
  return { isQuick: words.has("quick"), only: words.get("only") ?? "" };
}

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`bench.html has no #${id}`);
  return found;
}

/** @param {string[]} ids @param {boolean} isDisabled */
function setDisabled(ids, isDisabled) {
  for (const id of ids) element(id).toggleAttribute("disabled", isDisabled);
}

function open() {
  const language = languageOf(navigator.language);
  const table = element("table");
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `Purrceptron: ${translate("benchTitle", language)}`;
  /** @type {Record<string, StringKey>} */
  const texts = {
    title: "benchTitle",
    words: "benchWords",
    quick: "benchQuick",
    all: "benchAll",
    copy: "benchCopy",
    back: "benchBack",
  };
  for (const [id, key] of Object.entries(texts)) element(id).textContent = translate(key, language);

  /** @param {BenchRequest} request */
  function start(request) {
    setDisabled(["quick", "all"], true);
    table.textContent = "";
    element("state").textContent = translate("benchRuns", language);
    /** @type {BenchRow[]} */
    const rows = [];
    let group = "";
    const worker = new Worker("bench-program.mjs", { type: "module" });
    /** @param {"benchDone" | "benchFailed"} key @param {string} [report] */
    const end = (key, report = "") => {
      worker.terminate();
      element("state").textContent = translate(key, language);
      table.append(report);
      setDisabled(["quick", "all", "copy"], false);
      Object.assign(globalThis, { benchRows: rows }); // for scripts: what was measured
    };
    worker.onmessage = ({ data }) => {
      const message = /** @type {FromBench} */ (data);
      if (message.type === "done") return end("benchDone");
      if (message.type === "failed") return end("benchFailed", `\n${message.report}\n`);
      const { row } = message;
      if (row.group !== group) table.append(`\n${row.group}\n`);
      group = row.group;
      rows.push(row);
      table.append(`${lineOf(row)}\n`);
    };
    worker.onerror = (event) => end("benchFailed", `\n${event.message ?? ""}\n`);
    worker.postMessage(request);
  }

  element("quick").onclick = () => start({ isQuick: true, only: "" });
  element("all").onclick = () => start({ isQuick: false, only: "" });
  element("copy").onclick = () =>
    navigator.clipboard.writeText(`${navigator.userAgent}\n${table.textContent}`).then(
      () => (element("state").textContent = translate("copied", language)),
      () => getSelection()?.selectAllChildren(table),
    );
  const request = requestOf(location.hash);
  if (request) start(request);
}

if (typeof document !== "undefined") open();
