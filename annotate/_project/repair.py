"""Repair: derive again what can be derived, and settle what contradicts itself; after a copy was made.

Texts, passages and what the logs hold are never touched: what stands now is derived from its log, and where two
decisions contradict each other, a decision of the repair's own settles it, at the end of the log.
"""

import contextlib
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._articles.articles import sha256
from annotate._errors import AnnotateError, ProjectError
from annotate._project import (
    backup,
    changes,
    contents,
    decisions,
    server_copies,
    statements,
    tables,
    tallies,
    whose,
    word_index,
)
from annotate._project.columns import asked
from annotate._project.project import Project
from annotate._project.rows import AnyRow, Span, Tag, place_of, span_of
from annotate._project.store import Store
from annotate._project.whose import Key

Row = TypeVar("Row")


def back_up(project: Project) -> str:
    """Keep a copy of the project as it is: a file beside its file, or a schema of its database; return which.

    Raises
    ------
    ProjectError
        Where it cannot be copied; nothing is changed then.
    """
    if project._store.address.is_file:
        return str(backup.keep_copy(project._store.address.path, "repair"))
    if not project._store.is_sqlite and (schema := server_copies.keep(project._store, "repair")):
        return f"schema {schema}"
    raise ProjectError(
        f"{project.where!r} cannot be copied from here, so it is not repaired: on a server the lead repairs, who may "
        "make schemas in its database; a file is given by its path. Nothing was changed."
    )


AT_ONCE = 10
"""Articles that are mended in one transaction, and a hundred times as many tallies: others can write in between."""


def mend(project: Project, ids: list[str] | None, *, words: bool) -> None:
    """Derive again what can be, and settle what contradicts itself.

    Each part is right by itself: should a repair be interrupted, what it mended stays, and the next does the rest.

    Parameters
    ----------
    project : Project
    ids : list of str, optional
        The articles of which something is wrong. Left out it may be anything, and all is derived at once.
    words : bool
        Whether the index of words is made anew.
    """
    store = project._store
    with store.writing() as connection:
        if ids is None and store.is_sqlite:
            connection.exec_driver_sql("REINDEX")
        if ids is None:
            connection.execute(tables.tallies.delete())
        if words:
            word_index.make(connection)  # the next search fills it
        _replace(connection, "study_log")
    for some in [None] if ids is None else _portions(ids, AT_ONCE):
        with store.writing() as connection:
            _mend_articles(connection, some)
    _count_again(store)


def _portions(rows: list[Row], size: int) -> Iterator[list[Row]]:
    return (rows[first : first + size] for first in range(0, len(rows), size))


def _mend_articles(connection: Connection, ids: list[str] | None) -> None:
    _measure(connection, ids)
    for log in ("tag_log", "article_log"):
        _replace(connection, log, ids)
    for one in sorted(contradictions(connection, ids), key=lambda one: not one.is_withdrawn):
        # What fits no article at all cannot be settled: it stays as it is, and is told.
        with contextlib.suppress(AnnotateError):
            _settle(connection, one)


def _measure(connection: Connection, ids: list[str] | None) -> None:
    """Take each article's length from its text, where the text is the one that was added."""
    table, texts = tables.articles, tables.article_texts
    query = sa.select(table, texts.c.text).join_from(table, texts)
    for row in (row for some in asked(query, table.c.article_id, ids) for row in connection.execute(some).mappings()):
        if sha256(row["text"]) == row["article_sha256"] and len(row["text"]) != row["length"]:
            same = table.c.article_number == row["article_number"]
            connection.execute(table.update().where(same).values(length=len(row["text"])))


def _replace(connection: Connection, log: str, ids: list[str] | None = None) -> None:
    """Put what a log derives in the place of what stands now (of some articles)."""
    table = decisions.CURRENT[log]
    gone = table.delete()
    connection.execute(gone if ids is None else gone.where(table.c.article_id.in_(ids)))
    statements.insert_all(connection, table, list(derived(connection, log, ids).values()))


_COUNTING = "repair:counts"
"""The name of the project's fact that says which repair counts."""


def _count_again(store: Store) -> None:
    """Add to each tally what it lacks, which stays right whatever others decide in between.

    Two repairs would both add it: the one that begins to count later does it all, and the other stops.
    """
    mine = {"name": _COUNTING, "value": uuid.uuid4().hex}
    with store.writing() as connection:
        statements.put(connection, tables.facts, mine)
    with store.reading() as connection:
        lacks = tallies.counted(connection)
        lacks.subtract(tallies.kept(connection))
    for some in _portions([(tally, number) for tally, number in lacks.items() if number], AT_ONCE * 100):
        with store.writing() as connection:
            if contents.fact(connection, _COUNTING) != mine["value"]:
                return
            tallies.add(connection, Counter(dict(some)))
    with store.writing() as connection:
        statements.delete(connection, tables.facts, mine)


def derived(connection: Connection, log: str, ids: list[str] | None = None) -> dict[Key, AnyRow]:
    """Return what stands now (of some articles) as its log derives it, by what it is about."""
    table = decisions.LOGS[log]
    query = sa.select(table).order_by(table.c.row)
    queries = asked(query, table.c.article_id, ids) if "article_id" in table.c else [query]
    names = decisions.CURRENT[log].columns.keys()
    rows = [{name: row[name] for name in names} for some in queries for row in connection.execute(some).mappings()]
    newest = whose.by_key(log, rows)
    return {key: row for key, row in newest.items() if decisions.is_said(log, row)}


# What contradicts itself -------------------------------------------------------------------------------------


class Contradiction(NamedTuple):
    """A tag that another decision contradicts."""

    tag: Tag
    finding: str
    is_withdrawn: bool
    """Whether a repair withdraws the tag; else it cuts out the passage that the tag stands on."""


def contradictions(connection: Connection, ids: list[str] | None = None) -> Iterator[Contradiction]:
    """Find tags on no passage, tags of one coder that overlap, and tags that were brought back after they had moved."""
    table = tables.tags
    pages: dict[tuple[str, str], list[Tag]] = {}
    for query in asked(sa.select(table).order_by(table.c.article_id, table.c.start), table.c.article_id, ids):
        for tag in statements.all_of(connection, query, Tag):
            pages.setdefault((tag["article_id"], tag["coder"]), []).append(tag)
    moved = _moved(connection, ids)
    for (article_id, coder), rows in pages.items():
        spans = contents.cut_by(connection, article_id, coder)
        out = {span_of(row): why for row in rows if (why := _twice(connection, row, moved))}
        out |= _overlapping([row for row in rows if span_of(row) not in out], connection)
        for row in rows:
            if span_of(row) in out:
                yield Contradiction(row, out[span_of(row)], is_withdrawn=True)
            elif span_of(row) not in spans:
                why = f"The tag {row['label']!r} stands on no passage as {coder!r} cut the article."
                yield Contradiction(row, why, is_withdrawn=False)


def _moved(connection: Connection, ids: list[str] | None) -> dict[Key, int]:
    """Return the newest row with which a program moved each tag away from its passage."""
    log, made = tables.tag_log, tables.decisions
    key = [log.c[name] for name in tables.KEYS["tag_log"]]
    query = sa.select(*key, sa.func.max(log.c.row)).join(made, made.c.seq == log.c.seq)
    query = query.where(made.c.kind == decisions.MOVE, log.c.label == "").group_by(*key)
    return {tuple(row[:4]): row[4] for some in asked(query, log.c.article_id, ids) for row in connection.execute(some)}


def _twice(connection: Connection, tag: Tag, moved: dict[Key, int]) -> str:
    """Return a sentence where a tag was moved to a new version and then brought back, and so counts twice."""
    key = place_of(tag)
    gone = moved.get(tuple(key.values()))
    if gone is None:
        return ""
    now = decisions.latest(connection, "tag_log", key)
    first = whose.origin(connection, "tag_log", now) if now else None
    if first is None or first["row"] > gone:
        return ""
    return f"The tag {tag['label']!r} has moved to a new version of the article, and was brought back: it counts twice."


def _overlapping(rows: list[Tag], connection: Connection) -> dict[Span, str]:
    """Return the tags that a later one of the same coder overlaps, each with a sentence that names the two."""
    newest_first = sorted(rows, key=lambda row: _decided(connection, row), reverse=True)
    kept: list[Tag] = []
    out: dict[Span, str] = {}
    for row in newest_first:
        over = next((one for one in kept if one["start"] < row["end"] and row["start"] < one["end"]), None)
        if over is None:
            kept.append(row)
        else:
            out[span_of(row)] = (
                f"The tag {row['label']!r} on {row['start']}–{row['end']} and the later {over['label']!r} on "
                f"{over['start']}–{over['end']}, both by {row['coder']!r}, overlap: a repair keeps the later one."
            )
    return out


def _decided(connection: Connection, row: Tag) -> int:
    newest = decisions.latest(connection, "tag_log", decisions.key_of("tag_log", row))
    return 0 if newest is None else int(newest["row"])


def _settle(connection: Connection, one: Contradiction) -> None:
    """Withdraw the tag, or cut out its passage, as a decision of the repair's."""
    key = place_of(one.tag)
    written = changes.untag_rows(connection, key) if one.is_withdrawn else changes.cut_out_rows(connection, one.tag)
    about = key["coder"], key["article_id"], uuid.uuid4().hex
    seq = decisions.begin(connection, decisions.REPAIR, *about)
    for log, row in written:
        decisions.append(connection, log, seq, row)
