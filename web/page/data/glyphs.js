// The pack of emoji glyphs: fetched when the user chooses emoji.
import { messageOf } from "../../shared/errors.js";
import { fetchPacked } from "./packed.js";

/**
 * @param {import("../program/data-calls.js").DataCalls} data
 * @param {() => void} requestFrame
 */
export async function fetchGlyphs(data, requestFrame) {
  try {
    data.stageGlyphs(await fetchPacked("glyphs.bin.gz"));
    data.commit();
  } catch (error) {
    data.reportError({ code: "glyphs_unreachable", args: [messageOf(error)] });
  }
  requestFrame();
}
