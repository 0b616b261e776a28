import assert from "node:assert/strict";
import { test } from "node:test";

import { onClick } from "../../annotate/tagger/js/press.js";

/** What is clicked, and a mouse on it. */
function pressable() {
  const hears = {};
  const clicked = [];
  onClick({ addEventListener: (kind, listener) => (hears[kind] = listener) }, (what) => clicked.push(what.name));
  const tell = (kind, target, clientX = 0) => hears[kind]({ target, clientX, clientY: 0 });
  return { clicked, tell };
}

test("what was drawn anew under a pressed pointer is clicked all the same, once", () => {
  const { clicked, tell } = pressable();
  const row = { name: "row", isConnected: true };
  tell("pointerdown", row);
  row.isConnected = false;
  tell("pointerup", { name: "another", isConnected: true }, 3);
  assert.deepEqual(clicked, ["row"]);
  tell("pointerup", { name: "another", isConnected: true });
  assert.deepEqual(clicked, ["row"]);
});

test("what still stands is clicked when the browser says so, and no sooner", () => {
  const { clicked, tell } = pressable();
  const row = { name: "row", isConnected: true };
  tell("pointerdown", row);
  tell("pointerup", row);
  assert.deepEqual(clicked, []);
  tell("click", row);
  assert.deepEqual(clicked, ["row"]);
});

test("a pointer that moves away, or scrolls, takes its press back", () => {
  const { clicked, tell } = pressable();
  const row = { name: "row", isConnected: false };
  tell("pointerdown", row);
  tell("pointerup", row, 40);
  tell("pointerdown", row);
  tell("pointercancel", row);
  tell("pointerup", row);
  assert.deepEqual(clicked, []);
});
