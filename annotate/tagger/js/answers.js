/**
 * The codebook's further questions and their answers, as far as they need no page: which are asked, what one says.
 *
 * @import { CodebookSaid } from "./protocol"
 * @import { Answers, Page, Question, Tag } from "./types"
 * @import { Texts } from "./wording.js"
 */

/** Stands between several choices in one answer. */
export const BETWEEN = " | ";

/** The codebook's questions, those about something where it is named.
 * @param {{codebook: CodebookSaid}} page @param {string} [about] */
export const questionsOf = ({ codebook }, about) =>
  (codebook.questions ?? []).filter((one) => about === undefined || one.about === about);

/** Whether a question can be asked of a passage with a label. @param {Question} question @param {string} label */
export const goesWith = ({ about, labels }, label) => about === "passage" && (!labels.length || labels.includes(label));

/** Those of a passage's answers that go with a label. @param {Page} page @param {string} label
 * @param {Answers} answers @returns {Answers} */
export function fitting(page, label, answers) {
  const fit = new Set(questionsOf(page).flatMap((one) => (goesWith(one, label) ? [one.name] : [])));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => fit.has(name)));
}

/** What stays of a tag when its passage gets another label.
 * @param {Page} page @param {Tag} kept @param {string} [label] */
export const keptWords = (page, { answers, evaluative, note, unsure }, label = "") => ({
  evaluative,
  unsure,
  note,
  answers: fitting(page, label, answers ?? {}),
});

/** What is asked of a passage once it has its tag, and not answered yet. @param {Page} page @param {Tag} tag */
export const dueOfPassage = (page, tag) =>
  questionsOf(page, "passage").filter(
    (one) => one.asked === "label" && one.labels.includes(tag.label) && !tag.answers?.[one.name],
  );

/** What is asked of an article at its beginning or end, and not answered yet. @param {Page} page
 * @param {string} moment */
export const dueOfArticle = (page, moment) =>
  questionsOf(page, "article").filter(({ asked, name }) => asked === moment && !page.answers[name]);

/** What can be chosen, each with the key that chooses it: its number, or a letter after the ninth.
 * @param {Texts} texts @param {Question} question @returns {{key: string, value: string, title: string}[]} */
export function optionsOf(texts, question) {
  const { answer, choices, high, low } = question;
  if (answer === "yes/no") {
    return [
      { key: "1", value: "True", title: texts.text("answer_yes") },
      { key: "0", value: "False", title: texts.text("answer_no") },
    ];
  }
  if (answer === "scale") {
    const steps = Array.from({ length: high - low + 1 }, (_, nth) => low + nth);
    const isDigit = low >= 0 && high <= 9;
    return steps.map((step, nth) => ({
      key: isDigit ? String(step) : keyAt(nth),
      value: String(step),
      title: texts.shown(step),
    }));
  }
  return choices.map(({ name, title }, nth) => ({ key: keyAt(nth), value: name, title: texts.choose(title) ?? name }));
}

/** @param {number} nth */
const keyAt = (nth) => (nth < 9 ? String(nth + 1) : String.fromCharCode(97 + nth - 9));

/** An answer as a person reads it, under its question's title.
 * @param {Texts} texts @param {Question} question @param {string} answer */
export function answerLine(texts, question, answer) {
  const titles = new Map(optionsOf(texts, question).map(({ title, value }) => [value, title]));
  const parts = question.answer === "several" ? answer.split(BETWEEN) : [answer];
  const shown = parts.map((one) => titles.get(one) ?? one).join(", ");
  return `${texts.choose(question.title) ?? question.name}${texts.text("colon")} ${shown}`;
}

/** What the key of a yes/no question makes of its answer: yes, then no, then none. @param {string} [answer] */
export const turned = (answer) => ({ True: "False", False: "" })[answer ?? ""] ?? "True";

/** What is typed, as an answer; null where it is none. @param {Question} question @param {string} typed */
export function typedAnswer({ answer }, typed) {
  const text = typed.trim();
  if (answer !== "number" || !text) return text;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) ? String(number) : null;
}
