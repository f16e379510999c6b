// The canvas's controls once more, as real DOM controls that are not seen: for screen readers, for the
// keyboard, and for tests, which find and operate any control by its label. The program says what is
// on its canvas (shell/widgets/registry.h); what happens to a mirrored control goes back as a request
// that the drawn control carries out itself.

/**
 * @typedef {object} Control
 * @property {string} id
 * @property {string} role  as shell/widgets/registry.h names it
 * @property {string} label
 * @property {string} text  the value as shown
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 * @property {number} [now]
 * @property {string[]} [options]
 * @property {boolean} [checked]
 * @property {boolean} [selected]
 * @property {boolean} [expanded]
 * @property {boolean} [disabled]
 * @property {boolean} [focused]
 * @property {[number, number, number, number]} rect
 */
/** @typedef {{revision: number, controls: Control[], live: string}} Mirrored */

/** Buttons, links, pictures: to press. */
function pressed({ checked }, attributes, said) {
  const isPressed = checked === undefined ? null : checked ? "true" : "false";
  return {
    tag: "button",
    attributes: { ...attributes, "aria-label": said, "aria-pressed": isPressed },
    words: said,
  };
}

/**
 * The DOM element that stands for a control.
 * @param {Control} control
 * @returns {{tag: string, type?: string, attributes: Record<string, string | null>,
 *   value?: string, checked?: boolean, words?: string, options?: string[], chosen?: number}}
 */
export function elementOf(control) {
  const flag = (isOn) => (isOn ? "true" : "false");
  const attributes = {
    "aria-label": control.label,
    "aria-disabled": control.disabled ? "true" : null,
  };
  const said = [control.label, control.text].filter(Boolean).join(": ");
  switch (control.role) {
    // A plot is a picture with a range, its crosshair's: the arrow keys move it along the curve.
    case "img":
      if (!((control.max ?? 0) > (control.min ?? 0))) return pressed(control, attributes, said);
    // falls through
    case "slider":
    case "spinbutton": {
      const range = { min: String(control.min ?? 0), max: String(control.max ?? 1), step: "any" };
      return {
        tag: "input",
        type: control.role === "spinbutton" ? "number" : "range",
        attributes: { ...attributes, ...range, "aria-valuetext": control.text || null },
        value: String(control.now ?? 0),
      };
    }
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
      return { tag: "p", attributes: { "aria-label": null }, words: said };
    case "tab":
    case "option":
      return {
        tag: "button",
        attributes: { ...attributes, "aria-pressed": flag(control.selected) },
        words: said,
      };
    default:
      return pressed(control, attributes, said);
  }
}

/** What a key asks of a slider or stepper: the program's own steps, which may be logarithmic. */
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

/** How long the live region keeps one message. */
const kLiveGapMs = 2000;
/** How often the mirror follows while things move. */
const kMirrorGapMs = 150;

export class Mirror {
  /**
   * @param {{
   *   section: HTMLElement,
   *   live: HTMLElement,
   *   program: import("../shared/bridge.js").Program,
   *   changed: () => void,
   *   now: () => void,
   * }} settings
   */
  constructor({ section, live, program, changed, now }) {
    Object.assign(this, { section, live, program, changed, now });
    this.revision = 0;
    /** @type {Map<string, {element: HTMLElement, control: Control, shape: string}>} */
    this.entries = new Map();
    this.isScheduled = false;
    this.liveAt = -Infinity;
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
    const mirrored = this.program.controls(this.revision);
    if (mirrored === null) return;
    this.revision = mirrored.revision;
    this.#arrange(mirrored.controls);
    this.#say(mirrored.live);
  }

  #say(words) {
    if (words === this.live.textContent) return;
    const wait = this.liveAt + kLiveGapMs - performance.now();
    if (wait > 0) {
      // Not lost: the newest words come when the last ones have been heard.
      this.liveNext = words;
      this.liveTimer ??= setTimeout(() => {
        this.liveTimer = undefined;
        this.#say(this.liveNext);
      }, wait);
      return;
    }
    this.liveAt = performance.now();
    this.live.textContent = words;
  }

  /** Brings the DOM in step: what is the same stays, and the focus stays where it is. */
  #arrange(controls) {
    const seen = new Set();
    const wanted = controls
      // A card without a title would be a heading that says nothing.
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
    for (const element of wanted) {
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

  #entry(control) {
    const spec = elementOf(control);
    const shape = `${spec.tag} ${spec.type ?? ""}`;
    let entry = this.entries.get(control.id);
    if (entry?.shape !== shape) {
      const element = document.createElement(spec.tag);
      if (spec.type) element.type = spec.type;
      if (spec.tag === "button") element.type = "button";
      element.dataset.id = control.id;
      entry?.element.remove();
      entry = { element, control, shape };
      this.entries.set(control.id, entry);
    }
    this.#update(entry.element, spec, control);
    entry.control = control;
    return entry;
  }

  #update(element, spec, control) {
    for (const [name, value] of Object.entries(spec.attributes)) {
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    if (spec.words !== undefined && element.textContent !== spec.words)
      element.textContent = spec.words;
    if (spec.checked !== undefined) element.checked = spec.checked;
    if (spec.options) {
      const known = [...element.options].map((option) => option.text);
      if (known.join("\n") !== spec.options.join("\n"))
        element.replaceChildren(...spec.options.map((text) => new Option(text)));
      element.selectedIndex = spec.chosen;
    }
    // Half-typed words are the person's; everything else is the program's.
    const isTyping = element === document.activeElement && element.dataset.typing === "1";
    if (spec.value !== undefined && element.value !== spec.value && !isTyping)
      element.value = spec.value;
    const [x, y, width, height] = control.rect.map(Math.round);
    const place = `translate(${x}px, ${y}px)`;
    if (element.style.transform !== place) element.style.transform = place;
    element.style.width = `${Math.max(1, width)}px`;
    element.style.height = `${Math.max(1, height)}px`;
  }

  // ---- what happens to the mirrored controls ----

  #controlOf(event) {
    return this.entries.get(event.target.dataset?.id)?.control;
  }

  #operate(control, action, value = "") {
    if (control.disabled) return;
    this.program.operate(control.id, action, value);
    this.now(); // within the person's gesture, which copying and opening need
    this.changed();
  }

  #focused(event) {
    const control = this.#controlOf(event);
    if (control) this.#operate(control, "focus");
  }

  #pressed(event) {
    const control = this.#controlOf(event);
    if (control && event.target.tagName === "BUTTON") this.#operate(control, "press");
  }

  #edited(event) {
    const { target, type } = event;
    const control = this.#controlOf(event);
    if (!control) return;
    const isTyped = target.type === "text" || target.type === "number";
    if (target.tagName === "SELECT") {
      if (type === "change") this.#operate(control, "select", String(target.selectedIndex));
    } else if (target.type === "checkbox") {
      if (type === "change") this.#operate(control, "set", target.checked ? "1" : "0");
    } else if (isTyped && type === "input") {
      target.dataset.typing = "1"; // taken when the person is done
    } else if (isTyped || type === "input") {
      delete target.dataset.typing;
      this.#operate(control, "set", target.value);
    }
  }

  #key(event) {
    const control = this.#controlOf(event);
    if (event.key === "Escape") {
      // Closes what stands over the page, as on the canvas.
      this.program.key("Escape", true, 0);
      this.program.key("Escape", false, 0);
      this.changed();
      return;
    }
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (!control || hasModifier || !["range", "number"].includes(event.target.type)) return;
    const isTyping = event.target.type === "number" && /^(Home|End)$/.test(event.key);
    const request = isTyping ? null : stepOfKey(event.key, control);
    if (!request) return;
    event.preventDefault();
    const [action, value] = request;
    // Shift goes ten steps, as on the canvas.
    this.#operate(control, action, action === "step" && event.shiftKey ? `${value}0` : value);
  }
}
