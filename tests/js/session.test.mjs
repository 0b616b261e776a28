import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Outbox } from "../../annotate/tagger/js/outbox.js";
import { PROTOCOL } from "../../annotate/tagger/js/messages.js";
import { Session } from "../../annotate/tagger/js/session.js";
import { FakeStorage } from "./pages.mjs";

/** A session whose kernel answers only when told to, and what it was sent. */
function quietSession(send = () => {}) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const session = new Session({
    get: () => "",
    on: () => {},
    off: () => {},
    send: (content) => {
      send(content);
      sent.push(content.do);
    },
  });
  const answer = (about = {}) =>
    session.receive({
      kind: "article",
      json: JSON.stringify({
        page: {
          article_id: "vote",
          text: "a",
          passages: [[0, 1, "", "", null]],
          coder: "mj",
          project_id: "p",
          project_tags: 0,
          speakers: [],
          codebook: { labels: [] },
          ...about,
        },
      }),
    });
  const end = () => {
    session.close();
    mock.timers.reset();
  };
  return { session, sent, answer, end };
}

test("an article that does not come is asked for again, until it comes", () => {
  const { session, sent, answer, end } = quietSession();
  mock.timers.tick(8000);
  assert.deepEqual(sent, []); // nothing shows it yet
  session.open();
  mock.timers.tick(8000);
  assert.deepEqual(sent, ["open", "open", "open"]);

  answer();
  mock.timers.tick(8000);
  assert.equal(sent.length, 3);
  end();
});

test("a key pressed after the kernel is gone for good is kept, and said to be unsaved", () => {
  let isGone = false;
  const { session, sent, answer, end } = quietSession(() => {
    if (isGone) throw new Error("Cannot send");
  });
  session.open();
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

/** A session that may be told anything, its views, and what it sent. */
function sessionOf(page = {}) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const session = new Session({ get: () => "", on: () => {}, off: () => {}, send: (content) => sent.push(content) });
  session.open();
  const about = {
    article_id: "vote",
    text: "a",
    passages: [[0, 1, "", "", null]],
    coder: "mj",
    project_id: "p",
    codebook: { labels: [] },
  };
  const article = (more = {}, protocol = PROTOCOL) =>
    session.receive({ kind: "article", json: JSON.stringify({ page: { ...about, ...page, ...more }, protocol }) });
  const end = () => {
    session.close();
    mock.timers.reset();
    delete globalThis.localStorage;
  };
  return { session, sent, article, end };
}

const opinion = { do: "tag", article_id: "vote", start: 0, end: 1, label: "opinion" };
const decided = (sent) => sent.filter((content) => content.decision);

test("a page of another version than its kernel says so, shows nothing and asks no more", () => {
  const { session, sent, article, end } = sessionOf();
  article({}, PROTOCOL + 1);
  mock.timers.tick(20_000);
  assert.equal(session.error.cause, "version");
  assert.equal(session.page, null);
  assert.equal(sent.length, 1);
  end();
});

test("a page that is refused for its version says so and asks no more", () => {
  const { session, sent, end } = sessionOf();
  session.receive({ kind: "refused", json: JSON.stringify({ decision: null, reason: "…", cause: "version" }) });
  mock.timers.tick(20_000);
  assert.equal(session.error.cause, "version");
  assert.equal(sent.length, 1);
  end();
});

test("a kernel that says no version speaks this one", () => {
  const { session, article, end } = sessionOf();
  article({}, undefined);
  assert.equal(session.page.article_id, "vote");
  end();
});

test("a refused decision never comes again, not in another page of this browser either", () => {
  Object.defineProperty(globalThis, "localStorage", { value: new FakeStorage(), configurable: true });
  const { session, sent, article, end } = sessionOf();
  article();
  session.decide(opinion);
  const { decision } = decided(sent)[0];
  session.receive({ kind: "refused", json: JSON.stringify({ decision, reason: "No.", cause: "" }) });
  mock.timers.tick(20_000);
  assert.equal(decided(sent).length, 1);
  assert.equal(new Outbox("p:mj", globalThis.localStorage).waiting.size, 0);
  assert.equal(session.error.reason, "No.");
  end();
});

test("a study made anew under the same name does not get the old one's decisions", () => {
  Object.defineProperty(globalThis, "localStorage", { value: new FakeStorage(), configurable: true });
  const { session, sent, article, end } = sessionOf();
  article();
  session.decide(opinion);
  article({ project_id: "made anew" });
  mock.timers.tick(20_000);
  assert.equal(decided(sent).length, 1);
  assert.equal(session.page.tags.size, 0);
  article();
  assert.equal(session.page.tags.size, 1); // the old one, should it come back, does
  end();
});

test("a run is undone as one, and redone as one; a decision made elsewhere ends that", () => {
  const { session, sent, article, end } = sessionOf({
    text: "a b c",
    passages: [0, 2, 4].map((at) => [at, at + 1, "", "", null]),
  });
  article();
  const tag = (start) => session.decide({ do: "tag", article_id: "vote", start, end: start + 1, label: "opinion" });
  session.runs.asOne(() => [0, 2, 4].forEach(tag));
  session.decide({ do: "undo" });
  session.decide({ do: "redo" });
  session.decide({ do: "undo" });
  const count = (verb) => sent.filter((content) => content.do === verb).length;
  assert.deepEqual(["tag", "undo", "redo"].map(count), [3, 6, 3]);
  assert.equal(new Set(decided(sent).map(({ decision }) => decision)).size, 12);

  session.decide({ do: "redo" });
  session.receive({ kind: "saved", decision: "made elsewhere" });
  session.decide({ do: "undo" });
  assert.equal(count("undo"), 7);
  end();
});

test("a decision names its codebook only where that is another than the study's first", () => {
  const said = [];
  const { session, answer, end } = quietSession((content) => said.push(content));
  session.open();
  for (const [revised, version] of [
    [false, 1],
    [true, 2],
  ]) {
    answer({ revised, codebook: { name: "c", version, labels: [] } });
    session.decide({ do: "tag", article_id: "vote", start: 0, end: 1, label: `l${version}` });
  }
  const tags = said.filter((content) => content.do === "tag");
  assert.deepEqual(
    tags.map(({ label, codebook }) => [label, codebook]),
    [
      ["l1", undefined],
      ["l2", "c@2"],
    ],
  );
  end();
});
