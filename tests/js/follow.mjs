/**
 * The page without its browser, for tests of the kernel beside it: a line in is what happens to the page, a line out
 * what it sends to its kernel, and what it shows.
 */

import { createInterface } from "node:readline";
import { mock } from "node:test";

import { Session } from "../../annotate/tagger/js/session.js";

mock.timers.enable({ apis: ["setInterval", "setTimeout"] });

let session;
let sent = [];

const happens = {
  begin() {
    session?.close();
    sent = [];
    session = new Session({ get: () => "", on: () => {}, off: () => {}, send: (said) => sent.push(said) });
    session.open();
  },
  hear: (message) => session.receive(message),
  decide: (deed) => session.decide(deed),
  wait: (milliseconds) => mock.timers.tick(milliseconds),
};

const SHOWN = ["text", "title", "passages", "tags", "sources", "answers", "examples", "speakers", "known_sources"];
const COUNTED = ["project_tags", "project_passages", "others", "number", "articles", "coder", "article_id"];

const plain = (value) => (value instanceof Map || value instanceof Set ? [...value].sort() : value);
const shown = (page) => page && Object.fromEntries([...SHOWN, ...COUNTED].map((name) => [name, plain(page[name])]));

for await (const line of createInterface({ input: process.stdin })) {
  const [what, more] = JSON.parse(line);
  happens[what](more);
  console.log(JSON.stringify({ sent: sent.splice(0), shown: shown(session.page) }));
}
