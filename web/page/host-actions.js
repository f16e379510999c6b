// What the program requests from its host, because only a page can do it. This is the receiving
// side of Hooks::act (shell/app/app.h): a name and one argument, a string.
import { copyText } from "./clipboard.js";
import { openCamera } from "./data/camera.js";
import { askInDialog, fetchData } from "./data/fetch-data.js";
import { fetchGlyphs } from "./data/glyphs.js";
import { cropCanvas, pictureRequest, saveFile, weightsFile } from "./exports.js";
import { saveArrangement } from "./storage.js";
import { translate } from "./strings.js";

const kBannerMs = 12000;

/** Opens a page of this or another host in a new tab. @param {string} address */
function openPage(address) {
  const url = new URL(address, location.href);
  if (/^https?:$/.test(url.protocol)) window.open(url, "_blank", "noopener");
}

/**
 * The actions by name. `page` may still lack the parts that are connected later.
 * @param {import("./page.js").Page} page
 * @returns {Record<string, (argument: string) => unknown>}
 */
export function hostActions(page) {
  const { screens } = page;
  return {
    // ---- the clipboard, links, storage ----

    /**
     * Copies `text`. The link of the run is completed by the page's address.
     * @param {string} text
     */
    copy: (text) => copyText(text === page.program.run.link() ? page.purr.link() : text),

    /** Opens `address`, such as "licences.txt", in a new tab. @param {string} address */
    open: (address) => openPage(address),

    /**
     * Keeps how the screen is arranged for the next visit.
     * @param {string} words the program's own
     */
    remember: (words) => saveArrangement(words),

    // ---- how the page looks ----

    /** @param {string} shape a value of CSS's cursor */
    cursor: (shape) => {
      screens.canvas.style.cursor = shape;
    },

    /** @param {string} theme "light" or "dark" */
    theme: (theme) => screens.setTheme(theme),

    /** @param {string} language "en" or "zh" */
    language: (language) => screens.setLanguage(language === "zh" ? "zh" : "en"),

    /**
     * Where text is typed on the canvas, so that a phone shows its keyboard.
     * @param {string} json {"x", "y", "height"} in CSS pixels, or null when it is over
     */
    "text-input": (json) => page.keys?.placeAgent(JSON.parse(json)),

    // ---- user data ----

    /** Opens the file picker. The argument is empty. */
    "pick-files": () => page.picker?.pick(),

    /** Opens the file picker for pictures. @param {string} label class 0 or 1, or -1 for none */
    "pick-pictures": (label) => page.picker?.pickPictures(Number(label)),

    /** Opens the folder picker for pictures. @param {string} label class 0 or 1, or -1 for none */
    "pick-folder": (label) => page.picker?.pickFolder(Number(label)),

    /** Stops reading pictures. The argument is empty. */
    "cancel-pictures": () => page.myPictures?.cancel(),

    /** Opens the camera. The argument is empty. */
    camera: async () => {
      const problem = await openCamera({
        language: screens.language,
        classNames: page.program.data.myClassNames(),
        take: (picture, label) =>
          page.myPictures?.add([{ file: picture, path: `camera-${label}.png` }], label),
      });
      if (problem) screens.banner(problem, kBannerMs);
    },

    /** Fetches the pack of emoji glyphs. The argument is empty. */
    "need-glyphs": () => fetchGlyphs(page.program.data, page.requestFrame),

    /**
     * Fetches the data files of a link, and asks before it goes to another host.
     * @param {string} addresses of the training and the test file, with a space between them;
     *   either may be empty
     */
    "fetch-data": async (addresses) => {
      await page.ready; // a link asks for it before the page has connected its parts
      const { language } = screens;
      await fetchData({
        addresses: addresses.split(" "),
        base: location.href,
        files: page.files,
        data: page.program.data,
        ask: (hosts) =>
          askInDialog({
            title: translate("fetchTitle", language),
            words: translate("fetchWords", language, hosts.join(", ")),
            yes: translate("fetchYes", language),
            no: translate("fetchNo", language),
          }),
      }).finally(page.requestFrame);
    },

    // ---- files that leave the page ----

    /**
     * Saves a part of the canvas as a picture.
     * @param {string} words "x y width height name", lengths in CSS pixels
     */
    "save-picture": (words) =>
      // A canvas is readable only in the task that drew it: right after this frame.
      page.afterFrame(() => {
        const { rect, name } = pictureRequest(words);
        const part = cropCanvas(screens.canvas, rect, devicePixelRatio);
        part.toBlob((blob) => blob && saveFile(name, blob));
      }),

    /** Saves the trained weights. @param {string} name of the file */
    "save-weights": (name) =>
      weightsFile(page.purr).then(
        (bytes) => saveFile(name, new Blob([bytes], { type: "application/zip" })),
        (error) => console.warn(`weights: ${error}`),
      ),
  };
}
