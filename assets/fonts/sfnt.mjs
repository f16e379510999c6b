// Reads TrueType fonts and writes small new ones out of glyphs picked from several.
//
// Why not only a subsetter: Noto Sans SC comes in about a hundred slices that have to become one
// file again, and tabular figures are an alternate glyph that has to take the place of the normal
// one, because the program's text drawing knows no OpenType features. Only outlines, widths and the
// character map are kept: stb_truetype reads nothing else.
//
// Format: OpenType 1.9, https://learn.microsoft.com/typography/opentype/spec/

const kComposite = {
  wordArguments: 0x1,
  offsets: 0x2,
  scale: 0x8,
  more: 0x20,
  xyScale: 0x40,
  matrix: 0x80,
  instructions: 0x100,
};

/** A TrueType font opened for reading. */
export class Font {
  /** @param {Buffer} bytes an uncompressed TrueType file */
  constructor(bytes) {
    this.bytes = bytes;
    this.tables = new Map();
    const count = bytes.readUInt16BE(4);
    for (let i = 0; i < count; ++i) {
      const at = 12 + 16 * i;
      const start = bytes.readUInt32BE(at + 8);
      this.tables.set(
        bytes.toString("latin1", at, at + 4),
        bytes.subarray(start, start + bytes.readUInt32BE(at + 12)),
      );
    }
    for (const tag of ["head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"])
      if (!this.tables.has(tag)) throw new Error(`the font has no ${tag} table`);
    const head = this.tables.get("head");
    this.unitsPerEm = head.readUInt16BE(18);
    this.longLoca = head.readInt16BE(50) === 1;
    this.glyphCount = this.tables.get("maxp").readUInt16BE(4);
    this.metricCount = this.tables.get("hhea").readUInt16BE(34);
    this.characters = this.#readCharacters();
  }

  /** Outline of a glyph, empty for a space. */
  outline(glyph) {
    const loca = this.tables.get("loca");
    const offset = (i) => (this.longLoca ? loca.readUInt32BE(4 * i) : 2 * loca.readUInt16BE(2 * i));
    return this.tables.get("glyf").subarray(offset(glyph), offset(glyph + 1));
  }

  /** Advance width and left side bearing. */
  metrics(glyph) {
    const hmtx = this.tables.get("hmtx");
    if (glyph < this.metricCount)
      return { advance: hmtx.readUInt16BE(4 * glyph), bearing: hmtx.readInt16BE(4 * glyph + 2) };
    return {
      advance: hmtx.readUInt16BE(4 * (this.metricCount - 1)),
      bearing: hmtx.readInt16BE(4 * this.metricCount + 2 * (glyph - this.metricCount)),
    };
  }

  #readCharacters() {
    const cmap = this.tables.get("cmap");
    const characters = new Map();
    for (let i = 0; i < cmap.readUInt16BE(2); ++i) {
      const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4));
      const format = table.readUInt16BE(0);
      if (format === 12) {
        for (let g = 0; g < table.readUInt32BE(12); ++g) {
          const at = 16 + 12 * g;
          const [first, last, glyph] = [
            table.readUInt32BE(at),
            table.readUInt32BE(at + 4),
            table.readUInt32BE(at + 8),
          ];
          for (let c = first; c <= last; ++c) characters.set(c, glyph + c - first);
        }
      } else if (format === 4) {
        const segments = table.readUInt16BE(6) / 2;
        for (let s = 0; s < segments; ++s) {
          const last = table.readUInt16BE(14 + 2 * s);
          const first = table.readUInt16BE(16 + 2 * (segments + s));
          const delta = table.readUInt16BE(16 + 2 * (2 * segments + s));
          const rangeAt = 16 + 2 * (3 * segments + s);
          const range = table.readUInt16BE(rangeAt);
          for (let c = first; c <= last && c < 0xffff; ++c) {
            let glyph = c;
            if (range !== 0) glyph = table.readUInt16BE(rangeAt + range + 2 * (c - first));
            if (glyph !== 0 || range === 0) glyph = (glyph + delta) & 0xffff;
            if (glyph !== 0 && !characters.has(c)) characters.set(c, glyph);
          }
        }
      }
    }
    return characters;
  }

  /**
   * One-for-one substitutions of an OpenType feature, such as "tnum" for figures of equal width.
   * @returns {Map<number, number>} from glyph to its alternate; empty when the font lacks the feature
   */
  singleSubstitutions(feature) {
    const result = new Map();
    const gsub = this.tables.get("GSUB");
    if (!gsub) return result;
    const features = gsub.subarray(gsub.readUInt16BE(6));
    const lookups = gsub.subarray(gsub.readUInt16BE(8));
    for (let i = 0; i < features.readUInt16BE(0); ++i) {
      if (features.toString("latin1", 2 + 6 * i, 6 + 6 * i) !== feature) continue;
      const table = features.subarray(features.readUInt16BE(6 + 6 * i));
      for (let l = 0; l < table.readUInt16BE(2); ++l) {
        const lookup = lookups.subarray(
          lookups.readUInt16BE(2 + 2 * table.readUInt16BE(4 + 2 * l)),
        );
        for (let s = 0; s < lookup.readUInt16BE(4); ++s) {
          let type = lookup.readUInt16BE(0);
          let sub = lookup.subarray(lookup.readUInt16BE(6 + 2 * s));
          if (type === 7) {
            type = sub.readUInt16BE(2); // an extension: the real table stands further away
            sub = sub.subarray(sub.readUInt32BE(4));
          }
          if (type !== 1) continue;
          const covered = readCoverage(sub.subarray(sub.readUInt16BE(2)));
          covered.forEach((glyph, k) => {
            const to =
              sub.readUInt16BE(0) === 1
                ? (glyph + sub.readInt16BE(4)) & 0xffff
                : sub.readUInt16BE(6 + 2 * k);
            if (!result.has(glyph)) result.set(glyph, to);
          });
        }
      }
    }
    return result;
  }
}

function readCoverage(table) {
  const glyphs = [];
  const count = table.readUInt16BE(2);
  for (let i = 0; i < count; ++i) {
    if (table.readUInt16BE(0) === 1) glyphs.push(table.readUInt16BE(4 + 2 * i));
    else
      for (let g = table.readUInt16BE(4 + 6 * i); g <= table.readUInt16BE(6 + 6 * i); ++g)
        glyphs.push(g);
  }
  return glyphs;
}

/** Calls `visit(position of the glyph index, its value)` for every part of a composite outline. */
function forEachPart(outline, visit) {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return;
  let at = 10;
  for (let flags = kComposite.more; flags & kComposite.more;) {
    flags = outline.readUInt16BE(at);
    visit(at + 2, outline.readUInt16BE(at + 2), at);
    at += 4 + (flags & kComposite.wordArguments ? 4 : 2);
    if (flags & kComposite.scale) at += 2;
    else if (flags & kComposite.xyScale) at += 4;
    else if (flags & kComposite.matrix) at += 8;
  }
}

/** A glyph that is another one scaled and moved; offsets in units per em. */
function shrunken(font, part, number, { scale, dx, dy }) {
  const { advance, bearing } = font.metrics(part);
  const original = font.outline(part);
  const outline = Buffer.alloc(18);
  outline.writeInt16BE(-1, 0);
  for (const [i, move] of [dx, dy, dx, dy].entries())
    outline.writeInt16BE(Math.round(original.readInt16BE(2 + 2 * i) * scale + move), 2 + 2 * i);
  outline.writeUInt16BE(kComposite.wordArguments | kComposite.offsets | kComposite.scale, 10);
  outline.writeUInt16BE(number, 12);
  outline.writeInt16BE(Math.round(dx), 14);
  outline.writeInt16BE(Math.round(dy), 16);
  const factor = Buffer.alloc(2);
  factor.writeInt16BE(Math.round(scale * 16384));
  return {
    outline: Buffer.concat([outline, factor]),
    advance: Math.round(advance * scale),
    bearing: Math.round(bearing * scale + dx),
  };
}

/**
 * Where lines of text stand, in parts of the em. The box is one em high, so that the size the program
 * asks for is the size of the letters as designers and style sheets count it, whichever typeface it
 * is; and its middle is the middle of a capital letter (0.727 em high in Inter), so that centring the
 * box centres the words as the eye sees them.
 */
const kAscent = 0.5 + 0.727 / 2;

/**
 * Writes one font out of chosen glyphs. All sources share their units per em; names and the box for
 * missing characters come from the first.
 * @param {{character: number, font: Font, glyph: number, made?: {scale: number, dx: number, dy: number}}[]} picks
 *   one per character; `made` takes the glyph scaled and then moved, in units per em
 * @returns {Buffer} a TrueType file
 */
export function assemble(picks) {
  const base = picks[0].font;
  const glyphs = [];
  const numbers = new Map();
  const take = (font, glyph) => {
    if (font.unitsPerEm !== base.unitsPerEm)
      throw new Error("fonts with different units per em cannot be joined");
    if (!numbers.has(font)) numbers.set(font, new Map());
    const known = numbers.get(font);
    if (known.has(glyph)) return known.get(glyph);
    const number = glyphs.length;
    known.set(glyph, number);
    const entry = { outline: Buffer.from(font.outline(glyph)), ...font.metrics(glyph) };
    glyphs.push(entry);
    forEachPart(entry.outline, (at, part, flagsAt) => {
      entry.outline.writeUInt16BE(
        entry.outline.readUInt16BE(flagsAt) & ~kComposite.instructions,
        flagsAt,
      );
      entry.outline.writeUInt16BE(take(font, part), at);
    });
    return number;
  };
  take(base, 0);
  const sorted = [...picks].sort((a, b) => a.character - b.character);
  const characters = sorted.map(({ character, font, glyph, made }) => {
    const number = take(font, glyph);
    if (!made) return [character, number];
    return [character, glyphs.push(shrunken(font, glyph, number, made)) - 1];
  });

  const outlines = [];
  const loca = Buffer.alloc(4 * (glyphs.length + 1));
  const hmtx = Buffer.alloc(4 * glyphs.length);
  let length = 0;
  let widest = 0;
  glyphs.forEach(({ outline, advance, bearing }, i) => {
    const padded = Buffer.alloc((outline.length + 3) & ~3);
    outline.copy(padded);
    outlines.push(padded);
    loca.writeUInt32BE(length, 4 * i);
    length += padded.length;
    hmtx.writeUInt16BE(advance, 4 * i);
    hmtx.writeInt16BE(bearing, 4 * i + 2);
    widest = Math.max(widest, advance);
  });
  loca.writeUInt32BE(length, 4 * glyphs.length);

  const runs = [];
  for (const [character, glyph] of characters) {
    const run = runs.at(-1);
    if (run && character === run.last + 1 && glyph === run.glyph + (character - run.first))
      run.last = character;
    else runs.push({ first: character, last: character, glyph });
  }
  const cmap = Buffer.alloc(12 + 16 + 12 * runs.length);
  cmap.writeUInt16BE(1, 2);
  cmap.writeUInt16BE(3, 4); // Windows
  cmap.writeUInt16BE(10, 6); // full Unicode
  cmap.writeUInt32BE(12, 8);
  cmap.writeUInt16BE(12, 12);
  cmap.writeUInt32BE(cmap.length - 12, 16);
  cmap.writeUInt32BE(runs.length, 24);
  runs.forEach(({ first, last, glyph }, i) => {
    cmap.writeUInt32BE(first, 28 + 12 * i);
    cmap.writeUInt32BE(last, 32 + 12 * i);
    cmap.writeUInt32BE(glyph, 36 + 12 * i);
  });

  const head = Buffer.from(base.tables.get("head"));
  head.writeUInt32BE(0, 8); // checksum of the file, filled in below
  head.writeInt16BE(1, 50); // long offsets
  const hhea = Buffer.from(base.tables.get("hhea"));
  const ascent = Math.round(kAscent * base.unitsPerEm);
  hhea.writeInt16BE(ascent, 4);
  hhea.writeInt16BE(ascent - base.unitsPerEm, 6);
  hhea.writeInt16BE(0, 8); // no gap between lines: the program has its own line height
  hhea.writeUInt16BE(widest, 10);
  hhea.writeUInt16BE(glyphs.length, 34);
  const maxp = Buffer.from(base.tables.get("maxp"));
  maxp.writeUInt16BE(glyphs.length, 4);
  const tables = { cmap, glyf: Buffer.concat(outlines), head, hhea, hmtx, loca, maxp };
  if (base.tables.has("name")) tables.name = base.tables.get("name"); // carries copyright and licence
  return writeTables(tables);
}

function writeTables(tables) {
  const tags = Object.keys(tables).sort();
  const header = Buffer.alloc(12 + 16 * tags.length);
  const power = Math.floor(Math.log2(tags.length));
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tags.length, 4);
  header.writeUInt16BE(16 << power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * tags.length - (16 << power), 10);
  const parts = [header];
  let at = header.length;
  let headAt = 0;
  tags.forEach((tag, i) => {
    const padded = Buffer.alloc((tables[tag].length + 3) & ~3);
    tables[tag].copy(padded);
    header.write(tag, 12 + 16 * i, "latin1");
    header.writeUInt32BE(checksum(padded), 16 + 16 * i);
    header.writeUInt32BE(at, 20 + 16 * i);
    header.writeUInt32BE(tables[tag].length, 24 + 16 * i);
    if (tag === "head") headAt = at;
    parts.push(padded);
    at += padded.length;
  });
  const file = Buffer.concat(parts);
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, headAt + 8);
  return file;
}

function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
