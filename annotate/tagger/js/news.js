/**
 * What the kernel tells of its own accord, or in answer to a question: each view shows it.
 *
 * @import { Down } from "./types"
 * @import { Session } from "./session.js"
 */

import { keyOf } from "./page.js";
import { readSuggestion } from "./suggestions.js";

/** @param {Session} session @param {Down} news */
export function tellViews(session, news) {
  const { page, views } = session;
  if (news.kind === "suggestions" && page?.article_id === news.article_id) {
    const given = news.suggestions.map(readSuggestion);
    page.suggestions = new Map(given.map((one) => [keyOf(one), one]));
    for (const view of views) view.drawSuggestions();
  }
  if (news.kind === "others" && page) {
    page.others = news.others;
    for (const view of views) view.drawHead();
  }
  if (news.kind === "unfinished") {
    session.unfinished = news.articles;
    for (const view of views) view.drawEnd();
  }
  if (news.kind === "shelf") for (const view of views) view.shelf.show(news);
}
