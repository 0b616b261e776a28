"""Imports: put tags that were made elsewhere into a project, each a decision of its own.

An import never takes the place of what a coder decided here, and no coder's undo takes it back.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._errors import AnnotateError, PassageError, TagError
from annotate._exact_text import TEXT
from annotate._project import changes, contents, decisions, tables
from annotate._tags import check_tag, check_text

Row = dict[str, Any]

COLUMNS = ("line", "article_id", "start", "end", "label", "coder", "outcome", "reason")


@dataclass
class Import:
    """Tags on their way into a project, within one transaction.

    Parameters
    ----------
    connection : Connection
    codebook : Codebook
        The project's.
    coder : str
        Who made the tags that name nobody.
    """

    connection: Connection
    codebook: Codebook
    coder: str
    _articles: dict[str, Row] = field(default_factory=dict)

    def add(self, tags: pd.DataFrame) -> list[Row]:
        """Write each tag that is new, and return one outcome per tag."""
        rows: list[Row] = tags.astype(object).where(tags.notna(), None).to_dict("records")  # type: ignore[assignment]
        return [self._outcome(line, row) for line, row in enumerate(rows, start=1)]

    def _outcome(self, line: int, row: Row) -> Row:
        row["coder"] = row["coder"] or self.coder
        try:
            outcome, reason = self._add(row), ""
        except AnnotateError as error:
            outcome, reason = "refused", str(error)
        return {**{name: row.get(name) for name in COLUMNS}, "line": line, "outcome": outcome, "reason": reason}

    def _add(self, row: Row) -> str:
        tag = self._checked(row)
        key = {name: tag[name] for name in tables.KEYS["tag_log"]}
        kept = decisions.current(self.connection, key)
        if kept is not None:
            return _already_there(kept, tag)
        written = changes.tag_rows(self.connection, tag)
        seq = decisions.begin(self.connection, decisions.IMPORT, tag["coder"], tag["article_id"], tag["tag_id"])
        for log, change in written:
            decisions.append(self.connection, log, seq, change)
        return "added"

    def _checked(self, row: Row) -> Row:
        """Return the row as the store has tags, once it has been seen to stand in its article."""
        names = [column.name for column in tables.tags.columns if column.name != "answers"]
        tag = {**{name: row[name] for name in names}, "answers": ""}
        tag["origin"] = tag["origin"] or "import"
        check_tag(self.codebook, *(tag[name] for name in ("label", "speaker", "speaker_kind", "origin", "score")))
        check_text(**{name: tag[name] for name in ("article_id", "coder", "note", "source", "codebook", "tag_id")})
        if not tag["coder"]:
            raise TagError("It names no coder: say who tagged, with add_tags(tags, coder=…) or --coder NAME.")
        self._check_passage(row)
        tag["source"] = self._own_source(row)
        tag["codebook"] = tag["codebook"] or self.codebook.id
        tag["tagged_at"] = decisions.now() if tag["tagged_at"] is None else decisions.written(tag["tagged_at"])
        if not tag["tag_id"] or decisions.is_known(self.connection, tag["tag_id"]):
            tag["tag_id"] = uuid.uuid4().hex
        return tag

    def _check_passage(self, row: Row) -> None:
        """Refuse a tag of another text; one beyond the text's end is refused as it is written."""
        start, end, text = row["start"], row["end"], self._article(row["article_id"])["text"]
        if end <= len(text) and text[start:end] != row["text"]:
            raise PassageError(
                f"It says {row['text'][:60]!r}, but characters {start} to {end} of {row['article_id']!r} are "
                f"{text[start:end][:60]!r}: the tag was made on another text. Read it with "
                "read_format(…, articles=project.articles()), or add its own article."
            )

    def _own_source(self, row: Row) -> str | None:
        """Return the source that the tag must name itself, where the article alone would give another."""
        page = self._article(row["article_id"])
        in_force = contents.source_at(page["marks"], row["start"], page["source"])
        return None if row["source"] in ("", in_force) else str(row["source"])

    def _article(self, article_id: str) -> Row:
        """Return an article with its text and where other sources begin, looked up once: an import changes none."""
        if article_id not in self._articles:
            page = contents.article(self.connection, article_id)
            text = contents.text(self.connection, page["article_number"])
            marks = contents.source_marks(self.connection, article_id).get(article_id, [])
            self._articles[article_id] = {**page, "text": text, "marks": marks}
        return self._articles[article_id]


def _already_there(kept: Row, tag: Row) -> str:
    """Say that a tag is there; refuse one that says anything else of the same passage by the same coder."""
    said = [name for name in ("speaker", "speaker_kind", "evaluative", "unsure", "note", "source") if tag[name]]
    differs = [name for name in ("label", *said) if kept[name] != tag[name]]
    if not differs:
        return "already there"
    raise TagError(
        f"{kept['coder']!r} has tagged this passage already, with another {differs[0]} ({kept[differs[0]]!r}, here "
        f"{tag[differs[0]]!r}), and an import takes no decision's place: untag it first, or name another coder."
    )


def outcome_table(outcomes: list[Row]) -> pd.DataFrame:
    """Return outcomes as the table that `Project.add_tags` returns."""
    table = pd.DataFrame(outcomes, columns=list(COLUMNS), dtype=object)
    return table.astype({name: "int64" if name in ("line", "start", "end") else TEXT for name in COLUMNS})
