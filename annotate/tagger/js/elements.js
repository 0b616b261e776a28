/** How elements are made: everything written by a person goes in as text, never as HTML. */

/**
 * No key is for the notebook around. JupyterLab asks so of whatever has the keyboard and then of what it stands in, but
 * looks for a shortcut in between: so each thing that can have the keyboard says it, not only the root. (Notebook 7
 * hears a key before we do, and could not be kept from it otherwise.)
 */
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/**
 * Make an element; text is always set as text.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A button that does what a key does.
 * @param {string} key @param {Node | string} name @param {Record<string, any>} [attributes] */
export function button(key, name, attributes = {}) {
  const shown = key.replace("Shift+", "⇧ ").replace("Enter", "⏎").replace("Escape", "Esc");
  const all = { type: "button", tabindex: -1, class: "annotate-button", "data-key": key, ...OWN_KEYS, ...attributes };
  return make("button", all, make("kbd", {}, shown), name);
}

/** Fill a chooser, what was chosen staying so where it can; each option is a value and its name.
 * @param {HTMLSelectElement} chooser @param {string[][]} options */
export function fill(chooser, options) {
  const { value } = chooser;
  chooser.replaceChildren(...options.map(([one, name]) => make("option", { value: one }, name)));
  chooser.value = options.some(([one]) => one === value) ? value : (options[0]?.[0] ?? "");
}
