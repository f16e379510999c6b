// package.json and package-lock.json: which Node the project needs, and what the lock may contain.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import semver from "semver";

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const declared = JSON.parse(read("package.json")).engines.node;
const { packages } = JSON.parse(read("package-lock.json"));

// https://packages.debian.org/bookworm/nodejs
const kNodeOfDebian12 = "18.20.4";

test("the Node of Debian 12 is new enough", () => {
  assert.ok(semver.satisfies(kNodeOfDebian12, declared), `engines says ${declared}`);
});

test("every locked package runs on every Node that package.json allows", () => {
  const refusing = Object.entries(packages)
    .filter(([, { engines }]) => engines?.node && !semver.subset(declared, engines.node))
    .map(([path, { version, engines }]) => `${path} ${version} needs Node ${engines.node}`);
  assert.deepEqual(refusing, []);
});

test("the lock names no registry", () => {
  const named = Object.entries(packages).filter(([, { resolved }]) => resolved);
  assert.deepEqual(named, []);
});
