// What the page shows around the canvas: the loading screen, the failure screen, and the banner; in
// the language and the theme of the program.
import { copyText } from "./clipboard.js";
import { progressWords } from "./download.js";
import { languageOf, translate } from "./strings.js";

/** @typedef {import("../shared/types").Language} Language */
/** @typedef {import("./strings.js").StringKey} StringKey */

const kFadeMs = 400; // as in style.css

/**
 * An element of index.html.
 * @template {HTMLElement} Type
 * @param {string} id @param {new () => Type} type
 */
export function elementById(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return element;
}

export class Screens {
  constructor() {
    this.canvas = elementById("canvas", HTMLCanvasElement);
    this.isFailed = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.bannerTimer = undefined;
    const ofLink = /[#&?]lang(?:uage)?=(en|zh)\b/.exec(location.hash)?.[1];
    this.language = languageOf(ofLink ?? navigator.language);
    this.setLanguage(this.language);
  }

  /** @param {Language} language */
  setLanguage(language) {
    this.language = language;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    const skipLink = document.querySelector(".skip");
    if (skipLink) skipLink.textContent = translate("skip", language);
    this.canvas.setAttribute("aria-label", translate("canvas", language));
    elementById("mirror", HTMLElement).setAttribute("aria-label", translate("controls", language));
  }

  /** @param {string} theme light or dark */
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
    /** @type {NodeListOf<HTMLMetaElement>} */
    const metas = document.querySelectorAll('meta[name="theme-color"]');
    for (const meta of metas) meta.content = ground;
  }

  /** The words on the loading screen. @param {string} words */
  setLoadingWords(words) {
    const element = elementById("loading-words", HTMLElement);
    if (element.textContent !== words) element.textContent = words;
  }

  /** @param {number} received bytes @param {number} total bytes; 0 when unknown */
  setProgress(received, total) {
    const bar = elementById("loading-bar", HTMLProgressElement);
    if (total > 0) {
      bar.max = total;
      bar.value = Math.min(received, total);
    }
    this.setLoadingWords(progressWords(this.language, received, total));
  }

  /** Takes the loading screen away. */
  reveal() {
    const loading = elementById("loading", HTMLElement);
    loading.classList.add("leaving");
    const remove = () => loading.remove();
    loading.addEventListener("transitionend", remove, { once: true });
    setTimeout(remove, kFadeMs); // where there is no transition
  }

  /**
   * Shows the failure screen, once. The program does not go on.
   * @param {StringKey} titleKey @param {StringKey} wordsKey
   * @param {string} [report] what the user may copy and send
   * @param {() => void} [save] saves the state as a file
   */
  fail(titleKey, wordsKey, report = "", save) {
    if (this.isFailed) return;
    this.isFailed = true;
    const loading = document.getElementById("loading");
    if (loading) loading.hidden = true;
    elementById("failure-title", HTMLElement).textContent = translate(titleKey, this.language);
    elementById("failure-words", HTMLElement).textContent = translate(wordsKey, this.language);
    const reload = elementById("failure-reload", HTMLButtonElement);
    reload.textContent = translate("reload", this.language);
    reload.onclick = () => location.reload();
    const text = elementById("failure-report", HTMLElement);
    text.textContent = report;
    text.hidden = report === "";
    const copy = elementById("failure-copy", HTMLButtonElement);
    copy.hidden = report === "";
    copy.textContent = translate("copyReport", this.language);
    copy.onclick = async () => {
      await copyText(report);
      copy.textContent = translate("copied", this.language);
    };
    const saveButton = elementById("failure-save", HTMLButtonElement);
    saveButton.hidden = save === undefined;
    saveButton.textContent = translate("saveState", this.language);
    saveButton.onclick = () => save?.();
    const link = elementById("failure-link", HTMLAnchorElement);
    link.hidden = save === undefined;
    link.href = location.href;
    link.textContent = translate("openInNewTab", this.language);
    link.target = "_blank";
    link.rel = "noopener";
    elementById("failure", HTMLElement).hidden = false;
    reload.focus();
  }

  /**
   * A message about something beside the program, which goes on.
   * @param {string} text
   * @param {number} [ms]
   */
  banner(text, ms) {
    const element = elementById("crash", HTMLElement);
    element.textContent = text;
    element.hidden = false;
    clearTimeout(this.bannerTimer);
    if (ms !== undefined) this.bannerTimer = setTimeout(() => (element.hidden = true), ms);
  }
}
