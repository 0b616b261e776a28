/**
 * How the page of who is quoted is drawn: a suggested merge, and a person with what is said of them.
 *
 * @import { Texts } from "../../tagger/js/wording.js"
 * @typedef {{person: string, kind: string, claims: number, articles: number, sources: number, wordings: string[],
 *   attributes: string[]}} Person
 * @typedef {{person: string, speaker: string, why: string, articles: string[], claims: number, place: string[]}} Merge
 * @typedef {{people: Person[], found: number, total: number, first: number, at_once: number, wanted: string,
 *   suggestions: Merge[], suggested: number, error: string}} Sent
 */

import { make, OWN_KEYS } from "../../tagger/js/elements.js";
import { button, field, table } from "../../_sheet/js/sheet.js";

const COUNTS = /** @type {const} */ (["claims", "articles", "sources"]);
const ATTRIBUTES = ["role", "party", "gender", "affiliation", "wikidata"];

/** All rows: suggestions above, people below. @param {Sent} sent @param {Set<string>} chosen @param {Texts} say */
export function drawRows({ people, suggested, suggestions }, chosen, say) {
  const none = make("p", { class: "annotate-speakers-hint" }, say.text("none_suggested"));
  const merges = suggestions.map((one, nth) => drawMerge(one, nth, say));
  const heads = ["choose", "person", ...COUNTS, "wordings", ...ATTRIBUTES].map((name) => say.text(name));
  const body = people.map((one, nth) => drawPerson(one, nth, chosen.has(one.person), say));
  return [
    merges.length ? make("ul", { "aria-label": say.text("suggested", { n: suggested }) }, ...merges) : none,
    table(heads, body),
  ];
}

/** @param {Merge} one @param {number} nth @param {Texts} say */
function drawMerge(one, nth, say) {
  const [article, before, words, behind] = one.place;
  const where = one.articles.length ? say.text("in_articles", { n: one.articles.length }) : say.text("everywhere");
  const about = [say.text(`why_${one.why}`), say.text("claims_of", { n: one.claims }), where].join(" · ");
  return make(
    "li",
    { tabindex: -1, "data-of": "suggestion", "data-nth": nth, ...OWN_KEYS },
    make("b", { dir: "auto" }, say.text("may_be", { speaker: one.speaker, person: one.person })),
    make("span", { class: "annotate-speakers-why" }, about),
    make("q", { dir: "auto", title: article }, before, make("mark", {}, words), behind),
    make(
      "span",
      { class: "annotate-speakers-steps" },
      button(say.text("accept"), "accept", { "data-nth": nth, tabindex: -1 }),
      button(say.text("refuse"), "refuse", { "data-nth": nth, tabindex: -1 }),
    ),
  );
}

/** @param {Person} one @param {number} nth @param {boolean} isChosen @param {Texts} say */
function drawPerson(one, nth, isChosen, say) {
  const box = field({ type: "checkbox", tabindex: -1, "data-nth": nth });
  box.checked = isChosen;
  box.setAttribute("aria-label", say.text("of_row", { name: say.text("choose"), row: one.person }));
  const counts = COUNTS.map((name) => make("td", { class: "annotate-speakers-count" }, say.shown(one[name])));
  const words = one.wordings
    .filter((spoken) => spoken !== one.person)
    .map((spoken) => {
      const said = say.text("split_off", { person: one.person, words: spoken });
      const look = { "data-nth": nth, "data-words": spoken, title: said, "aria-label": said, tabindex: -1 };
      return button(`${spoken} ×`, "part", look);
    });
  const said = ATTRIBUTES.map((name, place) => {
    const label = say.text("of_row", { name: say.text(name), row: one.person });
    const input = field({ tabindex: -1, "data-nth": nth, "data-name": name, "aria-label": label });
    input.value = one.attributes[place];
    return make("td", {}, input);
  });
  const kind = one.kind ? ` (${say.text(`kind_${one.kind}`)})` : "";
  return make(
    "tr",
    { tabindex: -1, "data-of": "person", "data-nth": nth, ...OWN_KEYS },
    make("td", {}, box),
    make("th", { scope: "row", dir: "auto" }, one.person, make("small", {}, kind)),
    ...counts,
    make("td", { class: "annotate-speakers-words", dir: "auto" }, ...words),
    ...said,
  );
}
