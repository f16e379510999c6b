// One of many instances of the program, each with an experiment of its own (page/api/pool.js). It
// trains in short slices, so that a request to stop waits a few milliseconds at most.
import { stackOf } from "../shared/errors.js";
import { startInstance } from "../shared/instance.js";
import { ExperimentCalls } from "./calls.js";

/** @typedef {import("../shared/worker-messages").ToPoolWorker} ToPoolWorker */

const kSliceMs = 20;
const kProgressMs = 100; // between two reports of progress

/** @type {ExperimentCalls | undefined} */
let program;
/** The experiment in progress. @type {number | undefined} */
let current;
let lastReport = 0;

const channel = new MessageChannel();
channel.port1.onmessage = () => guarded(work);

/** @param {import("../shared/worker-messages").FromPoolWorker} message */
function post(message) {
  postMessage(message);
}

/** @param {(calls: ExperimentCalls) => void} action */
function guarded(action) {
  if (!program) return;
  try {
    action(program);
  } catch (error) {
    post({ type: "crash", report: stackOf(error) });
    close();
  }
}

/** @param {ExperimentCalls} calls */
function work(calls) {
  if (current === undefined) return;
  if (calls.advance(kSliceMs)) {
    if (performance.now() - lastReport > kProgressMs) {
      lastReport = performance.now();
      post({ type: "progress", id: current, progress: calls.progress() });
    }
    channel.port2.postMessage(0);
    return;
  }
  const id = current;
  current = undefined;
  post({ type: "done", id, result: calls.result() });
}

/** @param {WebAssembly.Module} compiled */
async function start(compiled) {
  try {
    program = new ExperimentCalls(await startInstance(compiled));
    post({ type: "ready" });
  } catch (error) {
    post({ type: "crash", report: stackOf(error) });
  }
}

/** @param {MessageEvent<ToPoolWorker>} event */
onmessage = ({ data: message }) => {
  switch (message.type) {
    case "start":
      start(message.compiled);
      break;
    case "bring":
      guarded((calls) => calls.setData(message.bytes));
      break;
    case "run":
      guarded((calls) => {
        current = message.id;
        lastReport = performance.now();
        calls.begin(message.experiment);
        channel.port2.postMessage(0);
      });
      break;
    case "stop":
      if (message.id === current) current = undefined;
      post({ type: "stopped", id: message.id });
      break;
  }
};
