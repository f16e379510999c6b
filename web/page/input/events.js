// What an event means, without the page: these functions run in Node's tests.

/** The DOM's modifiers as the program's bits. */
const kShift = 1;
const kCtrl = 2;
const kAlt = 4;
const kMeta = 8;

/** @param {{shiftKey?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}} event */
export function modifiersOf(event) {
  return (
    (event.shiftKey ? kShift : 0) |
    (event.ctrlKey ? kCtrl : 0) |
    (event.altKey ? kAlt : 0) |
    (event.metaKey ? kMeta : 0)
  );
}

const kLinePixels = 16;
const kPagePixels = 800;

/**
 * How far a wheel turned, in pixels, whatever the browser counts in.
 * @param {Pick<WheelEvent, "deltaX" | "deltaY" | "deltaMode" | "shiftKey">} event
 * @returns {{dx: number, dy: number}}
 */
export function wheelPixels({ deltaX, deltaY, deltaMode, shiftKey }) {
  const unit = deltaMode === 1 ? kLinePixels : deltaMode === 2 ? kPagePixels : 1;
  const dx = deltaX * unit;
  const dy = deltaY * unit;
  // Shift makes a wheel scroll sideways; some systems have done so already.
  return shiftKey && dx === 0 ? { dx: dy, dy: 0 } : { dx, dy };
}

/**
 * A pinch as a turn of the wheel.
 * @param {number} factor how much further apart the fingers are
 */
export function wheelOfPinch(factor) {
  const kNotchFactor = 1.22; // the program zooms by about this factor for a notch of 100 pixels
  return (-100 * Math.log(Math.max(1e-3, factor))) / Math.log(kNotchFactor);
}

/**
 * Who handles a key. The program does not receive a key of the browser.
 * @param {Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" |
 *   "isComposing">} event
 * @returns {"browser" | "paste" | "program"}
 */
export function keyOwner(event) {
  const { code, key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  // Keys of an input method arrive as text when the word is complete.
  if (isComposing || key === "Process" || key === "Dead") return "browser";
  // Tab leaves the canvas; function keys reload, search and go full screen.
  if (code === "Tab" || /^F\d+$/.test(code)) return "browser";
  if (altKey && /^Arrow(Left|Right)$/.test(code) && !ctrlKey && !metaKey) return "browser";
  if (!ctrlKey && !metaKey) return "program";
  if (code === "KeyV") return "paste"; // the paste event brings the text
  const isEditing = /^(Key[ACXZY]|Arrow\w+|Home|End|Backspace|Delete|Enter)$/.test(code);
  // Ctrl+Shift+C and similar keys open the browser's tools.
  if (isEditing && !(shiftKey && /^Key[AC]$/.test(code))) return "program";
  // Text size.
  if (ctrlKey && altKey && /^(Equal|Minus|NumpadAdd|NumpadSubtract)$/.test(code)) return "program";
  return /^(Control|Shift|Alt|Meta)/.test(code) ? "program" : "browser";
}

/**
 * The character that a key types, or "" for a key that does something else.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">} event
 */
export function typedText({ key, ctrlKey, metaKey, altKey }) {
  // AltGr, which is Ctrl and Alt on Windows, types; Ctrl alone or Command does not.
  const isShortcut = metaKey || ctrlKey !== altKey;
  const types = [...key].length === 1;
  // Option types on a Mac, where Ctrl is not down.
  return types && (!isShortcut || (altKey && !metaKey)) ? key : "";
}
