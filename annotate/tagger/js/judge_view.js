/**
 * One view of a judge's session: the stretch that is shown, and what stands around it.
 *
 * @import { JudgeSession } from "./judge_session.js"
 */

import { isOnArticle, placeOf, sliceOf } from "./cases.js";
import { button, make, OWN_KEYS } from "./elements.js";
import { help } from "./help.js";
import { drawCase } from "./judge_case.js";
import { JudgeField } from "./judge_field.js";
import { JudgeHands } from "./judge_hands.js";
import { JUDGE_KEYS } from "./judge_keys.js";
import * as messages from "./messages.js";
import { stateText, whyNot } from "./panels.js";

// Classes that tell MathJax to leave what people wrote alone.
const CLASSES = "annotate-tagger annotate-judge tex2jax_ignore mathjax_ignore";

export class JudgeView {
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  told = make("div", { class: "annotate-told" });
  page = make("section", { class: "annotate-case", role: "group", tabindex: 0, ...OWN_KEYS });
  marks = make("div", { class: "annotate-marks" });
  error = make("div", { class: "annotate-error", role: "alert" });
  bar = make("footer", { class: "annotate-bar" });
  help = make("section", { class: "annotate-help", hidden: true, tabindex: 0, ...OWN_KEYS });
  voice = make("div", { class: "annotate-voice", "aria-live": "polite" });
  isHelping = false;
  said = ""; // the stretch that was read out last

  /** @param {JudgeSession} session @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(session, element, signal) {
    this.session = session;
    this.field = new JudgeField(session, () => this.takeKeyboard());
    this.hands = new JudgeHands(this, session);
    this.root = this.frame();
    element.append(this.root);
    this.hands.listen(this.root, signal);
    for (const kind of ["keyup", "keypress", "copy", "cut", "paste"]) {
      this.root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    }
    session.views.add(this);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }

  close() {
    this.session.views.delete(this);
    this.hands.close();
  }

  frame() {
    const status = make("div", { class: "annotate-status" }, this.state, this.told);
    const top = make("div", { class: "annotate-top" }, this.head, status);
    const body = make("div", { class: "annotate-body" }, this.page, this.help);
    const parts = [top, body, this.field.element, this.marks, this.error, this.bar, this.voice];
    return make("div", { class: CLASSES, lang: this.session.texts.language, ...OWN_KEYS }, ...parts);
  }

  draw() {
    const { desk, here, isNorming, texts } = this.session;
    this.root.toggleAttribute("data-norming", isNorming);
    this.drawState();
    if (!desk) return this.page.replaceChildren(make("p", { class: "annotate-empty" }, texts.text("waiting")));
    this.page.setAttribute("aria-label", texts.text("case"));
    this.head.replaceChildren(...this.headParts());
    this.page.replaceChildren(...drawCase(this.session));
    this.marks.replaceChildren(...this.marked());
    this.bar.replaceChildren(...this.buttons());
    this.drawHelp();
    const place = here ? placeOf(here) : "";
    if (place !== this.said)
      this.voice.textContent = here
        ? isOnArticle(here)
          ? here.text
          : sliceOf(here, here.start, here.end)
        : texts.text("all_settled");
    if (place !== this.said) this.page.scrollTop = 0;
    this.said = place;
  }

  headParts() {
    const { desk, isNorming, texts } = this.session;
    if (!desk) return [];
    const how = { n: desk.left, settled: desk.settled };
    return [
      make("div", { class: "annotate-title" }, texts.text(isNorming ? "norming_title" : "title")),
      make("div", { class: "annotate-progress" }, texts.text("judge_progress", how)),
      make("div", { class: "annotate-progress" }, desk.agreed ? texts.text("n_agreed", { n: desk.agreed }) : ""),
    ];
  }

  /** What goes with the next decision. */
  marked() {
    const { marks, texts } = this.session;
    const parts = [
      marks.reason && `${texts.text("b_reason")}${texts.text("colon")} ${marks.reason}`,
      marks.isExample && texts.text("is_example"),
      marks.evaluative !== null && texts.text(marks.evaluative ? "evaluative" : "not_evaluative"),
      marks.source !== null && texts.text("source", { source: marks.source || texts.text("no_source") }),
    ];
    return parts
      .filter((part) => part !== false && part !== "")
      .map((part) => make("span", { class: "annotate-chip", dir: "auto" }, String(part)));
  }

  buttons() {
    const { desk, texts } = this.session;
    const labels = (desk?.codebook.labels ?? []).map((label) => {
      const look = {
        "--colour": label.colour,
        class: "annotate-button annotate-label",
        title: texts.choose(label.definition) ?? "",
      };
      return button(label.key, make("span", {}, texts.titleOf(label)), look);
    });
    const verbs = JUDGE_KEYS.filter((key) => key.bar).map(({ keys, bar = "", help: title, isMain }) => {
      const look = { title: texts.text(title), class: `annotate-button${isMain ? " annotate-main" : ""}` };
      return button(keys[0], make("span", {}, texts.text(bar)), look);
    });
    return [...labels, ...verbs];
  }

  drawState() {
    const { desk, error, state, texts, told } = this.session;
    this.state.textContent = desk ? stateText(texts, this.session) : "";
    this.state.dataset.state = desk ? state.kind : "";
    this.told.textContent = desk ? told : "";
    this.error.textContent = whyNot(texts, error);
  }

  drawHelp() {
    const { desk, texts } = this.session;
    this.help.hidden = !this.isHelping;
    this.help.setAttribute("aria-label", texts.text("k_help"));
    const keys = JUDGE_KEYS.filter(({ shown }) => shown);
    this.help.replaceChildren(...(this.isHelping && desk ? help(texts, desk.codebook, keys) : []));
  }

  // What the hands ask of it

  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }

  /** The page to discuss: large, with the codebook's lines; and back. */
  toggleNorming() {
    this.session.isNorming = !this.session.isNorming;
    if (this.session.isNorming !== this.isFull) this.toggleFull();
    this.session.redraw();
  }

  askNames() {
    const { here, names } = this.session;
    if (!here) return;
    if (!names) return this.session.send(messages.askNames(here.article_id, here.start));
    this.session.names = null;
    this.session.redraw();
  }

  get isFull() {
    return this.root.matches(":popover-open");
  }

  toggleFull() {
    this.root.popover = this.isFull ? null : "manual";
    if (this.root.popover) this.root.showPopover();
    this.takeKeyboard();
  }

  /** Escape closes what is open; where nothing is, it gives the keyboard back to the notebook. */
  leave() {
    const { session } = this;
    if (this.isHelping) this.toggleHelp();
    else if (session.piecewise || session.mixing) session.moveTo(session.nth);
    else if (session.isNorming) this.toggleNorming();
    else if (this.isFull) this.toggleFull();
    else /** @type {HTMLElement | null} */ (this.root.closest(".jp-Cell"))?.focus();
  }

  takeKeyboard() {
    this.page.focus({ preventScroll: true });
  }

  /** Take the keyboard from the notebook that this was just run in, unless somebody writes there. */
  takeKeyboardFromNotebook() {
    const active = document.activeElement;
    const isWriting = active?.matches("input, select, textarea") || active?.closest(".cm-content")?.textContent?.trim();
    if (isWriting || active?.closest(".annotate-tagger")) return;
    if (this.root.closest(".jp-Notebook")?.contains(active)) this.takeKeyboard();
  }
}
