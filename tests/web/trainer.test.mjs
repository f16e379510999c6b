// The trainer worker as the page sees it, with fake workers.
import assert from "node:assert/strict";
import test from "node:test";
import { CommandMemory } from "../../web/page/program/command-memory.js";
import { Trainer } from "../../web/page/program/trainer.js";
import { MessageFormat } from "../../web/shared/messages.js";

class FakeWorker {
  constructor() {
    this.received = [];
    this.isTerminated = false;
  }
  postMessage(message) {
    this.received.push(message);
  }
  terminate() {
    this.isTerminated = true;
  }
}

function bench() {
  const workers = [];
  const reported = { updates: [], crashes: [] };
  const trainer = new Trainer({
    makeWorker: () => workers[workers.push(new FakeWorker()) - 1],
    onUpdates: (updates) => reported.updates.push(updates),
    onCrash: (isRestarted, report) => reported.crashes.push([isRestarted, report]),
  });
  trainer.read(kFormat);
  return { trainer, workers, reported };
}

const kNames = ["Configure", "Play", "Bring", "Watch", "Pace"];
const [kConfigure, kPlay, kBring, kWatch, kPace] = kNames.keys();
const kBytes = { list: "u8" };
const kFields = { Bring: [["data", { fields: [["glyphs", { optional: kBytes }]] }]] };
const kFormat = new MessageFormat({
  commands: kNames.map((name) => ({ name, fields: kFields[name] ?? [] })),
  updates: [],
});
// A Bring holds no glyphs; what else it holds is of no interest here.
const command = (kind, value = 0) =>
  kind === kBring ? Uint8Array.of(kind, 0, value) : Uint8Array.of(kind, value);
const commandsOf = (worker) =>
  worker.received.filter(({ type }) => type === "command").map(({ bytes }) => [...bytes]);

test("updates say which command they depend on", () => {
  const { trainer, workers, reported } = bench();
  trainer.send(command(kConfigure));
  trainer.send(command(kPlay));
  assert.equal(trainer.sent, 2);
  workers[0].onmessage({ data: { type: "updates", number: 1, updates: ["a"] } });
  assert.equal(trainer.acknowledged, 1);
  assert.deepEqual(reported.updates, [["a"]]);
});

test("a crashed worker is replaced by one that receives the data and the settings", () => {
  const { trainer, workers, reported } = bench();
  trainer.start("module");
  trainer.send(command(kConfigure, 1));
  trainer.send(command(kBring, 7));
  trainer.send(command(kWatch, 2));
  trainer.send(command(kPace, 5));
  trainer.send(command(kConfigure, 3));
  trainer.send(command(kPlay));
  workers[0].onmessage({ data: { type: "crash", report: "unreachable" } });
  assert.equal(workers[0].isTerminated, true);
  assert.deepEqual(reported.crashes, [[true, "unreachable"]]);
  assert.deepEqual(workers[1].received[0], { type: "start", compiled: "module" });
  assert.deepEqual(commandsOf(workers[1]), [
    [kBring, 0, 7],
    [kPace, 5],
    [kConfigure, 3],
    [kWatch, 2],
  ]);
});

test("messages of a dead worker are ignored", () => {
  const { trainer, workers, reported } = bench();
  trainer.start("module");
  workers[0].onmessage({ data: { type: "crash", report: "x" } });
  assert.equal(workers[0].onmessage, null);
  assert.equal(reported.crashes.length, 1);
});

test("a trainer that crashes again with the same settings stays away until they change", () => {
  const { trainer, workers, reported } = bench();
  trainer.start("module");
  trainer.send(command(kConfigure, 1));
  const crash = () => workers.at(-1).onmessage({ data: { type: "crash", report: "x" } });
  crash();
  assert.deepEqual(reported.crashes.at(-1), [true, "x"]);
  crash();
  assert.deepEqual(reported.crashes.at(-1), [false, "x"]);
  assert.equal(workers.length, 2);
  trainer.send(command(kWatch, 2));
  assert.equal(workers.length, 2);
  trainer.send(command(kConfigure, 3));
  assert.equal(workers.length, 3);
  assert.deepEqual(commandsOf(workers[2]), [
    [kConfigure, 3],
    [kWatch, 2],
  ]);
  crash();
  assert.deepEqual(reported.crashes.at(-1), [true, "x"]);
});

test("a trainer that was stopped does not come back", () => {
  const { trainer, workers } = bench();
  trainer.start("module");
  trainer.stop();
  trainer.send(command(kConfigure, 1));
  assert.equal(workers.length, 1);
});

test("a training and a test set that came one after the other are both remembered", () => {
  const memory = new CommandMemory(kFormat);
  for (const value of [1, 2, 3]) memory.add(command(kBring, value));
  assert.deepEqual(
    memory.commands().map(([, , value]) => value),
    [2, 3],
  );
});

test("the glyphs are remembered whatever data comes after them", () => {
  const memory = new CommandMemory(kFormat);
  const glyphs = Uint8Array.of(kBring, 1, 2, 0, 0, 0, 8, 9);
  memory.add(glyphs);
  for (const value of [1, 2, 3]) memory.add(command(kBring, value));
  assert.deepEqual(memory.data()[0], glyphs);
  assert.equal(memory.data().length, 3);
});

test("a program without a command that the memory keeps is refused at the start", () => {
  const format = new MessageFormat({ commands: [{ name: "Bring", fields: [] }], updates: [] });
  assert.throws(() => new CommandMemory(format), /no command Pace/);
});
