"""Whose it is that stands: what was last said of things, what stood before it, and who first decided so.

A thing is what a log's row is about. A decision may be about thousands, so that all of them are asked for at once, by
the decision or by the row that names them, and never one by one.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import statements, tables
from annotate._project.decisions import LOGS
from annotate._project.rows import AnyRow, Decision, Stored

Key = tuple[Any, ...]
"""What identifies a thing within its log."""
Rows = dict[Key, AnyRow]


class Things(NamedTuple):
    """What rows of a log are about: those of one decision (``seq``), or the one with a number (``row``)."""

    log: str
    by: str
    number: int


def by_key(log: str, rows: Iterable[AnyRow]) -> Rows:
    """Return the last of the rows about each thing."""
    return {tuple(row[name] for name in tables.KEYS[log]): row for row in rows}


def before(connection: Connection, things: Things, seq: int) -> Rows:
    """Return what stood before a decision said something of these things: the newest row of each before its own."""
    return _found(connection, things, _before(things.log, things.by), seq)


def others(connection: Connection, things: Things, seq: int) -> Rows:
    """Return the newest row about each of these things that is not a decision's: what was said of it since."""
    return _found(connection, things, _others(things.log, things.by), seq)


def said(connection: Connection, things: Things, seq: int) -> Rows:
    """Return what a decision said of these things: the last row about each."""
    return _found(connection, things, _said(things.log, things.by), seq)


def origins(connection: Connection, things: Things, rows: Rows) -> dict[Key, AnyRow | None]:
    """Return the rows in which what these ones say was first decided: an undo and a redo only say it again.

    None where the origin is that nothing had been said.
    """
    found: dict[Key, AnyRow | None] = {}
    while rows:
        by_decision: dict[int, Rows] = {}
        for key, row in rows.items():
            by_decision.setdefault(row["seq"], {})[key] = row
        rows = {}
        for seq, some in by_decision.items():
            settled, further = _one_step(connection, things, seq, some)
            found |= settled
            rows |= further
    return found


def _one_step(connection: Connection, things: Things, seq: int, some: Rows) -> tuple[dict[Key, AnyRow | None], Rows]:
    """Return the origins of what one decision said, as far as they are known, and the rows to go on with."""
    made = decision(connection, seq)
    if made["kind"] == "redo":
        undone = decision(connection, made["undoes"])
        first = said(connection, things, undone["undoes"])
        return {key: first.get(key, row) for key, row in some.items()}, {}
    if made["kind"] != "undo":
        return dict(some), {}
    was, earlier = said(connection, things, made["undoes"]), before(connection, things, made["undoes"])
    settled = {key: None if key in was else row for key, row in some.items() if key not in earlier}
    return settled, {key: earlier[key] for key in some if key in earlier}


def origin(connection: Connection, log: str, row: AnyRow) -> AnyRow | None:
    """Return the row in which what this one says was first decided, or None."""
    (found,) = origins(connection, Things(log, "row", row["row"]), by_key(log, [row])).values()
    return found


def decision(connection: Connection, seq: int) -> AnyRow:
    """Return a decision's own row."""
    found = statements.first(connection, tables.decisions, {"seq": seq}, Decision)
    return found or {"kind": "", "coder": "", "undoes": None}


# Statements, each built once ---------------------------------------------------------------------------------


def _found(connection: Connection, things: Things, query: sa.Select[Any], seq: int) -> Rows:
    values = {"things": things.number, "than": seq}
    return by_key(things.log, statements.all_of(connection, query, Stored, values))


def _same(log: str, one: Any, other: Any) -> sa.ColumnElement[bool]:
    return sa.and_(*(one.c[name] == other.c[name] for name in tables.KEYS[log]))


@cache
def _before(log: str, by: str) -> sa.Select[Any]:
    table = LOGS[log]
    thing, first, earlier = table.alias("thing"), table.alias("first"), table.alias("earlier")
    own = sa.select(sa.func.min(first.c.row)).where(_same(log, first, thing), first.c.seq == sa.bindparam("than"))
    older = earlier.c.row < own.correlate(thing).scalar_subquery()
    return _newest(log, thing, by, sa.select(sa.func.max(earlier.c.row)).where(_same(log, earlier, thing), older))


@cache
def _others(log: str, by: str) -> sa.Select[Any]:
    table = LOGS[log]
    thing, later = table.alias("thing"), table.alias("later")
    newest = sa.select(sa.func.max(later.c.row)).where(_same(log, later, thing))
    return _newest(log, thing, by, newest).where(table.c.seq != sa.bindparam("than"))


def _newest(log: str, thing: Any, by: str, newest: sa.Select[Any]) -> sa.Select[Any]:
    rows = sa.select(newest.correlate(thing).scalar_subquery()).where(thing.c[by] == sa.bindparam("things"))
    return sa.select(LOGS[log]).where(LOGS[log].c.row.in_(rows))


@cache
def _said(log: str, by: str) -> sa.Select[Any]:
    table = LOGS[log]
    thing = table.alias("thing")
    there = sa.select(table).join(thing, _same(log, table, thing)).where(thing.c[by] == sa.bindparam("things"))
    return there.where(table.c.seq == sa.bindparam("than")).order_by(table.c.row)
