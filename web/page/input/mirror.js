// The mirror: the canvas's controls as real, invisible DOM controls, for screen readers, for the
// keyboard, and for tests, which find and operate any control by its label. The program reports
// what is on its canvas (shell/widgets/registry.h). An event on a mirrored control returns as a
// request that the drawn control carries out.
import { directionOfKey, elementOf, stepOfKey } from "./mirror-elements.js";

/** @typedef {import("../../shared/types").Control} Control */
/** @typedef {import("./mirror-elements.js").ElementSpec} ElementSpec */
/** @typedef {{element: HTMLElement, control: Control, shape: string}} Entry */

/** The live region keeps a message at least so long. */
const kLiveGapMs = 2000;
/** While things move the mirror follows this often. */
const kMirrorGapMs = 150;

export class Mirror {
  /**
   * @param {{
   *   section: HTMLElement,
   *   live: HTMLElement,
   *   program: import("../program/page-program.js").PageProgram,
   *   requestFrame: () => void,
   *   drawNow: () => void,     // draws within the user's gesture
   * }} settings
   */
  constructor({ section, live, program, requestFrame, drawNow }) {
    this.section = section;
    this.live = live;
    this.program = program;
    this.requestFrame = requestFrame;
    this.drawNow = drawNow;
    this.revision = 0;
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    this.isScheduled = false;
    this.liveAt = -Infinity;
    this.liveNext = "";
    /** Of the newest notice that was announced. */
    this.newsNumber = -1;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.liveTimer = undefined;
    section.addEventListener("focusin", (event) => this.#focused(event));
    section.addEventListener("click", (event) => this.#pressed(event));
    section.addEventListener("input", (event) => this.#edited(event));
    section.addEventListener("change", (event) => this.#edited(event));
    section.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Follows the program soon; call after every frame. */
  follow() {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      this.refresh();
    }, kMirrorGapMs);
  }

  refresh() {
    const state = this.program.controls.controls(this.revision);
    if (state === null) return;
    this.revision = state.revision;
    this.#arrange(state.controls);
    this.#followPart(state.controls);
    if (!this.#announceNews(state.controls)) this.#announce(state.live);
  }

  /**
   * A notice that has just appeared is announced at once, before the state of the run.
   * @param {Control[]} controls
   * @returns {boolean} whether there was one
   */
  #announceNews(controls) {
    /** @param {Control} control */
    const numberOf = ({ id, role, label }) =>
      role === "status" && label !== "" ? Number(/toast(\d+)/.exec(id)?.[1] ?? -1) : -1;
    const news = controls.find((control) => numberOf(control) > this.newsNumber);
    if (!news) return false;
    this.newsNumber = numberOf(news);
    this.liveAt = performance.now();
    this.live.textContent = news.label;
    return true;
  }

  /** @param {string} words */
  #announce(words) {
    if (words === this.live.textContent) return;
    const wait = this.liveAt + kLiveGapMs - performance.now();
    if (wait > 0) {
      // The newest words follow when the last ones have been read out.
      this.liveNext = words;
      this.liveTimer ??= setTimeout(() => {
        this.liveTimer = undefined;
        this.#announce(this.liveNext);
      }, wait);
      return;
    }
    this.liveAt = performance.now();
    this.live.textContent = words;
  }

  /**
   * Updates the DOM: elements that are the same stay, and the focus stays where it is.
   * @param {Control[]} controls
   */
  #arrange(controls) {
    /** @type {Set<string>} */
    const seen = new Set();
    const elements = controls
      // A card without a title would be an empty heading.
      .filter(({ role, label }) => role !== "region" || label !== "")
      .filter(({ id }) => !seen.has(id) && seen.add(id))
      .map((control) => this.#entry(control).element);
    for (const [id, { element }] of this.entries) {
      if (seen.has(id)) continue;
      if (element === document.activeElement) this.section.focus({ preventScroll: true });
      element.remove();
      this.entries.delete(id);
    }
    let at = this.section.firstChild;
    for (const element of elements) {
      if (element === document.activeElement) {
        // An element that moves loses the focus; so everything else moves instead.
        while (at !== element && element.isConnected && at !== null) {
          const next = at.nextSibling;
          this.section.append(at);
          at = next;
        }
      }
      if (at === element) at = at.nextSibling;
      else this.section.insertBefore(element, at);
    }
  }

  /**
   * After an arrow key the focus is on another part of the drawing, here as on the canvas.
   * @param {Control[]} controls
   */
  #followPart(controls) {
    const from = this.#controlAt(document.activeElement);
    if (!from?.part || from.focused) return;
    const to = controls.find(({ part, focused }) => part && focused);
    if (to) this.entries.get(to.id)?.element.focus({ preventScroll: true });
  }

  /** The entry of a control, with an element in its present state. @param {Control} control */
  #entry(control) {
    const spec = elementOf(control);
    const shape = `${spec.tag} ${spec.type ?? ""}`;
    let entry = this.entries.get(control.id);
    if (entry?.shape !== shape) {
      const element = document.createElement(spec.tag);
      if (element instanceof HTMLInputElement) element.type = spec.type ?? "text";
      if (element instanceof HTMLButtonElement) element.type = "button";
      element.dataset.id = control.id;
      entry?.element.remove();
      entry = { element, control, shape };
      this.entries.set(control.id, entry);
    }
    update(entry.element, spec, control);
    entry.control = control;
    return entry;
  }

  // ---- events on the mirrored controls ----

  /** @param {Event} event */
  #controlOf(event) {
    return this.#controlAt(event.target);
  }

  /** @param {EventTarget | null} target */
  #controlAt(target) {
    const id = target instanceof HTMLElement ? target.dataset.id : undefined;
    return id === undefined ? undefined : this.entries.get(id)?.control;
  }

  /** @param {Control} control @param {"press" | "set" | "step" | "select" | "focus" | "walk"} action */
  #operate(control, action, value = "") {
    if (control.disabled) return;
    this.program.controls.operate(control.id, action, value);
    this.drawNow(); // copying and opening need the user's gesture
    this.requestFrame();
  }

  /** @param {Event} event */
  #focused(event) {
    const control = this.#controlOf(event);
    if (control) this.#operate(control, "focus");
  }

  /** @param {Event} event */
  #pressed(event) {
    const control = this.#controlOf(event);
    if (control && event.target instanceof HTMLButtonElement) this.#operate(control, "press");
  }

  /** @param {Event} event */
  #edited(event) {
    const control = this.#controlOf(event);
    const { target, type } = event;
    if (!control) return;
    if (target instanceof HTMLSelectElement) {
      if (type === "change") this.#operate(control, "select", String(target.selectedIndex));
      return;
    }
    if (!(target instanceof HTMLInputElement)) return;
    const isTyped = target.type === "text" || target.type === "number";
    if (target.type === "checkbox") {
      if (type === "change") this.#operate(control, "set", target.checked ? "1" : "0");
    } else if (isTyped && type === "input") {
      target.dataset.typing = "1"; // taken when the user has finished
    } else if (isTyped || type === "input") {
      delete target.dataset.typing;
      this.#operate(control, "set", target.value);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const control = this.#controlOf(event);
    if (event.key === "Escape") {
      // Closes what covers the page, as on the canvas.
      this.program.input.tap("Escape");
      this.requestFrame();
      return;
    }
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    const direction = directionOfKey(event.key);
    if (control?.part && direction && !hasModifier) {
      event.preventDefault();
      this.#operate(control, "walk", direction);
      return;
    }
    const type = event.target instanceof HTMLInputElement ? event.target.type : "";
    if (!control || hasModifier || !["range", "number"].includes(type)) return;
    const isTyping = type === "number" && /^(Home|End)$/.test(event.key);
    const request = isTyping ? null : stepOfKey(event.key, control);
    if (!request) return;
    event.preventDefault();
    const [action, value] = request;
    // Shift makes ten steps, as on the canvas.
    this.#operate(control, action, action === "step" && event.shiftKey ? `${value}0` : value);
  }
}

/**
 * Gives an element the state of its control.
 * @param {HTMLElement} element @param {ElementSpec} spec @param {Control} control
 */
function update(element, spec, control) {
  for (const [name, value] of Object.entries(spec.attributes)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (spec.words !== undefined && element.textContent !== spec.words)
    element.textContent = spec.words;
  if (element instanceof HTMLSelectElement && spec.options) {
    const present = [...element.options].map((option) => option.text);
    if (present.join("\n") !== spec.options.join("\n"))
      element.replaceChildren(...spec.options.map((text) => new Option(text)));
    element.selectedIndex = spec.chosen ?? -1;
  }
  if (element instanceof HTMLInputElement) {
    if (spec.checked !== undefined) element.checked = spec.checked;
    // A half-typed text belongs to the user.
    const isTyping = element === document.activeElement && element.dataset.typing === "1";
    if (spec.value !== undefined && element.value !== spec.value && !isTyping)
      element.value = spec.value;
  }
  if (element instanceof HTMLProgressElement) element.value = Number(spec.value);
  const [x, y, width, height] = control.rect.map(Math.round);
  const place = `translate(${x}px, ${y}px)`;
  if (element.style.transform !== place) element.style.transform = place;
  element.style.width = `${Math.max(1, width)}px`;
  element.style.height = `${Math.max(1, height)}px`;
}
