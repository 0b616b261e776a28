"""The passages of a whole study as a table, or as tables of whole articles."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import about, contents, source_marks, tables
from annotate._project.columns import Array, Coded, Column, Columns, Places, as_series, asked, bare, read_columns
from annotate._project.contents import ARTICLE_COLUMNS, PASSAGE_COLUMNS
from annotate._project.packed import are_packed, read_packed
from annotate._project.pages import (
    Pages,
    Wanted,
    columns_of_page,
    portions,
    read_pages,
    refuse_unknown,
    sources,
    texts_at,
)
from annotate._project.rows import Cut, CutPassage, Passage, span_of
from annotate._project.statements import all_of


def passages(connection: Connection, wanted: Wanted, found: Pages | None = None) -> pd.DataFrame:
    """Return the passages as one coder (the only one in ``wanted``) or all who worked on an article cut them."""
    found = read_pages(connection, wanted._replace(coder=None)) if found is None else found
    found = _as_seen(connection, found, wanted)
    return _passage_frame(connection, found, wanted, every=wanted.articles is None)


def passage_chunks(connection: Connection, wanted: Wanted, rows: int) -> Iterator[pd.DataFrame]:
    """Return the passages in tables of about so many rows, each of whole articles."""
    found = _as_seen(connection, read_pages(connection, wanted._replace(coder=None)), wanted)
    for some in portions(connection, found, tables.passages, rows):
        yield _passage_frame(connection, some, wanted, every=False)


def _as_seen(connection: Connection, found: Pages, wanted: Wanted) -> Pages:
    """Return the articles with their sources as the one coder sees them who is asked for, or as all see them alike."""
    if not wanted.coder:
        marked = sorted({article_id for article_id, _ in found.own_marks})
        alike = source_marks.of_pages(connection, marked)
        return found._replace(marks={**found.marks, **{one: alike.get(one, []) for one in marked}})
    (coder,) = wanted.coder
    own = {article_id: marks for (article_id, name), marks in found.own_marks.items() if name == coder}
    return found._replace(marks={**found.marks, **own})


_CUT = ["article_id", "start", "end", "proposed_label", "reason", "double_of"]


class _Rows(NamedTuple):
    """Passages: which article each is of, by its place among the pages, and what stands of it."""

    at: Array
    columns: Columns

    def taken(self, rows: Array | slice) -> "_Rows":
        """Return some of them; these are used up."""
        return _Rows(self.at[rows], self.columns.moved([*self.columns], rows))


def _passage_frame(connection: Connection, found: Pages, wanted: Wanted, *, every: bool) -> pd.DataFrame:
    shown = list(PASSAGE_COLUMNS) if wanted.columns is None else list(wanted.columns)
    refuse_unknown(shown, [*dict.fromkeys([*PASSAGE_COLUMNS, *ARTICLE_COLUMNS]), *found.kinds], "passages")
    at, columns = _of_sources(found, _in_order(_cut(connection, found, wanted, shown, every=every)), wanted.source)
    columns.update(columns_of_page(found, at, {"article_id", *shown} & {*ARTICLE_COLUMNS} - {"source"}))
    if "text" in shown:
        columns["text"] = texts_at(connection, found, at, columns.array("start"), columns.array("end"))
    names = [name for name in columns if name in {*shown, "article_id"}]
    frame = pd.DataFrame({name: _of_passage(columns[name], name, as_codes=wanted.as_codes) for name in names})
    variables = {name: found.kinds[name] for name in shown if name in found.kinds}
    return about.with_variables(frame, found.said, variables)[shown]


def _cut(connection: Connection, found: Pages, wanted: Wanted, shown: Sequence[str], *, every: bool) -> _Rows:
    """Return the passages as they were cut first, and behind them those of articles that a coder cut again."""
    names = [name for name in _CUT if name in {*shown, "article_id", "start", "end"}]
    read = _read(connection, names, None if every else found.ids())
    place = {row["article_id"]: number for number, row in enumerate(found.rows)}
    recut = _recut(connection, found, wanted, every=every)
    of_first = {name: number for name, number in place.items() if name not in recut}
    of_id = np.array([of_first.get(one, -1) for one in read.coded("article_id").values] or [-1], dtype=np.int32)
    at = of_id[read.coded("article_id").codes]
    rows = slice(None) if (at >= 0).all() else np.flatnonzero(at >= 0)
    further = [row for standing in recut.values() for row in standing]
    of_further = [place[name] for name, standing in recut.items() for _ in standing]
    columns = _with_rows(read.moved(names, rows), further)
    return _Rows(np.concatenate([at[rows], np.array(of_further, dtype=at.dtype)]), columns)


def _read(connection: Connection, names: list[str], ids: list[str] | None) -> Columns:
    table = tables.passages
    if are_packed(names):
        return read_packed(connection, table, names, sa.true(), ids)
    query = sa.select(*(bare(table, name) for name in names))
    return read_columns(connection, asked(query, table.c.article_id, ids), names)


def _in_order(rows: _Rows) -> _Rows:
    """Return passages by their article, then as they stand in it: most often as they are."""
    place = rows.at.astype(np.int64) << 32 | rows.columns.array("start")
    if (place[1:] > place[:-1]).all():
        return rows
    return rows.taken(np.lexsort((rows.columns.array("end"), place)))


def _of_sources(found: Pages, rows: _Rows, wanted: Collection[str] | None) -> _Rows:
    """Return passages with their source, of the wanted sources alone."""
    at, columns = rows
    columns["source"] = source = (
        sources(found, at, columns.array("start")) if len(at) else Coded(np.zeros(0, dtype=np.int64), [])
    )
    if wanted is None or not len(at):
        return rows
    return rows.taken(np.flatnonzero(np.array([value in wanted for value in source.values])[source.codes]))


def _of_passage(column: Column, name: str, *, as_codes: bool) -> pd.Series:
    if not isinstance(column, Coded):
        return as_series(column, name)
    if name == "double_of":
        values = np.array(column.values or [None], dtype=object)
        return pd.Series(values[column.codes] if len(column.codes) else [], dtype="Int64")
    return column.category() if as_codes else column.text()


def _with_rows(columns: Columns, rows: Sequence[CutPassage]) -> Columns:
    """Return columns with further rows at their end; those have no article id."""
    if not rows:
        return columns
    return Columns({name: _longer(column, [row.get(name) for row in rows]) for name, column in columns.items()})


def _longer(column: Column, values: list[object]) -> Column:
    if not isinstance(column, Coded):
        numbers = np.asarray(column)
        return np.concatenate([numbers, np.array(values, dtype=numbers.dtype)])
    places = Places({value: number for number, value in enumerate(column.values)})
    codes = np.array([places[value] for value in values])
    return Coded(np.concatenate([column.codes, codes]), list(places))


def _recut(connection: Connection, found: Pages, wanted: Wanted, *, every: bool) -> dict[str, list[CutPassage]]:
    """Return the passages of those articles that a coder cut again; they are few beside the others."""
    log, first = tables.cut_log, tables.passages
    ids = None if every else found.ids()
    here = set(found.ids())
    cuts: dict[str, list[Cut]] = {}
    for query in asked(sa.select(log).order_by(log.c.row), log.c.article_id, ids):
        for cut in all_of(connection, query, Cut):
            if cut["article_id"] in here:
                cuts.setdefault(cut["article_id"], []).append(cut)
    whole: dict[str, list[Passage]] = {}
    for query in asked(sa.select(first), first.c.article_id, sorted(cuts)):
        for row in all_of(connection, query, Passage):
            whole.setdefault(row["article_id"], []).append(row)
    return {
        name: _standing(whole.get(name, []), cuts[name], wanted.coder or contents.coders(connection, name))
        for name in cuts
    }


def _standing(first: list[Passage], cuts: list[Cut], coders: Iterable[str]) -> list[CutPassage]:
    standing = {
        span_of(row): row
        for name in coders
        for row in contents.recut(first, (cut for cut in cuts if cut["coder"] == name))
    }
    return [standing[span] for span in sorted(standing)]
