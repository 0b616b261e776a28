/**
 * What a judge's keys and mouse do.
 *
 * @import { JudgeSession } from "./judge_session.js"
 * @import { JudgeSurface, JudgeVerb } from "./judge_types"
 * @import { Label } from "./types"
 */

import { isOnArticle, readTag, tagAt, third } from "./cases.js";
import { chord, SCROLLING } from "./keys.js";
import { judgeVerbOf, READINGS } from "./judge_keys.js";
import { JudgePoints } from "./judge_points.js";
import { Typing } from "./typing.js";

export class JudgeHands {
  /** @param {JudgeSurface} view @param {JudgeSession} session */
  constructor(view, session) {
    this.view = view;
    this.session = session;
    this.typing = new Typing(
      (key) => this.press(key),
      (begun) => session.warn(session.texts.text(begun ? "word_begun" : "word_typed")),
      (key) => (this.labelOf(key) || READINGS.includes(key) ? "label" : judgeVerbOf(key) ? "verb" : ""),
    );
    this.points = new JudgePoints(view, session);
    this.verbs = this.makeVerbs();
  }

  /** @returns {Record<JudgeVerb, () => void>} */
  makeVerbs() {
    const { session, view } = this;
    return {
      take: () => {},
      next: () => session.moveTo(session.nth + 1),
      previous: () => session.moveTo(session.nth - 1),
      choose: () => this.choose(1),
      chooseBack: () => this.choose(-1),
      takeChosen: () => this.take(session.chosen),
      nextPair: () => session.movePair(1),
      previousPair: () => session.movePair(-1),
      pieces: () => session.startPieces(),
      mix: () => this.points.start(),
      reason: () => this.askReason(),
      example: () => this.mark({ isExample: !session.marks.isExample }),
      evaluative: () =>
        this.mark({ evaluative: session.marks.evaluative === null ? true : session.marks.evaluative ? false : null }),
      source: () => this.askSource(),
      names: () => view.askNames(),
      seal: () => session.seal(),
      undo: () => session.decide({ do: "undo" }),
      redo: () => session.decide({ do: "redo" }),
      norming: () => view.toggleNorming(),
      help: () => view.toggleHelp(),
      full: () => view.toggleFull(),
      leave: () => view.leave(),
    };
  }

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  listen(root, signal) {
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("mousedown", (event) => at(event, "button") && event.preventDefault(), { signal });
    root.addEventListener("input", () => this.view.field.onInput(), { signal });
  }

  close() {
    this.typing.close();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    const { field, help } = this.view;
    if (event.target === help && SCROLLING.has(event.key)) return;
    const isDone = field.opened ? field.onKey(event) : this.takeKey(chord(event));
    if (isDone) event.preventDefault();
  }

  /** @param {string} key */
  takeKey(key) {
    return this.typing.take(key) || this.press(key);
  }

  /** @param {string} key */
  labelOf(key) {
    return this.session.desk?.codebook.labels.find((one) => one.key.toLowerCase() === key);
  }

  /** Do what a key says; false where it says nothing here. @param {string} key @returns {boolean} */
  press(key) {
    const label = this.labelOf(key);
    const reading = READINGS.indexOf(key);
    const verb = judgeVerbOf(key);
    if (this.session.point?.question && /^\d$/.test(key)) this.points.takeAnswer(key);
    else if (label) this.takeLabel(label);
    else if (reading >= 0) this.take(reading);
    else if (verb) this.verbs[verb]();
    this.view.drawState();
    return Boolean(label || reading >= 0 || verb);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const { field } = this.view;
    const reason = at(event, "[data-reason]")?.dataset.reason;
    const reading = at(event, "[data-reading]")?.dataset.reading;
    const key = at(event, "[data-key]")?.dataset.key;
    if (reason !== undefined) field.choose(Number(reason));
    else if (reading !== undefined) this.take(Number(reading));
    else if (key) this.press(key);
    if (!field.opened) this.view.takeKeyboard();
  }

  // Readings

  /** @param {1 | -1} step */
  choose(step) {
    const many = this.session.here?.readings.length ?? 1;
    this.session.chosen = (this.session.chosen + step + many) % many;
    this.session.redraw();
  }

  /** Take a reading: of the whole stretch, or of the piece in turn. @param {number} nth */
  take(nth) {
    const { here, piecewise } = this.session;
    const reading = here?.readings[nth];
    if (!reading) return;
    if (this.session.point) return this.points.take(nth);
    if (isOnArticle(here)) return this.session.answer(here, reading.answers ?? {});
    if (!piecewise) return this.session.settle(reading.tags.map(readTag));
    const found = tagAt(reading.tags, piecewise.spans[piecewise.chosen.length]);
    if (found) this.session.choosePiece(found.said, `${nth} ${found.nth}`);
    else this.session.warn(this.session.texts.text("left_out_here"));
  }

  /** Take the label itself, as a coder has it or as a third. @param {Label} label */
  takeLabel(label) {
    const { here, piecewise, point, turn } = this.session;
    if (!here) return;
    if (point) return this.points.takeLabel(label);
    if (isOnArticle(here)) return this.session.warn(this.session.texts.text("take_a_reading"));
    const span = turn ?? here;
    const { said, isOpen } = third(here, label, span);
    /** @param {import("./judge_types").Said} whole */
    const take = (whole) =>
      piecewise ? this.session.choosePiece(whole, `${whole.label} ${whole.speaker}`) : this.session.settle([whole]);
    if (!isOpen) return take(said);
    /** @param {string} speaker @param {string} kind */
    const keep = (speaker, kind) => {
      const speaker_kind = /** @type {import("./judge_types").Said["speaker_kind"]} */ (
        speaker === said.speaker && said.speaker_kind ? said.speaker_kind : kind
      );
      take({ ...said, speaker, speaker_kind });
    };
    this.view.field.open({ kind: "speaker", keep }, said.speaker);
  }

  // What goes with the decision

  /** @param {Partial<import("./judge_types").Marks>} marks */
  mark(marks) {
    Object.assign(this.session.marks, marks);
    this.session.redraw();
  }

  askReason() {
    const { here, texts } = this.session;
    if (!here) return;
    if (isOnArticle(here)) return this.session.warn(texts.text("take_a_reading"));
    this.view.field.open({ kind: "reason", keep: (reason) => this.mark({ reason }) }, this.session.marks.reason);
  }

  askSource() {
    const { here, marks } = this.session;
    if (!here) return;
    const source = marks.source ?? here.readings[0]?.tags[0]?.[6] ?? here.source;
    this.view.field.open({ kind: "source", keep: (value) => this.mark({ source: value }) }, source);
  }
}

/** @param {MouseEvent} event @param {string} place @returns {HTMLElement | null} */
const at = (event, place) => /** @type {Element} */ (event.target).closest(place);
