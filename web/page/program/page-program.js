// The page's instance of the program: its life, and its calls by subject.
import { startInstance } from "../../shared/instance.js";
import { Memory } from "../../shared/memory.js";
import { MessageFormat } from "../../shared/messages.js";
import { ControlCalls } from "./control-calls.js";
import { DataCalls } from "./data-calls.js";
import { InputCalls } from "./input-calls.js";
import { RunCalls } from "./run-calls.js";

/** @typedef {import("../../shared/program").PurrCallbacks} PurrCallbacks */
/** @typedef {import("../../shared/types").HostSettings} HostSettings */

export class PageProgram {
  /** @param {import("../../shared/program").PurrModule} module a running instance */
  constructor(module) {
    this.module = module;
    this.memory = new Memory(module);
    this.run = new RunCalls(this.memory);
    this.input = new InputCalls(this.memory);
    this.data = new DataCalls(this.memory);
    this.controls = new ControlCalls(this.memory);
    this.messages = new MessageFormat(
      JSON.parse(this.memory.takeString(module._purr_message_schema())),
    );
  }

  /**
   * @param {WebAssembly.Module} compiled
   * @param {Partial<PurrCallbacks> & {canvas: HTMLCanvasElement}} settings
   */
  static async start(compiled, settings) {
    return new PageProgram(await startInstance(compiled, settings));
  }

  /**
   * Opens the run and the canvas.
   * @param {HostSettings} host
   * @returns {boolean} false without WebGL 2
   */
  open(host) {
    return this.memory.withStrings(
      [host.link, host.language, host.arrangement, host.pinnedRuns],
      (link, language, arrangement, pinnedRuns) =>
        this.module._purr_page_start(
          link,
          host.dark ? 1 : 0,
          language,
          host.pixelRatio,
          host.width,
          host.height,
          host.reducedMotion ? 1 : 0,
          host.touch ? 1 : 0,
          arrangement,
          pinnedRuns,
        ) === 1,
    );
  }

  /**
   * Draws.
   * @param {number} timeMs of the animation frame
   * @returns {number} milliseconds until the next frame is needed; negative: after the next event
   */
  frame(timeMs) {
    return this.module._purr_page_frame(timeMs);
  }

  /**
   * @param {import("../../shared/types").Bytes} bytes of one update
   * @returns {boolean} whether it changes what is shown
   */
  receive(bytes) {
    return this.memory.withArrays(
      [bytes],
      (address) => this.module._purr_page_receive(address, bytes.length) === 1,
    );
  }

  /**
   * @param {number} width CSS pixels @param {number} height CSS pixels @param {number} pixelRatio
   * @param {number} pixelWidth device pixels @param {number} pixelHeight device pixels
   */
  resize(width, height, pixelRatio, pixelWidth, pixelHeight) {
    this.module._purr_resize(width, height, pixelRatio, pixelWidth, pixelHeight);
  }

  /** @param {boolean} isDark @param {boolean} hasReducedMotion */
  setPreferences(isDark, hasReducedMotion) {
    this.module._purr_preferences(isDark ? 1 : 0, hasReducedMotion ? 1 : 0);
  }

  contextLost() {
    this.module._purr_context_lost();
  }
  contextRestored() {
    this.module._purr_context_restored();
  }
}
