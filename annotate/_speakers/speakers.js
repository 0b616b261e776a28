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

// annotate/_speakers/js/draw.js
var COUNTS = (
  /** @type {const} */
  ["claims", "articles", "sources"]
);
var ATTRIBUTES = ["role", "party", "gender", "affiliation", "wikidata"];
function drawRows({ people, suggested, suggestions }, chosen, say) {
  const none = make("p", { class: "annotate-speakers-hint" }, say.text("none_suggested"));
  const merges = suggestions.map((one, nth) => drawMerge(one, nth, say));
  const heads = ["choose", "person", ...COUNTS, "wordings", ...ATTRIBUTES].map((name) => say.text(name));
  const body = people.map((one, nth) => drawPerson(one, nth, chosen.has(one.person), say));
  return [
    merges.length ? make("ul", { "aria-label": say.text("suggested", { n: suggested }) }, ...merges) : none,
    table(heads, body)
  ];
}
function drawMerge(one, nth, say) {
  const [article, before, words, behind] = one.place;
  const where = one.articles.length ? say.text("in_articles", { n: one.articles.length }) : say.text("everywhere");
  const about = [say.text(`why_${one.why}`), say.text("claims_of", { n: one.claims }), where].join(" · ");
  return make(
    "li",
    { tabindex: -1, "data-of": "suggestion", "data-nth": nth, ...OWN_KEYS },
    make("b", { dir: "auto" }, say.text("may_be", { speaker: one.speaker, person: one.person })),
    make("span", { class: "annotate-speakers-why" }, about),
    make("q", { dir: "auto", title: article }, before, make("mark", {}, words), behind),
    make(
      "span",
      { class: "annotate-speakers-steps" },
      button(say.text("accept"), "accept", { "data-nth": nth, tabindex: -1 }),
      button(say.text("refuse"), "refuse", { "data-nth": nth, tabindex: -1 })
    )
  );
}
function drawPerson(one, nth, isChosen, say) {
  const box = field({ type: "checkbox", tabindex: -1, "data-nth": nth });
  box.checked = isChosen;
  box.setAttribute("aria-label", say.text("of_row", { name: say.text("choose"), row: one.person }));
  const counts = COUNTS.map((name) => make("td", { class: "annotate-speakers-count" }, say.shown(one[name])));
  const words = one.wordings.filter((spoken) => spoken !== one.person).map((spoken) => {
    const said2 = say.text("split_off", { person: one.person, words: spoken });
    const look = { "data-nth": nth, "data-words": spoken, title: said2, "aria-label": said2, tabindex: -1 };
    return button(`${spoken} ×`, "part", look);
  });
  const said = ATTRIBUTES.map((name, place) => {
    const label = say.text("of_row", { name: say.text(name), row: one.person });
    const input = field({ tabindex: -1, "data-nth": nth, "data-name": name, "aria-label": label });
    input.value = one.attributes[place];
    return make("td", {}, input);
  });
  const kind = one.kind ? ` (${say.text(`kind_${one.kind}`)})` : "";
  return make(
    "tr",
    { tabindex: -1, "data-of": "person", "data-nth": nth, ...OWN_KEYS },
    make("td", {}, box),
    make("th", { scope: "row", dir: "auto" }, one.person, make("small", {}, kind)),
    ...counts,
    make("td", { class: "annotate-speakers-words", dir: "auto" }, ...words),
    ...said
  );
}

// annotate/_speakers/js/verbs.js
var VERBS = {
  enter: "accept",
  x: "refuse",
  " ": "choose",
  m: "merge",
  s: "split",
  d: "describe",
  u: "undo",
  r: "redo",
  "/": "find"
};

// annotate/_speakers/js/people.js
var Speakers = class {
  /** @type {Sent | null} */
  shown = null;
  /** @type {Set<string>} */
  chosen = /* @__PURE__ */ new Set();
  /** Where the keyboard is: a suggestion, a person, by their place. */
  at = { of: "suggestion", nth: 0 };
  /** @param {Model} model @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(model, element, signal) {
    this.model = model;
    this.say = textsOf(model);
    this.said = make("p", { class: "annotate-speakers-said", role: "status" });
    this.error = make("p", { class: "annotate-speakers-error", role: "alert" });
    this.filter = namedField(this.say.text("filter"), { type: "search" });
    this.name = field({ class: "annotate-speakers-name", hidden: true });
    this.file = field({ type: "file", accept: ".csv,.tsv,.txt", "aria-label": this.say.text("import") });
    this.rows = make("div", { class: "annotate-speakers-rows", role: "region", "aria-label": this.say.text("title") });
    const tools = make("div", { class: "annotate-speakers-tools" }, ...this.tools());
    const hint = make("p", { class: "annotate-speakers-hint" }, this.say.text("hint"));
    const parts = [this.said, tools, this.name, this.error, this.rows, hint];
    this.root = sheet("annotate-speakers", this.say, signal, ...parts);
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.root.addEventListener("click", (event) => this.onClick(event), { signal });
    this.root.addEventListener("change", (event) => this.onChange(event), { signal });
    this.root.addEventListener("focusin", (event) => this.onFocus(event), { signal });
    this.filter.addEventListener("input", () => this.look(0), { signal });
    element.append(this.root);
    hear(model, signal, (sent) => this.show(sent));
    this.look(0);
  }
  tools() {
    const label = make("label", { class: "annotate-speakers-file" }, `${this.say.text("import")} `, this.file);
    const steps = ["merge", "split", "undo", "redo"].map((does) => button(this.say.text(does), does));
    this.pages = make("span", { class: "annotate-speakers-pages" });
    return [this.filter, ...steps, this.pages, label];
  }
  /** @param {number} first */
  look(first) {
    this.model.send({ do: "rows", wanted: this.filter.value, first });
  }
  /** @param {Sent} sent */
  show(sent) {
    const had = this.rows.contains(document.activeElement) || document.activeElement === this.name;
    this.shown = sent;
    const counted = [this.say.text("people", { n: sent.total }), this.say.text("suggested", { n: sent.suggested })];
    if (sent.wanted.trim()) counted.push(this.say.text("found", { n: sent.found, all: sent.total }));
    this.said.textContent = counted.join(" · ");
    this.error.textContent = sent.error;
    this.pages?.replaceChildren(...turning(sent, sent.people.length, sent.found, this.say));
    this.rows.replaceChildren(...drawRows(sent, this.chosen, this.say));
    this.place(had);
  }
  /** The rows that can have the keyboard, suggestions first. @returns {HTMLElement[]} */
  get lines() {
    return [.../** @type {NodeListOf<HTMLElement>} */
    this.rows.querySelectorAll("[data-of]")];
  }
  /** Let one row be reached by Tab, and give it the keyboard where the page had it. @param {boolean} had */
  place(had) {
    const { lines } = this;
    const same = lines.filter((line2) => line2.dataset.of === this.at.of);
    const line = same[Math.min(this.at.nth, same.length - 1)] ?? lines[0];
    line?.setAttribute("tabindex", "0");
    if (had && line && this.name.hidden) line.focus({ preventScroll: false });
  }
  /** @param {FocusEvent} event */
  onFocus(event) {
    const line = (
      /** @type {Element} */
      event.target.closest("[data-of]")
    );
    if (!(line instanceof HTMLElement)) return;
    for (const other of this.lines) other.setAttribute("tabindex", other === line ? "0" : "-1");
    this.at = { of: String(line.dataset.of), nth: Number(line.dataset.nth) };
  }
  /** The person or the suggestion that has the keyboard. */
  get person_here() {
    return this.at.of === "person" ? this.shown?.people[this.at.nth] : void 0;
  }
  get merge_here() {
    return this.at.of === "suggestion" ? this.shown?.suggestions[this.at.nth] : void 0;
  }
  /** @param {string} does @param {Merge | undefined} [one] */
  decide(does, one = this.merge_here) {
    if (!one) return;
    const about = { person: one.person, speakers: [one.speaker], articles: one.articles };
    this.model.send({ do: does === "accept" ? "merge" : "refuse", ...about });
  }
  openName() {
    const here = this.person_here;
    if (!here) return;
    this.chosen.add(here.person);
    this.name.hidden = false;
    this.name.value = here.person;
    const label = this.say.text("merge_as", { n: this.chosen.size });
    this.name.setAttribute("aria-label", label);
    this.name.title = label;
    this.name.select();
  }
  /** @param {boolean} isSaid */
  closeName(isSaid) {
    this.name.hidden = true;
    if (isSaid) this.model.send({ do: "merge", person: this.name.value, speakers: [...this.chosen] });
    this.chosen.clear();
    if (!isSaid && this.shown) this.show({ ...this.shown, error: "" });
    this.place(true);
  }
  splitHere() {
    const here = this.person_here;
    if (!here) return;
    const parts = (
      /** @type {NodeListOf<HTMLElement>} */
      this.rows.querySelectorAll(`tr[data-nth="${this.at.nth}"] [data-does="part"]`)
    );
    if (parts.length > 1) parts[0].focus();
    else this.model.send({ do: "split", person: here.person, speakers: null });
  }
  /** @param {string} verb */
  run(verb) {
    if (verb === "accept" || verb === "refuse") this.decide(verb);
    else if (verb === "merge") this.openName();
    else if (verb === "split") this.splitHere();
    else if (verb === "undo" || verb === "redo") this.model.send({ do: verb });
    else if (verb === "find") this.filter.select();
    else if (verb === "choose") this.choose(this.at.nth);
    else if (verb === "describe") {
      const first = this.rows.querySelector(`tr[data-nth="${this.at.nth}"] [data-name]`);
      if (this.at.of === "person" && first instanceof HTMLInputElement) first.select();
    }
  }
  /** @param {number} nth */
  choose(nth) {
    const one = this.shown?.people[nth];
    if (!one) return;
    if (!this.chosen.delete(one.person)) this.chosen.add(one.person);
    const box = this.rows.querySelector(`input[type=checkbox][data-nth="${nth}"]`);
    if (box instanceof HTMLInputElement) box.checked = this.chosen.has(one.person);
  }
  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = (
      /** @type {HTMLElement} */
      event.target
    );
    if (target === this.name) {
      if (event.key === "Enter" || event.key === "Escape") this.closeName(event.key === "Enter");
      return;
    }
    const isField = target instanceof HTMLInputElement && target.type !== "checkbox";
    if (event.key === "Escape" || isField && event.key === "Enter") {
      event.preventDefault();
      return this.place(true);
    }
    const isControl = event.ctrlKey || event.metaKey;
    if (isField || event.altKey || isControl && !"zy".includes(event.key.toLowerCase())) return;
    if (target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) return;
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    const verb = isControl ? event.key === "z" && !event.shiftKey ? "undo" : "redo" : VERBS[event.key.toLowerCase()];
    if (step !== void 0) this.move(step);
    else if (verb) this.run(verb);
    else return;
    event.preventDefault();
  }
  /** @param {number} step */
  move(step) {
    const { lines } = this;
    const now = lines.findIndex((line) => line.dataset.of === this.at.of && Number(line.dataset.nth) === this.at.nth);
    lines[Math.max(0, Math.min(lines.length - 1, now + step))]?.focus();
  }
  /** @param {MouseEvent} event */
  onClick(event) {
    const button2 = (
      /** @type {HTMLElement | null} */
      /** @type {Element} */
      event.target.closest("[data-does]")
    );
    if (!button2) return;
    const { does = "", first, nth, words } = button2.dataset;
    if (does === "page") this.look(Number(first));
    else if (does === "part") {
      this.model.send({ do: "split", person: this.shown?.people[Number(nth)].person, speakers: [words] });
    } else if (nth !== void 0) this.decide(does, this.shown?.suggestions[Number(nth)]);
    else this.run(does);
  }
  /** @param {Event} event */
  onChange(event) {
    const input = (
      /** @type {HTMLInputElement} */
      event.target
    );
    const { name, nth } = input.dataset;
    if (input === this.file) this.take();
    else if (input.type === "checkbox") this.choose(Number(nth));
    else if (name !== void 0) {
      this.model.send({ do: "describe", person: this.shown?.people[Number(nth)].person, name, value: input.value });
    }
  }
  async take() {
    const file = this.file.files?.[0];
    if (file) this.model.send({ do: "import" }, void 0, [await file.arrayBuffer()]);
    this.file.value = "";
  }
};

// annotate/_speakers/js/speakers.js
var speakers_default = {
  /** @param {{model: import("../../_sheet/js/sheet.js").Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    new Speakers(model, el, signal);
  }
};
export {
  speakers_default as default
};
