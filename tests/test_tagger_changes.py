"""What travels after an undo: what changed since the page was told of its article, and nothing is lost by it."""

import itertools
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import annotate
from annotate._project.project import Project
from annotate.tagger import Tagger
from annotate.tagger._watch import Watch
from tests.examples import CASES
from tests.test_tagger import Browser, tag

NUMBERS = itertools.count()
FOLLOW = Path(__file__).parent / "js" / "follow.mjs"
LONG_ENOUGH = 20_000
"""Milliseconds in which a page asks again for whatever it misses."""


class Page:
    """The page's own JavaScript, without a browser."""

    def __init__(self) -> None:
        node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
        self._process = subprocess.Popen(
            [node, "--no-warnings", str(FOLLOW)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.shows: Any = None

    def does(self, what: str, more: Any = None) -> list[dict[str, Any]]:
        """Let something happen to the page; return what it sends."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, more]) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        self.shows = said["shown"]
        return list(said["sent"])

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    page = Page()
    yield page
    page.close()


class Wire:
    """Carries messages between a page and its kernel, and may lose what tells of the article."""

    def __init__(self, page: Page, tagger: Tagger) -> None:
        self.page = page
        self.tagger = tagger
        self.told: list[dict[str, Any]] = []
        self._watch = Watch(tagger._project)  # one without a thread: it looks when it is told to
        self._watch._watchers.add(tagger)
        tagger.send = lambda message, buffers=None: self.told.append(message)

    def happens(self, what: str, more: Any = None, *, loses: Iterator[bool] | None = None) -> None:
        self._carries(self.page.does(what, more), loses)

    def decides(self, loses: Iterator[bool] | None = None, **deed: Any) -> None:
        self.happens("decide", {"article_id": "vote", **deed}, loses=loses)

    def decided_elsewhere(self, source: str, start: int, *, loses: Iterator[bool] | None = None) -> None:
        """Carry what the kernel tells of a decision that another tab made."""
        project = self.tagger._project
        project.set_source("vote", source, coder=self.tagger.coder, start=start)
        self._watch.look(project)
        self._carries([], loses)

    def _carries(self, sent: list[dict[str, Any]], loses: Iterator[bool] | None) -> None:
        while sent or self.told:
            for message in sent:
                self.tagger._handle_custom_msg(message, [])
            sent = []
            while self.told:
                message = self.told.pop(0)
                is_of_it = message["kind"] in ("article", "change")
                if not (is_of_it and loses and next(loses)):
                    sent += self.page.does("hear", message)


SPANS = [(39 * nth, 39 * nth + 38) for nth in range(6)]


def deeds() -> st.SearchStrategy[dict[str, Any]]:
    """Whatever a coder may decide; what the kernel refuses, too."""
    spans = st.sampled_from(SPANS).map(lambda span: {"start": span[0], "end": span[1]})
    labels = st.sampled_from([*["opinion", "reported_fact", "attributed_claim"] * 3, "no label"])
    more = st.sampled_from([{}, {"speaker": "the mayor"}, {"unsure": True}, {"note": "\ud800 …"}])
    pairs = st.integers(0, len(SPANS) - 2).map(lambda nth: SPANS[nth : nth + 2])
    names = st.sampled_from(["The Courier", "Le Phare"])
    back = st.sampled_from([{"do": "undo"}, {"do": "undo"}, {"do": "redo"}])
    return st.one_of(
        st.builds(lambda at, label, said: {"do": "tag", **at, "label": label, **said}, spans, labels, more),
        spans.map(lambda at: {"do": "untag", **at}),
        pairs.map(lambda two: {"do": "cut", "before": two, "after": [[two[0][0], two[1][1]]]}),
        pairs.map(lambda two: {"do": "cut", "before": [[two[0][0], two[1][1]]], "after": two}),
        st.builds(
            lambda at, name: {"do": "source", "start": at["start"], "source": name}, spans, st.sampled_from("AB")
        ),
        st.builds(lambda at, kept: {"do": "keep_example", **at, "kept": kept}, spans, st.booleans()),
        back,
        back,
        st.builds(lambda at, name: {"do": "elsewhere", "start": at["start"], "source": name}, spans, names),
    )


@pytest.fixture(scope="module")
def short(tmp_path_factory) -> Iterator[Project]:
    """A project with an article of six passages."""
    with annotate.open_project(tmp_path_factory.mktemp("short") / "study.db") as project:
        text = "\n".join(f"The council of town {nth} votes on Friday." for nth in range(6))
        project.add(pd.DataFrame({"article_id": ["vote"], "language": "en", "text": [text]}))
        passages = project.passages()
        assert list(zip(passages["start"], passages["end"], strict=True)) == SPANS
        yield project


@pytest.mark.slow
@settings(max_examples=max(4, CASES // 5))
@given(data=st.data())
def test_whatever_is_lost_on_the_way_the_page_shows_what_stands(
    short: Project, page: Page, data: st.DataObject
) -> None:
    wire = Wire(page, Tagger(short, coder=f"coder {next(NUMBERS)}", suggest=False))
    wire.happens("begin")
    loses = itertools.cycle(data.draw(st.lists(st.sampled_from([False, False, True]), min_size=1, max_size=20)))
    for deed in data.draw(st.lists(deeds(), min_size=2, max_size=8)):
        if deed["do"] == "elsewhere":
            wire.decided_elsewhere(deed["source"], deed["start"], loses=loses)
        else:
            wire.decides(loses, **deed)

    wire.decided_elsewhere(f"Paper {next(NUMBERS)}", 0)  # what is told last arrives
    wire.happens("wait", LONG_ENOUGH)
    followed = page.shows
    wire.happens("begin")

    assert followed == page.shows
    assert followed["sources"][0][1].startswith("Paper")


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Iterator[Project]:
    """A project with an article of two thousand passages."""
    with annotate.open_project(tmp_path_factory.mktemp("long") / "study.db") as project:
        text = "\n".join(f"The council of town {nth} votes on Friday." for nth in range(2_000))
        project.add(pd.DataFrame({"article_id": ["vote"], "language": "en", "text": [text]}))
        yield project


@pytest.mark.slow
def test_an_undo_in_a_long_article_sends_what_changed_and_not_the_article(long: Project) -> None:
    browser = Browser(Tagger(long, coder="mj", suggest=False))
    (opened,) = browser.says(do="open")
    assert len(opened["page"]["passages"]) == 2_000
    spans = [row[:2] for row in opened["page"]["passages"][1_000:1_003]]
    for nth, (start, end) in enumerate(spans):
        browser.says(**tag(decision=f"d{nth}", start=start, end=end))

    browser.says(do="undo", decision="first", coder="mj")
    assert sum(len(json.dumps(message)) for message in browser.received) < 1_500  # the two tags since it was opened
    for nth, step in enumerate(["undo", "redo"]):
        browser.says(do=step, decision=f"next {nth}", coder="mj")
        assert sum(len(json.dumps(message)) for message in browser.received) < 1_000


def test_another_article_or_coder_comes_whole(project: Project) -> None:
    browser = Browser(Tagger(project, coder="mj"))
    browser.says(do="open")
    browser.says(**tag())

    assert [answer["kind"] for answer in browser.says(do="undo", decision="u1", coder="mj")] == ["saved", "change"]
    browser.tagger.coder = "ab"
    assert browser.waits_for("article")["page"]["coder"] == "ab"
    browser.says(**tag(decision="d2", coder="ab"))
    browser.tagger.select("flood")
    (_, answer) = browser.says(do="undo", decision="u2", coder="ab")
    assert answer["page"]["article_id"] == "vote"
    assert answer["page"]["text"]
