/**
 * Tagging what is selected: a part of a passage, or several passages.
 *
 * @import { Page, Span, Tag } from "./types"
 * @import { Selected } from "./selection.js"
 * @import { Tagging } from "./tagging.js"
 */

import { keyOf, labelNamed, tagOf } from "./page.js";
import { selected } from "./selection.js";
import { trimmed } from "./text.js";

export class Parts {
  /** What was selected when a label was asked for several passages. @type {(Selected & {label: string}) | null} */
  asked = null;

  /** @param {Tagging} tagging */
  constructor(tagging) {
    this.tagging = tagging;
  }

  /** Tag what is selected, or ask; false where nothing is. @param {string} label @returns {boolean} */
  tag(label) {
    const { list, session } = this.tagging;
    const chosen = session.page && selected(list, session.page);
    if (!chosen || !session.page) return false;
    if (chosen.first !== chosen.last) return this.ask({ ...chosen, label });
    session.focus = chosen.first;
    document.getSelection()?.removeAllRanges();
    if (keyOf(chosen.span) === keyOf(session.page.passages[chosen.first])) return false;
    this.tagPart(chosen.span, label);
    return true;
  }

  /** Make a part of the passage in focus a passage of its own, with a label; the rest stays as it was.
   * @param {Span} span @param {string} label */
  tagPart(span, label) {
    const { here, session } = this.tagging;
    if (!here) return;
    const { page, passage } = here;
    const kept = tagOf(page, passage);
    this.tagging.asOne(() => {
      if (kept) this.cutAround(span, kept);
      this.tagging.decideSpan(span, { label });
    });
    session.focus = placeOf(page, span);
    session.redraw();
    this.tagging.isRevising = false;
    if (labelNamed(page, label)?.takes_speaker) this.tagging.desk.askSpeaker();
    else this.tagging.ask();
    session.look(); // the kernel cut by its own rules
  }

  /** Cut a stretch out of the tagged passage in focus; what is left beside it keeps its tag.
   * @param {Span} span @param {Tag} kept */
  cutAround({ start, end }, kept) {
    const { here } = this.tagging;
    if (!here) return;
    const { page, passage } = here;
    const beside = [trimmed(page, passage.start, start), trimmed(page, end, passage.end)];
    const [before, after] = beside.map((rest) => (rest ? [rest] : []));
    this.tagging.cut([passage], [...before, [start, end], ...after]);
    for (const [from, to] of [...before, ...after]) this.tagging.decideSpan({ start: from, end: to }, kept);
  }

  /** Several passages are selected: are they all meant? @param {Selected & {label: string}} asked */
  ask(asked) {
    this.asked = asked;
    const { session, texts } = this.tagging;
    session.warn(texts.text("ask_several", { n: asked.last - asked.first + 1 }));
    return true;
  }

  /** Answer what was asked; false where nothing was. @param {string} key @returns {boolean} */
  answer(key) {
    const { asked } = this;
    if (!asked) return false;
    const { session } = this.tagging;
    this.asked = null;
    session.warn("");
    document.getSelection()?.removeAllRanges();
    if (key !== "Enter") return key === "Escape";
    this.tagging.asOne(() => {
      for (let nth = asked.first; nth <= asked.last; nth += 1) this.tagging.decideTag(nth, { label: asked.label });
    });
    this.tagging.moveTo(asked.last);
    this.tagging.goOn();
    return true;
  }
}

/** @param {Page} page @param {Span} span */
const placeOf = (page, span) => page.passages.findIndex((passage) => keyOf(passage) === keyOf(span));
