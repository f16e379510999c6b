// Keys, text and focus of the canvas. An invisible text field, the agent, receives what keys alone
// cannot tell: input methods, the keyboards of phones, dictation.
import { keyOwner, modifiersOf, typedText } from "./events.js";

/**
 * Where text is typed on the canvas, in CSS pixels.
 * @typedef {object} TextPlace
 * @property {number} x
 * @property {number} y
 * @property {number} height
 */

/**
 * @param {{
 *   canvas: HTMLCanvasElement,
 *   agent: HTMLInputElement,
 *   mirror: HTMLElement,     // the canvas's controls as DOM controls
 *   input: import("../program/input-calls.js").InputCalls,
 *   requestFrame: () => void,
 *   drawNow: () => void,     // draws within the user's gesture
 * }} settings
 * @returns {{placeAgent: (place: TextPlace | null) => void}} null: no text is typed any more
 */
export function listenForKeys({ canvas, agent, mirror, input, requestFrame, drawNow }) {
  // ---- keys ----

  /** @param {KeyboardEvent} event */
  const down = (event) => {
    if (keyOwner(event) !== "program") return;
    const isUsed = input.key(event.code, true, modifiersOf(event));
    const text = event.target === agent ? "" : typedText(event); // the agent receives its own text
    if (text !== "") input.text(text);
    if (isUsed) event.preventDefault();
    requestFrame();
    if (event.ctrlKey || event.metaKey || event.code === "Enter" || event.code === "Space")
      drawNow();
  };
  /** @param {KeyboardEvent} event */
  const up = (event) => {
    if (event.code === "Tab") return;
    input.key(event.code, false, modifiersOf(event));
    requestFrame();
  };
  for (const element of /** @type {HTMLElement[]} */ ([canvas, agent])) {
    element.addEventListener("keydown", down);
    element.addEventListener("keyup", up);
  }
  window.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) return; // data/file-input.js handles files
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "" || !input.wantsText()) return;
    event.preventDefault();
    input.paste(text);
    requestFrame();
  });

  // ---- the agent ----

  // One character to delete, so that Backspace on a phone makes an event at all.
  const resetAgent = () => {
    agent.value = " ";
    agent.setSelectionRange(1, 1);
  };
  agent.addEventListener("input", (event) => {
    const { data, inputType, isComposing } = /** @type {InputEvent} */ (event);
    if (isComposing) return;
    // The keyboards of phones send no key for it.
    if (inputType === "deleteContentBackward") input.tap("Backspace");
    else if (data) input.text(data);
    resetAgent();
    requestFrame();
  });
  agent.addEventListener("compositionend", (event) => {
    if (event.data) input.text(event.data);
    resetAgent();
    requestFrame();
  });

  // ---- focus ----

  // A control of the mirror belongs to the program: an open list must not close.
  /** @param {EventTarget | null} element */
  const isOurs = (element) =>
    element === canvas ||
    element === agent ||
    (element instanceof Node && mirror.contains(element));
  const focusChanged = () => {
    input.focus(document.hasFocus() && isOurs(document.activeElement));
    requestFrame();
  };
  document.addEventListener("focusin", focusChanged);
  document.addEventListener("focusout", (event) => {
    if (isOurs(event.relatedTarget)) return;
    input.focus(false); // a key that is down now is released elsewhere
    requestFrame();
  });
  window.addEventListener("blur", () => {
    input.focus(false);
    requestFrame();
  });
  window.addEventListener("focus", focusChanged);

  return {
    placeAgent(place) {
      if (place === null) {
        if (document.activeElement === agent) canvas.focus({ preventScroll: true });
        return;
      }
      agent.style.left = `${place.x}px`;
      agent.style.top = `${place.y}px`;
      agent.style.height = `${Math.max(16, place.height)}px`;
      if (document.activeElement === agent) return;
      resetAgent();
      // Only from the canvas: another part of the page keeps the focus.
      if (document.activeElement === canvas) agent.focus({ preventScroll: true });
    },
  };
}
