// Pointer, wheel and touch on the canvas, passed on to the program.
import { modifiersOf, wheelOfPinch, wheelPixels } from "./events.js";

/** @typedef {import("../program/input-calls.js").PointerKind} PointerKind */

/** Stands for a pointer's number while two fingers zoom. */
const kPinch = "pinch";

/**
 * @param {{
 *   canvas: HTMLCanvasElement,
 *   agent: HTMLElement,         // the invisible text field
 *   input: import("../program/input-calls.js").InputCalls,
 *   requestFrame: () => void,
 *   drawNow: () => void,        // draws within the user's gesture
 * }} settings
 */
export function listenForPointers({ canvas, agent, input, requestFrame, drawNow }) {
  /** @param {PointerKind} kind @param {PointerEvent} event */
  const send = (kind, event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.x, event.clientY - box.y];
    input.pointer(kind, event.pointerType, x, y, event.buttons);
    requestFrame();
  };
  /**
   * The pointer that is down; others are ignored until it is up.
   * @type {number | typeof kPinch | null}
   */
  let pressing = null;

  canvas.addEventListener("pointermove", (event) => {
    if (pressing !== null && event.pointerId !== pressing) return;
    send("move", event);
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (pressing !== null && event.pointerId !== pressing) return;
    pressing = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    if (document.activeElement !== canvas && document.activeElement !== agent)
      canvas.focus({ preventScroll: true });
    send("down", event);
    // No text selection, no middle-button scrolling; and a text field keeps the focus.
    event.preventDefault();
  });
  /** @param {"up" | "cancel"} kind @param {PointerEvent} event */
  const release = (kind, event) => {
    if (event.pointerId !== pressing) return;
    if (event.buttons === 0 || kind === "cancel") pressing = null;
    send(kind, event);
    drawNow(); // copying and opening need the gesture, which ends with this event
  };
  canvas.addEventListener("pointerup", (event) => release("up", event));
  canvas.addEventListener("pointercancel", (event) => release("cancel", event));
  canvas.addEventListener("lostpointercapture", (event) => release("cancel", event));
  canvas.addEventListener("pointerleave", (event) => {
    if (pressing === null) send("leave", event);
  });
  // With pointer events alone some browsers still move the focus on a press.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  canvas.addEventListener(
    "wheel",
    (event) => {
      const { dx, dy } = wheelPixels(event);
      // Ctrl with the wheel, or a pinch on a touchpad, zooms the page; the program receives it only
      // where something under the pointer zooms.
      if (event.ctrlKey && !input.zoomsAt(event.offsetX, event.offsetY)) return;
      input.wheel(dx, dy, modifiersOf(event));
      event.preventDefault();
      requestFrame();
    },
    { passive: false },
  );

  // Two fingers on something that zooms: their distance turns the wheel, as a touchpad's pinch
  // does. Elsewhere the browser zooms the page.
  let apart = 0;
  /** @param {TouchEvent} event */
  const pinch = (event) => {
    if (event.touches.length !== 2) return;
    const [one, other] = event.touches;
    const box = canvas.getBoundingClientRect();
    const x = (one.clientX + other.clientX) / 2 - box.x;
    const y = (one.clientY + other.clientY) / 2 - box.y;
    const distance = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    if (event.type === "touchstart") {
      if (!input.zoomsAt(x, y)) return;
      // The press of the first finger is cancelled; it is ignored until both are up.
      input.pointer("cancel", "touch", x, y, 0);
      pressing = kPinch;
      apart = Math.max(1, distance);
    } else if (pressing !== kPinch) {
      return;
    }
    event.preventDefault();
    input.pointer("move", "touch", x, y, 0);
    input.wheel(0, wheelOfPinch(distance / apart), modifiersOf({ ctrlKey: true }));
    apart = Math.max(1, distance);
    requestFrame();
  };
  canvas.addEventListener("touchstart", pinch, { passive: false });
  canvas.addEventListener("touchmove", pinch, { passive: false });
  /** @param {TouchEvent} event */
  const endPinch = ({ touches }) => {
    if (pressing !== kPinch || touches.length > 0) return;
    pressing = null;
    input.wheel(0, 0, 0); // releases Ctrl
    input.pointer("leave", "touch", 0, 0, 0);
    requestFrame();
  };
  canvas.addEventListener("touchend", endPinch);
  canvas.addEventListener("touchcancel", endPinch);
}
