/**
 * The line in which a judge types: a reason, who says so, or whose voice it is.
 *
 * @import { JudgeSession } from "./judge_session.js"
 * @typedef {{kind: "reason" | "speaker" | "source", keep: (value: string, kind: string) => void}} Opened
 */

import { reasonsOf } from "./cases.js";
import { make, OWN_KEYS } from "./elements.js";
import { complete, guessKind } from "./field.js";

const USUAL = ["reason_rule", "reason_clause", "reason_voice", "reason_slip", "reason_open"];

export class JudgeField {
  element = make("div", { class: "annotate-field annotate-judge-field", hidden: true });
  input = /** @type {HTMLInputElement} */ (
    make("input", { type: "text", dir: "auto", autocomplete: "off", ...OWN_KEYS })
  );
  typed = "";
  /** @type {Opened | null} */
  opened = null;

  /** @param {JudgeSession} session @param {() => void} whenClosed */
  constructor(session, whenClosed) {
    this.session = session;
    this.whenClosed = whenClosed;
  }

  /** @param {Opened} opened @param {string} value */
  open(opened, value) {
    const { texts } = this.session;
    this.opened = opened;
    this.input.value = value;
    this.typed = value;
    const name = texts.text({ reason: "reason", speaker: "speaker", source: "source_judged" }[opened.kind]);
    const hint = texts.text(
      { reason: "reason_hint", speaker: "speaker_hint_judged", source: "source_hint_judged" }[opened.kind],
    );
    const choices = opened.kind === "reason" ? this.reasons.map((reason, nth) => this.choice(reason, nth)) : [];
    const label = make("label", {}, name, this.input);
    this.element.replaceChildren(label, make("span", { class: "annotate-hint" }, hint), ...choices);
    this.element.hidden = false;
    this.input.focus({ preventScroll: true });
    this.input.select();
  }

  get reasons() {
    const { desk, texts } = this.session;
    return reasonsOf(
      desk?.reasons ?? [],
      USUAL.map((name) => texts.text(name)),
    );
  }

  /** @param {string} reason @param {number} nth */
  choice(reason, nth) {
    const look = { type: "button", class: "annotate-button", tabindex: -1, "data-reason": nth, ...OWN_KEYS };
    return make("button", look, make("kbd", {}, String(nth + 1)), make("span", { dir: "auto" }, reason));
  }

  /** What has been said here before, to complete what is typed. */
  get known() {
    const tags = this.session.here?.readings.flatMap((one) => one.tags) ?? [];
    const nth = this.opened?.kind === "speaker" ? 3 : 6;
    return this.opened?.kind === "reason" ? this.reasons : tags.map((tag) => String(tag[nth] ?? ""));
  }

  onInput() {
    const typed = this.input.value;
    const isLonger = typed.length > this.typed.length;
    this.typed = typed;
    const found = isLonger && this.input.selectionStart === typed.length && complete(typed, this.known);
    if (!found) return;
    this.input.value = typed + found.slice(typed.length);
    this.input.setSelectionRange(typed.length, found.length);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const isWhole = this.input.selectionStart === 0 && this.input.selectionEnd === this.input.value.length;
    const nth = Number(event.key) - 1;
    const isChoice = this.opened?.kind === "reason" && isWhole && this.reasons[nth] !== undefined;
    if (event.key === "Escape") this.close();
    else if (isChoice) this.keep(this.reasons[nth]);
    else if (event.key === "Enter") this.keep(this.input.value.trim());
    else return false;
    return true;
  }

  /** @param {string} value */
  keep(value) {
    const { opened } = this;
    this.close();
    opened?.keep(value, guessKind(value));
  }

  /** @param {number} nth */
  choose(nth) {
    this.keep(this.reasons[nth]);
  }

  close() {
    this.opened = null;
    this.element.hidden = true;
    this.whenClosed();
  }
}
