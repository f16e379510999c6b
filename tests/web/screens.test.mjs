// The page of a failure, without a browser: it must appear whenever the failure comes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const html = readFileSync(new URL("../../web/index.html", import.meta.url), "utf8");

class HTMLElement {
  constructor(id) {
    this.id = id;
    this.hidden = false;
    this.dataset = {};
    this.classList = { add: () => {} };
    this.focused = 0;
  }
  setAttribute() {}
  addEventListener(_name, listener) {
    this.onEnd = listener;
  }
  remove() {
    elements.delete(this.id);
  }
  focus() {
    this.focused += 1;
  }
}
class HTMLCanvasElement extends HTMLElement {}
class HTMLButtonElement extends HTMLElement {}
class HTMLAnchorElement extends HTMLElement {}
class HTMLProgressElement extends HTMLElement {}
const kTypes = {
  canvas: HTMLCanvasElement,
  button: HTMLButtonElement,
  a: HTMLAnchorElement,
  progress: HTMLProgressElement,
};
/** The elements of index.html by their ids. @type {Map<string, HTMLElement>} */
const elements = new Map();
Object.assign(globalThis, {
  HTMLElement,
  HTMLCanvasElement,
  HTMLButtonElement,
  HTMLAnchorElement,
  HTMLProgressElement,
  document: {
    documentElement: { dataset: {} },
    getElementById: (id) => elements.get(id) ?? null,
    querySelector: () => null,
  },
  location: { hash: "#preset=c1w4-deep&lang=zh", href: "https://example.org/#preset=c1w4-deep" },
});
const { Screens } = await import("../../web/page/screens.js");

function open() {
  elements.clear();
  for (const [, tag, id] of html.matchAll(/<(\w+)\s[^>]*?id="([^"]+)"/g))
    elements.set(id, new (kTypes[tag] ?? HTMLElement)(id));
  elements.get("failure").hidden = true;
  return new Screens();
}

test("the page of a failure appears during the start and when the start is long over", () => {
  for (const isOver of [false, true]) {
    const screens = open();
    if (isOver) {
      screens.reveal();
      elements.get("loading").onEnd();
      assert.equal(elements.has("loading"), false);
    }
    let saved = 0;
    screens.fail("crashedTitle", "crashed", "the report", () => (saved += 1));
    assert.equal(elements.get("failure").hidden, false);
    assert.equal(elements.get("failure-title").textContent, "程序已停止");
    assert.equal(elements.get("failure-report").textContent, "the report");
    assert.equal(elements.get("failure-link").href, location.href);
    assert.equal(elements.get("failure-link").hidden, false);
    elements.get("failure-save").onclick();
    assert.equal(saved, 1);
    assert.equal(elements.get("failure-reload").focused, 1);
  }
});

test("a failure without a state offers no file", () => {
  const screens = open();
  screens.fail("unsupportedTitle", "noWebGl");
  assert.equal(elements.get("failure-save").hidden, true);
  assert.equal(elements.get("failure-link").hidden, true);
  assert.equal(elements.get("failure-copy").hidden, true);
});

test("the language of a link is known before the program, by its full name and by lang", () => {
  assert.equal(open().language, "zh");
  location.hash = "#language=zh";
  assert.equal(open().language, "zh");
  location.hash = "#lang=en";
  assert.equal(open().language, "en");
});
