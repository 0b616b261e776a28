"""Statements that each decision needs, built once: building one takes longer than SQLite takes to answer it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect

from annotate._exact_text import escape
from annotate._project.rows import AnyRow, Stored

Row = TypeVar("Row")
Columns = dict[str, list[Any]]


def first(connection: Connection, table: sa.Table, key: AnyRow, kind: type[Row]) -> Row | None:
    """Return the row of a table with this key, as the type that its rows have, or None."""
    found = connection.execute(_selected(table, tuple(key)), key).mappings().first()
    return None if found is None else cast("Row", dict(found))


def every(connection: Connection, table: sa.Table, key: AnyRow, kind: type[Row]) -> list[Row]:
    """Return all rows of a table that have these values."""
    return all_of(connection, _selected(table, tuple(key)), kind, key)


def all_of(connection: Connection, query: sa.Select[Any], kind: type[Row], values: AnyRow | None = None) -> list[Row]:
    """Return the rows that a query finds, as the type that they have."""
    found = connection.execute(query, values)
    names = list(found.keys())
    return [cast("Row", dict(zip(names, row, strict=True))) for row in found]


def latest(connection: Connection, log: sa.Table, key: AnyRow, before: int | None = None) -> Stored | None:
    """Return the newest row of a log about one thing (before a row, where given), or None."""
    found = connection.execute(_latest(log, tuple(key)), {**key, "before": before or _LAST}).mappings().first()
    return None if found is None else dict(found)


def insert(connection: Connection, table: sa.Table, row: AnyRow) -> int:
    """Insert a row; return its number, in a table that numbers its rows."""
    return int((connection.execute(_inserted(table), row).inserted_primary_key or [0])[0])


def insert_all(connection: Connection, table: sa.Table, rows: Sequence[AnyRow]) -> None:
    """Insert rows that all have the same columns, as quickly as the database's own driver does."""
    if rows:
        insert_columns(connection, table, raw({name: [row[name] for row in rows] for name in rows[0]}))


def insert_columns(connection: Connection, table: sa.Table, columns: Columns) -> None:
    """Insert rows that are given column by column, as `raw` returns them."""
    _run(connection, _inserted_many(connection.dialect, table, tuple(columns)), columns)


def raw(columns: Columns) -> Columns:
    """Return columns as the driver takes them; nearly always all texts of one are seen to be plain at once."""
    return {name: _raw(column) for name, column in columns.items()}


def _raw(column: list[Any]) -> list[Any]:
    texts = [value for value in column if type(value) is str]
    if not texts or "".join(texts).isprintable():
        return column
    return [escape(value) if type(value) is str else value for value in column]


def _run(connection: Connection, compiled: Any, columns: Columns) -> None:
    """Run a statement once for each row of some columns."""
    names = compiled.positiontup or list(columns)
    rows = list(zip(*(columns[name] for name in names), strict=True))
    is_positional = compiled.positiontup is not None
    values = rows if is_positional else [dict(zip(names, row, strict=True)) for row in rows]
    if values:
        connection.exec_driver_sql(str(compiled), values)


@cache
def _inserted_many(dialect: Dialect, table: sa.Table, names: tuple[str, ...]) -> Any:
    return table.insert().inline().compile(dialect=dialect, column_keys=list(names))


def numbers(connection: Connection, table: sa.Table, count: int) -> list[int]:
    """Return the next numbers of a table that numbers its rows, for whoever holds the lock on writing."""
    if connection.dialect.name == "sqlite":
        query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        last = connection.exec_driver_sql(query, (table.name,)).scalar() or 0
        return list(range(last + 1, last + count + 1))
    column = next(iter(table.primary_key)).name
    sequence = sa.func.pg_get_serial_sequence(table.name, column)
    return list(
        connection.execute(
            sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, count))
        ).scalars()
    )


def put(connection: Connection, table: sa.Table, row: AnyRow) -> None:
    """Insert a row, in the place of the one with its key."""
    connection.execute(_put(connection.dialect.name, table, tuple(row)), row)


def delete(connection: Connection, table: sa.Table, key: AnyRow) -> None:
    """Delete the row with this key."""
    connection.execute(_deleted(table, tuple(key)), key)


def add_to(connection: Connection, table: sa.Table, column: str, rows: Sequence[AnyRow]) -> None:
    """Add to a number of each row with its key; a row that is not there begins at nothing."""
    if rows:
        columns = raw({name: [row[name] for row in rows] for name in rows[0]})
        _run(connection, _added_to(connection.dialect, table, column, tuple(columns)), columns)


@cache
def _selected(table: sa.Table, names: tuple[str, ...]) -> sa.Select[Any]:
    return sa.select(table).where(*_same(table, names))


_LAST = 2**31 - 1
"""After any row."""


@cache
def _latest(log: sa.Table, names: tuple[str, ...]) -> sa.Select[Any]:
    earlier = _selected(log, names).where(log.c.row < sa.bindparam("before"))
    return earlier.order_by(log.c.row.desc()).limit(1)


@cache
def _inserted(table: sa.Table) -> sa.Insert:
    return table.insert()


@cache
def _deleted(table: sa.Table, names: tuple[str, ...]) -> sa.Delete:
    return table.delete().where(*_same(table, names))


def _same(table: sa.Table, names: tuple[str, ...]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == sa.bindparam(name) for name in names]


_INSERT: dict[str, Callable[[sa.Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _put(dialect: str, table: sa.Table, names: tuple[str, ...]) -> sa.Executable:
    statement = _INSERT[dialect](table)
    others = {name: statement.excluded[name] for name in names if not table.c[name].primary_key}
    put: sa.Executable = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)
    return put


@cache
def _added_to(dialect: Dialect, table: sa.Table, column: str, names: tuple[str, ...]) -> Any:
    statement = _INSERT[dialect.name](table)
    more = {column: table.c[column] + statement.excluded[column]}
    added = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=more)
    return added.compile(dialect=dialect, column_keys=list(names))
