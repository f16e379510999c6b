// One of many instances of the module, each with an experiment of its own: see pool.js. It trains in
// short calls, so that a word to stop is heard within a few milliseconds.
import { Program } from "../shared/bridge.js";

const kBudgetMs = 20;
const kProgressMs = 100; // from one word on the progress to the next

/** @type {Program | undefined} */
let program;
/** The experiment in progress. @type {number | undefined} */
let current;
let lastWord = 0;

const channel = new MessageChannel();
channel.port1.onmessage = () => guarded(work);

function guarded(action) {
  try {
    action();
  } catch (error) {
    postMessage({ type: "crash", report: String(error?.stack ?? error) });
    close();
  }
}

function work() {
  if (current === undefined) return;
  if (program.experimentAdvance(kBudgetMs)) {
    if (performance.now() - lastWord > kProgressMs) {
      lastWord = performance.now();
      postMessage({ type: "progress", id: current, progress: program.experimentProgress() });
    }
    channel.port2.postMessage(0);
    return;
  }
  const id = current;
  current = undefined;
  const result = {
    ...program.experimentSummary(),
    curve: program.experimentCurve(false),
    testCurve: program.experimentCurve(true),
  };
  postMessage({ type: "done", id, result });
}

onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      Program.start(data.compiled, {}).then(
        (started) => {
          program = started;
          postMessage({ type: "ready" });
        },
        (error) => postMessage({ type: "crash", report: String(error?.stack ?? error) }),
      );
      break;
    case "bring":
      guarded(() => program.experimentBring(data.bytes));
      break;
    case "run":
      guarded(() => {
        current = data.id;
        lastWord = performance.now();
        program.experimentBegin(data.experiment);
        channel.port2.postMessage(0);
      });
      break;
    case "stop":
      if (data.id === current) current = undefined;
      postMessage({ type: "stopped", id: data.id });
      break;
  }
};
