// What is written: whole or not at all, and the exit status says which.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { program, run, temporaryFolder } from "./program.mjs";

const kRun = ["data=moons", "iterations=20", "hidden=4"];
const withoutFull = existsSync("/dev/full") ? false : "there is no /dev/full";

/** A line of a shell, whose $0 is the program. */
function shell(line) {
  const done = spawnSync("bash", ["-c", line, program], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    timeout: 120_000,
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

test("a full disk is said, with status 1, whatever is printed", { skip: withoutFull }, () => {
  for (const words of [
    `run ${kRun.join(" ")}`,
    "keys",
    "presets",
    "--help",
    "--version",
    "link data=moons",
    `sweep ${kRun.join(" ")} --over seed=1..3`,
  ]) {
    const { status, stderr } = shell(`"$0" ${words} >/dev/full`);
    assert.equal(status, 1, words);
    assert.match(stderr, /cannot be written: No space left on device/, words);
  }
});

test("an export to a full disk is said, with status 1", { skip: withoutFull }, () => {
  for (const option of ["--csv", "--json", "--npz"]) {
    const { status, complaints } = run(["run", ...kRun, option, "/dev/full"]);
    assert.equal(status, 1, option);
    assert.match(complaints.join("\n"), /“\/dev\/full” cannot be written/, option);
  }
  const sheet = run(["sheet", "data=drawn", "m=4", "--out", "/dev/full"]);
  assert.equal(sheet.status, 1);
  assert.match(sheet.complaints.join("\n"), /No space left/);
});

test("an export that fails leaves the file that was there", (t) => {
  const folder = temporaryFolder(t);
  for (const [option, name] of [
    ["--csv", "curve.csv"],
    ["--json", "run.json"],
    ["--npz", "weights.npz"],
  ]) {
    const path = join(folder, name);
    writeFileSync(path, "what was there");
    // A limit of one block for each file is as good as a full disk.
    const { status, stderr } = shell(
      `trap '' XFSZ; ulimit -f 1; "$0" run data=moons iterations=900 hidden=100,100 ${option} ${path} >/dev/null`,
    );
    assert.equal(status, 1, option);
    assert.match(stderr, /cannot be written: File too large/, option);
    assert.equal(readFileSync(path, "utf8"), "what was there", option);
  }
  assert.deepEqual(readdirSync(folder).sort(), ["curve.csv", "run.json", "weights.npz"]);
});

test("an export keeps the rights of the file and follows a symbolic link", (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, "real"));
  const path = join(folder, "real", "curve.csv");
  writeFileSync(path, "old");
  chmodSync(path, 0o640);
  symlinkSync(path, join(folder, "curve.csv"));
  assert.equal(run(["run", ...kRun, "--csv", join(folder, "curve.csv")]).status, 0);
  assert.match(readFileSync(path, "utf8"), /^iteration,/);
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(join(folder, "real")), ["curve.csv"]);
});

test("a reader that leaves early does not cost the files", (t) => {
  const path = join(temporaryFolder(t), "curve.csv");
  const { stdout } = shell(
    `"$0" run data=moons iterations=4000 hidden=4 --every 1 --csv ${path} | head -1`,
  );
  assert.match(stdout, /^iteration 0 cost/);
  const lines = readFileSync(path, "utf8").trim().split("\n");
  assert.match(lines.at(-1), /^4000,/);
});
