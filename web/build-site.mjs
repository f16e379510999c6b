// Assembles the site: node web/build-site.mjs
//
// It bundles the page's modules and puts them, the page's other files, the compiled program and
// parts of npm packages into a static folder, build/site, with a .br and a .gz beside every file
// that compression makes smaller. Files that did not change are left alone, so a second run is fast
// and browsers keep their copies.
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
import { buildSync } from "esbuild";

const kRoot = fileURLToPath(new URL("..", import.meta.url));
const kSite = join(kRoot, "build/site");

/** Files of web/ that the site contains as they are. `bundles` adds the modules. */
const kPlainFiles = /^([a-z]+\.html|page\/([a-z]+\.css|first\.js)|icons\/.*)$/;

/** What the page imports from npm packages: its name in the site, and the file. */
const kFromPackages = {
  "vendor/fflate/fflate.js": "fflate/esm/browser.js",
  "vendor/h5wasm/hdf5_hl.js": "h5wasm/dist/esm/hdf5_hl.js",
  "vendor/h5wasm/hdf5_util.js": "h5wasm/dist/esm/hdf5_util.js",
  "vendor/h5wasm/file_handlers.js": "h5wasm/dist/esm/file_handlers.js",
};

/** npm packages whose licences the site must include. */
const kShippedPackages = {
  "fflate, which writes zip files": "fflate",
  "h5wasm, which carries HDF5": "h5wasm",
  "Inter, a typeface": "inter-ui",
  "JetBrains Mono, a typeface": "@fontsource/jetbrains-mono",
  "Noto Sans SC, a typeface": "@fontsource-variable/noto-sans-sc",
  "STIX Two Math, a typeface": "@fontsource/stix-two-math",
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

const kCompressible = /\.(html|css|js|mjs|map|wasm|json|svg|txt|webmanifest|ttf)$/;
const kWorthCompressing = 512; // bytes; below that the headers weigh more

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

/**
 * The first licence file in `folder`.
 * @param {string} folder
 * @param {string} work of which it is
 */
function licenceIn(folder, work) {
  for (const name of kLicenceNames)
    if (existsSync(join(folder, name))) return readFileSync(join(folder, name), "utf8").trim();
  throw new Error(`no licence file of ${work} in ${folder}`);
}

/** @param {string} emojiCredits */
function licences(emojiCredits) {
  /** @type {Record<string, string>} */
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

/**
 * One file for the page and one for each worker: plain modules would take a request each, 47 of
 * them before the first frame, and many hosts send six at a time. Identifiers are kept, so that the
 * report of a crash can be read; the source maps are for the browser's tools.
 * @returns {Map<string, Buffer>}
 */
function bundles() {
  const web = join(kRoot, "web");
  const workers = filesBelow(join(web, "workers")).filter((name) => name.endsWith("-worker.js"));
  const { outputFiles } = buildSync({
    absWorkingDir: web,
    entryPoints: ["page/boot.js", "page/bench.js", ...workers.map((name) => `workers/${name}`)],
    outdir: web,
    write: false,
    bundle: true,
    // These are in the site as they are.
    external: ["../purrceptron.mjs", "../vendor/*"],
    format: "esm",
    target: ["chrome91", "firefox114", "safari16.4"], // the oldest that can run the program
    charset: "utf8",
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "linked",
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [relative(web, path), Buffer.from(contents)]),
  );
}

/** @returns {Map<string, Buffer>} the whole site: name to bytes */
function collect() {
  /** @type {Map<string, Buffer>} */
  const site = new Map();
  const web = join(kRoot, "web");
  for (const name of filesBelow(web))
    if (kPlainFiles.test(name)) site.set(name, readFileSync(join(web, name)));
  for (const [name, bytes] of bundles()) site.set(name, bytes);
  for (const name of [
    "purrceptron.mjs",
    "purrceptron.wasm",
    "bench-program.mjs",
    "bench-program.wasm",
  ])
    site.set(name, readFileSync(join(kRoot, "build/web", name)));
  for (const [name, source] of Object.entries(kFromPackages))
    site.set(name, readFileSync(join(kRoot, "node_modules", source)));
  // The page unpacks these files itself, whatever the host does.
  site.set("glyphs.bin.gz", readFileSync(join(kRoot, "build/web/glyphs/glyphs.bin.gz")));
  site.set(
    "chinese-fonts.bin.gz",
    readFileSync(join(kRoot, "build/web/fonts/chinese-fonts.bin.gz")),
  );
  const credits = readFileSync(join(kRoot, "build/web/glyphs/emoji-credits.txt"), "utf8");
  site.set("emoji-credits.txt", Buffer.from(credits));
  site.set("licences.txt", Buffer.from(licences(credits)));
  // The progress bar needs the size of the unpacked file, which a server does not announce.
  const size = `data-wasm-bytes="${site.get("purrceptron.wasm")?.length}"`;
  const html = site.get("index.html")?.toString().replace('data-wasm-bytes="0"', size) ?? "";
  site.set("index.html", Buffer.from(html));
  return site;
}

/** @param {Buffer} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** @param {Buffer} bytes */
const gzip = (bytes) => gzipSync(bytes, { level: 9 });

/**
 * Writes one file and its compressed forms; the plain one last, because it is the one that is
 * compared.
 * @param {string} path @param {Buffer} bytes
 */
function publish(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  for (const [suffix, compress] of Object.entries({ ".br": brotli, ".gz": gzip })) {
    rmSync(path + suffix, { force: true });
    if (!kCompressible.test(path) || bytes.length < kWorthCompressing) continue;
    const small = compress(bytes);
    if (small.length < bytes.length) writeFileSync(path + suffix, small);
  }
  writeFileSync(path, bytes);
}

function main() {
  const site = collect();
  /** @param {string} name */
  const isStale = (name) => !site.has(name) && !site.has(name.replace(/\.(br|gz)$/, ""));
  for (const name of filesBelow(kSite)) if (isStale(name)) rmSync(join(kSite, name));
  for (const [name, bytes] of site) publish(join(kSite, name), bytes);

  /** @param {string} name */
  const size = (name) => {
    const path = join(kSite, name);
    return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
  };
  const first = [...site.keys()].filter(
    (name) =>
      !/^vendor\b|licences|^icons\b|\.bin\.gz$|credits|^(page\/)?bench|\.map$|^workers\/(?!trainer)/.test(
        name,
      ),
  );
  const total = first.reduce((sum, name) => sum + size(name), 0);
  console.log(
    `build/site: ${site.size} files; the page itself ${Math.round(total / 1000)} kB compressed, ` +
      `of which purrceptron.wasm ${Math.round(size("purrceptron.wasm") / 1000)} kB`,
  );
}

main();
