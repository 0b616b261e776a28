/**
 * What pages that list rows to be filled in share: their texts, fields and buttons, and how they hear the kernel.
 *
 * @typedef {{get(name: string): any, send(content: any, callbacks?: any, buffers?: ArrayBuffer[]): void,
 *   on(event: string, heard: (message: any) => void): void,
 *   off(event: string, heard: (message: any) => void): void}} Model
 */

import { make, OWN_KEYS } from "../../tagger/js/elements.js";
import { languageOf, Texts } from "../../tagger/js/wording.js";

/** The page's texts, in its language. @param {Model} model */
export function textsOf(model) {
  const all = model.get("texts");
  const language = languageOf(model.get("language"), Object.keys(all));
  return new Texts(language, all[language]);
}

/** @param {Record<string, any>} look */
export function field(look) {
  const usual = { type: "text", dir: "auto", autocomplete: "off", ...OWN_KEYS };
  return /** @type {HTMLInputElement} */ (make("input", { ...usual, ...look }));
}

/** A field that says by itself what it is for. @param {string} name @param {Record<string, any>} [look] */
export function namedField(name, look = {}) {
  return field({ "aria-label": name, placeholder: name, ...look });
}

/** @param {string} name @param {string} does @param {Record<string, any>} [look] */
export function button(name, does, look = {}) {
  return make("button", { type: "button", "data-does": does, ...OWN_KEYS, ...look }, name);
}

/** A table with a name above each column. @param {string[]} heads @param {Node[]} rows */
export function table(heads, rows) {
  const cells = heads.map((head) => make("th", { scope: "col" }, head));
  return make("table", {}, make("thead", {}, make("tr", {}, ...cells)), make("tbody", {}, ...rows));
}

/** What turns to the rows before and after, and which are in sight; nothing where all are.
 * @param {{first: number, at_once: number}} sent @param {number} shown @param {number} found @param {Texts} say */
export function turning({ first, at_once }, shown, found, say) {
  if (found <= at_once && !first) return [];
  const before = { "data-first": Math.max(0, first - at_once), disabled: !first, title: say.text("before") };
  const after = { "data-first": first + at_once, disabled: first + at_once >= found, title: say.text("after") };
  const sight = say.text("sight", { from: found ? first + 1 : 0, to: first + shown, n: found });
  return [button("←", "page", before), button("→", "page", after), make("span", {}, sight)];
}

/** The page's root, which keeps its keys from the notebook around.
 * @param {string} name @param {Texts} say @param {AbortSignal} signal @param {...Node} children */
export function sheet(name, say, signal, ...children) {
  const look = { class: `${name} tex2jax_ignore mathjax_ignore`, lang: say.language, ...OWN_KEYS };
  const root = make("section", look, ...children);
  for (const kind of ["keydown", "keyup", "keypress", "copy", "cut", "paste"]) {
    root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
  }
  return root;
}

/** Show what the kernel sends, until the page is closed.
 * @param {Model} model @param {AbortSignal} signal @param {(sent: any) => void} show */
export function hear(model, signal, show) {
  const heard = (/** @type {{json: string}} */ message) => show(JSON.parse(message.json));
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}
