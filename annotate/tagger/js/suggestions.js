/**
 * What is suggested for a passage, when its coder may see it, and where its cues stand.
 *
 * @import { SuggestionSaid } from "./protocol"
 * @import { Cue, Page, Passage, Suggestion, Tag } from "./types"
 */

import { beginsLine, isTagged, keyOf, labelNamed, sourceAt } from "./page.js";
import { slice } from "./text.js";

/** Make a suggestion from what the kernel sent. @param {SuggestionSaid} sent @param {string} [machine]
 * @returns {Suggestion} */
export function readSuggestion(sent, machine = "") {
  const [start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source] = sent;
  return { start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source, machine };
}

/** What is suggested for a passage, whether or not its coder may see it yet.
 * @param {Page} page @param {Passage} passage @returns {Suggestion} */
function hiddenSuggestion(page, passage) {
  const { start, end, proposed_label: label, reason } = passage;
  const plain = { speaker: "", speaker_kind: "", score: null, cues: [], proposed_source: "", machine: "" };
  return page.suggestions.get(keyOf(passage)) ?? { start, end, label, reason, ...plain };
}

/** What is suggested for a passage and may be seen: nothing before the coder's own decision where it is blind.
 * @param {Page} page @param {Passage} passage */
export function suggestionFor(page, passage) {
  return isHidden(page, passage) ? null : hiddenSuggestion(page, passage);
}

/** The source that may begin with a passage, where another is in force; blind or not: it is a fact about the page.
 * @param {Page} page @param {Passage} passage */
export function proposedSource(page, passage) {
  const proposed = hiddenSuggestion(page, passage).proposed_source;
  return proposed === sourceAt(page, passage.start) ? "" : proposed;
}

/** Whether its suggestion waits for the coder's own decision: by the study, or since a machine suggests an opinion.
 * @param {Page} page @param {Passage} passage */
export const isBlind = (page, { start }) => page.blind === true || page.blind.has(start) || page.later.has(start);

/** @param {Page} page @param {Passage} passage */
export const isHidden = (page, passage) => isBlind(page, passage) && !isTagged(page, passage);

/** From this score on, a claim with a speaker is accepted in a run. */
const CERTAIN = 0.8;

/** Whether what is suggested for a passage may be accepted in a run with those before it: what is in no denominator,
 * and what has its speaker and a high score. @param {Page} page @param {Passage} passage */
export function isCertain(page, passage) {
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, suggestion?.label);
  if (!suggestion || !label) return false;
  return !label.counted || (label.takes_speaker && suggestion.speaker !== "" && (suggestion.score ?? 0) >= CERTAIN);
}

/** What an accepted suggestion says. @param {Suggestion} suggestion @returns {Partial<Tag>} */
export function accepted({ label, speaker, speaker_kind, score, machine }) {
  return { label, speaker, speaker_kind, score, origin: "suggestion", ...(machine ? { machine } : {}) };
}

/** The untagged passages from one on to its paragraph's end, less those for which another label is suggested.
 * @param {Page} page @param {number} nth @param {string} label @returns {number[]} */
export function restOfParagraph(page, nth, label) {
  const found = [];
  for (let at = nth; at < page.passages.length && (at === nth || !beginsLine(page, at)); at += 1) {
    const suggested = suggestionFor(page, page.passages[at])?.label || label;
    if (!isTagged(page, page.passages[at]) && suggested === label) found.push(at);
  }
  return found;
}

/** Cues of opinion: underlined and named, never made into a label. */
export const WEIGHED = ["evaluative", "modal", "first_person", "irony", "question"];

/** Cut a passage's text where its cues begin and end: each piece with the kinds of cue that it is part of.
 * @param {Page} page @param {Passage} passage @param {Cue[]} cues @returns {[string, string[]][]} */
export function cuePieces(page, { start, end }, cues) {
  const inside = cues.filter(([from, to]) => from < end && to > start && from < to);
  const places = new Set([start, end]);
  for (const [from, to] of inside) places.add(Math.max(from, start)).add(Math.min(to, end));
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.slice(1).map((to, nth) => {
    const kinds = inside.filter((cue) => cue[0] <= sorted[nth] && cue[1] >= to).map((cue) => cue[2]);
    return [slice(page, sorted[nth], to), [...new Set(kinds)]];
  });
}
