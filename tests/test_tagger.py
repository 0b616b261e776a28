"""The tagger's kernel side: what a message does, and what it is answered."""

import json
import re
import sqlite3
import threading
import time
from html.parser import HTMLParser
from typing import Any

import ipywidgets as widgets
import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._project.project import Project
from annotate._suggestions.measured.blind import blind_slice
from annotate.tagger import Tagger, _boxed
from annotate.tagger._proposals import PROPOSAL_WORDS
from annotate.tagger._watch import watch_of
from tests.examples import FEWER

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>",
    '<p id="MathJax">',
    "$x^2$ and $$y$$",
    r"\(x\) \[y\] \begin{align}",
    "\u202egnp.exe\u202c",
    "a\x00b\x07",
    "lone \ud800 and \udfff",
    "&lt;b&gt; &amp;",
    "<!-- --> <![CDATA[",
    "👩‍🚒 e\u0301",
]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def allowed_id(text: str) -> str:
    """Return a hostile text without the signs that no article's id may have."""
    return re.sub(r"[\\/\x00-\x1f]", "", text)


def one_article(**words: str) -> pd.DataFrame:
    """Return an article table of one row; as objects, since pandas' own strings refuse a lone surrogate."""
    return pd.DataFrame({name: pd.Series([text], dtype=object) for name, text in {"language": "en", **words}.items()})


LATER = ("suggestions", "others", "machine")
"""What comes down in a time of its own."""


class Browser:
    """Stands in for the page: sends messages up, keeps those that come down."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger
        self.received: list[dict[str, Any]] = []
        tagger.send = lambda message, buffers=None: self.received.append(message)

    def says(self, **message: Any) -> list[dict[str, Any]]:
        """Send one message; give what came back, opened, but what follows in its own time."""
        self.received.clear()
        self.tagger._handle_custom_msg(message, [])
        return [answer for answer in self.opened() if answer["kind"] not in LATER]

    def opened(self) -> list[dict[str, Any]]:
        return [{**answer, **json.loads(answer.get("json", "{}"))} for answer in self.received]

    def waits_for(self, kind: str) -> dict[str, Any]:
        """Return the newest message of a kind, as soon as there is one."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if found := [answer for answer in self.opened() if answer["kind"] == kind]:
                return found[-1]
            time.sleep(0.01)
        raise AssertionError(f"no {kind!r} came")


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
        decision="mjk3x9zq0abcd1f",
        label="attributed_claim",
        speaker="Karoline Leavitt",
        speaker_kind="named",
        origin="suggestion",
        score=0.85,
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
    "a word that does not belong": tag(person="Ann Lee"),
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


@pytest.mark.slow
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
        raise annotate._errors.ProjectError("The disk is full: make room, then try again.")

    monkeypatch.setattr(project, "tag", full)

    (answer,) = browser.says(**tag())

    assert (answer["kind"], answer["decision"]) == ("unsaved", "d1")
    assert "disk is full" in answer["reason"]


def test_a_locked_project_names_its_cause_in_one_word(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, project: Project, on_disk: None
) -> None:
    def locked(*_: object, **__: object) -> None:
        busy = sqlite3.OperationalError("database is locked")
        busy.sqlite_errorname = "SQLITE_BUSY"
        with project._store.errors():
            raise sa.exc.OperationalError("INSERT", {}, busy)

    monkeypatch.setattr(project, "tag", locked)

    (answer,) = browser.says(**tag())

    assert (answer["kind"], answer["cause"]) == ("unsaved", "locked")
    assert "Another program is writing" in answer["reason"]


@pytest.mark.slow
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

    assert browser.waits_for("article")["page"]["tags"] == []


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


# What is suggested


def suggestions(browser: Browser) -> dict[str, dict[str, Any]]:
    """Return what is suggested for the article shown, by the passage's text."""
    found = browser.waits_for("suggestions")
    article = project_text(browser, found["article_id"])
    named = [dict(zip(PROPOSAL_WORDS, row, strict=True)) for row in found["suggestions"]]
    return {article[one["start"] : one["end"]]: one for one in named}


def project_text(browser: Browser, article_id: str) -> str:
    articles = browser.tagger._project.articles()
    return str(articles.loc[articles["article_id"] == article_id, "text"].item())


def test_suggestions_follow_the_article_with_label_speaker_reason_and_cues(browser: Browser) -> None:
    browser.says(do="open", language="en")

    found = suggestions(browser)["The mayor says it will pass."]

    assert (found["label"], found["speaker"].lower()) == ("attributed_claim", "the mayor")
    assert 0.5 <= found["score"] <= 1
    assert "says" in found["reason"]
    assert [kind for *_, kind in found["cues"]] == ["reporting_verb"]


def test_the_reason_is_given_in_the_language_of_the_page(browser: Browser) -> None:
    browser.says(do="open", language="fr")

    assert "propos tenus par" in suggestions(browser)["The mayor says it will pass."]["reason"]


def test_suggestions_never_hold_up_the_article_or_a_tag(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(*_: object, **__: object) -> list[Any]:
        go_on.wait(10)
        return []

    monkeypatch.setattr("annotate.tagger._proposals.proposals", slow)

    assert browser.says(do="open")[0]["kind"] == "article"
    assert browser.says(**tag())[0]["kind"] == "saved"
    assert not [answer for answer in browser.opened() if answer["kind"] == "suggestions"]
    go_on.set()
    assert browser.waits_for("suggestions")["suggestions"] == []


def test_suggestions_are_found_once_an_article(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        browser.says(do="open", step=1)
        browser.waits_for("suggestions")
        browser.says(do="open", step=-1)
        browser.waits_for("suggestions")

    assert len(browser.tagger._proposals._found) == 2


def test_a_split_passage_is_read_again(browser: Browser) -> None:
    browser.says(do="open")
    browser.waits_for("suggestions")

    browser.says(do="cut", decision="c1", coder="mj", article_id="vote", before=[[49, 77]], after=[[49, 63], [64, 77]])

    assert "The mayor says" in suggestions(browser)


def test_no_opinion_is_ever_suggested(browser: Browser) -> None:
    browser.says(do="open")

    assert {one["label"] for one in suggestions(browser).values()} <= {"attributed_claim", "excluded", ""}


class Reader:
    """A machine that finds opinions, after a while, or fails."""

    name, version, address = "parrot", "3", "http://localhost:11434"

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.asked: list[str] = []
        self.error: Exception | None = None

    def __call__(self, passages: pd.DataFrame) -> pd.DataFrame:
        self.asked.append(passages["article_id"].iloc[0])
        self.go_on.wait(10)
        if self.error:
            raise self.error
        labels = ["opinion", "attributed_claim", *["reported_fact"] * len(passages)][: len(passages)]
        return pd.DataFrame({"label": labels, "speaker": "The mayor", "score": 0.9, "reason": "parrot: so"})


def test_another_machine_suggests_while_the_coder_goes_on_and_the_page_says_where_texts_are_sent(
    project: Project,
) -> None:
    reader = Reader()
    browser = Browser(Tagger(project, coder="mj", suggester=reader))

    assert browser.says(do="open")[0]["kind"] == "article"
    told = browser.waits_for("machine")
    assert (told["state"], told["name"], told["address"]) == ("asking", "parrot 3", "http://localhost:11434")
    assert browser.says(**tag())[0]["kind"] == "saved"
    browser.says(do="look")
    reader.go_on.set()
    found = browser.waits_for("suggestions")

    assert [label for _, _, label, *_ in found["suggestions"]][:2] == ["opinion", "attributed_claim"]
    assert found["later"] == [0], "an opinion is shown only after the coder's own decision"
    assert browser.waits_for("machine")["state"] in ("asking", "done")
    assert reader.asked == ["vote"], "one article is one request, however often the page asks"
    assert browser.tagger.failures.empty


def test_an_accepted_suggestion_keeps_the_machine_that_made_it_with_its_version(project: Project) -> None:
    """By hand there is none, and none where annotate's own rules suggest."""
    reader = Reader()
    reader.go_on.set()
    browser = Browser(Tagger(project, coder="mj", suggester=reader))
    browser.says(do="open")
    by = browser.waits_for("suggestions")["machine"]
    assert by == "parrot 3 at http://localhost:11434"

    browser.says(**tag(label="opinion", origin="suggestion", score=0.9, machine=by))
    browser.says(**tag(start=29, end=48, decision="d2"))
    browser.says(do="look")
    tags = [said for _, _, said in browser.waits_for("article")["page"]["tags"]]

    assert [one.get("machine") for one in tags] == [by, None]
    assert project.tags()["machine"].tolist() == [by, ""]
    assert project.tags(columns=["label", "machine"])["machine"].tolist() == [by, ""]
    rules = Browser(Tagger(project, coder="ben"))
    rules.says(do="open")
    assert rules.waits_for("suggestions")["machine"] == ""


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ValueError("out of ink"), "ValueError: out of ink"), (None, "TagError: The suggester returned")],
)
def test_a_machine_that_fails_is_listed_and_the_tagger_goes_on(
    project: Project, error: Exception | None, reason: str
) -> None:
    reader = Reader()
    reader.error = error
    reader.go_on.set()
    suggester = reader if error else (lambda passages: None)
    browser = Browser(Tagger(project, coder="mj", suggester=suggester))

    browser.says(do="open")
    until = time.monotonic() + 10
    while browser.waits_for("machine")["state"] != "failed" and time.monotonic() < until:
        time.sleep(0.01)

    assert browser.waits_for("machine")["reason"].startswith(reason)
    assert browser.waits_for("suggestions")["suggestions"] == []
    failures = browser.tagger.failures
    assert (failures["article_id"].item(), failures["reason"].item().startswith(reason)) == ("vote", True)
    assert browser.says(**tag())[0]["kind"] == "saved"


def test_an_article_that_hangs_does_not_keep_the_next_one_waiting(project: Project) -> None:
    reader = Reader()
    browser = Browser(Tagger(project, coder="mj", suggester=lambda passages: (
        reader(passages) if passages["article_id"].iloc[0] == "vote" else pd.DataFrame({"label": [""] * len(passages)})
    )))  # fmt: skip

    browser.says(do="open")
    browser.waits_for("machine")
    browser.says(do="open", step=1)

    assert browser.waits_for("suggestions")["article_id"] != "vote"
    reader.go_on.set()


def test_an_accepted_suggestion_keeps_its_origin_and_score(browser: Browser, project: Project) -> None:
    browser.says(**tag(label="attributed_claim", speaker="The mayor", origin="suggestion", score=0.85))

    assert project.tags()[["origin", "score"]].values.tolist() == [["suggestion", 0.85]]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_suggestions_for_hostile_text_pass_as_ascii(tmp_path, text: str) -> None:
    with annotate.open_project(tmp_path / "study.db") as project:
        said = f"“It is {text}, and more,” said {text} Lee."
        project.add(one_article(article_id=allowed_id(text), source=text, text=said))
        browser = Browser(Tagger(project, coder=text))
        browser.says(do="open")

        found = browser.waits_for("suggestions")

    json.dumps(browser.received).encode("ascii")
    assert found["article_id"] == allowed_id(text)


def test_a_blind_tagger_says_so_for_every_passage(project: Project) -> None:
    (answer,) = Browser(Tagger(project, coder="mj", blind=True)).says(do="open")

    assert answer["page"]["blind"] is True


@pytest.mark.slow
def test_a_tenth_of_the_passages_is_always_blind_the_same_for_all(tmp_path) -> None:
    text = " ".join(f"Sentence number {nth} says little." for nth in range(1000))
    with annotate.open_project(tmp_path / "long.db") as project:
        project.add(pd.DataFrame({"article_id": ["long"], "language": ["en"], "text": [text]}))
        pages = [Browser(Tagger(project, coder=coder)).says(do="open")[0]["page"] for coder in ("mj", "ab")]
        passages = project.passages()
        drawn = passages.loc[blind_slice(passages, project.project_id), "start"].tolist()

    assert pages[0]["blind"] == pages[1]["blind"] == drawn
    assert 60 <= len(drawn) <= 140


# Without a kernel


def still_html(tagger: Tagger) -> str:
    return str(tagger._repr_mimebundle_()[0]["text/html"])


class Words(HTMLParser):
    """Reads HTML: the text a person would see, and which elements and attributes there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen = ""
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.seen += data


@pytest.mark.slow
def test_the_output_holds_the_widget_and_its_text_as_plain_html(project: Project) -> None:
    project.tag("vote", 49, 77, "attributed_claim", coder="mj", speaker="The mayor", speaker_kind="named")
    bundle = Tagger(project, coder="mj")._repr_mimebundle_()[0]

    seen = Words(bundle["text/html"]).seen
    assert "application/vnd.jupyter.widget-view+json" in bundle
    for wanted in (
        "The council votes on Friday.",
        "The mayor says it will pass.",
        "The mayor",
        "Attributed claim",
        "1 of 3",
    ):
        assert wanted in seen


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_is_inert_in_the_plain_html(tmp_path, text: str) -> None:
    with annotate.open_project(tmp_path / "study.db") as project:
        words = dict.fromkeys(("source", "title", "author"), text)
        project.add(one_article(article_id=allowed_id(text), text=f"{text} Amen. {text}", **words))
        start, end = project.passages().loc[0, ["start", "end"]]
        project.tag(
            allowed_id(text), start, end, "attributed_claim", coder=text, speaker=text, speaker_kind="named", note=text
        )

        page = still_html(Tagger(project, coder=text, article_id=allowed_id(text)))

    read = Words(page)
    page.encode("utf-8")
    assert read.elements == {"div", "p", "strong", "br", "bdi", "span", "table", "tbody", "tr", "td", "em", "small"} - (
        set() if "$" in text or "\\" in text else {"span"}
    )
    assert read.attributes <= {"class", "style", "dir", "colspan"}
    assert "".join(UNSAFE.sub("\ufffd", text).split()) in "".join(read.seen.split())
    assert not re.search(r"\$[^<]|\\[^<]", page)  # a formula's sign stands alone in its element


@pytest.mark.slow
def test_a_long_article_is_cut_short_in_the_plain_html(tmp_path) -> None:
    text = " ".join(f"Sentence number {nth} says little." for nth in range(1000))
    with annotate.open_project(tmp_path / "long.db") as project:
        project.add(pd.DataFrame({"article_id": ["long"], "language": ["en"], "text": [text]}))

        page = still_html(Tagger(project, coder="mj"))

    assert "Sentence number 399 says" in page
    assert "Sentence number 400 says" not in page
    assert "600 more passages" in page


def test_the_plain_html_speaks_french(project: Project) -> None:
    assert "0 passage étiqueté sur 3 par" in still_html(Tagger(project, coder="mj", language="fr"))


# What is decided elsewhere


@pytest.mark.slow
def test_another_coders_tags_are_counted_without_running_again(browser: Browser, project: Project) -> None:
    browser.says(do="open")
    with annotate.open_project(project.where) as other_kernel:
        other_kernel.tag("vote", 0, 28, "opinion", coder="ab")
        other_kernel.tag("flood", 0, 12, "opinion", coder="ab")

        assert browser.waits_for("others")["others"] == [["ab", 1, 2]]


@pytest.mark.slow
def test_the_same_coders_tags_made_elsewhere_show_here(browser: Browser, project: Project) -> None:
    browser.says(do="open")
    browser.received.clear()
    with annotate.open_project(project.where) as other_kernel:
        other_kernel.tag("vote", 0, 28, "opinion", coder="mj")

        change = browser.waits_for("change")

    assert [(start, end, said["label"]) for start, end, said in change["tags"]] == [(0, 28, "opinion")]
    assert "text" not in change["about"]
    assert browser.tagger.counts["opinion"] == 1


def test_two_taggers_of_one_kernel_stay_in_step(browser: Browser, project: Project) -> None:
    other = Browser(Tagger(project, coder="mj"))
    for one in (browser, other):
        one.says(do="open")
        one.received.clear()

    browser.says(**tag())

    assert other.waits_for("change")["tags"][0][2]["label"] == "opinion"


def test_ones_own_decisions_are_not_told_back(browser: Browser, project: Project) -> None:
    browser.says(do="open")
    browser.waits_for("suggestions")

    browser.says(**tag())
    watch_of(project).look(project)

    assert [answer["kind"] for answer in browser.received] == ["saved"]


def test_a_source_that_a_lead_set_for_all_shows_here_and_anothers_own_does_not(
    browser: Browser, project: Project
) -> None:
    browser.says(do="open")
    browser.received.clear()

    project.set_source("vote", "The editor", coder="ab", start=29)
    project.set_source("vote", "The agency", coder="lead", start=29, for_all=True)
    watch_of(project).look(project)

    assert browser.waits_for("change")["about"]["sources"] == [[29, "The agency"]]


def test_a_look_brings_what_stands_without_the_text(browser: Browser) -> None:
    browser.says(do="open")

    (answer,) = browser.says(do="look")

    assert answer["kind"] == "article"
    assert "text" not in answer["page"]


@pytest.mark.slow
def test_the_watch_ends_with_the_project(tmp_path, articles: pd.DataFrame) -> None:
    with annotate.open_project(tmp_path / "study.db") as project:
        project.add(articles)
        Browser(Tagger(project, coder="mj")).says(do="open")
        thread = watch_of(project)._thread
    thread.join(timeout=10)

    assert not thread.is_alive()


def test_an_undo_that_would_take_anothers_later_decision_is_refused_with_the_reason(
    browser: Browser, project: Project
) -> None:
    browser.says(do="open")
    project.set_source("vote", "An agency", coder="mj", start=0)
    project.correct("vote", source="The Courier", coder="ben")

    answer = browser.says(do="undo", decision="u1", coder="mj")[0]

    assert (answer["kind"], answer["decision"]) == ("refused", "u1")
    assert "'ben' has since decided on the source" in answer["reason"]


def three_articles() -> pd.DataFrame:
    texts = ["It rains. It pours.", "It snows.", "It hails. It thaws."]
    return pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts, "language": "en", "source": "Courier"})


@pytest.mark.slow
@FEWER
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 1), st.sampled_from(["mj", "ann"])), max_size=12))
def test_the_unfinished_articles_are_those_with_an_untagged_passage_of_their_coder(
    done: list[tuple[str, int, str]],
) -> None:
    with annotate.open_project("sqlite://") as project:
        project.add(three_articles())
        for article_id, nth, coder in done:
            mine = project.passages(coder)
            place = mine[mine["article_id"] == article_id].iloc[min(nth, sum(mine["article_id"] == article_id) - 1)]
            project.tag(article_id, place["start"], place["end"], "opinion", coder=coder)
        tags, passages = project.tags(), project.passages("mj")
        tagged = set(zip(*(tags.loc[tags["coder"] == "mj", name] for name in ("article_id", "start")), strict=True))
        left = {row.article_id for row in passages.itertuples() if (row.article_id, row.start) not in tagged}

        browser = Browser(Tagger(project, coder="mj", article_id="b"))
        (answer,) = browser.says(do="how_many")
        assert answer["articles"] == len(left)

        (article,) = browser.says(do="open", unfinished=True)
        assert article["page"]["article_id"] == next((one for one in "cab" if one in left), "b")


def test_a_tagger_in_a_box_shows_its_text_where_no_kernel_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, str]] = []
    monkeypatch.setattr(_boxed, "display", lambda bundle, **_: shown.append(bundle))
    tagger = Tagger(project, coder="mj")
    tabs = widgets.Tab([widgets.HTML("beside"), widgets.HBox([tagger])])

    bundle = _boxed._bundle(tabs)

    assert still_html(tagger) in shown[0]["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    plain = widgets.HBox([widgets.HTML("beside")])
    assert _boxed._bundle(plain) == plain._repr_mimebundle_()
    assert len(shown) == 1
