// The camera: a dialog over the page with the live picture and a button for each class.
import { messageOf } from "../../shared/errors.js";
import { translate } from "../strings.js";

/**
 * @param {{
 *   language: import("../../shared/types").Language,
 *   classNames: [string, string],
 *   take: (picture: Blob, label: number) => void,
 * }} settings
 * @returns {Promise<string>} when the dialog is closed: empty, or the reason why there is no camera
 */
export async function openCamera({ language, classNames, take }) {
  let stream;
  try {
    if (!navigator.mediaDevices?.getUserMedia) return translate("cameraMissing", language);
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === "NotAllowedError";
    return isRefused ? translate("cameraRefused", language) : messageOf(error);
  }
  const dialog = document.createElement("dialog");
  dialog.className = "camera";
  dialog.setAttribute("aria-label", translate("camera", language));
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const row = document.createElement("p");
  row.className = "row";
  /** @param {string} words @param {() => void} work */
  const addButton = (words, work) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.addEventListener("click", work);
    row.append(element);
  };
  /** @param {number} label */
  const capture = async (label) => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (canvas.width === 0) return;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    /** @type {Blob | null} */
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (picture) take(picture, label);
  };
  addButton(classNames[1], () => capture(1));
  addButton(classNames[0], () => capture(0));
  addButton(translate("close", language), () => dialog.close());
  dialog.append(video, row);
  document.body.append(dialog);
  dialog.showModal();
  await video.play();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  for (const track of stream.getTracks()) track.stop();
  dialog.remove();
  return "";
}
