// The listeners of purr.on.

/** @typedef {keyof import("../../shared/types").PurrEvents} EventName */

/** @type {EventName[]} */
const kEvents = ["iteration", "finished", "data", "settings", "notice", "error", "pictures"];

/** The details differ from event to event. @typedef {(detail: any) => void} Listener */

export class Events {
  constructor() {
    /** @type {Map<string, Set<Listener>>} */
    this.listeners = new Map(kEvents.map((name) => [name, new Set()]));
  }

  /** @param {string} event @param {Listener} listener @returns {() => void} removes it */
  add(event, listener) {
    const set = this.listeners.get(event);
    if (!set) throw new RangeError(`on takes one of ${kEvents.join(", ")}, not ${String(event)}`);
    if (typeof listener !== "function") throw new TypeError("on takes a function");
    set.add(listener);
    return () => set.delete(listener);
  }

  /** @param {string} event @param {string} json its detail */
  emit(event, json) {
    const set = this.listeners.get(event);
    if (!set || set.size === 0) return;
    const detail = JSON.parse(json || "null");
    for (const listener of [...set]) {
      try {
        listener(detail);
      } catch (error) {
        // A listener's mistake stops neither the page nor the other listeners.
        reportError(error);
      }
    }
  }
}
