import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { changed, keep } from "../../annotate/tagger/js/changed.js";
import { Session } from "../../annotate/tagger/js/session.js";

const row = (start) => [start, start + 1, "", "", null];
const opinion = { label: "opinion", speaker: "" };
const fact = { label: "fact", speaker: "" };
const page = {
  article_id: "vote",
  coder: "mj",
  project_id: "p",
  text: "abcdef",
  codebook: { name: "c", version: 1, labels: [] },
  blind: [],
  passages: [row(0), row(1), row(2), row(3)],
  tags: [
    [0, 1, opinion],
    [1, 2, opinion],
  ],
  project_tags: 2,
  queue: ["", "", "", "", ""],
  wording: { a: "b" },
};
const nothing = { after: 1, edition: 2, about: {}, at: 0, removed: 0, passages: [], tags: [], untagged: [] };

test("a change puts passages in the place of others, tags, takes back, and leaves the rest", () => {
  const told = keep({ page, edition: 1 });
  const kept = structuredClone(told);
  const change = {
    ...nothing,
    about: { project_tags: 1 },
    at: 1,
    removed: 2,
    passages: [[1, 3, "", "", null]],
    tags: [[0, 1, fact]],
    untagged: [[1, 2]],
  };
  const now = changed(told, change);

  assert.deepEqual(now.page.passages, [row(0), [1, 3, "", "", null], row(3)]);
  assert.deepEqual(now.page.tags, [[0, 1, fact]]);
  assert.equal(now.page.project_tags, 1);
  assert.equal(now.edition, 2);
  assert.deepEqual(told, kept); // what was told stands until then
});

test("what is said once is not said again with a change", () => {
  const { page: kept } = keep({ page, edition: 1 });
  assert.deepEqual([kept.text, kept.wording, kept.queue], [undefined, undefined, undefined]);
});

test("a change of another edition changes nothing", () => {
  assert.equal(changed(keep({ page, edition: 1 }), { ...nothing, after: 2 }), null);
});

/** A session that may be told anything, and what it sent. */
function sessionOf() {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const session = new Session({ get: () => "", on: () => {}, off: () => {}, send: (said) => sent.push(said) });
  const tell = (kind, said) => session.receive({ kind, json: JSON.stringify(said) });
  const end = () => {
    session.close();
    mock.timers.reset();
  };
  return { session, sent, tell, end };
}

test("a change takes back what the page painted, but keeps what waits to be saved", () => {
  const { session, sent, tell, end } = sessionOf();
  tell("article", { page, edition: 1 });
  session.decide({ do: "tag", article_id: "vote", start: 2, end: 3, label: "fact", speaker: "the mayor" });
  tell("saved", { decision: sent.at(-1).decision });
  session.decide({ do: "tag", article_id: "vote", start: 3, end: 4, label: "fact" });
  tell("change", { ...nothing, about: { project_tags: 2 } }); // the first of them was undone

  assert.deepEqual([...session.page.tags.keys()].sort(), ["0-1", "1-2", "3-4"]);
  assert.deepEqual(session.page.speakers, []);
  assert.equal(session.page.text, "abcdef");
  end();
});

test("a page that missed something asks for what stands, and goes on from there", () => {
  const { session, sent, tell, end } = sessionOf();
  tell("article", { page, edition: 1 });
  tell("change", { ...nothing, after: 2, edition: 3, untagged: [[0, 1]] });
  assert.ok(session.page.tags.has("0-1"));
  mock.timers.tick(1000);
  assert.deepEqual(
    sent.map((said) => said.do),
    ["look"],
  );

  tell("article", { page: { ...page, text: undefined, tags: [[1, 2, opinion]] }, edition: 4 });
  tell("change", { ...nothing, after: 4, edition: 5, tags: [[2, 3, fact]] });
  assert.deepEqual([...session.page.tags.keys()], ["1-2", "2-3"]);
  assert.equal(session.page.text, "abcdef");
  end();
});

test("a change that comes before its article waits for it", () => {
  const { session, sent, tell, end } = sessionOf();
  tell("change", nothing);
  mock.timers.tick(100);
  assert.equal(session.page, null);
  assert.deepEqual(sent, []);
  end();
});
