// The bench measures everything it promises; the speeds are in its own report.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { kGoldenCurves } from "../support/golden_curves.mjs";
import { program, run, temporaryFolder } from "./program.mjs";

/** What must be in the table, by its group's first word. */
const kPromised = {
  Kernels: [
    /^float64 W·X from bytes, .*40 examples/,
    /^float32 dZ·Xᵀ from bytes, .*16 examples \(a batch\)/,
    /^float64 D·K/,
    /^float64 U \+= dZ·K/,
    /^8-bit inner products/,
  ],
  Before: [/^drawing/, /^Gram matrices of/, /^Gram matrices, m raised/, /^starting weights/],
  One: [
    /^float64 Gram, gradient descent, m = 24, full batch/,
    /^float32 primal, Adam, m = 24, an epoch of batches of 8/,
    /^float64 primal, gradient descent, m = 48/,
  ],
  Whole: [/^c1w4-deep on drawn cats, float64 Gram/, /^c2w2-adam, float32 primal/],
  Instant: [/^the page's first run/, /^learning rate/, /^units/, /^seed/, /^examples/, /^float32/],
};

test("every part of the table is there, with numbers above zero", () => {
  const { status, lines, complaints } = run(["bench", "--quick", "--json"]);
  assert.equal(status, 0, complaints.join("\n"));
  const table = JSON.parse(lines.join("\n"));
  assert.match(table.kernels, /\S/);
  for (const row of table.rows) {
    assert.ok(Number.isFinite(row.ms) && row.ms > 0, JSON.stringify(row));
    if (!row.group.startsWith("Kernels")) continue;
    assert.ok(Number.isFinite(row.gflops) && row.gflops > 0, JSON.stringify(row));
    assert.ok(Number.isFinite(row.peak) && row.peak > 0, JSON.stringify(row));
  }
  for (const [group, names] of Object.entries(kPromised))
    for (const name of names)
      assert.ok(
        table.rows.some((row) => row.group.startsWith(group) && name.test(row.name)),
        `${group}: ${name}`,
      );
});

test("a part alone is a table of text, and a part that is none is refused", () => {
  const { status, lines } = run(["bench", "--quick", "--only", "kernels"]);
  assert.equal(status, 0);
  assert.match(lines[0], /^purrceptron .* kernels .*, one thread$/);
  assert.equal(lines.filter((line) => /^\S/.test(line)).length, 2);
  assert.ok(lines.some((line) => /W·X.* ms .* GFLOP\/s of .* %$/.test(line)));
  const bad = run(["bench", "--only", "kernels,speed"]);
  assert.equal(bad.status, 2);
  assert.match(bad.complaints[0], /--only takes parts of the bench .*kernels, preparation/);
});

test("the growth table and its picture come from one command", (t) => {
  const folder = temporaryFolder(t);
  const script = fileURLToPath(new URL("../bench/growth.mjs", import.meta.url));
  // Its status tells whether the choices were right, which so small sizes do not.
  const done = spawnSync(process.execPath, [script, "--quick"], {
    encoding: "utf8",
    env: { ...process.env, PURR_PROGRAM: program, PURR_GROWTH: folder },
  });
  assert.match(done.stdout, /of 8 choices within 1\.2/, done.stderr);
  const lines = readFileSync(join(folder, "growth.csv"), "utf8").trim().split("\n");
  assert.equal(lines.length, 9);
  for (const line of lines.slice(1))
    for (const cell of line.split(",").filter((cell) => !/^(gram|primal|speed|memory)$/.test(cell)))
      assert.ok(Number(cell) > 0, line);
  assert.ok(existsSync(join(folder, "growth.svg")));
  const svg = readFileSync(join(folder, "growth.svg"), "utf8");
  assert.equal(svg.match(/<polyline/g).length, 8);
  assert.doesNotMatch(svg, /NaN|Infinity/);
});

test("one run is timed, with the hash of its curve", () => {
  const settings = "data=drawn&m=20&m_test=4&iterations=50&hidden=4";
  const words = ["bench", "--json", "--run", settings];
  const [one, two] = [run(words), run(words)].map((done) => JSON.parse(done.lines.join("")));
  assert.equal(one.points, 51);
  assert.match(one.hash, /^[0-9a-f]{16}$/);
  assert.equal(one.hash, two.hash);
  assert.ok(one.ms > 0);
  assert.equal(run(["bench", "--run", "data=course"]).status, 1);
  assert.match(run(["bench", "--run", "precision=float32"]).lines.join(), /precision/);
});

test("golden curves are the same natively as everywhere, to the last bit", () => {
  for (const { settings, hash } of kGoldenCurves) {
    const done = run(["bench", "--json", "--run", settings]);
    assert.equal(JSON.parse(done.lines.join("")).hash, hash, settings);
  }
});
