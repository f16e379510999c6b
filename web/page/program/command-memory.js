// The commands that a new trainer worker must receive to continue where a crashed one stopped.
import { bringsGlyphs, kBring, kConfigure, kPace, kWatch } from "../../shared/messages.js";

/** @typedef {import("../../shared/types").Bytes} Bytes */

/**
 * Keeps the newest command of each kind that lasts. Questions and presses of play are not kept:
 * they belong to their moment.
 */
export class CommandMemory {
  constructor() {
    /** @type {Bytes[]} */
    this.userData = [];
    /** @type {Bytes | null} */
    this.glyphs = null;
    /** @type {Bytes | null} */
    this.configure = null;
    /** @type {Bytes | null} */
    this.watch = null;
    /** @type {Bytes | null} */
    this.pace = null;
  }

  /** @param {Bytes} bytes of one command; the first byte is its kind */
  add(bytes) {
    switch (bytes[0]) {
      case kConfigure:
        this.configure = bytes;
        break;
      case kBring:
        if (bringsGlyphs(bytes)) this.glyphs = bytes;
        // The last two: a training and a test file may arrive one after the other.
        else this.userData = [...this.userData, bytes].slice(-2);
        break;
      case kWatch:
        this.watch = bytes;
        break;
      case kPace:
        this.pace = bytes;
        break;
    }
  }

  /** The commands with user data. */
  data() {
    return [this.glyphs, ...this.userData].filter((bytes) => bytes !== null);
  }

  /** All of them: data first, then the settings that refer to it. */
  commands() {
    const settings = [this.pace, this.configure, this.watch];
    return [...this.data(), ...settings.filter((bytes) => bytes !== null)];
  }
}
