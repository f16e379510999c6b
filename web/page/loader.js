// Opens the page: asks what the browser can do, fetches and compiles the program once, starts the
// worker and the page's own instance side by side, draws the first frame, and takes the loading
// screen away. What goes wrong is said in a sentence.
import { windowAddress } from "./address.js";
import { Program, Trainer } from "../shared/bridge.js";
import { cutOut, pictureWish, saveFile, weightsFile } from "./exports.js";
import { openCamera } from "./camera.js";
import { askInDialog, fetchData } from "./fetch-data.js";
import { Files, Hdf5Reader, listenForFiles } from "./files.js";
import { fetchGlyphs } from "./glyphs.js";
import { followSize, listenForInput } from "./input.js";
import { MyPictures } from "./my-pictures.js";
import { Mirror } from "./mirror.js";
import { Pool } from "./pool.js";
import { makePurr } from "./purr.js";
import { languageOf, say } from "./strings.js";

/** Where the browser keeps how the screen is arranged. */
const kArrangement = "purrceptron.arrangement";

/** A browser may refuse to keep anything; then nothing is remembered. */
function remember(words) {
  try {
    localStorage.setItem(kArrangement, words);
  } catch {
    return;
  }
}

function recall() {
  try {
    return localStorage.getItem(kArrangement) ?? "";
  } catch {
    return "";
  }
}

const kSlowMs = 10000;
const kBannerMs = 12000;
/** As shell/host/platform_browser.cpp asks GLFW for it. */
const kContextSettings = { alpha: false, depth: false, stencil: false, antialias: false };

/** A module of one function that makes a vector: it is valid only where SIMD is known. */
const kSimdProbe = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** @returns {{webAssembly: boolean, simd: boolean, worker: boolean, webgl2: boolean}} */
export function probe(scope = globalThis) {
  const webAssembly = typeof scope.WebAssembly?.validate === "function";
  return {
    webAssembly,
    simd: webAssembly && scope.WebAssembly.validate(kSimdProbe),
    worker: typeof scope.Worker === "function",
    webgl2: typeof scope.WebGL2RenderingContext === "function",
  };
}

/** @returns {string | null} the key of the sentence that says what is missing */
export function missingFeature({ webAssembly, simd, worker, webgl2 }) {
  if (!webAssembly) return "noWebAssembly";
  if (!simd) return "noSimd";
  if (!worker) return "noWorker";
  return webgl2 ? null : "noWebGl";
}

const kMegabyte = 1e6;

/** The words beside the progress bar. `total` is 0 where it is not known. */
export function progressWords(language, received, total) {
  const shown = (bytes) => (bytes / kMegabyte).toFixed(1);
  if (total === 0) return say("loadingCount", language, shown(received));
  return received < total
    ? say("loadingPart", language, shown(received), shown(total))
    : say("starting", language);
}

/** The same answer, telling how much of it has come. */
function counted(response, heard) {
  let received = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      heard(received);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), {
    headers: { "Content-Type": "application/wasm" },
  });
}

async function fetchProgram(heard) {
  const response = await fetch(new URL("../purrceptron.wasm", import.meta.url));
  if (!response.ok) throw new Error(`purrceptron.wasm: ${response.status} ${response.statusText}`);
  if (response.body && typeof TransformStream === "function")
    return WebAssembly.compileStreaming(counted(response, heard));
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Draws when asked, at most once a screen refresh; at rest it does nothing at all. */
export class Frames {
  /** @param {(timeMs: number) => number} draw gives the wait for the next frame, negative for none */
  constructor(draw) {
    this.draw = draw;
    this.requested = 0;
    this.timer = 0;
    this.isStopped = false;
    this.isDrawing = false;
    this.count = 0;
  }

  request() {
    if (this.requested !== 0 || this.isStopped) return;
    this.requested = requestAnimationFrame((timeMs) => {
      this.requested = 0;
      this.#frame(timeMs);
    });
  }

  /** Draws until the input that waits has been heard, within the event that brought it. */
  now() {
    // A press and its release take two frames, the field that follows one more.
    for (let i = 0; i < 4 && !this.isStopped && !this.isDrawing; ++i)
      if (this.#frame(performance.now()) !== 0) return;
  }

  stop() {
    this.isStopped = true;
    cancelAnimationFrame(this.requested);
    clearTimeout(this.timer);
  }

  #frame(timeMs) {
    if (this.isStopped) return -1;
    this.isDrawing = true;
    let wait;
    try {
      wait = this.draw(timeMs);
    } finally {
      this.isDrawing = false;
    }
    this.count += 1;
    clearTimeout(this.timer);
    if (wait === 0) this.request();
    else if (wait > 0) this.timer = setTimeout(() => this.request(), wait);
    return wait;
  }
}

/** What a person may send when the program stopped. */
function reportOf(error, program) {
  let version = "?";
  try {
    version = JSON.stringify(program.version());
  } catch {
    // The program may be too broken to say.
  }
  return [
    `Purrceptron ${version}`,
    navigator.userAgent,
    `${innerWidth}×${innerHeight} at ${devicePixelRatio}, ${navigator.language}`,
    `run: ${location.hash.slice(1, 600)}`,
    String(error?.stack ?? error),
  ].join("\n");
}

class Page {
  constructor() {
    this.byId = (id) => document.getElementById(id);
    const asked = /[#&]language=(en|zh)\b/.exec(location.hash)?.[1];
    this.setLanguage(asked ?? languageOf(navigator.language));
    this.canvas = this.byId("canvas");
    this.isFailed = false;
  }

  setLanguage(language) {
    this.language = language;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelector(".skip").textContent = say("skip", language);
    this.byId("canvas").setAttribute("aria-label", say("canvas", language));
    this.byId("mirror").setAttribute("aria-label", say("controls", language));
  }

  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = ground;
  }

  words(text) {
    const element = this.byId("loading-words");
    if (element.textContent !== text) element.textContent = text;
  }

  progress(received, total) {
    const bar = this.byId("loading-bar");
    if (total > 0) {
      bar.max = total;
      bar.value = Math.min(received, total);
    }
    this.words(progressWords(this.language, received, total));
  }

  fail(titleKey, wordsKey, report = "") {
    if (this.isFailed) return;
    this.isFailed = true;
    this.byId("loading").hidden = true;
    this.byId("failure-title").textContent = say(titleKey, this.language);
    this.byId("failure-words").textContent = say(wordsKey, this.language);
    const reload = this.byId("failure-reload");
    reload.textContent = say("reload", this.language);
    reload.onclick = () => location.reload();
    this.byId("failure-report").textContent = report;
    this.byId("failure-report").hidden = report === "";
    const copy = this.byId("failure-copy");
    copy.hidden = report === "";
    copy.textContent = say("copyReport", this.language);
    copy.onclick = async () => {
      await copyText(report);
      copy.textContent = say("copied", this.language);
    };
    this.byId("failure").hidden = false;
    reload.focus();
  }

  /** Something beside the program went wrong; it goes on. */
  banner(text, ms = Infinity) {
    const element = this.byId("crash");
    element.textContent = text;
    element.hidden = false;
    clearTimeout(this.bannerTimer);
    if (ms < Infinity) this.bannerTimer = setTimeout(() => (element.hidden = true), ms);
  }

  reveal() {
    const loading = this.byId("loading");
    loading.classList.add("leaving");
    const remove = () => loading.remove();
    loading.addEventListener("transitionend", remove, { once: true });
    setTimeout(remove, 400); // where there is no transition
  }
}

/** Within a person's gesture; where the browser refuses the clipboard, by the old way. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.className = "hidden";
    field.value = text;
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    focused?.focus?.({ preventScroll: true });
  }
}

function openLink(address) {
  const url = new URL(address, location.href);
  if (/^https?:$/.test(url.protocol)) window.open(url, "_blank", "noopener");
}

async function main() {
  const page = new Page();
  const missing = missingFeature(probe());
  if (missing) {
    page.fail("noWebAssemblyTitle", missing);
    return;
  }
  const slow = setTimeout(() => page.words(say("slow", page.language)), kSlowMs);
  page.words(say("loading", page.language));

  /** @type {Program} */
  let program;
  let isFirstCurve = true;
  const early = []; // updates that come before the page's instance is there
  /** What comes up one after the other; a callback of the program finds what is there by then. */
  const parts = {
    /** @type {ReturnType<typeof makePurr> | null} */
    doorway: null,
    /** @type {Frames | null} */
    frames: null,
    /** @type {import("./address.js").Address | null} */
    address: null,
    /** @type {Mirror | null} */
    mirror: null,
    /** What only the page can do, by name. */
    actions: {},
  };
  const changed = () => parts.frames?.request();
  const now = () => parts.frames?.now();

  const crash = (error) => {
    parts.frames?.stop();
    trainer.worker.terminate();
    page.fail("crashedTitle", "crashed", reportOf(error, program));
  };

  const take = (updates) => {
    let isNew = false;
    for (const bytes of updates) isNew = program.receive(bytes) || isNew;
    parts.doorway.keepPromises();
    if (isNew) changed();
  };
  const trainer = new Trainer({
    makeWorker: () =>
      new Worker(new URL("../workers/trainer-worker.js", import.meta.url), { type: "module" }),
    onUpdates: (updates) => {
      if (page.isFailed) return;
      if (parts.doorway) take(updates);
      else early.push(...updates);
    },
    onCrash: (isRestarted, report) => {
      console.warn(`trainer: ${report}`);
      if (isRestarted) page.banner(say("trainerCrashed", page.language), kBannerMs);
      else page.banner(say("trainerGone", page.language));
    },
  });

  let compiled;
  try {
    const total = Number(document.documentElement.dataset.wasmBytes) || 0;
    const coming = fetchProgram((received) => page.progress(received, total));
    coming.catch(() => {}); // heard below
    // A first WebGL context may take half a second: it is made while the program is on its way. GLFW
    // finds it on the canvas later.
    await trainer.loadedSoon();
    if (!page.canvas.getContext("webgl2", kContextSettings)) {
      page.fail("noWebAssemblyTitle", "noWebGl");
      return;
    }
    compiled = await coming;
  } catch (error) {
    page.fail("loadFailedTitle", "loadFailed", String(error));
    return;
  }
  performance.mark("purr:module");
  page.words(say("starting", page.language));
  trainer.start(compiled);

  // From here on a fault of the program ends in a page that says so.
  const isOurs = (error) =>
    error instanceof WebAssembly.RuntimeError ||
    (WebAssembly.Exception !== undefined && error instanceof WebAssembly.Exception);
  window.addEventListener("error", (event) => isOurs(event.error) && crash(event.error));
  window.addEventListener(
    "unhandledrejection",
    (event) => isOurs(event.reason) && crash(event.reason),
  );

  try {
    program = await Program.start(compiled, {
      canvas: page.canvas,
      onCommand: (bytes) => trainer.send(bytes),
      onLinkChanged: (run, isNewPage) => parts.address?.show(run, isNewPage),
      onAction: (name, argument) => parts.actions[name]?.(argument),
      onSave: (name, type, bytes) => saveFile(name, new Blob([bytes], { type })),
      onEvent: (name, json) => {
        if (name === "finished" && isFirstCurve) {
          isFirstCurve = false;
          requestAnimationFrame(() =>
            requestAnimationFrame(() => performance.mark("purr:first-curve")),
          );
        }
        parts.doorway?.heard(name, json);
      },
      onReply: (token, _kind, reply) => parts.doorway?.replied(token, reply),
    });
  } catch (error) {
    page.fail("loadFailedTitle", "loadFailed", String(error));
    return;
  }

  let announceReady;
  const ready = new Promise((resolve) => (announceReady = resolve));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const coarse = matchMedia("(pointer: coarse)");

  Object.assign(parts.actions, {
    // The program knows its run; where the page lies is known here.
    copy: (text) => copyText(text === program.link() ? parts.doorway.purr.link() : text),
    open: openLink,
    remember,
    cursor: (shape) => (page.canvas.style.cursor = shape),
    theme: (theme) => page.setTheme(theme),
    language: (language) => page.setLanguage(language),
    "need-glyphs": () => fetchGlyphs(program, changed),
    // From a link it comes before the files' reader is there.
    "fetch-data": (addresses) => ready.then(() => parts.fetchData(addresses.split(" "))),
  });
  const isStarted = program.pageStart({
    link: location.hash.slice(1),
    dark: dark.matches,
    language: navigator.language,
    pixelRatio: devicePixelRatio,
    width: innerWidth,
    height: innerHeight,
    reducedMotion: still.matches,
    touch: coarse.matches,
    arrangement: recall(),
  });
  if (!isStarted) {
    page.fail("noWebAssemblyTitle", "noWebGl");
    return;
  }

  parts.frames = new Frames((timeMs) => {
    const wait = program.frame(timeMs);
    parts.picture?.();
    parts.picture = undefined;
    parts.mirror?.follow();
    return wait;
  });
  parts.mirror = new Mirror({
    section: page.byId("mirror"),
    live: page.byId("live"),
    program,
    changed,
    now,
  });
  const myPictures = new MyPictures({
    program,
    compiled,
    changed,
    makeWorker: () =>
      new Worker(new URL("../workers/picture-worker.js", import.meta.url), { type: "module" }),
  });
  const files = new Files({
    program,
    changed,
    myPictures,
    reader: new Hdf5Reader(
      () => new Worker(new URL("../workers/file-worker.js", import.meta.url), { type: "module" }),
    ),
  });
  parts.doorway = makePurr({
    program,
    trainer,
    files,
    changed,
    address: location.href.replace(/#.*$/, ""),
    ready,
    pool: new Pool({
      makeWorker: () =>
        new Worker(new URL("../workers/pool-worker.js", import.meta.url), { type: "module" }),
      compiled,
      brought: () => trainer.memory.data(),
    }),
  });
  window.purr = Object.freeze(parts.doorway.purr);

  followSize({ canvas: page.canvas, program, now });
  const input = listenForInput({
    canvas: page.canvas,
    agent: page.byId("text-agent"),
    mirror: page.byId("mirror"),
    program,
    changed,
    now,
  });
  const picker = listenForFiles({
    files,
    input: page.byId("file-input"),
    folderInput: page.byId("folder-input"),
    wantsText: () => program.wantsText(),
    setHover: (isOver) => {
      program.dropHover(isOver);
      if (isOver) page.byId("live").textContent = say("dropHint", page.language);
      changed();
    },
  });

  parts.fetchData = (addresses) =>
    fetchData({
      addresses,
      base: location.href,
      files,
      program,
      ask: (hosts) =>
        askInDialog({
          title: say("fetchTitle", page.language),
          words: say("fetchWords", page.language).replace("{0}", hosts.join(", ")),
          yes: say("fetchYes", page.language),
          no: say("fetchNo", page.language),
        }),
    }).finally(changed);
  Object.assign(parts.actions, {
    "pick-files": () => picker.pick(),
    "pick-pictures": (label) => picker.pickPictures(Number(label)),
    "pick-folder": (label) => picker.pickFolder(Number(label)),
    "cancel-pictures": () => myPictures.cancel(),
    camera: async () => {
      const why = await openCamera({
        language: page.language,
        classNames: program.myClassNames(),
        take: (picture, label) =>
          myPictures.add([{ file: picture, path: `camera-${label}.png` }], label),
      });
      if (why) page.banner(why, kBannerMs);
    },
    "text-input": (json) => input.placeAgent(json),
    // A canvas is readable only in the task that drew it: right after this frame.
    "save-picture": (words) => {
      parts.picture = () => {
        const { rect, name } = pictureWish(words);
        cutOut(page.canvas, rect, devicePixelRatio).toBlob((blob) => saveFile(name, blob));
      };
    },
    "save-weights": (name) =>
      weightsFile(parts.doorway.purr).then(
        (bytes) => saveFile(name, new Blob([bytes], { type: "application/zip" })),
        (error) => console.warn(`weights: ${error}`),
      ),
  });

  parts.address = windowAddress();
  parts.address.show(program.link(), false);
  window.addEventListener("hashchange", () => {
    // Our own changes of the address come back here too when they made a new page.
    if (location.hash.slice(1) !== program.link()) program.load(location.hash.slice(1));
    changed();
  });
  for (const query of [dark, still])
    query.addEventListener("change", () => {
      program.preferences(dark.matches, still.matches);
      changed();
    });
  document.addEventListener("visibilitychange", changed);
  page.canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault(); // otherwise it never comes back
    program.contextLost();
  });
  page.canvas.addEventListener("webglcontextrestored", () => {
    program.contextRestored();
    changed();
  });

  take(early);
  now();
  clearTimeout(slow);
  requestAnimationFrame(() => {
    performance.mark("purr:first-frame");
    page.reveal();
    announceReady();
  });
  if (document.activeElement === document.body) page.canvas.focus({ preventScroll: true });
}

if (typeof document !== "undefined") main();
