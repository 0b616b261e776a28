/**
 * Decisions made as one are undone as one: a run of accepted suggestions, or a part of a passage tagged by itself.
 *
 * The kernel undoes one decision at a time. So this page counts how many belong together, for as long as nobody else
 * decides in between.
 */
export class Runs {
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
}
