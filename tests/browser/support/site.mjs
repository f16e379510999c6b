// The built page on a free port, and the course's files where they are.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { listen, makeServer } from "../../../web/server.mjs";

export const kRoot = fileURLToPath(new URL("../../../", import.meta.url));
/** PURR_SITE names another folder to test: a site that was built elsewhere. */
export const kSite = process.env.PURR_SITE ?? join(kRoot, "build/site");
export const kScreens = join(kRoot, "build/screens");

/** Serves the page. @returns {Promise<{address: string, close: () => Promise<void>}>} */
export async function serveSite() {
  if (!existsSync(join(kSite, "index.html")))
    throw new Error("build/site is not there; ./web/serve --build makes it");
  mkdirSync(kScreens, { recursive: true });
  const server = makeServer(kSite);
  const port = await listen(server, 0, "127.0.0.1", false);
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

const kCourse = process.env.PURR_COURSE_DATA ?? join(kRoot, "../shared/data/course");

/** The course's two files, or null where they are not. */
export const courseFiles = (() => {
  const files = ["train_catvnoncat.h5", "test_catvnoncat.h5"].map((name) => join(kCourse, name));
  return files.every((path) => existsSync(path)) ? files : null;
})();

/** For a test's `skip`: false, or the sentence that says what is missing. */
export const skipWithoutCourse = courseFiles
  ? false
  : "the course's .h5 files are not here; PURR_COURSE_DATA may name their folder";

/** A page that hangs fails its test instead of hanging all of them. */
const kTestTimeoutMs = 180000;

/** node:test's `test` with a limit of time. */
export function timedTest(name, ...rest) {
  const body = rest.pop();
  return test(name, { timeout: kTestTimeoutMs, ...rest[0] }, body);
}
