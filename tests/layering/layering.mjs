// Which file may include which: the arrows of the house, in words.
//
// The CMake targets say the same by what they can find; this says it by room, and finer.

/** The engine's rooms, lowest first. Each may include itself and those before it. */
const kEngine = [
  "engine/core",
  "engine/kernels",
  "engine/pictures",
  "engine/data",
  "engine/model",
  "engine/solver",
  "engine/train",
  "engine/io",
  "engine/run",
  "engine/labs",
];

/**
 * The shell's floors, lowest first. Each may include itself, those before it, and the engine. Rooms
 * that stand on one floor do not include each other.
 */
const kShell = [
  ["shell/theme"],
  ["shell/widgets"],
  ["shell/plot"],
  ["shell/exports"],
  ["shell/view"],
  ["shell/program", "shell/panels"],
  ["shell/labs"],
  ["shell/lessons"],
  ["shell/app"],
  ["shell/host"],
];

/** Every room with its height; what has the same height is kept apart. */
const kHeights = new Map();
for (const floor of [...kEngine.map((room) => [room]), ...kShell, ["tests"]]) {
  const height = kHeights.size;
  for (const room of floor) kHeights.set(room, height);
}
export const rooms = [...kHeights.keys()];

/** The engine does not depend on a window, a browser, a thread, a disk or a terminal. */
const kForeignToEngine =
  /^(imgui.*|GLFW\/.*|GL\/.*|emscripten.*|thread|mutex|shared_mutex|condition_variable|future|atomic|semaphore|stop_token|barrier|latch|iostream|fstream|filesystem|hdf5.*|H5.*)$/;

/** Threads, windows and browsers belong to the host, and threads to the command line. */
const kForeignToShell =
  /^(GLFW\/.*|GL\/.*|emscripten.*|thread|mutex|shared_mutex|condition_variable|future|semaphore|stop_token|barrier|latch)$/;

/** What draws nothing, and so runs without Dear ImGui. */
const kWithoutImGui = ["shell/program", "shell/view"];
const kImGui = /^(imgui.*|misc\/cpp\/imgui.*|shell\/widgets\/.*)$/;

/** Files that may ask whether they are part of a page. */
const kAsksForPage = /^shell\/(host|program\/bench)\/|^shell\/theme\/version\.cpp$/;

/** The room that a path belongs to, or undefined for a path outside the house. */
function room(path) {
  return rooms.find((folder) => path.startsWith(`${folder}/`));
}

/**
 * @param {string} path from the root of the repository
 * @param {string} text of that file
 * @returns {string[]} a sentence for every line that breaks a rule
 */
export function violations(path, text) {
  const own = room(path);
  const found = [];
  if (!own) return [`${path}: this folder is no room that tests/layering knows`];
  const inEngine = path.startsWith("engine/");
  const inShell = path.startsWith("shell/");
  const isHost = own === "shell/host";
  text.split("\n").forEach((line, i) => {
    const report = (why) => found.push(`${path}:${i + 1}: ${why}`);
    const include = line.match(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/);

    if (/^\s*#.*\b__EMSCRIPTEN__\b/.test(line) && (inEngine || inShell) && !kAsksForPage.test(path))
      report("__EMSCRIPTEN__ belongs into the files where window and page differ");
    if (!include) return;
    const [, mark, name] = include;

    if (inEngine && kForeignToEngine.test(name)) report(`the engine does not depend on ${name}`);
    if (inShell && !isHost && own !== "shell/program" && kForeignToShell.test(name))
      report(`${name} belongs into shell/host`);
    if (kWithoutImGui.includes(own) && kImGui.test(name))
      report(`${own} draws nothing and does not depend on ${name}`);
    if (mark === "<" && room(name)) report(`${name} is ours: include it in quotes`);
    if (mark !== '"' || /^(imgui|misc\/cpp\/imgui|assets\/)/.test(name)) return;
    const other = room(name);
    if (!other) report(`"${name}" does not start at a room of the house`);
    else if (other !== own && kHeights.get(other) >= kHeights.get(own))
      report(`${own} may not include ${name}`);
  });
  return found;
}
