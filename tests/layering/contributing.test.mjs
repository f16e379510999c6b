// The lists of CONTRIBUTING.md are true: its paths exist, and each recipe names exactly the files that
// know its example.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const kRoot = fileURLToPath(new URL("../..", import.meta.url));
const kText = readFileSync(join(kRoot, "CONTRIBUTING.md"), "utf8");
const kSource = /\.(h|cpp|inl|inc|js|mjs|txt|cmake)$/;

/** @param {string} folder @returns {string[]} its source files, from the root of the repository */
function sources(folder) {
  return readdirSync(join(kRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && kSource.test(entry.name))
    .map((entry) => relative(kRoot, join(entry.parentPath ?? entry.path, entry.name)));
}

/** The recipes: what their example is called, and the files that they list. */
const recipes = kText
  .split(/^### /m)
  .slice(1)
  .map((section) => section.split(/^## /m)[0])
  .map((section) => ({
    title: section.split("\n")[0],
    example: section.match(/^Example: `(\w+)`/m)?.[1],
    files: [...section.matchAll(/^- `([^`]+)`/gm)].map(([, path]) => path),
  }));

test("every path in CONTRIBUTING.md exists", () => {
  const planned = ["engine/labs", "shell/labs", "shell/lessons"];
  const paths = [...kText.matchAll(/`((?:engine|shell|web|assets|tests)\/[\w./-]+)`/g)]
    .map(([, path]) => path)
    .filter((path) => !planned.includes(path));
  assert.ok(paths.length > 30);
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(kRoot, path))),
    [],
  );
});

for (const { title, example, files } of recipes.filter((recipe) => recipe.example)) {
  test(`the files to touch for “${title}” are the ones that know ${example}`, () => {
    const word = new RegExp(example);
    const knows = (path) => word.test(readFileSync(join(kRoot, path), "utf8"));
    assert.deepEqual(
      files.filter((path) => !knows(path)),
      [],
      "listed, but without the example",
    );
    const all = ["engine", "shell", "web", "assets"].flatMap(sources).filter(knows);
    assert.deepEqual(
      all.filter((path) => !files.includes(path)),
      [],
      "with the example, but not listed",
    );
  });
}

test("a recipe that leaves a file out is found", () => {
  assert.equal(recipes.filter((recipe) => recipe.example).length, 5);
  assert.equal(recipes.find((recipe) => recipe.title === "An activation").files.length, 3);
});
