"""Practising in the tagger: told what the gold says, scored at the end, checked unseen; and none of it in the study."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_tagger import Browser

import annotate
from annotate._errors import AnnotateError
from annotate._project.practice import gold_rows

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


def test_what_is_put_right_after_the_gold_was_shown_counts_as_it_was_first_decided(study: Any) -> None:
    browser, _ = practises(study, gold_of("gold-0"), ["opinion", "opinion", "reported_fact"])
    browser.says(do="undo", decision="u", coder="ana")
    said = browser.says(**{**tag("gold-0", 2, "reported_fact"), "decision": "again"})
    said += browser.says(**{**tag("gold-0", 0, "reported_fact"), "decision": "better"})

    assert {round(one["share"], 3) for one in said if one["kind"] == "score"} == {0.667}
    assert study.training()["share"].round(3).tolist() == [0.667]


def test_a_coder_who_is_not_admitted_cannot_begin_and_is_told_why_and_what_to_do(study: Any) -> None:
    study.require_training(0.7)
    with pytest.raises(AnnotateError, match=r"asks for 70 % of .* 'ana' has not practised. Practise with"):
        annotate.Tagger(study, coder="ana")
    practises(study, gold_of("gold-0"), ["opinion"])
    with pytest.raises(AnnotateError, match="has 2 of the training's passages still to tag"):
        annotate.Tagger(study, coder="ana")
    practises(study, gold_of("gold-0"), ["opinion", "opinion", "reported_fact"])
    with pytest.raises(AnnotateError, match=r"had 66.7 %, .*project.admit\('ana'"):
        annotate.Tagger(study, coder="ana")
    assert not study.training()["admitted"].any()

    study.require_training(0.6)
    tagger = annotate.Tagger(study, coder="ana", training=gold_of("gold-0"), check=0.1)
    with pytest.raises(AnnotateError, match="'ben' has not practised"):
        tagger.coder = "ben"
    assert tagger.coder == "ana"


def test_a_lead_admits_by_hand_which_is_kept_and_can_be_taken_back(study: Any, tmp_path: Path) -> None:
    study.require_training(0.9, coder="lead")
    practises(study, gold_of("gold-0"), ["opinion", "opinion", "reported_fact"])
    study.admit("ana", reason="talked it over", coder="lead")

    with annotate.open_project(tmp_path / "study.db") as again:
        assert annotate.Tagger(again, coder="ana").coder == "ana"
        assert again.training()[["admitted", "by_hand"]].values.tolist() == [[True, "talked it over"]]
    study.undo(coder="lead")
    with pytest.raises(AnnotateError, match="asks for 90 %"):
        annotate.Tagger(study, coder="ana")
    study.require_training(None, coder="lead")
    assert annotate.Tagger(study, coder="ben").coder == "ben"


def test_a_new_gold_takes_nobodys_admission_away_unless_the_lead_names_it(study: Any, tmp_path: Path) -> None:
    study.require_training(0.8, coder="lead")
    practises(study, gold_of("gold-0"), LABELS)
    second = gold_of("gold-1")
    annotate.Tagger(study, coder="ben", training=second)
    in_a_file = as_csv(second.assign(note="put right since"), tmp_path)  # which leaves it the same gold

    assert annotate.Tagger(study, coder="ana").coder == "ana"
    with pytest.raises(AnnotateError, match="'ben' has not practised"):
        annotate.Tagger(study, coder="ben")

    study.require_training(0.8, gold=in_a_file, coder="lead")
    with pytest.raises(AnnotateError, match="'ana' has not practised"):
        annotate.Tagger(study, coder="ana")
    practises(study, second, LABELS)
    assert annotate.Tagger(study, coder="ana").coder == "ana"
    assert study.training()[["coder", "passages", "admitted"]].values.tolist() == [["ana", 3, True]]
    study.undo(coder="lead")
    study.require_training(0.8, coder="lead")
    practises(study, gold_of("gold-2"), ["opinion"] * 3)  # and what went wrong later takes it away no more
    assert annotate.Tagger(study, coder="ana").coder == "ana"


def as_csv(gold: pd.DataFrame, folder: Path) -> Path:
    with annotate.open_project(folder / "gold.db") as project:
        project.add(pd.DataFrame({"article_id": gold["article_id"].unique(), "text": TEXT}))
        for one in gold.itertuples():
            project.tag(one.article_id, one.start, one.end, one.label, coder="lead", note=one.note)
        return annotate.write_csv(project.tags(), folder / "second.csv")


def test_the_report_names_whom_the_lead_let_begin_without_practising(study: Any, tmp_path: Path) -> None:
    study.require_training(0.8)
    study.admit("cleo", reason="coded the pilot")
    study.tag("page-0", *SPANS[0], "opinion", coder="cleo")
    page = annotate.write_report(study, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Admitted by the lead without training: cleo (coded the pilot)." in page


def test_in_a_training_nothing_is_suggested_unless_asked_for(study: Any) -> None:
    study.add(pd.DataFrame({"article_id": ["gold-9"], "source": "Fil", "text": "By Ann Lee\n\n" + TEXT}))
    gold = gold_of("gold-9", spans=[(start + 12, end + 12) for start, end in SPANS])

    page = Browser(annotate.Tagger(study, coder="ana", training=gold)).says(do="open")[0]["page"]
    asked = Browser(annotate.Tagger(study, coder="ana", training=gold, suggest=True)).says(do="open")[0]["page"]

    assert not any(label for _, _, label, *_ in page["passages"])
    assert asked["passages"][0][2] == "excluded"


def test_agreement_is_told_before_in_and_after_the_training_and_in_the_report(study: Any, tmp_path: Path) -> None:
    words = {"ana": ["opinion", "reported_fact", "reported_fact"], "ben": ["reported_fact", "opinion", "opinion"]}
    for coder, labels in words.items():
        for span, label in zip(SPANS, labels, strict=True):
            study.tag("page-0", *span, label, coder=coder)
    for coder in words:
        browser = Browser(annotate.Tagger(study, coder=coder, training=gold_of("gold-0")))
        for nth, label in enumerate(LABELS):
            browser.says(**{**tag("gold-0", nth, label), "coder": coder, "decision": f"{coder} {nth}"})
        for article_id in ("page-1", "page-2"):
            for span, label in zip(SPANS, LABELS, strict=True):
                study.tag(article_id, *span, label, coder=coder)

    table = study.training(by="phase").set_index("phase")

    assert table["passages"].tolist() == [3, 3, 6]
    tags = study.tags()
    before = annotate.agreement(tags[tags["article_id"] == "page-0"])["value"].iloc[0]
    assert table["value"].tolist() == pytest.approx([before, 1.0, 1.0])
    assert before < 0
    page = annotate.write_report(study, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "ana 100% of 3 passages right and ben 100% of 3 passages right" in page
    assert f"before the training {before:.2f} on 3 passages".replace("-", "−") in page.replace("-0", "−0")
    assert "after it 1.00 on 6 passages" in page


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


def test_an_empty_note_or_speaker_that_pandas_read_as_missing_is_empty(study: Any) -> None:
    gold = gold_of("gold-0").assign(note=[float("nan"), None, "since"], speaker=float("nan"))

    rows = gold_rows(gold, study.codebook)

    assert [(row["speaker"], row["note"]) for row in rows] == [("", ""), ("", ""), ("", "since")]


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
