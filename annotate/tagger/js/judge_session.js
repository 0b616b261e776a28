/**
 * A judge's session: the stretches that are left, the one that is shown, and what goes with the next decision.
 *
 * @import { DeskSaid, Names } from "./protocol"
 * @import { Case, JudgeDecision, JudgeDeed, Marks, Mixing, Piecewise, Point, Said } from "./judge_types"
 * @import { Label, Model, Span, Stated } from "./types"
 */

import { Carrier, NO_ERROR } from "./carrier.js";
import { isOnArticle, joined, pairOf, piecesOf, placeOf, writeTag, sliceOf } from "./cases.js";
import * as messages from "./messages.js";
import { pointInTurn } from "./mixing.js";
import { newId } from "./outbox.js";
import { codebookId } from "./page.js";
import { Texts } from "./wording.js";

const FEW = 20;

/** @returns {Marks} */
const noMarks = () => ({ reason: "", isExample: false, evaluative: null, source: null });

/** @extends {Carrier<Stated>} */
export class JudgeSession extends Carrier {
  /** @param {Model} model */
  constructor(model) {
    super(model);
    /** @type {DeskSaid | null} */
    this.desk = null;
    this.nth = 0; // the stretch that is shown
    this.chosen = 0; // the reading that Enter takes
    this.marks = noMarks();
    /** @type {Piecewise | null} */
    this.piecewise = null;
    /** @type {Mixing | null} */
    this.mixing = null;
    /** Who has each reading, once it was asked. @type {string[][] | null} */
    this.names = null;
    this.isNorming = false;
  }

  /** @override */
  get isShown() {
    return this.desk !== null;
  }

  /** The stretch that is shown. @returns {Case | null} */
  get here() {
    return this.desk?.cases[this.nth] ?? null;
  }

  /** @param {string} name @returns {Label | undefined} */
  labelNamed(name) {
    return this.desk?.codebook.labels.find((label) => label.name === name);
  }

  /** @override @param {any} content */
  meet(content) {
    if (content.kind === "cases" && messages.isForeign(content)) this.refuseVersion();
    else if (content.kind === "cases") this.show(content.desk);
    if (content.kind === "names") this.meetNames(content);
    super.meet(content);
  }

  /** @param {DeskSaid} desk */
  show(desk) {
    if (desk.wording) this.texts = new Texts(this.texts.language, desk.wording);
    const before = this.here && placeOf(this.here);
    const outbox = this.outboxOf(`${desk.project_id}:judge:${desk.coder}`);
    this.desk = desk;
    for (const decision of outbox.waiting.values()) this.apply(/** @type {JudgeDecision} */ (decision));
    const wanted = desk.at ? placeOf({ article_id: desk.at[0], start: desk.at[1] }) : before;
    const found = desk.cases.findIndex((one) => placeOf(one) === wanted);
    this.nth = found >= 0 ? found : Math.max(0, Math.min(this.nth, desk.cases.length - 1));
    if (this.here && placeOf(this.here) === before) return this.redraw();
    this.moveTo(this.nth);
  }

  /** @param {Names} said */
  meetNames({ article_id, start, names }) {
    if (!this.here || placeOf(this.here) !== placeOf({ article_id, start })) return;
    this.names = names;
    this.redraw();
  }

  // Where the judge is

  /** @param {number} nth */
  moveTo(nth) {
    const last = (this.desk?.cases.length ?? 1) - 1;
    this.nth = Math.max(0, Math.min(nth, last));
    this.chosen = 0;
    this.marks = noMarks();
    this.piecewise = null;
    this.mixing = null;
    this.names = null;
    this.redraw();
  }

  /** Go to the first stretch of the next pair of labels, or of the one before. @param {1 | -1} step */
  movePair(step) {
    const cases = this.desk?.cases ?? [];
    let nth = this.nth;
    const pair = cases[nth] && pairOf(cases[nth]);
    while (cases[nth] && pairOf(cases[nth]) === pair) nth += step;
    if (!cases[nth]) return;
    while (step < 0 && cases[nth - 1] && pairOf(cases[nth - 1]) === pairOf(cases[nth])) nth -= 1;
    this.moveTo(nth);
  }

  // What the judge decides

  /** Settle the stretch that is shown. @param {Said[]} given */
  settle(given) {
    const { desk, here, marks } = this;
    if (!desk || !here) return;
    const tags = given.map((said) => this.marked(said));
    const name = (/** @type {string} */ label) => this.titleOf(label);
    this.runs.asOne(() => {
      const about = { article_id: here.article_id, reason: marks.reason, codebook: codebookId(desk) };
      this.decide({ do: "settle", ...about, tags: tags.map(writeTag) });
      if (marks.isExample) for (const said of tags) this.decide(this.example(here, said));
    });
    const what = [...new Set(tags.map((said) => name(said.label)))].join(" · ");
    this.told = this.texts.text("told", {
      what: marks.isExample ? `${what} · ${this.texts.text("is_example")}` : what,
    });
    this.moveTo(this.nth);
    if (this.desk && this.desk.cases.length < FEW && this.desk.left > this.desk.cases.length) this.look();
  }

  /** Settle what is said of an article itself. @param {Case} here @param {Record<string, string>} answers */
  answer(here, answers) {
    this.decide({ do: "answer", article_id: here.article_id, answers });
    this.told = this.texts.text("told", { what: this.texts.text("what_article") });
    this.moveTo(this.nth);
  }

  /** What is said, with what goes with this decision. @param {Said} said @returns {Said} */
  marked(said) {
    const { evaluative, source } = this.marks;
    return { ...said, evaluative: evaluative ?? said.evaluative, source: source ?? said.source };
  }

  /** @param {Case} here @param {Said} said @returns {JudgeDeed} */
  example(here, said) {
    const text = sliceOf(here, said.start, said.end).trim();
    const whole = this.marks.reason ? `${text} (${this.marks.reason})` : text;
    return { do: "example", label: said.label, text: whole, language: here.language.slice(0, 2) };
  }

  /** @param {string} label */
  titleOf(label) {
    const found = this.labelNamed(label);
    return found ? this.texts.titleOf(found) : label;
  }

  /** Decide once; or take back, or do again, all that was decided as one. @param {JudgeDeed} deed */
  decide(deed) {
    if (!this.desk || !this.outbox) return;
    this.error = NO_ERROR;
    const isBack = deed.do === "undo" || deed.do === "redo";
    if (isBack) this.told = this.texts.text(deed.do === "undo" ? "told_undo" : "told_redo");
    else this.runs.count();
    const times = isBack ? this.runs.take(deed.do) : 1;
    for (let nth = 0; nth < times; nth += 1) {
      const decision = { ...deed, decision: newId(), coder: this.desk.coder };
      this.apply(decision);
      this.carry(decision);
    }
  }

  /** Seal all on which the coders agree. */
  seal() {
    const agreed = this.desk?.agreed ?? 0;
    if (!agreed) return this.warn(this.texts.text("nothing_to_seal"));
    this.decide({ do: "seal" });
    this.told = this.texts.text("told", { what: this.texts.text("told_sealed", { n: agreed }) });
    this.redraw();
  }

  /** Do to what is shown what the kernel will do to the store. @param {JudgeDecision} decision */
  apply(decision) {
    const { desk } = this;
    if (!desk) return;
    if (decision.do === "seal") {
      desk.settled += desk.agreed;
      desk.agreed = 0;
    }
    if (decision.do === "answer") {
      const isLeft = (/** @type {Case} */ one) => one.article_id !== decision.article_id || !isOnArticle(one);
      desk.left -= desk.cases.filter((one) => !isLeft(one)).length;
      desk.cases = desk.cases.filter(isLeft);
    }
    if (decision.do !== "settle") return;
    const first = Math.min(...decision.tags.map(([start]) => start));
    const last = Math.max(...decision.tags.map(([, end]) => end));
    const rest = desk.cases.filter(
      ({ article_id, start, end }) => article_id !== decision.article_id || start >= last || end <= first,
    );
    desk.left -= desk.cases.length - rest.length;
    desk.settled += decision.tags.length;
    desk.cases = rest;
  }

  // Piece by piece

  startPieces() {
    if (!this.here) return;
    if (isOnArticle(this.here)) return this.warn(this.texts.text("take_a_reading"));
    const spans = piecesOf(this.here);
    if (spans.length < 2) return this.warn(this.texts.text("one_piece"));
    this.piecewise = { spans, chosen: [] };
    this.redraw();
  }

  /** Choose what the piece in turn is; after the last one, settle. @param {Said} said @param {string} from */
  choosePiece(said, from) {
    const { piecewise } = this;
    if (!piecewise) return;
    this.mixing = null;
    piecewise.chosen.push({ said, from });
    if (piecewise.chosen.length < piecewise.spans.length) return this.redraw();
    this.settle(joined(piecewise));
  }

  // Point by point

  /** The stretch or the piece in turn. @returns {Span | null} */
  get turn() {
    return this.piecewise?.spans[this.piecewise.chosen.length] ?? null;
  }

  /** The point that is asked now. @returns {Point | null} */
  get point() {
    const { desk, here, mixing } = this;
    return desk && here && mixing && pointInTurn(here, desk.codebook, mixing);
  }
}
