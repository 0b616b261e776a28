"""New versions: a text that changed after it was added, kept beside the old one, with the tags that still fit it.

The old text is never touched. A tag moves to the new version only where its passage stands exactly once in both
texts; the log keeps where it was. Tags that cannot move stay on the old version, and are told.
"""

import uuid
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import PassageError
from annotate._project import changes, contents, decisions, tables
from annotate._project.rows import AnyRow, Tag, TagOnPage, place_of


def newest(connection: Connection, article_id: str, sha256: str) -> tuple[str, bool]:
    """Return the version of an article with this text, else its newest; and whether the text is the same."""
    table = tables.articles.c
    found = sa.select(table.article_id, table.article_sha256)
    number, version = 1, article_id
    while (row := connection.execute(found.where(table.article_id == version)).first()) is not None:
        last = row.article_id
        if row.article_sha256 == sha256:
            return last, True
        number += 1
        version = _version(article_id, number)
    return last, False


def following(article_id: str, last: str) -> str:
    """Return the id after that of an article's last version.

    Examples
    --------
    >>> following("vote", "vote"), following("vote", "vote@2")
    ('vote@2', 'vote@3')
    """
    number = 1 if last == article_id else int(last.removeprefix(f"{article_id}@"))
    return _version(article_id, number + 1)


def _version(article_id: str, number: int) -> str:
    return f"{article_id}@{number}"


def move_tags(connection: Connection, old: str, new: str) -> str:
    """Move the tags of one version to the next, and return a report, with a line for each that could not be."""
    texts = [contents.text_of(connection, article_id) for article_id in (old, new)]
    rows = contents.tags(connection, old)
    lost = [why for row in rows if (why := _move(connection, row, new, *texts))]
    return "\n".join([f"{len(rows) - len(lost)} of {len(rows)} tags of {old!r} moved to {new!r}.", *lost])


def _move(connection: Connection, row: TagOnPage, new: str, old_text: str, new_text: str) -> str:
    """Move one tag, or say why not."""
    passage = row["text"]
    here = f"{row['coder']} {row['start']}–{row['end']} {row['label']} “{passage}”"
    for text, which in ((old_text, "old"), (new_text, "new")):
        if (times := _times(text, passage)) != 1:
            return f"Not moved: {here} stands {times} times in the {which} text."
    start = new_text.index(passage)
    try:
        _write(connection, row, new, start, start + len(passage))
    except PassageError as error:
        return f"Not moved: {here}. {error}"
    return ""


def _times(text: str, passage: str) -> int:
    """Count where a passage stands, overlapping ones too; two are enough to know."""
    first = text.find(passage)
    return 0 if first < 0 else 1 + (text.find(passage, first + 1) >= 0)


def _write(connection: Connection, row: TagOnPage, new: str, start: int, end: int) -> None:
    decision_id = uuid.uuid4().hex
    there: AnyRow = row
    moved: AnyRow = {"article_id": new, "start": start, "end": end, "tag_id": decision_id}
    said: AnyRow = {
        "score": None if row["score"] != row["score"] else row["score"],
        "source": _own_source(connection, row, new),
    }
    tag = cast("Tag", {**{name: there[name] for name in tables.tags.columns.keys()}, **moved, **said})  # noqa: SIM118 - columns are no dict
    written = [*changes.untag_rows(connection, place_of(row)), *changes.tag_rows(connection, tag)]
    seq = decisions.begin(connection, decisions.MOVE, row["coder"], new, decision_id)
    for log, change in written:
        decisions.append(connection, log, seq, change)


def _own_source(connection: Connection, row: TagOnPage, new: str) -> str | None:
    """Return the source that the tag must name itself, where the new version alone would give another."""
    return None if row["source"] == contents.article(connection, new)["source"] else str(row["source"])
