// The page's own files, without the program.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { progressWords } from "../../web/page/download.js";
import { missingFeature, probe } from "../../web/page/probe.js";
import { languageOf, stringKeys, translate } from "../../web/page/strings.js";

const web = (name) => readFileSync(new URL(`../../web/${name}`, import.meta.url), "utf8");
const html = web("index.html");

test("the policy allows the page's inline style and no other", () => {
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
  assert.equal(styles.length, 1);
  const hash = createHash("sha256").update(styles[0]).digest("base64");
  assert.ok(html.includes(`'sha256-${hash}'`), `the policy must name 'sha256-${hash}'`);
});

test("the policy lets no script in from elsewhere and none that is written into the page", () => {
  const [, policy] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(html);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
  for (const [, attributes, text] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    assert.match(attributes, /src="[^:"]+"/);
    assert.equal(text, "");
  }
});

test("nothing in the page names another host", () => {
  const folder = new URL("../../web/", import.meta.url);
  const names = readdirSync(folder, { recursive: true }).filter((name) =>
    /^([^/]+\.html|(page|workers|shared)\/.*\.(js|mjs|css))$/.test(name),
  );
  assert.ok(names.length > 20, "the files are where this test looks");
  for (const name of names)
    assert.doesNotMatch(web(name), /(src|href|url|import|fetch)\W{1,3}(https?:)?\/\//, name);
});

test("the page can be zoomed with two fingers", () => {
  assert.doesNotMatch(html, /user-scalable|maximum-scale/);
  assert.match(web("page/style.css"), /touch-action: pinch-zoom/);
});

test("every sentence of the page is there in both languages, with the same gaps", () => {
  const gaps = (text) => [...text.matchAll(/\{\d\}/g)].map(([gap]) => gap).sort();
  for (const key of stringKeys) {
    const [english, chinese] = [translate(key, "en"), translate(key, "zh")];
    assert.match(chinese, /\p{Script=Han}/u, key);
    assert.doesNotMatch(english, /\p{Script=Han}/u, key);
    assert.deepEqual(gaps(english), gaps(chinese), key);
  }
});

test("sentences take their values in the order of their gaps", () => {
  assert.equal(translate("loadingPart", "en", "0.1", "1.2"), "Loading… 0.1 of 1.2 MB");
  assert.equal(languageOf("zh-Hant-TW"), "zh");
  assert.equal(languageOf("zhuang"), "en");
  assert.equal(languageOf(undefined), "en");
});

test("a missing feature is named, the most fundamental first", () => {
  const all = { webAssembly: true, simd: true, worker: true, webgl2: true };
  assert.equal(missingFeature(all), null);
  assert.equal(missingFeature({ ...all, webgl2: false }), "noWebGl");
  assert.equal(missingFeature({ ...all, webgl2: false, worker: false }), "noWorker");
  assert.equal(missingFeature({ ...all, simd: false, webgl2: false }), "noSimd");
  assert.equal(missingFeature({ ...all, webAssembly: false, simd: false }), "noWebAssembly");
});

test("the probe distinguishes a browser without SIMD from one with it", () => {
  const scope = { Worker: class {}, WebGL2RenderingContext: class {} };
  assert.equal(probe({ ...scope, WebAssembly }).simd, true);
  assert.equal(probe({ ...scope, WebAssembly: { validate: () => false } }).simd, false);
  assert.equal(probe(scope).webAssembly, false);
  assert.equal(missingFeature(probe({ ...scope, WebAssembly })), null);
});

test("progress has words with and without a known size", () => {
  assert.equal(progressWords("en", 500_000, 0), "Loading… 0.5 MB");
  assert.equal(progressWords("en", 500_000, 1_200_000), "Loading… 0.5 of 1.2 MB");
  assert.equal(progressWords("en", 1_200_000, 1_200_000), "Starting…");
  assert.equal(progressWords("zh", 1_300_000, 1_200_000), "正在启动……");
});
