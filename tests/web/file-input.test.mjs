// Drops, with fake entries of a browser's file system.
import assert from "node:assert/strict";
import test from "node:test";
import { filesOfDrop } from "../../web/page/data/file-input.js";

const file = (name) => ({
  name: name.split("/").at(-1),
  fullPath: `/${name}`,
  isFile: true,
  file: (resolve) => resolve(new File(["x"], name.split("/").at(-1))),
});
const brokenFile = (name) => ({
  ...file(name),
  file: (_resolve, reject) => reject(new Error("NotReadableError")),
});
const folder = (name, inner, rejects = false) => ({
  name,
  fullPath: `/${name}`,
  isDirectory: true,
  createReader: () => {
    const parts = [inner, []];
    return {
      readEntries: (resolve, reject) =>
        rejects ? reject(new Error("NotFoundError")) : resolve(parts.shift()),
    };
  },
});
const dropOf = (...entries) => ({
  items: entries.map((entry) => ({
    kind: "file",
    webkitGetAsEntry: () => entry,
    getAsFile: () => null,
  })),
});

test("an entry that cannot be read is named, and the others of the drop are used", async () => {
  const { files: found, problems } = await filesOfDrop(
    dropOf(
      brokenFile("gone.csv"),
      folder("cats", [file("cats/a.png"), brokenFile("cats/b.png"), file("cats/c.png")]),
      folder("locked", [], true),
      file("points.csv"),
      null,
    ),
  );
  assert.deepEqual(
    found.map(({ path }) => path),
    ["cats/a.png", "cats/c.png", "points.csv"],
  );
  const reported = problems.map(({ code, args }) => [code, ...args]);
  assert.deepEqual(reported, [
    ["file_unreadable", "gone.csv", "NotReadableError"],
    ["file_unreadable", "b.png", "NotReadableError"],
    ["file_unreadable", "locked", "NotFoundError"],
  ]);
});
