/** What stands around the page. */

/** Take the keyboard from the notebook that this was just run in, unless somebody writes there.
 * @param {{root: HTMLElement, takeKeyboard(): void}} view */
export function takeKeyboardFromNotebook(view) {
  const active = document.activeElement;
  const isWriting = active?.matches("input, select, textarea") || active?.closest(".cm-content")?.textContent?.trim();
  if (isWriting || active?.closest(".annotate-tagger")) return;
  if (view.root.closest(".jp-Notebook")?.contains(active)) view.takeKeyboard();
}

/** Give an article the whole window, or take it back. @param {HTMLElement} root @param {boolean} isFull */
export function toggleFull(root, isFull) {
  root.popover = isFull ? null : "manual"; // what is no popover any more is shown in its place
  if (root.popover) root.showPopover();
}
