"""Columns that are read an article at a time: the database joins the values of an article's rows into one text.

Fetching a million rows one by one takes Python many times as long as SQLite takes to find them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._exact_text import SUB, unescape
from annotate._project.columns import Array, Coded, Places, asked, bare

_KEYS = ("article_id", "coder")
_NUMBERS = ("start", "end")
_TEXTS = ("label", "source", "speaker", "speaker_kind", "origin", "codebook", "answers", "proposed_label", "reason")

# In the store SUB stands before four digits only (see `escape`): nobody's text holds these.
_BETWEEN, _NOTHING = f"{SUB}|", f"{SUB}-"

GROUPS = 2_000
"""Articles (of a coder) that are fetched at once."""


def are_packed(names: Iterable[str]) -> bool:
    """Whether all of these columns can be read so."""
    return {*names} <= {*_KEYS, *_NUMBERS, *_TEXTS}


def read_packed(
    connection: Connection, table: sa.Table, names: list[str], wanted: sa.ColumnElement[bool], ids: list[str] | None
) -> dict[str, Any]:
    """Read columns of the rows that are wanted, as `columns.read_columns` does; an article's rows stand together."""
    keys = [name for name in _KEYS if name in table.c and name in names]
    others = [name for name in names if name not in keys]
    places = {name: Places() for name in names if name not in _NUMBERS}
    parts: dict[str, list[Array]] = {name: [] for name in names}
    columns = (*(bare(table, name) for name in keys), sa.func.count(), *(_joined(table, name) for name in others))
    query = sa.select(*columns).where(wanted).group_by(*(table.c[name] for name in keys))
    for rows in _fetched(connection, asked(query, table.c.article_id, ids)):
        read = list(zip(*rows, strict=True))
        many = np.array(read[len(keys)], dtype=np.int64)
        for name, column in zip(keys, read, strict=False):
            parts[name].append(np.repeat(_codes(column, places[name]), many))
        for name, column in zip(others, read[len(keys) + 1 :], strict=True):
            parts[name].append(_split(name, column, places))
    return {name: _whole(parts.pop(name), places.get(name)) for name in names}


def _joined(table: sa.Table, name: str) -> sa.ColumnElement[str]:
    if name in _NUMBERS:
        return sa.func.aggregate_strings(sa.cast(table.c[name], sa.Text), ",")
    column = bare(table, name)
    text = sa.func.coalesce(column, sa.literal_column(f"'{_NOTHING}'")) if table.c[name].nullable else column
    return sa.func.aggregate_strings(sa.type_coerce(text, sa.Text), _BETWEEN)


def _fetched(connection: Connection, queries: Iterable[sa.Select[Any]]) -> Iterator[Any]:
    for query in queries:
        yield from connection.execute(query, execution_options={"yield_per": GROUPS}).partitions()


def _split(name: str, column: Sequence[str], places: dict[str, Places]) -> Array:
    if name in _NUMBERS:
        return np.fromstring(",".join(column), dtype=np.int64, sep=",")
    return _text_codes(column, places[name])


def _text_codes(column: Sequence[str], places: Places) -> Array:
    """Return the codes of joined texts; many articles' are alike, such as those of one origin, and split once."""
    different = dict.fromkeys(column)
    if len(different) * 2 > len(column):
        return _codes(_BETWEEN.join(column).split(_BETWEEN), places)
    codes = {text: _codes(text.split(_BETWEEN), places) for text in different}
    return np.concatenate([codes[text] for text in column])


def _codes(column: Any, places: Places) -> Array:
    codes = np.fromiter(map(places.__getitem__, column), dtype=np.int32, count=len(column))
    return codes.astype(np.min_scalar_type(-len(places)))  # a label's code needs one byte


def _whole(parts: list[Array], places: Places | None) -> Any:
    whole = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64 if places is None else np.int32)
    if places is None:
        return whole
    return Coded(whole, [None if value == _NOTHING else unescape(value) for value in places])
