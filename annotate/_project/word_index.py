"""The index of a study's words: which articles may hold what is looked for.

It never decides: whatever it names is read and searched as it would be without it, and it names too many articles
rather than too few. Articles that are not in it yet, be it that an earlier annotate added them or that the study can
only be read, are read as well. So a search finds the same with the index, without it, and with half of it; it is only
quicker. Texts never change, so what is in it stays right.

A file keeps it as a table of SQLite's full-text search (FTS5), a server as PostgreSQL's ``tsvector``. The words are
parted and folded here and not there, since each database has its own idea of a letter.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from annotate._concordance import UNDIVIDED, Search, SearchError, bounds, fold, runs_of_letters
from annotate._project import contents, tables
from annotate._project.beside import may, may_make
from annotate._project.database import cause_of

TABLE = "article_words"
LONGEST = 64
"""The letters of a word that are kept: what is longer is found by reading."""

ALWAYS = "…"
"""The word of an article that has to be read whatever is looked for; no text has it as a word."""

MOST_BYTES = 500_000
"""The most that all words of one article may take: a server's index has no room for more."""

_MOST_WORDS = 2000
"""Of more words than these that hold the letters looked for, no index is asked: nearly every article has one."""

VOCABULARY = "article_words_known"
_UP_TO = "article_words_up_to"
"""The table that says which article is the last in the index; all before it are in it, too."""


class Words(NamedTuple):
    """What the index keeps of one text."""

    words: set[str]
    grams: set[str]
    """Of scripts without blanks: each letter, and each two that stand side by side."""


def words_of(text: str) -> Words:
    """Return the words of a text as the index keeps them.

    Examples
    --------
    >>> sorted(words_of("L’École").words), sorted(words_of("市長は").grams)
    (['ecole', 'l'], ['は', '市', '市長', '長', '長は'])
    """
    words: set[str] = set()
    grams: set[str] = set()
    for run in set(runs_of_letters().findall(fold(text))):
        if run.isascii():
            words.add(run)
            continue
        for piece, _start, is_undivided in _pieces(run):
            (grams if is_undivided else words).update(_grams(piece) if is_undivided else (piece,))
    if any(len(word) > LONGEST for word in words):
        words = {word for word in words if len(word) <= LONGEST} | {ALWAYS}
    if sum(len(word.encode()) + 4 for word in itertools.chain(words, grams)) > MOST_BYTES:
        return Words({ALWAYS}, set())
    return Words(words, grams)


_STRETCH = re.compile(f"(?P<undivided>(?:{UNDIVIDED.pattern})+)|(?:(?!{UNDIVIDED.pattern}).)+", re.DOTALL)


def _pieces(run: str) -> Iterator[tuple[str, int, bool]]:
    """Return the stretches of a run of letters, where each starts, and whether its script puts no blanks."""
    for found in _STRETCH.finditer(run):
        yield found[0], found.start(), found["undivided"] is not None


def _grams(letters: str) -> set[str]:
    return {*letters, *(one + other for one, other in itertools.pairwise(letters))}


# Making it -------------------------------------------------------------------------------------------------------


_MAKE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING "
        "fts5(words, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_'\")",
        f"CREATE TABLE {VOCABULARY} (word TEXT PRIMARY KEY) WITHOUT ROWID",
        f"CREATE TABLE {_UP_TO} (article_number INTEGER NOT NULL)",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} (article_number INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
        f"CREATE INDEX {TABLE}_by_word ON {TABLE} USING GIN (words)",
        f'CREATE TABLE {VOCABULARY} (word TEXT COLLATE "C" PRIMARY KEY)',
        f"CREATE TABLE {_UP_TO} (article_number INTEGER NOT NULL)",
    ),
}
_PUT = {
    "sqlite": f"INSERT INTO {TABLE} (rowid, words) VALUES (?, ?)",  # noqa: S608
    "postgresql": f"INSERT INTO {TABLE} (article_number, words) VALUES (%s, array_to_tsvector(%s))",  # noqa: S608
}
_PUT_WORD = {
    "sqlite": f"INSERT OR IGNORE INTO {VOCABULARY} VALUES (?)",  # noqa: S608
    "postgresql": f"INSERT INTO {VOCABULARY} VALUES (%s) ON CONFLICT DO NOTHING",  # noqa: S608
}
"""SQL of a database's own, by its name: neither kind of table is known to SQLAlchemy."""


TABLES = (TABLE, VOCABULARY, _UP_TO)


def make(connection: Connection) -> None:
    """Make an empty index, in place of what is left of another."""
    if not _can_be_made(connection):
        return
    for name in TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    for statement in _MAKE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _can_be_made(connection: Connection) -> bool:
    """Whether the database has what the index needs: an SQLite may be built without its full-text search."""
    has_search = "SELECT name FROM pragma_module_list WHERE name = 'fts5'"
    if connection.dialect.name == "sqlite":
        return bool(connection.exec_driver_sql(has_search).scalar())
    return may_make(connection)


def standing(connection: Connection) -> list[str]:
    """Return which tables of the index there are."""
    inspector = sa.inspect(connection)
    return [name for name in TABLES if inspector.has_table(name)]


def up_to(connection: Connection) -> int:
    """Return the number of the last article that is in the index; 0 where there is none that can be read."""
    if not may(connection, TABLES, "SELECT"):
        return 0
    return int(connection.exec_driver_sql(f"SELECT max(article_number) FROM {_UP_TO}").scalar() or 0)  # noqa: S608


def catch_up(connection: Connection, most: int) -> bool:
    """Take articles into the index that are not in it yet, so many at most; return whether nothing is left to do.

    Parameters
    ----------
    connection : Connection
        One that writes.
    """
    if len(standing(connection)) < len(TABLES):
        make(connection)
    if not may(connection, TABLES, "SELECT", "INSERT", "DELETE"):
        return True
    texts = tables.article_texts.c
    query = sa.select(texts.article_number, texts.text).where(texts.article_number > up_to(connection))
    rows = connection.execute(query.order_by(texts.article_number).limit(most)).all()
    if rows:
        _put(connection, [(int(number), words_of(text)) for number, text in rows])
    return len(rows) < most


def _put(connection: Connection, rows: list[tuple[int, Words]]) -> None:
    dialect = connection.dialect.name
    as_one: Callable[[list[str]], object] = " ".join if dialect == "sqlite" else list
    every = [(number, as_one(sorted(found.words | found.grams))) for number, found in rows]
    connection.exec_driver_sql(_PUT[dialect], every)
    words = sorted(set[str]().union(*(found.words for _, found in rows)))
    if words:
        connection.exec_driver_sql(_PUT_WORD[dialect], [(word,) for word in words])
    connection.exec_driver_sql(f"DELETE FROM {_UP_TO}")  # noqa: S608
    connection.exec_driver_sql(f"INSERT INTO {_UP_TO} VALUES ({rows[-1][0]})")  # noqa: S608


# Asking it -------------------------------------------------------------------------------------------------------


def candidates(connection: Connection, search: Search, after: int = 0) -> Iterator[int]:
    """Return the numbers, in order, of the articles after one that may hold what is looked for."""
    last = contents.last_number(connection)
    indexed = min(up_to(connection), last)
    expression = _expression(connection, needs(search)) if indexed else None
    if expression is None:
        yield from range(after + 1, last + 1)
        return
    seen = after
    try:
        for number in _matching(connection, expression, after, indexed):
            yield number
            seen = number
    except exc.DatabaseError as error:
        if connection.dialect.name != "sqlite" or cause_of(error.orig) != "malformed":
            raise
        yield from range(seen + 1, indexed + 1)  # the index is damaged, and the texts are not
    yield from range(max(after, indexed) + 1, last + 1)


def holding(connection: Connection, beginning: str) -> set[int]:
    """Return the numbers of the articles that have a word which begins so, as far as the index knows."""
    try:
        asked = needs(Search(f"{beginning}*"))
    except SearchError:
        return set()
    indexed = up_to(connection)
    found = [_term(connection, need) for need in asked] if indexed else []
    if not found or not all(found):
        return set()
    is_file = connection.dialect.name == "sqlite"
    named = connection.exec_driver_sql(
        _ALL_FILE if is_file else _ALL, ((" AND " if is_file else " & ").join(filter(None, found)),)
    )
    numbers = named.scalar() or ()
    every = map(int, numbers.split(",")) if isinstance(numbers, str) else numbers
    return {number for number in every if number <= indexed}


_ALL_FILE = f"SELECT group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH ?"  # noqa: S608
_ALL = f"SELECT array_agg(article_number) FROM {TABLE} WHERE words @@ CAST(%s AS tsquery)"  # noqa: S608
"""All at once: a hundred thousand rows one by one would take three times as long."""


def _matching(connection: Connection, expression: str, after: int, last: int) -> Iterator[int]:
    if not expression:
        return
    if connection.dialect.name == "sqlite":
        query = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid > ? AND rowid <= ? ORDER BY rowid"  # noqa: S608
    else:
        query = (
            f"SELECT article_number FROM {TABLE} WHERE words @@ CAST(%s AS tsquery) "  # noqa: S608
            "AND article_number > %s AND article_number <= %s ORDER BY article_number"
        )
    yield from connection.exec_driver_sql(query, (expression, after, last)).scalars()


class Need(NamedTuple):
    """Letters that a text must hold: as a word, or at its beginning or its end or anywhere in it."""

    letters: str
    opens: bool
    closes: bool


def needs(search: Search) -> set[Need]:
    """Return what an article must hold that holds what is looked for.

    Examples
    --------
    >>> sorted(needs(Search("*port migra*")))
    [Need(letters='migra', opens=True, closes=False), Need(letters='port', opens=False, closes=True)]
    """
    return {need for word in search.parts for need in _needs_of(word)}


def _needs_of(word: str) -> Iterator[Need]:
    opens, closes = bounds(word)
    parts = word.split("*")
    for nth, part in enumerate(map(fold, parts)):
        for run in runs_of_letters().finditer(part):
            for piece, at, is_undivided in _pieces(run[0]):
                start, end = run.start() + at, run.start() + at + len(piece)
                is_first, is_last = start == 0, end == len(part)
                if is_undivided:
                    yield from (Need(gram, True, True) for gram in _longest_grams(piece))
                else:
                    begins = not is_first or (nth == 0 and opens)
                    yield Need(piece, begins, not is_last or (nth == len(parts) - 1 and closes))


def _longest_grams(letters: str) -> set[str]:
    return {one for one in _grams(letters) if len(one) == min(2, len(letters))}


def _expression(connection: Connection, asked: Iterable[Need]) -> str | None:
    """Return what to ask the index; empty where nothing in it fits, None where it is of no help."""
    asked = [need for need in asked if len(need.letters) <= LONGEST]
    found = [one for need in asked if (one := _term(connection, need)) is not None]
    if not found:
        return None
    is_file = connection.dialect.name == "sqlite"
    always = _quoted(ALWAYS, is_file=is_file)
    if not all(found):
        return always
    both, either = (" AND ", " OR ") if is_file else (" & ", " | ")
    return f"({both.join(found)}){either}{always}"


def _term(connection: Connection, need: Need) -> str | None:
    """Return the words that have what is needed, to be asked for; empty where there is none, None for too many."""
    is_file = connection.dialect.name == "sqlite"
    if need.opens:
        return _quoted(need.letters, is_file=is_file) + ("" if need.closes else " *" if is_file else ":*")
    words = _holding(connection, need)
    if len(words) > _MOST_WORDS:
        return None
    either = " OR " if is_file else " | "
    return f"({either.join(_quoted(word, is_file=is_file) for word in words)})" if words else ""


def _holding(connection: Connection, need: Need) -> list[str]:
    """Return the words that hold these letters, or end in them."""
    if connection.dialect.name == "sqlite":
        query = f"SELECT word FROM {VOCABULARY} WHERE instr(word, ?) LIMIT ?"  # noqa: S608
    else:
        query = f"SELECT word FROM {VOCABULARY} WHERE strpos(word, %s) > 0 LIMIT %s"  # noqa: S608
    found = connection.exec_driver_sql(query, (need.letters, _MOST_WORDS + 1)).scalars().all()
    if len(found) > _MOST_WORDS:
        return list(found)
    return [word for word in found if not need.closes or word.endswith(need.letters)]


def _quoted(word: str, *, is_file: bool) -> str:
    return f'"{word}"' if is_file else f"'{word}'"
