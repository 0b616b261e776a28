/**
 * What the kernel last told of an article, and how a change brings it to what stands now.
 *
 * A change is one of what was told, never of what the page painted since: so nothing that was painted, refused or
 * decided elsewhere can be mistaken for what stands.
 *
 * @import { Article, Change, PageSaid } from "./protocol"
 * @import { Told } from "./types"
 */

/** What to keep of an article as told: not what is said once. @param {Article} article @returns {Told} */
export function keep({ page, edition }) {
  const { text: _, wording: __, begins: ___, queue: ____, ...kept } = page;
  return { page: kept, edition };
}

/** Bring what was told to what stands; null where the change is one of another edition.
 * @param {Told} before @param {Change} change @returns {Told | null} */
export function changed({ page, edition }, change) {
  if (edition !== change.after) return null;
  const rest = page.passages.slice(change.at + change.removed);
  const passages = [...page.passages.slice(0, change.at), ...change.passages, ...rest];
  return { page: { ...page, ...change.about, passages, tags: tags(page, change) }, edition: change.edition };
}

/** @param {PageSaid} page @param {Change} change */
function tags(page, { tags, untagged }) {
  const gone = new Set([...untagged, ...tags].map(([start, end]) => `${start}-${end}`));
  return [...(page.tags ?? []).filter(([start, end]) => !gone.has(`${start}-${end}`)), ...tags];
}
