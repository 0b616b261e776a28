import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { newId, Outbox } from "../../annotate/tagger/js/outbox.js";
import { FakeStorage } from "./pages.mjs";

const tag = (decision, coder = "mj") => ({ do: "tag", decision, coder });

afterEach(() => {
  delete globalThis.localStorage;
  mock.timers.reset();
});

/** Let the browser have a storage of ours. */
function giveStorage(storage = new FakeStorage()) {
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  return storage;
}

test("ids sort in the order of their making", () => {
  const made = Array.from({ length: 200 }, newId);
  assert.deepEqual(made.toSorted(), made);
  assert.equal(new Set(made).size, 200);
});

test("ids sort in the order of their making when the clock steps back, and in a page opened after that too", async () => {
  giveStorage();
  mock.timers.enable({ apis: ["Date"], now: 3e12 });
  const made = [newId()];
  mock.timers.setTime(1e12);
  made.push(newId());
  const reopened = await import("../../annotate/tagger/js/outbox.js?reopened");
  made.push(reopened.newId(), newId());
  assert.deepEqual(made.toSorted(), made);
});

test("ids are of one length, in this century and the next", () => {
  mock.timers.enable({ apis: ["Date"], now: 1e12 });
  const lengths = [newId().length];
  mock.timers.setTime(36 ** 8 + 1);
  lengths.push(newId().length);
  assert.equal(lengths[0], lengths[1]);
});

test("an id is made where the browser forbids storage", () => {
  giveStorage({
    getItem() {
      throw new Error("forbidden");
    },
  });
  assert.ok(newId() < newId());
});

test("an outbox outlives its page, in order, and forgets what was acknowledged", () => {
  const storage = new FakeStorage();
  const first = new Outbox("p:mj", storage);
  for (const decision of ["b", "a", "c"]) first.put(tag(decision));
  first.take("a");
  assert.deepEqual([...new Outbox("p:mj", storage).waiting.keys()], ["b", "c"]);
  assert.equal(new Outbox("p:other", storage).waiting.size, 0);
});

test("an outbox works on where the browser forbids storage, and says so", () => {
  const outbox = new Outbox("p:mj", {
    get length() {
      throw new Error("forbidden");
    },
  });
  outbox.put(tag("a"));
  assert.equal(outbox.waiting.size, 1);
  assert.equal(outbox.isKept, false);
});

test("a coder never gets the decisions of another whose name begins alike", () => {
  const storage = new FakeStorage();
  new Outbox("p:mj:x", storage).put(tag("d1", "mj:x"));
  new Outbox("p:mj", storage).put(tag("d2", "mj"));
  assert.deepEqual([...new Outbox("p:mj", storage).waiting.keys()], ["d2"]);
  assert.deepEqual([...new Outbox("p:mj:x", storage).waiting.keys()], ["d1"]);
});

test("a study made anew under the same name never gets the old one's decisions", () => {
  const storage = new FakeStorage();
  new Outbox("old:mj", storage).put(tag("d1"));
  assert.equal(new Outbox("new:mj", storage).waiting.size, 0);
});

test("a broken entry hides no other", () => {
  const storage = new FakeStorage();
  const broken = [
    "{not json",
    '"text"',
    "null",
    "[]",
    '{"decision":{"a":1}}',
    '{"do":"tag","decision":"other","coder":"mj"}',
  ];
  broken.push(
    '{"do":"cut","decision":"b6","coder":"mj","before":7,"after":[["a"]]}',
    '{"do":"rm","decision":"b7","coder":"mj"}',
  );
  broken.forEach((text, nth) => storage.setItem(`annotate:p:mj:b${nth}`, text));
  new Outbox("p:mj", storage).put(tag("a"));
  new Outbox("p:mj", storage).put(tag("z"));

  const outbox = new Outbox("p:mj", storage);

  assert.deepEqual([...outbox.waiting.keys()], ["a", "z"]);
  assert.equal(outbox.isKept, true);
});

test("what was taken never comes again", () => {
  const storage = new FakeStorage();
  new Outbox("p:mj", storage).put(tag("a"));
  const outbox = new Outbox("p:mj", storage);
  outbox.take("a");
  assert.deepEqual([outbox.waiting.size, new Outbox("p:mj", storage).waiting.size, storage.length], [0, 0, 0]);
});
