// Headers of pictures and directories of zips, intact and corrupted.
import assert from "node:assert/strict";
import test from "node:test";
import { inflateSync, zipSync } from "fflate";
import sharp from "sharp";
import { FileError } from "../../web/shared/errors.js";
import { checkPictureSize, isZip, pictureHeader } from "../../web/shared/picture-header.js";
import { isDebris, readZipDirectory, readZipEntry, splitPath } from "../../web/workers/zip.js";

const blob = (bytes) => new Blob([bytes]);
const plain = sharp({ create: { width: 37, height: 21, channels: 3, background: "#48c" } });

test("the size of a picture is read from its header", async () => {
  for (const kind of ["png", "jpeg", "gif", "webp"]) {
    const header = pictureHeader(new Uint8Array(await plain.clone().toFormat(kind).toBuffer()));
    assert.deepEqual(header, { kind, size: { width: 37, height: 21 } }, kind);
  }
  const lossless = await plain.clone().webp({ lossless: true }).toBuffer();
  assert.deepEqual(pictureHeader(lossless).size, { width: 37, height: 21 });
  assert.equal(pictureHeader(await plain.clone().avif().toBuffer()).kind, "avif");
  const bmp = new Uint8Array(64);
  bmp.set([0x42, 0x4d]);
  new DataView(bmp.buffer).setUint32(14, 40, true);
  new DataView(bmp.buffer).setInt32(18, 37, true);
  new DataView(bmp.buffer).setInt32(22, -21, true); // rows from above
  assert.deepEqual(pictureHeader(bmp), { kind: "bmp", size: { width: 37, height: 21 } });
});

test("other files are not pictures, and corrupted headers do no harm", async () => {
  const text = new TextEncoder().encode("this is a text file that somebody renamed to cat.jpg");
  assert.equal(pictureHeader(text), null);
  assert.equal(pictureHeader(new Uint8Array()), null);
  const jpeg = new Uint8Array(await plain.clone().jpeg().toBuffer());
  for (let length = 0; length < jpeg.length; ++length) pictureHeader(jpeg.subarray(0, length));
  let state = 1;
  const random = (below) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;
  for (let round = 0; round < 3000; ++round) {
    const spoiled = jpeg.slice();
    for (let i = 0; i < 4; ++i) spoiled[random(spoiled.length)] = random(256);
    pictureHeader(spoiled);
  }
});

test("sizes are bounded", () => {
  checkPictureSize("a", { width: 6000, height: 4000 });
  for (const size of [
    { width: 12000, height: 9000 },
    { width: 70000, height: 1 },
  ])
    assert.throws(() => checkPictureSize("a", size), { code: "picture_too_large" });
  assert.throws(() => checkPictureSize("a", { width: 0, height: 9 }), { code: "picture_broken" });
});

test("a zip gives its files without the debris of file managers", async () => {
  const files = {
    "pets/cats/1.png": new Uint8Array([1, 2, 3]),
    "pets/dogs/2.png": [new Uint8Array(5000).fill(7), { level: 9 }],
    "__MACOSX/pets/._1.png": new Uint8Array([0]),
    "pets/.DS_Store": new Uint8Array([0]),
    "pets/empty/": new Uint8Array(),
    "stored.bin": [new Uint8Array([9, 9]), { level: 0 }],
  };
  const zip = zipSync(files);
  assert.ok(isZip(zip));
  const entries = await readZipDirectory("a.zip", blob(zip));
  assert.deepEqual(
    entries.map((entry) => entry.path),
    ["pets/cats/1.png", "pets/dogs/2.png", "stored.bin"],
  );
  const unpacked = [];
  for (const entry of entries) unpacked.push(await readZipEntry(blob(zip), entry, inflateSync));
  assert.deepEqual([...unpacked[0]], [1, 2, 3]);
  assert.equal(unpacked[1].length, 5000);
  assert.deepEqual([...unpacked[2]], [9, 9]);
  assert.deepEqual(splitPath(entries[0].path), { name: "1.png", folder: "cats" });
  assert.deepEqual(splitPath("a\\b.png"), { name: "b.png", folder: "a" });
  assert.ok(isDebris("x/Thumbs.db") && !isDebris("x/thumbs.dbx.png"));
});

test("a zip whose directory is wrong is refused with an error", async () => {
  const bomb = zipSync({ "a.bin": [new Uint8Array(100000), { level: 9 }] });
  const [entry] = await readZipDirectory("a.zip", blob(bomb));
  const fails = (changed, code) =>
    assert.rejects(readZipEntry(blob(bomb), { ...entry, ...changed }, inflateSync), { code });
  await fails({ size: 10 }, "zip_entry_broken"); // longer than its entry says
  await fails({ size: 200000 }, "zip_entry_broken"); // shorter
  await fails({ size: 2 ** 31 }, "file_too_large");
  await fails({ offset: 2 ** 31 }, "zip_entry_broken");
  await fails({ packed: 2 ** 31 }, "zip_entry_broken");
  await fails({ method: 12 }, "zip_method");
  await fails({ isLocked: true }, "zip_locked");
  await assert.rejects(readZipDirectory("a.zip", blob(new Uint8Array(10))), { code: "zip_broken" });
});

test("a zip cut off or corrupted anywhere gives an error or files, and never hangs", async () => {
  const zip = zipSync({ "a/1.bin": new Uint8Array(300).fill(1), "b/2.bin": new Uint8Array(40) });
  const look = async (bytes) => {
    try {
      for (const entry of await readZipDirectory("a.zip", blob(bytes)))
        await readZipEntry(blob(bytes), entry, inflateSync, 1 << 20);
    } catch (error) {
      assert.ok(error instanceof FileError, String(error?.stack));
    }
  };
  for (let length = 0; length < zip.length; ++length) await look(zip.slice(0, length));
  let state = 7;
  const random = (below) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below;
  for (let round = 0; round < 1500; ++round) {
    const spoiled = zip.slice();
    for (let i = 0; i < 3; ++i) spoiled[random(spoiled.length)] = random(256);
    await look(spoiled);
  }
});
