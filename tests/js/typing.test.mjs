import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Typing } from "../../annotate/tagger/js/typing.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** Type keys with a pause after each; what was run, in order. */
function typed(keys, pause) {
  const run = [];
  const typing = new Typing(
    (key) => run.push(key),
    () => run.push("word"),
  );
  for (const key of keys) {
    if (!typing.take(key)) run.push(key);
    mock.timers.tick(pause);
  }
  mock.timers.tick(1000);
  return run;
}

test("a letter alone runs, and so do letters at a tagger's pace", () => {
  assert.deepEqual(typed("e", 0), ["e"]);
  assert.deepEqual(typed("semu", 200), [..."semu"]);
});

test("a word typed at speed runs nothing, in whatever language, with the Enter after it", () => {
  for (const word of ["migrants", "Sénat", "мэр", "summer 2024"]) {
    assert.deepEqual(typed([...word.toLowerCase(), "Enter"], 60), ["word"]);
  }
});

test("a short word is one by the blank or the comma after it", () => {
  for (const word of ["of", "il", "a", "to the river"]) assert.deepEqual(typed([...word, " "], 60), ["word"]);
  assert.deepEqual(typed([..."so, it"], 60), ["word"]);
  assert.deepEqual(typed([..."e."], 60), ["e", "."]);
  assert.deepEqual(typed([..."un", " "], 200), ["u", "n", " "]);
});

test("after a word, and a rest, letters are commands again", () => {
  const run = [];
  const typing = new Typing(
    (key) => run.push(key),
    () => {},
  );
  for (const key of "word") typing.take(key);
  mock.timers.tick(500);
  typing.take("e");
  mock.timers.tick(200);
  assert.deepEqual(run, ["e"]);
});

test("a word of two letters is one, wherever it ends", () => {
  for (const word of ["un", "me", "ев", "sé"]) assert.deepEqual(typed(word, 60), ["word"]);
  assert.deepEqual(typed("un", 200), [..."un"]);
});

test("one letter again and again is no word, nor is undo and redo in turn", () => {
  assert.deepEqual(typed("uuuuu", 10), [..."uuuuu"]);
  assert.deepEqual(typed("uurru", 10), [..."uurru"]);
  assert.deepEqual(typed("run", 10), ["word"]);
});

test("keys that are no letters run at once, after the letters that were pressed before them", () => {
  assert.deepEqual(typed(["1", "2", "m", "Enter", "3", "s", "ArrowLeft"], 5), [
    "1",
    "2",
    "m",
    "Enter",
    "3",
    "s",
    "ArrowLeft",
  ]);
});
