// Opens the page; start reading here. The browser is probed, the program is downloaded and compiled
// once, the trainer worker and the page's instance start side by side, and the first frame replaces
// the loading screen. Every failure is explained in a sentence.
import { crashReport, listenForCrashes } from "./crash.js";
import { downloadProgram } from "./download.js";
import { saveFile } from "./exports.js";
import { Page } from "./page.js";
import { missingFeature, probe } from "./probe.js";
import { PageProgram } from "./program/page-program.js";
import { Trainer } from "./program/trainer.js";
import { Screens } from "./screens.js";
import { newWorker } from "./site.js";
import { translate } from "./strings.js";

/** @typedef {import("../shared/types").Bytes} Bytes */

const kSlowMs = 10000;
const kBannerMs = 12000;
/** As shell/host/browser/canvas.cpp requests it of GLFW. */
const kContextSettings = { alpha: false, depth: false, stencil: false, antialias: false };

/**
 * Downloads the program, and makes the WebGL context meanwhile.
 * @param {Screens} screens @param {Trainer} trainer
 * @returns {Promise<WebAssembly.Module | null>} null when the failure screen is shown
 */
async function load(screens, trainer) {
  try {
    const total = Number(document.documentElement.dataset.wasmBytes) || 0;
    const download = downloadProgram((received) => screens.setProgress(received, total));
    download.catch(() => {}); // handled below
    // The first WebGL context may take half a second, so it is made during the download. GLFW finds
    // it on the canvas later.
    await trainer.loadedSoon();
    if (!screens.canvas.getContext("webgl2", kContextSettings)) {
      screens.fail("unsupportedTitle", "noWebGl");
      return null;
    }
    return await download;
  } catch (error) {
    screens.fail("loadFailedTitle", "loadFailed", String(error));
    return null;
  }
}

async function boot() {
  const screens = new Screens();
  const missing = missingFeature(probe());
  if (missing) {
    screens.fail("unsupportedTitle", missing);
    return;
  }
  const slow = setTimeout(
    () => screens.setLoadingWords(translate("slow", screens.language)),
    kSlowMs,
  );
  screens.setLoadingWords(translate("loading", screens.language));

  /** @type {Page | null} */
  let page = null;
  /** Updates that arrive before there is a page. @type {Bytes[]} */
  const early = [];
  const trainer = new Trainer({
    makeWorker: () => newWorker("trainer"),
    onUpdates: (updates) => {
      if (screens.isFailed) return;
      if (page) page.receive(updates);
      else early.push(...updates);
    },
    onCrash: (isRestarted, report) => {
      console.warn(`trainer: ${report}`);
      if (isRestarted) screens.banner(translate("trainerCrashed", screens.language), kBannerMs);
      else screens.banner(translate("trainerGone", screens.language));
    },
  });

  const compiled = await load(screens, trainer);
  if (!compiled) return;
  performance.mark("purr:module");
  screens.setLoadingWords(translate("starting", screens.language));
  trainer.start(compiled);

  /** @type {PageProgram | undefined} */
  let program;
  listenForCrashes((error) => {
    page?.frames.stop();
    trainer.stop();
    screens.fail("crashedTitle", "crashed", crashReport(error, program));
  });
  try {
    program = await PageProgram.start(compiled, {
      canvas: screens.canvas,
      onCommand: (bytes) => trainer.send(bytes),
      onLinkChanged: (run, isNewPage) => page?.linkChanged(run, isNewPage),
      onAction: (name, json) => page?.act(name, json),
      onSave: (name, type, bytes) => saveFile(name, new Blob([bytes], { type })),
      onEvent: (name, json) => page?.onEvent(name, json),
      onReply: (token, _kind, reply) => page?.api.onReply(token, reply),
    });
  } catch (error) {
    screens.fail("loadFailedTitle", "loadFailed", String(error));
    return;
  }

  trainer.read(program.messages);
  page = new Page({ screens, trainer, program, compiled });
  if (!page.open()) {
    screens.fail("unsupportedTitle", "noWebGl");
    return;
  }
  Object.assign(window, { purr: page.purr });
  page.connect();
  page.receive(early);
  page.drawNow();
  clearTimeout(slow);
  const { resolveReady } = page;
  requestAnimationFrame(() => {
    performance.mark("purr:first-frame");
    screens.reveal();
    resolveReady();
  });
  if (document.activeElement === document.body) screens.canvas.focus({ preventScroll: true });
}

boot();
