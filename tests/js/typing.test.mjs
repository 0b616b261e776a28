import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Typing } from "../../annotate/tagger/js/typing.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const VERBS = "ahefgjkmnpqrsuvwx";
/** Of a codebook whose labels have letters. */
const LABELS = "olzc";

const kindOf = (key) => (LABELS.includes(key) ? "label" : VERBS.includes(key) ? "verb" : "");

/** Type keys with a pause after each; what was run, in order. */
function typed(keys, pause) {
  const run = [];
  const typing = new Typing(
    (key) => run.push(key),
    (isBegun) => run.push(isBegun ? "rest of a word" : "word"),
    kindOf,
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
  assert.deepEqual(typed("semu", 320), [..."semu"]);
  assert.deepEqual(typed("se", 200), [..."se"]);
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
  assert.deepEqual(typed([..."un", " "], 250), ["u", "n", " "]);
});

test("after a word, and a rest, letters are commands again", () => {
  const run = [];
  const typing = new Typing(
    (key) => run.push(key),
    () => {},
    kindOf,
  );
  for (const key of "word") typing.take(key);
  mock.timers.tick(500);
  typing.take("e");
  mock.timers.tick(200);
  assert.deepEqual(run, ["e"]);
});

test("a word of two letters is one, wherever it ends", () => {
  for (const word of ["un", "me", "ев", "sé", "of"]) assert.deepEqual(typed(word, 60), ["word"]);
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

test("a word that begins with a letter that says nothing runs nothing, however slowly it is typed", () => {
  for (const word of ["the", "budget", "ils", "дом", "bon"]) assert.deepEqual(typed(word, 280), ["word"]);
  assert.deepEqual(typed("th", 320), [..."th"]); // each alone: the first does nothing where it is pressed
});

test("of a word typed slowly no more than its first two letters run", () => {
  for (const word of ["summer", "peur", "reform"]) {
    assert.deepEqual(typed(word, 250), [word[0], word[1], "rest of a word"]);
  }
  assert.deepEqual(typed("uurruruu", 250), [..."uurruruu"]); // back and forth
});

test("two labels' keys at speed are two tags, unless more of a word follows", () => {
  assert.deepEqual(typed("ol", 60), [..."ol"]);
  assert.deepEqual(typed("lolo", 200), [..."lolo"]);
  assert.deepEqual(typed("ooooo", 40), [..."ooooo"]);
  for (const word of ["col", "local", "lo ", "ole"]) assert.deepEqual(typed(word, 60), ["word"]);
});

test("what waits is said to be under way only where it will be done", () => {
  const typing = new Typing(
    () => {},
    () => {},
    kindOf,
  );
  typing.take("t");
  assert.equal(typing.isWaiting, false);
  mock.timers.tick(1000);
  typing.take("e");
  assert.equal(typing.isWaiting, true);
  mock.timers.tick(1000);
  assert.equal(typing.isWaiting, false);
});

test("keys that something beside the text takes are no part of a word", () => {
  const run = [];
  const typing = new Typing(
    (key) => run.push(key),
    () => run.push("word"),
    kindOf,
  );
  for (const key of "wtu") {
    typing.take(key);
    mock.timers.tick(150);
    typing.forget(); // an answer, a speaker or a search takes a key
  }
  mock.timers.tick(1000);
  assert.deepEqual(run, [..."wtu"]);
});

test("letters of verbs between letters of labels are commands, however many differ", () => {
  assert.deepEqual(typed("eomou", 250), [..."eomou"]);
});
