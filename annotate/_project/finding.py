"""Find words in a project's articles: a concordance, each hit with its source and what a coder tagged there."""

from collections.abc import Iterator

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._concordance import Search, around
from annotate._exact_text import TEXT
from annotate._project import about, contents, tables

COLUMNS = ("article_id", "source", "start", "end", "before", "hit", "after", "label", "speaker")

_BATCH = 500
"""Articles whose texts are in memory at a time."""

Hit = tuple[str, str, int, int, str, str, str, str, str]


def find(connection: Connection, search: Search, context: int, coder: str) -> pd.DataFrame:
    """Return one row per hit, in the order of the articles; see `Project.find`."""
    rows = [hit for hit in _hits(connection, search, context, coder)]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.astype({**dict.fromkeys(COLUMNS, TEXT), "start": "int64", "end": "int64"})


def _hits(connection: Connection, search: Search, context: int, coder: str) -> Iterator[Hit]:
    aside = about.set_aside(connection)
    for article_id, text in _texts(connection):
        spans = [] if article_id in aside else list(search.spans(text))
        if not spans:
            continue
        source = contents.article(connection, article_id)["source"]
        marks = contents.source_marks(connection, article_id).get(article_id, [])
        tags = _tags(connection, article_id, coder)
        for start, end in spans:
            label, speaker = next((tag[2:] for tag in tags if tag[0] <= start < tag[1]), ("", ""))
            here = contents.source_at(marks, start, source)
            yield (article_id, here, start, end, *around(text, start, end, context), label, speaker)


def _texts(connection: Connection) -> Iterator[tuple[str, str]]:
    pages, texts = tables.articles, tables.article_texts
    query = sa.select(pages.c.article_id, texts.c.text).join_from(pages, texts).order_by(pages.c.article_number)
    last = contents.last_number(connection)
    for first in range(0, last + 1, _BATCH):
        number = pages.c.article_number
        yield from connection.execute(query.where(number >= first, number < first + _BATCH))


def _tags(connection: Connection, article_id: str, coder: str) -> list[tuple[int, int, str, str]]:
    """Return a coder's tags in an article; of all coders where none is named, the first of each place."""
    made = tables.tags.c
    query = sa.select(made.start, made.end, made.label, made.speaker).where(made.article_id == article_id)
    query = query.where(made.coder == coder) if coder else query
    return [tuple(row) for row in connection.execute(query.order_by(made.start, made.coder))]
