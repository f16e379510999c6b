// Files that the page fetches from its own host when they are needed, packed with gzip.
import { siteUrl } from "../site.js";

/**
 * @param {Response} response of a file NAME.gz
 * @returns {Promise<Uint8Array>} its content, unpacked
 * @throws {Error} when it is missing or incomplete
 */
export async function unpacked(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts declare a .gz as an encoding; the browser has then unpacked it already.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} name of a file NAME.gz of the site @throws {Error} as `unpacked` */
export async function fetchPacked(name) {
  return unpacked(await fetch(siteUrl(name)));
}
