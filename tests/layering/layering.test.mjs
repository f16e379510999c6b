import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { rooms, violations } from "./layering.mjs";

const kRoot = fileURLToPath(new URL("../..", import.meta.url));

function sources(folder) {
  return readdirSync(join(kRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(h|cpp|inl|inc)$/.test(entry.name))
    .map((entry) => relative(kRoot, join(entry.parentPath ?? entry.path, entry.name)));
}

test("every include of the house points down", () => {
  const paths = ["engine", "shell", "tests"].flatMap(sources);
  assert.ok(paths.length > 20, "the sources are where this test looks");
  const found = paths.flatMap((path) => violations(path, readFileSync(join(kRoot, path), "utf8")));
  assert.deepEqual(found, []);
});

test("an include that points up or sideways is refused in every room", () => {
  const real = rooms.filter((room) => existsSync(join(kRoot, room)));
  assert.ok(real.length > 15);
  const siblings = ["shell/panels", "shell/program"];
  for (const [i, room] of real.entries()) {
    const refused = real.filter((other) =>
      violations(`${room}/a.cpp`, `#include "${other}/a.h"\n`).some((why) =>
        why.includes("may not include"),
      ),
    );
    const expected = real.filter(
      (other, j) =>
        j > i || (siblings.includes(room) && siblings.includes(other) && other !== room),
    );
    assert.deepEqual(refused, expected, room);
  }
});

test("a file outside the rooms is refused", () => {
  for (const path of ["shell/a.cpp", "engine/a.h", "engine/solvers/a.h", "shell/apps/a.cpp"])
    assert.equal(violations(path, "int x;\n").length, 1, path);
});

test("what a room does not depend on is refused", () => {
  for (const [path, line] of [
    ["engine/data/a.cpp", "#include <thread>"],
    ["engine/data/a.cpp", "#include <imgui.h>"],
    ["engine/data/a.cpp", '#include "imgui.h"'],
    ["engine/data/a.cpp", "#include <GLFW/glfw3.h>"],
    ["engine/data/a.cpp", "#include <emscripten/emscripten.h>"],
    ["engine/data/a.cpp", "#ifdef __EMSCRIPTEN__"],
    ["shell/panels/a.cpp", "#include <mutex>"],
    ["shell/app/a.cpp", "#include <thread>"],
    ["shell/panels/a.cpp", "#if defined(__EMSCRIPTEN__)"],
    ["shell/program/command_line/a.cpp", '#include "imgui.h"'],
    ["shell/program/files/a.cpp", '#include "shell/widgets/widgets.h"'],
    ["shell/view/a.h", '#include "imgui.h"'],
    ["shell/app/app.cpp", '#include "app.h"'],
    ["shell/app/app.cpp", "#include <engine/core/result.h>"],
  ])
    assert.equal(violations(path, `// a file\n${line}\n`).length, 1, `${line} in ${path}`);
});

test("an include that points down is fine", () => {
  for (const [path, line] of [
    ["engine/run/a.cpp", '#include "engine/core/result.h"'],
    ["engine/model/a.cpp", "#include <Eigen/Core>"],
    ["shell/panels/a.cpp", "#include <imgui.h>"],
    ["shell/host/browser/main.cpp", "#include <emscripten/emscripten.h>"],
    ["shell/host/desktop/window.cpp", "#include <mutex>"],
    ["shell/program/command_line/sweep.cpp", "#include <thread>"],
    ["tests/engine/a_test.cpp", '#include "engine/run/messages.h"'],
    ["tests/engine/a_test.cpp", "#include <thread>"],
  ])
    assert.deepEqual(violations(path, `${line}\n`), [], `${line} in ${path}`);
});
