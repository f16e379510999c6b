// What only a browser shows of the page for everyone: the accessibility tree, axe, two fingers.
// Keyboard, layouts and sizes of text are tested without one: tests/shell/app, tests/shell/panels.
/* global axe, purr */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { controlBox, finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const kMirrorMs = 350; // the mirror follows the canvas within this
/** Small, so that every change of a setting is trained at once. */
const kSmall = "m=40&m_test=20&hidden=4,3&iterations=30";

test("a preset, a layer, a run and its result by the accessibility tree alone", async (t) => {
  const page = await withPage(t, { run: kSmall });
  await finished(page);
  await page
    .getByRole("combobox", { name: "Preset" })
    .selectOption({ label: "Week 3 · Shallow network" });
  await settled(page, () => purr.snapshot().layers.join() === "2,4,1");
  const units = page.getByRole("slider", { name: "Units of layer 1" });
  await units.press("ArrowRight");
  await settled(page, () => purr.snapshot().layers[1] === 5);
  await page.getByRole("button", { name: "Rewind" }).first().press("Enter");
  await settled(page, () => purr.snapshot().iteration === 0);
  await page.getByRole("button", { name: "Train", exact: true }).press("Enter");
  await settled(page, () => purr.snapshot().phase === "finished");
  await settled(page, () => /accuracy \d/.test(document.getElementById("live").textContent));
  assert.deepEqual(page.troubles, []);
});

test("a reload keeps the pinned runs and how the screen is arranged", async (t) => {
  const page = await withPage(t, { run: kSmall });
  await finished(page);
  await page.getByRole("button", { name: /^Data: open/ }).press("Enter");
  await page.getByRole("button", { name: /^pin/ }).first().press("Enter");
  await page.getByRole("button", { name: "runs 1" }).waitFor({ state: "attached" });
  await settled(page, () => localStorage.getItem("purrceptron.pinned-runs") !== null);
  await page.reload();
  await page.waitForFunction(() => globalThis.purr !== undefined);
  await finished(page);
  await page.getByRole("button", { name: "runs 1" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: /^Data: folded/ }).waitFor({ state: "attached" });
  // What is kept is anything that a page of this host has written there.
  await page.evaluate(() =>
    localStorage.setItem("purrceptron.pinned-runs", '{"version":1,"runs":'),
  );
  await page.reload();
  await page.waitForFunction(() => globalThis.purr !== undefined);
  await finished(page);
  assert.equal(await page.getByRole("button", { name: "runs 1" }).count(), 0);
  assert.deepEqual(page.troubles, []);
});

test("axe finds nothing serious in any state of the page", async (t) => {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
  const look = async (page, what) => {
    await page.waitForTimeout(kMirrorMs);
    await page.evaluate(source);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]),
      [],
      what,
    );
  };
  const page = await withPage(t, { run: kSmall });
  await finished(page);
  await look(page, "the page");
  await page.getByRole("button", { name: "Help" }).first().press("Enter");
  await look(page, "a dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export" }).first().press("Enter");
  await look(page, "a menu");
  const phone = await withPage(t, { width: 390, height: 844, touch: true, run: "data=flower" });
  await finished(phone);
  await look(phone, "a phone");
});

test("two fingers zoom the boundary on a phone", async (t) => {
  const page = await withPage(t, {
    width: 390,
    height: 844,
    dpr: 2,
    touch: true,
    run: "preset=c1w3-planar&iterations=200",
  });
  await finished(page);
  await page.locator('#mirror [data-id="phone/data"]').press("Enter");
  await page.getByRole("button", { name: "Large boundary" }).first().press("Enter");
  const plane = page.getByRole("slider", { name: "Zoom of the plane" });
  await plane.waitFor({ state: "attached" });
  await page.waitForTimeout(350);
  const box = await controlBox(page, "slider", "Zoom of the plane");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type, apart) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints:
        apart === null
          ? []
          : [
              { x: x - apart, y, id: 1 },
              { x: x + apart, y, id: 2 },
            ],
    });
  const level = async () => Number(await plane.inputValue());
  assert.equal(await level(), 0);
  await touch("touchStart", 30);
  for (let apart = 40; apart <= 120; apart += 20) await touch("touchMove", apart);
  await touch("touchEnd", null);
  await settled(
    page,
    () => Number(document.querySelector('#mirror [data-id="boundary/plane"]').value) > 2,
  );
  // The page itself was not zoomed.
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  assert.deepEqual(page.troubles, []);
});
