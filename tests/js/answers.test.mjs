import assert from "node:assert/strict";
import { test } from "node:test";

import * as answers from "../../annotate/tagger/js/answers.js";
import { Texts } from "../../annotate/tagger/js/wording.js";
import { LABELS, pageOf } from "./pages.mjs";

const texts = new Texts("fr", { answer_yes: "Oui", answer_no: "Non", colon: " :" });
const plain = { labels: [], choices: [], low: 1, high: 5, about: "passage", asked: "label", definition: {}, key: "" };
const frame = { ...plain, name: "frame", answer: "several", labels: ["opinion"], title: { en: "Frame", fr: "Cadre" } };
frame.choices = Array.from({ length: 11 }, (_, nth) => ({ name: `c${nth}`, title: { en: `C${nth}` } }));
const tone = { ...plain, name: "tone", answer: "scale", about: "article", asked: "end", title: { en: "Tone" } };
const page = pageOf("It rains.", [[0, 9]], { codebook: { labels: LABELS, questions: [frame, tone] } });

test("every choice has a key of its own, letters after the ninth", () => {
  const keys = answers.optionsOf(texts, frame).map(({ key }) => key);
  assert.deepEqual(keys.slice(8), ["9", "a", "b"]);
  assert.equal(new Set(keys).size, 11);
});

test("a step of a scale has its own digit, where it is one", () => {
  assert.deepEqual(
    answers.optionsOf(texts, { ...tone, low: 0, high: 2 }).map(({ key, value }) => key + value),
    ["00", "11", "22"],
  );
  assert.deepEqual(
    answers.optionsOf(texts, { ...tone, low: -1, high: 1 }).map(({ key, value }) => key + value),
    ["1-1", "20", "31"],
  );
});

test("a question is due only with its labels, at its moment, and once", () => {
  assert.deepEqual(answers.dueOfPassage(page, { label: "opinion" }), [frame]);
  assert.deepEqual(answers.dueOfPassage(page, { label: "opinion", answers: { frame: "c1" } }), []);
  assert.deepEqual(answers.dueOfPassage(page, { label: "reported_fact" }), []);
  assert.deepEqual(answers.dueOfArticle(page, "end"), [tone]);
  assert.deepEqual(answers.dueOfArticle({ ...page, answers: { tone: "2" } }, "end"), []);
  assert.deepEqual(answers.fitting(page, "reported_fact", { frame: "c1" }), {});
});

test("an answer is shown by its titles, in the page's language", () => {
  assert.equal(answers.answerLine(texts, frame, "c0 | c10"), "Cadre : C0, C10");
  assert.equal(answers.answerLine(texts, { ...plain, answer: "yes/no", title: { en: "Q" } }, "False"), "Q : Non");
});

test("its key turns a yes into a no and then into nothing; a typed number may have a comma", () => {
  assert.deepEqual([undefined, "True", "False"].map(answers.turned), ["True", "False", ""]);
  const number = { ...plain, answer: "number" };
  assert.deepEqual(
    ["2,5", " 3 ", "", "x"].map((typed) => answers.typedAnswer(number, typed)),
    ["2.5", "3", "", null],
  );
});
