import assert from "node:assert/strict";
import { test } from "node:test";

import { nameOf, standing } from "../../annotate/_intake/js/draw.js";
import { meaning } from "../../annotate/_intake/js/keys.js";
import { Texts } from "../../annotate/tagger/js/wording.js";

const press = (key, held = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
const CONTROL = { ctrlKey: true };

test("arrows and Enter go from row to row, and only in a value", () => {
  const keys = ["ArrowDown", "ArrowUp", "Enter", "x"].map((key) => press(key));
  const does = (field) => keys.map((key) => meaning(key, field, true));
  assert.deepEqual(does("value"), ["below", "above", "below", undefined]);
  assert.deepEqual(does("words"), [undefined, undefined, "words", undefined]);
  assert.deepEqual(does("variable"), [undefined, undefined, "variable", undefined]);
  assert.deepEqual(does("other"), [undefined, undefined, undefined, undefined]);
});

test("Ctrl+D fills down where a value is typed, with Caps Lock and on a Mac too", () => {
  assert.equal(meaning(press("D", CONTROL), "value", true), "down");
  assert.equal(meaning(press("d", { metaKey: true }), "value", false), "down");
  assert.equal(meaning(press("d", CONTROL), "words", false), undefined);
  assert.equal(meaning(press("d"), "value", true), undefined);
});

test("Ctrl+Z takes back a change, or leaves the browser to take back what is typed", () => {
  for (const field of ["value", "words", "variable", "other"]) {
    assert.equal(meaning(press("z", CONTROL), field, false), "undo");
    assert.equal(meaning(press("z", CONTROL), field, true), undefined);
    assert.equal(meaning(press("Z", { ...CONTROL, shiftKey: true }), field, false), undefined);
  }
});

const SAY = new Texts("en", {
  found: { one: "{n} found, {kept} kept", other: "{n} found, {kept} kept" },
  outcome_already_there: { one: "{n} was there already", other: "{n} were there already" },
  outcome_added: { one: "{n} added", other: "{n} added" },
  title_of: "title",
});

test("what became of the articles is said in place of how many there are", () => {
  const sent = { is_new: true, kept: 2, total: 3, outcomes: [] };
  assert.equal(standing(sent, SAY), "3 found, 2 kept");
  const outcomes = [
    ["added", 2],
    ["already there", 1],
  ];
  assert.equal(standing({ ...sent, outcomes }, SAY), "2 added · 1 was there already");
});

test("a column of the study's own keeps its name, whatever it is", () => {
  assert.deepEqual(
    ["title", "region", "toString"].map((name) => nameOf(name, SAY)),
    ["title", "region", "toString"],
  );
});
