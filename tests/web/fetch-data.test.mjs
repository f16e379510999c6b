// Data that a link names: which hosts receive requests, and what is reported when it does not
// arrive.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import {
  dataAddress,
  fetchData,
  fetchFile,
  nameOfAddress,
} from "../../web/page/data/fetch-data.js";
import { kSuperseded } from "../../web/page/data/fetch-data.js";
import { FileError } from "../../web/shared/errors.js";

let server;
let origin;
before(async () => {
  server = createServer((request, response) => {
    if (request.url === "/good.h5") {
      response.end("good");
    } else if (request.url === "/short.h5") {
      response.writeHead(200, { "content-length": "1000" });
      response.write("only this");
      setTimeout(() => response.destroy(), 20);
    } else if (request.url === "/moved.h5") {
      response.writeHead(302, { location: "/good.h5" }).end();
    } else if (request.url === "/drip.h5") {
      const timer = setInterval(() => response.write("."), 5);
      response.on("close", () => clearInterval(timer));
    } else if (request.url === "/silent.h5") {
      // no answer
    } else {
      response.writeHead(404).end("no");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const codeOf = async (promise) => {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof FileError, String(error?.stack));
    return error.code;
  }
  return null;
};

test("only http and https addresses are accepted", () => {
  const base = "https://example.org/play/";
  assert.equal(dataAddress("data/a.h5", base).href, "https://example.org/play/data/a.h5");
  assert.equal(dataAddress("https://other.org/a.h5", base).host, "other.org");
  for (const bad of [
    "file:///etc/passwd",
    "javascript:1",
    "data:,x",
    "https://a:b@c.org/",
    "http://",
  ])
    assert.throws(() => dataAddress(bad, base), FileError, bad);
  assert.equal(nameOfAddress(new URL("https://a.org/x/%E7%8C%AB.h5?y=1")), "猫.h5");
  assert.equal(nameOfAddress(new URL("https://a.org/")), "a.org");
  assert.equal(nameOfAddress(new URL("https://a.org/%ff")), "%ff");
});

test("a file arrives whole, or the error says what happened", async () => {
  const file = await fetchFile(new URL(`${origin}/good.h5`));
  assert.equal(file.name, "good.h5");
  assert.equal(await file.text(), "good");
  assert.equal(await codeOf(fetchFile(new URL(`${origin}/gone.h5`))), "fetch_status");
  assert.equal(await codeOf(fetchFile(new URL(`${origin}/short.h5`))), "fetch_cut_off");
  assert.equal(await codeOf(fetchFile(new URL("http://127.0.0.1:9/a.h5"))), "fetch_failed");
});

test("a body without end is cancelled", async () => {
  let pulls = 0;
  const endless = async () =>
    new Response(
      new ReadableStream({
        pull: (control) => {
          pulls += 1;
          control.enqueue(new Uint8Array(32 << 20));
        },
      }),
    );
  assert.equal(
    await codeOf(fetchFile(new URL(`${origin}/x`), { fetcher: endless })),
    "file_too_large",
  );
  assert.ok(pulls < 20);
});

test("another host receives a request only after the user has agreed", async () => {
  for (const agrees of [true, false]) {
    const asked = [];
    const fetched = [];
    const added = [];
    const reported = [];
    await fetchData({
      addresses: ["own.h5", "https://other.org/a.h5", ""],
      base: "https://here.org/",
      files: { add: async (files) => added.push(...files.map((file) => file.name)) },
      data: { reportError: ({ code }) => reported.push(code) },
      ask: async (hosts) => {
        assert.equal(fetched.length, 0);
        asked.push(...hosts);
        return agrees;
      },
      fetcher: async (url) => {
        fetched.push(url.host);
        return new Response("x");
      },
    });
    assert.deepEqual(asked, ["other.org"]);
    assert.deepEqual(fetched, agrees ? ["here.org", "other.org"] : []);
    assert.deepEqual(added, agrees ? ["own.h5", "a.h5"] : []);
    assert.deepEqual(reported, agrees ? [] : ["fetch_declined"]);
  }
});

test("the page's own host needs no agreement, and one bad file does not stop the others", async () => {
  const reported = [];
  const added = [];
  await fetchData({
    addresses: ["good.h5", "gone.h5"],
    base: `${origin}/`,
    files: { add: async (files) => added.push(...files.map((file) => file.name)) },
    data: { reportError: ({ code }) => reported.push(code) },
    ask: () => assert.fail("nobody else is asked"),
  });
  assert.deepEqual(added, ["good.h5"]);
  assert.deepEqual(reported, ["fetch_status"]);
});

test("a redirect is followed only after the user has agreed to it", async () => {
  const url = new URL(`${origin}/moved.h5`);
  assert.equal(await codeOf(fetchFile(url)), "fetch_declined");
  const asked = [];
  const refuse = async (...question) => (asked.push(question), false);
  assert.equal(await codeOf(fetchFile(url, { mayFollow: refuse })), "fetch_declined");
  assert.deepEqual(asked, [[url.host, "moved.h5"]]);
  const file = await fetchFile(url, { mayFollow: async () => true });
  assert.equal(await file.text(), "good");
});

test("a browser's answer that hides a redirect is one", async () => {
  const requested = [];
  const fetcher = async (_url, { redirect }) => {
    requested.push(redirect);
    return redirect === "manual"
      ? { type: "opaqueredirect", status: 0, ok: false }
      : new Response("x");
  };
  const url = new URL(`${origin}/x`);
  assert.equal(await codeOf(fetchFile(url, { fetcher })), "fetch_declined");
  assert.deepEqual(requested, ["manual"]);
  await fetchFile(url, { fetcher, mayFollow: async () => true });
  assert.deepEqual(requested, ["manual", "manual", "follow"]);
});

test("a host that never answers, or only drips, is given up", async () => {
  // Time enough for a busy machine to receive the first bytes of the second.
  const silences = { silent: 60, drip: 2000 };
  const codes = await Promise.all(
    Object.entries(silences).map(([name, maxSilenceMs]) =>
      codeOf(fetchFile(new URL(`${origin}/${name}.h5`), { maxSilenceMs })),
    ),
  );
  assert.deepEqual(codes, ["fetch_failed", "fetch_cut_off"]);
});

test("a fetch that the user cancels is reported once, one that another link replaces is not", async () => {
  for (const [reason, expected] of [
    [undefined, ["fetch_declined"]],
    [kSuperseded, []],
  ]) {
    const reported = [];
    const abort = new AbortController();
    let began = [];
    await fetchData({
      addresses: ["silent.h5"],
      base: `${origin}/`,
      files: { add: () => assert.fail("nothing arrived") },
      data: { reportError: ({ code }) => reported.push(code) },
      ask: () => assert.fail("nobody else is asked"),
      signal: abort.signal,
      onFetch: (hosts) => {
        began = hosts;
        setTimeout(() => abort.abort(reason), 20);
      },
    });
    assert.deepEqual(reported, expected);
    assert.equal(began.length, 1);
  }
});
