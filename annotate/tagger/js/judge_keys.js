/**
 * A judge's keys: what each does, and which texts name it. The bar and the help come from here.
 *
 * @import { JudgeVerb } from "./judge_types"
 */

/** The keys that take a reading, in the order of the readings. */
export const READINGS = ["a", "b", "c", "d"];

/** @type {{keys: string[], verb: JudgeVerb, shown: string, isMain?: boolean, bar?: string, help: string}[]} */
export const JUDGE_KEYS = [
  { keys: [], verb: "take", shown: "a b c d", help: "k_take" },
  { keys: [], verb: "take", shown: "1 2 3 0", help: "k_third" },
  { keys: ["ArrowRight"], verb: "choose", shown: "→ / ←", help: "k_choose" },
  { keys: ["ArrowLeft"], verb: "chooseBack", shown: "", help: "" },
  { keys: ["Enter"], verb: "takeChosen", shown: "Enter", help: "k_take_chosen" },
  { keys: ["ArrowDown"], verb: "next", shown: "↓", help: "k_next_case" },
  { keys: ["ArrowUp"], verb: "previous", shown: "↑", help: "k_previous_case" },
  { keys: ["]"], verb: "nextPair", shown: "]", help: "k_next_pair" },
  { keys: ["["], verb: "previousPair", shown: "[", help: "k_previous_pair" },
  { keys: ["w"], verb: "reason", shown: "w", bar: "b_reason", help: "k_reason" },
  { keys: ["x"], verb: "example", shown: "x", bar: "b_example", help: "k_example" },
  { keys: ["s"], verb: "pieces", shown: "s", bar: "b_pieces", help: "k_pieces" },
  { keys: ["m"], verb: "mix", shown: "m", bar: "b_mix", help: "k_mix" },
  { keys: ["e"], verb: "evaluative", shown: "e", bar: "evaluative", help: "k_evaluative_judged" },
  { keys: ["v"], verb: "source", shown: "v", bar: "b_source_judged", help: "k_source_judged" },
  { keys: ["i"], verb: "names", shown: "i", bar: "b_names", help: "k_names" },
  { keys: ["y"], verb: "seal", shown: "y", bar: "b_seal", help: "k_seal" },
  { keys: ["u", "Ctrl+z"], verb: "undo", shown: "u / Ctrl+Z", bar: "k_undo", help: "k_undo_judged" },
  { keys: ["r", "Ctrl+Shift+z"], verb: "redo", shown: "r / Ctrl+⇧Z", bar: "k_redo", help: "k_redo" },
  { keys: ["g"], verb: "norming", shown: "g", bar: "b_norming", help: "k_norming" },
  { keys: ["f"], verb: "full", shown: "f", bar: "b_full", help: "k_full" },
  { keys: ["h"], verb: "help", shown: "h", isMain: true, bar: "k_help", help: "k_help" },
  { keys: ["Escape"], verb: "leave", shown: "Esc", bar: "b_leave", help: "k_leave" },
];

/** What a key does; nothing where it says nothing here. @param {string} key @returns {JudgeVerb | undefined} */
export const judgeVerbOf = (key) => JUDGE_KEYS.find(({ keys }) => keys.includes(key))?.verb;
