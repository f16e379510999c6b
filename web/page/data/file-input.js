// Where files come in: dropped anywhere, pasted anywhere, or picked.

import { FileError, messageOf, printable } from "../../shared/errors.js";

/** @typedef {{file: File, path: string}} PathFile */

/**
 * The files of a drop; folders are opened. Must be called within the event: afterwards the entries
 * are gone.
 * @param {DataTransfer} transfer
 * @param {(error: FileError) => void} report of an entry that cannot be read: the others are used
 * @returns {Promise<PathFile[]>}
 */
export async function filesOfDrop(transfer, report) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  /** @type {PathFile[]} */
  const found = [];
  /** @param {File | FileSystemEntry | null} entry */
  const open = async (entry) => {
    if (!entry) return;
    try {
      await read(entry);
    } catch (error) {
      report(new FileError("file_unreadable", printable(entry.name, 200), messageOf(error)));
    }
  };
  /** @param {File | FileSystemEntry} entry */
  const read = async (entry) => {
    if (entry instanceof File) {
      found.push({ file: entry, path: entry.name });
    } else if (entry.isFile) {
      const fileEntry = /** @type {FileSystemFileEntry} */ (entry);
      /** @type {File} */
      const file = await new Promise((resolve, reject) => fileEntry.file(resolve, reject));
      found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (entry.isDirectory) {
      const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
      // readEntries returns a hundred at a time, and none at the end.
      for (;;) {
        /** @type {FileSystemEntry[]} */
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const inner of some) await open(inner);
      }
    }
  };
  for (const entry of entries) await open(entry);
  return found;
}

/** The files of a picker, with the folder where one was picked. @param {FileList} list */
function filesOfPicker(list) {
  return [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** @param {DataTransfer | null} transfer */
function hasFiles(transfer) {
  return [...(transfer?.types ?? [])].includes("Files");
}

/**
 * @param {{
 *   files: import("./files.js").Files,
 *   input: HTMLInputElement,
 *   folderInput: HTMLInputElement,
 *   setHover: (isOver: boolean) => void,
 *   wantsText: () => boolean,  // a field takes text
 * }} settings
 * @returns {{pick: () => void, pickPictures: (label: number) => void,
 *   pickFolder: (label: number) => void}} opens a picker; `label` is the class of the pictures
 */
export function listenForFiles({ files, input, folderInput, setHover, wantsText }) {
  // dragenter and dragleave arrive for every element on the way; their balance tells the window's
  // edge.
  let depth = 0;
  /** @param {number} nextDepth */
  const hover = (nextDepth) => {
    const wasOver = depth > 0;
    depth = Math.max(0, nextDepth);
    if (wasOver !== depth > 0) setHover(depth > 0);
  };
  window.addEventListener("dragenter", (event) => {
    if (hasFiles(event.dataTransfer)) hover(depth + 1);
  });
  window.addEventListener("dragleave", (event) => {
    if (hasFiles(event.dataTransfer)) hover(depth - 1);
  });
  // Without this the browser would open the file in place of the page.
  window.addEventListener("dragover", (event) => {
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  window.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    hover(0);
    filesOfDrop(event.dataTransfer, (error) => files.data.reportError(error)).then((list) =>
      files.addAll(list, -1, { isDropped: true }),
    );
  });
  window.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      files.add(event.clipboardData.files);
    } else if (!wantsText() && files.addText(event.clipboardData?.getData("text/plain") ?? "")) {
      event.preventDefault();
    }
  });

  let label = -1;
  for (const element of [input, folderInput])
    element.addEventListener("change", () => {
      if (element.files?.length)
        files.addAll(filesOfPicker(element.files), label, { isDropped: true });
      element.value = ""; // the same file may be picked again
    });
  /** @param {HTMLInputElement} element @param {number} forLabel */
  const open = (element, forLabel) => {
    label = forLabel;
    element.click();
  };
  return {
    pick: () => open(input, -1),
    pickPictures: (forLabel) => open(input, forLabel),
    pickFolder: (forLabel) => open(folderInput, forLabel),
  };
}
