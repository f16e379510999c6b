// Calls about pointer, wheel, keys, text and focus (shell/host/browser/input.cpp).

/** @typedef {"move" | "down" | "up" | "cancel" | "leave"} PointerKind */

/** In the order of browser::PointerEvent. @type {PointerKind[]} */
const kPointerKinds = ["move", "down", "up", "cancel", "leave"];
/** In the order of browser::PointerType. */
const kPointerTypes = ["mouse", "touch", "pen"];

export class InputCalls {
  /** @param {import("../../shared/memory.js").Memory} memory */
  constructor(memory) {
    this.memory = memory;
    this.module = memory.module;
  }

  /**
   * @param {PointerKind} kind
   * @param {string} type as PointerEvent.pointerType
   * @param {number} x CSS pixels from the canvas's left edge @param {number} y from its top edge
   * @param {number} buttons as PointerEvent.buttons
   */
  pointer(kind, type, x, y, buttons) {
    this.module._purr_pointer(
      kPointerKinds.indexOf(kind),
      Math.max(0, kPointerTypes.indexOf(type)),
      x,
      y,
      buttons,
    );
  }

  /** @param {number} dx CSS pixels @param {number} dy CSS pixels @param {number} modifiers */
  wheel(dx, dy, modifiers) {
    this.module._purr_wheel(dx, dy, modifiers);
  }

  /**
   * @param {number} x @param {number} y
   * @returns {boolean} whether Ctrl and wheel zoom what is drawn at this place
   */
  zoomsAt(x, y) {
    return this.module._purr_zooms_at(x, y) === 1;
  }

  /**
   * @param {string} code as KeyboardEvent.code @param {boolean} isDown @param {number} modifiers
   * @returns {boolean} whether the program uses the key
   */
  key(code, isDown, modifiers) {
    return this.memory.withStrings(
      [code],
      (address) => this.module._purr_key(address, isDown ? 1 : 0, modifiers) === 1,
    );
  }

  /** A key pressed and released. @param {string} code */
  tap(code) {
    this.key(code, true, 0);
    this.key(code, false, 0);
  }

  /** @param {string} words typed */
  text(words) {
    this.memory.withStrings([words], (address) => this.module._purr_text(address));
  }

  /** @param {string} words */
  paste(words) {
    this.memory.withStrings([words], (address) => this.module._purr_paste(address));
  }

  /** @param {boolean} isFocused */
  focus(isFocused) {
    this.module._purr_focus(isFocused ? 1 : 0);
  }

  /** @returns {boolean} whether a field on the canvas takes text */
  wantsText() {
    return this.module._purr_wants_text() === 1;
  }
}
