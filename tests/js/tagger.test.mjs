import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Outbox, apply, balanceOf, complete, guessKind, halves, keyName, languageOf, measure, newId, readPage, slice, sourceAt, splitPlaces,
} from "../../annotate/tagger/tagger.js";

const LABELS = ["opinion", "reported_fact", "attributed_claim", "excluded"].map((name) => ({ name, counted: name !== "excluded" }));

function pageOf(text, spans, more = {}) {
  return readPage({
    article_id: "vote", source: "The Courier", text, passages: spans.map(([start, end]) => [start, end, "", "", null]), tags: [], sources: [],
    speakers: [], known_sources: [], project_tags: 0, project_passages: spans.length, codebook: { labels: LABELS }, ...more,
  });
}

/** Offsets the slow, plain way: Array.from splits a string into code points. */
const slowSlice = (text, start, end) => Array.from(text).slice(start, end).join("");

test("code points are found in any text", () => {
  for (const text of ["", "plain", "é à", "a😀b😀😀c", "👩‍🚒 fire", "lone \ud83d and \ude00 halves", "𝒳".repeat(50), "e\u0301\u200d"]) {
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

test("a tag stands on its passage, and its speaker is known from then on", () => {
  const page = pageOf("Safe, she said.", [[0, 15]]);
  apply(page, { do: "tag", article_id: "vote", start: 0, end: 15, label: "attributed_claim", speaker: "Leavitt" });
  assert.equal(page.tags.get("0-15").label, "attributed_claim");
  assert.deepEqual(page.speakers, ["Leavitt"]);
  assert.equal(page.project_tags, 1);
});

test("a passage tagged twice is counted once", () => {
  const page = pageOf("It rains.", [[0, 9]]);
  for (const label of ["opinion", "reported_fact"]) apply(page, { do: "tag", article_id: "vote", start: 0, end: 9, label });
  assert.equal(page.project_tags, 1);
  assert.equal(page.tags.get("0-9").label, "reported_fact");
});

test("a decision about another article changes nothing here", () => {
  const page = pageOf("It rains.", [[0, 9]]);
  apply(page, { do: "tag", article_id: "other", start: 0, end: 9, label: "opinion" });
  assert.equal(page.tags.size, 0);
});

test("a split leaves out the blanks around the cut, and withdraws the tag", () => {
  const page = pageOf("A fact,  alas 😀.", [[0, 16]]);
  apply(page, { do: "tag", article_id: "vote", start: 0, end: 16, label: "opinion" });
  const after = halves(page, page.passages[0], 9);
  assert.deepEqual(after.map(([start, end]) => slice(page, start, end)), ["A fact,", "alas 😀."]);
  apply(page, { do: "cut", article_id: "vote", before: [[0, 16]], after });
  assert.deepEqual(page.passages.map(({ start, end }) => [start, end]), after);
  assert.equal(page.tags.size, 0);
});

test("merging joins two passages", () => {
  const page = pageOf("One. Two. Three.", [[0, 4], [5, 9], [10, 16]]);
  apply(page, { do: "cut", article_id: "vote", before: [[0, 4], [5, 9]], after: [[0, 9]] });
  assert.deepEqual(page.passages.map(({ start, end }) => slice(page, start, end)), ["One. Two.", "Three."]);
  assert.equal(page.project_passages, 2);
});

test("a passage can be split before each word but the first", () => {
  const page = pageOf("Un 😀 mot, deux", [[0, 14]]);
  assert.deepEqual(splitPlaces(page, page.passages[0]).map((place) => slice(page, place, 14)), ["😀 mot, deux", "mot, deux", "deux"]);
});

test("a passage without spaces can be split at any character", () => {
  const page = pageOf("市長は言う", [[0, 5]]);
  assert.deepEqual(splitPlaces(page, page.passages[0]), [1, 2, 3, 4]);
});

test("a source holds from its place on", () => {
  const page = pageOf("One. Two. Three.", [[0, 4], [5, 9], [10, 16]]);
  apply(page, { do: "source", article_id: "vote", source: "The agency", start: 5 });
  assert.deepEqual([0, 5, 10].map((start) => sourceAt(page, start)), ["The Courier", "The agency", "The agency"]);
});

test("a source for one passage only gives way to the one before it", () => {
  const page = pageOf("One. Two. Three.", [[0, 4], [5, 9], [10, 16]]);
  apply(page, { do: "source", article_id: "vote", source: "The editor", start: 5, end: 10 });
  assert.deepEqual([0, 5, 10].map((start) => sourceAt(page, start)), ["The Courier", "The editor", "The Courier"]);
});

test("the balance counts one source's passages only", () => {
  const page = pageOf("One. Two. Three.", [[0, 4], [5, 9], [10, 16]], { sources: [[5, "The agency"]] });
  apply(page, { do: "tag", article_id: "vote", start: 0, end: 4, label: "opinion" });
  apply(page, { do: "tag", article_id: "vote", start: 5, end: 9, label: "reported_fact" });
  const { counts, untagged } = balanceOf(page, "The agency");
  assert.deepEqual([counts.opinion, counts.reported_fact, untagged], [0, 1, 1]);
});

test("a French keyboard's unshifted digits are digits", () => {
  assert.equal(keyName({ key: "&", code: "Digit1", shiftKey: false }), "1");
  assert.equal(keyName({ key: "à", code: "Digit0", shiftKey: false }), "0");
  assert.equal(keyName({ key: "?", code: "KeyM", shiftKey: true }), "?");
});

test("typing completes to a known speaker", () => {
  assert.equal(complete("lea", ["Bruce", "Leavitt"]), "Leavitt");
  assert.equal(complete("", ["Leavitt"]), undefined);
  assert.equal(complete("Leavitt", ["Leavitt"]), undefined);
});

test("a kind of speaker is guessed", () => {
  assert.deepEqual(["", "Karoline Leavitt", "les voisins"].map(guessKind), ["unnamed", "named", "collective"]);
});

test("ids sort in the order of their making", () => {
  const made = Array.from({ length: 200 }, newId);
  assert.deepEqual(made.toSorted(), made);
});

/** A browser's storage, as far as the outbox goes. */
class FakeStorage {
  map = new Map();
  get length() { return this.map.size; }
  key(nth) { return [...this.map.keys()][nth] ?? null; }
  getItem(key) { return this.map.get(key) ?? null; }
  setItem(key, value) { this.map.set(key, value); }
  removeItem(key) { this.map.delete(key); }
}

test("an outbox outlives its page, in order, and forgets what was acknowledged", () => {
  const storage = new FakeStorage();
  const first = new Outbox("p:mj", storage);
  for (const decision of ["b", "a", "c"]) first.put({ do: "tag", decision, coder: "mj" });
  first.take("a");
  assert.deepEqual([...new Outbox("p:mj", storage).waiting.keys()], ["b", "c"]);
  assert.equal(new Outbox("p:other", storage).waiting.size, 0);
});

test("an outbox works on where the browser forbids storage, and says so", () => {
  const outbox = new Outbox("p:mj", { get length() { throw new Error("forbidden"); } });
  outbox.put({ do: "tag", decision: "a", coder: "mj" });
  assert.equal(outbox.waiting.size, 1);
  assert.equal(outbox.isKept, false);
});

test("the wording follows what is asked, else the browser", () => {
  assert.equal(languageOf("fr"), "fr");
  assert.equal(languageOf("xx"), "en");
});
