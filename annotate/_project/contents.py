"""What stands in a project: its articles, its passages as each coder cut them, its tags."""

from collections.abc import Iterable
from typing import TypeVar, cast

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import ArticleError
from annotate._exact_text import TEXT
from annotate._frames import Kinds
from annotate._project import about, answers, source_marks, statements, tables
from annotate._project.columns import asked
from annotate._project.rows import AnyRow, Article, Cut, CutPassage, Passage, Span, Stored, Tag, TagOnPage, span_of

ARTICLE_COLUMNS = ("article_id", "source", "title", "author", "published", "url", "language")
PASSAGE_COLUMNS = (
    "article_id", "source", "language", "start", "end", "text", "proposed_label", "reason", "double_of",
)  # fmt: skip


SomeArticle = TypeVar("SomeArticle", bound=AnyRow)


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
    rows = statements.all_of(connection, query.order_by(table.c.article_number), Article)
    said = about.said(connection)
    if not set_aside:
        rows = [row for row in rows if about.SET_ASIDE not in said.get(row["article_id"], {})]
    kinds: Kinds = {
        **dict.fromkeys(ARTICLE_COLUMNS, TEXT),
        **({"text": TEXT} if with_texts else {"characters": "int64"}),
        "article_sha256": TEXT,
    }
    now = [corrected(row, said) for row in rows]
    frame = pd.DataFrame(now, columns=list(kinds), dtype=object).astype(kinds)
    found = answers.on_articles(connection)
    frame = about.with_variables(frame, answers.with_said(said, found), about.kinds(connection) | found.kinds)
    return about.with_variables(frame, said, {about.SET_ASIDE: "text"}) if set_aside else frame


def corrected(row: SomeArticle, said: dict[str, about.Said]) -> SomeArticle:
    """Return an article's facts as they are said now."""
    now = said.get(row["article_id"], {})
    return cast("SomeArticle", {**row, **{name: now[name] for name in about.FACTS if name in now and name in row}})


def article(connection: Connection, article_id: str) -> Article:
    """Return one article as it is said to be now, with its number and its length.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    return corrected(stored(connection, article_id), about.said(connection, [article_id]))


def some_facts(connection: Connection, article_ids: list[str]) -> dict[str, AnyRow]:
    """Return what some articles are said to be now, in the order asked for: a few queries for all of them.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    table = tables.articles.c
    query = sa.select(table.article_id, *(table[name] for name in about.FACTS))
    said = about.said(connection, article_ids)
    found: dict[str, AnyRow] = {}
    for some in asked(query, table.article_id, article_ids):
        rows = statements.all_of(connection, some, Stored)
        found.update({row["article_id"]: corrected(row, said) for row in rows})
    for article_id in article_ids:
        if article_id not in found:
            stored(connection, article_id)  # says so
    return {article_id: found[article_id] for article_id in article_ids}


def stored(connection: Connection, article_id: str) -> Article:
    """Return one article as it was added: for its number and its length, which never change.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    found = statements.first(connection, tables.articles, {"article_id": article_id}, Article)
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


def text_of(connection: Connection, article_id: str) -> str:
    """Return the text of the article with an id.

    Raises
    ------
    ArticleError
        Where the project has no such article.
    """
    return text(connection, stored(connection, article_id)["article_number"])


def article_passages(connection: Connection, article_id: str, coder: str) -> list[CutPassage]:
    """Return one article's passages as one coder cut them, in reading order."""
    first = sa.select(tables.passages).where(tables.passages.c.article_id == article_id)
    log = tables.cut_log
    cuts = sa.select(log).where(log.c.article_id == article_id, log.c.coder == coder).order_by(log.c.row)
    return recut(statements.all_of(connection, first, Passage), statements.all_of(connection, cuts, Cut))


def cut_by(connection: Connection, article_id: str, coder: str) -> set[Span]:
    """Return the spans of one article's passages as one coder cut them."""
    return {span_of(row) for row in article_passages(connection, article_id, coder)}


def recut(first_cut: Iterable[Passage], cuts: Iterable[Cut]) -> list[CutPassage]:
    """Apply a coder's cuts, oldest first, to the passages of the first cut."""
    first = {span_of(row): row for row in first_cut}
    stands = dict.fromkeys(first, True) | {span_of(row): row["stands"] for row in cuts}
    return [_cut_passage(span, first.get(span)) for span, is_standing in sorted(stands.items()) if is_standing]


def _cut_passage(span: Span, first: Passage | None) -> CutPassage:
    """Return a passage as its first cut has it; one that only a coder cut is proposed nothing."""
    start, end = span
    if first is None:
        return {"start": start, "end": end, "proposed_label": "", "reason": "", "double_of": None}
    reason, double_of = first["reason"], first["double_of"]
    return {
        "start": start,
        "end": end,
        "proposed_label": first["proposed_label"],
        "reason": reason,
        "double_of": double_of,
    }


def coders(connection: Connection, article_id: str) -> list[str]:
    """Return the coders who tagged or cut an article."""
    of = [sa.select(table.c.coder).where(table.c.article_id == article_id) for table in (tables.tags, tables.cut_log)]
    return sorted(connection.execute(sa.union(*of)).scalars())


def tags(connection: Connection, article_id: str) -> list[TagOnPage]:
    """Return an article's current tags with the article's columns and text."""
    page = article(connection, article_id)
    whole = text(connection, page["article_number"])
    shared = source_marks.seen_by(connection, article_id).get(article_id, [])
    own = {coder: hers for (_, coder), hers in source_marks.own(connection, article_id).items()}
    table = tables.tags.c
    query = sa.select(tables.tags).where(table.article_id == article_id)
    rows = statements.all_of(connection, query.order_by(table.start, table.end, table.coder), Tag)
    seen = (own.get(row["coder"], shared) for row in rows)
    return [_on_page(row, page, whole, marks) for row, marks in zip(rows, seen, strict=True)]


def _on_page(row: Tag, page: Article, whole: str, seen: source_marks.Marks) -> TagOnPage:
    facts: AnyRow = page
    about_page = {name: facts[name] for name in (*ARTICLE_COLUMNS, "article_sha256")}
    source = source_marks.source_at(seen, row["start"], page["source"]) if row["source"] is None else row["source"]
    score = np.nan if row["score"] is None else row["score"]
    text = whole[row["start"] : row["end"]]
    return cast("TagOnPage", {**about_page, **row, "source": source, "score": score, "text": text})
