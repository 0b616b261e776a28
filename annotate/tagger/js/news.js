/**
 * What the kernel tells of its own accord, or in answer to a question: each view shows it.
 *
 * @import { Down, Informed } from "./types"
 * @import { Texts } from "./wording.js"
 */

import { isFinished, keyOf } from "./page.js";
import { readSuggestion } from "./suggestions.js";

/** @param {Informed} session @param {Down} news */
export function tellViews(session, news) {
  const { page, views } = session;
  if (news.kind === "suggestions" && page?.article_id === news.article_id) {
    const given = news.suggestions.map((one) => readSuggestion(one, news.machine));
    page.suggestions = new Map(given.map((one) => [keyOf(one), one]));
    page.later = new Set(news.later);
    for (const view of views) view.drawSuggestions();
  }
  if (news.kind === "machine") {
    session.machine = news;
    for (const view of views) view.drawState();
  }
  if (news.kind === "others" && page) {
    page.others = news.others;
    for (const view of views) view.drawHead();
  }
  if (news.kind === "unfinished") {
    session.unfinished = news.articles;
    for (const view of views) view.drawEnd();
    if (page && isFinished(page)) for (const view of views) view.say(left(session.texts, news.articles));
  }
  if (news.kind === "feedback") session.feedback = news;
  if (news.kind === "score") session.score = news;
  if (news.kind === "feedback" || news.kind === "score") for (const view of views) view.drawTaught();
  if (news.kind === "hits") for (const view of views) view.queue.show(news);
  if (news.kind === "found") for (const view of views) view.finder.show(news);
  if (news.kind === "saved") for (const view of views) view.queue.askSoon();
  if (news.kind === "hit") for (const view of views) view.queue.meetHit(news);
  if (news.kind === "shelf") for (const view of views) view.shelf.show(news);
}

/** What is left of the study, as it is said. @param {Texts} texts @param {number} articles */
function left(texts, articles) {
  const goingOn = articles ? texts.text("n_unfinished", { n: articles }) : texts.text("study_done");
  return articles ? `${texts.text("done")} ${texts.text("enter_goes", { what: goingOn })}` : goingOn;
}
