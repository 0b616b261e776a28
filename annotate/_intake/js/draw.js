/**
 * How the intake's page is drawn: what it says above, its tools, and a row for each article.
 *
 * @import { Texts } from "../../tagger/js/wording.js"
 * @typedef {{row: number, article_id: string, values: string[], came: (string | null)[], origins: string[],
 *   characters: number, begins: string, problem: string, kept: boolean}} Row
 * @typedef {{is_new: boolean, names: string[], first: number, at_once: number, total: number, seen: number,
 *   kept: number, can_undo: boolean, rows: Row[], error: string, outcomes: [string, number][], refused: string[]}} Sent
 */

import { make } from "../../tagger/js/elements.js";
import { button, field, table } from "../../_sheet/js/sheet.js";

/** The texts of the columns that every table of articles has; the others are the study's own variables.
 * @type {Record<string, string>} */
const NAMES = {
  source: "source",
  title: "title_of",
  author: "author",
  published: "published",
  language: "language",
};

/** What a column is called. @param {string} name @param {Texts} say */
export function nameOf(name, say) {
  return Object.hasOwn(NAMES, name) ? say.text(NAMES[name]) : name;
}

/** What became of the articles, or how many there are. @param {Sent} sent @param {Texts} say */
export function standing({ is_new, kept, outcomes, total }, say) {
  if (!outcomes.length) return say.text(is_new ? "found" : "standing", { n: total, kept });
  return outcomes.map(([name, n]) => say.text(`outcome_${name.replaceAll(" ", "_")}`, { n })).join(" · ");
}

/** @param {Sent} sent @param {Texts} say */
export function addButton({ kept, outcomes }, say) {
  return button(say.text("add", { n: kept }), "add", { disabled: outcomes.length > 0 || !kept });
}

/** @param {Sent} sent @param {Texts} say */
export function undoButton({ can_undo }, say) {
  return button(say.text("undo"), "undo", { disabled: !can_undo, title: say.text("undo_hint") });
}

/** All articles in sight. @param {Sent} sent @param {Texts} say */
export function drawRows({ names, rows }, say) {
  const heads = names.map((name) => nameOf(name, say));
  const about = ["characters", "begins", "problem"].map((name) => say.text(name));
  return table(
    [say.text("keep"), ...heads, ...about],
    rows.map((row) => drawRow(row, names, say)),
  );
}

/** @param {Row} row @param {string[]} names @param {Texts} say */
function drawRow(row, names, say) {
  const about = make("b", {}, row.article_id);
  return make(
    "tr",
    { "data-left": !row.kept },
    make("td", {}, keepBox(row, say)),
    ...names.map((name, at) => drawValue(row, name, at, say)),
    make("td", { class: "annotate-intake-number" }, say.shown(row.characters)),
    make("td", { class: "annotate-intake-text", dir: "auto" }, about, make("div", { title: row.begins }, row.begins)),
    make("td", { class: "annotate-intake-problem" }, row.problem),
  );
}

/** @param {Row} row @param {Texts} say */
function keepBox({ article_id, kept, row }, say) {
  const label = say.text("of_row", { name: say.text("keep"), row: article_id });
  const box = field({ type: "checkbox", "data-row": row, "data-keep": true, "aria-label": label });
  box.checked = kept;
  return box;
}

/** A value, with how it came and where from.
 * @param {Row} row @param {string} name @param {number} at @param {Texts} say */
function drawValue(row, name, at, say) {
  const label = say.text("of_row", { name: nameOf(name, say), row: row.article_id });
  const was = row.came[at];
  const came = was === null ? {} : { title: say.text("came_as", { was: was || say.text("nothing") }) };
  const input = field({ "data-row": row.row, "data-name": name, "aria-label": label, ...came });
  input.value = row.values[at];
  const origin = row.origins[at];
  const from = origin ? [make("small", {}, say.text(`from_${origin}`))] : [];
  return make("td", { "data-changed": was !== null }, input, ...from);
}
