"""The passages of a whole study as a table, or as tables of whole articles."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import about, contents, source_marks, tables
from annotate._project.columns import Coded, Places, as_series, asked, bare, read_columns, taken
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
from annotate._project.rows import AnyRow, Cut, CutPassage, Passage, span_of
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


def _passage_frame(connection: Connection, found: Pages, wanted: Wanted, *, every: bool) -> pd.DataFrame:
    shown = list(PASSAGE_COLUMNS) if wanted.columns is None else list(wanted.columns)
    refuse_unknown(shown, [*dict.fromkeys([*PASSAGE_COLUMNS, *ARTICLE_COLUMNS]), *found.kinds], "passages")
    names = [name for name in _CUT if name in {*shown, "article_id", "start", "end"}]
    table = tables.passages
    ids = None if every else found.ids()
    if are_packed(names):
        read = read_packed(connection, table, names, sa.true(), ids)
    else:
        query = sa.select(*(bare(table, name) for name in names))
        read = read_columns(connection, asked(query, table.c.article_id, ids), names)
    place = {row["article_id"]: number for number, row in enumerate(found.rows)}
    recut = _recut(connection, found, wanted, every=every)
    of_first = {name: number for name, number in place.items() if name not in recut}
    of_id = np.array([of_first.get(one, -1) for one in read["article_id"].values] or [-1], dtype=np.int32)
    at = of_id[read["article_id"].codes]
    rows = slice(None) if (at >= 0).all() else np.flatnonzero(at >= 0)
    further = [{"at": place[name], **row} for name, standing in recut.items() for row in standing]
    columns = _with_rows({name: taken(read.pop(name), rows) for name in names}, further)
    at = np.concatenate([at[rows], np.array([row["at"] for row in further], dtype=at.dtype)])
    place = at.astype(np.int64) << 32 | columns["start"]
    if not (place[1:] > place[:-1]).all():
        order = np.lexsort((columns["end"], place))
        columns, at = {name: taken(columns.pop(name), order) for name in names}, at[order]
    del place
    source = sources(found, at, columns["start"]) if len(at) else Coded(np.zeros(0, dtype=np.int64), [])
    if wanted.source is not None and len(at):
        kept = np.flatnonzero(np.array([value in wanted.source for value in source.values])[source.codes])
        columns, at = {name: taken(column, kept) for name, column in columns.items()}, at[kept]
        source = source.taken(kept)
    columns |= columns_of_page(found, at, {"article_id", *shown} & {*ARTICLE_COLUMNS})
    columns |= {"source": source}
    if "text" in shown:
        columns["text"] = texts_at(connection, found, at, columns["start"], columns["end"])
    frame = pd.DataFrame(
        {
            name: _of_passage(columns[name], name, as_codes=wanted.as_codes)
            for name in columns
            if name in {*shown, "article_id"}
        }
    )
    variables = {name: found.kinds[name] for name in shown if name in found.kinds}
    return about.with_variables(frame, found.said, variables)[shown]


def _of_passage(column: Any, name: str, *, as_codes: bool) -> pd.Series:
    if name == "double_of":
        values = np.array(column.values or [None], dtype=object)
        return pd.Series(values[column.codes] if len(column.codes) else [], dtype="Int64")
    if isinstance(column, Coded):
        return column.category() if as_codes else column.text()
    return as_series(column, name)


def _with_rows(columns: dict[str, Any], rows: Sequence[AnyRow]) -> dict[str, Any]:
    """Return columns with further rows at their end; those have no article id."""
    if not rows:
        return columns
    longer: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Coded):
            places = Places({value: number for number, value in enumerate(column.values)})
            codes = np.array([places[row.get(name, "")] for row in rows])
            longer[name] = Coded(np.concatenate([column.codes, codes]), list(places))
        else:
            longer[name] = np.concatenate([column, np.array([row[name] for row in rows], dtype=column.dtype)])
    return longer


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
