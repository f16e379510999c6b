// What the browser keeps between visits: how the screen is arranged, and the pinned runs. The texts
// are the program's own, which reads them as untrusted. A browser may refuse to keep anything; then
// every visit begins with the usual arrangement and without pinned runs.

const kArrangement = "purrceptron.arrangement";
const kPinnedRuns = "purrceptron.pinned-runs";

/** Browsers keep about five million characters for a whole host. */
const kMaxLength = 2_000_000;

/** @param {string} key @param {string} words empty: nothing is kept */
function save(key, words) {
  try {
    if (words === "" || words.length > kMaxLength) localStorage.removeItem(key);
    else localStorage.setItem(key, words);
  } catch {
    return;
  }
}

/** @param {string} key */
function load(key) {
  try {
    const words = localStorage.getItem(key) ?? "";
    return words.length > kMaxLength ? "" : words;
  } catch {
    return "";
  }
}

/** @param {string} words of Arrangement::text */
export const saveArrangement = (words) => save(kArrangement, words);
export const loadArrangement = () => load(kArrangement);

/** @param {string} words of PinnedRuns::text */
export const savePinnedRuns = (words) => save(kPinnedRuns, words);
export const loadPinnedRuns = () => load(kPinnedRuns);
