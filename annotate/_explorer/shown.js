/**
 * The explorer's chart with its dots as buttons, what is chosen as chips over it, the passages behind a dot under it.
 *
 * @typedef {[which: number, left: number, top: number, name: string]} Dot
 * @typedef {{src: string, alt: string, width: number, dots: Dot[], chosen: number}} Picture
 * @typedef {{title: string, rows: [string, string][], more: string, open: string}} Passages
 * @typedef {{get(name: string): any, send(content: any): void, on(event: string, heard: () => void): void,
 *   off(event: string, heard: () => void): void}} Model
 */

const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** Make an element; text is always set as text.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {string} kind @param {string} name @param {() => void} press @param {...(Node | string)} children */
function button(kind, name, press, ...children) {
  const made = make(
    "button",
    { class: kind, type: "button", title: name, "aria-label": name, ...OWN_KEYS },
    ...children,
  );
  made.addEventListener("click", press);
  return made;
}

/** What is chosen; pressed, it is chosen no more. @param {Model} model */
export function chips(model) {
  const { drop } = model.get("texts");
  return model.get("chips").map((/** @type {string} */ name, /** @type {number} */ nth) => {
    const said = drop.replace("{name}", () => name);
    return button("annotate-chip", said, () => model.send({ dropped: nth }), make("bdi", {}, name), " ×");
  });
}

/** The picture, with a button on each dot. @param {Model} model */
export function picture(model) {
  const { alt, chosen, dots = [], src, width } = /** @type {Picture} */ (model.get("picture"));
  if (!src) return [];
  const buttons = dots.map(([which, left, top, name]) => {
    const dot = button("annotate-dot", name, () => model.send({ dot: which }));
    dot.style.left = `${100 * left}%`;
    dot.style.top = `${100 * top}%`;
    dot.setAttribute("aria-pressed", String(which === chosen));
    return dot;
  });
  const frame = make("div", { class: "annotate-frame" }, make("img", { src, alt }), ...buttons);
  frame.style.width = `${width}px`;
  return [frame];
}

/** Bring the tagger that a passage opens in into sight, as soon as it stands there.
 * @param {HTMLElement} pressed @param {number} [tries] */
function showTagger(pressed, tries = 50) {
  const tagger = pressed.closest(".annotate-own-keys")?.querySelector(".annotate-tagger");
  if (tagger) tagger.scrollIntoView({ block: "nearest" });
  else if (tries) setTimeout(() => showTagger(pressed, tries - 1), 100);
}

/** The passages behind a dot, each to be opened where there is a tagger. @param {Model} model */
export function passages(model) {
  const { more, open, rows = [], title } = /** @type {Passages} */ (model.get("passages"));
  if (!title) return [];
  const { colon } = model.get("texts");
  const items = rows.map(([text, where], nth) => {
    const about = make("div", { class: "annotate-where", dir: "auto" }, where);
    const name = `${open}${colon} ${text}`;
    const press = () => {
      model.send({ opened: nth });
      showTagger(about);
    };
    if (open) about.append(" ", button("annotate-open", name, press, open));
    return make("li", {}, make("div", { dir: "auto" }, text), about);
  });
  const list = make("ul", { tabindex: 0, "aria-label": title, ...OWN_KEYS }, ...items);
  return [make("div", { class: "annotate-list-title" }, title), list, ...(more ? [make("div", {}, more)] : [])];
}

/** Give the keyboard back to what had it; where that is gone, as a chip that was pressed, to what stands nearest.
 * @param {HTMLElement} place @param {string} name */
function keepKeyboard(place, name) {
  const nearest =
    place.querySelector(`[aria-label=${CSS.escape(name)}]`) ??
    place.querySelector("button") ??
    place.closest(".annotate-own-keys")?.querySelector(":is(button, select, input):not([disabled])");
  /** @type {HTMLElement | null | undefined} */ (nearest)?.focus();
}

export default {
  /** @param {{model: Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    const parts = { chips, picture, passages };
    for (const [name, draw] of Object.entries(parts)) {
      const place = make("div", { class: `annotate-${name}` });
      const redraw = () => {
        const focus = place.contains(document.activeElement) ? document.activeElement?.getAttribute("aria-label") : "";
        place.replaceChildren(...draw(model));
        if (focus) keepKeyboard(place, focus);
      };
      el.append(place);
      redraw();
      model.on(`change:${name}`, redraw);
      signal.addEventListener("abort", () => model.off(`change:${name}`, redraw));
    }
    el.classList.add("annotate-shown");
  },
};
