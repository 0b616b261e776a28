/**
 * What decisions do to the page: the same that the kernel will do to the store.
 *
 * @import { Answers, Deed, Page } from "./types"
 * @import { Cut, Source, Tag } from "./protocol"
 */

import { keyOf, sourceAt, tagOf } from "./page.js";
import { trimmed } from "./text.js";

/** @param {Page} page @param {Deed} deed */
export function apply(page, deed) {
  if (!("article_id" in deed) || deed.article_id !== page.article_id) return;
  if (deed.do === "tag") applyTag(page, deed);
  if (deed.do === "untag" && page.tags.delete(keyOf(deed))) page.project_tags -= 1;
  if (deed.do === "cut") applyCut(page, deed);
  if (deed.do === "source") applySource(page, deed);
  if (deed.do === "keep_example") page.examples[deed.kept ? "add" : "delete"](keyOf(deed));
  if (deed.do === "answer") page.answers = answered(page.answers, deed.answers);
}

/** Answers with some given anew, or taken back. @param {Answers} before @param {Answers} given @returns {Answers} */
export const answered = (before, given) =>
  Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, answer]) => answer));

const PLAIN = {
  speaker: "",
  speaker_kind: "",
  evaluative: false,
  unsure: false,
  note: "",
  origin: "hand",
  score: null,
  machine: "",
};

/** Whether a decision changes anything: the kernel keeps no other. @param {Page} page @param {Deed} deed */
export function changes(page, deed) {
  if (deed.do === "untag") return tagOf(page, deed) !== undefined;
  if (deed.do === "keep_example") return page.examples.has(keyOf(deed)) !== deed.kept;
  if (deed.do === "answer") return !isSame(answered(page.answers, deed.answers), page.answers);
  if (deed.do !== "tag") return true;
  const { do: _, article_id: __, start: ___, end: ____, answers, codebook: _____, ...said } = { ...PLAIN, ...deed };
  const kept = /** @type {Record<string, any> | undefined} */ (tagOf(page, deed));
  if (!kept || !isSame(answers ?? {}, kept.answers ?? {})) return true;
  return Object.entries(said).some(([name, value]) => ({ ...PLAIN, ...kept })[name] !== value);
}

/** @param {Answers} one @param {Answers} other */
const isSame = (one, other) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => one[name] === other[name]);

/** @param {Page} page @param {Tag} said */
function applyTag(page, said) {
  if (!page.passages.some(({ start, end }) => start === said.start && end === said.end)) cutOut(page, said);
  const { label, speaker, speaker_kind, evaluative, unsure, note, origin, score, machine, answers } = {
    ...PLAIN,
    ...said,
  };
  const key = keyOf(said);
  if (!page.tags.has(key)) page.project_tags += 1;
  const more = { ...(machine ? { machine } : {}), ...(answers ? { answers } : {}) };
  page.tags.set(key, { label, speaker, speaker_kind, evaluative, unsure, note, origin, score, ...more });
  if (speaker && !page.speakers.includes(speaker)) page.speakers.push(speaker);
}

/** @param {Page} page @param {Cut} said */
function applyCut(page, { before, after }) {
  const gone = new Set(before.map(([start, end]) => keyOf({ start, end })));
  for (const key of gone) if (page.tags.delete(key)) page.project_tags -= 1;
  replace(page, gone, after);
}

/** Make a stretch a passage of its own, with what is left of those that it lies in beside it.
 * @param {Page} page @param {Tag} said */
function cutOut(page, { start, end }) {
  const touched = page.passages.filter((passage) => passage.start < end && start < passage.end);
  const rests = touched
    .flatMap((passage) => [trimmed(page, passage.start, start), trimmed(page, end, passage.end)])
    .filter((rest) => rest !== null);
  replace(page, new Set(touched.map(keyOf)), [...rests, [start, end]]);
}

/** @param {Page} page @param {Set<string>} gone @param {[number, number][]} after */
function replace(page, gone, after) {
  const plain = { proposed_label: "", reason: "", double_of: null };
  const kept = page.passages.filter((passage) => !gone.has(keyOf(passage)));
  const added = after.map(([start, end]) => ({ start, end, ...plain }));
  page.passages = [...kept, ...added].sort((a, b) => a.start - b.start);
  page.project_passages += after.length - gone.size;
}

/** @param {Page} page @param {Source} said */
function applySource(page, { start = 0, end = null, source }) {
  /** @param {number} begins */
  const isReplaced = (begins) => begins === start || (end !== null && begins > start && begins < end);
  const marks = page.sources.filter(([begins]) => !isReplaced(begins));
  const goesOn = end !== null && page.passages.some((passage) => passage.start >= end);
  if (goesOn && !marks.some(([begins]) => begins === end)) marks.push([end, sourceAt(page, end)]);
  marks.push([start, source]);
  page.sources = marks.sort((a, b) => a[0] - b[0]);
  if (!page.known_sources.includes(source)) page.known_sources.push(source);
}
