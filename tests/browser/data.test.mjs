// Emoji, a person's own pictures, tables, and files that a link names.
/* global purr */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { zipSync } from "fflate";
import sharp from "sharp";
import { dropFiles, finished, settled, useChromium } from "./support/chromium.mjs";
import { courseFiles, skipWithoutCourse, timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

test("emoji are fetched from this host when they are chosen, and trained on", async (t) => {
  const page = await withPage(t, { run: "data=emoji&m=60&m_test=40&hidden=4&iterations=50" });
  await finished(page);
  const shot = await page.evaluate(() => purr.snapshot());
  assert.equal(shot.m, 60);
  assert.equal(shot.mTest, 40);
  assert.equal(shot.error, null);
  assert.deepEqual(page.troubles, []);
  await page.screenshot({ path: `${process.env.PURR_SCREENS ?? "/tmp"}/emoji.png` });
});

test("emoji that cannot be fetched are said in words, and the page goes on", async (t) => {
  const page = await withPage(t);
  await page.route("**/glyphs.bin.gz", (route) => route.abort());
  await finished(page);
  await page.evaluate(() => purr.set("data", "emoji"));
  await settled(page, () => purr.snapshot().notes.some((note) => note.includes("emoji")));
  await page.evaluate(() => purr.set("data", "moons"));
  await settled(page, () => purr.snapshot().m === 300);
});

test("the Chinese typefaces are fetched when Chinese is chosen, and in words if they cannot", async (t) => {
  const page = await withPage(t);
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await page.route("**/chinese-fonts.bin.gz", (route) => route.abort());
  await finished(page);
  await page.evaluate(() => purr.set("lang", "zh"));
  await settled(page, () => purr.snapshot().notes.some((note) => note.includes("typefaces")));
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.unroute("**/chinese-fonts.bin.gz");
  await page.evaluate(() => purr.set("lang", "zh"));
  await settled(page, () => document.documentElement.lang === "zh-CN");
  assert.equal(requests.filter((path) => path.includes("chinese-fonts")).length, 2);
});

/** 300 files of odd sizes in four formats, two folders, and three bad ones among them. */
async function mixedZip() {
  const formats = ["jpeg", "png", "webp", "gif"];
  const files = {};
  for (let i = 0; i < 297; ++i) {
    const folder = i % 3 === 0 ? "cats" : "others";
    const format = formats[i % 4];
    const picture = sharp({
      create: {
        width: 5 + ((i * 37) % 400),
        height: 5 + ((i * 53) % 300),
        channels: 3,
        background: { r: (i * 7) % 256, g: folder === "cats" ? 200 : 40, b: 90 },
      },
    });
    files[`pets/${folder}/${i}.${format}`] = await picture.toFormat(format).toBuffer();
  }
  const whole = await sharp({
    create: { width: 300, height: 200, channels: 3, background: "#8af" },
  })
    .png()
    .toBuffer();
  files["pets/cats/corrupt.png"] = whole.subarray(0, whole.length / 2);
  files["pets/cats/huge.png"] = await sharp({
    create: { width: 12000, height: 9000, channels: 3, background: "#123" },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  files["pets/others/renamed.jpg"] = Buffer.from("a text file that somebody renamed\n".repeat(9));
  return Buffer.from(zipSync(files, { level: 0 }));
}

test("a zip of 300 mixed pictures becomes two classes, and the bad ones are named", async (t) => {
  const page = await withPage(t);
  await finished(page);
  await page.evaluate(() => {
    globalThis.gap = 0;
    let last = performance.now();
    const look = (now) => {
      globalThis.gap = Math.max(globalThis.gap, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    purr.on("pictures", (detail) => (globalThis.pictures = detail));
  });
  const zip = await mixedZip();
  await page.evaluate(() => (globalThis.gap = 0));
  for (let i = 0; i < 10; ++i) {
    await page.mouse.move(300 + 20 * i, 300);
    await page.waitForTimeout(100);
  }
  const calm = await page.evaluate(() => globalThis.gap);
  await dropFiles(page, [{ name: "pets.zip", bytes: zip }]);
  // Handing the zip over to the page blocks it; what the page does with it must not.
  await page.evaluate(() => (globalThis.gap = 0));
  await settled(page, () => globalThis.pictures !== undefined, null, 120000);
  const { pictures, gap } = await page.evaluate(() => ({
    pictures: globalThis.pictures,
    gap: globalThis.gap,
  }));
  assert.equal(pictures.count, 297);
  assert.equal(pictures.ones, 99);
  assert.equal(pictures.bad, 3);
  const problems = pictures.problems.join("\n");
  assert.match(problems, /corrupt\.png.*end is missing/);
  assert.match(problems, /huge\.png.*12000×9000/);
  assert.match(problems, /renamed\.jpg.*text/);
  t.diagnostic(
    `largest frame gap while reading ${gap.toFixed(0)} ms, while a pointer moves ${calm.toFixed(0)}`,
  );
  // A machine that has other work is slow with a pointer, too.
  assert.ok(gap < Math.max(100, 3 * calm), `${gap} ms without a frame`);
  await settled(page, () => purr.snapshot().m === 237 && purr.snapshot().mTest === 60);
  await finished(page);
  const later = await page.evaluate(() => globalThis.gap);
  t.diagnostic(`largest frame gap until it is learnt ${later.toFixed(0)} ms`);
  const shot = await page.evaluate(() => purr.snapshot());
  assert.ok(shot.trainAccuracy > 0.9, `the two greens are told apart: ${shot.trainAccuracy}`);
  assert.deepEqual(page.troubles, []);
  await page.screenshot({ path: `${process.env.PURR_SCREENS ?? "/tmp"}/mine.png` });
});

test("the sheet of a set that is asked for piece by piece looks as that of a whole one", async (t) => {
  // 2048 pictures are sent whole; the first ones are the same in every larger set.
  const run = "m=2038&m_test=10&iterations=1&hidden=1&solver=primal&example_set=train";
  const page = await withPage(t, { width: 1440, height: 900, run });
  const shots = [];
  for (const m of [2038, 2039]) {
    await page.evaluate((m) => purr.set("m", String(m)), m);
    await settled(page, (m) => purr.snapshot().m === m, m);
    await finished(page);
    await page.evaluate(() => purr.runTo(0));
    await page.evaluate(() => document.querySelector('#mirror [data-id="data/more"]').click());
    await page.waitForTimeout(800);
    await page.mouse.move(500, 500);
    // To the end, where both have as many rows; the last one is left out below.
    for (let i = 0; i < 20; ++i) {
      await page.mouse.wheel(0, 2000);
      await page.waitForTimeout(30);
    }
    await page.mouse.move(1420, 880);
    await page.waitForTimeout(1000);
    shots.push(await page.screenshot({ clip: { x: 252, y: 224, width: 500, height: 520 } }));
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
  }
  assert.ok(shots[0].length > 200000, "the sheet is full of pictures");
  assert.ok(shots[0].equals(shots[1]), "the same pictures at the same places");
  assert.deepEqual(page.troubles, []);
});

test("a table of any columns is read and trained on", async (t) => {
  const page = await withPage(t);
  await finished(page);
  let text = "age;weight;length;kind\n";
  for (let i = 0; i < 60; ++i)
    text += `${i % 7},5;${i % 2 === 0 ? "1,5" : "3,5"};${(i * 13) % 11};${i % 2 === 0 ? "cat" : "dog"}\n`;
  await dropFiles(page, [{ name: "pets.csv", bytes: Buffer.from(text) }]);
  await settled(page, () => purr.snapshot().m === 48 && purr.snapshot().mTest === 12);
  await finished(page);
  const shot = await page.evaluate(() => purr.snapshot());
  assert.equal(shot.layers[0], 3);
  assert.ok(shot.trainAccuracy > 0.9, `${shot.trainAccuracy}`);
  await page.screenshot({ path: `${process.env.PURR_SCREENS ?? "/tmp"}/table.png` });
  assert.deepEqual(page.troubles, []);
});

test("cells pasted from a spreadsheet become points or a table", async (t) => {
  const page = await withPage(t);
  await finished(page);
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData("text/plain", "x1\tx2\tlabel\n1,5\t2\t0\n3\t0,4\t1\n2\t2\t1\n");
    window.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer }));
  });
  await settled(page, () => purr.snapshot().m === 3);
  // Two columns of numbers and a label are a table, which is drawn in the plane.
  assert.match(await page.evaluate(() => purr.link()), /data=table/);
  assert.deepEqual(await page.evaluate(() => purr.snapshot().layers[0]), 2);
});

/** Another host: the same machine at another port. */
async function otherHost(t, allows) {
  const server = createServer((request, response) => {
    const headers = allows ? { "access-control-allow-origin": "*" } : {};
    const file = courseFiles?.find((path) => path.endsWith(request.url.slice(1)));
    if (request.url === "/cut.h5") {
      const bytes = readFileSync(courseFiles[0]);
      response.writeHead(200, { ...headers, "content-length": bytes.length });
      response.write(bytes.subarray(0, 100000));
      setTimeout(() => response.destroy(), 50);
    } else if (file) {
      response.writeHead(200, headers).end(readFileSync(file));
    } else {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const linkTo = (train, test) =>
  `preset=c1w4-deep&iterations=20&train_url=${encodeURIComponent(train)}&test_url=${encodeURIComponent(test)}`;

test(
  "a link that names the course's files on another host asks, fetches and trains",
  { skip: skipWithoutCourse },
  async (t) => {
    const host = await otherHost(t, true);
    const names = courseFiles.map((path) => path.split("/").at(-1));
    const train = names.find((name) => name.startsWith("train"));
    const test = names.find((name) => name.startsWith("test"));
    const page = await withPage(t, { run: linkTo(`${host}/${train}`, `${host}/${test}`) });
    await page.locator("dialog.question button").first().waitFor();
    // Nothing was asked of the other host before.
    assert.deepEqual(
      page.troubles.filter((trouble) => trouble.includes("request to")),
      [],
    );
    await page.locator("dialog.question button").first().click();
    await settled(page, () => purr.snapshot().m === 209 && purr.snapshot().mTest === 50);
    await finished(page);
    assert.match(await page.evaluate(() => purr.link()), /train_url=http/);
  },
);

test(
  "what stands in the way of a link's files is said in words",
  { skip: skipWithoutCourse },
  async (t) => {
    const closed = await otherHost(t, false);
    const open = await otherHost(t, true);
    const train = courseFiles.map((path) => path.split("/").at(-1)).find((n) => /^train/.test(n));
    for (const [address, words] of [
      [`${closed}/${train}`, "CORS"],
      [`${open}/nowhere.h5`, "404"],
      [`${open}/cut.h5`, "was cut off"],
    ]) {
      const page = await withPage(t, { run: linkTo(address, address) });
      await page.locator("dialog.question button").first().click();
      await settled(
        page,
        (wanted) => purr.snapshot().notes.some((note) => note.includes(wanted)),
        words,
      );
    }
    const page = await withPage(t, { run: linkTo(`${open}/${train}`, "") });
    await page.locator("dialog.question button").nth(1).click();
    await settled(page, () => purr.snapshot().notes.some((note) => note.includes("as you chose")));
  },
);
