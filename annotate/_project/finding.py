"""Find words in a project's articles: a concordance, each hit with its source and what a coder tagged there."""

import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._concordance import Search, around
from annotate._exact_text import TEXT
from annotate._project import about, assignments, source_marks, tables, word_index

_BATCH = 200
"""Articles whose texts are in memory at a time."""

_FIRST_BATCH = 8
"""As many are read at first: the hits that a page shows may all be in them."""


class Hit(NamedTuple):
    """One hit: a row of the concordance."""

    article_id: str
    source: str
    start: int
    end: int
    before: str
    hit: str
    after: str
    label: str
    speaker: str


COLUMNS = Hit._fields


def find(connection: Connection, search: Search, context: int, coder: str) -> pd.DataFrame:
    """Return one row per hit, in the order of the articles; see `Project.find`."""
    numbers = word_index.candidates(connection, search)
    rows = [hit for _, hits in _hits(connection, search, context, coder, numbers) for hit in hits]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.astype({**dict.fromkeys(COLUMNS, TEXT), "start": "int64", "end": "int64"})


# For the page ------------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Where a search goes on: after a hit of an article, or at the article's beginning."""

    number: int
    start: int = -1


class Some(NamedTuple):
    """Some hits, and where the search goes on; nowhere, where these are the last."""

    hits: list[Hit]
    after: Place | None


ROWS = 50
"""The hits that a page asks for at a time."""

SECONDS = 0.08
"""For so long at most, other messages of the page wait."""


def some(connection: Connection, search: Search, context: int, coder: str, after: Place | None = None) -> Some:
    """Return a coder's next hits in her own articles, in her order, with her own tags; not all, if that takes long."""
    place, until = after or Place(0), time.monotonic() + SECONDS
    # Of an article that is done nothing is read again: else a slow machine would never come beyond it.
    done = place.number if place.start == _LAST else 0
    numbers = (number for number in _hers(connection, search, coder, place.number) if number != done)
    found: list[Hit] = []
    for nth, (number, hits) in enumerate(_hits(connection, search, context, coder, numbers), 1):
        for hit in hits:
            if number == place.number and hit.start <= place.start:
                continue
            if len(found) == ROWS:
                return Some(found, Place(number, found[-1].start if found[-1].article_id == hit.article_id else -1))
            found.append(hit)
        if nth >= _FIRST_BATCH and time.monotonic() > until:  # those were read together
            return Some(found, Place(number, _LAST))
    return Some(found, None)


_LAST = 2**31 - 1
"""After any place of a text."""


def _hers(connection: Connection, search: Search, coder: str, first: int) -> Iterable[int]:
    """Return the numbers of a coder's articles that may have hits, from one on."""
    hers = assignments.numbers(connection, coder)
    if hers is None:
        return word_index.candidates(connection, search, after=first - 1)
    named = set(word_index.candidates(connection, search))
    begins = hers.index(first) if first in hers else 0
    return [number for number in hers[begins:] if number in named]


# Article by article ------------------------------------------------------------------------------------------------


def _hits(
    connection: Connection, search: Search, context: int, coder: str, numbers: Iterable[int]
) -> Iterator[tuple[int, list[Hit]]]:
    """Return the hits of each of these articles that is not set aside, some articles read at a time."""
    rest = iter(numbers)
    size = _FIRST_BATCH
    while batch := list(itertools.islice(rest, size)):
        size = min(2 * size, _BATCH)
        texts = _texts(connection, batch)
        found = {number: (article_id, text, list(search.spans(text))) for number, (article_id, text) in texts.items()}
        pages = _pages(connection, [article_id for article_id, _, spans in found.values() if spans], coder)
        for number in batch:
            article_id, text, spans = found.get(number, ("", "", []))
            yield number, [pages[article_id].hit(text, span, context) for span in spans]


def _texts(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    pages, texts = tables.articles, tables.article_texts
    query = sa.select(pages.c.article_number, pages.c.article_id, texts.c.text).join_from(pages, texts)
    query = query.where(pages.c.article_number.in_(numbers), about.is_counted(pages.c.article_id))
    return {int(number): (article_id, text) for number, article_id, text in connection.execute(query)}


class _Page(NamedTuple):
    """What stands at the places of one article: its sources, and the tags that are shown."""

    article_id: str
    source: str
    marks: list[tuple[int, str]]
    tags: list[tuple[int, int, str, str]]

    def hit(self, text: str, span: tuple[int, int], context: int) -> Hit:
        start, end = span
        label, speaker = next((tag[2:] for tag in self.tags if tag[0] <= start < tag[1]), ("", ""))
        here = source_marks.source_at(self.marks, start, self.source)
        return Hit(self.article_id, here, start, end, *around(text, start, end, context), label, speaker)


def _pages(connection: Connection, ids: list[str], coder: str) -> dict[str, _Page]:
    table = tables.articles.c
    said = about.said(connection, ids) if ids else {}
    rows = connection.execute(sa.select(table.article_id, table.source).where(table.article_id.in_(ids))) if ids else ()
    sources = {row[0]: said.get(row[0], {}).get("source", row[1]) for row in rows}
    marks = source_marks.seen_by(connection, ids, coder) if coder else source_marks.of_pages(connection, ids)
    tags = _tags(connection, ids, coder)
    return {one: _Page(one, sources[one], marks.get(one, []), tags.get(one, [])) for one in ids}


def _tags(connection: Connection, ids: list[str], coder: str) -> dict[str, list[Any]]:
    """Return a coder's tags in some articles; of all coders where none is named, the first of each place."""
    made = tables.tags.c
    query = sa.select(made.article_id, made.start, made.end, made.label, made.speaker).where(made.article_id.in_(ids))
    query = query.where(made.coder == coder) if coder else query
    found: dict[str, list[Any]] = {}
    for article_id, *tag in connection.execute(query.order_by(made.article_id, made.start, made.coder)):
        found.setdefault(article_id, []).append(tuple(tag))
    return found
