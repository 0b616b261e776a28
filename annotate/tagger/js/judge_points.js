/**
 * Settling a stretch point by point: what a judge's keys do meanwhile.
 *
 * @import { JudgeSession } from "./judge_session.js"
 * @import { JudgeSurface } from "./judge_types"
 * @import { Label } from "./types"
 */

import { optionsOf } from "./answers.js";
import { isOnArticle } from "./cases.js";
import { mixed, pointInTurn, saidBy } from "./mixing.js";

export class JudgePoints {
  /** @param {JudgeSurface} view @param {JudgeSession} session */
  constructor(view, session) {
    this.view = view;
    this.session = session;
  }

  /** Ask point by point what a stretch, or its piece in turn, is. */
  start() {
    const { desk, here, texts, turn } = this.session;
    if (!desk || !here) return;
    const said = saidBy(here, turn);
    const isCut = !turn && !isOnArticle(here) && said.includes(null);
    if (isCut) return this.session.warn(texts.text("pieces_first"));
    const mixing = { said, chosen: new Map() };
    if (!pointInTurn(here, desk.codebook, mixing)) return this.session.warn(texts.text("no_point"));
    this.session.mixing = mixing;
    this.session.chosen = 0;
    this.session.redraw();
  }

  /** Take what one reading says of the point in turn. @param {number} nth */
  take(nth) {
    const { mixing, point, texts } = this.session;
    if (!mixing || !point) return;
    if (!point.question && mixing.said[nth] === null) return this.session.warn(texts.text("left_out_here"));
    this.choose(point.values[nth]);
  }

  /** A label's key: the label, as a third; or somebody else who says so. @param {Label} label */
  takeLabel(label) {
    const { point, texts } = this.session;
    if (point?.name === "label") return this.choose(label.name);
    if (point?.name !== "speaker") return this.session.warn(texts.text("take_a_point"));
    /** @param {string} speaker @param {string} kind */
    const keep = (speaker, kind) => this.choose(`${speaker}\n${kind}`);
    this.view.field.open({ kind: "speaker", keep }, "");
  }

  /** Answer the question in turn as none of the coders did. @param {string} key */
  takeAnswer(key) {
    const { point, texts } = this.session;
    const options = point?.question && point.question.answer !== "several" ? optionsOf(texts, point.question) : [];
    const option = options.find((one) => one.key === key);
    if (option) this.choose(option.value);
    else this.session.warn(texts.text("take_a_point"));
  }

  /** Choose what the point in turn is; after the last one, settle. @param {unknown} value */
  choose(value) {
    const { desk, here, mixing, piecewise, point, turn } = this.session;
    if (!desk || !here || !mixing || !point) return;
    mixing.chosen.set(point.name, value ?? "");
    this.session.chosen = 0;
    if (this.session.point) return this.session.redraw();
    const { answers, said } = mixed(here, desk.codebook, mixing, turn ?? here);
    if (isOnArticle(here)) return this.session.answer(here, answers);
    if (piecewise) return this.session.choosePiece(said, JSON.stringify({ ...said, start: 0, end: 0 }));
    this.session.settle([said]);
  }
}
