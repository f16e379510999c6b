// The canvas's ears: pointer, wheel, keys, text, size. They pass things on; what they mean is the
// program's business.
import { modifiersOf } from "../shared/bridge.js";

const kLinePixels = 16;
const kPagePixels = 800;

/** A wheel event's way in pixels, whatever the browser counts in. @returns {{dx: number, dy: number}} */
export function wheelPixels({ deltaX, deltaY, deltaMode, shiftKey }) {
  const unit = deltaMode === 1 ? kLinePixels : deltaMode === 2 ? kPagePixels : 1;
  const dx = deltaX * unit;
  const dy = deltaY * unit;
  // Shift turns a wheel sideways; some systems have done so already.
  return shiftKey && dx === 0 ? { dx: dy, dy: 0 } : { dx, dy };
}

/**
 * What a key is for.
 * @param {KeyboardEvent} event
 * @returns {"browser" | "paste" | "program"} "browser": not even shown to the program
 */
export function keyOwner(event) {
  const { code, key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
  // Keys of an input method in mid-word arrive as text at its end.
  if (isComposing || key === "Process" || key === "Dead") return "browser";
  // Tab leaves the canvas; function keys reload, search and go full screen.
  if (code === "Tab" || /^F\d+$/.test(code)) return "browser";
  if (altKey && /^Arrow(Left|Right)$/.test(code) && !ctrlKey && !metaKey) return "browser";
  if (!ctrlKey && !metaKey) return "program";
  if (code === "KeyV") return "paste"; // the paste event brings the text
  const isEditing = /^(Key[ACXZY]|Arrow\w+|Home|End|Backspace|Delete|Enter)$/.test(code);
  // Ctrl+Shift+C and its like open the browser's tools.
  if (isEditing && !(shiftKey && /^Key[AC]$/.test(code))) return "program";
  // Larger and smaller words.
  if (ctrlKey && altKey && /^(Equal|Minus|NumpadAdd|NumpadSubtract)$/.test(code)) return "program";
  return /^(Control|Shift|Alt|Meta)/.test(code) ? "program" : "browser";
}

/** A character that a key types, or "" for keys that do something. */
export function typedText({ key, ctrlKey, metaKey, altKey }) {
  // AltGr, which is Ctrl and Alt on Windows, types; Ctrl alone or Command does not.
  const isShortcut = metaKey || ctrlKey !== altKey;
  const types = [...key].length === 1;
  // Option types on a Mac, where Ctrl is not down.
  return types && (!isShortcut || (altKey && !metaKey)) ? key : "";
}

/**
 * Sizes of a canvas as exact device pixels.
 * @param {ResizeObserverEntry} entry @param {number} ratio devicePixelRatio
 */
export function canvasSizes(entry, ratio) {
  const { width, height } = entry.contentRect;
  const exact = entry.devicePixelContentBoxSize?.[0];
  const pixels = (length, exactly) => {
    const rounded = Math.max(1, Math.round(length * ratio));
    // Where a browser plays another screen, for tests or its device view, the exact box stays that of
    // the true screen.
    return Math.abs(exactly - rounded) <= 1 ? exactly : rounded;
  };
  return {
    width,
    height,
    pixelWidth: pixels(width, exact?.inlineSize),
    pixelHeight: pixels(height, exact?.blockSize),
  };
}

/** What a pinch turns the wheel by. @param {number} factor  how much further apart the fingers are */
export function wheelOfPinch(factor) {
  const kOfNotch = 1.22; // the program zooms by about this factor a notch of 100 pixels
  return (-100 * Math.log(Math.max(1e-3, factor))) / Math.log(kOfNotch);
}

/** In the place of a pointer's number: two fingers zoom. */
const kPinch = "pinch";

/**
 * @param {{
 *   canvas: HTMLCanvasElement,
 *   agent: HTMLInputElement,  the invisible field that takes text for the canvas
 *   mirror: HTMLElement,      the canvas's controls as DOM controls
 *   program: import("../shared/bridge.js").Program,
 *   changed: () => void,  asks for a frame soon
 *   now: () => void,      draws at once, within the person's gesture
 * }} settings
 */
export function listenForInput({ canvas, agent, mirror, program, changed, now }) {
  const pointer = (kind) => (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.x, event.clientY - box.y];
    program.pointer(kind, event.pointerType, x, y, event.buttons);
    changed();
  };
  /** The pointer that presses; others are ignored until it lets go. */
  let pressing = null;

  canvas.addEventListener("pointermove", (event) => {
    if (pressing !== null && event.pointerId !== pressing) return;
    pointer("move")(event);
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (pressing !== null && event.pointerId !== pressing) return;
    pressing = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    if (document.activeElement !== canvas && document.activeElement !== agent)
      canvas.focus({ preventScroll: true });
    pointer("down")(event);
    // No text selection, no middle-button scrolling; and the focus stays where text is typed.
    event.preventDefault();
  });
  const release = (kind) => (event) => {
    if (event.pointerId !== pressing) return;
    if (event.buttons === 0 || kind === "cancel") pressing = null;
    pointer(kind)(event);
    now(); // copying and opening need the gesture, and it ends with this event
  };
  canvas.addEventListener("pointerup", release("up"));
  canvas.addEventListener("pointercancel", release("cancel"));
  canvas.addEventListener("lostpointercapture", (event) => {
    if (event.pointerId === pressing) release("cancel")(event);
  });
  canvas.addEventListener("pointerleave", (event) => {
    if (pressing === null) pointer("leave")(event);
  });
  // With pointer events alone some browsers still take the focus away on a press.
  canvas.addEventListener("mousedown", (event) => event.preventDefault());
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());

  canvas.addEventListener(
    "wheel",
    (event) => {
      const { dx, dy } = wheelPixels(event);
      // Ctrl with the wheel, or a pinch on a touchpad, zooms the page; the program gets it only where
      // it says that something under the pointer zooms.
      if (event.ctrlKey && !program.zoomsAt(event.offsetX, event.offsetY)) return;
      program.wheel(dx, dy, modifiersOf(event));
      event.preventDefault();
      changed();
    },
    { passive: false },
  );

  // Two fingers on what zooms: their distance turns the wheel, as a touchpad's pinch does. Elsewhere
  // the browser zooms the page.
  let apart = 0;
  const fingers = ({ touches: [one, other] }) => {
    const box = canvas.getBoundingClientRect();
    return {
      x: (one.clientX + other.clientX) / 2 - box.x,
      y: (one.clientY + other.clientY) / 2 - box.y,
      distance: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
    };
  };
  const pinch = (event) => {
    if (event.touches.length !== 2) return;
    const { x, y, distance } = fingers(event);
    if (event.type === "touchstart") {
      if (!program.zoomsAt(x, y)) return;
      // The first finger lets go of what it pressed, and is not heard until both are lifted.
      program.pointer("cancel", "touch", x, y, 0);
      pressing = kPinch;
      apart = Math.max(1, distance);
    } else if (pressing !== kPinch) {
      return;
    }
    event.preventDefault();
    program.pointer("move", "touch", x, y, 0);
    program.wheel(0, wheelOfPinch(distance / apart), modifiersOf({ ctrlKey: true }));
    apart = Math.max(1, distance);
    changed();
  };
  for (const kind of ["touchstart", "touchmove"])
    canvas.addEventListener(kind, pinch, { passive: false });
  const lift = ({ touches }) => {
    if (pressing !== kPinch || touches.length > 0) return;
    pressing = null;
    program.wheel(0, 0, 0); // Ctrl is let go
    program.pointer("leave", "touch", 0, 0, 0);
    changed();
  };
  canvas.addEventListener("touchend", lift);
  canvas.addEventListener("touchcancel", lift);

  // ---- keys and text ----

  const down = (event) => {
    const owner = keyOwner(event);
    if (owner !== "program") return;
    const isUsed = program.key(event.code, true, modifiersOf(event));
    const text = event.target === agent ? "" : typedText(event); // the agent hears its own text
    if (text !== "") program.text(text);
    if (isUsed) event.preventDefault();
    changed();
    if (event.ctrlKey || event.metaKey || event.code === "Enter" || event.code === "Space") now();
  };
  const up = (event) => {
    if (event.code === "Tab") return;
    program.key(event.code, false, modifiersOf(event));
    changed();
  };
  for (const element of [canvas, agent]) {
    element.addEventListener("keydown", down);
    element.addEventListener("keyup", up);
  }
  window.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) return; // files.js takes files
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "" || !program.wantsText()) return;
    event.preventDefault();
    program.paste(text);
    changed();
  });

  // The agent hears what keys alone cannot tell: input methods, phones' keyboards, dictation.
  agent.addEventListener("input", (event) => {
    if (event.isComposing) return;
    if (event.inputType === "deleteContentBackward") {
      // Keyboards of phones send no key for it.
      program.key("Backspace", true, 0);
      program.key("Backspace", false, 0);
    } else if (event.data) {
      program.text(event.data);
    }
    resetAgent();
    changed();
  });
  agent.addEventListener("compositionend", (event) => {
    if (event.data) program.text(event.data);
    resetAgent();
    changed();
  });
  // Something to delete, so that Backspace on a phone gives an event at all.
  const resetAgent = () => {
    agent.value = " ";
    agent.setSelectionRange(1, 1);
  };

  // ---- focus ----

  // Whoever is on a control of the mirror is in the program: an open list must not close.
  const isOurs = (element) => [canvas, agent].includes(element) || mirror.contains(element);
  const focusChanged = () => {
    program.focus(document.hasFocus() && isOurs(document.activeElement));
    changed();
  };
  document.addEventListener("focusin", focusChanged);
  document.addEventListener("focusout", (event) => {
    if (isOurs(event.relatedTarget)) return;
    program.focus(false); // a key that is down now is let go elsewhere
    changed();
  });
  window.addEventListener("blur", () => {
    program.focus(false);
    changed();
  });
  window.addEventListener("focus", focusChanged);

  return {
    /** The program's "text-input": where text is typed, or null when it is over. */
    placeAgent(json) {
      const place = JSON.parse(json);
      if (place === null) {
        if (document.activeElement === agent) canvas.focus({ preventScroll: true });
        return;
      }
      agent.style.left = `${place.x}px`;
      agent.style.top = `${place.y}px`;
      agent.style.height = `${Math.max(16, place.height)}px`;
      if (document.activeElement === agent) return;
      resetAgent();
      // Only from the canvas: the focus is not taken from another part of the page.
      if (document.activeElement === canvas) agent.focus({ preventScroll: true });
    },
  };
}

/**
 * Keeps the canvas as sharp as the screen: every change of size, page zoom, and a move to a screen of
 * another pixel ratio.
 * @param {{canvas: HTMLCanvasElement, program: import("../shared/bridge.js").Program, now: () => void}} settings
 */
export function followSize({ canvas, program, now }) {
  let last = "";
  const apply = ({ width, height, pixelWidth, pixelHeight }) => {
    const key = [width, height, pixelWidth, pixelHeight].join();
    if (key === last || width === 0 || height === 0) return;
    last = key;
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    program.resize(width, height, pixelWidth / width, pixelWidth, pixelHeight);
    now(); // a canvas that changes its size is empty until it is drawn again
  };
  // The first frame comes before the observer's first word.
  const box = canvas.getBoundingClientRect();
  apply(canvasSizes({ contentRect: box }, devicePixelRatio));
  const observer = new ResizeObserver(([entry]) => apply(canvasSizes(entry, devicePixelRatio)));
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas); // Safari before 26
  }
  const watchRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        watchRatio();
        observer.unobserve(canvas);
        observer.observe(canvas);
      },
      { once: true },
    );
  };
  watchRatio();
}
