// The page knows every action that the program may request of it, and its fields.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { hostActions } from "../../web/page/host-actions.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The names of the actions with the names of their fields, as C++ lists them. */
function requested() {
  const actions = new Map();
  // One part per struct: kName = "pick-pictures"; … field("label", label);
  const parts = read("shell/panels/host_actions.h")
    .split(/kName = "/)
    .slice(1);
  for (const part of parts) {
    const name = part.slice(0, part.indexOf('"'));
    const fields = [...part.matchAll(/\bfield\("(\w+)"/g)].map(([, field]) => field);
    actions.set(name, fields);
  }
  return actions;
}

test("the page has a function for every action of the program, and no other", () => {
  const names = Object.keys(hostActions(/** @type {any} */ ({ screens: {} })));
  assert.ok(names.length > 10);
  assert.deepEqual(names.sort(), [...requested().keys()].sort());
});

test("web/shared/program.d.ts declares the fields of every action", () => {
  const text = read("web/shared/program.d.ts");
  const [body] = text.slice(text.indexOf("interface HostActions {")).split("\n}\n");
  const declared = new Map();
  for (const [, name, fields] of body.matchAll(/^ {2}"([\w-]+)": (.*);$/gm))
    declared.set(
      name,
      [...fields.matchAll(/(\w+): /g)].map(([, field]) => field),
    );
  assert.deepEqual([...declared].sort(), [...requested()].sort());
});
