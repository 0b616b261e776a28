import assert from "node:assert/strict";
import { mock, test } from "node:test";

import {
  Outbox, Session, apply, balanceOf, beginsLine, complete, cuePieces, guessKind, halves, isCertain, isHidden, isRightToLeft, keyName, languageOf, measure, newId, nextToTag, proposedSource,
  readPage, readSuggestion, restOfParagraph, slice, sourceAt, splitPlaces, suggestionFor,
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

/** A session whose kernel answers only when told to, and what it was sent. */
function quietSession(send = () => {}) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const session = new Session({
    get: () => "", on: () => {}, off: () => {},
    send: (content) => { send(content); sent.push(content.do); },
  });
  const answer = () => session.receive({ kind: "article", json: JSON.stringify({ page: {
    article_id: "vote", text: "a", passages: [[0, 1, "", "", null]], coder: "mj", project_id: "p", project_tags: 0, speakers: [] } }) });
  const end = () => { session.close(); mock.timers.reset(); };
  return { session, sent, answer, end };
}

test("an article that does not come is asked for again, until it comes", () => {
  const { session, sent, answer, end } = quietSession();
  mock.timers.tick(8000);
  assert.deepEqual(sent, []); // nothing shows it yet
  session.open("fr");
  mock.timers.tick(8000);
  assert.deepEqual(sent, ["open", "open", "open"]);

  answer();
  mock.timers.tick(8000);
  assert.equal(sent.length, 3);
  end();
});

test("a key pressed after the kernel is gone for good is kept, and said to be unsaved", () => {
  let isGone = false;
  const { session, sent, answer, end } = quietSession(() => { if (isGone) throw new Error("Cannot send"); });
  session.open("en");
  answer();
  isGone = true;
  session.decide({ do: "tag", article_id: "vote", start: 0, end: 1, label: "opinion" });
  mock.timers.tick(20_000);
  assert.deepEqual(sent, ["open"]);
  assert.equal(session.state.kind, "unsaved");
  assert.equal(session.outbox.waiting.size, 1);
  assert.equal(session.page.tags.get("0-1").label, "opinion");
  end();
});

test("the wording follows what is asked, else the browser", () => {
  assert.equal(languageOf("fr"), "fr");
  assert.equal(languageOf("xx"), "en");
});

// What is suggested

/** A page of one-letter passages, a line each two, with suggestions by passage. */
function suggestedPage(given, more = {}) {
  const text = "a b\nc d\ne f";
  const page = pageOf(text, [0, 2, 4, 6, 8, 10].map((start) => [start, start + 1]), more);
  for (const [start, label, speaker = "", score = 0.9] of given) {
    const one = readSuggestion([start, start + 1, label, speaker, speaker && "named", score, "why", [], ""]);
    page.suggestions.set(`${start}-${start + 1}`, one);
  }
  return page;
}

const tagAt = (page, start, label) => apply(page, { do: "tag", article_id: "vote", start, end: start + 1, label });

test("a page sent again without its text keeps text and suggestions", () => {
  const page = suggestedPage([[0, "excluded"]]);
  const { text, ...rest } = { ...page, passages: [[0, 1, "", "", null]], tags: [] };
  const again = readPage(rest, page);
  assert.equal(again.text, text);
  assert.equal(again.suggestions.size, 1);
  assert.equal(readPage({ ...rest, article_id: "other", text: "z" }, page).suggestions.size, 0);
});

test("what the splitter proposes stands until suggestions arrive", () => {
  const page = readPage({ article_id: "vote", text: "Views: 7", passages: [[0, 8, "excluded", "view counter", null]], codebook: { labels: LABELS } });
  assert.deepEqual([suggestionFor(page, page.passages[0]).label, suggestionFor(page, page.passages[0]).reason], ["excluded", "view counter"]);
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

test("certain are exclusions, and claims with a speaker and a high score", () => {
  const page = suggestedPage([[0, "excluded", "", 0.5], [2, "attributed_claim", "Lee", 0.8], [4, "attributed_claim", "Lee", 0.79], [6, "attributed_claim", "", 0.9]]);
  assert.deepEqual(page.passages.map((passage) => isCertain(suggestionFor(page, passage))), [true, true, false, false, false, false]);
});

test("the rest of a paragraph ends with it, and leaves out what is tagged or suggested otherwise", () => {
  const page = pageOf("a b c d\ne", [0, 2, 4, 6, 8].map((start) => [start, start + 1]));
  page.suggestions.set("4-5", readSuggestion([4, 5, "attributed_claim", "Lee", "named", 0.9, "", [], ""]));
  tagAt(page, 0, "opinion");
  assert.deepEqual(restOfParagraph(page, 1, "opinion"), [1, 3]);
  assert.deepEqual(restOfParagraph(page, 1, "attributed_claim"), [1, 2, 3]);
  assert.deepEqual(page.passages.map((_, nth) => beginsLine(page, nth)), [true, false, false, false, true]);
});

test("after a tag comes the next passage without one", () => {
  const page = suggestedPage([]);
  for (const start of [2, 4]) tagAt(page, start, "opinion");
  assert.equal(nextToTag(page, 0), 3);
  for (const start of [6, 8, 10]) tagAt(page, start, "opinion");
  assert.equal(nextToTag(page, 0), 1);
});

test("cues cut a text into pieces that say which kinds they are, also where cues overlap", () => {
  const page = pageOf("😀 “a grotesque lie”, she said", [[0, 27]]);
  const pieces = cuePieces(page, page.passages[0], [[2, 19, "quotation"], [5, 14, "evaluative"], [25, 29, "reporting_verb"], [90, 95, "modal"]]);
  assert.equal(pieces.map(([text]) => text).join(""), slice(page, 0, 27));
  assert.deepEqual(pieces.filter(([, kinds]) => kinds.length).map(([text, kinds]) => [text, kinds.join(" ")]), [
    ["“a ", "quotation"], ["grotesque", "quotation evaluative"], [" lie”", "quotation"], ["sa", "reporting_verb"],
  ]);
});

test("another source is proposed blind or not, until it is in force", () => {
  const page = suggestedPage([], { blind: true });
  page.suggestions.set("4-5", readSuggestion([4, 5, "", "", "", null, "", [], "The agency"]));
  assert.equal(proposedSource(page, page.passages[2]), "The agency");
  apply(page, { do: "source", article_id: "vote", source: "The agency", start: 4 });
  assert.equal(proposedSource(page, page.passages[2]), "");
});

test("an article is read from the side on which its first letter stands", () => {
  assert.deepEqual(["قالت", "1. שלום", "Le vote", "市長", "", "« Non », dit قالت"].map(isRightToLeft), [true, true, false, false, false, false]);
});
