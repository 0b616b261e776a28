"""A mark of a source is everybody's; on an article that two coders code it is each one's own, until a judge settles."""

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
