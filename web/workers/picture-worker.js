// Decodes pictures and makes them small, in a worker: it never delays the page. The browser
// decodes; the program makes the small picture (engine/data/resize.h), as in the native window.
import { FileError, kMegabyte, messageOf, printable, stackOf } from "../shared/errors.js";
import { startInstance } from "../shared/instance.js";
import { FileRules, ShrinkCalls } from "./calls.js";
import { kMaxPictureBytes, readZipDirectory, readZipEntry, splitPath } from "./zip.js";

/** @typedef {import("../shared/types").ErrorRow} ErrorRow */
/** @typedef {import("../shared/types").PathFile} PathFile */
/** @typedef {import("../shared/worker-messages").FromPictureWorker} FromPictureWorker */
/** @typedef {import("../shared/worker-messages").ShrunkPicture} ShrunkPicture */
/** @typedef {import("../shared/worker-messages").ToPictureWorker} ToPictureWorker */
/** @typedef {Extract<ToPictureWorker, {type: "read"}>} ReadRequest */

const kHeadBytes = 64 * 1024; // what tells formats apart
const kTailBytes = 64; // what shows whether the end is there
const kStripPixels = 1 << 20; // of a large picture at a time: 4 MB
const kBatch = 16; // small pictures in one message

/** @type {{shrinker: ShrinkCalls, rules: FileRules} | undefined} */
let program;
/** The job in progress; another number cancels it. */
let current = 0;

/** @param {FromPictureWorker} message @param {Transferable[]} [transfer] */
function post(message, transfer = []) {
  postMessage(message, transfer);
}

/**
 * @param {ShrinkCalls} calls @param {ImageBitmap} bitmap @param {number} mode
 * @returns {import("../shared/types").Bytes} 64 × 64 × 3
 */
function shrink(calls, bitmap, mode) {
  const { width, height } = bitmap;
  const rows = Math.max(1, Math.min(height, Math.floor(kStripPixels / width)));
  const context = new OffscreenCanvas(width, rows).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("there is no 2D canvas in workers");
  calls.begin(width, height, mode);
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    context.clearRect(0, 0, width, count);
    context.drawImage(bitmap, 0, y, width, count, 0, 0, width, count);
    calls.addRows(context.getImageData(0, 0, width, count).data);
  }
  return calls.end();
}

/** @param {ErrorRow | null} error @throws {FileError} */
function throwIfWrong(error) {
  if (error) throw new FileError(error.code, ...error.args);
}

/**
 * @param {NonNullable<typeof program>} program @param {string} name for messages
 * @param {Blob} blob @param {number} mode
 * @throws {FileError}
 */
async function decode({ shrinker, rules }, name, blob, mode) {
  const head = new Uint8Array(await blob.slice(0, kHeadBytes).arrayBuffer());
  throwIfWrong(rules.checkPicture(name, head));
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    const tailStart = Math.max(0, blob.size - kTailBytes);
    const tail = new Uint8Array(await blob.slice(tailStart).arrayBuffer());
    const { code, args } = rules.undecodable(name, head, tail);
    throw new FileError(code, ...args);
  }
  try {
    throwIfWrong(rules.checkPictureSize(name, bitmap));
    return shrink(shrinker, bitmap, mode);
  } finally {
    bitmap.close();
  }
}

/** @param {unknown} cause @param {string} name */
function fileErrorOf(cause, name) {
  return cause instanceof FileError
    ? cause
    : new FileError("file_unreadable", name, messageOf(cause));
}

/**
 * A picture file, a file that cannot be read, or the news that a zip holds `more` files than one.
 * @typedef {{path: string, source: string, open: () => Promise<Blob>} |
 *   {path: string, source: string, error: FileError} |
 *   {more: number}} FoundPicture
 */

/**
 * Every picture in a list of files; zips are opened.
 * @param {FileRules} rules @param {PathFile[]} files
 * @returns {AsyncGenerator<FoundPicture>}
 */
async function* everyPicture(rules, files) {
  for (const { file, path } of files) {
    const name = printable(path, 200);
    let entries;
    try {
      const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
      if (head[0] === 0x50 && head[1] === 0x4b) entries = await readZipDirectory(rules, name, file);
    } catch (error) {
      yield { path, source: path, error: fileErrorOf(error, name) };
      continue;
    }
    if (!entries) {
      yield { path, source: path, open: async () => file };
      continue;
    }
    const { inflateSync } = await import("../vendor/fflate/fflate.js");
    yield { more: entries.length - 1 };
    if (entries.length === 0)
      yield { path, source: path, error: new FileError("zip_no_pictures", name, "–") };
    for (const entry of entries)
      yield {
        path: `${path}/${entry.path}`,
        source: path,
        open: async () => new Blob([await readZipEntry(file, entry, inflateSync)]),
      };
  }
}

/**
 * @param {NonNullable<typeof program>} calls @param {Exclude<FoundPicture, {more: number}>} found
 * @param {string} name for messages @param {number} mode
 */
async function smallPicture(calls, found, name, mode) {
  if ("error" in found) throw found.error;
  const blob = await found.open();
  if (blob.size > kMaxPictureBytes)
    throw new FileError(
      "file_too_large",
      name,
      Math.ceil(blob.size / kMegabyte),
      kMaxPictureBytes / kMegabyte,
    );
  return decode(calls, name, blob, mode);
}

/** @param {NonNullable<typeof program>} calls @param {ReadRequest} request */
async function read(calls, { job, files, mode }) {
  let total = files.length;
  let done = 0;
  /** @type {ShrunkPicture[]} */
  let pictures = [];
  /** @type {ErrorRow[]} */
  let bad = [];
  const flush = () => {
    post(
      { type: "pictures", job, done, total, pictures, bad },
      pictures.map((picture) => picture.pixels.buffer),
    );
    pictures = [];
    bad = [];
  };
  for await (const found of everyPicture(calls.rules, files)) {
    if (job !== current) return;
    if ("more" in found) {
      total += found.more;
      continue;
    }
    const { name, folder } = splitPath(found.path);
    const shown = printable(name, 120);
    try {
      const pixels = await smallPicture(calls, found, shown, mode);
      pictures.push({ name, folder, source: found.source, pixels });
    } catch (cause) {
      const { code, args } = fileErrorOf(cause, shown);
      bad.push({ code, args });
    }
    done += 1;
    if (pictures.length + bad.length >= kBatch) flush();
  }
  if (job !== current) return;
  flush();
  post({ type: "end", job });
}

/** @param {MessageEvent<ToPictureWorker>} event */
onmessage = async ({ data: message }) => {
  if (message.type === "cancel") {
    current = 0;
    return;
  }
  const { job } = message;
  try {
    if (!program) {
      const module = await startInstance(message.compiled);
      program = { shrinker: new ShrinkCalls(module), rules: new FileRules(module) };
    }
    current = job;
    await read(program, message);
  } catch (error) {
    post({ type: "end", job, report: stackOf(error) });
  }
};
