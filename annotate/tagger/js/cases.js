/**
 * What can be said of a stretch that coders differ in, and what a judge makes of it.
 *
 * @import { Case, Piecewise, Said } from "./judge_types"
 * @import { Label, Span } from "./types"
 * @import { ReadingSaid } from "./protocol"
 * @typedef {ReadingSaid["tags"][number]} JudgedTag
 */

import { measure } from "./text.js";

/** @param {JudgedTag} tag @returns {Said} */
export function readTag([start, end, label, speaker, speaker_kind, evaluative, source, answers]) {
  return { start, end, label, speaker, speaker_kind, evaluative, source, answers };
}

/** @param {Said} said @returns {JudgedTag} */
export function writeTag({ start, end, label, speaker, speaker_kind, evaluative, source, answers }) {
  return [start, end, label, speaker, speaker_kind, evaluative, source, answers];
}

/** Whether it is about the article itself: what coders answered differently, in no stretch. @param {Case} one */
export const isOnArticle = ({ start }) => start < 0;

/** What identifies a stretch. @param {Pick<Case, "article_id" | "start">} one */
export const placeOf = ({ article_id, start }) => `${start}:${article_id}`;

/** Which stretches differ in the same way: between the same labels, or where these are the same, in the same things.
 * @param {Case} one */
export const pairOf = ({ what, labels }) => [...(what.includes("label") ? [] : what), ...labels].join(" ");

/** A part of a stretch's paragraph. @param {Case} one @param {number} start @param {number} end */
export function sliceOf({ text, offset }, start, end) {
  const { toUnits } = measure(text);
  return text.slice(toUnits(Math.max(start - offset, 0)), toUnits(Math.max(end - offset, 0)));
}

/** The readings of the whole stretch that give it one label. @param {Case} one @param {string} label */
export function readingsWith(one, label) {
  return one.readings.filter(({ tags }) => tags.length === 1 && tags[0][2] === label);
}

/** What a label's key says of a stretch: a coder's reading where just one has the label, else a third.
 * @param {Case} one @param {Label} label @param {Span} span @returns {{said: Said, isOpen: boolean}} */
export function third(one, label, span) {
  const tags = one.readings.flatMap((reading) => reading.tags.map(readTag));
  const same = tags.filter((tag) => tag.label === label.name && tag.start <= span.start && tag.end >= span.end);
  const speakers = new Set(same.map(({ speaker, speaker_kind }) => `${speaker_kind} ${speaker}`));
  const source = tags.find((tag) => tag.start <= span.start)?.source ?? null;
  const bare = { speaker: "", speaker_kind: /** @type {const} */ (""), evaluative: false, source, answers: null };
  const isAlike = new Set(same.map(({ answers }) => JSON.stringify(answers))).size === 1;
  const answers = isAlike ? same[0].answers : null; // the kernel keeps those on which all agree
  const said = { ...bare, ...(same[0] ?? {}), answers, label: label.name, start: span.start, end: span.end };
  if (!label.takes_speaker) return { said, isOpen: false };
  return { said, isOpen: speakers.size !== 1 };
}

/** The pieces that all borders of all readings make of a stretch, less the blanks around them.
 * @param {Case} one @returns {Span[]} */
export function piecesOf(one) {
  const tags = one.readings.flatMap((reading) => reading.tags);
  const borders = [...new Set(tags.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b);
  return borders.slice(1).flatMap((end, nth) => {
    const text = sliceOf(one, borders[nth], end);
    const blank = [...text.slice(0, text.length - text.trimStart().length)].length;
    const start = borders[nth] + blank;
    const last = start + [...text.trim()].length;
    const isTagged = tags.some((tag) => tag[0] < last && tag[1] > start);
    return start < last && isTagged ? [{ start, end: last }] : [];
  });
}

/** What a reading says of a piece: nothing where its coder left it out. @param {JudgedTag[]} tags @param {Span} span */
export function tagAt(tags, { start, end }) {
  const nth = tags.findIndex((tag) => tag[0] < end && tag[1] > start);
  return nth < 0 ? null : { nth, said: readTag(tags[nth]) };
}

/** The passages that chosen pieces make: neighbours that were one passage, or were made alike, become one.
 * @param {Piecewise} piecewise @returns {Said[]} */
export function joined({ spans, chosen }) {
  /** @type {{said: Said, from: string}[]} */
  const found = [];
  chosen.forEach(({ said, from }, nth) => {
    const before = found.at(-1);
    if (before?.from === from) before.said.end = spans[nth].end;
    else found.push({ said: { ...said, ...spans[nth] }, from });
  });
  return found.map(({ said }) => said);
}

/** The reasons that can be chosen: those of this study, then those that anybody has.
 * @param {string[]} used @param {string[]} usual */
export const reasonsOf = (used, usual) => [...new Set([...used, ...usual])].slice(0, 9);
