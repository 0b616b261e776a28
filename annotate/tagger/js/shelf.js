/**
 * The shelf: the study's articles over the page, found by what is typed; only the rows near the view are asked for.
 *
 * @import { ShelfRow, Shelf as Found } from "./protocol"
 * @import { Session } from "./session.js"
 * @typedef {{takeKeyboard(): void, say(text: string): void}} Around
 */

import { fill, make, OWN_KEYS } from "./elements.js";
import * as messages from "./messages.js";
import { newId } from "./outbox.js";
import { onClick } from "./press.js";
import { shelfRow } from "./shelf_row.js";

/** A row's height in rem, as in the style sheet. */
const ROW_REM = 3;
/** Rows that are drawn above and below those in sight. */
const NEAR = 8;
const TYPING_MS = 60;

const GROUPS = ["", "source", "language"];
const ORDERS = ["", "title", "published", "progress"];

export class Shelf {
  isOpen = false;
  /** @type {Map<number, ShelfRow>} */
  rows = new Map();
  total = 0;
  at = 0;
  asked = 0;
  isAsking = false;
  isOpening = false; // Enter was pressed before its row was there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  id = `annotate-${newId()}`;

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    const names = { role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list" };
    const look = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...names, ...OWN_KEYS };
    this.input = /** @type {HTMLInputElement} */ (make("input", look));
    this.group = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.order = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.status = make("span", { class: "annotate-hint", role: "status" });
    this.space = make("div", { class: "annotate-shelf-space", role: "presentation" });
    this.list = make("div", { class: "annotate-shelf-list", role: "listbox", id: this.id, tabindex: -1 }, this.space);
    this.element = make("section", { class: "annotate-panel annotate-shelf", role: "dialog", hidden: true });
    this.listen();
  }

  get texts() {
    return this.session.texts;
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.isAsking = true; // what is shown is no more what was typed
      this.typing = setTimeout(() => this.begin(), TYPING_MS);
    });
    for (const chooser of [this.group, this.order]) chooser.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.draw());
    onClick(this.element, (clicked) => this.onClick(clicked));
  }

  open() {
    this.isOpen = true;
    this.element.hidden = false;
    this.input.value = "";
    this.frame([]);
    this.begin(this.session.page?.article_id);
  }

  close() {
    clearTimeout(this.typing);
    this.isOpen = this.isOpening = false;
    this.element.hidden = true;
    this.around.takeKeyboard();
  }

  takeKeyboard() {
    if (!this.element.contains(document.activeElement)) this.input.focus({ preventScroll: true });
  }

  /** Name everything in the page's language. @param {string[]} variables */
  frame(variables) {
    const { texts } = this;
    const name = (/** @type {string} */ one) => (variables.includes(one) ? one : texts.text(`by_${one || "none"}`));
    const groups = [...GROUPS, ...variables].map((one) => [one, one ? name(one) : texts.text("no_groups")]);
    fill(this.group, groups);
    fill(
      this.order,
      [...ORDERS, ...variables].map((one) => [one, name(one)]),
    );
    if (this.element.childElementCount) return;
    this.element.setAttribute("aria-label", texts.text("k_shelf"));
    this.list.setAttribute("aria-label", texts.text("k_shelf"));
    const close = make("button", { class: "annotate-button", type: "button", "data-close": true, ...OWN_KEYS });
    close.append(make("kbd", {}, "Esc"), make("span", {}, texts.text("close")));
    const choosers = [
      make("label", {}, texts.text("shelf_words"), this.input),
      make("label", {}, texts.text("shelf_group"), this.group),
      make("label", {}, texts.text("shelf_order"), this.order),
      close,
    ];
    const hint = make("span", { class: "annotate-hint" }, texts.text("shelf_hint"));
    const foot = make("footer", { class: "annotate-shelf-foot" }, this.status, hint);
    this.element.append(make("header", { class: "annotate-shelf-head" }, ...choosers), this.list, foot);
  }

  /** Ask anew: for other words, in another order. @param {string} [around] an article */
  begin(around) {
    clearTimeout(this.typing);
    this.rows.clear();
    this.at = 0;
    this.list.scrollTop = 0;
    this.ask({ around });
  }

  /** @param {{around?: string, offset?: number}} where */
  ask(where) {
    this.asked += 1;
    this.isAsking = true;
    const wanted = { words: this.input.value, group: this.group.value, order: this.order.value };
    this.session.send(messages.shelf({ asked: this.asked, ...wanted, ...where }));
  }

  /** @param {Found} found */
  show(found) {
    if (!this.isOpen || found.asked !== this.asked) return;
    this.isAsking = false;
    this.total = found.total;
    found.rows.forEach((row, nth) => this.rows.set(found.offset + nth, row));
    this.frame(found.variables);
    this.space.style.height = `${this.total * ROW_REM}rem`;
    this.status.textContent = this.texts.text("n_articles", { n: this.total });
    if (found.at >= 0) this.moveTo(found.at);
    else this.draw();
    if (this.isOpening) this.choose();
  }

  /** The height of a row in pixels. */
  get height() {
    return ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** Draw the rows near the view, and ask for those that are not there yet. */
  draw() {
    const first = Math.max(0, Math.floor(this.list.scrollTop / this.height) - NEAR);
    const last = Math.min(this.total, Math.ceil((this.list.scrollTop + this.list.clientHeight) / this.height) + NEAR);
    const near = Array.from({ length: Math.max(0, last - first) }, (_, nth) => first + nth);
    this.space.replaceChildren(...near.flatMap((nth) => this.drawRow(nth)));
    this.input.setAttribute("aria-activedescendant", this.total ? `${this.id}-${this.at}` : "");
    const missing = near.find((nth) => !this.rows.has(nth));
    if (missing !== undefined && !this.isAsking) this.ask({ offset: Math.max(0, missing - NEAR) });
  }

  /** @param {number} nth */
  drawRow(nth) {
    const row = this.rows.get(nth);
    if (!row) return [];
    const isFirst = nth === 0 || this.rows.get(nth - 1)?.group !== row.group;
    const about = { id: `${this.id}-${nth}`, "data-row": row.article_id, "--top": `${nth * ROW_REM}rem` };
    const place = { "aria-posinset": nth + 1, "aria-setsize": this.total, "aria-selected": String(nth === this.at) };
    const isHere = row.article_id === this.session.page?.article_id;
    return [shelfRow(this.texts, row, { ...about, ...place, "data-here": isHere }, this.group.value !== "" && isFirst)];
  }

  /** @param {number} nth */
  moveTo(nth) {
    const { height, list } = this;
    this.at = Math.max(0, Math.min(nth, this.total - 1));
    const top = this.at * height;
    if (top < list.scrollTop) list.scrollTop = top;
    if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
    this.draw();
  }

  /** Open the article in focus, as soon as it is there. */
  choose() {
    this.isOpening = this.isAsking;
    const row = this.rows.get(this.at);
    if (row && !this.isOpening) this.take(row.article_id);
  }

  /** @param {string} article_id */
  take(article_id) {
    this.close();
    this.session.send(messages.openArticle(this.texts.language, article_id));
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const page = Math.max(1, Math.floor(this.list.clientHeight / this.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const isChooser = event.target instanceof HTMLSelectElement || event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.close();
    else if (isChooser) return false;
    else if (event.key in steps) this.moveTo(this.at + steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === "Home" && event.ctrlKey) this.moveTo(0);
    else if (event.key === "End" && event.ctrlKey) this.moveTo(this.total - 1);
    else if (event.key === "Enter") this.choose();
    else return false;
    return true;
  }

  /** What was clicked is opened, whatever is found meanwhile. @param {Element} clicked */
  onClick(clicked) {
    const row = /** @type {HTMLElement | null} */ (clicked.closest("[data-row]"));
    if (clicked.closest("[data-close]")) this.close();
    if (row && this.isOpen) this.take(row.dataset.row ?? "");
  }
}
