/**
 * Tells a command from a word: letters that come faster than a person tags are a word, and run nothing.
 *
 * A letter waits a moment to see what follows. Alone it runs, and so do two, or one and the same again and again;
 * three at speed are a word, and nothing of it is run until the hands rest.
 */

const AT_SPEED_MS = 120;
const REST_MS = 400;
const WORD = 3;
/** What ends a word: after it, two letters at speed are one; before a blank, one is. */
const ENDS = /^[ ,.;:!’'-]$/;

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
    if (isEnd || (this.waiting.length >= WORD && new Set(this.waiting).size > 1)) {
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
