/**
 * Keeps the keys of a box of widgets: each thing in it that can have the keyboard says that no key is for the
 * notebook around. JupyterLab looks for a shortcut between what has the keyboard and the box, so the box alone
 * would not do.
 */

const CAN_HAVE_KEYBOARD = "input, select, textarea, button, a[href], [tabindex], [contenteditable]";
const OWN = "data-lm-suppress-shortcuts";

/** @param {Element} box */
function mark(box) {
  for (const one of [box, ...box.querySelectorAll(CAN_HAVE_KEYBOARD)]) {
    if (!one.hasAttribute(OWN)) one.setAttribute(OWN, "true");
  }
}

/** Do something with an element's box as soon as the element stands in the page.
 * @param {HTMLElement} element @param {AbortSignal} signal @param {(box: Element) => void} keep */
function whenPlaced(element, signal, keep) {
  const box = element.closest(".annotate-own-keys");
  if (box && element.isConnected) keep(box);
  else if (!signal.aborted) setTimeout(() => whenPlaced(element, signal, keep), 50);
}

export default {
  /** @param {{el: HTMLElement, signal: AbortSignal}} given */
  render({ el, signal }) {
    whenPlaced(el, signal, (box) => {
      mark(box);
      const watch = new MutationObserver(() => mark(box));
      watch.observe(box, { childList: true, subtree: true });
      signal.addEventListener("abort", () => watch.disconnect());
      for (const kind of ["keydown", "keyup", "keypress"]) {
        box.addEventListener(kind, (event) => event.stopPropagation(), { signal });
      }
    });
  },
};
