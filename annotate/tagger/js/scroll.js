/** Where rows stand in a long list, and how one comes into view. */

import { make } from "./elements.js";

/** Rows that the browser lays out together, and not at all while they are far from view. */
const CHUNK = 50;

/** Part many rows into chunks: a change in one lays out that one alone. @param {HTMLElement[]} rows */
export function inChunks(rows) {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, nth) => {
    const part = rows.slice(nth * CHUNK, (nth + 1) * CHUNK);
    return make("div", { class: "annotate-chunk", role: "presentation", "--rows": part.length }, ...part);
  });
}

/** Where a row begins and ends in all that its list scrolls over. @param {HTMLElement} list @param {HTMLElement} row */
export function placeIn(list, row) {
  const inWindow = row.getBoundingClientRect();
  const shift = list.scrollTop - list.getBoundingClientRect().top - list.clientTop;
  return { top: inWindow.top + shift, bottom: inWindow.bottom + shift };
}

/** Scroll a list so that a row stands well inside it, and nothing around it.
 * @param {HTMLElement} list @param {HTMLElement} row */
export function reveal(list, row) {
  const above = Math.min(96, list.clientHeight / 4);
  const below = list.clientHeight * 0.4; // what comes next is read ahead
  const { top, bottom } = placeIn(list, row);
  const isBelow = bottom + below > list.scrollTop + list.clientHeight;
  if (isBelow) list.scrollTop = Math.min(bottom + below - list.clientHeight, top - above);
  else if (top - above < list.scrollTop) list.scrollTop = top - above;
}
