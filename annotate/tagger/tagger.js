// Made by `npm run bundle` from the modules in js/: change those.

// annotate/tagger/js/text.js
function measure(text) {
  const wide = [];
  let point = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(point);
    point += 1;
  }
  return {
    toUnits: (place) => place + countWhile(wide, (nth) => wide[nth] < place),
    toPoints: (unit) => unit - countWhile(wide, (nth) => wide[nth] + nth + 1 < unit)
  };
}
function countWhile(sorted, isBefore) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
function slice(page, start, end2) {
  return page.text.slice(page.offsets.toUnits(start), page.offsets.toUnits(end2));
}
function splitPlaces(page, { start, end: end2 }) {
  const text = slice(page, start, end2);
  const offsets = measure(text);
  const places = [...text.matchAll(/\s\S/gu)].map((found) => start + offsets.toPoints(found.index + 1));
  if (places.length) return places;
  return [...text].slice(1).map((_, nth) => start + nth + 1);
}
function firstClause(page, { start, end: end2 }) {
  const text = slice(page, start, end2);
  const found = /[,;:،、，]\s/u.exec(text);
  return found ? start + measure(text).toPoints(found.index + 1) : Math.floor((start + end2) / 2);
}
function trimmed(page, start, end2) {
  const text = slice(page, start, end2);
  const blanks = (piece) => [...piece].length;
  const from = start + blanks(text.slice(0, text.length - text.trimStart().length));
  const to = end2 - blanks(text.slice(text.trimEnd().length));
  return from < to ? [from, to] : null;
}
function halves(page, { start, end: end2 }, at2) {
  const left2 = slice(page, start, at2);
  const right = slice(page, at2, end2);
  const blanks = (piece) => [...piece].length;
  return [
    [start, at2 - blanks(left2.slice(left2.trimEnd().length))],
    [at2 + blanks(right.slice(0, right.length - right.trimStart().length)), end2]
  ];
}
function isRightToLeft(text) {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}

// annotate/tagger/js/page.js
var keyOf = (span) => `${span.start}-${span.end}`;
var readPassage = ([start, end2, proposed_label, reason, double_of]) => ({
  start,
  end: end2,
  proposed_label,
  reason,
  double_of
});
var empty = () => ({
  title: "",
  author: "",
  published: "",
  url: "",
  source: "",
  language: "",
  sources: [],
  answers: {},
  speakers: [],
  known_sources: [],
  captions: [],
  others: [],
  number: 0,
  articles: 0,
  project_tags: 0,
  project_passages: 0
});
function readPage(sent, before) {
  const same = before?.article_id === sent.article_id && before?.coder === sent.coder ? before : null;
  const text = sent.text ?? same?.text ?? "";
  return {
    ...empty(),
    ...sent,
    text,
    offsets: same && same.text === text ? same.offsets : measure(text),
    blind: sent.blind === true || new Set(sent.blind ?? []),
    suggestions: same?.suggestions ?? /* @__PURE__ */ new Map(),
    later: same?.later ?? /* @__PURE__ */ new Set(),
    passages: sent.passages.map(readPassage),
    speakers: [...sent.speakers ?? []],
    known_sources: [...sent.known_sources ?? []],
    examples: new Set([...sent.examples ?? []].map(([start, end2]) => keyOf({ start, end: end2 }))),
    tags: new Map((sent.tags ?? []).map(([start, end2, tag]) => [keyOf({ start, end: end2 }), tag]))
  };
}
var codebookId = ({ codebook }) => `${codebook.name}@${codebook.version}`;
var tagOf = (page, passage) => page.tags.get(keyOf(passage));
var isTagged = (page, passage) => page.tags.has(keyOf(passage));
var labelNamed = (page, name) => page.codebook.labels.find((label) => label.name === name);
function beginsLine(page, nth) {
  const before = page.passages[nth - 1];
  return !before || slice(page, before.end, page.passages[nth].start).includes("\n");
}
function sameFocus(before, page, focus) {
  const start = before.passages[focus]?.start ?? 0;
  return Math.max(
    page.passages.findLastIndex((passage) => passage.start <= start),
    0
  );
}
var passageAt = (page, place) => page.passages.findLastIndex(({ start }) => start <= place);
var isFinished = (page) => page.passages.length > 0 && page.passages.every((passage) => isTagged(page, passage));
function firstLeft(page, nth) {
  const found = page.passages.findIndex((passage, at2) => at2 >= nth && !isTagged(page, passage));
  return found < 0 ? nth : found;
}
function nextToTag(page, nth) {
  return Math.min(firstLeft(page, nth + 1), page.passages.length - 1);
}
function sourceAt(page, start) {
  const mark = page.sources.filter(([begins]) => begins <= start).at(-1);
  return mark ? mark[1] : page.source;
}
function balanceOf(page, source) {
  const counts = Object.fromEntries(page.codebook.labels.map((label) => [label.name, 0]));
  let untagged = 0;
  for (const passage of page.passages) {
    if (page.sources.length && sourceAt(page, passage.start) !== source) continue;
    const tag = tagOf(page, passage);
    if (tag) counts[tag.label] += 1;
    else untagged += 1;
  }
  return { counts, untagged };
}

// annotate/tagger/js/decisions.js
function apply(page, deed) {
  if (!("article_id" in deed) || deed.article_id !== page.article_id) return;
  if (deed.do === "tag") applyTag(page, deed);
  if (deed.do === "untag" && page.tags.delete(keyOf(deed))) page.project_tags -= 1;
  if (deed.do === "cut") applyCut(page, deed);
  if (deed.do === "source") applySource(page, deed);
  if (deed.do === "keep_example") page.examples[deed.kept ? "add" : "delete"](keyOf(deed));
  if (deed.do === "answer") page.answers = answered(page.answers, deed.answers);
}
var answered = (before, given) => Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, answer]) => answer));
var PLAIN = {
  speaker: "",
  speaker_kind: "",
  evaluative: false,
  unsure: false,
  note: "",
  origin: "hand",
  score: null,
  machine: ""
};
function changes(page, deed) {
  if (deed.do === "untag") return tagOf(page, deed) !== void 0;
  if (deed.do === "keep_example") return page.examples.has(keyOf(deed)) !== deed.kept;
  if (deed.do === "answer") return !isSame(answered(page.answers, deed.answers), page.answers);
  if (deed.do !== "tag") return true;
  const { do: _, article_id: __, start: ___, end: ____, answers, codebook: _____, ...said } = { ...PLAIN, ...deed };
  const kept = (
    /** @type {Record<string, any> | undefined} */
    tagOf(page, deed)
  );
  if (!kept || !isSame(answers ?? {}, kept.answers ?? {})) return true;
  return Object.entries(said).some(([name, value]) => ({ ...PLAIN, ...kept })[name] !== value);
}
var isSame = (one, other) => [.../* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => one[name] === other[name]);
function applyTag(page, said) {
  if (!page.passages.some(({ start, end: end2 }) => start === said.start && end2 === said.end)) cutOut(page, said);
  const { label, speaker, speaker_kind, evaluative, unsure: unsure2, note, origin, score, machine, answers } = {
    ...PLAIN,
    ...said
  };
  const key = keyOf(said);
  if (!page.tags.has(key)) page.project_tags += 1;
  const more = { ...machine ? { machine } : {}, ...answers ? { answers } : {} };
  page.tags.set(key, { label, speaker, speaker_kind, evaluative, unsure: unsure2, note, origin, score, ...more });
  if (speaker && !page.speakers.includes(speaker)) page.speakers.push(speaker);
}
function applyCut(page, { before, after }) {
  const gone = new Set(before.map(([start, end2]) => keyOf({ start, end: end2 })));
  for (const key of gone) if (page.tags.delete(key)) page.project_tags -= 1;
  replace(page, gone, after);
}
function cutOut(page, { start, end: end2 }) {
  const touched = page.passages.filter((passage) => passage.start < end2 && start < passage.end);
  const rests = touched.flatMap((passage) => [trimmed(page, passage.start, start), trimmed(page, end2, passage.end)]).filter((rest2) => rest2 !== null);
  replace(page, new Set(touched.map(keyOf)), [...rests, [start, end2]]);
}
function replace(page, gone, after) {
  const plain = { proposed_label: "", reason: "", double_of: null };
  const kept = page.passages.filter((passage) => !gone.has(keyOf(passage)));
  const added = after.map(([start, end2]) => ({ start, end: end2, ...plain }));
  page.passages = [...kept, ...added].sort((a, b) => a.start - b.start);
  page.project_passages += after.length - gone.size;
}
function applySource(page, { start = 0, end: end2 = null, source }) {
  const isReplaced = (begins) => begins === start || end2 !== null && begins > start && begins < end2;
  const marks2 = page.sources.filter(([begins]) => !isReplaced(begins));
  const goesOn = end2 !== null && page.passages.some((passage) => passage.start >= end2);
  if (goesOn && !marks2.some(([begins]) => begins === end2)) marks2.push([end2, sourceAt(page, end2)]);
  marks2.push([start, source]);
  page.sources = marks2.sort((a, b) => a[0] - b[0]);
  if (!page.known_sources.includes(source)) page.known_sources.push(source);
}

// annotate/tagger/js/elements.js
var OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("--")) element.style.setProperty(name, value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}
function button(key, name, attributes = {}) {
  const shown = key.replace("Shift+", "⇧ ").replace("Enter", "⏎").replace("Escape", "Esc");
  const all = { type: "button", tabindex: -1, class: "annotate-button", "data-key": key, ...OWN_KEYS, ...attributes };
  return make("button", all, make("kbd", {}, shown), name);
}
function fill(chooser, options2) {
  const { value } = chooser;
  chooser.replaceChildren(...options2.map(([one, name]) => make("option", { value: one }, name)));
  chooser.value = options2.some(([one]) => one === value) ? value : options2[0]?.[0] ?? "";
}

// annotate/tagger/js/suggestions.js
function readSuggestion(sent, machine = "") {
  const [start, end2, label, speaker, speaker_kind, score, reason, cues, proposed_source] = sent;
  return { start, end: end2, label, speaker, speaker_kind, score, reason, cues, proposed_source, machine };
}
function hiddenSuggestion(page, passage) {
  const { start, end: end2, proposed_label: label, reason } = passage;
  const plain = { speaker: "", speaker_kind: "", score: null, cues: [], proposed_source: "", machine: "" };
  return page.suggestions.get(keyOf(passage)) ?? { start, end: end2, label, reason, ...plain };
}
function suggestionFor(page, passage) {
  return isHidden(page, passage) ? null : hiddenSuggestion(page, passage);
}
function proposedSource(page, passage) {
  const proposed = hiddenSuggestion(page, passage).proposed_source;
  return proposed === sourceAt(page, passage.start) ? "" : proposed;
}
var isBlind = (page, { start }) => page.blind === true || page.blind.has(start) || page.later.has(start);
var isHidden = (page, passage) => isBlind(page, passage) && !isTagged(page, passage);
var CERTAIN = 0.8;
function isCertain(page, passage) {
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, suggestion?.label);
  if (!suggestion || !label) return false;
  return !label.counted || label.takes_speaker && suggestion.speaker !== "" && (suggestion.score ?? 0) >= CERTAIN;
}
function accepted({ label, speaker, speaker_kind, score, machine }) {
  return { label, speaker, speaker_kind, score, origin: "suggestion", ...machine ? { machine } : {} };
}
function restOfParagraph(page, nth, label) {
  const found = [];
  for (let at2 = nth; at2 < page.passages.length && (at2 === nth || !beginsLine(page, at2)); at2 += 1) {
    const suggested = suggestionFor(page, page.passages[at2])?.label || label;
    if (!isTagged(page, page.passages[at2]) && suggested === label) found.push(at2);
  }
  return found;
}
var WEIGHED = ["evaluative", "modal", "first_person", "irony", "question"];
function cuePieces(page, { start, end: end2 }, cues) {
  const inside = cues.filter(([from, to]) => from < end2 && to > start && from < to);
  const places = /* @__PURE__ */ new Set([start, end2]);
  for (const [from, to] of inside) places.add(Math.max(from, start)).add(Math.min(to, end2));
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.slice(1).map((to, nth) => {
    const kinds = inside.filter((cue) => cue[0] <= sorted[nth] && cue[1] >= to).map((cue) => cue[2]);
    return [slice(page, sorted[nth], to), [...new Set(kinds)]];
  });
}

// annotate/tagger/js/field.js
function guessKind(speaker) {
  if (!speaker.trim()) return "unnamed";
  return /\p{Lu}/u.test(speaker) ? "named" : "collective";
}
function complete(typed, known) {
  const low = typed.toLowerCase();
  return typed ? known.find((text) => text.toLowerCase().startsWith(low) && text.length > typed.length) : void 0;
}
function firstValue(kind, page, passage) {
  const tag = tagOf(page, passage);
  if (kind === "note") return tag?.note ?? "";
  if (kind === "source") return proposedSource(page, passage) || sourceAt(page, passage.start);
  return tag?.speaker || suggestionFor(page, passage)?.speaker || "";
}
function firstKind(speaker, page, passage) {
  const suggestion = suggestionFor(page, passage);
  const suggested = suggestion?.speaker === speaker && suggestion.speaker_kind;
  return tagOf(page, passage)?.speaker_kind || suggested || guessKind(speaker);
}
var Field = class {
  /** @type {Opened | null} */
  opened = null;
  input = this.makeInput();
  /** @type {HTMLSelectElement | null} */
  kind = null;
  typed = "";
  /** @param {Session} session @param {List} list @param {Tagging} tagging */
  constructor(session, list, tagging) {
    this.session = session;
    this.list = list;
    this.tagging = tagging;
  }
  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }
  makeInput() {
    const look2 = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false" };
    return (
      /** @type {HTMLInputElement} */
      make("input", { ...look2, ...OWN_KEYS })
    );
  }
  /** @param {FieldKind} kind */
  open(kind) {
    const { here } = this.tagging;
    const { texts } = this;
    if (!here || !this.list.row) return;
    const { page, passage } = here;
    if (kind === "note" && !tagOf(page, passage)) return this.session.warn(texts.text("tag_first"));
    this.forget();
    this.input = this.makeInput();
    this.input.value = firstValue(kind, page, passage);
    const name = { speaker: texts.text("speaker"), source: texts.text("source_ask"), note: texts.text("note") }[kind];
    const hint2 = {
      speaker: texts.text("speaker_hint"),
      source: `${texts.text("source_hint")} · ${texts.text("source_yours")}`,
      note: texts.text("note_hint")
    }[kind];
    const box = make("div", { class: "annotate-field", role: "gridcell" }, make("label", {}, name, this.input));
    this.kind = kind === "speaker" ? this.kindChooser(firstKind(this.input.value, page, passage)) : null;
    box.append(...this.kind ? [this.kind] : [], make("span", { class: "annotate-hint" }, hint2));
    this.opened = { kind, article_id: page.article_id, start: passage.start, box };
    this.list.putField(box);
    this.input.focus({ preventScroll: true });
    this.input.select();
  }
  /** @param {string} chosen */
  kindChooser(chosen) {
    const { texts } = this;
    const options2 = ["named", "unnamed", "collective"].map(
      (kind) => make("option", { value: kind, selected: kind === chosen }, texts.text(kind))
    );
    const chooser = make("select", { "aria-label": texts.text("kind"), ...OWN_KEYS }, ...options2);
    return (
      /** @type {HTMLSelectElement} */
      chooser
    );
  }
  onInput() {
    const { page } = this.session;
    if (!this.opened || !page) return;
    const typed = this.input.value;
    const isLonger = typed.length > this.typed.length;
    this.typed = typed;
    if (this.kind) this.kind.value = guessKind(typed);
    const known = { speaker: page.speakers, source: page.known_sources, note: [] }[this.opened.kind];
    const found = isLonger && this.input.selectionStart === typed.length && complete(typed, known);
    if (!found) return;
    this.input.value = typed + found.slice(typed.length);
    this.input.setSelectionRange(typed.length, found.length);
  }
  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter") this.keep(event.shiftKey);
    else return false;
    return true;
  }
  /** @param {boolean} isShifted */
  keep(isShifted) {
    const { opened } = this;
    const value = this.input.value.trim();
    const kind = this.kind?.value ?? "";
    this.close();
    if (opened?.kind === "source") this.tagging.setSource(value, isShifted);
    if (opened?.kind === "note") this.keepNote(value);
    if (opened?.kind === "speaker") this.keepSpeaker(value, kind);
  }
  /** @param {string} note */
  keepNote(note) {
    const tag = this.tagging.here && tagOf(this.tagging.here.page, this.tagging.here.passage);
    if (tag) this.tagging.decideTag(this.session.focus, { ...tag, note });
  }
  /** @param {string} speaker @param {string} kind */
  keepSpeaker(speaker, kind) {
    const tag = this.tagging.here && tagOf(this.tagging.here.page, this.tagging.here.passage);
    if (!tag) return;
    const own = tag.speaker && tag.speaker !== speaker ? { origin: "hand", score: null, machine: "" } : {};
    const said = { speaker, speaker_kind: speaker ? kind : "unnamed" };
    this.session.last = { label: tag.label, ...said };
    this.tagging.decideTag(this.session.focus, { ...tag, ...own, ...said });
    this.tagging.ask();
  }
  close() {
    if (!this.opened) return;
    this.forget();
    this.list.takeKeyboard();
  }
  forget() {
    this.opened?.box.remove();
    this.opened = null;
    this.typed = "";
  }
  /** Leave what somebody types alone, as long as its passage is in focus. */
  forgetElsewhere() {
    const { page, focus } = this.session;
    const isHere = this.opened?.start === page?.passages[focus]?.start && this.opened?.article_id === page?.article_id;
    if (!isHere) this.forget();
  }
  /** Put what somebody types into the row that was drawn anew, the caret where it was. @param {number} nth */
  keepIn(nth) {
    if (this.opened?.start !== this.session.page?.passages[nth]?.start || !this.opened) return;
    const { selectionStart, selectionEnd } = this.input;
    this.list.rows[nth].append(this.opened.box);
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(selectionStart, selectionEnd);
  }
};

// annotate/tagger/js/keys.js
var KEYS = [
  { keys: ["ArrowDown"], verb: "next", shown: "↓", help: "k_next" },
  { keys: ["ArrowUp"], verb: "previous", shown: "↑", help: "k_previous" },
  { keys: ["Home"], verb: "first", shown: "Home", help: "k_first" },
  { keys: ["End"], verb: "last", shown: "End", help: "k_last" },
  { keys: ["Enter"], verb: "accept", shown: "Enter", isMain: true, bar: "k_accept", help: "k_accept" },
  { keys: ["Shift+Enter"], verb: "acceptRun", shown: "Shift+Enter", bar: "b_run", help: "k_run" },
  { keys: ["p"], verb: "repeat", shown: "p", bar: "b_repeat", help: "k_repeat" },
  { keys: ["s"], verb: "split", shown: "s", bar: "k_split", help: "k_split" },
  { keys: ["m"], verb: "merge", shown: "m", bar: "k_merge", help: "k_merge" },
  { keys: ["u", "Ctrl+z"], verb: "undo", shown: "u / Ctrl+Z", bar: "k_undo", help: "k_undo" },
  { keys: ["r", "Ctrl+y", "Ctrl+Shift+z"], verb: "redo", shown: "r / Ctrl+Y", bar: "k_redo", help: "k_redo" },
  { keys: ["e"], verb: "evaluative", shown: "e", bar: "evaluative", help: "k_evaluative" },
  { keys: ["?"], verb: "unsure", shown: "?", bar: "unsure", help: "unsure" },
  { keys: ["n"], verb: "note", shown: "n", bar: "note", help: "note" },
  { keys: ["v"], verb: "source", shown: "v", bar: "b_source", help: "k_source" },
  { keys: ["Shift+v"], verb: "takeSource", shown: "Shift+V", help: "k_take_source" },
  { keys: ["Delete", "Backspace"], verb: "untag", shown: "Delete", help: "k_untag" },
  {
    keys: ["[", "PageUp", "Ctrl+PageUp", "k"],
    verb: "previousArticle",
    shown: "[ / k / PageUp",
    icon: "←",
    help: "k_previous_article"
  },
  {
    keys: ["]", "PageDown", "Ctrl+PageDown", "j"],
    verb: "nextArticle",
    shown: "] / j / PageDown",
    icon: "→",
    help: "k_next_article"
  },
  { keys: ["q"], verb: "queue", shown: "q", bar: "b_queue", help: "k_queue" },
  { keys: ["/", "Ctrl+f"], verb: "search", shown: "Ctrl+F / /", bar: "b_search", help: "k_search" },
  { keys: ["w", "Ctrl+Shift+f"], verb: "find", shown: "w / Ctrl+Shift+F", bar: "b_find", help: "k_find" },
  { keys: ["."], verb: "nextHit", shown: ".", help: "k_next_hit" },
  { keys: [","], verb: "previousHit", shown: ",", help: "k_previous_hit" },
  { keys: ["a"], verb: "questions", shown: "a", bar: "b_questions", help: "k_questions" },
  { keys: ["x"], verb: "example", shown: "x", bar: "b_example", help: "k_keep_example" },
  { keys: ["g"], verb: "shelf", shown: "g", bar: "b_shelf", help: "k_shelf" },
  { keys: ["f"], verb: "full", shown: "f", bar: "b_full", help: "k_full" },
  { keys: ["h"], verb: "help", shown: "h", isMain: true, bar: "k_help", help: "k_help" },
  { keys: ["Escape"], verb: "leave", shown: "Esc", bar: "b_leave", help: "k_leave" }
];
var verbOf = (key) => KEYS.find(({ keys }) => keys.includes(key))?.verb;
function keyName(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code ?? "");
  if (digit && !event.shiftKey) return digit[1];
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
var SHIFTED = ["Enter", "v", "Ctrl+z", "Ctrl+f"];
function chord(event) {
  const isControl = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  const name = keyName(event);
  const isShifted = event.shiftKey && SHIFTED.includes(isControl ? `Ctrl+${name}` : name);
  return `${isControl ? "Ctrl+" : ""}${isShifted ? "Shift+" : ""}${name}`;
}
var SCROLLING = /* @__PURE__ */ new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);

// annotate/tagger/js/messages.js
var PROTOCOL = 2;
var open = (language, step) => ({ do: "open", protocol: PROTOCOL, language, ...step ? { step } : {} });
var openUnfinished = (language) => ({ do: "open", protocol: PROTOCOL, language, unfinished: true });
var openArticle = (language, article_id) => ({ do: "open", protocol: PROTOCOL, language, article_id });
var shelf = (wanted) => ({ do: "shelf", protocol: PROTOCOL, ...wanted });
var hits = (wanted) => ({ do: "hits", protocol: PROTOCOL, ...wanted });
var find = (wanted) => ({ do: "find", protocol: PROTOCOL, ...wanted });
var howMany = () => ({ do: "how_many", protocol: PROTOCOL });
var look = () => ({ do: "look", protocol: PROTOCOL });
function read(message) {
  const content = message.json ? JSON.parse(message.json) : message;
  return { ...content, kind: message.kind };
}
var isForeign = ({ protocol = PROTOCOL }) => protocol !== PROTOCOL;
var isSpan = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
var isJudged = (value) => Array.isArray(value) && value.length === 7 && value.slice(0, 2).every(Number.isInteger);
var isTexts = (value) => typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
function isDecision(value) {
  if (typeof value !== "object" || value === null) return false;
  const said = (
    /** @type {Record<string, unknown>} */
    value
  );
  const isStamped = typeof said.decision === "string" && said.decision !== "" && typeof said.coder === "string";
  const spans = said.do === "cut" ? [said.before, said.after] : [];
  if (said.do === "settle" && !(Array.isArray(said.tags) && said.tags.every(isJudged))) return false;
  if (said.answers !== void 0 && !isTexts(said.answers)) return false;
  return isStamped && DEEDS.has(said.do) && spans.every((list) => Array.isArray(list) && list.every(isSpan));
}
var DEEDS = /* @__PURE__ */ new Set([
  ...["tag", "untag", "cut", "source", "answer", "keep_example", "undo", "redo"],
  ...["settle", "seal", "example"]
]);

// annotate/tagger/js/outbox.js
var COUNTER = "annotate-counter";
function storageOf() {
  try {
    return globalThis.localStorage;
  } catch {
    return void 0;
  }
}
var newest = 0;
function count() {
  const storage = storageOf();
  try {
    newest = Math.max(newest, Number(storage?.getItem(COUNTER)) || 0);
    newest = Math.max(newest + 1, Date.now());
    storage?.setItem(COUNTER, String(newest));
  } catch {
    newest = Math.max(newest + 1, Date.now());
  }
  return newest;
}
function newId() {
  const random = Math.floor(Math.random() * 36 ** 6).toString(36);
  return count().toString(36).padStart(9, "0") + random.padStart(6, "0");
}
var Outbox = class {
  /** @param {string} owner whose decisions: `project:coder` @param {Storage | undefined} storage */
  constructor(owner, storage) {
    this.owner = owner;
    this.prefix = `annotate:${owner}:`;
    this.storage = storage;
    this.waiting = /* @__PURE__ */ new Map();
    this.isKept = true;
    this.readKept();
  }
  readKept() {
    try {
      if (!this.storage) throw new Error("no storage");
      const keys = Array.from({ length: this.storage.length }, (_, nth) => this.storage?.key(nth) ?? "");
      for (const key of keys.filter((name) => name.startsWith(this.prefix)).sort()) this.readEntry(key);
    } catch {
      this.isKept = false;
    }
  }
  /** Read one entry; what is broken, or another's whose name begins as this one's does, is passed over.
   * @param {string} key */
  readEntry(key) {
    const said = parse(this.storage?.getItem(key) ?? "");
    const isOwn = isDecision(said) && key === this.prefix + said.decision && this.owner.endsWith(`:${said.coder}`);
    if (isOwn) this.waiting.set(said.decision, said);
  }
  /** @param {Carried} decision */
  put(decision) {
    this.waiting.set(decision.decision, decision);
    try {
      this.storage?.setItem(this.prefix + decision.decision, JSON.stringify(decision));
    } catch {
      this.isKept = false;
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
};
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// annotate/tagger/js/runs.js
var Runs = class {
  /** How many decisions each step made, the newest last. @type {number[]} */
  done = [];
  /** @type {number[]} */
  undone = [];
  isOpen = false;
  /** Do several decisions as one step; say how many there were. @param {() => void} decide */
  asOne(decide) {
    const isOuter = !this.isOpen;
    if (isOuter) this.done.push(0);
    this.isOpen = true;
    decide();
    this.isOpen = !isOuter;
    const many = this.done.at(-1) ?? 0;
    if (isOuter && !many) this.done.pop();
    return many;
  }
  /** Count a decision that was made. */
  count() {
    this.undone = [];
    if (this.isOpen) this.done.push((this.done.pop() ?? 0) + 1);
    else this.done.push(1);
  }
  /** How many decisions the next undo, or redo, is of. @param {"undo" | "redo"} verb */
  take(verb) {
    const [from, to] = verb === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const many = from.pop() ?? 1;
    to.push(many);
    return many;
  }
  /** Somebody else decided, or a decision was refused: from here on, one at a time. */
  forget() {
    this.done = [];
    this.undone = [];
  }
};

// annotate/tagger/js/wording.js
function languageOf(asked, languages) {
  const wanted = (asked || globalThis.navigator?.language || "en").slice(0, 2);
  if (asked && languages.includes(asked)) return asked;
  return languages.includes(wanted) ? wanted : "en";
}
var Texts = class {
  /** @param {string} language @param {Record<string, Text>} all */
  constructor(language, all) {
    this.language = language;
    this.all = all;
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
    this.shares = new Intl.NumberFormat(language, { style: "percent" });
  }
  /** @param {string} name */
  has(name) {
    return Object.hasOwn(this.all, name);
  }
  /** A text with its values filled in; `n` chooses among its forms. @param {string} name
   * @param {Record<string, string | number>} [values] */
  text(name, values = {}) {
    const found = this.has(name) ? this.all[name] : "";
    const whole = typeof found === "string" ? found : found[this.plurals.select(Number(values.n))] ?? found.other;
    return whole.replace(
      /\{(\w+)\}/g,
      (all, place) => Object.hasOwn(values, place) ? this.shown(values[place]) : all
    );
  }
  /** @param {string | number} value */
  shown(value) {
    return typeof value === "number" ? this.numbers.format(value) : value;
  }
  /** @param {number} value from 0 to 1 */
  share(value) {
    return this.shares.format(value);
  }
  /** What a mapping by language (a label's definition, say) has for this one, else for English.
   * @template T @param {Record<string, T>} given @returns {T | undefined} */
  choose(given) {
    return given[this.language] ?? given.en;
  }
  /** A label's mark and title. @param {Label} label */
  titleOf(label) {
    return `${label.mark} ${this.choose(label.title) ?? label.name}`;
  }
};

// annotate/tagger/js/carrier.js
var RETRY_MS = 4e3;
var LOOK_MS = 150;
var NO_ERROR = { reason: "", cause: "" };
var Carrier = class {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const waiting = (
      /** @type {Record<string, string>} */
      model.get("waiting") || {}
    );
    const language = languageOf(model.get("language"), Object.keys(waiting));
    this.texts = new Texts(language, { waiting: waiting[language] ?? "" });
    this.isAsked = false;
    this.outbox = null;
    this.told = "";
    this.runs = new Runs();
    this.state = { kind: "saved", ...NO_ERROR };
    this.error = NO_ERROR;
    this.warned = NO_ERROR;
    this.views = /* @__PURE__ */ new Set();
    this.receive = this.receive.bind(this);
    model.on("msg:custom", this.receive);
    this.timer = setInterval(() => this.retry(), RETRY_MS);
    this.looking = void 0;
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
    this.send(open(this.texts.language, step));
  }
  /** @param {object} content */
  send(content) {
    try {
      this.model.send(content);
    } catch {
      clearInterval(this.timer);
      this.setState("unsaved", "");
    }
  }
  /** Ask for what stands now, a moment later: several reasons to ask are asked once. */
  look() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.send(look()), LOOK_MS);
  }
  /** @param {any} message */
  receive(message) {
    this.meet(read(message));
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
};

// annotate/tagger/js/changed.js
function keep({ page, edition }) {
  const { text: _, wording: __, begins: ___, queue: ____, ...kept } = page;
  return { page: kept, edition };
}
function changed({ page, edition }, change) {
  if (edition !== change.after) return null;
  const rest2 = page.passages.slice(change.at + change.removed);
  const passages = [...page.passages.slice(0, change.at), ...change.passages, ...rest2];
  return { page: { ...page, ...change.about, passages, tags: tags(page, change) }, edition: change.edition };
}
function tags(page, { tags: tags2, untagged }) {
  const gone = new Set([...untagged, ...tags2].map(([start, end2]) => `${start}-${end2}`));
  return [...(page.tags ?? []).filter(([start, end2]) => !gone.has(`${start}-${end2}`)), ...tags2];
}

// annotate/tagger/js/news.js
function tellViews(session, news) {
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
function left(texts, articles) {
  const goingOn = articles ? texts.text("n_unfinished", { n: articles }) : texts.text("study_done");
  return articles ? `${texts.text("done")} ${texts.text("enter_goes", { what: goingOn })}` : goingOn;
}

// annotate/tagger/js/answers.js
var BETWEEN = " | ";
var questionsOf = ({ codebook }, about2) => (codebook.questions ?? []).filter((one) => about2 === void 0 || one.about === about2);
var goesWith = ({ about: about2, labels }, label) => about2 === "passage" && (!labels.length || labels.includes(label));
function fitting(page, label, answers) {
  const fit = new Set(questionsOf(page).flatMap((one) => goesWith(one, label) ? [one.name] : []));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => fit.has(name)));
}
var keptWords = (page, { answers, evaluative, note, unsure: unsure2 }, label = "") => ({
  evaluative,
  unsure: unsure2,
  note,
  answers: fitting(page, label, answers ?? {})
});
var dueOfPassage = (page, tag) => questionsOf(page, "passage").filter(
  (one) => one.asked === "label" && one.labels.includes(tag.label) && !tag.answers?.[one.name]
);
var dueOfArticle = (page, moment) => questionsOf(page, "article").filter(({ asked, name }) => asked === moment && !page.answers[name]);
function optionsOf(texts, question) {
  const { answer, choices, high, low } = question;
  if (answer === "yes/no") {
    return [
      { key: "1", value: "True", title: texts.text("answer_yes") },
      { key: "0", value: "False", title: texts.text("answer_no") }
    ];
  }
  if (answer === "scale") {
    const steps = Array.from({ length: high - low + 1 }, (_, nth) => low + nth);
    const isDigit = low >= 0 && high <= 9;
    return steps.map((step, nth) => ({
      key: isDigit ? String(step) : keyAt(nth),
      value: String(step),
      title: texts.shown(step)
    }));
  }
  return choices.map(({ name, title }, nth) => ({ key: keyAt(nth), value: name, title: texts.choose(title) ?? name }));
}
var keyAt = (nth) => nth < 9 ? String(nth + 1) : String.fromCharCode(97 + nth - 9);
function answerLine(texts, question, answer) {
  const titles = new Map(optionsOf(texts, question).map(({ title, value }) => [value, title]));
  const parts = question.answer === "several" ? answer.split(BETWEEN) : [answer];
  const shown = parts.map((one) => titles.get(one) ?? one).join(", ");
  return `${texts.choose(question.title) ?? question.name}${texts.text("colon")} ${shown}`;
}
var turned = (answer) => ({ True: "False", False: "" })[answer ?? ""] ?? "True";
function typedAnswer({ answer }, typed) {
  const text = typed.trim();
  if (answer !== "number" || !text) return text;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) ? String(number) : null;
}

// annotate/tagger/js/told.js
function told(texts, page, deed) {
  if (deed.do === "undo") return texts.text("told_undo");
  if (deed.do === "redo") return texts.text("told_redo");
  return texts.text("told", { what: what(texts, page, deed) });
}
function what(texts, page, deed) {
  if (deed.do === "tag") return ofTag(texts, page, deed);
  if (deed.do === "cut") return texts.text(deed.after.length > deed.before.length ? "told_split" : "told_merge");
  if (deed.do === "source") return texts.text("source", { source: deed.source || texts.text("no_source") });
  if (deed.do === "keep_example")
    return texts.text(deed.kept ? "told_on" : "told_off", { what: texts.text("b_example") });
  if (deed.do === "answer") return ofAnswers(texts, page, page.answers, deed.answers);
  return texts.text("told_untag");
}
function ofAnswers(texts, page, before, now) {
  const changed2 = questionsOf(page).find(({ name }) => (before[name] ?? "") !== (now[name] ?? before[name] ?? ""));
  if (!changed2) return "";
  const answer = now[changed2.name];
  const title = texts.choose(changed2.title) ?? changed2.name;
  return answer ? answerLine(texts, changed2, answer) : texts.text("told_off", { what: title });
}
function ofTag(texts, page, said) {
  const kept = tagOf(page, said);
  const label = labelNamed(page, said.label);
  const title = label ? texts.titleOf(label) : said.label;
  if (!kept || kept.label !== said.label) return title;
  for (
    const flag of
    /** @type {const} */
    ["evaluative", "unsure"]
  ) {
    const name = { what: texts.text(flag) };
    if (kept[flag] !== Boolean(said[flag])) return texts.text(said[flag] ? "told_on" : "told_off", name);
  }
  if (kept.note !== (said.note ?? "")) return texts.text("note");
  const none = Object.fromEntries(Object.keys(kept.answers ?? {}).map((name) => [name, ""]));
  const answers = ofAnswers(texts, page, kept.answers ?? {}, { ...none, ...said.answers });
  if (answers) return answers;
  return said.speaker ? `${title}, ${said.speaker}` : title;
}

// annotate/tagger/js/session.js
var Session = class extends Carrier {
  /** @param {Model} model */
  constructor(model) {
    super(model);
    this.page = null;
    this.article = null;
    this.focus = 0;
    this.unfinished = null;
    this.going = null;
    this.machine = null;
    this.feedback = null;
    this.score = null;
    this.last = null;
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
    if (isForeign(article)) return this.refuseVersion();
    this.article = keep(article);
    this.show(article.page);
  }
  /** Show what changed; or ask for the whole, where this page was told something else. @param {Change} change */
  meetChange(change) {
    if (!this.article) return;
    this.article = changed(this.article, change) ?? this.article;
    if (this.article.edition !== change.edition) return this.look();
    this.show(this.article.page);
  }
  /** @param {PageSaid} sent */
  show(sent) {
    if (sent.wording) this.texts = new Texts(this.texts.language, sent.wording);
    const before = this.page;
    const page = readPage(sent, before);
    const isSame2 = before?.article_id === page.article_id && before.coder === page.coder;
    const outbox = this.outboxOf(`${page.project_id}:${page.coder}`);
    for (const decision of outbox.waiting.values()) apply(
      page,
      /** @type {Decision} */
      decision
    );
    if (before?.article_id !== page.article_id) this.leaveArticle();
    this.page = page;
    this.focus = isSame2 ? sameFocus(before, page, this.focus) : this.firstFocus(page);
    this.redraw();
    if (before && !isSame2) for (const view of this.views) view.say(page.title || page.article_id);
    if (!isSame2 && isFinished(page)) this.send(howMany());
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
    this.send(openArticle(this.texts.language, article_id));
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
};

// annotate/tagger/js/notebook.js
function takeKeyboardFromNotebook(view) {
  const active = document.activeElement;
  const isWriting = active?.matches("input, select, textarea") || active?.closest(".cm-content")?.textContent?.trim();
  if (isWriting || active?.closest(".annotate-tagger")) return;
  if (!view.root.closest(".jp-Notebook")?.contains(active)) return;
  view.takeKeyboard();
  showWhole(view.root);
}
function showWhole(root) {
  if (root.contains(document.activeElement)) root.scrollIntoView({ block: "nearest" });
}
var AROUND = 12;
function watchRoom(root, signal) {
  const panel = root.closest(".jp-WindowedPanel-outer") ?? root.closest(".jp-Notebook");
  if (!panel) return;
  const tell = () => root.style.setProperty("--room", `${panel.clientHeight - AROUND}px`);
  const watcher = new ResizeObserver(tell);
  tell();
  watcher.observe(panel);
  signal.addEventListener("abort", () => watcher.disconnect());
}
function toggleFull(root, isFull) {
  root.popover = isFull ? null : "manual";
  if (root.popover) root.showPopover();
}

// annotate/tagger/js/end.js
var UNSURE = 3;
var WORDS = 40;
function end(texts, page, unfinished) {
  if (!isFinished(page)) return [];
  const done = make("b", {}, texts.text("done"));
  return [make("p", {}, done, strip(texts, page), next(texts, unfinished)), ...unsure(texts, page)];
}
function strip(texts, page) {
  const parts = page.codebook.labels.flatMap((label) => {
    const many = page.passages.filter((passage) => tagOf(page, passage)?.label === label.name).length;
    const title = texts.titleOf(label);
    const look2 = { class: "annotate-chip", "--colour": label.colour, title: `${title} ${texts.shown(many)}` };
    const name = make("span", {}, title.slice(label.mark.length));
    return many ? [make("span", look2, label.mark, name, ` ${texts.shown(many)}`)] : [];
  });
  return make("span", { class: "annotate-strip" }, ...parts);
}
function unsure(texts, page) {
  const found = page.passages.flatMap((passage, nth) => tagOf(page, passage)?.unsure ? [{ passage, nth }] : []);
  if (!found.length) return [];
  const shown = found.slice(0, UNSURE).map(({ passage, nth }) => {
    const words = slice(page, passage.start, Math.min(passage.end, passage.start + WORDS));
    return make("button", { class: "annotate-button", "data-nth": nth, tabindex: -1, dir: "auto" }, `${words} …`);
  });
  return [make("p", {}, texts.text("n_unsure", { n: found.length }), ...shown)];
}
function next(texts, unfinished) {
  if (unfinished === 0) return make("span", {}, texts.text("study_done"));
  const name = unfinished === null ? texts.text("next_unfinished") : texts.text("n_unfinished", { n: unfinished });
  return button("Enter", name, { class: "annotate-button annotate-main" });
}

// annotate/tagger/js/found.js
var MARKED = /* @__PURE__ */ new Map();
function markWords(owner, words, list) {
  const texts = words ? [...list.querySelectorAll(".annotate-text")] : [];
  MARKED.set(
    owner,
    texts.flatMap((text) => rangesOf(text, words))
  );
  show();
}
function markSpans(owner, spans, list, page) {
  const units = (point) => page.offsets.toUnits(point);
  const ranges = spans.flatMap((span) => {
    const nth = passageAt(page, span.start);
    const text = list.rows[nth]?.querySelector(".annotate-text");
    if (!text) return [];
    const { start, end: end2 } = page.passages[nth];
    const from = units(span.start) - units(start);
    return [rangeOf(text, from, units(Math.min(span.end, end2)) - units(start))];
  });
  MARKED.set(owner, ranges);
  show();
}
function unmarkWords(owner) {
  MARKED.delete(owner);
  show();
}
function show() {
  const ranges = [...MARKED.values()].flat();
  if (globalThis.CSS?.highlights) CSS.highlights.set("annotate-found", new Highlight(...ranges));
}
function rangesOf(text, words) {
  const { folded, places } = foldLetters(text.textContent ?? "");
  const wanted = foldLetters(words.replace(/^\*+|\*+$/g, "")).folded;
  const found = [];
  for (let at2 = wanted ? folded.indexOf(wanted) : -1; at2 >= 0; at2 = folded.indexOf(wanted, at2 + wanted.length)) {
    found.push(rangeOf(text, places[at2], places[at2 + wanted.length]));
  }
  return found;
}
function rangeOf(text, from, to) {
  const range = document.createRange();
  range.setStart(...placeAt(text, from));
  range.setEnd(...placeAt(text, to));
  return range;
}
function foldLetters(text) {
  const places = [];
  let folded = "";
  let at2 = 0;
  for (const [letter] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const plain = letter.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/ß/g, "ss");
    const sign = /^\s$/.test(plain) ? " " : plain;
    for (let nth = 0; nth < sign.length; nth += 1) places.push(at2);
    folded += sign;
    at2 += letter.length;
  }
  return { folded, places: [...places, at2] };
}
function placeAt(element, at2) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left2 = at2;
  let node = walker.nextNode();
  while (node && left2 > (node.nodeValue?.length ?? 0)) {
    left2 -= node.nodeValue?.length ?? 0;
    node = walker.nextNode();
  }
  return [node ?? element, node ? left2 : 0];
}

// annotate/tagger/js/hit_row.js
function hitRow(texts, [article_id, source, , , before, hit, after, name], labels, look2) {
  const label = labels.find((one) => one.name === name);
  const line = (text) => text.replace(/\s+/g, " ");
  const tagged = label ? texts.titleOf(label) : texts.text("untagged");
  const chip = make("span", { class: "annotate-hit-label", "--colour": label?.colour ?? "transparent" }, tagged);
  return make(
    "div",
    { class: "annotate-hit", role: "option", "aria-selected": "false", ...look2 },
    make("span", { class: "annotate-hit-source", dir: "auto", title: article_id }, source || article_id),
    make("span", { class: "annotate-hit-before" }, make("bdi", {}, line(before))),
    make("span", { class: "annotate-hit-after" }, make("b", { dir: "auto" }, line(hit)), line(after)),
    chip
  );
}

// annotate/tagger/js/press.js
var STILL = 8;
var isStill = (down, up) => Math.hypot(down.clientX - up.clientX, down.clientY - up.clientY) < STILL;
function onClick(element, act, signal) {
  let down;
  let pressed;
  const press = (event) => {
    down = event;
    pressed = /** @type {Element} */
    event.target;
  };
  const release = (event) => {
    const [from, what2] = [down, pressed];
    down = pressed = void 0;
    if (from && what2 && !what2.isConnected && isStill(from, event)) act(what2);
  };
  element.addEventListener("pointerdown", press, { signal });
  element.addEventListener("pointercancel", () => down = pressed = void 0, { signal });
  element.addEventListener("pointerup", release, { signal });
  element.addEventListener("click", ({ target }) => act(
    /** @type {Element} */
    target
  ), { signal });
}

// annotate/tagger/js/lookup.js
var Lookup = class {
  isOpen = false;
  /** The row in focus. */
  at = 0;
  /** How often was asked: only the newest answer is shown. */
  asked = 0;
  isAsking = false;
  isChoosing = false;
  // Enter was pressed before its row was there
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  id = `annotate-${newId()}`;
  /** @param {Session} session @param {Around} around @param {{kind: string, list: HTMLElement, wait: number}} look
   * `wait`: milliseconds after which what is typed is asked for */
  constructor(session, around, { kind, list, wait }) {
    this.session = session;
    this.around = around;
    this.wait = wait;
    const names = { role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list" };
    const field = { type: "text", dir: "auto", autocomplete: "off", spellcheck: "false", ...names, ...OWN_KEYS };
    this.input = /** @type {HTMLInputElement} */
    make("input", field);
    this.status = make("span", { class: "annotate-hint", role: "status" });
    this.list = list;
    list.id = this.id;
    this.element = make("section", { class: `annotate-panel annotate-${kind}`, role: "dialog", hidden: true });
    this.input.addEventListener("input", () => this.onTyped());
    onClick(this.element, (clicked) => this.onClick(clicked));
  }
  get texts() {
    return this.session.texts;
  }
  /** What is shown is no more what was typed: ask as soon as the hands rest. */
  onTyped() {
    clearTimeout(this.typing);
    this.isAsking = true;
    this.typing = setTimeout(() => this.begin(), this.wait);
  }
  /** Ask anew. */
  begin() {
    this.stopWaiting();
  }
  stopWaiting() {
    clearTimeout(this.typing);
    this.typing = void 0;
  }
  /** Whether an answer is to the newest question; it is then no longer waited for, unless more was typed since.
   * @param {{asked: number}} found */
  takes({ asked }) {
    if (!this.isOpen || asked !== this.asked) return false;
    this.isAsking = this.typing !== void 0;
    return true;
  }
  appear() {
    this.isOpen = true;
    this.element.hidden = false;
  }
  close() {
    this.stopWaiting();
    this.isOpen = this.isChoosing = false;
    this.element.hidden = true;
    this.around.takeKeyboard();
  }
  /** Return to the page as it was. */
  leave() {
    this.close();
  }
  takeKeyboard() {
    if (!this.element.contains(document.activeElement)) this.input.focus({ preventScroll: true });
  }
  /** Put everything in its place, once, named in the page's language.
   * @param {{name: string, hint: string}} texts @param {() => HTMLElement[]} makeChoosers called once: what a chooser
   * stands in takes it from where it stood */
  frame({ name, hint: hint2 }, makeChoosers) {
    if (this.element.childElementCount) return;
    const { texts } = this;
    for (const one of [this.element, this.list]) one.setAttribute("aria-label", texts.text(name));
    const close = make("button", { class: "annotate-button", type: "button", "data-close": true, ...OWN_KEYS });
    close.append(make("kbd", {}, "Esc"), make("span", {}, texts.text("close")));
    const head2 = make("header", { class: "annotate-shelf-head" }, ...makeChoosers(), close);
    const said = make("span", { class: "annotate-hint" }, texts.text(hint2));
    this.element.append(head2, this.list, make("footer", { class: "annotate-shelf-foot" }, this.status, said));
  }
  /** The last row that can be in focus. */
  get last() {
    return -1;
  }
  /** The height of a row in pixels. */
  get height() {
    return 1;
  }
  /** @param {number} nth */
  moveTo(nth) {
    this.at = Math.max(0, Math.min(nth, this.last));
  }
  /** Take the row in focus, as soon as it is there. */
  choose() {
  }
  /** Take the row that was clicked, whatever is found meanwhile. @param {HTMLElement} _row */
  take(_row) {
  }
  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const page = Math.max(1, Math.floor(this.list.clientHeight / this.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const isChooser = event.target instanceof HTMLSelectElement || event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (isChooser) return false;
    else if (event.key in steps) this.moveTo(this.at + steps[
      /** @type {keyof typeof steps} */
      event.key
    ]);
    else if (event.key === "Home" && event.ctrlKey) this.moveTo(0);
    else if (event.key === "End" && event.ctrlKey) this.moveTo(this.last);
    else if (event.key === "Enter") this.choose();
    else return false;
    return true;
  }
  /** @param {Element} clicked */
  onClick(clicked) {
    const row = (
      /** @type {HTMLElement | null} */
      clicked.closest("[role=option]")
    );
    if (clicked.closest("[data-close]")) this.leave();
    else if (row && this.isOpen) this.take(row);
  }
};

// annotate/tagger/js/finder.js
var TYPING_MS = 150;
var NEAR = 12;
var Finder = class extends Lookup {
  /** @type {Found["hits"]} */
  hits = [];
  /** @type {{number: number, start: number} | null} */
  after = null;
  words = "";
  isFresh = true;
  // what is shown is of other words
  /** What each row shows, also where it is drawn no more. @type {WeakMap<Element, Found["hits"][number]>} */
  shown = /* @__PURE__ */ new WeakMap();
  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    const list = make("div", { class: "annotate-hits", role: "listbox", tabindex: -1 });
    super(session, around, { kind: "finder", list, wait: TYPING_MS });
    this.case = /** @type {HTMLInputElement} */
    make("input", { type: "checkbox", ...OWN_KEYS });
    this.accents = /** @type {HTMLInputElement} */
    make("input", { type: "checkbox", ...OWN_KEYS });
    for (const choice2 of [this.case, this.accents]) choice2.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.askFurther());
  }
  /** Open it as it was left, or with other words. @param {string} [words] */
  open(words) {
    this.appear();
    const { texts } = this;
    this.frame({ name: "k_find", hint: "find_hint" }, () => [
      make("label", {}, texts.text("find_words"), this.input),
      make("label", {}, this.case, texts.text("find_case")),
      make("label", {}, this.accents, texts.text("find_accents"))
    ]);
    if (words && words !== this.input.value) this.input.value = words;
    this.input.select();
    this.begin();
  }
  /** @override */
  onTyped() {
    this.isFresh = true;
    super.onTyped();
  }
  /** Ask anew, staying on the hit in focus where the words are the same. @override */
  begin() {
    super.begin();
    const words = this.input.value.trim();
    const isSame2 = words === this.words;
    this.words = words;
    this.after = null;
    this.isFresh = true;
    this.at = isSame2 ? this.at : 0;
    if (/[\p{L}\p{N}]/u.test(words)) return this.ask();
    this.isAsking = this.isChoosing = false;
    this.hits = [];
    this.draw();
  }
  ask() {
    this.asked += 1;
    this.isAsking = true;
    const wanted = { words: this.words, case: this.case.checked, accents: this.accents.checked };
    this.session.send(find({ asked: this.asked, ...wanted, ...this.after }));
  }
  /** Ask for more where the last hit is near. */
  askFurther() {
    const { clientHeight, scrollHeight, scrollTop } = this.list;
    const isNear = this.at + NEAR >= this.hits.length || scrollTop + 2 * clientHeight >= scrollHeight;
    if (this.isOpen && this.after && !this.isAsking && isNear) this.ask();
  }
  /** @param {Found} found */
  show(found) {
    if (!this.takes(found)) return;
    this.hits = this.isFresh ? found.hits : [...this.hits, ...found.hits];
    if (this.isFresh) this.list.replaceChildren();
    this.isFresh = false;
    this.after = found.number ? { number: found.number, start: found.start } : null;
    this.draw();
    this.mark();
    if (this.isChoosing && (this.hits.length || !this.after)) this.choose();
    else this.askFurther();
  }
  draw() {
    const { hits: hits2, list, texts } = this;
    if (!hits2.length) list.replaceChildren();
    for (let nth = list.childElementCount; nth < hits2.length; nth += 1) {
      const look2 = { id: `${this.id}-${nth}`, "data-hit": nth, "aria-posinset": nth + 1 };
      const row = hitRow(texts, hits2[nth], this.session.page?.codebook.labels ?? [], look2);
      this.shown.set(row, hits2[nth]);
      list.append(row);
    }
    const isNone = !this.words || !hits2.length && this.after;
    const n = { n: hits2.length };
    this.status.textContent = isNone ? "" : texts.text(this.after ? "n_found_more" : "n_found", n);
    this.moveTo(this.at);
  }
  /** @override */
  get last() {
    return this.hits.length - 1;
  }
  /** @override */
  get height() {
    return this.list.firstElementChild?.clientHeight || 1;
  }
  /** @override @param {number} nth */
  moveTo(nth) {
    super.moveTo(nth);
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const row = this.list.children[this.at];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    this.askFurther();
  }
  /** @override */
  choose() {
    this.isChoosing = this.isAsking && this.isFresh;
    const hit = this.hits[this.at];
    if (!this.isChoosing && hit) this.go(hit);
  }
  /** @override @param {HTMLElement} row */
  take(row) {
    const hit = this.shown.get(row);
    if (row.isConnected) this.at = Number(row.dataset.hit);
    if (hit) this.go(hit);
  }
  /** @param {Found["hits"][number]} hit */
  go([article_id, , start]) {
    this.close();
    const nth = this.session.goTo(article_id, start);
    if (nth >= 0) this.around.tagging.moveTo(nth);
    this.mark();
  }
  /** Mark what was found in the article that is open. */
  mark() {
    const { page } = this.session;
    const here = this.hits.filter(([article_id]) => article_id === page?.article_id);
    if (page)
      markSpans(
        this,
        here.map(([, , start, end2]) => ({ start, end: end2 })),
        this.around.list,
        page
      );
  }
  unmark() {
    unmarkWords(this);
  }
  /** @override */
  leave() {
    this.hits = [];
    this.list.replaceChildren();
    this.unmark();
    this.close();
  }
};

// annotate/tagger/js/frame.js
var CLASSES = "annotate-tagger tex2jax_ignore mathjax_ignore";
function frame(view) {
  const { bar: bar2, error, finder, head: head2, help: help2, list, queue, shelf: shelf2, state, told: told2, voice } = view;
  const status = make("div", { class: "annotate-status" }, state, told2);
  const top = make("div", { class: "annotate-top" }, head2, status, view.machine);
  const body = make("div", { class: "annotate-body" }, list.element, help2, shelf2.element, finder.element);
  list.element.setAttribute("aria-describedby", view.why.id);
  const under = [view.questions.element, view.end, view.taught, view.why];
  const parts = [top, queue.element, body, ...under, error, bar2, voice];
  return make("div", { class: CLASSES, lang: view.texts.language, ...OWN_KEYS }, ...parts);
}

// annotate/tagger/js/example.js
function keepExample(tagging) {
  const { here, session, texts } = tagging;
  if (!here || !isTagged(here.page, here.passage)) return session.warn(texts.text("tag_first"));
  const { start, end: end2 } = here.passage;
  const kept = !here.page.examples.has(keyOf(here.passage));
  session.decide({ do: "keep_example", article_id: here.page.article_id, start, end: end2, kept });
  tagging.show(session.focus);
}

// annotate/tagger/js/selection.js
function selected(list, page) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!list.element.contains(range.commonAncestorContainer)) return null;
  const touched = list.rows.flatMap((row, nth) => {
    const text = row.querySelector(".annotate-text");
    const span = text && range.intersectsNode(text) ? spanIn(text, range, page, page.passages[nth]) : null;
    return span ? [{ nth, span }] : [];
  });
  if (!touched.length) return null;
  const [first, last] = [touched[0], touched[touched.length - 1]];
  return { first: first.nth, last: last.nth, span: { start: first.span.start, end: last.span.end } };
}
function spanIn(text, range, page, { start, end: end2 }) {
  const whole = text.textContent ?? "";
  const from = text.contains(range.startContainer) ? unitsBefore(text, range.startContainer, range.startOffset) : 0;
  const to = text.contains(range.endContainer) ? unitsBefore(text, range.endContainer, range.endOffset) : whole.length;
  const chosen = whole.slice(from, to);
  if (!chosen.trim()) return null;
  const first = page.offsets.toUnits(start) + from + (chosen.length - chosen.trimStart().length);
  const last = page.offsets.toUnits(start) + to - (chosen.length - chosen.trimEnd().length);
  return { start: page.offsets.toPoints(first), end: Math.min(page.offsets.toPoints(last), end2) };
}
function unitsBefore(text, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(node, offset);
  return before.toString().length;
}

// annotate/tagger/js/parts.js
var Parts = class {
  /** What was selected when a label was asked for several passages. @type {(Selected & {label: string}) | null} */
  asked = null;
  /** @param {Tagging} tagging */
  constructor(tagging) {
    this.tagging = tagging;
  }
  /** Tag what is selected, or ask; false where nothing is. @param {string} label @returns {boolean} */
  tag(label) {
    const { list, session } = this.tagging;
    const chosen = session.page && selected(list, session.page);
    if (!chosen || !session.page) return false;
    if (chosen.first !== chosen.last) return this.ask({ ...chosen, label });
    session.focus = chosen.first;
    document.getSelection()?.removeAllRanges();
    if (keyOf(chosen.span) === keyOf(session.page.passages[chosen.first])) return false;
    this.tagPart(chosen.span, label);
    return true;
  }
  /** Make a part of the passage in focus a passage of its own, with a label; the rest stays as it was.
   * @param {Span} span @param {string} label */
  tagPart(span, label) {
    const { here, session } = this.tagging;
    if (!here) return;
    const { page, passage } = here;
    const kept = tagOf(page, passage);
    this.tagging.asOne(() => {
      if (kept) this.cutAround(span, kept);
      this.tagging.decideSpan(span, { label });
    });
    session.focus = placeOf(page, span);
    session.redraw();
    this.tagging.isRevising = false;
    if (labelNamed(page, label)?.takes_speaker) this.tagging.desk.askSpeaker();
    else this.tagging.ask();
    session.look();
  }
  /** Cut a stretch out of the tagged passage in focus; what is left beside it keeps its tag.
   * @param {Span} span @param {Tag} kept */
  cutAround({ start, end: end2 }, kept) {
    const { here } = this.tagging;
    if (!here) return;
    const { page, passage } = here;
    const beside = [trimmed(page, passage.start, start), trimmed(page, end2, passage.end)];
    const [before, after] = beside.map((rest2) => rest2 ? [rest2] : []);
    this.tagging.cut([passage], [...before, [start, end2], ...after]);
    for (const [from, to] of [...before, ...after]) this.tagging.decideSpan({ start: from, end: to }, kept);
  }
  /** Several passages are selected: are they all meant? @param {Selected & {label: string}} asked */
  ask(asked) {
    this.asked = asked;
    const { session, texts } = this.tagging;
    session.warn(texts.text("ask_several", { n: asked.last - asked.first + 1 }));
    return true;
  }
  /** Answer what was asked; false where nothing was. @param {string} key @returns {boolean} */
  answer(key) {
    const { asked } = this;
    if (!asked) return false;
    const { session } = this.tagging;
    this.asked = null;
    session.warn("");
    document.getSelection()?.removeAllRanges();
    if (key !== "Enter") return key === "Escape";
    this.tagging.asOne(() => {
      for (let nth = asked.first; nth <= asked.last; nth += 1) this.tagging.decideTag(nth, { label: asked.label });
    });
    this.tagging.moveTo(asked.last);
    this.tagging.goOn();
    return true;
  }
};
var placeOf = (page, span) => page.passages.findIndex((passage) => keyOf(passage) === keyOf(span));

// annotate/tagger/js/typing.js
var AT_SPEED_MS = 120;
var SLOWLY_MS = 300;
var REST_MS = 400;
var ENDS = /^[ ,.;:!’'-]$/;
var BACK_AND_FORTH = /* @__PURE__ */ new Set(["u", "r"]);
var isLetter = (key) => /^(?:Shift\+)?\p{L}$/u.test(key);
var differ = (keys) => new Set(keys).size > 1;
var Typing = class {
  /** Letters that have not run. @type {string[]} */
  waiting = [];
  /** The letters since the hands last rested or a label's key was among them. @type {string[]} */
  lately = [];
  isWord = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting;
  /** @param {(key: string) => void} run @param {(isBegun: boolean) => void} whenWord is told whether its first letters
   * have run @param {(key: string) => Kind} kindOf */
  constructor(run, whenWord, kindOf) {
    this.run = run;
    this.whenWord = whenWord;
    this.kindOf = kindOf;
  }
  /** Whether something waits that will be done if nothing follows. */
  get isWaiting() {
    return this.waiting.some((key) => this.kindOf(key) !== "");
  }
  /** Take a key: true where it waits, or is part of a word; else whoever asks does what it says.
   * @param {string} key @returns {boolean} */
  take(key) {
    if (this.isWord && (key.length === 1 || isLetter(key) || key === "Enter")) {
      this.restIn(REST_MS);
      return true;
    }
    const isEnd = this.waiting.length > 0 && ENDS.test(key) && (key === " " || this.waiting.length > 1);
    if (!isLetter(key) && !isEnd) {
      this.forget();
      return false;
    }
    this.note(key);
    if (isEnd || this.areWord()) this.takeWord();
    const wait = this.kindOf(key) ? AT_SPEED_MS : SLOWLY_MS;
    this.restIn(this.isWord ? REST_MS : wait);
    return true;
  }
  /** @param {string} key */
  note(key) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.lately = [], SLOWLY_MS);
    this.waiting.push(key);
    this.lately = this.kindOf(key) === "label" ? [] : [...this.lately, key];
  }
  areWord() {
    const { lately, waiting } = this;
    const areLabels = waiting.every((key) => this.kindOf(key) === "label");
    const isAtSpeed = differ(waiting) && waiting.length > (areLabels ? 2 : 1);
    return isAtSpeed && !waiting.every((key) => BACK_AND_FORTH.has(key)) || new Set(lately).size > 2;
  }
  takeWord() {
    const left2 = this.waiting.filter((key) => this.kindOf(key) !== "label");
    const isBegun = this.lately.length > left2.length;
    this.isWord = true;
    this.waiting = [];
    this.whenWord(isBegun);
  }
  /** @param {number} time */
  restIn(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), time);
  }
  /** The hands rest: what waits is run. */
  rest() {
    clearTimeout(this.timer);
    this.isWord = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const key of waiting) this.run(key);
  }
  /** A key went elsewhere: what was typed before it is no part of a word with what follows. */
  forget() {
    this.rest();
    this.lately = [];
  }
  /** Nothing that waits is run any more. */
  close() {
    clearTimeout(this.timer);
    clearTimeout(this.resting);
    this.waiting = [];
  }
};

// annotate/tagger/js/hands.js
var Hands = class {
  /** @param {Surface} surface @param {Tagging} tagging @param {Field} field @param {Splitter} splitter */
  constructor(surface, tagging, field, splitter) {
    this.surface = surface;
    this.tagging = tagging;
    this.field = field;
    this.splitter = splitter;
    this.session = tagging.session;
    this.parts = new Parts(tagging);
    this.typing = new Typing(
      (key) => this.press(key),
      (begun) => this.session.warn(this.session.texts.text(begun ? "word_begun" : "word_typed")),
      (key) => this.kindOf(key)
    );
    this.verbs = this.makeVerbs();
  }
  /** @returns {Record<Verb, () => void>} */
  makeVerbs() {
    const { field, session, splitter, surface, tagging } = this;
    return {
      next: () => tagging.move(1),
      previous: () => tagging.move(-1),
      first: () => tagging.moveTo(0),
      last: () => tagging.moveTo(Infinity),
      accept: () => tagging.accept(),
      acceptRun: () => tagging.acceptRun(),
      repeat: () => tagging.repeat(),
      split: () => splitter.start(),
      merge: () => tagging.merge(),
      undo: () => tagging.goBack("undo"),
      redo: () => tagging.goBack("redo"),
      evaluative: () => tagging.flag("evaluative"),
      unsure: () => tagging.flag("unsure"),
      note: () => field.open("note"),
      source: () => field.open("source"),
      takeSource: () => tagging.takeSource(),
      untag: () => tagging.untag(),
      previousArticle: () => session.open(-1),
      nextArticle: () => session.open(1),
      queue: () => surface.queue.open("states"),
      search: () => surface.queue.open("words"),
      find: () => surface.openFinder(),
      nextHit: () => surface.queue.jump(1),
      previousHit: () => surface.queue.jump(-1),
      shelf: () => surface.openShelf(),
      example: () => keepExample(tagging),
      questions: () => surface.questions.askAll(),
      help: () => surface.toggleHelp(),
      full: () => surface.toggleFull(),
      leave: () => surface.leave()
    };
  }
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  listen(root, signal) {
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    onClick(root, (clicked) => this.onClick(clicked), signal);
    root.addEventListener(
      "mousedown",
      (event) => keyAt2(
        /** @type {Element} */
        event.target
      ) && event.preventDefault(),
      { signal }
    );
    root.addEventListener("input", () => this.field.onInput(), { signal });
  }
  /** Whether a letter waits for what follows: it is not yet done. */
  get isWaiting() {
    return this.typing.isWaiting;
  }
  close() {
    this.typing.close();
  }
  /** What has the keyboard beside the text, and takes its keys itself. @param {EventTarget | null} target */
  holderOf(target) {
    const { panel, queue, questions } = this.surface;
    return panel ?? [queue, questions].find((one) => one.holds(target));
  }
  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    const holder = this.holderOf(event.target);
    if (holder) {
      this.typing.forget();
      if (holder.onKey(event)) event.preventDefault();
      return;
    }
    if (event.target === this.surface.help && SCROLLING.has(event.key)) return;
    const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isField) this.typing.forget();
    const isDone = isField ? this.field.onKey(event) : this.take(event);
    if (isDone) event.preventDefault();
  }
  /** Do what a key says, unless it is a letter of a word. @param {KeyboardEvent} event @returns {boolean} */
  take(event) {
    const key = chord(event);
    const wasOpen = this.field.opened;
    const isLetter2 = !this.isSplitting(key) && this.typing.take(key);
    if (isLetter2) this.surface.drawState();
    else if (this.field.opened && !wasOpen) return this.field.onKey(event);
    else if (this.surface.panel) return this.surface.panel.onKey(event);
    else if (this.surface.questions.holds(document.activeElement)) return this.surface.questions.onKey(event);
    else if (this.surface.queue.holds(document.activeElement)) return this.surface.queue.onKey(event);
    else if (this.isSplitting(key)) this.splitter.press(key);
    else return this.press(key);
    return true;
  }
  /** @param {string} key */
  isSplitting(key) {
    return this.splitter.splitting !== null && !key.startsWith("Ctrl+");
  }
  /** @param {string} key */
  labelOf(key) {
    return this.session.page?.codebook.labels.find((one) => one.key.toLowerCase() === key);
  }
  /** @param {string} key */
  questionOf(key) {
    return this.session.page && questionsOf(this.session.page).find((one) => one.key.toLowerCase() === key);
  }
  /** @param {string} key @returns {import("./typing.js").Kind} */
  kindOf(key) {
    return this.labelOf(key) ? "label" : this.questionOf(key) || verbOf(key) ? "verb" : "";
  }
  /** Do what a key says; false where it says nothing here. @param {string} key @returns {boolean} */
  press(key) {
    if (this.parts.answer(key)) return true;
    const [label, question, verb] = [this.labelOf(key), this.questionOf(key), verbOf(key)];
    if (label) this.pressLabel(label.name);
    else if (question) this.surface.questions.press(question);
    else if (verb) this.verbs[verb]();
    this.surface.drawState();
    return Boolean(label || question || verb);
  }
  /** @param {string} label */
  pressLabel(label) {
    if (!this.parts.tag(label) && !this.tagging.keepsEnd(label)) this.tagging.tag({ label }, true);
  }
  /** @param {Element} clicked */
  onClick(clicked) {
    const key = keyAt2(clicked);
    const nth = at(clicked, "[data-nth]")?.dataset.nth;
    if (at(clicked, ".annotate-field") || at(clicked, ".annotate-panel, .annotate-queue, .annotate-asked")) return;
    if (key) this.press(key);
    else if (nth !== void 0 && Number(nth) !== this.session.focus) this.tagging.moveTo(Number(nth));
    if (!this.field.opened) this.surface.takeKeyboard();
  }
};
var at = (clicked, place) => clicked.closest(place);
var keyAt2 = (clicked) => at(clicked, "[data-key]")?.dataset.key;

// annotate/tagger/js/help.js
function help(texts, codebook, keys = KEYS) {
  const labels = codebook.labels.map((label) => aboutLabel(texts, label));
  const questions = questionsOf({ codebook }).map((question) => aboutQuestion(texts, question));
  return [...labels, ...questions, keyList(texts, keys)];
}
function aboutLabel(texts, label) {
  return make(
    "article",
    { "--colour": label.colour },
    make("h4", {}, make("kbd", {}, label.key), ` ${texts.titleOf(label)}`),
    make("p", {}, texts.choose(label.definition) ?? ""),
    ...examples(texts, "for_example", label.include),
    ...examples(texts, "but_not", label.exclude)
  );
}
function aboutQuestion(texts, question) {
  const { key, choices, definition } = question;
  const answers = choices.map(({ name, title }) => texts.choose(title) ?? name).join(" · ");
  const head2 = [...key ? [make("kbd", {}, key), " "] : [], texts.choose(question.title) ?? question.name];
  const about2 = [texts.choose(definition) ?? "", answers].filter(Boolean);
  return make("article", {}, make("h4", {}, ...head2), ...about2.map((text) => make("p", {}, text)));
}
function examples(texts, which, given) {
  const name = `${texts.text(which)}${texts.text("colon")} `;
  const found = given[texts.language] ?? [];
  return found.map((text) => make("p", { class: "annotate-example" }, make("b", {}, name), text));
}
function keyList(texts, keys) {
  const rows = keys.map(
    ({ shown, help: name }) => make("div", {}, make("dt", {}, make("kbd", {}, shown)), make("dd", {}, texts.text(name)))
  );
  return make("article", { class: "annotate-keys" }, make("h4", {}, texts.text("keys")), make("dl", {}, ...rows));
}

// annotate/tagger/js/rows.js
var cueName = (texts, kind) => texts.text(texts.has(`c_${kind}`) ? `c_${kind}` : kind);
function makeRow(texts, page, nth, id) {
  const passage = page.passages[nth];
  const tag = tagOf(page, passage);
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, tag?.label ?? suggestion?.label);
  const beside = gutter(texts, page, passage, tag, label);
  return make(
    "div",
    {
      class: "annotate-passage",
      role: "row",
      id,
      "aria-selected": "false",
      "data-nth": nth,
      "data-label": tag?.label ?? "",
      "data-proposed": tag ? "" : suggestion?.label ?? "",
      "data-line": nth > 0 && beginsLine(page, nth) ? "new" : "",
      "data-uncounted": label ? !label.counted : false,
      "--colour": label?.colour ?? "transparent"
    },
    ...newSource(texts, page, nth),
    make("div", { class: "annotate-gutter", role: "gridcell" }, ...beside),
    make("div", { class: "annotate-text", role: "gridcell", dir: "auto" }, ...marked(texts, page, passage, suggestion))
  );
}
function captions(texts, page) {
  if (!page.captions.length) return [];
  const lines = page.captions.map((words) => make("p", { dir: "auto" }, words));
  const about2 = make("div", { class: "annotate-name" }, texts.text("captions", { n: lines.length }));
  return [make("div", { class: "annotate-captions", role: "row" }, make("div", { role: "gridcell" }, about2, ...lines))];
}
function newSource(texts, page, nth) {
  const source = sourceAt(page, page.passages[nth].start);
  const before = page.passages[nth - 1];
  const isNew = before ? source !== sourceAt(page, before.start) : page.sources.length > 0;
  const name = texts.text("source", { source: source || texts.text("no_source") });
  return isNew ? [make("div", { class: "annotate-source", role: "gridcell", dir: "auto" }, name)] : [];
}
function marked(texts, page, passage, suggestion) {
  if (!suggestion?.cues.length) return [slice(page, passage.start, passage.end)];
  return cuePieces(page, passage, suggestion.cues).map(([text, kinds]) => {
    if (!kinds.length) return text;
    const title = kinds.map((kind) => cueName(texts, kind)).join(", ");
    return make("span", { class: "annotate-cue", "data-kinds": kinds.join(" "), title }, text);
  });
}
function gutter(texts, page, passage, tag, label) {
  if (!label) return [make("span", { class: "annotate-name" }, texts.text("untagged"))];
  const title = `${texts.titleOf(label)}${tag ? "" : " ?"}`;
  const details = tag ? tagDetails(texts, page, passage, tag) : [suggestionFor(page, passage)?.speaker];
  return [
    make("span", { class: "annotate-name" }, title),
    ...details.filter((detail) => typeof detail === "string" && detail).map(detailOf)
  ];
}
var detailOf = (text) => make("span", { class: "annotate-detail", dir: "auto" }, text);
function tagDetails(texts, page, passage, tag) {
  const takesSpeaker = labelNamed(page, tag.label)?.takes_speaker;
  const speaker = tag.speaker || takesSpeaker && texts.text(tag.speaker_kind || "speaker_open");
  const flags = [tag.evaluative && texts.text("evaluative"), tag.unsure && texts.text("unsure")];
  const answers = questionsOf(page).map(
    (one) => tag.answers?.[one.name] && answerLine(texts, one, tag.answers[one.name])
  );
  flags.push(page.examples.has(keyOf(passage)) && texts.text("b_example"));
  return [speaker, ...flags, ...answers, tag.note, afterwards(texts, page, passage, tag)];
}
function afterwards(texts, page, passage, tag) {
  const label = labelNamed(page, suggestionFor(page, passage)?.label);
  if (!label || label.name === tag.label || !isBlind(page, passage)) return "";
  return texts.text("was_suggested", { label: texts.titleOf(label) });
}

// annotate/tagger/js/scroll.js
var CHUNK = 50;
function inChunks(rows) {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, nth) => {
    const part = rows.slice(nth * CHUNK, (nth + 1) * CHUNK);
    return make("div", { class: "annotate-chunk", role: "presentation", "--rows": part.length }, ...part);
  });
}
function placeIn(list, row) {
  const inWindow = row.getBoundingClientRect();
  const shift = list.scrollTop - list.getBoundingClientRect().top - list.clientTop;
  return { top: inWindow.top + shift, bottom: inWindow.bottom + shift };
}
function reveal(list, row) {
  const above = Math.min(96, list.clientHeight / 4);
  const below = list.clientHeight * 0.4;
  const { top, bottom } = placeIn(list, row);
  const isBelow = bottom + below > list.scrollTop + list.clientHeight;
  if (isBelow) list.scrollTop = Math.min(bottom + below - list.clientHeight, top - above);
  else if (top - above < list.scrollTop) list.scrollTop = top - above;
}

// annotate/tagger/js/list.js
var List = class {
  // A grid, since a row may hold a field to type in: an option of a listbox may not.
  element = make("div", { class: "annotate-page", role: "grid", tabindex: 0, ...OWN_KEYS });
  /** @type {HTMLElement[]} */
  rows = [];
  /** @type {HTMLElement | undefined} */
  selected;
  /** @type {number | undefined} */
  showing;
  width = 0;
  /** In another width the lines break elsewhere, and the passage in focus may stand out of sight. */
  resizing = new ResizeObserver(() => {
    if (this.width !== this.element.clientWidth) this.showFocusSoon();
    this.width = this.element.clientWidth;
  });
  /** @param {Session} session @param {string} id @param {() => void} whenShown */
  constructor(session, id, whenShown) {
    this.session = session;
    this.id = id;
    this.whenShown = whenShown;
    this.resizing.observe(this.element);
  }
  close() {
    this.resizing.disconnect();
    if (this.showing) cancelAnimationFrame(this.showing);
  }
  /** The row in focus. */
  get row() {
    return this.rows[this.session.focus];
  }
  /** The text of the row in focus. */
  get text() {
    return this.row?.querySelector(".annotate-text");
  }
  /** Take the keyboard. */
  takeKeyboard() {
    this.element.focus({ preventScroll: true });
  }
  /** Say something in place of an article. @param {string} text */
  drawEmpty(text) {
    this.element.replaceChildren(make("p", { class: "annotate-empty" }, text));
  }
  draw() {
    const { page } = this.session;
    if (!page) return;
    this.element.setAttribute("aria-label", this.session.texts.text("page"));
    this.element.setAttribute("lang", page.language || "");
    this.element.setAttribute("dir", isRightToLeft(page.text) ? "rtl" : "ltr");
    this.rows = page.passages.map((_, nth) => makeRow(this.session.texts, page, nth, `${this.id}-${nth}`));
    if (!page.article_id) this.drawEmpty(this.session.texts.text("empty"));
    else this.element.replaceChildren(...inChunks(this.rows), ...captions(this.session.texts, page));
  }
  /** @param {number} nth */
  drawRow(nth) {
    const { page } = this.session;
    if (!page?.passages[nth] || !this.rows[nth]) return;
    const row = makeRow(this.session.texts, page, nth, `${this.id}-${nth}`);
    this.rows[nth].replaceWith(row);
    this.rows[nth] = row;
  }
  drawFocus() {
    const { row } = this;
    if (this.selected !== row) this.selected?.setAttribute("aria-selected", "false");
    this.selected = row;
    row?.setAttribute("aria-selected", "true");
    this.element.setAttribute("aria-activedescendant", row?.id ?? "");
    this.showFocusSoon();
  }
  showFocusSoon() {
    this.showing ??= requestAnimationFrame(() => setTimeout(() => this.showFocus()));
  }
  /** Bring the passage in focus into view: only after the key is painted, and once for several keys. */
  showFocus() {
    this.showing = void 0;
    this.whenShown();
    if (this.row) reveal(this.element, this.row);
  }
  /** Put a field under the row in focus. @param {HTMLElement} box */
  putField(box) {
    this.row.append(box);
    reveal(this.element, this.row);
  }
  /** The last passage from the one in focus on that is wholly in sight. */
  lastInSight() {
    const bottom = this.element.scrollTop + this.element.clientHeight;
    let nth = this.session.focus;
    while (this.rows[nth + 1] && placeIn(this.element, this.rows[nth + 1]).bottom <= bottom) nth += 1;
    return nth;
  }
};

// annotate/tagger/js/panels.js
function head(texts, page, focus) {
  const about2 = [page.author, page.published, page.language].filter(Boolean).join(" · ");
  return [
    make("div", { class: "annotate-title", dir: "auto" }, page.title || page.article_id),
    make("div", { class: "annotate-about", dir: "auto" }, about2),
    make("div", { class: "annotate-progress" }, progress(texts, page)),
    ...others(texts, page),
    balance(texts, page, focus)
  ];
}
function progress(texts, page) {
  const tagged = page.passages.filter((passage) => isTagged(page, passage)).length;
  return [
    texts.text("progress_article", { number: page.number, articles: page.articles }),
    texts.text("progress_tagged", { n: tagged, passages: page.passages.length }),
    texts.text("progress_project", { n: page.project_tags, passages: page.project_passages })
  ].join(" · ");
}
var OTHERS = 5;
function others(texts, { others: all }) {
  if (!all.length) return [];
  const line = make("div", { class: "annotate-progress" }, `${texts.text("others")} `);
  all.slice(0, OTHERS).forEach(([coder, here, inAll], nth) => {
    line.append(nth ? " · " : "", make("bdi", {}, coder), ` ${texts.text("of_other", { here, all: inAll })}`);
  });
  if (all.length > OTHERS) line.append(` · + ${all.length - OTHERS}`);
  return [line];
}
function balance(texts, page, focus) {
  const passage = page.passages[focus];
  const source = passage ? sourceAt(page, passage.start) : page.source;
  const { counts, untagged } = balanceOf(page, source);
  const counted = page.codebook.labels.filter((label) => label.counted && counts[label.name]);
  const parts = counted.map((label) => {
    const title = `${texts.titleOf(label)}${texts.text("colon")} ${counts[label.name]}`;
    const share = { "--share": counts[label.name], "--colour": label.colour, title };
    return make("span", { class: "annotate-part", ...share }, `${label.mark} ${counts[label.name]}`);
  });
  if (untagged) parts.push(rest(texts, untagged));
  return make(
    "div",
    { class: "annotate-balance" },
    make("span", { class: "annotate-whose", dir: "auto" }, source || texts.text("no_source")),
    make("span", { class: "annotate-parts" }, ...parts)
  );
}
function rest(texts, count2) {
  const title = texts.text("n_untagged", { n: count2 });
  return make("span", { class: "annotate-part annotate-rest", "--share": count2, title }, title);
}
function whyNot(texts, { cause, reason }) {
  const name = `why_${cause.replaceAll(" ", "_")}`;
  return texts.has(name) ? texts.text(name) : reason;
}
function stateText(texts, { outbox, state }) {
  const count2 = outbox?.waiting.size ?? 0;
  if (state.kind !== "unsaved" || !count2) return texts.text(state.kind);
  const where = texts.text(outbox?.isKept === false ? "page_only" : "kept");
  const why2 = whyNot(texts, state) || texts.text("no_kernel");
  const told2 = why2 === state.reason ? texts.text("why_other", { reason: why2 }) : why2;
  return texts.text("unsaved", { n: count2, where, why: told2 });
}
function machineText(texts, machine) {
  if (!machine) return "";
  const { address, name, reason, state } = machine;
  const where = state === "failed" ? "failed" : `${state}_${address ? "sent" : "here"}`;
  return texts.text(`machine_${where}`, { name, address, reason });
}
function bar(texts, page) {
  const { codebook } = page;
  const labels = codebook.labels.map((label) => {
    const title = texts.choose(label.definition) ?? "";
    const look2 = { "--colour": label.colour, class: "annotate-button annotate-label", title };
    return button(label.key, make("span", {}, texts.titleOf(label)), look2);
  });
  const asked = questionsOf(page).filter(({ key }) => key);
  const questions = asked.map((one) => button(one.key, make("span", {}, texts.choose(one.title) ?? one.name)));
  const isThere = ({ verb = "" }) => verb !== "questions" || questionsOf(page, "article").length > 0;
  const verbs = KEYS.filter((key) => (key.bar || key.icon) && isThere(key)).map(
    ({ keys, bar: name = "", help: help2, icon, isMain }) => {
      const look2 = { title: texts.text(help2), class: `annotate-button${isMain ? " annotate-main" : ""}` };
      return button(keys[0], make("span", {}, icon ?? texts.text(name)), look2);
    }
  );
  return [...labels, ...questions, ...verbs];
}

// annotate/tagger/js/asked.js
function makeAsked(texts, question, start, before) {
  const title = titleOf(texts, question);
  const look2 = { type: "text", dir: "auto", autocomplete: "off", "aria-label": title, value: before, ...OWN_KEYS };
  const isTyped = question.answer === "number" || question.answer === "text";
  const input = isTyped ? (
    /** @type {HTMLInputElement} */
    make("input", look2)
  ) : null;
  const about2 = { role: "group", tabindex: input ? -1 : 0, "aria-label": title, "data-question": question.name };
  const box = make("div", { class: "annotate-question", ...about2, ...OWN_KEYS });
  return { question, start, box, input, chosen: new Set(before ? before.split(BETWEEN) : []) };
}
function inQuestion(texts, asked) {
  const { input, question, start } = asked;
  const needsKeep = input !== null || question.answer === "several";
  const hint2 = question.answer === "several" ? "several_hint" : input ? "typed_hint" : "choice_hint";
  return [
    make("span", { class: "annotate-hint" }, texts.text(start === null ? "about_article" : "about_passage")),
    make("b", { dir: "auto" }, titleOf(texts, question)),
    make("span", { class: "annotate-hint", dir: "auto" }, texts.choose(question.definition) ?? ""),
    ...input ? [input] : options(texts, asked),
    ...needsKeep ? [choice({ "data-keep": true, "aria-label": texts.text("keep") }, "⏎")] : [],
    make("span", { class: "annotate-hint" }, texts.text(hint2))
  ];
}
var titleOf = (texts, question) => texts.choose(question.title) ?? question.name;
var options = (texts, { chosen, question }) => optionsOf(texts, question).map(
  ({ key, title, value }) => choice({ "data-value": value, "aria-pressed": String(chosen.has(value)) }, make("kbd", {}, key), title)
);
var choice = (look2, ...shown) => make("button", { class: "annotate-button", type: "button", tabindex: -1, ...look2, ...OWN_KEYS }, ...shown);

// annotate/tagger/js/questions.js
var Questions = class {
  /** @type {Asked | null} */
  asked = null;
  /** What is asked after it. @type {Question[]} */
  rest = [];
  /** @type {() => void} */
  then = () => {
  };
  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    this.said = make("p", { class: "annotate-answers", dir: "auto" });
    this.place = make("div", {});
    this.element = make("section", { class: "annotate-asked", hidden: true }, this.said, this.place);
    this.element.addEventListener("click", (event) => this.onClick(event));
  }
  get texts() {
    return this.session.texts;
  }
  get isAsking() {
    return this.asked !== null;
  }
  /** @param {EventTarget | null} target */
  holds(target) {
    return target instanceof Node && this.element.contains(target);
  }
  takeKeyboard() {
    const { asked } = this;
    (asked?.input ?? asked?.box)?.focus({ preventScroll: true });
  }
  // What is asked
  /** Another article is shown. */
  begin() {
    this.forget();
    this.askDue("beginning");
  }
  /** @param {"beginning" | "end"} moment */
  askDue(moment) {
    const { page } = this.session;
    if (page?.article_id) this.ask(dueOfArticle(page, moment), null, () => {
    });
  }
  /** All that is asked of the article, answered or not. */
  askAll() {
    const { page } = this.session;
    const all = page ? questionsOf(page, "article").filter(({ asked }) => asked !== "never") : [];
    if (all.length) this.ask(all, null, () => {
    });
    else this.session.warn(this.texts.text("no_questions"));
  }
  /** What goes with the tag of the passage in focus. @param {() => void} then */
  askPassage(then) {
    const { focus, page } = this.session;
    const passage = page?.passages[focus];
    const tag = page && passage && tagOf(page, passage);
    const due = page && tag ? dueOfPassage(page, tag) : [];
    if (due.length && passage) this.ask(due, passage.start, then);
    else then();
  }
  /** Its key was pressed. @param {Question} question */
  press(question) {
    const { focus, page } = this.session;
    if (question.about === "article") return this.ask([question], null, () => {
    });
    const passage = page?.passages[focus];
    const tag = page && passage && tagOf(page, passage);
    if (!tag || !passage) return this.session.warn(this.texts.text("tag_first"));
    if (!goesWith(question, tag.label)) return this.session.warn(this.texts.text("no_question_here"));
    if (question.answer === "yes/no") this.keep(question, passage.start, turned(tag.answers?.[question.name]));
    else this.ask([question], passage.start, () => {
    });
  }
  /** Ask one after the other, of a passage or (null) of the article. @param {Question[]} questions
   * @param {number | null} start @param {() => void} then */
  ask([first, ...rest2], start, then) {
    this.forget();
    if (!first) return;
    [this.rest, this.then] = [rest2, then];
    this.open(first, start);
  }
  /** @param {Question} question @param {number | null} start */
  open(question, start) {
    const before = this.answerTo(question, start);
    this.asked = makeAsked(this.texts, question, start, before);
    this.draw();
    if (this.around.root.contains(document.activeElement)) this.takeKeyboard();
    this.asked.input?.select();
  }
  /** @param {Question} question @param {number | null} start */
  answerTo({ name }, start) {
    const { page } = this.session;
    if (start === null) return page?.answers[name] ?? "";
    return this.tagAt(start)?.answers?.[name] ?? "";
  }
  /** @param {number} start */
  tagAt(start) {
    const { page } = this.session;
    const passage = page?.passages.find((one) => one.start === start);
    return page && passage && tagOf(page, passage);
  }
  forget() {
    this.asked = null;
    this.rest = [];
    this.draw();
  }
  // How it is drawn
  draw() {
    const { page } = this.session;
    const answered2 = page ? questionsOf(page, "article").filter(({ name }) => page.answers[name]) : [];
    this.said.textContent = answered2.map((one) => answerLine(this.texts, one, page?.answers[one.name] ?? "")).join(" · ");
    this.said.hidden = !answered2.length;
    this.element.hidden = !answered2.length && !this.asked;
    this.drawAsked();
  }
  drawAsked() {
    const { asked, texts } = this;
    if (!asked) return this.place.replaceChildren();
    const isThere = this.place.firstChild === asked.box;
    if (isThere && asked.input) return;
    asked.box.replaceChildren(...inQuestion(texts, asked));
    if (!isThere) this.place.replaceChildren(asked.box);
  }
  // What is answered
  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const { asked } = this;
    if (!asked) return false;
    const isErasing = !asked.input && (event.key === "Delete" || event.key === "Backspace");
    if (event.key === "Escape") this.goOn();
    else if (isErasing) this.answer("");
    else if (event.key === "Enter") this.keepTyped();
    else if (asked.input || event.ctrlKey || event.metaKey) return false;
    else return this.choose(optionsOf(this.texts, asked.question).find(({ key }) => key === keyName(event))?.value);
    return true;
  }
  /** @param {string | undefined} value @returns {boolean} */
  choose(value) {
    const { asked } = this;
    if (!asked || value === void 0) return true;
    if (asked.question.answer !== "several") this.answer(value);
    else {
      if (!asked.chosen.delete(value)) asked.chosen.add(value);
      this.drawAsked();
      this.takeKeyboard();
    }
    return true;
  }
  /** Enter keeps what is typed or chosen; where nothing is, the question stays open for later. */
  keepTyped() {
    const { asked } = this;
    if (!asked) return;
    const { chosen, input, question } = asked;
    const names = optionsOf(this.texts, question).map(({ value }) => value);
    const typed = input ? typedAnswer(question, input.value) : names.filter((one) => chosen.has(one)).join(BETWEEN);
    if (typed === null) this.session.warn(this.texts.text("no_number"));
    else if (input || question.answer === "several") this.answer(typed);
    else this.goOn();
  }
  /** @param {string} answer */
  answer(answer) {
    const { asked } = this;
    if (!asked) return;
    this.keep(asked.question, asked.start, answer);
    this.goOn();
  }
  /** @param {Question} question @param {number | null} start @param {string} answer */
  keep({ name }, start, answer) {
    const { page } = this.session;
    if (!page) return;
    if (start === null) this.session.decide({ do: "answer", article_id: page.article_id, answers: { [name]: answer } });
    else this.keepOfPassage(name, start, answer);
    this.draw();
  }
  /** @param {string} name @param {number} start @param {string} answer */
  keepOfPassage(name, start, answer) {
    const tag = this.tagAt(start);
    const nth = this.session.page?.passages.findIndex((one) => one.start === start) ?? -1;
    const { [name]: _, ...others2 } = tag?.answers ?? {};
    const answers = answer ? { ...others2, [name]: answer } : others2;
    if (tag) this.around.tagging.decideTag(nth, { ...tag, answers });
    else this.session.warn(this.texts.text("tag_first"));
  }
  /** The next question, or back to the text. */
  goOn() {
    const start = this.asked?.start ?? null;
    const [next2, ...rest2] = this.rest;
    this.asked = null;
    this.rest = rest2;
    if (next2) return this.open(next2, start);
    this.draw();
    const isHere = this.around.root.contains(document.activeElement) || document.activeElement === document.body;
    if (isHere) this.around.takeKeyboard();
    this.then();
  }
  /** @param {MouseEvent} event */
  onClick(event) {
    const button2 = (
      /** @type {HTMLElement | null} */
      /** @type {Element} */
      event.target.closest("button")
    );
    if (button2?.dataset.value !== void 0) this.choose(button2.dataset.value);
    if (button2?.hasAttribute("data-keep")) this.keepTyped();
  }
};

// annotate/tagger/js/hits_text.js
function hitsText(texts, { before, is_more, starts, total }, start) {
  const all = `${texts.shown(total)}${is_more ? "+" : ""}`;
  const n = starts.indexOf(start) + 1;
  const here = texts.text(n ? "nth_here" : "n_here", { n, here: starts.length });
  const isKnown = n > 0 && before >= 0;
  return `${here} · ${texts.text(isKnown ? "nth_hits" : "n_hits", { nth: texts.shown(before + n), total: all })}`;
}

// annotate/tagger/js/queue_frame.js
function frameQueue(queue, all) {
  const { element, input, label, texts, value, variable } = queue;
  const look2 = { class: "annotate-button", type: "button", ...OWN_KEYS };
  const states = all.map((state) => make("button", { ...look2, "data-state": state }, texts.text(`show_${state}`)));
  element.setAttribute("role", "search");
  element.setAttribute("aria-label", texts.text("k_queue"));
  input.setAttribute("aria-label", texts.text("queue_words"));
  input.setAttribute("placeholder", texts.text("queue_words"));
  input.setAttribute("title", texts.text("queue_words_hint"));
  label.setAttribute("aria-label", texts.text("any_label"));
  variable.setAttribute("aria-label", texts.text("any_article"));
  value.setAttribute("aria-label", texts.text("queue_value"));
  const showAll = make(
    "button",
    { ...look2, "data-all": true, title: texts.text("show_all_hint") },
    texts.text("show_all")
  );
  element.append(...states, label, variable, value, input, showAll, queue.count);
}

// annotate/tagger/js/queue.js
var STATES = ["untagged", "unsure", "note", "proposed", "open", "again"];
var TYPING_MS2 = 250;
var SOON_MS = 600;
var FACTS = ["source", "language", "author", "published"];
var Queue = class {
  /** @type {Set<string>} */
  states = /* @__PURE__ */ new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  typing;
  isOpen = false;
  isAgain = false;
  /** What the kernel last said of the hits. @type {Hits | null} */
  hits = null;
  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    this.session = session;
    this.around = around;
    this.input = /** @type {HTMLInputElement} */
    make("input", { type: "search", dir: "auto", autocomplete: "off", spellcheck: "false", ...OWN_KEYS });
    this.label = /** @type {HTMLSelectElement} */
    make("select", OWN_KEYS);
    this.variable = /** @type {HTMLSelectElement} */
    make("select", OWN_KEYS);
    this.value = /** @type {HTMLSelectElement} */
    make("select", { hidden: true, ...OWN_KEYS });
    this.count = make("span", { class: "annotate-hint", role: "status" });
    this.element = make("section", { class: "annotate-queue", hidden: true });
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ask(0), TYPING_MS2);
      this.mark();
    });
    for (const chooser of [this.label, this.variable, this.value]) {
      chooser.addEventListener("change", () => this.ask(0));
    }
    this.element.addEventListener("click", (event) => this.onClick(event));
  }
  get texts() {
    return this.session.texts;
  }
  /** Whether anything but all is shown. */
  get isActive() {
    return this.states.size > 0 || [this.label, this.variable, this.input].some(({ value }) => value.trim() !== "");
  }
  close() {
    clearTimeout(this.typing);
    unmarkWords(this);
  }
  /** @param {EventTarget | null} target */
  holds(target) {
    return target instanceof Node && this.element.contains(target);
  }
  /** What the coder looked for last, kept with the project. @param {string[]} said */
  restore([states, label, words, variable, value]) {
    if (this.isActive || this.isOpen) return;
    this.states = new Set(states.split(" ").filter((one) => STATES.includes(one)));
    this.draw();
    this.label.value = label;
    this.input.value = words;
    this.choices(variable ? [variable] : [], variable ? [value] : []);
    this.variable.value = variable;
    if (!this.isActive) return;
    this.draw();
    this.ask(0);
  }
  draw() {
    const { page } = this.session;
    this.element.hidden = !(this.isOpen || this.isActive);
    if (!page) return;
    const labels = page.codebook.labels.map((one) => [one.name, this.texts.titleOf(one)]);
    fill(this.label, [["", this.texts.text("any_label")], ...labels]);
    if (!this.variable.options.length) this.choices([], []);
    if (!this.element.childElementCount) frameQueue(this, STATES);
    for (const button2 of this.element.querySelectorAll("[data-state]")) {
      const state = (
        /** @type {HTMLElement} */
        button2.dataset.state ?? ""
      );
      button2.setAttribute("aria-pressed", String(this.states.has(state)));
    }
    this.mark();
  }
  /** What articles can be chosen by, and the values of one. @param {string[]} names @param {string[]} values */
  choices(names, values) {
    const { texts } = this;
    const named = names.map((one) => [one, FACTS.includes(one) ? texts.text(`by_${one}`) : one]);
    fill(this.variable, [["", texts.text("any_article")], ...named]);
    const said = values.map((one) => [one, one || texts.text("no_value")]);
    fill(this.value, said);
    this.value.hidden = !values.length;
  }
  mark() {
    markWords(this, this.element.hidden ? "" : this.input.value.trim(), this.around.list.element);
  }
  /** Open the line, at its states or at its words. @param {"states" | "words"} at */
  open(at2) {
    this.isOpen = true;
    this.draw();
    this.drawCount();
    const first = (
      /** @type {HTMLElement | null} */
      this.element.querySelector("[data-state]")
    );
    if (at2 === "words") this.input.select();
    (at2 === "words" ? this.input : first)?.focus({ preventScroll: true });
  }
  /** Return to the text; the line stays for as long as it shows less than all. */
  leave() {
    this.isOpen = false;
    this.draw();
    this.around.takeKeyboard();
  }
  /** @param {0 | 1 | -1} step @param {number} [start] */
  ask(step, start = -1) {
    clearTimeout(this.typing);
    this.draw();
    const states = STATES.filter((one) => this.states.has(one)).join(" ");
    const wanted = { states, label: this.label.value, words: this.input.value.trim(), step, start };
    const of = this.variable.value ? { variable: this.variable.value, value: this.value.value } : {};
    this.session.send(hits({ ...wanted, ...of }));
  }
  /** What was decided may have changed what is a hit: ask once for several decisions. */
  askSoon() {
    clearTimeout(this.typing);
    if (this.isActive) this.typing = setTimeout(() => this.ask(0), SOON_MS);
  }
  /** Go to the next or the previous hit. @param {1 | -1} step */
  jump(step) {
    if (!this.isActive) return this.open("states");
    const { page, focus } = this.session;
    this.ask(step, page?.passages[focus]?.start ?? 0);
  }
  /** @param {Hit} hit */
  meetHit({ article_id, is_again, start }) {
    const { page } = this.session;
    this.isAgain = is_again && article_id !== "";
    if (!article_id) this.session.warn(this.texts.text("no_more_hits"));
    else if (page?.article_id !== article_id) this.session.going = { article_id, start };
    else this.around.tagging.moveTo(passageAt(page, start));
  }
  /** @param {Hits} hits */
  show(hits2) {
    this.hits = hits2;
    const { value } = this.value;
    this.choices(hits2.variables, hits2.values);
    this.draw();
    this.drawCount();
    if (hits2.values.length && this.value.value !== value) this.ask(0);
  }
  /** Say which hit this is, how many there are here and in the study. */
  drawCount() {
    const { hits: hits2, isActive, texts } = this;
    const { page, focus } = this.session;
    const isHere = isActive && hits2 && hits2.article_id === page?.article_id;
    const again = this.isAgain ? `${texts.text("from_start")} ` : "";
    const hint2 = this.isOpen && !isActive ? texts.text("queue_hint") : "";
    this.count.textContent = isHere ? again + hitsText(texts, hits2, page.passages[focus]?.start ?? -1) : hint2;
  }
  /** @param {KeyboardEvent} event @returns {boolean} */
  onKey(event) {
    const target = document.activeElement;
    const isButton = target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && event.ctrlKey) this.around.openFinder(this.input.value);
    else if (event.key === "Enter" && !target?.matches("[data-all]")) this.goBy(target, event.shiftKey ? -1 : 1);
    else if (isButton && event.key === "ArrowRight") this.walk(target, 1);
    else if (isButton && event.key === "ArrowLeft") this.walk(target, -1);
    else if (isButton && (event.key === "." || event.key === ",")) this.goOn(event.key === "." ? 1 : -1);
    else return false;
    return true;
  }
  /** Go to what is shown; where nothing was chosen yet, the state that has the keyboard is.
   * @param {Element | null} target @param {1 | -1} step */
  goBy(target, step) {
    const state = target instanceof HTMLElement ? target.dataset.state : "";
    if (state && !this.isActive) this.states.add(state);
    this.goOn(step);
  }
  /** Return to the text, at the first hit from here on. @param {1 | -1} step */
  goOn(step) {
    const { page, focus } = this.session;
    this.leave();
    const start = page?.passages[focus]?.start ?? 0;
    if (this.isActive) this.ask(step, start - step);
  }
  /** @param {HTMLElement} from @param {number} step */
  walk(from, step) {
    const all = (
      /** @type {HTMLElement[]} */
      [...this.element.querySelectorAll("button, select, input")]
    );
    all[(all.indexOf(from) + step + all.length) % all.length].focus();
  }
  /** @param {MouseEvent} event */
  onClick(event) {
    const button2 = (
      /** @type {HTMLElement | null} */
      /** @type {Element} */
      event.target.closest("button")
    );
    const state = button2?.dataset.state;
    if (state && !this.states.delete(state)) this.states.add(state);
    if (button2?.hasAttribute("data-all")) this.clear();
    if (button2) this.ask(0);
    if (button2?.hasAttribute("data-all")) this.leave();
  }
  /** Show all again. */
  clear() {
    this.states.clear();
    for (const one of [this.label, this.variable, this.input]) one.value = "";
    this.value.hidden = true;
  }
};

// annotate/tagger/js/shelf_row.js
function shelfRow(texts, row, look2, beginsGroup) {
  const isSaid = beginsGroup && row.group === row.source;
  const source = isSaid ? "" : row.source || texts.text("no_source");
  const about2 = [source, row.published, row.language].filter(Boolean).join(" · ");
  const what2 = make(
    "span",
    { class: "annotate-shelf-what" },
    ...beginsGroup ? [group(texts, row)] : [],
    make("span", { class: "annotate-shelf-title", dir: "auto" }, row.title || row.article_id),
    make("span", { class: "annotate-about", dir: "auto" }, about2)
  );
  const all = { class: "annotate-shelf-row", role: "option", "data-group": beginsGroup, ...look2 };
  return make("div", all, what2, make("span", { class: "annotate-shelf-marks" }, ...marks(texts, row)), far(texts, row));
}
function group(texts, row) {
  const name = row.group || texts.text("no_value");
  const many = texts.text("n_articles", { n: row.group_articles });
  return make("span", { class: "annotate-shelf-group", dir: "auto" }, `${name} (${many})`);
}
function marks(texts, { in_text, notes, proposed, set_aside, unsure: unsure2, voices }) {
  const found = { m_unsure: unsure2, m_notes: notes, m_proposed: proposed };
  const shown = Object.entries(found).flatMap(([name, n]) => n ? [texts.text(name, { n })] : []);
  if (in_text) shown.unshift(texts.text("m_in_text"));
  if (voices) shown.push(texts.text("m_voices", { source: voices }));
  if (set_aside) shown.push(texts.text("m_set_aside"));
  return shown.map((text) => make("span", { class: "annotate-mark", dir: "auto", title: text }, text));
}
function far(texts, { passages, tagged }) {
  const bar2 = make("span", { class: "annotate-shelf-bar", "--share": passages ? tagged / passages : 0 });
  const name = texts.text("progress_tagged", { n: tagged, passages });
  const numbers = make("span", { "aria-hidden": "true" }, `${texts.shown(tagged)} / ${texts.shown(passages)}`);
  const look2 = { class: "annotate-shelf-far", role: "img", "aria-label": name, title: name };
  return make("span", { ...look2, "data-done": tagged >= passages && passages > 0 }, bar2, numbers);
}

// annotate/tagger/js/shelf.js
var ROW_REM = 3;
var NEAR2 = 8;
var TYPING_MS3 = 60;
var GROUPS = ["", "source", "language"];
var ORDERS = ["", "title", "published", "progress"];
var Shelf = class extends Lookup {
  /** @type {Map<number, ShelfRow>} */
  rows = /* @__PURE__ */ new Map();
  total = 0;
  /** @param {Session} session @param {Around} around */
  constructor(session, around) {
    const space = make("div", { class: "annotate-shelf-space", role: "presentation" });
    const list = make("div", { class: "annotate-shelf-list", role: "listbox", tabindex: -1 }, space);
    super(session, around, { kind: "shelf", list, wait: TYPING_MS3 });
    this.space = space;
    this.group = /** @type {HTMLSelectElement} */
    make("select", OWN_KEYS);
    this.order = /** @type {HTMLSelectElement} */
    make("select", OWN_KEYS);
    for (const chooser of [this.group, this.order]) chooser.addEventListener("change", () => this.begin());
    this.list.addEventListener("scroll", () => this.draw());
  }
  open() {
    this.appear();
    this.input.value = "";
    this.name([]);
    this.begin(this.session.page?.article_id);
  }
  /** Name everything in the page's language. @param {string[]} variables */
  name(variables) {
    const { texts } = this;
    const name = (one) => variables.includes(one) ? one : texts.text(`by_${one || "none"}`);
    const groups = [...GROUPS, ...variables].map((one) => [one, one ? name(one) : texts.text("no_groups")]);
    fill(this.group, groups);
    fill(
      this.order,
      [...ORDERS, ...variables].map((one) => [one, name(one)])
    );
    this.frame({ name: "k_shelf", hint: "shelf_hint" }, () => [
      make("label", {}, texts.text("shelf_words"), this.input),
      make("label", {}, texts.text("shelf_group"), this.group),
      make("label", {}, texts.text("shelf_order"), this.order)
    ]);
  }
  /** Ask anew: for other words, in another order. @override @param {string} [around] an article */
  begin(around) {
    super.begin();
    this.rows.clear();
    this.at = 0;
    this.list.scrollTop = 0;
    this.ask({ around });
  }
  /** @param {{around?: string, offset?: number}} where */
  ask(where) {
    this.asked += 1;
    this.isAsking = true;
    const wanted = { words: this.input.value, group: this.group.value, order: this.order.value };
    this.session.send(shelf({ asked: this.asked, ...wanted, ...where }));
  }
  /** @param {Found} found */
  show(found) {
    if (!this.takes(found)) return;
    this.total = found.total;
    found.rows.forEach((row, nth) => this.rows.set(found.offset + nth, row));
    this.name(found.variables);
    this.space.style.height = `${this.total * ROW_REM}rem`;
    this.status.textContent = this.texts.text("n_articles", { n: this.total });
    if (found.at >= 0) this.moveTo(found.at);
    else this.draw();
    if (this.isChoosing) this.choose();
  }
  /** @override */
  get height() {
    return ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }
  /** @override */
  get last() {
    return this.total - 1;
  }
  /** Draw the rows near the view, and ask for those that are not there yet. */
  draw() {
    const first = Math.max(0, Math.floor(this.list.scrollTop / this.height) - NEAR2);
    const last = Math.min(this.total, Math.ceil((this.list.scrollTop + this.list.clientHeight) / this.height) + NEAR2);
    const near = Array.from({ length: Math.max(0, last - first) }, (_, nth) => first + nth);
    this.space.replaceChildren(...near.flatMap((nth) => this.drawRow(nth)));
    this.input.setAttribute("aria-activedescendant", this.total ? `${this.id}-${this.at}` : "");
    const missing = near.find((nth) => !this.rows.has(nth));
    if (missing !== void 0 && !this.isAsking) this.ask({ offset: Math.max(0, missing - NEAR2) });
  }
  /** @param {number} nth */
  drawRow(nth) {
    const row = this.rows.get(nth);
    if (!row) return [];
    const isFirst = nth === 0 || this.rows.get(nth - 1)?.group !== row.group;
    const about2 = { id: `${this.id}-${nth}`, "data-row": row.article_id, "--top": `${nth * ROW_REM}rem` };
    const place = { "aria-posinset": nth + 1, "aria-setsize": this.total, "aria-selected": String(nth === this.at) };
    const isHere = row.article_id === this.session.page?.article_id;
    return [shelfRow(this.texts, row, { ...about2, ...place, "data-here": isHere }, this.group.value !== "" && isFirst)];
  }
  /** @override @param {number} nth */
  moveTo(nth) {
    super.moveTo(nth);
    const { height, list } = this;
    const top = this.at * height;
    if (top < list.scrollTop) list.scrollTop = top;
    if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
    this.draw();
  }
  /** @override */
  choose() {
    this.isChoosing = this.isAsking;
    const row = this.rows.get(this.at);
    if (row && !this.isChoosing) this.openArticle(row.article_id);
  }
  /** @override @param {HTMLElement} row */
  take(row) {
    this.openArticle(row.dataset.row ?? "");
  }
  /** @param {string} article_id */
  openArticle(article_id) {
    this.close();
    this.session.send(openArticle(this.texts.language, article_id));
  }
};

// annotate/tagger/js/splitter.js
var Splitter = class {
  /** @type {null | {places: number[], at: number}} */
  splitting = null;
  /** @param {Session} session @param {List} list @param {Tagging} tagging */
  constructor(session, list, tagging) {
    this.session = session;
    this.list = list;
    this.tagging = tagging;
  }
  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }
  start() {
    const { here } = this.tagging;
    if (!here) return;
    const places = splitPlaces(here.page, here.passage);
    if (!places.length) return this.session.warn(this.texts.text("no_place"));
    const wanted = this.caretPlace(here.page, here.passage) ?? firstClause(here.page, here.passage);
    const at2 = places.findIndex((place) => place >= wanted);
    this.splitting = { places, at: at2 < 0 ? places.length - 1 : at2 };
    this.draw();
  }
  /** Where the mouse last stood in this passage's text, if it did. @param {Page} page @param {Passage} passage */
  caretPlace(page, passage) {
    const selection = document.getSelection();
    const { text } = this.list;
    if (!selection?.focusNode || !text?.contains(selection.focusNode)) return null;
    const units = unitsBefore(text, selection.focusNode, selection.focusOffset);
    return units ? page.offsets.toPoints(page.offsets.toUnits(passage.start) + units) : null;
  }
  draw() {
    const { here } = this.tagging;
    const { text } = this.list;
    if (!here || !this.splitting || !text) return;
    const at2 = this.splitting.places[this.splitting.at];
    const left2 = slice(here.page, here.passage.start, at2);
    const right = slice(here.page, at2, here.passage.end);
    const hint2 = make("div", { class: "annotate-hint" }, this.texts.text("split_hint"));
    text.replaceChildren(left2, make("span", { class: "annotate-caret" }), right, hint2);
    this.tagging.desk.say(right.slice(0, 40));
  }
  /** Do what a key says while the caret walks. @param {string} key */
  press(key) {
    if (key === "Enter") this.cut();
    else if (key === "Escape") this.leave();
    else this.walk(key);
  }
  /** @param {string} key */
  walk(key) {
    if (!this.splitting) return;
    const last = this.splitting.places.length - 1;
    const isRtl = this.list.text && getComputedStyle(this.list.text).direction === "rtl";
    const step = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1, Home: -last, End: last }[key] ?? 0;
    this.splitting.at = Math.max(0, Math.min(last, this.splitting.at + step));
    this.draw();
  }
  cut() {
    const { here } = this.tagging;
    const { splitting } = this;
    this.splitting = null;
    if (!here || !splitting) return;
    this.tagging.cut([here.passage], halves(here.page, here.passage, splitting.places[splitting.at]));
  }
  leave() {
    this.splitting = null;
    this.tagging.show(this.session.focus);
  }
};

// annotate/tagger/js/taught.js
var WORDS2 = 60;
function taught(texts, page, feedback, score) {
  return [...score ? [scoreLine(texts, score)] : [], ...feedback ? about(texts, page, feedback) : []];
}
function about(texts, page, { article_id, start, end: end2, right, label: name, speaker, reason }) {
  if (article_id !== page.article_id) return [];
  const label = labelNamed(page, name);
  const words = slice(page, start, Math.min(end2, start + WORDS2));
  const parts = [
    make("b", {}, texts.text(right ? "gold_right" : "gold_wrong")),
    make("q", { dir: "auto" }, end2 - start > WORDS2 ? `${words} …` : words),
    make(
      "b",
      { class: "annotate-chip", "--colour": label?.colour ?? "transparent" },
      label ? texts.titleOf(label) : name
    ),
    make("span", { dir: "auto" }, [speaker, reason].filter(Boolean).join(" · "))
  ];
  const line = label && !right ? texts.choose(label.definition) ?? "" : "";
  const rule = line ? [make("p", { class: "annotate-hint" }, `${texts.text("gold_rule")}${texts.text("colon")} ${line}`)] : [];
  return [make("p", { "data-right": String(right) }, ...parts), ...rule];
}
function scoreLine(texts, { admitted, high, low, passages, share, threshold }) {
  const range = low === null || high === null ? "" : ` (${texts.share(low)}–${texts.share(high)})`;
  const said = texts.text("score", { n: passages, share: texts.share(share) + range });
  const end2 = texts.text(admitted ? "admitted" : "not_admitted", { threshold: texts.share(threshold) });
  return make("p", { class: "annotate-score" }, make("b", {}, said), ` ${end2}`);
}

// annotate/tagger/js/tagging.js
var Tagging = class {
  /** The label that was asked for since the last passage was tagged; nothing while there is more to do.
   * @type {string | null} */
  ended = null;
  isRevising = false;
  // a passage that had a tag was tagged: the next one follows, not the next untagged one
  /** @param {Session} session @param {List} list @param {Desk} desk */
  constructor(session, list, desk) {
    this.session = session;
    this.list = list;
    this.desk = desk;
  }
  /** The page's own texts. */
  get texts() {
    return this.session.texts;
  }
  /** The article and the passage in focus, or nothing while there is none. */
  get here() {
    const { page, focus } = this.session;
    const passage = page?.passages[focus];
    return page && passage ? { page, passage } : null;
  }
  /** Decide several things as one step. @param {() => void} decide */
  asOne(decide) {
    const { session, texts } = this;
    const many = session.runs.asOne(decide);
    if (many > 1) session.told = texts.text("told", { what: texts.text("told_run", { n: many }) });
    session.redrawState();
  }
  // Where the focus is
  /** @param {number} step */
  move(step) {
    this.moveTo(this.session.focus + step);
  }
  /** @param {number} nth */
  moveTo(nth) {
    const { page, views } = this.session;
    if (!page) return;
    this.desk.closeField();
    this.ended = null;
    this.session.dropWarning();
    const source = this.here && sourceAt(page, this.here.passage.start);
    this.session.focus = Math.max(0, Math.min(nth, page.passages.length - 1));
    const isElsewhere = this.here && sourceAt(page, this.here.passage.start) !== source;
    for (const view of views) view.drawFocus();
    if (isElsewhere) for (const view of views) view.drawHeadSoon();
  }
  ask = () => this.desk.questions.askPassage(() => this.goOn());
  goOn() {
    const { page, focus } = this.session;
    if (!page) return;
    this.moveTo(this.isRevising ? focus + 1 : nextToTag(page, focus));
    if (isFinished(page)) this.end();
  }
  /** The last passage is tagged. */
  end() {
    this.desk.say(this.texts.text("done"));
    this.ended = "";
    this.session.send(howMany());
    this.desk.questions.askDue("end");
  }
  /** At the end a label's key first says what it would change. @param {string} label @returns {boolean} */
  keepsEnd(label) {
    const tag = this.here && tagOf(this.here.page, this.here.passage);
    if (this.ended === null || !tag || tag.label === label || this.ended === label) return false;
    this.ended = label;
    const title = (name) => {
      const found = this.here && labelNamed(this.here.page, name);
      return found ? this.texts.titleOf(found) : name;
    };
    this.session.warn(this.texts.text("ended", { kept: title(tag.label), label: title(label) }));
    return true;
  }
  // Tags
  /** Tag the passage and go on; whoever tags a claim by its key is first asked who says so.
   * @param {Partial<Tag>} words @param {boolean} asks */
  tag(words, asks) {
    if (!this.here) return;
    const kept = tagOf(this.here.page, this.here.passage);
    this.isRevising = kept !== void 0;
    const isClaim = labelNamed(this.here.page, words.label)?.takes_speaker;
    const speaker = isClaim && kept ? { speaker: kept.speaker, speaker_kind: kept.speaker_kind } : {};
    const rest2 = kept ? keptWords(this.here.page, kept, words.label) : {};
    this.session.last = { label: words.label, speaker: words.speaker, speaker_kind: words.speaker_kind };
    this.decideTag(this.session.focus, { ...rest2, ...speaker, ...words });
    if (isClaim && asks) this.desk.askSpeaker();
    else this.ask();
  }
  /** Tag one passage. @param {number} nth @param {Partial<Tag>} words */
  decideTag(nth, words) {
    const passage = this.session.page?.passages[nth];
    if (!passage) return;
    this.decideSpan(passage, words);
    this.show(nth);
  }
  /** Send a tag, without the words that say nothing. @param {Span} span @param {Partial<Tag>} words */
  decideSpan({ start, end: end2 }, words) {
    const { page } = this.session;
    if (!page) return;
    const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value));
    if (!Object.keys(said.answers ?? {}).length) delete said.answers;
    if (["hand", "adjudication"].includes(String(said.origin))) delete said.origin;
    this.session.decide(
      /** @type {Deed} */
      { do: "tag", article_id: page.article_id, start, end: end2, ...said }
    );
  }
  /** Show a passage after a decision, wherever it is shown, and say its label. @param {number} nth */
  show(nth) {
    const { page, views } = this.session;
    for (const view of views) {
      view.drawRow(nth);
      view.drawFocus();
      view.drawHeadSoon();
    }
    const label = page && labelNamed(page, tagOf(page, page.passages[nth])?.label);
    this.desk.say(label ? this.texts.titleOf(label) : this.texts.text("untagged"));
  }
  untag() {
    if (!this.here || !isTagged(this.here.page, this.here.passage)) return;
    const { start, end: end2 } = this.here.passage;
    this.session.decide({ do: "untag", article_id: this.here.page.article_id, start, end: end2 });
    this.show(this.session.focus);
  }
  /** @param {"evaluative" | "unsure"} name */
  flag(name) {
    const tag = this.here && tagOf(this.here.page, this.here.passage);
    if (tag) this.decideTag(this.session.focus, { ...tag, [name]: !tag[name] });
    else if (this.here) this.session.warn(this.texts.text("tag_first"));
  }
  /** Give the label given last to the rest of the paragraph. */
  repeat() {
    const { page, focus, last } = this.session;
    if (!page) return;
    if (!last?.label) return this.session.warn(this.texts.text("nothing_to_repeat"));
    const rest2 = restOfParagraph(page, focus, last.label);
    this.asOne(() => rest2.forEach((nth) => this.decideTag(nth, last)));
    this.moveTo(firstLeft(page, focus));
  }
  // Suggestions
  /** Take what is suggested, where something is; else just go on. */
  accept() {
    if (!this.here) return;
    const { page, passage } = this.here;
    const suggestion = isTagged(page, passage) ? null : suggestionFor(page, passage);
    if (suggestion?.label) this.tag(accepted(suggestion), false);
    else if (this.isAtEnd) this.session.send(openUnfinished(this.texts.language));
    else this.move(1);
  }
  /** Whether the article is finished, and nothing comes after the passage in focus. */
  get isAtEnd() {
    const { page, focus } = this.session;
    return page !== null && isFinished(page) && (this.ended !== null || focus === page.passages.length - 1);
  }
  /** Take what is suggested here and, as far as it is certain and in sight, for the passages that follow. */
  acceptRun() {
    this.asOne(() => this.acceptInSight());
  }
  acceptInSight() {
    const last = this.list.lastInSight();
    let nth = this.session.focus;
    this.accept();
    while (this.session.focus === nth + 1 && nth < last && this.isCertainAt(nth + 1)) {
      nth += 1;
      this.accept();
    }
  }
  /** @param {number} nth */
  isCertainAt(nth) {
    const { page } = this.session;
    const passage = page?.passages[nth];
    return passage && !isTagged(page, passage) && isCertain(page, passage);
  }
  // Sources and passages
  takeSource() {
    const source = this.here && proposedSource(this.here.page, this.here.passage);
    if (source) this.setSource(source, false);
  }
  /** @param {string} source @param {boolean} isOnlyHere */
  setSource(source, isOnlyHere) {
    if (!this.here) return;
    const { page, passage } = this.here;
    const next2 = page.passages[this.session.focus + 1];
    const end2 = isOnlyHere && next2 ? { end: next2.start } : {};
    const start = this.session.focus === 0 ? 0 : passage.start;
    this.session.decide({ do: "source", article_id: page.article_id, source, start, ...end2 });
    this.session.redraw();
  }
  merge() {
    const next2 = this.session.page?.passages[this.session.focus + 1];
    if (!this.here || !next2) return this.session.warn(this.texts.text("no_next"));
    const { passage } = this.here;
    this.cut([passage, next2], [[passage.start, next2.end]]);
  }
  /** @param {Span[]} parts @param {[number, number][]} after */
  cut(parts, after) {
    const { page } = this.session;
    if (!page) return;
    const before = parts.map(({ start, end: end2 }) => (
      /** @type {[number, number]} */
      [start, end2]
    ));
    this.session.decide({ do: "cut", article_id: page.article_id, before, after });
    this.session.redraw();
  }
  /** @param {"undo" | "redo"} verb */
  goBack(verb) {
    this.desk.closeField();
    this.session.decide({ do: verb });
  }
};

// annotate/tagger/js/why.js
function why(texts, page, passage) {
  const suggestion = suggestionFor(page, passage);
  const label = labelNamed(page, suggestion?.label);
  const source = proposedSource(page, passage);
  const lines = [
    suggestion && label && whyLabel(texts, page, passage, suggestion, label),
    suggestion && cueLine(texts, page, suggestion),
    !suggestion && hint(texts.text("hidden")),
    source && whySource(texts, source)
  ].filter((line) => line instanceof Node);
  return lines.length ? lines : [hint(texts.text("no_suggestion"))];
}
var hint = (text) => make("p", { class: "annotate-hint" }, text);
function whyLabel(texts, page, passage, suggestion, label) {
  const { speaker, speaker_kind, reason, score } = suggestion;
  const small = (text) => make("span", { class: "annotate-hint" }, text);
  const parts = [make("b", { class: "annotate-chip", "--colour": label.colour }, texts.titleOf(label))];
  if (speaker) parts.push(make("b", { dir: "auto" }, speaker), small(texts.text(speaker_kind)));
  parts.push(make("span", { dir: "auto" }, texts.has(reason) ? texts.text(reason) : reason));
  if (score !== null) parts.push(small(texts.share(score)));
  if (!isTagged(page, passage)) parts.push(button("Enter", texts.text("k_accept")));
  return make("p", {}, `${texts.text("suggestion")} `, ...parts);
}
function cueLine(texts, page, { cues }) {
  const weighed = cues.filter((cue) => WEIGHED.includes(cue[2]));
  if (!weighed.length) return null;
  const parts = weighed.flatMap(([start, end2, kind], nth) => {
    const look2 = { class: "annotate-cue", "data-kinds": kind, dir: "auto" };
    return [nth ? ", " : "", make("q", look2, slice(page, start, end2)), ` (${cueName(texts, kind)})`];
  });
  return make("p", { class: "annotate-weighed" }, `${texts.text("weighed")} `, ...parts);
}
function whySource(texts, source) {
  const name = make("b", { dir: "auto" }, source);
  return make("p", {}, `${texts.text("new_source")} `, name, " ", button("Shift+v", texts.text("b_take_source")));
}

// annotate/tagger/js/view.js
var SOON_MS2 = 150;
var View = class {
  id = `annotate-${newId()}`;
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  why = make("div", { class: "annotate-why", id: `${this.id}-why` });
  end = make("div", { class: "annotate-end" });
  told = make("div", { class: "annotate-told" });
  taught = make("div", { class: "annotate-taught", role: "status" });
  machine = make("div", { class: "annotate-machine", role: "status", hidden: true });
  error = make("div", { class: "annotate-error", role: "alert" });
  bar = make("footer", { class: "annotate-bar" });
  help = make("section", { class: "annotate-help", hidden: true, tabindex: 0, ...OWN_KEYS });
  voice = make("div", { class: "annotate-voice", "aria-live": "polite" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  counting;
  isHelping = false;
  /** @param {Session} session @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(session, element, signal) {
    this.session = session;
    this.list = new List(session, this.id, () => this.drawWhy());
    this.tagging = new Tagging(session, this.list, this);
    this.field = new Field(session, this.list, this.tagging);
    this.splitter = new Splitter(session, this.list, this.tagging);
    this.shelf = new Shelf(session, this);
    this.finder = new Finder(session, this);
    this.queue = new Queue(session, this);
    this.questions = /** @type {Questions} */
    new Questions(session, this);
    this.hands = new Hands(this, this.tagging, this.field, this.splitter);
    this.root = frame(this);
    element.append(this.root);
    this.listen(signal);
    session.views.add(this);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }
  get texts() {
    return this.session.texts;
  }
  close() {
    this.session.views.delete(this);
    this.queue.close();
    this.finder.unmark();
    this.list.close();
    this.hands.close();
    clearTimeout(this.counting);
  }
  /** @param {AbortSignal} signal */
  listen(signal) {
    const { root } = this;
    this.hands.listen(root, signal);
    for (const kind of ["keyup", "keypress", "copy", "cut", "paste"]) {
      root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    }
  }
  // What is drawn
  draw() {
    const hasFocus = this.root.contains(document.activeElement);
    this.field.forgetElsewhere();
    this.splitter.splitting = null;
    this.drawState();
    this.drawHead();
    this.list.draw();
    if (this.field.opened) this.field.keepIn(this.session.focus);
    this.list.drawFocus();
    this.queue.draw();
    this.finder.mark();
    this.questions.draw();
    if (this.session.page) this.bar.replaceChildren(...bar(this.texts, this.session.page));
    this.drawHelp();
    if (hasFocus && !this.root.contains(document.activeElement)) this.takeKeyboard();
  }
  drawState() {
    const { error, page, state } = this.session;
    this.state.textContent = page ? stateText(this.texts, this.session) : "";
    this.state.dataset.state = page ? this.hands.isWaiting ? "saving" : state.kind : "";
    this.told.textContent = page ? this.session.told : "";
    this.machine.textContent = machineText(this.texts, this.session.machine);
    this.machine.hidden = !this.machine.textContent;
    this.error.textContent = whyNot(this.texts, error);
    if (!page) this.list.drawEmpty(this.texts.text("waiting"));
  }
  drawHead() {
    const { focus, page } = this.session;
    if (page?.article_id) this.head.replaceChildren(...head(this.texts, page, focus));
  }
  /** Count what stands above the page only after the key is painted, and once for a burst of keys. */
  drawHeadSoon() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.drawHead(), SOON_MS2);
  }
  drawWhy() {
    const { here } = this.tagging;
    this.drawEnd();
    this.why.replaceChildren(...here ? why(this.texts, here.page, here.passage) : []);
  }
  /** In a training: what the gold says. */
  drawTaught() {
    const { feedback, page, score } = this.session;
    this.taught.replaceChildren(...page ? taught(this.texts, page, feedback, score) : []);
  }
  /** Under a finished article the end stands, in place of what is suggested. */
  drawEnd() {
    const { page, unfinished } = this.session;
    const parts = page ? end(this.texts, page, unfinished) : [];
    this.end.replaceChildren(...parts);
    this.why.hidden = parts.length > 0;
  }
  /** Suggestions arrived: show them where they are, and leave a field in which somebody types alone. */
  drawSuggestions() {
    const { focus, page } = this.session;
    page?.passages.forEach((passage, nth) => {
      const isBusy = nth === focus && (this.field.opened || this.splitter.splitting);
      if (page.suggestions.has(`${passage.start}-${passage.end}`) && !isBusy) this.drawRow(nth);
    });
    this.drawFocus();
  }
  /** @param {number} nth */
  drawRow(nth) {
    this.list.drawRow(nth);
    this.field.keepIn(nth);
  }
  drawFocus() {
    this.list.drawFocus();
    this.queue.drawCount();
  }
  drawHelp() {
    const { page } = this.session;
    this.help.hidden = !this.isHelping;
    this.help.setAttribute("aria-label", this.texts.text("k_help"));
    this.help.replaceChildren(...this.isHelping && page ? help(this.texts, page.codebook) : []);
  }
  /** @param {string} text */
  say(text) {
    this.voice.textContent = text;
  }
  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }
  // What tagging asks of it
  askSpeaker() {
    this.field.open("speaker");
  }
  closeField() {
    this.questions.forget();
    this.field.close();
  }
  takeKeyboard() {
    (this.panel ?? (this.questions.isAsking ? this.questions : this.list)).takeKeyboard();
  }
  /** Close what could be typed in, or be read. */
  clear() {
    this.field.close();
    if (this.isHelping) this.toggleHelp();
  }
  /** What lies over the page, if anything does. */
  get panel() {
    return [this.shelf, this.finder].find((panel) => panel.isOpen) ?? null;
  }
  /** Search the study. @param {string} [words] */
  openFinder(words) {
    this.clear();
    this.finder.open(words);
    this.takeKeyboard();
  }
  /** Open the shelf; where this has the keyboard, to be typed in. */
  openShelf() {
    this.clear();
    this.shelf.open();
    if (this.root.contains(document.activeElement)) this.takeKeyboard();
  }
  /** Escape closes what is open; where nothing is, it gives the keyboard back to the notebook. */
  leave() {
    if (this.isHelping) this.toggleHelp();
    else if (this.isFull) this.toggleFull();
    else this.root.closest(".jp-Cell")?.focus();
  }
  showWhole() {
    showWhole(this.root);
  }
  get isFull() {
    return this.root.matches(":popover-open");
  }
  toggleFull() {
    toggleFull(this.root, this.isFull);
    this.takeKeyboard();
    this.list.showFocusSoon();
  }
};

// annotate/tagger/js/widget.js
function tagger() {
  let session;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      session = new Session(model);
      return () => session.close();
    },
    /** @param {{el: HTMLElement, signal: AbortSignal}} given */
    render({ el, signal }) {
      const view = new View(session, el, signal);
      session.open();
      setTimeout(() => {
        if (signal.aborted) return;
        watchRoom(view.root, signal);
        takeKeyboardFromNotebook(view);
      }, 200);
    }
  };
}
export {
  Outbox,
  Session,
  apply,
  balanceOf,
  beginsLine,
  complete,
  cuePieces,
  tagger as default,
  guessKind,
  halves,
  isCertain,
  isHidden,
  isRightToLeft,
  keyName,
  keyOf,
  languageOf,
  measure,
  newId,
  nextToTag,
  proposedSource,
  readPage,
  readSuggestion,
  restOfParagraph,
  slice,
  sourceAt,
  splitPlaces,
  suggestionFor
};
