// Runs clang-tidy over our C++ files: [PURR_TIDY_SECONDS=n] node tests/support/tidy.mjs BUILD_FOLDER
//
// Of the program, not of its tests: those would double the time.
//
// A file takes seconds, mostly for Eigen's headers, so a clean verdict is remembered under a hash of
// everything that led to it: the file, our headers that it includes, the settings, the command. On a
// fresh machine all of them would take longer than everything else together, so there is a limit of
// time; files that changed last come first, and what was not reached is said and left to the next run.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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

const kEnd = Date.now() + 1000 * Number(process.env.PURR_TIDY_SECONDS || 210);
const buildFolder = process.argv[2];
const settings =
  readFileSync(join(kRoot, ".clang-tidy"), "utf8") +
  execFileSync(kTidy, ["--version"], { encoding: "utf8" }) +
  readFileSync(fileURLToPath(import.meta.url), "utf8");
// clang-tidy cannot read g++'s precompiled headers: each file is checked with its own includes alone.
const commands = JSON.parse(
  readFileSync(join(buildFolder, "compile_commands.json"), "utf8"),
  (key, value) =>
    key === "command" ? value.replace(/ -Winvalid-pch -include \S+cmake_pch\.hxx/, "") : value,
);
const database = join(buildFolder, "tidy");
mkdirSync(database, { recursive: true });
writeFileSync(join(database, "compile_commands.json"), JSON.stringify(commands));
const ours = commands.filter(({ file }) => /^(engine|shell)\/.*\.cpp$/.test(relative(kRoot, file)));
mkdirSync(kCache, { recursive: true });

/**
 * Seconds since 1970 of a file's last commit; a file that is changed or new comes before all. Without
 * a git checkout it is the time that the file itself has.
 */
function changedAt(file) {
  if (!existsSync(join(kRoot, ".git"))) return statSync(file).mtimeMs / 1000;
  const git = (...words) => execFileSync("git", ["-C", kRoot, ...words], { encoding: "utf8" });
  if (git("status", "--porcelain", "--", file)) return Infinity;
  return Number(git("log", "-1", "--format=%ct", "--", file)) || Infinity;
}

const waiting = ours
  .map((entry) => ({ file: entry.file, verdict: verdictFile(entry, settings) }))
  .filter(({ verdict }) => !existsSync(verdict))
  .map((entry) => ({ ...entry, changed: changedAt(entry.file) }))
  .sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
let count = 0;
let bad = 0;
async function worker() {
  while (waiting.length > 0 && Date.now() < kEnd) {
    const next = waiting.shift();
    count++;
    const found = await tidy(next.file, database);
    if (found) {
      bad++;
      console.log(found);
    } else {
      writeFileSync(next.verdict, "");
    }
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, worker));
const left = waiting.length ? `, ${waiting.length} left to the next run` : "";
console.log(
  `clang-tidy: ${ours.length} files, ${count} looked at now${left}, ${bad} with findings`,
);
process.exitCode = ours.length === 0 || bad > 0 ? 1 : 0;
