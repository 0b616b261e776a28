/**
 * The article as a list of rows, one of them in focus.
 *
 * @import { Session } from "./session.js"
 */

import { make, OWN_KEYS } from "./elements.js";
import { captions, makeRow } from "./rows.js";
import { inChunks, placeIn, reveal } from "./scroll.js";
import { isRightToLeft } from "./text.js";

export class List {
  // A grid, since a row may hold a field to type in: an option of a listbox may not.
  element = make("div", { class: "annotate-page", role: "grid", tabindex: 0, ...OWN_KEYS });
  /** @type {HTMLElement[]} */
  rows = [];
  /** @type {HTMLElement | undefined} */
  selected;
  /** @type {number | undefined} */
  showing;
  width = 0;
  /** In another width the lines break elsewhere, and the passage in focus may stand out of sight. */
  resizing = new ResizeObserver(() => {
    if (this.width !== this.element.clientWidth) this.showFocusSoon();
    this.width = this.element.clientWidth;
  });

  /** @param {Session} session @param {string} id @param {() => void} whenShown */
  constructor(session, id, whenShown) {
    this.session = session;
    this.id = id;
    this.whenShown = whenShown;
    this.resizing.observe(this.element);
  }

  close() {
    this.resizing.disconnect();
    if (this.showing) cancelAnimationFrame(this.showing);
  }

  /** The row in focus. */
  get row() {
    return this.rows[this.session.focus];
  }

  /** The text of the row in focus. */
  get text() {
    return this.row?.querySelector(".annotate-text");
  }

  /** Take the keyboard. */
  takeKeyboard() {
    this.element.focus({ preventScroll: true });
  }

  /** Say something in place of an article. @param {string} text */
  drawEmpty(text) {
    this.element.replaceChildren(make("p", { class: "annotate-empty" }, text));
  }

  draw() {
    const { page } = this.session;
    if (!page) return;
    this.element.setAttribute("aria-label", this.session.texts.text("page"));
    this.element.setAttribute("lang", page.language || "");
    this.element.setAttribute("dir", isRightToLeft(page.text) ? "rtl" : "ltr");
    this.rows = page.passages.map((_, nth) => makeRow(this.session.texts, page, nth, `${this.id}-${nth}`));
    if (!page.article_id) this.drawEmpty(this.session.texts.text("empty"));
    else this.element.replaceChildren(...inChunks(this.rows), ...captions(this.session.texts, page));
  }

  /** @param {number} nth */
  drawRow(nth) {
    const { page } = this.session;
    if (!page?.passages[nth] || !this.rows[nth]) return;
    const row = makeRow(this.session.texts, page, nth, `${this.id}-${nth}`);
    this.rows[nth].replaceWith(row);
    this.rows[nth] = row;
  }

  drawFocus() {
    const { row } = this;
    if (this.selected !== row) this.selected?.setAttribute("aria-selected", "false");
    this.selected = row;
    row?.setAttribute("aria-selected", "true");
    this.element.setAttribute("aria-activedescendant", row?.id ?? "");
    this.showFocusSoon();
  }

  showFocusSoon() {
    this.showing ??= requestAnimationFrame(() => setTimeout(() => this.showFocus()));
  }

  /** Bring the passage in focus into view: only after the key is painted, and once for several keys. */
  showFocus() {
    this.showing = undefined;
    this.whenShown();
    if (this.row) reveal(this.element, this.row);
  }

  /** Put a field under the row in focus. @param {HTMLElement} box */
  putField(box) {
    this.row.append(box);
    reveal(this.element, this.row);
  }

  /** The last passage from the one in focus on that is wholly in sight. */
  lastInSight() {
    const bottom = this.element.scrollTop + this.element.clientHeight;
    let nth = this.session.focus;
    while (this.rows[nth + 1] && placeIn(this.element, this.rows[nth + 1]).bottom <= bottom) nth += 1;
    return nth;
  }
}
