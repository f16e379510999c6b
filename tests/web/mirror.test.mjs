import assert from "node:assert/strict";
import test from "node:test";
import { directionOfKey, elementOf, stepOfKey } from "../../web/page/input/mirror-elements.js";

const control = (role, more = {}) => ({
  id: "training/x",
  role,
  label: "Learning rate α",
  text: "",
  rect: [0, 0, 10, 10],
  ...more,
});

test("a slider becomes a range with its value as the canvas shows it", () => {
  const element = elementOf(
    control("slider", { text: "0.0075", min: 0.0001, max: 1, step: 0.001, now: 0.0075 }),
  );
  assert.deepEqual([element.tag, element.type, element.value], ["input", "range", "0.0075"]);
  assert.equal(element.attributes["aria-label"], "Learning rate α");
  assert.equal(element.attributes["aria-valuetext"], "0.0075");
  assert.deepEqual([element.attributes.min, element.attributes.max], ["0.0001", "1"]);
});

test("a chooser becomes a select whose chosen option is the one shown", () => {
  const element = elementOf(control("combobox", { text: "tanh", options: ["sigmoid", "tanh"] }));
  assert.deepEqual(
    [element.tag, element.options, element.chosen],
    ["select", ["sigmoid", "tanh"], 1],
  );
});

test("every role becomes an element with a name", () => {
  for (const role of [
    "button",
    "checkbox",
    "combobox",
    "img",
    "link",
    "option",
    "progressbar",
    "region",
    "slider",
    "spinbutton",
    "status",
    "switch",
    "tab",
    "table",
    "textbox",
  ]) {
    const element = elementOf(control(role, { text: "1" }));
    const name = element.attributes["aria-label"] ?? element.words;
    assert.ok(name.startsWith("Learning rate α"), role);
  }
});

test("a chosen, checked or disabled state is in the element", () => {
  assert.equal(elementOf(control("tab", { selected: true })).attributes["aria-pressed"], "true");
  assert.equal(elementOf(control("tab")).attributes["aria-pressed"], "false");
  assert.equal(elementOf(control("button")).attributes["aria-pressed"], null);
  assert.equal(elementOf(control("button", { checked: true })).attributes["aria-pressed"], "true");
  assert.equal(elementOf(control("switch", { checked: true })).checked, true);
  assert.equal(elementOf(control("switch")).attributes.role, "switch");
  assert.equal(
    elementOf(control("button", { disabled: true })).attributes["aria-disabled"],
    "true",
  );
});

test("arrow keys take the program's steps, Home and End go to the ends", () => {
  const range = { min: 1, max: 64 };
  assert.deepEqual(stepOfKey("ArrowUp", range), ["step", "1"]);
  assert.deepEqual(stepOfKey("ArrowLeft", range), ["step", "-1"]);
  assert.deepEqual(stepOfKey("PageDown", range), ["step", "-10"]);
  assert.deepEqual(stepOfKey("Home", range), ["set", "1"]);
  assert.deepEqual(stepOfKey("End", range), ["set", "64"]);
  assert.equal(stepOfKey("a", range), null);
});

test("Tab stops at one part of a drawing, arrow keys lead to the others", () => {
  const tabIndex = (more) => elementOf(control("button", more)).attributes.tabindex;
  assert.equal(tabIndex({ part: true }), "-1");
  assert.equal(tabIndex({ part: true, selected: true }), null);
  assert.equal(tabIndex({}), null);
  assert.equal(directionOfKey("ArrowLeft"), "left");
  assert.equal(directionOfKey("ArrowDown"), "down");
  assert.equal(directionOfKey("Enter"), null);
});
