// Data files that a link names by their addresses. Another host is asked only after the person has
// agreed: it learns that somebody opened this page.
import { FileError, kMaxFileBytes, printable } from "../shared/formats.js";

/**
 * Where a file of a link lies, as far as the page may go there.
 * @param {string} address as the link has it @param {string} base the page's own address
 * @returns {URL}
 * @throws {FileError} for what is no address of a file on the web
 */
export function dataAddress(address, base) {
  let url;
  try {
    url = new URL(address, base);
  } catch {
    throw new FileError("fetch_address", printable(address, 120));
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new FileError("fetch_address", printable(address, 120));
  return url;
}

/** The last part of an address's path: what the file would be called. */
export function nameOfAddress(url) {
  const part = url.pathname.split("/").at(-1);
  try {
    return printable(decodeURIComponent(part) || url.host, 120);
  } catch {
    return printable(part, 120);
  }
}

/**
 * Fetches one file, bounded.
 * @param {URL} url @param {typeof fetch} fetcher
 * @returns {Promise<File>}
 * @throws {FileError} saying in words what happened
 */
export async function fetchFile(url, fetcher = fetch) {
  const name = nameOfAddress(url);
  let response;
  try {
    response = await fetcher(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    // The browser does not tell a page more: the host is away, or does not allow other pages (CORS).
    throw new FileError("fetch_failed", name, url.host);
  }
  if (!response.ok) throw new FileError("fetch_status", name, url.host, response.status);
  const tooLarge = (bytes) =>
    new FileError("file_too_large", name, Math.ceil(bytes / 2 ** 20), kMaxFileBytes / 2 ** 20);
  const announced = Number(response.headers.get("content-length")) || 0;
  if (announced > kMaxFileBytes) throw tooLarge(announced);
  const parts = [];
  let size = 0;
  try {
    for (const reader = response.body.getReader(); ;) {
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
  // Compressed on the way, a body is longer than announced; shorter it is cut off.
  const isEncoded = (response.headers.get("content-encoding") ?? "identity") !== "identity";
  if (!isEncoded && size < announced)
    throw new FileError("fetch_cut_off", name, url.host, Math.round(size / 1000));
  return new File(parts, name);
}

/**
 * Fetches what a link names and hands it over as if it had been dropped.
 * @param {{
 *   addresses: string[],
 *   base: string,
 *   files: import("./files.js").Files,
 *   program: import("../shared/bridge.js").Program,
 *   ask: (hosts: string[]) => Promise<boolean>,
 *   fetcher?: typeof fetch,
 * }} settings
 */
export async function fetchData({ addresses, base, files, program, ask, fetcher }) {
  const report = (error) => {
    if (!(error instanceof FileError)) throw error;
    program.reportError(error.code, error.args);
  };
  try {
    const urls = addresses.filter((address) => address !== "").map((a) => dataAddress(a, base));
    const own = new URL(base).origin;
    const hosts = [...new Set(urls.filter((url) => url.origin !== own).map((url) => url.host))];
    if (hosts.length > 0 && !(await ask(hosts))) {
      throw new FileError("fetch_declined", hosts.join(", "));
    }
    const arrived = await Promise.allSettled(urls.map((url) => fetchFile(url, fetcher)));
    const good = [];
    for (const { status, value, reason } of arrived) {
      if (status === "fulfilled") good.push(value);
      else report(reason);
    }
    if (good.length > 0) await files.add(good);
  } catch (error) {
    report(error);
  }
}

/**
 * Asks in a dialog of the page.
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
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  dialog.remove();
  return dialog.returnValue === "yes";
}
