// Points in the plane from a text file. The native program has the same rules
// (shell/program/files).
import { FileError, checkSize, kMegabyte, printable } from "../../shared/errors.js";

/** @typedef {import("../../shared/types").PointSet} PointSet */

export const kMaxCsvBytes = 16 * kMegabyte;

/** @param {string} field @param {boolean} hasDecimalComma @returns {number | null} */
function readNumber(field, hasDecimalComma) {
  let digits = field
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
  if (hasDecimalComma) digits = digits.replace(",", ".");
  // Number() alone would accept "", "0x10" and "Infinity".
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return null;
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}

/**
 * Points from text with one x1,x2,label per line. The separator is a tab, a semicolon or a comma;
 * with one of the first two a decimal comma is read too. The first line may be a header. A file
 * whose name contains "test" is a test set.
 * @param {string} name @param {string} text
 * @returns {PointSet}
 * @throws {FileError} csv_bad_row names the first line that is not such a row
 */
export function readCsv(name, text) {
  checkSize(name, text.length, kMaxCsvBytes);
  /** @type {number[]} */
  const xy = [];
  /** @type {number[]} */
  const labels = [];
  /** @type {string | undefined} */
  let separator;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const isFirst = separator === undefined;
    separator ??= ["\t", ";"].find((candidate) => line.includes(candidate)) ?? ",";
    const hasDecimalComma = separator !== ",";
    const numbers = line.split(separator).map((field) => readNumber(field, hasDecimalComma));
    const isHeader = isFirst && numbers.every((value) => value === null);
    if (isHeader) continue;
    const [x, y, label] = numbers;
    if (numbers.length !== 3 || x === null || y === null || (label !== 0 && label !== 1))
      throw new FileError("csv_bad_row", index + 1, name, printable(line));
    xy.push(x, y);
    labels.push(label);
  }
  if (labels.length === 0) throw new FileError("csv_no_rows", name);
  return {
    isTest: /test/i.test(name),
    xy: Float64Array.from(xy),
    labels: Uint8Array.from(labels),
  };
}
