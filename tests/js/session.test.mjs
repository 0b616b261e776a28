import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Session } from "../../annotate/tagger/js/session.js";

/** A session whose kernel answers only when told to, and what it was sent. */
function quietSession(send = () => {}) {
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  const sent = [];
  const session = new Session({
    get: () => "",
    on: () => {},
    off: () => {},
    send: (content) => {
      send(content);
      sent.push(content.do);
    },
  });
  const answer = () =>
    session.receive({
      kind: "article",
      json: JSON.stringify({
        page: {
          article_id: "vote",
          text: "a",
          passages: [[0, 1, "", "", null]],
          coder: "mj",
          project_id: "p",
          project_tags: 0,
          speakers: [],
        },
      }),
    });
  const end = () => {
    session.close();
    mock.timers.reset();
  };
  return { session, sent, answer, end };
}

test("an article that does not come is asked for again, until it comes", () => {
  const { session, sent, answer, end } = quietSession();
  mock.timers.tick(8000);
  assert.deepEqual(sent, []); // nothing shows it yet
  session.open("fr");
  mock.timers.tick(8000);
  assert.deepEqual(sent, ["open", "open", "open"]);

  answer();
  mock.timers.tick(8000);
  assert.equal(sent.length, 3);
  end();
});

test("a key pressed after the kernel is gone for good is kept, and said to be unsaved", () => {
  let isGone = false;
  const { session, sent, answer, end } = quietSession(() => {
    if (isGone) throw new Error("Cannot send");
  });
  session.open("en");
  answer();
  isGone = true;
  session.decide({ do: "tag", article_id: "vote", start: 0, end: 1, label: "opinion" });
  mock.timers.tick(20_000);
  assert.deepEqual(sent, ["open"]);
  assert.equal(session.state.kind, "unsaved");
  assert.equal(session.outbox.waiting.size, 1);
  assert.equal(session.page.tags.get("0-1").label, "opinion");
  end();
});
