// Addresses of the site's files. The build bundles every module of the page into page/boot.js, so
// import.meta.url may be used only in this folder itself, not in the folders below.

/** @param {string} name from the root of the site */
export function siteUrl(name) {
  return new URL(`../${name}`, import.meta.url);
}

/** @param {"trainer" | "pool" | "picture" | "hdf5"} name of a file in web/workers */
export function newWorker(name) {
  return new Worker(siteUrl(`workers/${name}-worker.js`), { type: "module" });
}
