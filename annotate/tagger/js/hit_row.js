/**
 * One hit of a search: whose page it is on, what stands around it, and what its coder tagged there.
 *
 * @import { Found } from "./protocol"
 * @import { Label } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { make } from "./elements.js";

/** @param {Texts} texts @param {Found["hits"][number]} hit @param {Label[]} labels @param {Record<string, any>} look */
export function hitRow(texts, [article_id, source, , , before, hit, after, name], labels, look) {
  const label = labels.find((one) => one.name === name);
  const line = (/** @type {string} */ text) => text.replace(/\s+/g, " ");
  const tagged = label ? texts.titleOf(label) : texts.text("untagged");
  const chip = make("span", { class: "annotate-hit-label", "--colour": label?.colour ?? "transparent" }, tagged);
  return make(
    "div",
    { class: "annotate-hit", role: "option", "aria-selected": "false", ...look },
    make("span", { class: "annotate-hit-source", dir: "auto", title: article_id }, source || article_id),
    make("span", { class: "annotate-hit-before" }, make("bdi", {}, line(before))),
    make("span", { class: "annotate-hit-after" }, make("b", { dir: "auto" }, line(hit)), line(after)),
    chip,
  );
}
