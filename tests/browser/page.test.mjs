// The page in Chromium: opening, drawing, dragging, links, keyboard, touch, and what a browser lacks.
/* global purr */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { controlBox, finished, settled, useChromium } from "./support/chromium.mjs";
import { kScreens, kSite, timedTest as test } from "./support/site.mjs";

const stage = useChromium();
const { withPage } = stage;

test("the page opens with cats and a finished curve, without errors and strangers", async (t) => {
  const page = await withPage(t);
  await page.waitForFunction(() => performance.getEntriesByName("purr:first-curve").length > 0);
  const at = await page.evaluate(() =>
    Object.fromEntries(performance.getEntriesByType("mark").map((m) => [m.name, m.startTime])),
  );
  const sinceModule = at["purr:first-curve"] - at["purr:module"];
  t.diagnostic(
    `program compiled ${Math.round(at["purr:module"])} ms after navigation, first frame ` +
      `${Math.round(at["purr:first-frame"] - at["purr:module"])} ms later, the curve ` +
      `${Math.round(sinceModule)} ms later`,
  );
  const shot = await page.evaluate(() => purr.snapshot());
  assert.equal(shot.error, null);
  assert.equal(shot.iteration, shot.curve.at(-1)[0]);
  assert.ok(shot.curve.length > 400);
  assert.ok(shot.curve.at(-1)[1] < 0.5 * shot.curve[0][1], "it has learnt");
  assert.ok(shot.testCurve.length > 2);
  // Idle, this takes under a second; the bound is for a machine that compiles beside the test.
  assert.ok(sinceModule < 10000, `${sinceModule} ms to the first curve`);
  assert.deepEqual(page.troubles, []);
});

/** Compressed, of all files that the page fetches until its first run is finished. */
const kFirstVisitBytes = 881_000;

test("a first visit stays within its budget of bytes", async (t) => {
  const page = await withPage(t, { firstVisit: true });
  await finished(page);
  const sizes = await page.evaluate(() =>
    ["navigation", "resource"]
      .flatMap((type) => performance.getEntriesByType(type))
      .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize]),
  );
  // A file that was preloaded is listed twice.
  const files = [...new Map(sizes.sort((a, b) => a[1] - b[1]))].reverse();
  const total = files.reduce((sum, [, size]) => sum + size, 0);
  const largest = files
    .slice(0, 3)
    .map(([name, size]) => `${name} ${size}`)
    .join(", ");
  t.diagnostic(`${total} bytes in ${files.length} files: ${largest}, …`);
  assert.ok(files[0][0].endsWith("purrceptron.wasm") && files[0][1] > 100_000, "sizes are known");
  assert.ok(
    total <= kFirstVisitBytes,
    `a first visit takes ${total} bytes, ${total - kFirstVisitBytes} too many; the largest: ${largest}`,
  );
  assert.ok(!files.some(([name]) => /chinese|glyphs|h5wasm/.test(name)), "nothing for later");
});

test("at rest nothing is drawn", async (t) => {
  const page = await withPage(t, {
    before: `
      globalThis.framesAsked = 0;
      const ask = requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (f) => (++framesAsked, ask(f));`,
  });
  await finished(page);
  await page.waitForTimeout(2500);
  const before = await page.evaluate(() => globalThis.framesAsked);
  await page.waitForTimeout(1500);
  const asked = (await page.evaluate(() => globalThis.framesAsked)) - before;
  assert.ok(asked <= 3, `${asked} frames in 1.5 s of rest`);
});

test("a first visit replays the finished run and ends where it was", async (t) => {
  const page = await withPage(t, {
    firstVisit: true,
    before: `
      globalThis.phases = [];
      setInterval(() => {
        const phase = globalThis.purr?.snapshot?.()?.phase;
        if (phase && phase !== phases.at(-1)) phases.push(phase);
      }, 5);`,
  });
  await settled(page, () => /finished,.*training,.*finished$/.test(globalThis.phases.join()));
  const replayed = await page.evaluate(() => purr.snapshot().cost);
  await page.evaluate(() => purr.runTo(500));
  await finished(page);
  assert.equal(await page.evaluate(() => purr.snapshot().cost), replayed);
  const kept = await page.evaluate(() => localStorage.getItem("purrceptron.arrangement"));
  assert.match(kept, /replay=1/);
  assert.deepEqual(page.troubles, []);
});

test("dragging a layer's slider re-trains at once and writes the address", async (t) => {
  const page = await withPage(t);
  await finished(page);
  const before = await page.evaluate(() => purr.snapshot());
  const box = await controlBox(page, "slider", "Units of layer 1");
  const middle = box.y + box.height / 2;
  const thumb = box.x + (box.width * before.layers[1]) / 64;
  await page.mouse.move(thumb, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, middle, { steps: 12 });
  await page.mouse.up();
  await settled(page, (units) => purr.snapshot().layers[1] !== units, before.layers[1]);
  await finished(page);
  const now = await page.evaluate(() => ({ ...purr.snapshot(), hash: location.hash }));
  assert.ok(now.layers[1] > before.layers[1], `${now.layers[1]} units`);
  assert.deepEqual(now.layers.slice(2), before.layers.slice(2), "the other layers stay");
  assert.notDeepEqual(now.curve, before.curve);
  await settled(page, (units) => location.hash.includes(`hidden=${units},`), now.layers[1]);
  assert.deepEqual(page.troubles, []);
});

test("a link gives the identical run in a fresh browser, every double equal", async (t) => {
  const first = await withPage(t);
  await first.evaluate(() => {
    purr.set("hidden", "9,4");
    purr.set("seed", 7);
    purr.set("learning_rate", 0.01);
  });
  const one = await first.evaluate(async () => {
    await purr.runTo(600);
    return { link: purr.link(), shot: purr.snapshot() };
  });
  const second = await withPage(t, { run: one.link.split("#")[1] });
  const two = await second.evaluate(async () => {
    await purr.runTo(600);
    return { link: purr.link(), shot: purr.snapshot() };
  });
  assert.equal(two.link, one.link);
  assert.deepEqual(two.shot.layers, one.shot.layers);
  assert.equal(two.shot.curve.length, 601);
  for (const key of ["curve", "testCurve", "cost", "trainAccuracy", "testAccuracy", "m", "mTest"])
    assert.deepEqual(two.shot[key], one.shot[key], key);
});

test("going back returns to the run before", async (t) => {
  const page = await withPage(t);
  await finished(page);
  await page.evaluate(() => (location.hash = "hidden=3"));
  await settled(page, () => purr.snapshot().layers[1] === 3);
  await page.goBack();
  await settled(page, () => purr.snapshot().layers[1] !== 3);
});

test("window.purr trains, rewinds and answers", async (t) => {
  const page = await withPage(t);
  const answers = await page.evaluate(async () => {
    const heard = [];
    const stop = purr.on("settings", () => heard.push("settings"));
    const at300 = await purr.runTo(300);
    const at100 = await purr.runTo(100);
    purr.step(5);
    const weights = await purr.weights(2);
    const y = await purr.predict(new Uint8Array(12288).fill(128));
    const picture = new ImageData(100, 80);
    const z = await purr.predict(picture);
    const notes = purr.set("hidden", "x");
    purr.set("hidden", "6");
    stop();
    const wrong = [];
    for (const call of [() => purr.weights(99), () => purr.predict("cat"), () => purr.runTo(-1)])
      wrong.push(await call().then(String, (error) => error.message));
    return { at300, at100, weights, y, z, notes, heard, wrong, version: purr.version };
  });
  const { at300, at100, weights } = answers;
  assert.equal(at300.iteration, 300);
  assert.equal(at100.iteration, 100);
  assert.deepEqual(at100.curve, at300.curve.slice(0, 101));
  assert.deepEqual([weights.rows, weights.columns], [7, 20]);
  assert.equal(Object.keys(weights.W).length, 140);
  for (const value of [answers.y, answers.z]) assert.ok(value > 0 && value < 1, `${value}`);
  assert.equal(answers.notes.length, 1);
  assert.ok(answers.heard.length > 0);
  assert.equal(answers.wrong.filter((words) => /takes|whole number/.test(words)).length, 3);
  assert.match(answers.version, /^\d+\.\d+/);
});

test("every control is there for keyboard and screen reader, and works", async (t) => {
  const page = await withPage(t);
  await finished(page);
  const slider = page.getByRole("slider", { name: "Units of layer 1" });
  const before = Number(await slider.inputValue());
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await settled(page, (units) => purr.snapshot().layers[1] === units, before + 1);
  await page.waitForTimeout(400);
  assert.equal(await slider.inputValue(), String(before + 1));
  assert.ok(await slider.evaluate((element) => element === document.activeElement));
  await page.getByRole("button", { name: "中文" }).first().press("Enter");
  await settled(page, () => document.documentElement.lang === "zh-CN");
  const words = await page.locator("#mirror").evaluate((mirror) => mirror.textContent);
  assert.match(words, /\p{Script=Han}/u);
  await settled(page, () => document.getElementById("live").textContent !== "");
});

test("Tab leaves the canvas, and the browser keeps its keys", async (t) => {
  const page = await withPage(t);
  await finished(page);
  await page.mouse.click(700, 885); // the status line: nothing to press
  await page.evaluate(() => document.getElementById("canvas").focus());
  const prevented = await page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const isPrevented = (code, more = {}) =>
      !canvas.dispatchEvent(
        new KeyboardEvent("keydown", { code, key: code, bubbles: true, cancelable: true, ...more }),
      );
    return {
      Tab: isPrevented("Tab"),
      F5: isPrevented("F5"),
      find: isPrevented("KeyF", { ctrlKey: true }),
      backspace: isPrevented("Backspace"),
      down: isPrevented("ArrowDown"),
    };
  });
  assert.deepEqual(prevented, {
    Tab: false,
    F5: false,
    find: false,
    backspace: false,
    down: true, // it would scroll
  });
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "canvas");
});

test("the picture is sharp at every pixel ratio and follows the window", async (t) => {
  for (const dpr of [1, 1.25, 2, 3]) {
    const page = await withPage(t, { width: 801, height: 603, dpr });
    const pixels = () =>
      page.evaluate(() => {
        const { width, height } = document.getElementById("canvas");
        return [width, height];
      });
    assert.deepEqual(await pixels(), [Math.round(801 * dpr), Math.round(603 * dpr)]);
    await page.setViewportSize({ width: 640, height: 480 });
    await settled(page, (width) => document.getElementById("canvas").width === width, 640 * dpr);
    assert.equal(
      await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
      false,
    );
  }
});

test("a finger operates the phone's page", async (t) => {
  const page = await withPage(t, { width: 390, height: 844, dpr: 3, touch: true });
  await finished(page);
  const button = await controlBox(page, "button", "Rewind");
  assert.ok(button.height >= 44 || button.width >= 44, JSON.stringify(button));
  await page.touchscreen.tap(button.x + button.width / 2, button.y + button.height / 2);
  await settled(page, () => purr.snapshot().iteration === 0);

  // A finger on a slider moves it; on anything else it scrolls, and presses nothing.
  const slider = await controlBox(page, "slider", "Learning rate α");
  const middle = slider.y + slider.height / 2;
  const along = (part) => [slider.x + part * slider.width, middle];
  await strokeFinger(page, along(0.5), along(0.8));
  await settled(page, () => purr.link().includes("learning_rate="));
  await page.waitForTimeout(500);
  const after = await page.evaluate(() => purr.link());
  const top = (await controlBox(page, "slider", "Learning rate α")).y;
  await strokeFinger(page, [200, 700], [200, 520]);
  await page.waitForTimeout(1200);
  assert.ok((await controlBox(page, "slider", "Learning rate α")).y < top - 60, "it scrolled");
  assert.equal(await page.evaluate(() => purr.link()), after);
  assert.deepEqual(page.troubles, []);
});

/** One finger, down at `from`, lifted at `to`. */
async function strokeFinger(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const send = (type, point) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: point ? [{ x: point[0], y: point[1] }] : [],
    });
  await send("touchStart", from);
  await page.waitForTimeout(80);
  for (let i = 1; i <= 10; ++i) {
    await send(
      "touchMove",
      [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * i) / 10),
    );
    await page.waitForTimeout(30);
  }
  await send("touchEnd");
  await session.detach();
}

test("copying puts the link on the clipboard", async (t) => {
  const page = await withPage(t);
  await finished(page);
  const button = await controlBox(page, "button", "Share link");
  await page.mouse.click(button.x + button.width / 2, button.y + button.height / 2);
  await page.waitForTimeout(300);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.startsWith(stage.site.address), text);
});

test("a lost picture comes back and training goes on meanwhile", async (t) => {
  const page = await withPage(t);
  await finished(page);
  const before = await page.screenshot();
  const end = await page.evaluate(() => purr.snapshot().iteration);
  const iteration = await page.evaluate(async (end) => {
    const gl = document.getElementById("canvas").getContext("webgl2");
    const extension = gl.getExtension("WEBGL_lose_context");
    extension.loseContext();
    const { iteration } = await purr.runTo(200);
    await purr.runTo(end);
    extension.restoreContext();
    return iteration;
  }, end);
  assert.equal(iteration, 200);
  await page.waitForTimeout(800);
  const after = await page.screenshot();
  // The same run at the same place: only numbers of time may differ.
  const ratio = after.length / before.length;
  assert.ok(ratio > 0.9 && ratio < 1.1, `${before.length} and ${after.length} bytes`);
});

test("a trainer that crashes is replaced, in words", async (t) => {
  const page = await withPage(t, {
    before: `
      globalThis.workers = [];
      const RealWorker = Worker;
      globalThis.Worker = class extends RealWorker {
        constructor(...args) { super(...args); workers.push(this); }
      };`,
  });
  await finished(page);
  const curve = await page.evaluate(() => purr.snapshot().curve);
  await page.evaluate(() =>
    globalThis.workers[0].onmessage({ data: { type: "crash", report: "made by a test" } }),
  );
  await page.getByRole("alert").filter({ hasText: "started again" }).waitFor();
  await settled(page, () => globalThis.workers.length === 2);
  await page.waitForTimeout(200);
  await finished(page);
  assert.deepEqual(await page.evaluate(() => purr.snapshot().curve), curve);
});

for (const [what, before, words] of [
  ["WebGL 2", "delete globalThis.WebGL2RenderingContext", /WebGL 2/],
  [
    "a WebGL 2 context",
    "HTMLCanvasElement.prototype.getContext = () => null",
    /graphics acceleration/,
  ],
  ["WebAssembly", "delete globalThis.WebAssembly", /WebAssembly/],
  ["SIMD", "WebAssembly.validate = () => false", /SIMD/],
])
  test(`a browser without ${what} gets a page that says so`, async (t) => {
    const page = await withPage(t, { before, waitForReady: false });
    await page.locator("#failure").filter({ hasText: words }).waitFor();
    assert.equal(await page.locator("#loading").isVisible(), false);
  });

test("a program that does not arrive, or stops, says so with a way on", async (t) => {
  const page = await withPage(t, {
    before: `const real = fetch;
      globalThis.fetch = (what, ...more) =>
        String(what).includes(".wasm") ? Promise.reject(new TypeError("offline")) : real(what, ...more);`,
    waitForReady: false,
  });
  await page.locator("#failure").filter({ hasText: "could not be loaded" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Reload" }).isVisible(), true);

  const crashed = await withPage(t);
  // The loading screen is gone: the page of the failure must not need it.
  await crashed.locator("#loading").waitFor({ state: "detached" });
  await crashed.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable, made by a test");
    });
  });
  await crashed.locator("#failure").filter({ hasText: "program stopped" }).waitFor();
  const report = await crashed.locator("#failure-report").textContent();
  assert.match(report, /Purrceptron \{.*made by a test/s);
  const download = crashed.waitForEvent("download");
  await crashed.getByRole("button", { name: "Save the state" }).click();
  assert.match((await download).suggestedFilename(), /^purrceptron-state\.json$/);
  assert.match(await crashed.locator("#failure-link").getAttribute("href"), /#/);
});

test("opened as a file, or without scripts, the page says what to do", async (t) => {
  const page = await stage.browser.newPage();
  t.after(() => page.close());
  await page.goto(pathToFileURL(join(kSite, "index.html")).href);
  await page.locator("#opened-as-file").filter({ hasText: "web server" }).waitFor();
  const context = await stage.browser.newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const bare = await context.newPage();
  await bare.goto(stage.site.address);
  await bare.locator("noscript p", { hasText: "needs JavaScript" }).waitFor();
  assert.equal(await bare.locator("#loading-bar").isVisible(), false);
});

test("screenshots in both themes at three sizes", async (t) => {
  for (const theme of ["light", "dark"])
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ]) {
      const isPhone = width < 600;
      const page = await withPage(t, {
        width,
        height,
        theme,
        touch: isPhone,
        dpr: isPhone ? 2 : 1,
      });
      await finished(page);
      await page.waitForTimeout(600);
      const path = join(kScreens, `page-${theme}-${width}x${height}.png`);
      const picture = await page.screenshot({ path });
      // An empty canvas compresses to a few kilobytes.
      assert.ok(picture.length > 40000, `${path} has only ${picture.length} bytes`);
      await page.context().close();
    }
  const chinese = await withPage(t, { locale: "zh-CN" });
  await finished(chinese);
  await chinese.waitForTimeout(600);
  await chinese.screenshot({ path: join(kScreens, "page-zh-1440x900.png") });
  assert.equal(await chinese.evaluate(() => document.documentElement.lang), "zh-CN");
});
