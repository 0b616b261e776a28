/**
 * The messages of both directions; `protocol.py` says what each holds, and makes their types.
 *
 * @import { AskFind, AskHits, AskNames, AskShelf, HowMany, Look, Open, Protocol } from "./protocol"
 * @import { Down } from "./types"
 */

/** The version of the messages that this page speaks. @type {Protocol} */
export const PROTOCOL = 2;

/** @param {string} language of the wording @param {number} [step] to another article @returns {Open} */
export const open = (language, step) => ({ do: "open", protocol: PROTOCOL, language, ...(step ? { step } : {}) });

/** The next article that the coder has not finished. @param {string} language @returns {Open} */
export const openUnfinished = (language) => ({ do: "open", protocol: PROTOCOL, language, unfinished: true });

/** A given article. @param {string} language @param {string} article_id @returns {Open} */
export const openArticle = (language, article_id) => ({ do: "open", protocol: PROTOCOL, language, article_id });

/** Some rows of the shelf. @param {Omit<AskShelf, "do" | "protocol">} wanted @returns {AskShelf} */
export const shelf = (wanted) => ({ do: "shelf", protocol: PROTOCOL, ...wanted });

/** A queue's hits. @param {Omit<AskHits, "do" | "protocol">} wanted @returns {AskHits} */
export const hits = (wanted) => ({ do: "hits", protocol: PROTOCOL, ...wanted });

/** A search of the study. @param {Omit<AskFind, "do" | "protocol">} wanted @returns {AskFind} */
export const find = (wanted) => ({ do: "find", protocol: PROTOCOL, ...wanted });

/** @returns {HowMany} */
export const howMany = () => ({ do: "how_many", protocol: PROTOCOL });

/** @returns {Look} */
export const look = () => ({ do: "look", protocol: PROTOCOL });

/** Who decided what on a stretch. @param {string} article_id @param {number} start @returns {AskNames} */
export const askNames = (article_id, start) => ({ do: "names", protocol: PROTOCOL, article_id, start });

/** Read a message from the kernel; its content travels as ASCII, since a lone surrogate would break it.
 * @param {any} message @returns {Down} */
export function read(message) {
  const content = message.json ? JSON.parse(message.json) : message;
  return { ...content, kind: message.kind };
}

/** Whether an article comes from a kernel of another version. @param {{protocol?: number}} article */
export const isForeign = ({ protocol = PROTOCOL }) => protocol !== PROTOCOL;

/** @param {unknown} value */
const isSpan = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);

/** @param {unknown} value */
const isJudged = (value) => Array.isArray(value) && value.length === 7 && value.slice(0, 2).every(Number.isInteger);

/** @param {unknown} value */
const isTexts = (value) =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");

/** Whether what a browser kept is a decision that can be shown and sent: the kernel checks the rest.
 * @param {unknown} value @returns {value is import("./types").Carried} */
export function isDecision(value) {
  if (typeof value !== "object" || value === null) return false;
  const said = /** @type {Record<string, unknown>} */ (value);
  const isStamped = typeof said.decision === "string" && said.decision !== "" && typeof said.coder === "string";
  const spans = said.do === "cut" ? [said.before, said.after] : [];
  if (said.do === "settle" && !(Array.isArray(said.tags) && said.tags.every(isJudged))) return false;
  if (said.answers !== undefined && !isTexts(said.answers)) return false;
  return isStamped && DEEDS.has(said.do) && spans.every((list) => Array.isArray(list) && list.every(isSpan));
}

/** @type {Set<unknown>} */
const DEEDS = new Set([
  ...["tag", "untag", "cut", "source", "answer", "keep_example", "undo", "redo"],
  ...["settle", "seal", "example"],
]);
