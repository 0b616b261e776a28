/**
 * Decisions that the kernel has not acknowledged, in order; kept in the browser where it allows that.
 *
 * @import { Decision } from "./types"
 */

let madeHere = 0;

/** An id that sorts by time of making. */
export function newId() {
  madeHere += 1;
  const random = Math.floor(Math.random() * 36 ** 4).toString(36);
  return `${Date.now().toString(36)}${(madeHere % 46656).toString(36).padStart(3, "0")}${random.padStart(4, "0")}`;
}

/** One entry a decision, so that two tabs never overwrite each other's. */
export class Outbox {
  /** @param {string} owner whose decisions: project and coder @param {Storage | undefined} storage */
  constructor(owner, storage) {
    this.prefix = `annotate:${owner}:`;
    this.storage = storage;
    /** @type {Map<string, Decision>} */
    this.waiting = new Map();
    this.isKept = true;
    this.readKept();
  }

  readKept() {
    try {
      if (!this.storage) throw new Error("no storage");
      const keys = Array.from({ length: this.storage.length }, (_, nth) => this.storage?.key(nth) ?? "");
      for (const key of keys.filter((name) => name.startsWith(this.prefix)).sort()) {
        const decision = JSON.parse(this.storage.getItem(key) ?? "null");
        if (decision) this.waiting.set(decision.decision, decision);
      }
    } catch {
      this.isKept = false;
    }
  }

  /** @param {Decision} decision */
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

/** The browser's storage, where it gives one. */
export function storageOf() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // the browser forbids it: decisions wait in this page only
  }
}
