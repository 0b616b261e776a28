/** What the page knows: the same words as in the store, in tables and in CSV. */

import type { Texts } from "./wording.js";
import type { CaseSaid, CodebookSaid, Decision, Feedback, Found, Hit, Hits, JudgeDecision, Machine } from "./protocol";
import type { PageSaid, QuestionSaid, Score, Shelf, TagSaid } from "./protocol";

export type { Decision, Deed, Down, Label } from "./protocol";
export type Tag = TagSaid;
export type Question = QuestionSaid;
export type Answers = Record<string, string>;

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
  machine: string;
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
  /** Of its pictures: in no passage. */
  captions: string[];
  offsets: Offsets;
  passages: Passage[];
  tags: Map<string, Tag>;
  sources: [number, string][];
  /** The coder's own answers on the article. */
  answers: Answers;
  /** The passages that the coder keeps as examples, by their keys. */
  examples: Set<string>;
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
  revised: boolean;
}

/** What the kernel last told of an article, and which edition of it that was. */
export interface Told {
  page: PageSaid;
  edition: number;
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
  drawTaught(): void;
  drawSuggestions(): void;
  drawRow(nth: number): void;
  drawFocus(): void;
  say(text: string): void;
  openShelf(): void;
  showWhole(): void;
  readonly questions: { begin(): void };
  readonly shelf: { show(found: Shelf): void };
  readonly finder: { show(found: Found): void };
  readonly queue: {
    show(found: Hits): void;
    meetHit(found: Hit): void;
    restore(said: string[]): void;
    askSoon(): void;
  };
}

/** What news is told to: an article, and the views that show it. */
export interface Informed {
  readonly page: Page | null;
  readonly texts: Texts;
  readonly views: Set<Shown>;
  unfinished: number | null;
  feedback: Feedback | null;
  score: Score | null;
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
  | "find"
  | "nextHit"
  | "previousHit"
  | "questions"
  | "example"
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

/** Where questions are asked. */
export interface Asking {
  readonly isAsking: boolean;
  holds(target: EventTarget | null): boolean;
  onKey(event: KeyboardEvent): boolean;
  press(question: Question): void;
  askAll(): void;
}

/** What the hands ask of the view that they are on. */
export interface Surface {
  readonly help: HTMLElement;
  readonly panel: Panel | null;
  readonly queue: Line;
  readonly questions: Asking;
  openShelf(): void;
  openFinder(words?: string): void;
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
  readonly questions: { askPassage(then: () => void): void; askDue(moment: "beginning" | "end"): void };
  closeField(): void;
}
