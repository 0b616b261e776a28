import assert from "node:assert/strict";
import { test } from "node:test";

import { complete, guessKind } from "../../annotate/tagger/js/field.js";

test("typing completes to a known speaker", () => {
  assert.equal(complete("lea", ["Bruce", "Leavitt"]), "Leavitt");
  assert.equal(complete("", ["Leavitt"]), undefined);
  assert.equal(complete("Leavitt", ["Leavitt"]), undefined);
});

test("a kind of speaker is guessed", () => {
  assert.deepEqual(["", "Karoline Leavitt", "les voisins"].map(guessKind), ["unnamed", "named", "collective"]);
});
