// What happens where memory runs out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { program } from "./program.mjs";

/** Runs with an address space of so many MB. @param {number} megabytes @param {string} words */
function limited(megabytes, words) {
  const line = `ulimit -v ${megabytes * 1000}; "$0" ${words}`;
  const done = spawnSync("bash", ["-c", line, program], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    timeout: 120_000,
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

const kLarge = "data=drawn m=10000 iterations=1 hidden=4 solver=primal";
const kTooLittle = 120; // MB: the program starts, but the pictures of such a run take as much

test("a run for which memory runs out says what it needs and what would fit", () => {
  const { status, stderr } = limited(kTooLittle, `run ${kLarge}`);
  assert.notEqual(status, null, "no signal");
  assert.ok(status === 1 || status === 2, `status ${status}`);
  assert.match(stderr, /not enough memory/);
  assert.match(stderr, /needs about \d+ MB\. With m=\d+/);
  assert.doesNotMatch(stderr, /terminate|bad_alloc/);
});

test("a sweep goes on with the runs that fit", () => {
  const { status, stdout, stderr } = limited(
    kTooLittle,
    `sweep ${kLarge} --over m=20,10000,30 --jobs 1`,
  );
  assert.doesNotMatch(stderr, /terminate|bad_alloc/);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, 3);
  assert.equal(lines[0].phase, "finished");
  assert.equal(lines[1].phase, "waiting");
  assert.equal(lines[1].cost, null, "no numbers of the run before");
  assert.match(JSON.stringify(lines[1]), /not enough memory/);
  assert.equal(lines[2].phase, "finished");
  assert.equal(status, 0);
});
