// Reads HDF5 in a worker of its own, loaded when the first such file comes: the reader is larger than
// the playground, and a file that makes it fail or hang takes nothing else with it.
import { FileError, readHdf5 } from "../shared/formats.js";

const kPath = "file.h5"; // in the reader's own file system, which is memory

let ready;
function reader() {
  ready ??= import("../vendor/h5wasm/hdf5_hl.js").then(async (h5wasm) => {
    const module = await h5wasm.ready;
    // Otherwise it prints its stack of errors and goes on.
    module.activate_throwing_error_handler();
    return h5wasm;
  });
  return ready;
}

onmessage = async ({ data: { id, name, file } }) => {
  let error;
  try {
    let h5wasm;
    try {
      h5wasm = await reader();
    } catch (cause) {
      throw new FileError("reader_missing", cause.message);
    }
    h5wasm.FS.writeFile(kPath, new Uint8Array(await file.arrayBuffer()));
    const sets = readHdf5(h5wasm, kPath, name);
    h5wasm.FS.unlink(kPath);
    postMessage(
      { id, sets },
      sets.flatMap((set) => [set.pixels.buffer, set.labels.buffer]),
    );
    return;
  } catch (cause) {
    error =
      cause instanceof FileError
        ? { code: cause.code, args: cause.args }
        : { code: "file_unreadable", args: [name, cause.message] };
  }
  postMessage({ id, error });
};
