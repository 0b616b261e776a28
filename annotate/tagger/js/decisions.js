/**
 * What decisions do to the page: the same that the kernel will do to the store.
 *
 * @import { Decision, Page } from "./types"
 */

import { keyOf, sourceAt } from "./page.js";

/** @param {Page} page @param {Decision} decision */
export function apply(page, decision) {
  if (decision.article_id !== page.article_id) return;
  if (decision.do === "tag") applyTag(page, decision);
  if (decision.do === "untag" && page.tags.delete(keyOf(/** @type {any} */ (decision)))) page.project_tags -= 1;
  if (decision.do === "cut") applyCut(page, decision);
  if (decision.do === "source") applySource(page, decision);
}

const PLAIN = {
  speaker: "",
  speaker_kind: "",
  evaluative: false,
  unsure: false,
  note: "",
  origin: "hand",
  score: null,
};

/** @param {Page} page @param {Decision} decision */
function applyTag(page, decision) {
  const said = { ...PLAIN, ...decision };
  const { label, speaker, speaker_kind, evaluative, unsure, note, origin, score } = /** @type {any} */ (said);
  const key = keyOf(/** @type {any} */ (decision));
  if (!page.tags.has(key)) page.project_tags += 1;
  page.tags.set(key, { label, speaker, speaker_kind, evaluative, unsure, note, origin, score });
  if (speaker && !page.speakers.includes(speaker)) page.speakers.push(speaker);
}

/** @param {Page} page @param {Decision} decision */
function applyCut(page, { before, after }) {
  const gone = new Set(before.map((/** @type {[number, number]} */ [start, end]) => keyOf({ start, end })));
  for (const key of gone) if (page.tags.delete(key)) page.project_tags -= 1;
  const added = after.map((/** @type {[number, number]} */ [start, end]) => ({
    start,
    end,
    proposed_label: "",
    reason: "",
    double_of: null,
  }));
  const kept = page.passages.filter((passage) => !gone.has(keyOf(passage)));
  page.passages = [...kept, ...added].sort((a, b) => a.start - b.start);
  page.project_passages += after.length - before.length;
}

/** @param {Page} page @param {Decision} decision */
function applySource(page, { start = 0, end = null, source }) {
  const after = end === null ? null : sourceAt(page, end);
  const kept = page.sources.filter(([begins]) => begins < start || (end === null ? begins > start : begins >= end));
  if (after !== null && page.passages.some((passage) => passage.start >= end)) {
    if (!kept.some(([begins]) => begins === end)) kept.push([end, after]);
  }
  const begun = /** @type {[number, string]} */ ([start, source]);
  page.sources = [...kept, begun].sort((a, b) => a[0] - b[0]);
  if (!page.known_sources.includes(source)) page.known_sources.push(source);
}
