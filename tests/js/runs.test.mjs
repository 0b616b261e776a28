import assert from "node:assert/strict";
import { test } from "node:test";

import { Runs } from "../../annotate/tagger/js/runs.js";

const times = (runs, many) => Array.from({ length: many }, () => runs.count());

test("decisions made as one are undone and redone as one", () => {
  const runs = new Runs();
  runs.count();
  runs.asOne(() => times(runs, 3));
  assert.deepEqual([runs.take("undo"), runs.take("redo"), runs.take("undo"), runs.take("undo")], [3, 3, 3, 1]);
  assert.deepEqual([runs.take("redo"), runs.take("redo")], [1, 3]);
});

test("a step without a decision is none, and one within another belongs to it", () => {
  const runs = new Runs();
  runs.asOne(() => runs.asOne(() => times(runs, 2)));
  runs.asOne(() => {});
  assert.deepEqual(runs.done, [2]);
});

test("after a new decision nothing can be redone, and what nobody counted is undone one at a time", () => {
  const runs = new Runs();
  runs.asOne(() => times(runs, 2));
  runs.take("undo");
  runs.count();
  assert.deepEqual(runs.undone, []);
  runs.forget();
  assert.deepEqual([runs.take("undo"), runs.take("undo")], [1, 1]);
});
