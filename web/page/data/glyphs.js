// The pack of emoji glyphs: fetched from this page's own host when the user chooses emoji.
import { messageOf } from "../../shared/errors.js";
import { siteUrl } from "../site.js";

/**
 * @param {Response} response of glyphs.bin.gz
 * @returns {Promise<Uint8Array>} the pack, unpacked
 * @throws {Error} when it is missing or incomplete
 */
export async function unpackGlyphs(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts declare a .gz as an encoding; the browser has then unpacked it already.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/**
 * @param {import("../program/data-calls.js").DataCalls} data
 * @param {() => void} requestFrame
 */
export async function fetchGlyphs(data, requestFrame) {
  try {
    const response = await fetch(siteUrl("glyphs.bin.gz"));
    data.stageGlyphs(await unpackGlyphs(response));
    data.commit();
  } catch (error) {
    data.reportError({ code: "glyphs_unreachable", args: [messageOf(error)] });
  }
  requestFrame();
}
