/**
 * Text and offsets. Offsets are code points everywhere but in `measure`: the browser counts UTF-16 units.
 *
 * @import { Offsets, Page, Span } from "./types"
 */

/**
 * Convert between code points, which we count, and UTF-16 units, which the browser counts.
 * @param {string} text
 * @returns {Offsets}
 */
export function measure(text) {
  /** @type {number[]} */
  const wide = []; // the code points that take two units
  let point = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(point);
    point += 1;
  }
  return {
    toUnits: (place) => place + countWhile(wide, (nth) => wide[nth] < place),
    toPoints: (unit) => unit - countWhile(wide, (nth) => wide[nth] + nth + 1 < unit),
  };
}

/** @param {number[]} sorted @param {(nth: number) => boolean} isBefore */
function countWhile(sorted, isBefore) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Pick<Page, "text" | "offsets">} page @param {number} start @param {number} end */
export function slice(page, start, end) {
  return page.text.slice(page.offsets.toUnits(start), page.offsets.toUnits(end));
}

/** The places inside a passage where it can be split: before each word but the first.
 * @param {Page} page @param {Span} passage */
export function splitPlaces(page, { start, end }) {
  const text = slice(page, start, end);
  const offsets = measure(text);
  const places = [...text.matchAll(/\s\S/gu)].map((found) => start + offsets.toPoints(found.index + 1));
  if (places.length) return places;
  return [...text].slice(1).map((_, nth) => start + nth + 1); // a script without spaces: any character
}

/** The place after the first comma, semicolon or colon; else the middle. @param {Page} page @param {Span} passage */
export function firstClause(page, { start, end }) {
  const text = slice(page, start, end);
  const found = /[,;:،、，]\s/u.exec(text);
  return found ? start + measure(text).toPoints(found.index + 1) : Math.floor((start + end) / 2);
}

/** A stretch less the blanks at its ends; nothing where it is all blank.
 * @param {Page} page @param {number} start @param {number} end @returns {[number, number] | null} */
export function trimmed(page, start, end) {
  const text = slice(page, start, end);
  const blanks = (/** @type {string} */ piece) => [...piece].length;
  const from = start + blanks(text.slice(0, text.length - text.trimStart().length));
  const to = end - blanks(text.slice(text.trimEnd().length));
  return from < to ? [from, to] : null;
}

/** The two parts of a passage, less the blanks around the cut.
 * @param {Page} page @param {Span} passage @param {number} at @returns {[number, number][]} */
export function halves(page, { start, end }, at) {
  const left = slice(page, start, at);
  const right = slice(page, at, end);
  const blanks = (/** @type {string} */ piece) => [...piece].length;
  return [
    [start, at - blanks(left.slice(left.trimEnd().length))],
    [at + blanks(right.slice(0, right.length - right.trimStart().length)), end],
  ];
}

/** Whether a text is written from right to left: whether its first letter is. @param {string} text */
export function isRightToLeft(text) {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
