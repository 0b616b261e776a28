/**
 * The question that is asked, as it is drawn: its title, what can be chosen or a field to type in, and the keys.
 *
 * @import { Question } from "./types"
 * @import { Texts } from "./wording.js"
 * @typedef {{question: Question, start: number | null, box: HTMLElement, input: HTMLInputElement | null,
 *   chosen: Set<string>}} Asked
 */

import { BETWEEN, optionsOf } from "./answers.js";
import { make, OWN_KEYS } from "./elements.js";

/** A question of a passage that starts there, or (null) of the article, with what was answered before.
 * @param {Texts} texts @param {Question} question @param {number | null} start @param {string} before
 * @returns {Asked} */
export function makeAsked(texts, question, start, before) {
  const title = titleOf(texts, question);
  const look = { type: "text", dir: "auto", autocomplete: "off", "aria-label": title, value: before, ...OWN_KEYS };
  const isTyped = question.answer === "number" || question.answer === "text";
  const input = isTyped ? /** @type {HTMLInputElement} */ (make("input", look)) : null;
  const about = { role: "group", tabindex: input ? -1 : 0, "aria-label": title, "data-question": question.name };
  const box = make("div", { class: "annotate-question", ...about, ...OWN_KEYS });
  return { question, start, box, input, chosen: new Set(before ? before.split(BETWEEN) : []) };
}

/** @param {Texts} texts @param {Asked} asked @returns {HTMLElement[]} */
export function inQuestion(texts, asked) {
  const { input, question, start } = asked;
  const needsKeep = input !== null || question.answer === "several";
  const hint = question.answer === "several" ? "several_hint" : input ? "typed_hint" : "choice_hint";
  return [
    make("span", { class: "annotate-hint" }, texts.text(start === null ? "about_article" : "about_passage")),
    make("b", { dir: "auto" }, titleOf(texts, question)),
    make("span", { class: "annotate-hint", dir: "auto" }, texts.choose(question.definition) ?? ""),
    ...(input ? [input] : options(texts, asked)),
    ...(needsKeep ? [choice({ "data-keep": true, "aria-label": texts.text("keep") }, "⏎")] : []),
    make("span", { class: "annotate-hint" }, texts.text(hint)),
  ];
}

/** @param {Texts} texts @param {Question} question */
const titleOf = (texts, question) => texts.choose(question.title) ?? question.name;

/** @param {Texts} texts @param {Asked} asked */
const options = (texts, { chosen, question }) =>
  optionsOf(texts, question).map(({ key, title, value }) =>
    choice({ "data-value": value, "aria-pressed": String(chosen.has(value)) }, make("kbd", {}, key), title),
  );

/** @param {Record<string, any>} look @param {...(Node | string)} shown */
const choice = (look, ...shown) =>
  make("button", { class: "annotate-button", type: "button", tabindex: -1, ...look, ...OWN_KEYS }, ...shown);
