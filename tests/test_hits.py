"""The queue: which passages it shows, the same as looking at each passage of the study says."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import Browser

from annotate._errors import TagError
from annotate._project import finding
from annotate._project.hits import STATES, Queue
from annotate._project.project import Project
from annotate.tagger import Tagger

CODERS = ("mj", "ann")
CLAIMS = ["attributed_claim"]
TOPICS = {"a1": "rain", "a2": "rain", "a4": "town"}


@pytest.fixture
def study(project: Project) -> Project:
    """Six articles, tagged by two coders in every way, one of them set aside and one cut anew."""
    texts = [f"It rains in Évry {nth}. The MAYOR 100% fails. He says so. Read more here." for nth in range(6)]
    ids = [f"a{nth}" for nth in range(6)]
    about = {"language": "en", "source": "Courier", "topic": [TOPICS.get(one, "") for one in ids]}
    project.add(pd.DataFrame({"article_id": ids, "text": texts, **about}))
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


def unaccented(text: str) -> str:
    return text.lower().replace("é", "e").replace("\n", " ")


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
            "again": False,  # no label of this study was split
        }
        said = {"": "", "source": row.source, "topic": TOPICS.get(row.article_id, "")}
        if said[queue.variable] != queue.value:
            continue
        fits = not queue.states or any(state[one] for one in queue.states)
        fits &= not queue.label or (tag is not None and tag.label == queue.label)
        if fits and unaccented(queue.words.strip("*")) in unaccented(row.text):
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


@pytest.mark.slow
@given(
    states=st.sets(st.sampled_from(STATES)),
    label=st.sampled_from(["", "opinion", "attributed_claim"]),
    words=st.sampled_from(["", "mayor", "ÉVRY 2", "evry*", "100%", "_", "so", "nowhere", " "]),
    chosen=st.sampled_from([("", ""), ("topic", "rain"), ("topic", ""), ("source", "Courier")]),
    coder=st.sampled_from([*CODERS, "new"]),
)
def test_a_queue_shows_what_looking_at_each_passage_finds(
    study: Project, states: set[str], label: str, words: str, chosen: tuple[str, str], coder: str
) -> None:
    queue = Queue.of(" ".join(states), label, words, *chosen)
    hits = expected(study, coder, queue)

    assert walk(study, coder, queue, 1) == hits
    assert walk(study, coder, queue, -1) == hits[::-1]
    starts, before, total, is_more = study._tagger_reads.hits(queue, "a1", coder=coder, claims=CLAIMS)
    assert starts == [start for one, start in hits if one == "a1"]
    assert (total, is_more) == (len(hits), False)
    if starts and before >= 0:
        assert before == hits.index(("a1", starts[0]))


def test_a_state_that_there_is_not_is_refused() -> None:
    with pytest.raises(TagError, match="untagged, unsure"):
        Queue.of("untagged odd", "", "")


@pytest.mark.slow
def test_the_page_is_led_from_hit_to_hit_and_finds_its_queue_again(study: Project) -> None:
    queue = Queue.of("unsure", "", "")
    (first, *_) = expected(study, "ann", queue)
    browser = Browser(Tagger(study, coder="ann", article_id="vote"))

    hit, *_, count = browser.says(do="hits", states="unsure", step=1)

    assert (hit["kind"], hit["article_id"], hit["start"]) == ("hit", *first)
    assert browser.tagger.article_id == first[0]
    assert (count["kind"], count["total"]) == ("hits", len(expected(study, "ann", queue)))
    (opened,) = Browser(Tagger(study, coder="ann")).says(do="open")
    assert opened["page"]["queue"] == ["unsure", "", "", "", ""]
    (opened,) = Browser(Tagger(study, coder="mj")).says(do="open")
    assert opened["page"]["queue"] == ["", "", "", "", ""]


def test_after_the_last_hit_comes_the_first_again(study: Project) -> None:
    queue = Queue.of("unsure", "", "")
    first, *_, last = expected(study, "ann", queue)
    browser = Browser(Tagger(study, coder="ann", article_id=last[0]))

    hit, *_ = browser.says(do="hits", states="unsure", step=1, start=last[1])
    assert (hit["article_id"], hit["start"], hit["is_again"]) == (*first, True)
    hit, *_ = browser.says(do="hits", states="unsure", step=-1, start=first[1])
    assert (hit["article_id"], hit["start"], hit["is_again"]) == (*last, True)
    hit, *_ = browser.says(do="hits", states="unsure", label="excluded", step=1)
    assert (hit["article_id"], hit["start"]) == ("", -1)


def test_a_queue_of_some_articles_is_kept_and_says_what_may_be_chosen(study: Project) -> None:
    browser = Browser(Tagger(study, coder="mj", article_id="a1"))

    (count,) = browser.says(do="hits", states="untagged", variable="topic", value="rain")

    assert count["variables"] == ["source", "language", "author", "published", "topic"]
    assert count["values"] == ["", "rain", "town"]
    assert count["total"] == len(expected(study, "mj", Queue.of("untagged", "", "", "topic", "rain")))
    (opened,) = Browser(Tagger(study, coder="mj")).says(do="open")
    assert opened["page"]["queue"] == ["untagged", "", "", "topic", "rain"]
    (refused,) = browser.says(do="hits", variable="weather", value="")
    assert "'weather' was asked for" in refused["reason"]


def test_a_queue_that_an_earlier_annotate_kept_is_read(study: Project) -> None:
    study._kept.write("queue:mj", '["unsure", "opinion", "town"]')

    (opened,) = Browser(Tagger(study, coder="mj")).says(do="open")

    assert opened["page"]["queue"] == ["unsure", "opinion", "town", "", ""]


# The search of the study -------------------------------------------------------------------------------------------


def everything_found(browser: Browser, words: str) -> list[list[Any]]:
    """All hits of a search: a busy machine gives some of them at a time, as the page expects."""
    hits: list[list[Any]] = []
    place: dict[str, int] = {}
    while place.get("number") != 0:
        (found,) = browser.says(do="find", asked=4, words=words, **place)
        assert (found["kind"], found["asked"]) == ("found", 4)
        hits += found["hits"]
        place = {name: found[name] for name in ("number", "start")}
    return hits


def test_a_search_shows_a_coder_her_own_labels_only(study: Project) -> None:
    tags = study.tags()
    for coder in CODERS:
        hits = everything_found(Browser(Tagger(study, coder=coder)), "fails")
        own = tags[tags["coder"] == coder]
        assert [hit[0] for hit in hits] == ["a0", "a1", "a2", "a4", "a5"]  # a3 is set aside
        for article_id, _, start, end, before, hit, after, label in hits:
            text = study.articles().set_index("article_id")["text"][article_id]
            assert (text[start:end], hit) == ("fails", "fails")
            assert text.endswith(before + hit + after) or before + hit + after in text
            at = own[(own["article_id"] == article_id) & (own["start"] <= start) & (own["end"] > start)]
            assert [label] == (at["label"].tolist() or [""])


def test_a_coder_finds_nothing_in_the_articles_of_others_and_no_hidden_source(study: Project) -> None:
    study.assign(["mj", "ann"], seed=3, blind_to="source", coder="lead")
    hers = study.assignment().query("coder == 'ann'")["article_id"].tolist()
    browser = Browser(Tagger(study, coder="ann"))

    hits = everything_found(browser, "rains")
    (count,) = browser.says(do="hits", words="rains")

    assert {hit[0] for hit in hits} == {one for one in hers if one.startswith("a")} != set()
    assert {hit[1] for hit in hits} == {""}
    assert count["total"] == len(hits)
    assert count["variables"] == ["language"]
    (refused,) = browser.says(do="hits", variable="source", value="Courier")
    assert refused["kind"] == "refused"


@pytest.mark.parametrize(("rows", "seconds"), [(2, 60.0), (50, 0.0)])  # all rows are full; the time is over at once
def test_a_search_goes_on_where_it_stopped(
    study: Project, monkeypatch: pytest.MonkeyPatch, rows: int, seconds: float
) -> None:
    monkeypatch.setattr(finding, "ROWS", rows)
    monkeypatch.setattr(finding, "SECONDS", seconds)
    monkeypatch.setattr(finding, "_FIRST_BATCH", 1)
    browser = Browser(Tagger(study, coder="mj"))

    assert [hit[0] for hit in everything_found(browser, "fails")] == ["a0", "a1", "a2", "a4", "a5"]
    (refused,) = browser.says(do="find", asked=1, words=" * ")
    assert "no word to look for" in refused["reason"]
