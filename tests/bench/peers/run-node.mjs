// One run in node: node run-node.mjs bench-program.mjs FOLDER SETTINGS, for peers.mjs and for a look at
// a curve's hash. FOLDER holds train/ and test/ with pixels and labels; "-" brings no pictures.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [program, folder, settings] = process.argv.slice(2);
const pictures = ["train", "test"]
  .map((part) => join(folder, part))
  .filter((path) => existsSync(path))
  .map((path) => ({
    isTest: path.endsWith("test"),
    height: 64,
    width: 64,
    channels: 3,
    pixels: readFileSync(join(path, "pixels")),
    labels: readFileSync(join(path, "labels")),
  }));
const { default: createBench, train } = await import(pathToFileURL(program).href);
const bench = await createBench({ onRow: (json) => console.log(json) });
train(bench, settings, pictures);
