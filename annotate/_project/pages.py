"""The articles that a whole table is read of: their facts, and what stands at a place of one."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ArticleError, TagError
from annotate._exact_text import TEXT
from annotate._project import about, answers, contents, persons, source_marks, tables
from annotate._project.columns import IDS, Array, Coded, Places, asked, bare, exact_rows
from annotate._project.contents import ARTICLE_COLUMNS
from annotate._project.rows import AnyRow
from annotate._variables import Kind


class Wanted(NamedTuple):
    """Which rows and columns are asked for; None stands for all. What is only counted needs no texts, but codes."""

    articles: Collection[str] | None = None
    source: Collection[str] | None = None
    coder: Collection[str] | None = None
    columns: Sequence[str] | None = None
    as_codes: bool = False

    @classmethod
    def of(
        cls,
        articles: str | Iterable[str] | None = None,
        source: str | Iterable[str] | None = None,
        coder: str | Iterable[str] | None = None,
        columns: str | Iterable[str] | None = None,
    ) -> "Wanted":
        """Take one name for a list of one."""
        given = (articles, source, coder, columns)
        return cls._make([*(None if one is None else _listed(one) for one in given), False])


def _listed(given: str | Iterable[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(dict.fromkeys(given))


def refuse_unknown(given: Sequence[str], allowed: list[str], what: str) -> None:
    for name in given:
        if name not in allowed:
            raise TagError(f"The {what} have no column {name!r}. They have: {', '.join(allowed)}.")


class Pages(NamedTuple):
    """The articles that are asked for, in the order added, as they are said to be now."""

    rows: list[AnyRow]
    said: dict[str, about.Said]
    kinds: dict[str, Kind]
    marks: dict[str, list[tuple[int, str]]]
    persons: persons.Persons
    answers: answers.OnArticles
    own_marks: dict[tuple[str, str], list[tuple[int, str]]]

    def ids(self) -> list[str]:
        """Return their ids."""
        return [row["article_id"] for row in self.rows]

    def some(self, rows: list[AnyRow]) -> "Pages":
        """Return some of them."""
        return self._replace(rows=rows)


def read_pages(connection: Connection, wanted: Wanted, *, set_aside: bool = False) -> Pages:
    """Read the facts of the articles that are asked for; their texts stay where they are.

    Raises
    ------
    ArticleError
        Where an article is asked for that is not there.
    """
    table = tables.articles
    kinds = about.kinds(connection)
    facts, variables = [*ARTICLE_COLUMNS, "article_sha256"], {*kinds}
    if wanted.columns is not None:
        shown = {"article_id", "source", *wanted.columns}
        facts, variables = [name for name in facts if name in shown], variables & shown
    names = ["article_number", *facts]
    query = sa.select(*(bare(table, name) for name in names)).order_by(table.c.article_number)
    ids = None if wanted.articles is None else sorted(set(wanted.articles))
    few = None if ids is None or len(ids) > IDS else ids
    said = about.said(connection, few, {*facts, about.SET_ASIDE} | variables)
    found = (row for some in asked(query, table.c.article_id, ids) for row in exact_rows(connection, some))
    rows: list[AnyRow] = [dict(zip(names, row, strict=True)) for row in found]
    rows = [contents.corrected(row, said) for row in rows] if said else rows
    rows.sort(key=lambda row: int(row["article_number"]))
    if ids is not None:
        for missing in sorted({*ids} - {row["article_id"] for row in rows}):
            raise ArticleError(
                f"There is no article {missing!r} in this project: see project.articles() for those it has."
            )
    if not set_aside:
        rows = [row for row in rows if about.SET_ASIDE not in said.get(row["article_id"], {})]
    shared, own = source_marks.seen_by(connection, few), source_marks.own(connection, few)
    found_answers = answers.on_articles(connection, few)
    kinds |= found_answers.kinds
    said = answers.with_said(said, found_answers)
    return Pages(rows, said, kinds, shared, persons.read(connection), found_answers, own)


def texts_at(connection: Connection, found: Pages, at: Array, start: Array, end: Array) -> pd.Series:
    """Return the text of each span of the articles ``at``; no more than some articles' whole texts are held."""
    texts = np.empty(len(at), dtype=object)
    order = np.argsort(at, kind="stable")
    needed, firsts = np.unique(at[order], return_index=True)
    lasts = np.append(firsts[1:], len(at))
    table = tables.article_texts.c
    begins, ends = start.tolist(), end.tolist()
    for first in range(0, len(needed), IDS):
        some = slice(first, first + IDS)
        numbers = [found.rows[one]["article_number"] for one in needed[some].tolist()]
        query = sa.select(table.article_number, table.text).where(table.article_number.in_(numbers))
        held = {number: text for number, text in connection.execute(query)}
        for number, begin, finish in zip(numbers, firsts[some].tolist(), lasts[some].tolist(), strict=True):
            text = held[number]
            for row in order[begin:finish].tolist():
                texts[row] = text[begins[row] : ends[row]]
    return pd.Series(texts, dtype=TEXT)


def sources(found: Pages, at: Array, start: Array, own: Coded | None = None) -> Coded:
    """Return the source of each span of the articles ``at``: its own, else the one in force at that place."""
    places = Places()
    of_page = np.array([places[row["source"]] for row in found.rows] or [0], dtype=np.int32)
    codes = of_page[at]
    for number, row in enumerate(found.rows if found.marks else ()):
        marks = found.marks.get(row["article_id"])
        if marks:
            here = np.flatnonzero(at == number)
            nth = np.searchsorted([begins for begins, _ in marks], start[here], side="right") - 1
            of_marks = np.array([places[source] for _, source in marks])
            codes[here] = np.where(nth >= 0, of_marks[nth], codes[here])
    if own is not None:
        translated = np.array([-1 if value is None else places[value] for value in own.values] or [-1], dtype=np.int32)
        mine = translated[own.codes]
        codes = np.where(mine >= 0, mine, codes)
    return Coded(codes, list(places))


def with_own_marks(found: Pages, source: Coded, at: Array, start: Array, coder: Coded, own: Coded) -> Coded:
    """Return the sources of tags after their coders' own marks."""
    places = Places({value: number for number, value in enumerate(source.values)})
    codes = source.codes.copy()
    is_bare = np.array([value is None for value in own.values] or [True])[own.codes]
    number_of = {row["article_id"]: number for number, row in enumerate(found.rows)}
    code_of = {name: code for code, name in enumerate(coder.values)}
    pairs = {
        number_of[one] * len(code_of) + code_of[name]: marks
        for (one, name), marks in found.own_marks.items()
        if one in number_of and name in code_of
    }
    pair = at.astype(np.int64) * len(code_of) + coder.codes
    rows = np.flatnonzero(np.isin(pair, list(pairs)) & is_bare)
    rows = rows[np.argsort(pair[rows], kind="stable")]
    which, firsts = np.unique(pair[rows], return_index=True)
    for key, here in zip(which.tolist(), np.split(rows, firsts[1:]), strict=bool(len(rows))):
        marks = pairs[key]
        otherwise = places[found.rows[key // len(code_of)]["source"]]
        nth = np.searchsorted([begins for begins, _ in marks], start[here], side="right")
        codes[here] = np.array([otherwise, *(places[name] for _, name in marks)])[nth]
    return Coded(codes, list(places))


def columns_of_page(found: Pages, at: Array, names: Iterable[str]) -> dict[str, Coded]:
    columns = {}
    for name in names:
        places = Places()
        of_page = np.array([places[row[name]] for row in found.rows] or [0], dtype=np.int32)
        columns[name] = Coded(of_page[at], list(places))
    return columns


def portions(connection: Connection, found: Pages, table: sa.Table, rows: int) -> Iterator[Pages]:
    query = sa.select(table.c.article_id, sa.func.count()).group_by(table.c.article_id)
    many = {article_id: number for article_id, number in connection.execute(query)}
    portion: list[AnyRow] = []
    held = 0
    for row in found.rows:
        number = many.get(row["article_id"], 0)
        if portion and held + number > rows:
            yield found.some(portion)
            portion, held = [], 0
        if number:
            portion.append(row)
            held += number
    if portion:
        yield found.some(portion)
