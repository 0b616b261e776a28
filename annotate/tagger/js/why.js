/**
 * Under the page: what is suggested for the passage in focus, why, and which words are worth a thought.
 *
 * @import { Label, Page, Passage, Suggestion } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { button, make } from "./elements.js";
import { isTagged, labelNamed } from "./page.js";
import { cueName } from "./rows.js";
import { proposedSource, suggestionFor, WEIGHED } from "./suggestions.js";
import { slice } from "./text.js";

/** @param {Texts} texts @param {Page} page @param {Passage} passage @returns {Node[]} */
export function why(texts, page, passage) {
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, suggestion?.label);
  const source = proposedSource(page, passage);
  const lines = [
    suggestion && label && whyLabel(texts, page, passage, suggestion, label),
    suggestion && cueLine(texts, page, suggestion),
    !suggestion && hint(texts.text("hidden")),
    source && whySource(texts, source),
  ].filter((line) => line instanceof Node);
  return lines.length ? lines : [hint(texts.text("no_suggestion"))];
}

/** @param {string} text */
const hint = (text) => make("p", { class: "annotate-hint" }, text);

/**
 * @param {Texts} texts @param {Page} page @param {Passage} passage
 * @param {Suggestion} suggestion @param {Label} label */
function whyLabel(texts, page, passage, suggestion, label) {
  const { speaker, speaker_kind, reason, score } = suggestion;
  const small = (/** @type {string} */ text) => make("span", { class: "annotate-hint" }, text);
  const parts = [make("b", { class: "annotate-chip", "--colour": label.colour }, texts.titleOf(label))];
  if (speaker) parts.push(make("b", { dir: "auto" }, speaker), small(texts.text(speaker_kind)));
  parts.push(make("span", { dir: "auto" }, texts.has(reason) ? texts.text(reason) : reason));
  if (score !== null) parts.push(small(texts.share(score)));
  if (!isTagged(page, passage)) parts.push(button("Enter", texts.text("k_accept")));
  return make("p", {}, `${texts.text("suggestion")} `, ...parts);
}

/** The words that cues of opinion are, by kind.
 * @param {Texts} texts @param {Page} page @param {Suggestion} suggestion */
function cueLine(texts, page, { cues }) {
  const weighed = cues.filter((cue) => WEIGHED.includes(cue[2]));
  if (!weighed.length) return null;
  const parts = weighed.flatMap(([start, end, kind], nth) => {
    const look = { class: "annotate-cue", "data-kinds": kind, dir: "auto" };
    return [nth ? ", " : "", make("q", look, slice(page, start, end)), ` (${cueName(texts, kind)})`];
  });
  return make("p", { class: "annotate-weighed" }, `${texts.text("weighed")} `, ...parts);
}

/** @param {Texts} texts @param {string} source */
function whySource(texts, source) {
  const name = make("b", { dir: "auto" }, source);
  return make("p", {}, `${texts.text("new_source")} `, name, " ", button("Shift+v", texts.text("b_take_source")));
}
