// What a file is and what is in it. No DOM and no browser: the same functions run in Node's tests.
// The native program reads the same files by the same rules (shell/files).

/**
 * Pictures of one size with their labels.
 * @typedef {object} PictureSet
 * @property {boolean} isTest
 * @property {number} height
 * @property {number} width
 * @property {number} channels
 * @property {Uint8Array} pixels  count × height × width × channels
 * @property {Uint8Array} labels  0 or 1
 * @property {[string, string] | null} classNames
 */

/**
 * Points in the plane with their labels.
 * @typedef {object} PointSet
 * @property {boolean} isTest
 * @property {Float64Array} xy  x, y, x, y …
 * @property {Uint8Array} labels
 */

/** A row of assets/strings/errors.inc with what fills its gaps. */
export class FileError extends Error {
  /** @param {string} code @param {...(string | number)} args */
  constructor(code, ...args) {
    super(`${code}: ${args.join(", ")}`);
    this.code = code;
    this.args = args.map(String);
  }
}

const kMegabyte = 1 << 20;
export const kMaxFileBytes = 256 * kMegabyte;
export const kMaxCsvBytes = 16 * kMegabyte;
const kMaxPixelBytes = 256 * kMegabyte;
const kMaxPictures = 20000;
const kMaxPictureSide = 256;
const kMaxShownText = 60; // characters of a file that a message repeats
const kMaxShownNames = 12;
const kMaxClassName = 40;

/** How much of a file `sniff` wants to see. */
export const kSniffBytes = 64 * 1024;

/** Foreign text for a message: no control characters, not too long. */
export function printable(text, limit = kMaxShownText) {
  const characters = [...text].map((c) => (/\p{Cc}|\p{Cs}/u.test(c) ? " " : c));
  return characters.length > limit
    ? `${characters.slice(0, limit - 1).join("")}…`
    : characters.join("");
}

/** @param {string} name @param {number} size @param {number} limit */
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

const kHdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

function hasHdf5Signature(bytes) {
  // It may stand behind a user block of 512, 1024, 2048 … bytes.
  for (let at = 0; at + kHdf5Signature.length <= bytes.length; at = at === 0 ? 512 : 2 * at)
    if (kHdf5Signature.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/**
 * What a file is by its first bytes; its name is not asked.
 * @param {Uint8Array} bytes the whole file or at least its first kSniffBytes
 * @returns {"empty" | "hdf5" | "html" | "lfs_pointer" | "text" | "unknown"}
 */
export function sniff(bytes) {
  if (bytes.length === 0) return "empty";
  const head = bytes.subarray(0, kSniffBytes);
  if (hasHdf5Signature(head)) return "hdf5";
  const start = new TextDecoder().decode(head).trimStart(); // takes a byte-order mark away
  if (/^<(!doctype html|html|head|body|script)\b/i.test(start)) return "html";
  // A comment or an XML declaration may come before the page itself.
  if (/^<(!--|\?xml)/i.test(start) && /<(!doctype html|html)\b/i.test(start)) return "html";
  if (start.startsWith("version https://git-lfs.github.com/spec/")) return "lfs_pointer";
  const isText = head.every((byte) => (byte >= 32 ? byte !== 127 : [9, 10, 12, 13].includes(byte)));
  return isText ? "text" : "unknown";
}

export function isNamedHdf5(name) {
  return /.\.(h5|hdf5|hdf|he5)$/i.test(name);
}

export function isTestName(name) {
  return /test/i.test(name);
}

// ---- CSV of points ----

function readNumber(field, hasDecimalComma) {
  let digits = field
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
  if (hasDecimalComma) digits = digits.replace(",", ".");
  // Number() alone would take "", "0x10" and "Infinity".
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return null;
  const value = Number(digits);
  return Number.isFinite(value) ? value : null;
}

/**
 * Points from text with one x1,x2,label a line. The separator is a tab, a semicolon or a comma; with
 * one of the first two a decimal comma is read too. The first line may be a header.
 * @param {string} name @param {string} text
 * @returns {PointSet}
 */
export function readCsv(name, text) {
  checkSize(name, text.length, kMaxCsvBytes);
  const xy = [];
  const labels = [];
  let separator = null;
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const isFirst = separator === null;
    separator ??= ["\t", ";"].find((candidate) => line.includes(candidate)) ?? ",";
    const numbers = line.split(separator).map((field) => readNumber(field, separator !== ","));
    const isHeader = isFirst && numbers.every((value) => value === null);
    if (isHeader) continue;
    const [x, y, label] = numbers;
    const isGood = numbers.length === 3 && !numbers.includes(null) && (label === 0 || label === 1);
    if (!isGood) throw new FileError("csv_bad_row", index + 1, name, printable(line));
    xy.push(x, y);
    labels.push(label);
  }
  if (labels.length === 0) throw new FileError("csv_no_rows", name);
  return { isTest: isTestName(name), xy: Float64Array.from(xy), labels: Uint8Array.from(labels) };
}

// ---- HDF5 ----

// H5T_class_t
const kInteger = 0;
const kString = 3;
const kEnum = 8;

/** As NumPy writes a shape: (209, 64, 64, 3), (209,), (). */
function shapeText(shape) {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

function typeText({ type, size, signed }) {
  const bits = 8 * size;
  return (
    { [kInteger]: `${signed ? "int" : "uint"}${bits}`, 1: `float${bits}`, [kString]: "str" }[
      type
    ] ?? "object"
  );
}

function readLabels(file, setName, count, name) {
  const dataset = file.get(setName);
  const bad = (found) => new FileError("hdf5_bad_labels", setName, name, found, count);
  if (!dataset?.metadata?.shape) throw bad("(0,)");
  const { shape, metadata } = dataset;
  const isVector =
    shape.length === 1
      ? shape[0] === count
      : shape.length === 2 && shape.includes(1) && shape[0] * shape[1] === count;
  if (!isVector) throw bad(shapeText(shape));
  // NumPy's bool arrives as an enumeration of two names.
  if (metadata.type !== kInteger && metadata.type !== kEnum)
    throw bad(`${shapeText(shape)} ${typeText(metadata)}`);
  const labels = new Uint8Array(count);
  for (const [i, value] of [...dataset.value].entries()) {
    const label = Number(value);
    if (label !== 0 && label !== 1)
      throw new FileError("hdf5_label_value", i, name, printable(String(value)));
    labels[i] = label;
  }
  return labels;
}

/** null where the file has none that can be used: they are an ornament. */
function readClassNames(file) {
  const dataset = file.get("list_classes");
  const metadata = dataset?.metadata;
  if (metadata?.type !== kString || String(metadata.shape) !== "2" || metadata.size > 4096)
    return null;
  const names = dataset.value.map((text) =>
    printable(String(text).split("\0")[0].trimEnd(), kMaxClassName),
  );
  return names.every((text) => text !== "") ? names : null;
}

/** @returns {PictureSet} */
function readSet(file, prefix, name) {
  const setName = `${prefix}_x`;
  const dataset = file.get(setName);
  const metadata = dataset?.metadata;
  const bad = (found) => new FileError("hdf5_bad_shape", setName, name, found);
  if (!metadata?.shape) throw bad("()");
  const { shape } = metadata;
  const isBytes = metadata.type === kInteger && metadata.size === 1 && !metadata.signed;
  if (!isBytes || shape.length !== 4 || shape[3] !== 3)
    throw bad(`${shapeText(shape)} ${typeText(metadata)}`);
  const [count, height, width, channels] = shape;
  if (shape.includes(0)) throw bad(shapeText(shape));
  if (count > kMaxPictures) throw bad(`${shapeText(shape)} (${kMaxPictures} < ${count})`);
  const side = Math.max(height, width);
  if (side > kMaxPictureSide) throw bad(`${shapeText(shape)} (${kMaxPictureSide} < ${side})`);
  const byteCount = count * height * width * channels;
  if (byteCount > kMaxPixelBytes)
    throw new FileError(
      "too_much_memory",
      Math.floor(byteCount / kMegabyte),
      Math.floor(kMaxPixelBytes / kMegabyte),
    );
  const pixels = dataset.value;
  if (!(pixels instanceof Uint8Array) || pixels.length !== byteCount)
    throw new FileError("hdf5_broken", name);
  const labels = readLabels(file, `${prefix}_y`, count, name);
  const isTest = prefix === "test_set";
  return { isTest, height, width, channels, pixels, labels, classNames: readClassNames(file) };
}

/**
 * Pictures and labels from an HDF5 file as the course lays it out: `train_set_x`, `test_set_x` say
 * which set it is, not the file's name; either or both may be there.
 * @param {any} h5wasm the module "h5wasm", ready
 * @param {string} path in its file system
 * @param {string} name for messages
 * @returns {PictureSet[]}
 */
export function readHdf5(h5wasm, path, name) {
  let file;
  try {
    file = new h5wasm.File(path, "r");
    const names = file.keys();
    const sets = ["train_set", "test_set"]
      .filter((prefix) => names.includes(`${prefix}_x`))
      .map((prefix) => readSet(file, prefix, name));
    if (sets.length > 0) return sets;
    const shown = names.slice(0, kMaxShownNames).map((text) => printable(text));
    if (names.length > kMaxShownNames) shown.push("…");
    throw new FileError("hdf5_no_pictures", name, shown.join(", ") || "–");
  } catch (error) {
    // The library's own words are for programmers; a file that it cannot read is broken.
    throw error instanceof FileError ? error : new FileError("hdf5_broken", name);
  } finally {
    try {
      file?.close();
    } catch {
      // A broken file may refuse even that; its memory goes with the worker.
    }
  }
}

/** @param {PictureSet[]} sets of one drop @throws {FileError} where train and test differ in size */
export function checkSizesAgree(sets) {
  const train = sets.find((set) => !set.isTest);
  const test = sets.find((set) => set.isTest);
  const size = (set) => `${set.height}×${set.width}`;
  if (train && test && size(train) !== size(test))
    throw new FileError("size_mismatch", size(train), size(test));
}
