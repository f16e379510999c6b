// The commands that a new trainer worker must receive to continue where a crashed one stopped.

/** @typedef {import("../../shared/types").Bytes} Bytes */
/** @typedef {import("../../shared/messages.js").MessageFormat} MessageFormat */

/** Commands that hold until the next of their kind, in the order in which they are repeated. */
const kSettings = ["Pace", "Configure", "Watch"];

/**
 * Keeps the newest command of each kind that lasts. Questions and presses of play are not kept:
 * they belong to their moment.
 */
export class CommandMemory {
  /** @param {MessageFormat} format */
  constructor(format) {
    this.format = format;
    this.bring = format.commandKind("Bring");
    /** The newest of kSettings, by their kind. @type {Map<number, Bytes | null>} */
    this.settings = new Map(kSettings.map((name) => [format.commandKind(name), null]));
    this.configureKind = format.commandKind("Configure");
    /** @type {Bytes[]} */
    this.userData = [];
    /** @type {Bytes | null} */
    this.glyphs = null;
  }

  /** @param {Bytes} bytes of one command; the first byte is its kind */
  add(bytes) {
    if (this.settings.has(bytes[0])) this.settings.set(bytes[0], bytes);
    if (bytes[0] !== this.bring) return;
    if (this.#holdsGlyphs(bytes)) this.glyphs = bytes;
    // The last two: a training and a test file may arrive one after the other.
    else this.userData = [...this.userData, bytes].slice(-2);
  }

  /** The emoji glyphs come alone. @param {Bytes} bytes */
  #holdsGlyphs(bytes) {
    const { data } = this.format.command(bytes);
    return data.glyphs !== null;
  }

  /** The newest settings of a run, or null. @returns {Bytes | null} */
  configure() {
    return this.settings.get(this.configureKind) ?? null;
  }

  /** The commands with user data. */
  data() {
    return [this.glyphs, ...this.userData].filter((bytes) => bytes !== null);
  }

  /** All of them: data first, then the settings that refer to it. */
  commands() {
    return [...this.data(), ...[...this.settings.values()].filter((bytes) => bytes !== null)];
  }
}
