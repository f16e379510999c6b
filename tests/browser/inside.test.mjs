// Looking inside: lengths of gradients, mistakes, where a layer's numbers lie, the large boundary. All
// through the mirror, with numbers that the doorway knows.
/* global purr */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { controlBox, finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const { withPage } = useChromium();

const press = (page, name) => page.getByRole("button", { name }).first().press("Enter");
const tab = (page, name) => page.locator(`#mirror [data-id="inside/tab/${name}"]`).press("Enter");

/** In the page: what the mirror says of the controls whose id begins so. */
const said = (page, start) =>
  page.evaluate(
    (start) =>
      [...document.querySelectorAll(`#mirror [data-id^="${start}"]`)].map(
        (element) => element.getAttribute("aria-valuetext") ?? element.getAttribute("aria-label"),
      ),
    start,
  );

test("the lengths of the gradients are a plot beside cost and accuracy", async (t) => {
  const page = await withPage(t, { run: "m=60&m_test=20&hidden=5,3&iterations=200" });
  await finished(page);
  await page.locator('#mirror [data-id="accuracy/kind"]').selectOption({ index: 2 });
  const plot = page.getByRole("slider", { name: "Gradient norms over iterations" });
  await plot.waitFor({ state: "attached" });
  // The crosshair's words are the numbers of the run.
  await plot.focus();
  await plot.press("Home");
  await plot.press("ArrowRight");
  await plot.press("ArrowRight");
  await settled(page, () =>
    /^iteration [1-9]/.test(
      document.querySelector('#mirror [data-id="accuracy/plot"]').getAttribute("aria-valuetext"),
    ),
  );
  const words = await plot.getAttribute("aria-valuetext");
  const [, iteration, ...shown] = words.match(
    /^iteration (\d+), ‖dW\[1\]‖ ([\d.e−-]+), ‖dW\[2\]‖ ([\d.e−-]+), ‖dW\[3\]‖ ([\d.e−-]+)$/,
  );
  const { gradients } = await page.evaluate(() => purr.snapshot());
  assert.equal(gradients.length, 100);
  const point = gradients.find((gradient) => gradient.iteration === Number(iteration));
  assert.equal(point.layers.length, 3);
  point.layers.forEach((length, l) =>
    assert.ok(
      Math.abs(Number(shown[l].replace("−", "-")) - length) <= 0.0006 + 0.01 * length,
      `${shown[l]} ${length}`,
    ),
  );
  // Logarithmic as a rule; the link keeps another wish.
  const axes = page.locator('#mirror [data-id="accuracy/axes"]');
  assert.equal(await axes.inputValue(), "log norm");
  await axes.selectOption("linear");
  await settled(page, () => purr.link().includes("log_gradients=0"));

  const coming = page.waitForEvent("download");
  await press(page, "Export");
  await press(page, "Curves as CSV");
  const [head, ...rows] = readFileSync(await (await coming).path(), "utf8")
    .trim()
    .split("\n");
  assert.equal(head, "iteration,cost,test_cost,train_accuracy,test_accuracy,dW1,dW2,dW3");
  const row = rows.find((line) => line.startsWith(`${iteration},`)).split(",");
  assert.deepEqual(row.slice(5).map(Number), point.layers);
  assert.deepEqual(page.troubles, []);
});

test("mistakes are counted, grouped, listed and chosen", async (t) => {
  const page = await withPage(t, { run: "m=80&m_test=60&hidden=3&iterations=60&noise=25" });
  await finished(page);
  await tab(page, "mistakes");
  await page.locator('#mirror [data-id="inside/cell_11"]').waitFor({ state: "attached" });
  const counts = async () => {
    const cells = await said(page, "inside/cell_");
    assert.equal(cells.length, 4);
    const numbers = cells.map((words) => {
      const [, actual, predicted, count] = words.match(
        /^(.*) predicted as (.*): ([\d,]+) \([\d.]+ %\)$/,
      );
      return { actual, predicted, count: Number(count.replace(",", "")) };
    });
    const sum = (list) => list.reduce((total, { count }) => total + count, 0);
    return {
      all: sum(numbers),
      right: sum(numbers.filter(({ actual, predicted }) => actual === predicted)),
    };
  };
  const snapshot = await page.evaluate(() => purr.snapshot());
  const test = await counts();
  assert.equal(test.all, 60);
  assert.equal(test.right, Math.round(60 * snapshot.testAccuracy));
  assert.ok(test.right < 60, "a run that makes mistakes");
  const wrong = 60 - test.right;

  // The list: as many as there are mistakes, the surest first, and one of them is chosen.
  const listed = await said(page, "inside/mistake");
  assert.equal(listed.length, Math.min(wrong, 12));
  const sure = listed.map((words) => Math.abs(Number(words.match(/ŷ ([\d.]+)/)[1]) - 0.5));
  assert.deepEqual(
    sure,
    [...sure].sort((a, b) => b - a),
  );
  const [, example] = listed[0].match(/^Mistake: example (\d+) is/);
  await page.locator('#mirror [data-id="inside/mistake0"]').press("Enter");
  await settled(
    page,
    (wanted) => wanted === "0" || purr.link().includes(`example=${wanted}`),
    example,
  );
  // A group shows its own only.
  const groups = await said(page, "inside/group_");
  assert.ok(groups.length >= 2, groups.join());
  // The other set has its own numbers.
  await page.locator('#mirror [data-id="inside/set/train"]').press("Enter");
  await settled(page, () => {
    const cells = [...document.querySelectorAll('#mirror [data-id^="inside/cell_"]')];
    const counts = cells.map((cell) => Number(cell.ariaLabel.match(/: (\d+) \(/)[1]));
    return counts.reduce((a, b) => a + b, 0) === 80;
  });
  assert.equal((await counts()).right, Math.round(80 * snapshot.trainAccuracy));
  await press(page, "look into this example");
  await page.getByRole("button", { name: /^Next:/ }).waitFor({ state: "attached" });
  assert.deepEqual(page.troubles, []);
});

test("a layer's numbers are told while the tab is open", async (t) => {
  const page = await withPage(t, {
    run: "preset=c1w3-planar&iterations=300&hidden=5,4&activation=relu",
  });
  await finished(page);
  await tab(page, "spread");
  const spread = (part) => page.locator(`#mirror [data-id="inside/${part}"]`);
  await spread("w").waitFor({ state: "attached" });
  // Bin by bin the numbers of W[2] are as many as it has, between its least and greatest.
  await page.getByRole("button", { name: "Next layer" }).press("Enter");
  await settled(
    page,
    () =>
      document.querySelector('#mirror [data-id="inside/w"]')?.getAttribute("aria-label") ===
      "Distribution of W[2]",
  );
  const W = await page.evaluate(async () => [...(await purr.weights(2)).W]);
  const words = await spread("w").getAttribute("aria-valuetext");
  const numbers = words.replaceAll("−", "-").match(/-?[\d.]+(e-?\d+)?/g);
  const [least, most, mean] = numbers.map(Number);
  const near = (a, b) => Math.abs(a - b) <= 0.002 + 0.002 * Math.abs(b);
  assert.ok(near(least, Math.min(...W)), `${words}: ${Math.min(...W)}`);
  assert.ok(near(most, Math.max(...W)), `${words}: ${Math.max(...W)}`);
  assert.ok(near(mean, W.reduce((a, b) => a + b) / W.length), words);
  await spread("w").press("Home");
  await settled(page, () =>
    document
      .querySelector('#mirror [data-id="inside/w"]')
      .getAttribute("aria-valuetext")
      .includes(" to "),
  );
  assert.match(await spread("w").getAttribute("aria-valuetext"), /to .*: \d+ \([\d.]+ %\)$/);
  // It follows the run back to its start.
  const before = await spread("z").getAttribute("aria-valuetext");
  await page.evaluate(() => purr.runTo(0));
  await settled(
    page,
    (words) =>
      document.querySelector('#mirror [data-id="inside/z"]').getAttribute("aria-valuetext") !==
      words,
    before,
  );
  assert.deepEqual(page.troubles, []);
});

test("the boundary is looked at large, zoomed and left", async (t) => {
  const page = await withPage(t, { run: "data=moons&preset=c1w3-planar&iterations=400" });
  await finished(page);
  await press(page, "Large boundary");
  const plane = page.getByRole("slider", { name: "Zoom of the plane" });
  await plane.waitFor({ state: "attached" });
  const range = async () =>
    (await plane.getAttribute("aria-valuetext"))
      .replaceAll("−", "-")
      .match(/-?[\d.]+/g)
      .map(Number);
  const [, from, to] = await range();
  // The wheel zooms around the pointer.
  await page.waitForTimeout(350);
  const box = await controlBox(page, "slider", "Zoom of the plane");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -300);
  await settled(
    page,
    (words) =>
      document
        .querySelector('#mirror [data-id="boundary/plane"]')
        .getAttribute("aria-valuetext") !== words,
    await plane.getAttribute("aria-valuetext"),
  );
  const [, closerFrom, closerTo] = await range();
  assert.ok(closerTo - closerFrom < 0.95 * (to - from), `${closerFrom} ${closerTo}`);
  assert.ok(closerFrom > from && closerTo < to);
  await press(page, "Show everything");
  await settled(
    page,
    (from) =>
      document
        .querySelector('#mirror [data-id="boundary/plane"]')
        .getAttribute("aria-valuetext")
        .replaceAll("−", "-")
        .startsWith(`x1 ${from} `),
    from,
  );
  // Training goes on below it.
  await page.locator('#mirror [data-id="boundary/train"]').press("Enter");
  await settled(page, () => purr.snapshot().phase === "finished");
  await plane.focus();
  await page.keyboard.press("Escape");
  await plane.waitFor({ state: "detached" });
  assert.deepEqual(page.troubles, []);
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
  await press(page, "Large boundary");
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
