// Keeps the canvas as sharp as the screen.

/**
 * A canvas's size in CSS pixels and in exact device pixels.
 * @typedef {object} CanvasSize
 * @property {number} width
 * @property {number} height
 * @property {number} pixelWidth
 * @property {number} pixelHeight
 */

/**
 * @param {{contentRect: {width: number, height: number},
 *   devicePixelContentBoxSize?: readonly ResizeObserverSize[]}} entry of a ResizeObserver
 * @param {number} ratio devicePixelRatio
 * @returns {CanvasSize}
 */
export function canvasSizes(entry, ratio) {
  const { width, height } = entry.contentRect;
  const exact = entry.devicePixelContentBoxSize?.[0];
  /** @param {number} length @param {number | undefined} exactly */
  const pixels = (length, exactly) => {
    const rounded = Math.max(1, Math.round(length * ratio));
    // Where a browser emulates another screen, for tests or its device view, the exact box is still
    // that of the real screen.
    return exactly !== undefined && Math.abs(exactly - rounded) <= 1 ? exactly : rounded;
  };
  return {
    width,
    height,
    pixelWidth: pixels(width, exact?.inlineSize),
    pixelHeight: pixels(height, exact?.blockSize),
  };
}

/**
 * Follows every change of size, page zoom, and a move to a screen of another pixel ratio.
 * @param {{
 *   canvas: HTMLCanvasElement,
 *   program: import("../program/page-program.js").PageProgram,
 *   drawNow: () => void,
 * }} settings
 */
export function followSize({ canvas, program, drawNow }) {
  let last = "";
  /** @param {CanvasSize} size */
  const apply = ({ width, height, pixelWidth, pixelHeight }) => {
    const key = [width, height, pixelWidth, pixelHeight].join();
    if (key === last || width === 0 || height === 0) return;
    last = key;
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    program.resize(width, height, pixelWidth / width, pixelWidth, pixelHeight);
    drawNow(); // a canvas is empty after a change of its size
  };
  // The first frame comes before the observer's first call.
  apply(canvasSizes({ contentRect: canvas.getBoundingClientRect() }, devicePixelRatio));
  const observer = new ResizeObserver(([entry]) => apply(canvasSizes(entry, devicePixelRatio)));
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas); // Safari before 26
  }
  const watchRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        watchRatio();
        observer.unobserve(canvas);
        observer.observe(canvas);
      },
      { once: true },
    );
  };
  watchRatio();
}
