import assert from "node:assert/strict";
import { test } from "node:test";

import { apply } from "../../annotate/tagger/js/decisions.js";
import { beginsLine, readPage } from "../../annotate/tagger/js/page.js";
import {
  cuePieces,
  isCertain,
  isHidden,
  proposedSource,
  readSuggestion,
  restOfParagraph,
  suggestionFor,
} from "../../annotate/tagger/js/suggestions.js";
import { slice } from "../../annotate/tagger/js/text.js";
import { LABELS, pageOf, suggestedPage, tagAt } from "./pages.mjs";

test("what the splitter proposes stands until suggestions arrive", () => {
  const page = readPage({
    article_id: "vote",
    text: "Views: 7",
    passages: [[0, 8, "excluded", "view counter", null]],
    codebook: { labels: LABELS },
  });
  assert.deepEqual(
    [suggestionFor(page, page.passages[0]).label, suggestionFor(page, page.passages[0]).reason],
    ["excluded", "view counter"],
  );
});

test("a blind passage shows its suggestion only after the coder's own decision", () => {
  for (const blind of [true, [0]]) {
    const page = suggestedPage([[0, "attributed_claim", "Lee"]], { blind });
    assert.equal(suggestionFor(page, page.passages[0]), null);
    tagAt(page, 0, "opinion");
    assert.equal(isHidden(page, page.passages[0]), false);
    assert.equal(suggestionFor(page, page.passages[0]).speaker, "Lee");
  }
});

test("an opinion that a machine suggests waits for the coder's own decision", () => {
  const page = suggestedPage(
    [
      [0, "opinion"],
      [2, "attributed_claim", "Lee"],
    ],
    {},
  );
  page.later = new Set([0]);
  assert.equal(suggestionFor(page, page.passages[0]), null);
  assert.equal(suggestionFor(page, page.passages[1]).speaker, "Lee");
  tagAt(page, 0, "reported_fact");
  assert.equal(suggestionFor(page, page.passages[0]).label, "opinion");
});

test("certain are exclusions, and claims with a speaker and a high score", () => {
  const page = suggestedPage([
    [0, "excluded", "", 0.5],
    [2, "attributed_claim", "Lee", 0.8],
    [4, "attributed_claim", "Lee", 0.79],
    [6, "attributed_claim", "", 0.9],
  ]);
  assert.deepEqual(
    page.passages.map((passage) => isCertain(page, passage)),
    [true, true, false, false, false, false],
  );
});

test("the rest of a paragraph ends with it, and leaves out what is tagged or suggested otherwise", () => {
  const page = pageOf(
    "a b c d\ne",
    [0, 2, 4, 6, 8].map((start) => [start, start + 1]),
  );
  page.suggestions.set("4-5", readSuggestion([4, 5, "attributed_claim", "Lee", "named", 0.9, "", [], ""]));
  tagAt(page, 0, "opinion");
  assert.deepEqual(restOfParagraph(page, 1, "opinion"), [1, 3]);
  assert.deepEqual(restOfParagraph(page, 1, "attributed_claim"), [1, 2, 3]);
  assert.deepEqual(
    page.passages.map((_, nth) => beginsLine(page, nth)),
    [true, false, false, false, true],
  );
});

test("cues cut a text into pieces that say which kinds they are, also where cues overlap", () => {
  const page = pageOf("😀 “a grotesque lie”, she said", [[0, 27]]);
  const pieces = cuePieces(page, page.passages[0], [
    [2, 19, "quotation"],
    [5, 14, "evaluative"],
    [25, 29, "reporting_verb"],
    [90, 95, "modal"],
  ]);
  assert.equal(pieces.map(([text]) => text).join(""), slice(page, 0, 27));
  assert.deepEqual(
    pieces.filter(([, kinds]) => kinds.length).map(([text, kinds]) => [text, kinds.join(" ")]),
    [
      ["“a ", "quotation"],
      ["grotesque", "quotation evaluative"],
      [" lie”", "quotation"],
      ["sa", "reporting_verb"],
    ],
  );
});

test("another source is proposed blind or not, until it is in force", () => {
  const page = suggestedPage([], { blind: true });
  page.suggestions.set("4-5", readSuggestion([4, 5, "", "", "", null, "", [], "The agency"]));
  assert.equal(proposedSource(page, page.passages[2]), "The agency");
  apply(page, { do: "source", article_id: "vote", source: "The agency", start: 4 });
  assert.equal(proposedSource(page, page.passages[2]), "");
});
