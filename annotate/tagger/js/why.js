/**
 * Under the page: what is suggested for the passage in focus, why, and which words are worth a thought.
 *
 * @import { Label, Page, Passage, Suggestion, Texts } from "./types"
 */

import { button, make } from "./elements.js";
import { isTagged, labelNamed } from "./page.js";
import { cueName } from "./rows.js";
import { proposedSource, suggestionFor, WEIGHED } from "./suggestions.js";
import { slice } from "./text.js";
import { titleIn } from "./wording.js";

/** @param {Texts} texts @param {Page} page @param {Passage} passage @returns {Node[]} */
export function why(texts, page, passage) {
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, suggestion?.label);
  const source = proposedSource(page, passage);
  const lines = [
    suggestion && label && whyLabel(texts, page, passage, suggestion, label),
    suggestion && cueLine(texts, page, suggestion),
    !suggestion && hint(texts.words.hidden),
    source && whySource(texts, source),
  ].filter((line) => line instanceof Node);
  return lines.length ? lines : [hint(texts.words.nothing)];
}

/** @param {string} text */
const hint = (text) => make("p", { class: "annotate-hint" }, text);

/**
 * @param {Texts} texts @param {Page} page @param {Passage} passage
 * @param {Suggestion} suggestion @param {Label} label */
function whyLabel({ language, words }, page, passage, suggestion, label) {
  const { speaker, speaker_kind, reason, score } = suggestion;
  const title = `${label.mark} ${titleIn(label, language)}`;
  const small = (/** @type {string} */ text) => make("span", { class: "annotate-hint" }, text);
  const parts = [make("b", { class: "annotate-chip", "--colour": label.colour }, title)];
  if (speaker) parts.push(make("b", { dir: "auto" }, speaker), small(words[speaker_kind] ?? ""));
  parts.push(make("span", { dir: "auto" }, words[reason] ?? reason));
  if (score !== null) parts.push(small(`${Math.round(score * 100)} %`));
  if (!isTagged(page, passage)) parts.push(button("Enter", words.k_accept));
  return make("p", {}, `${words.suggestedNow} `, ...parts);
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
  return make("p", { class: "annotate-weighed" }, `${texts.words.noted} `, ...parts);
}

/** @param {Texts} texts @param {string} source */
function whySource({ words }, source) {
  const name = make("b", { dir: "auto" }, source);
  return make("p", {}, `${words.newSource} `, name, " ", button("Shift+v", words.takeSource));
}
