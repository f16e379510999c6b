// Decodes pictures and makes them small, in a worker of its own: nothing that happens here holds up
// the page. The browser decodes; the small picture is made by the program (engine/data/resize.h), the
// same code that the window runs.
import { Program } from "../shared/bridge.js";
import { FileError, kSniffBytes, printable, sniff } from "../shared/formats.js";
import {
  checkPictureSize,
  isZip,
  kMaxPictureBytes,
  pictureHeader,
  readZipDirectory,
  readZipEntry,
  splitPath,
} from "../shared/pictures.js";

const kStripPixels = 1 << 20; // of a large picture at a time: 4 MB
const kBatch = 16; // small pictures in one message

let program;
/** The job in progress; another number cancels it. */
let current = 0;

/** @param {ImageBitmap} bitmap @returns {Uint8Array} 64×64×3 */
function shrink(bitmap, mode) {
  const { width, height } = bitmap;
  const rows = Math.max(1, Math.min(height, Math.floor(kStripPixels / width)));
  const canvas = new OffscreenCanvas(width, rows);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  program.shrinkBegin(width, height, mode);
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    context.clearRect(0, 0, width, count);
    context.drawImage(bitmap, 0, y, width, count, 0, 0, width, count);
    program.shrinkRows(context.getImageData(0, 0, width, count).data);
  }
  return program.shrinkEnd();
}

async function decode(name, blob, mode) {
  const head = new Uint8Array(await blob.slice(0, kSniffBytes).arrayBuffer());
  const header = pictureHeader(head);
  if (!header) {
    const kind = sniff(head);
    if (kind === "empty") throw new FileError("file_empty", name);
    if (kind === "text" || kind === "html") throw new FileError("picture_is_text", name);
    throw new FileError("picture_unknown", name);
  }
  if (header.size) checkPictureSize(name, header.size);
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new FileError("picture_broken", name);
  }
  try {
    checkPictureSize(name, bitmap);
    return shrink(bitmap, mode);
  } finally {
    bitmap.close();
  }
}

/**
 * Every picture of a list of files, zips opened.
 * @param {{file: Blob, path: string}[]} files
 * @yields {{path: string, open: () => Promise<Blob>} | {error: FileError}}
 */
async function* everyPicture(files) {
  for (const { file, path } of files) {
    const name = printable(path, 200);
    let head;
    try {
      head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    } catch (error) {
      yield { path, error: new FileError("file_unreadable", name, error.message) };
      continue;
    }
    if (!isZip(head)) {
      yield { path, open: async () => file };
      continue;
    }
    let entries;
    try {
      entries = await readZipDirectory(name, file);
    } catch (error) {
      yield { path, error };
      continue;
    }
    const { inflateSync } = await import("../vendor/fflate/fflate.js");
    yield { more: entries.length - 1 };
    for (const entry of entries)
      yield {
        path: entry.path,
        open: async () => new Blob([await readZipEntry(file, entry, inflateSync)]),
      };
  }
}

async function read({ job, files, mode }) {
  let total = files.length;
  let done = 0;
  let pictures = [];
  let bad = [];
  const flush = () => {
    postMessage(
      { job, done, total, pictures, bad },
      pictures.map((picture) => picture.pixels.buffer),
    );
    pictures = [];
    bad = [];
  };
  for await (const { path, open, error, more } of everyPicture(files)) {
    if (job !== current) return;
    if (more !== undefined) {
      total += more;
      continue;
    }
    const { name, folder } = splitPath(path);
    const shown = printable(name, 120);
    try {
      if (error) throw error;
      const blob = await open();
      if (blob.size > kMaxPictureBytes)
        throw new FileError(
          "file_too_large",
          shown,
          Math.ceil(blob.size / 2 ** 20),
          kMaxPictureBytes / 2 ** 20,
        );
      const pixels = await decode(shown, blob, mode);
      pictures.push({ name: shown, folder: printable(folder, 40), pixels });
    } catch (cause) {
      const told =
        cause instanceof FileError ? cause : new FileError("file_unreadable", shown, cause.message);
      bad.push({ code: told.code, args: told.args });
    }
    done += 1;
    if (pictures.length + bad.length >= kBatch) flush();
  }
  if (job !== current) return;
  flush();
  postMessage({ job, isDone: true });
}

onmessage = async ({ data }) => {
  if (data.type === "cancel") {
    current = 0;
    return;
  }
  program ??= await Program.start(data.compiled, {});
  current = data.job;
  try {
    await read(data);
  } catch (error) {
    postMessage({ job: data.job, isDone: true, report: String(error?.stack ?? error) });
  }
};
