/**
 * One session a widget model, shared by its views: the article, the outbox, and what the kernel says.
 *
 * It paints a decision first, keeps it in the outbox (so that it outlives the page and the kernel) and sends it; the
 * kernel's acknowledgement takes it out of the outbox.
 *
 * @import { Article, PageSaid, Refused } from "./protocol"
 * @import { Decision, Deed, Model, Page, Shown, Tag, Trouble } from "./types"
 */

import { apply, changes } from "./decisions.js";
import * as messages from "./messages.js";
import { newId, Outbox, storageOf } from "./outbox.js";
import { tellViews } from "./news.js";
import { firstLeft, readPage, sameFocus } from "./page.js";
import { told } from "./told.js";
import { Runs } from "./runs.js";
import { languageOf, Texts } from "./wording.js";

const RETRY_MS = 4000;
const LOOK_MS = 150;
const NO_ERROR = { reason: "", cause: "" };

export class Session {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const waiting = /** @type {Record<string, string>} */ (model.get("waiting") || {});
    const language = languageOf(model.get("language"), Object.keys(waiting));
    this.texts = new Texts(language, { waiting: waiting[language] ?? "" }); // the others come with the article
    this.isAsked = false; // whether a view has asked for the article
    /** @type {Page | null} */
    this.page = null;
    /** @type {Outbox | null} */
    this.outbox = null;
    this.focus = 0;
    this.told = ""; // what was changed last
    /** How many articles the coder has not finished, once that was asked. @type {number | null} */
    this.unfinished = null;
    /** The hit that an article on its way is opened at. @type {{article_id: string, start: number} | null} */
    this.going = null;
    this.runs = new Runs();
    /** @type {Trouble & {kind: "saved" | "saving" | "unsaved"}} */
    this.state = { kind: "saved", ...NO_ERROR };
    /** @type {Trouble} */
    this.error = NO_ERROR;
    /** @type {Partial<Tag> | null} */
    this.last = null; // what `p` gives again
    /** @type {Set<Shown>} */
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

  /** @param {number} [step] to another article */
  open(step) {
    this.isAsked = true;
    this.send(messages.open(this.texts.language, step));
  }

  /** @param {object} content */
  send(content) {
    try {
      this.model.send(content);
    } catch {
      // This widget's kernel is gone for good. What waits stays in the outbox, and the next tagger sends it.
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
    const content = messages.read(message);
    if (content.kind === "article") this.meetArticle(content);
    tellViews(this, content);
    if (content.kind === "saved") this.saved(content.decision);
    if (content.kind === "refused") this.refused(content);
    if (content.kind === "unsaved") this.setState("unsaved", content.reason, content.cause);
  }

  /** @param {Article} article */
  meetArticle(article) {
    if (messages.isForeign(article)) this.refuseVersion();
    else this.show(article.page);
  }

  /** Another version of annotate runs in the kernel: say so, and do nothing that could be misunderstood. */
  refuseVersion() {
    clearInterval(this.timer);
    this.error = { reason: "", cause: "version" };
    this.redrawState();
  }

  /** @param {PageSaid} sent */
  show(sent) {
    if (sent.wording) this.texts = new Texts(this.texts.language, sent.wording);
    const before = this.page;
    const page = readPage(sent, before);
    const isSame = before?.article_id === page.article_id && before.coder === page.coder;
    const outbox = this.outboxOf(`${page.project_id}:${page.coder}`);
    for (const decision of outbox.waiting.values()) apply(page, decision);
    if (before?.article_id !== page.article_id) this.leaveArticle();
    this.page = page;
    this.focus = isSame ? sameFocus(before, page, this.focus) : this.firstFocus(page);
    this.redraw();
    if (sent.queue) for (const view of this.views) view.queue.restore(sent.queue);
    if (!before && sent.begins) for (const view of this.views) view.openShelf();
  }

  /** Where an article opens: at the hit that was asked for, else where the coder left off. @param {Page} page */
  firstFocus(page) {
    const { going } = this;
    this.going = null;
    const hit = page.passages.findIndex(({ start }) => start === going?.start);
    return going?.article_id === page.article_id && hit >= 0 ? hit : firstLeft(page, 0);
  }

  leaveArticle() {
    this.told = "";
    this.unfinished = null;
    for (const view of this.views) view.say("");
  }

  /** @param {string} owner */
  outboxOf(owner) {
    if (this.outbox?.prefix !== `annotate:${owner}:`) {
      this.outbox = new Outbox(owner, storageOf());
      this.sendAll();
    }
    return this.outbox;
  }

  /** Decide once; or take back, or do again, all that was decided as one. @param {Deed} deed */
  decide(deed) {
    if (!this.page || !this.outbox) return;
    this.error = NO_ERROR;
    this.told = told(this.texts, this.page, deed);
    const isBack = deed.do === "undo" || deed.do === "redo";
    if (!isBack && changes(this.page, deed)) this.runs.count();
    const times = isBack ? this.runs.take(deed.do) : 1;
    for (let nth = 0; nth < times; nth += 1) this.put({ ...deed, decision: newId(), coder: this.page.coder });
  }

  /** Paint a decision, keep it, send it. @param {Decision} decision */
  put(decision) {
    if (!this.page || !this.outbox) return;
    // The kernel then never writes this one before one that it could not write yet.
    const before = [...this.outbox.waiting.keys()].at(-1);
    if (before) decision.follows = before;
    apply(this.page, decision);
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
    if (!this.page) {
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
    this.error = { reason, cause: "" };
    this.redrawState();
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
