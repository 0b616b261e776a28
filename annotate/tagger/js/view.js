/**
 * One view of a session: the page around the article, and what keys and the mouse do there.
 *
 * @import { Verb } from "./types"
 * @import { Session } from "./session.js"
 */

import { make, OWN_KEYS } from "./elements.js";
import { Field } from "./field.js";
import { help } from "./help.js";
import { chord, SCROLLING, verbOf } from "./keys.js";
import { List } from "./list.js";
import { newId } from "./outbox.js";
import { bar, head, stateText, whyNot } from "./panels.js";
import { Splitter } from "./splitter.js";
import { Tagging } from "./tagging.js";
import { why } from "./why.js";

const SOON_MS = 150;
// Classes that tell MathJax to leave what people wrote alone.
const CLASSES = "annotate-tagger tex2jax_ignore mathjax_ignore";

export class View {
  id = `annotate-${newId()}`;
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  why = make("div", { class: "annotate-why", id: `${this.id}-why` });
  error = make("div", { class: "annotate-error", role: "alert" });
  bar = make("footer", { class: "annotate-bar" });
  help = make("section", { class: "annotate-help", hidden: true, tabindex: 0, ...OWN_KEYS });
  voice = make("div", { class: "annotate-voice", "aria-live": "polite" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  counting;
  isHelping = false;

  /** @param {Session} session @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(session, element, signal) {
    this.session = session;
    this.list = new List(session, this.id, () => this.drawWhy());
    this.tagging = new Tagging(session, this.list, this);
    this.field = new Field(session, this.list, this.tagging);
    this.splitter = new Splitter(session, this.list, this.tagging);
    this.verbs = this.makeVerbs();
    this.root = this.frame();
    element.append(this.root);
    this.listen(signal);
    session.views.add(this);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }

  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }

  close() {
    this.session.views.delete(this);
    this.list.close();
    clearTimeout(this.counting);
  }

  frame() {
    const top = make("div", { class: "annotate-top" }, this.head, this.state);
    const body = make("div", { class: "annotate-body" }, this.list.element, this.help);
    this.list.element.setAttribute("aria-describedby", this.why.id);
    const parts = [top, body, this.why, this.error, this.bar, this.voice];
    return make("div", { class: CLASSES, lang: this.texts.language, ...OWN_KEYS }, ...parts);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { root } = this;
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("input", () => this.field.onInput(), { signal });
    // Nothing typed here is for the notebook around it.
    for (const kind of ["keyup", "keypress", "copy", "cut", "paste"]) {
      root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    }
  }

  // What is drawn

  draw() {
    const hasFocus = this.root.contains(document.activeElement);
    this.field.forgetElsewhere();
    this.splitter.splitting = null;
    this.drawState();
    this.drawHead();
    this.list.draw();
    if (this.field.opened) this.field.keepIn(this.session.focus);
    this.list.drawFocus();
    if (this.session.page) this.bar.replaceChildren(...bar(this.texts, this.session.page));
    this.drawHelp();
    // Else the next key would go to the notebook around.
    if (hasFocus && !this.root.contains(document.activeElement)) this.list.takeKeyboard();
  }

  drawState() {
    const { error, page, state } = this.session;
    this.state.textContent = page ? stateText(this.texts, this.session) : "";
    this.state.dataset.state = page ? state.kind : "";
    this.error.textContent = whyNot(this.texts, error);
    if (!page) this.list.drawEmpty(this.texts.text("waiting"));
  }

  drawHead() {
    const { focus, page } = this.session;
    if (page?.article_id) this.head.replaceChildren(...head(this.texts, page, focus));
  }

  /** Count what stands above the page only after the key is painted, and once for a burst of keys. */
  drawHeadSoon() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.drawHead(), SOON_MS);
  }

  drawWhy() {
    const { here } = this.tagging;
    this.why.replaceChildren(...(here ? why(this.texts, here.page, here.passage) : []));
  }

  /** Suggestions arrived: show them where they are, and leave a field in which somebody types alone. */
  drawSuggestions() {
    const { focus, page } = this.session;
    page?.passages.forEach((passage, nth) => {
      const isBusy = nth === focus && (this.field.opened || this.splitter.splitting);
      if (page.suggestions.has(`${passage.start}-${passage.end}`) && !isBusy) this.drawRow(nth);
    });
    this.drawFocus();
  }

  /** @param {number} nth */
  drawRow(nth) {
    this.list.drawRow(nth);
    this.field.keepIn(nth);
  }

  drawFocus() {
    this.list.drawFocus();
  }

  drawHelp() {
    const { page } = this.session;
    this.help.hidden = !this.isHelping;
    this.help.setAttribute("aria-label", this.texts.text("k_help"));
    this.help.replaceChildren(...(this.isHelping && page ? help(this.texts, page) : []));
  }

  /** @param {string} text */
  say(text) {
    this.voice.textContent = text;
  }

  // What keys and the mouse do

  /** @returns {Record<Verb, () => void>} */
  makeVerbs() {
    const { field, session, splitter, tagging } = this;
    return {
      next: () => tagging.move(1),
      previous: () => tagging.move(-1),
      first: () => tagging.moveTo(0),
      last: () => tagging.moveTo(Infinity),
      accept: () => tagging.accept(),
      acceptRun: () => tagging.acceptRun(),
      repeat: () => tagging.repeat(),
      split: () => splitter.start(),
      merge: () => tagging.merge(),
      undo: () => tagging.goBack("undo"),
      redo: () => tagging.goBack("redo"),
      evaluative: () => tagging.flag("evaluative"),
      unsure: () => tagging.flag("unsure"),
      note: () => field.open("note"),
      source: () => field.open("source"),
      takeSource: () => tagging.takeSource(),
      untag: () => tagging.untag(),
      previousArticle: () => session.open(-1),
      nextArticle: () => session.open(1),
      help: () => this.toggleHelp(),
    };
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.target === this.help && SCROLLING.has(event.key)) return; // the codebook is longer than the page
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    const isDone = isField ? this.field.onKey(event) : this.press(chord(event));
    if (isDone) event.preventDefault();
  }

  /** Do what a key says; false where it says nothing here. @param {string} key @returns {boolean} */
  press(key) {
    const isControl = key.startsWith("Ctrl+");
    if (this.splitter.splitting && !isControl) {
      this.splitter.press(key);
      return true;
    }
    if (key === "Escape") return this.leave();
    const label = this.session.page?.codebook.labels.find((one) => one.key.toLowerCase() === key);
    const verb = verbOf(key);
    if (label) this.tagging.tag({ label: label.name });
    else if (verb) this.verbs[verb]();
    return Boolean(label || verb);
  }

  leave() {
    if (this.isHelping) this.toggleHelp();
    return true;
  }

  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const key = /** @type {HTMLElement | null} */ (target.closest("[data-key]"))?.dataset.key;
    const nth = /** @type {HTMLElement | null} */ (target.closest("[data-nth]"))?.dataset.nth;
    if (target.closest(".annotate-field")) return;
    if (key) this.press(key);
    else if (nth !== undefined && Number(nth) !== this.session.focus) this.tagging.moveTo(Number(nth));
    if (!this.field.opened) this.list.takeKeyboard();
  }

  askSpeaker() {
    this.field.open("speaker");
  }

  closeField() {
    this.field.close();
  }

  isFieldOpen() {
    return this.field.opened !== null;
  }
}
