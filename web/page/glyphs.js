// The pack of emoji glyphs: fetched from this page's own host when somebody chooses emoji.

/**
 * @param {Response} response of glyphs.bin.gz
 * @returns {Promise<Uint8Array>} the pack, unpacked
 * @throws {Error} where it is not there or not whole
 */
export async function unpackGlyphs(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts say of a .gz that it is an encoding, and then the browser has unpacked it already.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** @param {import("../shared/bridge.js").Program} program @param {() => void} changed asks for a frame */
export async function fetchGlyphs(program, changed) {
  try {
    program.bringGlyphs(
      await unpackGlyphs(await fetch(new URL("../glyphs.bin.gz", import.meta.url))),
    );
    program.bringDone();
  } catch (error) {
    program.reportError("glyphs_unreachable", [error.message]);
  }
  changed();
}
