// How fast others are at the same work, in the same run: node tests/bench/peers/peers.mjs
//
//   --rounds N   measurements of each, taken in turn (5), after one that weighs the memory
//   --torch      PyTorch too; Debian's python3-torch must be there
//   --tfjs       TensorFlow.js with its WASM backend too, in Chromium; npm gets it
//   --json FILE  also write everything that was measured
//
// The work: c1w4-deep, 12288-20-7-5-1, m = 209, 2500 iterations. The course's two files are looked for
// in $PURR_COURSE_DATA and ../shared/data/course. Needs build/release/purrceptron and build/site, and
// says how to get them. What takes minutes is measured over fewer iterations and scaled, which the
// table says. OpenBLAS gets one thread; so do the others.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launchChromium } from "../../browser/support/chromium.mjs";
import { listen, makeServer } from "../../../web/server.mjs";
import { readPictures } from "../../support/course.mjs";
import { median, memoryOfProcess } from "../measures.mjs";

const kHere = fileURLToPath(new URL(".", import.meta.url));
const kRoot = resolve(kHere, "../../..");
const kProgram = join(kRoot, "build/release/purrceptron");
const kSite = join(kRoot, "build/site");
const kIterations = 2500;
const kPreset = "preset=c1w4-deep";
const kRestMs = 1000;
/** Debian's own Python: its NumPy takes the BLAS that the system has chosen. */
const kPython = "/usr/bin/python3";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    torch: { type: "boolean", default: false },
    tfjs: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1) stop("--rounds takes a whole number from 1 on");

function stop(sentence) {
  console.error(`peers: ${sentence}`);
  process.exit(2);
}

// ---- the data ------------------------------------------------------------------------------------

async function readCourse() {
  const folder = process.env.PURR_COURSE_DATA || resolve(kRoot, "../shared/data/course");
  const files = ["train_catvnoncat.h5", "test_catvnoncat.h5"].map((name) => join(folder, name));
  if (!files.every((file) => existsSync(file)))
    stop(`the course's two files are not in ${folder}; PURR_COURSE_DATA may name their folder`);
  return { files, pictures: await readPictures(files) };
}

// ---- processes and their memory --------------------------------------------------------------------

/** The processes that a process has started and that still run. */
function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean),
    );
  } catch {
    return []; // it has ended in the meantime
  }
}

/** Megabytes of a process with all that descend from it. */
function memoryOf(pid) {
  return childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), memoryOfProcess(pid));
}

/** Whether memory is watched: it slows down what is watched, so such a round's times do not count. */
let isWeighed = false;

/** Looks at a process now and then. @returns {() => number} ends that; the peak in megabytes */
function watchMemory(pid) {
  if (!isWeighed) return () => 0;
  let peak = 0;
  const look = () => (peak = Math.max(peak, memoryOf(pid)));
  const timer = setInterval(look, 100);
  return () => {
    look();
    clearInterval(timer);
    return peak;
  };
}

/** @returns {Promise<{answer: any, wallMs: number, peakMb: number}>} what it printed as JSON */
function runProcess(command, words) {
  return new Promise((resolve_, reject) => {
    const start = performance.now();
    const child = spawn(command, words, {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
    });
    const peak = watchMemory(child.pid);
    let text = "";
    child.stdout.on("data", (part) => (text += part));
    child.on("error", reject);
    child.on("close", (status) => {
      const peakMb = peak();
      if (status !== 0) return reject(new Error(`${command} ${words.join(" ")} gave ${status}`));
      resolve_({ answer: JSON.parse(text), wallMs: performance.now() - start, peakMb });
    });
  });
}

// ---- those who run -----------------------------------------------------------------------------

/** A scaled measurement: `iterations` of them stand for all. */
const scaled = (ms, iterations) => (ms * kIterations) / iterations;

function python(script, folder, iterations, words = []) {
  return async () => {
    const { answer, peakMb } = await runProcess(kPython, [
      join(kHere, script),
      folder,
      "--iterations",
      String(iterations),
      ...words,
    ]);
    return { ms: scaled(answer.ms, iterations), peakMb, cost: answer.cost, blas: answer.blas };
  };
}

function native(files, settings) {
  return async () => {
    const { answer, peakMb } = await runProcess(kProgram, [
      ...["bench", "--json", "--run", settings, "--data", files.join(",")],
    ]);
    return { ...answer, peakMb };
  };
}

/** A fresh node, its start and the compilation of the module included. */
function inNode(folder, settings) {
  return async () => {
    const { answer, wallMs, peakMb } = await runProcess(process.execPath, [
      join(kHere, "run-node.mjs"),
      join(kSite, "bench-program.mjs"),
      folder,
      settings,
    ]);
    return { ...answer, ms: wallMs, peakMb };
  };
}

/** A fresh page with the module compiled, at rest; from the making of the worker to its report. */
function inChromium(browser, address, pictures, settings) {
  return async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}bench.html`);
    const plain = pictures.map((set) => ({
      ...set,
      pixels: Buffer.from(set.pixels).toString("base64"),
      labels: [...set.labels],
    }));
    const answer = await page.evaluate(
      async ({ sets, run, restMs }) => {
        const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const brought = sets.map((set) => ({
          ...set,
          pixels: bytesOf(set.pixels),
          labels: Uint8Array.from(set.labels),
        }));
        // The playground's page, too, has compiled the module when its worker gets it.
        const compiled = await WebAssembly.compileStreaming(fetch("bench-program.wasm"));
        // What a browser does for itself after it has opened a page is no part of the run.
        await new Promise((rested) => setTimeout(rested, restMs));
        const start = performance.now();
        const worker = new Worker("bench-program.mjs", { type: "module" });
        worker.postMessage(
          { run, sets: brought, compiled },
          brought.map((set) => set.pixels.buffer),
        );
        const report = await new Promise((done, failed) => {
          worker.onmessage = ({ data }) =>
            data.type === "row" ? done(data.row) : failed(new Error(data.report));
          worker.onerror = (event) => failed(new Error(event.message));
        });
        return { ...report, ms: performance.now() - start, trainingMs: report.ms };
      },
      { sets: plain, run: settings, restMs: kRestMs },
    );
    await context.close();
    return answer;
  };
}

function tensorflow(browser, address, pictures, iterations) {
  return async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}tfjs.html`);
    await page.waitForFunction(() => globalThis.trainWithTf !== undefined);
    const { pixels, labels } = pictures[0];
    const answer = await page.evaluate((work) => globalThis.trainWithTf(work), {
      pixels: [...pixels],
      labels: [...labels],
      iterations,
    });
    await context.close();
    if (answer.backend !== "wasm") throw new Error(`TensorFlow.js ran on ${answer.backend}`);
    return { ms: scaled(answer.ms, iterations), cost: answer.cost };
  };
}

/** Chromium's whole family of processes, while `work` runs. */
function withBrowserMemory(work) {
  return async () => {
    const peak = watchMemory(process.pid);
    const own = memoryOfProcess(process.pid);
    const answer = await work();
    return { ...answer, peakMb: Math.max(0, peak() - own) };
  };
}

// ---- the table -------------------------------------------------------------------------------------

async function main() {
  if (!existsSync(kProgram))
    stop("build/release/purrceptron is missing; ./shell/run help makes it");
  if (!existsSync(join(kSite, "bench.html")))
    stop("build/site is missing; ./web/serve --build makes it");
  const { files, pictures } = await readCourse();
  const folder = mkdtempSync(join(tmpdir(), "purr-peers-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const set of pictures) {
    const own = join(folder, set.isTest ? "test" : "train");
    mkdirSync(own);
    writeFileSync(join(own, "pixels"), set.pixels);
    writeFileSync(join(own, "labels"), set.labels);
  }
  const trainFolder = join(folder, "train");

  const servers = [];
  const serve = async (root) => {
    const server = makeServer(root);
    servers.push(server);
    return `http://127.0.0.1:${await listen(server, 0, "127.0.0.1", false)}/`;
  };
  const site = await serve(kSite);
  const browser = await launchChromium();

  const f32 = `${kPreset}&precision=f32`;
  // Without a test set, which a run of few iterations would look at all the time.
  const kSome = 250;
  const primal = (precision) =>
    `${kPreset}&solver=primal&precision=${precision}&iterations=${kSome}`;
  const peers = [
    {
      name: "ours, Chromium, float64, cold worker",
      run: inChromium(browser, site, pictures, kPreset),
      isBrowser: true,
      isOurs: true,
    },
    {
      name: "ours, Chromium, float32, cold worker",
      run: inChromium(browser, site, pictures, f32),
      isBrowser: true,
    },
    { name: "ours, node, float64, with node's start", run: inNode(folder, kPreset) },
    { name: "ours, native, float64", run: native(files, kPreset) },
    { name: "ours, native, float32", run: native(files, f32) },
    {
      name: "ours, native, float64, primal solver",
      run: native(files.slice(0, 1), primal("f64")),
      factor: kIterations / kSome,
      note: `from ${kSome} iterations`,
    },
    {
      name: "ours, native, float32, primal solver",
      run: native(files.slice(0, 1), primal("f32")),
      factor: kIterations / kSome,
      note: `from ${kSome} iterations`,
    },
    {
      name: "NumPy, OpenBLAS, float64, without dA[0]",
      run: python("numpy_deep.py", trainFolder, kIterations),
      isReference: true,
    },
    {
      name: "NumPy, OpenBLAS, float64, as the course",
      run: python("numpy_deep.py", trainFolder, 500, ["--with-needless"]),
      note: "from 500 iterations",
    },
  ];
  if (options.torch) {
    peers.push(
      {
        name: "PyTorch, float64",
        run: python("torch_deep.py", trainFolder, 500),
        note: "from 500 iterations",
      },
      {
        name: "PyTorch, float32",
        run: python("torch_deep.py", trainFolder, 500, ["--float32"]),
        note: "from 500 iterations",
      },
    );
  }
  if (options.tfjs) {
    if (!existsSync(join(kHere, "node_modules")))
      stop("TensorFlow.js is not here: (cd tests/bench/peers && npm ci --ignore-scripts)");
    const address = await serve(kHere);
    peers.push({
      name: "TensorFlow.js, WASM, Chromium, float32",
      run: tensorflow(browser, address, pictures, 100),
      isBrowser: true,
      note: "from 100 iterations",
      most: 3,
    });
  }
  for (const peer of peers) peer.results = [];

  for (let round = 0; round <= rounds; round++) {
    isWeighed = round === 0;
    for (const peer of peers) {
      if (round > (peer.most ?? rounds)) continue;
      const result = await (peer.isBrowser ? withBrowserMemory(peer.run) : peer.run)();
      if (result.trouble) stop(`${peer.name}: ${result.trouble}`);
      result.ms *= peer.factor ?? 1;
      if (isWeighed) {
        peer.peakMb = result.peakMb;
        console.error(`memory: ${peer.name}: ${result.peakMb.toFixed(0)} MB`);
      } else {
        peer.results.push(result);
        console.error(`round ${round}: ${peer.name}: ${result.ms.toFixed(1)} ms`);
      }
      if (peer.isReference && isWeighed && !/openblas/.test(result.blas))
        stop(
          `NumPy has loaded ${result.blas || "no BLAS"}, which is slow and no fair peer;` +
            " apt-get install libopenblas0-pthread brings OpenBLAS",
        );
    }
  }
  await browser.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }

  const times = (peer) => median(peer.results.map((result) => result.ms));
  const ours = times(peers.find((peer) => peer.isOurs));
  const rows = peers.map((peer) => ({
    name: peer.name,
    ms: times(peer),
    ratio: times(peer) / ours,
    peakMb: peer.peakMb,
    note: [`median of ${peer.results.length}`, peer.note].filter(Boolean).join(", "),
    hash: peer.results[0].hash ?? "",
    results: peer.results,
  }));
  console.log(
    `c1w4-deep, 12288-20-7-5-1, m = 209, ${kIterations} iterations; the ratio is to our page's float64`,
  );
  for (const { name, ms, ratio, peakMb, note, hash } of rows)
    console.log(
      `  ${name.padEnd(42)}${ms.toFixed(1).padStart(11)} ms ${ratio.toFixed(2).padStart(9)} ×` +
        `${peakMb.toFixed(0).padStart(7)} MB  ${note}${hash ? `, curve ${hash}` : ""}`,
    );
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 1)}\n`);
}

await main();
