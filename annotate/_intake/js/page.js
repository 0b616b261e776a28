/**
 * The intake's page: a row for each article, each value to be corrected in place, and a box to keep or drop it.
 *
 * @import { Model } from "../../_sheet/js/sheet.js"
 * @import { Sent } from "./draw.js"
 */

import { make } from "../../tagger/js/elements.js";
import { hear, namedField, sheet, textsOf, turning } from "../../_sheet/js/sheet.js";
import { addButton, drawRows, standing, undoButton } from "./draw.js";
import { meaning } from "./keys.js";

export class Intake {
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
    const at = /** @type {HTMLInputElement} */ (document.activeElement);
    const isTyped = this.table.contains(at) && this.isTyping(at) && at.value !== at.dataset.sent;
    this.late = isTyped ? sent : null; // to draw the cell again would cut in two what is being typed
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
      ...(sent.is_new ? [addButton(sent, this.say)] : []),
      ...turning(sent, sent.rows.length, sent.seen, this.say),
      ...(sent.is_new ? [] : [this.reason]),
      undoButton(sent, this.say),
      this.words,
      this.variable,
      make("span", { class: "annotate-intake-hint" }, this.say.text("hint")),
    );
  }

  /** Where the keyboard is, to return there after all is drawn again. */
  place() {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!active || !this.root.contains(active)) return null;
    const { does, keep, name, row } = active.dataset;
    const column = keep === undefined ? `[data-name="${CSS.escape(name ?? "")}"]` : "[data-keep]";
    if (row !== undefined) return `[data-row="${row}"]${column}`;
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
      const reason = this.reason.value.trim() || this.say.text("left_out");
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
    const does = meaning(event, this.fieldOf(input), this.isTyping(input));
    if (does === undefined || (does === "variable" && !input.value.trim())) return;
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
    return input.dataset.name === undefined ? "other" : "value";
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
    return input.value !== (name === undefined ? "" : sent?.values[this.shown?.names.indexOf(name) ?? -1]);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-does]"));
    const does = button?.dataset.does;
    if (does === "page") this.model.send({ do: "rows", first: Number(button?.dataset.first) });
    else if (does) this.model.send({ do: does });
  }
}
