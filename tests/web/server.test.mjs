// The static server: what it says, what it does not give away, and what it survives.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { makeServer } from "../../web/server.mjs";

let folder;
let site;
let server;
let origin;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "purr-server-"));
  site = join(folder, "site");
  mkdirSync(join(site, "page"), { recursive: true });
  writeFileSync(join(site, "index.html"), "<p>home</p>");
  writeFileSync(join(site, "page/a.js"), "a");
  writeFileSync(join(folder, "secret.txt"), "secret");
  symlinkSync(join(folder, "secret.txt"), join(site, "page/secret.txt"));
  symlinkSync(folder, join(site, "outside"));
  symlinkSync(join(site, "page"), join(site, "inside"));
  server = makeServer(site);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

test("every answer says that its type is meant, and who may show it in a frame", async () => {
  for (const [path, status] of [
    ["/", 200],
    ["/page/a.js", 200],
    ["/gone", 404],
    ["/%00", 404],
  ]) {
    const answer = await fetch(origin + path);
    assert.equal(answer.status, status, path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff", path);
    assert.match(answer.headers.get("content-security-policy"), /^frame-ancestors /, path);
  }
  const refused = await fetch(origin, { method: "POST" });
  assert.equal(refused.headers.get("x-content-type-options"), "nosniff");
});

test("a symbolic link within the folder is followed, one that leads out of it is not", async () => {
  assert.equal(await (await fetch(`${origin}/inside/a.js`)).text(), "a");
  for (const path of ["/page/secret.txt", "/outside/secret.txt", "/outside/"])
    assert.equal((await fetch(origin + path)).status, 404, path);
});

test("a file that is cut or replaced while it is read ends its answer, not the server", async () => {
  const path = join(site, "large.bin");
  for (let round = 0; round < 20; ++round) {
    writeFileSync(path, Buffer.alloc(4 << 20, round));
    const answers = Array.from({ length: 8 }, () =>
      fetch(`${origin}/large.bin`)
        .then((answer) => answer.arrayBuffer())
        .then(
          (bytes) => bytes.byteLength,
          () => "closed",
        ),
    );
    if (round % 2 === 0) rmSync(path);
    else truncateSync(path, 100);
    for (const answer of await Promise.all(answers))
      assert.ok([4 << 20, 100, 0, "closed"].includes(answer) || answer < 300, String(answer));
  }
  assert.equal(await (await fetch(`${origin}/page/a.js`)).text(), "a");
});

test("a file that goes away between its look-up and its opening closes the connection", async () => {
  const path = join(site, "short-lived.txt");
  writeFileSync(path, "here");
  const remove = () => rmSync(path);
  server.on("request", remove); // after the server's own listener, before the file is opened
  await assert.rejects(fetch(`${origin}/short-lived.txt`).then((answer) => answer.text()));
  server.off("request", remove);
  assert.equal(await (await fetch(`${origin}/page/a.js`)).text(), "a");
});

/** Starts a script by a path through a symbolic link, and returns what it prints first. */
async function firstWords(script, args) {
  const link = join(folder, "link");
  rmSync(link, { force: true });
  symlinkSync(fileURLToPath(new URL("../..", import.meta.url)), link);
  const child = spawn(process.execPath, [join(link, script), ...args]);
  let words = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (part) => (words += part));
  await Promise.race([once(child, "exit"), once(child.stdout, "data")]);
  child.kill();
  return words;
}

test("started through a symbolic link, the server and the fonts' builder still work", async () => {
  assert.match(await firstWords("web/server.mjs", ["--port", "0", "--root", site]), /is at http/);
  assert.match(await firstWords("assets/fonts/build.mjs", []), /\S/);
  assert.ok(readFileSync(join(site, "index.html")).length > 0);
});
