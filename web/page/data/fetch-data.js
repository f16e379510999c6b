// Data files that a link names by their addresses. The page requests a file from another host only
// after the user has agreed: that host learns that this page was opened.
import { FileError, kMaxFileBytes, kMegabyte, printable } from "../../shared/errors.js";

const kMaxShownAddress = 120; // characters

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

/**
 * Fetches one file, up to kMaxFileBytes.
 * @param {URL} url @param {typeof fetch} [fetcher]
 * @returns {Promise<File>}
 * @throws {FileError} says what happened
 */
export async function fetchFile(url, fetcher = fetch) {
  const name = nameOfAddress(url);
  let response;
  try {
    response = await fetcher(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    // The browser tells a page no more: the host is unreachable, or does not allow other pages
    // (CORS).
    throw new FileError("fetch_failed", name, url.host);
  }
  if (!response.ok) throw new FileError("fetch_status", name, url.host, response.status);
  /** @param {number} bytes */
  const tooLarge = (bytes) =>
    new FileError("file_too_large", name, Math.ceil(bytes / kMegabyte), kMaxFileBytes / kMegabyte);
  const announced = Number(response.headers.get("content-length")) || 0;
  if (announced > kMaxFileBytes) throw tooLarge(announced);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > kMaxFileBytes) {
        reader.cancel().catch(() => {});
        throw tooLarge(size);
      }
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError("fetch_cut_off", name, url.host, Math.round(size / 1000));
  }
  // A body that is compressed on the way is longer than announced; one that is shorter is cut off.
  const isEncoded = (response.headers.get("content-encoding") ?? "identity") !== "identity";
  if (!isEncoded && size < announced)
    throw new FileError("fetch_cut_off", name, url.host, Math.round(size / 1000));
  return new File(parts, name);
}

/**
 * Fetches what a link names and adds it as if it had been dropped.
 * @param {{
 *   addresses: string[],
 *   base: string,          // the page's own address
 *   files: Pick<import("./files.js").Files, "add">,
 *   data: Pick<import("../program/data-calls.js").DataCalls, "reportError">,
 *   ask: (hosts: string[]) => Promise<boolean>,  // whether the user agrees
 *   fetcher?: typeof fetch,
 * }} settings
 */
export async function fetchData({ addresses, base, files, data, ask, fetcher }) {
  /** @param {unknown} error */
  const report = (error) => {
    if (!(error instanceof FileError)) throw error;
    data.reportError(error);
  };
  try {
    const urls = addresses.filter((address) => address !== "").map((a) => dataAddress(a, base));
    const own = new URL(base).origin;
    const hosts = [...new Set(urls.filter((url) => url.origin !== own).map((url) => url.host))];
    if (hosts.length > 0 && !(await ask(hosts)))
      throw new FileError("fetch_declined", hosts.join(", "));
    const results = await Promise.allSettled(urls.map((url) => fetchFile(url, fetcher)));
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
 * @returns {Promise<boolean>}
 */
export async function askInDialog({ title, words, yes, no }) {
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
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === "yes";
}
