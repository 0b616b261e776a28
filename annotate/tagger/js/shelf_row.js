/**
 * One article on the shelf: what it is, how far its coder is, and what is left to look at.
 *
 * @import { ShelfRow } from "./protocol"
 * @import { Texts } from "./wording.js"
 */

import { make } from "./elements.js";

/** @param {Texts} texts @param {ShelfRow} row @param {Record<string, any>} look @param {boolean} beginsGroup */
export function shelfRow(texts, row, look, beginsGroup) {
  const isSaid = beginsGroup && row.group === row.source; // by the group's name over the title
  const source = isSaid ? "" : row.source || texts.text("no_source");
  const about = [source, row.published, row.language].filter(Boolean).join(" · ");
  const what = make(
    "span",
    { class: "annotate-shelf-what" },
    ...(beginsGroup ? [group(texts, row)] : []),
    make("span", { class: "annotate-shelf-title", dir: "auto" }, row.title || row.article_id),
    make("span", { class: "annotate-about", dir: "auto" }, about),
  );
  const all = { class: "annotate-shelf-row", role: "option", "data-group": beginsGroup, ...look };
  return make("div", all, what, make("span", { class: "annotate-shelf-marks" }, ...marks(texts, row)), far(texts, row));
}

/** @param {Texts} texts @param {ShelfRow} row */
function group(texts, row) {
  const name = row.group || texts.text("no_value");
  const many = texts.text("n_articles", { n: row.group_articles });
  return make("span", { class: "annotate-shelf-group", dir: "auto" }, `${name} (${many})`);
}

/** @param {Texts} texts @param {ShelfRow} row */
function marks(texts, { in_text, notes, proposed, set_aside, unsure, voices }) {
  const found = { m_unsure: unsure, m_notes: notes, m_proposed: proposed };
  const shown = Object.entries(found).flatMap(([name, n]) => (n ? [texts.text(name, { n })] : []));
  if (in_text) shown.unshift(texts.text("m_in_text"));
  if (voices) shown.push(texts.text("m_voices", { source: voices }));
  if (set_aside) shown.push(texts.text("m_set_aside"));
  return shown.map((text) => make("span", { class: "annotate-mark", dir: "auto", title: text }, text));
}

/** How far the coder is, as a bar and in numbers. @param {Texts} texts @param {ShelfRow} row */
function far(texts, { passages, tagged }) {
  const bar = make("span", { class: "annotate-shelf-bar", "--share": passages ? tagged / passages : 0 });
  const name = texts.text("progress_tagged", { n: tagged, passages });
  const numbers = make("span", { "aria-hidden": "true" }, `${texts.shown(tagged)} / ${texts.shown(passages)}`);
  const look = { class: "annotate-shelf-far", role: "img", "aria-label": name, title: name };
  return make("span", { ...look, "data-done": tagged >= passages && passages > 0 }, bar, numbers);
}
