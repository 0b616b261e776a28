// Made by `npm run bundle` from the modules in js/: change those.

// annotate/tagger/js/elements.js
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

// annotate/tagger/js/wording.js
function languageOf(asked, languages) {
  const wanted = (asked || globalThis.navigator?.language || "en").slice(0, 2);
  if (asked && languages.includes(asked)) return asked;
  return languages.includes(wanted) ? wanted : "en";
}
var Texts = class {
  /** @param {string} language @param {Record<string, Text>} all */
  constructor(language, all) {
    this.language = language;
    this.all = all;
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
    this.shares = new Intl.NumberFormat(language, { style: "percent" });
  }
  /** @param {string} name */
  has(name) {
    return Object.hasOwn(this.all, name);
  }
  /** A text with its values filled in; `n` chooses among its forms. @param {string} name
   * @param {Record<string, string | number>} [values] */
  text(name, values = {}) {
    const found = this.has(name) ? this.all[name] : "";
    const whole = typeof found === "string" ? found : found[this.plurals.select(Number(values.n))] ?? found.other;
    return whole.replace(
      /\{(\w+)\}/g,
      (all, place) => Object.hasOwn(values, place) ? this.shown(values[place]) : all
    );
  }
  /** @param {string | number} value */
  shown(value) {
    return typeof value === "number" ? this.numbers.format(value) : value;
  }
  /** @param {number} value from 0 to 1 */
  share(value) {
    return this.shares.format(value);
  }
  /** What a mapping by language (a label's definition, say) has for this one, else for English.
   * @template T @param {Record<string, T>} given @returns {T | undefined} */
  choose(given) {
    return given[this.language] ?? given.en;
  }
  /** A label's mark and title. @param {Label} label */
  titleOf(label) {
    return `${label.mark} ${this.choose(label.title) ?? label.name}`;
  }
};

// annotate/_sheet/js/sheet.js
function textsOf(model) {
  const all = model.get("texts");
  const language = languageOf(model.get("language"), Object.keys(all));
  return new Texts(language, all[language]);
}
function field(look) {
  const usual = { type: "text", dir: "auto", autocomplete: "off", ...OWN_KEYS };
  return (
    /** @type {HTMLInputElement} */
    make("input", { ...usual, ...look })
  );
}
function namedField(name, look = {}) {
  return field({ "aria-label": name, placeholder: name, ...look });
}
function button(name, does, look = {}) {
  return make("button", { type: "button", "data-does": does, ...OWN_KEYS, ...look }, name);
}
function table(heads, rows) {
  const cells = heads.map((head) => make("th", { scope: "col" }, head));
  return make("table", {}, make("thead", {}, make("tr", {}, ...cells)), make("tbody", {}, ...rows));
}
function turning({ first, at_once }, shown, found, say) {
  if (found <= at_once && !first) return [];
  const before = { "data-first": Math.max(0, first - at_once), disabled: !first, title: say.text("before") };
  const after = { "data-first": first + at_once, disabled: first + at_once >= found, title: say.text("after") };
  const sight = say.text("sight", { from: found ? first + 1 : 0, to: first + shown, n: found });
  return [button("←", "page", before), button("→", "page", after), make("span", {}, sight)];
}
function sheet(name, say, signal, ...children) {
  const look = { class: `${name} tex2jax_ignore mathjax_ignore`, lang: say.language, ...OWN_KEYS };
  const root = make("section", look, ...children);
  for (const kind of ["keydown", "keyup", "keypress", "copy", "cut", "paste"]) {
    root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
  }
  return root;
}
function hear(model, signal, show) {
  const heard = (message) => show(JSON.parse(message.json));
  model.on("msg:custom", heard);
  signal.addEventListener("abort", () => model.off("msg:custom", heard));
}

// annotate/_intake/js/draw.js
var NAMES = {
  source: "source",
  title: "title_of",
  author: "author",
  published: "published",
  language: "language"
};
function nameOf(name, say) {
  return Object.hasOwn(NAMES, name) ? say.text(NAMES[name]) : name;
}
function standing({ is_new, kept, outcomes, total }, say) {
  if (!outcomes.length) return say.text(is_new ? "found" : "standing", { n: total, kept });
  return outcomes.map(([name, n]) => say.text(`outcome_${name.replaceAll(" ", "_")}`, { n })).join(" · ");
}
function addButton({ kept, outcomes }, say) {
  return button(say.text("add", { n: kept }), "add", { disabled: outcomes.length > 0 || !kept });
}
function undoButton({ can_undo }, say) {
  return button(say.text("undo"), "undo", { disabled: !can_undo, title: say.text("undo_hint") });
}
function drawRows({ names, rows }, say) {
  const heads = names.map((name) => nameOf(name, say));
  const about = ["characters", "begins", "problem"].map((name) => say.text(name));
  return table(
    [say.text("keep"), ...heads, ...about],
    rows.map((row) => drawRow(row, names, say))
  );
}
function drawRow(row, names, say) {
  const about = make("b", {}, row.article_id);
  return make(
    "tr",
    { "data-left": !row.kept },
    make("td", {}, keepBox(row, say)),
    ...names.map((name, at) => drawValue(row, name, at, say)),
    make("td", { class: "annotate-intake-number" }, say.shown(row.characters)),
    make("td", { class: "annotate-intake-text", dir: "auto" }, about, make("div", { title: row.begins }, row.begins)),
    make("td", { class: "annotate-intake-problem" }, row.problem)
  );
}
function keepBox({ article_id, kept, row }, say) {
  const label = say.text("of_row", { name: say.text("keep"), row: article_id });
  const box = field({ type: "checkbox", "data-row": row, "data-keep": true, "aria-label": label });
  box.checked = kept;
  return box;
}
function drawValue(row, name, at, say) {
  const label = say.text("of_row", { name: nameOf(name, say), row: row.article_id });
  const was = row.came[at];
  const came = was === null ? {} : { title: say.text("came_as", { was: was || say.text("nothing") }) };
  const input = field({ "data-row": row.row, "data-name": name, "aria-label": label, ...came });
  input.value = row.values[at];
  const origin = row.origins[at];
  const from = origin ? [make("small", {}, say.text(`from_${origin}`))] : [];
  return make("td", { "data-changed": was !== null }, input, ...from);
}

// annotate/_intake/js/keys.js
var STEPS = { ArrowDown: "below", ArrowUp: "above", Enter: "below" };
function meaning({ key, ctrlKey, metaKey, shiftKey }, field2, isTyped) {
  const chord = ctrlKey || metaKey ? key.toLowerCase() : "";
  if (chord === "z" && !shiftKey && !isTyped) return "undo";
  if (field2 === "variable" || field2 === "words") return key === "Enter" ? field2 : void 0;
  if (field2 !== "value") return void 0;
  return chord === "d" ? "down" : STEPS[key];
}

// annotate/_intake/js/page.js
var Intake = class {
  /** @type {Sent | null} */
  shown = null;
  /** What came while a cell was typed into. @type {Sent | null} */
  late = null;
  /** @param {Model} model @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(model, element, signal) {
    this.model = model;
    this.say = textsOf(model);
    this.said = make("p", { class: "annotate-intake-said", role: "status" });
    this.error = make("p", { class: "annotate-intake-error", role: "alert" });
    this.reason = namedField(this.say.text("reason"));
    this.variable = namedField(this.say.text("new_variable"));
    this.words = namedField(this.say.text("find"));
    this.tools = make("div", { class: "annotate-intake-tools" });
    this.table = make("div", { class: "annotate-intake-table", role: "region", "aria-label": this.say.text("title") });
    this.root = sheet("annotate-intake", this.say, signal, this.said, this.tools, this.error, this.table);
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.root.addEventListener("change", (event) => this.onChange(event), { signal });
    this.root.addEventListener("focusout", () => setTimeout(() => this.late && this.show(this.late)), { signal });
    this.root.addEventListener("click", (event) => this.onClick(event), { signal });
    element.append(this.root);
    hear(model, signal, (sent) => this.show(sent));
    model.send({ do: "rows", first: 0 });
  }
  /** @param {Sent} sent */
  show(sent) {
    const at = (
      /** @type {HTMLInputElement} */
      document.activeElement
    );
    const isTyped = this.table.contains(at) && this.isTyping(at) && at.value !== at.dataset.sent;
    this.late = isTyped ? sent : null;
    if (isTyped) return;
    const place = this.place();
    this.shown = sent;
    this.said.textContent = standing(sent, this.say);
    this.error.textContent = [sent.error, ...sent.refused].filter(Boolean).join("\n");
    this.drawTools(sent);
    this.table.replaceChildren(drawRows(sent, this.say));
    this.returnTo(place);
  }
  /** The tools stay as they are while one of their fields is typed into. @param {Sent} sent */
  drawTools(sent) {
    const now = this.tools.querySelector("[data-does=undo]");
    const active = document.activeElement;
    if (now && this.tools.contains(active) && !(active instanceof HTMLButtonElement)) {
      now.toggleAttribute("disabled", !sent.can_undo);
      return;
    }
    this.tools.replaceChildren(
      ...sent.is_new ? [addButton(sent, this.say)] : [],
      ...turning(sent, sent.rows.length, sent.seen, this.say),
      ...sent.is_new ? [] : [this.reason],
      undoButton(sent, this.say),
      this.words,
      this.variable,
      make("span", { class: "annotate-intake-hint" }, this.say.text("hint"))
    );
  }
  /** Where the keyboard is, to return there after all is drawn again. */
  place() {
    const active = (
      /** @type {HTMLElement | null} */
      document.activeElement
    );
    if (!active || !this.root.contains(active)) return null;
    const { does, keep, name, row } = active.dataset;
    const column = keep === void 0 ? `[data-name="${CSS.escape(name ?? "")}"]` : "[data-keep]";
    if (row !== void 0) return `[data-row="${row}"]${column}`;
    return does ? `[data-does="${does}"]` : null;
  }
  /** @param {string | null} place */
  returnTo(place) {
    const found = place && /** @type {HTMLElement | null} */
    this.root.querySelector(place);
    if (found) found.focus({ preventScroll: true });
    if (place && !this.root.contains(document.activeElement)) this.variable.focus({ preventScroll: true });
  }
  /** @param {Event} event */
  onChange(event) {
    const input = (
      /** @type {HTMLInputElement} */
      event.target
    );
    const { keep, name, row } = input.dataset;
    if (keep !== void 0) {
      const reason = this.reason.value.trim() || this.say.text("left_out");
      this.model.send({ do: "keep", row: Number(row), kept: input.checked, reason });
    } else if (name !== void 0) {
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
    const input = (
      /** @type {HTMLInputElement} */
      event.target
    );
    const does = meaning(event, this.fieldOf(input), this.isTyping(input));
    if (does === void 0 || does === "variable" && !input.value.trim()) return;
    event.preventDefault();
    if (does === "undo") this.model.send({ do: "undo" });
    else if (does === "words") this.model.send({ do: "find", words: input.value });
    else if (does === "variable") this.addVariable();
    else if (does === "down") this.set(input, { down: true });
    else this.move(input, does === "below" ? 1 : -1);
  }
  /** @param {HTMLInputElement} input */
  fieldOf(input) {
    if (input === this.variable) return "variable";
    if (input === this.words) return "words";
    return input.dataset.name === void 0 ? "other" : "value";
  }
  /** A variable begins with an empty value of the first article in sight. */
  addVariable() {
    this.model.send({ do: "set", row: this.shown?.first ?? 0, name: this.variable.value.trim(), value: "" });
    this.variable.value = "";
  }
  /** Go to the same column of another row. @param {HTMLInputElement} input @param {number} step */
  move(input, step) {
    const column = [...this.root.querySelectorAll(`[data-name="${CSS.escape(input.dataset.name ?? "")}"]`)];
    const other = column[column.indexOf(input) + step];
    if (other instanceof HTMLInputElement) other.select();
  }
  /** Whether something is typed and not sent. @param {HTMLElement} input */
  isTyping(input) {
    if (!(input instanceof HTMLInputElement) || input.type !== "text") return false;
    const { name, row } = input.dataset;
    const sent = this.shown?.rows.find((one) => one.row === Number(row));
    return input.value !== (name === void 0 ? "" : sent?.values[this.shown?.names.indexOf(name) ?? -1]);
  }
  /** @param {MouseEvent} event */
  onClick(event) {
    const button2 = (
      /** @type {HTMLElement | null} */
      /** @type {Element} */
      event.target.closest("[data-does]")
    );
    const does = button2?.dataset.does;
    if (does === "page") this.model.send({ do: "rows", first: Number(button2?.dataset.first) });
    else if (does) this.model.send({ do: does });
  }
};

// annotate/_intake/js/intake.js
var intake_default = {
  /** @param {{model: import("../../_sheet/js/sheet.js").Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    new Intake(model, el, signal);
  }
};
export {
  intake_default as default
};
