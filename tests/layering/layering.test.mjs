import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "./layering.mjs";

const kRoot = fileURLToPath(new URL("../..", import.meta.url));

function sources(folder) {
  return readdirSync(join(kRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(h|cpp|inc)$/.test(entry.name))
    .map((entry) => relative(kRoot, join(entry.parentPath ?? entry.path, entry.name)));
}

test("every include of the house points up", () => {
  const paths = ["engine", "shell", "tests"].flatMap(sources);
  assert.ok(paths.length > 20, "the sources are where this test looks");
  const found = paths.flatMap((path) => violations(path, readFileSync(join(kRoot, path), "utf8")));
  assert.deepEqual(found, []);
});

test("an include that points down is found", () => {
  for (const [path, line] of [
    ["engine/core/a.h", '#include "engine/model/network.h"'],
    ["engine/model/a.cpp", '#  include "engine/run/messages.h"'],
    ["engine/run/a.cpp", '#include "shell/app/app.h"'],
    ["shell/app/app.cpp", '#include "tests/support/catch.h"'],
    ["engine/data/a.cpp", "#include <thread>"],
    ["engine/data/a.cpp", "#include <imgui.h>"],
    ["engine/data/a.cpp", '#include "imgui.h"'],
    ["engine/data/a.cpp", "#include <GLFW/glfw3.h>"],
    ["engine/data/a.cpp", "#include <emscripten/emscripten.h>"],
    ["engine/data/a.cpp", "#ifdef __EMSCRIPTEN__"],
    ["shell/panels/a.cpp", "#include <mutex>"],
    ["shell/panels/a.cpp", "#if defined(__EMSCRIPTEN__)"],
    ["shell/app/app.cpp", '#include "app.h"'],
    ["shell/app/app.cpp", "#include <engine/core/result.h>"],
  ])
    assert.equal(violations(path, `// a file\n${line}\n`).length, 1, `${line} in ${path}`);
});

test("an include that points up is fine", () => {
  for (const [path, line] of [
    ["engine/run/a.cpp", '#include "engine/core/result.h"'],
    ["engine/model/a.cpp", "#include <Eigen/Core>"],
    ["shell/panels/a.cpp", "#include <imgui.h>"],
    ["shell/host/main_browser.cpp", "#include <emscripten/emscripten.h>"],
    ["shell/host/platform_desktop.cpp", "#include <mutex>"],
    ["tests/engine/a_test.cpp", '#include "engine/run/messages.h"'],
    ["tests/engine/a_test.cpp", "#include <thread>"],
  ])
    assert.deepEqual(violations(path, `${line}\n`), [], `${line} in ${path}`);
});
