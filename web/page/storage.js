// How the screen is arranged, kept in the browser between visits. A browser may refuse to keep
// anything; then every visit begins with the usual arrangement.

const kArrangement = "purrceptron.arrangement";

/** @param {string} words the program's own */
export function saveArrangement(words) {
  try {
    localStorage.setItem(kArrangement, words);
  } catch {
    return;
  }
}

export function loadArrangement() {
  try {
    return localStorage.getItem(kArrangement) ?? "";
  } catch {
    return "";
  }
}
