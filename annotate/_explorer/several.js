/**
 * Names as buttons that are pressed or not: one stop for Tab, arrows go from name to name, Space or Enter presses.
 * Where there are many, a field over them finds some.
 *
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(event: string, heard: () => void): void, off(event: string, heard: () => void): void}} Model
 */

/** From how many names on a field finds them. */
const MANY = 12;
const OWN_KEYS = ["data-lm-suppress-shortcuts", "true"];
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
});

/** A text as it is compared: without case and accents. @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a name holds every word of what is typed. @param {string} typed @param {string} name */
export const holds = (typed, name) =>
  folded(typed)
    .split(/\s+/)
    .every((word) => folded(name).includes(word));

/** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {Record<string, any>} look
 * @returns {HTMLElementTagNameMap[T]} */
function make(tag, look) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(look)) made.setAttribute(name, String(value));
  made.setAttribute(OWN_KEYS[0], OWN_KEYS[1]);
  return made;
}

class Several {
  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    const texts = model.get("texts");
    const name = model.get("description");
    const head = make("div", { class: "annotate-several-head", "aria-hidden": true });
    head.append(name);
    this.find = make("input", {
      type: "search",
      placeholder: texts.find,
      "aria-label": `${texts.find}${texts.colon} ${name}`,
      autocomplete: "off",
    });
    this.found = make("div", { class: "annotate-several-found", role: "status" });
    this.list = make("div", { class: "annotate-several-list", role: "group", "aria-label": name });
    this.find.addEventListener("input", () => this.filter());
    this.list.addEventListener("click", (event) => this.press(event));
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.list.addEventListener("focusin", ({ target }) => this.reach(/** @type {HTMLElement} */ (target)));
    el.classList.add("annotate-several");
    el.append(head, this.find, this.found, this.list);
    this.draw();
  }

  /** @returns {HTMLButtonElement[]} */
  get buttons() {
    return [...this.list.querySelectorAll("button")];
  }

  get inSight() {
    return this.buttons.filter((one) => !one.hidden);
  }

  draw() {
    const names = /** @type {string[]} */ (this.model.get("names"));
    const made = names.map((name, nth) => {
      const button = make("button", { type: "button", class: "annotate-several-one", dir: "auto", "data-nth": nth });
      button.append(name);
      return button;
    });
    this.list.replaceChildren(...made);
    this.find.hidden = names.length <= MANY;
    this.find.value = "";
    this.filter();
    this.mark();
  }

  mark() {
    const index = new Set(this.model.get("index"));
    this.buttons.forEach((one, nth) => one.setAttribute("aria-pressed", String(index.has(nth))));
  }

  filter() {
    const typed = this.find.value.trim();
    for (const one of this.buttons) one.hidden = !holds(typed, one.textContent ?? "");
    const counts = { "{n}": this.inSight.length, "{all}": this.buttons.length };
    const said = Object.entries(counts).reduce(
      (text, [hole, count]) => text.replace(hole, String(count)),
      this.model.get("texts").found,
    );
    this.found.textContent = typed ? said : "";
    this.reach(this.inSight[0]);
  }

  /** Let Tab reach one of the buttons only. @param {HTMLElement | undefined} here */
  reach(here) {
    for (const one of this.buttons) one.tabIndex = one === here ? 0 : -1;
  }

  /** @param {MouseEvent} event */
  press(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button) return;
    const nth = Number(button.dataset.nth);
    const index = /** @type {number[]} */ (this.model.get("index"));
    const pressed = index.includes(nth) ? index.filter((one) => one !== nth) : [...index, nth];
    this.model.set(
      "index",
      pressed.toSorted((a, b) => a - b),
    );
    this.model.save_changes();
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = this.inSight;
    const now = all.findIndex((one) => one === document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, now + step))]?.focus();
    event.preventDefault();
  }
}

export default {
  /** @param {{model: Model, el: HTMLElement, signal: AbortSignal}} given */
  render({ model, el, signal }) {
    const shown = new Several(model, el);
    const heard = { "change:names": () => shown.draw(), "change:index": () => shown.mark() };
    for (const [event, hear] of Object.entries(heard)) {
      model.on(event, hear);
      signal.addEventListener("abort", () => model.off(event, hear));
    }
  },
};
