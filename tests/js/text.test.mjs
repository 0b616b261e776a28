import assert from "node:assert/strict";
import { test } from "node:test";

import { isRightToLeft, measure, slice, splitPlaces } from "../../annotate/tagger/js/text.js";
import { pageOf } from "./pages.mjs";

/** Offsets the slow, plain way: Array.from splits a string into code points. */
const slowSlice = (text, start, end) => Array.from(text).slice(start, end).join("");

test("code points are found in any text", () => {
  for (const text of [
    "",
    "plain",
    "é à",
    "a😀b😀😀c",
    "👩‍🚒 fire",
    "lone \ud83d and \ude00 halves",
    "𝒳".repeat(50),
    "e\u0301\u200d",
  ]) {
    const page = pageOf(text, []);
    const length = Array.from(text).length;
    for (let start = 0; start <= length; start += 1) {
      for (let end = start; end <= length; end += 1) assert.equal(slice(page, start, end), slowSlice(text, start, end));
    }
  }
});

test("units and code points convert into each other", () => {
  const { toUnits, toPoints } = measure("a😀b😀");
  for (const point of [0, 1, 2, 3, 4]) assert.equal(toPoints(toUnits(point)), point);
});

test("a passage can be split before each word but the first", () => {
  const page = pageOf("Un 😀 mot, deux", [[0, 14]]);
  assert.deepEqual(
    splitPlaces(page, page.passages[0]).map((place) => slice(page, place, 14)),
    ["😀 mot, deux", "mot, deux", "deux"],
  );
});

test("a passage without spaces can be split at any character", () => {
  const page = pageOf("市長は言う", [[0, 5]]);
  assert.deepEqual(splitPlaces(page, page.passages[0]), [1, 2, 3, 4]);
});

test("an article is read from the side on which its first letter stands", () => {
  assert.deepEqual(["قالت", "1. שלום", "Le vote", "市長", "", "« Non », dit قالت"].map(isRightToLeft), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
