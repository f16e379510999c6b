// tests/logs.sh: which tests of a stage failed, found in its log. The logs of Node's tests are written
// here by Node itself, whatever its version; that of Catch2 is as Catch2 3.7 writes it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";

const kLogs = fileURLToPath(new URL("../logs.sh", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "purr-logs-"));
after(() => rmSync(folder, { recursive: true }));

/** Writes a file into the folder of this test. */
function write(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What a line of shell prints that may use the functions of tests/logs.sh. */
function shell(line, ...args) {
  const script = `set -euo pipefail; source "$0"; ${line}`;
  return execFileSync("bash", ["-c", script, kLogs, ...args], { encoding: "utf8" });
}

/** What is printed of a log, and the names that the end of the run repeats. */
function told(reader, log) {
  const mark = "---- names ----";
  const line = `tell_failures stage "$1" "$2"; echo "${mark}"; printf '%s\\n' "\${failures[@]}"`;
  const [words, names] = shell(line, log, reader).split(`${mark}\n`);
  return { words, names: names.trim().split("\n") };
}

/** The log of files of tests, as tests/run has Node write it. */
function nodeLog(files) {
  // A run inside a run would report in another form.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  let log = "";
  for (const [name, text] of Object.entries(files)) {
    const path = write(name, text);
    const { stdout } = spawnSync("node", ["--test", "--test-reporter=tap", path], {
      encoding: "utf8",
      env,
    });
    log += `# tests of tests/${name}\n${stdout}# 1 s: tests/${name}\n`;
  }
  return write("node.log", log);
}

const kHead = `import test from "node:test";\nimport assert from "node:assert/strict";\n`;

test("of Node's tests each that failed is told with its diagnostic, inner ones by their way", () => {
  const many = Array.from({ length: 300 }, (_, i) => `test("passes ${i}", () => {});`).join("\n");
  const log = nodeLog({
    "first.test.mjs": `${kHead}
      test("falls # short", () => assert.equal(1, 2, "one is not two"));
      test("not yet", { todo: true }, () => assert.fail("on a list"));
      test("skipped", { skip: "no file" }, () => {});
      test("outer", async (t) => {
        await t.test("inner", () => assert.deepEqual([1], [3]));
        await t.test("fine", () => {});
      });
      ${many}`,
    "second.test.mjs": `throw new Error("nothing to load");`,
    "third.test.mjs": `${kHead} test("passes", () => {});`,
  });
  const { words, names } = told("tap_failures", log);
  assert.deepEqual(names, [
    "stage: tests/first.test.mjs > falls # short",
    "stage: tests/first.test.mjs > outer > inner",
    "stage: tests/second.test.mjs > the file did not run to its end",
  ]);
  assert.match(
    words,
    /✗ tests\/first\.test\.mjs > falls # short\nnot ok[^✗]*one is not two[^✗]*\.\.\.\n/,
  );
  assert.match(words, /> outer > inner\n[^✗]*operator: 'deepStrictEqual'/);
  assert.match(words, /nothing to load/);
  assert.doesNotMatch(words, /passes|fine|on a list|no file/);
  const counts = shell('tap_counts "$1"', log).trim().split(" ").map(Number);
  assert.equal(counts[0], 302);
  assert.equal(counts[2], 1);
  assert.match(shell('tap_skipped "$1"', log), /^ +skipped: no file\n$/);
});

test("a file of Node's tests that hangs is told", () => {
  const log = write("limit.log", "# tests of a.test.mjs\nok 1 - a\nnot ok - exceeded its limit\n");
  assert.deepEqual(told("tap_failures", log).names, ["stage: a.test.mjs > exceeded its limit"]);
});

const kDashes = "-".repeat(79);
const kDots = ".".repeat(79);
/** A section in the words of Catch2's console reporter. */
const section = (names, body) =>
  [kDashes, ...names, kDashes, "x_test.cpp:5", kDots, "", ...body, "", ""].join("\n");

test("of Catch2's tests each section that failed is told with its values", () => {
  const log = write(
    "catch.log",
    "Randomness seeded to: 7\n\n" +
      section(["a skipped one"], ["x_test.cpp:9: SKIPPED:", "  no file"]) +
      section(
        [
          "a mean that is wrong is told by its kind and in numbers, in more than one",
          "line",
          "  of two",
        ],
        ["x_test.cpp:8: FAILED:", "  CHECK( n == 4 )", "with expansion:", "  3 == 4"],
      ) +
      section(["a mean"], ["x_test.cpp:8: FAILED:", "  CHECK( m == 4 )"]) +
      "src/a.cpp:12:3: runtime error: signed integer overflow\n" +
      section(["a mean"], ["x_test.cpp:9: FAILED:", "  CHECK( m == 5 )"]) +
      "=".repeat(79) +
      "\ntest cases: 3 | 1 passed | 2 failed\n" +
      "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n    #0 in f\n" +
      "SUMMARY: AddressSanitizer: heap-use-after-free a.cpp:3 in f\n",
  );
  const { words, names } = told("catch_failures", log);
  assert.deepEqual(names, [
    "stage: a mean that is wrong is told by its kind and in numbers, in more than one line > of two",
    "stage: src/a.cpp:12:3: runtime error: signed integer overflow",
    "stage: a mean",
    "stage: AddressSanitizer: heap-use-after-free a.cpp:3 in f",
  ]);
  assert.match(
    words,
    /> of two\nx_test\.cpp:5\n\nx_test\.cpp:8: FAILED:\n {2}CHECK\( n == 4 \)[^✗]*3 == 4/,
  );
  assert.match(words, /CHECK\( m == 5 \)/);
  assert.match(words, /#0 in f/);
  assert.doesNotMatch(words, /SKIPPED|seeded|test cases/);
});

test("of a tool's log the end is printed, and the end of the run names the log", () => {
  const lines = Array.from({ length: 500 }, (_, i) => `line ${i}`);
  const log = write("tool.log", `${lines.join("\n")}\n`);
  const { words, names } = told("", log);
  assert.match(words, /^line 300\n[^]*line 499\n$/);
  assert.equal(names.length, 1);
  assert.match(names[0], /^stage: .*tool\.log$/);
});

test("a report of Catch2 without an end counts as a failure", () => {
  const end = '<OverallResultsCases successes="9" failures="2" expectedFailures="0" skips="1"/>';
  const whole = write("whole.xml", `<Catch2TestRun>\n  ${end}\n</Catch2TestRun>\n`);
  const cut = write("cut.xml", "<Catch2TestRun>\n");
  assert.equal(shell('catch_counts "$1" "$1"', whole), "18 4 2\n");
  assert.equal(shell('catch_counts "$1" "$2" || echo broken', whole, cut), "9 2 1\nbroken\n");
});
