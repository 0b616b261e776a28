"""The index of near-copies: which articles of a study share runs of words with one that comes in.

Like the index of words it never decides. It keeps a few runs of eight words of each text, chosen by their hashes, so
that the same are chosen in every text (minhash; Broder, 1997); the texts that it names are then compared word for word.
It is derived from texts that never change, and stands beside the project's own tables: an article that it lacks, since
an earlier annotate added it, is taken in before the next one is added.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._alike.near_copies import QUOTATION, kind_of_copies
from annotate._alike.shared_words import Shared, Text, read, runs_of_words, shared
from annotate._project import contents, statements, tables
from annotate._project.beside import may, may_make

_EVERY = 16
"""One run of words in so many is kept: of two texts with three tenths in common nearly always one that both have."""

_MOST_RUNS = 64
"""Runs that are kept of one text."""

_COMMON = 50
"""Articles: a run of words that stands in more of them is a page's furniture, and is kept of no further one."""

_COMPARED = 3
"""Articles with which a new one is compared word for word, those that share most runs first."""

_ASKED = 500
"""Runs that one question to the database holds."""

_BATCH = 200

_metadata = sa.MetaData()
runs = sa.Table(
    "article_runs",
    _metadata,
    sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_number", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
_up_to = sa.Table("article_runs_up_to", _metadata, sa.Column("article_number", sa.Integer, nullable=False))
TABLES = (runs.name, _up_to.name)


class NearCopy(NamedTuple):
    """An article of which a new one has the text, or much of it."""

    article_number: int
    share: float
    """How much of the new one's words stands in it, 0–1."""
    other_share: float
    """How much of its words stands in the new one."""


def sketch(text: Text) -> list[int]:
    """Return the runs of words by which a text is found again, as the whole numbers that a database keeps.

    Examples
    --------
    >>> len(sketch(read("Too short.")))
    0
    """
    every = np.unique(runs_of_words(text.words))
    chosen = every[every % np.uint64(_EVERY) == 0]
    found: list[int] = (chosen if len(chosen) >= _EVERY else every)[:_MOST_RUNS].view(np.int64).tolist()
    return found


def is_ready(connection: Connection) -> bool:
    """Whether the index is there, made where it was not; without the right to make or fill it there is none."""
    if not may(connection, TABLES, "SELECT", "INSERT", "UPDATE", "DELETE"):
        inspector = sa.inspect(connection)
        if any(map(inspector.has_table, TABLES)) or not may_make(connection):
            return False  # somebody else's, who did not share it, or none and no right to make one
        _metadata.create_all(connection)
        connection.execute(_up_to.insert().values(article_number=0))
    return True


def catch_up(connection: Connection, most: int = _BATCH) -> bool:
    """Take articles in that the index lacks, so many at most; return whether there is nothing left to do."""
    if not is_ready(connection):
        return True
    after = int(connection.execute(sa.select(sa.func.max(_up_to.c.article_number))).scalar() or 0)
    texts = tables.article_texts.c
    query = sa.select(texts.article_number, texts.text).where(texts.article_number > after)
    rows = connection.execute(query.order_by(texts.article_number).limit(most)).all()
    _put(connection, {int(number): sketch(read(text)) for number, text in rows})
    return len(rows) < most


def _put(connection: Connection, sketches: dict[int, list[int]]) -> None:
    if not sketches:
        return
    known = Counter(run for run, _ in _holding(connection, set().union(*sketches.values())))
    rows = []
    for number, chosen in sketches.items():
        rows += [{"run": run, "article_number": number} for run in chosen if known[run] < _COMMON]
        known.update(chosen)
    statements.insert_all(connection, runs, rows)
    connection.execute(_up_to.update().values(article_number=max(sketches)))


def _holding(connection: Connection, asked: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return each of these runs with each article that has it."""
    every = sorted(asked)
    for first in range(0, len(every), _ASKED):
        some = every[first : first + _ASKED]
        query = sa.select(runs.c.run, runs.c.article_number).where(runs.c.run.in_(some))
        yield from map(tuple, connection.execute(query))


@dataclass
class Newcomers:
    """Articles that come in together: whose near-copies they are, of those that are there and of each other.

    Parameters
    ----------
    connection : Connection
        One that writes.
    texts : iterable of str
        The texts that may come in.
    """

    connection: Connection
    texts: Iterable[str]
    _read: dict[str, Text] = field(default_factory=dict)
    _sketches: dict[str, list[int]] = field(default_factory=dict)
    _having: dict[int, list[int]] = field(default_factory=dict)  # a run: the articles that have it
    _added: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._is_ready = is_ready(self.connection)
        if not self._is_ready:
            return
        while not catch_up(self.connection):
            pass
        self._read = {text: read(text) for text in self.texts}
        self._sketches = {text: sketch(words) for text, words in self._read.items()}
        for run, number in _holding(self.connection, set[int]().union(*self._sketches.values())):
            self._having.setdefault(run, []).append(number)

    def copy_of(self, text: str) -> NearCopy | None:
        """Return the article of which a text is nearest to being a copy, if it is one of any."""
        sharing = Counter(number for run in self._sketches.get(text, ()) for number in self._having.get(run, ()))
        found = []
        for number, _ in sorted(sharing.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
            compared = shared(self._read[text], self._text(number))
            if self._is_copy(compared):
                found.append(NearCopy(number, compared.share, compared.other_share))
        return max(found, key=lambda one: (max(one[1:]), -one.article_number), default=None)

    @staticmethod
    def _is_copy(compared: Shared) -> bool:
        return kind_of_copies(compared, is_one_source=False) not in ("", QUOTATION)

    def _text(self, number: int) -> Text:
        kept = self._added.get(number)
        return self._read[kept] if kept is not None else read(contents.text(self.connection, number))

    def put(self, number: int, text: str) -> None:
        """Take up an article that is added."""
        if self._is_ready and text in self._sketches:
            self._added[number] = text
            for run in self._sketches[text]:
                self._having.setdefault(run, []).append(number)

    def keep(self) -> None:
        """Write what was taken up."""
        _put(self.connection, {number: self._sketches[text] for number, text in self._added.items()})
