"""Imports: plan how tags that were made elsewhere come into a project, each a decision of its own.

An import never takes the place of what a coder decided here, and no coder's undo takes it back.
"""

import uuid
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy.engine import Connection

from annotate._codebook_versions import Versions
from annotate._errors import AnnotateError, PassageError, TagError
from annotate._exact_text import TEXT
from annotate._project import changes, contents, decisions, revising, source_marks, tables
from annotate._project.held import Held
from annotate._tags import check_tag, check_text

Row = dict[str, Any]
Span = tuple[int, int]

COLUMNS = ("line", "article_id", "start", "end", "label", "coder", "outcome", "reason")


@dataclass
class _Page:
    """An article as one coder cut and tagged it: what stands now, and with what is planned."""

    passages: list[Span]
    tags: dict[Span, Row]


@dataclass
class Planned:
    """One tag that can be added, and the cuts that make its span a passage."""

    line: int
    tag: Row
    cuts: list[tuple[int, int, bool]]


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
    outcomes: list[Row] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    _allowed: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    _pages: dict[tuple[str, str], _Page] = field(default_factory=dict)

    def make(self, tags: pd.DataFrame) -> None:
        """Check each tag; what can be added is planned, and each has its outcome."""
        self.since = decisions.newest(self.connection)
        self._marks, self._own_marks = source_marks.seen_by(self.connection), source_marks.own(self.connection)
        rows = _records(tags)
        self._questions = [one.name for one in self.codebooks.newest.questions_about("passage")]
        self._held = Held(self.connection, tags["article_id"].unique().tolist())
        self._known = decisions.known(self.connection, [row["tag_id"] for row in rows if row["tag_id"]])
        for line, row in enumerate(rows, start=1):
            self._outcome(line, row)

    def _outcome(self, line: int, row: Row) -> None:
        row["coder"] = row["coder"] or self.coder
        self.outcomes.append(
            {name: row.get(name) for name in COLUMNS} | {"line": line, "outcome": "added", "reason": ""}
        )
        try:
            tag = self._checked(row)
            page = self._page(tag["article_id"], tag["coder"])
            span = (tag["start"], tag["end"])
            if span in page.tags:
                check_already_there(page.tags[span], tag)
                self.outcomes[-1]["outcome"] = "already there"
            else:
                self._plan(line, tag, page)
        except AnnotateError as error:
            self.refuse(line, error)

    def refuse(self, line: int, error: AnnotateError) -> None:
        """Keep the reason why a tag is not added."""
        self.outcomes[line - 1] |= {"outcome": "refused", "reason": str(error)}

    def _plan(self, line: int, tag: Row, page: _Page) -> None:
        span = (tag["start"], tag["end"])
        cuts = []
        if not _stands(page.passages, span):
            cuts = changes.cut_out(self._article(tag["article_id"])["text"], tag, page.passages, page.tags)
            page.passages = sorted((set(page.passages) - _spans(cuts, stands=False)) | _spans(cuts, stands=True))
        page.tags[span] = tag
        self.planned.append(Planned(line, tag, cuts))

    def _checked(self, row: Row) -> Row:
        """Return the row as the store has tags, once it has been seen to stand in its article."""
        tag = {name: row[name] for name in _TAG_COLUMNS} | {"answers": ""}
        tag["origin"] = tag["origin"] or "import"
        check_text(**{name: tag[name] for name in ("article_id", "coder", "note", "source", "codebook", "tag_id")})
        made_with = tag["codebook"]
        tag |= self._as_now(*(tag[name] for name in _RULED))
        if not tag["coder"]:
            raise TagError("It names no coder: say who tagged, with add_tags(tags, coder=…) or --coder NAME.")
        self._check_passage(row)
        tag["source"] = self._own_source(row)
        tag = revising.with_answers(tag, self._answers(row), self.codebooks, made_with=made_with)
        tag["tagged_at"] = decisions.now() if tag["tagged_at"] is None else decisions.written(tag["tagged_at"])
        if not tag["tag_id"] or tag["tag_id"] in self._known:
            tag["tag_id"] = uuid.uuid4().hex
        self._known.add(tag["tag_id"])
        return tag

    def _answers(self, row: Row) -> Row:
        """Return what a row says to the codebook's questions on a passage."""
        return {name: row[name] for name in self._questions if row.get(name) not in (None, "")}

    def _as_now(self, *said: Any) -> Row:
        """Return what a tag's label is today and with which codebook; of alike tags one is checked by the rules."""
        if said not in self._allowed:
            tag = dict(zip(_RULED, said, strict=True))
            now = revising.as_now(tag, self.codebooks)
            check_tag(self.codebooks.newest, *(now[name] for name in _RULED[:-1]))
            self._allowed[said] = {"label": now["label"], "codebook": tag["codebook"] or self.codebooks.newest.id}
        return self._allowed[said]

    def _check_passage(self, row: Row) -> None:
        """Refuse a tag of another text, or beyond the text's end."""
        start, end, article = row["start"], row["end"], self._article(row["article_id"])
        changes.check_end(article, start, end)
        if article["text"][start:end] != row["text"]:
            raise PassageError(
                f"It says {row['text'][:60]!r}, but characters {start} to {end} of {row['article_id']!r} are "
                f"{article['text'][start:end][:60]!r}: the tag was made on another text. Read it with "
                "read_format(…, articles=project.articles()), or add its own article."
            )

    def _own_source(self, row: Row) -> str | None:
        """Return the source that the tag must name itself, where the article alone would give another."""
        one = row["article_id"]
        marks = self._own_marks.get((one, row["coder"])) or self._marks.get(one, [])
        in_force = source_marks.source_at(marks, row["start"], self._article(one)["source"])
        return None if row["source"] in ("", in_force) else str(row["source"])

    def _article(self, article_id: str) -> Row:
        """Return an article with its text, looked up once."""
        return self._held.article(article_id)

    def _page(self, article_id: str, coder: str) -> _Page:
        if (article_id, coder) not in self._pages:
            first, cuts, tags = self._held.page(article_id, coder)
            standing = contents.recut(first, cuts)
            by_span = {(tag["start"], tag["end"]): tag for tag in tags}
            self._pages[article_id, coder] = _Page([(row["start"], row["end"]) for row in standing], by_span)
        return self._pages[article_id, coder]


_RULED = ("label", "speaker", "speaker_kind", "origin", "score", "codebook")


def _records(tags: pd.DataFrame) -> list[Row]:
    """Return a table's rows, with nothing where a value is missing."""
    names = [str(name) for name in tags.columns]
    columns = [tags[name].astype(object).where(tags[name].notna(), None).tolist() for name in tags.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


_TAG_COLUMNS = [column.name for column in tables.tags.columns if column.name != "answers"]


def _stands(passages: list[Span], span: Span) -> bool:
    at = bisect_left(passages, span)
    return at < len(passages) and passages[at] == span


def _spans(cuts: list[tuple[int, int, bool]], *, stands: bool) -> set[Span]:
    return {(start, end) for start, end, standing in cuts if standing is stands}


def check_already_there(kept: Row, tag: Row) -> None:
    """Refuse a tag that says anything else than the one that is there, of the same passage by the same coder."""
    words = ("speaker", "speaker_kind", "evaluative", "unsure", "note", "source", "answers")
    said = [name for name in words if tag[name]]
    differs = [name for name in ("label", *said) if kept[name] != tag[name]]
    if differs:
        raise TagError(
            f"{kept['coder']!r} has tagged this passage already, with another {differs[0]} ({kept[differs[0]]!r}, here "
            f"{tag[differs[0]]!r}), and an import takes no decision's place: untag it first, or name another coder."
        )


def outcome_table(outcomes: list[Row]) -> pd.DataFrame:
    """Return outcomes as the table that `Project.add_tags` returns."""
    table = pd.DataFrame(outcomes, columns=list(COLUMNS), dtype=object)
    return table.astype({name: "int64" if name in ("line", "start", "end") else TEXT for name in COLUMNS})
