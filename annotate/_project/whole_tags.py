"""The tags of a whole study as a table, or as tables of whole articles."""

from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._codebook import Codebook
from annotate._exact_text import TEXT
from annotate._project import about, answers, codebooks, persons, tables
from annotate._project.columns import Array, Coded, Columns, as_series, asked, bare, read_columns
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
    with_own_marks,
)
from annotate._project.tag_machines import MACHINE, machine_column
from annotate._tags import TAG_COLUMNS, in_order, tag_table

FROM_PAGE = ("title", "author", "published", "url", "language", "article_sha256")
"""What a tag's row says of its article, besides its source."""


def tags(connection: Connection, wanted: Wanted, *, history: bool = False, found: Pages | None = None) -> pd.DataFrame:
    """Return the current tags, or the whole log, as `Project.tags` promises them; of pages that are read already."""
    found = read_pages(connection, wanted, set_aside=history) if found is None else found
    return _tag_frame(connection, found, wanted, history=history, every=wanted.articles is None)


def tag_chunks(connection: Connection, wanted: Wanted, rows: int, *, history: bool = False) -> Iterator[pd.DataFrame]:
    """Return the tags in tables of about so many rows, each of whole articles."""
    found = read_pages(connection, wanted, set_aside=history)
    table = tables.tag_log if history else tables.tags
    for some in portions(connection, found, table, rows):
        yield _tag_frame(connection, some, wanted, history=history, every=False)


def variables(connection: Connection) -> pd.DataFrame:
    """Return what a tag's row says besides the tag table's own columns, of all tags."""
    found, codebook = read_pages(connection, Wanted()), codebooks.read_by(connection)
    names = _shown(connection, Wanted(), found, codebook, history=False)[1]
    names += [*persons.with_persons(_NOBODY, found.persons).columns][2:]
    wanted = Wanted(columns=names)
    return _tag_frame(connection, found, wanted, history=False, every=True) if names else pd.DataFrame()


_STORED = [column.name for column in tables.tags.columns if column.name not in ("answers", "source", MACHINE)]


def _tag_frame(connection: Connection, found: Pages, wanted: Wanted, *, history: bool, every: bool) -> pd.DataFrame:
    codebook = codebooks.read_by(connection)
    shown, variables = _shown(connection, wanted, found, codebook, history=history)
    questions = [one for one in codebook.questions_about("passage") if one.name in {*variables}]
    names = [name for name in _STORED if name in {*shown, "article_id", "start", "end", "coder", "label"}]
    further = {"source": _needs_source(shown, wanted), "answers": bool(questions), "seq": history}
    further[MACHINE] = MACHINE in {*variables} - {*found.kinds} - {one.name for one in questions}
    names += [name for name, is_needed in further.items() if is_needed]
    read = _read(connection, names, wanted, None if every else found.ids(), history=history)
    at = _places(found, read.coded("article_id"))
    source = _sources(found, at, read) if "source" in names else None
    rows = _rows(read, at, source, wanted.source, history=history)
    at = at[rows]
    answered = answers.columns_of_tags(questions, read.coded("answers").taken(rows)) if questions else {}
    columns = read.moved([name for name in names if name not in ("source", "answers", MACHINE)], rows)
    answered |= {MACHINE: read.coded(MACHINE).taken(rows).text()} if MACHINE in names else {}
    answered |= answers.columns_of_articles(found.answers, columns.coded("article_id"), columns.coded("coder"))
    if source is not None:
        columns["source"] = source.taken(rows)
    columns.update(columns_of_page(found, at, [name for name in FROM_PAGE if name in shown]))
    if "text" in shown:
        columns["text"] = texts_at(connection, found, at, columns.array("start"), columns.array("end"))
    if history:
        columns.update(_kinds_of_decisions(connection, columns))
    return _finished(columns, found, shown, variables, wanted, codebook, answered)


def _needs_source(shown: set[str], wanted: Wanted) -> bool:
    return "source" in shown or wanted.source is not None


def _places(found: Pages, ids: Coded) -> Array:
    """Return the place of each row's article among the pages; -1 where it is none of them."""
    place = {row["article_id"]: number for number, row in enumerate(found.rows)}
    of_id = np.array([place.get(one, -1) for one in ids.values] or [-1], dtype=np.int32)
    at: Array = of_id[ids.codes]
    return at


def _sources(found: Pages, at: Array, read: Columns) -> Coded:
    """Return each row's source: its own, or that of its place as its coder sees it."""
    start, own = read.array("start"), read.coded("source")
    source = sources(found, np.where(at >= 0, at, 0), start, own)
    return with_own_marks(found, source, at, start, read.coded("coder"), own) if found.own_marks else source


def _rows(read: Columns, at: Array, source: Coded | None, wanted: Collection[str] | None, *, history: bool) -> Array:
    """Return which rows are shown, in their order."""
    kept = at >= 0
    if wanted is not None and source is not None:
        kept &= np.array([value in wanted for value in source.values])[source.codes]
    rows = np.flatnonzero(kept)
    return rows[_order(read, at, rows, history=history)]


def _shown(
    connection: Connection, wanted: Wanted, found: Pages, codebook: Codebook, *, history: bool
) -> tuple[set[str], list[str]]:
    """Return the tag table's columns that must be read, and the variables: articles', questions, the machine."""
    further = [*found.kinds, *(one.name for one in codebook.questions_about("passage"))]
    further += machine_column(connection, further)
    if wanted.columns is None:
        return {*TAG_COLUMNS}, further
    of_persons = [*persons.with_persons(_NOBODY, found.persons).columns][2:]
    log = ["seq", "kind", "withdrawn"] if history else []
    refuse_unknown(wanted.columns, [*TAG_COLUMNS, *further, *of_persons, *log], "tags")
    shown = {*wanted.columns}
    needed = {"speaker", "article_id"} if shown & {*of_persons} else set()
    return shown & {*TAG_COLUMNS} | needed, [name for name in wanted.columns if name in further]


_NOBODY = pd.DataFrame({"speaker": [], "article_id": []}, dtype=TEXT)


def _read(connection: Connection, names: list[str], wanted: Wanted, ids: list[str] | None, *, history: bool) -> Columns:
    table = tables.tag_log if history else tables.tags
    by_coder = sa.true() if wanted.coder is None else table.c.coder.in_(wanted.coder)
    if not history and are_packed(names, as_codes=wanted.as_codes):
        return read_packed(connection, table, names, by_coder, ids)
    query = sa.select(*(bare(table, name) for name in names)).where(by_coder)
    return read_columns(connection, asked(query, table.c.article_id, ids), names)


def _order(read: Columns, at: Array, rows: Array, *, history: bool) -> Array:
    if history:
        return np.argsort(read.array("seq")[rows], kind="stable")
    coder, start, end = read.coded("coder"), read.array("start"), read.array("end")
    rank = np.zeros(len(coder.values) + 1, dtype=np.int64)
    rank[sorted(range(len(coder.values)), key=coder.values.__getitem__)] = np.arange(len(coder.values))
    place = at[rows].astype(np.int64) << 32 | start[rows]
    if (place[1:] > place[:-1]).all():
        return np.arange(len(rows))
    return np.lexsort((rank[coder.codes[rows]], end[rows], place))


def _kinds_of_decisions(connection: Connection, columns: Columns) -> Columns:
    """Return what kind of decision wrote each row of the log, and whether it withdrew the tag."""
    made = tables.decisions.c
    read = read_columns(connection, [sa.select(made.seq, bare(tables.decisions, "kind"))], ["seq", "kind"])
    seq, label = read.array("seq"), columns.coded("label")
    order = np.argsort(seq)
    which = order[np.searchsorted(seq[order], columns.array("seq"))] if len(order) else order
    withdrawn = np.array([not value for value in label.values] or [False])[label.codes]
    return Columns({"kind": read.coded("kind").taken(which), "withdrawn": withdrawn})


def _finished(
    columns: Columns,
    found: Pages,
    shown: set[str],
    variables: list[str],
    wanted: Wanted,
    codebook: Codebook,
    answered: dict[str, pd.Series],
) -> pd.DataFrame:
    """Make the table of the columns read, each in its type."""
    log = [name for name in ("seq", "kind", "withdrawn") if name in columns]
    typed = {}
    for name in [*TAG_COLUMNS, *log]:
        if name in columns:
            typed[name] = as_series(columns.pop(name), name, as_codes=wanted.as_codes)
    table = pd.DataFrame(typed)
    if wanted.columns is None:
        further = {name: table.pop(name) for name in log}
        table = about.with_variables(tag_table(table, codebook), found.said, found.kinds).assign(**answered)
        table = persons.with_persons(table, found.persons)
        if "kind" in further:
            further["kind"] = further["kind"].astype(object)
        return table.assign(**further)
    if "label" in shown:
        table["label"] = in_order(table["label"], codebook)
    table = about.with_variables(
        table, found.said, {name: found.kinds[name] for name in variables if name in found.kinds}
    )
    table = table.assign(**{name: answered[name] for name in variables if name in answered})
    if not {*wanted.columns} <= {*table.columns}:
        table = persons.with_persons(table, found.persons)
    return table[list(wanted.columns)]
