/**
 * Keeping a passage as an example of its label, for the codebook's next version.
 *
 * @import { Tagging } from "./tagging.js"
 */

import { isTagged, keyOf } from "./page.js";

/** Keep the passage in focus, or no longer. @param {Tagging} tagging */
export function keepExample(tagging) {
  const { here, session, texts } = tagging;
  if (!here || !isTagged(here.page, here.passage)) return session.warn(texts.text("tag_first"));
  const { start, end } = here.passage;
  const kept = !here.page.examples.has(keyOf(here.passage));
  session.decide({ do: "keep_example", article_id: here.page.article_id, start, end, kept });
  tagging.show(session.focus);
}
