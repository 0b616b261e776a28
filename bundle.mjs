/** Bundles the modules into the one file that each widget loads: `npm run bundle` after each change in js/. */

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Each bundle with the module that it begins at. @type {Record<string, string>} */
export const BUNDLES = {
  [here("annotate/tagger/tagger.js")]: here("annotate/tagger/js/index.js"),
  [here("annotate/tagger/adjudicator.js")]: here("annotate/tagger/js/judge.js"),
  [here("annotate/_intake/intake.js")]: here("annotate/_intake/js/intake.js"),
  [here("annotate/_speakers/speakers.js")]: here("annotate/_speakers/js/speakers.js"),
};

/** @param {string} entry */
export async function bundle(entry) {
  const made = await build({
    entryPoints: [entry],
    absWorkingDir: here("."),
    banner: { js: "// Made by `npm run bundle` from the modules in js/: change those." },
    bundle: true,
    charset: "utf8",
    format: "esm",
    target: "es2022",
    write: false,
  });
  return made.outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [made, entry] of Object.entries(BUNDLES)) await writeFile(made, await bundle(entry));
}
