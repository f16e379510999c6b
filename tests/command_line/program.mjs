// Runs the native program as a person would, and finds the course's files.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const program = process.env.PURR_PROGRAM || join(root, "build/release/purrceptron");

/** Where the course's two files may lie; they are never part of the repository. */
const courseFolder = process.env.PURR_COURSE_DATA || resolve(root, "../shared/data/course");
export const courseFiles = ["train_catvnoncat.h5", "test_catvnoncat.h5"].map((name) =>
  join(courseFolder, name),
);
/** For node:test: false, or why a test that needs them is skipped. */
export const withoutCourseFiles = courseFiles.every((path) => existsSync(path))
  ? false
  : "the course's data files are not here (PURR_COURSE_DATA names their folder)";

/**
 * Runs to the end.
 * @param {string[]} words @param {{timeout?: number, env?: Record<string, string>}} options
 * @returns {{status: number | null, lines: string[], complaints: string[]}} lines of stdout, stderr
 */
export function run(words, { timeout = 120_000, env = {} } = {}) {
  const done = spawnSync(program, words, {
    encoding: "utf8",
    timeout,
    env: { ...process.env, LC_ALL: "C.UTF-8", ...env },
    maxBuffer: 1 << 26,
  });
  if (done.error) throw done.error;
  const split = (text) => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));
  return { status: done.status, lines: split(done.stdout), complaints: split(done.stderr) };
}

/** Starts it and leaves it running. */
export function start(words) {
  return spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
}

/** A folder for a test's files; it goes with the test. @param {import("node:test").TestContext} t */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "purr-command-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
