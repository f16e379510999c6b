// Errors by their rows in assets/strings/errors.inc, and text from outside, fit for a message.

/** @typedef {import("./types").ErrorRow} ErrorRow */

/** A row of assets/strings/errors.inc with the values for its gaps. @implements {ErrorRow} */
export class FileError extends Error {
  /** @param {string} code @param {...(string | number)} args */
  constructor(code, ...args) {
    super(`${code}: ${args.join(", ")}`);
    this.code = code;
    this.args = args.map(String);
  }
}

export const kMegabyte = 1 << 20;
export const kMaxFileBytes = 256 * kMegabyte;

const kMaxShownText = 60; // characters

/**
 * Text from outside for a message: without control characters, and not too long.
 * @param {string} text @param {number} [limit] characters
 */
export function printable(text, limit = kMaxShownText) {
  const characters = [...text].map((c) => (/\p{Cc}|\p{Cs}/u.test(c) ? " " : c));
  return characters.length > limit
    ? `${characters.slice(0, limit - 1).join("")}…`
    : characters.join("");
}

/** The words of whatever was thrown. @param {unknown} cause */
export function messageOf(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}

/** For a report of a crash: with the stack where there is one. @param {unknown} cause */
export function stackOf(cause) {
  return cause instanceof Error ? (cause.stack ?? String(cause)) : String(cause);
}

/**
 * @param {string} name @param {number} size bytes @param {number} [limit]
 * @throws {FileError} when the size is above the limit
 */
export function checkSize(name, size, limit = kMaxFileBytes) {
  // Rounded up, so that a file just above the limit does not seem to meet it.
  if (size > limit)
    throw new FileError(
      "file_too_large",
      name,
      Math.ceil(size / kMegabyte),
      Math.floor(limit / kMegabyte),
    );
}
