/**
 * One article as its coder sees it: passages, tags, sources, and what can be read from them.
 *
 * @import { PageSaid } from "./protocol"
 * @import { Page, Passage, Span } from "./types"
 */

import { measure, slice } from "./text.js";

/** @param {Span} span */
export const keyOf = (span) => `${span.start}-${span.end}`;

/** @param {[number, number, string, string, number | null]} sent @returns {Passage} */
const readPassage = ([start, end, proposed_label, reason, double_of]) => ({
  start,
  end,
  proposed_label,
  reason,
  double_of,
});

const empty = () => ({
  title: "",
  author: "",
  published: "",
  url: "",
  source: "",
  language: "",
  sources: [],
  answers: {},
  speakers: [],
  known_sources: [],
  captions: [],
  others: [],
  number: 0,
  articles: 0,
  project_tags: 0,
  project_passages: 0,
});

/** Make the page from what the kernel sent; what it left out stands as before.
 * @param {PageSaid} sent @param {Page | null} [before] @returns {Page} */
export function readPage(sent, before) {
  const same = before?.article_id === sent.article_id && before?.coder === sent.coder ? before : null;
  const text = sent.text ?? same?.text ?? "";
  return {
    ...empty(),
    ...sent,
    text,
    offsets: same && same.text === text ? same.offsets : measure(text),
    blind: sent.blind === true || new Set(sent.blind ?? []),
    suggestions: same?.suggestions ?? new Map(),
    later: same?.later ?? new Set(),
    passages: sent.passages.map(readPassage),
    speakers: [...(sent.speakers ?? [])],
    known_sources: [...(sent.known_sources ?? [])],
    examples: new Set([...(sent.examples ?? [])].map(([start, end]) => keyOf({ start, end }))),
    tags: new Map((sent.tags ?? []).map(([start, end, tag]) => [keyOf({ start, end }), tag])),
  };
}

/** The codebook as tags name it. @param {Pick<PageSaid, "codebook">} page */
export const codebookId = ({ codebook }) => `${codebook.name}@${codebook.version}`;

/** @param {Page} page @param {Span} passage */
export const tagOf = (page, passage) => page.tags.get(keyOf(passage));

/** @param {Page} page @param {Span} passage */
export const isTagged = (page, passage) => page.tags.has(keyOf(passage));

/** @param {Page} page @param {string | undefined} name */
export const labelNamed = (page, name) => page.codebook.labels.find((label) => label.name === name);

/** Whether a passage begins a paragraph: a line ends before it. @param {Page} page @param {number} nth */
export function beginsLine(page, nth) {
  const before = page.passages[nth - 1];
  return !before || slice(page, before.end, page.passages[nth].start).includes("\n");
}

/** Where the focus is after a page was sent again: on the passage that begins where it was.
 * @param {Page} before @param {Page} page @param {number} focus */
export function sameFocus(before, page, focus) {
  const start = before.passages[focus]?.start ?? 0;
  return Math.max(
    page.passages.findLastIndex((passage) => passage.start <= start),
    0,
  );
}

/** The passage that holds a place, or that stands before it; -1 for none. @param {Page} page @param {number} place */
export const passageAt = (page, place) => page.passages.findLastIndex(({ start }) => start <= place);

/** Whether every passage is tagged. @param {Page} page */
export const isFinished = (page) =>
  page.passages.length > 0 && page.passages.every((passage) => isTagged(page, passage));

/** The first passage without a tag from one on, else that one. @param {Page} page @param {number} nth */
export function firstLeft(page, nth) {
  const found = page.passages.findIndex((passage, at) => at >= nth && !isTagged(page, passage));
  return found < 0 ? nth : found;
}

/** The next passage to tag after one: the first without a tag, else just the next.
 * @param {Page} page @param {number} nth */
export function nextToTag(page, nth) {
  return Math.min(firstLeft(page, nth + 1), page.passages.length - 1);
}

/** The source in force at a place. @param {Page} page @param {number} start */
export function sourceAt(page, start) {
  const mark = page.sources.filter(([begins]) => begins <= start).at(-1);
  return mark ? mark[1] : page.source;
}

/** How often each label stands on passages of one source, and how many there have none.
 * @param {Page} page @param {string} source */
export function balanceOf(page, source) {
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(page.codebook.labels.map((label) => [label.name, 0]));
  let untagged = 0;
  for (const passage of page.passages) {
    if (page.sources.length && sourceAt(page, passage.start) !== source) continue;
    const tag = tagOf(page, passage);
    if (tag) counts[tag.label] += 1;
    else untagged += 1;
  }
  return { counts, untagged };
}
