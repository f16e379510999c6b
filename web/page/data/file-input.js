// Where files come in: dropped anywhere, pasted anywhere, or picked.
import { FileError, messageOf, printable } from "../../shared/errors.js";

const kMaxShownName = 120;

/** @typedef {{file: File, path: string}} PathFile */

/** @param {string} path */
const isHidden = (path) => /(^|\/)(\.[^/.]|__MACOSX(\/|$))/i.test(path);

/**
 * The files of a drop; folders are opened, in the order of their names. Must be called within the
 * event: afterwards the entries are gone.
 * @param {DataTransfer} transfer
 * @returns {Promise<{files: PathFile[], problems: FileError[]}>} problems: entries that could not
 *   be read, and folders without a file
 */
export async function filesOfDrop(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  /** @type {PathFile[]} */
  const found = [];
  /** @type {FileError[]} */
  const problems = [];
  /** @param {File | FileSystemEntry | null} entry */
  const open = async (entry) => {
    if (!entry) return;
    if (entry instanceof File) {
      found.push({ file: entry, path: entry.name });
      return;
    }
    if (isHidden(entry.fullPath)) return;
    try {
      await openEntry(entry);
    } catch (error) {
      problems.push(
        new FileError("file_unreadable", printable(entry.name, kMaxShownName), messageOf(error)),
      );
    }
  };
  /** @param {FileSystemEntry} entry */
  const openEntry = async (entry) => {
    if (entry.isFile) {
      const fileEntry = /** @type {FileSystemFileEntry} */ (entry);
      /** @type {File} */
      const file = await new Promise((resolve, reject) => fileEntry.file(resolve, reject));
      found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (entry.isDirectory) {
      const before = found.length + problems.length;
      const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
      // readEntries returns a hundred at a time, and none at the end.
      for (;;) {
        /** @type {FileSystemEntry[]} */
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const inner of some) await open(inner);
      }
      const isRoot = entry.fullPath.lastIndexOf("/") <= 0;
      if (isRoot && found.length + problems.length === before)
        problems.push(new FileError("folder_empty", printable(entry.name, kMaxShownName)));
    }
  };
  for (const entry of entries) await open(entry);
  if (entries.length === 0) problems.push(new FileError("drop_nothing"));
  return { files: inOrder(found), problems };
}

/**
 * Files of folders by their paths: a disk has them in any order, and the order decides which
 * pictures are tested.
 * @param {PathFile[]} files
 */
function inOrder(files) {
  const isFolder = files.some(({ path }) => path.includes("/"));
  return isFolder ? files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) : files;
}

/** The files of a picker, with the folder where one was picked. @param {FileList} list */
function filesOfPicker(list) {
  const files = [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return inOrder(files.filter(({ path }) => !path.includes("/") || !isHidden(path)));
}

/**
 * What is wrong with a drop that has no files: a picture of another page arrives as its address.
 * @param {DataTransfer} transfer
 */
function errorOfDrop(transfer) {
  const [address] = (transfer.getData("text/uri-list") || transfer.getData("text/plain"))
    .split(/[\r\n]+/)
    .filter((line) => line !== "" && !line.startsWith("#"));
  return address
    ? new FileError("drop_address", printable(address, kMaxShownName))
    : new FileError("drop_nothing");
}

/** @param {DataTransfer | null} transfer */
function hasFiles(transfer) {
  return [...(transfer?.types ?? [])].includes("Files");
}

/**
 * Whether a drag may be meant as a file: a picture or a link of another page is an address only.
 * @param {DataTransfer | null} transfer
 */
function canBeFile(transfer) {
  return hasFiles(transfer) || [...(transfer?.types ?? [])].includes("text/uri-list");
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
    if (canBeFile(event.dataTransfer)) hover(depth + 1);
  });
  window.addEventListener("dragleave", (event) => {
    if (canBeFile(event.dataTransfer)) hover(depth - 1);
  });
  // Without this the browser would open the file or the address in place of the page.
  window.addEventListener("dragover", (event) => {
    if (!event.dataTransfer || !canBeFile(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  window.addEventListener("drop", (event) => {
    if (!event.dataTransfer || !canBeFile(event.dataTransfer)) return;
    event.preventDefault();
    hover(0);
    if (!hasFiles(event.dataTransfer)) {
      files.report(errorOfDrop(event.dataTransfer));
      return;
    }
    filesOfDrop(event.dataTransfer).then(({ files: list, problems }) => {
      for (const problem of problems) files.report(problem);
      if (list.length > 0) files.addAll(list, -1, { isDropped: true });
    });
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
      if (element.files?.length) files.addAll(filesOfPicker(element.files), label);
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
