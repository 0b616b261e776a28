/**
 * In a training: what the gold says of the passage that was tagged last, and at the end the score.
 *
 * @import { Feedback, Score } from "./protocol"
 * @import { Page } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { make } from "./elements.js";
import { labelNamed } from "./page.js";
import { slice } from "./text.js";

const WORDS = 60;

/** @param {Texts} texts @param {Page} page @param {Feedback | null} feedback @param {Score | null} score
 * @returns {Node[]} */
export function taught(texts, page, feedback, score) {
  return [...(score ? [scoreLine(texts, score)] : []), ...(feedback ? about(texts, page, feedback) : [])];
}

/** @param {Texts} texts @param {Page} page @param {Feedback} feedback */
function about(texts, page, { article_id, start, end, right, label: name, speaker, reason }) {
  if (article_id !== page.article_id) return [];
  const label = labelNamed(page, name);
  const words = slice(page, start, Math.min(end, start + WORDS));
  const parts = [
    make("b", {}, texts.text(right ? "gold_right" : "gold_wrong")),
    make("q", { dir: "auto" }, end - start > WORDS ? `${words} …` : words),
    make(
      "b",
      { class: "annotate-chip", "--colour": label?.colour ?? "transparent" },
      label ? texts.titleOf(label) : name,
    ),
    make("span", { dir: "auto" }, [speaker, reason].filter(Boolean).join(" · ")),
  ];
  const line = label && !right ? (texts.choose(label.definition) ?? "") : "";
  const rule = line
    ? [make("p", { class: "annotate-hint" }, `${texts.text("gold_rule")}${texts.text("colon")} ${line}`)]
    : [];
  return [make("p", { "data-right": String(right) }, ...parts), ...rule];
}

/** @param {Texts} texts @param {Score} score */
function scoreLine(texts, { admitted, high, low, passages, share, threshold }) {
  const range = low === null || high === null ? "" : ` (${texts.share(low)}–${texts.share(high)})`;
  const said = texts.text("score", { n: passages, share: texts.share(share) + range });
  const end = texts.text(admitted ? "admitted" : "not_admitted", { threshold: texts.share(threshold) });
  return make("p", { class: "annotate-score" }, make("b", {}, said), ` ${end}`);
}
