/**
 * What a decision changed, in a few words.
 *
 * @import { Deed, Page } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { labelNamed, tagOf } from "./page.js";

/** What a decision will change, said before it is done. @param {Texts} texts @param {Page} page @param {Deed} deed */
export function told(texts, page, deed) {
  if (deed.do === "undo") return texts.text("told_undo");
  if (deed.do === "redo") return texts.text("told_redo");
  return texts.text("told", { what: what(texts, page, deed) });
}

/** @param {Texts} texts @param {Page} page @param {Deed} deed */
function what(texts, page, deed) {
  if (deed.do === "tag") return ofTag(texts, page, deed);
  if (deed.do === "cut") return texts.text(deed.after.length > deed.before.length ? "told_split" : "told_merge");
  if (deed.do === "source") return texts.text("source", { source: deed.source || texts.text("no_source") });
  return texts.text("told_untag");
}

/** @param {Texts} texts @param {Page} page @param {import("./protocol").Tag} said */
function ofTag(texts, page, said) {
  const kept = tagOf(page, said);
  const label = labelNamed(page, said.label);
  const title = label ? texts.titleOf(label) : said.label;
  if (!kept || kept.label !== said.label) return title;
  for (const flag of /** @type {const} */ (["evaluative", "unsure"])) {
    const name = { what: texts.text(flag) };
    if (kept[flag] !== Boolean(said[flag])) return texts.text(said[flag] ? "told_on" : "told_off", name);
  }
  if (kept.note !== (said.note ?? "")) return texts.text("note");
  return said.speaker ? `${title}, ${said.speaker}` : title;
}
