/**
 * The end of an article, and of the study: what was tagged as a strip, what is unsure, and what comes next.
 *
 * @import { Page } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { button, make } from "./elements.js";
import { isFinished, tagOf } from "./page.js";
import { slice } from "./text.js";

const UNSURE = 3;
const WORDS = 40;

/** What stands under a finished article; nothing under another.
 * @param {Texts} texts @param {Page} page @param {number | null} unfinished articles, where that is known
 * @returns {Node[]} */
export function end(texts, page, unfinished) {
  if (!isFinished(page)) return [];
  const done = make("b", {}, texts.text("done"));
  return [make("p", {}, done, strip(texts, page), next(texts, unfinished)), ...unsure(texts, page)];
}

/** @param {Texts} texts @param {Page} page */
function strip(texts, page) {
  const parts = page.codebook.labels.flatMap((label) => {
    const many = page.passages.filter((passage) => tagOf(page, passage)?.label === label.name).length;
    const title = texts.titleOf(label);
    const look = { class: "annotate-chip", "--colour": label.colour, title: `${title} ${texts.shown(many)}` };
    const name = make("span", {}, title.slice(label.mark.length)); // where there is little room its mark says it
    return many ? [make("span", look, label.mark, name, ` ${texts.shown(many)}`)] : [];
  });
  return make("span", { class: "annotate-strip" }, ...parts);
}

/** @param {Texts} texts @param {Page} page */
function unsure(texts, page) {
  const found = page.passages.flatMap((passage, nth) => (tagOf(page, passage)?.unsure ? [{ passage, nth }] : []));
  if (!found.length) return [];
  const shown = found.slice(0, UNSURE).map(({ passage, nth }) => {
    const words = slice(page, passage.start, Math.min(passage.end, passage.start + WORDS));
    return make("button", { class: "annotate-button", "data-nth": nth, tabindex: -1, dir: "auto" }, `${words} …`);
  });
  return [make("p", {}, texts.text("n_unsure", { n: found.length }), ...shown)];
}

/** @param {Texts} texts @param {number | null} unfinished */
function next(texts, unfinished) {
  if (unfinished === 0) return make("span", {}, texts.text("study_done"));
  const name = unfinished === null ? texts.text("next_unfinished") : texts.text("n_unfinished", { n: unfinished });
  return button("Enter", name, { class: "annotate-button annotate-main" });
}
