"""Held: articles with their texts, passages and tags, read many at a time for whoever goes through them one by one."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import about, contents, tables
from annotate._project.columns import IDS, bare, exact_rows

Row = dict[str, Any]


class Held:
    """Some articles of a project, with what stands in them.

    Parameters
    ----------
    connection : Connection
    ids : list of str
        Which of them will be asked for, in that order, mostly; one that is not there is refused when it is.
    """

    def __init__(self, connection: Connection, ids: list[str]) -> None:
        self._connection = connection
        self._waiting = ids
        self._articles: dict[str, Row] = {}
        self._by: dict[str, defaultdict[tuple[str, str], list[Row]]] = {
            name: defaultdict(list) for name in ("passages", "cut_log", "tags")
        }

    def article(self, article_id: str) -> Row:
        """Return an article as it is said to be now, with its text.

        Raises
        ------
        ArticleError
            Where the project has no such article.
        """
        while article_id not in self._articles and self._waiting:
            self._read(self._waiting[:IDS])
            self._waiting = self._waiting[IDS:]
        if article_id not in self._articles:
            return contents.article(self._connection, article_id)
        return self._articles[article_id]

    def page(self, article_id: str, coder: str) -> tuple[list[Row], list[Row], list[Row]]:
        """Return an article's first passages, and a coder's cuts (the oldest first) and tags of it."""
        self.article(article_id)
        here = (article_id, coder)
        return self._by["passages"][article_id, ""], self._by["cut_log"][here], self._by["tags"][here]

    def _read(self, ids: list[str]) -> None:
        said = about.said(self._connection, ids)
        rows = self._rows(tables.articles, ids)
        table, texts = tables.articles.c, tables.article_texts.c
        query = sa.select(table.article_id, texts.text).join(
            tables.article_texts, texts.article_number == table.article_number
        )
        held = {
            article_id: text for article_id, text in self._connection.execute(query.where(table.article_id.in_(ids)))
        }
        for row in rows:
            article_id = row["article_id"]
            self._articles[article_id] = {**contents.corrected(row, said), "text": held.get(article_id, "")}
        for name, by in self._by.items():
            for row in self._rows(tables.metadata.tables[name], ids):
                by[row["article_id"], row.get("coder", "")].append(row)

    def _rows(self, table: sa.Table, ids: list[str]) -> list[Row]:
        names = [column.name for column in table.columns]
        query = sa.select(*(bare(table, name) for name in names)).where(table.c.article_id.in_(ids))
        return exact_rows(self._connection, query.order_by(table.c.row) if "row" in table.c else query, names)
