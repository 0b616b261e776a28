/** What each key does on the page of who is quoted: the tagger's keys where both have a step. */

/** @type {Record<string, string>} */
export const VERBS = {
  enter: "accept",
  x: "refuse",
  " ": "choose",
  m: "merge",
  s: "split",
  d: "describe",
  u: "undo",
  r: "redo",
  "/": "find",
};
