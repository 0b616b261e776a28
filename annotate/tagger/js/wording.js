/**
 * The page's own texts in one language: the kernel sends them with the first article, from the one catalogue.
 *
 * @import { Label } from "./types"
 * @typedef {string | Record<string, string>} Text one text, or its forms by CLDR's plurals
 */

/** The wording's language: as asked, else the browser's, else English; of those that there are.
 * @param {string} asked @param {string[]} languages */
export function languageOf(asked, languages) {
  const wanted = (asked || globalThis.navigator?.language || "en").slice(0, 2);
  if (asked && languages.includes(asked)) return asked;
  return languages.includes(wanted) ? wanted : "en";
}

export class Texts {
  /** @param {string} language @param {Record<string, Text>} all */
  constructor(language, all) {
    this.language = language;
    this.all = all;
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
    this.shares = new Intl.NumberFormat(language, { style: "percent" });
  }

  /** @param {string} name */
  has(name) {
    return Object.hasOwn(this.all, name);
  }

  /** A text with its values filled in; `n` chooses among its forms. @param {string} name
   * @param {Record<string, string | number>} [values] */
  text(name, values = {}) {
    const found = this.has(name) ? this.all[name] : "";
    const whole = typeof found === "string" ? found : (found[this.plurals.select(Number(values.n))] ?? found.other);
    return whole.replace(/\{(\w+)\}/g, (all, place) =>
      Object.hasOwn(values, place) ? this.shown(values[place]) : all,
    );
  }

  /** @param {string | number} value */
  shown(value) {
    return typeof value === "number" ? this.numbers.format(value) : value;
  }

  /** @param {number} value from 0 to 1 */
  share(value) {
    return this.shares.format(value);
  }

  /** What a mapping by language (a label's definition, say) has for this one, else for English.
   * @template T @param {Record<string, T>} given @returns {T | undefined} */
  choose(given) {
    return given[this.language] ?? given.en;
  }

  /** A label's mark and title. @param {Label} label */
  titleOf(label) {
    return `${label.mark} ${this.choose(label.title) ?? label.name}`;
  }
}
