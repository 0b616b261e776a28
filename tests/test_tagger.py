"""The tagger's kernel side: what a message does, and what it is answered."""

import json
from typing import Any

import pytest

import annotate
from annotate.project import Project
from annotate.tagger import Tagger


class Browser:
    """Stands in for the page: sends messages up, keeps those that come down."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger
        self.received: list[dict[str, Any]] = []
        tagger.send = lambda message, buffers=None: self.received.append(message)

    def says(self, **message: Any) -> list[dict[str, Any]]:
        """Send one message; give what came back, opened."""
        self.received.clear()
        self.tagger._handle_custom_msg(message, [])
        return [{**answer, **json.loads(answer.get("json", "{}"))} for answer in self.received]


@pytest.fixture
def browser(project: Project) -> Browser:
    return Browser(Tagger(project, coder="mj"))


def tag(**more: Any) -> dict[str, Any]:
    return {
        "do": "tag",
        "decision": "d1",
        "coder": "mj",
        "article_id": "vote",
        "start": 0,
        "end": 28,
        "label": "opinion",
        **more,
    }


def test_the_tagger_opens_on_the_first_article(browser: Browser) -> None:
    (answer,) = browser.says(do="open")

    assert answer["kind"] == "article"
    assert answer["page"]["article_id"] == "vote"
    assert [label["key"] for label in answer["page"]["codebook"]["labels"]] == ["1", "2", "3", "0"]


def test_only_the_current_article_travels(browser: Browser) -> None:
    (answer,) = browser.says(do="open")

    assert "préfète" not in json.dumps(answer, ensure_ascii=False)


def test_an_acknowledged_tag_is_on_disk(browser: Browser, project: Project) -> None:
    (answer,) = browser.says(**tag())

    assert answer == {"kind": "saved", "decision": "d1"}
    with annotate.open_project(project.where) as other:
        assert other.tags()["label"].tolist() == ["opinion"]


def test_a_decision_costs_few_bytes_up_and_down(browser: Browser) -> None:
    message = tag(
        decision="mjk3x9zq0abcd1f", label="attributed_claim", speaker="Karoline Leavitt", speaker_kind="named"
    )

    answers = browser.says(**message)

    assert len(json.dumps(message)) <= 250
    assert sum(len(json.dumps(answer)) for answer in answers) <= 150


def test_a_decision_replayed_is_acknowledged_and_kept_once(browser: Browser, project: Project) -> None:
    for _ in range(3):
        assert browser.says(**tag())[0]["kind"] == "saved"

    assert len(project.tags(history=True)) == 1


FORGED = {
    "an unknown verb": {"do": "drop", "decision": "d1", "coder": "mj"},
    "no id": {**tag(), "decision": None},
    "another coder": tag(coder="ab"),
    "an unknown label": tag(label="fact"),
    "a negative start": tag(start=-1),
    "offsets reversed": tag(start=28, end=0),
    "a fraction": tag(end=27.5),
    "past the end": tag(end=10**9),
    "another article": tag(article_id="nope"),
    "offsets as text": tag(start="0"),
    "a label as a list": tag(label=["opinion"]),
    "a speaker as a number": tag(label="attributed_claim", speaker=7),
    "a word that does not belong": tag(codebook="mine@1"),
    "no label": {name: value for name, value in tag().items() if name != "label"},
    "a cut of nothing": {"do": "cut", "decision": "d1", "coder": "mj", "article_id": "vote", "before": [], "after": []},
    "a cut that is no list": {
        "do": "cut",
        "decision": "d1",
        "coder": "mj",
        "article_id": "vote",
        "before": 7,
        "after": 8,
    },
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_message_is_refused_with_a_reason_and_nothing_is_written(
    browser: Browser, project: Project, what: str
) -> None:
    (answer,) = browser.says(**FORGED[what])

    assert answer["kind"] == "refused"
    assert len(answer["reason"]) > 20
    assert project.tags(history=True).empty


def test_a_database_in_trouble_is_not_a_refusal(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, project: Project
) -> None:
    def full(*_: object, **__: object) -> None:
        raise annotate.errors.ProjectError("The disk is full: make room, then try again.")

    monkeypatch.setattr(project, "tag", full)

    (answer,) = browser.says(**tag())

    assert (answer["kind"], answer["decision"]) == ("unsaved", "d1")
    assert "disk is full" in answer["reason"]


def test_undo_shows_the_article_that_it_changed(browser: Browser, project: Project) -> None:
    browser.says(**tag())
    browser.tagger.select("flood")

    answers = browser.says(do="undo", decision="u1", coder="mj")

    assert [answer["kind"] for answer in answers] == ["saved", "article"]
    assert browser.tagger.article_id == "vote"
    assert project.tags().empty


def test_articles_are_walked_and_the_ends_stay(browser: Browser) -> None:
    walked = [browser.says(do="open", step=step)[-1]["page"]["article_id"] for step in (1, 1, -1, -1)]

    assert walked == ["flood", "flood", "vote", "vote"]


def test_counts_follow_each_decision(browser: Browser) -> None:
    seen: list[dict[str, int]] = []
    browser.tagger.observe(lambda change: seen.append(change["new"]), names=["counts"])

    browser.says(**tag())

    assert seen[-1]["opinion"] == 1
    assert seen[-1]["untagged"] == 2


def test_another_coder_sees_their_own_tags(browser: Browser) -> None:
    browser.says(**tag())

    browser.tagger.coder = "ab"

    assert browser.received[-1]["kind"] == "article"
    assert json.loads(browser.received[-1]["json"])["page"]["tags"] == []


def test_selecting_an_article_that_is_not_there_keeps_the_one_shown(browser: Browser) -> None:
    with pytest.raises(annotate.AnnotateError, match="no article 'nope'"):
        browser.tagger.select("nope")

    assert browser.tagger.article_id == "vote"


def test_a_coder_goes_on_where_they_last_worked(project: Project) -> None:
    project.tag("flood", 0, 12, "opinion", coder="mj")

    assert Tagger(project, coder="mj").article_id == "flood"
    assert Tagger(project, coder="ab").article_id == "vote"


def test_lone_surrogates_pass_through_messages(browser: Browser, project: Project) -> None:
    browser.says(**tag(label="attributed_claim", speaker="\ud800", note="\udfff"))

    (answer,) = browser.says(do="open")

    json.dumps(browser.received).encode("ascii")
    assert answer["page"]["tags"][0][2]["speaker"] == "\ud800"


def test_an_empty_project_opens_too(tmp_path) -> None:
    with annotate.open_project(tmp_path / "new.db") as project:
        (answer,) = Browser(Tagger(project, coder="mj")).says(do="open")

    assert answer["page"]["article_id"] == ""
