import assert from "node:assert/strict";
import test from "node:test";
import { canvasSizes } from "../../web/page/input/canvas-size.js";
import {
  keyOwner,
  modifiersOf,
  typedText,
  wheelOfPinch,
  wheelPixels,
} from "../../web/page/input/events.js";

const key = (code, more = {}) => ({
  code,
  key: code.startsWith("Key") ? code.slice(3).toLowerCase() : code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("a wheel counts in pixels whatever the browser counts in", () => {
  const wheel = { deltaX: 0, deltaY: 3, deltaMode: 1, shiftKey: false };
  assert.deepEqual(wheelPixels(wheel), { dx: 0, dy: 48 });
  assert.deepEqual(wheelPixels({ ...wheel, deltaY: 120, deltaMode: 0 }), { dx: 0, dy: 120 });
  assert.deepEqual(wheelPixels({ ...wheel, deltaY: -1, deltaMode: 2 }), { dx: 0, dy: -800 });
});

test("spreading two fingers zooms in by as much as pinching zooms out", () => {
  assert.equal(wheelOfPinch(1) + 0, 0);
  assert.ok(Math.abs(wheelOfPinch(1.22) + 100) < 1e-9);
  assert.ok(Math.abs(wheelOfPinch(2) + wheelOfPinch(0.5)) < 1e-9);
  assert.ok(Number.isFinite(wheelOfPinch(0)));
});

test("shift turns the wheel sideways once", () => {
  const wheel = { deltaX: 0, deltaY: 100, deltaMode: 0, shiftKey: true };
  assert.deepEqual(wheelPixels(wheel), { dx: 100, dy: 0 });
  assert.deepEqual(wheelPixels({ ...wheel, deltaX: 100, deltaY: 0 }), { dx: 100, dy: 0 });
});

test("Tab, function keys and the browser's own shortcuts belong to the browser", () => {
  for (const event of [
    key("Tab"),
    key("Tab", { shiftKey: true }),
    key("Tab", { ctrlKey: true }),
    key("F5"),
    key("F11"),
    key("F12"),
    key("KeyL", { ctrlKey: true }),
    key("KeyT", { ctrlKey: true }),
    key("KeyW", { metaKey: true }),
    key("KeyR", { ctrlKey: true, shiftKey: true }),
    key("KeyI", { ctrlKey: true, shiftKey: true }),
    key("KeyC", { ctrlKey: true, shiftKey: true }),
    key("ArrowLeft", { altKey: true }),
    key("ArrowRight", { altKey: true }),
    key("Digit0", { ctrlKey: true }),
    key("Equal", { ctrlKey: true }),
  ])
    assert.equal(keyOwner(event), "browser", JSON.stringify(event));
});

test("keys that edit, move or type belong to the program", () => {
  for (const event of [
    key("KeyA"),
    key("Space"),
    key("ArrowDown"),
    key("ArrowLeft", { ctrlKey: true }),
    key("KeyC", { ctrlKey: true }),
    key("KeyZ", { ctrlKey: true, shiftKey: true }),
    key("KeyX", { metaKey: true }),
    key("Escape"),
    key("ControlLeft", { ctrlKey: true }),
  ])
    assert.equal(keyOwner(event), "program", JSON.stringify(event));
});

test("pasting waits for the event that brings the text", () => {
  assert.equal(keyOwner(key("KeyV", { ctrlKey: true })), "paste");
  assert.equal(keyOwner(key("KeyV", { metaKey: true })), "paste");
  assert.equal(keyOwner(key("KeyV")), "program");
});

test("a key in the middle of a Chinese word belongs to the input method", () => {
  assert.equal(keyOwner(key("KeyN", { isComposing: true })), "browser");
  assert.equal(keyOwner(key("KeyN", { key: "Process" })), "browser");
  assert.equal(keyOwner(key("Backquote", { key: "Dead" })), "browser");
});

test("characters are typed by their keys, with AltGr and Option too, but not with Ctrl", () => {
  assert.equal(typedText(key("KeyA")), "a");
  assert.equal(typedText(key("KeyQ", { key: "@", ctrlKey: true, altKey: true })), "@");
  assert.equal(typedText(key("KeyP", { key: "π", altKey: true })), "π");
  assert.equal(typedText(key("KeyC", { ctrlKey: true })), "");
  assert.equal(typedText(key("KeyC", { metaKey: true })), "");
  assert.equal(typedText(key("Enter")), "");
  assert.equal(typedText(key("KeyX", { key: "𝛼" })), "𝛼");
});

test("modifiers travel as bits", () => {
  assert.equal(modifiersOf(key("KeyA", { shiftKey: true, altKey: true })), 5);
  assert.equal(modifiersOf(key("KeyA", { ctrlKey: true, metaKey: true })), 10);
});

test("a canvas has the pixels of its screen, and no others", () => {
  const entry = (width, height, exact) => ({
    contentRect: { width, height },
    devicePixelContentBoxSize: exact && [{ inlineSize: exact[0], blockSize: exact[1] }],
  });
  const sizes = (...of) => {
    const { pixelWidth, pixelHeight } = canvasSizes(...of);
    return [pixelWidth, pixelHeight];
  };
  assert.deepEqual(sizes(entry(1000, 700), 1.25), [1250, 875]);
  assert.deepEqual(sizes(entry(390, 844), 3), [1170, 2532]);
  // The screen's own rounding wins by a pixel, but not by more: a device view shows another screen.
  assert.deepEqual(sizes(entry(1097.6, 617.2, [1371, 772]), 1.25), [1371, 772]);
  assert.deepEqual(sizes(entry(1000, 700, [1000, 700]), 1.5), [1500, 1050]);
  assert.deepEqual(sizes(entry(0.2, 0.2), 1), [1, 1]);
});
