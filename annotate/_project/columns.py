"""Columns of a million rows, read as arrays: no row is ever made one by one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from annotate._exact_text import SUB, TEXT, unescape
from annotate._project import tables
from annotate._tags import TAG_COLUMNS, UTC

Array = NDArray[Any]

BATCH = 20_000
"""Rows that are fetched at once: more would only stand in memory twice."""

IDS = 500
"""Articles that one statement asks for: every database takes so many parameters."""

CATEGORIES = tuple(name for name, kind in TAG_COLUMNS.items() if kind == "category")


class Coded(NamedTuple):
    """A column of few different values: which of ``values`` stands in each row."""

    codes: Array
    values: list[Any]

    def taken(self, rows: Array | slice) -> "Coded":
        """Return some rows."""
        return Coded(self.codes[rows], self.values)

    def text(self) -> pd.Series:
        """Return the column as text: equal values are one and the same string."""
        values = np.array([*self.values, ""], dtype=object)
        return pd.Series(values[self.codes], dtype=TEXT)

    def category(self) -> pd.Series:
        """Return the column as a categorical, whose categories occur and are sorted."""
        is_used = np.zeros(len(self.values), dtype=bool)
        is_used[self.codes] = True
        found = sorted({self.values[number] for number in np.flatnonzero(is_used).tolist()})
        place = {value: number for number, value in enumerate(found)}
        rank = np.array([place.get(value, -1) for value in self.values] or [-1], dtype=np.int32)
        kept = rank[self.codes]
        return pd.Series(pd.Categorical.from_codes(kept, pd.Index(found, dtype=TEXT)))


Column = Array | Coded | pd.Series


class Columns(dict[str, Column]):
    """Columns of one length, by name: codes, numbers and ids as arrays, times as a series."""

    def coded(self, name: str) -> Coded:
        """Return a column of codes."""
        return cast("Coded", self[name])

    def array(self, name: str) -> Array:
        """Return a column of numbers."""
        return cast("Array", self[name])

    def moved(self, names: Iterable[str], rows: Array | slice) -> "Columns":
        """Return some rows of columns, which are gone from here one by one: both never stand in memory as a whole."""
        return Columns({name: taken(self.pop(name), rows) for name in names})


class Places(dict[Any, int]):
    """Numbers to values, in the order in which they come."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


_NUMBERS: dict[str, type] = {
    "start": np.int64, "end": np.int64, "seq": np.int64, "score": float, "evaluative": bool, "unsure": bool,
}  # fmt: skip


def read_columns(connection: Connection, queries: Iterable[sa.Select[Any]], names: list[str]) -> Columns:
    """Read columns: numbers as arrays, ids and times as they are, all else as codes."""
    places = {name: Places() for name in names if name not in {*_NUMBERS, "tag_id", "tagged_at"}}
    parts: dict[str, list[Any]] = {name: [] for name in names}
    for query in queries:
        for rows in connection.execute(query, execution_options={"yield_per": BATCH}).partitions():
            for name, column in zip(names, zip(*rows, strict=True), strict=True):
                parts[name].append(_part(name, column, places.get(name)))
    return Columns({name: _joined(name, parts[name], places.get(name)) for name in names})


def _part(name: str, column: Sequence[Any], places: Places | None) -> Array | pd.Series:
    if places is not None:
        return np.fromiter(map(places.__getitem__, column), dtype=np.int32, count=len(column))
    if name in _NUMBERS:
        return np.array(column, dtype=_NUMBERS[name])
    exact = _exact(column)
    if name == "tagged_at":
        return pd.to_datetime(pd.Series(exact, dtype=object).replace("", None), utc=True, format="ISO8601").astype(UTC)
    return np.array(exact, dtype=object)


def _joined(name: str, parts: list[Any], places: Places | None) -> Column:
    if places is not None:
        codes = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
        return Coded(codes, [unescape(value) if isinstance(value, str) else value for value in places])
    if name == "tagged_at":
        return pd.concat(parts, ignore_index=True) if parts else pd.Series(dtype=UTC)
    return np.concatenate(parts) if parts else np.zeros(0, dtype=_NUMBERS.get(name, object))


def bare(table: sa.Table, name: str) -> sa.ColumnElement[Any]:
    """Return a column that is read as the database gives it: what becomes of it is done for many at once."""
    column = table.c[name]
    return sa.type_coerce(column, sa.types.NullType()) if isinstance(column.type, tables.ExactText) else column


def asked(query: sa.Select[Any], column: sa.ColumnElement[str], ids: list[str] | None) -> Iterator[sa.Select[Any]]:
    """Return the query, or one for each few articles."""
    if ids is None:
        yield query
        return
    for first in range(0, len(ids), IDS):
        yield query.where(column.in_(ids[first : first + IDS]))


def exact_rows(connection: Connection, query: sa.Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a query for bare columns, each text exact."""
    columns = [_exact(column) for column in zip(*connection.execute(query).all(), strict=True)]
    return zip(*columns, strict=True)


def _exact(column: Sequence[Any]) -> Sequence[Any]:
    if SUB not in "".join([value for value in column if type(value) is str]):
        return column
    return [unescape(value) if type(value) is str else value for value in column]


def as_series(column: Column, name: str, *, as_codes: bool = False) -> pd.Series:
    if isinstance(column, Coded):
        return column.category() if as_codes or name in CATEGORIES else column.text()
    if isinstance(column, pd.Series):
        return column
    return pd.Series(column, dtype=TEXT if column.dtype == object else column.dtype)


def taken(column: Column, rows: Array | slice) -> Column:
    if isinstance(column, Coded):
        return column.taken(rows)
    return column.iloc[rows].reset_index(drop=True) if isinstance(column, pd.Series) else column[rows]
