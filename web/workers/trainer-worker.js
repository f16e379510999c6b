// The second instance of the program: it trains. Commands arrive as bytes and updates leave as
// bytes. Training runs in short slices, so that a command waits a few milliseconds at most.
import { stackOf } from "../shared/errors.js";
import { preloadInstance, startInstance } from "../shared/instance.js";
import { TrainerCalls } from "./calls.js";

/** @typedef {import("../shared/types").Bytes} Bytes */
/** @typedef {import("../shared/worker-messages").ToTrainer} ToTrainer */

/** The longest time without looking at commands; also how often the page can receive updates. */
const kSliceMs = 12;

/** @type {TrainerCalls | undefined} */
let program;
let lastNumber = 0; // of the last command that was received
/** @type {Bytes[]} */
let updates = [];
let isScheduled = false;
/**
 * In slow motion: when the next iteration begins.
 * @type {ReturnType<typeof setTimeout> | undefined}
 */
let timer;
/**
 * Commands that arrived before the program had started.
 * @type {{number: number, bytes: Bytes}[]}
 */
let waiting = [];

/**
 * @param {import("../shared/worker-messages").FromTrainer} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  postMessage(message, transfer);
}

// The page waits for this message before it does what blocks it: browsers fetch a worker's modules
// through the page.
preloadInstance().then(
  () => post({ type: "loaded" }),
  () => {}, // startInstance reports the reason
);

// A message to itself lets the page's messages in between; browsers delay a timer by up to 4 ms.
const channel = new MessageChannel();
channel.port1.onmessage = () => {
  isScheduled = false;
  guarded((calls) => {
    const waitMs = calls.advance(kSliceMs);
    flush();
    if (waitMs > 0) timer = setTimeout(schedule, waitMs);
    else if (waitMs === 0) schedule();
  });
};

/** The next slice begins at once, whatever was planned. */
function schedule() {
  clearTimeout(timer);
  if (isScheduled) return;
  isScheduled = true;
  channel.port2.postMessage(0);
}

function flush() {
  if (updates.length === 0) return;
  post(
    { type: "updates", number: lastNumber, updates },
    updates.map((bytes) => bytes.buffer),
  );
  updates = [];
}

/** @param {TrainerCalls} calls @param {{number: number, bytes: Bytes}} command */
function receive(calls, { number, bytes }) {
  calls.receive(bytes);
  flush(); // what was made before this command leaves under the old number
  lastNumber = number;
  schedule();
}

/** The page receives the report of a crash and starts another worker. @param {unknown} cause */
function crash(cause) {
  post({ type: "crash", report: stackOf(cause) });
  close();
}

/** @param {(calls: TrainerCalls) => void} work */
function guarded(work) {
  if (!program) return;
  try {
    work(program);
  } catch (error) {
    crash(error);
  }
}

/** @param {WebAssembly.Module} compiled */
async function start(compiled) {
  try {
    const module = await startInstance(compiled, { onUpdate: (bytes) => updates.push(bytes) });
    const calls = new TrainerCalls(module);
    program = calls;
    for (const command of waiting) receive(calls, command);
    waiting = [];
  } catch (error) {
    crash(error);
  }
}

/** @param {MessageEvent<ToTrainer>} event */
onmessage = ({ data: message }) => {
  if (message.type === "start") start(message.compiled);
  else if (program) guarded((calls) => receive(calls, message));
  else waiting.push(message);
};
