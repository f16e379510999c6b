// The native window on a virtual screen: it trains, shows, answers the mouse, and rests.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { program, temporaryFolder } from "../command_line/program.mjs";
import { readPng } from "./png.mjs";

const screens =
  process.env.PURR_SCREENS || fileURLToPath(new URL("../../build/screens", import.meta.url));
mkdirSync(screens, { recursive: true });
const skip = process.env.DISPLAY ? false : "there is no screen (DISPLAY is empty); use xvfb-run";
const options = { skip, timeout: 180_000 };

/** Opens the window, lets it write a picture once its run has ended, and reads the picture. */
function picture(name, ...words) {
  const path = join(screens, name);
  const { status, stderr } = spawnSync(
    program,
    ["window", "--screenshot", path, "--after", "finished", ...words],
    { encoding: "utf8", timeout: 120_000 },
  );
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return readPng(readFileSync(path));
}

/** The window left open until the test ends. */
function openWindow(t, ...words) {
  const child = spawn(program, ["window", "--size", "1440x900", ...words], { stdio: "ignore" });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

/** What is on the whole virtual screen. */
function screen() {
  const { status, stdout } = spawnSync(
    "import",
    ["-window", "root", "-depth", "8", "-define", "png:color-type=2", "png:-"],
    { maxBuffer: 1 << 26 },
  );
  assert.equal(status, 0);
  return readPng(stdout);
}

function differentPixels(a, b) {
  let count = 0;
  for (let i = 0; i < a.rgb.length; i += 3)
    if (a.rgb[i] !== b.rgb[i] || a.rgb[i + 1] !== b.rgb[i + 1] || a.rgb[i + 2] !== b.rgb[i + 2])
      ++count;
  return count;
}

/** Looks at the screen until two looks in a row are the same. */
async function screenAtRest() {
  let last = screen();
  for (let look = 0; look < 120; ++look) {
    await sleep(700);
    const next = screen();
    if (brightness(next) > 1 && differentPixels(last, next) === 0) return next;
    last = next;
  }
  assert.fail("the window does not come to rest");
}

function colours({ rgb }) {
  const seen = new Set();
  for (let i = 0; i < rgb.length; i += 3) seen.add((rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2]);
  return seen;
}

function brightness({ rgb }) {
  let sum = 0;
  for (const value of rgb) sum += value;
  return sum / rgb.length;
}

/** Clock ticks of processor time that a process has taken. */
function ticks(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

test("the window trains and shows its panels, light and dark", options, () => {
  const light = picture("window.png", "--size", "1440x900", "--theme", "light");
  const dark = picture("window-dark.png", "--size", "1440x900", "--theme", "dark");
  for (const { width, height } of [light, dark]) assert.deepEqual([width, height], [1440, 900]);
  // Pictures of cats, a drawing and curves have many colours; an empty window has a handful.
  assert.ok(colours(light).size > 3000, `${colours(light).size} colours`);
  assert.ok(colours(dark).size > 3000, `${colours(dark).size} colours`);
  assert.ok(brightness(light) > 190, `brightness ${brightness(light)}`);
  assert.ok(brightness(dark) < 90, `brightness ${brightness(dark)}`);
});

test("settings and language reach the window, at the size of a phone", options, () => {
  const english = picture("window-phone.png", "--size", "390x844", "data=flower", "lang=en");
  const chinese = picture("window-phone-zh.png", "--size", "390x844", "data=flower", "lang=zh");
  assert.deepEqual([english.width, english.height], [390, 844]);
  assert.ok(differentPixels(english, chinese) > 500);
});

test("a finished window takes no processor time", options, async (t) => {
  const { pid } = openWindow(t, "preset=c1w3-planar", "iterations=500");
  await screenAtRest();
  const before = ticks(pid);
  await sleep(3000);
  const spent = ticks(pid) - before;
  assert.ok(spent <= 3, `${spent} clock ticks in 3 s`); // of 300
});

test("the mouse over the curve brings a readout", options, async (t) => {
  spawnSync("xdotool", ["mousemove", "1500", "980"]);
  openWindow(t, "preset=c1w3-planar", "iterations=500");
  const before = await screenAtRest();
  const { error } = spawnSync("xdotool", ["mousemove", "600", "640"]);
  assert.ok(!error, String(error));
  const after = await screenAtRest();
  assert.ok(differentPixels(before, after) > 1000, "nothing changed under the mouse");
});

test("a bad file is said in the window, and the run goes on", options, (t) => {
  const path = join(temporaryFolder(t), "page.h5");
  writeFileSync(path, "<!DOCTYPE html>\n<html></html>\n");
  const words = ["--size", "1440x900", "--theme", "light", "preset=c1w3-planar", "iterations=500"];
  const good = picture("window-flower.png", ...words);
  const bad = picture("window-bad-file.png", ...words, "--data", path);
  const dark = ({ rgb }) => {
    let count = 0;
    for (let i = 0; i < rgb.length; i += 3) if (rgb[i] + rgb[i + 1] + rgb[i + 2] < 150) ++count;
    return count;
  };
  // The notice is the one large dark thing in the light theme.
  assert.ok(dark(bad) > dark(good) + 5000, `${dark(good)} and ${dark(bad)} dark pixels`);
});
