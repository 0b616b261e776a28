"""Imports: plan how tags that were made elsewhere come into a project, each a decision of its own.

An import never takes the place of what a coder decided here, and no coder's undo takes it back.
"""

import gc
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from sqlalchemy.engine import Connection

from annotate._codebook_versions import Versions
from annotate._errors import AnnotateError, PassageError, TagError
from annotate._exact_text import TEXT
from annotate._project import changes, decisions, revising, source_marks, tables
from annotate._project.held import Held
from annotate._project.rows import AnyRow, ArticleWithText, Span, Tag, span_of
from annotate._project.tag_machines import MACHINE, own_columns
from annotate._tags import check_tag

COLUMNS = ("line", "article_id", "start", "end", "label", "coder", "outcome", "reason")


@dataclass
class _Page:
    """An article as one coder cut and tagged it: what stands now, and with what is planned."""

    passages: set[Span]
    tags: dict[Span, Tag]


class Planned(NamedTuple):
    """One tag that can be added, and the cuts that make its span a passage."""

    line: int
    tag: Tag
    cuts: list[tuple[int, int, bool]]


def _random_ids() -> Iterator[str]:
    """Yield ids without end; asking the system for each alone takes longer than all else about it."""
    while True:
        some = secrets.token_hex(16 * 1000)
        yield from (some[at : at + 32] for at in range(0, len(some), 32))


@dataclass
class Plan:
    """What an import will write, found without a lock.

    Parameters
    ----------
    connection : Connection
    codebooks : Versions
        The project's.
    coder : str
        Who made the tags that name nobody.
    """

    connection: Connection
    codebooks: Versions
    coder: str
    planned: list[Planned] = field(default_factory=list)
    _allowed: dict[tuple[Any, ...], tuple[str, str]] = field(default_factory=dict)
    _pages: dict[tuple[str, str], _Page] = field(default_factory=dict)
    _new_ids: Iterator[str] = field(default_factory=_random_ids)

    def make(self, tags: pd.DataFrame) -> None:
        """Check each tag; what can be added is planned, and each has its outcome."""
        with _without_collecting():
            self._make(tags)

    def _make(self, tags: pd.DataFrame) -> None:
        self.since = decisions.newest(self.connection)
        self._marks, self._own_marks = source_marks.seen_by(self.connection), source_marks.own(self.connection)
        columns = _columns(tags, self.coder)
        columns[MACHINE] = self._machines(tags, columns["origin"])
        self._given = tags[["article_id", "start", "end", "label"]].assign(
            coder=pd.Series(columns["coder"], index=tags.index, dtype=object)
        )
        self._outcomes, self._reasons = ["added"] * len(tags), [""] * len(tags)
        self._held = Held(self.connection, tags["article_id"].unique().tolist())
        self._known = decisions.known(self.connection, list(filter(None, columns["tag_id"])))
        questions = [one.name for one in self.codebooks.newest.questions_about("passage") if one.name in tags]
        answers = zip(*(_values(tags[name]) for name in questions), strict=True) if questions else repeat(())
        for line, (text, said, *row) in enumerate(
            zip(tags["text"].tolist(), answers, *columns.values(), strict=False), start=1
        ):
            given = {name: one for name, one in zip(questions, said, strict=True) if one not in (None, "")}
            self._plan(line, cast("Tag", dict(zip(columns, row, strict=True))), text, given)

    def _machines(self, tags: pd.DataFrame, origins: list[str]) -> list[str]:
        """Return which machine suggested each tag: none by hand, and where the study's own variable has that name."""
        if MACHINE not in tags or MACHINE in own_columns(self.connection, self.codebooks.newest):
            return [""] * len(tags)
        said = tags[MACHINE].astype(TEXT).fillna("")
        return ["" if origin == "hand" else one for one, origin in zip(said, origins, strict=True)]

    def _plan(self, line: int, tag: Tag, text: str, answers: Mapping[str, object]) -> None:
        span = span_of(tag)
        try:
            tag = self._checked(tag, text, answers)
            page = self._page(tag["article_id"], tag["coder"])
            if span in page.tags:
                check_already_there(page.tags[span], tag)
                self._outcomes[line - 1] = "already there"
            else:
                cuts = [] if span in page.passages else self._cuts(tag, page)
                page.tags[span] = tag
                self.planned.append(Planned(line, tag, cuts))
        except AnnotateError as error:
            self.refuse(line, error)

    def refuse(self, line: int, error: AnnotateError) -> None:
        """Keep the reason why a tag is not added."""
        self._outcomes[line - 1], self._reasons[line - 1] = "refused", str(error)

    def outcomes(self) -> pd.DataFrame:
        """Return the table that `Project.add_tags` returns."""
        table = self._given.assign(outcome=self._outcomes, reason=self._reasons, line=range(1, len(self._given) + 1))
        return (
            table[list(COLUMNS)]
            .astype({name: "int64" if name in ("line", "start", "end") else TEXT for name in COLUMNS})
            .reset_index(drop=True)
        )

    def _cuts(self, tag: Tag, page: _Page) -> list[tuple[int, int, bool]]:
        """Return the cuts that make a tag's span a passage, which it then is on the page."""
        text = self._held.article(tag["article_id"])["text"]
        cuts = changes.cut_out(text, tag, sorted(page.passages), page.tags)
        for start, end, stands in cuts:
            (page.passages.add if stands else page.passages.discard)((start, end))
        return cuts

    def _checked(self, tag: Tag, text: str, answers: Mapping[str, object]) -> Tag:
        """Return the row as the store has tags, once it has been seen to stand in its article."""
        made_with = tag["codebook"]
        tag["label"], tag["codebook"] = self._as_now(*itemgetter(*_RULED)(tag))
        if not tag["coder"]:
            raise TagError("It names no coder: say who tagged, with add_tags(tags, coder=…) or --coder NAME.")
        article = self._held.article(tag["article_id"])
        _check_passage(article, tag["start"], tag["end"], text)
        marks = self._own_marks.get((tag["article_id"], tag["coder"])) or self._marks.get(tag["article_id"], [])
        in_force = source_marks.source_at(marks, tag["start"], article["source"])
        tag["source"] = None if tag["source"] in ("", in_force) else str(tag["source"])
        if answers:
            tag = revising.with_answers(tag, answers, self.codebooks, made_with=made_with)
        if not tag["tag_id"] or tag["tag_id"] in self._known:
            tag["tag_id"] = next(self._new_ids)
        self._known.add(tag["tag_id"])
        return tag

    def _as_now(self, *said: Any) -> tuple[str, str]:
        """Return what a tag's label is today and with which codebook; of alike tags one is checked by the rules."""
        if said not in self._allowed:
            tag = cast("Tag", dict(zip(_RULED, said, strict=True)))
            now = revising.as_now(tag, self.codebooks)
            check_tag(self.codebooks.newest, *itemgetter(*_RULED[:-1])(now))
            self._allowed[said] = (now["label"], tag["codebook"] or self.codebooks.newest.id)
        return self._allowed[said]

    def _page(self, article_id: str, coder: str) -> _Page:
        page = self._pages.get((article_id, coder))
        if page is None:
            page = self._pages[article_id, coder] = _Page(*self._held.page(article_id, coder))
        return page


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python look for cycles only afterwards: it would go through all that is planned again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_passage(article: ArticleWithText, start: int, end: int, said: str) -> None:
    """Refuse a tag of another text, or beyond the text's end."""
    changes.check_end(article, start, end)
    there = article["text"][start:end]
    if there != said:
        raise PassageError(
            f"It says {said[:60]!r}, but characters {start} to {end} of {article['article_id']!r} are {there[:60]!r}: "
            "the tag was made on another text. Read it with read_format(…, articles=project.articles()), or add its "
            "own article."
        )


_RULED = ("label", "speaker", "speaker_kind", "origin", "score", "codebook")


def _columns(tags: pd.DataFrame, coder: str) -> dict[str, list[Any]]:
    """Return a tag table's columns as the store has them: an empty origin is an import, who is not named is `coder`."""
    now, count = decisions.now(), len(tags)
    otherwise = {"origin": "import", "coder": coder}
    columns = {name: _values(tags[name]) for name in _TAG_COLUMNS if name not in ("tagged_at", MACHINE)}
    columns |= {name: [value or other for value in columns[name]] for name, other in otherwise.items()}
    at = tags["tagged_at"].dt.tz_localize(None).to_numpy()
    written = np.char.add(np.datetime_as_string(at, unit="us"), "Z") if count else at
    made = [now if is_missing else one for one, is_missing in zip(written.tolist(), np.isnat(at), strict=True)]
    return columns | {"tagged_at": made, "answers": [""] * count, MACHINE: [""] * count}


def _values(column: pd.Series) -> list[Any]:
    """Return a column's values, with nothing where one is missing."""
    if column.isna().any():
        return column.astype(object).where(column.notna(), None).tolist()
    return column.tolist()


_TAG_COLUMNS = [column.name for column in tables.tags.columns if column.name != "answers"]


def check_already_there(kept: AnyRow, tag: AnyRow) -> None:
    """Refuse a tag that says anything else than the one that is there, of the same passage by the same coder."""
    words = ("speaker", "speaker_kind", "evaluative", "unsure", "note", "source", "answers")
    said = [name for name in words if tag[name]]
    differs = [name for name in ("label", *said) if kept[name] != tag[name]]
    if differs:
        raise TagError(
            f"{kept['coder']!r} has tagged this passage already, with another {differs[0]} ({kept[differs[0]]!r}, here "
            f"{tag[differs[0]]!r}), and an import takes no decision's place: untag it first, or name another coder."
        )
