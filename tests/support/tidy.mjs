// Runs clang-tidy over our C++ files: node tests/support/tidy.mjs BUILD_FOLDER
//
// Of the program, not of its tests: those would double the time.
//
// A file takes seconds, mostly for Eigen's headers, so a clean verdict is remembered under a hash of
// everything that led to it: the file, our headers that it includes, the settings, the command.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const kTidy = "clang-tidy-19"; // the first in Debian 12 that reads its <expected>
const kRoot = fileURLToPath(new URL("../..", import.meta.url));
const kCache = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "purrceptron/clang-tidy",
);

/** The file and all files of ours that it includes, in a fixed order. */
function withIncludes(path, seen = new Set()) {
  if (seen.has(path) || !existsSync(path)) return seen;
  seen.add(path);
  for (const [, name] of readFileSync(path, "utf8").matchAll(/^\s*#\s*include\s*"([^"]+)"/gm))
    withIncludes(join(kRoot, name), seen);
  return seen;
}

function verdictFile(entry, settings) {
  const hash = createHash("sha256").update(settings);
  // The same sources in another clone get the same verdict.
  hash.update(entry.command.replaceAll(kRoot, "/"));
  for (const path of withIncludes(entry.file)) {
    hash.update(`\0${relative(kRoot, path)}\0`);
    hash.update(readFileSync(path));
  }
  return join(kCache, hash.digest("hex"));
}

/** @returns {Promise<string>} what clang-tidy found in one file; empty when it is clean */
function tidy(file, buildFolder) {
  const flags = [
    "--quiet",
    "--warnings-as-errors=*",
    `-p=${buildFolder}`,
    // The commands are g++'s; warnings that only g++ has are no concern of clang-tidy's.
    "--extra-arg=-Wno-unknown-warning-option",
    "--extra-arg=-Wno-error",
  ];
  return new Promise((resolve) =>
    execFile(kTidy, [...flags, file], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve(error ? stdout + stderr : ""),
    ),
  );
}

const buildFolder = process.argv[2];
const settings =
  readFileSync(join(kRoot, ".clang-tidy"), "utf8") +
  execFileSync(kTidy, ["--version"], { encoding: "utf8" }) +
  readFileSync(fileURLToPath(import.meta.url), "utf8");
const commands = JSON.parse(readFileSync(join(buildFolder, "compile_commands.json"), "utf8"));
const ours = commands.filter(({ file }) => /^(engine|shell)\/.*\.cpp$/.test(relative(kRoot, file)));
mkdirSync(kCache, { recursive: true });

const waiting = ours
  .map((entry) => ({ file: entry.file, verdict: verdictFile(entry, settings) }))
  .filter(({ verdict }) => !existsSync(verdict));
const count = waiting.length;
let bad = 0;
async function worker() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const found = await tidy(next.file, buildFolder);
    if (found) {
      bad++;
      console.log(found);
    } else {
      writeFileSync(next.verdict, "");
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
console.log(`clang-tidy: ${ours.length} files, ${count} looked at now, ${bad} with findings`);
process.exitCode = ours.length === 0 || bad > 0 ? 1 : 0;
