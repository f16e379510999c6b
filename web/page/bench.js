// bench.html: starts the bench in a worker and shows its rows as they come. bench.html#quick and
// #all start by themselves, #only=kernels,instant measures parts.
import { languageOf, say } from "./strings.js";

const kNameColumns = 66;

/**
 * @typedef {{group: string, name: string, ms: number, gflops: number, peak: number, note: string}}
 *   Row
 * @param {Row} row
 * @returns {string} a line of the table, as the command line prints it
 */
export function lineOf({ name, ms, gflops, peak, note }) {
  const letters = [...name].length;
  const number = (value, width, places) => value.toFixed(places).padStart(width);
  let line = `  ${name}${" ".repeat(Math.max(1, kNameColumns - letters))}${number(ms, 12, 3)} ms`;
  if (gflops > 0)
    line +=
      ` ${number(gflops, 8, 1)} GFLOP/s of ${number(peak, 6, 1)}` +
      ` ${number(peak > 0 ? (100 * gflops) / peak : 0, 5, 0)} %`;
  return note ? `${line}  ${note}` : line;
}

/** @param {string} hash @returns {{isQuick: boolean, only: string} | null} what it asks for */
export function wishesOf(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  if (!words.has("quick") && !words.has("all") && !words.has("only")) return null;
  return { isQuick: words.has("quick"), only: words.get("only") ?? "" };
}

function open() {
  const language = languageOf(navigator.language);
  const element = (id) => document.getElementById(id);
  const table = element("table");
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `Purrceptron: ${say("benchTitle", language)}`;
  for (const [id, key] of [
    ["title", "benchTitle"],
    ["words", "benchWords"],
    ["quick", "benchQuick"],
    ["all", "benchAll"],
    ["copy", "benchCopy"],
    ["back", "benchBack"],
  ])
    element(id).textContent = say(key, language);

  function start(wishes) {
    for (const id of ["quick", "all"]) element(id).disabled = true;
    table.textContent = "";
    element("state").textContent = say("benchRuns", language);
    const rows = [];
    let group = "";
    const worker = new Worker("bench-program.mjs", { type: "module" });
    const end = (key, report = "") => {
      worker.terminate();
      element("state").textContent = say(key, language);
      table.append(report);
      for (const id of ["quick", "all", "copy"]) element(id).disabled = false;
      globalThis.benchRows = rows; // for scripts: what was measured
    };
    worker.onmessage = ({ data }) => {
      if (data.type === "done") return end("benchDone");
      if (data.type === "failed") return end("benchFailed", `\n${data.report}\n`);
      if (data.row.group !== group) table.append(`\n${data.row.group}\n`);
      group = data.row.group;
      rows.push(data.row);
      table.append(`${lineOf(data.row)}\n`);
    };
    worker.onerror = (event) => end("benchFailed", `\n${event.message ?? ""}\n`);
    worker.postMessage(wishes);
  }

  element("quick").onclick = () => start({ isQuick: true, only: "" });
  element("all").onclick = () => start({ isQuick: false, only: "" });
  element("copy").onclick = () =>
    navigator.clipboard.writeText(`${navigator.userAgent}\n${table.textContent}`).then(
      () => (element("state").textContent = say("copied", language)),
      () => getSelection().selectAllChildren(table),
    );
  const wishes = wishesOf(location.hash);
  if (wishes) start(wishes);
}

if (typeof document !== "undefined") open();
