/**
 * The queue: one line over the page that says which passages are shown, how many there are, and goes from one to the
 * next, across articles. Words that are searched are marked in the text.
 *
 * @import { Hit, Hits } from "./protocol"
 * @import { Session } from "./session.js"
 * @import { List } from "./list.js"
 * @typedef {{takeKeyboard(): void, openFinder(words: string): void, tagging: {moveTo(nth: number): void},
 *   list: List}} Around
 */

import { fill, make, OWN_KEYS } from "./elements.js";
import { markWords, unmarkWords } from "./found.js";
import { hitsText } from "./hits_text.js";
import * as messages from "./messages.js";
import { passageAt } from "./page.js";
import { frameQueue } from "./queue_frame.js";

const STATES = ["untagged", "unsure", "note", "proposed", "open", "again"];
const TYPING_MS = 250;
const SOON_MS = 600;
/** What this says of articles in the page's language; other variables have their own names. */
const FACTS = ["source", "language", "author", "published"];

export class Queue {
  /** @type {Set<string>} */
  states = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  isOpen = false;
  isAgain = false;
  /** What the kernel last said of the hits. @type {Hits | null} */
  hits = null;

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    this.input = /** @type {HTMLInputElement} */ (
      make("input", { type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", ...OWN_KEYS })
    );
    this.label = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.variable = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.value = /** @type {HTMLSelectElement} */ (make("select", { hidden: true, ...OWN_KEYS }));
    this.count = make("span", { class: "annotate-hint", role: "status" });
    this.element = make("section", { class: "annotate-queue", hidden: true });
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ask(0), TYPING_MS);
      this.mark();
    });
    for (const chooser of [this.label, this.variable, this.value]) {
      chooser.addEventListener("change", () => this.ask(0));
    }
    this.element.addEventListener("click", (event) => this.onClick(event));
  }

  get texts() {
    return this.session.texts;
  }

  /** Whether anything but all is shown. */
  get isActive() {
    return this.states.size > 0 || [this.label, this.variable, this.input].some(({ value }) => value.trim() !== "");
  }

  close() {
    clearTimeout(this.typing);
    unmarkWords(this);
  }

  /** @param {EventTarget | null} target */
  holds(target) {
    return target instanceof Node && this.element.contains(target);
  }

  /** What the coder looked for last, kept with the project. @param {string[]} said */
  restore([states, label, words, variable, value]) {
    if (this.isActive || this.isOpen) return;
    this.states = new Set(states.split(" ").filter((one) => STATES.includes(one)));
    this.draw();
    this.label.value = label;
    this.input.value = words;
    this.choices(variable ? [variable] : [], variable ? [value] : []);
    this.variable.value = variable;
    if (!this.isActive) return;
    this.draw();
    this.ask(0);
  }

  draw() {
    const { page } = this.session;
    this.element.hidden = !(this.isOpen || this.isActive);
    if (!page) return;
    const labels = page.codebook.labels.map((one) => [one.name, this.texts.titleOf(one)]);
    fill(this.label, [["", this.texts.text("any_label")], ...labels]);
    if (!this.variable.options.length) this.choices([], []);
    if (!this.element.childElementCount) frameQueue(this, STATES);
    for (const button of this.element.querySelectorAll("[data-state]")) {
      const state = /** @type {HTMLElement} */ (button).dataset.state ?? "";
      button.setAttribute("aria-pressed", String(this.states.has(state)));
    }
    this.mark();
  }

  /** What articles can be chosen by, and the values of one. @param {string[]} names @param {string[]} values */
  choices(names, values) {
    const { texts } = this;
    const named = names.map((one) => [one, FACTS.includes(one) ? texts.text(`by_${one}`) : one]);
    fill(this.variable, [["", texts.text("any_article")], ...named]);
    const said = values.map((one) => [one, one || texts.text("no_value")]);
    fill(this.value, said);
    this.value.hidden = !values.length;
  }

  mark() {
    markWords(this, this.element.hidden ? "" : this.input.value.trim(), this.around.list.element);
  }

  /** Open the line, at its states or at its words. @param {"states" | "words"} at */
  open(at) {
    this.isOpen = true;
    this.draw();
    this.drawCount();
    const first = /** @type {HTMLElement | null} */ (this.element.querySelector("[data-state]"));
    if (at === "words") this.input.select();
    (at === "words" ? this.input : first)?.focus({ preventScroll: true });
  }

  /** Return to the text; the line stays for as long as it shows less than all. */
  leave() {
    this.isOpen = false;
    this.draw();
    this.around.takeKeyboard();
  }

  /** @param {0 | 1 | -1} step @param {number} [start] */
  ask(step, start = -1) {
    clearTimeout(this.typing);
    this.draw();
    const states = STATES.filter((one) => this.states.has(one)).join(" ");
    const wanted = { states, label: this.label.value, words: this.input.value.trim(), step, start };
    const of = this.variable.value ? { variable: this.variable.value, value: this.value.value } : {};
    this.session.send(messages.hits({ ...wanted, ...of }));
  }

  /** What was decided may have changed what is a hit: ask once for several decisions. */
  askSoon() {
    clearTimeout(this.typing);
    if (this.isActive) this.typing = setTimeout(() => this.ask(0), SOON_MS);
  }

  /** Go to the next or the previous hit. @param {1 | -1} step */
  jump(step) {
    if (!this.isActive) return this.open("states");
    const { page, focus } = this.session;
    this.ask(step, page?.passages[focus]?.start ?? 0);
  }

  /** @param {Hit} hit */
  meetHit({ article_id, is_again, start }) {
    const { page } = this.session;
    this.isAgain = is_again && article_id !== ""; // said with the count that follows
    if (!article_id) this.session.warn(this.texts.text("no_more_hits"));
    else if (page?.article_id !== article_id) this.session.going = { article_id, start };
    else this.around.tagging.moveTo(passageAt(page, start));
  }

  /** @param {Hits} hits */
  show(hits) {
    this.hits = hits;
    const { value } = this.value;
    this.choices(hits.variables, hits.values);
    this.draw();
    this.drawCount();
    if (hits.values.length && this.value.value !== value) this.ask(0); // another variable: its first value
  }

  /** Say which hit this is, how many there are here and in the study. */
  drawCount() {
    const { hits, isActive, texts } = this;
    const { page, focus } = this.session;
    const isHere = isActive && hits && hits.article_id === page?.article_id;
    const again = this.isAgain ? `${texts.text("from_start")} ` : "";
    const hint = this.isOpen && !isActive ? texts.text("queue_hint") : "";
    this.count.textContent = isHere ? again + hitsText(texts, hits, page.passages[focus]?.start ?? -1) : hint;
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const target = document.activeElement; // the key that opened the line may come with the next one
    const isButton = target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && event.ctrlKey) this.around.openFinder(this.input.value);
    else if (event.key === "Enter" && !target?.matches("[data-all]")) this.goBy(target, event.shiftKey ? -1 : 1);
    else if (isButton && event.key === "ArrowRight") this.walk(target, 1);
    else if (isButton && event.key === "ArrowLeft") this.walk(target, -1);
    else if (isButton && (event.key === "." || event.key === ",")) this.goOn(event.key === "." ? 1 : -1);
    else return false;
    return true;
  }

  /** Go to what is shown; where nothing was chosen yet, the state that has the keyboard is.
   * @param {Element | null} target @param {1 | -1} step */
  goBy(target, step) {
    const state = target instanceof HTMLElement ? target.dataset.state : "";
    if (state && !this.isActive) this.states.add(state);
    this.goOn(step);
  }

  /** Return to the text, at the first hit from here on. @param {1 | -1} step */
  goOn(step) {
    const { page, focus } = this.session;
    this.leave();
    const start = page?.passages[focus]?.start ?? 0;
    if (this.isActive) this.ask(step, start - step); // a hit that is in focus is the first one
  }

  /** @param {HTMLElement} from @param {number} step */
  walk(from, step) {
    const all = /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll("button, select, input")]);
    all[(all.indexOf(from) + step + all.length) % all.length].focus();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    const state = button?.dataset.state;
    if (state && !this.states.delete(state)) this.states.add(state);
    if (button?.hasAttribute("data-all")) this.clear();
    if (button) this.ask(0);
    if (button?.hasAttribute("data-all")) this.leave();
  }

  /** Show all again. */
  clear() {
    this.states.clear();
    for (const one of [this.label, this.variable, this.input]) one.value = "";
    this.value.hidden = true;
  }
}
