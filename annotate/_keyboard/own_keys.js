/**
 * Keeps the keys of a box of widgets: each thing in it that can have the keyboard says that no key is for the
 * notebook around. JupyterLab looks for a shortcut between what has the keyboard and the box, so the box alone
 * would not do. What had the keyboard and can have it no more (a button that is done) leaves it to its neighbour.
 */

const CAN_HAVE_KEYBOARD = "input, select, textarea, button, a[href], [tabindex], [contenteditable]";
const OWN = "data-lm-suppress-shortcuts";

/** @param {Element} box */
function mark(box) {
  for (const one of [box, ...box.querySelectorAll(CAN_HAVE_KEYBOARD)]) {
    if (!one.hasAttribute(OWN)) one.setAttribute(OWN, "true");
  }
  // Of a colour's two fields ipywidgets names the first only: the other is called by the words that stand before both.
  for (const one of box.querySelectorAll("input[type=color]:not([aria-label])")) {
    const words = one.closest(".widget-colorpicker")?.querySelector("label")?.textContent;
    if (words) one.setAttribute("aria-label", words);
  }
}

/** What takes the keyboard after another: the next that can have it, else the one before, else the box.
 * @param {HTMLElement} box @param {Element} last @returns {HTMLElement} */
function neighbour(box, last) {
  const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(`:is(${CAN_HAVE_KEYBOARD}):enabled`)]);
  const shown = all.filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0);
  const follows = (/** @type {Element} */ one) => last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = last.isConnected ? (shown.find(follows) ?? shown.at(-1)) : null;
  if (!next) box.tabIndex = -1;
  return next ?? box;
}

/** Remember what has the keyboard; return what hands it on where that can have it no more.
 * @param {HTMLElement} box @param {AbortSignal} signal */
function keeper(box, signal) {
  /** @type {Element | null} */
  let last = null;
  box.addEventListener("focusin", ({ target }) => (last = /** @type {Element} */ (target)), { signal });
  const left = (/** @type {FocusEvent} */ { relatedTarget: to }) => {
    if (to instanceof Node && !box.contains(to)) last = null;
  };
  box.addEventListener("focusout", left, { signal });
  return () => {
    const isElsewhere = ![last, document.body, null].includes(document.activeElement);
    if (!last || isElsewhere || (last.isConnected && !last.matches(":disabled"))) return;
    neighbour(box, last).focus({ preventScroll: true });
  };
}

/** Do something with an element's box as soon as the element stands in the page.
 * @param {HTMLElement} element @param {AbortSignal} signal @param {(box: HTMLElement) => void} keep */
function whenPlaced(element, signal, keep) {
  const box = /** @type {HTMLElement | null} */ (element.closest(".annotate-own-keys"));
  if (box && element.isConnected) keep(box);
  else if (!signal.aborted) setTimeout(() => whenPlaced(element, signal, keep), 50);
}

export default {
  /** @param {{el: HTMLElement, signal: AbortSignal}} given */
  render({ el, signal }) {
    whenPlaced(el, signal, (box) => {
      mark(box);
      const handOn = keeper(box, signal);
      const watch = new MutationObserver(() => {
        mark(box);
        handOn();
      });
      watch.observe(box, { childList: true, subtree: true, attributeFilter: ["disabled"] });
      signal.addEventListener("abort", () => watch.disconnect());
      for (const kind of ["keydown", "keyup", "keypress"]) {
        box.addEventListener(kind, (event) => event.stopPropagation(), { signal });
      }
    });
  },
};
