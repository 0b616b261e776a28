/** Made by `python -m annotate.tagger._typescript` from `protocol.py`: change that. */

export type Protocol = 2;

/** One label of a codebook. */
export interface Label {
  name: string;
  key: string;
  colour: string;
  mark: string;
  title: Record<string, string>;
  definition: Record<string, string>;
  include: Record<string, string[]>;
  exclude: Record<string, string[]>;
  counted: boolean;
  takes_speaker: boolean;
  hatch: string;
  asserts: string;
}

/** One of the answers to choose from. */
export interface ChoiceSaid {
  name: string;
  title: Record<string, string>;
}

/** A further question of the codebook. */
export interface QuestionSaid {
  name: string;
  answer: "yes/no" | "one" | "several" | "scale" | "number" | "text";
  title: Record<string, string>;
  about: "passage" | "article";
  definition: Record<string, string>;
  key: string;
  labels: string[];
  choices: ChoiceSaid[];
  low: number;
  high: number;
  asked: string;
}

/** The study's codebook, its labels in order. */
export interface CodebookSaid {
  name: string;
  version: number;
  labels: Label[];
  questions?: QuestionSaid[];
}

/** A tag as it stands on a passage. */
export interface TagSaid {
  label: string;
  speaker: string;
  speaker_kind: string;
  evaluative: boolean;
  unsure: boolean;
  note: string;
  origin: string;
  score: number | null;
  machine?: string;
  answers?: Record<string, string>;
}

/** One article as its coder sees it; of an empty project, and where the page has the text, less of it. */
export interface PageSaid {
  coder: string;
  project_id: string;
  codebook: CodebookSaid;
  revised: boolean;
  blind: true | number[];
  wording?: Record<string, string | Record<string, string>>;
  begins?: boolean;
  queue?: [string, string, string, string, string];
  article_id: string;
  passages: [number, number, string, string, number | null][];
  text?: string;
  captions?: string[];
  title?: string;
  author?: string;
  published?: string;
  url?: string;
  source?: string;
  language?: string;
  tags?: [number, number, TagSaid][];
  answers?: Record<string, string>;
  examples?: [number, number][];
  sources?: [number, string][];
  speakers?: string[];
  known_sources?: string[];
  others?: [string, number, number][];
  number?: number;
  articles?: number;
  project_tags?: number;
  project_passages?: number;
}

/** One article on the shelf, with its coder's own numbers; its group's name and size where there are groups. */
export interface ShelfRow {
  number: number;
  article_id: string;
  title: string;
  source: string;
  published: string;
  language: string;
  passages: number;
  tagged: number;
  unsure: number;
  notes: number;
  proposed: number;
  set_aside: boolean;
  group: string;
  group_articles: number;
  in_text: boolean;
  voices: string;
}

/** One way to read a stretch, and how many coders have it. */
export interface ReadingSaid {
  tags: [
    number,
    number,
    string,
    string,
    "" | "named" | "unnamed" | "collective",
    boolean,
    string | null,
    Record<string, string> | null,
  ][];
  coders: number;
  notes: string[];
  unsure: boolean;
  judged: boolean;
  answers?: Record<string, string>;
}

/** A stretch with what is said of it, coders without their names, and how many differ in the same. */
export interface CaseSaid {
  article_id: string;
  title: string;
  source: string;
  published: string;
  language: string;
  start: number;
  end: number;
  what: string[];
  labels: string[];
  text: string;
  offset: number;
  often: number;
  readings: ReadingSaid[];
}

/** What a judge's page shows; the page's own texts come once. */
export interface DeskSaid {
  coder: string;
  project_id: string;
  codebook: CodebookSaid;
  cases: CaseSaid[];
  left: number;
  agreed: number;
  settled: number;
  reasons: string[];
  wording?: Record<string, string | Record<string, string>>;
  at?: [string, number];
}

/** Show an article: the one open, a given one, one some steps on, or the next that its coder has not finished. */
export interface Open {
  do: "open";
  language?: string;
  step?: number;
  unfinished?: boolean;
  article_id?: string;
  protocol?: number;
}

/** Say again what stands in the article that is open; the page has its text. */
export interface Look {
  do: "look";
  protocol?: number;
}

/** Say how many articles the coder has not finished. */
export interface HowMany {
  do: "how_many";
  protocol?: number;
}

/** Say which articles hold some words, by group and order: from one row on, or around an article. */
export interface AskShelf {
  do: "shelf";
  asked: number;
  words?: string;
  group?: string;
  order?: string;
  offset?: number;
  around?: string;
  protocol?: number;
}

/** Keep a queue for its coder and say how many hits it has; with a step, go on to the next one after a place. */
export interface AskHits {
  do: "hits";
  states?: string;
  label?: string;
  words?: string;
  variable?: string;
  value?: string;
  step?: number;
  start?: number;
  protocol?: number;
}

/** Find words in the coder's articles: the first hits, or those after a place. */
export interface AskFind {
  do: "find";
  asked: number;
  words: string;
  case?: boolean;
  accents?: boolean;
  number?: number;
  start?: number;
  protocol?: number;
}

/** Say who decided what on a stretch. */
export interface AskNames {
  do: "names";
  article_id: string;
  start: number;
  protocol?: number;
}

/** A label stands on a passage. */
export interface Tag {
  do: "tag";
  article_id: string;
  start: number;
  end: number;
  label: string;
  speaker?: string;
  speaker_kind?: "" | "named" | "unnamed" | "collective";
  evaluative?: boolean;
  unsure?: boolean;
  note?: string;
  origin?: "hand" | "suggestion" | "import";
  score?: number | null;
  machine?: string;
  answers?: Record<string, string>;
  codebook?: string;
}

/** The tag on a passage is withdrawn. */
export interface Untag {
  do: "untag";
  article_id: string;
  start: number;
  end: number;
}

/** Passages take the place of others: a split, or a merge. */
export interface Cut {
  do: "cut";
  article_id: string;
  before: [number, number][];
  after: [number, number][];
}

/** From a place on (to another, where it is given) this is the source. */
export interface Source {
  do: "source";
  article_id: string;
  source: string;
  start?: number;
  end?: number | null;
}

/** The coder's answers to questions on the article; an empty one takes hers back. */
export interface Answer {
  do: "answer";
  article_id: string;
  answers: Record<string, string>;
  codebook?: string;
}

/** A passage is kept as an example of its label, or no longer. */
export interface KeepExample {
  do: "keep_example";
  article_id: string;
  start: number;
  end: number;
  kept: boolean;
}

/** The coder's last decision is taken back. */
export interface Undo {
  do: "undo";
}

/** What was undone last stands again. */
export interface Redo {
  do: "redo";
}

/** A stretch is settled: as one passage, or as several. */
export interface Settle {
  do: "settle";
  article_id: string;
  tags: [
    number,
    number,
    string,
    string,
    "" | "named" | "unnamed" | "collective",
    boolean,
    string | null,
    Record<string, string> | null,
  ][];
  reason?: string;
  codebook?: string;
}

/** What coders answered differently about an article itself is settled. */
export interface JudgeAnswer {
  do: "answer";
  article_id: string;
  answers: Record<string, string>;
}

/** All on which coders agree is sealed. */
export interface Seal {
  do: "seal";
}

/** A passage becomes an example of a label in the codebook. */
export interface Example {
  do: "example";
  label: string;
  text: string;
  language?: string;
}

/** All of the article that is open. */
export interface Article {
  kind: "article";
  page: PageSaid;
  protocol: number;
  edition: number;
}

/** What changed of the article that is open since an edition of it; a page with another edition asks again. */
export interface Change {
  kind: "change";
  after: number;
  edition: number;
  about: Record<string, any>;
  at: number;
  removed: number;
  passages: [number, number, string, string, number | null][];
  tags: [number, number, TagSaid][];
  untagged: [number, number][];
}

/** What is suggested for an article's passages, when it is found. */
export interface Suggestions {
  kind: "suggestions";
  article_id: string;
  suggestions: [number, number, string, string, string, number | null, string, [number, number, string][], string][];
  later: number[];
  machine: string;
}

/** How far another machine than the rules is with the article that is open, and where its text is sent. */
export interface Machine {
  kind: "machine";
  state: "asking" | "done" | "failed";
  name: string;
  address: string;
  reason: string;
}

/** How far the other coders are. */
export interface Others {
  kind: "others";
  others: [string, number, number][];
}

/** How many articles the coder has not finished. */
export interface Unfinished {
  kind: "unfinished";
  articles: number;
}

/** Some rows of the shelf, as they were asked for: how many there are in all, and where the open article stands. */
export interface Shelf {
  kind: "shelf";
  asked: number;
  total: number;
  offset: number;
  at: number;
  rows: ShelfRow[];
  variables: string[];
}

/** Where the queue's hits start in the article, how many there are before it and in the study; what can be chosen. */
export interface Hits {
  kind: "hits";
  article_id: string;
  starts: number[];
  before: number;
  total: number;
  is_more: boolean;
  variables: string[];
  values: string[];
}

/** Where the next hit is, and whether it is searched from the other end again; nowhere, where there is none. */
export interface Hit {
  kind: "hit";
  article_id: string;
  start: number;
  is_again: boolean;
}

/** Some hits of a search, and the place after which it goes on: number 0 where these are the last. */
export interface Found {
  kind: "found";
  asked: number;
  hits: [string, string, number, number, string, string, string, string][];
  number: number;
  start: number;
}

/** What the gold says of a passage that was just tagged in a training. */
export interface Feedback {
  kind: "feedback";
  article_id: string;
  start: number;
  end: number;
  right: boolean;
  label: string;
  speaker: string;
  reason: string;
}

/** How far a coder's training agrees with the gold, once all of it is tagged. */
export interface Score {
  kind: "score";
  passages: number;
  share: number;
  low: number | null;
  high: number | null;
  threshold: number;
  admitted: boolean;
}

/** The decision is on disk. */
export interface Saved {
  kind: "saved";
  decision: string;
}

/** The decision will never be written; the page forgets it and says why. */
export interface Refused {
  kind: "refused";
  decision: string | null;
  reason: string;
  cause: string;
}

/** The decision could not be written; the page keeps it, says why and sends it again. */
export interface Unsaved {
  kind: "unsaved";
  decision: string | null;
  reason: string;
  cause: string;
}

/** The next stretches to settle, the commonest confusion of two labels first. */
export interface Cases {
  kind: "cases";
  desk: DeskSaid;
  protocol: number;
}

/** Who has each reading of a stretch. */
export interface Names {
  kind: "names";
  article_id: string;
  start: number;
  names: string[][];
}

/** What makes a deed a decision. */
export interface Stamp {
  decision: string;
  coder: string;
  follows?: string;
}

export type SuggestionSaid = Suggestions["suggestions"][number];

export type Deed = Tag | Untag | Cut | Source | Answer | KeepExample | Undo | Redo;

export type Decision = Deed & Stamp;

export type JudgeDeed = Settle | JudgeAnswer | Seal | Example | Undo | Redo;

export type JudgeDecision = JudgeDeed & Stamp;

export type Down =
  | Article
  | Change
  | Suggestions
  | Machine
  | Others
  | Unfinished
  | Shelf
  | Hits
  | Hit
  | Found
  | Feedback
  | Score
  | Saved
  | Refused
  | Unsaved;
