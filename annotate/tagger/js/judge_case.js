/**
 * One stretch that coders differ in: its paragraph, and the readings side by side.
 *
 * @import { ReadingSaid } from "./protocol"
 * @import { Case, Piecewise, Point, Said } from "./judge_types"
 * @import { Label, Span } from "./types"
 * @import { JudgeSession } from "./judge_session.js"
 */

import { answerLine, optionsOf, questionsOf } from "./answers.js";
import { isOnArticle, pairOf, readTag, sliceOf, tagAt } from "./cases.js";
import { button, make, OWN_KEYS } from "./elements.js";
import { aboutLabel } from "./help.js";
import { READINGS } from "./judge_keys.js";

/** All of the stretch that is shown. @param {JudgeSession} session @returns {Node[]} */
export function drawCase(session) {
  const { desk, here, piecewise, point, texts, turn } = session;
  if (!desk || !here) return [make("p", { class: "annotate-empty" }, texts.text("all_settled"))];
  return [
    make("div", { class: "annotate-about", dir: "auto" }, about(session, here)),
    make("p", { class: "annotate-differs" }, make("b", {}, differs(session, here)), often(session, here)),
    paragraph(here, turn),
    ...(piecewise && turn ? [pieceLine(session, piecewise)] : []),
    ...(point ? [pointLine(session, point)] : []),
    make("div", { class: "annotate-readings" }, ...here.readings.map((one, nth) => reading(session, here, one, nth))),
    ...(session.isNorming ? [codebookLines(session, here)] : []),
  ];
}

/** @param {JudgeSession} session @param {Case} here */
function about({ texts }, here) {
  return [here.title || here.article_id, here.source || texts.text("no_source"), here.published]
    .filter(Boolean)
    .join(" · ");
}

/** What the coders differ in. @param {JudgeSession} session @param {Case} here */
function differs(session, here) {
  const { texts } = session;
  const what = here.what.map((one) => texts.text(`what_${one}`)).join(", ");
  const labels = here.labels.map((name) => session.titleOf(name)).join(" / ");
  if (!labels) return what;
  return `${what}${texts.text("colon")} ${labels}`;
}

/** How often coders differ so; on the page to discuss, which of them this is.
 * @param {JudgeSession} session @param {Case} here */
function often({ desk, isNorming, texts }, here) {
  if (isOnArticle(here)) return ""; // which counts no passages
  if (!isNorming) return ` · ${texts.text("n_alike", { n: here.often })}`;
  const alike = desk?.cases.filter((one) => pairOf(one) === pairOf(here)) ?? [];
  return ` · ${texts.text("nth_alike", { nth: alike.indexOf(here) + 1, n: alike.length })}`;
}

/** @param {Case} here @param {Span | null} turn the piece in turn */
function paragraph(here, turn) {
  if (isOnArticle(here)) return make("p", { class: "annotate-paragraph", dir: "auto" }, here.text);
  const end = here.offset + [...here.text].length;
  const borders = turn ? [here.start, turn.start, turn.end, here.end] : [here.start, here.start, here.end, here.end];
  const [first, second, third] = [0, 1, 2].map((nth) => sliceOf(here, borders[nth], borders[nth + 1]));
  const stretch = make(
    "mark",
    { class: "annotate-stretch" },
    first,
    make("span", { "data-turn": turn !== null }, second),
    third,
  );
  const [before, after] = [sliceOf(here, here.offset, here.start), sliceOf(here, here.end, end)];
  return make("p", { class: "annotate-paragraph", dir: "auto" }, before, stretch, after);
}

/** @param {JudgeSession} session @param {Piecewise} piecewise */
function pieceLine({ texts }, { chosen, spans }) {
  return make("p", { class: "annotate-hint" }, texts.text("piece", { nth: chosen.length + 1, n: spans.length }));
}

/** One way to read the stretch; a button that takes it. @param {JudgeSession} session @param {Case} here
 * @param {ReadingSaid} one @param {number} nth */
function reading(session, here, one, nth) {
  const { chosen, names, point, texts } = session;
  const who = names?.[nth]?.join(", ") ?? texts.text(one.judged ? "n_judges" : "n_coders", { n: one.coders });
  const notes = one.notes.map((note) => make("span", { class: "annotate-note", dir: "auto" }, `“${note}”`));
  const look = {
    class: "annotate-reading",
    type: "button",
    tabindex: -1,
    "data-reading": nth,
    "data-chosen": nth === chosen,
  };
  const key = READINGS[nth] ? [make("kbd", {}, READINGS[nth])] : [];
  return make(
    "button",
    { ...look, "aria-pressed": String(nth === chosen), ...OWN_KEYS },
    make(
      "span",
      { class: "annotate-reading-head" },
      ...key,
      make("bdi", {}, who),
      one.unsure ? ` · ${texts.text("unsure")}` : "",
    ),
    ...(here.what.includes("cut") ? [strip(session, here, one)] : []),
    ...(point ? [valueLine(session, point, point.values[nth])] : wholeLines(session, here, one)),
    ...notes,
  );
}

/** All that a reading says of the stretch, or of its piece in turn. @param {JudgeSession} session @param {Case} here
 * @param {ReadingSaid} one */
function wholeLines(session, here, one) {
  if (isOnArticle(here)) return answerLines(session, one.answers ?? {});
  const at = session.turn && tagAt(one.tags, session.turn);
  const tags = session.turn ? (at ? [at.said] : []) : one.tags.map(readTag);
  if (!tags.length) return [make("span", {}, session.texts.text("untagged"))];
  return tags.map((said) => saidLine(session, here, said));
}

/** What is asked where points are settled one by one, and the answers that none of the coders gave.
 * @param {JudgeSession} session @param {Point} point */
function pointLine({ texts }, { name, question }) {
  const what = question ? (texts.choose(question.title) ?? question.name) : texts.text(`what_${name}`);
  const options = question && question.answer !== "several" ? optionsOf(texts, question) : [];
  const others = options
    .filter(({ key }) => /^\d$/.test(key))
    .map(({ key, title }) => button(key, make("span", { dir: "auto" }, title), { class: "annotate-button" }));
  return make("p", { class: "annotate-hint annotate-point" }, texts.text("point", { what }), ...others);
}

/** What a reading says of the point in turn. @param {JudgeSession} session @param {Point} point
 * @param {unknown} value */
function valueLine(session, { name, question }, value) {
  const { texts } = session;
  const line = (/** @type {string} */ words) => make("span", { class: "annotate-said", dir: "auto" }, words);
  if (name === "evaluative") return line(texts.text(value ? "evaluative" : "not_evaluative"));
  if (name === "source") return line(texts.text("source", { source: String(value || texts.text("no_source")) }));
  if (value === undefined) return line(texts.text(name === "label" ? "untagged" : "says_nothing"));
  if (question) return line(answerLine(texts, question, String(value)));
  if (name === "label") return make("span", { class: "annotate-said" }, labelChip(session, String(value)));
  const [speaker, kind] = String(value).split("\n");
  return line([speaker, kind && texts.text(kind)].filter(Boolean).join(" · "));
}

/** @param {JudgeSession} session @param {string} name */
const labelChip = (session, name) =>
  make(
    "span",
    { class: "annotate-chip", "--colour": session.labelNamed(name)?.colour ?? "transparent" },
    session.titleOf(name),
  );

/** How a reading cuts the stretch: a bar as long as the text. @param {JudgeSession} session @param {Case} here
 * @param {ReadingSaid} one */
function strip(session, here, one) {
  const whole = here.end - here.start;
  const parts = one.tags.map(([start, end, name]) => {
    const label = session.labelNamed(name);
    const place = { "--from": (start - here.start) / whole, "--share": (end - start) / whole };
    return make(
      "span",
      { class: "annotate-cut", "--colour": label?.colour ?? "transparent", ...place },
      label?.mark ?? "",
    );
  });
  return make("span", { class: "annotate-cuts", "aria-hidden": "true" }, ...parts);
}

/** What is answered to the codebook's questions, a line each. @param {JudgeSession} session
 * @param {Record<string, string>} answers */
function answerLines({ desk, texts }, answers) {
  const asked = desk ? questionsOf(desk).filter(({ name }) => answers[name]) : [];
  return asked.map((one) =>
    make("span", { class: "annotate-said", dir: "auto" }, answerLine(texts, one, answers[one.name])),
  );
}

/** What a reading says of a passage. @param {JudgeSession} session @param {Case} here @param {Said} said */
function saidLine(session, here, said) {
  const { texts } = session;
  const label = session.labelNamed(said.label);
  const speaker = said.speaker || (label?.takes_speaker && texts.text(said.speaker_kind || "speaker_open"));
  const kind = here.what.includes("kind") && said.speaker_kind ? texts.text(said.speaker_kind) : "";
  const source = here.what.includes("source")
    ? texts.text("source", { source: said.source || texts.text("no_source") })
    : "";
  const rest = [speaker, kind, said.evaluative && texts.text("evaluative"), source].filter(Boolean).join(" · ");
  const words = here.what.includes("cut") ? [make("q", { dir: "auto" }, sliceOf(here, said.start, said.end))] : [];
  const answered = answerLines(session, said.answers ?? {}); // whoever takes the reading takes them, too
  return make(
    "span",
    { class: "annotate-said" },
    labelChip(session, said.label),
    make("span", { dir: "auto" }, rest),
    ...words,
    ...answered,
  );
}

/** What the codebook says of the labels between which the coders differ. @param {JudgeSession} session
 * @param {Case} here */
function codebookLines(session, here) {
  const labels = here.labels.map((name) => session.labelNamed(name));
  const found = labels
    .filter((label) => label !== undefined)
    .map((/** @type {Label} */ label) => aboutLabel(session.texts, label));
  return make("div", { class: "annotate-lines" }, ...found);
}
