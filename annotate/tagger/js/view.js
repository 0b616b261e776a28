/**
 * One view of a session: the page around the article.
 *
 * @import { Session } from "./session.js"
 */

import { make, OWN_KEYS } from "./elements.js";
import { end } from "./end.js";
import { Field } from "./field.js";
import { Finder } from "./finder.js";
import { frame } from "./frame.js";
import { Hands } from "./hands.js";
import { help } from "./help.js";
import { List } from "./list.js";
import { showWhole, toggleFull } from "./notebook.js";
import { newId } from "./outbox.js";
import { bar, head, machineText, stateText, whyNot } from "./panels.js";
import { Questions } from "./questions.js";
import { Queue } from "./queue.js";
import { Shelf } from "./shelf.js";
import { Splitter } from "./splitter.js";
import { taught } from "./taught.js";
import { Tagging } from "./tagging.js";
import { why } from "./why.js";

const SOON_MS = 150;

export class View {
  id = `annotate-${newId()}`;
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  why = make("div", { class: "annotate-why", id: `${this.id}-why` });
  end = make("div", { class: "annotate-end" });
  told = make("div", { class: "annotate-told" });
  taught = make("div", { class: "annotate-taught", role: "status" });
  machine = make("div", { class: "annotate-machine", role: "status", hidden: true });
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
    this.shelf = new Shelf(session, this);
    this.finder = new Finder(session, this);
    this.queue = new Queue(session, this);
    this.questions = /** @type {Questions} */ (new Questions(session, this));
    this.hands = new Hands(this, this.tagging, this.field, this.splitter);
    this.root = frame(this);
    element.append(this.root);
    this.listen(signal);
    session.views.add(this);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }

  get texts() {
    return this.session.texts;
  }

  close() {
    this.session.views.delete(this);
    this.queue.close();
    this.finder.unmark();
    this.list.close();
    this.hands.close();
    clearTimeout(this.counting);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { root } = this;
    this.hands.listen(root, signal);
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
    this.queue.draw();
    this.finder.mark();
    this.questions.draw();
    if (this.session.page) this.bar.replaceChildren(...bar(this.texts, this.session.page));
    this.drawHelp();
    // Else the next key would go to the notebook around.
    if (hasFocus && !this.root.contains(document.activeElement)) this.takeKeyboard();
  }

  drawState() {
    const { error, page, state } = this.session;
    this.state.textContent = page ? stateText(this.texts, this.session) : "";
    this.state.dataset.state = page ? (this.hands.isWaiting ? "saving" : state.kind) : "";
    this.told.textContent = page ? this.session.told : "";
    this.machine.textContent = machineText(this.texts, this.session.machine);
    this.machine.hidden = !this.machine.textContent;
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
    this.drawEnd();
    this.why.replaceChildren(...(here ? why(this.texts, here.page, here.passage) : []));
  }

  /** In a training: what the gold says. */
  drawTaught() {
    const { feedback, page, score } = this.session;
    this.taught.replaceChildren(...(page ? taught(this.texts, page, feedback, score) : []));
  }

  /** Under a finished article the end stands, in place of what is suggested. */
  drawEnd() {
    const { page, unfinished } = this.session;
    const parts = page ? end(this.texts, page, unfinished) : [];
    this.end.replaceChildren(...parts);
    this.why.hidden = parts.length > 0;
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
    this.queue.drawCount();
  }

  drawHelp() {
    const { page } = this.session;
    this.help.hidden = !this.isHelping;
    this.help.setAttribute("aria-label", this.texts.text("k_help"));
    this.help.replaceChildren(...(this.isHelping && page ? help(this.texts, page.codebook) : []));
  }

  /** @param {string} text */
  say(text) {
    this.voice.textContent = text;
  }

  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }

  // What tagging asks of it

  askSpeaker() {
    this.field.open("speaker");
  }

  closeField() {
    this.questions.forget();
    this.field.close();
  }

  takeKeyboard() {
    (this.panel ?? (this.questions.isAsking ? this.questions : this.list)).takeKeyboard();
  }

  /** Close what could be typed in, or be read. */
  clear() {
    this.field.close();
    if (this.isHelping) this.toggleHelp();
  }

  /** What lies over the page, if anything does. */
  get panel() {
    return [this.shelf, this.finder].find((panel) => panel.isOpen) ?? null;
  }

  /** Search the study. @param {string} [words] */
  openFinder(words) {
    this.clear();
    this.finder.open(words);
    this.takeKeyboard();
  }

  /** Open the shelf; where this has the keyboard, to be typed in. */
  openShelf() {
    this.clear();
    this.shelf.open();
    if (this.root.contains(document.activeElement)) this.takeKeyboard();
  }

  /** Escape closes what is open; where nothing is, it gives the keyboard back to the notebook. */
  leave() {
    if (this.isHelping) this.toggleHelp();
    else if (this.isFull) this.toggleFull();
    else /** @type {HTMLElement | null} */ (this.root.closest(".jp-Cell"))?.focus();
  }

  showWhole() {
    showWhole(this.root);
  }

  get isFull() {
    return this.root.matches(":popover-open");
  }

  toggleFull() {
    toggleFull(this.root, this.isFull);
    this.takeKeyboard();
    this.list.showFocusSoon();
  }
}
