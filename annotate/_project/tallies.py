"""Tallies: the numbers that a page shows, kept in step with each decision.

So opening a page or tagging a passage never counts the project: it reads a few rows by their key. A tally can always
be counted again from the tables that it sums up (`counted`); `annotate check` compares the two.
"""

from collections import Counter
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import statements, tables
from annotate._project.rows import Tag, TallyRow

LONGEST = 200
"""Characters of a speaker's or a source's name that is offered again."""


class Tally(NamedTuple):
    """What is counted: ``what`` it is, and for which article, coder and name (empty where for all of them).

    ``passages`` of the project or of an article as first cut, or added to either by one coder's cuts; ``tags`` of a
    coder; ``label`` of an article's tags by one coder; ``speaker`` and ``source``: how often a name stands.
    """

    what: str
    article_id: str = ""
    coder: str = ""
    name: str = ""


def of_article(article_id: str, source: str, passages: int) -> Counter[Tally]:
    """Return what a new article adds."""
    added = Counter({Tally("passages"): passages, Tally("passages", article_id): passages})
    return added + of_source(source)


def of_cut(article_id: str, coder: str, passages: int) -> Counter[Tally]:
    """Return what a coder's own cut adds."""
    return Counter({Tally("passages", article_id, coder): passages, Tally("passages", coder=coder): passages})


def of_source(source: str | None) -> Counter[Tally]:
    """Return what a source's name adds, each time it is set."""
    return _of_name("source", source or "")


def of_tag(tag: Tag) -> Counter[Tally]:
    """Return what a current tag adds."""
    of_label = Tally("label", tag["article_id"], tag["coder"], tag["label"])
    return Counter({Tally("tags", coder=tag["coder"]): 1, of_label: 1}) + _of_name("speaker", tag["speaker"])


def of_tags(tags: list[Tag]) -> Counter[Tally]:
    """Return what many current tags add: alike ones are counted together."""
    total: Counter[Tally] = Counter()
    alike = Counter([(tag["article_id"], tag["coder"], tag["label"]) for tag in tags])
    for (article_id, coder, label), number in alike.items():
        total[Tally("tags", coder=coder)] += number
        total[Tally("label", article_id, coder, label)] += number
    for speaker, number in Counter([tag["speaker"] for tag in tags]).items():
        for tally in _of_name("speaker", speaker):
            total[tally] += number
    return total


def _of_name(what: str, name: str) -> Counter[Tally]:
    # Nobody wants a longer text offered as a name, and PostgreSQL's indexes take none.
    return Counter({Tally(what, name=name): 1}) if 0 < len(name) <= LONGEST else Counter()


def add(connection: Connection, changes: Counter[Tally]) -> None:
    """Add to the tallies (or take away, where negative)."""
    rows = [dict(zip(_TALLY, (*tally, by), strict=True)) for tally, by in changes.items() if by]
    statements.add_to(connection, tables.tallies, "number", rows)


_TALLY = (*Tally._fields, "number")


def number(connection: Connection, tally: Tally) -> int:
    """Return one tally; 0 where nothing was ever counted."""
    found = statements.first(connection, tables.tallies, tally._asdict(), TallyRow)
    return 0 if found is None else int(found["number"])


def numbers(connection: Connection, what: str, article_id: str, coder: str) -> dict[str, int]:
    """Return the tallies of one kind for an article and a coder, by name."""
    of = {"what": what, "article_id": article_id, "coder": coder}
    rows = statements.every(connection, tables.tallies, of, TallyRow)
    return {row["name"]: row["number"] for row in rows}


def of_coders(connection: Connection, what: str, article_id: str = "") -> dict[str, int]:
    """Return the tallies of one kind by coder, the largest first."""
    table = tables.tallies.c
    total = sa.func.sum(table.number)
    query = sa.select(table.coder, total).where(table.what == what, table.article_id == article_id)
    query = query.group_by(table.coder).having(total > 0).order_by(total.desc(), table.coder)
    return {coder: int(number) for coder, number in connection.execute(query)}


def of_articles(connection: Connection, what: str, articles: sa.Select[tuple[str]], coders: list[str]) -> int:
    """Return the sum of the tallies of one kind for some articles and coders."""
    table = tables.tallies.c
    same = (table.what == what, table.article_id.in_(articles), table.coder.in_(coders))
    return int(connection.execute(sa.select(sa.func.sum(table.number)).where(*same)).scalar() or 0)


def of_coders_in(connection: Connection, what: str, articles: sa.Select[tuple[str]]) -> dict[str, int]:
    """Return the tallies of one kind for some articles, by coder."""
    table = tables.tallies.c
    query = sa.select(table.coder, sa.func.sum(table.number)).where(table.what == what, table.article_id.in_(articles))
    return {coder: int(number) for coder, number in connection.execute(query.group_by(table.coder))}


def names(connection: Connection, what: str, most: int = 500) -> list[str]:
    """Return the names that are counted, the most frequent first."""
    table = tables.tallies.c
    query = sa.select(table.name).where(table.what == what, table.number > 0)
    return list(connection.execute(query.order_by(table.number.desc(), table.name).limit(most)).scalars())


def count_labels_again(connection: Connection) -> None:
    """Count the labels of each article and coder again, all at once."""
    table, tag = tables.tallies, tables.tags.c
    connection.execute(table.delete().where(table.c.what == "label"))
    names = ["what", "article_id", "coder", "name", "number"]
    what = sa.literal("label").label("what")
    counted = sa.select(what, tag.article_id, tag.coder, tag.label, sa.func.count())
    counted = counted.group_by(tag.article_id, tag.coder, tag.label)
    connection.execute(table.insert().from_select(names, counted, include_defaults=False))


def kept(connection: Connection) -> Counter[Tally]:
    """Return every tally that is not nothing."""
    table = tables.tallies.c
    rows = connection.execute(sa.select(table.what, table.article_id, table.coder, table.name, table.number))
    return Counter({Tally(*row[:4]): row.number for row in rows if row.number})


def counted(connection: Connection) -> Counter[Tally]:
    """Count every tally again."""
    total: Counter[Tally] = Counter()
    count = sa.func.count()
    passages = sa.select(tables.passages.c.article_id, count).group_by(tables.passages.c.article_id)
    cut = {article_id: number for article_id, number in connection.execute(passages)}
    for article_id, source in connection.execute(sa.select(tables.articles.c.article_id, tables.articles.c.source)):
        total.update(of_article(article_id, source, cut.get(article_id, 0)))
    tag = tables.tags.c
    alike = (tag.article_id, tag.coder, tag.label)
    for article_id, coder, label, number in connection.execute(sa.select(*alike, count).group_by(*alike)):
        total[Tally("tags", coder=coder)] += number
        total[Tally("label", article_id, coder, label)] += number
    for speaker, number in connection.execute(sa.select(tag.speaker, count).group_by(tag.speaker)):
        for tally in _of_name("speaker", speaker):
            total[tally] += number
    corrected = sa.select(tables.article_log.c.value).where(tables.article_log.c.name == "source")
    for query in (sa.select(tables.source_log.c.source), corrected):
        for source in connection.execute(query).scalars():
            total.update(of_source(source))
    total.update(_cuts(connection))
    return Counter({tally: number for tally, number in total.items() if number})


def _cuts(connection: Connection) -> Counter[Tally]:
    log, first = tables.cut_log, tables.passages
    newest = sa.select(sa.func.max(log.c.row)).group_by(*(log.c[name] for name in tables.KEYS["cut_log"]))
    cuts = connection.execute(sa.select(log).where(log.c.row.in_(newest))).mappings().all()
    is_cut = first.c.article_id.in_(sa.select(log.c.article_id).distinct())
    places = sa.select(first.c.article_id, first.c.start, first.c.end).where(is_cut)
    firsts = {tuple(row) for row in connection.execute(places)}
    net: Counter[Tally] = Counter()
    for row in cuts:
        was = (row["article_id"], row["start"], row["end"]) in firsts
        net.update(of_cut(row["article_id"], row["coder"], int(row["stands"]) - int(was)))
    return net
