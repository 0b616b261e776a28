/**
 * Words that are searched, marked in the text without touching it: where the browser can.
 *
 * @import { Page, Span } from "./types"
 * @import { List } from "./list.js"
 */

import { passageAt } from "./page.js";

/** @type {Map<object, Range[]>} */
const MARKED = new Map();

/** @param {object} owner @param {string} words @param {HTMLElement} list */
export function markWords(owner, words, list) {
  const texts = words ? [...list.querySelectorAll(".annotate-text")] : [];
  MARKED.set(
    owner,
    texts.flatMap((text) => rangesOf(text, words)),
  );
  show();
}

/** Mark stretches of the article, given in its own offsets.
 * @param {object} owner @param {Span[]} spans @param {List} list @param {Page} page */
export function markSpans(owner, spans, list, page) {
  const units = (/** @type {number} */ point) => page.offsets.toUnits(point);
  const ranges = spans.flatMap((span) => {
    const nth = passageAt(page, span.start);
    const text = list.rows[nth]?.querySelector(".annotate-text");
    if (!text) return [];
    const { start, end } = page.passages[nth];
    const from = units(span.start) - units(start);
    return [rangeOf(text, from, units(Math.min(span.end, end)) - units(start))];
  });
  MARKED.set(owner, ranges);
  show();
}

/** @param {object} owner */
export function unmarkWords(owner) {
  MARKED.delete(owner);
  show();
}

function show() {
  const ranges = [...MARKED.values()].flat();
  if (globalThis.CSS?.highlights) CSS.highlights.set("annotate-found", new Highlight(...ranges));
}

/** @param {Element} text @param {string} words */
function rangesOf(text, words) {
  const { folded, places } = foldLetters(text.textContent ?? "");
  const wanted = foldLetters(words.replace(/^\*+|\*+$/g, "")).folded;
  /** @type {Range[]} */
  const found = [];
  for (let at = wanted ? folded.indexOf(wanted) : -1; at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push(rangeOf(text, places[at], places[at + wanted.length]));
  }
  return found;
}

/** @param {Element} text @param {number} from @param {number} to */
function rangeOf(text, from, to) {
  const range = document.createRange();
  range.setStart(...placeAt(text, from));
  range.setEnd(...placeAt(text, to));
  return range;
}

/** A text as it is compared, without case and accents and each blank alike, and where each of its signs began.
 * @param {string} text */
export function foldLetters(text) {
  /** @type {number[]} */
  const places = [];
  let folded = "";
  let at = 0;
  for (const [letter] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const plain = letter
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/ß/g, "ss");
    const sign = /^\s$/.test(plain) ? " " : plain;
    for (let nth = 0; nth < sign.length; nth += 1) places.push(at);
    folded += sign;
    at += letter.length;
  }
  return { folded, places: [...places, at] };
}

/** The text node at a place of an element's text, and the place in it.
 * @param {Element} element @param {number} at @returns {[Node, number]} */
function placeAt(element, at) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  let node = walker.nextNode();
  while (node && left > (node.nodeValue?.length ?? 0)) {
    left -= node.nodeValue?.length ?? 0;
    node = walker.nextNode();
  }
  return [node ?? element, node ? left : 0];
}
