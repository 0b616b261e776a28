"""What stands in a project: its articles, its passages as each coder cut them, its tags."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._project import about, answers, source_marks, statements, tables

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


def articles(connection: Connection, *, set_aside: bool = False, with_texts: bool = True) -> pd.DataFrame:
    """Return the articles with their texts (or only their lengths) and variables, in the order added."""
    table, texts = tables.articles, tables.article_texts
    text = texts.c.text if with_texts else table.c.length.label("characters")
    query = sa.select(*(table.c[name] for name in ARTICLE_COLUMNS), text, table.c.article_sha256)
    query = query.join_from(table, texts) if with_texts else query
    rows = _rows(connection, query.order_by(table.c.article_number))
    said = about.said(connection)
    if not set_aside:
        rows = [row for row in rows if about.SET_ASIDE not in said.get(row["article_id"], {})]
    kinds: dict[str, Any] = {
        **dict.fromkeys(ARTICLE_COLUMNS, TEXT),
        **({"text": TEXT} if with_texts else {"characters": "int64"}),
        "article_sha256": TEXT,
    }
    now = [corrected(row, said) for row in rows]
    frame = pd.DataFrame(now, columns=list(kinds), dtype=object).astype(kinds)
    found = answers.on_articles(connection)
    frame = about.with_variables(frame, answers.with_said(said, found), about.kinds(connection) | found.kinds)
    return about.with_variables(frame, said, {about.SET_ASIDE: "text"}) if set_aside else frame


def corrected(row: Row, said: dict[str, about.Said]) -> Row:
    """Return an article's facts as they are said now."""
    now = said.get(row["article_id"], {})
    return {**row, **{name: now[name] for name in about.FACTS if name in now and name in row}}


def article(connection: Connection, article_id: str) -> Row:
    """Return one article as it is said to be now, with its number and its length.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    return corrected(stored(connection, article_id), about.said(connection, [article_id]))


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


def coders(connection: Connection, article_id: str) -> list[str]:
    """Return the coders who tagged or cut an article."""
    of = [sa.select(table.c.coder).where(table.c.article_id == article_id) for table in (tables.tags, tables.cut_log)]
    return sorted(connection.execute(sa.union(*of)).scalars())


def tags(connection: Connection, article_id: str) -> list[Row]:
    """Return an article's current tags with the article's columns and text."""
    page = article(connection, article_id)
    whole = text(connection, page["article_number"])
    shared = source_marks.seen_by(connection, article_id).get(article_id, [])
    own = {coder: hers for (_, coder), hers in source_marks.own(connection, article_id).items()}
    about_page = {name: page[name] for name in (*ARTICLE_COLUMNS, "article_sha256")}
    table = tables.tags.c
    query = sa.select(tables.tags).where(table.article_id == article_id)
    rows = _rows(connection, query.order_by(table.start, table.end, table.coder))
    return [
        {**about_page, **row, **_of_place(row, whole, own.get(row["coder"], shared), page["source"])} for row in rows
    ]


def _of_place(row: Row, whole: str, seen: source_marks.Marks, otherwise: str) -> Row:
    source = source_marks.source_at(seen, row["start"], otherwise) if row["source"] is None else row["source"]
    score = np.nan if row["score"] is None else row["score"]
    return {"source": source, "score": score, "text": whole[row["start"] : row["end"]]}
