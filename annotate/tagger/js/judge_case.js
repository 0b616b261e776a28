/**
 * One stretch that coders differ in: its paragraph, and the readings side by side.
 *
 * @import { ReadingSaid } from "./protocol"
 * @import { Case, Piecewise, Said } from "./judge_types"
 * @import { Label, Span } from "./types"
 * @import { JudgeSession } from "./judge_session.js"
 */

import { answerLine, questionsOf } from "./answers.js";
import { isOnArticle, pairOf, readTag, sliceOf, tagAt } from "./cases.js";
import { make, OWN_KEYS } from "./elements.js";
import { aboutLabel } from "./help.js";
import { READINGS } from "./judge_keys.js";

/** All of the stretch that is shown. @param {JudgeSession} session @returns {Node[]} */
export function drawCase(session) {
  const { desk, here, piecewise, texts } = session;
  if (!desk || !here) return [make("p", { class: "annotate-empty" }, texts.text("all_settled"))];
  const turn = piecewise ? piecewise.spans[piecewise.chosen.length] : null;
  return [
    make("div", { class: "annotate-about", dir: "auto" }, about(session, here)),
    make("p", { class: "annotate-differs" }, make("b", {}, differs(session, here)), ` · ${often(session, here)}`),
    paragraph(here, turn),
    ...(piecewise && turn ? [pieceLine(session, piecewise)] : []),
    make(
      "div",
      { class: "annotate-readings" },
      ...here.readings.map((one, nth) => reading(session, here, one, nth, turn)),
    ),
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
  if (!isNorming) return texts.text("n_alike", { n: here.often });
  const alike = desk?.cases.filter((one) => pairOf(one) === pairOf(here)) ?? [];
  return texts.text("nth_alike", { nth: alike.indexOf(here) + 1, n: alike.length });
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
 * @param {ReadingSaid} one @param {number} nth @param {Span | null} turn */
function reading(session, here, one, nth, turn) {
  const { chosen, names, texts } = session;
  const at = turn && tagAt(one.tags, turn);
  const tags = turn ? (at ? [at.said] : []) : one.tags.map(readTag);
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
    ...answerLines(session, one.answers ?? {}),
    ...(isOnArticle(here)
      ? []
      : tags.length
        ? tags.map((said) => saidLine(session, here, said))
        : [make("span", {}, texts.text("untagged"))]),
    ...notes,
  );
}

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
  const chip = make(
    "span",
    { class: "annotate-chip", "--colour": label?.colour ?? "transparent" },
    session.titleOf(said.label),
  );
  const answered = here.what.includes("answers") ? answerLines(session, said.answers ?? {}) : [];
  return make("span", { class: "annotate-said" }, chip, make("span", { dir: "auto" }, rest), ...words, ...answered);
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
