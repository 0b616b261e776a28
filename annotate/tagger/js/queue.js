/**
 * The queue: one line over the page that says which passages are shown, how many there are, and goes from one to the
 * next, across articles. Words that are searched are marked in the text.
 *
 * @import { Hit, Hits } from "./protocol"
 * @import { Session } from "./session.js"
 * @import { List } from "./list.js"
 * @typedef {{takeKeyboard(): void, say(text: string): void, drawFocus(): void, tagging: {moveTo(nth: number): void},
 *   list: List}} Around
 */

import { make, OWN_KEYS } from "./elements.js";
import { markWords, unmarkWords } from "./found.js";
import * as messages from "./messages.js";

const STATES = ["untagged", "unsure", "note", "proposed", "open"];
const TYPING_MS = 250;

export class Queue {
  /** @type {Set<string>} */
  states = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  isOpen = false;

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    this.input = /** @type {HTMLInputElement} */ (
      make("input", { type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", ...OWN_KEYS })
    );
    this.label = /** @type {HTMLSelectElement} */ (make("select", OWN_KEYS));
    this.count = make("span", { class: "annotate-hint", role: "status" });
    this.element = make("section", { class: "annotate-queue", hidden: true });
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ask(0), TYPING_MS);
      this.mark();
    });
    this.label.addEventListener("change", () => this.ask(0));
    this.element.addEventListener("click", (event) => this.onClick(event));
  }

  get texts() {
    return this.session.texts;
  }

  /** Whether anything but all is shown. */
  get isActive() {
    return this.states.size > 0 || this.label.value !== "" || this.input.value.trim() !== "";
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
  restore([states, label, words]) {
    if (this.isActive || this.isOpen) return;
    this.states = new Set(states.split(" ").filter((one) => STATES.includes(one)));
    this.draw();
    this.label.value = label;
    this.input.value = words;
    if (!this.isActive) return;
    this.draw();
    this.ask(0);
  }

  draw() {
    const { page } = this.session;
    this.element.hidden = !(this.isOpen || this.isActive);
    if (!page) return;
    const chosen = this.label.value;
    const options = page.codebook.labels.map((one) => make("option", { value: one.name }, this.texts.titleOf(one)));
    this.label.replaceChildren(make("option", { value: "" }, this.texts.text("any_label")), ...options);
    this.label.value = chosen;
    if (!this.element.childElementCount) this.frame();
    for (const button of this.element.querySelectorAll("[data-state]")) {
      const state = /** @type {HTMLElement} */ (button).dataset.state ?? "";
      button.setAttribute("aria-pressed", String(this.states.has(state)));
    }
    this.mark();
  }

  frame() {
    const { texts } = this;
    const look = { class: "annotate-button", type: "button", ...OWN_KEYS };
    const states = STATES.map((state) => make("button", { ...look, "data-state": state }, texts.text(`show_${state}`)));
    this.element.setAttribute("role", "search");
    this.element.setAttribute("aria-label", texts.text("k_queue"));
    this.input.setAttribute("aria-label", texts.text("queue_words"));
    this.input.setAttribute("placeholder", texts.text("queue_words"));
    this.label.setAttribute("aria-label", texts.text("any_label"));
    const all = make(
      "button",
      { ...look, "data-all": true, title: texts.text("show_all_hint") },
      texts.text("show_all"),
    );
    this.element.append(...states, this.label, this.input, all, this.count);
  }

  mark() {
    markWords(this, this.element.hidden ? "" : this.input.value.trim(), this.around.list.element);
  }

  /** Open the line, at its states or at its words. @param {"states" | "words"} at */
  open(at) {
    this.isOpen = true;
    this.draw();
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
    this.session.send(messages.hits(wanted));
  }

  /** Go to the next or the previous hit. @param {1 | -1} step */
  jump(step) {
    if (!this.isActive) return this.open("states");
    const { page, focus } = this.session;
    this.ask(step, page?.passages[focus]?.start ?? 0);
  }

  /** @param {Hit} hit */
  meetHit({ article_id, start }) {
    const { page } = this.session;
    if (!article_id) {
      this.session.warn(this.texts.text("no_more_hits"));
    } else if (page?.article_id !== article_id) {
      this.session.going = { article_id, start };
    } else {
      this.around.tagging.moveTo(page.passages.findIndex((passage) => passage.start === start));
    }
  }

  /** @param {Hits} hits */
  show({ here, is_more, total }) {
    const more = is_more ? "+" : "";
    this.count.textContent = this.isActive
      ? this.texts.text("n_hits", { here, total: `${this.texts.shown(total)}${more}` })
      : "";
    this.draw();
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const target = document.activeElement; // the key that opened the line may come with the next one
    const isButton = target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && !isButton) this.goOn(event.shiftKey ? -1 : 1);
    else if (isButton && event.key === "ArrowRight") this.walk(target, 1);
    else if (isButton && event.key === "ArrowLeft") this.walk(target, -1);
    else if (isButton && (event.key === "." || event.key === ",")) this.goOn(event.key === "." ? 1 : -1);
    else return false;
    return true;
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
    this.label.value = "";
    this.input.value = "";
  }
}
