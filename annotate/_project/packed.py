"""Columns that are read an article at a time: the database joins the values of an article's rows into one text.

Fetching a million rows one by one takes Python many times as long as SQLite takes to find them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._exact_text import SUB, unescape
from annotate._project.columns import Array, Coded, Column, Columns, Places, asked, bare
from annotate._tags import UTC

_KEYS = ("article_id", "coder")
_NUMBERS: dict[str, type] = {"start": np.int64, "end": np.int64, "evaluative": bool, "unsure": bool}
_TEXTS = (
    "label", "source", "speaker", "speaker_kind", "note", "origin", "codebook", "answers", "machine",
    "proposed_label", "reason",
)  # fmt: skip

# In the store SUB stands before four digits only (see `escape`): nobody's text holds these.
_BETWEEN, _NOTHING = f"{SUB}|", f"{SUB}-"

GROUPS = 2_000
"""Articles (of a coder) that are fetched at once."""


def are_packed(names: Iterable[str], *, as_codes: bool = False) -> bool:
    """Whether all of these columns can be read so; of a time, as codes, only its day."""
    return {*names} <= {*_KEYS, *_NUMBERS, *_TEXTS, *(("tagged_at",) if as_codes else ())}


def read_packed(
    connection: Connection, table: sa.Table, names: list[str], wanted: sa.ColumnElement[bool], ids: list[str] | None
) -> Columns:
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
    kinds = {name: _NUMBERS.get(name, np.int32) for name in names}
    found = Columns({name: _whole(parts.pop(name), places.get(name), kinds[name]) for name in names})
    if "tagged_at" in found:
        found["tagged_at"] = _days(found.coded("tagged_at"))
    return found


def _days(column: Coded) -> pd.Series:
    each = pd.to_datetime(pd.Series([day or None for day in column.values], dtype=object), utc=True).astype(UTC)
    return each.take(column.codes).reset_index(drop=True)


def _joined(table: sa.Table, name: str) -> sa.ColumnElement[str]:
    if name in _NUMBERS:
        return sa.func.aggregate_strings(sa.cast(sa.cast(table.c[name], sa.Integer), sa.Text), ",")
    column = sa.func.substr(bare(table, name), 1, 10) if name == "tagged_at" else bare(table, name)
    text = sa.func.coalesce(column, sa.literal_column(f"'{_NOTHING}'")) if table.c[name].nullable else column
    return sa.func.aggregate_strings(sa.type_coerce(text, sa.Text), _BETWEEN)


def _fetched(connection: Connection, queries: Iterable[sa.Select[Any]]) -> Iterator[Any]:
    for query in queries:
        yield from connection.execute(query, execution_options={"yield_per": GROUPS}).partitions()


def _split(name: str, column: Sequence[str], places: dict[str, Places]) -> Array:
    if name in _NUMBERS:
        return np.fromstring(",".join(column), dtype=np.int64, sep=",").astype(_NUMBERS[name], copy=False)
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


def _whole(parts: list[Array], places: Places | None, kind: type) -> Column:
    whole = np.concatenate(parts) if parts else np.zeros(0, dtype=kind)
    if places is None:
        return whole
    return Coded(whole, [None if value == _NOTHING else unescape(value) for value in places])
