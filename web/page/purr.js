// window.purr: the playground for teachers, embedders and tests. README.md in this folder shows it
// at work.
import { runOf } from "./address.js";
import { batchOf } from "../shared/messages.js";

/**
 * @typedef {object} Snapshot
 * @property {number} iteration
 * @property {number} cost
 * @property {[number, number][]} curve      iteration and cost of the training set
 * @property {[number, number][]} testCurve  where the test set was measured
 * @property {number} trainAccuracy  0 to 1
 * @property {number} testAccuracy   0 to 1
 * @property {number} m
 * @property {number} mTest
 * @property {number[]} layers  units, input included
 * @property {string} solver
 * @property {string} precision
 * @property {string} simd
 * @property {boolean} running
 * @property {number} msPerIteration
 * @property {string} stopReason  why a finished run ended: iterations, cost, gradient, patience, time
 * @property {{iteration: number, all: number, layers: number[]}[]} gradients  lengths of the gradient
 *   along the run: of all weights and biases, and ‖dW‖ of each layer
 * @property {string[]} notes  repairs and warnings in words
 * @property {string | null} error
 */

const kEvents = ["iteration", "finished", "data", "settings", "notice", "error", "pictures"];

/** @param {unknown} value @param {string} what @param {number} least */
function wholeNumber(value, what, least) {
  if (!Number.isInteger(value) || value < least || value > 0x7fffffff)
    throw new TypeError(`${what} is a whole number from ${least} on, not ${String(value)}`);
  return value;
}

/** RGBA bytes without their A. @param {Uint8ClampedArray | Uint8Array} rgba @returns {Uint8Array} */
export function rgbOf(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
  return rgb;
}

/** The largest square in the middle of a picture. */
export function middleSquare(width, height) {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** A picture in the size the network takes: cut to its middle square, made smaller with care. */
async function scaledTo(side, image) {
  let source = image;
  if (image instanceof ImageData) {
    if (image.width === side && image.height === side) return rgbOf(image.data);
    source = await createImageBitmap(image);
  } else if (image instanceof HTMLImageElement) {
    await image.decode();
  }
  const from = middleSquare(
    source.naturalWidth ?? source.width,
    source.naturalHeight ?? source.height,
  );
  if (!(from.side > 0)) throw new TypeError("the picture is empty");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff"; // what is transparent becomes paper
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, from.x, from.y, from.side, from.side, 0, 0, side, side);
  return rgbOf(context.getImageData(0, 0, side, side).data);
}

/**
 * @param {{
 *   program: import("../shared/bridge.js").Program,
 *   trainer: {sent: number, acknowledged: number},
 *   files: import("./files.js").Files,
 *   changed: () => void,  asks for a frame
 *   address: string,      of the page, without # and what follows
 *   ready: Promise<void>,
 *   pool?: import("./pool.js").Pool,
 *   pictureOf?: (side: number, image: unknown) => Promise<Uint8Array>,
 * }} settings
 */
export function makePurr({
  program,
  trainer,
  files,
  changed,
  address,
  ready,
  pool,
  pictureOf = scaledTo,
}) {
  const listeners = new Map(kEvents.map((name) => [name, new Set()]));
  /** runTo's promises: {iteration, command, resolve, reject} */
  let waiters = [];
  /** Replies to come, by token. */
  const replies = new Map();

  /** @returns {Snapshot} */
  const snapshot = () => ({
    ...program.snapshot(),
    curve: program.curve(false),
    testCurve: program.curve(true),
    gradients: program.gradients(),
  });

  const act = (work) => {
    const result = work();
    changed();
    return result;
  };

  const replyTo = (ask) =>
    new Promise((resolve) => {
      replies.set(act(ask), resolve);
    });

  const purr = {
    /** Resolves when the first picture has been drawn. */
    ready,

    /** Version and commit. @type {string} */
    version: (({ version, commit }) => (commit ? `${version} (${commit})` : version))(
      program.version(),
    ),

    /** @returns {string} the whole address that opens this run */
    link: () => `${address}#${program.link()}`,

    /**
     * Opens a run; what cannot be read is repaired, with notes.
     * @param {string} link a whole address, "#…", or key=value pairs joined by &
     */
    load(link) {
      if (typeof link !== "string") throw new TypeError("load takes a link");
      act(() => program.load(runOf(link)));
    },

    /**
     * Sets one key of the run, such as set("learning_rate", 0.01).
     * @param {string} key @param {string | number | boolean | (string | number)[]} value
     * @returns {string[]} sentences on what had to be repaired; empty when all is well
     */
    set(key, value) {
      if (typeof key !== "string" || value === undefined || value === null)
        throw new TypeError('set takes a key and a value, such as set("hidden", "20,7,5")');
      const text = typeof value === "boolean" ? (value ? "1" : "0") : String(value);
      return act(() => program.set(key, text));
    },

    play: () => act(() => program.play()),
    pause: () => act(() => program.pause()),

    /** Trains `count` iterations and pauses. @param {number} count */
    step: (count = 1) => act(() => program.step(wholeNumber(count, "step's count", 1))),

    /**
     * Trains until `iteration`, which may also lie behind.
     * @param {number} iteration
     * @returns {Promise<Snapshot>} when it is reached, or the run ends before; rejected when it fails
     */
    async runTo(iteration) {
      wholeNumber(iteration, "runTo's iteration", 0);
      act(() => program.runTo(iteration));
      return new Promise((resolve, reject) => {
        waiters.push({ iteration, command: trainer.sent, resolve, reject });
      });
    },

    /** Back to the same start. */
    rewind: () => act(() => program.rewind()),

    snapshot,

    /**
     * For tests of the layout: the words on the canvas as they were drawn a moment ago. Asked for the
     * first time it is empty.
     * @returns {{words: string, box: number[], clip: number[], isCut: boolean, scrolls: boolean,
     *   layer: number}[]} boxes as x, y, width, height in CSS pixels
     */
    texts: () => act(() => program.texts()),

    /**
     * Weights as they are now.
     * @param {number} layer from 1
     * @returns {Promise<{layer: number, iteration: number, rows: number, columns: number,
     *   W: Float32Array, b: Float32Array}>} W row by row
     */
    async weights(layer) {
      const count = program.snapshot().layers.length - 1;
      if (!Number.isInteger(layer) || layer < 1 || layer > count)
        throw new RangeError(`weights takes a layer from 1 to ${count}, not ${String(layer)}`);
      return replyTo(() => program.askWeights(layer));
    },

    /**
     * The next step taken apart: everything its update is made of, for the whole batch.
     * @returns {Promise<{iteration: number, cost: number, examples: number[], layers: {
     *   activation: string, units: number, inputs: number, Z: Float64Array, A: Float64Array,
     *   D: Float64Array, dA: Float64Array, dZ: Float64Array, dW: Float64Array, db: Float64Array,
     *   vdW: Float64Array, vdb: Float64Array, sdW: Float64Array, sdb: Float64Array}[]}>} matrices
     *   row by row: one unit after another; `examples` is empty where the batch is the whole set; D,
     *   v and s are empty where there is no dropout and no such average
     */
    async trace() {
      const trace = batchOf(await replyTo(() => program.askBatch()));
      if (trace.layers.length === 0)
        throw new Error(program.snapshot().error ?? "there is no run to take apart");
      return trace;
    },

    /**
     * Sets one number of the network between two steps, as a hand would. Going back to this iteration
     * or an earlier one undoes it.
     * @param {number} layer from 1 @param {number} unit from 1
     * @param {number} input from 1; 0 is the bias @param {number} value
     */
    editWeight(layer, unit, input, value) {
      const { layers } = program.snapshot();
      const places = [
        ["layer", layer, 1, layers.length - 1],
        ["unit", unit, 1, layers[layer] ?? 0],
        ["input", input, 0, layers[layer - 1] ?? 0],
      ];
      for (const [what, place, least, most] of places)
        if (!Number.isInteger(place) || place < least || place > most)
          throw new RangeError(
            `editWeight's ${what} goes from ${least} to ${most}, not ${String(place)}`,
          );
      if (!Number.isFinite(value)) throw new TypeError("a weight is a finite number");
      act(() => program.editWeight(layer, unit, input, value));
    },

    /**
     * Holds layers, units and single numbers as they are while the rest learns. It is the setting
     * `frozen`, so the link knows of it, and in instant mode (`instant`) the run starts again with it;
     * freeze([]) lets everything go.
     * @param {(number | number[])[]} places layer, [layer, unit] or [layer, unit, input], from 1;
     *   input 0 is the bias
     * @returns {string[]} sentences on what had to be repaired
     */
    freeze(places) {
      if (!Array.isArray(places)) throw new TypeError("freeze takes a list of places");
      return purr.set("frozen", places.map((place) => [place].flat().join(".")).join(","));
    },

    /**
     * Trains many experiments on all cores while the page's own run stays as it is.
     * @param {(string | Record<string, unknown>)[]} experiments each a link, key=value pairs joined by
     *   &, or an object of keys that are set in the page's present run
     * @param {{signal?: AbortSignal, workers?: number,
     *   onProgress?: (progress: {done: number, running: number, all: number, share: number}) => void,
     *   onResult?: (result: object, index: number) => void}} [wishes]
     * @returns {Promise<object[]>} in their order, with the names of a snapshot: phase, stopReason,
     *   iteration, cost, testCost, trainAccuracy, testAccuracy, m, mTest, layers, solver, precision,
     *   fingerprint (of the cost curve, to the last bit), notes, error, curve, testCurve
     */
    async sweep(experiments, wishes = {}) {
      if (!Array.isArray(experiments)) throw new TypeError("sweep takes a list of experiments");
      const texts = experiments.map((experiment) => {
        if (typeof experiment === "string") return runOf(experiment);
        if (experiment === null || typeof experiment !== "object")
          throw new TypeError("an experiment is a text or an object of keys");
        const pairs = Object.entries(experiment).map(([key, value]) => {
          const text = typeof value === "boolean" ? Number(value) : String(value);
          return `${encodeURIComponent(key)}=${encodeURIComponent(text)}`;
        });
        // Behind the keys of the run: of two values of a key the last one counts. A preset replaces
        // the run.
        return ("preset" in experiment ? pairs : [program.link(), ...pairs]).join("&");
      });
      if (!pool) throw new Error("there are no workers here");
      return pool.run(texts, wishes);
    },

    /**
     * What the network says of a picture.
     * @param {Uint8Array | ImageData | HTMLImageElement | HTMLCanvasElement} image RGB bytes row by
     *   row in the network's own size, or any picture, which is cut to its middle square and scaled
     * @returns {Promise<number>} ŷ, from 0 (not a cat) to 1 (a cat)
     */
    async predict(image) {
      const numbers = program.snapshot().layers[0];
      const side = Math.sqrt(numbers / 3);
      if (!Number.isInteger(side))
        throw new TypeError("this network looks at points, not at pictures");
      let pixels = image;
      if (!(image instanceof Uint8Array)) {
        const kinds = ["ImageData", "HTMLImageElement", "HTMLCanvasElement"];
        const isPicture = kinds.some(
          (kind) => globalThis[kind] && image instanceof globalThis[kind],
        );
        if (!isPicture)
          throw new TypeError("predict takes a Uint8Array, ImageData, an image or a canvas");
        pixels = await pictureOf(side, image);
      }
      if (pixels.length !== numbers)
        throw new RangeError(`a picture has ${numbers} numbers here, not ${pixels.length}`);
      return replyTo(() => program.askPrediction(pixels));
    },

    /**
     * Reads files as if they were dropped on the page.
     * @param {Iterable<File>} list
     * @returns {Promise<string[]>} the names of the files; rejected with the sentences on those that
     *   could not be read, while the others are taken
     */
    async addFiles(list) {
      if (
        list === null ||
        typeof list?.[Symbol.iterator] !== "function" ||
        typeof list === "string"
      )
        throw new TypeError("addFiles takes a list of files");
      const all = [...list];
      if (!all.every((file) => file instanceof Blob)) throw new TypeError("addFiles takes files");
      const { names, problems } = await files.add(all);
      if (problems.length > 0) throw new Error(problems.join(" "));
      return names;
    },

    /**
     * @param {"iteration" | "finished" | "data" | "settings" | "notice" | "error" | "pictures"} event
     * @param {(detail: any) => void} f
     * @returns {() => void} stops it
     */
    on(event, f) {
      const set = listeners.get(event);
      if (!set) throw new RangeError(`on knows ${kEvents.join(", ")}, not ${String(event)}`);
      if (typeof f !== "function") throw new TypeError("on takes a function");
      set.add(f);
      return () => set.delete(f);
    },
  };

  /** A promise is kept by what the worker said after it had heard the command. */
  const keepPromises = () => {
    if (waiters.length === 0) return;
    const now = program.snapshot();
    waiters = waiters.filter(({ iteration, command, resolve, reject }) => {
      if (trainer.acknowledged < command) return true;
      if (now.phase === "failed" || now.error) {
        reject(new Error(now.error ?? "the cost stopped being a number"));
        return false;
      }
      const isThere = now.iteration === iteration && now.phase === "ready";
      if (!isThere && now.phase !== "finished") return true;
      resolve(snapshot());
      return false;
    });
  };

  return {
    purr,
    keepPromises,
    /** Module.onEvent */
    heard(name, json) {
      const set = listeners.get(name);
      if (!set || set.size === 0) return;
      const detail = JSON.parse(json || "null");
      for (const f of [...set]) {
        try {
          f(detail);
        } catch (error) {
          // A listener's fault is its own; the page and the other listeners go on.
          reportError(error);
        }
      }
    },
    /** Module.onReply */
    replied(token, reply) {
      const resolve = replies.get(token);
      replies.delete(token);
      resolve?.(reply);
    },
  };
}
