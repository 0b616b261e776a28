/**
 * The intake's page: a row for each article, each value to be mended in place, and a box to keep or drop it.
 *
 * @typedef {{row: number, article_id: string, values: string[], came: (string | null)[], origins: string[], characters: number, begins: string, problem: string,
 *   kept: boolean}} Row
 * @typedef {{is_new: boolean, names: string[], first: number, total: number, seen: number, kept: number,
 *   can_undo: boolean, rows: Row[], error: string,
 *   outcomes: [string, number][], refused: string[]}} Rows
 * @typedef {{get(name: string): any, send(content: any): void, on(event: string, heard: (message: any) => void): void,
 *   off(event: string, heard: (message: any) => void): void}} Model
 */

/** The columns of every table of articles; the others are the study's own variables. */
const OF_ALL = new Set([
  "keep",
  "source",
  "title",
  "author",
  "published",
  "language",
  "characters",
  "begins",
  "problem",
]);

const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

/** Make an element; text is always set as text.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

class Intake {
  /** @type {Rows | null} */
  shown = null;
  /** What came while a cell was typed into. @type {Rows | null} */
  late = null;

  /** @param {Model} model @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(model, element, signal) {
    this.model = model;
    const all = model.get("texts");
    const wanted = model.get("language") || navigator.language.slice(0, 2);
    this.language = wanted in all ? wanted : "en";
    this.texts = all[this.language];
    this.plurals = new Intl.PluralRules(this.language);
    this.numbers = new Intl.NumberFormat(this.language);
    const look = { class: "annotate-intake tex2jax_ignore mathjax_ignore", lang: this.language, ...OWN_KEYS };
    this.said = make("p", { class: "annotate-intake-said", role: "status" });
    this.error = make("p", { class: "annotate-intake-error", role: "alert" });
    this.reason = this.field({ "aria-label": this.text("reason"), placeholder: this.text("reason") });
    this.variable = this.field({ "aria-label": this.text("new_variable"), placeholder: this.text("new_variable") });
    this.words = this.field({ "aria-label": this.text("find"), placeholder: this.text("find") });
    this.tools = make("div", { class: "annotate-intake-tools" });
    this.table = make("div", { class: "annotate-intake-table", role: "region", "aria-label": this.text("title") });
    this.root = make("section", look, this.said, this.tools, this.error, this.table);
    for (const kind of ["keydown", "keyup", "keypress", "copy", "cut", "paste"]) {
      this.root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    }
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.root.addEventListener("change", (event) => this.onChange(event), { signal });
    this.root.addEventListener("focusout", () => setTimeout(() => this.late && this.show(this.late)), { signal });
    this.root.addEventListener("click", (event) => this.onClick(event), { signal });
    element.append(this.root);
    const heard = (/** @type {{json: string}} */ message) => this.show(JSON.parse(message.json));
    model.on("msg:custom", heard);
    signal.addEventListener("abort", () => model.off("msg:custom", heard));
    model.send({ do: "rows", first: 0 });
  }

  /** @param {string} name @param {Record<string, string | number>} [values] */
  text(name, values = {}) {
    const found = this.texts[name] ?? name;
    const whole = typeof found === "string" ? found : (found[this.plurals.select(Number(values.n))] ?? found.other);
    const shown = (/** @type {string | number} */ one) => (typeof one === "number" ? this.numbers.format(one) : one);
    return whole.replace(/\{(\w+)\}/g, (/** @type {string} */ all, /** @type {string} */ place) =>
      place in values ? shown(values[place]) : all,
    );
  }

  /** What a column is called. @param {string} name */
  nameOf(name) {
    const own = { title: "title_of" }[name] ?? name;
    return OF_ALL.has(name) ? this.text(own) : name;
  }

  /** @param {Record<string, any>} look */
  field(look) {
    return /** @type {HTMLInputElement} */ (make("input", { type: "text", dir: "auto", ...OWN_KEYS, ...look }));
  }

  /** @param {string} name @param {string} does @param {Record<string, any>} [look] */
  button(name, does, look = {}) {
    return make("button", { type: "button", "data-does": does, ...OWN_KEYS, ...look }, name);
  }

  /** @param {Rows} sent */
  show(sent) {
    const at = /** @type {HTMLInputElement} */ (document.activeElement);
    const isTyped = this.table.contains(at) && this.isTyping(at) && at.value !== at.dataset.sent;
    this.late = isTyped ? sent : null; // to draw the cell anew would cut in two what is being typed
    if (isTyped) return;
    const place = this.place();
    this.shown = sent;
    const { is_new, kept, names, outcomes, rows, total } = sent;
    this.said.textContent = outcomes.length
      ? outcomes.map(([name, n]) => this.text(`outcome_${name.replaceAll(" ", "_")}`, { n })).join(" · ")
      : this.text(is_new ? "found" : "standing", { n: total, kept });
    this.error.textContent = [sent.error, ...sent.refused].filter(Boolean).join("\n");
    this.drawTools(sent);
    const heads = ["keep", ...names, "characters", "begins", "problem"].map((name) =>
      make("th", { scope: "col" }, this.nameOf(name)),
    );
    const body = rows.map((row) => this.row(row, row.row, names));
    this.table.replaceChildren(
      make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...body)),
    );
    this.returnTo(place);
  }

  /** @param {Rows} sent */
  drawTools({ can_undo, first, is_new, kept, outcomes, rows, seen }) {
    const hasAdded = outcomes.length > 0;
    const add = is_new ? [this.button(this.text("add", { n: kept }), "add", { disabled: hasAdded || !kept })] : [];
    const pages = [
      this.button("←", "page", { "data-first": Math.max(0, first - 50), disabled: !first, title: this.text("before") }),
      this.button("→", "page", { "data-first": first + 50, disabled: first + 50 >= seen, title: this.text("after") }),
      make("span", {}, this.text("sight", { from: seen ? first + 1 : 0, to: first + rows.length, n: seen })),
    ];
    const own = is_new ? [] : [this.reason];
    const undo = this.button(this.text("undo"), "undo", { disabled: !can_undo, title: this.text("undo_hint") });
    const more = [undo, this.words, this.variable, make("span", { class: "annotate-intake-hint" }, this.text("hint"))];
    if (!this.tools.contains(document.activeElement) || document.activeElement instanceof HTMLButtonElement) {
      this.tools.replaceChildren(...add, ...(seen > 50 || first ? pages : []), ...own, ...more);
    } else {
      const now = /** @type {HTMLButtonElement | null} */ (this.tools.querySelector("[data-does=undo]"));
      if (now) now.disabled = !can_undo;
    }
  }

  /** @param {Row} row @param {number} nth @param {string[]} names */
  row(row, nth, names) {
    const box = make("input", { type: "checkbox", "data-row": nth, "data-keep": true, ...OWN_KEYS });
    /** @type {HTMLInputElement} */ (box).checked = row.kept;
    box.setAttribute("aria-label", `${this.text("keep")}: ${row.article_id}`);
    const cells = names.map((name, at) => {
      const label = `${this.nameOf(name)}: ${row.article_id}`;
      const was = row.came[at];
      const came = was === null ? {} : { title: this.text("came_as", { was: was || this.text("nothing") }) };
      const input = this.field({ "data-row": nth, "data-name": name, "aria-label": label, ...came });
      input.value = row.values[at];
      const origin = row.origins[at];
      const from = origin ? [make("small", {}, this.text(`from_${origin}`))] : [];
      return make("td", { "data-changed": was !== null }, input, ...from);
    });
    const text = make(
      "td",
      { class: "annotate-intake-text", dir: "auto" },
      make("b", {}, row.article_id),
      ` ${row.begins}`,
    );
    const about = [make("td", { class: "annotate-intake-number" }, this.numbers.format(row.characters)), text];
    const problem = make("td", { class: "annotate-intake-problem" }, row.problem);
    return make("tr", { "data-left": !row.kept }, make("td", {}, box), ...cells, ...about, problem);
  }

  /** Where the keyboard is, to return there after all is drawn anew. */
  place() {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!active || !this.root.contains(active)) return null;
    const { does, keep, name, row } = active.dataset;
    if (row !== undefined)
      return `[data-row="${row}"]${keep === undefined ? `[data-name="${CSS.escape(name ?? "")}"]` : "[data-keep]"}`;
    return does ? `[data-does="${does}"]` : null;
  }

  /** @param {string | null} place */
  returnTo(place) {
    const found = place && /** @type {HTMLElement | null} */ (this.root.querySelector(place));
    if (found) found.focus({ preventScroll: true });
    if (place && !this.root.contains(document.activeElement)) this.variable.focus({ preventScroll: true });
  }

  /** @param {Event} event */
  onChange(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const { keep, name, row } = input.dataset;
    if (keep !== undefined) {
      const reason = this.reason.value.trim() || this.text("left_out");
      this.model.send({ do: "keep", row: Number(row), kept: input.checked, reason });
    } else if (name !== undefined) {
      this.set(input);
    }
  }

  /** @param {HTMLInputElement} input @param {{down?: boolean}} [more] */
  set(input, more = {}) {
    const { name, row } = input.dataset;
    this.model.send({ do: "set", row: Number(row), name, value: input.value, ...more });
    [input.dataset.sent, this.late] = [input.value, null];
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const { name } = input.dataset;
    if (input === this.variable && event.key === "Enter" && input.value.trim()) {
      this.model.send({ do: "set", row: this.shown?.first ?? 0, name: input.value.trim(), value: "" });
      input.value = "";
      return event.preventDefault();
    }
    if (input === this.words && event.key === "Enter") {
      this.model.send({ do: "find", words: input.value });
      return event.preventDefault();
    }
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (isUndo && !this.isTyping(input)) {
      this.model.send({ do: "undo" });
      return event.preventDefault();
    }
    if (name === undefined) return;
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
    if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) {
      this.set(input, { down: true });
    } else if (step) {
      const column = [...this.root.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)];
      const other = column[column.indexOf(input) + step];
      if (other instanceof HTMLInputElement) other.select();
    } else return;
    event.preventDefault();
  }

  /** Whether something is typed and not sent: the browser takes that back by itself. @param {HTMLElement} input */
  isTyping(input) {
    if (!(input instanceof HTMLInputElement) || input.type !== "text") return false;
    const { name, row } = input.dataset;
    const sent = this.shown?.rows.find((one) => one.row === Number(row));
    return input.value !== (name === undefined ? "" : sent?.values[this.shown?.names.indexOf(name) ?? -1]);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-does]"));
    if (button?.dataset.does === "add") this.model.send({ do: "add" });
    if (button?.dataset.does === "undo") this.model.send({ do: "undo" });
    if (button?.dataset.does === "page") this.model.send({ do: "rows", first: Number(button.dataset.first) });
  }
}

export default {
  /** @param {{model: Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    new Intake(model, el, signal);
  },
};
