// The address bar holds the run.

/** Browsers limit how often an address may change; three times a second is far below the limit. */
const kMinGapMs = 350;

/**
 * The run in an address: what follows its first #, or ? in a link without #.
 * @param {string} link a whole address, "#…", or the bare text
 */
export function runOf(link) {
  const text = String(link).trim();
  const hash = text.search(/[#＃]/);
  if (hash >= 0) return text.slice(hash + 1);
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const query = text.indexOf("?");
  if (query >= 0 && (isAddress || query === 0)) return text.slice(query + 1);
  return isAddress ? "" : text;
}

/**
 * The run that a page was opened with: behind #, or behind ? where a program that shortens or counts
 * links moved it there. Other queries are none of the run.
 * @param {Pick<Location, "hash" | "search">} location
 */
export function linkOf({ hash, search }) {
  if (hash.length > 1) return hash.slice(1);
  let query = search.slice(1);
  try {
    for (let again = 0; again < 3 && !query.includes("="); ++again)
      query = decodeURIComponent(query);
  } catch {
    // A percent sign that encodes nothing.
  }
  const isRun = /(^|&|&amp;)(v|preset|data|hidden)(=|%3D|＝)/i.test(query);
  return isRun ? search.slice(1) : "";
}

/** Writes the run into the address bar: not too often, and always the latest in the end. */
export class Address {
  /**
   * @param {{
   *   replace: (run: string) => void,
   *   push: (run: string) => void,
   *   current: () => string,
   *   now?: () => number,
   *   later?: (work: () => void, ms: number) => unknown,  // setTimeout
   * }} settings `replace` and `push` write to the history, `current` reads the address
   */
  constructor({
    replace,
    push,
    current,
    now = () => performance.now(),
    later = (work, ms) => setTimeout(work, ms),
  }) {
    this.replace = replace;
    this.push = push;
    this.current = current;
    this.now = now;
    this.later = later;
    this.lastMs = -Infinity;
    /** @type {string | null} */
    this.waiting = null;
    this.isScheduled = false;
  }

  /**
   * @param {string} run
   * @param {boolean} isNewPage the back button shall return to the run before
   */
  show(run, isNewPage) {
    if (isNewPage && run !== this.current()) {
      this.waiting = null;
      this.lastMs = this.now();
      this.push(run);
      return;
    }
    this.waiting = run;
    const wait = this.lastMs + kMinGapMs - this.now();
    if (wait <= 0) this.#write();
    else if (!this.isScheduled) {
      this.isScheduled = true;
      this.later(() => {
        this.isScheduled = false;
        this.#write();
      }, wait);
    }
  }

  #write() {
    const run = this.waiting;
    this.waiting = null;
    if (run === null || run === this.current()) return;
    this.lastMs = this.now();
    this.replace(run);
  }
}

/** @returns {Address} of the window */
export function windowAddress() {
  /** @param {string} run */
  const url = (run) => `${location.pathname}${location.search}#${run}`;
  /** @param {() => void} work */
  const quietly = (work) => {
    try {
      work();
    } catch {
      // Some embedded pages may not change the history; the run continues without it.
    }
  };
  return new Address({
    replace: (run) => quietly(() => history.replaceState(null, "", url(run))),
    push: (run) => quietly(() => history.pushState(null, "", url(run))),
    current: () => location.hash.slice(1),
  });
}
