// Which file may include which: the arrows of the house, in words.
//
// The CMake targets say the same by what they can find; this says it by folder, and finer.

/** Each may include itself and what stands before it. */
const kOrder = [
  "engine/core",
  "engine/kernels",
  "engine/data",
  "engine/model",
  "engine/solver",
  "engine/train",
  "engine/io",
  "engine/run",
  "shell",
  "tests",
];

/** The engine has never heard of a window, a browser, a thread, a disk or a terminal. */
const kForeignToEngine =
  /^(imgui.*|GLFW\/.*|GL\/.*|emscripten.*|thread|mutex|shared_mutex|condition_variable|future|atomic|semaphore|stop_token|barrier|latch|iostream|fstream|filesystem|hdf5.*|H5.*)$/;

/** A panel has never heard of a mutex or a worker: these belong to the surroundings. */
const kForeignToPanels =
  /^(GLFW\/.*|GL\/.*|emscripten.*|thread|mutex|shared_mutex|condition_variable|future|semaphore|stop_token|barrier|latch)$/;

/** The surroundings: where window and page differ, or say which of them they are. */
const kSurroundings =
  /^shell\/(.*\/)?[a-z_]*(main|platform|desktop|browser|thread|version)[a-z_]*\.(h|cpp)$/;

/** The room that a path belongs to, or undefined for a path outside the house. */
function room(path) {
  return kOrder.find((folder) => path.startsWith(`${folder}/`));
}

/**
 * @param {string} path from the root of the repository
 * @param {string} text of that file
 * @returns {string[]} a sentence for every line that breaks a rule
 */
export function violations(path, text) {
  const own = room(path);
  const found = [];
  text.split("\n").forEach((line, i) => {
    const report = (why) => found.push(`${path}:${i + 1}: ${why}`);
    const include = line.match(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/);
    const inEngine = path.startsWith("engine/");
    const inPanels = path.startsWith("shell/") && !kSurroundings.test(path);

    if (/^\s*#.*\b__EMSCRIPTEN__\b/.test(line) && (inEngine || inPanels))
      report("__EMSCRIPTEN__ belongs into the files where window and page differ");
    if (!include) return;
    const [, mark, name] = include;

    if (inEngine && kForeignToEngine.test(name)) report(`the engine does not know ${name}`);
    if (inPanels && kForeignToPanels.test(name))
      report(`${name} belongs into the files where window and page differ`);
    if (mark === "<" && room(name)) report(`${name} is ours: include it in quotes`);
    if (mark !== '"' || /^(imgui|misc\/cpp\/imgui|assets\/)/.test(name)) return;
    const other = room(name);
    if (!other) report(`"${name}" does not start at the root of the repository`);
    else if (kOrder.indexOf(other) > kOrder.indexOf(own))
      report(`${own} stands before ${other} and may not include ${name}`);
  });
  return found;
}
