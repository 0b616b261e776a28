"""The shelf: every article as its coder finds it, the same as reading the whole project says."""

import threading
import unicodedata
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import Browser

from annotate._project.project import Project
from annotate._project.shelf import ROWS, Wanted
from annotate.tagger import Tagger

TITLES = ["Évêque et maire", "The mayor’s budget", "A flood", "", "Budget of the river", "Été"]


@pytest.fixture
def study(project: Project) -> Project:
    """Eight articles of three sources, two of them written on by hand."""
    texts = [f"It rains in town {nth}. The mayor of town {nth} is a coward." for nth in range(6)]
    about = {"article_id": [f"a{nth}" for nth in range(6)], "title": TITLES, "source": ["Courier", "Phare", ""] * 2}
    project.add(pd.DataFrame({**about, "text": texts, "language": "en", "region": ["north", "south"] * 3}))
    return project


def shelf(project: Project, coder: str = "mj", *, offset: int = 0, around: str = "", **wanted: str) -> dict[str, Any]:
    return project._tagger_reads.shelf(Wanted(**wanted), coder=coder, offset=offset, around=around)


def ids(found: dict[str, Any]) -> list[str]:
    return [row["article_id"] for row in found["rows"]]


def test_every_article_stands_on_the_shelf_in_the_order_added(study: Project) -> None:
    found = shelf(study)

    assert ids(found) == study.articles()["article_id"].tolist()
    assert found["total"] == len(study.articles())
    assert found["variables"] == ["region"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("eveque", ["a0"]),
        ("ÉVÊQUE", ["a0"]),
        ("budget", ["a1", "a4"]),
        ("budget phare", ["a1", "a4"]),
        ("north budget", ["a4"]),
        ("courier", ["vote", "a0", "a3"]),
        ("a5", ["a5"]),
        ("nothing of the kind", []),
        ("coward north", ["a0", "a2", "a4"]),
        ("budget rains", ["a1", "a4"]),
        ("flood ŘAIN", ["a2"]),
        ("owards", []),  # words of a text are found by how they begin
    ],
)
def test_articles_are_found_by_what_is_said_of_them_and_by_their_words_without_case_or_accent(
    study: Project, words: str, expected: list[str]
) -> None:
    assert ids(shelf(study, words=words)) == expected


def test_a_row_says_that_the_words_stand_in_the_text_where_it_does_not_show_them(study: Project) -> None:
    assert [row["in_text"] for row in shelf(study, words="coward north")["rows"]] == [True] * 3
    in_title = [row["article_id"] for row in shelf(study, words="mayor")["rows"] if not row["in_text"]]
    assert in_title == ["a1"]
    assert not any(row["in_text"] for row in shelf(study)["rows"])


def test_a_row_keeps_the_articles_source_and_names_the_voices_that_its_coder_marked(study: Project) -> None:
    study.set_source("a0", "The editor", coder="mj", start=0, end=18)
    study.set_source("a0", "Gazette", coder="ann", start=0)

    for coder, voices in {"mj": "The editor", "ann": "Gazette", "eve": ""}.items():
        told = {row["article_id"]: (row["source"], row["voices"]) for row in shelf(study, coder)["rows"]}
        assert told["a0"] == ("Courier", voices)
        assert told["a1"] == ("Phare", "")


def test_what_was_corrected_is_found_and_what_it_was_is_not(study: Project) -> None:
    assert ids(shelf(study, words="flood a")) != []
    study.correct("a2", coder="lead", title="A drought", source="Gazette")

    assert ids(shelf(study, words="drought gazette")) == ["a2"]
    assert "a2" not in ids(shelf(study, words="flood"))
    (row,) = shelf(study, words="drought")["rows"]
    assert (row["title"], row["source"]) == ("A drought", "Gazette")


def test_articles_are_sorted_and_those_of_which_nothing_is_said_come_last(study: Project) -> None:
    def plain(text: str) -> str:
        return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if one.isascii())

    table = study.articles().fillna("")
    named = sorted((plain(title), nth) for nth, title in enumerate(table["title"]) if title)
    without = [nth for nth, title in enumerate(table["title"]) if not title]
    expected = table["article_id"].iloc[[nth for _, nth in named] + without].tolist()

    assert ids(shelf(study, order="title")) == expected


def test_groups_say_how_many_articles_each_has(study: Project) -> None:
    rows = shelf(study, group="region")["rows"]

    assert [(row["group"], row["group_articles"]) for row in rows] == [("north", 3)] * 3 + [("south", 3)] * 3 + [
        ("", 2)
    ] * 2


def test_each_coder_sees_the_own_tags_only_and_what_is_left(study: Project) -> None:
    first, second = study.passages("mj").query("article_id == 'a0'")[["start", "end"]].itertuples(index=False)
    study.tag("a0", *first, "opinion", coder="mj", unsure=True, note="irony?")
    study.tag("a0", *second, "opinion", coder="mj")
    study.tag("a0", *first, "reported_fact", coder="ann", unsure=True)

    of_mj, of_ann, of_new = (shelf(study, coder, words="a0")["rows"][0] for coder in ("mj", "ann", "new"))

    assert [of_mj[name] for name in ("passages", "tagged", "unsure", "notes")] == [2, 2, 1, 1]
    assert [of_ann[name] for name in ("passages", "tagged", "unsure", "notes")] == [2, 1, 1, 0]
    assert [of_new[name] for name in ("passages", "tagged", "unsure", "notes")] == [2, 0, 0, 0]
    assert ids(shelf(study, order="progress"))[-1] == "a0"


def test_proposals_left_are_those_neither_tagged_nor_cut_by_the_coder(project: Project) -> None:
    project.add(pd.DataFrame({"article_id": ["p"], "text": ["It rains. Read more here."], "language": ["en"]}))
    proposed = project.passages("mj").query("article_id == 'p' and proposed_label != ''")
    (row,) = shelf(project, words="p p")["rows"][-1:]
    assert row["proposed"] == len(proposed)


def test_an_article_set_aside_is_marked_and_in_no_queue(study: Project) -> None:
    study.set_aside("a1", reason="a test page", coder="lead")

    (row,) = [row for row in shelf(study)["rows"] if row["article_id"] == "a1"]
    assert row["set_aside"]
    reads = study._tagger_reads
    assert reads.unfinished(coder="mj") == len(study.articles())
    assert reads.next_unfinished("a0", coder="mj") == "a2"


def test_only_what_is_near_the_view_is_read(project: Project) -> None:
    many = 3 * ROWS
    texts = [f"It rains in town {nth}." for nth in range(many)]
    project.add(pd.DataFrame({"article_id": [f"n{nth}" for nth in range(many)], "text": texts, "language": "en"}))

    whole = project.articles()["article_id"].tolist()
    assert ids(shelf(project)) == whole[:ROWS]
    assert ids(shelf(project, offset=100)) == whole[100 : 100 + ROWS]
    around = shelf(project, around="n150")
    assert around["at"] == whole.index("n150")
    assert ids(around)[around["at"] - around["offset"]] == "n150"
    assert ids(shelf(project, offset=10**9)) == []


@given(words=st.text(max_size=20))
def test_no_word_breaks_the_shelf(study: Project, words: str) -> None:
    found = shelf(study, words=words)

    assert found["total"] == len(found["rows"]) <= len(study.articles())


def test_the_page_asks_and_is_answered_and_opens_what_was_chosen(study: Project) -> None:
    browser = Browser(Tagger(study, coder="mj"))
    (opened,) = browser.says(do="open")
    assert opened["page"]["begins"]

    (answer,) = browser.says(do="shelf", asked=7, words="drought")
    assert (answer["kind"], answer["asked"], answer["rows"]) == ("shelf", 7, [])
    (answer,) = browser.says(do="open", article_id="a3")
    assert answer["page"]["article_id"] == "a3"
    (answer,) = browser.says(do="open", article_id="nowhere")
    assert answer["kind"] == "refused"
    assert browser.tagger.article_id == "a3"
    (answer,) = browser.says(do="shelf", asked=8, order="length")
    assert "title" in answer["reason"]


def test_a_coder_with_an_article_in_work_returns_to_it(study: Project) -> None:
    study.tag("a0", 0, 19, "opinion", coder="mj")
    browser = Browser(Tagger(study, coder="mj"))

    (opened,) = browser.says(do="open")

    assert (opened["page"]["article_id"], opened["page"]["begins"]) == ("a0", False)
    (opened,) = Browser(Tagger(study, coder="new", article_id="a2")).says(do="open")
    assert not opened["page"]["begins"]


def test_the_order_by_progress_follows_each_decision_and_what_is_taken_back(study: Project) -> None:
    def expected() -> list[str]:
        passages = study.passages("mj")
        tags = study.tags()
        done = tags[tags["coder"] == "mj"].groupby("article_id", observed=True).size()
        share = {one: done.get(one, 0) / len(rows) for one, rows in passages.groupby("article_id")}
        return sorted(study.articles()["article_id"], key=lambda one: share[str(one)])

    spans = study.passages("mj").set_index("article_id")[["start", "end"]]
    for article_id, nth, coder in [
        ("a0", 0, "mj"),
        ("a4", 1, "mj"),
        ("a4", 0, "mj"),
        ("a1", 0, "lee"),
        ("a0", 1, "mj"),
    ]:
        start, end = map(int, spans.loc[article_id].iloc[nth])
        study.tag(article_id, start, end, "opinion", coder=coder)
        assert ids(shelf(study, order="progress")) == expected()
    study.undo(coder="mj")
    assert ids(shelf(study, order="progress")) == expected()
    assert ids(shelf(study, coder="lee", order="progress"))[-1] == "a1"
    assert ids(shelf(study, order="progress")) == expected()
    study.add(pd.DataFrame({"article_id": ["new"], "text": ["It is dry."], "language": "en"}))
    assert ids(shelf(study, order="progress")) == expected()


# A large study is read in pieces -----------------------------------------------------------------------------------


def test_what_is_searched_is_read_in_pieces_and_begun_anew_where_it_changed(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotate._project.shelf.PIECE", 3)
    reads = study._tagger_reads
    assert reads.prepare_shelf()  # three of eight
    study.correct("a0", coder="lead", title="A drought")

    assert [reads.prepare_shelf() for _ in range(4)] == [True, True, False, False]
    assert ids(shelf(study, words="drought")) == ["a0"]
    assert ids(shelf(study, order="title")) == ids(shelf(study, order="title", words=" "))


def test_decisions_are_written_while_a_large_study_is_read_and_the_newest_search_is_answered_then(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read = threading.Event()
    monkeypatch.setattr(study._tagger_reads, "prepare_shelf", lambda: not is_read.is_set())
    browser = Browser(Tagger(study, coder="mj", suggest=False))
    (first,) = browser.says(do="shelf", asked=1)
    assert (first["asked"], len(first["rows"])) == (1, first["total"])  # no search: it needs nothing of that

    assert browser.says(do="shelf", asked=2, words="drought") == []
    assert browser.says(do="shelf", asked=3, words="flood") == []
    said = {"decision": "d1", "coder": "mj", "article_id": "vote", "start": 0, "end": 28, "label": "opinion"}
    assert [answer["kind"] for answer in browser.says(do="tag", **said)] == ["saved"]
    is_read.set()

    found = browser.waits_for("shelf")
    assert (found["asked"], ids(found)) == (3, ids(shelf(study, words="flood")))
    assert [answer["kind"] for answer in browser.opened()].count("shelf") == 1
