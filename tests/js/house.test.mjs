import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { BUNDLES, bundle } from "../../bundle.mjs";

/** @param {string} place */
function modulesOf(place) {
  const folder = new URL(`../../annotate/${place}/js/`, import.meta.url);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
}

const MODULES = modulesOf("tagger");

test("the bundles are what the modules make: else run `npm run bundle`", async () => {
  for (const [made, entry] of Object.entries(BUNDLES)) assert.equal(readFileSync(made, "utf8"), await bundle(entry));
});

test("no module is longer than 250 lines, and no line wider than 120 columns", () => {
  for (const [name, text] of Object.entries({ ...MODULES, ...modulesOf("_speakers") })) {
    if (name === "protocol.d.ts") continue; // made from protocol.py
    const lines = text.split("\n");
    assert.ok(lines.length <= 251, `${name} has ${lines.length} lines`);
    lines.forEach((line, nth) => assert.ok(line.length <= 120, `${name}:${nth + 1} is ${line.length} columns wide`));
  }
});

test("no module imports itself, not by way of others either", () => {
  const imports = (name) => [...(MODULES[name] ?? "").matchAll(/from "\.\/([\w.]+)"/g)].map((found) => found[1]);
  const visit = (name, path) => {
    assert.ok(!path.includes(name), [...path, name].join(" → "));
    for (const next of imports(name)) visit(next, [...path, name]);
  };
  for (const name of Object.keys(MODULES)) visit(name, []);
  assert.ok(imports("index.js").length > 5, "imports are found");
});
