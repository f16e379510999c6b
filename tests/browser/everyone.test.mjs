// The page for everyone: every control by keyboard alone, fingers on a phone, the layout a person made.
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

/** In the page: id, kind, label and state of every control of the mirror. */
function mirrored() {
  return [...document.querySelectorAll("#mirror [data-id]")]
    .filter((element) => ["INPUT", "BUTTON", "SELECT"].includes(element.tagName))
    .map((element) => ({
      id: element.dataset.id,
      kind: element.tagName === "INPUT" ? element.type : element.tagName.toLowerCase(),
      label: element.getAttribute("aria-label") ?? element.textContent,
      isDisabled: element.getAttribute("aria-disabled") === "true",
      state: `${element.value} ${element.checked} ${element.getAttribute("aria-pressed")}`,
    }));
}

/** In the page: everything that a person could notice, as one text. */
function noticeable() {
  const { iteration, cost, layers, m, phase } = purr.snapshot();
  const root = document.documentElement;
  const shown = [...document.querySelectorAll("#mirror [data-id]")].map(
    (element) =>
      `${element.dataset.id} ${element.textContent} ${element.value} ${element.checked} ` +
      `${element.getAttribute("aria-pressed")} ${element.getAttribute("aria-valuetext")}`,
  );
  return JSON.stringify([
    [iteration, cost, layers, m, phase, purr.link(), root.lang, root.className],
    shown,
  ]);
}

/** Operates one control by keys alone. @returns {Promise<boolean>} whether anything came of it */
async function operate(page, { id, kind }) {
  const element = page.locator(`#mirror [data-id="${id}"]`);
  try {
    await element.focus({ timeout: 3000 });
  } catch (error) {
    if ((await element.count()) === 0) return true; // gone with a control that was operated before
    throw error;
  }
  let isHeard = false;
  const hear = () => (isHeard = true);
  for (const name of ["download", "filechooser", "popup"]) page.on(name, hear);
  const keys = {
    range: ["ArrowRight", "ArrowLeft"],
    number: ["ArrowUp", "ArrowDown"],
    checkbox: ["Space"],
    select: ["ArrowDown", "ArrowUp"],
    button: ["Enter"],
    text: ["x"],
  }[kind];
  for (const key of keys) {
    if (isHeard || (await element.count()) === 0) break;
    const before = await page.evaluate(noticeable);
    try {
      await element.press(key, { timeout: 3000 });
    } catch (error) {
      if ((await element.count()) === 0) break; // the mirror was a moment behind: it is gone, too
      throw error;
    }
    const end = Date.now() + 2000;
    while (!isHeard && Date.now() < end) {
      await page.waitForTimeout(40);
      isHeard = (await page.evaluate(noticeable)) !== before;
    }
  }
  for (const name of ["download", "filechooser", "popup"]) page.off(name, hear);
  return isHeard || (await element.count()) === 0;
}

/** Closes what stands over the page. */
async function settle(page) {
  const isCovered = () => document.querySelector('#mirror [data-id$="/close"]') !== null;
  if (!(await page.evaluate(isCovered))) return;
  await page.locator('#mirror [data-id$="/close"]').first().focus();
  await page.keyboard.press("Escape");
  await page.locator('#mirror [data-id$="/close"]').first().waitFor({ state: "detached" });
}

test("every control of the page works by keyboard alone", { timeout: 900000 }, async (t) => {
  const page = await withPage(t, { run: kSmall });
  await finished(page);
  await page.waitForTimeout(kMirrorMs);
  // What is pressed again shows nothing new: a tab that is open, a copied link; options are the
  // lists' own, and pictures of a sheet are many and alike.
  const isAlike = /sheet\/|\/mistake\d|bar\/share|values\//;
  const dead = [];
  const seen = new Set();
  for (let round = 0; round < 3; ++round) {
    const controls = (await page.evaluate(mirrored)).filter(({ id }) => !seen.has(id));
    for (const control of controls) {
      seen.add(control.id);
      if (control.isDisabled || isAlike.test(control.id)) continue;
      if (control.kind === "button" && control.state.endsWith("true")) continue; // it is on already
      const isNoticed = await operate(page, control);
      // A preset or a source may ask for files that nobody has here.
      if (await page.evaluate(() => purr.snapshot().phase === "waiting")) {
        await page.evaluate((run) => purr.load(run), kSmall);
        await page.evaluate(() => purr.runTo(30));
      }
      // Once more from another state: an undo with nothing to undo, a rewind at the start.
      if (!isNoticed) {
        await page.evaluate(() => purr.runTo(20));
        // The sheet may have shown mistakes alone before it was asked to.
        const filter = page.locator('#mirror [data-id="data/wrong_only"]');
        if ((await filter.count()) > 0) await filter.press("Enter");
        if (!(await operate(page, control))) dead.push(`${control.id} (${control.label})`);
      }
      await settle(page);
    }
    await page.evaluate((run) => purr.load(run), kSmall);
    await page.evaluate(() => purr.runTo(30));
    await page.waitForTimeout(kMirrorMs);
  }
  t.diagnostic(`${seen.size} controls`);
  assert.ok(seen.size > 60, `${seen.size} controls`);
  assert.deepEqual(dead, []);
  assert.deepEqual(page.troubles, []);
});

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

test("a phone's controls are tapped, each tab of them", async (t) => {
  const page = await withPage(t, { width: 390, height: 844, dpr: 2, touch: true, run: kSmall });
  await finished(page);
  const tap = async (role, name) => {
    const box = await controlBox(page, role, name);
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(kMirrorMs);
    return box;
  };
  for (const [tabName, wanted] of [
    ["Data", "Course"],
    ["Training", "Iterations"],
    ["Look inside", "Weights"],
    ["Network", "Units of layer 1"],
  ]) {
    await tap("button", new RegExp(`^${tabName}`));
    await page.getByLabel(wanted).first().waitFor({ state: "attached" });
    // Nothing that can be pressed is smaller than a finger: 44 points one way, 36 the other.
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("#mirror button, #mirror input, #mirror select")]
        .filter((element) => element.getAttribute("aria-disabled") !== "true")
        .map((element) => [element.dataset.id, element.getBoundingClientRect()])
        .filter(([, { y, height }]) => y >= 0 && y + height <= innerHeight)
        .filter(([id]) => !/sheet\/|values\//.test(id)) // small things that lie close on purpose
        .filter(
          ([, { width, height }]) => Math.max(width, height) < 43 || Math.min(width, height) < 26,
        )
        .map(([id, { width, height }]) => `${id} ${Math.round(width)}×${Math.round(height)}`),
    );
    assert.deepEqual(small, [], tabName);
  }
  const plot = await controlBox(page, "slider", /^Cost over/);
  await page.touchscreen.tap(plot.x + plot.width / 2, plot.y + plot.height / 2);
  await tap("button", "Rewind");
  await settled(page, () => purr.snapshot().iteration === 0);
  await tap("button", /^Train$/);
  await settled(page, () => purr.snapshot().phase === "finished");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  assert.deepEqual(page.troubles, []);
});

test("cards fold, columns are dragged, and the page remembers", async (t) => {
  const page = await withPage(t, { tour: true });
  await finished(page);
  const press = (name) => page.getByRole("button", { name }).first().press("Enter");
  await press("Show me");
  for (let stop = 0; stop < 4; ++stop) await press(/^Next$/);
  await press("Start playing");
  await page.getByText("Tour:").waitFor({ state: "detached" });

  const height = async () => (await controlBox(page, "button", /^Training: /)).y;
  const open = await height();
  await press(/^Data: open/);
  await page.getByRole("button", { name: /^Data: folded/ }).waitFor({ state: "attached" });
  assert.ok((await height()) < open - 200);
  const divider = await controlBox(page, "slider", "Width of the left column");
  await page.mouse.move(divider.x + divider.width / 2, 400);
  await page.mouse.down();
  await page.mouse.move(divider.x + divider.width / 2 + 30, 400, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(kMirrorMs);
  const moved = await controlBox(page, "slider", "Width of the left column");
  assert.ok(Math.abs(moved.x - divider.x - 30) <= 2, `${divider.x} to ${moved.x}`);

  await page.waitForTimeout(300);
  const arrangement = await page.evaluate(() => localStorage.getItem("purrceptron.arrangement"));
  assert.match(arrangement, /left=\d+.*data_folded=1.*tour=1/);
  await press("Help");
  await press("Reset layout");
  await page.getByRole("button", { name: /^Data: open/ }).waitFor({ state: "attached" });
  assert.deepEqual(page.troubles, []);
});

test("what is remembered may be anything", async (t) => {
  for (const words of ["left=1e9&right=-5&cost=x&&=&data_folded=2", "\u0000".repeat(50), "left"]) {
    const page = await withPage(t, {
      tour: true,
      before: `localStorage.setItem("purrceptron.arrangement", ${JSON.stringify(words)})`,
      run: kSmall,
    });
    await finished(page);
    const divider = await controlBox(page, "slider", "Width of the left column");
    assert.ok(divider.x > 200 && divider.x < 900, `${divider.x}`);
    assert.deepEqual(page.troubles, []);
  }
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
