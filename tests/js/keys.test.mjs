import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { chord, keyName, KEYS } from "../../annotate/tagger/js/keys.js";

test("a French keyboard's unshifted digits are digits", () => {
  assert.equal(keyName({ key: "&", code: "Digit1", shiftKey: false }), "1");
  assert.equal(keyName({ key: "à", code: "Digit0", shiftKey: false }), "0");
  assert.equal(keyName({ key: "?", code: "KeyM", shiftKey: true }), "?");
});

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The texts of the catalogue that stand on one line, by the last part of their key. */
function textsIn(language) {
  const lines = read(`annotate/wording/${language}.yaml`).matchAll(/^  (\w+): (?:"(.*)"|([^">{\s].*?))(?: #.*)?$/gm);
  return Object.fromEntries([...lines].map(([, name, quoted, plain]) => [name, quoted ?? plain]));
}

test("no key does two things, and each has its text in every language", () => {
  const keys = KEYS.flatMap((key) => key.keys);
  assert.deepEqual(
    keys.filter((key, nth) => keys.indexOf(key) !== nth),
    [],
  );
  for (const language of ["en", "fr"]) {
    const words = textsIn(language);
    for (const { bar, help } of KEYS) assert.ok(words[help] && (!bar || words[bar]), `${help} in ${language}`);
  }
});

test("README's table of keys is this one", () => {
  const words = textsIn("en");
  const readme = read("README.md");
  const rows = KEYS.map(({ shown, help }) => `| ${keyCells(shown)} | ${words[help]} |`);
  assert.ok(readme.includes(rows.join("\n")), `README.md must say:\n${rows.join("\n")}`);
});

const keyCells = (shown) =>
  shown
    .split(" / ")
    .map((key) => `\`${key}\``)
    .join(" ");

const press = (key, more = {}) =>
  chord({ code: "", key, shiftKey: false, ctrlKey: false, metaKey: false, getModifierState: () => false, ...more });

test("a key is named with what is held down beside it, as far as that makes another of it", () => {
  assert.equal(press("Z", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+z");
  assert.equal(press("z", { metaKey: true }), "Ctrl+z");
  assert.equal(press("V", { shiftKey: true }), "Shift+v");
  assert.equal(press("S", { shiftKey: true }), "s");
  assert.equal(press("Enter", { shiftKey: true }), "Shift+Enter");
  assert.equal(press("[", { ctrlKey: true, getModifierState: (name) => name === "AltGraph" }), "[");
});
