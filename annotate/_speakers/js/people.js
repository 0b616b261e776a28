/**
 * The page of who is quoted: what keys and the mouse do, and what is sent for it.
 *
 * @import { Model } from "../../_sheet/js/sheet.js"
 * @import { Merge, Sent } from "./draw.js"
 */

import { make } from "../../tagger/js/elements.js";
import { button, field, hear, namedField, sheet, textsOf, turning } from "../../_sheet/js/sheet.js";
import { drawRows } from "./draw.js";
import { VERBS } from "./verbs.js";

export class Speakers {
  /** @type {Sent | null} */
  shown = null;
  /** @type {Set<string>} */
  chosen = new Set();
  /** Where the keyboard is: a suggestion, a person, by their place. */
  at = { of: "suggestion", nth: 0 };

  /** @param {Model} model @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(model, element, signal) {
    this.model = model;
    this.say = textsOf(model);
    this.said = make("p", { class: "annotate-speakers-said", role: "status" });
    this.error = make("p", { class: "annotate-speakers-error", role: "alert" });
    this.filter = namedField(this.say.text("filter"), { type: "search" });
    this.name = field({ class: "annotate-speakers-name", hidden: true });
    this.file = field({ type: "file", accept: ".csv,.tsv,.txt", "aria-label": this.say.text("import") });
    this.rows = make("div", { class: "annotate-speakers-rows", role: "region", "aria-label": this.say.text("title") });
    const tools = make("div", { class: "annotate-speakers-tools" }, ...this.tools());
    const hint = make("p", { class: "annotate-speakers-hint" }, this.say.text("hint"));
    const parts = [this.said, tools, this.name, this.error, this.rows, hint];
    this.root = sheet("annotate-speakers", this.say, signal, ...parts);
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.root.addEventListener("click", (event) => this.onClick(event), { signal });
    this.root.addEventListener("change", (event) => this.onChange(event), { signal });
    this.root.addEventListener("focusin", (event) => this.onFocus(event), { signal });
    this.filter.addEventListener("input", () => this.look(0), { signal });
    element.append(this.root);
    hear(model, signal, (sent) => this.show(sent));
    this.look(0);
  }

  tools() {
    const label = make("label", { class: "annotate-speakers-file" }, `${this.say.text("import")} `, this.file);
    const steps = ["merge", "split", "undo", "redo"].map((does) => button(this.say.text(does), does));
    this.pages = make("span", { class: "annotate-speakers-pages" });
    return [this.filter, ...steps, this.pages, label];
  }

  /** @param {number} first */
  look(first) {
    this.model.send({ do: "rows", wanted: this.filter.value, first });
  }

  /** @param {Sent} sent */
  show(sent) {
    const had = this.rows.contains(document.activeElement) || document.activeElement === this.name;
    this.shown = sent;
    const counted = [this.say.text("people", { n: sent.total }), this.say.text("suggested", { n: sent.suggested })];
    if (sent.wanted.trim()) counted.push(this.say.text("found", { n: sent.found, all: sent.total }));
    this.said.textContent = counted.join(" · ");
    this.error.textContent = sent.error;
    this.pages?.replaceChildren(...turning(sent, sent.people.length, sent.found, this.say));
    this.rows.replaceChildren(...drawRows(sent, this.chosen, this.say));
    this.place(had);
  }

  /** The rows that can have the keyboard, suggestions first. @returns {HTMLElement[]} */
  get lines() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.rows.querySelectorAll("[data-of]"))];
  }

  /** Let one row be reached by Tab, and give it the keyboard where the page had it. @param {boolean} had */
  place(had) {
    const { lines } = this;
    const same = lines.filter((line) => line.dataset.of === this.at.of);
    const line = same[Math.min(this.at.nth, same.length - 1)] ?? lines[0];
    line?.setAttribute("tabindex", "0");
    if (had && line && this.name.hidden) line.focus({ preventScroll: false });
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const line = /** @type {Element} */ (event.target).closest("[data-of]");
    if (!(line instanceof HTMLElement)) return;
    for (const other of this.lines) other.setAttribute("tabindex", other === line ? "0" : "-1");
    this.at = { of: String(line.dataset.of), nth: Number(line.dataset.nth) };
  }

  /** The person or the suggestion that has the keyboard. */
  get person_here() {
    return this.at.of === "person" ? this.shown?.people[this.at.nth] : undefined;
  }

  get merge_here() {
    return this.at.of === "suggestion" ? this.shown?.suggestions[this.at.nth] : undefined;
  }

  /** @param {string} does @param {Merge | undefined} [one] */
  decide(does, one = this.merge_here) {
    if (!one) return;
    const about = { person: one.person, speakers: [one.speaker], articles: one.articles };
    this.model.send({ do: does === "accept" ? "merge" : "refuse", ...about });
  }

  openName() {
    const here = this.person_here;
    if (!here) return;
    this.chosen.add(here.person);
    this.name.hidden = false;
    this.name.value = here.person;
    const label = this.say.text("merge_as", { n: this.chosen.size });
    this.name.setAttribute("aria-label", label);
    this.name.title = label;
    this.name.select();
  }

  /** @param {boolean} isSaid */
  closeName(isSaid) {
    this.name.hidden = true;
    if (isSaid) this.model.send({ do: "merge", person: this.name.value, speakers: [...this.chosen] });
    this.chosen.clear();
    if (!isSaid && this.shown) this.show({ ...this.shown, error: "" });
    this.place(true);
  }

  splitHere() {
    const here = this.person_here;
    if (!here) return;
    const parts = /** @type {NodeListOf<HTMLElement>} */ (
      this.rows.querySelectorAll(`tr[data-nth="${this.at.nth}"] [data-does="part"]`)
    );
    if (parts.length > 1) parts[0].focus();
    else this.model.send({ do: "split", person: here.person, speakers: null });
  }

  /** @param {string} verb */
  run(verb) {
    if (verb === "accept" || verb === "refuse") this.decide(verb);
    else if (verb === "merge") this.openName();
    else if (verb === "split") this.splitHere();
    else if (verb === "undo" || verb === "redo") this.model.send({ do: verb });
    else if (verb === "find") this.filter.select();
    else if (verb === "choose") this.choose(this.at.nth);
    else if (verb === "describe") {
      const first = this.rows.querySelector(`tr[data-nth="${this.at.nth}"] [data-name]`);
      if (this.at.of === "person" && first instanceof HTMLInputElement) first.select();
    }
  }

  /** @param {number} nth */
  choose(nth) {
    const one = this.shown?.people[nth];
    if (!one) return;
    if (!this.chosen.delete(one.person)) this.chosen.add(one.person);
    const box = this.rows.querySelector(`input[type=checkbox][data-nth="${nth}"]`);
    if (box instanceof HTMLInputElement) box.checked = this.chosen.has(one.person);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target === this.name) {
      if (event.key === "Enter" || event.key === "Escape") this.closeName(event.key === "Enter");
      return;
    }
    const isField = target instanceof HTMLInputElement && target.type !== "checkbox";
    if (event.key === "Escape" || (isField && event.key === "Enter")) {
      event.preventDefault();
      return this.place(true);
    }
    const isControl = event.ctrlKey || event.metaKey;
    if (isField || event.altKey || (isControl && !"zy".includes(event.key.toLowerCase()))) return;
    if (target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    const verb = isControl ? (event.key === "z" && !event.shiftKey ? "undo" : "redo") : VERBS[event.key.toLowerCase()];
    if (step !== undefined) this.move(step);
    else if (verb) this.run(verb);
    else return;
    event.preventDefault();
  }

  /** @param {number} step */
  move(step) {
    const { lines } = this;
    const now = lines.findIndex((line) => line.dataset.of === this.at.of && Number(line.dataset.nth) === this.at.nth);
    lines[Math.max(0, Math.min(lines.length - 1, now + step))]?.focus();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-does]"));
    if (!button) return;
    const { does = "", first, nth, words } = button.dataset;
    if (does === "page") this.look(Number(first));
    else if (does === "part") {
      this.model.send({ do: "split", person: this.shown?.people[Number(nth)].person, speakers: [words] });
    } else if (nth !== undefined) this.decide(does, this.shown?.suggestions[Number(nth)]);
    else this.run(does);
  }

  /** @param {Event} event */
  onChange(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const { name, nth } = input.dataset;
    if (input === this.file) this.take();
    else if (input.type === "checkbox") this.choose(Number(nth));
    else if (name !== undefined) {
      this.model.send({ do: "describe", person: this.shown?.people[Number(nth)].person, name, value: input.value });
    }
  }

  async take() {
    const file = this.file.files?.[0];
    if (file) this.model.send({ do: "import" }, undefined, [await file.arrayBuffer()]);
    this.file.value = "";
  }
}
