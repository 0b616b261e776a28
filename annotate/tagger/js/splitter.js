/**
 * Splitting a passage: a caret walks from word to word until Enter cuts there.
 *
 * @import { Page, Passage } from "./types"
 * @import { List } from "./list.js"
 * @import { Session } from "./session.js"
 * @import { Tagging } from "./tagging.js"
 */

import { make } from "./elements.js";
import { unitsBefore } from "./selection.js";
import { firstClause, halves, slice, splitPlaces } from "./text.js";

export class Splitter {
  /** @type {null | {places: number[], at: number}} */
  splitting = null;

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

  start() {
    const { here } = this.tagging;
    if (!here) return;
    const places = splitPlaces(here.page, here.passage);
    if (!places.length) return this.session.warn(this.texts.text("no_place"));
    const wanted = this.caretPlace(here.page, here.passage) ?? firstClause(here.page, here.passage);
    const at = places.findIndex((place) => place >= wanted);
    this.splitting = { places, at: at < 0 ? places.length - 1 : at };
    this.draw();
  }

  /** Where the mouse last stood in this passage's text, if it did. @param {Page} page @param {Passage} passage */
  caretPlace(page, passage) {
    const selection = document.getSelection();
    const { text } = this.list;
    if (!selection?.focusNode || !text?.contains(selection.focusNode)) return null;
    const units = unitsBefore(text, selection.focusNode, selection.focusOffset);
    return units ? page.offsets.toPoints(page.offsets.toUnits(passage.start) + units) : null;
  }

  draw() {
    const { here } = this.tagging;
    const { text } = this.list;
    if (!here || !this.splitting || !text) return;
    const at = this.splitting.places[this.splitting.at];
    const left = slice(here.page, here.passage.start, at);
    const right = slice(here.page, at, here.passage.end);
    const hint = make("div", { class: "annotate-hint" }, this.texts.text("split_hint"));
    text.replaceChildren(left, make("span", { class: "annotate-caret" }), right, hint);
    this.tagging.desk.say(right.slice(0, 40));
  }

  /** Do what a key says while the caret walks. @param {string} key */
  press(key) {
    if (key === "Enter") this.cut();
    else if (key === "Escape") this.leave();
    else this.walk(key);
  }

  /** @param {string} key */
  walk(key) {
    if (!this.splitting) return;
    const last = this.splitting.places.length - 1;
    const isRtl = this.list.text && getComputedStyle(this.list.text).direction === "rtl";
    const step = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1, Home: -last, End: last }[key] ?? 0;
    this.splitting.at = Math.max(0, Math.min(last, this.splitting.at + step));
    this.draw();
  }

  cut() {
    const { here } = this.tagging;
    const { splitting } = this;
    this.splitting = null;
    if (!here || !splitting) return;
    this.tagging.cut([here.passage], halves(here.page, here.passage, splitting.places[splitting.at]));
  }

  leave() {
    this.splitting = null;
    this.tagging.show(this.session.focus);
  }
}
