/**
 * Above and under the page: what is read, how far, this source's balance, whether all is saved, the keys as buttons.
 *
 * @import { Outbox } from "./outbox.js"
 * @import { Machine } from "./protocol"
 * @import { Page, Trouble } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { questionsOf } from "./answers.js";
import { button, make } from "./elements.js";
import { KEYS } from "./keys.js";
import { balanceOf, isTagged, sourceAt } from "./page.js";

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
function progress(texts, page) {
  const tagged = page.passages.filter((passage) => isTagged(page, passage)).length;
  return [
    texts.text("progress_article", { number: page.number, articles: page.articles }),
    texts.text("progress_tagged", { n: tagged, passages: page.passages.length }),
    texts.text("progress_project", { n: page.project_tags, passages: page.project_passages }),
  ].join(" · ");
}

const OTHERS = 5;

/** How far the other coders are: numbers only, never what they decided. @param {Texts} texts @param {Page} page */
function others(texts, { others: all }) {
  if (!all.length) return [];
  const line = make("div", { class: "annotate-progress" }, `${texts.text("others")} `);
  all.slice(0, OTHERS).forEach(([coder, here, inAll], nth) => {
    line.append(nth ? " · " : "", make("bdi", {}, coder), ` ${texts.text("of_other", { here, all: inAll })}`);
  });
  if (all.length > OTHERS) line.append(` · + ${all.length - OTHERS}`);
  return [line];
}

/** This source's balance so far, as a bar with its numbers.
 * @param {Texts} texts @param {Page} page @param {number} focus */
function balance(texts, page, focus) {
  const passage = page.passages[focus];
  const source = passage ? sourceAt(page, passage.start) : page.source;
  const { counts, untagged } = balanceOf(page, source);
  const counted = page.codebook.labels.filter((label) => label.counted && counts[label.name]);
  const parts = counted.map((label) => {
    const title = `${texts.titleOf(label)}${texts.text("colon")} ${counts[label.name]}`;
    const share = { "--share": counts[label.name], "--colour": label.colour, title };
    return make("span", { class: "annotate-part", ...share }, `${label.mark} ${counts[label.name]}`);
  });
  if (untagged) parts.push(rest(texts, untagged));
  return make(
    "div",
    { class: "annotate-balance" },
    make("span", { class: "annotate-whose", dir: "auto" }, source || texts.text("no_source")),
    make("span", { class: "annotate-parts" }, ...parts),
  );
}

/** @param {Texts} texts @param {number} count */
function rest(texts, count) {
  const title = texts.text("n_untagged", { n: count });
  return make("span", { class: "annotate-part annotate-rest", "--share": count, title }, title);
}

/** Why something was not done: in the page's language where it is a common cause.
 * @param {Texts} texts @param {Trouble} trouble */
export function whyNot(texts, { cause, reason }) {
  const name = `why_${cause.replaceAll(" ", "_")}`;
  return texts.has(name) ? texts.text(name) : reason;
}

/** Whether all is saved, and if not, why. @param {Texts} texts
 * @param {{outbox: Outbox | null, state: Trouble & {kind: string}}} session */
export function stateText(texts, { outbox, state }) {
  const count = outbox?.waiting.size ?? 0;
  if (state.kind !== "unsaved" || !count) return texts.text(state.kind);
  const where = texts.text(outbox?.isKept === false ? "page_only" : "kept");
  const why = whyNot(texts, state) || texts.text("no_kernel");
  // What a database says in its own words is told as such.
  const told = why === state.reason ? texts.text("why_other", { reason: why }) : why;
  return texts.text("unsaved", { n: count, where, why: told });
}

/** What another machine does that suggests, and where the article's text is sent: said for as long as it is so.
 * @param {Texts} texts @param {Machine | null} machine */
export function machineText(texts, machine) {
  if (!machine) return "";
  const { address, name, reason, state } = machine;
  const where = state === "failed" ? "failed" : `${state}_${address ? "sent" : "here"}`;
  return texts.text(`machine_${where}`, { name, address, reason });
}

/** The labels and verbs as buttons. @param {Texts} texts @param {Page} page */
export function bar(texts, page) {
  const { codebook } = page;
  const labels = codebook.labels.map((label) => {
    const title = texts.choose(label.definition) ?? "";
    const look = { "--colour": label.colour, class: "annotate-button annotate-label", title };
    return button(label.key, make("span", {}, texts.titleOf(label)), look);
  });
  const asked = questionsOf(page).filter(({ key }) => key);
  const questions = asked.map((one) => button(one.key, make("span", {}, texts.choose(one.title) ?? one.name)));
  const isThere = ({ verb = "" }) => verb !== "questions" || questionsOf(page, "article").length > 0;
  const verbs = KEYS.filter((key) => (key.bar || key.icon) && isThere(key)).map(
    ({ keys, bar: name = "", help, icon, isMain }) => {
      const look = { title: texts.text(help), class: `annotate-button${isMain ? " annotate-main" : ""}` };
      return button(keys[0], make("span", {}, icon ?? texts.text(name)), look);
    },
  );
  return [...labels, ...questions, ...verbs];
}
