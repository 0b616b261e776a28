/**
 * How the parts of the page stand, from the article's head to the keys.
 *
 * @typedef {"bar" | "end" | "error" | "head" | "help" | "machine" | "state" | "taught" | "told" | "voice" | "why"} Name
 * @typedef {"finder" | "list" | "questions" | "queue" | "shelf"} Room
 * @typedef {Record<Name, HTMLElement> & Record<Room, {element: HTMLElement}>} Parts
 */

import { make, OWN_KEYS } from "./elements.js";

// Classes that tell MathJax to leave what people wrote alone.
const CLASSES = "annotate-tagger tex2jax_ignore mathjax_ignore";

/** @param {Parts & {texts: {language: string}}} view */
export function frame(view) {
  const { bar, error, finder, head, help, list, queue, shelf, state, told, voice } = view;
  const status = make("div", { class: "annotate-status" }, state, told);
  const top = make("div", { class: "annotate-top" }, head, status, view.machine);
  const body = make("div", { class: "annotate-body" }, list.element, help, shelf.element, finder.element);
  list.element.setAttribute("aria-describedby", view.why.id);
  const under = [view.questions.element, view.end, view.taught, view.why];
  const parts = [top, queue.element, body, ...under, error, bar, voice];
  return make("div", { class: CLASSES, lang: view.texts.language, ...OWN_KEYS }, ...parts);
}
