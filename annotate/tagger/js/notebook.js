/** What stands around the page. */

/** Take the keyboard from the notebook that this was just run in, unless somebody writes there.
 * @param {{root: HTMLElement, takeKeyboard(): void}} view */
export function takeKeyboardFromNotebook(view) {
  const active = document.activeElement;
  const isWriting = active?.matches("input, select, textarea") || active?.closest(".cm-content")?.textContent?.trim();
  if (isWriting || active?.closest(".annotate-tagger")) return;
  if (!view.root.closest(".jp-Notebook")?.contains(active)) return;
  view.takeKeyboard();
  showWhole(view.root);
}

/** Scroll the notebook so that all of a page is in sight, where the page has the keyboard. @param {HTMLElement} root */
export function showWhole(root) {
  if (root.contains(document.activeElement)) root.scrollIntoView({ block: "nearest" });
}

/** Pixels around a page in a notebook. */
const AROUND = 12;

/** Tell a page how high the notebook's window is: what is higher than that is never wholly in sight.
 * @param {HTMLElement} root @param {AbortSignal} signal */
export function watchRoom(root, signal) {
  const panel = root.closest(".jp-WindowedPanel-outer") ?? root.closest(".jp-Notebook");
  if (!panel) return;
  const tell = () => root.style.setProperty("--room", `${panel.clientHeight - AROUND}px`);
  const watcher = new ResizeObserver(tell);
  tell(); // before anything scrolls
  watcher.observe(panel);
  signal.addEventListener("abort", () => watcher.disconnect());
}

/** Give an article the whole window, or take it back. @param {HTMLElement} root @param {boolean} isFull */
export function toggleFull(root, isFull) {
  root.popover = isFull ? null : "manual"; // what is no popover any more is shown in its place
  if (root.popover) root.showPopover();
}
