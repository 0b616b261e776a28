import assert from "node:assert/strict";
import { test } from "node:test";

import { apply } from "../../annotate/tagger/js/decisions.js";
import { balanceOf, nextToTag, readPage } from "../../annotate/tagger/js/page.js";
import { pageOf, suggestedPage, tagAt } from "./pages.mjs";

test("the balance counts one source's passages only", () => {
  const page = pageOf(
    "One. Two. Three.",
    [
      [0, 4],
      [5, 9],
      [10, 16],
    ],
    { sources: [[5, "The agency"]] },
  );
  apply(page, { do: "tag", article_id: "vote", start: 0, end: 4, label: "opinion" });
  apply(page, { do: "tag", article_id: "vote", start: 5, end: 9, label: "reported_fact" });
  const { counts, untagged } = balanceOf(page, "The agency");
  assert.deepEqual([counts.opinion, counts.reported_fact, untagged], [0, 1, 1]);
});

test("a page sent again without its text keeps text and suggestions", () => {
  const page = suggestedPage([[0, "excluded"]]);
  const { text, ...rest } = { ...page, passages: [[0, 1, "", "", null]], tags: [] };
  const again = readPage(rest, page);
  assert.equal(again.text, text);
  assert.equal(again.suggestions.size, 1);
  assert.equal(readPage({ ...rest, article_id: "other", text: "z" }, page).suggestions.size, 0);
});

test("after a tag comes the next passage without one", () => {
  const page = suggestedPage([]);
  for (const start of [2, 4]) tagAt(page, start, "opinion");
  assert.equal(nextToTag(page, 0), 3);
  for (const start of [6, 8, 10]) tagAt(page, start, "opinion");
  assert.equal(nextToTag(page, 0), 1);
});
