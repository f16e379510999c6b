// Pictures from HDF5 files. The library is a parameter, so the same code runs in Node's tests. The
// native program has the same rules (shell/program/files).
import { FileError, kMegabyte, printable } from "../shared/errors.js";

/** @typedef {import("../shared/types").PictureSet} PictureSet */
/** @typedef {import("h5wasm").File} File */
/** @typedef {import("h5wasm").Dataset} Dataset */

const kMaxPixelBytes = 256 * kMegabyte;
const kMaxPictures = 20000;
const kMaxPictureSide = 256;
const kMaxShownNames = 12;
const kMaxClassName = 40; // characters

// H5T_class_t
const kInteger = 0;
const kFloat = 1;
const kString = 3;
const kEnum = 8;

/**
 * As NumPy writes a shape: (209, 64, 64, 3), (209,), ().
 * @param {number[]} shape
 */
function shapeText(shape) {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

/** @param {import("h5wasm").Metadata} metadata */
function typeText({ type, size, signed }) {
  const bits = 8 * size;
  switch (type) {
    case kInteger:
      return `${signed ? "int" : "uint"}${bits}`;
    case kFloat:
      return `float${bits}`;
    case kString:
      return "str";
    default:
      return "object";
  }
}

/**
 * A data set with its shape, or null: the file may hold a group or nothing of that name.
 * @param {File} file @param {string} name
 */
function datasetOf(file, name) {
  const found = /** @type {Partial<Dataset> | null} */ (file.get(name));
  const shape = found?.metadata?.shape;
  return shape ? { dataset: /** @type {Dataset} */ (found), shape } : null;
}

/** The filters of HDF5 that every build of the library has, by their numbers. */
const kOwnFilters = new Map([
  [1, "gzip"],
  [2, "shuffle"],
  [3, "Fletcher-32"],
  [5, "N-bit"],
  [6, "scale-offset"],
]);
/** Others that are met, as their registry names them. */
const kOtherFilters = new Map([
  [4, "SZIP"],
  [307, "BZIP2"],
  [32000, "LZF"],
  [32001, "Blosc"],
  [32004, "LZ4"],
  [32008, "Bitshuffle"],
  [32013, "ZFP"],
  [32015, "Zstandard"],
  [32026, "Blosc2"],
]);

/**
 * @param {Dataset} dataset @param {string} setName @param {string} name of the file
 * @throws {FileError} where a filter compressed it that the library does not have
 */
function checkFilters(dataset, setName, name) {
  const filters = /** @type {{id: number}[]} */ (dataset.filters ?? []);
  const other = filters.find(({ id }) => !kOwnFilters.has(id));
  if (!other) return;
  const shown = kOtherFilters.get(other.id) ?? `filter ${other.id}`;
  throw new FileError("hdf5_filter", setName, name, shown);
}

/**
 * @param {File} file @param {string} setName @param {number} count of the pictures
 * @param {string} name of the file
 */
function readLabels(file, setName, count, name) {
  const found = datasetOf(file, setName);
  /** @param {string} words what was found instead */
  const bad = (words) => new FileError("hdf5_bad_labels", setName, name, words, count);
  if (!found) throw bad("(0,)");
  const { dataset, shape } = found;
  const isVector =
    shape.length === 1
      ? shape[0] === count
      : shape.length === 2 && shape.includes(1) && shape[0] * shape[1] === count;
  if (!isVector) throw bad(shapeText(shape));
  // NumPy's bool is stored as an enumeration of two names.
  const { type } = dataset.metadata;
  if (type !== kInteger && type !== kEnum && type !== kFloat)
    throw bad(`${shapeText(shape)} ${typeText(dataset.metadata)}`);
  checkFilters(dataset, setName, name);
  const labels = new Uint8Array(count);
  const values = /** @type {ArrayLike<number | bigint>} */ (dataset.value);
  for (const [i, value] of Array.from(values).entries()) {
    const label = Number(value);
    if (label !== 0 && label !== 1)
      throw new FileError("hdf5_label_value", i, name, printable(String(value)));
    labels[i] = label;
  }
  return labels;
}

/**
 * null where the file has none that can be used: they are optional.
 * @param {File} file @returns {[string, string] | null}
 */
function readClassNames(file) {
  const found = datasetOf(file, "list_classes");
  if (!found) return null;
  const { metadata, value } = found.dataset;
  if (metadata.type !== kString || String(found.shape) !== "2" || metadata.size > 4096) return null;
  const [name0, name1] = /** @type {string[]} */ (value).map((text) =>
    printable(String(text).split("\0")[0].trimEnd(), kMaxClassName),
  );
  return name0 !== "" && name1 !== "" ? [name0, name1] : null;
}

/**
 * @param {File} file @param {string} prefix train_set or test_set @param {string} name of the file
 * @returns {PictureSet}
 */
function readSet(file, prefix, name) {
  const setName = `${prefix}_x`;
  const found = datasetOf(file, setName);
  /** @param {string} words what was found instead */
  const bad = (words) => new FileError("hdf5_bad_shape", setName, name, words);
  if (!found) throw bad("()");
  const { dataset, shape } = found;
  const { metadata } = dataset;
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
  checkFilters(dataset, setName, name);
  const pixels = dataset.value;
  if (!(pixels instanceof Uint8Array) || pixels.length !== byteCount)
    throw new FileError("hdf5_broken", name);
  const labels = readLabels(file, `${prefix}_y`, count, name);
  const isTest = prefix === "test_set";
  return {
    isTest,
    height,
    width,
    channels,
    pixels: /** @type {import("../shared/types").Bytes} */ (pixels),
    labels,
    classNames: readClassNames(file),
  };
}

/**
 * Pictures and labels from an HDF5 file as the course lays it out. The names `train_set_x` and
 * `test_set_x` say which set it is, not the file's name; either or both may be there.
 * @param {{File: new (path: string, mode: "r") => File}} h5wasm the library, ready
 * @param {string} path in its file system
 * @param {string} name for messages
 * @returns {PictureSet[]}
 * @throws {FileError}
 */
export function readHdf5(h5wasm, path, name) {
  /** @type {File | undefined} */
  let file;
  try {
    file = new h5wasm.File(path, "r");
    const opened = file;
    const names = opened.keys();
    const sets = ["train_set", "test_set"]
      .filter((prefix) => names.includes(`${prefix}_x`))
      .map((prefix) => readSet(opened, prefix, name));
    if (sets.length > 0) return sets;
    const shown = names.slice(0, kMaxShownNames).map((text) => printable(text));
    if (names.length > kMaxShownNames) shown.push("…");
    throw new FileError("hdf5_no_pictures", name, shown.join(", ") || "–");
  } catch (error) {
    // The library's messages are for programmers; a file that it cannot read is broken.
    throw error instanceof FileError ? error : new FileError("hdf5_broken", name);
  } finally {
    try {
      file?.close();
    } catch {
      // A broken file may fail to close too; its memory goes with the worker.
    }
  }
}
