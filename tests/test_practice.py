"""Practising in the tagger: told what the gold says, scored at the end, checked unseen; and none of it in the study."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_tagger import Browser

import annotate
from annotate._errors import AnnotateError

pytestmark = pytest.mark.slow

TEXT = "The council votes on Friday. It is a scandal. The mayor resigned."
SPANS = [(0, 28), (29, 45), (46, 65)]
LABELS = ["reported_fact", "opinion", "reported_fact"]


def gold_of(*article_ids: str, spans: list[tuple[int, int]] = SPANS) -> pd.DataFrame:
    rows = [(one, *span, label) for one in article_ids for span, label in zip(spans, LABELS, strict=True)]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label"]).assign(speaker="", note="since it is so")


def fill(project: Any) -> None:
    names = [*(f"page-{n}" for n in range(12)), *(f"gold-{n}" for n in range(3))]
    project.add(pd.DataFrame({"article_id": names, "source": "Fil", "text": TEXT}))
    project.set_aside([f"gold-{n}" for n in range(3)], reason="training")


@pytest.fixture
def study(tmp_path: Path) -> Any:
    with annotate.open_project(tmp_path / "study.db") as project:
        fill(project)
        yield project


def tag(article_id: str, nth: int, label: str, spans: list[tuple[int, int]] = SPANS) -> dict[str, Any]:
    start, end = spans[nth]
    said = {"do": "tag", "decision": f"{article_id} {nth} {label}", "coder": "ana", "article_id": article_id}
    return {**said, "start": start, "end": end, "label": label}


def practises(study: Any, gold: Any, labels: list[str], **options: Any) -> tuple[Browser, list[dict[str, Any]]]:
    browser = Browser(annotate.Tagger(study, coder="ana", training=gold, **options))
    said = []
    for article_id in dict.fromkeys(gold["article_id"]):
        for nth, label in enumerate(labels):
            said += browser.says(**tag(article_id, nth, label))
    return browser, said


def test_a_coder_is_told_after_each_decision_what_the_gold_has_and_why(study: Any) -> None:
    _, said = practises(study, gold_of("gold-0"), ["opinion", "opinion"])

    wrong, right = [one for one in said if one["kind"] == "feedback"]
    assert (wrong["right"], wrong["label"], wrong["reason"]) == (False, "reported_fact", "since it is so")
    assert right["right"]
    assert not any(one["kind"] == "score" for one in said)  # the last passage is still to come


def test_at_the_end_stands_the_score_with_its_interval_and_who_is_admitted(study: Any) -> None:
    _, said = practises(study, gold_of("gold-0", "gold-1"), ["opinion", "opinion", "reported_fact"], admit=0.6)

    score = said[-1]
    assert (score["kind"], score["passages"], round(score["share"], 3)) == ("score", 6, 0.667)
    assert score["admitted"]
    table = study.training()
    assert table[["coder", "passages", "admitted"]].values.tolist() == [["ana", 6, True]]
    assert study.training(by="week")["passages"].tolist() == [6]


def test_nothing_of_a_training_enters_the_study(study: Any) -> None:
    practises(study, gold_of("gold-0"), LABELS)

    assert study.tags().empty
    assert len(study.tags(history=True)) == 0
    assert study.progress()["tags"].sum() == 0


def test_the_articles_are_cut_for_her_as_the_gold_cuts_them_and_undo_leaves_that(study: Any) -> None:
    spans = [(0, 17), (18, 28), (29, 65)]
    gold = gold_of("gold-0", spans=spans)
    browser = Browser(annotate.Tagger(study, coder="ana", training=gold))

    page = browser.says(do="open")[0]["page"]
    assert [tuple(one[:2]) for one in page["passages"]] == spans
    browser.says(do="undo", decision="u1", coder="ana")
    browser.says(**tag("gold-0", 0, "reported_fact", spans))
    assert browser.tagger.counts["reported_fact"] == 1


def test_gold_is_read_from_a_file_and_a_new_gold_takes_the_place_of_the_old(study: Any, tmp_path: Path) -> None:
    study.tag("page-0", *SPANS[0], "opinion", coder="lead", note="since it is so")
    annotate.write_csv(study.tags(), tmp_path / "gold.csv")
    annotate.Tagger(study, coder="ana", training=gold_of("gold-0"))

    browser = Browser(annotate.Tagger(study, coder="ana", training=tmp_path / "gold.csv"))
    answers = browser.says(**tag("page-0", 0, "opinion"))

    assert [one["kind"] for one in answers] == ["saved", "feedback", "score"]
    assert study.tags()["coder"].tolist() == ["lead"]


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "gold for an article that is not there": ({"training": gold_of("nope")}, "project.add"),
    "a label that the codebook lacks": ({"training": gold_of("gold-0").replace("opinion", "Opinion")}, "use one of"),
    "two tags on one passage": ({"training": pd.concat([gold_of("gold-0")] * 2)}, "keep one"),
    "an empty gold": ({"training": gold_of()}, "no passage"),
    "a threshold that is no share": ({"training": gold_of("gold-0"), "admit": 80}, "0 to 1"),
    "a check that is no share": ({"training": gold_of("gold-0"), "check": 5}, "between 0 and 1"),
    "a check without gold": ({"check": 0.05}, "training='gold.csv'"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_practised_with_is_said_with_the_cure(study: Any, what: str) -> None:
    options, cure = BAD[what]
    with pytest.raises(AnnotateError, match=cure):
        annotate.Tagger(study, coder="ana", **options)


def test_who_practised_is_asked_before_anybody_has(study: Any) -> None:
    with pytest.raises(AnnotateError, match="Nobody has practised"):
        study.training()


def walked(study: Any, check: float) -> tuple[list[str], Browser]:
    browser = Browser(annotate.Tagger(study, coder="ana", training=gold_of("gold-0", "gold-1"), check=check))
    seen = [browser.tagger.article_id]
    while True:
        browser.says(do="open", step=1)
        if browser.tagger.article_id == seen[-1]:
            return seen, browser
        seen.append(browser.tagger.article_id)


def test_gold_is_mixed_in_unseen_and_what_is_tagged_there_stays_out_of_the_study(study: Any) -> None:
    study.assign(["ana", "ben"], twice=1, seed=1, blind_to="source")
    seen, browser = walked(study, 0.4)

    mixed = [one for one in seen if one.startswith("gold")]
    assert sorted(mixed) == ["gold-0", "gold-1"]
    assert [one for one in seen if not one.startswith("gold")] == (
        study.assignment().query("coder == 'ana'").sort_values("place")["article_id"].tolist()
    )
    while browser.tagger.article_id != mixed[-1]:
        browser.says(do="open", step=-1)
        if browser.tagger.article_id == seen[0]:
            break
    browser.says(do="open", article_id=mixed[-1])
    page = browser.tagger._page()
    assert (page["source"], page["articles"], page["others"]) == ("", 12, [])
    answers = browser.says(**tag(mixed[-1], 0, "opinion"))
    assert [one["kind"] for one in answers] == ["saved"]  # nothing says that it was gold
    assert study.tags().empty
    assert study.training(by="week")[["passages", "share"]].values.tolist() == [[1, 0.0]]
    browser.says(do="undo", decision="u1", coder="ana")
    assert browser.tagger.counts["opinion"] == 0


def test_on_a_server_coders_practise_in_a_schema_of_the_studys_database(postgresql: Any) -> None:
    from conftest import database

    with database(postgresql) as url, annotate.open_project(url) as project:
        fill(project)
        practises(project, gold_of("gold-0"), LABELS)

        assert project.tags().empty
        assert project.training()["share"].tolist() == [1.0]
