/**
 * The codebook and the keys, over the page.
 *
 * @import { CodebookSaid } from "./protocol"
 * @import { Label, Question } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { questionsOf } from "./answers.js";
import { make } from "./elements.js";
import { KEYS } from "./keys.js";

/** @param {Texts} texts @param {CodebookSaid} codebook @param {{shown: string, help: string}[]} [keys] */
export function help(texts, codebook, keys = KEYS) {
  const labels = codebook.labels.map((label) => aboutLabel(texts, label));
  const questions = questionsOf({ codebook }).map((question) => aboutQuestion(texts, question));
  return [...labels, ...questions, keyList(texts, keys)];
}

/** What the codebook says of a label. @param {Texts} texts @param {Label} label */
export function aboutLabel(texts, label) {
  return make(
    "article",
    { "--colour": label.colour },
    make("h4", {}, make("kbd", {}, label.key), ` ${texts.titleOf(label)}`),
    make("p", {}, texts.choose(label.definition) ?? ""),
    ...examples(texts, "for_example", label.include),
    ...examples(texts, "but_not", label.exclude),
  );
}

/** @param {Texts} texts @param {Question} question */
function aboutQuestion(texts, question) {
  const { key, choices, definition } = question;
  const answers = choices.map(({ name, title }) => texts.choose(title) ?? name).join(" · ");
  const head = [...(key ? [make("kbd", {}, key), " "] : []), texts.choose(question.title) ?? question.name];
  const about = [texts.choose(definition) ?? "", answers].filter(Boolean);
  return make("article", {}, make("h4", {}, ...head), ...about.map((text) => make("p", {}, text)));
}

/** @param {Texts} texts @param {string} which @param {Record<string, string[]>} given */
function examples(texts, which, given) {
  const name = `${texts.text(which)}${texts.text("colon")} `;
  const found = given[texts.language] ?? [];
  return found.map((text) => make("p", { class: "annotate-example" }, make("b", {}, name), text));
}

/** @param {Texts} texts @param {{shown: string, help: string}[]} keys */
function keyList(texts, keys) {
  const rows = keys.map(({ shown, help: name }) =>
    make("div", {}, make("dt", {}, make("kbd", {}, shown)), make("dd", {}, texts.text(name))),
  );
  return make("article", { class: "annotate-keys" }, make("h4", {}, texts.text("keys")), make("dl", {}, ...rows));
}
