import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, changes } from "../../annotate/tagger/js/decisions.js";
import { sourceAt } from "../../annotate/tagger/js/page.js";
import { halves, slice } from "../../annotate/tagger/js/text.js";
import { pageOf } from "./pages.mjs";

test("a tag stands on its passage, and its speaker is known from then on", () => {
  const page = pageOf("Safe, she said.", [[0, 15]]);
  apply(page, { do: "tag", article_id: "vote", start: 0, end: 15, label: "attributed_claim", speaker: "Leavitt" });
  assert.equal(page.tags.get("0-15").label, "attributed_claim");
  assert.deepEqual(page.speakers, ["Leavitt"]);
  assert.equal(page.project_tags, 1);
});

test("a passage tagged twice is counted once", () => {
  const page = pageOf("It rains.", [[0, 9]]);
  for (const label of ["opinion", "reported_fact"])
    apply(page, { do: "tag", article_id: "vote", start: 0, end: 9, label });
  assert.equal(page.project_tags, 1);
  assert.equal(page.tags.get("0-9").label, "reported_fact");
});

test("answers stand with their tag and their article, and an empty one takes them back", () => {
  const page = pageOf("It rains.", [[0, 9]]);
  const tag = { do: "tag", article_id: "vote", start: 0, end: 9, label: "opinion", answers: { frame: "a | b" } };
  assert.equal(changes(page, tag), true);
  apply(page, tag);
  assert.equal(changes(page, { ...tag, codebook: "media_bias@2" }), false);
  assert.equal(changes(page, { ...tag, answers: {} }), true);
  const answer = { do: "answer", article_id: "vote", answers: { tone: "4", topic: "x" } };
  apply(page, answer);
  assert.equal(changes(page, answer), false);
  apply(page, { do: "answer", article_id: "vote", answers: { topic: "" } });
  assert.deepEqual(page.answers, { tone: "4" });
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
  assert.deepEqual(
    after.map(([start, end]) => slice(page, start, end)),
    ["A fact,", "alas 😀."],
  );
  apply(page, { do: "cut", article_id: "vote", before: [[0, 16]], after });
  assert.deepEqual(
    page.passages.map(({ start, end }) => [start, end]),
    after,
  );
  assert.equal(page.tags.size, 0);
});

test("merging joins two passages", () => {
  const page = pageOf("One. Two. Three.", [
    [0, 4],
    [5, 9],
    [10, 16],
  ]);
  apply(page, {
    do: "cut",
    article_id: "vote",
    before: [
      [0, 4],
      [5, 9],
    ],
    after: [[0, 9]],
  });
  assert.deepEqual(
    page.passages.map(({ start, end }) => slice(page, start, end)),
    ["One. Two.", "Three."],
  );
  assert.equal(page.project_passages, 2);
});

test("a source holds from its place on", () => {
  const page = pageOf("One. Two. Three.", [
    [0, 4],
    [5, 9],
    [10, 16],
  ]);
  apply(page, { do: "source", article_id: "vote", source: "The agency", start: 5 });
  assert.deepEqual(
    [0, 5, 10].map((start) => sourceAt(page, start)),
    ["The Courier", "The agency", "The agency"],
  );
});

test("a source for one passage only gives way to the one before it", () => {
  const page = pageOf("One. Two. Three.", [
    [0, 4],
    [5, 9],
    [10, 16],
  ]);
  apply(page, { do: "source", article_id: "vote", source: "The editor", start: 5, end: 10 });
  assert.deepEqual(
    [0, 5, 10].map((start) => sourceAt(page, start)),
    ["The Courier", "The editor", "The Courier"],
  );
});

test("a part of a passage that is tagged becomes a passage, and the rest of it others, less the blanks", () => {
  const page = pageOf("One fact 😀, alas. Two.", [
    [0, 17],
    [18, 22],
  ]);
  apply(page, { do: "tag", article_id: "vote", start: 4, end: 10, label: "opinion" });
  assert.deepEqual(
    page.passages.map(({ start, end }) => slice(page, start, end)),
    ["One", "fact 😀", ", alas.", "Two."],
  );
  assert.deepEqual([...page.tags.keys()], ["4-10"]);
  assert.equal(page.project_passages, 4);
});

test("a decision that says what stands already changes nothing", () => {
  const page = pageOf("It rains.", [[0, 9]]);
  const tag = { do: "tag", article_id: "vote", start: 0, end: 9, label: "opinion" };
  assert.equal(changes(page, { do: "untag", article_id: "vote", start: 0, end: 9 }), false);
  assert.equal(changes(page, tag), true);
  apply(page, tag);
  assert.equal(changes(page, tag), false);
  assert.equal(changes(page, { ...tag, unsure: true }), true);
  assert.equal(changes(page, { do: "untag", article_id: "vote", start: 0, end: 9 }), true);
});
