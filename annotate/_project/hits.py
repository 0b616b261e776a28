"""The hits of a coder's queue: the passages that it shows, in this article, in the study, and which comes next."""

import itertools
import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._concordance import Search, SearchError, fold
from annotate._errors import TagError
from annotate._project import about, assignments, contents, revising, statements, tables, tallies, word_index
from annotate._project.rows import CutPassage, Span, Tag, span_of
from annotate._project.tallies import Tally

STATES = ("untagged", "unsure", "note", "proposed", "open", "again")
"""What a passage may be for its coder; open is a claim whose speaker is yet to be named, again is one whose label was
split since."""

_BARE = {"untagged", "proposed", "again"}
"""What a passage without a tag may be."""

LEAST = 60
SECONDS = 0.06
"""The articles that are read through to count hits that no number is kept of, and for how long more are: beyond that,
there are more hits."""

_CHUNK = 200
"""Articles that are asked about at a time, of those that may have the words."""

_BLANK = re.compile(r"\s")


class Queue(NamedTuple):
    """What is shown: passages in any of these states, with this label and these words, where this is said."""

    states: frozenset[str] = frozenset()
    label: str = ""
    words: str = ""
    variable: str = ""
    value: str = ""

    @classmethod
    def of(cls, states: str, label: str, words: str, variable: str = "", value: str = "") -> "Queue":
        """Return the queue of states that stand in one line.

        Raises
        ------
        TagError
            Where there is no such state.
        """
        asked = frozenset(states.split())
        if strange := sorted(asked - set(STATES)):
            raise TagError(f"A queue shows {', '.join(STATES)}; {strange[0]!r} was asked for.")
        return cls(asked, label, compared(words.strip().strip("*")), variable, value if variable else "")

    @property
    def search(self) -> Search | None:
        """What the index of words is asked; nothing, where that is of no help."""
        try:
            return Search(f"*{self.words}*")
        except SearchError:
            return None


def compared(text: str) -> str:
    """Return a text as a queue's words are looked for in it: without case and accents, each blank alike."""
    return _BLANK.sub(" ", fold(text))


class Count(NamedTuple):
    """How many hits a queue has: where they start in one article, before it, in all, and whether there are more."""

    starts: list[int]
    before: int
    """-1 where that is not known."""
    total: int
    is_more: bool


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
        if self._queue.variable and self._value_of(article_id) != self._queue.value:
            return []
        return self._in_candidate(article_id)

    def _in_candidate(self, article_id: str) -> list[int]:
        """Return where the hits start of an article of which what is asked is said."""
        queue, coder = self._queue, self._coder
        page = {"article_id": article_id, "coder": coder}
        tags = {span_of(row): row for row in statements.every(self._connection, tables.tags, page, Tag)}
        passages = contents.article_passages(self._connection, article_id, coder)
        again = self._again(article_id)
        found = [one for one in passages if self._is_hit(one, tags.get(span_of(one)), again)]
        if found and queue.words:
            number = contents.stored(self._connection, article_id)["article_number"]
            text = contents.text(self._connection, number)
            found = [one for one in found if queue.words in compared(text[one["start"] : one["end"]])]
        return [one["start"] for one in found]

    def _again(self, article_id: str) -> set[Span]:
        """Return the passages of an article that are to be looked at again, where that is asked."""
        if "again" not in self._queue.states:
            return set()
        log = tables.tag_log.c
        query = sa.select(log.start, log.end).where(log.article_id == article_id, log.coder == self._coder)
        return {(start, end) for start, end in self._connection.execute(query.where(revising.is_to_be_looked_at()))}

    def _is_hit(self, passage: CutPassage, tag: Tag | None, again: set[Span]) -> bool:
        states = self._queue.states
        if self._queue.label and (tag is None or tag["label"] != self._queue.label):
            return False
        if tag is None:
            is_proposed = "proposed" in states and bool(passage["proposed_label"])
            is_again = span_of(passage) in again
            return not states or "untagged" in states or is_proposed or is_again
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
        return self._first(self._candidates(self._connection.execute(at).scalar() or 0, step), step)

    def first(self, step: int) -> tuple[str, int] | None:
        """Return the first (1) or the last hit (-1) of all; None where there is none."""
        return self._first(self._candidates(step=step), step)

    def _first(self, articles: Iterator[str], step: int) -> tuple[str, int] | None:
        for one in articles:
            if found := self._in_candidate(one):
                return one, found[0 if step > 0 else -1]
        return None

    def count(self, article_id: str) -> Count:
        """Return how many hits there are in an article and in the study."""
        here = self.here(article_id)
        if (
            self._queue.label
            and self._queue == Queue(label=self._queue.label)
            and not assignments.is_assigned(self._connection)
        ):
            return Count(here, -1, self._labelled(), is_more=False)
        if self._is_of_tags:
            at = sa.select(self._number).where(tables.articles.c.article_id == article_id)
            place = self._connection.execute(at).scalar() or 0
            return Count(here, self._tags(self._number < place), self._tags(), is_more=False)
        if self._queue == Queue(frozenset({"untagged"})) and not assignments.is_assigned(self._connection):
            return Count(here, -1, self._untagged(), is_more=False)
        return self._counted_one_by_one(article_id, here)

    def _counted_one_by_one(self, article_id: str, here: list[int]) -> Count:
        until, total, before = time.monotonic() + SECONDS, 0, -1
        for nth, other in enumerate(self._candidates()):
            if other == article_id:
                before = total
            if nth >= LEAST and time.monotonic() > until:
                return Count(here, before, max(total, len(here)), is_more=True)
            total += len(here) if other == article_id else len(self._in_candidate(other))
        return Count(here, before, total, is_more=False)

    @property
    def _is_of_tags(self) -> bool:
        """Whether the hits are tags that the database can count by itself."""
        queue = self._queue
        return not queue.words and not queue.states & _BARE and bool(queue.label or queue.states)

    def _tags(self, *conditions: sa.ColumnElement[bool]) -> int:
        table, tag = tables.articles.c, tables.tags.c
        is_joined = conditions or self._queue.variable or assignments.is_assigned(self._connection)
        queries = []
        for of_state in self._tag_conditions():
            query = sa.select(tag.tag_id).where(*of_state, about.is_counted(tag.article_id))
            if is_joined:
                query = query.join(tables.articles, table.article_id == tag.article_id)
                query = query.where(self._number.is_not(None), *self._article_conditions(), *conditions)
            queries.append(query)
        found = (queries[0] if len(queries) == 1 else sa.union(*queries)).subquery()
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(found)).scalar() or 0)

    def _labelled(self) -> int:
        """Return how many tags have the label, by their tallies."""
        table = tables.tallies.c
        query = sa.select(sa.func.coalesce(sa.func.sum(table.number), 0)).where(
            table.what == "label", table.coder == self._coder, table.name == self._queue.label
        )
        return int(self._connection.execute(query.where(about.is_counted(table.article_id))).scalar() or 0)

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
        table, number = tables.articles.c, self._number
        query = sa.select(table.article_id, table.article_number)
        query = query.where(about.is_counted(table.article_id), number.is_not(None), *self._article_conditions())
        if after is not None:
            query = query.where(number > after if step > 0 else number < after)
        states = self._queue.states
        if self._queue.label or (states and not states & _BARE):
            is_here = tables.tags.c.article_id == table.article_id
            query = query.where(sa.or_(*(sa.exists().where(is_here, *one) for one in self._tag_conditions())))
        elif states == {"again"}:
            log = tables.tag_log.c
            asked = sa.select(log.article_id).where(log.coder == self._coder, revising.is_to_be_looked_at())
            query = query.where(table.article_id.in_(asked))
        elif states == {"proposed"}:
            query = query.where(_has_proposed(self._coder))
        elif states:
            query = query.where(untagged_in(self._coder) > 0 if states <= _BARE else sa.true())
        yield from self._with_words(query.order_by(number if step > 0 else number.desc()), after or 0, step)

    def _with_words(self, query: sa.Select[Any], after: int, step: int) -> Iterator[str]:
        """Return the articles of a query that may have the words looked for."""
        search = self._queue.search if self._queue.words else None
        if search is None:
            yield from (row[0] for row in self._connection.execute(query))
        elif assignments.is_assigned(self._connection):
            named = set(word_index.candidates(self._connection, search))
            yield from (row[0] for row in self._connection.execute(query) if row[1] in named)
        else:
            numbers = word_index.candidates(self._connection, search, after if step > 0 else 0)
            if step < 0:
                earlier = itertools.takewhile(lambda number: not after or number < after, numbers)
                numbers = reversed(list(earlier))
            while some := list(itertools.islice(numbers, _CHUNK)):
                chosen = query.where(tables.articles.c.article_number.in_(some))
                yield from (row[0] for row in self._connection.execute(chosen))

    def _article_conditions(self) -> list[sa.ColumnElement[bool]]:
        return [_said(self._queue.variable) == self._queue.value] if self._queue.variable else []

    def _value_of(self, article_id: str) -> str:
        table = tables.articles
        query = sa.select(_said(self._queue.variable)).select_from(table).where(table.c.article_id == article_id)
        return str(self._connection.execute(query).scalar() or "")

    def _tag_conditions(self) -> list[list[sa.ColumnElement[bool]]]:
        """Return the ways for a tag to be a hit: each has an index of its own, and together they would have none."""
        tag = tables.tags.c
        is_open = sa.and_(tag.label.in_(self._claims), tag.speaker == "", tag.speaker_kind == "")
        kinds = {"unsure": tables.is_unsure, "note": tables.has_note, "open": is_open}
        of_states = [kinds[state] for state in sorted(self._queue.states) if state in kinds]
        of_label = [tag.label == self._queue.label] if self._queue.label else []
        of_all = [tag.coder == self._coder, *of_label]
        return [[*of_all, one] for one in of_states] or [of_all]


def _has_proposed(coder: str) -> sa.Exists:
    """Return whether an article has a passage of its first cut with a proposed label and no tag of a coder."""
    first, tag = tables.passages.c, tables.tags.c
    same = (tag[name] == first[name] for name in ("article_id", "start", "end"))
    is_tagged = sa.exists().where(tag.coder == coder, *same)
    return sa.exists().where(first.article_id == tables.articles.c.article_id, tables.is_proposed, ~is_tagged)


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


# What is said of articles ------------------------------------------------------------------------------------------

_OF_ARTICLES = ("source", "language", "author", "published")
"""What articles are chosen by, besides the study's variables."""

_MOST_VALUES = 500


def _said(name: str) -> sa.ColumnElement[str]:
    """Return what is said of an article under a name, for a query of articles; empty where nothing is."""
    value, table = tables.article_values.alias("said").c, tables.articles.c
    now = sa.select(value.value).where(value.article_id == table.article_id, value.coder == "", value.name == name)
    otherwise = table[name] if name in _OF_ARTICLES else sa.literal("")
    return sa.func.coalesce(now.correlate(tables.articles).scalar_subquery(), otherwise)


def variables(connection: Connection) -> list[str]:
    """Return what articles may be chosen by; only the language where the sources are hidden."""
    if assignments.is_blind(connection):
        return ["language"]
    return [*_OF_ARTICLES, *about.kinds(connection)]


def values(connection: Connection, coder: str, variable: str) -> list[str]:
    """Return what is said of a coder's articles under a name, each once.

    Raises
    ------
    TagError
        Where articles cannot be chosen by this.
    """
    if not variable:
        return []
    if variable not in (allowed := variables(connection)):
        raise TagError(f"Articles are chosen by {', '.join(allowed)}; {variable!r} was asked for.")
    said = _said(variable).label("value")
    query = sa.select(said).where(about.is_counted(tables.articles.c.article_id))
    query = query.where(assignments.order(connection, coder).is_not(None)).distinct().order_by(said)
    return [str(one) for one in connection.execute(query.limit(_MOST_VALUES)).scalars()]
