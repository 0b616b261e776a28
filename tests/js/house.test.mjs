import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { BUNDLES, bundle } from "../../bundle.mjs";

const PACKAGE = new URL("../../annotate/", import.meta.url);
const ROOT = fileURLToPath(PACKAGE);
const MADE = new Set([...Object.keys(BUNDLES), fileURLToPath(new URL("tagger/js/protocol.d.ts", PACKAGE))]);

/** All JavaScript that is written by hand, with its text, by its place in the package. */
const MODULES = Object.fromEntries(
  readdirSync(PACKAGE, { recursive: true })
    .map((name) => [name, new URL(name, PACKAGE)])
    .filter(([name, place]) => /\.(js|ts)$/.test(name) && !MADE.has(fileURLToPath(place)))
    .map(([name, place]) => [name, readFileSync(place, "utf8")]),
);

test("the bundles are what the modules make: else run `npm run bundle`", async () => {
  for (const [made, entry] of Object.entries(BUNDLES)) assert.equal(readFileSync(made, "utf8"), await bundle(entry));
});

test("no module is longer than 250 lines, and no line wider than 120 columns", () => {
  for (const [name, text] of Object.entries(MODULES)) {
    const lines = text.split("\n");
    assert.ok(lines.length <= 251, `${name} has ${lines.length} lines`);
    lines.forEach((line, nth) => assert.ok(line.length <= 120, `${name}:${nth + 1} is ${line.length} columns wide`));
  }
});

/** The modules that one imports. @param {string} name */
function imports(name) {
  const found = (MODULES[name] ?? "").matchAll(/from "(\.[\w./]+)"/g);
  return [...found].map(([, path]) => fileURLToPath(new URL(path, new URL(name, PACKAGE))).slice(ROOT.length));
}

test("no module imports itself, not by way of others either", () => {
  const done = new Set();
  const visit = (name, path) => {
    assert.ok(!path.includes(name), [...path, name].join(" → "));
    if (done.has(name)) return;
    for (const next of imports(name)) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of Object.keys(MODULES)) visit(name, []);
  assert.ok(imports("tagger/js/index.js").length > 5, "imports are found");
  assert.ok(imports("_intake/js/page.js").includes("_sheet/js/sheet.js"), "those of another room too");
});

test("the tagger's modules know no other page", () => {
  const known = Object.keys(MODULES).filter((name) => name.startsWith("tagger/"));
  assert.deepEqual(
    known.flatMap(imports).filter((name) => !name.startsWith("tagger/")),
    [],
  );
});
