"""Held: articles with their texts, passages and tags, read many at a time for whoever goes through them one by one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import about, contents, tables
from annotate._project.columns import IDS, bare, exact_rows
from annotate._project.rows import Article, ArticleWithText, Span, Tag, span_of
from annotate._project.statements import Row


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
        self._articles: dict[str, ArticleWithText] = {}
        self._firsts: defaultdict[str, set[Span]] = defaultdict(set)
        self._cuts: defaultdict[tuple[str, str], dict[Span, bool]] = defaultdict(dict)
        self._tags: defaultdict[tuple[str, str], dict[Span, Tag]] = defaultdict(dict)

    def article(self, article_id: str) -> ArticleWithText:
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
            contents.stored(self._connection, article_id)  # refuses it
        return self._articles[article_id]

    def page(self, article_id: str, coder: str) -> tuple[set[Span], dict[Span, Tag]]:
        """Return an article's passages as a coder cut them, and the coder's tags there."""
        self.article(article_id)
        cuts = self._cuts.get((article_id, coder), {})
        gone = {span for span, stands in cuts.items() if not stands}
        return (self._firsts[article_id] | cuts.keys()) - gone, self._tags[article_id, coder]

    def _read(self, ids: list[str]) -> None:
        said = about.said(self._connection, ids)
        rows = self._rows(tables.articles, ids, Article)
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
        for article_id, start, end in self._select(tables.passages, ("article_id", "start", "end"), ids):
            self._firsts[article_id].add((start, end))
        for article_id, coder, start, end, stands in self._select(tables.cut_log, _CUT, ids):
            self._cuts[article_id, coder][start, end] = bool(stands)
        for tag in self._rows(tables.tags, ids, Tag):
            self._tags[tag["article_id"], tag["coder"]][span_of(tag)] = tag

    def _rows(self, table: sa.Table, ids: list[str], kind: type[Row]) -> list[Row]:
        names = [column.name for column in table.columns]
        return [cast("Row", dict(zip(names, row, strict=True))) for row in self._select(table, names, ids)]

    def _select(self, table: sa.Table, names: Sequence[str], ids: list[str]) -> Iterator[tuple[Any, ...]]:
        query = sa.select(*(bare(table, name) for name in names)).where(table.c.article_id.in_(ids))
        return exact_rows(self._connection, query.order_by(table.c.row) if "row" in table.c else query)


_CUT = ("article_id", "coder", "start", "end", "stands")
