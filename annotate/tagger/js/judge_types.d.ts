/** What a judge's page knows. */

import type { CaseSaid, QuestionSaid } from "./protocol";
import type { Span } from "./types";

export type { JudgeDecision, JudgeDeed } from "./protocol";

/** What a judge says of a passage: as `JudgedTag` travels, with names. */
export interface Said extends Span {
  label: string;
  speaker: string;
  speaker_kind: "" | "named" | "unnamed" | "collective";
  evaluative: boolean;
  source: string | null;
  answers: Record<string, string> | null;
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

/** A thing in which readings of a stretch may differ: what each says of it, undefined where it says nothing. */
export interface Point {
  name: string;
  question: QuestionSaid | null;
  values: unknown[];
}

/** A stretch, or a piece of it, that is settled point by point. */
export interface Mixing {
  said: (Said | null)[];
  chosen: Map<string, unknown>;
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
  | "mix"
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
