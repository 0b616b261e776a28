/**
 * One passage as a row: its label, speaker and flags beside its text, its cues in it.
 *
 * @import { Label, Page, Passage, Suggestion, Tag } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { answerLine, questionsOf } from "./answers.js";
import { make } from "./elements.js";
import { beginsLine, keyOf, labelNamed, sourceAt, tagOf } from "./page.js";
import { cuePieces, isBlind, suggestionFor } from "./suggestions.js";
import { slice } from "./text.js";

/** What a kind of cue is called. @param {Texts} texts @param {string} kind */
export const cueName = (texts, kind) => texts.text(texts.has(`c_${kind}`) ? `c_${kind}` : kind);

/** @param {Texts} texts @param {Page} page @param {number} nth @param {string} id @returns {HTMLElement} */
export function makeRow(texts, page, nth, id) {
  const passage = page.passages[nth];
  const tag = tagOf(page, passage);
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, tag?.label ?? suggestion?.label);
  const beside = gutter(texts, page, passage, tag, label);
  return make(
    "div",
    {
      class: "annotate-passage",
      role: "row",
      id,
      "aria-selected": "false",
      "data-nth": nth,
      "data-label": tag?.label ?? "",
      "data-proposed": tag ? "" : (suggestion?.label ?? ""),
      "data-line": nth > 0 && beginsLine(page, nth) ? "new" : "",
      "data-uncounted": label ? !label.counted : false,
      "--colour": label?.colour ?? "transparent",
    },
    ...newSource(texts, page, nth),
    make("div", { class: "annotate-gutter", role: "gridcell" }, ...beside),
    make("div", { class: "annotate-text", role: "gridcell", dir: "auto" }, ...marked(texts, page, passage, suggestion)),
  );
}

/** What stands below the article's pictures, after its text: to be read, and in no number.
 * @param {Texts} texts @param {Page} page @returns {HTMLElement[]} */
export function captions(texts, page) {
  if (!page.captions.length) return [];
  const lines = page.captions.map((words) => make("p", { dir: "auto" }, words));
  const about = make("div", { class: "annotate-name" }, texts.text("captions", { n: lines.length }));
  return [make("div", { class: "annotate-captions", role: "row" }, make("div", { role: "gridcell" }, about, ...lines))];
}

/** Where another source begins with a passage, its name. @param {Texts} texts @param {Page} page @param {number} nth */
function newSource(texts, page, nth) {
  const source = sourceAt(page, page.passages[nth].start);
  const before = page.passages[nth - 1];
  const isNew = before ? source !== sourceAt(page, before.start) : page.sources.length > 0;
  const name = texts.text("source", { source: source || texts.text("no_source") });
  return isNew ? [make("div", { class: "annotate-source", role: "gridcell", dir: "auto" }, name)] : [];
}

/** A passage's text, its cues marked; they show while it is in focus.
 * @param {Texts} texts @param {Page} page @param {Passage} passage @param {Suggestion | null} suggestion */
function marked(texts, page, passage, suggestion) {
  if (!suggestion?.cues.length) return [slice(page, passage.start, passage.end)];
  return cuePieces(page, passage, suggestion.cues).map(([text, kinds]) => {
    if (!kinds.length) return text;
    const title = kinds.map((kind) => cueName(texts, kind)).join(", ");
    return make("span", { class: "annotate-cue", "data-kinds": kinds.join(" "), title }, text);
  });
}

/** What stands beside a passage: its label, speaker and flags; or what is suggested.
 * @param {Texts} texts @param {Page} page @param {Passage} passage @param {Tag | undefined} tag
 * @param {Label | undefined} label */
function gutter(texts, page, passage, tag, label) {
  if (!label) return [make("span", { class: "annotate-name" }, texts.text("untagged"))];
  const title = `${texts.titleOf(label)}${tag ? "" : " ?"}`;
  const details = tag ? tagDetails(texts, page, passage, tag) : [suggestionFor(page, passage)?.speaker];
  return [
    make("span", { class: "annotate-name" }, title),
    ...details.filter((detail) => typeof detail === "string" && detail).map(detailOf),
  ];
}

/** @param {any} text */
const detailOf = (text) => make("span", { class: "annotate-detail", dir: "auto" }, text);

/** @param {Texts} texts @param {Page} page @param {Passage} passage @param {Tag} tag */
function tagDetails(texts, page, passage, tag) {
  const takesSpeaker = labelNamed(page, tag.label)?.takes_speaker;
  const speaker = tag.speaker || (takesSpeaker && texts.text(tag.speaker_kind || "speaker_open"));
  const flags = [tag.evaluative && texts.text("evaluative"), tag.unsure && texts.text("unsure")];
  const answers = questionsOf(page).map(
    (one) => tag.answers?.[one.name] && answerLine(texts, one, tag.answers[one.name]),
  );
  flags.push(page.examples.has(keyOf(passage)) && texts.text("b_example"));
  return [speaker, ...flags, ...answers, tag.note, afterwards(texts, page, passage, tag)];
}

/** What was suggested for a passage that was tagged blind, where it was something else.
 * @param {Texts} texts @param {Page} page @param {Passage} passage @param {Tag} tag */
function afterwards(texts, page, passage, tag) {
  const label = labelNamed(page, suggestionFor(page, passage)?.label);
  if (!label || label.name === tag.label || !isBlind(page, passage)) return "";
  return texts.text("was_suggested", { label: texts.titleOf(label) });
}
