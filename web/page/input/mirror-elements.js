// Which DOM element stands for a control of the canvas, and what a key does to it. No DOM is
// needed: these functions run in Node's tests.

/** @typedef {import("../../shared/types").Control} Control */

/**
 * The description of an element.
 * @typedef {object} ElementSpec
 * @property {"button" | "input" | "select" | "progress" | "h2" | "p"} tag
 * @property {string} [type]  of an input
 * @property {Record<string, string | null>} attributes  null: absent
 * @property {string} [value]
 * @property {boolean} [checked]
 * @property {string} [words]  its text
 * @property {string[]} [options]  of a select
 * @property {number} [chosen]  index of the option
 */

/**
 * Buttons, links, pictures: what can be pressed.
 * @param {Control} control
 * @returns {ElementSpec}
 */
function pressable(control) {
  const { checked } = control;
  const words = wordsOf(control);
  const isPressed = checked === undefined ? null : checked ? "true" : "false";
  return {
    tag: "button",
    attributes: {
      ...commonAttributes(control),
      "aria-label": words,
      "aria-pressed": isPressed,
      tabindex: tabIndexOf(control),
    },
    words,
  };
}

/** @param {Control} control */
function commonAttributes(control) {
  return { "aria-label": control.label, "aria-disabled": control.disabled ? "true" : null };
}

/** Tab stops at one part of a drawing only. @param {Control} control */
function tabIndexOf({ part, selected }) {
  return part && !selected ? "-1" : null;
}

/** Label and value. @param {Control} control */
function wordsOf(control) {
  return [control.label, control.text].filter(Boolean).join(": ");
}

/** @param {Control} control @param {"number" | "range"} type @returns {ElementSpec} */
function adjustable(control, type) {
  return {
    tag: "input",
    type,
    attributes: {
      ...commonAttributes(control),
      min: String(control.min ?? 0),
      max: String(control.max ?? 1),
      step: "any",
      "aria-valuetext": control.text || null,
    },
    value: String(control.now ?? 0),
  };
}

/** @param {Control} control @returns {ElementSpec} */
export function elementOf(control) {
  const attributes = commonAttributes(control);
  switch (control.role) {
    // A plot is a picture with a range, its crosshair's: the arrow keys move it along the curve.
    case "img":
      return (control.max ?? 0) > (control.min ?? 0)
        ? adjustable(control, "range")
        : pressable(control);
    case "slider":
      return adjustable(control, "range");
    case "spinbutton":
      return adjustable(control, "number");
    case "textbox":
      return { tag: "input", type: "text", attributes, value: control.text };
    case "checkbox":
      return { tag: "input", type: "checkbox", attributes, checked: control.checked === true };
    case "switch":
      return {
        tag: "input",
        type: "checkbox",
        attributes: { ...attributes, role: "switch" },
        checked: control.checked === true,
      };
    case "combobox": {
      const options = control.options ?? [control.text];
      return { tag: "select", attributes, options, chosen: options.indexOf(control.text) };
    }
    case "progressbar":
      return {
        tag: "progress",
        attributes: {
          ...attributes,
          "aria-valuetext": control.text || null,
          max: String(control.max ?? 1),
        },
        value: String(control.now ?? 0),
      };
    case "region":
      return { tag: "h2", attributes: { "aria-label": null }, words: control.label };
    case "status":
    case "table":
      return { tag: "p", attributes: { "aria-label": null }, words: wordsOf(control) };
    case "tab":
    case "option":
      return {
        tag: "button",
        attributes: { ...attributes, "aria-pressed": control.selected ? "true" : "false" },
        words: wordsOf(control),
      };
    default:
      return pressable(control);
  }
}

/**
 * Where an arrow key leads from a part of a drawing.
 * @param {string} key as KeyboardEvent.key
 * @returns {string | null} the value of a "walk" request
 */
export function directionOfKey(key) {
  return /^Arrow(Left|Right|Up|Down)$/.test(key) ? key.slice("Arrow".length).toLowerCase() : null;
}

/**
 * What a key does to a slider or stepper: the program's own steps, which may be logarithmic.
 * @param {string} key as KeyboardEvent.key
 * @param {{min?: number, max?: number}} control
 * @returns {["step" | "set", string] | null} an action for ControlCalls.operate
 */
export function stepOfKey(key, { min, max }) {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return ["step", "1"];
    case "ArrowLeft":
    case "ArrowDown":
      return ["step", "-1"];
    case "PageUp":
      return ["step", "10"];
    case "PageDown":
      return ["step", "-10"];
    case "Home":
      return ["set", String(min)];
    case "End":
      return ["set", String(max)];
    default:
      return null;
  }
}
