/**
 * The shelf: the study's articles over the page, found by what is typed; only the rows near the view are asked for.
 *
 * @import { ShelfRow, Shelf as Found } from "./protocol"
 * @import { Session } from "./session.js"
 * @import { Around } from "./lookup.js"
 */

import { fill, make, OWN_KEYS } from "./elements.js";
import { Lookup } from "./lookup.js";
import * as messages from "./messages.js";
import { shelfRow } from "./shelf_row.js";

/** A row's height in rem, as in the style sheet. */
const ROW_REM = 3;
/** Rows that are drawn above and below those in sight. */
const NEAR = 8;
const TYPING_MS = 60;

const GROUPS = ["", "source", "language"];
const ORDERS = ["", "title", "published", "progress"];

export class Shelf extends Lookup {
  /** @type {Map<number, ShelfRow>} */
  rows = new Map();
  total = 0;

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    const space = make("div", { class: "annotate-shelf-space", role: "presentation" });
    const list = make("div", { class: "annotate-shelf-list", role: "listbox", tabindex: -1 }, space);
    super(session, around, { kind: "shelf", list, wait: TYPING_MS });
    this.space = space;
    this.group = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.order = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    for (const chooser of [this.group, this.order]) chooser.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.draw());
  }

  open() {
    this.appear();
    this.input.value = "";
    this.name([]);
    this.begin(this.session.page?.article_id);
  }

  /** Name everything in the page's language. @param {string[]} variables */
  name(variables) {
    const { texts } = this;
    const name = (/** @type {string} */ one) => (variables.includes(one) ? one : texts.text(`by_${one || "none"}`));
    const groups = [...GROUPS, ...variables].map((one) => [one, one ? name(one) : texts.text("no_groups")]);
    fill(this.group, groups);
    fill(
      this.order,
      [...ORDERS, ...variables].map((one) => [one, name(one)]),
    );
    this.frame({ name: "k_shelf", hint: "shelf_hint" }, () => [
      make("label", {}, texts.text("shelf_words"), this.input),
      make("label", {}, texts.text("shelf_group"), this.group),
      make("label", {}, texts.text("shelf_order"), this.order),
    ]);
  }

  /** Ask anew: for other words, in another order. @override @param {string} [around] an article */
  begin(around) {
    super.begin();
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
    if (!this.takes(found)) return;
    this.total = found.total;
    found.rows.forEach((row, nth) => this.rows.set(found.offset + nth, row));
    this.name(found.variables);
    this.space.style.height = `${this.total * ROW_REM}rem`;
    this.status.textContent = this.texts.text("n_articles", { n: this.total });
    if (found.at >= 0) this.moveTo(found.at);
    else this.draw();
    if (this.isChoosing) this.choose();
  }

  /** @override */
  get height() {
    return ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** @override */
  get last() {
    return this.total - 1;
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

  /** @override @param {number} nth */
  moveTo(nth) {
    super.moveTo(nth);
    const { height, list } = this;
    const top = this.at * height;
    if (top < list.scrollTop) list.scrollTop = top;
    if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
    this.draw();
  }

  /** @override */
  choose() {
    this.isChoosing = this.isAsking;
    const row = this.rows.get(this.at);
    if (row && !this.isChoosing) this.openArticle(row.article_id);
  }

  /** @override @param {HTMLElement} row */
  take(row) {
    this.openArticle(row.dataset.row ?? "");
  }

  /** @param {string} article_id */
  openArticle(article_id) {
    this.close();
    this.session.send(messages.openArticle(this.texts.language, article_id));
  }
}
