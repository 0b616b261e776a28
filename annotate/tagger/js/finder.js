/**
 * The search of the study: hits in their context over the page, some at a time; Enter goes to one, Escape returns.
 *
 * @import { Found } from "./protocol"
 * @import { Session } from "./session.js"
 * @import { Around } from "./lookup.js"
 */

import { make, OWN_KEYS } from "./elements.js";
import { markSpans, unmarkWords } from "./found.js";
import { hitRow } from "./hit_row.js";
import { Lookup } from "./lookup.js";
import * as messages from "./messages.js";

const TYPING_MS = 150;
/** Hits below the one in focus that are there before they are needed. */
const NEAR = 12;

export class Finder extends Lookup {
  /** @type {Found["hits"]} */
  hits = [];
  /** @type {{number: number, start: number} | null} */
  after = null;
  words = "";
  isFresh = true; // what is shown is of other words
  /** What each row shows, also where it is drawn no more. @type {WeakMap<Element, Found["hits"][number]>} */
  shown = new WeakMap();

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    const list = make("div", { class: "annotate-hits", role: "listbox", tabindex: -1 });
    super(session, around, { kind: "finder", list, wait: TYPING_MS });
    this.case = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...OWN_KEYS }));
    this.accents = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...OWN_KEYS }));
    for (const choice of [this.case, this.accents]) choice.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.askFurther());
  }

  /** Open it as it was left, or with other words. @param {string} [words] */
  open(words) {
    this.appear();
    const { texts } = this;
    this.frame({ name: "k_find", hint: "find_hint" }, () => [
      make("label", {}, texts.text("find_words"), this.input),
      make("label", {}, this.case, texts.text("find_case")),
      make("label", {}, this.accents, texts.text("find_accents")),
    ]);
    if (words && words !== this.input.value) this.input.value = words;
    this.input.select();
    this.begin(); // tags and articles may have changed
  }

  /** @override */
  onTyped() {
    this.isFresh = true;
    super.onTyped();
  }

  /** Ask anew, staying on the hit in focus where the words are the same. @override */
  begin() {
    super.begin();
    const words = this.input.value.trim();
    const isSame = words === this.words;
    this.words = words;
    this.after = null;
    this.isFresh = true;
    this.at = isSame ? this.at : 0;
    if (/[\p{L}\p{N}]/u.test(words)) return this.ask();
    this.isAsking = this.isChoosing = false;
    this.hits = [];
    this.draw();
  }

  ask() {
    this.asked += 1;
    this.isAsking = true;
    const wanted = { words: this.words, case: this.case.checked, accents: this.accents.checked };
    this.session.send(messages.find({ asked: this.asked, ...wanted, ...this.after }));
  }

  /** Ask for more where the last hit is near. */
  askFurther() {
    const { clientHeight, scrollHeight, scrollTop } = this.list;
    const isNear = this.at + NEAR >= this.hits.length || scrollTop + 2 * clientHeight >= scrollHeight;
    if (this.isOpen && this.after && !this.isAsking && isNear) this.ask();
  }

  /** @param {Found} found */
  show(found) {
    if (!this.takes(found)) return;
    this.hits = this.isFresh ? found.hits : [...this.hits, ...found.hits];
    if (this.isFresh) this.list.replaceChildren();
    this.isFresh = false;
    this.after = found.number ? { number: found.number, start: found.start } : null;
    this.draw();
    this.mark();
    if (this.isChoosing && (this.hits.length || !this.after)) this.choose();
    else this.askFurther();
  }

  draw() {
    const { hits, list, texts } = this;
    if (!hits.length) list.replaceChildren();
    for (let nth = list.childElementCount; nth < hits.length; nth += 1) {
      const look = { id: `${this.id}-${nth}`, "data-hit": nth, "aria-posinset": nth + 1 };
      const row = hitRow(texts, hits[nth], this.session.page?.codebook.labels ?? [], look);
      this.shown.set(row, hits[nth]);
      list.append(row);
    }
    const isNone = !this.words || (!hits.length && this.after);
    const n = { n: hits.length };
    this.status.textContent = isNone ? "" : texts.text(this.after ? "n_found_more" : "n_found", n);
    this.moveTo(this.at);
  }

  /** @override */
  get last() {
    return this.hits.length - 1;
  }

  /** @override */
  get height() {
    return this.list.firstElementChild?.clientHeight || 1;
  }

  /** @override @param {number} nth */
  moveTo(nth) {
    super.moveTo(nth);
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const row = this.list.children[this.at];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    this.askFurther();
  }

  /** @override */
  choose() {
    this.isChoosing = this.isAsking && this.isFresh;
    const hit = this.hits[this.at];
    if (!this.isChoosing && hit) this.go(hit);
  }

  /** @override @param {HTMLElement} row */
  take(row) {
    const hit = this.shown.get(row);
    if (row.isConnected) this.at = Number(row.dataset.hit);
    if (hit) this.go(hit);
  }

  /** @param {Found["hits"][number]} hit */
  go([article_id, , start]) {
    this.close();
    const nth = this.session.goTo(article_id, start);
    if (nth >= 0) this.around.tagging.moveTo(nth);
    this.mark();
  }

  /** Mark what was found in the article that is open. */
  mark() {
    const { page } = this.session;
    const here = this.hits.filter(([article_id]) => article_id === page?.article_id);
    if (page)
      markSpans(
        this,
        here.map(([, , start, end]) => ({ start, end })),
        this.around.list,
        page,
      );
  }

  unmark() {
    unmarkWords(this);
  }

  /** @override */
  leave() {
    this.hits = [];
    this.list.replaceChildren();
    this.unmark();
    this.close();
  }
}
