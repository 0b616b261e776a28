"""In which order articles stand on the shelf: sorted once, and again only when what they are sorted by has changed."""

import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._project import about, contents, tables

SHOWN = ("article_id", "title", "source", "published", "language")
"""What a row says of its article, besides its numbers; it can be sorted and grouped by these and by variables."""

PROGRESS = "progress"
"""The order by the share of passages that the coder has tagged."""

_LAST = "\U0010ffff"
"""Sorts after whatever is said of an article."""

_KEPT = 8
"""Orders that are kept; more are made again when asked for."""

_FEW = 1000
"""Decisions after which only their articles' progress is read again."""


class Entry(NamedTuple):
    """What can be searched of an article: its number, what is said of it by name, and all of that as one text."""

    number: int
    said: dict[str, str]
    folded: str


def fold(text: str) -> str:
    """Return a text without case and accents, as it is searched and sorted.

    The concordance folds otherwise: it says where a hit stands, so that a sign stays a sign there. Here nothing has a
    place, and a ligature, a full-width letter or a raised figure is found by plain letters, too.

    Examples
    --------
    >>> fold("Évêque")
    'eveque'
    >>> fold("Ｌｅ Ｆｉｌ ②")
    'le fil 2'
    """
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


_ACCENTS = re.compile("[\u0300-\u036f]+")


class Arranged:
    """The articles in the orders that were asked for."""

    def __init__(self) -> None:
        self._stamp: object = ()
        self._orders: dict[object, list[Entry]] = {}
        self._progress = Progress()

    def entries(self, connection: Connection, coder: str, every: list[Entry], stamp: object, *by: str) -> list[Entry]:
        """Return the articles, sorted by one thing after the other; what stands alike keeps its order.

        Parameters
        ----------
        every : list of Entry
            All of them, in the order added.
        stamp : object
            What is another as soon as anything else is said of them.
        by : str
            The names to sort by, the weightiest last; an empty one says nothing.
        """
        if stamp != self._stamp or len(self._orders) > _KEPT:
            self._stamp, self._orders = stamp, {}
        found, names = every, tuple(filter(None, by))
        for nth, name in enumerate(names, 1):
            so_far = (names[:nth], coder, self.seen(connection)) if PROGRESS in names[:nth] else names[:nth]
            if so_far not in self._orders:
                self._orders[so_far] = sorted(found, key=self.key(connection, coder, name))
            found = self._orders[so_far]
        return found

    def key(self, connection: Connection, coder: str, name: str) -> Callable[[Entry], Any]:
        """Return what articles are sorted by; those of which nothing is said come last."""
        if name == PROGRESS:
            shares = self._progress.shares(connection, coder)
            return lambda one: shares.get(one.said["article_id"], 0.0)
        kinds = about.kinds(connection)
        if name not in kinds and name not in SHOWN:
            allowed = ", ".join([*SHOWN, PROGRESS, *kinds])
            raise TagError(f"Articles are sorted and grouped by {allowed}; {name!r} was asked for.")
        if kinds.get(name) == "number":
            return lambda one: _number(one.said.get(name, ""))
        return lambda one: fold(one.said.get(name, "")) or _LAST

    def prepare(self, connection: Connection, coder: str) -> None:
        """Read how far a coder is, so that the order by progress is there at once."""
        self._progress.shares(connection, coder)

    def seen(self, connection: Connection) -> int:
        """Return the newest decision's number: what progress goes by."""
        return int(connection.execute(sa.select(sa.func.max(tables.decisions.c.seq))).scalar() or 0)


def _number(cell: str) -> tuple[bool, float]:
    try:
        return False, float(cell)
    except ValueError:
        return True, 0.0


class Progress:
    """What share of each article its coder has tagged: read once, then only of articles on which somebody decided."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # it may be read ahead on a thread of its own
        self._of: tuple[object, ...] = ()
        self._seq = 0
        self._shares: dict[str, float] = {}

    def shares(self, connection: Connection, coder: str) -> dict[str, float]:
        """Return the share of each article's passages that a coder has tagged; none where nothing is."""
        with self._lock:
            return self._read(connection, coder)

    def _read(self, connection: Connection, coder: str) -> dict[str, float]:
        made = tables.decisions.c
        seq = int(connection.execute(sa.select(sa.func.max(made.seq))).scalar() or 0)
        of = (coder, contents.last_number(connection))
        decided = sa.select(made.article_id).where(made.seq > self._seq).limit(_FEW + 1)
        changed = list(connection.execute(decided).scalars()) if of == self._of and seq >= self._seq else [""]
        if len(changed) > _FEW or "" in changed:
            self._shares = _shares(connection, coder, None)
        elif changed:
            now = _shares(connection, coder, changed)
            self._shares.update({one: now.get(one, 0.0) for one in changed})
        self._of, self._seq = of, seq
        return self._shares


def _shares(connection: Connection, coder: str, ids: Sequence[str] | None) -> dict[str, float]:
    tagged = tallied(connection, coder, "label", ids)
    passages = tallied(connection, coder, "passages", ids)
    return {one: number / (passages.get(one) or 1) for one, number in tagged.items()}


def tallied(connection: Connection, coder: str, what: str, ids: Sequence[str] | None = None) -> dict[str, int]:
    """Return the tallies of one kind of each article: as first cut and by the coder's own decisions."""
    table = tables.tallies.c
    query = sa.select(table.article_id, sa.func.sum(table.number))
    query = query.where(table.what == what, table.coder.in_(["", coder] if what == "passages" else [coder]))
    if ids is not None:
        query = query.where(table.article_id.in_(set(ids)))
    return {article_id: int(number) for article_id, number in connection.execute(query.group_by(table.article_id))}
