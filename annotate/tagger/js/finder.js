/**
 * The search of the study: hits in their context over the page, some at a time; Enter goes to one, Escape returns.
 *
 * @import { Found } from "./protocol"
 * @import { Session } from "./session.js"
 * @import { List } from "./list.js"
 * @typedef {{takeKeyboard(): void, say(text: string): void, tagging: {moveTo(nth: number): void}, list: List}} Around
 */

import { make, OWN_KEYS } from "./elements.js";
import { markSpans, unmarkWords } from "./found.js";
import { hitRow } from "./hit_row.js";
import * as messages from "./messages.js";
import { newId } from "./outbox.js";

const TYPING_MS = 150;
/** Hits below the one in focus that are there before they are needed. */
const NEAR = 12;

export class Finder {
  isOpen = false;
  /** @type {Found["hits"]} */
  hits = [];
  /** @type {{number: number, start: number} | null} */
  after = null;
  at = 0;
  asked = 0;
  isAsking = false;
  isGoing = false; // Enter was pressed before its hits were there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  words = "";
  isFresh = true; // what is shown is of other words
  id = `annotate-${newId()}`;

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    const names = { role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list" };
    const look = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...names, ...OWN_KEYS };
    this.input = /** @type {HTMLInputElement} */ (make("input", look));
    this.case = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...OWN_KEYS }));
    this.accents = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...OWN_KEYS }));
    this.status = make("span", { class: "annotate-hint", role: "status" });
    this.list = make("div", { class: "annotate-hits", role: "listbox", id: this.id, tabindex: -1 });
    this.element = make("section", { class: "annotate-panel annotate-finder", role: "dialog", hidden: true });
    this.listen();
  }

  get texts() {
    return this.session.texts;
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.isAsking = this.isFresh = true; // what is shown is no more what was typed
      this.typing = setTimeout(() => this.begin(), TYPING_MS);
    });
    for (const choice of [this.case, this.accents]) choice.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.askFurther());
    this.element.addEventListener("click", (event) => this.onClick(event));
  }

  /** Open it as it was left, or with other words. @param {string} [words] */
  open(words) {
    this.isOpen = true;
    this.element.hidden = false;
    this.frame();
    if (words && words !== this.input.value) this.input.value = words;
    this.input.select();
    this.begin(); // tags and articles may have changed
  }

  close() {
    clearTimeout(this.typing);
    this.isOpen = this.isGoing = false;
    this.element.hidden = true;
    this.around.takeKeyboard();
  }

  takeKeyboard() {
    if (!this.element.contains(document.activeElement)) this.input.focus({ preventScroll: true });
  }

  frame() {
    if (this.element.childElementCount) return;
    const { texts } = this;
    for (const one of [this.element, this.list]) one.setAttribute("aria-label", texts.text("k_find"));
    const close = make("button", { class: "annotate-button", type: "button", "data-close": true, ...OWN_KEYS });
    close.append(make("kbd", {}, "Esc"), make("span", {}, texts.text("close")));
    const head = [
      make("label", {}, texts.text("find_words"), this.input),
      make("label", {}, this.case, texts.text("find_case")),
      make("label", {}, this.accents, texts.text("find_accents")),
      close,
    ];
    const hint = make("span", { class: "annotate-hint" }, texts.text("find_hint"));
    const foot = make("footer", { class: "annotate-shelf-foot" }, this.status, hint);
    this.element.append(make("header", { class: "annotate-shelf-head" }, ...head), this.list, foot);
  }

  /** Ask anew, staying on the hit in focus where the words are the same. */
  begin() {
    clearTimeout(this.typing);
    const words = this.input.value.trim();
    const isSame = words === this.words;
    this.words = words;
    this.after = null;
    this.isFresh = true;
    this.at = isSame ? this.at : 0;
    if (/[\p{L}\p{N}]/u.test(words)) return this.ask();
    this.isAsking = this.isGoing = false;
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
    if (!this.isOpen || found.asked !== this.asked) return;
    this.isAsking = false;
    this.hits = this.isFresh ? found.hits : [...this.hits, ...found.hits];
    if (this.isFresh) this.list.replaceChildren();
    this.isFresh = false;
    this.after = found.number ? { number: found.number, start: found.start } : null;
    this.draw();
    this.mark();
    if (this.isGoing && (this.hits.length || !this.after)) this.choose();
    else this.askFurther();
  }

  draw() {
    const { hits, list, texts } = this;
    if (!hits.length) list.replaceChildren();
    for (let nth = list.childElementCount; nth < hits.length; nth += 1) {
      const look = { id: `${this.id}-${nth}`, "data-hit": nth, "aria-posinset": nth + 1 };
      list.append(hitRow(texts, hits[nth], this.session.page?.codebook.labels ?? [], look));
    }
    const isNone = !this.words || (!hits.length && this.after);
    const n = { n: hits.length };
    this.status.textContent = isNone ? "" : texts.text(this.after ? "n_found_more" : "n_found", n);
    this.moveTo(this.at);
  }

  /** @param {number} nth */
  moveTo(nth) {
    this.at = Math.max(0, Math.min(nth, this.hits.length - 1));
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const row = this.list.children[this.at];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    this.askFurther();
  }

  /** Go to the hit in focus, as soon as it is there. */
  choose() {
    this.isGoing = this.isAsking && this.isFresh;
    const hit = this.hits[this.at];
    if (this.isGoing || !hit) return;
    this.close();
    const nth = this.session.goTo(hit[0], hit[2]);
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

  /** Return to the page as it was. */
  leave() {
    this.hits = [];
    this.list.replaceChildren();
    this.unmark();
    this.close();
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const height = this.list.firstElementChild?.clientHeight || 1;
    const page = Math.max(1, Math.floor(this.list.clientHeight / height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const isOther = event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (isOther) return false;
    else if (event.key in steps) this.moveTo(this.at + steps[/** @type {keyof typeof steps} */ (event.key)]);
    else if (event.key === "Home" && event.ctrlKey) this.moveTo(0);
    else if (event.key === "End" && event.ctrlKey) this.moveTo(Infinity);
    else if (event.key === "Enter") this.choose();
    else return false;
    return true;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-hit]"));
    if (target.closest("[data-close]")) this.leave();
    if (!row) return;
    this.at = Number(row.dataset.hit);
    this.choose();
  }
}
