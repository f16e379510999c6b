// Reads HDF5 in a worker that starts with the first such file: the library is larger than the
// page's own modules, and a file that makes it fail or hang stops nothing else.
import { FileError, messageOf } from "../shared/errors.js";
import { readHdf5 } from "./hdf5.js";

/** @typedef {import("../shared/worker-messages").ToHdf5Worker} ToHdf5Worker */
/** @typedef {import("../shared/types").PictureSet} PictureSet */

const kPath = "file.h5"; // in the library's own file system, which is in memory

/** @type {ReturnType<typeof loadLibrary> | undefined} */
let library;

async function loadLibrary() {
  const h5wasm = await import("../vendor/h5wasm/hdf5_hl.js");
  const module = await h5wasm.ready;
  // Otherwise the library prints its errors and continues.
  module.activate_throwing_error_handler();
  const { File, FS } = h5wasm;
  if (!FS) throw new Error("h5wasm has no file system");
  return { File, FS };
}

/** @param {string} name @param {Blob} file @returns {Promise<PictureSet[]>} @throws {FileError} */
async function read(name, file) {
  let h5wasm;
  try {
    library ??= loadLibrary();
    h5wasm = await library;
  } catch (cause) {
    throw new FileError("reader_missing", messageOf(cause));
  }
  h5wasm.FS.writeFile(kPath, new Uint8Array(await file.arrayBuffer()));
  const sets = readHdf5(h5wasm, kPath, name);
  h5wasm.FS.unlink(kPath);
  return sets;
}

/**
 * @param {import("../shared/worker-messages").FromHdf5Worker} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  postMessage(message, transfer);
}

/** @param {MessageEvent<ToHdf5Worker>} event */
onmessage = async ({ data: { id, name, file } }) => {
  try {
    const sets = await read(name, file);
    post(
      { id, sets },
      sets.flatMap((set) => [set.pixels.buffer, set.labels.buffer]),
    );
  } catch (cause) {
    const { code, args } =
      cause instanceof FileError ? cause : new FileError("file_unreadable", name, messageOf(cause));
    post({ id, error: { code, args } });
  }
};
