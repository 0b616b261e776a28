"""Marks of sources: from which place on an article is in another voice than its own, and who says so.

A mark is its coder's own, so that a second coder does not inherit the first's; one without a coder is everybody's (a
lead's, or one of a study that was begun when all marks were). What a coder sees are her own marks before those that
all share. What nobody in particular sees, such as a table of passages, is what all who worked on the article say
alike: the one coder's marks where only one did.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import statements, tables
from annotate._project.columns import asked
from annotate._project.rows import LoggedSourceMark, SourceMark

Marks = list[tuple[int, str]]
"""Where another source begins: (start, source) in reading order."""

_Standing = dict[str, dict[str, dict[int, str]]]
"""For each article and coder ("" is everybody): the source that is said to begin at each place."""


def seen_by(connection: Connection, articles: str | Collection[str] | None = None, coder: str = "") -> dict[str, Marks]:
    """Return each article's marks (or one's, or some's) as a coder sees them; without a coder those that all share."""
    standing = _standing(connection, articles, {"", coder})
    seen = {one: _merged(said, coder) for one, said in standing.items()}
    return {one: marks for one, marks in seen.items() if marks}


def own(connection: Connection, articles: str | Collection[str] | None = None) -> dict[tuple[str, str], Marks]:
    """Return what each coder sees of those articles on which she has marks of her own."""
    log = tables.source_log.c
    if articles is None:
        articles = list(connection.execute(sa.select(log.article_id).where(log.coder != "").distinct()).scalars())
    standing = _standing(connection, articles)
    return {(one, coder): _merged(said, coder) for one, said in standing.items() for coder in said if coder}


def of_pages(connection: Connection, articles: Collection[str] | None = None) -> dict[str, Marks]:
    """Return each article's marks as all who worked on it see them; where they differ, as those that all share say."""
    standing = _standing(connection, articles)
    marked = [one for one, said in standing.items() if any(said)]
    tagged, source_of = _coders(connection, marked), _sources(connection, marked)
    found = {one: _merged(standing[one], "") for one in standing}
    for one in marked:
        found[one] = _alike(standing[one], tagged.get(one, set()), source_of[one])
    return {one: marks for one, marks in found.items() if marks}


def corrected(connection: Connection, before: dict[str, str], now: str) -> list[SourceMark]:
    """Return what becomes of articles' marks when their sources are corrected, as rows of the log.

    Where somebody gave the whole page a source, the correction is the later word on it; where several coders did, what
    each said is hers, and stays unless it is the source that is corrected. Where somebody marked only its
    beginning, such as a preface, that stays, and the source to which the page returned after it is corrected.
    """
    standing = _standing(connection, list(before))
    return [row for one, said in standing.items() for row in _corrected(one, said, before[one], now)]


def _corrected(article_id: str, standing: dict[str, dict[int, str]], before: str, now: str) -> list[SourceMark]:
    rows: list[SourceMark] = []
    several = sum(bool(coder) for coder in standing) > 1
    for coder, marks in standing.items():
        returns = [start for start, source in marks.items() if start and source == before]
        changed: dict[int, str | None] = {} if now == before else dict.fromkeys(returns, now)
        is_hers = bool(coder) and several
        if 0 in marks and (marks[0] == before or not (is_hers or returns)):
            changed[0] = None
        rows += [
            {"article_id": article_id, "coder": coder, "start": start, "source": source}
            for start, source in changed.items()
        ]
    return rows


def set_since(connection: Connection, seq: int) -> list[LoggedSourceMark]:
    """Return the marks that stand and were set after a decision, on pages of which it said something."""
    log, here, later = tables.source_log, tables.source_log.alias("here"), tables.source_log.alias("later")
    page = sa.exists().where(here.c.seq == seq, here.c.article_id == log.c.article_id, here.c.coder == log.c.coder)
    same = (later.c[name] == log.c[name] for name in tables.KEYS["source_log"])
    newest = ~sa.exists().where(*same, later.c.row > log.c.row)
    query = sa.select(log).where(log.c.seq > seq, log.c.source.is_not(None), newest, page)
    return statements.all_of(connection, query, LoggedSourceMark)


def source_at(marks: Marks, start: int, otherwise: str) -> str:
    """Return the source in force at one place of an article.

    Examples
    --------
    >>> source_at([(10, "The editor"), (40, "Fil")], 12, "Fil")
    'The editor'
    """
    return next((source for begins, source in reversed(marks) if begins <= start), otherwise)


def _standing(
    connection: Connection, articles: str | Collection[str] | None, coders: Iterable[str] | None = None
) -> _Standing:
    newest: dict[tuple[str, str, int], str | None] = {}
    for row in _log(connection, articles, coders):
        newest[row["article_id"], row["coder"], row["start"]] = row["source"]
    found: _Standing = {}
    for (one, coder, start), source in sorted(newest.items(), key=lambda item: item[0]):
        if source is not None:
            found.setdefault(one, {}).setdefault(coder, {})[start] = source
    return found


def _log(connection: Connection, articles: str | Collection[str] | None, coders: Iterable[str] | None) -> Iterator[Any]:
    log = tables.source_log
    query = sa.select(log.c.article_id, log.c.coder, log.c.start, log.c.source).order_by(log.c.row)
    if coders is not None:
        query = query.where(log.c.coder.in_(sorted(coders)))
    ids = [articles] if isinstance(articles, str) else articles if articles is None else list(articles)
    for some in asked(query, log.c.article_id, ids):
        yield from connection.execute(some).mappings()


def _merged(said: dict[str, dict[int, str]], coder: str) -> Marks:
    return sorted({**said.get("", {}), **said.get(coder, {})}.items())


def _alike(said: dict[str, dict[int, str]], tagged: set[str], source: str) -> Marks:
    """Return the marks that all who marked or tagged an article see; everybody's where these differ."""
    shared = _merged(said, "")
    views = [_merged(said, coder) for coder in sorted({*said, *tagged} - {""})]
    found: Marks = []
    for start in sorted({begins for view in views for begins, _ in view}):
        here = {source_at(view, start, source) for view in views}
        now = here.pop() if len(here) == 1 else source_at(shared, start, source)
        if now != source_at(found, start, source):
            found.append((start, now))
    return found


def _coders(connection: Connection, articles: list[str]) -> dict[str, set[str]]:
    """Return who tagged each article, less its judges."""
    table = tables.tags.c
    query = sa.select(table.article_id, table.coder).where(table.origin != "adjudication").distinct()
    found: dict[str, set[str]] = {}
    for some in asked(query, table.article_id, articles):
        for one, coder in connection.execute(some):
            found.setdefault(one, set()).add(coder)
    return found


def _sources(connection: Connection, articles: list[str]) -> dict[str, str]:
    """Return each article's source as it is said to be now."""
    page, value = tables.articles.c, tables.article_values.c
    said = sa.select(value.article_id, value.value).where(value.name == "source", value.coder == "")
    queries = (sa.select(page.article_id, page.source), page.article_id), (said, value.article_id)
    return {
        one: source
        for query, column in queries
        for some in asked(query, column, articles)
        for one, source in connection.execute(some)
    }
