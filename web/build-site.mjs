// Puts the page together: node web/build-site.mjs
//
// Takes the page's own files, the compiled program and what it needs of npm packages, and leaves a
// static folder build/site with a .br and a .gz beside every file that shrinks. Files that did not
// change are not touched, so a second run is quick and browsers keep what they have.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const kRoot = fileURLToPath(new URL("..", import.meta.url));
const kSite = join(kRoot, "build/site");

/** The site keeps these folders of web/. */
const kSiteFolders = ["page", "workers", "shared", "icons"];
/** Files that belong to the site. Modules that end in .mjs run in Node and are not part of it. */
const kSiteFiles = /\.(html|css|js|svg|png|ico|webmanifest)$/;

/** What the page asks for from npm packages, and where it finds it. */
const kFromPackages = {
  "vendor/fflate/fflate.js": "fflate/esm/browser.js",
  "vendor/h5wasm/hdf5_hl.js": "h5wasm/dist/esm/hdf5_hl.js",
  "vendor/h5wasm/hdf5_util.js": "h5wasm/dist/esm/hdf5_util.js",
  "vendor/h5wasm/file_handlers.js": "h5wasm/dist/esm/file_handlers.js",
};

/** npm packages whose work travels with the page. */
const kShippedPackages = {
  "fflate, which writes zip files": "fflate",
  "h5wasm, which carries HDF5": "h5wasm",
  "Inter, a typeface": "inter-ui",
  "JetBrains Mono, a typeface": "@fontsource/jetbrains-mono",
  "Noto Sans SC, a typeface": "@fontsource-variable/noto-sans-sc",
};

const kLicenceNames = [
  "LICENSE",
  "LICENSE.txt",
  "LICENSE.md",
  "LICENSE.MIT",
  "COPYING.MPL2",
  "COPYRIGHT",
  "copyright",
  "../doc/emscripten/copyright", // Debian's Emscripten keeps it there
];

const kCompressible = /\.(html|css|js|mjs|wasm|json|svg|txt|webmanifest|ttf)$/;
const kWorthCompressing = 512; // bytes; below that the headers weigh more

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

/** @returns {string} the first licence file in `folder` */
function licenceIn(folder, of) {
  for (const name of kLicenceNames)
    if (existsSync(join(folder, name))) return readFileSync(join(folder, name), "utf8").trim();
  throw new Error(`no licence file of ${of} in ${folder}`);
}

function licences(emojiCredits) {
  const libraries = JSON.parse(readFileSync(join(kRoot, "build/web/libraries.json"), "utf8"));
  const parts = [["Purrceptron", readFileSync(join(kRoot, "LICENSE"), "utf8").trim()]];
  for (const [name, folder] of Object.entries(libraries))
    parts.push([name, licenceIn(folder, name)]);
  for (const [name, folder] of Object.entries(kShippedPackages))
    parts.push([name, licenceIn(join(kRoot, "node_modules", folder), name)]);
  parts.push(["Emoji glyphs", emojiCredits.trim()]);
  const line = "=".repeat(80);
  return parts.map(([name, text]) => `${line}\n${name}\n${line}\n\n${text}\n`).join("\n");
}

/** @returns {Map<string, Buffer>} the whole site: name to bytes */
function collect() {
  const site = new Map();
  const web = join(kRoot, "web");
  const names = [
    ...readdirSync(web),
    ...kSiteFolders.flatMap((folder) =>
      filesBelow(join(web, folder)).map((name) => join(folder, name)),
    ),
  ];
  for (const name of names)
    if (kSiteFiles.test(name)) site.set(name, readFileSync(join(web, name)));
  for (const name of [
    "purrceptron.mjs",
    "purrceptron.wasm",
    "bench-program.mjs",
    "bench-program.wasm",
  ])
    site.set(name, readFileSync(join(kRoot, "build/web", name)));
  for (const [name, source] of Object.entries(kFromPackages))
    site.set(name, readFileSync(join(kRoot, "node_modules", source)));
  // Compressed as it is: the page unpacks it itself, whatever the host does.
  site.set("glyphs.bin.gz", readFileSync(join(kRoot, "build/web/glyphs/glyphs.bin.gz")));
  const credits = readFileSync(join(kRoot, "build/web/glyphs/emoji-credits.txt"), "utf8");
  site.set("emoji-credits.txt", Buffer.from(credits));
  site.set("licences.txt", Buffer.from(licences(credits)));
  // The progress bar measures against the unpacked size, which a server does not tell.
  const size = `data-wasm-bytes="${site.get("purrceptron.wasm").length}"`;
  const html = site.get("index.html").toString().replace('data-wasm-bytes="0"', size);
  site.set("index.html", Buffer.from(html));
  return site;
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Writes one file and its compressed forms; the plain one last, so that it stands for all three. */
function publish(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  for (const [suffix, compress] of [
    [".br", brotli],
    [".gz", (plain) => gzipSync(plain, { level: 9 })],
  ]) {
    rmSync(path + suffix, { force: true });
    if (!kCompressible.test(path) || bytes.length < kWorthCompressing) continue;
    const small = compress(bytes);
    if (small.length < bytes.length) writeFileSync(path + suffix, small);
  }
  writeFileSync(path, bytes);
}

function main() {
  const site = collect();
  const isStale = (name) => !site.has(name) && !site.has(name.replace(/\.(br|gz)$/, ""));
  for (const name of filesBelow(kSite)) if (isStale(name)) rmSync(join(kSite, name));
  for (const [name, bytes] of site) publish(join(kSite, name), bytes);

  const size = (name) => {
    const path = join(kSite, name);
    return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  };
  const first = [...site.keys()].filter(
    (name) => !/^vendor\b|licences|^icons\b|glyphs\.bin|credits|^(page\/)?bench/.test(name),
  );
  const total = first.reduce((sum, name) => sum + size(name), 0);
  console.log(
    `build/site: ${site.size} files; the page itself ${Math.round(total / 1000)} kB compressed, ` +
      `of which purrceptron.wasm ${Math.round(size("purrceptron.wasm") / 1000)} kB`,
  );
}

main();
