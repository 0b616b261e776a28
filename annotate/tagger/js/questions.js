/**
 * Under the text: what the coder answered of the article, and the question that is asked, one at a time.
 *
 * @import { Answers, Question, Tag } from "./types"
 * @import { Asked } from "./asked.js"
 * @import { Session } from "./session.js"
 * @typedef {{root: HTMLElement, takeKeyboard(): void, drawRow(nth: number): void,
 *   tagging: {decideTag(nth: number, words: Partial<Tag>): void}}} Around
 */

import { answerLine, BETWEEN, dueOfArticle, dueOfPassage, goesWith } from "./answers.js";
import { optionsOf, questionsOf, turned, typedAnswer } from "./answers.js";
import { inQuestion, makeAsked } from "./asked.js";
import { make } from "./elements.js";
import { keyName } from "./keys.js";
import { tagOf } from "./page.js";

export class Questions {
  /** @type {Asked | null} */
  asked = null;
  /** What is asked after it. @type {Question[]} */
  rest = [];
  /** @type {() => void} */
  then = () => {};

  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    this.said = make("p", { class: "annotate-answers", dir: "auto" });
    this.place = make("div", {});
    this.element = make("section", { class: "annotate-asked", hidden: true }, this.said, this.place);
    this.element.addEventListener("click", (event) => this.onClick(event));
  }

  get texts() {
    return this.session.texts;
  }

  get isAsking() {
    return this.asked !== null;
  }

  /** @param {EventTarget | null} target */
  holds(target) {
    return target instanceof Node && this.element.contains(target);
  }

  takeKeyboard() {
    const { asked } = this;
    (asked?.input ?? asked?.box)?.focus({ preventScroll: true });
  }

  // What is asked

  /** Another article is shown. */
  begin() {
    this.forget();
    this.askDue("beginning");
  }

  /** @param {"beginning" | "end"} moment */
  askDue(moment) {
    const { page } = this.session;
    if (page?.article_id) this.ask(dueOfArticle(page, moment), null, () => {});
  }

  /** All that is asked of the article, answered or not. */
  askAll() {
    const { page } = this.session;
    const all = page ? questionsOf(page, "article").filter(({ asked }) => asked !== "never") : [];
    if (all.length) this.ask(all, null, () => {});
    else this.session.warn(this.texts.text("no_questions"));
  }

  /** What goes with the tag of the passage in focus. @param {() => void} then */
  askPassage(then) {
    const { focus, page } = this.session;
    const passage = page?.passages[focus];
    const tag = page && passage && tagOf(page, passage);
    const due = page && tag ? dueOfPassage(page, tag) : [];
    if (due.length && passage) this.ask(due, passage.start, then);
    else then();
  }

  /** Its key was pressed. @param {Question} question */
  press(question) {
    const { focus, page } = this.session;
    if (question.about === "article") return this.ask([question], null, () => {});
    const passage = page?.passages[focus];
    const tag = page && passage && tagOf(page, passage);
    if (!tag || !passage) return this.session.warn(this.texts.text("tag_first"));
    if (!goesWith(question, tag.label)) return this.session.warn(this.texts.text("no_question_here"));
    if (question.answer === "yes/no") this.keep(question, passage.start, turned(tag.answers?.[question.name]));
    else this.ask([question], passage.start, () => {});
  }

  /** Ask one after the other, of a passage or (null) of the article. @param {Question[]} questions
   * @param {number | null} start @param {() => void} then */
  ask([first, ...rest], start, then) {
    this.forget();
    if (!first) return;
    [this.rest, this.then] = [rest, then];
    this.open(first, start);
  }

  /** @param {Question} question @param {number | null} start */
  open(question, start) {
    const before = this.answerTo(question, start);
    this.asked = makeAsked(this.texts, question, start, before);
    this.draw();
    if (this.around.root.contains(document.activeElement)) this.takeKeyboard();
    this.asked.input?.select();
  }

  /** @param {Question} question @param {number | null} start */
  answerTo({ name }, start) {
    const { page } = this.session;
    if (start === null) return page?.answers[name] ?? "";
    return this.tagAt(start)?.answers?.[name] ?? "";
  }

  /** @param {number} start */
  tagAt(start) {
    const { page } = this.session;
    const passage = page?.passages.find((one) => one.start === start);
    return page && passage && tagOf(page, passage);
  }

  forget() {
    this.asked = null;
    this.rest = [];
    this.draw();
  }

  // How it is drawn

  draw() {
    const { page } = this.session;
    const answered = page ? questionsOf(page, "article").filter(({ name }) => page.answers[name]) : [];
    this.said.textContent = answered
      .map((one) => answerLine(this.texts, one, page?.answers[one.name] ?? ""))
      .join(" · ");
    this.said.hidden = !answered.length;
    this.element.hidden = !answered.length && !this.asked;
    this.drawAsked();
  }

  drawAsked() {
    const { asked, texts } = this;
    if (!asked) return this.place.replaceChildren();
    const isThere = this.place.firstChild === asked.box;
    if (isThere && asked.input) return; // somebody types in it
    asked.box.replaceChildren(...inQuestion(texts, asked));
    if (!isThere) this.place.replaceChildren(asked.box);
  }

  // What is answered

  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const { asked } = this;
    if (!asked) return false;
    const isErasing = !asked.input && (event.key === "Delete" || event.key === "Backspace");
    if (event.key === "Escape") this.goOn();
    else if (isErasing) this.answer("");
    else if (event.key === "Enter") this.keepTyped();
    else if (asked.input || event.ctrlKey || event.metaKey) return false;
    else return this.choose(optionsOf(this.texts, asked.question).find(({ key }) => key === keyName(event))?.value);
    return true;
  }

  /** @param {string | undefined} value @returns {boolean} */
  choose(value) {
    const { asked } = this;
    if (!asked || value === undefined) return true; // no key of a question is a command
    if (asked.question.answer !== "several") this.answer(value);
    else {
      if (!asked.chosen.delete(value)) asked.chosen.add(value);
      this.drawAsked();
      this.takeKeyboard(); // from a button that was clicked, and is drawn anew
    }
    return true;
  }

  /** Enter keeps what is typed or chosen; where nothing is, the question stays open for later. */
  keepTyped() {
    const { asked } = this;
    if (!asked) return;
    const { chosen, input, question } = asked;
    const names = optionsOf(this.texts, question).map(({ value }) => value);
    const typed = input ? typedAnswer(question, input.value) : names.filter((one) => chosen.has(one)).join(BETWEEN);
    if (typed === null) this.session.warn(this.texts.text("no_number"));
    else if (input || question.answer === "several") this.answer(typed);
    else this.goOn();
  }

  /** @param {string} answer */
  answer(answer) {
    const { asked } = this;
    if (!asked) return;
    this.keep(asked.question, asked.start, answer);
    this.goOn();
  }

  /** @param {Question} question @param {number | null} start @param {string} answer */
  keep({ name }, start, answer) {
    const { page } = this.session;
    if (!page) return;
    if (start === null) this.session.decide({ do: "answer", article_id: page.article_id, answers: { [name]: answer } });
    else this.keepOfPassage(name, start, answer);
    this.draw();
  }

  /** @param {string} name @param {number} start @param {string} answer */
  keepOfPassage(name, start, answer) {
    const tag = this.tagAt(start);
    const nth = this.session.page?.passages.findIndex((one) => one.start === start) ?? -1;
    const { [name]: _, ...others } = tag?.answers ?? {};
    /** @type {Answers} */
    const answers = answer ? { ...others, [name]: answer } : others;
    if (tag) this.around.tagging.decideTag(nth, { ...tag, answers });
    else this.session.warn(this.texts.text("tag_first"));
  }

  /** The next question, or back to the text. */
  goOn() {
    const start = this.asked?.start ?? null;
    const [next, ...rest] = this.rest;
    this.asked = null;
    this.rest = rest;
    if (next) return this.open(next, start);
    this.draw();
    const isHere = this.around.root.contains(document.activeElement) || document.activeElement === document.body;
    if (isHere) this.around.takeKeyboard();
    this.then();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button"));
    if (button?.dataset.value !== undefined) this.choose(button.dataset.value);
    if (button?.hasAttribute("data-keep")) this.keepTyped();
  }
}
