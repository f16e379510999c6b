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
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

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
