/**
 * What carries decisions: kept in the outbox, so that they outlive the page and the kernel, and sent until the kernel
 * acknowledges them. The tagger's session and the adjudicator's are two of them.
 *
 * @import { Refused } from "./protocol"
 * @import { Carried, Model, Stated, Trouble } from "./types"
 */

import * as messages from "./messages.js";
import { Outbox, storageOf } from "./outbox.js";
import { Runs } from "./runs.js";
import { languageOf, Texts } from "./wording.js";

const RETRY_MS = 4000;
const LOOK_MS = 150;
export const NO_ERROR = { reason: "", cause: "" };

/** @template {Stated} V what shows it */
export class Carrier {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const waiting = /** @type {Record<string, string>} */ (model.get("waiting") || {});
    const language = languageOf(model.get("language"), Object.keys(waiting));
    this.texts = new Texts(language, { waiting: waiting[language] ?? "" }); // the others come with what is shown
    this.isAsked = false; // whether a view has asked for what is shown
    /** @type {Outbox | null} */
    this.outbox = null;
    this.told = ""; // what was changed last
    this.runs = new Runs();
    /** @type {Trouble & {kind: "saved" | "saving" | "unsaved"}} */
    this.state = { kind: "saved", ...NO_ERROR };
    /** @type {Trouble} */
    this.error = NO_ERROR;
    this.warned = NO_ERROR; // what was said of the last key: it goes when the coder goes on
    /** @type {Set<V>} */
    this.views = new Set();
    this.receive = this.receive.bind(this);
    model.on("msg:custom", this.receive);
    this.timer = setInterval(() => this.retry(), RETRY_MS);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.looking = undefined;
  }

  close() {
    this.model.off("msg:custom", this.receive);
    clearInterval(this.timer);
    clearTimeout(this.looking);
  }

  /** Whether there is something to show yet. @returns {boolean} */
  get isShown() {
    return false;
  }

  /** Ask for what is to be shown. @param {number} [step] */
  open(step) {
    this.isAsked = true;
    this.send(messages.open(this.texts.language, step));
  }

  /** @param {object} content */
  send(content) {
    try {
      this.model.send(content);
    } catch {
      // This widget's kernel is gone for good. What waits stays in the outbox, and the next one sends it.
      clearInterval(this.timer);
      this.setState("unsaved", "");
    }
  }

  /** Ask for what stands now, a moment later: several reasons to ask are asked once. */
  look() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.send(messages.look()), LOOK_MS);
  }

  /** @param {any} message */
  receive(message) {
    this.meet(messages.read(message));
  }

  /** What the kernel says of a decision. @param {any} content */
  meet(content) {
    if (content.kind === "saved") this.saved(content.decision);
    if (content.kind === "refused") this.refused(content);
    if (content.kind === "unsaved") this.setState("unsaved", content.reason, content.cause);
  }

  /** Another version of annotate runs in the kernel: say so, and do nothing that could be misunderstood. */
  refuseVersion() {
    clearInterval(this.timer);
    this.error = { reason: "", cause: "version" };
    this.redrawState();
  }

  /** @param {string} owner */
  outboxOf(owner) {
    if (this.outbox?.prefix !== `annotate:${owner}:`) {
      this.outbox = new Outbox(owner, storageOf());
      this.sendAll();
    }
    return this.outbox;
  }

  /** Keep a decision, and send it. @param {Carried} decision */
  carry(decision) {
    if (!this.outbox) return;
    // The kernel then never writes this one before one that it could not write yet.
    const before = [...this.outbox.waiting.keys()].at(-1);
    if (before) decision.follows = before;
    this.outbox.put(decision);
    this.setState("saving", "");
    this.send(decision);
  }

  sendAll() {
    const waiting = this.outbox ? [...this.outbox.waiting.values()] : [];
    if (waiting.length) this.setState("saving", "");
    for (const decision of waiting) this.send(decision);
  }

  retry() {
    if (!this.isShown) {
      // A kernel that has just begun may miss the first message, or its answer may not arrive.
      this.redrawState();
      return this.isAsked && this.open();
    }
    if (!this.outbox?.waiting.size) return;
    const { reason, cause } = this.state.kind === "unsaved" ? this.state : NO_ERROR;
    this.sendAll();
    this.setState("unsaved", reason, cause);
  }

  /** @param {string} id */
  saved(id) {
    // Decided in another tab: this one shows it too.
    if (!this.outbox?.take(id)) this.lookElsewhere();
    if (!this.outbox?.waiting.size) this.setState("saved", "");
    else if (this.state.kind === "unsaved") this.setState("saving", "");
    else this.redrawState();
  }

  /** Somebody else decided: show it, and undo no run of which it may be a part. */
  lookElsewhere() {
    this.runs.forget();
    this.look();
  }

  /** The kernel will never take this decision: say why, and show what stands.
   * @param {Refused} refused */
  refused({ decision, reason, cause }) {
    if (cause === "version") return this.refuseVersion();
    if (decision !== null) this.saved(decision);
    this.error = { reason, cause };
    this.redrawState();
    this.lookElsewhere();
  }

  /** Say what could not be done. @param {string} reason */
  warn(reason) {
    this.error = this.warned = { reason, cause: "" };
    this.redrawState();
  }

  /** Go on from what the last key was told; what the kernel refused stays in sight. */
  dropWarning() {
    if (this.error === this.warned) this.error = NO_ERROR;
  }

  /** @param {"saved" | "saving" | "unsaved"} kind @param {string} reason
   * @param {string} [cause] one word, where it is a common one */
  setState(kind, reason, cause = "") {
    this.state = { kind, reason, cause };
    this.redrawState();
  }

  redraw() {
    for (const view of this.views) view.draw();
  }

  redrawState() {
    for (const view of this.views) view.drawState();
  }
}
