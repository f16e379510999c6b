import assert from "node:assert/strict";
import test from "node:test";
import { Address, linkOf, runOf } from "../../web/page/address.js";

test("the run is found in every form a link takes", () => {
  assert.equal(runOf("https://a.org/p/#v=1&hidden=3"), "v=1&hidden=3");
  assert.equal(runOf("#v=1"), "v=1");
  assert.equal(runOf("?preset=c1w4-deep"), "preset=c1w4-deep");
  assert.equal(runOf("http://a.org/?preset=x"), "preset=x");
  assert.equal(runOf("  preset=c1w4-deep&seed=2 "), "preset=c1w4-deep&seed=2");
  assert.equal(runOf("https://a.org/"), "");
  assert.equal(runOf(""), "");
});

test("a page is opened by its hash, or by a query that is a run", () => {
  const run = "v=1&data=moons";
  assert.equal(linkOf({ hash: `#${run}`, search: "?utm_source=mail" }), run);
  assert.equal(linkOf({ hash: "", search: `?${run}` }), run);
  assert.equal(linkOf({ hash: "#", search: `?fbclid=7&${run}` }), `fbclid=7&${run}`);
  const encoded = encodeURIComponent(run);
  assert.equal(linkOf({ hash: "", search: `?${encoded}` }), encoded);
  for (const search of ["", "?utm_source=mail&fbclid=3", "?bench", "?%"])
    assert.equal(linkOf({ hash: "", search }), "");
});

/** An address bar with a clock that the test turns. */
function bench() {
  const bar = { now: 1000, run: "", replaced: [], pushed: [], timers: [] };
  const address = new Address({
    replace: (run) => bar.replaced.push((bar.run = run)),
    push: (run) => bar.pushed.push((bar.run = run)),
    current: () => bar.run,
    now: () => bar.now,
    later: (work, ms) => bar.timers.push({ at: bar.now + ms, work }),
  });
  bar.turnTo = (now) => {
    bar.now = now;
    const due = bar.timers.filter(({ at }) => at <= now);
    bar.timers = bar.timers.filter(({ at }) => at > now);
    for (const { work } of due) work();
  };
  return { address, bar };
}

test("a dragged slider changes the address at most three times a second, and ends with the latest run", () => {
  const { address, bar } = bench();
  for (let ms = 1000; ms <= 3000; ms += 10) {
    bar.turnTo(ms);
    address.show(`a=${ms}`, false);
  }
  bar.turnTo(4000);
  assert.equal(bar.run, "a=3000");
  assert.ok(bar.replaced.length >= 5 && bar.replaced.length <= 7, `${bar.replaced.length} changes`);
  assert.equal(bar.pushed.length, 0);
});

test("a new page enters the history at once, and a waiting change does not undo it", () => {
  const { address, bar } = bench();
  address.show("a=1", false);
  address.show("a=2", false); // waits
  address.show("preset=b", true);
  bar.turnTo(5000);
  assert.deepEqual(bar.pushed, ["preset=b"]);
  assert.equal(bar.run, "preset=b");
});

test("the same run again leaves the history alone", () => {
  const { address, bar } = bench();
  address.show("a=1", false);
  bar.turnTo(2000);
  address.show("a=1", false);
  address.show("a=1", true);
  assert.deepEqual([bar.replaced, bar.pushed], [["a=1"], []]);
});
