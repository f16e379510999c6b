// The camera: a small dialog over the page with the living picture and a button for each class.
import { say } from "./strings.js";

/**
 * @param {{
 *   language: string,
 *   classNames: [string, string],
 *   take: (picture: Blob, label: number) => void,
 * }} settings
 * @returns {Promise<string>} empty when it was opened and closed; otherwise the browser's reason
 */
export async function openCamera({ language, classNames, take }) {
  let stream;
  try {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error(say("cameraMissing", language));
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
  } catch (error) {
    return error.name === "NotAllowedError" ? say("cameraRefused", language) : error.message;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "camera";
  dialog.setAttribute("aria-label", say("camera", language));
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const row = document.createElement("p");
  row.className = "row";
  const button = (words, work) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = words;
    element.addEventListener("click", work);
    row.append(element);
  };
  const capture = async (label) => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (canvas.width === 0) return;
    canvas.getContext("2d").drawImage(video, 0, 0);
    const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (picture) take(picture, label);
  };
  button(classNames[1], () => capture(1));
  button(classNames[0], () => capture(0));
  button(say("close", language), () => dialog.close());
  dialog.append(video, row);
  document.body.append(dialog);
  dialog.showModal();
  await video.play();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  for (const track of stream.getTracks()) track.stop();
  dialog.remove();
  return "";
}
