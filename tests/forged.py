"""Messages that no page would send, thousands of them, and what a study must be like after each.

They are made of true messages of every kind, with words changed, taken away, added or exchanged, by chance of a seed.
Whether what was then written may stand is judged here by plain rules over the rows of the logs, not by the project's
own.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
from traitlets import TraitError

import annotate
from annotate._errors import AnnotateError
from annotate._project import tables
from annotate._project.check import check_project
from annotate._project.project import Project

Message = Any

TEXT = "The council votes on Friday. It is a scandal, and the mayor said so. She resigned."
SPANS = [(0, 28), (29, 68), (69, 82)]
HIDDEN = "Zachariah"
"""What another coder wrote, in every word that can be written: it never reaches a coder's page."""
GOLD = "Melchior"
"""Why the gold of a training says what it says: told after a decision, and never before."""
ASKED_FOR = HIDDEN.lower()
"""As a forger writes it, so that an echo of it is no leak; searching goes by no case."""
LABELS = ("opinion", "reported_fact", "attributed_claim", "excluded")

HUGE = "x" * 10_000_000
DEEP: Any = []
for _ in range(300):
    DEEP = [DEEP]

ODD: list[Any] = [
    None, True, False, 0, -1, 1, 28, 2**31, 2**53, 2**63, 2**70, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", " ",
    "0", "true", "ben", "lead", "ana", "mine", "theirs", ASKED_FOR, "opinion", "adjudication", "robot", "\ud800",
    "a\x00b", "'; DROP TABLE tags; --", "../../study.db", "<script>alert(1)</script>", HUGE, [], [0],
    [[0, 28]], [[0, 28], [28]], [None], ["mine"], [HUGE], [[0, 28, "opinion", "", "", False, None]],
    [0] * 200_000, DEEP, {}, {"a": 1},
    {"a": HUGE}, {str(n): "x" for n in range(500)}, {"__class__": "x"},
]  # fmt: skip

CLAIMS: list[dict[str, Any]] = [
    {"origin": "adjudication"}, {"origin": "gold"}, {"score": True}, {"score": "1"}, {"score": 7}, {"score": -1},
    {"score": float("nan")}, {"coder": "ben"}, {"coder": "lead"}, {"coder": ["ana"]}, {"article_id": "theirs"},
    {"source": HUGE}, {"decision": HUGE}, {"article_id": HUGE}, {"note": HUGE}, {"speaker": HUGE}, {"label": HUGE},
    {"tag_id": "1"}, {"tagged_at": "2000-01-01T00:00:00Z"}, {"project": "other.db"}, {"seq": 1}, {"protocol": 0},
    {"codebook": "other@9"}, {"follows": "nothing"}, {"follows": HUGE}, {"do": "_decide"}, {"do": "settle"},
    {"do": "seal"}, {"do": "names"}, {"do": "example"}, {"do": "merge"}, {"do": "add"}, {"start": -5}, {"end": 10**6},
]  # fmt: skip


def of_tagger(rng: random.Random) -> Message:
    """Return a true message of a tagger's page."""
    start, end = rng.choice(SPANS)
    place = {"article_id": rng.choice(["mine", "mine", "theirs"]), "start": start, "end": end}
    whole, halves = [[0, 28]], [[0, 11], [12, 28]]
    asked: list[dict[str, Any]] = [
        {"do": "open", "language": "en"}, {"do": "open", "step": rng.choice([1, -1])},
        {"do": "open", "unfinished": True},
        {"do": "open", "article_id": rng.choice(["mine", "theirs"])}, {"do": "look"}, {"do": "how_many"},
        {"do": "shelf", "asked": 1, "words": rng.choice(["", ASKED_FOR]), "around": rng.choice(["", "theirs"])},
        {"do": "shelf", "asked": 1, "group": rng.choice(["source", "section"]), "order": "source", "offset": 0},
        {"do": "hits", "states": "tagged", "label": rng.choice(LABELS), "step": rng.choice([0, 1, -1])},
        {"do": "hits", "words": rng.choice(["scandal", ASKED_FOR]), "variable": "section", "value": "x"},
        {"do": "find", "asked": 1, "words": rng.choice(["council", ASKED_FOR]), "number": rng.choice([0, 1])},
    ]  # fmt: skip
    claim = {"label": "attributed_claim", "speaker": "the mayor", "speaker_kind": "named"}
    deeds: list[dict[str, Any]] = [
        {"do": "tag", **place, "label": rng.choice(LABELS[:2])}, {"do": "tag", **place, **claim},
        {"do": "untag", **place},
        {"do": "cut", "article_id": "mine", "before": whole, "after": halves},
        {"do": "cut", "article_id": "mine", "before": halves, "after": whole},
        {"do": "source", "article_id": place["article_id"], "source": "The editor", "start": start, "end": end},
        {"do": "answer", "article_id": place["article_id"], "answers": {"tone": "x"}},
        {"do": "keep_example", **place, "kept": True}, {"do": "undo"}, {"do": "redo"},
    ]  # fmt: skip
    return rng.choice(asked) if rng.random() < 0.4 else {**rng.choice(deeds), **_about(rng, "ana")}


def of_adjudicator(rng: random.Random) -> Message:
    """Return a true message of an adjudicator's page."""
    span = rng.choice(SPANS)
    settled = [[*span, rng.choice(LABELS[:2]), "", "", False, None]]
    asked: list[dict[str, Any]] = [
        {"do": "open", "language": "en"}, {"do": "look"}, {"do": "names", "article_id": "both", "start": span[0]}
    ]  # fmt: skip
    deeds: list[dict[str, Any]] = [
        {"do": "settle", "article_id": "both", "tags": settled, "reason": "so"}, {"do": "seal"}, {"do": "undo"},
        {"do": "example", "label": "opinion", "text": "It is a scandal.", "language": "en"}, {"do": "redo"},
    ]  # fmt: skip
    return rng.choice(asked) if rng.random() < 0.3 else {**rng.choice(deeds), **_about(rng, "lead")}


def of_speakers(rng: random.Random) -> Message:
    """Return a true message of the page of who is quoted."""
    names = rng.sample(["the mayor", "Mayor Ott", HIDDEN], 2)
    return rng.choice(
        [
            {"do": "rows", "wanted": rng.choice(["", "mayor"]), "first": 0}, {"do": "undo"}, {"do": "redo"},
            {"do": "merge", "person": names[0], "speakers": names, "articles": []},
            {"do": "refuse", "person": names[0], "speakers": names[1:]},
            {"do": "split", "person": names[0], "speakers": names[1:]}, {"do": "import"},
            {"do": "describe", "person": names[0], "name": "role", "value": "mayor"},
        ]
    )  # fmt: skip


def of_intake(rng: random.Random) -> Message:
    """Return a true message of the intake's page, on which a study's articles are corrected."""
    row = rng.randrange(4)
    return rng.choice(
        [
            {"do": "rows", "first": 0}, {"do": "find", "words": "fil"}, {"do": "undo"}, {"do": "add"},
            {"do": "set", "row": row, "name": rng.choice(["source", "title", "section"]), "value": "x", "down": True},
            {"do": "keep", "row": row, "kept": rng.random() < 0.8, "reason": "an advertisement"},
        ]
    )  # fmt: skip


def of_reviser(rng: random.Random) -> Message:
    """Return what the controls of the reviser's page say: what they hold is sent as such, and clicks."""
    values = {
        "name": ["opinion", "judgement", "view"], "key": ["1", "7"], "colour": ["#112233"], "title": ["Title"],
        "definition": ["It is so."], "also": ["", "forecast, wish"], "retired": [True, False], "new": ["hope"],
        "examples": [()], "labels": [0, 1, 2, 3],
    }  # fmt: skip
    if rng.random() < 0.15:
        return {"do": rng.choice(["revise", "undo", "again"])}
    name = rng.choice([*values])
    return {"do": name, "index" if name in ("labels", "examples") else "value": rng.choice(values[name])}


def _about(rng: random.Random, coder: str) -> dict[str, Any]:
    return {"decision": f"d{rng.randrange(10**12)}", "coder": coder}


def forged(rng: random.Random, true: Message) -> Message:
    """Return a message with a few things about it that are not as a page says them."""
    made, chance = dict(true), rng.random()
    if chance < 0.1:
        return made  # as a page says it, so that there is something to spoil
    if chance < 0.13:
        return rng.choice(ODD)
    for _ in range(rng.choice([1, 1, 2, 3])):
        way = rng.random()
        if way < 0.5:
            made[rng.choice([*true, "do"])] = rng.choice(ODD)
        elif way < 0.85:
            made.update(rng.choice(CLAIMS))
        elif way < 0.95:
            made.pop(rng.choice([*true]), None)
        else:
            made[str(rng.choice(ODD))[:40]] = rng.choice(ODD)
    return made


# What they are sent to ----------------------------------------------------------------------------------------


def study(where: Path | str) -> Project:
    """Return a study of four articles: one of each of two coders, one that both read, one that is gold."""
    project = annotate.open_project(where)
    pages = {"mine": "ana", "theirs": "ben", "both": "", "gold": ""}
    project.add(
        pd.DataFrame({"article_id": [*pages], "source": "Fil", "language": "en", "text": TEXT, "section": "front"})
    )
    said = {"speaker": HIDDEN, "speaker_kind": "named", "note": HIDDEN}
    for one in ("theirs", "both"):
        project.tag(one, *SPANS[1], "attributed_claim", coder="ben", **said)
    project.tag("both", *SPANS[1], "opinion", coder="cleo")
    project.tag("both", *SPANS[0], "attributed_claim", coder="cleo", speaker="the mayor", speaker_kind="named")
    project.tag("both", *SPANS[2], "attributed_claim", coder="cleo", speaker="Mayor Ott", speaker_kind="named")
    project.set_aside("gold", reason="training")
    return project


def gold() -> pd.DataFrame:
    """Return what a training is held against."""
    rows = [("gold", *span, "reported_fact") for span in SPANS]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "label"]).assign(speaker="", note=GOLD)


class Sender:
    """Sends messages to a widget as its page does, and keeps what comes down."""

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        self.received: list[dict[str, Any]] = []
        widget.send = lambda message, buffers=None: self.received.append(message)

    def send(self, message: Message) -> list[dict[str, Any]]:
        """Return the answers, opened; what the kernel did not foresee is raised, as a traceback below the cell is."""
        self.received.clear()
        self.widget._receive(self.widget, message, [])
        return [{**one, **json.loads(one.get("json", "{}"))} for one in [*self.received]]


class Controls(Sender):
    """Sends to a page made of controls: what the browser says that one holds, and clicks."""

    def send(self, message: Message) -> list[dict[str, Any]]:
        """Return whether it was shown; a control refuses by itself what it cannot hold."""
        if not isinstance(message, dict):
            return [{"kind": "refused"}]
        page, name = self.widget, message.get("do")
        controls = {**page.fields, **{one: getattr(page, one) for one in ("labels", "new", "retired", "examples")}}
        if isinstance(name, str) and name in ("revise", "undo", "again"):
            getattr(page, name)._handle_button_msg(page, {"event": "click"}, [])
        elif not isinstance(name, str) or name not in controls:
            return [{"kind": "refused"}]
        else:
            try:
                controls[name].set_state({one: value for one, value in message.items() if one != "do"})
            except (TraitError, TypeError):
                return [{"kind": "refused"}]
        return [{"kind": "shown"}]


class Watched:
    """A study, and what of it no forged message may change."""

    def __init__(self, project: Project, writers: set[str], *, is_revised: bool = False) -> None:
        self.project, self.writers, self.is_revised = project, writers, is_revised
        self.before = self._state()
        self.decisions = self.newest()

    def newest(self) -> int:
        """Return the number of the newest decision."""
        with self.project._store.reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(tables.decisions.c.seq))).scalar() or 0)

    def _rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with self.project._store.reading() as connection:
            return [dict(row) for row in connection.execute(sa.select(table)).mappings()]

    def _state(self) -> list[Any]:
        others = [row for row in self._rows(tables.tag_log) if row["coder"] not in self.writers]
        if self.is_revised:  # labels change; what is split waits for its coder, and nothing of anybody's is lost
            again = self.project.to_look_at_again()
            waiting = again[["article_id", "coder", "start", "end"]].itertuples(index=False, name=None)
            others = [(row["article_id"], row["coder"], row["start"], row["end"]) for row in self._rows(tables.tags)]
            others = sorted({*others, *waiting})
        return [others, self._rows(tables.articles), self._rows(tables.article_texts)]

    def check(self) -> None:
        """Hold all that was written since against plain rules."""
        assert self._state() == self.before, "what is another's, or an article's own, was changed"
        made = {row["seq"]: row for row in self._rows(tables.decisions) if row["seq"] > self.decisions}
        # That a study has a further variable is nobody's decision.
        foreign = [row for row in made.values() if row["coder"] not in self.writers and row["kind"] != "add"]
        assert not foreign, foreign[:3]
        for table in () if self.is_revised else (tables.tag_log, tables.cut_log, tables.source_log):
            for row in self._rows(table):
                if row["seq"] in made:
                    _check_row(table.name, row, made[row["seq"]]["coder"])
        assert check_project(self.project).empty


def _check_row(log: str, row: dict[str, Any], coder: str) -> None:
    assert row["coder"] in (coder, "" if log == "source_log" else coder), row  # nobody's source stands again
    if log == "source_log":
        assert len(row["source"] or "") <= 100_000
        return
    assert 0 <= row["start"] < row["end"] <= len(TEXT)
    if log == "tag_log":
        assert row["label"] in ("", *LABELS)
        origins = ("adjudication",) if coder == "lead" else ("hand", "suggestion", "import")
        assert not row["label"] or row["origin"] in origins
        assert row["score"] is None or (type(row["score"]) is float and 0 <= row["score"] <= 1)
        assert max(len(row["speaker"]), len(row["note"])) <= 100_000
        assert coder != "ana" or row["article_id"] not in ("theirs",)


def pages(folder: Path) -> Iterator[tuple[str, Sender, Callable[[random.Random], Message], Watched]]:
    """Return each kind of page beside a study of its own, the messages that it understands, and the study."""
    given = study(folder / "tagger.db")
    given.assign(["ana", "ben"], seed=_seed(given))
    yield "tagger", Sender(annotate.Tagger(given, coder="ana")), of_tagger, Watched(given, {"ana"})
    given = study(folder / "practised.db")
    practising = annotate.Tagger(given, coder="ana", training=gold())
    yield "training", Sender(practising), of_tagger, Watched(given, set())
    given = study(folder / "judged.db")
    yield "adjudicator", Sender(annotate.Adjudicator(given, coder="lead")), of_adjudicator, Watched(given, {"lead"})
    given = study(folder / "quoted.db")
    yield "speakers", Sender(annotate.Speakers(given, coder="lead")), of_speakers, Watched(given, {"lead"})
    given = study(folder / "standing.db")
    yield "intake", Sender(annotate.Intake(None, given, coder="lead")), of_intake, Watched(given, {"lead"})
    given = study(folder / "revised.db")
    revised = Watched(given, {"lead"}, is_revised=True)
    yield "reviser", Controls(annotate.Reviser(given, coder="lead")), of_reviser, revised


def _seed(project: Project) -> int:
    """Return a seed that gives the one article to the one coder, and the other to the other."""
    for seed in range(1000):
        with_it = project.assign(["ana", "ben"], seed=seed)
        assert len(with_it)
        dealt = project.assignment().groupby("coder", observed=True)["article_id"].agg(set)
        if "mine" in dealt.get("ana", ()) and "theirs" in dealt.get("ben", ()):
            return seed
        project.undo(coder="")
    raise AssertionError("no seed deals them so")


def send_all(folder: Path, messages: int, *, seed: object = 0, every: int = 500) -> Counter[tuple[str, str]]:
    """Send so many forged messages to each kind of page; return how they were answered, by page and answer."""
    answered: Counter[tuple[str, str]] = Counter()
    for name, sender, of_page, watched in pages(folder):
        rng = random.Random(f"{seed} {name}")
        for nth in range(messages):
            message = forged(rng, of_page(rng))
            newest = watched.newest()
            try:
                answers = sender.send(message)
            except AnnotateError as error:  # each is to be told on the page
                raise AssertionError(f"{name} was not told: {error}") from error
            kind = _answer(answers)
            answered[name, kind] += 1
            assert answers, f"{name} was told nothing about {str(message)[:500]}"
            if kind == "unsaved":  # the page sends it again: only where another kernel may understand it
                assert [one["cause"] for one in answers if one["kind"] == kind] == ["version"]
            _check_hidden(name, answers)
            if kind not in ("saved", "shown"):
                assert watched.newest() == newest, f"written though {kind}: {str(message)[:500]}"
            if nth % every == every - 1:
                watched.check()
        watched.check()
        watched.project.close()
    return answered


def _answer(answers: list[dict[str, Any]]) -> str:
    kinds = [one.get("kind", "refused" if one.get("error") else "shown") for one in answers]
    return next((kind for kind in kinds if kind in ("saved", "unsaved", "refused")), "shown")


def _check_hidden(name: str, answers: list[dict[str, Any]]) -> None:
    """What another coder wrote, or what the gold says before a decision, is in no answer."""
    if name not in ("tagger", "training"):
        return
    assert HIDDEN not in json.dumps(answers)
    assert GOLD not in json.dumps([one for one in answers if one["kind"] != "feedback"])
