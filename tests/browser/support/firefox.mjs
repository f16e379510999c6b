// Firefox as the tests use it: Debian's ESR by WebDriver BiDi. Its WebGL 2 needs an X server, so it
// draws on one that shows nothing; and a home of its own keeps it from everybody's profile.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

/** @returns {Promise<{display: string, stop: () => void}>} an X server on a free display */
function startXvfb() {
  return new Promise((resolve, reject) => {
    const xvfb = spawn(
      "Xvfb",
      ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
      {
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      },
    );
    xvfb.on("error", (error) => reject(new Error(`Xvfb does not start: ${error.message}`)));
    xvfb.stdio[3].once("data", (number) =>
      resolve({ display: `:${String(number).trim()}`, stop: () => xvfb.kill() }),
    );
  });
}

/** @returns {Promise<{browser: import("puppeteer-core").Browser, close: () => Promise<void>}>} */
export async function launchFirefox() {
  const path = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find(existsSync);
  if (!path) throw new Error("Firefox is missing; apt-get install firefox-esr brings it");
  const xvfb = await startXvfb();
  const home = mkdtempSync(join(tmpdir(), "purr-firefox-"));
  const tidy = () => {
    xvfb.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: path,
      headless: false, // without a screen Firefox has no WebGL 2 here; Xvfb is the screen
      env: { ...process.env, HOME: home, DISPLAY: xvfb.display, LIBGL_ALWAYS_SOFTWARE: "1" },
      extraPrefsFirefox: { "webgl.force-enabled": true },
      defaultViewport: { width: 1280, height: 800 },
      protocolTimeout: 180000,
    });
    return {
      browser,
      close: async () => {
        await browser.close();
        tidy();
      },
    };
  } catch (error) {
    tidy();
    throw error;
  }
}
