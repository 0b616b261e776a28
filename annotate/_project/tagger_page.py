"""The page that a coder works on: one article with its passages, tags and sources, ready for the tagger."""

from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._concordance import Search
from annotate._project import (
    about,
    answers,
    assignments,
    codebooks,
    contents,
    finding,
    kept_examples,
    persons,
    source_marks,
    tables,
    tallies,
)
from annotate._project.finding import Place, Some
from annotate._project.hits import Count, Hits, Queue, untagged_in, values, variables
from annotate._project.indexing import index_words
from annotate._project.rows import AnyRow
from annotate._project.shelf import Found, Shelf, Wanted
from annotate._project.shown_page import ArticlePage, Progress, ProjectProgress
from annotate._project.store import Store
from annotate._project.tallies import Tally
from annotate._variables import CAPTIONS

TAG_WORDS = (
    "label", "speaker", "speaker_kind", "evaluative", "unsure", "note", "origin", "score", "machine", "answers",
)  # fmt: skip
PASSAGE_WORDS = ("start", "end", "proposed_label", "reason", "double_of")


def page(connection: Connection, article_id: str, coder: str) -> ArticlePage:
    """Return all that the tagger shows of one article; nothing of any other travels."""
    assignments.check_article(connection, article_id, coder)
    facts: AnyRow = contents.article(connection, article_id)
    passages = contents.article_passages(connection, article_id, coder)
    is_blind = assignments.is_blind(connection)
    if is_blind:
        facts = {**facts, **dict.fromkeys(assignments.HIDDEN, "")}
    return {
        "article_id": facts["article_id"],
        "source": facts["source"],
        "title": facts["title"],
        "author": facts["author"],
        "published": facts["published"],
        "url": facts["url"],
        "language": facts["language"],
        "text": contents.text(connection, facts["article_number"]),
        "captions": [] if is_blind else _captions(connection, article_id),
        "passages": [list(itemgetter(*PASSAGE_WORDS)(row)) for row in passages],
        "tags": _tags(connection, article_id, coder),
        "answers": answers.of_coder(connection, article_id, coder),
        "examples": kept_examples.of_coder(connection, article_id, coder),
        "sources": source_marks.seen_by(connection, article_id, coder).get(article_id, []),
        "speakers": _speakers(connection, coder),
        "known_sources": [] if is_blind else _known_sources(connection, coder),
        "others": others(connection, article_id, coder),
        **_progress(connection, article_id, coder),
    }


def _captions(connection: Connection, article_id: str) -> list[str]:
    said = about.said(connection, [article_id], [CAPTIONS]).get(article_id, {})
    return said.get(CAPTIONS, "").splitlines()


def _speakers(connection: Connection, coder: str) -> list[str]:
    """Return the speakers that are offered: the study's, or only the coder's own where each has articles of her own.

    The study's are also those under whose name several wordings stand: they may be written so in no tag.
    """
    if not assignments.is_assigned(connection):
        return list(dict.fromkeys([*tallies.names(connection, "speaker"), *persons.names(connection)]))
    table = tables.tags.c
    query = sa.select(table.speaker).where(table.coder == coder, table.speaker != "").group_by(table.speaker)
    return list(connection.execute(query.order_by(sa.func.count().desc(), table.speaker)).scalars())


def _known_sources(connection: Connection, coder: str) -> list[str]:
    """Return the sources that are offered: the study's, or only what the coder sees where each has her own articles."""
    if not assignments.is_assigned(connection):
        return sorted(tallies.names(connection, "source"))
    page, log = tables.articles.c, tables.source_log.c
    of_hers = sa.select(page.source).where(page.article_id.in_(assignments.queue(connection, coder)))
    marked = sa.select(log.source).where(log.coder.in_(["", coder]), log.source.is_not(None))
    return sorted({*connection.execute(of_hers).scalars(), *connection.execute(marked).scalars()} - {""})


def _tags(connection: Connection, article_id: str, coder: str) -> list[list[Any]]:
    table = tables.tags
    query = sa.select(table).where(table.c.article_id == article_id, table.c.coder == coder)
    rows = connection.execute(query).mappings()
    return [[row["start"], row["end"], _said(dict(row))] for row in rows]


def _said(row: AnyRow) -> dict[str, Any]:
    """Return what a tag says; most name no machine, and these do not send that they do not."""
    words = TAG_WORDS if row["machine"] else [name for name in TAG_WORDS if name != "machine"]
    return {name: row[name] for name in words} | {"answers": answers.read(row["answers"])}


def _progress(connection: Connection, article_id: str, coder: str) -> Progress:
    """Return how far a coder is; articles that are set aside, or are not hers, are in none of the numbers."""
    table = tables.articles.c
    number = assignments.order(connection, coder)
    here = connection.execute(sa.select(number).where(table.article_id == article_id)).scalar()
    count = sa.select(sa.func.count()).select_from(tables.articles)
    hers = count.where(number.is_not(None), about.is_counted(table.article_id))
    before = connection.execute(hers.where(number < here)).scalar_one()
    return {
        "number": int(before) + 1,
        "articles": int(connection.execute(hers).scalar_one()),
        **_project_progress(connection, coder),
    }


def _project_progress(connection: Connection, coder: str) -> ProjectProgress:
    if assignments.is_assigned(connection):
        queue = assignments.queue(connection, coder).where(about.is_counted(tables.articles.c.article_id))
        return {
            "project_tags": tallies.of_articles(connection, "label", queue, [coder]),
            "project_passages": tallies.of_articles(connection, "passages", queue, ["", coder]),
        }
    passages = sum(tallies.number(connection, Tally("passages", coder=one)) for one in ("", coder))
    aside = about.aside()
    return {
        "project_tags": tallies.number(connection, Tally("tags", coder=coder))
        - tallies.of_articles(connection, "label", aside, [coder]),
        "project_passages": passages - tallies.of_articles(connection, "passages", aside, ["", coder]),
    }


def others(connection: Connection, article_id: str, coder: str) -> list[list[Any]]:
    """Return how far the other coders are: ``[coder, tags on this article, tags in the project]``, busiest first.

    Where each has articles of her own, nobody sees how far the others are.
    """
    if assignments.is_assigned(connection):
        return []
    here = tallies.of_coders(connection, "label", article_id)
    everywhere = tallies.of_coders(connection, "tags")
    aside = tallies.of_coders_in(connection, "label", about.aside())
    return [
        [name, here.get(name, 0), number - aside.get(name, 0)] for name, number in everywhere.items() if name != coder
    ]


class Decided(NamedTuple):
    """One decision, as far as others need to know of it."""

    seq: int
    decision_id: str
    coder: str
    article_id: str
    kind: str


def newest(connection: Connection) -> tuple[int, int]:
    """Return the number of the newest decision and of the newest article: they grow whenever anybody writes."""
    seq = connection.execute(sa.select(sa.func.max(tables.decisions.c.seq))).scalar()
    return int(seq or 0), contents.last_number(connection)


def decided_since(connection: Connection, seq: int) -> list[Decided]:
    """Return the decisions after one, oldest first."""
    table = tables.decisions.c
    query = sa.select(*(table[name] for name in Decided._fields)).where(table.seq > seq).order_by(table.seq)
    return [Decided(*row) for row in connection.execute(query)]


def neighbour(connection: Connection, article_id: str, step: int, coder: str) -> str:
    """Return the next (1) or previous (-1) article of a coder; the same one at either end."""
    table = tables.articles.c
    number = assignments.order(connection, coder)
    here = connection.execute(sa.select(number).where(table.article_id == article_id)).scalar()
    query = sa.select(table.article_id).where(about.is_counted(table.article_id))
    if step > 0:
        query = query.where(number > here).order_by(number)
    else:
        query = query.where(number < here).order_by(number.desc())
    return str(connection.execute(query.limit(1)).scalar() or article_id)


def unfinished(connection: Connection, coder: str) -> int:
    """Return how many articles have passages that a coder has not tagged."""
    query = sa.select(sa.func.count()).select_from(tables.articles).where(*_is_unfinished(connection, coder))
    return int(connection.execute(query).scalar() or 0)


def counted(connection: Connection) -> int:
    """Return how many articles are not set aside."""
    query = sa.select(sa.func.count()).select_from(tables.articles)
    return int(connection.execute(query.where(about.is_counted(tables.articles.c.article_id))).scalar_one())


def _is_unfinished(connection: Connection, coder: str) -> list[sa.ColumnElement[bool]]:
    is_counted = about.is_counted(tables.articles.c.article_id)
    return [assignments.order(connection, coder).is_not(None), is_counted, untagged_in(coder) > 0]


def next_unfinished(connection: Connection, article_id: str, coder: str) -> str:
    """Return the next article that a coder has not finished, from the first again after the last; else the same one."""
    table = tables.articles.c
    number = assignments.order(connection, coder)
    here = connection.execute(sa.select(number).where(table.article_id == article_id)).scalar()
    is_before = sa.case((number > here, 0), else_=1)
    query = sa.select(table.article_id).where(table.article_id != article_id, *_is_unfinished(connection, coder))
    found = connection.execute(query.order_by(is_before, number).limit(1)).scalar()
    return str(found or article_id)


def first_article(connection: Connection, coder: str) -> str | None:
    """Return the article that this coder worked on last, else the first of hers, else None.

    Raises
    ------
    TagError
        Where the study's articles are assigned, and none to this coder.
    """
    assignments.check_coder(connection, coder)
    made, table = tables.decisions.c, tables.articles.c
    number = assignments.order(connection, coder)
    is_hers = number.is_not(None) & about.is_counted(table.article_id)
    of_coder = sa.select(made.article_id).join(tables.articles, table.article_id == made.article_id)
    last = of_coder.where(made.coder == coder, is_hers).order_by(made.seq.desc()).limit(1)
    first = sa.select(table.article_id).where(is_hers).order_by(number).limit(1)
    return connection.execute(last).scalar() or connection.execute(first).scalar()


def counts(connection: Connection, article_id: str, coder: str, labels: tuple[str, ...]) -> dict[str, int]:
    """Return how many passages of an article a coder tagged with each label, and how many with none."""
    found = tallies.numbers(connection, "label", article_id, coder)
    first_cut = tallies.number(connection, Tally("passages", article_id))
    recut = tallies.number(connection, Tally("passages", article_id, coder))
    by_label = {label: found.get(label, 0) for label in labels}
    return {**by_label, "untagged": first_cut + recut - sum(by_label.values())}


_INDEXING = 0.3
"""The seconds that a question of the page may spend on an index that is not whole."""

_CONTEXT = 80
"""The code points shown before and after a hit."""


class TaggerReads:
    """What the tagger reads of a project, each in one consistent state.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf = Shelf()
        self._choices: tuple[object, tuple[list[str], list[str]]] = ((), ([], []))

    def page(self, article_id: str, *, coder: str) -> ArticlePage:
        """Return one article with a coder's passages and tags, as the tagger shows it."""
        with self._store.reading() as connection:
            return page(connection, article_id, coder)

    def first_article(self, *, coder: str) -> str | None:
        """Return the article that this coder worked on last, else the first, else None."""
        with self._store.reading() as connection:
            return first_article(connection, coder)

    def has_begun(self, *, coder: str) -> bool:
        """Whether a coder has decided anything, or there is no more than one article to decide on."""
        made = tables.decisions.c
        with self._store.reading() as connection:
            decided = sa.select(made.seq).where(made.coder == coder, made.article_id != "").limit(1)
            return contents.last_number(connection) < 2 or connection.execute(decided).first() is not None

    def shelf(self, wanted: Wanted, *, coder: str, offset: int = 0, around: str = "") -> Found:
        """Return some rows of the shelf: the study's articles as a coder finds them."""
        with self._store.reading() as connection:
            return self._shelf.read(connection, coder, wanted, offset, around)

    def prepare_shelf(self) -> bool:
        """Read some of what the shelf searches; return whether there is more to be read."""
        with self._store.reading() as connection:
            return self._shelf.load_some(connection)

    def prepare_orders(self, *, coder: str) -> None:
        """Read what the shelf sorts by, and take words into their index, for the next questions."""
        with self._store.reading() as connection:
            self._shelf.prepare(connection, coder)
        index_words(self._store, seconds=_INDEXING)

    def hits(self, queue: Queue, article_id: str, *, coder: str, claims: list[str]) -> Count:
        """Return how many hits a coder's queue has in an article and in the study."""
        with self._store.reading() as connection:
            return Hits(connection, claims, coder, queue).count(article_id)

    def choices(self, variable: str, *, coder: str) -> tuple[list[str], list[str]]:
        """Return by which variables a coder may choose articles, and the values of one of them."""
        with self._store.reading() as connection:
            asked = (coder, variable, about.stamp(connection))
            if self._choices[0] != asked or assignments.is_assigned(connection):
                self._choices = asked, (variables(connection), values(connection, coder, variable))
            return self._choices[1]

    def find(self, search: Search, *, coder: str, after: Place | None = None) -> Some:
        """Return a coder's next hits of a search in her articles, and where it goes on."""
        index_words(self._store, seconds=_INDEXING)
        with self._store.reading() as connection:
            some = finding.some(connection, search, _CONTEXT, coder, after)
            if assignments.is_blind(connection):
                return some._replace(hits=[hit._replace(source="") for hit in some.hits])
            return some

    def next_hit(
        self, queue: Queue, article_id: str, start: int, step: int, *, coder: str, claims: list[str]
    ) -> tuple[str, int] | None:
        """Return the article and the place of the next (1) or previous (-1) hit of a coder's queue, or None."""
        with self._store.reading() as connection:
            return Hits(connection, claims, coder, queue).next(article_id, start, step)

    def first_hit(self, queue: Queue, step: int, *, coder: str, claims: list[str]) -> tuple[str, int] | None:
        """Return the first hit (1) or the last one (-1) of a coder's queue, or None where there is none at all."""
        with self._store.reading() as connection:
            return Hits(connection, claims, coder, queue).first(step)

    def check_there(self, article_id: str, *, coder: str) -> None:
        """Raise where the project has no such article, or has assigned it to others."""
        with self._store.reading() as connection:
            contents.stored(connection, article_id)
            assignments.check_article(connection, article_id, coder)

    def neighbour(self, article_id: str, step: int, *, coder: str) -> str:
        """Return a coder's next (1) or previous (-1) article's id; the same one at either end."""
        with self._store.reading() as connection:
            return neighbour(connection, article_id, step, coder)

    def check(self, article_id: str, *, coder: str) -> None:
        """Refuse an article that is assigned to others."""
        with self._store.reading() as connection:
            assignments.check_article(connection, article_id, coder)

    def unfinished(self, *, coder: str) -> int:
        """Return how many articles have passages that a coder has not tagged."""
        with self._store.reading() as connection:
            return unfinished(connection, coder)

    def next_unfinished(self, article_id: str, *, coder: str) -> str:
        """Return the next article that a coder has not finished, else the same one."""
        with self._store.reading() as connection:
            return next_unfinished(connection, article_id, coder)

    def counts(self, article_id: str, *, coder: str) -> dict[str, int]:
        """Return how many passages of an article a coder tagged with each label, and how many are untagged."""
        with self._store.reading() as connection:
            assignments.check_article(connection, article_id, coder)
            return counts(connection, article_id, coder, codebooks.versions(connection).newest.names)

    def others(self, article_id: str, *, coder: str) -> list[list[Any]]:
        """Return each other coder with how many passages they tagged in an article, and in the project."""
        with self._store.reading() as connection:
            return others(connection, article_id, coder)

    def newest(self) -> tuple[int, int]:
        """Return two numbers that grow whenever anybody decides something or adds an article."""
        with self._store.reading() as connection:
            return newest(connection)

    def decided_since(self, seq: int) -> list[Decided]:
        """Return the decisions that were made after the one with this number."""
        with self._store.reading() as connection:
            return decided_since(connection, seq)
