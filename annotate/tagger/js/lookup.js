/**
 * What is looked up over the page: a field to type in, what is found under it, and keys and clicks that choose of it.
 * The shelf and the search of the study are such.
 *
 * @import { Session } from "./session.js"
 * @import { List } from "./list.js"
 * @typedef {{takeKeyboard(): void, say(text: string): void, tagging: {moveTo(nth: number): void}, list: List}} Around
 */

import { make, OWN_KEYS } from "./elements.js";
import { newId } from "./outbox.js";
import { onClick } from "./press.js";

export class Lookup {
  isOpen = false;
  /** The row in focus. */
  at = 0;
  /** How often was asked: only the newest answer is shown. */
  asked = 0;
  isAsking = false;
  isChoosing = false; // Enter was pressed before its row was there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  id = `annotate-${newId()}`;

  /** @param {Session} session @param {Around} around @param {{kind: string, list: HTMLElement, wait: number}} look
   * `wait`: milliseconds after which what is typed is asked for */
  constructor(session, around, { kind, list, wait }) {
    this.session = session;
    this.around = around;
    this.wait = wait;
    const names = { role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list" };
    const field = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...names, ...OWN_KEYS };
    this.input = /** @type {HTMLInputElement} */ (make("input", field));
    this.status = make("span", { class: "annotate-hint", role: "status" });
    this.list = list;
    list.id = this.id;
    this.element = make("section", { class: `annotate-panel annotate-${kind}`, role: "dialog", hidden: true });
    this.input.addEventListener("input", () => this.onTyped());
    onClick(this.element, (clicked) => this.onClick(clicked));
  }

  get texts() {
    return this.session.texts;
  }

  /** What is shown is no more what was typed: ask as soon as the hands rest. */
  onTyped() {
    clearTimeout(this.typing);
    this.isAsking = true;
    this.typing = setTimeout(() => this.begin(), this.wait);
  }

  /** Ask anew. */
  begin() {
    this.stopWaiting();
  }

  stopWaiting() {
    clearTimeout(this.typing);
    this.typing = undefined;
  }

  /** Whether an answer is to the newest question; it is then no longer waited for, unless more was typed since.
   * @param {{asked: number}} found */
  takes({ asked }) {
    if (!this.isOpen || asked !== this.asked) return false;
    this.isAsking = this.typing !== undefined;
    return true;
  }

  appear() {
    this.isOpen = true;
    this.element.hidden = false;
  }

  close() {
    this.stopWaiting();
    this.isOpen = this.isChoosing = false;
    this.element.hidden = true;
    this.around.takeKeyboard();
  }

  /** Return to the page as it was. */
  leave() {
    this.close();
  }

  takeKeyboard() {
    if (!this.element.contains(document.activeElement)) this.input.focus({ preventScroll: true });
  }

  /** Put everything in its place, once, named in the page's language.
   * @param {{name: string, hint: string}} texts @param {() => HTMLElement[]} makeChoosers called once: what a chooser
   * stands in takes it from where it stood */
  frame({ name, hint }, makeChoosers) {
    if (this.element.childElementCount) return;
    const { texts } = this;
    for (const one of [this.element, this.list]) one.setAttribute("aria-label", texts.text(name));
    const close = make("button", { class: "annotate-button", type: "button", "data-close": true, ...OWN_KEYS });
    close.append(make("kbd", {}, "Esc"), make("span", {}, texts.text("close")));
    const head = make("header", { class: "annotate-shelf-head" }, ...makeChoosers(), close);
    const said = make("span", { class: "annotate-hint" }, texts.text(hint));
    this.element.append(head, this.list, make("footer", { class: "annotate-shelf-foot" }, this.status, said));
  }

  /** The last row that can be in focus. */
  get last() {
    return -1;
  }

  /** The height of a row in pixels. */
  get height() {
    return 1;
  }

  /** @param {number} nth */
  moveTo(nth) {
    this.at = Math.max(0, Math.min(nth, this.last));
  }

  /** Take the row in focus, as soon as it is there. */
  choose() {}

  /** Take the row that was clicked, whatever is found meanwhile. @param {HTMLElement} _row */
  take(_row) {}

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const page = Math.max(1, Math.floor(this.list.clientHeight / this.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const isChooser = event.target instanceof HTMLSelectElement || event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (isChooser) return false;
    else if (event.key in steps) this.moveTo(this.at + steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === "Home" && event.ctrlKey) this.moveTo(0);
    else if (event.key === "End" && event.ctrlKey) this.moveTo(this.last);
    else if (event.key === "Enter") this.choose();
    else return false;
    return true;
  }

  /** @param {Element} clicked */
  onClick(clicked) {
    const row = /** @type {HTMLElement | null} */ (clicked.closest("[role=option]"));
    if (clicked.closest("[data-close]")) this.leave();
    else if (row && this.isOpen) this.take(row);
  }
}
