import assert from "node:assert/strict";
import { test } from "node:test";

import { newId, Outbox } from "../../annotate/tagger/js/outbox.js";
import { FakeStorage } from "./pages.mjs";

test("ids sort in the order of their making", () => {
  const made = Array.from({ length: 200 }, newId);
  assert.deepEqual(made.toSorted(), made);
});

test("an outbox outlives its page, in order, and forgets what was acknowledged", () => {
  const storage = new FakeStorage();
  const first = new Outbox("p:mj", storage);
  for (const decision of ["b", "a", "c"]) first.put({ do: "tag", decision, coder: "mj" });
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
  outbox.put({ do: "tag", decision: "a", coder: "mj" });
  assert.equal(outbox.waiting.size, 1);
  assert.equal(outbox.isKept, false);
});
