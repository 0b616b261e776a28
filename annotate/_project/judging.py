"""What a judge's page reads of a project: each stretch that coders differ in, in its paragraph."""

from operator import itemgetter
from typing import Any, NamedTuple, NotRequired, TypedDict, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._agreement.differing import stretches_of, what_differs
from annotate._project import about, answers, contents, tables
from annotate._project.rows import AnyRow, Article, TagOnPage
from annotate._project.store import Store
from annotate._study.seeded import chance


class Reading(TypedDict):
    """One way to read a stretch, and which coders read it so."""

    tags: list[tuple[Any, ...]]
    answers: NotRequired[answers.Answers]
    coders: list[str]
    notes: list[str]
    unsure: bool
    judged: bool


class Stretch(TypedDict):
    """A stretch that coders differ in, in its paragraph; or, from `ON_ARTICLE`, what they say of the article itself."""

    article_id: str
    title: str
    source: str
    published: str
    language: str
    start: int
    end: int
    what: list[str]
    labels: list[str]
    text: str
    offset: int


class Case(Stretch):
    """A stretch with what each coder says of it."""

    readings: list[Reading]


MOST_AROUND = 800
"""Characters that are shown before and after a stretch, where its paragraph is longer."""
ON_ARTICLE = -1
"""Where what is said of an article itself begins, in the place of a stretch."""
_TAG = ("start", "end", "label", "speaker", "speaker_kind", "evaluative", "source", "answers")
_ARTICLE = ("article_id", "title", "source", "published", "language")


class OfArticle(NamedTuple):
    """What a judge has to do in one article."""

    cases: list[Case]
    """The stretches that coders differ in, in reading order: see `case`."""
    agreed: int
    """How many stretches they agree on that no judge has sealed."""


def coded_by_several(connection: Connection) -> list[str]:
    """Return the articles that several coders have tagged, less those that are set aside, in the order added."""
    table, page = tables.tags.c, tables.articles.c
    several = sa.select(table.article_id).where(table.origin != "adjudication").group_by(table.article_id)
    several = several.having(sa.func.count(table.coder.distinct()) > 1)
    value = tables.article_values.alias("answered").c  # `is_counted` asks the same table
    answered = sa.select(value.article_id).where(value.coder != "", value.name.startswith(answers.OWN))
    answered = answered.group_by(value.article_id).having(sa.func.count(value.coder.distinct()) > 1)
    is_several = page.article_id.in_(several) | page.article_id.in_(answered)
    query = sa.select(page.article_id).where(is_several, about.is_counted(page.article_id))
    return list(connection.execute(query.order_by(page.article_number)).scalars())


def of_article(connection: Connection, article_id: str, seed: str) -> OfArticle:
    """Return what a judge has to do in one article."""
    rows = contents.tags(connection, article_id)
    page = contents.article(connection, article_id)
    text = contents.text(connection, page["article_number"])
    cases, agreed = _about_article(connection, page, text, seed), 0
    judges = {row["coder"] for row in rows if row["origin"] == "adjudication"}
    for those in stretches_of(rows):
        what = what_differs(those)
        agreed += not what
        if what:
            cases.append(case(page, text, those, what, seed, judges))
    return OfArticle(cases, agreed)


def _about_article(connection: Connection, page: Article, text: str, seed: str) -> list[Case]:
    """Return, as one stretch that is none, what coders answered differently about an article itself."""
    found = answers.on_articles(connection, [page["article_id"]])
    settled = found.judged.get(page["article_id"], {})
    said: dict[str, set[str]] = {}
    for given in found.own.values():
        for name, answer in given.items():
            said.setdefault(name, set()).add(answer)
    open_ones = sorted(name for name, given in said.items() if len(given) > 1 and name not in settled)
    if not open_ones:
        return []
    readings: dict[tuple[Any, ...], Reading] = {}
    for (_, coder), given in sorted(found.own.items()):
        told = {name: given[name] for name in open_ones if name in given}
        if told:
            none: Reading = {**_unread(judged=False), "answers": told}
            readings.setdefault(tuple(told.items()), none)["coders"].append(coder)
    ordered = _in_order(readings, seed, page["article_id"], ON_ARTICLE)
    last = paragraph(text, 0, min(len(text), MOST_AROUND))[1]
    where: AnyRow = {"start": ON_ARTICLE, "end": ON_ARTICLE, "what": ["article"], "labels": []}
    return [cast("Case", {**_about(page), **where, "text": text[:last], "offset": 0, "readings": ordered})]


def _about(page: Article) -> AnyRow:
    facts: AnyRow = page
    return {name: facts[name] for name in _ARTICLE}


def _unread(*, judged: bool) -> Reading:
    return {"tags": [], "coders": [], "notes": [], "unsure": False, "judged": judged}


def _in_order(readings: dict[tuple[Any, ...], Reading], seed: str, article_id: str, start: int) -> list[Reading]:
    """Return readings, that of most coders first; which of others stands first says nothing about who it is."""
    names = (article_id, str(start))
    order = sorted(readings.items(), key=lambda one: (-len(one[1]["coders"]), chance(seed, *names, repr(one[0]))))
    return [reading for _, reading in order]


def case(page: Article, text: str, those: list[TagOnPage], what: list[str], seed: str, judges: set[str]) -> Case:
    """Return one stretch that coders differ in, with its paragraph and each way to read it.

    Coders who say the same are one reading. Which stands first says nothing about who it is: chance puts those that
    as many coders have in an order.
    """
    start, end = those[0]["start"], max(tag["end"] for tag in those)
    first, last = paragraph(text, start, end)
    by_coder: dict[str, list[TagOnPage]] = {}
    for tag in those:
        by_coder.setdefault(tag["coder"], []).append(tag)
    readings: dict[tuple[Any, ...], Reading] = {}
    for coder, tags in by_coder.items():
        said = tuple(map(itemgetter(*_TAG), tags))
        reading = readings.setdefault(said, _unread(judged=coder in judges))
        reading["tags"] = [(*tag[:-1], answers.read(tag[-1])) for tag in said]
        reading["coders"].append(coder)
        reading["notes"] += [tag["note"] for tag in tags if tag["note"]]
        reading["unsure"] = reading["unsure"] or any(tag["unsure"] for tag in tags)
    found: AnyRow = {
        "start": start,
        "end": end,
        "what": what,
        "labels": sorted({str(tag["label"]) for tag in those}),
        "text": text[first:last],
        "offset": first,
        "readings": _in_order(readings, seed, page["article_id"], start),
    }
    return cast("Case", {**_about(page), **found})


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    r"""Return where the paragraph of a stretch starts and ends; of a very long one, what is near the stretch.

    Examples
    --------
    >>> paragraph("Title\n\nIt rains. Alas.\nEnd", 17, 22)
    (7, 22)
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > MOST_AROUND:
        first = text.find(" ", start - MOST_AROUND, start) + 1 or start - MOST_AROUND
    if last - end > MOST_AROUND:
        space = text.rfind(" ", end, end + MOST_AROUND)
        last = end + MOST_AROUND if space < 0 else space
    return first, last


class JudgeReads:
    """What a judge's page reads of a project, each in one consistent state.

    Parameters
    ----------
    store : Store
    seed : str
        What the order of readings goes by.
    """

    def __init__(self, store: Store, seed: str) -> None:
        self._store = store
        self._seed = seed

    def all(self) -> dict[str, OfArticle]:
        """Return what a judge has to do, by article."""
        with self._store.reading() as connection:
            return {one: of_article(connection, one, self._seed) for one in coded_by_several(connection)}

    def of(self, article_ids: list[str]) -> dict[str, OfArticle]:
        """Return what a judge has to do in some articles."""
        with self._store.reading() as connection:
            there = set(coded_by_several(connection))
            none = OfArticle([], 0)
            return {one: of_article(connection, one, self._seed) if one in there else none for one in article_ids}

    def settled(self) -> int:
        """Return how many passages judges have settled or sealed."""
        table = tables.tags.c
        with self._store.reading() as connection:
            count = sa.select(sa.func.count()).where(table.origin == "adjudication")
            return int(connection.execute(count.where(about.is_counted(table.article_id))).scalar_one())
