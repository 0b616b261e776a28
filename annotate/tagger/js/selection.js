/**
 * The stretch of text that is selected with the mouse, in the article's own offsets.
 *
 * @import { Page, Span } from "./types"
 * @import { List } from "./list.js"
 * @typedef {{first: number, last: number, span: Span}} Selected the passages that it touches, and where it lies
 */

/** What is selected of the article, or nothing. @param {List} list @param {Page} page @returns {Selected | null} */
export function selected(list, page) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!list.element.contains(range.commonAncestorContainer)) return null;
  const touched = list.rows.flatMap((row, nth) => {
    const text = row.querySelector(".annotate-text");
    const span = text && range.intersectsNode(text) ? spanIn(text, range, page, page.passages[nth]) : null;
    return span ? [{ nth, span }] : [];
  });
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched[touched.length - 1]];
  return { first: first.nth, last: last.nth, span: { start: first.span.start, end: last.span.end } };
}

/** The part of a passage that lies in a range, less the blanks at its ends.
 * @param {Element} text @param {Range} range @param {Page} page @param {Span} passage @returns {Span | null} */
function spanIn(text, range, page, { start, end }) {
  const whole = text.textContent ?? "";
  const from = text.contains(range.startContainer) ? unitsBefore(text, range.startContainer, range.startOffset) : 0;
  const to = text.contains(range.endContainer) ? unitsBefore(text, range.endContainer, range.endOffset) : whole.length;
  const chosen = whole.slice(from, to);
  if (!chosen.trim()) return null;
  const first = page.offsets.toUnits(start) + from + (chosen.length - chosen.trimStart().length);
  const last = page.offsets.toUnits(start) + to - (chosen.length - chosen.trimEnd().length);
  return { start: page.offsets.toPoints(first), end: Math.min(page.offsets.toPoints(last), end) };
}

/** How many UTF-16 units of a text stand before a place in it.
 * @param {Element} text @param {Node} node @param {number} offset */
export function unitsBefore(text, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(node, offset);
  return before.toString().length;
}
