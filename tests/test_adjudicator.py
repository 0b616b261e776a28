"""The adjudicator's kernel side: what a judge sees, what her keys write, and that two judges lose nothing."""

import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from test_tagger import Browser

import annotate
from annotate._project.project import Project

TEXT = "A title\nThe council votes on Friday. It is a scandal, and the mayor said so. She resigned.\nEnd"
VOTE, SCANDAL, RESIGNED = (8, 36), (37, 76), (77, 90)
CLAIM = {"speaker": "the mayor", "speaker_kind": "named"}


@pytest.fixture
def study(tmp_path: Path) -> Any:
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "source": ["Fil"], "language": ["en"], "text": [TEXT]}))
        for coder in ("ana", "ben", "cleo"):
            label = "opinion" if coder == "ana" else "reported_fact"
            project.tag("vote", *VOTE, label, coder=coder, note=f"{coder}'s note")
            project.tag("vote", *RESIGNED, "reported_fact", coder=coder)
        yield project


def opened(project: Project, coder: str = "lead") -> Browser:
    browser = Browser(annotate.Adjudicator(project, coder=coder))
    browser.says(do="open", language="en")
    return browser


def desk(browser: Browser) -> dict[str, Any]:
    return next(one["desk"] for one in reversed(browser.opened()) if one["kind"] == "cases")


def settle(*tags: Any, decision: str = "d1", coder: str = "lead", **more: Any) -> dict[str, Any]:
    return {"do": "settle", "decision": decision, "coder": coder, "article_id": "vote", "tags": list(tags), **more}


def judged(span: tuple[int, int], label: str, speaker: str = "", kind: str = "") -> list[Any]:
    return [*span, label, speaker, kind, False, None, None]


def test_a_judge_sees_each_reading_once_in_its_paragraph_and_without_names(study: Project) -> None:
    browser = opened(study)

    (case,) = desk(browser)["cases"]
    assert case["text"] == TEXT.split("\n")[1]
    assert case["offset"] == TEXT.index("The council")
    assert [(one["coders"], one["tags"][0][2]) for one in case["readings"]] == [(2, "reported_fact"), (1, "opinion")]
    assert case["readings"][1]["notes"] == ["ana's note"]
    sent = str([{**one, "notes": []} for one in case["readings"]])
    assert not any(name in sent for name in ("ana", "ben", "cleo"))
    assert desk(browser)["agreed"] == 1
    (names,) = browser.says(do="names", article_id="vote", start=VOTE[0])
    assert names["names"] == [["ben", "cleo"], ["ana"]]


def test_a_judgement_is_on_disk_before_it_is_acknowledged_and_says_its_reason(study: Project) -> None:
    browser = opened(study)

    (answer,) = browser.says(**settle(judged(VOTE, "reported_fact"), reason="a scheduled event"))

    assert answer == {"kind": "saved", "decision": "d1"}
    assert study.adjudications().values.tolist() == [["a scheduled event", 1]]
    assert browser.tagger.left == 0
    assert len(study.tags().query("origin != 'adjudication'")) == 6


def test_different_cuts_are_settled_as_spans_in_one_decision(study: Project) -> None:
    study.tag("vote", *SCANDAL, "opinion", coder="ana")
    halves = (37, 54), (59, 76)
    study.tag("vote", *halves[0], "opinion", coder="ben")
    study.tag("vote", *halves[1], "attributed_claim", coder="ben", **CLAIM)
    browser = opened(study)
    assert sorted(one["what"] for one in desk(browser)["cases"]) == [["label"], ["label", "cut"]]

    browser.says(**settle(judged((37, 53), "opinion"), judged((54, 76), "attributed_claim", "the mayor", "named")))

    by_judge = study.tags().query("coder == 'lead'")
    assert by_judge[["start", "end"]].values.tolist() == [[37, 53], [54, 76]]
    assert browser.tagger.left == 1
    spans = study.passages("lead")[["start", "end"]].values.tolist()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    browser.says(do="undo", decision="u1", coder="lead")
    assert study.tags().query("coder == 'lead'").empty


def test_many_pieces_of_one_passage_leave_no_passage_over_another(study: Project) -> None:
    study.tag("vote", *SCANDAL, "opinion", coder="ana")
    study.tag("vote", *SCANDAL, "reported_fact", coder="ben")
    pieces = [(37, 39), (40, 42), (43, 45), (46, 54)]

    study.settle("vote", [{"start": s, "end": e, "label": "opinion"} for s, e in pieces], coder="lead")
    study.settle("vote", [{"start": 37, "end": 54, "label": "opinion"}], coder="lead")

    assert study.tags().query("coder == 'lead'")[["start", "end"]].values.tolist() == [[37, 54]]
    spans = study.passages("lead")[["start", "end"]].values.tolist()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    with pytest.raises(annotate.AnnotateError, match="overlap"):
        study.settle("vote", [{"start": s, "end": e, "label": "opinion"} for s, e in ((37, 45), (40, 54))], coder="x")


def test_what_a_judge_has_settled_in_part_is_still_to_be_settled(study: Project) -> None:
    study.adjudicate("vote", 8, 25, "opinion", coder="lead")
    assert [one[:2] for one in annotate.disagreements(study.tags())[["start", "end"]].values.tolist()] == [[8, 36]]

    study.adjudicate("vote", 26, 36, "opinion", coder="lead")
    assert annotate.disagreements(study.tags()).empty


def test_undo_reaches_back_to_another_day_and_shows_the_passage_again(study: Project) -> None:
    opened(study).says(**settle(judged(VOTE, "opinion")))

    another_day = opened(study)
    assert desk(another_day)["cases"] == []
    another_day.says(do="undo", decision="u1", coder="lead")

    assert desk(another_day)["at"] == ["vote", VOTE[0]]
    assert study.tags().query("origin == 'adjudication'").empty


def test_all_that_coders_agree_on_is_sealed_with_one_key(study: Project) -> None:
    browser = opened(study)

    browser.says(do="seal", decision="s1", coder="lead")

    assert (desk(browser)["agreed"], desk(browser)["settled"], desk(browser)["left"]) == (0, 1, 1)


def test_a_passage_becomes_an_example_in_the_codebook_and_goes_again_with_undo(study: Project) -> None:
    browser = opened(study)

    example = {"do": "example", "label": "opinion", "text": "It is a scandal. (a verdict)", "language": "en"}
    browser.says(**example, decision="e1", coder="lead")
    browser.says(**example, decision="e1", coder="lead")

    assert study.codebook.id == "media_bias@2"
    assert study.codebook.labels[0].include["en"][-1] == "It is a scandal. (a verdict)"
    browser.says(do="undo", decision="u1", coder="lead")
    assert study.codebook.id == "media_bias@1"


def test_two_judges_at_once_lose_nothing_and_what_they_differ_in_is_shown_to_both(study: Project) -> None:
    judges = [opened(study, coder) for coder in ("lead", "other lead")]
    labels = ["opinion", "reported_fact"]
    start = threading.Barrier(2)

    def judge(nth: int) -> None:
        start.wait()
        decision = settle(judged(VOTE, labels[nth]), decision=f"d{nth}", coder=judges[nth].tagger.coder)
        judges[nth].says(**decision)

    threads = [threading.Thread(target=judge, args=(nth,)) for nth in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    both = study.tags().query("origin == 'adjudication'")
    assert dict(zip(both["coder"], both["label"], strict=True)) == dict(
        zip(("lead", "other lead"), labels, strict=True)
    )
    (case,) = desk(opened(study))["cases"]
    assert [one["judged"] for one in case["readings"]] == [True, True]
    opened(study).says(**settle(judged(VOTE, "reported_fact"), decision="d3"))
    assert desk(opened(study))["cases"] == []


FORGED = {
    "another judge": settle(judged(VOTE, "opinion"), coder="ana"),
    "no tags": settle(),
    "a tag that is a text": settle("opinion"),
    "a tag with too little": settle([8, 36, "opinion"]),
    "a label nobody knows": settle(judged(VOTE, "Opinion")),
    "a kind nobody knows": settle(judged(VOTE, "attributed_claim", "A", "robot")),
    "an article that is not there": {**settle(judged(VOTE, "opinion")), "article_id": "nope"},
    "a place that nobody tagged": settle(judged((0, 7), "opinion")),
    "a place after the end": settle(judged((8, 10**6), "opinion")),
    "a reason that is a list": settle(judged(VOTE, "opinion"), reason=["x"]),
    "a tag, which is a coder's": {
        "do": "tag", "decision": "d1", "coder": "lead", "article_id": "vote", "start": 8, "end": 36, "label": "opinion",
    },
    "an example of no label": {"do": "example", "decision": "d1", "coder": "lead", "label": "x", "text": "A"},
    "an example without words": {"do": "example", "decision": "d1", "coder": "lead", "label": "opinion", "text": " "},
    "a judge who has coded it": settle(judged(VOTE, "opinion"), coder="ana"),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_message_writes_nothing(study: Project, what: str) -> None:
    browser = opened(study)
    before = len(study.tags(history=True))

    (answer,) = browser.says(**FORGED[what])

    assert answer["kind"] == "refused"
    assert len(study.tags(history=True)) == before
    assert study.codebook.id == "media_bias@1"


@pytest.mark.slow
def test_each_of_the_sample_studys_disagreements_is_settled_by_taking_one_reading(tmp_path: Path) -> None:
    here = Path(annotate.__file__).parents[1] / "data"
    with annotate.open_project(tmp_path / "sample.db") as project:
        project.add(here / "articles")
        project.add_tags(annotate.read_csv(here / "sample_tags.csv"))
        browser = opened(project)
        cases = desk(browser)["cases"]
        assert len(cases) == len(annotate.disagreements(project.tags())) > 10

        for nth, case in enumerate(cases):
            reading = case["readings"][nth % len(case["readings"])]
            said = settle(*reading["tags"], decision=f"d{nth}")
            browser.says(**{**said, "article_id": case["article_id"]})

        assert annotate.disagreements(project.tags()).empty


def test_a_reason_of_any_signs_is_listed_and_the_page_works_on(study: Project) -> None:
    browser = opened(study)
    browser.says(**settle(judged(VOTE, "opinion"), reason="lone \ud800"))

    browser.says(do="look")

    assert study.adjudications()["reason"].tolist() == ["lone \ud800"]
    assert desk(browser)["reasons"] == ["lone \ud800"]


QUESTIONS = """
questions:
  - {name: frame, answer: one, choices: [conflict, money], labels: [opinion], key: y, title: {en: Frame}}
  - {name: harsh, answer: yes/no, labels: [opinion], key: z, title: {en: Harsh}}
  - {name: topic, about: article, answer: one, choices: [politics, sport], asked: end, title: {en: Topic}}
  - {name: tone, about: article, answer: scale, low: 1, high: 5, asked: end, title: {en: Tone}}
"""


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    """Two coders who agree in the label and differ in what they answer, of a passage and of the article."""
    codebook = annotate.Codebook.from_yaml(annotate.Codebook.shipped().to_yaml() + QUESTIONS)
    with annotate.open_project(tmp_path / "asked.db", codebook) as project:
        project.add(pd.DataFrame({"article_id": ["vote"], "source": ["Fil"], "language": ["en"], "text": [TEXT]}))
        for coder, frame, topic in (("ana", "conflict", "politics"), ("ben", "money", "sport")):
            project.tag("vote", *SCANDAL, "opinion", coder=coder, answers={"frame": frame, "harsh": True})
            project.answer("vote", {"topic": topic, "tone": 3}, coder=coder)
        yield project


def test_answers_that_differ_are_shown_to_a_judge_and_never_sealed(asked: Project) -> None:
    assert annotate.disagreements(asked.tags())["what"].tolist() == ["answers"]
    assert asked.seal(coder="lead") == 0

    cases = {case["what"][0]: case for case in desk(opened(asked))["cases"]}
    said = [one["tags"][0][-1] for one in cases["answers"]["readings"]]
    assert sorted(one["frame"] for one in said) == ["conflict", "money"]
    assert sorted(one["answers"]["topic"] for one in cases["article"]["readings"]) == ["politics", "sport"]
    assert all("tone" not in one["answers"] for one in cases["article"]["readings"])  # on this they agree
    assert "ana" not in str(cases)


def test_one_key_settles_what_is_answered_of_a_passage_or_of_the_article_and_undo_takes_it_back(asked: Project) -> None:
    judge = opened(asked)
    case = next(one for one in desk(judge)["cases"] if one["what"] == ["answers"])
    (reading,) = [one for one in case["readings"] if one["tags"][0][-1]["frame"] == "money"]
    judge.says(**settle(*reading["tags"]))
    judge.says(do="answer", decision="d2", coder="lead", article_id="vote", answers={"topic": "sport"})

    assert judge.tagger.left == 0
    assert annotate.disagreements(asked.tags()).empty
    assert asked.tags(coder="lead")[["frame", "harsh"]].values.tolist() == [["money", True]]
    assert asked.articles()[["topic", "tone"]].values.tolist() == [["sport", 3.0]]
    assert asked.tags(coder="ana")["frame"].tolist() == ["conflict"]  # what she answered stays

    judge.says(do="undo", decision="d3", coder="lead")
    assert [case["what"] for case in desk(judge)["cases"]] == [["article"]]


def test_a_label_settled_without_answers_keeps_those_on_which_all_agree(asked: Project) -> None:
    asked.adjudicate("vote", *SCANDAL, "opinion", coder="lead")

    (row,) = asked.tags(coder="lead").to_dict("records")
    assert (row["frame"], row["harsh"]) == ("", True)


def without_a_question(asked: Project) -> annotate.Codebook:
    """The study's codebook, revised: its frame is asked of attributed claims only, and opinions are judgements."""
    said = asked.codebook.to_dict()
    labels = [{**one, "name": "judgement" if one["name"] == "opinion" else one["name"]} for one in said["labels"]]
    asked_of = {"frame": ["attributed_claim"], "harsh": ["judgement"]}
    questions = [{**one, "labels": asked_of.get(one["name"], [])} for one in said["questions"]]
    return annotate.Codebook.from_dict({**said, "version": 2, "labels": labels, "questions": questions})


def test_a_reading_is_taken_whole_after_its_question_went_to_another_label(asked: Project) -> None:
    before = desk(opened(asked))
    asked.revise(without_a_question(asked), moves={"opinion": "judgement"})
    judge = opened(asked)
    case = next(one for one in desk(judge)["cases"] if one["what"] == ["answers"])
    (reading,) = [one for one in case["readings"] if one["tags"][0][-1]["frame"] == "money"]

    (answer,) = judge.says(**settle(*reading["tags"]))
    assert answer["kind"] == "saved"
    assert asked.tags(coder="lead")[["label", "frame", "harsh"]].values.tolist() == [["judgement", "money", True]]
    judge.says(do="undo", decision="u1", coder="lead")

    # decided before the page knew of the revision: the label is what it became; an answer of the judge's own that has
    # no place any more is kept in words
    early = next(one for one in before["cases"] if one["what"] == ["answers"])["readings"][0]["tags"][0]
    made_with = f"{before['codebook']['name']}@{before['codebook']['version']}"
    third = [*early[:-1], {"frame": "", "harsh": "False"}]
    judge.says(**settle(early, decision="d2", codebook=made_with))
    assert asked.tags(coder="lead")[["label", "codebook"]].values.tolist() == [["judgement", made_with]]
    judge.says(**settle(third, decision="d3", codebook=made_with))
    assert asked.tags(coder="lead")[["frame", "harsh"]].values.tolist() == [["", False]]
    (refused,) = judge.says(**settle([*early[:2], "judgement", *early[3:-1], {"frame": "law"}], decision="d4"))
    assert "frame" in refused["reason"]
