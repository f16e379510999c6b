// Data files that a link names by their addresses. The page requests a file from another host only
// after the user has agreed: that host learns that this page was opened.
import { FileError, kMaxFileBytes, kMegabyte, printable } from "../../shared/errors.js";

const kMaxShownAddress = 120; // characters
/** A host that sends nothing for so long sends nothing more. */
export const kMaxSilenceMs = 30_000;
/** A host that drips must have sent so much after each silence's time. */
export const kMinBytes = 4096;

/**
 * @param {string} address as the link has it @param {string} base the page's own address
 * @returns {URL}
 * @throws {FileError} when it is not the address of a file on the web
 */
export function dataAddress(address, base) {
  let url;
  try {
    url = new URL(address, base);
  } catch {
    throw new FileError("fetch_address", printable(address, kMaxShownAddress));
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new FileError("fetch_address", printable(address, kMaxShownAddress));
  return url;
}

/** The name of the file: the last part of the address's path. @param {URL} url */
export function nameOfAddress(url) {
  const part = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
  try {
    return printable(decodeURIComponent(part) || url.host, kMaxShownAddress);
  } catch {
    return printable(part, kMaxShownAddress);
  }
}

/** Whether a host passes a request on. Browsers hide the status and where to. @param {Response} response */
function isRedirect(response) {
  return response.type === "opaqueredirect" || [301, 302, 303, 307, 308].includes(response.status);
}

/**
 * Fetches one file, up to kMaxFileBytes.
 * @param {URL} url
 * @param {{
 *   fetcher?: typeof fetch,
 *   signal?: AbortSignal,  // of the user, who cancels
 *   mayFollow?: (host: string, name: string) => Promise<boolean>,  // asked before a redirect
 *   maxSilenceMs?: number,
 * }} [settings]
 * @returns {Promise<File>}
 * @throws {FileError} says what happened
 */
export async function fetchFile(
  url,
  { fetcher = fetch, signal, mayFollow = async () => false, maxSilenceMs = kMaxSilenceMs } = {},
) {
  const name = nameOfAddress(url);
  const timeOut = new AbortController();
  const cancel = () => timeOut.abort();
  signal?.addEventListener("abort", cancel);
  if (signal?.aborted) cancel();
  // Not every engine ends a request, or a read, that is aborted in between.
  /** @type {Promise<never>} */
  const aborted = new Promise((_, reject) => {
    const end = () => reject(new DOMException("aborted", "AbortError"));
    if (timeOut.signal.aborted) end();
    else timeOut.signal.addEventListener("abort", end, { once: true });
  });
  aborted.catch(() => {});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const waitAgain = () => {
    clearTimeout(timer);
    timer = setTimeout(cancel, maxSilenceMs);
  };
  /** @param {RequestRedirect} redirect */
  const request = (redirect) => {
    waitAgain();
    const answer = fetcher(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect,
      signal: timeOut.signal,
    });
    return Promise.race([answer, aborted]);
  };
  try {
    let response;
    try {
      response = await request("manual");
      if (isRedirect(response)) {
        clearTimeout(timer);
        if (!(await mayFollow(url.host, name))) throw new FileError("fetch_declined", url.host);
        response = await request("follow");
      }
    } catch (error) {
      if (error instanceof FileError) throw error;
      if (signal?.aborted) throw new FileError("fetch_declined", url.host);
      // The browser tells a page no more: the host is unreachable, does not answer, or does not
      // allow other pages (CORS).
      throw new FileError("fetch_failed", name, url.host);
    }
    return await fileOf(response, url, waitAgain, aborted, signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}

/**
 * The body of an answer as a file.
 * @param {Response} response @param {URL} url
 * @param {() => void} waitAgain called when enough has arrived
 * @param {Promise<never>} aborted rejects when nothing more is wanted
 * @param {AbortSignal} [signal]
 * @returns {Promise<File>}
 */
async function fileOf(response, url, waitAgain, aborted, signal) {
  const name = nameOfAddress(url);
  if (!response.ok) throw new FileError("fetch_status", name, url.host, response.status);
  /** @param {number} bytes */
  const tooLarge = (bytes) =>
    new FileError("file_too_large", name, Math.ceil(bytes / kMegabyte), kMaxFileBytes / kMegabyte);
  const announced = Number(response.headers.get("content-length")) || 0;
  if (announced > kMaxFileBytes) throw tooLarge(announced);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let size = 0;
  let enough = kMinBytes;
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) break;
      size += value.length;
      if (size >= enough) {
        enough = size + kMinBytes;
        waitAgain();
      }
      if (size > kMaxFileBytes) {
        reader.cancel().catch(() => {});
        throw tooLarge(size);
      }
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (signal?.aborted) throw new FileError("fetch_declined", url.host);
    throw new FileError("fetch_cut_off", name, url.host, Math.round(size / 1000));
  }
  // A body that is compressed on the way is longer than announced; one that is shorter is cut off.
  const isEncoded = (response.headers.get("content-encoding") ?? "identity") !== "identity";
  if (!isEncoded && size < announced)
    throw new FileError("fetch_cut_off", name, url.host, Math.round(size / 1000));
  return new File(parts, name);
}

/** The reason of an abort by another link: nothing is reported of the one before. */
export const kSuperseded = "superseded";

/**
 * Fetches what a link names and adds it as if it had been dropped.
 * @param {{
 *   addresses: string[],
 *   base: string,          // the page's own address
 *   files: Pick<import("./files.js").Files, "add">,
 *   data: Pick<import("../program/data-calls.js").DataCalls, "reportError">,
 *   ask: (hosts: string[]) => Promise<boolean>,  // whether the user agrees
 *   mayFollow?: (host: string, name: string) => Promise<boolean>,  // asked before a redirect
 *   signal?: AbortSignal,  // of the user, who cancels, or opens another link
 *   onFetch?: (hosts: string[]) => void,  // requests begin
 *   fetcher?: typeof fetch,
 * }} settings
 */
export async function fetchData({
  addresses,
  base,
  files,
  data,
  ask,
  mayFollow,
  signal,
  onFetch,
  fetcher,
}) {
  /** @param {unknown} error */
  const report = (error) => {
    if (!(error instanceof FileError)) throw error;
    if (signal?.reason !== kSuperseded) data.reportError(error);
  };
  try {
    const urls = addresses.filter((address) => address !== "").map((a) => dataAddress(a, base));
    const own = new URL(base).origin;
    const hosts = [...new Set(urls.filter((url) => url.origin !== own).map((url) => url.host))];
    if (hosts.length > 0 && !(await ask(hosts)))
      throw new FileError("fetch_declined", hosts.join(", "));
    if (signal?.aborted) return;
    onFetch?.([...new Set(urls.map((url) => url.host))]);
    const results = await Promise.allSettled(
      urls.map((url) => fetchFile(url, { fetcher, signal, mayFollow })),
    );
    if (signal?.reason === kSuperseded) return;
    const arrived = [];
    for (const result of results) {
      if (result.status === "fulfilled") arrived.push(result.value);
      else report(result.reason);
    }
    if (arrived.length > 0) await files.add(arrived);
  } catch (error) {
    report(error);
  }
}

/**
 * A question in a dialog of the page.
 * @param {{title: string, words: string, yes: string, no: string}} texts
 * @param {AbortSignal} [signal] closes it, with no
 * @returns {Promise<boolean>}
 */
export async function askInDialog({ title, words, yes, no }, signal) {
  if (signal?.aborted) return false;
  const dialog = document.createElement("dialog");
  dialog.className = "question";
  const heading = document.createElement("h2");
  heading.textContent = title;
  dialog.setAttribute("aria-label", title);
  const paragraph = document.createElement("p");
  paragraph.textContent = words;
  const row = document.createElement("p");
  row.className = "row";
  for (const [value, label] of [
    ["yes", yes],
    ["no", no],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => dialog.close(value));
    row.append(button);
  }
  dialog.append(heading, paragraph, row);
  document.body.append(dialog);
  dialog.showModal();
  signal?.addEventListener("abort", () => dialog.close("no"), { once: true });
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === "yes";
}

/**
 * A line at the edge of the page with a button, while something is fetched.
 * @param {{words: string, cancel: string}} texts @param {() => void} onCancel
 * @returns {() => void} takes it away
 */
export function showBusy({ words, cancel }, onCancel) {
  const line = document.createElement("p");
  line.className = "banner busy";
  line.setAttribute("role", "status");
  line.append(`${words} `);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = cancel;
  button.addEventListener("click", onCancel);
  line.append(button);
  document.body.append(line);
  return () => line.remove();
}
