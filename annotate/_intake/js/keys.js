/** What a key does on the intake's page, by the field that it is pressed in. */

/** @type {Record<string, "below" | "above">} */
const STEPS = { ArrowDown: "below", ArrowUp: "above", Enter: "below" };

/**
 * @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">} Pressed
 * @typedef {"value" | "variable" | "words" | "other"} Field what is typed into, if anything: a value of an article,
 *   the name of a new variable, or words to be found
 */

/** Return what a key does, or nothing where it is the browser's.
 * @param {Pressed} pressed @param {Field} field
 * @param {boolean} isTyped what the field holds is not sent yet: the browser takes that back by itself */
export function meaning({ key, ctrlKey, metaKey, shiftKey }, field, isTyped) {
  const chord = ctrlKey || metaKey ? key.toLowerCase() : "";
  if (chord === "z" && !shiftKey && !isTyped) return "undo";
  if (field === "variable" || field === "words") return key === "Enter" ? field : undefined;
  if (field !== "value") return undefined;
  return chord === "d" ? "down" : STEPS[key];
}
