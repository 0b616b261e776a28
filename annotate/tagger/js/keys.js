/**
 * The one table of keys: the bar, the help and README's table come from it. The codebook adds the labels' own keys.
 *
 * @import { Verb } from "./types"
 * @typedef {{keys: string[], verb: Verb, shown: string, help: string, bar?: string, icon?: string,
 *   isMain?: boolean}} Key
 */

/** `bar` and `help` name texts of the wording; what has no `bar` and no `icon` has no button. @type {Key[]} */
export const KEYS = [
  { keys: ["ArrowDown"], verb: "next", shown: "↓", help: "k_next" },
  { keys: ["ArrowUp"], verb: "previous", shown: "↑", help: "k_previous" },
  { keys: ["Home"], verb: "first", shown: "Home", help: "k_first" },
  { keys: ["End"], verb: "last", shown: "End", help: "k_last" },
  { keys: ["Enter"], verb: "accept", shown: "Enter", isMain: true, bar: "k_accept", help: "k_accept" },
  { keys: ["Shift+Enter"], verb: "acceptRun", shown: "Shift+Enter", bar: "b_run", help: "k_run" },
  { keys: ["p"], verb: "repeat", shown: "p", bar: "b_repeat", help: "k_repeat" },
  { keys: ["s"], verb: "split", shown: "s", bar: "k_split", help: "k_split" },
  { keys: ["m"], verb: "merge", shown: "m", bar: "k_merge", help: "k_merge" },
  { keys: ["u", "Ctrl+z"], verb: "undo", shown: "u / Ctrl+Z", bar: "k_undo", help: "k_undo" },
  { keys: ["r", "Ctrl+y", "Ctrl+Shift+z"], verb: "redo", shown: "r / Ctrl+Y", bar: "k_redo", help: "k_redo" },
  { keys: ["e"], verb: "evaluative", shown: "e", bar: "evaluative", help: "k_evaluative" },
  { keys: ["?"], verb: "unsure", shown: "?", bar: "unsure", help: "unsure" },
  { keys: ["n"], verb: "note", shown: "n", bar: "note", help: "note" },
  { keys: ["v"], verb: "source", shown: "v", bar: "b_source", help: "k_source" },
  { keys: ["Shift+v"], verb: "takeSource", shown: "Shift+V", help: "k_take_source" },
  { keys: ["Delete", "Backspace"], verb: "untag", shown: "Delete", help: "k_untag" },
  {
    keys: ["[", "PageUp", "Ctrl+PageUp", "k"],
    verb: "previousArticle",
    shown: "[ / k / PageUp",
    icon: "←",
    help: "k_previous_article",
  },
  {
    keys: ["]", "PageDown", "Ctrl+PageDown", "j"],
    verb: "nextArticle",
    shown: "] / j / PageDown",
    icon: "→",
    help: "k_next_article",
  },
  { keys: ["q"], verb: "queue", shown: "q", bar: "b_queue", help: "k_queue" },
  { keys: ["/", "Ctrl+f"], verb: "search", shown: "Ctrl+F / /", bar: "b_search", help: "k_search" },
  { keys: ["w", "Ctrl+Shift+f"], verb: "find", shown: "w / Ctrl+Shift+F", bar: "b_find", help: "k_find" },
  { keys: ["."], verb: "nextHit", shown: ".", help: "k_next_hit" },
  { keys: [","], verb: "previousHit", shown: ",", help: "k_previous_hit" },
  { keys: ["a"], verb: "questions", shown: "a", bar: "b_questions", help: "k_questions" },
  { keys: ["x"], verb: "example", shown: "x", bar: "b_example", help: "k_keep_example" },
  { keys: ["g"], verb: "shelf", shown: "g", bar: "b_shelf", help: "k_shelf" },
  { keys: ["f"], verb: "full", shown: "f", bar: "b_full", help: "k_full" },
  { keys: ["h"], verb: "help", shown: "h", isMain: true, bar: "k_help", help: "k_help" },
  { keys: ["Escape"], verb: "leave", shown: "Esc", bar: "b_leave", help: "k_leave" },
];

/** What a key does; nothing where it says nothing here. @param {string} key @returns {Verb | undefined} */
export const verbOf = (key) => KEYS.find(({ keys }) => keys.includes(key))?.verb;

/** What a key says, whatever the keyboard: a French one writes & é " à for 1 2 3 0.
 * @param {Pick<KeyboardEvent, "code" | "key" | "shiftKey">} event */
export function keyName(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code ?? "");
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** Keys that Shift makes into others; with all else Shift only writes the character. */
const SHIFTED = ["Enter", "v", "Ctrl+z", "Ctrl+f"];

/** A key with what is held down beside it, as the table names it. @param {KeyboardEvent} event */
export function chord(event) {
  const isControl = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  const name = keyName(event);
  const isShifted = event.shiftKey && SHIFTED.includes(isControl ? `Ctrl+${name}` : name);
  return `${isControl ? "Ctrl+" : ""}${isShifted ? "Shift+" : ""}${name}`;
}

/** Keys that scroll what has the keyboard. */
export const SCROLLING = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);
