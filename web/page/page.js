// The parts of the page, connected: the program's instance, frames, input, files, the API.
import { linkOf, windowAddress } from "./address.js";
import { Pool } from "./api/pool.js";
import { makePurr } from "./api/purr.js";
import { listenForFiles } from "./data/file-input.js";
import { Files } from "./data/files.js";
import { Hdf5Reader } from "./data/hdf5-reader.js";
import { MyPictures } from "./data/my-pictures.js";
import { Frames } from "./frames.js";
import { hostActions } from "./host-actions.js";
import { followSize } from "./input/canvas-size.js";
import { listenForKeys } from "./input/keyboard.js";
import { Mirror } from "./input/mirror.js";
import { listenForPointers } from "./input/pointer.js";
import { elementById } from "./screens.js";
import { newWorker } from "./site.js";
import { loadArrangement, loadPinnedRuns } from "./storage.js";
import { translate } from "./strings.js";
import { Trials } from "./trials.js";

/** @typedef {import("../shared/types").Bytes} Bytes */

export class Page {
  /**
   * @param {{
   *   screens: import("./screens.js").Screens,
   *   trainer: import("./program/trainer.js").Trainer,
   *   program: import("./program/page-program.js").PageProgram,
   *   compiled: WebAssembly.Module,
   * }} settings
   */
  constructor({ screens, trainer, program, compiled }) {
    this.screens = screens;
    this.program = program;
    this.darkQuery = matchMedia("(prefers-color-scheme: dark)");
    this.stillQuery = matchMedia("(prefers-reduced-motion: reduce)");
    this.isFirstCurve = true;
    /** After the next frame. @type {(() => void) | null} */
    this.afterNextFrame = null;
    /** @type {() => void} */
    this.resolveReady = () => {};
    /** Resolves when the first frame has been drawn. @type {Promise<void>} */
    this.ready = new Promise((resolve) => (this.resolveReady = resolve));

    this.frames = new Frames((timeMs) => this.#draw(timeMs));
    this.requestFrame = () => this.frames.request();
    this.drawNow = () => this.frames.drawNow();
    const { requestFrame, drawNow } = this;

    this.mirror = new Mirror({
      section: elementById("mirror", HTMLElement),
      live: elementById("live", HTMLElement),
      program,
      requestFrame,
      drawNow,
    });
    this.myPictures = new MyPictures({
      data: program.data,
      compiled,
      requestFrame,
      makeWorker: () => newWorker("picture"),
    });
    this.files = new Files({
      data: program.data,
      requestFrame,
      myPictures: this.myPictures,
      reader: new Hdf5Reader(() => newWorker("hdf5")),
    });
    const pool = new Pool({
      makeWorker: () => newWorker("pool"),
      compiled,
      userData: () => trainer.userData(),
    });
    this.trials = new Trials({
      pool,
      take: (serial, index, result) => {
        program.run.takeTrial(serial, index, result);
        requestFrame();
      },
    });
    this.api = makePurr({
      run: program.run,
      controls: program.controls,
      messages: program.messages,
      trainer,
      files: this.files,
      requestFrame,
      address: location.href.replace(/#.*$/, ""),
      ready: this.ready,
      pool,
    });
    this.purr = Object.freeze(this.api.purr);
    this.actions = hostActions(this);

    // Connected when the program has opened its run.
    /** @type {import("./address.js").Address | null} */
    this.address = null;
    /** @type {ReturnType<typeof listenForKeys> | null} */
    this.keys = null;
    /** @type {ReturnType<typeof listenForFiles> | null} */
    this.picker = null;
  }

  // ---- what the program calls ----

  /**
   * @template {keyof import("../shared/program").HostActions} Name
   * @param {Name} name @param {string} json
   */
  act(name, json) {
    this.actions[name](JSON.parse(json));
  }

  /** @param {string} run @param {boolean} isNewPage */
  linkChanged(run, isNewPage) {
    this.address?.show(run, isNewPage);
  }

  /** @param {string} name @param {string} json */
  onEvent(name, json) {
    if (name === "finished" && this.isFirstCurve) {
      this.isFirstCurve = false;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => performance.mark("purr:first-curve")),
      );
    }
    this.api.onEvent(name, json);
  }

  // ---- life ----

  /** @param {Bytes[]} updates of the trainer */
  receive(updates) {
    let isNew = false;
    for (const bytes of updates) isNew = this.program.receive(bytes) || isNew;
    this.api.settleRuns();
    if (isNew) this.requestFrame();
  }

  /** Work for the task that draws the next frame. @param {() => void} work */
  afterFrame(work) {
    this.afterNextFrame = work;
  }

  /** @param {number} timeMs */
  #draw(timeMs) {
    const wait = this.program.frame(timeMs);
    this.afterNextFrame?.();
    this.afterNextFrame = null;
    this.mirror.follow();
    return wait;
  }

  /** Opens the run in the address. @returns {boolean} false where there is no WebGL 2 */
  open() {
    return this.program.open({
      link: linkOf(location),
      dark: this.darkQuery.matches,
      language: navigator.language,
      pixelRatio: devicePixelRatio,
      width: innerWidth,
      height: innerHeight,
      reducedMotion: this.stillQuery.matches,
      touch: matchMedia("(pointer: coarse)").matches,
      arrangement: loadArrangement(),
      pinnedRuns: loadPinnedRuns(),
    });
  }

  /** Connects the opened program with the canvas, the window and the address bar. */
  connect() {
    const { program, screens, requestFrame, drawNow } = this;
    const { canvas } = screens;
    const agent = elementById("text-agent", HTMLInputElement);
    const mirror = elementById("mirror", HTMLElement);
    const { input } = program;
    followSize({ canvas, program, drawNow });
    listenForPointers({ canvas, agent, input, requestFrame, drawNow });
    this.keys = listenForKeys({ canvas, agent, mirror, input, requestFrame, drawNow });
    this.picker = listenForFiles({
      files: this.files,
      input: elementById("file-input", HTMLInputElement),
      folderInput: elementById("folder-input", HTMLInputElement),
      wantsText: () => input.wantsText(),
      setHover: (isOver) => {
        program.data.setDropHover(isOver);
        if (isOver)
          elementById("live", HTMLElement).textContent = translate("dropHint", screens.language);
        requestFrame();
      },
    });
    this.address = windowAddress();
    this.address.show(program.run.link(), false);
    this.#watchWindow();
  }

  #watchWindow() {
    const { program, requestFrame } = this;
    const { canvas } = this.screens;
    window.addEventListener("hashchange", () => {
      // The page's own changes of the address arrive here too when they made a new page.
      const run = location.hash.slice(1);
      if (run !== program.run.link()) program.run.load(run);
      requestFrame();
    });
    for (const query of [this.darkQuery, this.stillQuery])
      query.addEventListener("change", () => {
        program.setPreferences(this.darkQuery.matches, this.stillQuery.matches);
        requestFrame();
      });
    document.addEventListener("visibilitychange", requestFrame);
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault(); // otherwise the context is never restored
      program.contextLost();
    });
    canvas.addEventListener("webglcontextrestored", () => {
      program.contextRestored();
      requestFrame();
    });
  }
}
