"""Whether the index of a study's words says what its texts say."""

import zlib
from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from annotate._project import contents, tables, word_index


def faults(connection: Connection) -> Iterator[str]:
    """Return what is wrong with the index, a sentence each; an index that is not there, or not whole, is not wrong."""
    there = word_index.standing(connection)
    if there and len(there) < len(word_index.TABLES):
        yield f"The index of words lacks {', '.join(repr(name) for name in word_index.TABLES if name not in there)}."
    last = word_index.up_to(connection)
    if last > contents.last_number(connection):
        yield "The index of words knows articles that are not there."
    elif last:
        try:
            yield from _differing(connection, last)
        except exc.DatabaseError as error:
            yield f"The index of words cannot be read: {error.orig}."


def _differing(connection: Connection, last: int) -> Iterator[str]:
    kept: Counter[int] = Counter()
    for number, word in _kept(connection):
        kept[number] += zlib.crc32(word.encode())
    known = set(connection.exec_driver_sql(f"SELECT word FROM {word_index.VOCABULARY}").scalars())  # noqa: S608
    texts = tables.article_texts.c
    query = sa.select(texts.article_number, texts.text).where(texts.article_number <= last)
    for number, text in connection.execute(query):
        found = word_index.words_of(text)
        if kept.pop(number, 0) != sum(zlib.crc32(word.encode()) for word in found.words | found.grams):
            yield f"The index of words does not say what article number {number} says."
        elif not found.words <= known:
            yield f"Words of article number {number} are missing from the list of words."
    if +kept:
        yield "The index of words knows texts that are not there."


def _kept(connection: Connection) -> Iterator[tuple[int, str]]:
    """Return each article's words, as the index has them."""
    if connection.dialect.name == "sqlite":
        of = f"fts5vocab('main', '{word_index.TABLE}', 'instance')"
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_as_kept USING {of}")
        query = "SELECT doc, term FROM temp.words_as_kept"
    else:
        query = f"SELECT article_number, unnest(tsvector_to_array(words)) FROM {word_index.TABLE}"  # noqa: S608
    for number, word in connection.exec_driver_sql(query):
        yield int(number), word
