// The list of calls that JavaScript is checked against is the list that the program exports.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const parameterCount = (text) =>
  text.trim() === "" ? 0 : text.split(",").filter((t) => t.trim()).length;

test("web/shared/program.d.ts declares what the program exports, with as many parameters", () => {
  const exported = new Map();
  const folder = "shell/host/browser/";
  const source = readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".cpp"))
    .map((name) => read(folder + name))
    .join("\n");
  // PURR_API void purr_wheel(double dx, double dy, int modifiers) {
  for (const [, name, parameters] of source.matchAll(/^PURR_API [^(;]*?\b(purr_\w+)\(([^)]*)\)/gm))
    exported.set(name, parameterCount(parameters));
  const declared = new Map();
  for (const [, name, parameters] of read("web/shared/program.d.ts").matchAll(
    /^ {2}_(purr_\w+)\(([^)]*)\)/gm,
  ))
    declared.set(name, parameterCount(parameters));
  assert.ok(declared.size > 50, "the declarations are where this test looks");
  assert.deepEqual([...declared].sort(), [...exported].sort());
});
