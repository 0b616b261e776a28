"""A mark of a source is its coder's own until a judge settles it; what all see alike is the page's."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_tagger import Browser

import annotate

TEXT = "The council votes. Editor’s note: it rains. It is late."
SPANS = [(0, 18), (19, 43), (44, 55)]
WHERE = {"article_id": "both", "coder": "ana"}


@pytest.fixture
def study(tmp_path: Path) -> Any:
    """Two coders; the article “both” is coded by both of them, “one” by one."""
    with annotate.open_project(tmp_path / "study.db") as project:
        pages = {"article_id": ["both", "one"], "source": ["Fil", "Fil"], "text": [TEXT, TEXT]}
        project.add(pd.DataFrame(pages).iloc[:1])
        project.assign(["ana", "ben"], twice=1, seed=1)
        for coder in ("ana", "ben"):
            project.tag("both", *SPANS[2], "reported_fact", coder=coder)
        project.add(pd.DataFrame(pages).iloc[1:])
        project.assign(twice=0, seed=1)
        yield project


def tag_all(project: Any) -> None:
    for coder in ("ana", "ben"):
        for start, end in SPANS:
            project.tag("both", start, end, "reported_fact", coder=coder)


def sources(project: Any, coder: str) -> list[str]:
    return project.tags(coder=coder, articles="both")["source"].tolist()


def test_the_second_coder_does_not_inherit_the_marks_of_the_first(study: Any) -> None:
    tag_all(study)
    study.set_source("both", "The editor", coder="ana", start=19, end=44)

    assert sources(study, "ana") == ["Fil", "The editor", "Fil"]
    assert sources(study, "ben") == ["Fil", "Fil", "Fil"]
    page = Browser(annotate.Tagger(study, coder="ben", article_id="both")).says(do="open")[0]["page"]
    assert page["sources"] == []
    assert "The editor" not in str(page)
    assert study.passages(coder="ana", articles="both")["source"].tolist() == ["Fil", "The editor", "Fil"]
    assert study.passages(articles="both")["source"].tolist() == ["Fil", "Fil", "Fil"]


def test_on_an_article_of_one_coder_a_mark_is_a_fact_about_the_page(study: Any) -> None:
    whose = study.assignment().set_index("article_id").loc["one", "coder"]
    study.set_source("one", "The editor", coder=whose, start=19)

    assert study.passages(articles="one")["source"].tolist() == ["Fil", "The editor", "The editor"]


def test_what_was_marked_for_all_stays_where_a_coder_says_nothing_else(study: Any) -> None:
    tag_all(study)
    study.set_source("both", "The agency", coder="lead", start=19)
    assert sources(study, "ben") == ["Fil", "The agency", "The agency"]

    study.set_source("both", "The editor", coder="ana", start=0)
    assert sources(study, "ana") == ["The editor", "The agency", "The agency"]
    study.set_source("both", "The editor", coder="ana", start=0, end=55)
    assert sources(study, "ana") == ["The editor"] * 3
    assert sources(study, "ben") == ["Fil", "The agency", "The agency"]


def test_undo_takes_back_a_coders_own_mark_and_redo_brings_it_again(study: Any) -> None:
    tag_all(study)
    study.set_source("both", "The editor", coder="ana", start=19)
    study.undo(coder="ana")
    assert sources(study, "ana") == ["Fil"] * 3
    study.redo(coder="ana")
    assert sources(study, "ana") == ["Fil", "The editor", "The editor"]


def test_agreement_on_the_marks_is_measured_and_a_judge_settles_them(study: Any) -> None:
    tag_all(study)
    study.set_source("both", "The editor", coder="ana", start=19, end=44)

    (row,) = annotate.agreement(study.tags(), "percent", question="source").to_dict("records")
    assert (round(row["value"], 3), row["passages"]) == (round(2 / 3, 3), 3)
    assert annotate.disagreements(study.tags())["what"].tolist() == ["source"]
    judge = Browser(annotate.Adjudicator(study, coder="lead"))
    (cases,) = judge.says(do="open")
    (case,) = cases["desk"]["cases"]
    theirs = next(one["tags"][0] for one in case["readings"] if one["tags"][0][6] == "The editor")
    judge.says(do="settle", decision="d1", coder="lead", article_id="both", tags=[theirs])

    assert annotate.disagreements(study.tags()).empty
    counts = annotate.balance(study.tags()).query("label == 'reported_fact'").set_index("source")["count"]
    assert counts.to_dict() == {"Fil": 2, "The editor": 1}


def test_speakers_are_counted_by_the_source_that_their_coder_marked(study: Any) -> None:
    study.tag("both", 0, 18, "attributed_claim", coder="ana", speaker="Lee", speaker_kind="named")
    study.tag("both", 19, 43, "attributed_claim", coder="ana", speaker="Lee", speaker_kind="named")
    assert study.speakers()["sources"].tolist() == [1]
    study.set_source("both", "The editor", coder="ana", start=19)

    assert study.speakers()["sources"].tolist() == [2]


@pytest.fixture
def unassigned(tmp_path: Path) -> Any:
    """A study in which nothing is assigned: whoever likes codes an article."""
    with annotate.open_project(tmp_path / "free.db") as project:
        project.add(pd.DataFrame({"article_id": ["both"], "source": ["Fil"], "text": [TEXT]}))
        yield project


def test_without_an_assignment_too_a_second_coder_does_not_inherit_the_marks_of_the_first(unassigned: Any) -> None:
    for span in SPANS:
        unassigned.tag("both", *span, "reported_fact", coder="ana")
    unassigned.set_source("both", "The editor", coder="ana", start=19, end=44)
    assert unassigned.passages()["source"].tolist() == ["Fil", "The editor", "Fil"]  # nobody says otherwise
    assert [hit.source for hit in unassigned.find("rains").itertuples()] == ["The editor"]

    page = Browser(annotate.Tagger(unassigned, coder="ben")).says(do="open")[0]["page"]
    assert page["sources"] == []
    for span in SPANS:
        unassigned.tag("both", *span, "reported_fact", coder="ben")
    assert sources(unassigned, "ben") == ["Fil"] * 3
    assert sources(unassigned, "ana") == ["Fil", "The editor", "Fil"]
    assert unassigned.passages()["source"].tolist() == ["Fil"] * 3  # on this two coders differ
    (row,) = annotate.agreement(unassigned.tags(), "percent", question="source").to_dict("records")
    assert row["value"] == pytest.approx(2 / 3)


def test_where_both_mark_alike_it_is_the_pages_and_settling_without_a_source_keeps_it(unassigned: Any) -> None:
    for coder, label in (("ana", "opinion"), ("ben", "reported_fact")):
        unassigned.set_source("both", "The editor", coder=coder, start=19, end=44)
        unassigned.tag("both", *SPANS[1], label, coder=coder)
    assert unassigned.passages()["source"].tolist() == ["Fil", "The editor", "Fil"]

    unassigned.adjudicate("both", *SPANS[1], "opinion", coder="lead")

    judged = unassigned.tags(coder="lead")
    assert judged["source"].tolist() == ["The editor"]


def test_a_lead_marks_for_all_and_a_coder_may_say_otherwise(unassigned: Any) -> None:
    unassigned.set_source("both", "The agency", coder="lead", for_all=True)
    unassigned.set_source("both", "The editor", coder="ana", start=0, end=18)
    for coder in ("ana", "ben"):
        for span in SPANS:
            unassigned.tag("both", *span, "reported_fact", coder=coder)

    assert sources(unassigned, "ana") == ["The editor", "The agency", "The agency"]
    assert sources(unassigned, "ben") == ["The agency"] * 3


def test_a_stretch_leaves_no_marks_behind_that_a_later_one_would_stop_at(unassigned: Any) -> None:
    for start, name in ((19, "The editor"), (30, "The agency"), (40, "Ben")):
        unassigned.set_source("both", name, coder="ana", start=start)
    unassigned.set_source("both", "One voice", coder="ana", start=0, end=50)
    unassigned.set_source("both", "Another", coder="ana", start=0)

    seen = unassigned.passages(coder="ana")["source"].tolist()
    assert seen == ["Another", "Another", "Another"]  # up to 50, where Ben’s goes on
    assert unassigned.passages(coder="ben")["source"].tolist() == ["Fil"] * 3


def test_tags_that_come_in_say_their_own_source_where_their_coder_marked_another(unassigned: Any) -> None:
    unassigned.tag("both", *SPANS[0], "opinion", coder="ana")
    exported = unassigned.tags()
    unassigned.untag("both", *SPANS[0], coder="ana")
    unassigned.set_source("both", "The editor", coder="ana")

    unassigned.add_tags(exported)

    assert unassigned.tags()["source"].tolist() == ["Fil"]


def test_a_corrected_source_leaves_a_marked_beginning_and_corrects_to_what_the_page_returns(unassigned: Any) -> None:
    unassigned.set_source("both", "The editor", coder="ana", start=0, end=18)
    unassigned.correct("both", source="The Fil")

    assert unassigned.passages(coder="ana")["source"].tolist() == ["The editor", "The Fil", "The Fil"]
