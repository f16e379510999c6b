// What a file is and what it contains. HDF5 files are made here with the library that reads them.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import * as h5wasm from "h5wasm/node";
import {
  Files,
  checkSizesAgree,
  isNamedHdf5,
  looksLikeTable,
  readFile,
} from "../../web/page/data/files.js";
import { Hdf5Reader } from "../../web/page/data/hdf5-reader.js";
import { FileError, checkSize, printable } from "../../web/shared/errors.js";
import { readHdf5 } from "../../web/workers/hdf5.js";

/** The error that a function gives, as its code and arguments. */
const failure = (work) => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof FileError, String(error?.stack));
    return [error.code, ...error.args];
  }
  return null;
};

test("a file's name matters only for HDF5 and in messages", () => {
  assert.ok(isNamedHdf5("train.H5") && isNamedHdf5("a.b.hdf5"));
  assert.ok(!isNamedHdf5("h5") && !isNamedHdf5("a.h5.txt"));
  assert.equal(printable("a\nb\u0000c"), "a b c");
  assert.equal(printable("x".repeat(100)).length, 60);
});

test("sizes are bounded before anything is read", () => {
  assert.equal(
    failure(() => checkSize("a", 256 << 20)),
    null,
  );
  assert.deepEqual(
    failure(() => checkSize("a", (256 << 20) + 1)),
    ["file_too_large", "a", "257", "256"],
  );
});

let folder;
before(async () => {
  const module = await h5wasm.ready;
  module.activate_throwing_error_handler();
  folder = mkdtempSync(join(tmpdir(), "purr-h5-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

let fileCount = 0;
/** Writes data sets of {name: {data, shape, dtype}} into a file. @returns {string} its path */
function makeHdf5(sets) {
  const path = join(folder, `${++fileCount}.h5`);
  const file = new h5wasm.File(path, "w");
  for (const [name, set] of Object.entries(sets)) file.create_dataset({ name, ...set });
  file.close();
  return path;
}
const pictures = (count, side = 4) => ({
  data: Uint8Array.from({ length: count * side * side * 3 }, (_, i) => i % 251),
  shape: [count, side, side, 3],
  dtype: "<B",
});
const labels = (values, shape = [values.length]) => ({
  data: BigInt64Array.from(values, BigInt),
  shape,
  dtype: "<q",
});
const good = () => ({ train_set_x: pictures(3), train_set_y: labels([0, 1, 1]) });
const read = (sets) => readHdf5(h5wasm, makeHdf5(sets), "cats.h5");
const refusal = (sets) => failure(() => read(sets));

test("pictures are read as the course stores them", () => {
  const [set] = read({
    ...good(),
    list_classes: { data: ["dog", "cat"], shape: [2], dtype: "S7" },
  });
  assert.deepEqual([set.isTest, set.height, set.width, set.channels], [false, 4, 4, 3]);
  assert.deepEqual(set.pixels, pictures(3).data);
  assert.deepEqual([...set.labels], [0, 1, 1]);
  assert.deepEqual(set.classNames, ["dog", "cat"]);
});

test("the data sets' names decide what is train and test; a file may hold both", () => {
  const both = read({ ...good(), test_set_x: pictures(2), test_set_y: labels([1, 0]) });
  assert.deepEqual(
    both.map((set) => [set.isTest, set.labels.length]),
    [
      [false, 3],
      [true, 2],
    ],
  );
});

test("labels may be a column or a row, of any whole type, and class names may be missing", () => {
  for (const set of [
    labels([0, 1, 1], [3, 1]),
    labels([0, 1, 1], [1, 3]),
    { data: Uint8Array.of(0, 1, 1), shape: [3], dtype: "<B" },
    { data: Int32Array.of(0, 1, 1), shape: [3, 1], dtype: "<i" },
  ]) {
    const [found] = read({ ...good(), train_set_y: set });
    assert.deepEqual([...found.labels], [0, 1, 1]);
    assert.equal(found.classNames, null);
  }
});

test("what does not fit is named with what was found", () => {
  assert.deepEqual(refusal({ stuff: labels([1]), more: labels([2]) }), [
    "hdf5_no_pictures",
    "cats.h5",
    "more, stuff",
  ]);
  const floats = { data: new Float32Array(48), shape: [1, 4, 4, 3], dtype: "<f" };
  assert.deepEqual(refusal({ ...good(), train_set_x: floats }), [
    "hdf5_bad_shape",
    "train_set_x",
    "cats.h5",
    "(1, 4, 4, 3) float32",
  ]);
  const grey = { data: new Uint8Array(48), shape: [3, 16], dtype: "<B" };
  assert.equal(refusal({ ...good(), train_set_x: grey })[3], "(3, 16) uint8");
  const wide = { data: new Uint8Array(257 * 3), shape: [1, 1, 257, 3], dtype: "<B" };
  assert.equal(refusal({ ...good(), train_set_x: wide })[3], "(1, 1, 257, 3) (256 < 257)");
  assert.deepEqual(refusal({ ...good(), train_set_y: labels([0, 1]) }), [
    "hdf5_bad_labels",
    "train_set_y",
    "cats.h5",
    "(2,)",
    "3",
  ]);
  assert.equal(refusal({ train_set_x: pictures(3) })[0], "hdf5_bad_labels");
  assert.deepEqual(refusal({ ...good(), train_set_y: labels([0, 1, 2]) }), [
    "hdf5_label_value",
    "2",
    "cats.h5",
    "2",
  ]);
});

test("a truncated file is broken at every length, and bytes behind the end do no harm", () => {
  const whole = readFileSync(makeHdf5(good()));
  const path = join(folder, "cut.h5");
  for (let length = 8; length < whole.length; length += 97) {
    writeFileSync(path, whole.subarray(0, length));
    assert.deepEqual(
      failure(() => readHdf5(h5wasm, path, "cut.h5")),
      ["hdf5_broken", "cut.h5"],
      length,
    );
  }
  writeFileSync(path, Buffer.concat([whole, Buffer.from("extra")]));
  assert.deepEqual([...readHdf5(h5wasm, path, "cut.h5")[0].labels], [0, 1, 1]);
});

test("labels may be 0.0 and 1.0, and other numbers are named", () => {
  const floats = (...values) => ({ data: Float32Array.from(values), shape: [3], dtype: "<f" });
  assert.deepEqual([...read({ ...good(), train_set_y: floats(0, 1, 1) })[0].labels], [0, 1, 1]);
  assert.deepEqual(refusal({ ...good(), train_set_y: floats(0, 0.5, 1) }), [
    "hdf5_label_value",
    "1",
    "cats.h5",
    "0.5",
  ]);
});

test("training and test pictures of different size are refused together", () => {
  const set = (isTest, height) => ({ isTest, height, width: 64, channels: 3 });
  assert.equal(
    failure(() => checkSizesAgree([set(false, 64), set(true, 64)])),
    null,
  );
  assert.deepEqual(
    failure(() => checkSizesAgree([set(false, 64), set(true, 32)])),
    ["size_mismatch", "64×64", "32×64"],
  );
});

// ---- one drop, with fake data calls ----

const codeOf = (promise) =>
  promise.then(
    () => null,
    (error) => error.code,
  );

test("what is not HDF5 goes to the program whole, or with its first part where it is large", async () => {
  const small = await readFile(new File(["a,b\n1,0\n"], "t.csv"), null, "other");
  assert.deepEqual([small.name, small.size, small.bytes.length], ["t.csv", 8, 8]);
  const large = await readFile(new File([new Uint8Array(17 << 20)], "film.mp4"), null, "other");
  assert.deepEqual([large.size, large.bytes.length], [17 << 20, 64 << 10]);
  const folderLike = new File(["x"], "folder");
  folderLike.arrayBuffer = () => Promise.reject(new Error("it is a folder"));
  assert.equal(await codeOf(readFile(folderLike, null, "other")), "file_unreadable");
});

/** The program's part, faked: it takes tables and refuses web pages. */
function fakeData() {
  const calls = [];
  const report = { file: "t.csv" };
  return {
    calls,
    fileKind: () => "other",
    setBusy: (isBusy) => calls.push(`busy ${isBusy}`),
    reportError: ({ code }) => (calls.push(code), `sentence of ${code}`),
    stagePictures: (set) => calls.push(`pictures ${set.isTest ? "test" : "train"}`),
    stageText(name, bytes, size, encoding) {
      calls.push(`text ${name} ${size} ${encoding ?? ""}`.trim());
      return bytes[0] === 60 ? "sentence of file_html" : null;
    },
    commit: () => (calls.push("commit"), { problems: ["a problem"], tables: [report] }),
  };
}

test("one drop commits what could be read together and reports the rest", async () => {
  const data = fakeData();
  const files = new Files({ data, reader: null, requestFrame: () => {} });
  const answer = await files.add(
    [
      new File(["1,2,0\n"], "points.csv"),
      new File(["<html>"], "cats.h5"),
      new File(["1,2,1\n"], "points_test.csv"),
    ],
    { encoding: "GBK" },
  );
  assert.deepEqual(answer.names, ["points.csv", "points_test.csv"]);
  assert.deepEqual(answer.problems, ["sentence of file_html", "a problem"]);
  assert.deepEqual(answer.tables, [{ file: "t.csv" }]);
  assert.deepEqual(data.calls, [
    "busy true",
    "text points.csv 6 GBK",
    "text cats.h5 6 GBK",
    "text points_test.csv 6 GBK",
    "commit",
    "busy false",
  ]);
});

test("a drop without a readable file commits nothing", async () => {
  const data = fakeData();
  const files = new Files({ data, reader: null, requestFrame: () => {} });
  await files.add([new File(["<html>"], "a.h5")]);
  assert.ok(!data.calls.includes("commit"));
  await files.add([]);
  assert.equal(data.calls.at(-1), "busy false");
});

test("files beyond the limit of one drop are counted, not dropped in silence", async () => {
  const data = fakeData();
  const files = new Files({ data, reader: null, requestFrame: () => {} });
  const list = Array.from({ length: 70 }, (_, i) => new File(["1,2,0\n"], `${i}.csv`));
  const answer = await files.add(list);
  assert.equal(answer.names.length, 64);
  assert.equal(answer.problems[0], "sentence of too_many_files");
});

test("names and problems of pictures and zips are those of their reader", async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const data = { ...fakeData(), fileKind: () => "picture" };
  const asked = [];
  const myPictures = {
    add: async (list) => {
      asked.push(...list.map(({ path }) => path));
      return { names: ["good.png"], problems: ["picture_broken bad.png"] };
    },
  };
  const files = new Files({ data, reader: null, requestFrame: () => {}, myPictures });
  const answer = await files.add([new File([png], "good.png"), new File([png], "bad.png")]);
  assert.deepEqual(asked, ["good.png", "bad.png"]);
  assert.deepEqual(answer.names, ["good.png"]);
  assert.deepEqual(answer.problems, ["picture_broken bad.png"]);
});

test("a reader that hangs or fails is replaced", async () => {
  const workers = [];
  const reader = new Hdf5Reader(() => {
    const worker = { terminate: () => (worker.isDead = true), postMessage: () => {} };
    workers.push(worker);
    return worker;
  }, 10);
  assert.equal(await codeOf(reader.read("slow.h5", null)), "hdf5_broken");
  assert.equal(workers[0].isDead, true);
  const second = reader.read("b.h5", null);
  workers[1].onerror({ message: "no such file" });
  assert.equal(await codeOf(second), "reader_missing");
  const third = reader.read("c.h5", null);
  workers[2].onmessage({ data: { id: 99, sets: [] } });
  workers[2].onmessage({ data: { id: reader.lastId, sets: ["set"] } });
  assert.deepEqual(await third, ["set"]);
  // One that refused a file may still hold parts of it.
  const fourth = reader.read("damaged.h5", null);
  const error = { code: "hdf5_broken", args: ["damaged.h5"] };
  workers[2].onmessage({ data: { id: reader.lastId, error } });
  assert.equal(await codeOf(fourth), "hdf5_broken");
  assert.equal(workers[2].isDead, true);
  const fifth = reader.read("good.h5", null);
  workers[3].onmessage({ data: { id: reader.lastId, sets: ["good"] } });
  assert.deepEqual(await fifth, ["good"]);
});

test("pasted prose is no table", () => {
  const prose =
    "I tried it yesterday, and it worked.\nThen, in 2024, it did not, sadly.\nSo, well, I asked.";
  assert.ok(!looksLikeTable(prose));
  assert.ok(!looksLikeTable("Dear all,\nplease, come,\nyours,"));
  assert.ok(!looksLikeTable("one line, with a comma"));
  assert.ok(!looksLikeTable("Well, yes\nNo, thanks\nFine, then"));
  assert.ok(looksLikeTable("x1,x2,label\n1,2,0\n3,4,1"));
  assert.ok(looksLikeTable("1\t2\t0\n3\t4\t1\n"));
  assert.ok(looksLikeTable('name;weight;kind\n"a; b";82,5;cat\nc;79,1;dog'));
  const data = fakeData();
  const files = new Files({ data, reader: null, requestFrame: () => {} });
  assert.equal(files.addText(prose), false);
  assert.deepEqual(data.calls, ["paste_no_table"]);
});
