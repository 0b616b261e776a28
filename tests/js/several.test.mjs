/** The explorer's names as buttons: which of them a field finds. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { holds } from "../../annotate/_explorer/several.js";

const NAMES = ["Évening Post", "The Courier", "Le Phare du Littoral", "Straße und Haus", "Ελευθερία", "Post Courier"];
const found = (typed) => NAMES.filter((name) => holds(typed, name));

test("a name is found by any part of it, without case and accents", () => {
  assert.deepEqual(found("evening"), ["Évening Post"]);
  assert.deepEqual(found("ÉVEN"), ["Évening Post"]);
  assert.deepEqual(found("HARE"), ["Le Phare du Littoral"]);
  assert.deepEqual(found("ελευθερια"), ["Ελευθερία"]);
});

test("every word must stand in it, in whatever order", () => {
  assert.deepEqual(found("courier post"), ["Post Courier"]);
  assert.deepEqual(found("post   cour"), ["Post Courier"]);
  assert.deepEqual(found("post phare"), []);
});

test("where nothing is typed every name is found, and no sign is a pattern", () => {
  assert.deepEqual(found(""), NAMES);
  assert.deepEqual(found(".*"), []);
  assert.deepEqual(found("("), []);
});
