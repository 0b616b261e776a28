// Anchoring libraries of the web find our selectors in the text, and describe the passages anew.
//
// Each article stands in a <pre> of a page of its own (jsdom). Ranges count UTF-16 units; the expected ones are cut
// out of the text by the tags, which count code points.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const { JSDOM } = createRequire(import.meta.url)("jsdom");
const page = new JSDOM("<!doctype html><body></body>");
for (const name of ["document", "Node", "NodeFilter", "Range", "HTMLElement", "Text", "Element"]) {
  globalThis[name] = page.window[name] ?? page.window.document;
}
globalThis.window = page.window;
globalThis.document = page.window.document;

const { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher, describeTextPosition, describeTextQuote } =
  await import("@apache-annotator/dom");
const { default: textQuote } = await import("dom-anchor-text-quote");
const { parseW3CTextAnnotation, rangeToSelector, reviveAnnotation, serializeW3CTextAnnotation } =
  await import("@recogito/text-annotator");

const texts = JSON.parse(readFileSync(join(folder, "articles.texts"), "utf-8"));
const { items } = JSON.parse(readFileSync(join(folder, "ours.jsonld"), "utf-8"));
const roots = Object.fromEntries(Object.entries(texts).map(([id, text]) => {
  const root = document.body.appendChild(document.createElement("pre"));
  root.textContent = text;
  return [id, root];
}));

const selectorOf = (item, type) => item.target.selector.find((selector) => selector.type === type);
const units = (text, points) => [...text].slice(0, points).join("").length;
const placed = (range, root) => {
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
};
const all = async (found) => {
  const ranges = [];
  for await (const range of found) ranges.push(range);
  return ranges;
};

const counts = {};
const count = (name, isSame) => {
  counts[name] ??= [0, 0];
  counts[name][isSame ? 0 : 1] += 1;
};

const quotes = [];
const positions = [];
const recogito = [];
for (const item of items) {
  const id = item["annotate:tag"].article_id;
  const [root, text] = [roots[id], texts[id]];
  const position = selectorOf(item, "TextPositionSelector");
  const quote = selectorOf(item, "TextQuoteSelector");
  const wanted = [units(text, position.start), units(text, position.end)];
  const isWanted = (range) => String(placed(range, root)) === String(wanted);

  const scope = document.createRange();
  scope.selectNodeContents(root);
  const byPosition = await all(createTextPositionSelectorMatcher(position)(scope));
  count("Apache Annotator, TextPositionSelector", byPosition.length === 1 && isWanted(byPosition[0]));
  const byQuote = await all(createTextQuoteSelectorMatcher(quote)(scope));
  count("Apache Annotator, TextQuoteSelector", byQuote.length === 1 && isWanted(byQuote[0]));
  const anchored = textQuote.toTextPosition(root, quote, { hint: wanted[0] });
  count("dom-anchor-text-quote", String([anchored?.start, anchored?.end]) === String(wanted));

  const range = byPosition[0];
  const body = item.body.map(({ purpose, value }) => ({ type: "TextualBody", purpose, value }));
  const anew = (selector) => ({ type: "Annotation", creator: item.creator, created: item.created, body,
    target: { source: item.target.source, selector } });
  quotes.push(anew(await describeTextQuote(range, scope)));
  positions.push(anew(await describeTextPosition(range, root)));

  // It counts UTF-16 units where the Recommendation has code points: after an emoji it looks too far to the left.
  const { parsed } = parseW3CTextAnnotation(item);
  const revived = reviveAnnotation(parsed, root).target.selector[0].range;
  const [start, end] = placed(revived, root);
  if (start !== position.start || end !== position.end) throw Error(`Recogito counts otherwise: ${start}, ${end}`);
  count("Recogito Text Annotator", isWanted(revived));
  const target = { annotation: item.id, creator: item.creator, selector: [rangeToSelector(range, root)] };
  recogito.push(serializeW3CTextAnnotation({ id: item.id, bodies: body, target }, item.target.source, root));
}
let failed = false;
for (const [name, [same, other]] of Object.entries(counts)) {
  console.log(`trial: ${name} finds ${same} of ${same + other} passages where they stand`);
  failed ||= other > 0 && !name.startsWith("Recogito");
}
const context = "http://www.w3.org/ns/anno.jsonld";
for (const [name, made] of Object.entries({ quotes, positions, recogito })) {
  const collection = { "@context": context, type: "AnnotationPage", items: made };
  writeFileSync(join(folder, "back", `${name}.jsonld`), JSON.stringify(collection));
}
process.exit(failed ? 1 : 0);
