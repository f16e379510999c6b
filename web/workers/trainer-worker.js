// The second instance of the module: it trains. Commands come in as bytes, updates go out as bytes,
// in short calls, so that a command is heard within a few milliseconds.
import { Program } from "../shared/bridge.js";

/** As long as training may go on without listening; also how often the page can hear news. */
const kBudgetMs = 12;

// The page waits for this word before it does what blocks it: browsers fetch a worker's modules through
// the page.
Program.preload().then(
  () => postMessage({ type: "loaded" }),
  () => {}, // start says why
);

/** @type {Program | undefined} */
let program;
let lastNumber = 0; // of the last command that was received
let updates = [];
let isScheduled = false;
let timer = 0; // in slow motion: when the next iteration begins
/** Commands that came before the program was there. */
let waiting = [];

// A message to itself lets the messages of the page in between; a timer would be held back to 4 ms.
const channel = new MessageChannel();
channel.port1.onmessage = () => {
  isScheduled = false;
  guarded(() => {
    const waitMs = program.workerAdvance(kBudgetMs);
    flush();
    if (waitMs > 0) timer = setTimeout(schedule, waitMs);
    else if (waitMs === 0) schedule();
  });
};

/** Works at once, whatever was to come later. */
function schedule() {
  clearTimeout(timer);
  if (isScheduled) return;
  isScheduled = true;
  channel.port2.postMessage(0);
}

function flush() {
  if (updates.length === 0) return;
  postMessage(
    { type: "updates", number: lastNumber, updates },
    updates.map((bytes) => bytes.buffer),
  );
  updates = [];
}

function receive({ number, bytes }) {
  program.workerReceive(bytes);
  flush(); // what was made before this command goes out under the old number
  lastNumber = number;
  schedule();
}

/** A crash is told in words; the page starts another worker. */
function guarded(work) {
  try {
    work();
  } catch (error) {
    postMessage({ type: "crash", report: String(error?.stack ?? error) });
    close();
  }
}

onmessage = ({ data }) => {
  if (data.type === "start") {
    Program.start(data.compiled, { onUpdate: (bytes) => updates.push(bytes) }).then(
      (started) =>
        guarded(() => {
          program = started;
          program.workerStart();
          for (const command of waiting) receive(command);
          waiting = [];
        }),
      (error) => postMessage({ type: "crash", report: String(error?.stack ?? error) }),
    );
  } else if (program) {
    guarded(() => receive(data));
  } else {
    waiting.push(data);
  }
};
