/** What the page knows: the same words as in the store, in tables and in CSV. */

import type { CaseSaid, CodebookSaid, Decision, Hit, Hits, JudgeDecision, Machine, Shelf, TagSaid } from "./protocol";

export type { CaseSaid, Decision, Deed, Down, JudgeDecision, JudgeDeed, Label } from "./protocol";
export type Tag = TagSaid;

/** Between code points, which we count, and UTF-16 units, which the browser counts. */
export interface Offsets {
  toUnits(point: number): number;
  toPoints(unit: number): number;
}

export interface Span {
  start: number;
  end: number;
}

export interface Passage extends Span {
  proposed_label: string;
  reason: string;
  double_of: number | null;
}

/** Where a cue starts and ends, and its kind. */
export type Cue = [number, number, string];

export interface Suggestion extends Span {
  label: string;
  speaker: string;
  speaker_kind: string;
  score: number | null;
  reason: string;
  cues: Cue[];
  proposed_source: string;
}

/** One article as its coder sees it. */
export interface Page {
  article_id: string;
  title: string;
  author: string;
  published: string;
  url: string;
  source: string;
  language: string;
  text: string;
  offsets: Offsets;
  passages: Passage[];
  tags: Map<string, Tag>;
  sources: [number, string][];
  speakers: string[];
  known_sources: string[];
  number: number;
  articles: number;
  project_tags: number;
  project_passages: number;
  coder: string;
  project_id: string;
  others: [string, number, number][];
  blind: Set<number> | true;
  suggestions: Map<string, Suggestion>;
  later: Set<number>;
  codebook: CodebookSaid;
}

/** What anywidget gives us of the kernel's side. */
export interface Model {
  get(name: string): any;
  send(content: any): void;
  on(event: string, callback: (...given: any[]) => void): void;
  off(event: string, callback?: (...given: any[]) => void): void;
}

/** Why something was not done: a sentence, and one word where it is a common cause. */
export interface Trouble {
  reason: string;
  cause: string;
}

/** What is kept until the kernel has it. */
export type Carried = Decision | JudgeDecision;

/** What shows whether all is saved. */
export interface Stated {
  draw(): void;
  drawState(): void;
}

/** What a session asks of each view that shows it. */
export interface Shown extends Stated {
  drawHead(): void;
  drawHeadSoon(): void;
  drawEnd(): void;
  drawSuggestions(): void;
  drawRow(nth: number): void;
  drawFocus(): void;
  say(text: string): void;
  openShelf(): void;
  readonly shelf: { show(found: Shelf): void };
  readonly queue: { show(found: Hits): void; meetHit(found: Hit): void; restore(said: string[]): void };
}

/** What news is told to: an article, and the views that show it. */
export interface Informed {
  readonly page: Page | null;
  readonly views: Set<Shown>;
  unfinished: number | null;
  machine: Machine | null;
}

export type FieldKind = "speaker" | "source" | "note";

/** What a key can do. */
export type Verb =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "accept"
  | "acceptRun"
  | "repeat"
  | "split"
  | "merge"
  | "undo"
  | "redo"
  | "evaluative"
  | "unsure"
  | "note"
  | "source"
  | "takeSource"
  | "untag"
  | "previousArticle"
  | "nextArticle"
  | "shelf"
  | "queue"
  | "search"
  | "nextHit"
  | "previousHit"
  | "help"
  | "full"
  | "leave";

/** What lies over the page and has the keyboard while it is open. */
export interface Panel {
  readonly isOpen: boolean;
  onKey(event: KeyboardEvent): boolean;
}

/** The line over the page that says what is shown. */
export interface Line {
  holds(target: EventTarget | null): boolean;
  onKey(event: KeyboardEvent): boolean;
  open(at: "states" | "words"): void;
  jump(step: 1 | -1): void;
}

/** What the hands ask of the view that they are on. */
export interface Surface {
  readonly help: HTMLElement;
  readonly shelf: Panel;
  readonly queue: Line;
  openShelf(): void;
  toggleHelp(): void;
  toggleFull(): void;
  leave(): void;
  drawState(): void;
  takeKeyboard(): void;
}

/** What tagging asks of the view that it happens in. */
export interface Desk {
  say(text: string): void;
  askSpeaker(): void;
  closeField(): void;
}

// The adjudicator

/** What a judge says of a passage: as `JudgedTag` travels, with names. */
export interface Said extends Span {
  label: string;
  speaker: string;
  speaker_kind: "" | "named" | "unnamed" | "collective";
  evaluative: boolean;
  source: string | null;
}

/** A stretch that coders differ in. */
export type Case = CaseSaid;

/** What goes with the next decision. */
export interface Marks {
  reason: string;
  isExample: boolean;
  evaluative: boolean | null;
  source: string | null;
}

/** A stretch that is settled piece by piece. */
export interface Piecewise {
  spans: Span[];
  chosen: { said: Said; from: string }[];
}

/** What a judge's key can do. */
export type JudgeVerb =
  | "take"
  | "next"
  | "previous"
  | "choose"
  | "chooseBack"
  | "takeChosen"
  | "nextPair"
  | "previousPair"
  | "pieces"
  | "reason"
  | "example"
  | "evaluative"
  | "source"
  | "names"
  | "seal"
  | "undo"
  | "redo"
  | "norming"
  | "help"
  | "full"
  | "leave";

/** What a judge's hands ask of the view that they are on. */
export interface JudgeSurface {
  readonly help: HTMLElement;
  readonly field: JudgeLine;
  drawState(): void;
  takeKeyboard(): void;
  askNames(): void;
  toggleNorming(): void;
  toggleHelp(): void;
  toggleFull(): void;
  leave(): void;
}

/** The line in which a judge types. */
export interface JudgeLine {
  readonly opened: object | null;
  open(opened: { kind: "reason" | "speaker" | "source"; keep(value: string, kind: string): void }, value: string): void;
  onKey(event: KeyboardEvent): boolean;
  onInput(): void;
  choose(nth: number): void;
}
