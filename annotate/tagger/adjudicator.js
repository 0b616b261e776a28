// Made by `npm run bundle` from the modules in js/: change those.

// annotate/tagger/js/messages.js
var PROTOCOL = 2;
var open = (language, step) => ({ do: "open", protocol: PROTOCOL, language, ...step ? { step } : {} });
var look = () => ({ do: "look", protocol: PROTOCOL });
var askNames = (article_id, start) => ({ do: "names", protocol: PROTOCOL, article_id, start });
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

// annotate/tagger/js/cases.js
function readTag([start, end, label, speaker, speaker_kind, evaluative, source, answers]) {
  return { start, end, label, speaker, speaker_kind, evaluative, source, answers };
}
function writeTag({ start, end, label, speaker, speaker_kind, evaluative, source, answers }) {
  return [start, end, label, speaker, speaker_kind, evaluative, source, answers];
}
var isOnArticle = ({ start }) => start < 0;
var placeOf = ({ article_id, start }) => `${start}:${article_id}`;
var pairOf = ({ what, labels }) => [...what.includes("label") ? [] : what, ...labels].join(" ");
function sliceOf({ text, offset }, start, end) {
  const { toUnits } = measure(text);
  return text.slice(toUnits(Math.max(start - offset, 0)), toUnits(Math.max(end - offset, 0)));
}
function third(one, label, span) {
  const tags = one.readings.flatMap((reading2) => reading2.tags.map(readTag));
  const same = tags.filter((tag) => tag.label === label.name && tag.start <= span.start && tag.end >= span.end);
  const speakers = new Set(same.map(({ speaker, speaker_kind }) => `${speaker_kind} ${speaker}`));
  const source = tags.find((tag) => tag.start <= span.start)?.source ?? null;
  const bare = { speaker: "", speaker_kind: (
    /** @type {const} */
    ""
  ), evaluative: false, source, answers: null };
  const isAlike = new Set(same.map(({ answers: answers2 }) => JSON.stringify(answers2))).size === 1;
  const answers = isAlike ? same[0].answers : null;
  const said = { ...bare, ...same[0] ?? {}, answers, label: label.name, start: span.start, end: span.end };
  if (!label.takes_speaker) return { said, isOpen: false };
  return { said, isOpen: speakers.size !== 1 };
}
function piecesOf(one) {
  const tags = one.readings.flatMap((reading2) => reading2.tags);
  const borders = [...new Set(tags.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b);
  return borders.slice(1).flatMap((end, nth) => {
    const text = sliceOf(one, borders[nth], end);
    const blank = [...text.slice(0, text.length - text.trimStart().length)].length;
    const start = borders[nth] + blank;
    const last = start + [...text.trim()].length;
    const isTagged2 = tags.some((tag) => tag[0] < last && tag[1] > start);
    return start < last && isTagged2 ? [{ start, end: last }] : [];
  });
}
function tagAt(tags, { start, end }) {
  const nth = tags.findIndex((tag) => tag[0] < end && tag[1] > start);
  return nth < 0 ? null : { nth, said: readTag(tags[nth]) };
}
function joined({ spans, chosen }) {
  const found = [];
  chosen.forEach(({ said, from }, nth) => {
    const before = found.at(-1);
    if (before?.from === from) before.said.end = spans[nth].end;
    else found.push({ said: { ...said, ...spans[nth] }, from });
  });
  return found.map(({ said }) => said);
}
var reasonsOf = (used, usual) => [.../* @__PURE__ */ new Set([...used, ...usual])].slice(0, 9);

// annotate/tagger/js/answers.js
var BETWEEN = " | ";
var questionsOf = ({ codebook }, about2) => (codebook.questions ?? []).filter((one) => about2 === void 0 || one.about === about2);
var goesWith = ({ about: about2, labels }, label) => about2 === "passage" && (!labels.length || labels.includes(label));
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

// annotate/tagger/js/mixing.js
var SPEAKER = (
  /** @type {const} */
  ["speaker", "speaker_kind"]
);
function saidBy(here, piece) {
  return here.readings.map(({ tags }) => {
    if (piece) return tagAt(tags, piece)?.said ?? null;
    return tags.length === 1 ? readTag(tags[0]) : null;
  });
}
function everyPoint(here, codebook, { said, chosen }) {
  const asked = questionsOf({ codebook }, isOnArticle(here) ? "article" : "passage");
  const answers = (of) => here.readings.map((one, nth) => of(one.answers ?? said[nth]?.answers ?? {}));
  const ofQuestions = asked.map((question) => ({
    name: `answer:${question.name}`,
    question,
    values: answers((given) => given[question.name] || void 0)
  }));
  if (isOnArticle(here)) return ofQuestions;
  const point = (name, of) => ({ name, question: null, values: said.map((one) => one ? of(one) : void 0) });
  const label = point("label", (one) => one.label);
  const chosenLabel = String(chosen.get("label") ?? soleOf(label.values) ?? "");
  const isSpoken = codebook.labels.find(({ name }) => name === chosenLabel)?.takes_speaker;
  const speaker = point(
    "speaker",
    (one) => one.speaker || one.speaker_kind ? SPEAKER.map((name) => one[name]).join("\n") : void 0
  );
  return [
    label,
    ...isSpoken ? [speaker] : [],
    point("evaluative", (one) => one.evaluative),
    point("source", (one) => one.source),
    ...ofQuestions.filter(({ question }) => goesWith(question, chosenLabel))
  ];
}
var differing = (values) => new Set(values.filter((value) => value !== void 0));
function soleOf(values) {
  const [first, ...others] = differing(values);
  return others.length ? void 0 : first;
}
function pointInTurn(here, codebook, mixing) {
  const label = mixing.chosen.get("label");
  const isThird = label !== void 0 && !mixing.said.some((one) => one?.label === label);
  const open2 = everyPoint(here, codebook, mixing).filter(({ name }) => !mixing.chosen.has(name));
  const isAsked = ({ name, values }) => differing(values).size > 1 || isThird && name === "speaker" && !differing(values).size;
  return open2.find(isAsked) ?? null;
}
function mixed(here, codebook, mixing, span) {
  const points = everyPoint(here, codebook, mixing);
  const value = new Map(points.map(({ name, values }) => [name, mixing.chosen.get(name) ?? soleOf(values)]));
  const [speaker, kind = ""] = String(value.get("speaker") ?? "").split("\n");
  const answers = {};
  for (const { name, question } of points)
    if (question && value.get(name)) answers[question.name] = String(value.get(name));
  const said = {
    start: span.start,
    end: span.end,
    label: String(value.get("label") ?? ""),
    speaker,
    speaker_kind: (
      /** @type {Said["speaker_kind"]} */
      kind
    ),
    evaluative: value.get("evaluative") === true,
    source: (
      /** @type {string | null} */
      value.get("source") ?? null
    ),
    answers
  };
  return { said, answers };
}

// annotate/tagger/js/page.js
var codebookId = ({ codebook }) => `${codebook.name}@${codebook.version}`;

// annotate/tagger/js/judge_session.js
var FEW = 20;
var noMarks = () => ({ reason: "", isExample: false, evaluative: null, source: null });
var JudgeSession = class extends Carrier {
  /** @param {Model} model */
  constructor(model) {
    super(model);
    this.desk = null;
    this.nth = 0;
    this.chosen = 0;
    this.marks = noMarks();
    this.piecewise = null;
    this.mixing = null;
    this.names = null;
    this.isNorming = false;
  }
  /** @override */
  get isShown() {
    return this.desk !== null;
  }
  /** The stretch that is shown. @returns {Case | null} */
  get here() {
    return this.desk?.cases[this.nth] ?? null;
  }
  /** @param {string} name @returns {Label | undefined} */
  labelNamed(name) {
    return this.desk?.codebook.labels.find((label) => label.name === name);
  }
  /** @override @param {any} content */
  meet(content) {
    if (content.kind === "cases" && isForeign(content)) this.refuseVersion();
    else if (content.kind === "cases") this.show(content.desk);
    if (content.kind === "names") this.meetNames(content);
    super.meet(content);
  }
  /** @param {DeskSaid} desk */
  show(desk) {
    if (desk.wording) this.texts = new Texts(this.texts.language, desk.wording);
    const before = this.here && placeOf(this.here);
    const outbox = this.outboxOf(`${desk.project_id}:judge:${desk.coder}`);
    this.desk = desk;
    for (const decision of outbox.waiting.values()) this.apply(
      /** @type {JudgeDecision} */
      decision
    );
    const wanted = desk.at ? placeOf({ article_id: desk.at[0], start: desk.at[1] }) : before;
    const found = desk.cases.findIndex((one) => placeOf(one) === wanted);
    this.nth = found >= 0 ? found : Math.max(0, Math.min(this.nth, desk.cases.length - 1));
    if (this.here && placeOf(this.here) === before) return this.redraw();
    this.moveTo(this.nth);
  }
  /** @param {Names} said */
  meetNames({ article_id, start, names }) {
    if (!this.here || placeOf(this.here) !== placeOf({ article_id, start })) return;
    this.names = names;
    this.redraw();
  }
  // Where the judge is
  /** @param {number} nth */
  moveTo(nth) {
    const last = (this.desk?.cases.length ?? 1) - 1;
    this.nth = Math.max(0, Math.min(nth, last));
    this.chosen = 0;
    this.marks = noMarks();
    this.piecewise = null;
    this.mixing = null;
    this.names = null;
    this.redraw();
  }
  /** Go to the first stretch of the next pair of labels, or of the one before. @param {1 | -1} step */
  movePair(step) {
    const cases = this.desk?.cases ?? [];
    let nth = this.nth;
    const pair = cases[nth] && pairOf(cases[nth]);
    while (cases[nth] && pairOf(cases[nth]) === pair) nth += step;
    if (!cases[nth]) return;
    while (step < 0 && cases[nth - 1] && pairOf(cases[nth - 1]) === pairOf(cases[nth])) nth -= 1;
    this.moveTo(nth);
  }
  // What the judge decides
  /** Settle the stretch that is shown. @param {Said[]} given */
  settle(given) {
    const { desk, here, marks } = this;
    if (!desk || !here) return;
    const tags = given.map((said) => this.marked(said));
    const name = (label) => this.titleOf(label);
    this.runs.asOne(() => {
      const about2 = { article_id: here.article_id, reason: marks.reason, codebook: codebookId(desk) };
      this.decide({ do: "settle", ...about2, tags: tags.map(writeTag) });
      if (marks.isExample) for (const said of tags) this.decide(this.example(here, said));
    });
    const what = [...new Set(tags.map((said) => name(said.label)))].join(" · ");
    this.told = this.texts.text("told", {
      what: marks.isExample ? `${what} · ${this.texts.text("is_example")}` : what
    });
    this.moveTo(this.nth);
    if (this.desk && this.desk.cases.length < FEW && this.desk.left > this.desk.cases.length) this.look();
  }
  /** Settle what is said of an article itself. @param {Case} here @param {Record<string, string>} answers */
  answer(here, answers) {
    this.decide({ do: "answer", article_id: here.article_id, answers });
    this.told = this.texts.text("told", { what: this.texts.text("what_article") });
    this.moveTo(this.nth);
  }
  /** What is said, with what goes with this decision. @param {Said} said @returns {Said} */
  marked(said) {
    const { evaluative, source } = this.marks;
    return { ...said, evaluative: evaluative ?? said.evaluative, source: source ?? said.source };
  }
  /** @param {Case} here @param {Said} said @returns {JudgeDeed} */
  example(here, said) {
    const text = sliceOf(here, said.start, said.end).trim();
    const whole = this.marks.reason ? `${text} (${this.marks.reason})` : text;
    return { do: "example", label: said.label, text: whole, language: here.language.slice(0, 2) };
  }
  /** @param {string} label */
  titleOf(label) {
    const found = this.labelNamed(label);
    return found ? this.texts.titleOf(found) : label;
  }
  /** Decide once; or take back, or do again, all that was decided as one. @param {JudgeDeed} deed */
  decide(deed) {
    if (!this.desk || !this.outbox) return;
    this.error = NO_ERROR;
    const isBack = deed.do === "undo" || deed.do === "redo";
    if (isBack) this.told = this.texts.text(deed.do === "undo" ? "told_undo" : "told_redo");
    else this.runs.count();
    const times = isBack ? this.runs.take(deed.do) : 1;
    for (let nth = 0; nth < times; nth += 1) {
      const decision = { ...deed, decision: newId(), coder: this.desk.coder };
      this.apply(decision);
      this.carry(decision);
    }
  }
  /** Seal all on which the coders agree. */
  seal() {
    const agreed = this.desk?.agreed ?? 0;
    if (!agreed) return this.warn(this.texts.text("nothing_to_seal"));
    this.decide({ do: "seal" });
    this.told = this.texts.text("told", { what: this.texts.text("told_sealed", { n: agreed }) });
    this.redraw();
  }
  /** Do to what is shown what the kernel will do to the store. @param {JudgeDecision} decision */
  apply(decision) {
    const { desk } = this;
    if (!desk) return;
    if (decision.do === "seal") {
      desk.settled += desk.agreed;
      desk.agreed = 0;
    }
    if (decision.do === "answer") {
      const isLeft = (one) => one.article_id !== decision.article_id || !isOnArticle(one);
      desk.left -= desk.cases.filter((one) => !isLeft(one)).length;
      desk.cases = desk.cases.filter(isLeft);
    }
    if (decision.do !== "settle") return;
    const first = Math.min(...decision.tags.map(([start]) => start));
    const last = Math.max(...decision.tags.map(([, end]) => end));
    const rest = desk.cases.filter(
      ({ article_id, start, end }) => article_id !== decision.article_id || start >= last || end <= first
    );
    desk.left -= desk.cases.length - rest.length;
    desk.settled += decision.tags.length;
    desk.cases = rest;
  }
  // Piece by piece
  startPieces() {
    if (!this.here) return;
    if (isOnArticle(this.here)) return this.warn(this.texts.text("take_a_reading"));
    const spans = piecesOf(this.here);
    if (spans.length < 2) return this.warn(this.texts.text("one_piece"));
    this.piecewise = { spans, chosen: [] };
    this.redraw();
  }
  /** Choose what the piece in turn is; after the last one, settle. @param {Said} said @param {string} from */
  choosePiece(said, from) {
    const { piecewise } = this;
    if (!piecewise) return;
    this.mixing = null;
    piecewise.chosen.push({ said, from });
    if (piecewise.chosen.length < piecewise.spans.length) return this.redraw();
    this.settle(joined(piecewise));
  }
  // Point by point
  /** The stretch or the piece in turn. @returns {Span | null} */
  get turn() {
    return this.piecewise?.spans[this.piecewise.chosen.length] ?? null;
  }
  /** The point that is asked now. @returns {Point | null} */
  get point() {
    const { desk, here, mixing } = this;
    return desk && here && mixing && pointInTurn(here, desk.codebook, mixing);
  }
};

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
  const head = [...key ? [make("kbd", {}, key), " "] : [], texts.choose(question.title) ?? question.name];
  const about2 = [texts.choose(definition) ?? "", answers].filter(Boolean);
  return make("article", {}, make("h4", {}, ...head), ...about2.map((text) => make("p", {}, text)));
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

// annotate/tagger/js/judge_keys.js
var READINGS = ["a", "b", "c", "d"];
var JUDGE_KEYS = [
  { keys: [], verb: "take", shown: "a b c d", help: "k_take" },
  { keys: [], verb: "take", shown: "1 2 3 0", help: "k_third" },
  { keys: ["ArrowRight"], verb: "choose", shown: "→ / ←", help: "k_choose" },
  { keys: ["ArrowLeft"], verb: "chooseBack", shown: "", help: "" },
  { keys: ["Enter"], verb: "takeChosen", shown: "Enter", help: "k_take_chosen" },
  { keys: ["ArrowDown"], verb: "next", shown: "↓", help: "k_next_case" },
  { keys: ["ArrowUp"], verb: "previous", shown: "↑", help: "k_previous_case" },
  { keys: ["]"], verb: "nextPair", shown: "]", help: "k_next_pair" },
  { keys: ["["], verb: "previousPair", shown: "[", help: "k_previous_pair" },
  { keys: ["w"], verb: "reason", shown: "w", bar: "b_reason", help: "k_reason" },
  { keys: ["x"], verb: "example", shown: "x", bar: "b_example", help: "k_example" },
  { keys: ["s"], verb: "pieces", shown: "s", bar: "b_pieces", help: "k_pieces" },
  { keys: ["m"], verb: "mix", shown: "m", bar: "b_mix", help: "k_mix" },
  { keys: ["e"], verb: "evaluative", shown: "e", bar: "evaluative", help: "k_evaluative_judged" },
  { keys: ["v"], verb: "source", shown: "v", bar: "b_source_judged", help: "k_source_judged" },
  { keys: ["i"], verb: "names", shown: "i", bar: "b_names", help: "k_names" },
  { keys: ["y"], verb: "seal", shown: "y", bar: "b_seal", help: "k_seal" },
  { keys: ["u", "Ctrl+z"], verb: "undo", shown: "u / Ctrl+Z", bar: "k_undo", help: "k_undo_judged" },
  { keys: ["r", "Ctrl+Shift+z"], verb: "redo", shown: "r / Ctrl+⇧Z", bar: "k_redo", help: "k_redo" },
  { keys: ["g"], verb: "norming", shown: "g", bar: "b_norming", help: "k_norming" },
  { keys: ["f"], verb: "full", shown: "f", bar: "b_full", help: "k_full" },
  { keys: ["h"], verb: "help", shown: "h", isMain: true, bar: "k_help", help: "k_help" },
  { keys: ["Escape"], verb: "leave", shown: "Esc", bar: "b_leave", help: "k_leave" }
];
var judgeVerbOf = (key) => JUDGE_KEYS.find(({ keys }) => keys.includes(key))?.verb;

// annotate/tagger/js/judge_case.js
function drawCase(session) {
  const { desk, here, piecewise, point, texts, turn } = session;
  if (!desk || !here) return [make("p", { class: "annotate-empty" }, texts.text("all_settled"))];
  return [
    make("div", { class: "annotate-about", dir: "auto" }, about(session, here)),
    make("p", { class: "annotate-differs" }, make("b", {}, differs(session, here)), often(session, here)),
    paragraph(here, turn),
    ...piecewise && turn ? [pieceLine(session, piecewise)] : [],
    ...point ? [pointLine(session, point)] : [],
    make("div", { class: "annotate-readings" }, ...here.readings.map((one, nth) => reading(session, here, one, nth))),
    ...session.isNorming ? [codebookLines(session, here)] : []
  ];
}
function about({ texts }, here) {
  return [here.title || here.article_id, here.source || texts.text("no_source"), here.published].filter(Boolean).join(" · ");
}
function differs(session, here) {
  const { texts } = session;
  const what = here.what.map((one) => texts.text(`what_${one}`)).join(", ");
  const labels = here.labels.map((name) => session.titleOf(name)).join(" / ");
  if (!labels) return what;
  return `${what}${texts.text("colon")} ${labels}`;
}
function often({ desk, isNorming, texts }, here) {
  if (isOnArticle(here)) return "";
  if (!isNorming) return ` · ${texts.text("n_alike", { n: here.often })}`;
  const alike = desk?.cases.filter((one) => pairOf(one) === pairOf(here)) ?? [];
  return ` · ${texts.text("nth_alike", { nth: alike.indexOf(here) + 1, n: alike.length })}`;
}
function paragraph(here, turn) {
  if (isOnArticle(here)) return make("p", { class: "annotate-paragraph", dir: "auto" }, here.text);
  const end = here.offset + [...here.text].length;
  const borders = turn ? [here.start, turn.start, turn.end, here.end] : [here.start, here.start, here.end, here.end];
  const [first, second, third2] = [0, 1, 2].map((nth) => sliceOf(here, borders[nth], borders[nth + 1]));
  const stretch = make(
    "mark",
    { class: "annotate-stretch" },
    first,
    make("span", { "data-turn": turn !== null }, second),
    third2
  );
  const [before, after] = [sliceOf(here, here.offset, here.start), sliceOf(here, here.end, end)];
  return make("p", { class: "annotate-paragraph", dir: "auto" }, before, stretch, after);
}
function pieceLine({ texts }, { chosen, spans }) {
  return make("p", { class: "annotate-hint" }, texts.text("piece", { nth: chosen.length + 1, n: spans.length }));
}
function reading(session, here, one, nth) {
  const { chosen, names, point, texts } = session;
  const who = names?.[nth]?.join(", ") ?? texts.text(one.judged ? "n_judges" : "n_coders", { n: one.coders });
  const notes = one.notes.map((note) => make("span", { class: "annotate-note", dir: "auto" }, `“${note}”`));
  const look2 = {
    class: "annotate-reading",
    type: "button",
    tabindex: -1,
    "data-reading": nth,
    "data-chosen": nth === chosen
  };
  const key = READINGS[nth] ? [make("kbd", {}, READINGS[nth])] : [];
  return make(
    "button",
    { ...look2, "aria-pressed": String(nth === chosen), ...OWN_KEYS },
    make(
      "span",
      { class: "annotate-reading-head" },
      ...key,
      make("bdi", {}, who),
      one.unsure ? ` · ${texts.text("unsure")}` : ""
    ),
    ...here.what.includes("cut") ? [strip(session, here, one)] : [],
    ...point ? [valueLine(session, point, point.values[nth])] : wholeLines(session, here, one),
    ...notes
  );
}
function wholeLines(session, here, one) {
  if (isOnArticle(here)) return answerLines(session, one.answers ?? {});
  const at2 = session.turn && tagAt(one.tags, session.turn);
  const tags = session.turn ? at2 ? [at2.said] : [] : one.tags.map(readTag);
  if (!tags.length) return [make("span", {}, session.texts.text("untagged"))];
  return tags.map((said) => saidLine(session, here, said));
}
function pointLine({ texts }, { name, question }) {
  const what = question ? texts.choose(question.title) ?? question.name : texts.text(`what_${name}`);
  const options = question && question.answer !== "several" ? optionsOf(texts, question) : [];
  const others = options.filter(({ key }) => /^\d$/.test(key)).map(({ key, title }) => button(key, make("span", { dir: "auto" }, title), { class: "annotate-button" }));
  return make("p", { class: "annotate-hint annotate-point" }, texts.text("point", { what }), ...others);
}
function valueLine(session, { name, question }, value) {
  const { texts } = session;
  const line = (words) => make("span", { class: "annotate-said", dir: "auto" }, words);
  if (name === "evaluative") return line(texts.text(value ? "evaluative" : "not_evaluative"));
  if (name === "source") return line(texts.text("source", { source: String(value || texts.text("no_source")) }));
  if (value === void 0) return line(texts.text(name === "label" ? "untagged" : "says_nothing"));
  if (question) return line(answerLine(texts, question, String(value)));
  if (name === "label") return make("span", { class: "annotate-said" }, labelChip(session, String(value)));
  const [speaker, kind] = String(value).split("\n");
  return line([speaker, kind && texts.text(kind)].filter(Boolean).join(" · "));
}
var labelChip = (session, name) => make(
  "span",
  { class: "annotate-chip", "--colour": session.labelNamed(name)?.colour ?? "transparent" },
  session.titleOf(name)
);
function strip(session, here, one) {
  const whole = here.end - here.start;
  const parts = one.tags.map(([start, end, name]) => {
    const label = session.labelNamed(name);
    const place = { "--from": (start - here.start) / whole, "--share": (end - start) / whole };
    return make(
      "span",
      { class: "annotate-cut", "--colour": label?.colour ?? "transparent", ...place },
      label?.mark ?? ""
    );
  });
  return make("span", { class: "annotate-cuts", "aria-hidden": "true" }, ...parts);
}
function answerLines({ desk, texts }, answers) {
  const asked = desk ? questionsOf(desk).filter(({ name }) => answers[name]) : [];
  return asked.map(
    (one) => make("span", { class: "annotate-said", dir: "auto" }, answerLine(texts, one, answers[one.name]))
  );
}
function saidLine(session, here, said) {
  const { texts } = session;
  const label = session.labelNamed(said.label);
  const speaker = said.speaker || label?.takes_speaker && texts.text(said.speaker_kind || "speaker_open");
  const kind = here.what.includes("kind") && said.speaker_kind ? texts.text(said.speaker_kind) : "";
  const source = here.what.includes("source") ? texts.text("source", { source: said.source || texts.text("no_source") }) : "";
  const rest = [speaker, kind, said.evaluative && texts.text("evaluative"), source].filter(Boolean).join(" · ");
  const words = here.what.includes("cut") ? [make("q", { dir: "auto" }, sliceOf(here, said.start, said.end))] : [];
  const answered = answerLines(session, said.answers ?? {});
  return make(
    "span",
    { class: "annotate-said" },
    labelChip(session, said.label),
    make("span", { dir: "auto" }, rest),
    ...words,
    ...answered
  );
}
function codebookLines(session, here) {
  const labels = here.labels.map((name) => session.labelNamed(name));
  const found = labels.filter((label) => label !== void 0).map((label) => aboutLabel(session.texts, label));
  return make("div", { class: "annotate-lines" }, ...found);
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

// annotate/tagger/js/judge_field.js
var USUAL = ["reason_rule", "reason_clause", "reason_voice", "reason_slip", "reason_open"];
var JudgeField = class {
  element = make("div", { class: "annotate-field annotate-judge-field", hidden: true });
  input = (
    /** @type {HTMLInputElement} */
    make("input", { type: "text", dir: "auto", autocomplete: "off", ...OWN_KEYS })
  );
  typed = "";
  /** @type {Opened | null} */
  opened = null;
  /** @param {JudgeSession} session @param {() => void} whenClosed */
  constructor(session, whenClosed) {
    this.session = session;
    this.whenClosed = whenClosed;
  }
  /** @param {Opened} opened @param {string} value */
  open(opened, value) {
    const { texts } = this.session;
    this.opened = opened;
    this.input.value = value;
    this.typed = value;
    const name = texts.text({ reason: "reason", speaker: "speaker", source: "source_judged" }[opened.kind]);
    const hint = texts.text(
      { reason: "reason_hint", speaker: "speaker_hint_judged", source: "source_hint_judged" }[opened.kind]
    );
    const choices = opened.kind === "reason" ? this.reasons.map((reason, nth) => this.choice(reason, nth)) : [];
    const label = make("label", {}, name, this.input);
    this.element.replaceChildren(label, make("span", { class: "annotate-hint" }, hint), ...choices);
    this.element.hidden = false;
    this.input.focus({ preventScroll: true });
    this.input.select();
  }
  get reasons() {
    const { desk, texts } = this.session;
    return reasonsOf(
      desk?.reasons ?? [],
      USUAL.map((name) => texts.text(name))
    );
  }
  /** @param {string} reason @param {number} nth */
  choice(reason, nth) {
    const look2 = { type: "button", class: "annotate-button", tabindex: -1, "data-reason": nth, ...OWN_KEYS };
    return make("button", look2, make("kbd", {}, String(nth + 1)), make("span", { dir: "auto" }, reason));
  }
  /** What has been said here before, to complete what is typed. */
  get known() {
    const tags = this.session.here?.readings.flatMap((one) => one.tags) ?? [];
    const nth = this.opened?.kind === "speaker" ? 3 : 6;
    return this.opened?.kind === "reason" ? this.reasons : tags.map((tag) => String(tag[nth] ?? ""));
  }
  onInput() {
    const typed = this.input.value;
    const isLonger = typed.length > this.typed.length;
    this.typed = typed;
    const found = isLonger && this.input.selectionStart === typed.length && complete(typed, this.known);
    if (!found) return;
    this.input.value = typed + found.slice(typed.length);
    this.input.setSelectionRange(typed.length, found.length);
  }
  /** @param {KeyboardEvent} event */
  onKey(event) {
    const isWhole = this.input.selectionStart === 0 && this.input.selectionEnd === this.input.value.length;
    const nth = Number(event.key) - 1;
    const isChoice = this.opened?.kind === "reason" && isWhole && this.reasons[nth] !== void 0;
    if (event.key === "Escape") this.close();
    else if (isChoice) this.keep(this.reasons[nth]);
    else if (event.key === "Enter") this.keep(this.input.value.trim());
    else return false;
    return true;
  }
  /** @param {string} value */
  keep(value) {
    const { opened } = this;
    this.close();
    opened?.keep(value, guessKind(value));
  }
  /** @param {number} nth */
  choose(nth) {
    this.keep(this.reasons[nth]);
  }
  close() {
    this.opened = null;
    this.element.hidden = true;
    this.whenClosed();
  }
};

// annotate/tagger/js/judge_points.js
var JudgePoints = class {
  /** @param {JudgeSurface} view @param {JudgeSession} session */
  constructor(view, session) {
    this.view = view;
    this.session = session;
  }
  /** Ask point by point what a stretch, or its piece in turn, is. */
  start() {
    const { desk, here, texts, turn } = this.session;
    if (!desk || !here) return;
    const said = saidBy(here, turn);
    const isCut = !turn && !isOnArticle(here) && said.includes(null);
    if (isCut) return this.session.warn(texts.text("pieces_first"));
    const mixing = { said, chosen: /* @__PURE__ */ new Map() };
    if (!pointInTurn(here, desk.codebook, mixing)) return this.session.warn(texts.text("no_point"));
    this.session.mixing = mixing;
    this.session.chosen = 0;
    this.session.redraw();
  }
  /** Take what one reading says of the point in turn. @param {number} nth */
  take(nth) {
    const { mixing, point, texts } = this.session;
    if (!mixing || !point) return;
    if (!point.question && mixing.said[nth] === null) return this.session.warn(texts.text("left_out_here"));
    this.choose(point.values[nth]);
  }
  /** A label's key: the label, as a third; or somebody else who says so. @param {Label} label */
  takeLabel(label) {
    const { point, texts } = this.session;
    if (point?.name === "label") return this.choose(label.name);
    if (point?.name !== "speaker") return this.session.warn(texts.text("take_a_point"));
    const keep = (speaker, kind) => this.choose(`${speaker}
${kind}`);
    this.view.field.open({ kind: "speaker", keep }, "");
  }
  /** Answer the question in turn as none of the coders did. @param {string} key */
  takeAnswer(key) {
    const { point, texts } = this.session;
    const options = point?.question && point.question.answer !== "several" ? optionsOf(texts, point.question) : [];
    const option = options.find((one) => one.key === key);
    if (option) this.choose(option.value);
    else this.session.warn(texts.text("take_a_point"));
  }
  /** Choose what the point in turn is; after the last one, settle. @param {unknown} value */
  choose(value) {
    const { desk, here, mixing, piecewise, point, turn } = this.session;
    if (!desk || !here || !mixing || !point) return;
    mixing.chosen.set(point.name, value ?? "");
    this.session.chosen = 0;
    if (this.session.point) return this.session.redraw();
    const { answers, said } = mixed(here, desk.codebook, mixing, turn ?? here);
    if (isOnArticle(here)) return this.session.answer(here, answers);
    if (piecewise) return this.session.choosePiece(said, JSON.stringify({ ...said, start: 0, end: 0 }));
    this.session.settle([said]);
  }
};

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
    const left = this.waiting.filter((key) => this.kindOf(key) !== "label");
    const isBegun = this.lately.length > left.length;
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

// annotate/tagger/js/judge_hands.js
var JudgeHands = class {
  /** @param {JudgeSurface} view @param {JudgeSession} session */
  constructor(view, session) {
    this.view = view;
    this.session = session;
    this.typing = new Typing(
      (key) => this.press(key),
      (begun) => session.warn(session.texts.text(begun ? "word_begun" : "word_typed")),
      (key) => this.labelOf(key) || READINGS.includes(key) ? "label" : judgeVerbOf(key) ? "verb" : ""
    );
    this.points = new JudgePoints(view, session);
    this.verbs = this.makeVerbs();
  }
  /** @returns {Record<JudgeVerb, () => void>} */
  makeVerbs() {
    const { session, view } = this;
    return {
      take: () => {
      },
      next: () => session.moveTo(session.nth + 1),
      previous: () => session.moveTo(session.nth - 1),
      choose: () => this.choose(1),
      chooseBack: () => this.choose(-1),
      takeChosen: () => this.take(session.chosen),
      nextPair: () => session.movePair(1),
      previousPair: () => session.movePair(-1),
      pieces: () => session.startPieces(),
      mix: () => this.points.start(),
      reason: () => this.askReason(),
      example: () => this.mark({ isExample: !session.marks.isExample }),
      evaluative: () => this.mark({ evaluative: session.marks.evaluative === null ? true : session.marks.evaluative ? false : null }),
      source: () => this.askSource(),
      names: () => view.askNames(),
      seal: () => session.seal(),
      undo: () => session.decide({ do: "undo" }),
      redo: () => session.decide({ do: "redo" }),
      norming: () => view.toggleNorming(),
      help: () => view.toggleHelp(),
      full: () => view.toggleFull(),
      leave: () => view.leave()
    };
  }
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  listen(root, signal) {
    root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("mousedown", (event) => at(event, "button") && event.preventDefault(), { signal });
    root.addEventListener("input", () => this.view.field.onInput(), { signal });
  }
  close() {
    this.typing.close();
  }
  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") return;
    event.stopPropagation();
    if (event.isComposing) return;
    const { field, help: help2 } = this.view;
    if (event.target === help2 && SCROLLING.has(event.key)) return;
    const isDone = field.opened ? field.onKey(event) : this.takeKey(chord(event));
    if (isDone) event.preventDefault();
  }
  /** @param {string} key */
  takeKey(key) {
    return this.typing.take(key) || this.press(key);
  }
  /** @param {string} key */
  labelOf(key) {
    return this.session.desk?.codebook.labels.find((one) => one.key.toLowerCase() === key);
  }
  /** Do what a key says; false where it says nothing here. @param {string} key @returns {boolean} */
  press(key) {
    const label = this.labelOf(key);
    const reading2 = READINGS.indexOf(key);
    const verb = judgeVerbOf(key);
    if (this.session.point?.question && /^\d$/.test(key)) this.points.takeAnswer(key);
    else if (label) this.takeLabel(label);
    else if (reading2 >= 0) this.take(reading2);
    else if (verb) this.verbs[verb]();
    this.view.drawState();
    return Boolean(label || reading2 >= 0 || verb);
  }
  /** @param {MouseEvent} event */
  onClick(event) {
    const { field } = this.view;
    const reason = at(event, "[data-reason]")?.dataset.reason;
    const reading2 = at(event, "[data-reading]")?.dataset.reading;
    const key = at(event, "[data-key]")?.dataset.key;
    if (reason !== void 0) field.choose(Number(reason));
    else if (reading2 !== void 0) this.take(Number(reading2));
    else if (key) this.press(key);
    if (!field.opened) this.view.takeKeyboard();
  }
  // Readings
  /** @param {1 | -1} step */
  choose(step) {
    const many = this.session.here?.readings.length ?? 1;
    this.session.chosen = (this.session.chosen + step + many) % many;
    this.session.redraw();
  }
  /** Take a reading: of the whole stretch, or of the piece in turn. @param {number} nth */
  take(nth) {
    const { here, piecewise } = this.session;
    const reading2 = here?.readings[nth];
    if (!reading2) return;
    if (this.session.point) return this.points.take(nth);
    if (isOnArticle(here)) return this.session.answer(here, reading2.answers ?? {});
    if (!piecewise) return this.session.settle(reading2.tags.map(readTag));
    const found = tagAt(reading2.tags, piecewise.spans[piecewise.chosen.length]);
    if (found) this.session.choosePiece(found.said, `${nth} ${found.nth}`);
    else this.session.warn(this.session.texts.text("left_out_here"));
  }
  /** Take the label itself, as a coder has it or as a third. @param {Label} label */
  takeLabel(label) {
    const { here, piecewise, point, turn } = this.session;
    if (!here) return;
    if (point) return this.points.takeLabel(label);
    if (isOnArticle(here)) return this.session.warn(this.session.texts.text("take_a_reading"));
    const span = turn ?? here;
    const { said, isOpen } = third(here, label, span);
    const take = (whole) => piecewise ? this.session.choosePiece(whole, `${whole.label} ${whole.speaker}`) : this.session.settle([whole]);
    if (!isOpen) return take(said);
    const keep = (speaker, kind) => {
      const speaker_kind = (
        /** @type {import("./judge_types").Said["speaker_kind"]} */
        speaker === said.speaker && said.speaker_kind ? said.speaker_kind : kind
      );
      take({ ...said, speaker, speaker_kind });
    };
    this.view.field.open({ kind: "speaker", keep }, said.speaker);
  }
  // What goes with the decision
  /** @param {Partial<import("./judge_types").Marks>} marks */
  mark(marks) {
    Object.assign(this.session.marks, marks);
    this.session.redraw();
  }
  askReason() {
    const { here, texts } = this.session;
    if (!here) return;
    if (isOnArticle(here)) return this.session.warn(texts.text("take_a_reading"));
    this.view.field.open({ kind: "reason", keep: (reason) => this.mark({ reason }) }, this.session.marks.reason);
  }
  askSource() {
    const { here, marks } = this.session;
    if (!here) return;
    const source = marks.source ?? here.readings[0]?.tags[0]?.[6] ?? here.source;
    this.view.field.open({ kind: "source", keep: (value) => this.mark({ source: value }) }, source);
  }
};
var at = (event, place) => (
  /** @type {Element} */
  event.target.closest(place)
);

// annotate/tagger/js/panels.js
function whyNot(texts, { cause, reason }) {
  const name = `why_${cause.replaceAll(" ", "_")}`;
  return texts.has(name) ? texts.text(name) : reason;
}
function stateText(texts, { outbox, state }) {
  const count2 = outbox?.waiting.size ?? 0;
  if (state.kind !== "unsaved" || !count2) return texts.text(state.kind);
  const where = texts.text(outbox?.isKept === false ? "page_only" : "kept");
  const why = whyNot(texts, state) || texts.text("no_kernel");
  const told = why === state.reason ? texts.text("why_other", { reason: why }) : why;
  return texts.text("unsaved", { n: count2, where, why: told });
}

// annotate/tagger/js/judge_view.js
var CLASSES = "annotate-tagger annotate-judge tex2jax_ignore mathjax_ignore";
var JudgeView = class {
  head = make("header", { class: "annotate-head" });
  state = make("div", { class: "annotate-state", role: "status" });
  told = make("div", { class: "annotate-told" });
  page = make("section", { class: "annotate-case", role: "group", tabindex: 0, ...OWN_KEYS });
  marks = make("div", { class: "annotate-marks" });
  error = make("div", { class: "annotate-error", role: "alert" });
  bar = make("footer", { class: "annotate-bar" });
  help = make("section", { class: "annotate-help", hidden: true, tabindex: 0, ...OWN_KEYS });
  voice = make("div", { class: "annotate-voice", "aria-live": "polite" });
  isHelping = false;
  said = "";
  // the stretch that was read out last
  /** @param {JudgeSession} session @param {HTMLElement} element @param {AbortSignal} signal */
  constructor(session, element, signal) {
    this.session = session;
    this.field = new JudgeField(session, () => this.takeKeyboard());
    this.hands = new JudgeHands(this, session);
    this.root = this.frame();
    element.append(this.root);
    this.hands.listen(this.root, signal);
    for (const kind of ["keyup", "keypress", "copy", "cut", "paste"]) {
      this.root.addEventListener(kind, (event) => event.stopPropagation(), { signal });
    }
    session.views.add(this);
    signal.addEventListener("abort", () => this.close());
    this.draw();
  }
  close() {
    this.session.views.delete(this);
    this.hands.close();
  }
  frame() {
    const status = make("div", { class: "annotate-status" }, this.state, this.told);
    const top = make("div", { class: "annotate-top" }, this.head, status);
    const body = make("div", { class: "annotate-body" }, this.page, this.help);
    const parts = [top, body, this.field.element, this.marks, this.error, this.bar, this.voice];
    return make("div", { class: CLASSES, lang: this.session.texts.language, ...OWN_KEYS }, ...parts);
  }
  draw() {
    const { desk, here, isNorming, texts } = this.session;
    this.root.toggleAttribute("data-norming", isNorming);
    this.drawState();
    if (!desk) return this.page.replaceChildren(make("p", { class: "annotate-empty" }, texts.text("waiting")));
    this.page.setAttribute("aria-label", texts.text("case"));
    this.head.replaceChildren(...this.headParts());
    this.page.replaceChildren(...drawCase(this.session));
    this.marks.replaceChildren(...this.marked());
    this.bar.replaceChildren(...this.buttons());
    this.drawHelp();
    const place = here ? placeOf(here) : "";
    if (place !== this.said)
      this.voice.textContent = here ? isOnArticle(here) ? here.text : sliceOf(here, here.start, here.end) : texts.text("all_settled");
    if (place !== this.said) this.page.scrollTop = 0;
    this.said = place;
  }
  headParts() {
    const { desk, isNorming, texts } = this.session;
    if (!desk) return [];
    const how = { n: desk.left, settled: desk.settled };
    return [
      make("div", { class: "annotate-title" }, texts.text(isNorming ? "norming_title" : "title")),
      make("div", { class: "annotate-progress" }, texts.text("judge_progress", how)),
      make("div", { class: "annotate-progress" }, desk.agreed ? texts.text("n_agreed", { n: desk.agreed }) : "")
    ];
  }
  /** What goes with the next decision. */
  marked() {
    const { marks, texts } = this.session;
    const parts = [
      marks.reason && `${texts.text("b_reason")}${texts.text("colon")} ${marks.reason}`,
      marks.isExample && texts.text("is_example"),
      marks.evaluative !== null && texts.text(marks.evaluative ? "evaluative" : "not_evaluative"),
      marks.source !== null && texts.text("source", { source: marks.source || texts.text("no_source") })
    ];
    return parts.filter((part) => part !== false && part !== "").map((part) => make("span", { class: "annotate-chip", dir: "auto" }, String(part)));
  }
  buttons() {
    const { desk, texts } = this.session;
    const labels = (desk?.codebook.labels ?? []).map((label) => {
      const look2 = {
        "--colour": label.colour,
        class: "annotate-button annotate-label",
        title: texts.choose(label.definition) ?? ""
      };
      return button(label.key, make("span", {}, texts.titleOf(label)), look2);
    });
    const verbs = JUDGE_KEYS.filter((key) => key.bar).map(({ keys, bar = "", help: title, isMain }) => {
      const look2 = { title: texts.text(title), class: `annotate-button${isMain ? " annotate-main" : ""}` };
      return button(keys[0], make("span", {}, texts.text(bar)), look2);
    });
    return [...labels, ...verbs];
  }
  drawState() {
    const { desk, error, state, texts, told } = this.session;
    this.state.textContent = desk ? stateText(texts, this.session) : "";
    this.state.dataset.state = desk ? state.kind : "";
    this.told.textContent = desk ? told : "";
    this.error.textContent = whyNot(texts, error);
  }
  drawHelp() {
    const { desk, texts } = this.session;
    this.help.hidden = !this.isHelping;
    this.help.setAttribute("aria-label", texts.text("k_help"));
    const keys = JUDGE_KEYS.filter(({ shown }) => shown);
    this.help.replaceChildren(...this.isHelping && desk ? help(texts, desk.codebook, keys) : []);
  }
  // What the hands ask of it
  toggleHelp() {
    this.isHelping = !this.isHelping;
    this.drawHelp();
  }
  /** The page to discuss: large, with the codebook's lines; and back. */
  toggleNorming() {
    this.session.isNorming = !this.session.isNorming;
    if (this.session.isNorming !== this.isFull) this.toggleFull();
    this.session.redraw();
  }
  askNames() {
    const { here, names } = this.session;
    if (!here) return;
    if (!names) return this.session.send(askNames(here.article_id, here.start));
    this.session.names = null;
    this.session.redraw();
  }
  get isFull() {
    return this.root.matches(":popover-open");
  }
  toggleFull() {
    this.root.popover = this.isFull ? null : "manual";
    if (this.root.popover) this.root.showPopover();
    this.takeKeyboard();
  }
  /** Escape closes what is open; where nothing is, it gives the keyboard back to the notebook. */
  leave() {
    const { session } = this;
    if (this.isHelping) this.toggleHelp();
    else if (session.piecewise || session.mixing) session.moveTo(session.nth);
    else if (session.isNorming) this.toggleNorming();
    else if (this.isFull) this.toggleFull();
    else this.root.closest(".jp-Cell")?.focus();
  }
  takeKeyboard() {
    this.page.focus({ preventScroll: true });
  }
  /** Take the keyboard from the notebook that this was just run in, unless somebody writes there. */
  takeKeyboardFromNotebook() {
    const active = document.activeElement;
    const isWriting = active?.matches("input, select, textarea") || active?.closest(".cm-content")?.textContent?.trim();
    if (isWriting || active?.closest(".annotate-tagger")) return;
    if (this.root.closest(".jp-Notebook")?.contains(active)) this.takeKeyboard();
  }
};

// annotate/tagger/js/judge.js
function adjudicator() {
  let session;
  return {
    /** @param {{model: Model}} given */
    initialize({ model }) {
      session = new JudgeSession(model);
      return () => session.close();
    },
    /** @param {{el: HTMLElement, signal: AbortSignal}} given */
    render({ el, signal }) {
      const view = new JudgeView(session, el, signal);
      session.open();
      setTimeout(() => signal.aborted || view.takeKeyboardFromNotebook(), 200);
    }
  };
}
export {
  JudgeHands,
  JudgeSession,
  adjudicator as default,
  joined,
  piecesOf,
  reasonsOf,
  third
};
