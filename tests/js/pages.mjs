import { apply } from "../../annotate/tagger/js/decisions.js";
import { readPage } from "../../annotate/tagger/js/page.js";
import { readSuggestion } from "../../annotate/tagger/js/suggestions.js";

/** Pages to try things on, and a browser's storage. */

export const LABELS = ["opinion", "reported_fact", "attributed_claim", "excluded"].map((name) => ({
  name,
  counted: name !== "excluded",
  takes_speaker: name === "attributed_claim",
}));

export function pageOf(text, spans, more = {}) {
  return readPage({
    article_id: "vote",
    source: "The Courier",
    text,
    passages: spans.map(([start, end]) => [start, end, "", "", null]),
    tags: [],
    sources: [],
    speakers: [],
    known_sources: [],
    project_tags: 0,
    project_passages: spans.length,
    codebook: { labels: LABELS },
    ...more,
  });
}

/** A page of one-letter passages, a line each two, with suggestions by passage. */
export function suggestedPage(given, more = {}) {
  const text = "a b\nc d\ne f";
  const page = pageOf(
    text,
    [0, 2, 4, 6, 8, 10].map((start) => [start, start + 1]),
    more,
  );
  for (const [start, label, speaker = "", score = 0.9] of given) {
    const one = readSuggestion([start, start + 1, label, speaker, speaker && "named", score, "why", [], ""]);
    page.suggestions.set(`${start}-${start + 1}`, one);
  }
  return page;
}

export const tagAt = (page, start, label) =>
  apply(page, { do: "tag", article_id: "vote", start, end: start + 1, label });

/** A browser's storage, as far as the outbox goes. */
export class FakeStorage {
  map = new Map();
  get length() {
    return this.map.size;
  }
  key(nth) {
    return [...this.map.keys()][nth] ?? null;
  }
  getItem(key) {
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    this.map.set(key, value);
  }
  removeItem(key) {
    this.map.delete(key);
  }
}
