/**
 * What keys and the mouse do.
 *
 * @import { Surface, Verb } from "./types"
 * @import { Field } from "./field.js"
 * @import { Splitter } from "./splitter.js"
 * @import { Tagging } from "./tagging.js"
 */

import { questionsOf } from "./answers.js";
import { keepExample } from "./example.js";
import { chord, SCROLLING, verbOf } from "./keys.js";
import { Parts } from "./parts.js";
import { onClick } from "./press.js";
import { Typing } from "./typing.js";

export class Hands {
  /** @param {Surface} surface @param {Tagging} tagging @param {Field} field @param {Splitter} splitter */
  constructor(surface, tagging, field, splitter) {
    this.surface = surface;
    this.tagging = tagging;
    this.field = field;
    this.splitter = splitter;
    this.session = tagging.session;
    this.parts = new Parts(tagging);
    this.typing = new Typing(
      (key) => this.press(key),
      (begun) => this.session.warn(this.session.texts.text(begun ? "word_begun" : "word_typed")),
      (key) => this.kindOf(key),
    );
    this.verbs = this.makeVerbs();
  }

  /** @returns {Record<Verb, () => void>} */
  makeVerbs() {
    const { field, session, splitter, surface, tagging } = this;
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
      queue: () => surface.queue.open("states"),
      search: () => surface.queue.open("words"),
      find: () => surface.openFinder(),
      nextHit: () => surface.queue.jump(1),
      previousHit: () => surface.queue.jump(-1),
      shelf: () => surface.openShelf(),
      example: () => keepExample(tagging),
      questions: () => surface.questions.askAll(),
      help: () => surface.toggleHelp(),
      full: () => surface.toggleFull(),
      leave: () => surface.leave(),
    };
  }

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  listen(root, signal) {
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    onClick(root, (clicked) => this.onClick(clicked), signal);
    // A button takes neither the keyboard nor what is selected away.
    root.addEventListener(
      "mousedown",
      (event) => keyAt(/** @type {Element} */ (event.target)) && event.preventDefault(),
      { signal },
    );
    root.addEventListener("input", () => this.field.onInput(), { signal });
  }

  /** Whether a letter waits for what follows: it is not yet done. */
  get isWaiting() {
    return this.typing.isWaiting;
  }

  close() {
    this.typing.close();
  }

  /** What has the keyboard beside the text, and takes its keys itself. @param {EventTarget | null} target */
  holderOf(target) {
    const { panel, queue, questions } = this.surface;
    return panel ?? [queue, questions].find((one) => one.holds(target));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    const holder = this.holderOf(event.target);
    if (holder) {
      this.typing.forget();
      if (holder.onKey(event)) event.preventDefault();
      return;
    }
    if (event.target === this.surface.help && SCROLLING.has(event.key)) return; // the codebook is longer than the page
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isField) this.typing.forget();
    const isDone = isField ? this.field.onKey(event) : this.take(event);
    if (isDone) event.preventDefault();
  }

  /** Do what a key says, unless it is a letter of a word. @param {KeyboardEvent} event @returns {boolean} */
  take(event) {
    const key = chord(event);
    const wasOpen = this.field.opened;
    const isLetter = !this.isSplitting(key) && this.typing.take(key); // which may first run the letters before it
    if (isLetter) this.surface.drawState();
    else if (this.field.opened && !wasOpen) return this.field.onKey(event);
    else if (this.surface.panel) return this.surface.panel.onKey(event);
    else if (this.surface.questions.holds(document.activeElement)) return this.surface.questions.onKey(event);
    else if (this.surface.queue.holds(document.activeElement)) return this.surface.queue.onKey(event);
    else if (this.isSplitting(key)) this.splitter.press(key);
    else return this.press(key);
    return true;
  }

  /** @param {string} key */
  isSplitting(key) {
    return this.splitter.splitting !== null && !key.startsWith("Ctrl+");
  }

  /** @param {string} key */
  labelOf(key) {
    return this.session.page?.codebook.labels.find((one) => one.key.toLowerCase() === key);
  }

  /** @param {string} key */
  questionOf(key) {
    return this.session.page && questionsOf(this.session.page).find((one) => one.key.toLowerCase() === key);
  }

  /** @param {string} key @returns {import("./typing.js").Kind} */
  kindOf(key) {
    return this.labelOf(key) ? "label" : this.questionOf(key) || verbOf(key) ? "verb" : "";
  }

  /** Do what a key says; false where it says nothing here. @param {string} key @returns {boolean} */
  press(key) {
    if (this.parts.answer(key)) return true;
    const [label, question, verb] = [this.labelOf(key), this.questionOf(key), verbOf(key)];
    if (label) this.pressLabel(label.name);
    else if (question) this.surface.questions.press(question);
    else if (verb) this.verbs[verb]();
    this.surface.drawState();
    return Boolean(label || question || verb);
  }

  /** @param {string} label */
  pressLabel(label) {
    if (!this.parts.tag(label) && !this.tagging.keepsEnd(label)) this.tagging.tag({ label }, true);
  }

  /** @param {Element} clicked */
  onClick(clicked) {
    const key = keyAt(clicked);
    const nth = at(clicked, "[data-nth]")?.dataset.nth;
    if (at(clicked, ".annotate-field") || at(clicked, ".annotate-panel, .annotate-queue, .annotate-asked")) return;
    if (key) this.press(key);
    else if (nth !== undefined && Number(nth) !== this.session.focus) this.tagging.moveTo(Number(nth));
    if (!this.field.opened) this.surface.takeKeyboard();
  }
}

/** @param {Element} clicked @param {string} place @returns {HTMLElement | null} */
const at = (clicked, place) => clicked.closest(place);

/** The key that the button under the mouse stands for. @param {Element} clicked */
const keyAt = (clicked) => at(clicked, "[data-key]")?.dataset.key;
