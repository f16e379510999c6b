// Makes the pack of emoji glyphs that the program composes pictures of, and the credits that go with
// it.
//
//   node assets/emoji/build.mjs --out DIR
//
// Leaves in DIR: glyphs.bin (the pack, as engine/pictures/glyphs.h reads it), glyphs.bin.gz (the same for
// the page), glyph_data.cpp (the same for the native program) and emoji-credits.txt. Sources are the
// npm packages @iconify-json/*, names.json beside this file says which glyphs. Nothing is done when
// none of them has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const kHere = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** The artists. The last one is kept apart: nobody learns from it. */
const kSets = ["noto", "fluent-emoji-flat", "twemoji", "emojione", "streamline-emojis", "noto-v1"];
const kNewArtist = kSets.length - 1;

/** Groups in the order of engine/pictures/glyphs.h. */
const kGroups = ["cat-head", "cat-body", "animal", "smiley", "object", "big-cat"];

/** How many artists draw each name of a group: cats need them all, the rest is for variety. */
const kArtistsOf = { "cat-head": 5, "cat-body": 5, animal: 4, smiley: 2, object: 1, "big-cat": 3 };
/** Of the new artist's glyphs every so-many-th name is taken. */
const kEveryOfNew = { "cat-head": 1, "cat-body": 1, animal: 3, smiley: 3, object: 4, "big-cat": 0 };

const kSide = 64;
const kRaster = 192; // large enough that cropping and shrinking lose nothing
const kColours = 28;
const kFaint = 900; // an error that nobody sees

const fnv = (text) => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

function readSet(id) {
  const folder = dirname(require.resolve(`@iconify-json/${id}/package.json`));
  const json = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  return {
    id,
    icons: json("icons.json"),
    info: json("info.json"),
    version: json("package.json").version,
  };
}

/** A glyph by its common name: some sets call a bear "bear-face" and a cat "cat-face". */
function findIcon({ icons }, name) {
  const variants = [name, name.replace(/\bcat\b/, "cat-face"), `${name}-face`];
  // "cat" alone is the whole animal, never its face.
  const wanted = name === "cat" || name === "black-cat" ? [name] : variants;
  for (const variant of wanted) {
    const alias = icons.aliases?.[variant];
    const icon = icons.icons[variant] ?? (alias && icons.icons[alias.parent]);
    if (icon && !icon.hidden) return icon;
  }
  return null;
}

/** @returns {Promise<Buffer>} 64×64 RGBA, as large as it fits */
async function rasterise(sharp, { icons }, icon) {
  const left = icon.left ?? icons.left ?? 0;
  const top = icon.top ?? icons.top ?? 0;
  const width = icon.width ?? icons.width ?? 16;
  const height = icon.height ?? icons.height ?? 16;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
    `width="${kRaster}" height="${kRaster}" viewBox="${left} ${top} ${width} ${height}">` +
    `${icon.body.replaceAll("currentColor", "#333")}</svg>`;
  const large = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
  let [x0, y0, x1, y1] = [kRaster, kRaster, -1, -1];
  for (let y = 0; y < kRaster; ++y)
    for (let x = 0; x < kRaster; ++x)
      if (large[4 * (y * kRaster + x) + 3] > 8)
        [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  if (x1 < x0) throw new Error("an empty glyph");
  return sharp(large, { raw: { width: kRaster, height: kRaster, channels: 4 } })
    .extract({ left: x0, top: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 })
    .resize(kSide, kSide, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .raw()
    .toBuffer();
}

/** Squared distance of two colours as they look: what is hardly there counts little. */
function distance(a, b) {
  const alpha = Math.max(a[3], b[3]) / 255;
  let sum = (a[3] - b[3]) ** 2;
  for (let c = 0; c < 3; ++c) sum += (a[c] - b[c]) ** 2 * alpha * alpha;
  return sum;
}

/**
 * Few colours for a glyph: the farthest ones first, then improved by means (k-means), alike ones
 * together in the palette so that the indices pack well.
 * @param {Buffer} rgba
 * @returns {{palette: number[][], indices: Buffer, dominant: number}}
 */
function quantise(rgba) {
  const counts = new Map();
  const keyAt = (i) => {
    const [r, g, b, a] = rgba.subarray(4 * i, 4 * i + 4);
    if (a < 12) return "0,0,0,0";
    const round = (value, step) => Math.min(255, Math.round(value / step) * step);
    return a > 243
      ? [round(r, 6), round(g, 6), round(b, 6), 255].join()
      : [r, g, b, round(a, 32)].join();
  };
  for (let i = 0; i < kSide * kSide; ++i) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1);
  const colours = [...counts].map(([key, count]) => ({
    key,
    count,
    rgba: key.split(",").map(Number),
  }));
  colours.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));

  let palette = [[0, 0, 0, 0]];
  const nearest = (colour) => {
    let best = 0;
    for (let k = 1; k < palette.length; ++k)
      if (distance(colour, palette[k]) < distance(colour, palette[best])) best = k;
    return best;
  };
  while (palette.length < kColours) {
    // The colour that is worst served, weighed by how much of it there is.
    let worst = null;
    let most = kFaint;
    for (const colour of colours) {
      const error = distance(colour.rgba, palette[nearest(colour.rgba)]) * Math.sqrt(colour.count);
      if (error > most) [worst, most] = [colour, error];
    }
    if (!worst) break;
    palette.push(worst.rgba);
  }
  for (let round = 0; round < 4; ++round) {
    const sums = palette.map(() => [0, 0, 0, 0, 0]);
    for (const { rgba: c, count } of colours) {
      const sum = sums[nearest(c)];
      for (let k = 0; k < 4; ++k) sum[k] += c[k] * count;
      sum[4] += count;
    }
    palette = palette.map((old, k) =>
      k === 0 || sums[k][4] === 0
        ? old
        : sums[k].slice(0, 4).map((x) => Math.round(x / sums[k][4])),
    );
  }
  const light = ([r, g, b, a]) =>
    (0.3 * r + 0.59 * g + 0.11 * b) * (a / 255) + (a === 255 ? 1000 : 0);
  palette = [palette[0], ...palette.slice(1).sort((a, b) => light(a) - light(b))];

  const places = new Map(colours.map(({ key, rgba: c }) => [key, nearest(c)]));
  const indices = Buffer.alloc(kSide * kSide);
  const used = palette.map(() => 0);
  for (let i = 0; i < indices.length; ++i) {
    indices[i] = places.get(keyAt(i));
    used[indices[i]] += 1;
  }
  // The colour that most of the glyph is near to: a coat.
  const weights = palette.map((c) =>
    c[3] < 200
      ? -1
      : palette.reduce((sum, d, k) => sum + (d[3] > 200 && distance(c, d) < 3600 ? used[k] : 0), 0),
  );
  return { palette, indices, dominant: weights.indexOf(Math.max(...weights)) };
}

class Writer {
  parts = [];
  u8(value) {
    this.parts.push(Buffer.from([value]));
  }
  u16(value) {
    this.parts.push(Buffer.from([value & 255, value >> 8]));
  }
  text(words) {
    const bytes = Buffer.from(words);
    this.u16(bytes.length);
    this.parts.push(bytes);
  }
  bytes(buffer) {
    this.parts.push(Buffer.from(buffer));
  }
  done() {
    return Buffer.concat(this.parts);
  }
}

/** Which artists' drawings of a name go into the pack. */
function artistsFor(sets, group, name) {
  const known = [...kSets.keys()].filter((s) => s !== kNewArtist && findIcon(sets[s], name));
  // A turn of its own for every name, so that no artist is preferred.
  const turn = known.length > 0 ? fnv(name) % known.length : 0;
  const chosen = [...known.slice(turn), ...known.slice(0, turn)].slice(0, kArtistsOf[group]);
  const every = kEveryOfNew[group];
  if (every > 0 && fnv(`new ${name}`) % every === 0 && findIcon(sets[kNewArtist], name))
    chosen.push(kNewArtist);
  return chosen.sort((a, b) => a - b);
}

async function makePack(sets, names) {
  const { default: sharp } = await import("sharp");
  const glyphs = [];
  for (const [g, group] of kGroups.entries())
    for (const name of names[group]) {
      const artists = artistsFor(sets, group, name);
      if (artists.length === 0) throw new Error(`no set has a glyph "${name}"`);
      for (const artist of artists) {
        const rgba = await rasterise(sharp, sets[artist], findIcon(sets[artist], name));
        glyphs.push({ artist, group: g, name, ...quantise(rgba) });
      }
    }
  const out = new Writer();
  out.bytes(Buffer.from("PURRGLY1"));
  out.u16(sets.length);
  for (const { id, info } of sets) {
    out.text(id);
    out.text(`${info.name}, ${info.author.name}, ${info.license.spdx}`);
  }
  out.u16(kNewArtist);
  out.u16(glyphs.length);
  for (const { artist, group, name, palette, indices, dominant } of glyphs) {
    out.u8(artist);
    out.u8(group);
    out.text(name);
    out.u8(palette.length);
    out.u8(dominant);
    out.bytes(palette.flat());
    out.bytes(indices);
  }
  return { pack: out.done(), glyphs };
}

function credits(sets, glyphs) {
  const lines = [
    "Emoji glyphs in Purrceptron",
    "",
    "The pictures of data=emoji are composed of glyphs of these sets. They were drawn as small",
    "pictures of 64×64 pixels with few colours, turned, shifted, given other coats and grounds: they",
    "are changed from the originals.",
    "",
  ];
  for (const [s, { id, info, version }] of sets.entries()) {
    const count = glyphs.filter((glyph) => glyph.artist === s).length;
    lines.push(
      `${info.name}: ${count} glyphs`,
      `  by ${info.author.name}, ${info.author.url}`,
      `  ${info.license.title} (${info.license.spdx}), ${info.license.url}`,
      `  from the npm package @iconify-json/${id} ${version}`,
      "",
    );
  }
  return lines.join("\n");
}

/** The pack as C++: a string literal compiles a hundred times faster than a list of numbers. */
function asCpp(pack) {
  const rows = [];
  for (let at = 0; at < pack.length; at += 64) {
    const row = [...pack.subarray(at, at + 64)].map(
      (byte) => `\\${byte.toString(8).padStart(3, "0")}`,
    );
    rows.push(`    "${row.join("")}"`);
  }
  return `// Made by assets/emoji/build.mjs.
#include <cstddef>
#include <cstdint>
#include <span>

#include "shell/program/files/glyph_pack.h"

namespace purr::shell {
namespace {
constexpr std::size_t kSize = ${pack.length};
alignas(16) const char kBytes[] =
${rows.join("\n")};
}  // namespace

std::span<const std::uint8_t> packed_glyphs() {
  return {reinterpret_cast<const std::uint8_t*>(kBytes), kSize};
}
}  // namespace purr::shell
`;
}

async function main() {
  const at = process.argv.indexOf("--out");
  if (at < 0 || !process.argv[at + 1]) throw new Error("usage: build.mjs --out DIR");
  const out = process.argv[at + 1];
  const sets = kSets.map(readSet);
  const names = JSON.parse(readFileSync(join(kHere, "names.json"), "utf8"));
  const key = createHash("sha256")
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(JSON.stringify(names))
    .update(sets.map((set) => `${set.id} ${set.version}`).join())
    .update(readFileSync(join(kHere, "../../package-lock.json")))
    .digest("hex");
  mkdirSync(out, { recursive: true });
  const stamp = join(out, "glyphs.stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) {
    const now = new Date();
    utimesSync(stamp, now, now);
    return;
  }
  const { pack, glyphs } = await makePack(sets, names);
  const small = gzipSync(pack, { level: 9 });
  writeFileSync(join(out, "glyphs.bin"), pack);
  writeFileSync(join(out, "glyphs.bin.gz"), small);
  writeFileSync(join(out, "emoji-credits.txt"), credits(sets, glyphs));
  // gzip is what the program carries too.
  writeFileSync(join(out, "glyph_data.cpp"), asCpp(small));
  writeFileSync(stamp, key);
  console.log(
    `glyphs: ${glyphs.length} of ${sets.length} sets, ${Math.round(pack.length / 1000)} kB, ` +
      `packed ${Math.round(small.length / 1000)} kB`,
  );
}

await main();
