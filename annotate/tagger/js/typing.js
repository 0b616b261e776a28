/**
 * Tells a command from a word: letters that come as in a word run nothing.
 *
 * A letter waits a moment to see what follows. Alone it runs, and so does one and the same again and again. A word is
 *
 * - two letters that differ and come faster than a person tags; but two keys of labels may be two tags, and are a word
 *   only if more of it follows at once;
 * - a letter that says nothing here and another after it, as slowly as an unpractised hand types;
 * - three letters that differ and come as slowly, where none is a label's key: the third and what follows run nothing.
 *
 * Of a word nothing runs until the hands rest.
 *
 * @typedef {"label" | "verb" | ""} Kind what a letter says on this page
 */

const AT_SPEED_MS = 120;
/** Between two letters of somebody who types forty words a minute. */
const SLOWLY_MS = 300;
const REST_MS = 400;
/** What ends a word: before a blank one letter is a word, and before the others the same letter twice. */
const ENDS = /^[ ,.;:!’'-]$/;

/** Undo and redo in turn are no word of any language that these keys are named in. */
const BACK_AND_FORTH = new Set(["u", "r"]);

/** @param {string} key */
const isLetter = (key) => /^(?:Shift\+)?\p{L}$/u.test(key);

/** @param {string[]} keys */
const differ = (keys) => new Set(keys).size > 1;

export class Typing {
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
    this.resting = setTimeout(() => (this.lately = []), SLOWLY_MS);
    this.waiting.push(key);
    this.lately = this.kindOf(key) === "label" ? [] : [...this.lately, key];
  }

  areWord() {
    const { lately, waiting } = this;
    const areLabels = waiting.every((key) => this.kindOf(key) === "label");
    const isAtSpeed = differ(waiting) && waiting.length > (areLabels ? 2 : 1);
    return (isAtSpeed && !waiting.every((key) => BACK_AND_FORTH.has(key))) || new Set(lately).size > 2;
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
}
