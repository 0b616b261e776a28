"""The shelf: the study's articles as one coder finds them, by word, in groups and in order.

Without a word, a group and an order only the rows in sight are read. For these, what can be searched of every article
is read once and kept until articles are added or corrected: a key then searches a hundred thousand of them.
"""

import threading
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypedDict, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._project import about, assignments, contents, source_marks, tables, word_index
from annotate._project.shelf_order import PROGRESS, SHOWN, Arranged, Entry, fold, tallied

ROWS = 60
"""The most rows that are read at a time: what is near the view."""

_SEARCHED = (*SHOWN, "author")


class Wanted(NamedTuple):
    """Which articles are wanted: those with all these words, said of them or in their text; grouped and ordered how."""

    words: str = ""
    group: str = ""
    order: str = ""


class ShelfRow(TypedDict):
    """One article on the shelf, with its coder's own numbers; its group's name and size where there are groups.

    Its source is the article's own; `voices` are the others that the coder marked in it.
    """

    number: int
    article_id: str
    title: str
    source: str
    published: str
    language: str
    passages: int
    tagged: int
    unsure: int
    notes: int
    proposed: int
    set_aside: bool
    group: str
    group_articles: int
    in_text: bool
    voices: str


class Found(TypedDict):
    """Some rows of the shelf: how many there are in all, which is the first, and where an article stands."""

    total: int
    offset: int
    at: int
    rows: list[ShelfRow]
    variables: list[str]


class Shelf:
    """The articles of one project, kept in a form to be searched."""

    def __init__(self) -> None:
        self._lock = threading.RLock()  # what is searched may be read on a thread of its own
        self._stamp: tuple[int, ...] = ()
        self._entries: list[Entry] = []
        self._coming: tuple[tuple[int, ...], list[Entry]] = ((), [])
        self._order: tuple[object, list[int]] = ((), [])
        self._arranged = Arranged()
        self._texts: dict[object, set[int]] = {}
        self._groups: tuple[object, Counter[str]] = ((), Counter())

    def read(self, connection: Connection, coder: str, wanted: Wanted, offset: int = 0, around: str = "") -> Found:
        """Return some rows of the shelf, with how many there are in all and where an article stands among them.

        Parameters
        ----------
        offset : int
            The first row that is read.
        around : str
            The article around which rows are read, in place of an offset.
        """
        hers = assignments.numbers(connection, coder)
        is_blind = assignments.is_blind(connection)
        numbers: Sequence[int]
        if is_blind and {wanted.group, wanted.order} - {"", PROGRESS, *_SEEN_BLIND}:
            raise TagError(
                "The sources are hidden in this study, and so is what could tell them: choose another order."
            )
        if any(wanted):
            with self._lock:
                numbers = self._sorted(connection, coder, wanted, hers, is_blind=is_blind)
                at, offset, rows = _rows(connection, coder, numbers, offset, around)
                if wanted.words:
                    self._say_where(rows, wanted.words, is_blind=is_blind)
                if wanted.group:
                    self._group(rows, numbers, wanted.group)
        else:
            numbers = range(1, contents.last_number(connection) + 1) if hers is None else hers
            at, offset, rows = _rows(connection, coder, numbers, offset, around)
        variables = [] if is_blind else list(about.kinds(connection))
        for row in rows if is_blind else ():
            row["source"] = row["voices"] = ""
        return {"total": len(numbers), "offset": offset, "at": at, "rows": rows, "variables": variables}

    def _say_where(self, rows: list[ShelfRow], words: str, *, is_blind: bool) -> None:
        """Mark rows where the words looked for stand in the text, where the row itself does not show them."""
        for row in rows:
            one = self._entries[row["number"] - 1]
            shown = _folded_blind(one) if is_blind else one.folded
            row["in_text"] = not all(word in shown for word in fold(words).split())

    def _group(self, rows: list[ShelfRow], numbers: Sequence[int], group: str) -> None:
        if self._groups[0] != (asked := (self._order[0], group)):
            self._groups = asked, Counter(self._entries[number - 1].said.get(group, "") for number in numbers)
        many = self._groups[1]
        for row in rows:
            row["group"] = self._entries[row["number"] - 1].said.get(group, "")
            row["group_articles"] = many[row["group"]]

    def _sorted(
        self, connection: Connection, coder: str, wanted: Wanted, hers: list[int] | None, *, is_blind: bool
    ) -> list[int]:
        """Return the numbers of the wanted articles, in order."""
        self.load(connection)
        newest = self._arranged.seen(connection) if PROGRESS in wanted else 0
        asked: object = (wanted, self._stamp, hers and coder, coder if newest else "", newest)
        if self._order[0] != asked:
            found = self._arrange(connection, coder, wanted, hers)
            if is_blind and wanted.words:
                found = [one._replace(folded=_folded_blind(one)) for one in found]
            for word in fold(wanted.words).split():
                texts = self._texts_with(connection, word)
                found = [one for one in found if word in one.folded or one.number in texts]
            self._order = (asked, [one.number for one in found])
        return self._order[1]

    def _arrange(self, connection: Connection, coder: str, wanted: Wanted, hers: list[int] | None) -> list[Entry]:
        if hers is None:
            return self._arranged.entries(connection, coder, self._entries, self._stamp, wanted.order, wanted.group)
        found = [self._entries[number - 1] for number in hers]
        for name in filter(None, (wanted.order, wanted.group)):
            found = sorted(found, key=self._arranged.key(connection, coder, name))
        return found

    def _texts_with(self, connection: Connection, word: str) -> set[int]:
        """Return the articles whose texts have a word that begins so; texts never change."""
        is_long = len(word) >= _LETTERS or (len(word) > 1 and not word.isascii())
        if not is_long:
            return set()
        asked = (word, word_index.up_to(connection))
        if asked not in self._texts:
            if len(self._texts) >= _WORDS:
                self._texts.clear()
            self._texts[asked] = word_index.holding(connection, word)
        return self._texts[asked]

    def prepare(self, connection: Connection, coder: str) -> None:
        """Read how far a coder is, so that the order by progress is there at once."""
        self._arranged.prepare(connection, coder)

    def load(self, connection: Connection) -> None:
        """Read what can be searched of every article, unless that is known."""
        while self.load_some(connection):
            pass

    def load_some(self, connection: Connection) -> bool:
        """Read what can be searched of some more articles; return whether there are more to be read.

        What is read in pieces is begun anew where articles are added or corrected meanwhile.
        """
        stamp = about.stamp(connection)
        last = stamp[0]
        with self._lock:
            if stamp == self._stamp:
                return False
            if stamp != self._coming[0]:
                self._coming = (stamp, [])
            read = self._coming[1]
            read += (some := _entries(connection, after=len(read)))
            if some and len(read) < last:
                return True
            self._entries, self._stamp, self._coming = read, stamp, ((), [])
            return False


PIECE = 2000
"""Articles that are read at a time to be searched: some hundredths of a second."""


def _entries(connection: Connection, after: int) -> list[Entry]:
    """Return what can be searched of the next articles after one; they are numbered without a gap."""
    table = tables.articles.c
    query = sa.select(table.article_number, *(table[name] for name in _SEARCHED)).where(table.article_number > after)
    rows = connection.execute(query.order_by(table.article_number).limit(PIECE)).all()
    said = about.said(connection, [row[1] for row in rows])
    return [_entry(row[0], row[1:], said.get(row[1], {})) for row in rows]


_LETTERS = 3
"""So many letters of a word are looked for in the texts; fewer begin a word of nearly every text."""


_WORDS = 8
"""Words whose articles are kept, lest another order of the same look for them again."""


def _entry(number: int, row: Sequence[str], now: dict[str, str]) -> Entry:
    said = {**dict(zip(_SEARCHED, row, strict=True)), **now}
    return Entry(number, said, fold("\n".join(said.values())))


_SEEN_BLIND = ("title", "published", "language")
"""What a coder who is blind to the source finds an article by."""


def _folded_blind(one: Entry) -> str:
    return fold("\n".join(one.said.get(name, "") for name in _SEEN_BLIND))


def _place(connection: Connection, numbers: Sequence[int], article_id: str) -> int:
    """Return where an article stands among these; -1 where it is not one of them."""
    if not article_id:
        return -1
    number = contents.stored(connection, article_id)["article_number"]
    return numbers.index(number) if number in numbers else -1


def _rows(
    connection: Connection, coder: str, numbers: Sequence[int], offset: int, around: str
) -> tuple[int, int, list[ShelfRow]]:
    """Return where an article stands among these, the first row that is read, and the rows."""
    at = _place(connection, numbers, around)
    offset = max(0, at - ROWS // 2) if around else max(0, offset)
    return at, offset, rows_of(connection, coder, numbers[offset : offset + ROWS])


# The rows in sight ---------------------------------------------------------------------------------------------------


def rows_of(connection: Connection, coder: str, numbers: Sequence[int]) -> list[ShelfRow]:
    """Return what a coder sees of each of these articles on the shelf: never another coder's tags."""
    table = tables.articles.c
    query = sa.select(table.article_number.label("number"), *(table[name] for name in SHOWN))
    found = {
        row["number"]: dict(row)
        for row in connection.execute(query.where(table.article_number.in_(numbers))).mappings()
    }
    ids = [row["article_id"] for row in found.values()]
    said = about.said(connection, ids)
    passages, tagged = (tallied(connection, coder, what, ids) for what in ("passages", "label"))
    marked = _marked(connection, coder, ids)
    proposed = _proposed(connection, coder, ids)
    voices = source_marks.seen_by(connection, ids, coder)
    for row in found.values():
        article_id = row["article_id"]
        now = said.get(article_id, {})
        row.update({name: now[name] for name in about.FACTS if name in row and name in now})
        unsure, notes = marked.get(article_id, (0, 0))
        row.update(passages=passages.get(article_id, 0), tagged=tagged.get(article_id, 0), unsure=unsure, notes=notes)
        row.update(proposed=proposed.get(article_id, 0), set_aside=about.SET_ASIDE in now)
        others = dict.fromkeys(source for _, source in voices.get(article_id, []) if source != row["source"])
        row.update(group="", group_articles=0, in_text=False, voices=", ".join(others))
    return [cast("ShelfRow", found[number]) for number in numbers]


def _marked(connection: Connection, coder: str, ids: list[str]) -> dict[str, tuple[int, int]]:
    """Return how many of a coder's tags in each article are unsure, and how many have a note."""
    table = tables.tags.c
    counts = [sa.func.sum(sa.case((what, 1), else_=0)) for what in (table.unsure.is_(True), table.note != "")]
    query = sa.select(table.article_id, *counts).where(table.article_id.in_(ids), table.coder == coder)
    return {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query.group_by(table.article_id))}


def _proposed(connection: Connection, coder: str, ids: list[str]) -> dict[str, int]:
    """Return how many passages of each article have a proposed label and no tag of the coder's."""
    first = tables.passages.c
    query = sa.select(first.article_id, sa.func.count()).where(
        first.article_id.in_(ids),
        first.proposed_label != "",
        ~_decided(tables.tags, coder),
        ~_decided(tables.cut_log, coder),
    )
    return {article_id: int(number) for article_id, number in connection.execute(query.group_by(first.article_id))}


def _decided(table: sa.Table, coder: str) -> sa.Exists:
    """Return whether a coder tagged, or cut, a passage of the first cut."""
    first, made = tables.passages.c, table.c
    same = (made[name] == first[name] for name in ("article_id", "start", "end"))
    return sa.exists().where(made.coder == coder, *same)
