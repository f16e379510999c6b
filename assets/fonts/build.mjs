// Makes the program's typefaces: small TrueType files with just the characters the program can show,
// C++ files with their bytes, and chinese-fonts.bin.gz, which the page fetches when it shows Chinese.
//
//   node assets/fonts/build.mjs --out DIR
//
// Sources are npm packages under the SIL Open Font License: Inter (inter-ui), JetBrains Mono and
// Noto Sans SC (@fontsource), and STIX Two Math (@fontsource) for formulas. Characters are what stands in assets/strings, assets/lessons and the
// string literals of the C++ sources, and the course's letters below. A character that no typeface
// has stops the build with its name. Nothing is done when neither a source nor a character changed.

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Font, assemble } from "./sfnt.mjs";

const kRoot = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);

/** Always there, whether or not a text uses them yet: ASCII, and the letters a formula may need. */
const kAlways =
  Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("") +
  "αβγδεζηθκλμνπρστφχψωΔΘΛΣΦΩ∂∇∑√∗×÷·−±≈≠≤≥∈∞ŷẑâêîôû" +
  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉ᵀ′″…–—‘’“”→←↑↓↔▸◂▾▴✓✗•°½¼¾©«»§éèüöäßñçáíóúàÉÖÜÄ\u00a0\u2009\u2007";

/** In figures and signs equal widths keep a changing number from trembling. */
const kTabular = "0123456789+−";

/** What formulas are set of (shell/widgets/formula): upright letters and signs, and variables in italics. */
const kMathematics =
  Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("") +
  "αβγδεηθλμπρσΔ∂∇∑∏∗×·−±≈≠≤≥∈∞≔→⇒…⋯′" +
  italics(0x1d434, 52).replace(String.fromCodePoint(0x1d455), "ℎ") +
  italics(0x1d6fc, 25);

/** Letters of Unicode's block of mathematical letters. */
function italics(first, count) {
  return Array.from({ length: count }, (_, i) => String.fromCodePoint(first + i)).join("");
}

/** Signs that Inter lacks, made from a related one: scale, and how far it is raised in parts of the em. */
const kMade = {
  "∗": ["*", 1, -0.19],
  ᵀ: ["T", 0.62, 0.29],
  "▸": ["▶", 0.66, 0.12],
  "◂": ["◀", 0.66, 0.12],
  "▾": ["▼", 0.66, 0.12],
  "▴": ["▲", 0.66, 0.12],
  "⟲": ["↺", 1, 0],
};

/** Signs taken from the Chinese typeface, because no western one here has them. */
const kFromChinese = "∇∈";

/** Chinese on an English screen: the name of the language. The page has it without the Chinese typefaces. */
const kChineseInEnglish = "中文";

/** Punctuation of Chinese text, there in any case because people type it into names. */
const kChineseAlways = "，。、；：？！（）《》「」【】￥％～";

/** Their bytes stand in `code`; the page fetches those of `chinese_font_data.cpp` as one file. */
const kFaces = [
  {
    file: "inter-regular.ttf",
    symbol: "kInterRegular",
    code: "font_data.cpp",
    pick: "inter",
    source: () => [["inter-ui", "web/Inter-Regular.woff2"]],
  },
  {
    file: "inter-semibold.ttf",
    symbol: "kInterSemiBold",
    code: "font_data.cpp",
    pick: "inter",
    source: () => [["inter-ui", "web/Inter-SemiBold.woff2"]],
  },
  {
    file: "jetbrains-mono.ttf",
    symbol: "kJetBrainsMono",
    code: "font_data.cpp",
    pick: "mono",
    source: monoSlices,
  },
  {
    file: "signs-regular.ttf",
    symbol: "kSignsRegular",
    code: "font_data.cpp",
    pick: "signs",
    source: notoSlices,
    axes: { wght: 400 },
  },
  {
    file: "signs-semibold.ttf",
    symbol: "kSignsSemiBold",
    code: "font_data.cpp",
    pick: "signs",
    source: notoSlices,
    axes: { wght: 600 },
  },
  {
    file: "noto-sans-sc-regular.ttf",
    symbol: "kNotoSansScRegular",
    code: "chinese_font_data.cpp",
    pick: "chinese",
    source: notoSlices,
    axes: { wght: 400 },
  },
  {
    file: "noto-sans-sc-semibold.ttf",
    symbol: "kNotoSansScSemiBold",
    code: "chinese_font_data.cpp",
    pick: "chinese",
    source: notoSlices,
    axes: { wght: 600 },
  },
  {
    file: "stix-two-math.ttf",
    symbol: "kStixTwoMath",
    code: "font_data.cpp",
    pick: "mathematics",
    source: () => [["@fontsource/stix-two-math", "files/stix-two-math-latin-400-normal.woff2"]],
  },
];
const kCodeFiles = [...new Set(kFaces.map(({ code }) => code))];

function packageFile(name, path) {
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), path);
  } catch {
    throw new Error(
      `the npm package ${name} is missing; run “npm ci --ignore-scripts” in the project's folder first`,
    );
  }
}

function monoSlices() {
  return ["latin", "latin-ext", "greek"].map((slice) => [
    "@fontsource/jetbrains-mono",
    `files/jetbrains-mono-${slice}-400-normal.woff2`,
  ]);
}

/** The slices of Noto Sans SC that hold any of the characters. */
function notoSlices(characters) {
  const name = "@fontsource-variable/noto-sans-sc";
  const ranges = JSON.parse(readFileSync(packageFile(name, "unicode.json"), "utf8"));
  const slices = [];
  for (const [key, list] of Object.entries(ranges)) {
    const spans = list.split(",").map((range) => {
      const [first, last] = range
        .replace(/^U\+/i, "")
        .split("-")
        .map((hex) => parseInt(hex, 16));
      return [first, last ?? first];
    });
    if (
      [...characters].some((c) =>
        spans.some(([first, last]) => c.codePointAt(0) >= first && c.codePointAt(0) <= last),
      )
    )
      slices.push([name, `files/noto-sans-sc-${key.replace(/[[\]]/g, "")}-wght-normal.woff2`]);
  }
  return slices;
}

/** Files below a folder, sorted, so that the same tree always gives the same font. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

const kCode = new Set([".cpp", ".h", ".inc"]);
const kProse = new Set([".json", ".txt", ".md", ".toml", ".yaml", ".yml"]);

/** What a C++ file can show: the characters of its string literals, escapes included. */
export function literalCharacters(code) {
  const found = new Set();
  // Comments first, or an apostrophe in one would begin a literal; strings are matched in the same
  // pass so that the // of an address inside a literal does not begin a comment.
  for (const [token] of code.matchAll(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"\(([\s\S]*?)\)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g,
  )) {
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    const text = token.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, a, b) =>
      String.fromCodePoint(parseInt(a ?? b, 16)),
    );
    for (const character of text) if (character.codePointAt(0) >= 0x80) found.add(character);
  }
  return found;
}

/** @returns {Map<string, string>} every character to show, and where it was met first */
function neededCharacters() {
  const needed = new Map();
  const add = (characters, place) => {
    for (const c of characters) if (c.codePointAt(0) >= 32 && !needed.has(c)) needed.set(c, place);
  };
  add(kAlways, "the list of letters in assets/fonts/build.mjs");
  for (const folder of ["assets/strings", "assets/lessons", "shell", "engine"]) {
    for (const path of filesBelow(join(kRoot, folder))) {
      // Signs of formulas are drawn in their own typeface, and read aloud as words.
      if (/\/formula(\/[^/]+|\.inc)$/.test(path)) continue;
      const extension = extname(path);
      if (kCode.has(extension))
        add(literalCharacters(readFileSync(path, "utf8")), relative(kRoot, path));
      else if (kProse.has(extension) && folder.startsWith("assets/"))
        add(readFileSync(path, "utf8"), relative(kRoot, path));
    }
  }
  add(kChineseAlways, "the list of punctuation in assets/fonts/build.mjs");
  return needed;
}

/** Belongs to Chinese text: ideographs, their punctuation, full-width forms. */
function isChinese(character) {
  const c = character.codePointAt(0);
  return (
    kFromChinese.includes(character) ||
    (c >= 0x2e80 && c <= 0x9fff) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xff00 && c <= 0xffef) ||
    c >= 0x20000
  );
}

async function makeFace(face, wanted) {
  const subsetFont = require("subset-font");
  const fonts = [];
  for (const [name, path] of face.source(wanted)) {
    const bytes = readFileSync(packageFile(name, path));
    const text = [...wanted].map((c) => c + (kMade[c]?.[0] ?? "")).join("");
    const options = { targetFormat: "truetype", noHinting: true, keepFeatures: ["tnum"] };
    if (face.axes) options.variationAxes = face.axes;
    fonts.push(new Font(await subsetFont(bytes, text, options)));
  }
  const picks = [];
  for (const character of wanted) {
    const code = character.codePointAt(0);
    let font = fonts.find((f) => f.characters.has(code));
    if (!font && kMade[character]) {
      const [from, scale, raised] = kMade[character];
      font = fonts.find((f) => f.characters.has(from.codePointAt(0)));
      if (!font) continue;
      const made = { scale, dx: 0, dy: raised * font.unitsPerEm };
      picks.push({ character: code, font, glyph: font.characters.get(from.codePointAt(0)), made });
      continue;
    }
    if (!font) continue;
    let glyph = font.characters.get(code);
    if (kTabular.includes(character)) glyph = font.singleSubstitutions("tnum").get(glyph) ?? glyph;
    picks.push({ character: code, font, glyph });
  }
  return {
    file: assemble(picks),
    has: new Set(picks.map((p) => String.fromCodePoint(p.character))),
  };
}

/**
 * The Chinese typefaces in one file: the size of the regular one as four bytes, little endian; the
 * regular one; the semi-bold one.
 */
function chinesePack(files) {
  const [regular, semibold] = files.filter(({ pick }) => pick === "chinese");
  const size = Buffer.alloc(4);
  size.writeUInt32LE(regular.bytes.length);
  return gzipSync(Buffer.concat([size, regular.bytes, semibold.bytes]), { level: 9 });
}

/** C++ that holds the files' bytes; string literals compile far faster than lists of numbers. */
function sourceCode(files) {
  const lines = [
    "// Made by assets/fonts/build.mjs.",
    '#include "shell/theme/font_data.h"',
    "",
    "namespace purr::shell {",
    "",
  ];
  for (const { symbol, bytes } of files) {
    lines.push(`static const char ${symbol}Bytes[] =`);
    for (let at = 0; at < bytes.length; at += 64) {
      let text = "";
      for (const byte of bytes.subarray(at, at + 64))
        text += "\\" + byte.toString(8).padStart(3, "0");
      lines.push(`    "${text}"`);
    }
    lines[lines.length - 1] += ";";
    lines.push(`const EmbeddedFont ${symbol} = {${symbol}Bytes, ${bytes.length}};`, "");
  }
  lines.push("}  // namespace purr::shell", "");
  return lines.join("\n");
}

function writeIfChanged(path, content) {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return;
  writeFileSync(path, content);
}

async function main() {
  const at = process.argv.indexOf("--out");
  if (at < 0 || !process.argv[at + 1])
    throw new Error("say where to: node assets/fonts/build.mjs --out DIR");
  const out = process.argv[at + 1];

  const needed = neededCharacters();
  const chinese = new Set([...needed.keys()].filter(isChinese));
  const western = new Set([...needed.keys()].filter((c) => !isChinese(c)));
  const signs = new Set(kFromChinese + kChineseInEnglish);
  const mathematics = new Set(kMathematics);
  const wanted = { inter: western, mono: western, signs, chinese, mathematics };

  const hash = createHash("sha256");
  for (const script of ["build.mjs", "sfnt.mjs"])
    hash.update(readFileSync(join(kRoot, "assets/fonts", script)));
  for (const face of kFaces)
    for (const [name, path] of face.source(wanted[face.pick]))
      hash.update(name + path + readFileSync(packageFile(name, "package.json")));
  hash.update([...needed.keys()].sort().join("") + kMathematics);
  const key = hash.digest("hex");
  const stamp = join(out, "fonts.stamp");
  const outputs = [...kFaces.map((face) => face.file), ...kCodeFiles, "chinese-fonts.bin.gz"];
  if (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === key &&
    outputs.every((file) => existsSync(join(out, file)))
  ) {
    // Younger than what it was made from: a build system that compares ages is content too.
    utimesSync(stamp, new Date(), new Date());
    return;
  }

  mkdirSync(out, { recursive: true });
  const files = [];
  for (const face of kFaces) {
    const { file, has } = await makeFace(face, wanted[face.pick]);
    files.push({ ...face, bytes: file, has });
  }
  // Both weights, or a sentence would have holes where it is set in the other one.
  const missing = [...needed].filter(([c]) =>
    files.some((f) => f.pick === (isChinese(c) ? "chinese" : "inter") && !f.has.has(c)),
  );
  const face = files.find((f) => f.pick === "mathematics");
  for (const c of mathematics)
    if (!face.has.has(c)) missing.push([c, "the letters of formulas in assets/fonts/build.mjs"]);
  if (missing.length > 0) {
    const list = missing.map(
      ([c, place]) =>
        `  ${c} (U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}) in ${place}`,
    );
    throw new Error(`no typeface has these characters:\n${list.join("\n")}`);
  }
  for (const { file, bytes } of files) writeIfChanged(join(out, file), bytes);
  for (const code of kCodeFiles) {
    const inside = files.filter((face) => face.code === code);
    writeIfChanged(join(out, code), sourceCode(inside));
  }
  writeIfChanged(join(out, "chinese-fonts.bin.gz"), chinesePack(files));
  writeFileSync(stamp, key);
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const packed = brotliCompressSync(Buffer.concat(files.map(({ bytes }) => bytes))).length;
  console.log(
    `fonts: ${needed.size} characters, ${Math.round(total / 1000)} kB, ${Math.round(packed / 1000)} kB compressed`,
  );
}

// Node resolves symbolic links in import.meta.url, not in argv.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(`fonts: ${error.message}`);
    process.exit(1);
  });
}
