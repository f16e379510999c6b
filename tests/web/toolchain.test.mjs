// The toolchain's packages: those whose hash the repository knows must have it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

const read = (name) =>
  readFileSync(new URL(`../../web/toolchain/${name}`, import.meta.url), "utf8");

/** The function of unpack, alone, with the words of lib.sh in their simplest form. */
function check(root, files) {
  const [body] = /^check_packages\(\) \{[\s\S]*?^\}/m.exec(read("unpack"));
  const script = `set -euo pipefail
    PURR_ROOT=${root}
    say() { printf '%s\n' "$*" >&2; }
    fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
    ${body}
    check_packages "$@"`;
  return spawnSync("bash", ["-c", script, "unpack", ...files], { encoding: "utf8" });
}

test("a package that was exchanged is refused, a newer one is named", (t) => {
  const root = mkdtempSync(join(tmpdir(), "purr-toolchain-"));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "web/toolchain"), { recursive: true });
  const hash = (text) => createHash("sha256").update(text).digest("hex");
  writeFileSync(
    join(root, "web/toolchain/packages.sha256"),
    `# a comment\n${hash("good")}  a_1_amd64.deb\n${hash("good")}  b_1%3a2+ds_all.deb\n`,
  );
  const file = (name, text) => {
    const path = join(root, name);
    writeFileSync(path, text);
    return path;
  };
  const good = [file("a_1_amd64.deb", "good"), file("b_1%3a2+ds_all.deb", "good")];
  assert.deepEqual([check(root, good).status, check(root, good).stderr], [0, ""]);
  const newer = check(root, [...good, file("a_2_amd64.deb", "other")]);
  assert.equal(newer.status, 0);
  assert.match(newer.stderr, /1 packages have other versions .*: a_2_amd64\.deb/);
  const exchanged = check(root, [file("a_1_amd64.deb", "evil")]);
  assert.equal(exchanged.status, 1);
  assert.match(exchanged.stderr, /a_1_amd64\.deb is not the file/);
});

test("the list has a hash and a name in every line, and no name twice", () => {
  const lines = read("packages.sha256")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  assert.ok(lines.length > 50);
  for (const line of lines) assert.match(line, /^[0-9a-f]{64} {2}\S+$/);
  assert.equal(new Set(lines.map((line) => line.split("  ")[1])).size, lines.length);
});
