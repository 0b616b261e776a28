"""What stands in a project: its articles, its passages as each coder cut them, its tags."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._project import about, statements, tables

Row = dict[str, Any]
Span = tuple[int, int]

ARTICLE_COLUMNS = ("article_id", "source", "title", "author", "published", "url", "language")
PASSAGE_COLUMNS = (
    "article_id", "source", "language", "start", "end", "text", "proposed_label", "reason", "double_of",
)  # fmt: skip


def _rows(connection: Connection, query: sa.Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]


def fact(connection: Connection, name: str) -> str:
    """Return one of the project's facts; empty where it has none of that name."""
    query = sa.select(tables.facts.c.value).where(tables.facts.c.name == name)
    return str(connection.execute(query).scalar() or "")


def articles(connection: Connection, *, set_aside: bool = False) -> pd.DataFrame:
    """Return the articles with their texts and variables, in the order added."""
    table, texts = tables.articles, tables.article_texts
    query = sa.select(*(table.c[name] for name in ARTICLE_COLUMNS), texts.c.text, table.c.article_sha256)
    rows = _rows(connection, query.join_from(table, texts).order_by(table.c.article_number))
    said = about.said(connection)
    if not set_aside:
        rows = [row for row in rows if about.SET_ASIDE not in said.get(row["article_id"], {})]
    names = [*ARTICLE_COLUMNS, "text", "article_sha256"]
    corrected = [_corrected(row, said) for row in rows]
    frame = pd.DataFrame(corrected, columns=names, dtype=object).astype(TEXT)
    frame = about.with_variables(frame, said, about.kinds(connection))
    return about.with_variables(frame, said, {about.SET_ASIDE: "text"}) if set_aside else frame


def _corrected(row: Row, said: dict[str, about.Said]) -> Row:
    """Return an article's facts as they are said now."""
    now = said.get(row["article_id"], {})
    return {**row, **{name: now[name] for name in about.FACTS if name in now}}


def article(connection: Connection, article_id: str) -> Row:
    """Return one article as it is said to be now, with its number and its length.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    return _corrected(stored(connection, article_id), about.said(connection, [article_id]))


def stored(connection: Connection, article_id: str) -> Row:
    """Return one article as it was added: for its number and its length, which never change.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    found = statements.first(connection, tables.articles, {"article_id": article_id})
    if found is None:
        raise ArticleError(
            f"There is no article {article_id!r} in this project: see project.articles() for those it has."
        )
    return found


def last_number(connection: Connection) -> int:
    """Return how many articles there are: the number of the one added last."""
    return int(connection.execute(sa.select(sa.func.max(tables.articles.c.article_number))).scalar() or 0)


def text(connection: Connection, article_number: int) -> str:
    """Return an article's text."""
    query = sa.select(tables.article_texts.c.text).where(tables.article_texts.c.article_number == article_number)
    return str(connection.execute(query).scalar_one())


def passages(connection: Connection, coder: str | None = None) -> pd.DataFrame:
    """Return every article's passages, as one coder or as all who worked on it cut them."""
    first_cut = _by_article(connection, sa.select(tables.passages))
    cuts = _by_article(connection, sa.select(tables.cut_log).order_by(tables.cut_log.c.row))
    worked = _coders(connection)
    marks = source_marks(connection)
    rows: list[Row] = []
    pages: list[Row] = articles(connection).to_dict("records")  # type: ignore[assignment]
    for page in pages:
        article_id = page["article_id"]
        coders = [coder] if coder is not None else worked.get(article_id, [""])
        standing = {
            (row["start"], row["end"]): row
            for name in coders
            for row in recut(first_cut.get(article_id, []), (c for c in cuts.get(article_id, []) if c["coder"] == name))
        }
        for (start, end), row in sorted(standing.items()):
            source = source_at(marks.get(article_id, []), start, page["source"])
            rows.append({**page, **row, "source": source, "text": page["text"][start:end]})
    return _passage_frame(rows)


def _passage_frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(PASSAGE_COLUMNS), dtype=object)
    kinds: dict[str, Any] = dict.fromkeys(PASSAGE_COLUMNS, TEXT)
    return frame.astype({**kinds, "start": "int64", "end": "int64", "double_of": "Int64"})


def article_passages(connection: Connection, article_id: str, coder: str) -> list[Row]:
    """Return one article's passages as one coder cut them, in reading order."""
    first = sa.select(tables.passages).where(tables.passages.c.article_id == article_id)
    log = tables.cut_log
    cuts = sa.select(log).where(log.c.article_id == article_id, log.c.coder == coder).order_by(log.c.row)
    return recut(_rows(connection, first), _rows(connection, cuts))


def recut(first_cut: Iterable[Row], cuts: Iterable[Row]) -> list[Row]:
    """Apply a coder's cuts, oldest first, to the passages of the first cut."""
    names = ("start", "end", "proposed_label", "reason", "double_of")
    first = {(row["start"], row["end"]): {name: row[name] for name in names} for row in first_cut}
    stands = dict.fromkeys(first, True)
    stands.update({(row["start"], row["end"]): row["stands"] for row in cuts})
    bare = {"proposed_label": "", "reason": "", "double_of": None}
    return [
        first.get((start, end), {"start": start, "end": end, **bare})
        for (start, end), is_standing in sorted(stands.items())
        if is_standing
    ]


def _by_article(connection: Connection, query: sa.Select[Any]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(connection, query):
        found.setdefault(row["article_id"], []).append(row)
    return found


def _coders(connection: Connection) -> dict[str, list[str]]:
    """Return, for each article that was worked on, the coders who tagged or cut it."""
    pairs = sa.union(
        sa.select(tables.tags.c.article_id, tables.tags.c.coder),
        sa.select(tables.cut_log.c.article_id, tables.cut_log.c.coder),
    )
    found: dict[str, list[str]] = {}
    for article_id, coder in sorted(tuple(row) for row in connection.execute(pairs)):
        found.setdefault(article_id, []).append(coder)
    return found


def source_marks(connection: Connection, article_id: str | None = None) -> dict[str, list[tuple[int, str]]]:
    """Return, for each article, where another source begins: (start, source) in reading order."""
    log = tables.source_log
    query = sa.select(log).where(log.c.coder == "").order_by(log.c.row)
    if article_id is not None:
        query = query.where(log.c.article_id == article_id)
    newest = {(row["article_id"], row["start"]): row["source"] for row in _rows(connection, query)}
    found: dict[str, list[tuple[int, str]]] = {}
    for (name, start), source in sorted(newest.items(), key=lambda item: item[0]):
        if source is not None:
            found.setdefault(name, []).append((start, source))
    return found


def source_at(marks: list[tuple[int, str]], start: int, otherwise: str) -> str:
    """Return the source in force at one place of an article."""
    return next((source for begins, source in reversed(marks) if begins <= start), otherwise)


def tags(connection: Connection, article_id: str | None = None, *, history: bool = False) -> list[Row]:
    """Return the current tags (or, with `history`, every row of the log) with their articles' columns and text."""
    texts = {name: text for name, text in connection.execute(_of(_texts(), article_id))}
    marks = source_marks(connection, article_id)
    rows = _rows(connection, _of(_tags_query(history=history), article_id))
    said = about.said(connection, None if article_id is None else [article_id])
    aside = set() if history or article_id is not None else about.set_aside(connection).keys()
    return [_tag_row(row, texts[row["article_id"]], marks, said) for row in rows if row["article_id"] not in aside]


def _of(query: sa.Select[Any], article_id: str | None) -> sa.Select[Any]:
    return query if article_id is None else query.where(tables.articles.c.article_id == article_id)


def _texts() -> sa.Select[Any]:
    table, texts = tables.articles, tables.article_texts
    tagged = sa.select(tables.tag_log.c.article_id)
    return sa.select(table.c.article_id, texts.c.text).join_from(table, texts).where(table.c.article_id.in_(tagged))


def _tags_query(*, history: bool) -> sa.Select[Any]:
    table, page, made = (tables.tag_log if history else tables.tags), tables.articles, tables.decisions
    about = [page.c[name] for name in (*ARTICLE_COLUMNS[2:], "article_sha256")]
    query = sa.select(table, page.c.source.label("article_source"), *about)
    query = query.join(page, page.c.article_id == table.c.article_id)
    if history:
        return query.add_columns(made.c.kind).join(made, made.c.seq == table.c.seq).order_by(table.c.row)
    return query.order_by(page.c.article_number, table.c.start, table.c.end, table.c.coder)


def _tag_row(row: Row, article_text: str, marks: dict[str, list[tuple[int, str]]], said: dict[str, about.Said]) -> Row:
    source = row["source"]
    row = _corrected({**row, "source": row["article_source"]}, said)
    if source is None:
        source = source_at(marks.get(row["article_id"], []), row["start"], row["source"])
    score = np.nan if row["score"] is None else row["score"]
    text = article_text[row["start"] : row["end"]]
    return {**row, "source": source, "score": score, "text": text, "withdrawn": not row["label"]}
