// assets/fonts: which characters the program needs, and fonts put together from parts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { literalCharacters } from "../../assets/fonts/build.mjs";
import { Font, assemble } from "../../assets/fonts/sfnt.mjs";

const require = createRequire(import.meta.url);
const subsetFont = require("subset-font");

async function inter(characters) {
  const path = join(dirname(require.resolve("inter-ui/package.json")), "web/Inter-Regular.woff2");
  const options = { targetFormat: "truetype", noHinting: true, keepFeatures: ["tnum"] };
  return new Font(await subsetFont(readFileSync(path), characters, options));
}

const pick = (font, character) => ({
  character: character.codePointAt(0),
  font,
  glyph: font.characters.get(character.codePointAt(0)),
});

test("only what a C++ file can show counts: literals, not comments", () => {
  const code = `
    // 注释 says nothing on the screen
    /* nor does § this */
    const char* a = "学习率 α";  // β
    const char* b = "https://x/…";
    const char* c = "\\u2212 \\"é\\"";
    const char* d = R"(raw ∂)";
    const char e = 'x';`;
  assert.deepEqual([...literalCharacters(code)].sort(), [..."学习率α…−é∂"].sort());
});

test("a font put together from parts has their outlines and widths", async () => {
  const font = await inter("Aâ→ 1");
  const made = new Font(assemble([..."Aâ→ 1"].map((c) => pick(font, c))));
  assert.equal(made.unitsPerEm, font.unitsPerEm);
  for (const c of "Aâ→ 1") {
    const from = font.characters.get(c.codePointAt(0));
    const to = made.characters.get(c.codePointAt(0));
    assert.ok(to > 0, `${c} has a glyph`);
    assert.deepEqual(made.metrics(to), font.metrics(from));
    assert.equal(made.outline(to).length >= font.outline(from).length, true);
  }
  assert.equal(made.characters.has("B".codePointAt(0)), false);
});

test("the checksums of a written font are right", async () => {
  const font = await inter("AB");
  const file = assemble([pick(font, "A"), pick(font, "B")]);
  let sum = 0;
  for (let i = 0; i < file.length; i += 4) sum = (sum + file.readUInt32BE(i)) >>> 0;
  assert.equal(sum, 0xb1b0afba); // what OpenType asks the sum of a whole file to be
});

test("a sign can be made of another one, smaller and moved", async () => {
  const font = await inter("T");
  const small = { ...pick(font, "T"), character: 0x1d40, made: { scale: 0.5, dx: 0, dy: 600 } };
  const made = new Font(assemble([pick(font, "T"), small]));
  const whole = made.outline(made.characters.get(0x54));
  const part = made.outline(made.characters.get(0x1d40));
  assert.equal(part.readInt16BE(0), -1); // a composite
  const height = whole.readInt16BE(8) - whole.readInt16BE(4);
  assert.equal(part.readInt16BE(8) - part.readInt16BE(4), Math.round(height / 2));
  assert.equal(
    made.metrics(made.characters.get(0x1d40)).advance,
    Math.round(made.metrics(1).advance / 2),
  );
});

test("the tabular figures of Inter have one width", async () => {
  const font = await inter("0123456789");
  const tabular = font.singleSubstitutions("tnum");
  const widths = [..."0123456789"].map(
    (c) => font.metrics(tabular.get(font.characters.get(c.codePointAt(0)))).advance,
  );
  assert.equal(new Set(widths).size, 1);
  assert.equal(font.singleSubstitutions("none").size, 0);
});
