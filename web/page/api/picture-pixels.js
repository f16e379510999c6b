// Any picture of a page as the numbers that the network takes.

/** RGBA bytes without their A. @param {Uint8ClampedArray | Uint8Array} rgba */
export function rgbOf(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
  return rgb;
}

/** The largest square in the middle of a picture. @param {number} width @param {number} height */
export function middleSquare(width, height) {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** @typedef {ImageData | HTMLImageElement | HTMLCanvasElement} Picture */

/** @param {unknown} value @returns {value is Picture} */
export function isPicture(value) {
  // In Node, where the tests run, these classes do not exist.
  const classes = ["ImageData", "HTMLImageElement", "HTMLCanvasElement"];
  return classes.some((name) => {
    const found = /** @type {Record<string, unknown>} */ (globalThis)[name];
    return typeof found === "function" && value instanceof found;
  });
}

/**
 * The middle square of a picture, scaled. Transparent parts become white.
 * @param {number} side pixels
 * @param {Picture} picture
 * @returns {Promise<Uint8Array>} RGB, row by row
 */
export async function scaledPixels(side, picture) {
  /** @type {ImageBitmap | HTMLImageElement | HTMLCanvasElement} */
  let source;
  if (picture instanceof ImageData) {
    if (picture.width === side && picture.height === side) return rgbOf(picture.data);
    source = await createImageBitmap(picture);
  } else {
    source = picture;
    if (source instanceof HTMLImageElement) await source.decode();
  }
  const from =
    source instanceof HTMLImageElement
      ? middleSquare(source.naturalWidth, source.naturalHeight)
      : middleSquare(source.width, source.height);
  if (!(from.side > 0)) throw new TypeError("the picture is empty");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("there is no 2D canvas");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, from.x, from.y, from.side, from.side, 0, 0, side, side);
  return rgbOf(context.getImageData(0, 0, side, side).data);
}
