/**
 * The field in place: a speaker, a source or a note is typed under its passage.
 *
 * @import { FieldKind, Page, Passage } from "./types"
 * @import { List } from "./list.js"
 * @import { Session } from "./session.js"
 * @import { Tagging } from "./tagging.js"
 * @typedef {{kind: FieldKind, article_id: string, start: number, box: HTMLElement}} Opened
 */

import { make, OWN_KEYS } from "./elements.js";
import { sourceAt, tagOf } from "./page.js";
import { proposedSource, suggestionFor } from "./suggestions.js";

/** Guess what kind of speaker a name is; the coder can change it. @param {string} speaker */
export function guessKind(speaker) {
  if (!speaker.trim()) return "unnamed";
  return /\p{Lu}/u.test(speaker) ? "named" : "collective";
}

/** Complete what is typed to the first known text that begins so. @param {string} typed @param {string[]} known */
export function complete(typed, known) {
  const low = typed.toLowerCase();
  return typed ? known.find((text) => text.toLowerCase().startsWith(low) && text.length > typed.length) : undefined;
}

/** What a field holds when it opens. @param {FieldKind} kind @param {Page} page @param {Passage} passage */
export function firstValue(kind, page, passage) {
  const tag = tagOf(page, passage);
  if (kind === "note") return tag?.note ?? "";
  if (kind === "source") return proposedSource(page, passage) || sourceAt(page, passage.start);
  // Never the last speaker unasked: whoever presses Enter too soon would put words into the wrong mouth.
  return tag?.speaker || suggestionFor(page, passage)?.speaker || "";
}

/** The kind of the speaker that a field opens with.
 * @param {string} speaker @param {Page} page @param {Passage} passage */
function firstKind(speaker, page, passage) {
  const suggestion = suggestionFor(page, passage);
  const suggested = suggestion?.speaker === speaker && suggestion.speaker_kind;
  return tagOf(page, passage)?.speaker_kind || suggested || guessKind(speaker);
}

export class Field {
  /** @type {Opened | null} */
  opened = null;
  input = this.makeInput();
  /** @type {HTMLSelectElement | null} */
  kind = null;
  typed = "";

  /** @param {Session} session @param {List} list @param {Tagging} tagging */
  constructor(session, list, tagging) {
    this.session = session;
    this.list = list;
    this.tagging = tagging;
  }

  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }

  makeInput() {
    const look = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false" };
    return /** @type {HTMLInputElement} */ (make("input", { ...look, ...OWN_KEYS }));
  }

  /** @param {FieldKind} kind */
  open(kind) {
    const { here } = this.tagging;
    const { texts } = this;
    if (!here || !this.list.row) return;
    const { page, passage } = here;
    if (kind === "note" && !tagOf(page, passage)) return this.session.warn(texts.text("tag_first"));
    this.forget();
    this.input = this.makeInput();
    this.input.value = firstValue(kind, page, passage);
    const name = { speaker: texts.text("speaker"), source: texts.text("source_ask"), note: texts.text("note") }[kind];
    const hint = {
      speaker: texts.text("speaker_hint"),
      source: `${texts.text("source_hint")} · ${texts.text("source_yours")}`,
      note: texts.text("note_hint"),
    }[kind];
    const box = make("div", { class: "annotate-field", role: "gridcell" }, make("label", {}, name, this.input));
    this.kind = kind === "speaker" ? this.kindChooser(firstKind(this.input.value, page, passage)) : null;
    box.append(...(this.kind ? [this.kind] : []), make("span", { class: "annotate-hint" }, hint));
    this.opened = { kind, article_id: page.article_id, start: passage.start, box };
    this.list.putField(box);
    this.input.focus({ preventScroll: true });
    this.input.select();
  }

  /** @param {string} chosen */
  kindChooser(chosen) {
    const { texts } = this;
    const options = ["named", "unnamed", "collective"].map((kind) =>
      make("option", { value: kind, selected: kind === chosen }, texts.text(kind)),
    );
    const chooser = make("select", { "aria-label": texts.text("kind"), ...OWN_KEYS }, ...options);
    return /** @type {HTMLSelectElement} */ (chooser);
  }

  onInput() {
    const { page } = this.session;
    if (!this.opened || !page) return;
    const typed = this.input.value;
    const isLonger = typed.length > this.typed.length;
    this.typed = typed;
    if (this.kind) this.kind.value = guessKind(typed);
    const known = { speaker: page.speakers, source: page.known_sources, note: [] }[this.opened.kind];
    const found = isLonger && this.input.selectionStart === typed.length && complete(typed, known);
    if (!found) return;
    this.input.value = typed + found.slice(typed.length);
    this.input.setSelectionRange(typed.length, found.length);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter") this.keep(event.shiftKey);
    else return false;
    return true;
  }

  /** @param {boolean} isShifted */
  keep(isShifted) {
    const { opened } = this;
    const value = this.input.value.trim();
    const kind = this.kind?.value ?? "";
    this.close();
    if (opened?.kind === "source") this.tagging.setSource(value, isShifted);
    if (opened?.kind === "note") this.keepNote(value);
    if (opened?.kind === "speaker") this.keepSpeaker(value, kind);
  }

  /** @param {string} note */
  keepNote(note) {
    const tag = this.tagging.here && tagOf(this.tagging.here.page, this.tagging.here.passage);
    if (tag) this.tagging.decideTag(this.session.focus, { ...tag, note });
  }

  /** @param {string} speaker @param {string} kind */
  keepSpeaker(speaker, kind) {
    const tag = this.tagging.here && tagOf(this.tagging.here.page, this.tagging.here.passage);
    if (!tag) return;
    // Another speaker than the accepted one: the decision is the coder's own now.
    const own = tag.speaker && tag.speaker !== speaker ? { origin: "hand", score: null, machine: "" } : {};
    const said = { speaker, speaker_kind: speaker ? kind : "unnamed" };
    this.session.last = { label: tag.label, ...said };
    this.tagging.decideTag(this.session.focus, { ...tag, ...own, ...said });
    this.tagging.ask();
  }

  close() {
    if (!this.opened) return;
    this.forget();
    this.list.takeKeyboard();
  }

  forget() {
    this.opened?.box.remove();
    this.opened = null;
    this.typed = "";
  }

  /** Leave what somebody types alone, as long as its passage is in focus. */
  forgetElsewhere() {
    const { page, focus } = this.session;
    const isHere = this.opened?.start === page?.passages[focus]?.start && this.opened?.article_id === page?.article_id;
    if (!isHere) this.forget();
  }

  /** Put what somebody types into the row that was drawn anew, the caret where it was. @param {number} nth */
  keepIn(nth) {
    if (this.opened?.start !== this.session.page?.passages[nth]?.start || !this.opened) return;
    const { selectionStart, selectionEnd } = this.input;
    this.list.rows[nth].append(this.opened.box);
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(selectionStart, selectionEnd);
  }
}
