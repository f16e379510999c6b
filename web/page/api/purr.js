// window.purr: the API for teachers, embedders and tests. web/README.md shows it at work.
import { batchOf } from "../../shared/messages.js";
import { runOf } from "../address.js";
import { Events } from "./events.js";
import { isPicture, scaledPixels } from "./picture-pixels.js";
import { RunWaiters } from "./run-waiters.js";

/** @typedef {import("../../shared/types").BatchTrace} BatchTrace */
/** @typedef {import("../../shared/types").ExperimentResult} ExperimentResult */
/** @typedef {import("../../shared/types").PurrEvents} PurrEvents */
/** @typedef {import("../../shared/types").Snapshot} Snapshot */
/** @typedef {import("../../shared/types").SweepOptions} SweepOptions */
/** @typedef {import("../../shared/program").LayerWeights} LayerWeights */
/** @typedef {import("../../shared/program").Replies} Replies */
/** @typedef {string | number | boolean | (string | number)[]} SettingValue */

/** @param {number} value @param {string} what @param {number} min */
function wholeNumber(value, what, min) {
  if (!Number.isInteger(value) || value < min || value > 0x7fffffff)
    throw new TypeError(`${what} is a whole number from ${min} on, not ${String(value)}`);
  return value;
}

/** A value as a link holds it. @param {SettingValue} value */
function settingText(value) {
  return typeof value === "boolean" ? (value ? "1" : "0") : String(value);
}

/**
 * The settings of one experiment of a sweep, as a link holds them.
 * @param {string | Record<string, SettingValue>} experiment
 * @param {string} link of the page's present run
 */
function experimentText(experiment, link) {
  if (typeof experiment === "string") return runOf(experiment);
  if (experiment === null || typeof experiment !== "object")
    throw new TypeError("an experiment is a text or an object of keys");
  const pairs = Object.entries(experiment).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(settingText(value))}`,
  );
  // After the keys of the run: of two values of a key the last one counts. A preset replaces the
  // run.
  return ("preset" in experiment ? pairs : [link, ...pairs]).join("&");
}

/**
 * @typedef {object} ApiSettings
 * @property {import("../program/run-calls.js").RunCalls} run
 * @property {import("../program/control-calls.js").ControlCalls} controls
 * @property {import("../../shared/messages.js").MessageFormat} messages
 * @property {Pick<import("../program/trainer.js").Trainer, "sent" | "acknowledged">} trainer
 * @property {Pick<import("../data/files.js").Files, "add">} files
 * @property {() => void} requestFrame
 * @property {string} address  of the page, without # and what follows
 * @property {Promise<void>} ready
 * @property {import("./pool.js").Pool} [pool]
 * @property {typeof scaledPixels} [pixelsOf]
 */

/**
 * The API, and what the page calls to keep it going.
 * @param {ApiSettings} settings
 */
export function makePurr({
  run,
  controls,
  messages,
  trainer,
  files,
  requestFrame,
  address,
  ready,
  pool,
  pixelsOf = scaledPixels,
}) {
  const events = new Events();
  const waiters = new RunWaiters();
  /**
   * The promises of questions, by the token of the reply.
   * @type {Map<number, (reply: any) => void>}
   */
  const questions = new Map();

  /** @returns {Snapshot} */
  const snapshot = () => ({
    ...run.snapshot(),
    curve: run.curve(false),
    testCurve: run.curve(true),
    gradients: run.gradients(),
  });

  /** @template Result @param {() => Result} work @returns {Result} */
  const act = (work) => {
    const result = work();
    requestFrame();
    return result;
  };

  /**
   * @template {keyof Replies} Kind
   * @param {Kind} _kind of the reply
   * @param {() => number} ask returns the token of the reply
   * @returns {Promise<Replies[Kind]>}
   */
  const replyTo = (_kind, ask) =>
    new Promise((resolve) => {
      questions.set(act(ask), resolve);
    });

  const purr = {
    /** Resolves when the first frame has been drawn. */
    ready,

    /** Version and commit. @type {string} */
    version: (({ version, commit }) => (commit ? `${version} (${commit})` : version))(
      run.version(),
    ),

    /** @returns {string} the whole address that opens this run */
    link: () => `${address}#${run.link()}`,

    /**
     * Opens a run. What cannot be read is repaired, with notes.
     * @param {string} link a whole address, "#…", or key=value pairs joined by &
     */
    load(link) {
      if (typeof link !== "string") throw new TypeError("load takes a link");
      act(() => run.load(runOf(link)));
    },

    /**
     * Sets one key of the run, such as set("learning_rate", 0.01).
     * @param {string} key @param {SettingValue} value
     * @returns {string[]} sentences on what was repaired; empty when nothing was
     */
    set(key, value) {
      if (typeof key !== "string" || value === undefined || value === null)
        throw new TypeError('set takes a key and a value, such as set("hidden", "20,7,5")');
      return act(() => run.set(key, settingText(value)));
    },

    play: () => act(() => run.play()),
    pause: () => act(() => run.pause()),

    /** Trains `count` iterations and pauses. @param {number} [count] */
    step: (count = 1) => act(() => run.step(wholeNumber(count, "step's count", 1))),

    /**
     * Trains until `iteration`, or goes back to it.
     * @param {number} iteration
     * @returns {Promise<Snapshot>} resolves when it is reached, or the run ends before it; rejects
     *   when the run fails
     */
    async runTo(iteration) {
      wholeNumber(iteration, "runTo's iteration", 0);
      act(() => run.runTo(iteration));
      return waiters.add(iteration, trainer.sent);
    },

    /** Goes back to the same initial weights. */
    rewind: () => act(() => run.rewind()),

    snapshot,

    /**
     * For tests of the layout: the words on the canvas as they were drawn. The first call returns
     * none.
     * @returns {import("../../shared/types").DrawnText[]}
     */
    texts: () => act(() => controls.texts()),

    /**
     * The weights as they are now.
     * @param {number} layer from 1
     * @returns {Promise<LayerWeights>}
     */
    async weights(layer) {
      const count = run.snapshot().layers.length - 1;
      if (!Number.isInteger(layer) || layer < 1 || layer > count)
        throw new RangeError(`weights takes a layer from 1 to ${count}, not ${String(layer)}`);
      return replyTo("weights", () => run.askWeights(layer));
    },

    /**
     * The next step taken apart: everything that its update is made of, for the whole batch.
     * @returns {Promise<BatchTrace>}
     */
    async trace() {
      const trace = batchOf(messages.update(await replyTo("batch", () => run.askBatch())));
      if (trace.layers.length === 0)
        throw new Error(run.snapshot().error ?? "there is no run to take apart");
      return trace;
    },

    /**
     * Sets one number of the network between two steps. Going back to this iteration or an earlier
     * one undoes it.
     * @param {number} layer from 1 @param {number} unit from 1
     * @param {number} input from 1; 0 is the bias @param {number} value
     */
    editWeight(layer, unit, input, value) {
      const { layers } = run.snapshot();
      /** @param {string} what @param {number} place @param {number} min @param {number} max */
      const check = (what, place, min, max) => {
        if (!Number.isInteger(place) || place < min || place > max)
          throw new RangeError(
            `editWeight's ${what} goes from ${min} to ${max}, not ${String(place)}`,
          );
      };
      check("layer", layer, 1, layers.length - 1);
      check("unit", unit, 1, layers[layer] ?? 0);
      check("input", input, 0, layers[layer - 1] ?? 0);
      if (!Number.isFinite(value)) throw new TypeError("a weight is a finite number");
      act(() => run.editWeight(layer, unit, input, value));
    },

    /**
     * Freezes layers, units and single weights while the rest is trained. It is the setting
     * `frozen`, so the link contains it, and in instant mode (`instant`) the run starts again with
     * it; freeze([]) releases everything.
     * @param {(number | number[])[]} places layer, [layer, unit] or [layer, unit, input], from 1;
     *   input 0 is the bias
     * @returns {string[]} sentences on what was repaired
     */
    freeze(places) {
      if (!Array.isArray(places)) throw new TypeError("freeze takes a list of places");
      return purr.set("frozen", places.map((place) => [place].flat().join(".")).join(","));
    },

    /**
     * Trains many experiments on all cores while the page's own run stays as it is.
     * @param {(string | Record<string, SettingValue>)[]} experiments each a link, key=value pairs
     *   joined by &, or an object of keys that are set in the page's present run
     * @param {SweepOptions} [options]
     * @returns {Promise<ExperimentResult[]>} in the order of the experiments
     */
    async sweep(experiments, options = {}) {
      if (!Array.isArray(experiments)) throw new TypeError("sweep takes a list of experiments");
      const texts = experiments.map((experiment) => experimentText(experiment, run.link()));
      if (!pool) throw new Error("there are no workers here");
      return pool.run(texts, options);
    },

    /**
     * The network's prediction for a picture.
     * @param {Uint8Array | ImageData | HTMLImageElement | HTMLCanvasElement} image RGB bytes row by
     *   row in the network's own size, or any picture, of which the middle square is scaled
     * @returns {Promise<number>} ŷ, from 0 (not a cat) to 1 (a cat)
     */
    async predict(image) {
      const count = run.snapshot().layers[0];
      const side = Math.sqrt(count / 3);
      if (!Number.isInteger(side)) throw new TypeError("this network takes points, not pictures");
      if (!(image instanceof Uint8Array) && !isPicture(image))
        throw new TypeError("predict takes a Uint8Array, ImageData, an image or a canvas");
      const pixels = image instanceof Uint8Array ? image : await pixelsOf(side, image);
      if (pixels.length !== count)
        throw new RangeError(`a picture has ${count} numbers here, not ${pixels.length}`);
      const y_hat = await replyTo("prediction", () => run.askPrediction(pixels));
      if (Number.isNaN(y_hat))
        throw new Error("there is no network for a picture of this size at the moment");
      return y_hat;
    },

    /**
     * Reads files as if they were dropped on the page.
     * @param {Iterable<File>} list
     * @param {{encoding?: string}} [options] encoding: of text files, such as "GBK"; detected if left
     *   out
     * @returns {Promise<string[] & {tables?: import("../../shared/types").TableReport[],
     *   pictures?: import("../../shared/types").PicturesReport, problems?: string[]}>} the names of
     *   the files, with properties that tell what was understood: `tables`, `pictures` and, of
     *   files beside or inside those with pictures, `problems`; rejects with the sentences on files
     *   that could not be read, while the others are used
     */
    async addFiles(list, { encoding } = {}) {
      const isList = typeof list === "object" && list !== null && Symbol.iterator in list;
      if (!isList) throw new TypeError("addFiles takes a list of files");
      const all = [...list];
      if (!all.every((file) => file instanceof Blob)) throw new TypeError("addFiles takes files");
      const { names, problems, tables, pictures } = await files.add(all, { encoding });
      // A note beside pictures is no failure.
      const isFailure = problems.length > 0 && !(pictures && names.length === all.length);
      if (isFailure) throw new Error(problems.join(" "));
      // Not enumerable: the answer is still just the list of names.
      return Object.defineProperties(names, {
        tables: { value: tables },
        pictures: { value: pictures },
        problems: { value: problems },
      });
    },

    /**
     * @template {keyof PurrEvents} Name
     * @param {Name} event @param {(detail: PurrEvents[Name]) => void} listener
     * @returns {() => void} removes the listener
     */
    on: (event, listener) => events.add(event, listener),
  };

  return {
    purr,
    /** Call after every batch of updates. */
    settleRuns: () => waiters.settle(trainer.acknowledged, () => run.snapshot(), snapshot),
    /** @type {import("../../shared/program").PurrCallbacks["onEvent"]} */
    onEvent(name, json) {
      // The run before it stays, so its phase does not tell.
      const { code, text } = name === "error" ? JSON.parse(json) : {};
      if (code === "out_of_memory") waiters.fail(text);
      events.emit(name, json);
    },
    /** @param {number} token @param {unknown} reply */
    onReply(token, reply) {
      const resolve = questions.get(token);
      questions.delete(token);
      resolve?.(reply);
    },
  };
}
