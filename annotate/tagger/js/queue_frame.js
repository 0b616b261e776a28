/**
 * How the parts of the queue's line stand, and what they are called.
 *
 * @import { Texts } from "./wording.js"
 * @typedef {Record<"count" | "element" | "input" | "label" | "value" | "variable", HTMLElement>} Parts
 */

import { make, OWN_KEYS } from "./elements.js";

/** @param {Parts & {texts: Texts}} queue @param {string[]} all the states that passages can be shown by */
export function frameQueue(queue, all) {
  const { element, input, label, texts, value, variable } = queue;
  const look = { class: "annotate-button", type: "button", ...OWN_KEYS };
  const states = all.map((state) => make("button", { ...look, "data-state": state }, texts.text(`show_${state}`)));
  element.setAttribute("role", "search");
  element.setAttribute("aria-label", texts.text("k_queue"));
  input.setAttribute("aria-label", texts.text("queue_words"));
  input.setAttribute("placeholder", texts.text("queue_words"));
  input.setAttribute("title", texts.text("queue_words_hint"));
  label.setAttribute("aria-label", texts.text("any_label"));
  variable.setAttribute("aria-label", texts.text("any_article"));
  value.setAttribute("aria-label", texts.text("queue_value"));
  const showAll = make(
    "button",
    { ...look, "data-all": true, title: texts.text("show_all_hint") },
    texts.text("show_all"),
  );
  element.append(...states, label, variable, value, input, showAll, queue.count);
}
