// The files of a zip, as the worker takes them out, intact and corrupted. What the bytes mean is the
// program's part (tests/shell/program/files_zip_test.cpp); here it is a list.
import assert from "node:assert/strict";
import test from "node:test";
import { inflateSync, zipSync } from "fflate";
import { filesOfDrop } from "../../web/page/data/file-input.js";
import { readZipDirectory, readZipEntry, splitPath } from "../../web/workers/zip.js";

const blob = (bytes) => new Blob([bytes]);

/** The only file of a zip, as its directory tells. */
function entryOf(zip) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  const start = view.getUint32(zip.length - 6, true);
  return {
    path: "a.bin",
    method: view.getUint16(start + 10, true),
    packed: view.getUint32(start + 20, true),
    size: view.getUint32(start + 24, true),
    offset: view.getUint32(start + 42, true),
    problem: null,
  };
}

test("a file is unpacked as its entry says, or is refused", async () => {
  const content = new Uint8Array(100000).fill(7);
  const zip = zipSync({ "a.bin": [content, { level: 9 }] });
  const entry = entryOf(zip);
  assert.deepEqual(await readZipEntry(blob(zip), entry, inflateSync), content);
  const fails = (changed, code) =>
    assert.rejects(readZipEntry(blob(zip), { ...entry, ...changed }, inflateSync), { code });
  await fails({ size: 10 }, "zip_entry_broken"); // longer than its entry says
  await fails({ size: 200000 }, "zip_entry_broken"); // shorter
  await fails({ offset: 2 ** 31 }, "zip_entry_broken");
  await fails({ packed: 2 ** 31 }, "zip_entry_broken");
  await fails({ problem: { code: "zip_locked", args: ["a.bin"] } }, "zip_locked");
});

test("the directory is asked of the program with the end of the file and its own bytes", async () => {
  const zip = zipSync({ "a.bin": new Uint8Array([1, 2, 3]) });
  const asked = [];
  const rules = {
    zipDirectory: (name, tail, size) => (
      asked.push([name, tail.length, size]),
      { start: 3, size: 5, count: 1 }
    ),
    zipEntries: (name, bytes, count, size) => (
      asked.push([...bytes], count, size),
      { entries: ["entry"] }
    ),
  };
  assert.deepEqual(await readZipDirectory(rules, "a.zip", blob(zip)), ["entry"]);
  assert.deepEqual(asked, [["a.zip", zip.length, zip.length], [...zip.slice(3, 8)], 1, zip.length]);
  const broken = { error: { code: "zip_broken", args: ["a.zip"] } };
  rules.zipEntries = () => broken;
  await assert.rejects(readZipDirectory(rules, "a.zip", blob(zip)), { code: "zip_broken" });
  rules.zipDirectory = () => broken;
  await assert.rejects(readZipDirectory(rules, "a.zip", blob(zip)), { code: "zip_broken" });
});

test("a path has its folders and its name", () => {
  assert.deepEqual(splitPath("pets.zip/cats/1.png"), { name: "1.png", folder: "pets.zip/cats" });
  assert.deepEqual(splitPath("a\\b.png"), { name: "b.png", folder: "a" });
  assert.deepEqual(splitPath("./b.png"), { name: "b.png", folder: "" });
});

test("a dropped folder gives its files in order, and entries that fail are named", async () => {
  const fileEntry = (fullPath, file = new File(["x"], fullPath.split("/").pop())) => ({
    isFile: true,
    fullPath,
    name: fullPath.split("/").pop(),
    file: (resolve, reject) => (file ? resolve(file) : reject(new Error("it was moved"))),
  });
  const folderEntry = (fullPath, ...children) => ({
    isDirectory: true,
    fullPath,
    name: fullPath.split("/").pop(),
    createReader: () => ({ readEntries: (resolve) => resolve(children.splice(0)) }),
  });
  const items = [
    folderEntry(
      "/pets",
      folderEntry("/pets/dogs", fileEntry("/pets/dogs/2.png"), fileEntry("/pets/dogs/1.png")),
      folderEntry("/pets/cats", fileEntry("/pets/cats/1.png"), fileEntry("/pets/cats/3.png", null)),
      fileEntry("/pets/.DS_Store"),
      folderEntry("/pets/.git", fileEntry("/pets/.git/index")),
    ),
    folderEntry("/empty"),
  ].map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry }));
  const { files, problems } = await filesOfDrop({ items });
  assert.deepEqual(
    files.map(({ path }) => path),
    ["pets/cats/1.png", "pets/dogs/1.png", "pets/dogs/2.png"],
  );
  assert.deepEqual(
    problems.map(({ code, args }) => [code, ...args]),
    [
      ["file_unreadable", "3.png", "it was moved"],
      ["folder_empty", "empty"],
    ],
  );
});
