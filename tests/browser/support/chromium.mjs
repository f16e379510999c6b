// Chromium as the tests use it: Debian's, without a screen, drawing WebGL 2 in software.
/* global purr */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serveSite } from "./site.mjs";

const kFlags = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export function launchChromium() {
  const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    existsSync,
  );
  if (!path) throw new Error("chromium is missing; apt-get install chromium brings it");
  return chromium.launch({ executablePath: path, args: kFlags });
}

/**
 * Opens the page in a context of its own and waits for the first frame.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {{width?: number, height?: number, dpr?: number, theme?: "light" | "dark",
 *   locale?: string, touch?: boolean, run?: string, reducedMotion?: boolean,
 *   waitForReady?: boolean, before?: string, tour?: boolean, firstVisit?: boolean, firstView?: boolean}} wishes `run` is the
 *   address after its #; `firstView`: somebody who opened nothing beyond the first view; `before` is JavaScript that runs ahead of the page's own
 */
export async function openPage(browser, address, wishes = {}) {
  const { width = 1440, height = 900, dpr = 1, theme = "light", locale = "en-US" } = wishes;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: dpr,
    colorScheme: theme,
    locale,
    hasTouch: wishes.touch ?? false,
    isMobile: wishes.touch ?? false,
    reducedMotion: wishes.reducedMotion ? "reduce" : "no-preference",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  /** What a visitor should never cause: errors, and requests to other hosts. */
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(String(error.stack ?? error)));
  const host = new URL(address).host;
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.host !== host) troubles.push(`request to ${url}`);
  });
  // Who has been here before sees no replay of the first run and no offers, and opened all settings
  // and what is inside.
  if (!wishes.firstVisit)
    await page.addInitScript(
      (seen) => {
        // What the page keeps survives a reload.
        if (localStorage.getItem("purrceptron.arrangement") === null)
          localStorage.setItem("purrceptron.arrangement", seen);
      },
      wishes.tour ? "replay=1" : wishes.firstView ? "tour=1" : "tour=1&all=1&inside=1",
    );
  if (wishes.before) await page.addInitScript(wishes.before);
  await page.goto(address + (wishes.run ? `#${wishes.run}` : ""));
  if (wishes.waitForReady !== false) {
    await page.waitForFunction(() => globalThis.purr !== undefined, null, { timeout: 60000 });
    await page.evaluate(() => globalThis.purr.ready);
  }
  return Object.assign(page, { troubles });
}

/** Waits until the run that is open has finished. */
export async function finished(page, timeout = 60000) {
  await page.waitForFunction(() => globalThis.purr.snapshot().phase === "finished", null, {
    timeout,
    polling: 100,
  });
}

/** The place of a control on the canvas, by its label. @returns {{x, y, width, height}} */
export async function controlBox(page, role, name) {
  const control = page.getByRole(role, { name }).first();
  await control.waitFor({ state: "attached" });
  return control.boundingBox();
}

/** Waits until `condition`, a function of the page, is true of `argument`. */
export async function settled(page, condition, argument = null, timeout = 30000) {
  await page.waitForFunction(condition, argument, { timeout, polling: 50 });
}

/** Drops files on the page as a file manager would. @param {{name: string, bytes: Buffer}[]} files */
export async function dropFiles(page, files) {
  const transfer = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    },
    files.map(({ name, bytes }) => ({ name, base64: bytes.toString("base64") })),
  );
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("#canvas", type, { dataTransfer: transfer });
}

/** Gives the page files of the disk, as its menu would. @param {string[]} paths */
export function addFiles(page, paths) {
  return page.evaluate(
    (list) =>
      purr.addFiles(
        list.map(([name, base64]) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          return new File([bytes], name);
        }),
      ),
    paths.map((path) => [basename(path), readFileSync(path).toString("base64")]),
  );
}

/**
 * For a file of tests: the built page and Chromium, there from its first test to its last.
 * `withPage(t, wishes)` opens the page for one test and closes it afterwards.
 */
export function useChromium() {
  const stage = {
    /** @type {Awaited<ReturnType<typeof serveSite>>} */ site: undefined,
    /** @type {import("playwright-core").Browser} */ browser: undefined,
    async withPage(t, wishes = {}) {
      const page = await openPage(stage.browser, stage.site.address, wishes);
      t.after(() => page.context().close());
      return page;
    },
  };
  before(async () => {
    stage.site = await serveSite();
    stage.browser = await launchChromium();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.site?.close();
  });
  return stage;
}
