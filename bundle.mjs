/** Bundles the tagger's modules into the one file that the widget loads: `npm run bundle` after each change in js/. */

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const BUNDLE = here("annotate/tagger/tagger.js");

export async function bundle() {
  const made = await build({
    entryPoints: [here("annotate/tagger/js/index.js")],
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(BUNDLE, await bundle());
