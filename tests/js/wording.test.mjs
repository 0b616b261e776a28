import assert from "node:assert/strict";
import { test } from "node:test";

import { languageOf } from "../../annotate/tagger/js/wording.js";

test("the wording follows what is asked, else the browser", () => {
  assert.equal(languageOf("fr"), "fr");
  assert.equal(languageOf("xx"), "en");
});
