/**
 * What a decision changed, in a few words.
 *
 * @import { Answers, Deed, Page } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { answerLine, questionsOf } from "./answers.js";
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
  if (deed.do === "keep_example")
    return texts.text(deed.kept ? "told_on" : "told_off", { what: texts.text("b_example") });
  if (deed.do === "answer") return ofAnswers(texts, page, page.answers, deed.answers);
  return texts.text("told_untag");
}

/** @param {Texts} texts @param {Page} page @param {Answers} before @param {Answers} now */
function ofAnswers(texts, page, before, now) {
  const changed = questionsOf(page).find(({ name }) => (before[name] ?? "") !== (now[name] ?? before[name] ?? ""));
  if (!changed) return "";
  const answer = now[changed.name];
  const title = texts.choose(changed.title) ?? changed.name;
  return answer ? answerLine(texts, changed, answer) : texts.text("told_off", { what: title });
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
  const none = Object.fromEntries(Object.keys(kept.answers ?? {}).map((name) => [name, ""]));
  const answers = ofAnswers(texts, page, kept.answers ?? {}, { ...none, ...said.answers });
  if (answers) return answers;
  return said.speaker ? `${title}, ${said.speaker}` : title;
}
