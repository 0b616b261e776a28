/**
 * The codebook and the keys, over the page.
 *
 * @import { Label, Page, Texts } from "./types"
 */

import { make } from "./elements.js";
import { KEYS } from "./keys.js";
import { titleIn } from "./wording.js";

/** @param {Texts} texts @param {Page} page */
export function help(texts, page) {
  return [...page.codebook.labels.map((label) => aboutLabel(texts, label)), keyList(texts)];
}

/** @param {Texts} texts @param {Label} label */
function aboutLabel(texts, label) {
  const { language } = texts;
  const title = ` ${label.mark} ${titleIn(label, language)}`;
  return make(
    "article",
    { "--colour": label.colour },
    make("h4", {}, make("kbd", {}, label.key), title),
    make("p", {}, label.definition[language] ?? label.definition.en),
    ...examples(texts, "include", label.include),
    ...examples(texts, "exclude", label.exclude),
  );
}

/** @param {Texts} texts @param {string} which @param {Record<string, string[]>} given */
function examples({ language, words }, which, given) {
  const name = `${words[which]}${words.colon} `;
  const found = given[language] ?? [];
  return found.map((text) => make("p", { class: "annotate-example" }, make("b", {}, name), text));
}

/** @param {Texts} texts */
function keyList({ words }) {
  const rows = KEYS.map(({ shown, help: name }) =>
    make("div", {}, make("dt", {}, make("kbd", {}, shown)), make("dd", {}, words[name])),
  );
  return make("article", { class: "annotate-keys" }, make("h4", {}, words.keys), make("dl", {}, ...rows));
}
