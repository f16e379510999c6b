// What only the page can do, as the program requests it: the receiving side of
// shell/panels/host_actions.h, which says what each action means.
import { copyText } from "./clipboard.js";
import { openCamera } from "./data/camera.js";
import { fetchChineseFonts } from "./data/chinese-fonts.js";
import { askInDialog, fetchData, kSuperseded, showBusy } from "./data/fetch-data.js";
import { fetchGlyphs } from "./data/glyphs.js";
import { cropCanvas, saveFile, weightsFile } from "./exports.js";
import { saveArrangement, savePinnedRuns } from "./storage.js";
import { translate } from "./strings.js";

/** @typedef {import("../shared/program").HostActions} HostActions */

const kBannerMs = 12000;

/** Opens a page of this or another host in a new tab. @param {string} address */
function openPage(address) {
  const url = new URL(address, location.href);
  if (/^https?:$/.test(url.protocol)) window.open(url, "_blank", "noopener");
}

/**
 * The actions by name. `page` may still lack the parts that are connected later.
 * @param {import("./page.js").Page} page
 * @returns {{[Name in keyof HostActions]: (fields: HostActions[Name]) => unknown}}
 */
export function hostActions(page) {
  const { screens } = page;
  /** Of the link whose data is fetched: another link takes its place. @type {AbortController | null} */
  let fetching = null;
  return {
    // ---- the clipboard, links, storage ----

    // The program knows the run of its link, and the page the address around it.
    "copy-text": ({ text }) => copyText(text === page.program.run.link() ? page.purr.link() : text),
    "open-page": ({ address }) => openPage(address),
    "remember-arrangement": ({ arrangement }) => saveArrangement(arrangement),
    "remember-pinned-runs": ({ runs }) => savePinnedRuns(runs),

    // ---- how the page looks ----

    "set-cursor": ({ shape }) => {
      screens.canvas.style.cursor = shape;
    },
    "set-theme": ({ isDark }) => screens.setTheme(isDark ? "dark" : "light"),
    "set-language": ({ language }) => screens.setLanguage(language),
    "place-text-input": ({ isActive, ...place }) => page.keys?.placeAgent(isActive ? place : null),

    // ---- user data ----

    "pick-files": () => page.picker?.pick(),
    "pick-pictures": ({ label }) => page.picker?.pickPictures(label),
    "pick-folder": ({ label }) => page.picker?.pickFolder(label),
    "cancel-pictures": () => page.myPictures?.cancel(),
    "open-camera": async () => {
      const problem = await openCamera({
        language: screens.language,
        classNames: page.program.data.myClassNames(),
        take: (picture, label) =>
          page.myPictures?.add([{ file: picture, path: `camera-${label}.png` }], label),
      });
      if (problem) screens.banner(problem, kBannerMs);
    },
    "fetch-glyphs": () => fetchGlyphs(page.program.data, page.requestFrame),
    "fetch-chinese-fonts": () => fetchChineseFonts(page.program.data, page.requestFrame),

    // Asks the user before it goes to another host.
    "fetch-data": async ({ train, test }) => {
      await page.ready; // a link requests it before the page has connected its parts
      const { language } = screens;
      fetching?.abort(kSuperseded);
      const mine = (fetching = new AbortController());
      let hideBusy = () => {};
      /** One question at a time: two files may both be passed on. @type {Promise<unknown>} */
      let asked = Promise.resolve();
      /** @param {string} words @returns {Promise<boolean>} */
      const ask = (words) => {
        const answer = asked.then(() =>
          askInDialog(
            {
              title: translate("fetchTitle", language),
              words,
              yes: translate("fetchYes", language),
              no: translate("fetchNo", language),
            },
            mine.signal,
          ),
        );
        asked = answer;
        return answer;
      };
      await fetchData({
        addresses: [train, test],
        base: location.href,
        files: page.files,
        data: page.program.data,
        signal: mine.signal,
        ask: (hosts) => ask(translate("fetchWords", language, hosts.join(", "))),
        mayFollow: (host, name) => ask(translate("fetchRedirected", language, host, name)),
        onFetch: (hosts) => {
          hideBusy = showBusy(
            {
              words: translate("fetchBusy", language, hosts.join(", ")),
              cancel: translate("fetchCancel", language),
            },
            () => mine.abort(),
          );
        },
      }).finally(() => {
        hideBusy();
        page.requestFrame();
      });
    },

    // ---- independent experiments ----

    "try-runs": (request) => page.trials.start(request),

    // ---- files that leave the page ----

    "save-picture": ({ fileName, ...rect }) =>
      // A canvas is readable only in the task that drew it: right after this frame.
      page.afterFrame(() => {
        const part = cropCanvas(screens.canvas, rect, devicePixelRatio);
        part.toBlob((blob) => blob && saveFile(fileName, blob));
      }),
    "save-weights": ({ fileName }) =>
      weightsFile(page.purr).then(
        (bytes) => saveFile(fileName, new Blob([bytes], { type: "application/zip" })),
        (error) => console.warn(`weights: ${error}`),
      ),
  };
}
