// The growth table and its picture: node tests/bench/growth.mjs [--quick]
//
// Runs `purrceptron bench --growth` and leaves build/growth.csv and build/growth.svg: milliseconds of
// an iteration over m, units and layers with both solvers. Ends with status 1 where the engine's own
// choice is more than 1.2 times slower than the other solver over 1000 iterations. Some minutes, on a
// machine that does nothing else.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const kRoot = fileURLToPath(new URL("../../", import.meta.url));
const kMostOver = 1.2;

/** @param {string} csv @returns {Record<string, string | number>[]} */
export function readTable(csv) {
  const [header, ...lines] = csv.trim().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(
      line.split(",").map((cell, i) => [names[i], names[i] === "chosen" ? cell : Number(cell)]),
    ),
  );
}

const kColours = ["#d9601a", "#5646d6", "#2b8a66", "#a03a72"];

/** One panel for each number of layers, both axes logarithmic; a line for each number of units. */
export function draw(rows) {
  const layerCounts = [...new Set(rows.map((row) => row.layers))];
  const unitCounts = [...new Set(rows.map((row) => row.units))];
  const sizes = [...new Set(rows.map((row) => row.m))];
  const all = rows.flatMap((row) => [row.gram_ms, row.primal_ms]);
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.ceil(Math.log10(Math.max(...all)));
  const width = 340;
  const height = 300;
  const first = Math.log(sizes[0]);
  const span = Math.log(sizes.at(-1)) - first;
  const x = (m) => 50 + ((Math.log(m) - first) / span) * (width - 70);
  const y = (ms) => 30 + ((high - Math.log10(ms)) / (high - low)) * (height - 70);
  const parts = layerCounts.map((layers, panel) => {
    const lines = [`<g transform="translate(${panel * width} 0)">`];
    lines.push(
      `<text x="50" y="18" font-weight="bold">${layers} hidden layer${layers > 1 ? "s" : ""}</text>`,
    );
    for (let power = low; power <= high; power++)
      lines.push(
        `<path d="M50 ${y(10 ** power)}H${width - 20}" stroke="#ddd"/>` +
          `<text x="46" y="${y(10 ** power) + 4}" text-anchor="end">${10 ** power}</text>`,
      );
    for (const m of sizes)
      lines.push(`<text x="${x(m)}" y="${height - 22}" text-anchor="middle">${m}</text>`);
    unitCounts.forEach((units, i) => {
      const own = rows.filter((row) => row.layers === layers && row.units === units);
      for (const [key, dash] of [
        ["gram_ms", ""],
        ["primal_ms", ' stroke-dasharray="5 4"'],
      ])
        lines.push(
          `<polyline fill="none" stroke="${kColours[i % kColours.length]}" stroke-width="2"${dash}` +
            ` points="${own.map((row) => `${x(row.m)},${y(row[key])}`).join(" ")}"/>`,
        );
    });
    return [...lines, "</g>"].join("\n");
  });
  const legend = unitCounts
    .map(
      (units, i) =>
        `<text x="${50 + i * 110}" y="${height + 8}" fill="${kColours[i % kColours.length]}">` +
        `${units} units</text>`,
    )
    .join("");
  const total = width * layerCounts.length;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height + 20}"` +
    ` width="${total}" font-family="sans-serif" font-size="11">\n` +
    `<rect width="100%" height="100%" fill="#fff"/>\n${parts.join("\n")}\n${legend}` +
    `<text x="${60 + unitCounts.length * 110}" y="${height + 8}">ms an iteration over m; ` +
    `solid: Gram, dashed: primal</text>\n</svg>\n`
  );
}

function main() {
  const program = process.env.PURR_PROGRAM || join(kRoot, "build/release/purrceptron");
  if (!existsSync(program)) {
    console.error("build/release/purrceptron is missing; ./shell/run help makes it");
    process.exit(2);
  }
  const words = ["bench", "--growth", ...process.argv.slice(2)];
  const done = spawnSync(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  if (done.status !== 0) process.exit(done.status ?? 1);
  const csv = done.stdout.toString();
  const rows = readTable(csv);
  const build = process.env.PURR_GROWTH || join(kRoot, "build");
  mkdirSync(build, { recursive: true });
  writeFileSync(join(build, "growth.csv"), csv);
  writeFileSync(join(build, "growth.svg"), draw(rows));
  console.log(csv);
  const wrong = rows.filter((row) => row.over_better > kMostOver);
  for (const row of wrong)
    console.log(
      `m ${row.m}, ${row.units} units, ${row.layers} layers: ${row.chosen} takes ` +
        `${row.over_better} times the other`,
    );
  console.log(`${rows.length - wrong.length} of ${rows.length} choices within ${kMostOver}`);
  process.exit(wrong.length > 0 ? 1 : 0);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
