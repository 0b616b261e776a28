/**
 * Which of the queue's hits is in focus, how many there are here and in the study.
 *
 * @import { Hits } from "./protocol"
 * @import { Texts } from "./wording.js"
 */

/** @param {Texts} texts @param {Hits} hits @param {number} start of the passage in focus */
export function hitsText(texts, { before, is_more, starts, total }, start) {
  const all = `${texts.shown(total)}${is_more ? "+" : ""}`;
  const n = starts.indexOf(start) + 1;
  const here = texts.text(n ? "nth_here" : "n_here", { n, here: starts.length });
  const isKnown = n > 0 && before >= 0;
  return `${here} · ${texts.text(isKnown ? "nth_hits" : "n_hits", { nth: texts.shown(before + n), total: all })}`;
}
