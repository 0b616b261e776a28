"""The messages between the page and its kernel: what each may say is known once, and nothing absurd is taken."""

import contextlib
import json
from dataclasses import MISSING, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tagger import Browser, tag

import annotate
from annotate._project.project import Project
from annotate.tagger import Tagger, protocol
from annotate.tagger._said import LONGEST
from annotate.tagger._typescript import WHERE, typescript

LONG = "x" * 10_000_000


@pytest.fixture
def browser(project: Project) -> Browser:
    return Browser(Tagger(project, coder="mj"))


@pytest.mark.slow
def test_the_types_of_the_javascript_are_what_the_protocol_says() -> None:
    assert WHERE.read_text(encoding="utf-8") == typescript(), "run: python -m annotate.tagger._typescript"


def test_a_decision_is_read_as_what_it_is() -> None:
    said = protocol.read(tag(speaker="Lee", follows="d0"))

    assert said == protocol.Decision(protocol.Tag("vote", 0, 28, "opinion", speaker="Lee"), "d1", "mj", "d0")


@pytest.mark.parametrize("kind", protocol.DEEDS)
def test_each_decision_must_say_what_has_no_default(kind: type[Any]) -> None:
    whole = {"article_id": "vote", "start": 0, "end": 28, "label": "opinion", "source": "A", "before": [], "after": [],
             "answers": {}, "kept": True}  # fmt: skip
    said = {one.name: whole[one.name] for one in fields(kind) if one.name in whole}
    assert protocol.read({**said, "do": kind.do, "decision": "d1", "coder": "mj"})

    for name in {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}:
        less = {other: value for other, value in said.items() if other != name}
        with pytest.raises(annotate.AnnotateError, match=f"must say '{name}'"):
            protocol.read({**less, "do": kind.do, "decision": "d1", "coder": "mj"})


@pytest.mark.slow
@pytest.mark.parametrize("origin", ["adjudication", "robot", "", None, True])
def test_no_page_claims_to_adjudicate(browser: Browser, project: Project, origin: Any) -> None:
    (answer,) = browser.says(**tag(origin=origin))

    assert answer["kind"] == "refused"
    assert "origin" in answer["reason"]
    assert project.tags(history=True).empty


@pytest.mark.slow
@pytest.mark.parametrize("score", [True, False, "0.5", [], float("nan"), 1.5, -1])
def test_a_score_is_a_number_from_0_to_1(browser: Browser, project: Project, score: Any) -> None:
    (answer,) = browser.says(**tag(score=score))

    assert answer["kind"] == "refused"
    assert project.tags(history=True).empty


TEXTS = {
    "the verb": {**tag(), "do": LONG},
    "its name": {**tag(), LONG: 1},
    "the id": tag(decision=LONG),
    "the coder": tag(coder=LONG),
    "what it follows": tag(follows=LONG),
    "the article": tag(article_id=LONG),
    "the label": tag(label=LONG),
    "the speaker": tag(label="attributed_claim", speaker=LONG),
    "the kind of speaker": tag(speaker_kind=LONG),
    "the note": tag(note=LONG),
    "the source": {"do": "source", "decision": "s1", "coder": "mj", "article_id": "vote", "source": LONG},
    "the start": tag(start=10**5000),
    "the passages": {
        "do": "cut",
        "decision": "c1",
        "coder": "mj",
        "article_id": "vote",
        "before": [[0, 28]],
        "after": [[0, 28]] * (LONGEST + 1),
    },
    "the language": {"do": "open", "language": LONG},
    "a list for a text": tag(article_id=["x"] * 1_000_000),
    "all of it": LONG,
}


@pytest.mark.slow
@pytest.mark.parametrize("what", TEXTS)
def test_what_is_absurdly_long_is_refused_in_a_short_sentence(browser: Browser, project: Project, what: str) -> None:
    browser.received.clear()
    browser.tagger._handle_custom_msg(TEXTS[what], [])

    (answer,) = browser.received
    assert answer["kind"] == "refused"
    assert len(json.loads(answer["json"])["reason"]) < 400
    assert project.tags(history=True).empty
    assert len(browser.tagger.article_id) < 10


def test_the_longest_note_that_is_taken_is_kept_whole(browser: Browser, project: Project) -> None:
    (answer,) = browser.says(**tag(note="é" * LONGEST))

    assert answer["kind"] == "saved"
    assert project.tags()["note"].tolist() == ["é" * LONGEST]


@pytest.mark.slow
@pytest.mark.parametrize("version", [0, protocol.PROTOCOL - 1, protocol.PROTOCOL + 1, "2", None])
@pytest.mark.parametrize("verb", ["open", "look"])
def test_a_page_of_another_version_is_told_to_reload_the_page(browser: Browser, verb: str, version: Any) -> None:
    (answer,) = browser.says(do=verb, protocol=version)

    assert (answer["kind"], answer["cause"]) == ("refused", "version")
    assert "Reload the page" in answer["reason"]


@pytest.mark.parametrize("verb", ["tag", "a verb of tomorrow"])
def test_a_decision_of_a_page_of_another_version_is_kept_by_the_page(
    browser: Browser, project: Project, verb: str
) -> None:
    (answer,) = browser.says(**{**tag(protocol=protocol.PROTOCOL + 1), "do": verb})

    assert (answer["kind"], answer["decision"], answer["cause"]) == ("unsaved", "d1", "version")
    assert project.tags().empty


def test_the_article_says_the_version_of_its_kernel(browser: Browser) -> None:
    assert browser.says(do="open")[0]["protocol"] == protocol.PROTOCOL
    assert browser.says(do="open", protocol=protocol.PROTOCOL)[0]["kind"] == "article"


def test_a_page_that_says_no_version_speaks_this_one(browser: Browser) -> None:
    assert browser.says(do="look")[0]["kind"] == "article"


ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "x", LONG, [], [None]])


@given(st.dictionaries(st.sampled_from([*tag(), "score", "origin", "before", "after", "protocol", "step"]), ANY))
def test_whatever_a_message_says_it_is_read_or_refused(said: dict[str, Any]) -> None:
    for verb in ("tag", "cut", "source", "undo", "open"):
        with contextlib.suppress(annotate.AnnotateError):
            protocol.read({**said, "do": verb})
