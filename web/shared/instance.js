// Makes instances of the compiled program: one download, one compilation, an instance in the page
// and one in each worker.

/** @typedef {import("./program").PurrModule} PurrModule */
/** @typedef {import("./program").PurrCallbacks} PurrCallbacks */

/** Fetches the program's JavaScript, so that `startInstance` finds it. */
export function preloadInstance() {
  return import("../purrceptron.mjs");
}

/**
 * @param {WebAssembly.Module} compiled
 * @param {Partial<PurrCallbacks> & {canvas?: object}} [settings]
 * @returns {Promise<PurrModule>}
 */
export async function startInstance(compiled, settings = {}) {
  const { default: createPurrceptron } = await preloadInstance();
  const ignore = () => {};
  // The factory's promise stays pending when instantiation fails, so this one reports the failure.
  return new Promise((resolve, reject) => {
    createPurrceptron({
      onUpdate: ignore,
      onCommand: ignore,
      onLinkChanged: ignore,
      onAction: ignore,
      onSave: ignore,
      onEvent: ignore,
      onReply: ignore,
      ...settings,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then(
          (instance) => done(instance, compiled),
          reject,
        );
        return {};
      },
    }).then(resolve, reject);
  });
}
