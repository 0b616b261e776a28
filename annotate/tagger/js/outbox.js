/**
 * Decisions that the kernel has not acknowledged, in order; kept in the browser where it allows that.
 *
 * @import { Carried } from "./types"
 */

import { isDecision } from "./messages.js";

const COUNTER = "annotate-counter";

/** The browser's storage, where it gives one. */
export function storageOf() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // the browser forbids it: decisions wait in this page only
  }
}

let newest = 0;

/** The next number of a counter that all tabs share; it begins at the time and never steps back with a clock. */
function count() {
  const storage = storageOf();
  try {
    newest = Math.max(newest, Number(storage?.getItem(COUNTER)) || 0);
    newest = Math.max(newest + 1, Date.now());
    storage?.setItem(COUNTER, String(newest));
  } catch {
    newest = Math.max(newest + 1, Date.now()); // full or forbidden: this page counts by itself
  }
  return newest;
}

/** An id that sorts after all that were made before it in this browser. */
export function newId() {
  const random = Math.floor(Math.random() * 36 ** 6).toString(36);
  return count().toString(36).padStart(9, "0") + random.padStart(6, "0");
}

/** One entry a decision, so that two tabs never overwrite each other's. */
export class Outbox {
  /** @param {string} owner whose decisions: `project:coder` @param {Storage | undefined} storage */
  constructor(owner, storage) {
    this.owner = owner;
    this.prefix = `annotate:${owner}:`;
    this.storage = storage;
    /** @type {Map<string, Carried>} */
    this.waiting = new Map();
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
      this.isKept = false; // full or forbidden: it waits in this page only
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
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
