"""The queue: which passages it shows, the same as looking at each passage of the study says."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_tagger import Browser

from annotate._errors import TagError
from annotate._project.hits import STATES, Queue
from annotate._project.project import Project
from annotate.tagger import Tagger

CODERS = ("mj", "ann")
CLAIMS = ["attributed_claim"]


@pytest.fixture
def study(project: Project) -> Project:
    """Six articles, tagged by two coders in every way, one of them set aside and one cut anew."""
    texts = [f"It rains in Évry {nth}. The MAYOR 100% fails. He says so. Read more here." for nth in range(6)]
    ids = [f"a{nth}" for nth in range(6)]
    project.add(pd.DataFrame({"article_id": ids, "text": texts, "language": "en", "source": "Courier"}))
    rows = project.passages("mj").query("article_id in @ids and article_id != 'a5'")
    for nth, (article_id, start, end) in enumerate(rows[["article_id", "start", "end"]].itertuples(index=False)):
        if nth % 3 == 0:
            continue
        label = ["opinion", "reported_fact", "attributed_claim"][nth % 3]
        kind = "unnamed" if nth % 4 == 0 and label == "attributed_claim" else ""
        flags: dict[str, Any] = {"unsure": nth % 4 == 1, "note": "why?" if nth % 5 == 0 else "", "speaker_kind": kind}
        project.tag(article_id, start, end, label, coder=CODERS[nth % 2], **flags)
    first, second = project.passages("mj").query("article_id == 'a4'")[["start", "end"]].head(2).itertuples(index=False)
    project.cut("a4", [tuple(first), tuple(second)], [(first[0], second[1])], coder="mj")
    project.set_aside("a3", reason="a test page", coder="lead")
    return project


def expected(project: Project, coder: str, queue: Queue) -> list[tuple[str, int]]:
    """The hits of a queue, found by looking at every passage of the study."""
    passages, tags = project.passages(coder), project.tags()
    own = {(row.article_id, row.start): row for row in tags[tags["coder"] == coder].itertuples()}
    found = []
    for row in passages.itertuples():
        tag = own.get((row.article_id, row.start))
        is_open = tag is not None and tag.label == "attributed_claim" and not tag.speaker and not tag.speaker_kind
        state = {
            "untagged": tag is None,
            "unsure": tag is not None and tag.unsure,
            "note": tag is not None and tag.note != "",
            "proposed": tag is None and row.proposed_label != "",
            "open": is_open,
        }
        fits = not queue.states or any(state[one] for one in queue.states)
        fits &= not queue.label or (tag is not None and tag.label == queue.label)
        if fits and queue.words in row.text.lower():
            found.append((row.article_id, row.start))
    return found


def walk(project: Project, coder: str, queue: Queue, step: int) -> list[tuple[str, int]]:
    """All hits, one after the other, from one end of the study to the other."""
    ids = project.articles()["article_id"].tolist()
    at: tuple[str, int] | None = (ids[0], -1) if step > 0 else (ids[-1], 10**6)
    found = []
    while at := project._tagger_reads.next_hit(queue, *at, step, coder=coder, claims=CLAIMS):
        found.append(at)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    states=st.sets(st.sampled_from(STATES)),
    label=st.sampled_from(["", "opinion", "attributed_claim"]),
    words=st.sampled_from(["", "mayor", "ÉVRY 2", "100%", "_", "so", "nowhere", " "]),
    coder=st.sampled_from([*CODERS, "new"]),
)
def test_a_queue_shows_what_looking_at_each_passage_finds(
    study: Project, states: set[str], label: str, words: str, coder: str
) -> None:
    queue = Queue.of(" ".join(states), label, words)
    hits = expected(study, coder, queue)

    assert walk(study, coder, queue, 1) == hits
    assert walk(study, coder, queue, -1) == hits[::-1]
    here, total, is_more = study._tagger_reads.hits(queue, "a1", coder=coder, claims=CLAIMS)
    assert (here, total, is_more) == (sum(one == "a1" for one, _ in hits), len(hits), False)


def test_a_state_that_there_is_not_is_refused() -> None:
    with pytest.raises(TagError, match="untagged, unsure"):
        Queue.of("untagged odd", "", "")


def test_the_page_is_led_from_hit_to_hit_and_finds_its_queue_again(study: Project) -> None:
    queue = Queue.of("unsure", "", "")
    (first, *_) = expected(study, "ann", queue)
    browser = Browser(Tagger(study, coder="ann", article_id="vote"))

    hit, *_, count = browser.says(do="hits", states="unsure", step=1)

    assert (hit["kind"], hit["article_id"], hit["start"]) == ("hit", *first)
    assert browser.tagger.article_id == first[0]
    assert (count["kind"], count["total"]) == ("hits", len(expected(study, "ann", queue)))
    (opened,) = Browser(Tagger(study, coder="ann")).says(do="open")
    assert opened["page"]["queue"] == ["unsure", "", ""]
    (opened,) = Browser(Tagger(study, coder="mj")).says(do="open")
    assert opened["page"]["queue"] == ["", "", ""]
