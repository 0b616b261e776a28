// @ts-check
/**
 * The tagger's page: one article to read, one key a passage.
 *
 * It paints a decision first, keeps it in an outbox (in the browser, so that it outlives the page and the kernel) and
 * sends it; the kernel's acknowledgement takes it out of the outbox. One `Session` a widget model holds the article
 * and the outbox; each view of that model draws the session. Everything written by a person goes in as text, never
 * as HTML. Offsets are code points everywhere but in `measure`.
 */

/**
 * @typedef {{start: number, end: number, proposed_label: string, reason: string, double_of: number | null}} Passage
 * @typedef {{label: string, speaker: string, speaker_kind: string, evaluative: boolean, unsure: boolean,
 *   note: string, origin: string, score: number | null}} Tag
 * @typedef {[number, number, string]} Cue where it starts and ends, and its kind
 * @typedef {{start: number, end: number, label: string, speaker: string, speaker_kind: string, score: number | null,
 *   reason: string, cues: Cue[], proposed_source: string}} Suggestion
 * @typedef {Record<string, string>} Wording
 * @typedef {{name: string, key: string, colour: string, mark: string, title: Wording, definition: Wording,
 *   include: Record<string, string[]>, exclude: Record<string, string[]>, counted: boolean}} Label
 * @typedef {{article_id: string, title: string, author: string, published: string, url: string, source: string,
 *   language: string, text: string, offsets: Offsets, passages: Passage[], tags: Map<string, Tag>,
 *   sources: [number, string][], speakers: string[], known_sources: string[], number: number, articles: number,
 *   project_tags: number, project_passages: number, coder: string, project_id: string,
 *   others: [string, number, number][], blind: Set<number> | true, suggestions: Map<string, Suggestion>,
 *   codebook: {name: string, version: number, labels: Label[]}}} Page
 * @typedef {{toUnits: (point: number) => number, toPoints: (unit: number) => number}} Offsets
 * @typedef {Record<string, any> & {do: string, decision: string, coder: string}} Decision
 * @typedef {{get: (name: string) => any, send: (content: any) => void,
 *   on: (event: string, callback: (...given: any[]) => void) => void,
 *   off: (event: string, callback?: (...given: any[]) => void) => void}} Model
 */

// --- Text and offsets -----------------------------------------------------------------------------------------------

/**
 * Convert between code points, which we count, and UTF-16 units, which the browser counts.
 * @param {string} text
 * @returns {Offsets}
 */
export function measure(text) {
  /** @type {number[]} */
  const wide = []; // the code points that take two units
  let point = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(point);
    point += 1;
  }
  /** How many of the wide ones stand before a place. @param {(nth: number) => boolean} isBefore */
  const count = (isBefore) => {
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    toUnits: (place) => place + count((nth) => wide[nth] < place),
    toPoints: (unit) => unit - count((nth) => wide[nth] + nth + 1 < unit),
  };
}

/** @param {Page} page @param {number} start @param {number} end */
export function slice(page, start, end) {
  return page.text.slice(page.offsets.toUnits(start), page.offsets.toUnits(end));
}

/** The places inside a passage where it can be split: before each word but the first. @param {Page} page @param {Passage} passage */
export function splitPlaces(page, { start, end }) {
  const text = slice(page, start, end);
  const offsets = measure(text);
  const places = [...text.matchAll(/\s\S/gu)].map((found) => start + offsets.toPoints(found.index + 1));
  if (places.length) return places;
  return [...text].slice(1).map((_, nth) => start + nth + 1); // a script without spaces: any character
}

/** Whether a text is written from right to left: whether its first letter is. @param {string} text */
export function isRightToLeft(text) {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}

/** The two parts of a passage, less the blanks around the cut. @param {Page} page @param {Passage} passage @param {number} at @returns {[number, number][]} */
export function halves(page, { start, end }, at) {
  const left = slice(page, start, at);
  const right = slice(page, at, end);
  const blanks = (/** @type {string} */ piece) => [...piece].length;
  return [
    [start, at - blanks(left.slice(left.trimEnd().length))],
    [at + blanks(right.slice(0, right.length - right.trimStart().length)), end],
  ];
}

// --- The page and what decisions do to it -----------------------------------------------------------------------------

/** @param {{start: number, end: number}} span */
export const keyOf = (span) => `${span.start}-${span.end}`;

/** Make the page from what the kernel sent; what it left out stands as before. @param {any} sent @param {Page | null} [before] @returns {Page} */
export function readPage(sent, before) {
  const same = before?.article_id === sent.article_id && before?.coder === sent.coder ? before : null;
  const text = sent.text ?? same?.text ?? "";
  return {
    ...sent,
    text,
    offsets: same && same.text === text ? same.offsets : measure(text),
    blind: sent.blind === true || new Set(sent.blind ?? []),
    suggestions: same?.suggestions ?? new Map(),
    others: sent.others ?? [],
    passages: sent.passages.map((/** @type {any[]} */ [start, end, proposed_label, reason, double_of]) => ({
      start, end, proposed_label, reason, double_of,
    })),
    tags: new Map((sent.tags ?? []).map((/** @type {any[]} */ [start, end, tag]) => [keyOf({ start, end }), tag])),
    sources: sent.sources ?? [],
  };
}

/** Make a suggestion from what the kernel sent. @param {any[]} sent @returns {Suggestion} */
export function readSuggestion([start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source]) {
  return { start, end, label, speaker, speaker_kind, score, reason, cues, proposed_source };
}

/** What is suggested for a passage, whether or not its coder may see it yet. @param {Page} page @param {Passage} passage @returns {Suggestion} */
function hiddenSuggestion(page, passage) {
  const { start, end, proposed_label: label, reason } = passage;
  return page.suggestions.get(keyOf(passage)) ?? { start, end, label, speaker: "", speaker_kind: "", score: null, reason, cues: [], proposed_source: "" };
}

/** What is suggested for a passage and may be seen: nothing before the coder's own decision where it is blind. @param {Page} page @param {Passage} passage */
export function suggestionFor(page, passage) {
  return isHidden(page, passage) ? null : hiddenSuggestion(page, passage);
}

/** The source that may begin with a passage, where another is in force; blind or not: it is a fact about the page. @param {Page} page @param {Passage} passage */
export function proposedSource(page, passage) {
  const proposed = hiddenSuggestion(page, passage).proposed_source;
  return proposed === sourceAt(page, passage.start) ? "" : proposed;
}

/** @param {Page} page @param {Passage} passage */
export function isHidden(page, passage) {
  return (page.blind === true || page.blind.has(passage.start)) && !page.tags.has(keyOf(passage));
}

/** From this score on, a claim with a speaker is accepted in a run. */
const CERTAIN = 0.8;

/**
 * Whether a suggestion may be accepted in a run with those before it. @param {Suggestion | null} suggestion
 * @returns {suggestion is Suggestion}
 */
export function isCertain(suggestion) {
  if (suggestion?.label === "excluded") return true;
  return suggestion?.label === "attributed_claim" && suggestion.speaker !== "" && (suggestion.score ?? 0) >= CERTAIN;
}

/** Cut a passage's text where its cues begin and end: each piece with the kinds of cue that it is part of. @param {Page} page @param {Passage} passage @param {Cue[]} cues @returns {[string, string[]][]} */
export function cuePieces(page, { start, end }, cues) {
  const inside = cues.filter(([from, to]) => from < end && to > start && from < to);
  const places = new Set([start, end]);
  for (const [from, to] of inside) places.add(Math.max(from, start)).add(Math.min(to, end));
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.slice(1).map((to, nth) => [
    slice(page, sorted[nth], to), [...new Set(inside.filter((cue) => cue[0] <= sorted[nth] && cue[1] >= to).map((cue) => cue[2]))],
  ]);
}

/** Whether a passage begins a paragraph: a line ends before it. @param {Page} page @param {number} nth */
export function beginsLine(page, nth) {
  const before = page.passages[nth - 1];
  return !before || slice(page, before.end, page.passages[nth].start).includes("\n");
}

/** The untagged passages from one on to its paragraph's end, less those for which another label is suggested. @param {Page} page @param {number} nth @param {string} label @returns {number[]} */
export function restOfParagraph(page, nth, label) {
  const found = [];
  for (let at = nth; at < page.passages.length && (at === nth || !beginsLine(page, at)); at += 1) {
    const suggested = suggestionFor(page, page.passages[at])?.label || label;
    if (!page.tags.has(keyOf(page.passages[at])) && suggested === label) found.push(at);
  }
  return found;
}

/** The next passage to tag after one: the first without a tag, else just the next. @param {Page} page @param {number} nth */
export function nextToTag(page, nth) {
  const untagged = page.passages.findIndex((passage, at) => at > nth && !page.tags.has(keyOf(passage)));
  return untagged < 0 ? Math.min(nth + 1, page.passages.length - 1) : untagged;
}

/** The source in force at a place. @param {Page} page @param {number} start */
export function sourceAt(page, start) {
  const mark = page.sources.filter(([begins]) => begins <= start).at(-1);
  return mark ? mark[1] : page.source;
}

/** Do to the page what the kernel will do to the store. @param {Page} page @param {Decision} decision */
export function apply(page, decision) {
  if (decision.article_id !== page.article_id) return;
  if (decision.do === "tag") applyTag(page, decision);
  if (decision.do === "untag" && page.tags.delete(keyOf(/** @type {any} */ (decision)))) page.project_tags -= 1;
  if (decision.do === "cut") applyCut(page, decision);
  if (decision.do === "source") applySource(page, decision);
}

/** @param {Page} page @param {Decision} decision */
function applyTag(page, { start, end, label, speaker = "", speaker_kind = "", evaluative = false, unsure = false, note = "", origin = "hand", score = null }) {
  const key = keyOf({ start, end });
  if (!page.tags.has(key)) page.project_tags += 1;
  page.tags.set(key, { label, speaker, speaker_kind, evaluative, unsure, note, origin, score });
  if (speaker && !page.speakers.includes(speaker)) page.speakers.push(speaker);
}

/** @param {Page} page @param {Decision} decision */
function applyCut(page, { before, after }) {
  const gone = new Set(before.map((/** @type {[number, number]} */ [start, end]) => keyOf({ start, end })));
  for (const key of gone) if (page.tags.delete(key)) page.project_tags -= 1;
  const added = after.map((/** @type {[number, number]} */ [start, end]) => ({
    start, end, proposed_label: "", reason: "", double_of: null,
  }));
  page.passages = [...page.passages.filter((passage) => !gone.has(keyOf(passage))), ...added].sort((a, b) => a.start - b.start);
  page.project_passages += after.length - before.length;
}

/** @param {Page} page @param {Decision} decision */
function applySource(page, { start = 0, end = null, source }) {
  const after = end === null ? null : sourceAt(page, end);
  const kept = page.sources.filter(([begins]) => begins < start || (end === null ? begins > start : begins >= end));
  if (after !== null && page.passages.some((passage) => passage.start >= end)) {
    if (!kept.some(([begins]) => begins === end)) kept.push([end, after]);
  }
  page.sources = [...kept, /** @type {[number, string]} */ ([start, source])].sort((a, b) => a[0] - b[0]);
  if (!page.known_sources.includes(source)) page.known_sources.push(source);
}

/** How often each label stands on passages of one source, and how many there have none. @param {Page} page @param {string} source */
export function balanceOf(page, source) {
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(page.codebook.labels.map((label) => [label.name, 0]));
  let untagged = 0;
  for (const passage of page.passages) {
    if (page.sources.length && sourceAt(page, passage.start) !== source) continue;
    const tag = page.tags.get(keyOf(passage));
    if (tag) counts[tag.label] += 1;
    else untagged += 1;
  }
  return { counts, untagged };
}

/** Guess what kind of speaker a name is; the coder can change it. @param {string} speaker */
export function guessKind(speaker) {
  if (!speaker.trim()) return "unnamed";
  return /\p{Lu}/u.test(speaker) ? "named" : "collective";
}

/** Complete what is typed to the first known text that begins so. @param {string} typed @param {string[]} known */
export function complete(typed, known) {
  const low = typed.toLowerCase();
  return typed ? known.find((text) => text.toLowerCase().startsWith(low) && text.length > typed.length) : undefined;
}

/** What a key says, whatever the keyboard: a French one writes & é " à for 1 2 3 0. @param {KeyboardEvent} event */
export function keyName(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code ?? "");
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

// --- The outbox -------------------------------------------------------------------------------------------------------

let madeHere = 0;

/** An id that sorts by time of making. */
export function newId() {
  madeHere += 1;
  const random = Math.floor(Math.random() * 36 ** 4).toString(36).padStart(4, "0");
  return `${Date.now().toString(36)}${(madeHere % 46656).toString(36).padStart(3, "0")}${random}`;
}

/**
 * Decisions that the kernel has not acknowledged, in order; kept in the browser where it allows that. One entry a
 * decision, so that two tabs never overwrite each other's.
 */
export class Outbox {
  /** @param {string} owner whose decisions: project and coder @param {Storage | undefined} storage */
  constructor(owner, storage) {
    this.prefix = `annotate:${owner}:`;
    this.storage = storage;
    /** @type {Map<string, Decision>} */
    this.waiting = new Map();
    this.isKept = true;
    this.readKept();
  }

  readKept() {
    try {
      if (!this.storage) throw new Error("no storage");
      const keys = Array.from({ length: this.storage.length }, (_, nth) => this.storage?.key(nth) ?? "");
      for (const key of keys.filter((name) => name.startsWith(this.prefix)).sort()) {
        const decision = JSON.parse(this.storage.getItem(key) ?? "null");
        if (decision) this.waiting.set(decision.decision, decision);
      }
    } catch {
      this.isKept = false;
    }
  }

  /** @param {Decision} decision */
  put(decision) {
    this.waiting.set(decision.decision, decision);
    try {
      this.storage?.setItem(this.prefix + decision.decision, JSON.stringify(decision));
    } catch {
      this.isKept = false; // full or forbidden: it waits in this page only
    }
  }

  /** @param {string} id */
  take(id) {
    const decision = this.waiting.get(id);
    this.waiting.delete(id);
    try {
      this.storage?.removeItem(this.prefix + id);
    } catch {
      this.isKept = false;
    }
    return decision;
  }
}

// --- The session: one a model, shared by its views ----------------------------------------------------------------------

const RETRY_MS = 4000;
const LOOK_MS = 150;
const SOON_MS = 150;
const NO_ERROR = { reason: "", cause: "" };

export class Session {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.language = ""; // of the wording, once a view has asked for the article
    /** @type {Page | null} */
    this.page = null;
    /** @type {Outbox | null} */
    this.outbox = null;
    this.focus = 0;
    /** @type {{kind: "saved" | "saving" | "unsaved", reason: string, cause: string}} */
    this.state = { kind: "saved", reason: "", cause: "" };
    /** @type {{reason: string, cause: string}} */
    this.error = NO_ERROR;
    /** @type {Partial<Tag> | null} */
    this.last = null; // what `p` gives again
    /** @type {Set<View>} */
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

  /** @param {string} language of the wording @param {number} [step] */
  open(language, step) {
    this.language = language;
    this.send(step ? { do: "open", language, step } : { do: "open", language });
  }

  /** @param {Record<string, any>} content */
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
    this.looking = setTimeout(() => this.send({ do: "look" }), LOOK_MS);
  }

  /** @param {any} message */
  receive(message) {
    const content = message.json ? JSON.parse(message.json) : message;
    if (message.kind === "article") this.show(content.page);
    if (message.kind === "suggestions") this.suggest(content);
    if (message.kind === "others") this.meet(content.others);
    if (message.kind === "saved") this.saved(content.decision);
    if (message.kind === "refused") this.refused(content);
    if (message.kind === "unsaved") this.setState("unsaved", content.reason, content.cause);
  }

  /** @param {any} sent */
  show(sent) {
    const before = this.page;
    const page = readPage(sent, before);
    const owner = `${page.project_id}:${page.coder}`;
    if (!this.outbox || this.outbox.prefix !== `annotate:${owner}:`) {
      this.outbox = new Outbox(owner, storageOf());
      this.sendAll();
    }
    for (const decision of this.outbox.waiting.values()) apply(page, decision);
    if (before?.article_id !== page.article_id) for (const view of this.views) view.say("");
    this.page = page;
    this.focus = before?.article_id === page.article_id && before.coder === page.coder ? this.sameFocus(before, page) : firstUntagged(page);
    this.redraw();
  }

  /** @param {{article_id: string, suggestions: any[][]}} found */
  suggest({ article_id, suggestions }) {
    if (!this.page || this.page.article_id !== article_id) return;
    const given = suggestions.map(readSuggestion);
    this.page.suggestions = new Map(given.map((one) => [keyOf(one), one]));
    for (const view of this.views) view.drawSuggestions();
  }

  /** @param {[string, number, number][]} others */
  meet(others) {
    if (!this.page) return;
    this.page.others = others;
    for (const view of this.views) view.drawHead();
  }

  /** @param {Page} before @param {Page} page */
  sameFocus(before, page) {
    const start = before.passages[this.focus]?.start ?? 0;
    const found = page.passages.findLastIndex((passage) => passage.start <= start);
    return Math.max(found, 0);
  }

  /** Paint a decision, keep it, send it. @param {Record<string, any>} words */
  decide(words) {
    if (!this.page || !this.outbox) return;
    const decision = /** @type {Decision} */ ({ ...words, decision: newId(), coder: this.page.coder });
    // The kernel then never writes this one before one that it could not write yet.
    const before = [...this.outbox.waiting.keys()].at(-1);
    if (before) decision.follows = before;
    this.error = NO_ERROR;
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
    if (!this.page) return this.openAgain();
    if (!this.outbox?.waiting.size) return;
    const { reason, cause } = this.state.kind === "unsaved" ? this.state : { reason: "", cause: "" };
    this.sendAll();
    this.setState("unsaved", reason, cause);
  }

  /** A kernel that has just begun may miss the first message, or its answer may not arrive. */
  openAgain() {
    this.redrawState();
    if (this.language) this.open(this.language);
  }

  /** @param {string} id */
  saved(id) {
    // Decided in another tab: this one shows it too.
    if (!this.outbox?.take(id)) this.look();
    if (!this.outbox?.waiting.size) this.setState("saved", "");
    else if (this.state.kind === "unsaved") this.setState("saving", "");
    else this.redrawState();
  }

  /** The kernel will never take this decision: say why, and show what stands. @param {{decision: string, reason: string, cause: string}} refused */
  refused({ decision, reason, cause }) {
    this.saved(decision);
    this.error = { reason, cause };
    this.look();
  }

  /** @param {"saved" | "saving" | "unsaved"} kind @param {string} reason @param {string} [cause] one word, where it is a common one */
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

function storageOf() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // the browser forbids it: decisions wait in this page only
  }
}

/** @param {Page} page */
function firstUntagged(page) {
  return Math.max(page.passages.findIndex((passage) => !page.tags.has(keyOf(passage))), 0);
}

// --- Wording ----------------------------------------------------------------------------------------------------------

/** @type {Record<string, Record<string, string>>} */
const WORDING = {
  en: {
    colon: ":", saved: "Saved", saving: "Saving…", unsaved: "Not saved", kept: "kept in this browser", pageOnly: "kept in this page only: do not close it",
    noKernel: "no answer from the kernel yet. If it was restarted, run this cell again",
    waiting: "Waiting for the kernel. If it does not come, run this cell again.",
    empty: "This project has no articles yet: add some with project.add(…).",
    article: "Article", of: "of", tagged: "tagged", inProject: "in the project", source: "Source", noSource: "no source",
    untagged: "untagged", untaggedMany: "untagged", proposed: "proposed", speaker: "Who says so?", kind: "Kind", named: "named", unnamed: "unnamed", collective: "collective",
    speakerHint: "Enter takes it · empty means unnamed · Esc leaves it open", sourceAsk: "Whose voice is it from here?",
    sourceHint: "Enter: from here on · Shift+Enter: this passage only · Esc", note: "Note", noteHint: "Enter keeps it · Esc",
    splitHint: "← → choose the place · Enter splits · Esc", tagFirst: "Tag this passage first.", noPlace: "This passage is a single word: there is no place to split it.",
    noNext: "There is no next passage to merge with.", evaluative: "evaluative", unsure: "unsure", double: "double",
    done: "All passages of this article are tagged.", keys: "Keys", include: "For example", exclude: "But not", close: "Close",
    k_move: "move", k_accept: "accept", k_split: "split", k_merge: "merge with next", k_undo: "undo", k_redo: "redo",
    k_evaluative: "evaluative wording", k_unsure: "unsure", k_note: "note", k_source: "other source from here", k_article: "previous / next article",
    k_help: "codebook and keys", k_untag: "remove the tag", passages: "Passages",
    suggested: "suggested:", suggestedNow: "Suggestion:", hidden: "Your own judgement first: what is suggested shows afterwards.",
    nothing: "No suggestion.", noted: "Words to weigh:", newSource: "Another source from here?", others: "Others:", here: "here", inAll: "in all",
    nothingToRepeat: "Tag a passage first: p gives its label to the rest of the paragraph.",
    k_run: "accept this one and those after it that are certain: exclusions, and claims with a speaker and a score of 80 % or more, as far as you can see them",
    k_repeat: "the same label for the rest of this paragraph, less passages for which another is suggested", k_takeSource: "take the suggested source from here",
    run: "accept a run", repeat: "same again", takeSource: "take source",
    why_locked: "another program is writing to the project. It is tried again every few seconds",
    why_readonly: "the project can only be read: ask for the right to write, or copy it to your own folder",
    why_recut: "This passage was split or merged elsewhere meanwhile, in another window or by another program. What stands now is shown: decide again.",
    why_full: "the disk is full: make room, and it is tried again by itself",
    c_quotation: "quotation", c_reporting_verb: "reporting verb", c_institution: "institution", c_according_to: "according to", c_hearsay: "hearsay", c_indirect: "perhaps still their words",
    c_conditional: "conditional", c_evaluative: "evaluative", c_modal: "modal", c_first_person: "first person", c_irony: "irony mark", c_question: "question",
  },
  fr: {
    colon: "\u00a0:", saved: "Enregistré", saving: "Enregistrement…", unsaved: "Non enregistré", kept: "gardé dans ce navigateur", pageOnly: "gardé dans cette page seulement : ne la fermez pas",
    noKernel: "pas de réponse du noyau. S'il a été redémarré, exécutez de nouveau cette cellule",
    waiting: "En attente du noyau. S'il ne vient pas, exécutez de nouveau cette cellule.",
    empty: "Ce projet n'a pas encore d'article : ajoutez-en avec project.add(…).",
    article: "Article", of: "sur", tagged: "étiquetés", inProject: "dans le projet", source: "Source", noSource: "sans source",
    untagged: "non étiqueté", untaggedMany: "non étiquetés", proposed: "proposé", speaker: "Qui l'affirme ?", kind: "Nature", named: "nommé", unnamed: "anonyme", collective: "collectif",
    speakerHint: "Entrée valide · vide : anonyme · Échap laisse ouvert", sourceAsk: "De qui est cette voix, à partir d'ici ?",
    sourceHint: "Entrée : à partir d'ici · Maj+Entrée : ce passage seul · Échap", note: "Note", noteHint: "Entrée la garde · Échap",
    splitHint: "← → choisir l'endroit · Entrée coupe · Échap", tagFirst: "Étiquetez d'abord ce passage.", noPlace: "Ce passage n'a qu'un mot : il n'y a pas d'endroit où le couper.",
    noNext: "Il n'y a pas de passage suivant avec lequel fusionner.", evaluative: "évaluatif", unsure: "incertain", double: "doublon",
    done: "Tous les passages de cet article sont étiquetés.", keys: "Touches", include: "Par exemple", exclude: "Mais pas", close: "Fermer",
    k_move: "se déplacer", k_accept: "accepter", k_split: "couper", k_merge: "fusionner avec le suivant", k_undo: "annuler", k_redo: "rétablir",
    k_evaluative: "termes évaluatifs", k_unsure: "incertain", k_note: "note", k_source: "autre source à partir d'ici", k_article: "article précédent / suivant",
    k_help: "grille de codage et touches", k_untag: "retirer l'étiquette", passages: "Passages",
    suggested: "suggéré :", suggestedNow: "Suggestion :", hidden: "D'abord votre propre jugement : la suggestion s'affichera ensuite.",
    nothing: "Pas de suggestion.", noted: "Mots à peser :", newSource: "Une autre source à partir d'ici ?", others: "Les autres :", here: "ici", inAll: "en tout",
    nothingToRepeat: "Étiquetez d'abord un passage : p donne son étiquette au reste du paragraphe.",
    k_run: "accepter celle-ci et les suivantes qui sont sûres : exclusions, et propos avec locuteur et au moins 80 %, tant qu'elles sont visibles",
    k_repeat: "la même étiquette pour le reste du paragraphe, sauf les passages où une autre est suggérée", k_takeSource: "prendre la source suggérée à partir d'ici",
    run: "accepter la suite", repeat: "idem", takeSource: "prendre la source",
    why_locked: "un autre programme écrit dans le projet. Nouvel essai toutes les quelques secondes",
    why_readonly: "le projet est en lecture seule : demandez le droit d'écrire, ou copiez-le dans votre dossier",
    why_recut: "Ce passage a été coupé ou fusionné ailleurs entre-temps, dans une autre fenêtre ou par un autre programme. L'état actuel est affiché : décidez de nouveau.",
    why_full: "le disque est plein : faites de la place, un nouvel essai suivra de lui-même",
    c_quotation: "citation", c_reporting_verb: "verbe de parole", c_institution: "institution", c_according_to: "selon", c_hearsay: "ouï-dire", c_indirect: "peut-être encore ses paroles",
    c_conditional: "conditionnel", c_evaluative: "évaluatif", c_modal: "modal", c_first_person: "première personne", c_irony: "marque d'ironie", c_question: "question",
  },
};

/** Cues of opinion: underlined and named, never made into a label. */
const WEIGHED = ["evaluative", "modal", "first_person", "irony", "question"];

/** The wording's language: as asked, else the browser's, else English. @param {string} asked */
export function languageOf(asked) {
  const wanted = (asked || globalThis.navigator?.language || "en").slice(0, 2);
  return Object.hasOwn(WORDING, wanted) ? wanted : "en";
}

// --- The view -----------------------------------------------------------------------------------------------------------

/**
 * Make an element; text is always set as text.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * No key is for the notebook around. JupyterLab asks so of whatever has the keyboard and then of what it stands in, but
 * looks for a shortcut in between: so each thing that can have the keyboard says it, not only the root. (Notebook 7
 * hears a key before we do, and could not be kept from it otherwise.)
 */
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

const SCROLLING = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);

class View {
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  // A grid, since a row may hold a field to type in: an option of a listbox may not.
  list = make("div", { class: "annotate-page", role: "grid", tabindex: 0, ...OWN_KEYS });
  why = make("div", { class: "annotate-why" });
  error = make("div", { class: "annotate-error", role: "alert" });
  bar = make("footer", { class: "annotate-bar" });
  help = make("section", { class: "annotate-help", hidden: true, tabindex: 0, ...OWN_KEYS });
  voice = make("div", { class: "annotate-voice", "aria-live": "polite" });
  /** @type {HTMLElement[]} */
  rows = [];
  /** @type {HTMLInputElement | null} */
  input = null;
  /** @type {HTMLSelectElement | null} */
  kind = null;
  typed = "";
  /** @type {HTMLElement | undefined} */
  selected;
  isRevising = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  counting;
  /** @type {number | undefined} */
  showing;
  width = 0;
  /** In another width the lines break elsewhere, and the passage in focus may stand out of sight. */
  resizing = new ResizeObserver(() => {
    if (this.width !== this.list.clientWidth) this.showFocusSoon();
    this.width = this.list.clientWidth;
  });

  /** @param {Session} session @param {HTMLElement} element @param {string} language @param {AbortSignal} signal */
  constructor(session, element, language, signal) {
    this.session = session;
    this.language = language;
    this.words = WORDING[language];
    this.id = `annotate-${newId()}`;
    /** @type {null | {kind: "speaker" | "source" | "note", article_id: string, start: number, box: HTMLElement}} */
    this.field = null;
    /** @type {null | {places: number[], at: number}} */
    this.splitting = null;
    this.isHelping = false;
    this.root = this.frame();
    element.append(this.root);
    this.listen(signal);
    session.views.add(this);
    this.resizing.observe(this.list);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }

  close() {
    this.session.views.delete(this);
    this.resizing.disconnect();
    clearTimeout(this.counting);
    if (this.showing) cancelAnimationFrame(this.showing);
  }

  get page() {
    return this.session.page;
  }

  get passage() {
    return this.page?.passages[this.session.focus];
  }

  frame() {
    const top = make("div", { class: "annotate-top" }, this.head, this.state);
    const body = make("div", { class: "annotate-body" }, this.list, this.help);
    this.why.id = `${this.id}-why`;
    this.list.setAttribute("aria-label", this.words.passages);
    this.help.setAttribute("aria-label", this.words.k_help);
    this.list.setAttribute("aria-describedby", this.why.id);
    // Classes that tell MathJax to leave what people wrote alone.
    const classes = "annotate-tagger tex2jax_ignore mathjax_ignore";
    return make("div", { class: classes, lang: this.language, ...OWN_KEYS }, top, body, this.why, this.error, this.bar, this.voice);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const root = this.root;
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    // Nothing typed here is for the notebook around it.
    for (const kind of ["keyup", "keypress", "copy", "cut", "paste"]) root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("input", () => this.onInput(), { signal });
  }

  // What is drawn

  draw() {
    const hasFocus = this.root.contains(document.activeElement);
    // What somebody types stays, as long as its passage does.
    if (this.field?.start !== this.passage?.start || this.field?.article_id !== this.page?.article_id) this.forgetField();
    this.splitting = null;
    this.drawState();
    this.drawHead();
    this.drawList();
    this.drawBar();
    this.drawHelp();
    // Else the next key would go to the notebook around.
    if (hasFocus && !this.root.contains(document.activeElement)) this.list.focus({ preventScroll: true });
  }

  drawState() {
    const { session, words } = this;
    const count = session.outbox?.waiting.size ?? 0;
    const where = session.outbox?.isKept === false ? words.pageOnly : words.kept;
    const why = words[`why_${session.state.cause}`] ?? (session.state.reason || words.noKernel);
    const text = session.state.kind === "unsaved" && count ? `${words.unsaved} (${count}, ${where})${words.colon} ${why}` : words[session.state.kind];
    this.state.textContent = session.page ? text : "";
    this.state.dataset.state = session.page ? session.state.kind : "";
    this.error.textContent = words[`why_${session.error.cause}`] ?? session.error.reason;
    if (!session.page) this.list.replaceChildren(make("p", { class: "annotate-empty" }, words.waiting));
  }

  drawHead() {
    const { page, words } = this;
    if (!page?.article_id) return;
    const tagged = page.passages.filter((passage) => page.tags.has(keyOf(passage))).length;
    const about = [page.author, page.published, page.language].filter(Boolean).join(" · ");
    const title = make("div", { class: "annotate-title", dir: "auto" }, page.title || page.article_id);
    const progress = `${words.article} ${page.number} ${words.of} ${page.articles} · ${tagged} ${words.of} ${page.passages.length} ${words.tagged} · ` +
      `${page.project_tags} ${words.of} ${page.project_passages} ${words.inProject}`;
    this.head.replaceChildren(title, make("div", { class: "annotate-about", dir: "auto" }, about), make("div", { class: "annotate-progress" }, progress), ...this.others(page), this.balance(page));
  }

  /** Count what stands above the page only after the key is painted, and once for a burst of keys. */
  drawHeadSoon() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.drawHead(), SOON_MS);
  }

  /** How far the other coders are: numbers only, never what they decided. @param {Page} page */
  others({ others }) {
    const { words } = this;
    if (!others.length) return [];
    const parts = others.slice(0, 5).flatMap(([coder, here, all]) => [make("bdi", {}, coder), ` ${here} ${words.here}, ${all} ${words.inAll} · `]);
    const last = others.length > 5 ? `+ ${others.length - 5}` : String(parts.pop()).replace(/ · $/, "");
    return [make("div", { class: "annotate-progress" }, `${words.others} `, ...parts, last)];
  }

  /** This source's balance so far, as a bar with its numbers. @param {Page} page */
  balance(page) {
    const source = this.passage ? sourceAt(page, this.passage.start) : page.source;
    const { counts, untagged } = balanceOf(page, source);
    const parts = page.codebook.labels.filter((label) => label.counted && counts[label.name]).map((label) =>
      make("span", { class: "annotate-part", "--share": counts[label.name], "--colour": label.colour, title: `${this.titleOf(label)}: ${counts[label.name]}` }, `${label.mark} ${counts[label.name]}`));
    if (untagged) parts.push(make("span", { class: "annotate-part annotate-rest", "--share": untagged, title: `${this.words.untaggedMany}: ${untagged}` }, `${untagged} ${untagged > 1 ? this.words.untaggedMany : this.words.untagged}`));
    return make("div", { class: "annotate-balance" }, make("span", { class: "annotate-whose", dir: "auto" }, source || this.words.noSource), make("span", { class: "annotate-parts" }, ...parts));
  }

  /** @param {Label} label */
  titleOf(label) {
    return label.title[this.language] ?? label.title.en ?? label.name;
  }

  drawList() {
    const { page } = this;
    if (!page) return;
    this.list.setAttribute("lang", page.language || "");
    this.list.setAttribute("dir", isRightToLeft(page.text) ? "rtl" : "ltr");
    this.rows = page.passages.map((passage, nth) => this.row(page, passage, nth));
    if (!page.article_id) this.list.replaceChildren(make("p", { class: "annotate-empty" }, this.words.empty));
    else this.list.replaceChildren(...inChunks(this.rows));
    if (this.field) this.keepFieldIn(this.rows[this.session.focus]);
    this.drawFocus();
  }

  /** @param {Page} page @param {Passage} passage @param {number} nth */
  row(page, passage, nth) {
    const before = page.passages[nth - 1];
    const source = sourceAt(page, passage.start);
    const isNewSource = before ? source !== sourceAt(page, before.start) : page.sources.length > 0;
    const tag = page.tags.get(keyOf(passage));
    const suggestion = suggestionFor(page, passage);
    const label = page.codebook.labels.find(({ name }) => name === (tag?.label ?? suggestion?.label));
    const row = make("div", {
      class: "annotate-passage", role: "row", id: `${this.id}-${nth}`, "aria-selected": "false", "data-nth": nth,
      "data-label": tag?.label ?? "", "data-proposed": tag ? "" : suggestion?.label ?? "", "data-line": before && beginsLine(page, nth) ? "new" : "",
      "--colour": label?.colour ?? "transparent",
    });
    if (isNewSource) row.append(make("div", { class: "annotate-source", role: "gridcell", dir: "auto" }, `${this.words.source}: ${source || this.words.noSource}`));
    row.append(make("div", { class: "annotate-gutter", role: "gridcell" }, ...this.gutter(page, passage, tag, label)), make("div", { class: "annotate-text", role: "gridcell", dir: "auto" }, ...this.text(page, passage, suggestion)));
    return row;
  }

  /** A passage's text, its cues marked; they show while it is in focus. @param {Page} page @param {Passage} passage @param {Suggestion | null} suggestion */
  text(page, passage, suggestion) {
    if (!suggestion?.cues.length) return [slice(page, passage.start, passage.end)];
    return cuePieces(page, passage, suggestion.cues).map(([text, kinds]) =>
      kinds.length ? make("span", { class: "annotate-cue", "data-kinds": kinds.join(" "), title: kinds.map((kind) => this.cueName(kind)).join(", ") }, text) : text);
  }

  /** @param {string} kind */
  cueName(kind) {
    return this.words[`c_${kind}`] ?? kind;
  }

  /** What stands beside a passage: its label, speaker and flags; or what is suggested. @param {Page} page @param {Passage} passage @param {Tag | undefined} tag @param {Label | undefined} label */
  gutter(page, passage, tag, label) {
    if (!label) return [make("span", { class: "annotate-name" }, this.words.untagged)];
    const name = make("span", { class: "annotate-name" }, `${label.mark} ${this.titleOf(label)}${tag ? "" : " ?"}`);
    const details = tag ? [...this.tagDetails(tag), this.afterwards(page, passage, tag)] : [suggestionFor(page, passage)?.speaker];
    return [name, ...details.filter(Boolean).map((detail) => make("span", { class: "annotate-detail", dir: "auto" }, /** @type {string} */ (detail)))];
  }

  /** What was suggested for a passage that was tagged blind, where it was something else. @param {Page} page @param {Passage} passage @param {Tag} tag */
  afterwards(page, passage, tag) {
    const suggested = suggestionFor(page, passage)?.label;
    if (suggested === tag.label) return "";
    const label = page.codebook.labels.find(({ name }) => name === suggested);
    const wasBlind = page.blind === true || page.blind.has(passage.start);
    return label && wasBlind ? `${this.words.suggested} ${label.mark} ${this.titleOf(label)}` : "";
  }

  /** @param {Tag} tag */
  tagDetails(tag) {
    const speaker = tag.speaker || (tag.label === "attributed_claim" && this.words[tag.speaker_kind]);
    return [speaker, tag.evaluative && this.words.evaluative, tag.unsure && this.words.unsure, tag.note];
  }

  /** Under the page: what is suggested for the passage in focus, why, and which words are worth a thought. */
  drawWhy() {
    const { page, passage, words } = this;
    if (!page || !passage) return this.why.replaceChildren();
    const suggestion = suggestionFor(page, passage);
    const label = page.codebook.labels.find(({ name }) => name === suggestion?.label);
    const source = proposedSource(page, passage);
    const lines = [
      suggestion && label && this.whyLabel(page, passage, suggestion, label),
      suggestion && this.cueLine(page, suggestion),
      !suggestion && this.hint(words.hidden),
      source && this.whySource(source),
    ].filter((line) => line instanceof Node);
    this.why.replaceChildren(...(lines.length ? lines : [this.hint(words.nothing)]));
  }

  /** @param {string} text */
  hint(text) {
    return make("p", { class: "annotate-hint" }, text);
  }

  /** @param {Page} page @param {Passage} passage @param {Suggestion} suggestion @param {Label} label */
  whyLabel(page, passage, suggestion, label) {
    const { words } = this;
    const parts = [make("b", { class: "annotate-chip", "--colour": label.colour }, `${label.mark} ${this.titleOf(label)}`)];
    if (suggestion.speaker) parts.push(make("b", { dir: "auto" }, suggestion.speaker), make("span", { class: "annotate-hint" }, words[suggestion.speaker_kind] ?? ""));
    parts.push(make("span", { dir: "auto" }, words[suggestion.reason] ?? suggestion.reason));
    if (suggestion.score !== null) parts.push(make("span", { class: "annotate-hint" }, `${Math.round(suggestion.score * 100)} %`));
    if (!page.tags.has(keyOf(passage))) parts.push(this.button("Enter", words.k_accept));
    return make("p", {}, `${words.suggestedNow} `, ...parts);
  }

  /** The words that cues of opinion are, by kind. @param {Page} page @param {Suggestion} suggestion */
  cueLine(page, { cues }) {
    const weighed = cues.filter((cue) => WEIGHED.includes(cue[2]));
    if (!weighed.length) return null;
    const parts = weighed.flatMap(([start, end, kind], nth) => [nth ? ", " : "", make("q", { class: "annotate-cue", "data-kinds": kind, dir: "auto" }, slice(page, start, end)), ` (${this.cueName(kind)})`]);
    return make("p", { class: "annotate-weighed" }, `${this.words.noted} `, ...parts);
  }

  /** @param {string} source */
  whySource(source) {
    return make("p", {}, `${this.words.newSource} `, make("b", { dir: "auto" }, source), " ", this.button("Shift+v", this.words.takeSource));
  }

  /** Suggestions arrived: show them where they are, and leave a field in which somebody types alone. */
  drawSuggestions() {
    this.page?.passages.forEach((passage, nth) => {
      const isBusy = nth === this.session.focus && (this.field || this.splitting);
      if (this.page?.suggestions.has(keyOf(passage)) && !isBusy) this.drawRow(nth);
    });
    this.drawFocus();
  }

  drawRow(nth = this.session.focus) {
    const passage = this.page?.passages[nth];
    if (!this.page || !passage || !this.rows[nth]) return;
    const row = this.row(this.page, passage, nth);
    this.rows[nth].replaceWith(row);
    this.rows[nth] = row;
    if (this.field?.start === passage.start) this.keepFieldIn(row);
  }

  drawFocus() {
    const row = this.rows[this.session.focus];
    if (this.selected !== row) this.selected?.setAttribute("aria-selected", "false");
    this.selected = row;
    row?.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", row?.id ?? "");
    this.showFocusSoon();
  }

  showFocusSoon() {
    this.showing ??= requestAnimationFrame(() => setTimeout(() => this.showFocus()));
  }

  /** Bring the passage in focus into view, and say what is suggested for it: only after the key is painted, and once for several keys. */
  showFocus() {
    this.showing = undefined;
    this.drawWhy();
    const row = this.rows[this.session.focus];
    if (row) reveal(this.list, row);
  }

  drawBar() {
    const { page, words } = this;
    if (!page) return;
    const labels = page.codebook.labels.map((label) => this.button(label.key, `${label.mark} ${this.titleOf(label)}`, { "--colour": label.colour, class: "annotate-button annotate-label" }));
    const verbs = /** @type {[string, string][]} */ ([["Enter", words.k_accept], ["Shift+Enter", words.run], ["p", words.repeat], ["s", words.k_split], ["m", words.k_merge], ["u", words.k_undo], ["r", words.k_redo],
      ["e", words.evaluative], ["?", words.unsure], ["n", words.note], ["v", words.source], ["[", "←"], ["]", "→"], ["h", words.k_help]]);
    this.bar.replaceChildren(...labels, ...verbs.map(([key, name]) => this.button(key, name)));
  }

  /** @param {string} key @param {string} name @param {Record<string, any>} [attributes] */
  button(key, name, attributes = {}) {
    return make("button", { type: "button", tabindex: -1, class: "annotate-button", "data-key": key, ...OWN_KEYS, ...attributes }, make("kbd", {}, key.replace("Shift+", "⇧ ").replace("Enter", "⏎")), name);
  }

  drawHelp() {
    this.help.hidden = !this.isHelping;
    if (!this.isHelping || !this.page) return this.help.replaceChildren();
    const { words, language } = this;
    const labels = this.page.codebook.labels.map((label) => make("article", { "--colour": label.colour },
      make("h4", {}, make("kbd", {}, label.key), ` ${label.mark} ${this.titleOf(label)}`),
      make("p", {}, label.definition[language] ?? label.definition.en),
      ...["include", "exclude"].flatMap((which) => this.examples(label, which))));
    const keys = [["↑ ↓", words.k_move], ["Enter", words.k_accept], ["Shift+Enter", words.k_run], ["p", words.k_repeat], ["s", words.k_split], ["m", words.k_merge], ["u / Ctrl+Z", words.k_undo], ["r / Ctrl+Y", words.k_redo],
      ["e", words.k_evaluative], ["?", words.k_unsure], ["n", words.k_note], ["v", words.k_source], ["Shift+V", words.k_takeSource], ["Delete", words.k_untag], ["[ ]", words.k_article], ["h", words.k_help]];
    const list = make("dl", {}, ...keys.map(([key, name]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, name))));
    this.help.replaceChildren(...labels, make("article", { class: "annotate-keys" }, make("h4", {}, words.keys), list));
  }

  /** @param {Label} label @param {string} which */
  examples(label, which) {
    const found = (which === "include" ? label.include : label.exclude)[this.language] ?? [];
    return found.map((text) => make("p", { class: "annotate-example" }, make("b", {}, `${this.words[which]}${this.words.colon} `), text));
  }

  /** @param {string} text */
  say(text) {
    this.voice.textContent = text;
  }

  // What keys and the mouse do

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.target === this.help && SCROLLING.has(event.key)) return; // the codebook is longer than the page
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    const shift = event.shiftKey && ["Enter", "v"].includes(keyName(event)) ? "Shift+" : "";
    const isDone = isField ? this.onFieldKey(event) : this.press(shift + keyName(event), event);
    if (isDone) event.preventDefault();
  }

  /** Do what a key says; false where it says nothing here. @param {string} key @param {KeyboardEvent} [event] @returns {boolean} */
  press(key, event) {
    const isControl = event && (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (isControl) return this.pressControl(key, event.shiftKey);
    if (this.splitting) return this.pressSplitting(key);
    const label = this.page?.codebook.labels.find((one) => one.key.toLowerCase() === key);
    if (label) return this.tag({ label: label.name });
    /** @type {Record<string, () => void>} */
    const verbs = {
      ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Home: () => this.moveTo(0), End: () => this.moveTo(Infinity),
      Enter: () => this.accept(), "Shift+Enter": () => this.acceptRun(), p: () => this.repeat(), Delete: () => this.untag(), Backspace: () => this.untag(),
      s: () => this.startSplit(), m: () => this.merge(), u: () => this.goBack("undo"), r: () => this.goBack("redo"),
      e: () => this.flag("evaluative"), "?": () => this.flag("unsure"), n: () => this.openField("note"), v: () => this.openField("source"), "Shift+v": () => this.takeSource(),
      "[": () => this.session.open(this.language, -1), "]": () => this.session.open(this.language, 1), PageUp: () => this.session.open(this.language, -1), PageDown: () => this.session.open(this.language, 1),
      h: () => this.toggleHelp(), Escape: () => this.isHelping && this.toggleHelp(),
    };
    if (!Object.hasOwn(verbs, key)) return false;
    verbs[key]();
    return true;
  }

  /** @param {string} key @param {boolean} isShifted */
  pressControl(key, isShifted) {
    if (key === "z") this.goBack(isShifted ? "redo" : "undo");
    else if (key === "y") this.goBack("redo");
    else return false;
    return true;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const key = /** @type {HTMLElement | null} */ (target.closest("[data-key]"))?.dataset.key;
    const nth = /** @type {HTMLElement | null} */ (target.closest("[data-nth]"))?.dataset.nth;
    if (target.closest(".annotate-field")) return;
    if (key) this.press(key);
    else if (nth !== undefined && Number(nth) !== this.session.focus) this.moveTo(Number(nth));
    if (!this.field) this.list.focus({ preventScroll: true });
  }

  /** @param {number} step */
  move(step) {
    this.moveTo(this.session.focus + step);
  }

  /** @param {number} nth */
  moveTo(nth) {
    if (!this.page) return;
    this.closeField();
    const source = this.passage && sourceAt(this.page, this.passage.start);
    this.session.focus = Math.max(0, Math.min(nth, this.page.passages.length - 1));
    for (const view of this.session.views) view.drawFocus();
    if (this.passage && source !== sourceAt(this.page, this.passage.start)) this.drawHeadSoon();
  }

  /** Tag the passage and go on; a claim first asks who says so. @param {Partial<Tag>} words @returns {boolean} */
  tag(words) {
    const { page, passage } = this;
    if (!page || !passage) return true;
    const kept = page.tags.get(keyOf(passage));
    this.isRevising = kept !== undefined;
    const isClaim = words.label === "attributed_claim";
    const speaker = isClaim && kept ? { speaker: kept.speaker, speaker_kind: kept.speaker_kind } : {};
    const rest = kept ? { evaluative: kept.evaluative, unsure: kept.unsure, note: kept.note } : {};
    this.session.last = { label: words.label, speaker: words.speaker, speaker_kind: words.speaker_kind };
    this.decideTag(this.session.focus, { ...rest, ...speaker, ...words });
    if (isClaim && !words.speaker) this.openField("speaker");
    else this.goOn();
    return true;
  }

  /** Send a tag, without the words that say nothing. @param {number} nth @param {Partial<Tag>} words */
  decideTag(nth, words) {
    const passage = this.page?.passages[nth];
    if (!passage) return;
    const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value));
    if (said.origin === "hand") delete said.origin;
    this.session.decide({ do: "tag", article_id: this.page?.article_id, start: passage.start, end: passage.end, ...said });
    this.afterDecision(nth);
  }

  afterDecision(nth = this.session.focus) {
    for (const view of this.session.views) {
      view.drawRow(nth);
      view.drawFocus();
      view.drawHeadSoon();
    }
    const passage = this.page?.passages[nth];
    const label = this.page?.codebook.labels.find(({ name }) => name === (passage && this.page?.tags.get(keyOf(passage))?.label));
    this.say(label ? this.titleOf(label) : this.words.untagged);
  }

  goOn() {
    const { page } = this;
    if (!page) return;
    this.moveTo(this.isRevising ? this.session.focus + 1 : nextToTag(page, this.session.focus));
    if (page.passages.every((passage) => page.tags.has(keyOf(passage)))) this.say(this.words.done);
  }

  /** Take what is suggested, where something is; else just go on. */
  accept() {
    const { page, passage } = this;
    if (!page || !passage) return;
    const suggestion = page.tags.has(keyOf(passage)) ? null : suggestionFor(page, passage);
    if (suggestion?.label) this.tag(accepted(suggestion));
    else this.move(1);
  }

  /** Take what is suggested here and, as far as it is certain and in sight, for the passages that follow. */
  acceptRun() {
    const { page } = this;
    if (!page) return;
    const last = this.lastInSight(); // before anything scrolls
    let nth = this.session.focus;
    this.accept();
    while (!this.field && this.session.focus === nth + 1 && nth + 1 <= last && this.isCertain(nth + 1)) {
      nth += 1;
      this.accept();
    }
  }

  /** @param {number} nth */
  isCertain(nth) {
    const passage = this.page?.passages[nth];
    return this.page && passage && !this.page.tags.has(keyOf(passage)) && isCertain(suggestionFor(this.page, passage));
  }

  lastInSight() {
    let nth = this.session.focus;
    while (this.rows[nth + 1] && placeIn(this.list, this.rows[nth + 1]).bottom <= this.list.scrollTop + this.list.clientHeight) nth += 1;
    return nth;
  }

  /** Give the label given last to the rest of the paragraph. */
  repeat() {
    const { page } = this;
    const last = this.session.last;
    if (!page) return;
    if (!last?.label) return this.warn(this.words.nothingToRepeat);
    const rest = restOfParagraph(page, this.session.focus, last.label);
    for (const nth of rest) this.decideTag(nth, last);
    this.moveTo(firstLeft(page, this.session.focus));
  }

  takeSource() {
    const { page, passage } = this;
    const source = page && passage && proposedSource(page, passage);
    if (source) this.setSource(page, passage, source, false);
  }

  untag() {
    const { page, passage } = this;
    if (!page || !passage || !page.tags.has(keyOf(passage))) return;
    this.session.decide({ do: "untag", article_id: page.article_id, start: passage.start, end: passage.end });
    this.afterDecision();
  }

  /** @param {"evaluative" | "unsure"} name */
  flag(name) {
    const { page, passage } = this;
    const tag = passage && page?.tags.get(keyOf(passage));
    if (!passage || !tag) return this.warn(this.words.tagFirst);
    this.decideTag(this.session.focus, { ...tag, [name]: !tag[name] });
  }

  /** @param {string} text */
  warn(text) {
    this.session.error = { reason: text, cause: "" };
    this.session.redrawState();
  }

  /** @param {"undo" | "redo"} verb */
  goBack(verb) {
    this.closeField();
    this.session.decide({ do: verb });
  }

  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }

  // Splitting and merging

  startSplit() {
    const { page, passage } = this;
    if (!page || !passage) return;
    const places = splitPlaces(page, passage);
    if (!places.length) return this.warn(this.words.noPlace);
    const wanted = this.caretPlace(page, passage) ?? firstClause(page, passage);
    const at = places.findIndex((place) => place >= wanted);
    this.splitting = { places, at: at < 0 ? places.length - 1 : at };
    this.drawSplit();
  }

  /** Where the mouse last stood in this passage's text, if it did. @param {Page} page @param {Passage} passage */
  caretPlace(page, passage) {
    const selection = document.getSelection();
    const text = this.rows[this.session.focus]?.querySelector(".annotate-text");
    if (!selection?.focusNode || !text?.contains(selection.focusNode)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(selection.focusNode, selection.focusOffset);
    const units = before.toString().length;
    return units ? page.offsets.toPoints(page.offsets.toUnits(passage.start) + units) : null;
  }

  drawSplit() {
    const { page, passage, splitting } = this;
    const text = this.rows[this.session.focus]?.querySelector(".annotate-text");
    if (!page || !passage || !splitting || !text) return;
    const at = splitting.places[splitting.at];
    const hint = make("div", { class: "annotate-hint" }, this.words.splitHint);
    text.replaceChildren(slice(page, passage.start, at), make("span", { class: "annotate-caret" }), slice(page, at, passage.end), hint);
    this.say(slice(page, at, passage.end).slice(0, 40));
  }

  /** @param {string} key */
  pressSplitting(key) {
    const { page, passage, splitting } = this;
    if (!page || !passage || !splitting) return true;
    const last = splitting.places.length - 1;
    const isRtl = getComputedStyle(this.rows[this.session.focus]?.querySelector(".annotate-text") ?? this.root).direction === "rtl";
    const step = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[key];
    if (step) splitting.at = Math.max(0, Math.min(last, splitting.at + step));
    if (key === "Home") splitting.at = 0;
    if (key === "End") splitting.at = last;
    this.splitting = key === "Enter" || key === "Escape" ? null : splitting;
    if (key === "Enter") this.cut([passage], halves(page, passage, splitting.places[splitting.at]));
    else if (key === "Escape") this.afterDecision();
    else this.drawSplit();
    return true;
  }

  merge() {
    const { page, passage } = this;
    const next = page?.passages[this.session.focus + 1];
    if (!passage || !next) return this.warn(this.words.noNext);
    this.cut([passage, next], [[passage.start, next.end]]);
  }

  /** @param {Passage[]} before @param {[number, number][]} after */
  cut(before, after) {
    this.session.decide({ do: "cut", article_id: this.page?.article_id, before: before.map(({ start, end }) => [start, end]), after });
    this.session.redraw();
  }

  // The field: a speaker, a source or a note, in place

  /** @param {"speaker" | "source" | "note"} kind */
  openField(kind) {
    const { page, passage } = this;
    const row = this.rows[this.session.focus];
    if (!page || !passage || !row) return;
    const tag = page.tags.get(keyOf(passage));
    if (kind === "note" && !tag) return this.warn(this.words.tagFirst);
    const suggestion = suggestionFor(page, passage);
    // Never the last speaker unasked: whoever presses Enter too soon would put words into the wrong mouth.
    const speaker = tag?.speaker || suggestion?.speaker || "";
    const value = { speaker, source: proposedSource(page, passage) || sourceAt(page, passage.start), note: tag?.note ?? "" }[kind];
    const speakerKind = tag?.speaker_kind || (suggestion?.speaker === value && suggestion.speaker_kind) || guessKind(value);
    this.input = /** @type {HTMLInputElement} */ (make("input", { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...OWN_KEYS }));
    this.input.value = value;
    const name = { speaker: this.words.speaker, source: this.words.sourceAsk, note: this.words.note }[kind];
    const hint = { speaker: this.words.speakerHint, source: this.words.sourceHint, note: this.words.noteHint }[kind];
    const box = make("div", { class: "annotate-field", role: "gridcell" }, make("label", {}, name, this.input));
    this.kind = null;
    if (kind === "speaker") box.append(this.kindChooser(speakerKind));
    box.append(make("span", { class: "annotate-hint" }, hint));
    this.field = { kind, article_id: page.article_id, start: passage.start, box };
    row.append(box);
    reveal(this.list, row);
    this.input.focus({ preventScroll: true });
    this.input.select();
  }

  /** @param {string} chosen */
  kindChooser(chosen) {
    const options = ["named", "unnamed", "collective"].map((kind) => make("option", { value: kind, selected: kind === chosen }, this.words[kind]));
    this.kind = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": this.words.kind, ...OWN_KEYS }, ...options));
    return this.kind;
  }

  onInput() {
    if (!this.input || !this.field || !this.page) return;
    const typed = this.input.value;
    const isLonger = typed.length > this.typed.length;
    this.typed = typed;
    if (this.kind) this.kind.value = guessKind(typed);
    const known = { speaker: this.page.speakers, source: this.page.known_sources, note: [] }[this.field.kind];
    const found = isLonger && this.input.selectionStart === typed.length && complete(typed, known);
    if (!found) return;
    this.input.value = typed + found.slice(typed.length);
    this.input.setSelectionRange(typed.length, found.length);
  }

  /** @param {KeyboardEvent} event */
  onFieldKey(event) {
    if (event.key === "Escape") this.closeField();
    else if (event.key === "Enter") this.keepField(event.shiftKey);
    else return false;
    return true;
  }

  /** @param {boolean} isShifted */
  keepField(isShifted) {
    const { page, passage, field } = this;
    const value = this.input?.value.trim() ?? "";
    const kind = this.kind?.value ?? "";
    this.closeField();
    if (!page || !passage || !field) return;
    const tag = page.tags.get(keyOf(passage));
    if (field.kind === "source") return this.setSource(page, passage, value, isShifted);
    if (!tag) return;
    const nth = this.session.focus;
    if (field.kind === "note") return this.decideTag(nth, { ...tag, note: value });
    // Another speaker than the accepted one: the decision is the coder's own now.
    const own = tag.speaker && tag.speaker !== value ? { origin: "hand", score: null } : {};
    const said = { speaker: value, speaker_kind: value ? kind : "unnamed" };
    this.session.last = { label: tag.label, ...said };
    this.decideTag(nth, { ...tag, ...own, ...said });
    this.goOn();
  }

  /** @param {Page} page @param {Passage} passage @param {string} source @param {boolean} isOnlyHere */
  setSource(page, passage, source, isOnlyHere) {
    const next = page.passages[this.session.focus + 1];
    const end = isOnlyHere && next ? { end: next.start } : {};
    // The first passage speaks for all that stands before it, blanks included.
    const start = this.session.focus === 0 ? 0 : passage.start;
    this.session.decide({ do: "source", article_id: page.article_id, source, start, ...end });
    this.session.redraw();
  }

  closeField() {
    if (!this.field) return;
    this.forgetField();
    this.list.focus({ preventScroll: true });
  }

  forgetField() {
    this.field?.box.remove();
    this.field = null;
    this.typed = "";
  }

  /** Put what somebody types into the row that was drawn anew, the caret where it was. @param {HTMLElement} row */
  keepFieldIn(row) {
    const { field, input } = this;
    if (!field || !input) return;
    const { selectionStart, selectionEnd } = input;
    row.append(field.box);
    input.focus({ preventScroll: true });
    input.setSelectionRange(selectionStart, selectionEnd);
  }
}

/** What an accepted suggestion says. @param {Suggestion} suggestion @returns {Partial<Tag>} */
function accepted({ label, speaker, speaker_kind, score }) {
  return { label, speaker, speaker_kind, score, origin: "suggestion" };
}

/** The first passage without a tag from one on, else that one. @param {Page} page @param {number} nth */
function firstLeft(page, nth) {
  const found = page.passages.findIndex((passage, at) => at >= nth && !page.tags.has(keyOf(passage)));
  return found < 0 ? nth : found;
}

/** Rows that the browser lays out together, and not at all while they are far from view. */
const CHUNK = 50;

/** Part many rows into chunks: a change in one lays out that one alone. @param {HTMLElement[]} rows */
function inChunks(rows) {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, nth) => {
    const part = rows.slice(nth * CHUNK, (nth + 1) * CHUNK);
    return make("div", { class: "annotate-chunk", role: "presentation", "--rows": part.length }, ...part);
  });
}

/** Where a row begins and ends in all that its list scrolls over. @param {HTMLElement} list @param {HTMLElement} row */
function placeIn(list, row) {
  const inWindow = row.getBoundingClientRect();
  const shift = list.scrollTop - list.getBoundingClientRect().top - list.clientTop;
  return { top: inWindow.top + shift, bottom: inWindow.bottom + shift };
}

/** Scroll a list so that a row stands well inside it, and nothing around it. @param {HTMLElement} list @param {HTMLElement} row */
function reveal(list, row) {
  const above = Math.min(96, list.clientHeight / 4);
  const below = list.clientHeight * 0.4; // what comes next is read ahead
  const { top, bottom } = placeIn(list, row);
  if (bottom + below > list.scrollTop + list.clientHeight) list.scrollTop = Math.min(bottom + below - list.clientHeight, top - above);
  else if (top - above < list.scrollTop) list.scrollTop = top - above;
}

/** The place after the first comma, semicolon or colon; else the middle. @param {Page} page @param {Passage} passage */
function firstClause(page, { start, end }) {
  const text = slice(page, start, end);
  const found = /[,;:،、，]\s/u.exec(text);
  return found ? start + measure(text).toPoints(found.index + 1) : Math.floor((start + end) / 2);
}

// --- The widget ---------------------------------------------------------------------------------------------------------

/** anywidget calls this once a model; the session lives as long as the model, each view as long as it is shown. */
export default function tagger() {
  /** @type {Session} */
  let session;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      session = new Session(model);
      return () => session.close();
    },
    /** @param {{model: Model, el: HTMLElement, signal: AbortSignal}} given */
    render({ model, el, signal }) {
      new View(session, el, languageOf(model.get("language")), signal);
      session.open(languageOf(model.get("language")));
    },
  };
}
