// The Chinese typefaces, a quarter of what a first visit would else download. A page that opens in
// Chinese fetches them beside the program, any other when Chinese is chosen or a name is Chinese.
import { messageOf } from "../../shared/errors.js";
import { fetchPacked } from "./packed.js";

const kFile = "chinese-fonts.bin.gz";

/**
 * For a page that opens in Chinese: the program has the typefaces before it draws. Where they cannot be
 * had it starts without, and requests them again.
 * @param {import("../../shared/types").Language} language
 * @returns {Promise<Uint8Array | null>} never rejected
 */
export function earlyChineseFonts(language) {
  return language === "zh" ? fetchPacked(kFile).catch(() => null) : Promise.resolve(null);
}

/**
 * @param {import("../program/data-calls.js").DataCalls} data
 * @param {() => void} requestFrame
 */
export async function fetchChineseFonts(data, requestFrame) {
  try {
    if (!data.takeChineseFonts(await fetchPacked(kFile))) throw new Error(kFile);
  } catch (error) {
    data.reportError({ code: "fonts_unreachable", args: [messageOf(error)] });
  }
  requestFrame();
}
