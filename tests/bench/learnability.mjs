// How much can be learned of a set of pictures: test accuracy of three networks on growing training
// sets, each network trained as the course trains it.
//
//   node tests/bench/learnability.mjs [--data drawn] [--m 209,500,2000] [--seeds 1,2,3]
//                                     [--weights 1] [key=value …]
//
// Seeds are of the pictures; the starting weights are the course's, seed 1, or of the seeds that
// --weights names, one for each seed of pictures or one for all. (With other weights the deep network
// may keep a layer of dead units for ever, as seed 2 does at m = 2000: 72 %.) The test set is the same
// for all sizes of one seed, 1000 examples, half of them cats: 50 % is chance. The program is
// build/release/purrceptron, or what $PURR_PROGRAM names. Settings given as key=value reach every
// run, such as jitter=0.4.
//
//   node tests/bench/learnability.mjs --defaults 1,2 [--seeds 1,2,3] [key=value …]
//
// compares the default runs of these versions of the defaults (engine/io/defaults.h) instead, on one
// set of pictures for each seed: test accuracy, milliseconds of training, and how visible the
// pictures of the first layer's weights are. That is the mean over the units of the correlation of
// neighbouring weights of one colour (0 for noise, 1 for an even surface), of all of W[1] and of what
// was learned, W[1] minus the initial weights.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { readNpy, unzip } from "../support/npz.mjs";

const kProgram =
  process.env.PURR_PROGRAM ??
  fileURLToPath(new URL("../../build/release/purrceptron", import.meta.url));

const { values, positionals } = parseArgs({
  options: {
    data: { type: "string", default: "drawn" },
    m: { type: "string", default: "209,500,2000" },
    m_test: { type: "string", default: "1000" },
    seeds: { type: "string", default: "1,2,3" },
    weights: { type: "string", default: "1" },
    defaults: { type: "string" },
  },
  allowPositionals: true,
});
const numbers = (text) => text.split(",").map(Number);

/** The course's three networks with its learning rates and numbers of steps. */
const kNetworks = [
  ["logistic", "hidden=", "init=zeros", "learning_rate=0.005", "iterations=2000"],
  ["2-layer", "hidden=7", "init=xavier", "learning_rate=0.0075", "iterations=2500"],
  ["4-layer", "hidden=20,7,5", "init=xavier", "learning_rate=0.0075", "iterations=2500"],
];

/** @returns {Promise<{train: number, test: number}>} accuracies in per cent */
async function train(network, m, seed, weightSeed) {
  const settings = [
    "run",
    `data=${values.data}`,
    `m=${m}`,
    `m_test=${values.m_test}`,
    `data_seed=${seed}`,
    `seed=${weightSeed}`,
    "centre=0",
    "activation=relu",
    ...network,
    ...positionals,
    "--every",
    "1000000",
  ];
  const { stdout } = await promisify(execFile)(kProgram, settings);
  const accuracy = (of) => Number(stdout.match(new RegExp(`${of} accuracy ([\\d.]+) %`))[1]);
  return { train: accuracy("train"), test: accuracy("test") };
}

const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const seeds = numbers(values.seeds);
/** W[1] of a run, one Float64Array of 64 × 64 × 3 weights for each unit. */
async function firstLayer(npz, settings) {
  await promisify(execFile)(kProgram, ["run", ...settings, "--every", "1000000", "--npz", npz]);
  const { shape, values } = readNpy(unzip(readFileSync(npz)).get("W1.npy"));
  const [units, inputs] = shape;
  return Array.from({ length: units }, (_, unit) =>
    Float64Array.from({ length: inputs }, (_, input) => values[input * units + unit]),
  );
}

/** The correlation of neighbouring weights of one colour, right and below. */
function smoothness(weights) {
  const side = 64;
  const at = (y, x, c) => weights[(y * side + x) * 3 + c];
  let square = 0;
  let product = 0;
  for (let c = 0; c < 3; ++c) {
    let sum = 0;
    for (let i = c; i < weights.length; i += 3) sum += weights[i];
    const middle = sum / (side * side);
    for (let y = 0; y + 1 < side; ++y) {
      for (let x = 0; x + 1 < side; ++x) {
        const here = at(y, x, c) - middle;
        square += here * here;
        product += (here * (at(y, x + 1, c) + at(y + 1, x, c) - 2 * middle)) / 2;
      }
    }
  }
  return square > 0 ? product / square : 0;
}

/** Prints a line for each seed and one of the means. */
async function compareDefaults(versions) {
  const folder = mkdtempSync(join(tmpdir(), "purr-"));
  const npz = join(folder, "weights.npz");
  const json = join(folder, "run.json");
  const columns = versions.map((version) => `v=${version}: test %, ms, W, learned`);
  console.log(`${"seed".padStart(6)}  ${columns.map((title) => title.padEnd(34)).join("")}`);
  const row = ([test, ms, all, learned]) =>
    `${test.toFixed(1)}  ${ms.toFixed(0).padStart(4)}  ${all.toFixed(2)}  ${learned.toFixed(2)}`;
  const rows = versions.map(() => []);
  for (const seed of seeds) {
    for (const [i, version] of versions.entries()) {
      const settings = [`v=${version}`, `data_seed=${seed}`, ...positionals];
      const W0 = await firstLayer(npz, [...settings, "learning_rate=0", "iterations=1"]);
      const W = await firstLayer(npz, [...settings, "--json", json]);
      const learned = W.map((unit, u) => unit.map((w, place) => w - W0[u][place]));
      const { testAccuracy, elapsedMs } = JSON.parse(readFileSync(json, "utf8"));
      rows[i].push([
        100 * testAccuracy,
        elapsedMs,
        mean(W.map(smoothness)),
        mean(learned.map(smoothness)),
      ]);
    }
    const cells = rows.map((list) => row(list.at(-1)).padEnd(34));
    console.log(`${String(seed).padStart(6)}  ${cells.join("")}`);
  }
  const means = rows.map((list) => [0, 1, 2, 3].map((k) => mean(list.map((cells) => cells[k]))));
  console.log(`${"mean".padStart(6)}  ${means.map((cells) => row(cells).padEnd(34)).join("")}`);
  rmSync(folder, { recursive: true });
}

/** Prints the table of three networks. */
async function compareNetworks() {
  const weightSeeds = numbers(values.weights);
  if (weightSeeds.length !== 1 && weightSeeds.length !== seeds.length)
    throw new Error("--weights takes one seed, or as many as --seeds");
  console.log(
    `${values.data}, ${values.m_test} test pictures, seeds ${seeds.join(", ")}, weights ${weightSeeds.join(", ")}: ` +
      "test accuracy %, of each seed in brackets, and training accuracy %",
  );
  console.log(`${"m".padStart(6)}  ${kNetworks.map(([name]) => name.padEnd(34)).join("")}`);
  for (const m of numbers(values.m)) {
    const cells = [];
    for (const [, ...network] of kNetworks) {
      const runs = [];
      for (const [i, seed] of seeds.entries())
        runs.push(await train(network, m, seed, weightSeeds[i] ?? weightSeeds[0]));
      const tests = runs.map((run) => run.test);
      cells.push(
        `${mean(tests).toFixed(1)} (${tests.map((x) => x.toFixed(1)).join(" ")}) ` +
          `train ${mean(runs.map((run) => run.train)).toFixed(0)}`,
      );
    }
    console.log(`${String(m).padStart(6)}  ${cells.map((cell) => cell.padEnd(34)).join("")}`);
  }
}

if (values.defaults) await compareDefaults(numbers(values.defaults));
else await compareNetworks();
