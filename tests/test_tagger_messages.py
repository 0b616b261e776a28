"""Messages to the tagger that nobody's page would send, or that come at the wrong moment: none does harm."""

import ast
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import LATER, Browser, tag

import annotate
from annotate._errors import ProjectError
from annotate._project import database, store, study_file
from annotate._project.project import Project
from annotate._wording import Wording, languages
from annotate.tagger import Tagger
from tests.examples import FEWER

CUT = {"do": "cut", "decision": "c1", "coder": "mj", "article_id": "vote"}
SOURCE = {"do": "source", "decision": "s1", "coder": "mj", "article_id": "vote", "source": "The mayor"}

FORGED: dict[str, Any] = {
    "nothing": None,
    "a text": "tag",
    "a list": [tag()],
    "an empty message": {},
    "a verb that is a list": {**tag(), "do": ["tag"]},
    "a private name for a verb": {**tag(), "do": "_decide"},
    "a decision that is a number": tag(decision=7),
    "a decision that is empty": tag(decision=""),
    "a coder who is a list": tag(coder=["mj"]),
    "a coder who is nobody": tag(coder=""),
    "an article that is a number": tag(article_id=1),
    "an article that is a list": tag(article_id=["vote"]),
    "a start that is nothing": tag(start=None),
    "a start that is true": tag(start=True, end=28),
    "a start that is no number": tag(start=float("nan")),
    "an end without end": tag(end=float("inf")),
    "an end too large for a database": tag(end=2**70),
    "a start that is a list": tag(start=[0]),
    "an empty span": tag(start=5, end=5),
    "a label of another case": tag(label="Opinion"),
    "a label that is nothing": tag(label=None),
    "a label that is empty": tag(label=""),
    "an origin nobody knows": tag(origin="robot"),
    "a kind of speaker nobody knows": tag(label="attributed_claim", speaker="A", speaker_kind="robot"),
    "a note that is a list": tag(note=["x"]),
    "evaluative as a text": tag(evaluative="no"),
    "unsure as a number": tag(unsure=3),
    "a time of its own": tag(tagged_at="2000-01-01T00:00:00Z"),
    "a project of its own": tag(project="other.db"),
    "an untagging of what has no place": {**tag(), "do": "untag", "start": 3, "end": 2},
    "an undoing that says too much": {"do": "undo", "decision": "u1", "coder": "mj", "seq": 1},
    "a cut without its parts": CUT,
    "a cut of texts": {**CUT, "before": ["0-28"], "after": ["0-10"]},
    "a cut into parts that overlap": {**CUT, "before": [[0, 28]], "after": [[0, 20], [10, 28]]},
    "a cut into parts out of order": {**CUT, "before": [[0, 28]], "after": [[11, 28], [0, 10]]},
    "a cut into parts that reach out": {**CUT, "before": [[0, 28]], "after": [[0, 10], [11, 29]]},
    "a cut of a passage that is not there": {**CUT, "before": [[1, 28]], "after": [[1, 10], [11, 28]]},
    "a cut at a fraction": {**CUT, "before": [[0, 28]], "after": [[0, 10.5], [11, 28]]},
    "a cut of triples": {**CUT, "before": [[0, 28, 1]], "after": [[0, 28]]},
    "a source that is a number": {**SOURCE, "source": 5},
    "a source from before the text": {**SOURCE, "start": -5},
    "a source from after the text": {**SOURCE, "start": 10**6},
    "a source backwards": {**SOURCE, "start": 20, "end": 10},
    "a source of another article": {**SOURCE, "article_id": "nope"},
    "a step that is a text": {"do": "open", "step": "on"},
    "a step that is a list": {"do": "open", "step": [1]},
}


@pytest.fixture
def browser(project: Project) -> Browser:
    return Browser(Tagger(project, coder="mj"))


def written(project: Project) -> tuple[int, list[str], list[tuple[int, int]]]:
    passages = project.passages("mj")
    spans = list(zip(passages["start"], passages["end"], strict=True))
    return len(project.tags(history=True)), passages["source"].tolist(), spans


@pytest.mark.slow
@pytest.mark.parametrize("what", FORGED)
def test_a_forged_message_is_refused_with_a_reason_and_nothing_is_written(
    browser: Browser, project: Project, what: str
) -> None:
    before = written(project)

    answers = send(browser, FORGED[what])

    assert [answer["kind"] for answer in answers] == ["refused"]
    assert len(answers[0]["reason"]) > 20
    assert written(project) == before
    assert browser.says(**tag(decision="d2"))[0]["kind"] == "saved", "the tagger works on"


def send(browser: Browser, message: Any) -> list[dict[str, Any]]:
    browser.received.clear()
    browser.tagger._handle_custom_msg(message, [])
    return [answer for answer in browser.opened() if answer["kind"] not in LATER]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
WORDS = ["do", "decision", "coder", "article_id", "start", "end", "label", "before", "after", "source", "step", "note"]


@pytest.mark.slow
@FEWER
@given(st.sampled_from(WORDS), ANYTHING, st.sampled_from([tag(), CUT, SOURCE]))
def test_no_word_of_a_message_can_stop_the_tagger(word: str, value: Any, message: dict[str, Any]) -> None:
    with annotate.open_project("sqlite://") as project:
        project.add(vote())
        browser = Browser(Tagger(project, coder="mj"))

        answers = send(browser, {**message, word: value})

        assert answers
        assert {answer["kind"] for answer in answers} <= {"refused", "saved", "article"}
        assert browser.says(**tag(decision="d2"))[0]["kind"] in ("saved", "refused")


def vote() -> pd.DataFrame:
    return pd.DataFrame({"article_id": ["vote"], "text": ["The council votes on Friday. It will fail, alas."]})


def test_another_decision_under_an_id_that_was_used_changes_nothing(browser: Browser, project: Project) -> None:
    browser.says(**tag())

    (answer,) = browser.says(**tag(label="reported_fact"))

    assert answer == {"kind": "saved", "decision": "d1"}
    assert project.tags()["label"].tolist() == ["opinion"]


def test_what_comes_again_late_does_not_undo_what_came_since(browser: Browser, project: Project) -> None:
    browser.says(**tag())
    browser.says(**tag(decision="d2", label="reported_fact"))
    browser.says(do="undo", decision="u1", coder="mj")

    for message in (tag(decision="d2", label="reported_fact"), tag()):
        browser.says(**message)

    assert project.tags()["label"].tolist() == ["opinion"]
    assert len(project.tags(history=True)) == 3


def test_a_tag_on_a_part_of_a_passage_that_was_merged_and_tagged_since_is_refused(
    browser: Browser, project: Project
) -> None:
    browser.says(**CUT, before=[[0, 28], [29, 48]], after=[[0, 48]])
    browser.says(**tag(decision="d2", end=48))

    (answer,) = browser.says(**tag())

    assert answer["kind"] == "refused"
    assert project.tags()["end"].tolist() == [48]


def test_a_decision_for_another_article_than_the_one_shown_is_written_there(browser: Browser, project: Project) -> None:
    (answer,) = browser.says(**tag(article_id="flood", end=12))

    assert answer["kind"] == "saved"
    assert project.tags()["article_id"].tolist() == ["flood"]
    assert browser.tagger.article_id == "vote"


# A database in trouble: the page is told why, and sends again -------------------------------------------------


def pragma(project: Project, setting: str) -> None:
    """Set the one connection that the project has."""
    with project._store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {setting}")


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_full_disk_is_said_and_when_there_is_room_the_decisions_are_written(
    browser: Browser, project: Project
) -> None:
    pragma(project, "max_page_count=1")  # no page more than it has
    waiting = [tag(decision=f"d{nth}", note=f"{nth} " + "x" * 60_000) for nth in range(3)]
    answers = [browser.says(**message)[0] for message in waiting]
    assert [answer["kind"] for answer in answers] == ["unsaved"] * 3
    assert "is full: make room" in answers[0]["reason"]
    assert project.tags(history=True).empty

    pragma(project, "max_page_count=1000000")

    assert [browser.says(**message)[0]["kind"] for message in waiting] == ["saved"] * 3
    assert project.tags()["note"].str[:1].tolist() == ["2"]


@pytest.mark.usefixtures("on_disk")
def test_a_locked_project_is_said_and_afterwards_the_decision_is_written(browser: Browser, project: Project) -> None:
    pragma(project, "busy_timeout=50")
    other = sqlite3.connect(project.where, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (answer,) = browser.says(**tag())
    assert answer["kind"] == "unsaved"
    assert "Another program is writing" in answer["reason"]

    other.execute("ROLLBACK")
    other.close()

    assert browser.says(**tag())[0]["kind"] == "saved"
    assert project.tags()["label"].tolist() == ["opinion"]


@pytest.mark.usefixtures("on_disk")
def test_a_project_that_can_only_be_read_is_shown_and_says_why_it_does_not_save(project: Project) -> None:
    where = Path(project.where)
    with annotate.open_project(f"sqlite:///file:{where}?mode=ro&uri=true") as frozen:
        browser = Browser(Tagger(frozen, coder="mj"))
        assert browser.says(do="open")[0]["page"]["article_id"] == "vote"
        (answer,) = browser.says(**tag())
    assert answer["kind"] == "unsaved"
    assert "can only be read" in answer["reason"]

    assert Browser(Tagger(project, coder="mj")).says(**tag())[0]["kind"] == "saved"


@pytest.mark.usefixtures("on_disk")
def test_a_later_decision_never_overtakes_one_that_could_not_be_written(browser: Browser, project: Project) -> None:
    """Else the earlier one, sent again, would win over what was decided last."""
    first, last = tag(decision="d1"), tag(decision="d2", label="reported_fact", follows="d1")
    pragma(project, "query_only=ON")
    assert browser.says(**first)[0]["kind"] == "unsaved"
    pragma(project, "query_only=OFF")

    (answer,) = browser.says(**last)
    assert (answer["kind"], answer["decision"]) == ("unsaved", "d2")
    assert project.tags().empty

    for message in (first, last):  # the page sends all that waits, in order
        assert browser.says(**message)[0]["kind"] == "saved"
    assert project.tags()["label"].tolist() == ["reported_fact"]


def test_a_decision_goes_on_where_the_one_before_it_was_refused(browser: Browser, project: Project) -> None:
    browser.says(**tag(label="nonsense"))

    assert browser.says(**tag(decision="d2", follows="d1"))[0]["kind"] == "saved"


@pytest.mark.usefixtures("on_disk")
def test_a_cut_too_waits_for_what_it_follows(browser: Browser, project: Project) -> None:
    pragma(project, "query_only=ON")
    browser.says(**tag())
    pragma(project, "query_only=OFF")
    cut = {**CUT, "before": [[0, 28]], "after": [[0, 3], [4, 28]], "follows": "d1"}
    assert browser.says(**cut)[0]["kind"] == "unsaved"

    for message in (tag(), cut):
        assert browser.says(**message)[0]["kind"] == "saved"

    assert project.tags().empty
    assert project.passages("mj")["end"].tolist()[:2] == [3, 28]


def causes_said(module: ModuleType, *functions: str) -> set[str]:
    """Return the causes that a module's errors of the project name; "" for one that names none."""
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    within = [node for node in ast.walk(tree) if getattr(node, "name", "") in functions] if functions else [tree]
    calls = [node for one in within for node in ast.walk(one) if isinstance(node, ast.Call)]
    errors = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "ProjectError"]
    causes = [call.args[1] if len(call.args) > 1 else ast.Constant("") for call in errors]
    return {one.value for one in causes if isinstance(one, ast.Constant)}


def test_every_trouble_of_a_database_has_its_sentence_on_the_page_in_each_language() -> None:
    """What can keep a decision from an open study: a code of the database, or what the store itself says."""
    own = causes_said(store) | causes_said(study_file) | causes_said(database, "_file_url")
    assert own >= {"gone", "emptied", "another", "replaced", "newer", "not a database"}
    troubles = {*database._SQLITE.values(), *database._POSTGRESQL.values(), *own}

    for language in languages():
        texts = Wording(language).room("tagger")
        assert {f"why_{one.replace(' ', '_')}" for one in troubles} <= set(texts)


def test_a_name_too_long_for_a_server_is_refused_for_good(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise ProjectError("so long a name", "too long")

    with monkeypatch.context() as patched:
        patched.setattr(Project, "tag", refuse)
        assert browser.says(**tag())[0]["kind"] == "refused"

    assert browser.says(**tag(decision="d2", follows="d1"))[0]["kind"] == "saved", "nothing waits for it"
