/**
 * A stretch settled point by point: its label as one coder has it, an answer as another; in one decision.
 *
 * @import { CodebookSaid } from "./protocol"
 * @import { Case, Mixing, Point, Said } from "./judge_types"
 * @import { Span } from "./types"
 */

import { goesWith, questionsOf } from "./answers.js";
import { isOnArticle, readTag, tagAt } from "./cases.js";

const SPEAKER = /** @type {const} */ (["speaker", "speaker_kind"]);

/** What each reading says of a stretch, or of a piece of it, as one passage; null where one left it out or cut it.
 * @param {Case} here @param {Span | null} piece @returns {(Said | null)[]} */
export function saidBy(here, piece) {
  return here.readings.map(({ tags }) => {
    if (piece) return tagAt(tags, piece)?.said ?? null;
    return tags.length === 1 ? readTag(tags[0]) : null;
  });
}

/** All in which what is said may differ, each with what every reading says of it; undefined where one says nothing.
 * @param {Case} here @param {CodebookSaid} codebook @param {Mixing} mixing @returns {Point[]} */
function everyPoint(here, codebook, { said, chosen }) {
  const asked = questionsOf({ codebook }, isOnArticle(here) ? "article" : "passage");
  /** @param {(answers: Record<string, string>) => string | undefined} of */
  const answers = (of) => here.readings.map((one, nth) => of(one.answers ?? said[nth]?.answers ?? {}));
  const ofQuestions = asked.map((question) => ({
    name: `answer:${question.name}`,
    question,
    values: answers((given) => given[question.name] || undefined),
  }));
  if (isOnArticle(here)) return ofQuestions;
  /** @param {string} name @param {(one: Said) => unknown} of @returns {Point} */
  const point = (name, of) => ({ name, question: null, values: said.map((one) => (one ? of(one) : undefined)) });
  const label = point("label", (one) => one.label);
  const chosenLabel = String(chosen.get("label") ?? soleOf(label.values) ?? "");
  const isSpoken = codebook.labels.find(({ name }) => name === chosenLabel)?.takes_speaker;
  const speaker = point("speaker", (one) =>
    one.speaker || one.speaker_kind ? SPEAKER.map((name) => one[name]).join("\n") : undefined,
  );
  return [
    label,
    ...(isSpoken ? [speaker] : []),
    point("evaluative", (one) => one.evaluative),
    point("source", (one) => one.source),
    ...ofQuestions.filter(({ question }) => goesWith(question, chosenLabel)),
  ];
}

/** @param {unknown[]} values */
const differing = (values) => new Set(values.filter((value) => value !== undefined));

/** What all say who say something; undefined where they differ, or nobody does. @param {unknown[]} values */
function soleOf(values) {
  const [first, ...others] = differing(values);
  return others.length ? undefined : first;
}

/** The point in turn: the first in which the readings differ and that is not chosen yet; null after the last.
 * @param {Case} here @param {CodebookSaid} codebook @param {Mixing} mixing @returns {Point | null} */
export function pointInTurn(here, codebook, mixing) {
  const label = mixing.chosen.get("label");
  const isThird = label !== undefined && !mixing.said.some((one) => one?.label === label);
  const open = everyPoint(here, codebook, mixing).filter(({ name }) => !mixing.chosen.has(name));
  const isAsked = (/** @type {Point} */ { name, values }) =>
    differing(values).size > 1 || (isThird && name === "speaker" && !differing(values).size); // nobody said who
  return open.find(isAsked) ?? null;
}

/** What the points come to: chosen where the readings differ, else as all have it.
 * @param {Case} here @param {CodebookSaid} codebook @param {Mixing} mixing @param {Span} span
 * @returns {{said: Said, answers: Record<string, string>}} */
export function mixed(here, codebook, mixing, span) {
  const points = everyPoint(here, codebook, mixing);
  const value = new Map(points.map(({ name, values }) => [name, mixing.chosen.get(name) ?? soleOf(values)]));
  const [speaker, kind = ""] = String(value.get("speaker") ?? "").split("\n");
  /** @type {Record<string, string>} */
  const answers = {};
  for (const { name, question } of points)
    if (question && value.get(name)) answers[question.name] = String(value.get(name));
  const said = {
    start: span.start,
    end: span.end,
    label: String(value.get("label") ?? ""),
    speaker,
    speaker_kind: /** @type {Said["speaker_kind"]} */ (kind),
    evaluative: value.get("evaluative") === true,
    source: /** @type {string | null} */ (value.get("source") ?? null),
    answers,
  };
  return { said, answers };
}
