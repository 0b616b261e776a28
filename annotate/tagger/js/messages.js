/** The messages of both directions, as they travel: `_tagger.py` has the other half. */

/** @param {string} language of the wording @param {number} [step] to another article */
export const open = (language, step) => (step ? { do: "open", language, step } : { do: "open", language });

export const look = () => ({ do: "look" });

/** Read a message from the kernel; its content travels as ASCII, since a lone surrogate would break it.
 * @param {any} message */
export function read(message) {
  const content = message.json ? JSON.parse(message.json) : message;
  return { ...content, kind: message.kind };
}
