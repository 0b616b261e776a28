"""The hits of a coder's queue: the passages that it shows, in this article, in the study, and which comes next."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._project import about, assignments, contents, tables, tallies
from annotate._project.tallies import Tally

Row = dict[str, Any]

STATES = ("untagged", "unsure", "note", "proposed", "open")
"""What a passage may be for its coder; open is a claim whose speaker is yet to be named."""

MOST = 300
"""The articles that are read through to count hits that no number is kept of: beyond them, there are more."""


class Queue(NamedTuple):
    """Which passages are shown: in any of these states, with this label and these words; all where nothing is said."""

    states: frozenset[str] = frozenset()
    label: str = ""
    words: str = ""

    @classmethod
    def of(cls, states: str, label: str, words: str) -> "Queue":
        """Return the queue of states that stand in one line.

        Raises
        ------
        TagError
            Where there is no such state.
        """
        asked = frozenset(states.split())
        if strange := sorted(asked - set(STATES)):
            raise TagError(f"A queue shows {', '.join(STATES)}; {strange[0]!r} was asked for.")
        return cls(asked, label, words.strip().lower())


class Hits:
    """The hits of a queue for one coder.

    Parameters
    ----------
    connection : Connection
    claims : list of str
        The labels that take a speaker.
    coder : str
        Whose tags are looked at; never another's.
    queue : Queue
    """

    def __init__(self, connection: Connection, claims: list[str], coder: str, queue: Queue) -> None:
        self._connection = connection
        self._claims = claims
        self._number = assignments.order(connection, coder)
        self._coder = coder
        self._queue = queue

    def here(self, article_id: str) -> list[int]:
        """Return where the hits of one article start."""
        queue, coder = self._queue, self._coder
        tags = {(row["start"], row["end"]): row for row in _tags_of(self._connection, article_id, coder)}
        passages = contents.article_passages(self._connection, article_id, coder)
        found = [one for one in passages if self._is_hit(one, tags.get((one["start"], one["end"])))]
        if found and queue.words:
            number = contents.stored(self._connection, article_id)["article_number"]
            text = contents.text(self._connection, number)
            found = [one for one in found if queue.words in text[one["start"] : one["end"]].lower()]
        return [one["start"] for one in found]

    def _is_hit(self, passage: Row, tag: Row | None) -> bool:
        states = self._queue.states
        if self._queue.label and (tag is None or tag["label"] != self._queue.label):
            return False
        if tag is None:
            return not states or "untagged" in states or ("proposed" in states and bool(passage["proposed_label"]))
        is_open = tag["label"] in self._claims and not (tag["speaker"] or tag["speaker_kind"])
        of_tag = {"unsure": tag["unsure"], "note": tag["note"], "open": is_open}
        return not states or any(of_tag.get(state) for state in states)

    def next(self, article_id: str, start: int, step: int) -> tuple[str, int] | None:
        """Return the next (1) or previous (-1) hit after a place, across articles; None where there is none."""
        here = self.here(article_id)
        within = [one for one in here if (one - start) * step > 0]
        if within:
            return article_id, (min if step > 0 else max)(within)
        at = sa.select(self._number).where(tables.articles.c.article_id == article_id)
        for other in self._candidates(after=self._connection.execute(at).scalar(), step=step):
            if found := self.here(other):
                return other, found[0 if step > 0 else -1]
        return None

    def count(self) -> tuple[int, bool]:
        """Return how many hits there are in the study, and whether there are more than were counted."""
        queue = self._queue
        if queue == Queue(frozenset({"untagged"})) and not assignments.is_assigned(self._connection):
            return self._untagged(), False
        if not queue.words and not queue.states & {"untagged", "proposed"} and (queue.label or queue.states):
            query = sa.select(sa.func.count()).where(
                *self._tag_conditions(), about.is_counted(tables.tags.c.article_id)
            )
            if assignments.is_assigned(self._connection):
                query = query.where(tables.tags.c.article_id.in_(assignments.queue(self._connection, self._coder)))
            return int(self._connection.execute(query).scalar() or 0), False
        total = 0
        for nth, article_id in enumerate(self._candidates()):
            if nth == MOST:
                return total, True
            total += len(self.here(article_id))
        return total, False

    def _untagged(self) -> int:
        coders = ["", self._coder]
        passages = sum(tallies.number(self._connection, Tally("passages", coder=one)) for one in coders)
        tagged = tallies.number(self._connection, Tally("tags", coder=self._coder))
        aside = about.aside()
        passages -= tallies.of_articles(self._connection, "passages", aside, coders)
        return passages - tagged + tallies.of_articles(self._connection, "label", aside, [self._coder])

    # Which articles may have a hit ------------------------------------------------------------------------------

    def _candidates(self, after: int | None = None, step: int = 1) -> Iterator[str]:
        """Return the articles that may have a hit, in order from one on (without that one); all where none is given."""
        table, texts = tables.articles.c, tables.article_texts.c
        number = self._number
        query = sa.select(table.article_id).where(about.is_counted(table.article_id), number.is_not(None))
        if after is not None:
            query = query.where(number > after if step > 0 else number < after)
        states = self._queue.states
        if self._queue.label or (states and not states & {"untagged", "proposed"}):
            query = query.where(
                sa.exists().where(tables.tags.c.article_id == table.article_id, *self._tag_conditions())
            )
        elif states:
            query = query.where(untagged_in(self._coder) > 0 if states <= {"untagged", "proposed"} else sa.true())
        if self._queue.words:
            loose = texts.text.ilike(_loose(self._queue.words), escape="\\")
            query = query.where(sa.exists().where(texts.article_number == table.article_number, loose))
        order = number if step > 0 else number.desc()
        yield from self._connection.execute(query.order_by(order)).scalars()

    def _tag_conditions(self) -> list[sa.ColumnElement[bool]]:
        tag = tables.tags.c
        is_open = sa.and_(tag.label.in_(self._claims), tag.speaker == "", tag.speaker_kind == "")
        kinds = {"unsure": tag.unsure.is_(True), "note": tag.note != "", "open": is_open}
        of_states = [kinds[state] for state in self._queue.states if state in kinds]
        of_label = [tag.label == self._queue.label] if self._queue.label else []
        return [tag.coder == self._coder, *([sa.or_(*of_states)] if of_states else []), *of_label]


def _tags_of(connection: Connection, article_id: str, coder: str) -> list[Row]:
    table = tables.tags
    query = sa.select(table).where(table.c.article_id == article_id, table.c.coder == coder)
    return [dict(row) for row in connection.execute(query).mappings()]


def untagged_in(coder: str) -> sa.ScalarSelect[int]:
    """Return how many passages of an article have no tag of a coder, by its tallies."""
    table = tables.tallies.c
    is_passages = (table.what == "passages") & table.coder.in_(("", coder))
    is_tags = (table.what == "label") & (table.coder == coder)
    number = sa.case((is_passages, table.number), else_=-table.number)
    rows = sa.select(sa.func.coalesce(sa.func.sum(number), 0)).where(
        table.article_id == tables.articles.c.article_id, is_passages | is_tags
    )
    return rows.correlate(tables.articles).scalar_subquery()


def _loose(words: str) -> str:
    """Return a pattern that finds words in any case: databases know the case of plain letters only."""
    plain = (one if one.isascii() and one.isprintable() else "_" for one in words)
    return "%" + "".join(f"\\{one}" if one in "\\%" else one for one in plain) + "%"
