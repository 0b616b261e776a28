import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { joined, piecesOf, reasonsOf, third } from "../../annotate/tagger/js/cases.js";
import { JudgeHands } from "../../annotate/tagger/js/judge_hands.js";
import { judgeVerbOf, JUDGE_KEYS, READINGS } from "../../annotate/tagger/js/judge_keys.js";
import { JudgeSession } from "../../annotate/tagger/js/judge_session.js";
import { LABELS } from "./pages.mjs";

const KEYED = LABELS.map((label, nth) => ({ ...label, key: "1230"[nth], title: { en: label.name }, mark: "" }));
const tag = (start, end, label, speaker = "") => [start, end, label, speaker, speaker && "named", false, "Fil", null];
const reading = (...tags) => ({ tags, coders: 1, notes: [], unsure: false, judged: false });
const caseOf = (start, end, readings, what = ["label"]) => ({
  article_id: "vote",
  title: "",
  source: "Fil",
  published: "",
  language: "en",
  start,
  end,
  what,
  labels: ["opinion", "reported_fact"],
  often: 1,
  text: "😀 it rains, alas, said Lee. It is late.",
  offset: 100,
  readings,
});
const LABEL_CASE = () => caseOf(102, 127, [reading(tag(102, 127, "opinion")), reading(tag(102, 127, "reported_fact"))]);

/** A judge at her page: what she presses, and what is sent. */
function judge(...cases) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const model = { get: () => "", on: () => {}, off: () => {}, send: (content) => sent.push(content) };
  const session = new JudgeSession(model);
  const opened = [];
  const view = {
    help: {},
    field: { opened: null, open: (asked, value) => opened.push([asked, value]) },
    drawState: () => {},
    takeKeyboard: () => {},
    askNames: () => {},
    toggleNorming: () => {},
    toggleHelp: () => {},
    toggleFull: () => {},
    leave: () => {},
  };
  const hands = new JudgeHands(view, session);
  const show = (more = {}) => {
    const desk = { coder: "lead", project_id: "p", codebook: { labels: KEYED }, left: cases.length, agreed: 3 };
    session.receive({
      kind: "cases",
      json: JSON.stringify({ desk: { ...desk, settled: 0, reasons: [], cases, ...more } }),
    });
  };
  show();
  const press = (...keys) => keys.forEach((key) => hands.press(key));
  const end = () => {
    session.close();
    mock.timers.reset();
  };
  return { session, sent, press, opened, show, end };
}

test("each key of a judge does one thing, and none is a reading's", () => {
  const keys = JUDGE_KEYS.flatMap((one) => one.keys);
  assert.equal(new Set(keys).size, keys.length);
  assert.deepEqual(
    READINGS.filter((key) => judgeVerbOf(key)),
    [],
  );
});

test("one key takes a reading and goes on to the next passage before the kernel answers", () => {
  const next = { ...LABEL_CASE(), start: 129, end: 140 };
  const { session, sent, press, end } = judge(LABEL_CASE(), next);

  press("b");

  const { do: verb, tags, coder } = sent.at(-1);
  assert.deepEqual([verb, tags, coder], ["settle", [tag(102, 127, "reported_fact")], "lead"]);
  assert.equal(session.here.start, 129);
  assert.equal(session.desk.left, 1);
  assert.equal(session.outbox.waiting.size, 1);
  end();
});

test("what waits is kept out of sight when the kernel sends all again", () => {
  const { session, press, show, end } = judge(LABEL_CASE());
  press("a");
  show();
  assert.equal(session.desk.cases.length, 0);
  session.receive({ kind: "saved", decision: [...session.outbox.waiting.keys()][0] });
  assert.equal(session.state.kind, "saved");
  end();
});

test("a label's key takes the reading that has it, and makes a third where none has", () => {
  const claim = reading(tag(102, 127, "attributed_claim", "Lee"));
  const { sent, press, opened, end } = judge({ ...LABEL_CASE(), readings: [claim, reading(tag(102, 127, "opinion"))] });

  press("3");
  assert.deepEqual(sent.at(-1).tags, [tag(102, 127, "attributed_claim", "Lee")]);
  end();

  const without = judge(LABEL_CASE());
  without.press("3");
  assert.equal(without.sent.length, 0); // who says so is asked first
  without.opened[0][0].keep("Lee", "named");
  assert.deepEqual(without.sent.at(-1).tags, [tag(102, 127, "attributed_claim", "Lee")]);
  assert.equal(opened.length, 0);
  without.end();
});

test("two speakers are a question, and the label's key asks it", () => {
  const whole = { start: 102, end: 127 };
  const claims = ["Lee", "Ann"].map((name) => reading(tag(102, 127, "attributed_claim", name)));
  assert.ok(third(caseOf(102, 127, claims, ["speaker"]), KEYED[2], whole).isOpen);
  assert.ok(!third(caseOf(102, 127, claims, ["speaker"]), KEYED[0], whole).isOpen);
});

test("a reason and an example go with the next decision only, and are undone with it", () => {
  const { session, sent, press, end } = judge(LABEL_CASE(), { ...LABEL_CASE(), start: 129, end: 140 });
  session.marks.reason = "a verdict";
  press("x", "a");

  const [settled, example] = sent.slice(-2);
  assert.equal(settled.reason, "a verdict");
  assert.deepEqual(
    [example.do, example.label, example.text, example.language],
    ["example", "opinion", "it rains, alas, said Lee. (a verdict)", "en"],
  );
  assert.equal(example.follows, settled.decision);
  assert.deepEqual(session.marks, { reason: "", isExample: false, evaluative: null, source: null });
  press("u");
  assert.deepEqual(
    sent.slice(-2).map((one) => one.do),
    ["undo", "undo"],
  );
  end();
});

test("what goes with a decision changes what is settled", () => {
  const { sent, press, end } = judge(LABEL_CASE());
  press("e", "a");
  assert.equal(sent.at(-1).tags[0][5], true);
  end();
});

test("the pieces of a stretch are all that any coder cut, counted in code points", () => {
  const one = caseOf(102, 127, [
    reading(tag(102, 111, "reported_fact"), tag(112, 127, "opinion")),
    reading(tag(102, 127, "opinion")),
  ]);
  assert.deepEqual(piecesOf(one), [
    { start: 102, end: 111 },
    { start: 112, end: 127 },
  ]);
});

test("pieces that were one passage become one again, and others stay apart", () => {
  const spans = [
    { start: 0, end: 3 },
    { start: 4, end: 6 },
    { start: 7, end: 9 },
  ];
  const said = (label) => ({
    label,
    speaker: "",
    speaker_kind: "",
    evaluative: false,
    source: null,
    answers: null,
    start: 0,
    end: 9,
  });
  const chosen = [
    { said: said("opinion"), from: "1 0" },
    { said: said("opinion"), from: "1 0" },
    { said: said("opinion"), from: "0 2" },
  ];
  assert.deepEqual(
    joined({ spans, chosen }).map(({ start, end }) => [start, end]),
    [
      [0, 6],
      [7, 9],
    ],
  );
});

test("a stretch is settled piece by piece, in one decision", () => {
  const one = caseOf(
    102,
    127,
    [reading(tag(102, 111, "reported_fact"), tag(112, 127, "opinion")), reading(tag(102, 127, "opinion"))],
    ["label", "cut"],
  );
  const { sent, press, end } = judge(one);
  press("s", "a");
  assert.equal(sent.length, 0);
  press("b");
  assert.deepEqual(
    sent.at(-1).tags.map(([start, last, label]) => [start, last, label]),
    [
      [102, 111, "reported_fact"],
      [112, 127, "opinion"],
    ],
  );
  end();
});

test("sealing counts what was agreed, and where nothing is agreed says so", () => {
  const { session, sent, press, end } = judge(LABEL_CASE());
  press("y");
  assert.deepEqual([sent.at(-1).do, session.desk.settled, session.desk.agreed], ["seal", 3, 0]);
  press("y");
  assert.equal(sent.length, 1);
  end();
});

test("brackets go to another pair of labels, and an undone passage is shown again", () => {
  const other = { ...LABEL_CASE(), start: 129, end: 140, labels: ["excluded", "opinion"] };
  const { session, press, show, end } = judge(LABEL_CASE(), { ...LABEL_CASE(), start: 110 }, other);
  press("]");
  assert.equal(session.nth, 2);
  press("[");
  assert.equal(session.nth, 0);
  show({ at: ["vote", 129] });
  assert.equal(session.here.start, 129);
  end();
});

test("a study's own reasons come first, and none twice", () => {
  assert.deepEqual(reasonsOf(["a slip", "a vote"], ["a rule", "a slip"]), ["a slip", "a vote", "a rule"]);
});

test("what is answered about the article is settled by a reading's key, and by nothing else", () => {
  const given = [{ topic: "sport" }, { topic: "politics" }].map((answers) => ({ ...reading(), answers }));
  const { session, sent, press, end } = judge({ ...caseOf(-1, -1, given, ["article"]), labels: [] }, LABEL_CASE());
  press("1", "s", "w");
  assert.deepEqual(
    sent.filter(({ do: verb }) => verb !== "open"),
    [],
  );
  press("b");
  assert.deepEqual(sent.at(-1).answers, { topic: "politics" });
  assert.equal(session.desk.left, 1);
  end();
});

test("a label's key leaves answers to the kernel where readings with the label differ in them", () => {
  const [first, second] = ["conflict", "money"].map((frame) => [...tag(102, 127, "opinion").slice(0, 7), { frame }]);
  const opinion = KEYED.find(({ name }) => name === "opinion");
  const span = { start: 102, end: 127 };
  assert.equal(third(caseOf(102, 127, [reading(first), reading(second)]), opinion, span).said.answers, null);
  assert.deepEqual(third(caseOf(102, 127, [reading(first)]), opinion, span).said.answers, { frame: "conflict" });
});

const question = (name, more = {}) => ({
  name,
  answer: "one",
  title: { en: name },
  about: "passage",
  definition: {},
  key: "",
  labels: ["opinion"],
  choices: ["conflict", "money", "law"].map((one) => ({ name: one, title: {} })),
  low: 0,
  high: 0,
  asked: "never",
  ...more,
});
const CODEBOOK = { labels: KEYED, questions: [question("frame"), question("topic", { about: "article", labels: [] })] };
const withAnswers = (given, frame) => reading([...given.slice(0, 7), frame ? { frame } : null]);

test("a label of one reading and an answer of another are one decision", () => {
  const [opinion, fact] = [tag(102, 127, "opinion"), tag(102, 127, "reported_fact")];
  const one = caseOf(102, 127, [withAnswers(fact), withAnswers(opinion, "money"), withAnswers(opinion, "conflict")]);
  const { session, sent, press, show, end } = judge(one);
  show({ codebook: CODEBOOK });

  press("m", "b");
  assert.equal(session.point.name, "answer:frame");
  press("c");

  const { do: verb, tags } = sent.at(-1);
  assert.deepEqual([verb, tags], ["settle", [[...opinion.slice(0, 7), { frame: "conflict" }]]]);
  press("u");
  assert.deepEqual(
    sent.filter((said) => said.do === "undo").map((said) => said.follows),
    [sent.find((said) => said.do === "settle").decision],
  );
  end();
});

test("an answer that none of the coders gave is one key, and a label without the question asks nothing more", () => {
  const opinions = ["money", "conflict"].map((frame) => withAnswers(tag(102, 127, "opinion"), frame));
  const { sent, press, show, end } = judge(caseOf(102, 127, opinions, ["answers"]));
  show({ codebook: CODEBOOK });
  press("m", "3");
  assert.deepEqual(sent.at(-1).tags[0][7], { frame: "law" });
  end();

  const other = judge(caseOf(102, 127, [withAnswers(tag(102, 127, "reported_fact")), ...opinions]));
  other.show({ codebook: CODEBOOK });
  other.press("m", "a");
  assert.deepEqual([other.sent.at(-1).tags[0][2], other.sent.at(-1).tags[0][7]], ["reported_fact", {}]);
  other.end();
});

test("what is said of the article is mixed question by question", () => {
  const questions = [question("topic", { about: "article" }), question("genre", { about: "article" })];
  const given = [
    { topic: "money", genre: "law" },
    { topic: "conflict", genre: "money" },
  ].map((answers) => ({ ...reading(), answers }));
  const { sent, press, show, end } = judge({ ...caseOf(-1, -1, given, ["article"]), labels: [] });
  show({ codebook: { labels: KEYED, questions } });
  press("m", "a", "b");
  assert.deepEqual(sent.at(-1).answers, { topic: "money", genre: "money" });
  end();
});

test("who says so is asked where a third label takes a speaker that no coder gave, and Escape leaves it all", () => {
  const { session, sent, press, opened, end } = judge(LABEL_CASE());
  press("m", "3");
  assert.equal(session.point.name, "speaker");
  press("3");
  opened.at(-1)[0].keep("Lee", "named");
  assert.deepEqual(sent.at(-1).tags[0].slice(2, 5), ["attributed_claim", "Lee", "named"]);
  end();
});

test("one speaker's name and another's evaluative wording are taken point by point, of a piece too", () => {
  const claim = (start, end, speaker, isEvaluative) =>
    Object.assign(tag(start, end, "attributed_claim", speaker), { 5: isEvaluative });
  const cut = [reading(claim(102, 111, "Lee", false), tag(112, 127, "opinion")), reading(claim(102, 127, "Ann", true))];
  const { session, sent, press, end } = judge(caseOf(102, 127, cut, ["label", "cut"]));
  press("m");
  assert.equal(session.mixing, null); // cut differently: pieces first
  press("s", "m", "b", "a", "a");
  const [first, second] = sent.at(-1).tags;
  assert.deepEqual([first[0], first[1], first[3], first[5]], [102, 111, "Ann", false]);
  assert.deepEqual([second[0], second[1], second[2]], [112, 127, "opinion"]);
  end();
});
