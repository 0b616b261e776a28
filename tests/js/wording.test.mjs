import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { JUDGE_KEYS } from "../../annotate/tagger/js/judge_keys.js";
import { KEYS } from "../../annotate/tagger/js/keys.js";
import { languageOf, Texts } from "../../annotate/tagger/js/wording.js";

test("the wording follows what is asked, else the browser, as far as there are texts", () => {
  assert.equal(languageOf("fr", ["en", "fr"]), "fr");
  assert.equal(languageOf("xx", ["en", "fr"]), "en");
  assert.equal(languageOf("pt-br", ["en", "pt-br"]), "pt-br");
  assert.equal(languageOf("fr", []), "en");
});

test("a text is filled with values, which are never read as texts with values of their own", () => {
  const texts = new Texts("en", { said: "{who} said {what}" });
  assert.equal(texts.text("said", { who: "{what} $& {x}", what: 1234 }), "{what} $& {x} said 1,234");
  assert.equal(texts.text("said"), "{who} said {what}");
  assert.equal(texts.text("never"), "");
});

test("how many there are chooses the form, as each language does", () => {
  const all = { n_untagged: { one: "{n} non étiqueté", other: "{n} non étiquetés" } };
  const french = new Texts("fr", all);
  assert.deepEqual(
    [0, 1, 2].map((n) => french.text("n_untagged", { n })),
    ["0 non étiqueté", "1 non étiqueté", "2 non étiquetés"],
  );
  assert.equal(new Texts("en", all).text("n_untagged", { n: 0 }), "0 non étiquetés");
});

test("shares and labels are written as each language writes them", () => {
  assert.equal(new Texts("fr", {}).share(0.8), "80\u00a0%");
  const label = { name: "opinion", mark: "◆", title: { en: "Opinion", fr: "Avis" } };
  assert.deepEqual(
    ["fr", "de"].map((language) => new Texts(language, {}).titleOf(label)),
    ["◆ Avis", "◆ Opinion"],
  );
});

test("every text that the page asks for stands in each catalogue", () => {
  const read = (path) => readFileSync(new URL(`../../annotate/${path}`, import.meta.url), "utf8");
  const modules = readdirSync(new URL("../../annotate/tagger/js", import.meta.url)).map((name) =>
    read(`tagger/js/${name}`),
  );
  const asked = [...modules.join("\n").matchAll(/\btext\(\s*"(\w+)"/g)].map((found) => found[1]);
  const keys = [...KEYS, ...JUDGE_KEYS].flatMap(({ bar, help }) => [bar, help].filter(Boolean));
  assert.ok(asked.length > 20);
  for (const language of ["en", "fr"]) {
    const known = new Set([...read(`wording/${language}.yaml`).matchAll(/^  (\w+):/gm)].map((found) => found[1]));
    assert.deepEqual(
      [...asked, ...keys].filter((name) => !known.has(name)),
      [],
    );
  }
});
