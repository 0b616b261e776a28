/**
 * Above and under the page: what is read, how far, this source's balance, whether all is saved, the keys as buttons.
 *
 * @import { Page, Texts } from "./types"
 * @import { Session } from "./session.js"
 */

import { button, make } from "./elements.js";
import { KEYS } from "./keys.js";
import { balanceOf, isTagged, sourceAt } from "./page.js";
import { titleIn } from "./wording.js";

/** What is read and how far. @param {Texts} texts @param {Page} page @param {number} focus @returns {HTMLElement[]} */
export function head(texts, page, focus) {
  const about = [page.author, page.published, page.language].filter(Boolean).join(" · ");
  return [
    make("div", { class: "annotate-title", dir: "auto" }, page.title || page.article_id),
    make("div", { class: "annotate-about", dir: "auto" }, about),
    make("div", { class: "annotate-progress" }, progress(texts, page)),
    ...others(texts, page),
    balance(texts, page, focus),
  ];
}

/** @param {Texts} texts @param {Page} page */
function progress({ words }, page) {
  const tagged = page.passages.filter((passage) => isTagged(page, passage)).length;
  return [
    `${words.article} ${page.number} ${words.of} ${page.articles}`,
    `${tagged} ${words.of} ${page.passages.length} ${words.tagged}`,
    `${page.project_tags} ${words.of} ${page.project_passages} ${words.inProject}`,
  ].join(" · ");
}

const OTHERS = 5;

/** How far the other coders are: numbers only, never what they decided. @param {Texts} texts @param {Page} page */
function others({ words }, { others: all }) {
  if (!all.length) return [];
  const line = make("div", { class: "annotate-progress" }, `${words.others} `);
  all.slice(0, OTHERS).forEach(([coder, here, inAll], nth) => {
    line.append(nth ? " · " : "", make("bdi", {}, coder), ` ${here} ${words.here}, ${inAll} ${words.inAll}`);
  });
  if (all.length > OTHERS) line.append(` · + ${all.length - OTHERS}`);
  return [line];
}

/** This source's balance so far, as a bar with its numbers.
 * @param {Texts} texts @param {Page} page @param {number} focus */
function balance({ language, words }, page, focus) {
  const passage = page.passages[focus];
  const source = passage ? sourceAt(page, passage.start) : page.source;
  const { counts, untagged } = balanceOf(page, source);
  const counted = page.codebook.labels.filter((label) => label.counted && counts[label.name]);
  const parts = counted.map((label) => {
    const title = `${titleIn(label, language)}: ${counts[label.name]}`;
    const share = { "--share": counts[label.name], "--colour": label.colour, title };
    return make("span", { class: "annotate-part", ...share }, `${label.mark} ${counts[label.name]}`);
  });
  if (untagged) parts.push(rest(words, untagged));
  return make(
    "div",
    { class: "annotate-balance" },
    make("span", { class: "annotate-whose", dir: "auto" }, source || words.noSource),
    make("span", { class: "annotate-parts" }, ...parts),
  );
}

/** @param {Record<string, string>} words @param {number} count */
function rest(words, count) {
  const title = `${words.untaggedMany}: ${count}`;
  const name = count > 1 ? words.untaggedMany : words.untagged;
  return make("span", { class: "annotate-part annotate-rest", "--share": count, title }, `${count} ${name}`);
}

/** Whether all is saved, and if not, why. @param {Texts} texts @param {Session} session */
export function stateText({ words }, { outbox, state }) {
  const count = outbox?.waiting.size ?? 0;
  if (state.kind !== "unsaved" || !count) return words[state.kind];
  const where = outbox?.isKept === false ? words.pageOnly : words.kept;
  const why = words[`why_${state.cause}`] ?? (state.reason || words.noKernel);
  return `${words.unsaved} (${count}, ${where})${words.colon} ${why}`;
}

/** The labels and verbs as buttons. @param {Texts} texts @param {Page} page */
export function bar({ language, words }, { codebook }) {
  const labels = codebook.labels.map((label) => {
    const look = { "--colour": label.colour, class: "annotate-button annotate-label" };
    return button(label.key, `${label.mark} ${titleIn(label, language)}`, look);
  });
  const verbs = KEYS.flatMap(({ keys, bar: name }) => (name ? [button(keys[0], words[name])] : []));
  return [...labels, ...verbs];
}
