"""A codebook's further questions: asked of passages and of articles, answered by each coder, counted, compared."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import Browser

import annotate
from annotate._codebook import Codebook
from annotate._errors import AnnotateError, ArticleError, BalanceError, CodebookError, TagError
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._questions import Choice, Question

COUNCIL, FAIL = (0, 28), (29, 48)
QUESTIONS = """
questions:
  - {name: topic, about: article, answer: one, key: t, title: {en: Topic, fr: Sujet},
     choices: [politics, {name: economy, title: {en: Economy, fr: Économie}}]}
  - {name: tone, about: article, answer: scale, low: 1, high: 5, asked: beginning, title: {en: Tone}}
  - {name: words, about: article, answer: text, title: {en: In a word}}
  - {name: frames, answer: several, labels: [opinion], choices: [conflict, "cost, money", "yes"], title: {en: Frames}}
  - {name: sarcastic, answer: yes/no, key: w, title: {en: Sarcastic}}
  - {name: harm, answer: number, key: x, title: {en: Harm}}
"""
CODEBOOK = Codebook.from_yaml(Codebook.shipped().to_yaml() + QUESTIONS)
TOPIC, TONE, WORDS, FRAMES, SARCASTIC, HARM = CODEBOOK.questions


@pytest.fixture
def study(tmp_path: Path) -> Project:
    project = annotate.open_project(tmp_path / "asked.db", CODEBOOK)
    texts = ["The council votes on Friday. It will fail, alas.", "Bread costs more than ever."]
    project.add(pd.DataFrame({"article_id": ["vote", "bread"], "text": texts, "section": ["town", "money"]}))
    return project


def test_a_codebook_with_questions_is_written_and_read_back_equal(tmp_path: Path) -> None:
    assert Codebook.read(CODEBOOK.write(tmp_path / "mine.yaml")) == CODEBOOK
    assert "questions" not in yaml.safe_load(Codebook.shipped().to_yaml())


def test_answers_stand_in_typed_columns_after_the_contracts(study: Project) -> None:
    study.tag("vote", *COUNCIL, "opinion", coder="mj", answers={"frames": ["yes", "conflict"], "harm": "2.50"})
    study.tag("vote", *FAIL, "reported_fact", coder="mj", answers={"sarcastic": True})
    study.answer("vote", {"topic": "politics", "tone": 4}, coder="mj")

    tags = study.tags()
    assert [*tags.columns[23:]] == ["section", "topic", "tone", "words", "frames", "sarcastic", "harm"]
    assert tags["frames"].tolist() == ["conflict | yes", ""]
    assert tags["harm"].tolist()[:1] == [2.5]
    assert tags["sarcastic"].tolist()[1] is True
    assert (str(tags["sarcastic"].dtype), str(tags["tone"].dtype)) == ("boolean", "float64")
    assert study.articles().set_index("article_id").loc["vote", ["topic", "tone"]].tolist() == ["politics", 4.0]
    pd.testing.assert_frame_equal(study.tags(columns=["tone", "frames"]), tags[["tone", "frames"]])
    assert check_project(study).empty


def test_each_coder_answers_for_herself_and_a_judge_settles_it(study: Project) -> None:
    for coder, topic in (("mj", "politics"), ("ben", "economy")):
        study.tag("vote", *COUNCIL, "opinion", coder=coder)
        study.answer("vote", {"topic": topic, "tone": 2}, coder=coder)

    assert study.tags().set_index("coder")["topic"].to_dict() == {"mj": "politics", "ben": "economy"}
    assert study.articles().loc[0, ["topic", "tone"]].tolist() == ["", 2.0]

    study.answer("vote", {"topic": "economy"}, coder="lead", origin="adjudication")
    assert study.articles().loc[0, "topic"] == "economy"
    assert set(study.tags()["topic"]) == {"economy"}
    own = study.answers().query("question == 'topic' and origin == 'hand'")
    assert own.set_index("coder")["answer"].to_dict() == {"mj": "politics", "ben": "economy"}

    study.undo(coder="lead")
    assert study.articles().loc[0, "topic"] == ""


def test_an_answer_is_changed_taken_back_undone_and_done_again(study: Project) -> None:
    study.tag("vote", *COUNCIL, "opinion", coder="mj", note="so", answers={"frames": "conflict"})
    study.answer("vote", {"harm": 3, "frames": None}, coder="mj", start=0, end=28)
    assert study.tags()[["note", "frames", "harm"]].to_numpy().tolist() == [["so", "", 3.0]]

    study.undo(coder="mj")
    assert study.tags()["frames"].tolist() == ["conflict"]
    study.redo(coder="mj")
    assert study.tags()["harm"].tolist() == [3.0]
    assert len(study.tags(history=True)) == 4


@pytest.mark.slow
@pytest.mark.parametrize("format", ["csv", "doccano", "xlsx", "refi_qda"])
def test_answers_come_back_from_every_file(study: Project, tmp_path: Path, format: str) -> None:  # noqa: A002
    study.tag("vote", *COUNCIL, "opinion", coder="mj", answers={"frames": ["cost, money", "yes"], "harm": -1})
    study.tag("vote", *FAIL, "opinion", coder="ben", answers={"sarcastic": False})
    study.answer("vote", {"tone": 5, "words": "=1+1"}, coder="ben")
    tags, path = study.tags(), tmp_path / "file"

    if format == "csv":
        annotate.write_csv(tags, path)
        found = annotate.read_csv(path)
    else:
        annotate.write_format(tags, path, format, articles=study.articles())
        found = annotate.read_format(path, format)

    assert found.equals(tags)
    other = annotate.open_project(tmp_path / "other.db", CODEBOOK)
    other.add(study.articles()[["article_id", "text", "section"]])
    assert set(other.add_tags(found)["outcome"]) == {"added"}
    names = ["coder", "frames", "sarcastic", "harm"]
    pd.testing.assert_frame_equal(other.tags()[names], tags[names])
    assert set(other.add_answers(study.answers())["outcome"]) <= {"added", "already there"}
    assert other.answers().equals(study.answers())
    assert other.tags().equals(tags)


def test_groups_are_made_by_answers(study: Project) -> None:
    for coder in ("mj", "ben"):
        study.tag("vote", *COUNCIL, "opinion", coder=coder, answers={"frames": "conflict"})
        study.tag("bread", 0, 27, "reported_fact", coder=coder)
        study.answer("vote", {"topic": "politics"}, coder=coder)
        study.answer("bread", {"topic": "economy"}, coder=coder)

    table = annotate.balance(study, by="topic")
    assert table.query("share == 1")[["topic", "label"]].to_numpy().tolist() == [
        ["economy", "reported_fact"], ["politics", "opinion"],
    ]  # fmt: skip
    assert table.query("topic == 'politics'")["untagged"].unique().tolist() == [1]
    assert set(annotate.balance(study.tags(), by="frames")["frames"]) == {"", "conflict"}


def test_agreement_goes_by_the_answers_scale(study: Project) -> None:
    given_by = {"mj": (1, "politics", "1"), "ben": (2, "economy", "2")}
    for coder, (tone, topic, harm) in given_by.items():
        study.answer("vote", {"tone": tone, "topic": topic}, coder=coder)
        study.answer("bread", {"tone": 5, "topic": "economy"}, coder=coder)
        study.tag("vote", *COUNCIL, "opinion", coder=coder, answers={"frames": ["conflict"], "harm": harm})
        study.tag("vote", *FAIL, "opinion", coder=coder, answers={"frames": ["yes"] * (coder == "mj"), "harm": "10"})

    def alpha(question: str, units: list[list[float]], level: str) -> None:
        krippendorff = pytest.importorskip("krippendorff")
        expected = krippendorff.alpha(list(zip(*units, strict=True)), level_of_measurement=level)
        found = annotate.agreement(study.answers(), question=question)["value"].iloc[0]
        assert found == pytest.approx(expected)

    alpha("tone", [[1, 2], [5, 5]], "ordinal")
    alpha("topic", [[0, 1], [1, 1]], "nominal")
    alpha("harm", [[1, 2], [10, 10]], "interval")
    by_choice = annotate.agreement(study.tags(), question="frames")
    assert by_choice["group"].tolist() == ["conflict", "cost, money", "yes"]
    with pytest.raises(BalanceError, match=r"pass project\.answers"):
        annotate.agreement(study.tags(), question="tone")
    with pytest.raises(BalanceError, match="it asks topic, tone"):
        annotate.agreement(study.answers(), question="mood")


WRONG = {
    "{name: label, answer: text, key: z, title: {en: X}}": "has a name that means something else",
    "{name: a, answer: text, key: z, title: {en: X}}, {name: A, answer: text, key: y, title: {en: X}}": "stands twice",
    "{name: a, answer: maybe, key: z, title: {en: X}}": "it must be one of yes/no, one",
    "{name: a, answer: one, key: z, title: {en: X}}": "needs choices",
    "{name: a, answer: one, key: z, title: {en: X}, choices: [yes, no]}": "must be a word in quotes",
    "{name: a, answer: text, key: z, title: {en: X}, choices: [b]}": "has choices",
    "{name: a, answer: scale, low: 5, high: 1, key: z, title: {en: X}}": "a scale has 2 to 20 steps",
    "{name: a, answer: text, title: {en: X}}": "is never asked",
    "{name: a, answer: text, key: '1', title: {en: X}}": "which is that of the label 'opinion'",
    "{name: a, answer: text, labels: [nothing], title: {en: X}}": "none of the codebook's",
    "{name: a, about: article, labels: [opinion], answer: text, title: {en: X}}": "goes with no labels",
    "{name: a, about: article, asked: label, answer: text, title: {en: X}}": "one of beginning, end, never",
    "{name: a, answer: text, key: z}": "This is not a codebook",
    "7": "This is not a codebook",
}


@pytest.mark.parametrize("questions", WRONG)
def test_a_question_that_cannot_be_asked_is_refused(questions: str) -> None:
    with pytest.raises(CodebookError, match=WRONG[questions]):
        Codebook.from_yaml(f"{Codebook.shipped().to_yaml()}questions: [{questions}]")


def test_what_is_no_answer_is_refused_and_nothing_is_changed(study: Project) -> None:
    study.tag("vote", *FAIL, "reported_fact", coder="mj")
    before = study.tags(history=True), study.answers()

    for article, answers, words in (
        ("vote", {"topic": "sport"}, "must be one of politics, economy"),
        ("vote", {"tone": 6}, "a whole number from 1 to 5"),
        ("vote", {"tone": True}, "a whole number"),
        ("vote", {"frames": "conflict"}, "no question that the codebook asks of an article"),
        ("vote", {}, "holds none"),
        ("nowhere", {"tone": 1}, "no article 'nowhere'"),
    ):
        with pytest.raises(AnnotateError, match=words):
            study.answer(article, answers, coder="mj")
    with pytest.raises(TagError, match="has no tag on 0–28"):
        study.answer("vote", {"harm": 1}, coder="mj", start=0, end=28)
    with pytest.raises(TagError, match="goes with 'opinion' only"):
        study.tag("vote", *FAIL, "reported_fact", coder="mj", answers={"frames": "conflict"})
    with pytest.raises(ArticleError, match="is a question of the study's codebook"):
        study.correct("vote", topic="sport")
    with pytest.raises(ArticleError, match="is a question"):
        study.add(pd.DataFrame({"article_id": ["more"], "text": ["More."], "tone": [3]}))

    assert study.tags(history=True).equals(before[0])
    assert study.answers().equals(before[1])


def without(which: str, **changed: object) -> Codebook:
    kept = tuple(replace(one, **changed) if one.name == which else one for one in CODEBOOK.questions)  # type: ignore[arg-type]
    return replace(CODEBOOK, version=2, questions=kept if changed else tuple(one for one in kept if one.name != which))


def test_a_revision_adds_and_retires_questions_and_loses_no_answer(study: Project) -> None:
    study.answer("vote", {"topic": "politics"}, coder="mj")
    study.tag("vote", *COUNCIL, "opinion", coder="mj", answers={"harm": 1})
    before = study.tags()

    for codebook, words in (
        (without("topic"), "keep it with `asked: never`"),
        (without("topic", choices=(Choice("economy", {"en": "Economy"}),)), "answered 'politics'"),
        (without("harm", about="article", asked="end"), "about an article in media_bias@2"),
        (without("tone", name="section"), "a column that the study's articles have"),
    ):
        with pytest.raises(CodebookError, match=words):
            study.revise(codebook)
    assert study.tags().equals(before)

    study.revise(without("topic", asked="never"), coder="mj")
    assert study.codebook.diff(CODEBOOK).to_numpy().tolist() == [["topic", "asked", "never", "end"]]
    pd.testing.assert_frame_equal(study.tags(), before)
    study.undo(coder="mj")
    study.revise(without("words"), coder="mj")
    assert "words" not in study.tags().columns
    study.undo(coder="mj")
    assert study.tags().equals(before)


def test_a_revision_is_not_undone_over_answers_to_what_it_asked(study: Project) -> None:
    mood = Question("mood", "text", {"en": "Mood"}, key="z", asked="label")
    study.revise(replace(CODEBOOK, version=2, questions=(*CODEBOOK.questions, mood)), coder="lead")
    study.tag("vote", *COUNCIL, "opinion", coder="mj", answers={"mood": "sour"})

    with pytest.raises(TagError, match="somebody has since answered 'mood'"):
        study.undo(coder="lead")
    assert study.tags()["mood"].tolist() == ["sour"]


def test_what_was_withdrawn_under_an_earlier_codebook_is_not_brought_back_into_a_later_one(study: Project) -> None:
    study.tag("vote", *COUNCIL, "opinion", coder="mj", answers={"harm": 1})
    study.untag("vote", *COUNCIL, coder="mj")
    study.revise(without("harm"))

    with pytest.raises(TagError, match="has been revised since, and media_bias@2 has no 'harm'"):
        study.undo(coder="mj")
    assert study.tags().empty


def test_answers_of_a_page_with_the_old_version_are_never_lost(study: Project) -> None:
    study.revise(without("frames", choices=(Choice("yes", {"en": "Yes"}),)))

    answers = {"frames": "conflict", "harm": 2}
    study.tag("vote", *COUNCIL, "opinion", coder="mj", note="why", answers=answers, codebook="media_bias@1")

    found = study.tags().iloc[0]
    assert (found["note"], found["frames"], found["harm"]) == ("why · frames: conflict (media_bias@1)", "", 2.0)


def test_what_a_page_says_of_an_article_is_kept_where_a_revision_has_just_taken_out_its_question(
    study: Project,
) -> None:
    browser = Browser(annotate.Tagger(study, coder="mj", article_id="vote"))
    study.revise(without("topic"), coder="lead")

    said = {"do": "answer", "coder": "mj", "article_id": "vote", "codebook": "media_bias@1"}
    answers = browser.says(**said, decision="d1", answers={"topic": "politics", "tone": "4"})

    assert [one["kind"] for one in answers] == ["saved", "refused"]
    assert "topic: politics (media_bias@1)" in answers[1]["reason"]
    rows = study.answers().query("coder == 'mj'")
    assert rows[["question", "answer", "origin"]].values.tolist() == [
        ["tone", "4", "hand"],
        ["topic", "politics", "unasked"],
    ]
    assert study.articles()["tone"].iloc[0] == 4
    study.undo(coder="mj")
    assert study.answers().empty


kept = st.one_of(
    st.tuples(st.just(SARCASTIC), st.booleans()),
    st.tuples(st.just(TONE), st.integers(1, 5)),
    st.tuples(st.just(HARM), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just(WORDS), st.text().map(str.strip).filter(bool)),
    st.tuples(st.just(FRAMES), st.lists(st.sampled_from(FRAMES.names), min_size=1)),
    st.tuples(st.just(TOPIC), st.sampled_from(TOPIC.names)),
)


@given(kept)
def test_an_answer_read_again_is_itself(answered: tuple[Question, object]) -> None:
    question, value = answered
    written = question.read(value)

    assert question.read(written) == written
    assert question.takes(written)
