/**
 * What a coder does to the passage in focus, and where the focus goes then.
 *
 * @import { Deed, Desk, Span, Tag } from "./types"
 * @import { List } from "./list.js"
 * @import { Session } from "./session.js"
 */

import { keptWords } from "./answers.js";
import * as messages from "./messages.js";
import { firstLeft, isFinished, isTagged, labelNamed, nextToTag, sourceAt, tagOf } from "./page.js";
import { accepted, isCertain, proposedSource, restOfParagraph, suggestionFor } from "./suggestions.js";

export class Tagging {
  /** The label that was asked for since the last passage was tagged; nothing while there is more to do.
   * @type {string | null} */
  ended = null;
  isRevising = false; // a passage that had a tag was tagged: the next one follows, not the next untagged one

  /** @param {Session} session @param {List} list @param {Desk} desk */
  constructor(session, list, desk) {
    this.session = session;
    this.list = list;
    this.desk = desk;
  }

  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }

  /** The article and the passage in focus, or nothing while there is none. */
  get here() {
    const { page, focus } = this.session;
    const passage = page?.passages[focus];
    return page && passage ? { page, passage } : null;
  }

  /** Decide several things as one step. @param {() => void} decide */
  asOne(decide) {
    const { session, texts } = this;
    const many = session.runs.asOne(decide);
    if (many > 1) session.told = texts.text("told", { what: texts.text("told_run", { n: many }) });
    session.redrawState();
  }

  // Where the focus is

  /** @param {number} step */
  move(step) {
    this.moveTo(this.session.focus + step);
  }

  /** @param {number} nth */
  moveTo(nth) {
    const { page, views } = this.session;
    if (!page) return;
    this.desk.closeField();
    this.ended = null;
    this.session.dropWarning();
    const source = this.here && sourceAt(page, this.here.passage.start);
    this.session.focus = Math.max(0, Math.min(nth, page.passages.length - 1));
    const isElsewhere = this.here && sourceAt(page, this.here.passage.start) !== source;
    for (const view of views) view.drawFocus();
    if (isElsewhere) for (const view of views) view.drawHeadSoon();
  }

  ask = () => this.desk.questions.askPassage(() => this.goOn());

  goOn() {
    const { page, focus } = this.session;
    if (!page) return;
    this.moveTo(this.isRevising ? focus + 1 : nextToTag(page, focus));
    if (isFinished(page)) this.end();
  }

  /** The last passage is tagged. */
  end() {
    this.desk.say(this.texts.text("done"));
    this.ended = "";
    this.session.send(messages.howMany());
    this.desk.questions.askDue("end");
  }

  /** At the end a label's key first says what it would change. @param {string} label @returns {boolean} */
  keepsEnd(label) {
    const tag = this.here && tagOf(this.here.page, this.here.passage);
    if (this.ended === null || !tag || tag.label === label || this.ended === label) return false;
    this.ended = label;
    const title = (/** @type {string} */ name) => {
      const found = this.here && labelNamed(this.here.page, name);
      return found ? this.texts.titleOf(found) : name;
    };
    this.session.warn(this.texts.text("ended", { kept: title(tag.label), label: title(label) }));
    return true;
  }

  // Tags

  /** Tag the passage and go on; whoever tags a claim by its key is first asked who says so.
   * @param {Partial<Tag>} words @param {boolean} asks */
  tag(words, asks) {
    if (!this.here) return;
    const kept = tagOf(this.here.page, this.here.passage);
    this.isRevising = kept !== undefined;
    const isClaim = labelNamed(this.here.page, words.label)?.takes_speaker;
    const speaker = isClaim && kept ? { speaker: kept.speaker, speaker_kind: kept.speaker_kind } : {};
    const rest = kept ? keptWords(this.here.page, kept, words.label) : {};
    this.session.last = { label: words.label, speaker: words.speaker, speaker_kind: words.speaker_kind };
    this.decideTag(this.session.focus, { ...rest, ...speaker, ...words });
    if (isClaim && asks) this.desk.askSpeaker();
    else this.ask();
  }

  /** Tag one passage. @param {number} nth @param {Partial<Tag>} words */
  decideTag(nth, words) {
    const passage = this.session.page?.passages[nth];
    if (!passage) return;
    this.decideSpan(passage, words);
    this.show(nth);
  }

  /** Send a tag, without the words that say nothing. @param {Span} span @param {Partial<Tag>} words */
  decideSpan({ start, end }, words) {
    const { page } = this.session;
    if (!page) return;
    const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value));
    if (!Object.keys(said.answers ?? {}).length) delete said.answers;
    // What an adjudicator decided is the coder's own once it is changed here.
    if (["hand", "adjudication"].includes(String(said.origin))) delete said.origin;
    this.session.decide(/** @type {Deed} */ ({ do: "tag", article_id: page.article_id, start, end, ...said }));
  }

  /** Show a passage after a decision, wherever it is shown, and say its label. @param {number} nth */
  show(nth) {
    const { page, views } = this.session;
    for (const view of views) {
      view.drawRow(nth);
      view.drawFocus();
      view.drawHeadSoon();
    }
    const label = page && labelNamed(page, tagOf(page, page.passages[nth])?.label);
    this.desk.say(label ? this.texts.titleOf(label) : this.texts.text("untagged"));
  }

  untag() {
    if (!this.here || !isTagged(this.here.page, this.here.passage)) return;
    const { start, end } = this.here.passage;
    this.session.decide({ do: "untag", article_id: this.here.page.article_id, start, end });
    this.show(this.session.focus);
  }

  /** @param {"evaluative" | "unsure"} name */
  flag(name) {
    const tag = this.here && tagOf(this.here.page, this.here.passage);
    if (tag) this.decideTag(this.session.focus, { ...tag, [name]: !tag[name] });
    else if (this.here) this.session.warn(this.texts.text("tag_first"));
  }

  /** Give the label given last to the rest of the paragraph. */
  repeat() {
    const { page, focus, last } = this.session;
    if (!page) return;
    if (!last?.label) return this.session.warn(this.texts.text("nothing_to_repeat"));
    const rest = restOfParagraph(page, focus, last.label);
    this.asOne(() => rest.forEach((nth) => this.decideTag(nth, last)));
    this.moveTo(firstLeft(page, focus));
  }

  // Suggestions

  /** Take what is suggested, where something is; else just go on. */
  accept() {
    if (!this.here) return;
    const { page, passage } = this.here;
    const suggestion = isTagged(page, passage) ? null : suggestionFor(page, passage);
    if (suggestion?.label) this.tag(accepted(suggestion), false);
    else if (this.isAtEnd) this.session.send(messages.openUnfinished(this.texts.language));
    else this.move(1);
  }

  /** Whether the article is finished, and nothing comes after the passage in focus. */
  get isAtEnd() {
    const { page, focus } = this.session;
    return page !== null && isFinished(page) && (this.ended !== null || focus === page.passages.length - 1);
  }

  /** Take what is suggested here and, as far as it is certain and in sight, for the passages that follow. */
  acceptRun() {
    this.asOne(() => this.acceptInSight());
  }

  acceptInSight() {
    const last = this.list.lastInSight(); // before anything scrolls
    let nth = this.session.focus;
    this.accept();
    while (this.session.focus === nth + 1 && nth < last && this.isCertainAt(nth + 1)) {
      nth += 1;
      this.accept();
    }
  }

  /** @param {number} nth */
  isCertainAt(nth) {
    const { page } = this.session;
    const passage = page?.passages[nth];
    return passage && !isTagged(page, passage) && isCertain(page, passage);
  }

  // Sources and passages

  takeSource() {
    const source = this.here && proposedSource(this.here.page, this.here.passage);
    if (source) this.setSource(source, false);
  }

  /** @param {string} source @param {boolean} isOnlyHere */
  setSource(source, isOnlyHere) {
    if (!this.here) return;
    const { page, passage } = this.here;
    const next = page.passages[this.session.focus + 1];
    const end = isOnlyHere && next ? { end: next.start } : {};
    // The first passage speaks for all that stands before it, blanks included.
    const start = this.session.focus === 0 ? 0 : passage.start;
    this.session.decide({ do: "source", article_id: page.article_id, source, start, ...end });
    this.session.redraw();
  }

  merge() {
    const next = this.session.page?.passages[this.session.focus + 1];
    if (!this.here || !next) return this.session.warn(this.texts.text("no_next"));
    const { passage } = this.here;
    this.cut([passage, next], [[passage.start, next.end]]);
  }

  /** @param {Span[]} parts @param {[number, number][]} after */
  cut(parts, after) {
    const { page } = this.session;
    if (!page) return;
    const before = parts.map(({ start, end }) => /** @type {[number, number]} */ ([start, end]));
    this.session.decide({ do: "cut", article_id: page.article_id, before, after });
    this.session.redraw();
  }

  /** @param {"undo" | "redo"} verb */
  goBack(verb) {
    this.desk.closeField();
    this.session.decide({ do: verb });
  }
}
