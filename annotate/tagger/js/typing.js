/**
 * Tells a command from a word: letters that come faster than a person tags are a word, and run nothing.
 *
 * A letter waits a moment to see what follows. Alone it runs, and so does one and the same again and again; two that
 * differ, at speed, are a word, and nothing of it is run until the hands rest.
 */

const AT_SPEED_MS = 120;
const REST_MS = 400;
/** What ends a word: before a blank one letter is a word, and before the others the same letter twice. */
const ENDS = /^[ ,.;:!’'-]$/;

/** Undo and redo in turn are no word of any language that these keys are named in. */
const BACK_AND_FORTH = new Set(["u", "r"]);

/** @param {string[]} keys */
const areWord = (keys) => new Set(keys).size > 1 && !keys.every((key) => BACK_AND_FORTH.has(key));

/** @param {string} key */
const isLetter = (key) => /^(?:Shift\+)?\p{L}$/u.test(key);

export class Typing {
  /** @type {string[]} */
  waiting = [];
  isWord = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /** @param {(key: string) => void} run @param {() => void} whenWord */
  constructor(run, whenWord) {
    this.run = run;
    this.whenWord = whenWord;
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
      this.rest();
      return false;
    }
    this.waiting.push(key);
    if (isEnd || areWord(this.waiting)) {
      this.waiting = [];
      this.isWord = true;
      this.whenWord();
    }
    this.restIn(this.isWord ? REST_MS : AT_SPEED_MS);
    return true;
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

  /** Nothing that waits is run any more. */
  close() {
    clearTimeout(this.timer);
    this.waiting = [];
  }
}
