"""Additions: put articles into a project, once, with their passages."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import contents, decisions, tables, tallies, versions

Row = dict[str, Any]

_PASSAGE = ["article_id", "start", "end", "proposed_label", "reason", "double_of"]


def add_articles(
    connection: Connection, articles: pd.DataFrame, passages: pd.DataFrame, changed: str
) -> list[dict[str, str]]:
    """Insert articles that are new, with their passages, and return one outcome per article."""
    cuts = _rows_by_article(passages)
    pages: list[Row] = articles.to_dict("records")  # type: ignore[assignment]
    there = _ids_by_page(connection, {page["url"] for page in pages} - {""})
    return [_add_article(connection, page, cuts.get(page["article_id"], []), changed, there) for page in pages]


def _ids_by_page(connection: Connection, addresses: set[str]) -> dict[tuple[str, str], str]:
    """Return the articles of these addresses by address and text, to know a page that was saved under another name."""
    table = tables.articles.c
    query = sa.select(table.url, table.article_sha256, table.article_id).where(table.url.in_(addresses))
    return {(url, text): article_id for url, text, article_id in connection.execute(query)} if addresses else {}


def _rows_by_article(passages: pd.DataFrame) -> dict[str, list[Row]]:
    """Return each article's passages as rows of the store, taken out of pandas in one step."""
    wanted = passages[_PASSAGE]
    rows: list[Row] = wanted.astype(object).where(wanted.notna(), None).to_dict("records")  # type: ignore[assignment]
    by_article: dict[str, list[Row]] = {}
    for row in rows:
        by_article.setdefault(row["article_id"], []).append(row)
    return by_article


def _add_article(
    connection: Connection, page: Row, cuts: list[Row], changed: str, there: dict[tuple[str, str], str]
) -> dict[str, str]:
    article_id = page["article_id"]
    if page["problem"]:
        return _outcome(article_id, "refused", page["problem"])
    table = tables.articles
    kept = connection.execute(sa.select(table.c.article_sha256).where(table.c.article_id == article_id)).scalar()
    same_page = there.get((page["url"], page["article_sha256"]))
    if kept is None and same_page:
        why = f"It is the same page as {same_page!r}, with the same address and text."
        return _outcome(article_id, "already there", why)
    if kept is None:
        insert(connection, page, cuts)
        return _outcome(article_id, "added")
    if kept == page["article_sha256"]:
        return _outcome(article_id, "already there")
    if changed == "new_version":
        return _add_version(connection, page, cuts)
    return _outcome(
        article_id,
        "refused",
        f"The project already has an article {article_id!r} with another text, and tags count on it not to "
        "change. Choose another article_id for this one, or keep it beside the old one as a new version.",
    )


def _add_version(connection: Connection, page: Row, cuts: list[Row]) -> dict[str, str]:
    last, is_same = versions.newest(connection, page["article_id"], page["article_sha256"])
    if is_same:
        return _outcome(last, "already there")
    new = versions.following(page["article_id"], last)
    insert(connection, {**page, "article_id": new}, [{**row, "article_id": new} for row in cuts])
    return _outcome(new, "new version", versions.move_tags(connection, last, new))


def _outcome(article_id: str, outcome: str, reason: str = "") -> dict[str, str]:
    return {"article_id": article_id, "outcome": outcome, "reason": reason}


def insert(connection: Connection, page: Row, cuts: list[Row]) -> None:
    """Insert one article that is not there yet."""
    about = {name: page[name] for name in (*contents.ARTICLE_COLUMNS, "article_sha256")}
    number = contents.last_number(connection) + 1
    row = tables.articles.insert().values(
        **about, article_number=number, length=len(page["text"]), added_at=decisions.now()
    )
    connection.execute(row)
    tallies.add(connection, tallies.of_article(page["article_id"], page["source"], len(cuts)))
    connection.execute(tables.article_texts.insert().values(article_number=number, text=page["text"]))
    if cuts:
        connection.execute(tables.passages.insert(), cuts)
