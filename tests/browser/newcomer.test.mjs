// What somebody does who has never seen the page, from a cold start: words that are seen are pressed
// where they are seen, with a real pointer or a finger. Of pictures and sliders, which have no words to
// press, the mirror says where they are. Nobody has been here before. The README of this folder says
// how it went before.
/* global purr */
import assert from "node:assert/strict";
import sharp from "sharp";
import { dropFiles, finished, settled, useChromium } from "./support/chromium.mjs";
import { timedTest as test } from "./support/site.mjs";

const stage = useChromium();
/** Up the middle of a phone, above the tabs at its bottom. */
const kSwipe = [
  { x: 195, y: 700 },
  { x: 195, y: 500 },
];
const kLongest = 60000; // what a person has, reading included; pressing takes a few seconds of it

/** A visitor with a pointer, or with fingers on a phone. */
async function newcomer(t, { phone = false, locale = "en-US" } = {}) {
  const size = phone ? { width: 390, height: 844, dpr: 2, touch: true } : {};
  const start = performance.now();
  const page = await stage.withPage(t, { ...size, locale, tour: true });
  const session = await page.context().newCDPSession(page);
  let steps = 0;

  const texts = () =>
    page.evaluate(async () => {
      // Two frames: the words of a whole one, not of one that was under way.
      for (let i = 0; i < 2; ++i) {
        purr.texts();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 40)));
      }
      return purr.texts();
    });
  /** The middle of the words, where all of them can be seen. */
  const place = async (wanted) => {
    const is = (words) => (wanted instanceof RegExp ? wanted.test(words) : words === wanted);
    for (const { words, box, clip } of await texts()) {
      const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
      const isIn = x > clip[0] && x < clip[0] + clip[2] && y > clip[1] && y < clip[1] + clip[3];
      if (is(words) && isIn) return { x, y };
    }
    return undefined;
  };
  /** The same, once the page has come to rest: after a swipe it glides on. */
  const stillPlace = async (wanted) => {
    let found = await place(wanted);
    for (let before; phone && found && (found.x !== before?.x || found.y !== before?.y);) {
      before = found;
      found = await place(wanted);
    }
    return found;
  };
  const tap = async ({ x, y }) => {
    ++steps;
    await (phone ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
    await page.waitForTimeout(150);
  };
  const fingers = async (from, to) => {
    const touch = (type, at) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [{ ...at, id: 1 }] : [] });
    await touch("touchStart", from);
    for (let part = 0.1; part <= 1.001; part += 0.1) {
      await touch("touchMove", {
        x: from.x + part * (to.x - from.x),
        y: from.y + part * (to.y - from.y),
      });
      await page.waitForTimeout(16);
    }
    await touch("touchEnd");
  };
  return {
    page,
    /** Presses these words; on a phone scrolls down to them first. */
    async press(wanted) {
      for (let tries = 0; tries < 12; ++tries) {
        const found = await stillPlace(wanted);
        if (found) return tap(found);
        if (phone && tries > 1) {
          await fingers(...kSwipe);
          await page.waitForTimeout(500);
        }
      }
      const seen = (await texts()).map(({ words }) => words).join(" | ");
      return assert.fail(`“${wanted}” is nowhere to be seen among: ${seen}`);
    },
    /** Waits until these words are seen. */
    async waitFor(wanted) {
      for (let tries = 0; tries < 40; ++tries) {
        if (await place(wanted)) return;
        await page.waitForTimeout(250);
      }
      assert.fail(`“${wanted}” does not come`);
    },
    /** Scrolls a phone until these words are well within reach. */
    async scrollTo(wanted) {
      for (let tries = 0; tries < 12; ++tries) {
        const found = await stillPlace(wanted);
        if (found && found.y < 740) return;
        await fingers(...kSwipe);
        await page.waitForTimeout(500);
      }
      assert.fail(`“${wanted}” cannot be scrolled to`);
    },
    /** Points at a part of a drawing, or taps it where there is no pointer. */
    async point(id) {
      ++steps;
      const box = await page.locator(`#mirror [data-id="${id}"]`).boundingBox();
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await (phone ? page.touchscreen.tap(at.x, at.y) : page.mouse.move(at.x, at.y));
    },
    /** Waits until the words of a part, which its bubble shows, are these. */
    hears: (id, words) =>
      settled(
        page,
        ([id, words]) =>
          new RegExp(words).test(
            document.querySelector(`#mirror [data-id="${id}"]`)?.getAttribute("aria-label"),
          ),
        [id, words.source],
      ),
    sees: async (wanted) => (await place(wanted)) !== undefined,
    /** Presses a picture, which has no words: the first whose name begins so. */
    async pressPicture(name) {
      const button = page.getByRole("button", { name }).first();
      // Once it stands still: what comes above it pushes it down.
      let box = await button.boundingBox();
      for (let before; JSON.stringify(before) !== JSON.stringify(box);) {
        before = box;
        await page.waitForTimeout(400);
        box = await button.boundingBox();
      }
      await tap({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    },
    /** Drags along the slider with this name, from one part of its way to another. */
    async drag(name, from, to) {
      ++steps;
      const box = await page.getByRole("slider", { name, exact: true }).first().boundingBox();
      const [y, x0, x1] = [
        box.y + box.height / 2,
        box.x + from * box.width,
        box.x + to * box.width,
      ];
      if (phone) return fingers({ x: x0, y }, { x: x1, y });
      await page.mouse.move(x0, y);
      await page.mouse.down();
      await page.mouse.move(x1, y, { steps: 8 });
      await page.mouse.up();
    },
    /** Says how long it took, and that nothing went wrong. */
    done() {
      const took = performance.now() - start;
      t.diagnostic(`${steps} steps, ${(took / 1000).toFixed(1)} s`);
      assert.ok(took < kLongest, `${took} ms`);
      assert.deepEqual(page.troubles, []);
    },
  };
}

for (const phone of [false, true]) {
  const where = phone ? "on a phone" : "with a pointer";
  const open = (t, wishes) => newcomer(t, { phone, ...wishes });

  test(`a newcomer trains logistic regression on the cats and sees its weights, ${where}`, async (t) => {
    const person = await open(t);
    await person.press("Playground");
    await person.press(/Logistic regression/);
    await settled(person.page, () => purr.link().includes("preset=c1w2-logistic"));
    await finished(person.page);
    // It trains on what is there, and says so.
    const { layers, m, iteration, trainAccuracy } = await person.page.evaluate(() =>
      purr.snapshot(),
    );
    assert.deepEqual([layers, m, iteration], [[12288, 1], 209, 2000]);
    assert.ok(trainAccuracy > 0.9, `${trainAccuracy}`);
    await person.waitFor(/The course's photographs are not loaded/);
    await person.press("Inside");
    await person.press("Weights");
    // Its 12288 weights as a picture, and in numbers those that window.purr gives.
    const W = await person.page.evaluate(async () => [...(await purr.weights(1)).W]);
    assert.equal(W.length, 12288);
    const largest = Math.max(...W.map(Math.abs)).toPrecision(3);
    const seen = new RegExp(`largest weight ${largest.replace(/0+$/, "")}`);
    await person.waitFor(seen);
    person.done();
  });

  test(`a newcomer reads what ŷ says and what a unit does, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    // A training picture, whose ŷ the trace of the whole batch has, too.
    await person.page.evaluate(() => purr.set("example_set", "train"));
    await person.page.waitForTimeout(600);
    const said = await person.page.locator('#mirror [data-id="network/answer"]').textContent();
    const [, shown, percent] = said.match(
      /ŷ = ([\d.]+): the network gives ([\d.]+) % that this picture is a cat\. It is (right|wrong)/,
    );
    const y = await person.page.evaluate(async () => (await purr.trace()).layers.at(-1).A[0]);
    assert.ok(Math.abs(Number(shown) - y) < 0.006, `${shown} ${y}`);
    assert.ok(Math.abs(Number(percent) - 100 * y) < 0.6, `${percent} ${y}`);
    await person.point("network/node/answer");
    await person.hears("network/node/answer", /: How likely the network thinks/);
    // On a phone what opens stands over the drawing.
    if (phone) await person.page.locator('#mirror [data-id$="close_unit"]').press("Enter");
    await person.point("network/node/unit/2/5");
    await person.hears("network/node/unit/2/5", /: Adds up its inputs/);
    person.done();
  });

  test(`a newcomer takes one weight's dW apart, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    await person.press("Inside");
    await person.pressPicture(/^Next: dW/);
    await person.pressPicture(/^Read dW/);
    await person.waitFor("Reading dW, one weight at a time");
    if (!phone) await person.waitFor(/\/ 360 = /);
    const before = await person.page.evaluate(() => purr.snapshot().iteration);
    await person.press(/^Do this for all \d+ weights$/);
    await settled(person.page, (was) => purr.snapshot().iteration === was + 1, before);
    person.done();
  });

  test(`a newcomer breaks a run, reads why, and mends it, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    await person.drag("Learning rate α", 0.55, 1);
    await person.waitFor(/^This run (blew|broke)/);
    await finished(person.page);
    const { diagnoses } = await person.page.evaluate(() => purr.snapshot());
    assert.ok(diagnoses.some(({ kind }) => kind === "blow_up"));
    await person.waitFor(/^\d+\.\d % test$/); // a way out was tried
    await person.press("Use it");
    await settled(person.page, () => {
      const { phase, testAccuracy, diagnoses } = purr.snapshot();
      return phase === "finished" && testAccuracy > 0.7 && diagnoses.length === 0;
    });
    person.done();
  });

  test(`a newcomer brings thirty loose pictures of two kinds, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    const files = [];
    for (let i = 0; i < 30; ++i) {
      const background =
        i % 2 ? { r: 200 - 2 * i, g: 90, b: 40 } : { r: 40, g: 90, b: 120 + 3 * i };
      const picture = sharp({ create: { width: 80, height: 64 + i, channels: 3, background } });
      files.push({
        name: `${i % 2 ? "cat" : "dog"}.${i}.png`,
        bytes: await picture.png().toBuffer(),
      });
    }
    await dropFiles(person.page, files);
    await person.waitFor(/^Split by file name/);
    await person.press(/^Split by file name/);
    await person.waitFor("All are sorted.");
    await person.page.waitForTimeout(400); // the dialog has shrunk
    await person.press("Done");
    await settled(
      person.page,
      () => purr.link().includes("data=mine") && purr.snapshot().phase === "finished",
    );
    const { m, mTest, trainAccuracy } = await person.page.evaluate(() => purr.snapshot());
    assert.equal(m + mTest, 30);
    assert.equal(trainAccuracy, 1);
    person.done();
  });

  test(`a newcomer finds out why a picture is misclassified, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    if (phone) {
      await person.press("Inside");
      await person.press("Mistakes");
      // Down to the pictures.
      await person.scrollTo(/^Most confident mistakes/);
    } else {
      await person.press(/^see its \d+ mistakes$/);
    }
    await person.pressPicture(/^Mistake: /);
    if (!phone) await person.press("look into this example");
    await person.waitFor(/^ŷ = .* ✗$/);
    await person.waitFor("Why? Evidence for “cat”");
    assert.ok(await person.sees(/label (not )?cat$/));
    // How others of its sort fare, and a way to them.
    await person.press(/: \d+ of \d+ (is|are) (predicted|wrong)|^show them$/);
    await person.waitFor(/of \d+ (is|are) correct: /);
    const chosen = await person.page.locator(
      '#mirror [data-id^="inside/group_"][aria-pressed="true"]',
    );
    assert.equal(await chosen.count(), 1);
    person.done();
  });

  test(`a newcomer compares two learning rates in one plot, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    const cost = await person.page.evaluate(() => purr.snapshot().cost);
    await person.press(/^pin/);
    await person.page.locator('#mirror [data-id="cost/runs"]').waitFor({ state: "attached" });
    if (!phone) await person.waitFor("runs 1"); // on a phone it lies below the fold
    if (phone) await person.press("Settings");
    await person.drag("Learning rate α", 0.4, 0.55);
    // Nothing more to do: it trains with the new one by itself, and the old curve is there, too.
    await settled(
      person.page,
      (before) => {
        const { phase, iteration, cost } = purr.snapshot();
        return (
          purr.link().includes("learning_rate=") &&
          phase === "finished" &&
          iteration === 500 &&
          cost !== before
        );
      },
      cost,
    );
    const now = await person.page.evaluate(() => purr.snapshot());
    assert.ok(Math.abs(now.cost - cost) > 1e-3, `${now.cost} ${cost}`);
    if (phone) await person.press("Network");
    await person.press("runs 1");
    await person.waitFor(new RegExp(`cost ${cost.toPrecision(3)}`));
    person.done();
  });

  test(`a newcomer makes the flower separable, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    await person.press(phone ? "Pictures" : "change");
    await person.press("2-D");
    await person.waitFor("Flower");
    await finished(person.page);
    const first = await person.page.evaluate(() => purr.snapshot().trainAccuracy);
    assert.ok(first > 0.85, `a shallow network separates most of it: ${first}`);
    // What is left lies where the classes overlap: the noise.
    if (phone) await person.scrollTo("Noise");
    await person.drag("Noise", 0.3, 0);
    await settled(person.page, () => purr.link().includes("noise=0"));
    await settled(
      person.page,
      () => purr.snapshot().phase === "finished" && purr.snapshot().trainAccuracy > 0.97,
    );
    person.done();
  });

  test(`a newcomer finds what to try next, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    const opened = async (preset) => {
      await settled(person.page, (name) => purr.link().includes(`preset=${name}`), preset);
      await finished(person.page);
    };
    if (phone) {
      await person.press("what to try next");
      await person.waitFor("One unit");
      await person.press("Try it");
      await opened("c1w2-logistic");
      await person.press("what to try next");
      await person.waitFor("now"); // the run on the screen
      await person.press("Try it");
    } else {
      await person.waitFor("From one unit to a deep network");
      await person.press("Begin");
      await opened("c1w2-logistic");
      await person.waitFor(/^Now: logistic regression/);
      await person.press("Next");
    }
    await opened("c1w3-planar");
    person.done();
  });

  test(`a newcomer sends the run to a friend, who sees the same, ${where}`, async (t) => {
    const person = await open(t);
    await finished(person.page);
    await person.drag("Learning rate α", 0.4, 0.3);
    await settled(
      person.page,
      () => purr.link().includes("learning_rate=") && purr.snapshot().phase === "finished",
    );
    if (phone) {
      await person.pressPicture(/^More$/);
    }
    await person.press("Share link");
    await person.waitFor(/^Link copied/);
    const link = await person.page.evaluate(() => navigator.clipboard.readText());
    person.done();

    const mine = await person.page.evaluate(() => purr.snapshot());
    const friend = await stage.withPage(t, { run: new URL(link).hash.slice(1) });
    await finished(friend);
    const theirs = await friend.evaluate(() => purr.snapshot());
    assert.deepEqual(theirs.curve, mine.curve);
    assert.deepEqual(friend.troubles, []);
  });
}

test("the same in Chinese: weights of logistic regression, and two learning rates", async (t) => {
  const person = await newcomer(t, { locale: "zh-CN" });
  await finished(person.page);
  await person.press(/^保留/);
  await person.waitFor("已保留 1");
  await person.drag("学习率 α", 0.4, 0.5);
  await settled(person.page, () => purr.link().includes("learning_rate="));
  await person.press("自由练习");
  await person.press(/逻辑回归/);
  await settled(person.page, () => purr.link().includes("preset=c1w2-logistic"));
  await finished(person.page);
  assert.ok(await person.sees(/程序绘制的猫/));
  await person.press("内部");
  await person.press("权重");
  await person.waitFor(/^最大权重/);
  person.done();
});
