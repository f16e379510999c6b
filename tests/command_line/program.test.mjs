// What the program prints, writes and refuses.
import assert from "node:assert/strict";
import { existsSync, readFileSync, truncateSync, writeFileSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { readNpy, unzip } from "../support/npz.mjs";
import { courseFiles, run, start, temporaryFolder, withoutCourseFiles } from "./program.mjs";

const quick = ["run", "data=flower", "hidden=4", "activation=tanh", "learning_rate=1.2"];

/** Exit status 2, nothing on stdout, one line on stderr that matches. */
function refuses(words, pattern) {
  const { status, lines, complaints } = run(words);
  assert.equal(status, 2, `${words.join(" ")} gave ${status}`);
  assert.deepEqual(lines, []);
  assert.equal(complaints.length, 1, complaints.join("\n"));
  assert.match(complaints[0], /^purrceptron: /);
  assert.match(complaints[0], pattern);
}

test("bad words are refused in one line", () => {
  refuses(["run", "colour=red"], /“colour” is not a setting/);
  refuses(["run", "learning_rate=fast"], /learning_rate takes a number, not “fast”/);
  refuses(["run", "learning_rate=1e9"], /learning_rate goes from 0 to 100/);
  refuses(["run", "data=dogs"], /data can be drawn, emoji, course, .* not “dogs”/);
  refuses(["run", "hidden=20,0"], /hidden takes unit counts/);
  refuses(["run", "activation=relu,tanh,relu"], /one for each of the 2 hidden layers, not 3/);
  refuses(["run", "preset=c9w9"], /no preset “c9w9”/);
  refuses(["run", "fast"], /“fast” is neither an option nor key=value/);
  refuses(["run", "--fast"], /“--fast” is neither/);
  refuses(["walk"], /“walk” is neither/);
  refuses(["run", "--every", "0"], /--every takes a whole number from 1/);
  refuses(["run", "--every"], /--every/);
  refuses(["presets", "all"], /“all” is neither/);
  refuses(["link", "colour=red"], /“colour” is not a setting/);
  refuses(["window", "colour=red"], /“colour” is not a setting/);
  refuses(["--size", "huge"], /--size takes two numbers/);
});

test("missing data is said before anything runs", () => {
  refuses(["run", "preset=c1w4-deep"], /needs the course's two files/);
  refuses(["run", "preset=c2w1-reg-l2"], /needs a CSV of points/);
});

test("files that are of no use are named with what they are", (t) => {
  const folder = temporaryFolder(t);
  const file = (name, content) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const refusesFile = (path, pattern) => refuses(["run", "data=course", "--data", path], pattern);
  refusesFile(join(folder, "missing.h5"), /missing\.h5” cannot be read: no such file/);
  refusesFile(folder, /cannot be read: it is a folder/);
  refusesFile("/dev/zero", /cannot be read: it is not an ordinary file/);
  refusesFile(file("empty.h5", ""), /“empty\.h5” is empty/);
  refusesFile(file("text.h5", "hello\n"), /“text\.h5” is a text file, not HDF5/);
  refusesFile(file("page.h5", "<!DOCTYPE html>\n<html>"), /“page\.h5” is an HTML page/);
  refusesFile(
    file("pointer.h5", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
    /“pointer\.h5” is a git-LFS pointer/,
  );
  refusesFile(file("noise.bin", Buffer.from([0, 1, 2, 3])), /“noise\.bin.*is not supported/);
  refusesFile(
    file("broken.h5", Buffer.from("\x89HDF\r\n\x1a\nxxxx", "latin1")),
    /missing or damaged/,
  );
  refuses(
    ["run", "--data", file("points.csv", "x1,x2,label\n1,2,0\n1,2,3,1\n")],
    /Line 3 of “points\.csv”/,
  );
});

test("a course file that is cut off is refused", { skip: withoutCourseFiles }, (t) => {
  const path = join(temporaryFolder(t), "train_catvnoncat.h5");
  for (const length of [100, 2143, 100_000, 2_572_021]) {
    copyFileSync(courseFiles[0], path);
    truncateSync(path, length);
    refuses(["run", "data=course", "--data", path], /is missing or damaged/);
  }
});

test("a course file with bytes behind its end is read", { skip: withoutCourseFiles }, (t) => {
  const path = join(temporaryFolder(t), "renamed.bin");
  writeFileSync(path, Buffer.concat([readFileSync(courseFiles[0]), Buffer.from("\n\n")]));
  const { status, lines } = run(["run", "v=1", "data=course", "iterations=1", "--data", path]);
  assert.equal(status, 0);
  assert.equal(lines[0], "iteration 0 cost 0.771749");
});

test("a test file alone is not enough", { skip: withoutCourseFiles }, () => {
  refuses(["run", "data=course", "--data", courseFiles[1]], /training file .* is still missing/);
});

test("a link is repaired with notes, and the run goes on", () => {
  const { status, lines, complaints } = run([
    "run",
    "http://localhost:8000/#v=1&data=flower&iterations=5&seed=x&colour=red&hidden=4%2C3",
  ]);
  assert.equal(status, 0);
  assert.equal(complaints.length, 2);
  assert.match(complaints.join("\n"), /seed takes a number.*\n?.*colour/s);
  assert.match(lines[0], /^iteration 0 cost \d\.\d{6}$/);
});

test("a table trains, and a file with test in its name judges", (t) => {
  const folder = temporaryFolder(t);
  const rows = (shift) =>
    Array.from({ length: 40 }, (_, i) => `${(i % 7) + shift};${i / 10},5;${i % 2}`).join("\n");
  writeFileSync(join(folder, "points.csv"), `x1;x2;label\n${rows(0)}`.replaceAll(".", ""));
  writeFileSync(join(folder, "points_test.csv"), rows(1).replaceAll(".", ""));
  const { status, lines, complaints } = run([
    "run",
    "iterations=20",
    "--every=10",
    "--data",
    `${join(folder, "points.csv")},${join(folder, "points_test.csv")}`,
  ]);
  assert.match(complaints[0], /“points\.csv” was read: 80 rows, 3 columns; the label is label/);
  assert.match(complaints[1], /“points_test\.csv” is its test set, 40 rows/);
  assert.match(complaints[2], /“0,5” was read as 0\.5/);
  assert.equal(complaints.length, 3);
  assert.equal(status, 0);
  assert.deepEqual(
    lines.map((line) => line.replace(/[\d.]+ ?%?$/, "#")),
    ["iteration 0 cost #", "iteration 10 cost #", "train accuracy #", "test accuracy #"],
  );
});

test("settings of the data hold, whether or not data= is there", (t) => {
  const path = join(temporaryFolder(t), "table.csv");
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 3},${i % 2}`);
  writeFileSync(path, ["a,b,c,y", ...rows].join("\n"));
  const words = ["iterations=20", "hidden=4", "test_share=0.5", "standardise=0"];
  const curve = (...more) => run(["run", ...words, ...more, "--data", path]).lines;
  assert.deepEqual(curve(), curve("data=table"));
  assert.notDeepEqual(curve(), curve("standardise=1"));
});

test("the version of the defaults says nothing about the data, wherever it stands", (t) => {
  const path = join(temporaryFolder(t), "table.csv");
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 5) % 11},${i % 2},${i % 2}`);
  writeFileSync(path, `a,b,c,label\n${rows.join("\n")}\n`);
  const settings = ["hidden=3", "iterations=20", "test_share=0.5", "standardise=0"];
  const first = run(["run", "--data", path, ...settings]);
  assert.equal(first.status, 0, first.complaints.join("\n"));
  // Half of 60 rows are tested: accuracies are multiples of 1/30.
  assert.ok(first.lines.some((line) => line.startsWith("test accuracy")));
  for (const words of [
    ["v=2", "--data", path, ...settings],
    [...settings, "--data", path, "v=2"],
    ["data=table", "v=2", ...settings, "--data", path],
    [...settings, "v=2", "data=table", "--data", path],
  ])
    assert.deepEqual(run(["run", ...words]).lines, first.lines, words.join(" "));
  const old = run(["run", "v=1", "--data", path, ...settings]);
  assert.equal(old.status, 0, old.complaints.join("\n"));
  assert.ok(!old.complaints.some((line) => line.includes("own data is used")));
  assert.ok(old.lines.some((line) => line.startsWith("test accuracy")));
});

test("a file of another format is refused with its name, its format and a way", (t) => {
  const folder = temporaryFolder(t);
  const file = (name, content) => {
    writeFileSync(join(folder, name), content, "latin1");
    return join(folder, name);
  };
  const zeros = "\0".repeat(400);
  for (const [name, content, words] of [
    [
      "photo.heic",
      `\0\0\0\x18ftypheic${zeros}`,
      /“photo\.heic” is a picture in the format HEIC.*JPEG/,
    ],
    ["scan.tif", `II*\0${zeros}`, /“scan\.tif” is a picture in the format TIFF/],
    ["all.rar", `Rar!\x1a\x07\x01\0${zeros}`, /“all\.rar” is an archive of the format RAR.*zip/],
    ["empty.zip", `PK\x05\x06${"\0".repeat(18)}`, /“empty\.zip” is a zip without any file/],
    ["old.xls", `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${zeros}`, /“old\.xls” is a spreadsheet.*CSV/],
  ])
    refuses(["run", "--data", file(name, content)], words);
});

test("inspect prints what is understood of a table", (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, "gbk.csv");
  // 身高,是否 and 是, 否 in GBK
  const rows = Array.from({ length: 8 }, (_, i) => [`${i},`, i % 2 ? [0xca, 0xc7] : [0xb7, 0xf1]]);
  const header = Buffer.from([0xc9, 0xed, 0xb8, 0xdf, 0x2c, 0xca, 0xc7, 0xb7, 0xf1, 0x0a]);
  writeFileSync(
    path,
    Buffer.concat([
      header,
      ...rows.flatMap(([value, label]) => [
        Buffer.from(value),
        Buffer.from(label),
        Buffer.from("\n"),
      ]),
      Buffer.from("?,"),
      Buffer.from([0xca, 0xc7, 0x0a]),
    ]),
  );
  const { lines, status } = run(["inspect", path, "--json"]);
  assert.equal(status, 0);
  const report = JSON.parse(lines.join(""));
  assert.equal(report.encoding, "GBK");
  assert.equal(report.encodingGuessed, true);
  assert.deepEqual(report.classNames, ["否", "是"]);
  assert.equal(report.rows, 8);
  assert.deepEqual(report.leftOut, [
    { reason: "missing", column: "身高", count: 1, firstLine: 10, example: "?" },
  ]);
  assert.match(run(["inspect", path]).lines.join("\n"), /^encoding: GBK \(guessed\)$/m);
  refuses(["inspect", path, "--encoding", "utf8"], /cannot be read as UTF-8/);
  refuses(["inspect", path, "--encoding", "morse"], /There is no encoding “morse”/);
});

test("the curve as CSV and JSON says what was printed", (t) => {
  const folder = temporaryFolder(t);
  const csv = join(folder, "curve.csv");
  const json = join(folder, "run.json");
  const { lines } = run([...quick, "iterations=300", "--every=100", "--csv", csv, "--json", json]);
  const printed = lines.slice(0, 3).map((line) => line.match(/^iteration (\d+) cost ([\d.]+)$/));
  const rows = readFileSync(csv, "utf8").trim().split("\n");
  assert.equal(rows[0], "iteration,cost,test_cost,train_accuracy,test_accuracy,dW1,dW2");
  // Every third iteration of 300: the gradient is measured a hundred times a run.
  const lengths = rows.slice(1).filter((row) => !row.endsWith(",,"));
  assert.deepEqual(
    lengths.map((row) => Number(row.split(",")[0])),
    Array.from({ length: 100 }, (_, i) => 3 * i),
  );
  const costs = new Map(rows.slice(1).map((row) => row.split(",").slice(0, 2)));
  const result = JSON.parse(readFileSync(json, "utf8"));
  const curve = new Map(result.curve);
  for (const [, iteration, cost] of printed) {
    assert.equal(Number(costs.get(iteration)).toFixed(6), cost);
    assert.equal(curve.get(Number(iteration)), Number(costs.get(iteration)));
  }
  assert.deepEqual(result.layers, [2, 4, 1]);
  assert.equal(result.iteration, 300);
  assert.equal(result.settings.learning_rate, "1.2");
  assert.equal(
    `train accuracy ${(100 * result.trainAccuracy).toFixed(2)} %`,
    lines.find((line) => line.startsWith("train")),
  );
  assert.deepEqual(run(["link", result.link]).lines, [result.link]);
});

test("weights as npz are the network's: they predict what the run says", (t) => {
  const folder = temporaryFolder(t);
  const npz = join(folder, "weights.npz");
  const points = join(folder, "points.csv");
  const rows = Array.from({ length: 60 }, (_, i) => {
    const angle = 0.4 * i;
    const label = i % 2;
    return [(1 + label) * Math.cos(angle), (1 + label) * Math.sin(angle), label];
  });
  writeFileSync(points, rows.map((row) => row.join(",")).join("\n"));
  const words = ["data=csv", "hidden=4", "activation=tanh", "init=xavier", "learning_rate=0.5"];
  const { lines } = run(["run", ...words, "iterations=500", "--data", points, "--npz", npz]);

  const members = unzip(readFileSync(npz));
  assert.deepEqual([...members.keys()], ["W1.npy", "b1.npy", "W2.npy", "b2.npy"]);
  const [W1, b1, W2, b2] = [...members.values()].map(readNpy);
  assert.deepEqual(
    [W1.shape, b1.shape, W2.shape, b2.shape],
    [
      [4, 2],
      [4, 1],
      [1, 4],
      [1, 1],
    ],
  );
  const right = rows.filter(([x, y, label]) => {
    const hidden = b1.values.map((b, unit) =>
      Math.tanh(b + W1.values[unit] * x + W1.values[4 + unit] * y),
    );
    const z = hidden.reduce((sum, a, unit) => sum + W2.values[unit] * a, b2.values[0]);
    return (z > 0 ? 1 : 0) === label;
  });
  const accuracy = (100 * right.length) / rows.length;
  assert.equal(lines.at(-1), `train accuracy ${accuracy.toFixed(2)} %`);
});

test("an output that cannot be written is said before the run", () => {
  refuses([...quick, "--csv", "/nowhere/curve.csv"], /“\/nowhere\/curve\.csv” cannot be written/);
  refuses([...quick, "--npz", "/"], /cannot be written/);
});

test("a refused run leaves no file behind", (t) => {
  const csv = join(temporaryFolder(t), "curve.csv");
  refuses(["run", "preset=c1w4-deep", "--csv", csv], /needs the course's two files/);
  assert.ok(!existsSync(csv));
});

test("a cost that stops being a number is said, with exit status 1", () => {
  const { status, lines, complaints } = run([
    "run",
    "data=flower",
    "hidden=50,50",
    "activation=linear",
    "init=large",
    "learning_rate=100",
  ]);
  assert.equal(status, 1);
  assert.match(lines[0], /^iteration 0 cost /);
  assert.equal(complaints.length, 1);
  assert.match(complaints[0], /became NaN or infinite at iteration \d+/);
});

test("what is wrong with a run is said and is in its JSON, and the exit status is 0", (t) => {
  const json = join(temporaryFolder(t), "run.json");
  const { status, complaints } = run([
    "run",
    "v=1",
    "learning_rate=10",
    "iterations=300",
    "--json",
    json,
  ]);
  assert.equal(status, 0);
  const { diagnoses } = JSON.parse(readFileSync(json, "utf8"));
  assert.deepEqual(
    diagnoses.map(({ kind, iteration, layer }) => [kind, iteration, layer]),
    [
      ["blow_up", 2, null],
      ["dead_layer", 3, 2],
      ["dead_layer", 3, 3],
      ["stuck", 4, null],
    ],
  );
  assert.deepEqual(
    complaints,
    diagnoses.map(({ words }) => `purrceptron: ${words}`),
  );
});

test("Ctrl+C ends a run with what was trained so far", { timeout: 60_000 }, async () => {
  const child = start(["run", "data=flower", "iterations=1000000", "--every", "100"]);
  let out = "";
  let err = "";
  child.stderr.on("data", (text) => (err += text));
  const ended = new Promise((done) => child.on("close", (status) => done(status)));
  await new Promise((seen) =>
    child.stdout.on("data", (text) => {
      out += text;
      if (out.includes("iteration 200 ")) seen();
    }),
  );
  child.kill("SIGINT");
  assert.equal(await ended, 130);
  assert.match(out, /train accuracy \d+\.\d\d %\ntest accuracy \d+\.\d\d %\n$/);
  assert.match(err, /^purrceptron: Stopped at iteration \d+\.\n$/);
});

test("presets, keys, help, link and version print what they name", () => {
  const { lines: presets } = run(["presets"]);
  for (const name of ["c1w2-logistic", "c1w3-planar", "c1w4-two-layer", "c1w4-deep"])
    assert.ok(
      presets.some((line) => line.startsWith(`${name} `)),
      name,
    );
  const { lines: keys } = run(["keys"]);
  assert.ok(keys.some((line) => /^ {2}learning_rate .*: 0 to 100 \[0\.03\]$/.test(line)));
  const { lines: help } = run(["help"]);
  assert.deepEqual(help.slice(-keys.length), keys);
  assert.deepEqual(run(["--help"]).lines, help);
  assert.match(run(["run", "--help"]).lines.join("\n"), /--every/);
  assert.match(run(["--version"]).lines[0], /^purrceptron \d+\.\d+\.\d+ /);
  assert.deepEqual(run(["link", "seed=3", "preset=c1w4-deep"]).lines, [
    "#v=2&preset=c1w4-deep&seed=3",
  ]);
});

test("what presets prints can be typed as settings", () => {
  for (const line of run(["presets"]).lines) {
    const [name] = line.split(" ");
    const settings = line.slice(line.indexOf(" data=") + 1).split(" ");
    const full = run(["link", ...settings]);
    assert.equal(full.status, 0, full.complaints.join());
    const short = run(["link", `preset=${name}`]);
    assert.deepEqual(short.lines, [`#v=2&preset=${name}`]);
  }
});

test("without a screen the window says so", () => {
  const env = { DISPLAY: "", WAYLAND_DISPLAY: "" };
  const { status, complaints } = run([], { env });
  assert.equal(status, 1);
  assert.equal(complaints.length, 1);
  assert.match(complaints[0], /No window can be opened \(.*“purrceptron run” trains without one/);
});
