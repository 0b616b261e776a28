/** Words that are searched, marked in the text without touching it: where the browser can. */

/** @type {Map<object, Range[]>} */
const MARKED = new Map();

/** @param {object} owner @param {string} words @param {HTMLElement} list */
export function markWords(owner, words, list) {
  const texts = words ? [...list.querySelectorAll(".annotate-text")] : [];
  MARKED.set(
    owner,
    texts.flatMap((text) => rangesOf(text, words)),
  );
  show();
}

/** @param {object} owner */
export function unmarkWords(owner) {
  MARKED.delete(owner);
  show();
}

function show() {
  const ranges = [...MARKED.values()].flat();
  if (globalThis.CSS?.highlights) CSS.highlights.set("annotate-found", new Highlight(...ranges));
}

/** @param {Element} text @param {string} words */
function rangesOf(text, words) {
  const whole = lower(text.textContent ?? "");
  const wanted = lower(words);
  /** @type {Range[]} */
  const found = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...placeAt(text, at));
    range.setEnd(...placeAt(text, at + wanted.length));
    found.push(range);
  }
  return found;
}

/** Lower case, each letter staying where it was. @param {string} text */
const lower = (text) =>
  [...text].map((one) => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join("");

/** The text node at a place of an element's text, and the place in it.
 * @param {Element} element @param {number} at @returns {[Node, number]} */
function placeAt(element, at) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  let node = walker.nextNode();
  while (node && left > (node.nodeValue?.length ?? 0)) {
    left -= node.nodeValue?.length ?? 0;
    node = walker.nextNode();
  }
  return [node ?? element, node ? left : 0];
}
