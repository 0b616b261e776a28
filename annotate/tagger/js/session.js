/**
 * One session a widget model, shared by its views: the article, the outbox, and what the kernel says.
 *
 * It paints a decision first, keeps it in the outbox (so that it outlives the page and the kernel) and sends it; the
 * kernel's acknowledgement takes it out of the outbox.
 *
 * @import { Article, Change, Feedback, Machine, PageSaid, Score } from "./protocol"
 * @import { Decision, Deed, Model, Page, Shown, Tag, Told } from "./types"
 */

import { Carrier, NO_ERROR } from "./carrier.js";
import { changed, keep } from "./changed.js";
import { apply, changes } from "./decisions.js";
import * as messages from "./messages.js";
import { tellViews } from "./news.js";
import { newId } from "./outbox.js";
import { codebookId, firstLeft, isFinished, passageAt, readPage, sameFocus } from "./page.js";
import { told } from "./told.js";
import { Texts } from "./wording.js";

/** @extends {Carrier<Shown>} */
export class Session extends Carrier {
  /** @param {Model} model */
  constructor(model) {
    super(model);
    /** @type {Page | null} */
    this.page = null;
    /** What the kernel last told of the article. @type {Told | null} */
    this.article = null;
    this.focus = 0;
    /** How many articles the coder has not finished, once that was asked. @type {number | null} */
    this.unfinished = null;
    /** The hit that an article on its way is opened at. @type {{article_id: string, start: number} | null} */
    this.going = null;
    /** Another machine that suggests, and how far it is. @type {Machine | null} */
    this.machine = null;
    /** What the gold says of the passage tagged last, in a training. @type {Feedback | null} */
    this.feedback = null;
    /** How far the training agrees with the gold, at its end. @type {Score | null} */
    this.score = null;
    /** @type {Partial<Tag> | null} */
    this.last = null; // what `p` gives again
  }

  /** @override */
  get isShown() {
    return this.page !== null;
  }

  /** @override @param {any} content */
  meet(content) {
    if (content.kind === "article") this.meetArticle(content);
    if (content.kind === "change") this.meetChange(content);
    tellViews(this, content);
    super.meet(content);
  }

  /** @param {Article} article */
  meetArticle(article) {
    if (messages.isForeign(article)) return this.refuseVersion();
    this.article = keep(article);
    this.show(article.page);
  }

  /** Show what changed; or ask for the whole, where this page was told something else. @param {Change} change */
  meetChange(change) {
    if (!this.article) return; // it is on its way
    this.article = changed(this.article, change) ?? this.article;
    if (this.article.edition !== change.edition) return this.look();
    this.show(this.article.page);
  }

  /** @param {PageSaid} sent */
  show(sent) {
    if (sent.wording) this.texts = new Texts(this.texts.language, sent.wording);
    const before = this.page;
    const page = readPage(sent, before);
    const isSame = before?.article_id === page.article_id && before.coder === page.coder;
    const outbox = this.outboxOf(`${page.project_id}:${page.coder}`);
    for (const decision of outbox.waiting.values()) apply(page, /** @type {Decision} */ (decision));
    if (before?.article_id !== page.article_id) this.leaveArticle();
    this.page = page;
    this.focus = isSame ? sameFocus(before, page, this.focus) : this.firstFocus(page);
    this.redraw();
    if (before && !isSame) for (const view of this.views) view.say(page.title || page.article_id);
    if (!isSame && isFinished(page)) this.send(messages.howMany()); // which its end says
    if (before && codebookId(before) !== codebookId(page))
      this.warn(this.texts.text("codebook_changed", { codebook: codebookId(page) }));
    if (before?.article_id !== page.article_id) for (const view of this.views) view.questions.begin();
    if (sent.queue) for (const view of this.views) view.queue.restore(sent.queue);
    if (before) return;
    if (sent.begins) for (const view of this.views) view.openShelf();
    for (const view of this.views) view.showWhole();
  }

  /** Where an article opens: at the hit that was asked for, else where the coder left off. @param {Page} page */
  firstFocus(page) {
    const { going } = this;
    this.going = null;
    const hit = passageAt(page, going?.start ?? -1);
    return going?.article_id === page.article_id && hit >= 0 ? hit : firstLeft(page, 0);
  }

  leaveArticle() {
    this.told = "";
    this.unfinished = null;
    this.dropWarning();
    for (const view of this.views) view.say("");
  }

  /** Go to a place of an article: at once, or when it is there. @param {string} article_id @param {number} start */
  goTo(article_id, start) {
    if (this.page?.article_id === article_id) return passageAt(this.page, start);
    this.going = { article_id, start };
    this.send(messages.openArticle(this.texts.language, article_id));
    return -1;
  }

  /** Decide once; or take back, or do again, all that was decided as one. @param {Deed} deed */
  decide(deed) {
    if (!this.page || !this.outbox) return;
    this.error = NO_ERROR;
    this.told = told(this.texts, this.page, deed);
    const isBack = deed.do === "undo" || deed.do === "redo";
    if (!isBack && changes(this.page, deed)) this.runs.count();
    const times = isBack ? this.runs.take(deed.do) : 1;
    const { coder } = this.page;
    // Without a name it is the study's first codebook, which nearly all studies have: fewer bytes a key.
    const names = this.page.revised && (deed.do === "tag" || deed.do === "answer");
    const made = names ? { codebook: codebookId(this.page) } : {};
    for (let nth = 0; nth < times; nth += 1) this.put({ ...deed, ...made, decision: newId(), coder });
  }

  /** Paint a decision, keep it, send it. @param {Decision} decision */
  put(decision) {
    if (!this.page || !this.outbox) return;
    apply(this.page, decision);
    this.carry(decision);
  }
}
