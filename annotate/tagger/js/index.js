/** All that the bundle gives: the widget, and the rooms that need no browser. */

export { apply } from "./decisions.js";
export { complete, guessKind } from "./field.js";
export { keyName } from "./keys.js";
export { newId, Outbox } from "./outbox.js";
export { balanceOf, beginsLine, keyOf, nextToTag, readPage, sourceAt } from "./page.js";
export { Session } from "./session.js";
export {
  cuePieces,
  isCertain,
  isHidden,
  proposedSource,
  readSuggestion,
  restOfParagraph,
  suggestionFor,
} from "./suggestions.js";
export { halves, isRightToLeft, measure, slice, splitPlaces } from "./text.js";
export { default } from "./widget.js";
export { languageOf } from "./wording.js";
