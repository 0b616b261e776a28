"""Suspects: the articles that a check has to look at row by row.

The database compares whole tables in seconds, and says of which articles something may be wrong: rather of too many
than of too few. Only of these `check` reads each row and says what it is, so that a million tags take no more memory
than one article.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection

from annotate._project import contents, decisions, statements, tables
from annotate._project.rows import Ruled, Span

PORTION = 500
"""Articles whose texts and spans are held at once."""


def may_be_wrong(connection: Connection, breaks_a_rule: Callable[[Ruled, sa.Table], bool]) -> list[str] | None:
    """Return the articles of which some row may be wrong; None stands for all.

    Parameters
    ----------
    connection : Connection
    breaks_a_rule : callable
        Whether a row of the tags, or of their log, breaks a rule of the tag table wherever it stands.
    """
    try:
        if any(odd_values(connection)):
            return None
        found = {*_of_no_article(connection), *_repeating_nothing(connection), *_moved(connection)}
        found |= {*_breaking_rules(connection, breaks_a_rule)}
        for log in ("tag_log", "article_log"):
            found |= {*differing(connection, log)}
        for last in range(0, contents.last_number(connection), PORTION):
            found |= {*_misplaced(connection, last)}
    except (exc.SQLAlchemyError, TypeError, ValueError):  # damaged: whatever can be read is looked at
        return None
    return sorted(found)


# What whole tables say -----------------------------------------------------------------------------------------

_TYPES: dict[type[Any], tuple[str, ...]] = {
    tables.ExactText: ("text",), sa.Integer: ("integer",), sa.Boolean: ("integer",), sa.Float: ("real", "integer"),
}  # fmt: skip


def odd_values(connection: Connection) -> Iterator[tuple[str, str]]:
    """Return the tables and columns in which SQLite, which takes any value anywhere, holds one of another type."""
    if connection.dialect.name != "sqlite":
        return
    for table in tables.metadata.sorted_tables:
        columns = list(table.columns)
        found = connection.execute(sa.select(*(sa.func.max(_is_odd(column)) for column in columns))).one()
        yield from ((table.name, column.name) for column, is_odd in zip(columns, found, strict=True) if is_odd)


def _is_odd(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    kinds = next(names for kind, names in _TYPES.items() if isinstance(column.type, kind))
    return sa.func.typeof(column).not_in([*kinds, *(("null",) if column.nullable else ())])


_ABOUT_ARTICLES = (tables.passages, tables.tags, tables.tag_log)


def _of_no_article(connection: Connection) -> Iterator[str]:
    known = sa.select(tables.articles.c.article_id).join(
        tables.article_texts, tables.article_texts.c.article_number == tables.articles.c.article_number
    )
    for table in _ABOUT_ARTICLES:
        query = sa.select(table.c.article_id).distinct().where(table.c.article_id.not_in(known))
        yield from connection.execute(query).scalars()


def _repeating_nothing(connection: Connection) -> Iterator[str]:
    one, other = tables.passages, tables.passages.alias("other")
    is_there = sa.exists().where(other.c.article_id == one.c.article_id, other.c.start == one.c.double_of)
    query = sa.select(one.c.article_id).distinct().where(one.c.double_of.is_not(None), ~is_there)
    yield from connection.execute(query).scalars()


def _moved(connection: Connection) -> Iterator[str]:
    """Return the articles from which a program moved tags away: some may have been brought back."""
    made = tables.decisions.c
    yield from connection.execute(sa.select(made.article_id).distinct().where(made.kind == decisions.MOVE)).scalars()
    log = tables.tag_log.c
    query = sa.select(log.article_id).distinct().join(tables.decisions, made.seq == log.seq)
    yield from connection.execute(query.where(made.kind == decisions.MOVE)).scalars()


_RULED = ("label", "speaker", "speaker_kind", "origin")


def _breaking_rules(connection: Connection, breaks_a_rule: Callable[[Ruled, sa.Table], bool]) -> Iterator[str]:
    """Return the articles with tags that break a rule: of alike tags one is looked at."""
    for table in (tables.tags, tables.tag_log):
        score = table.c.score
        alike = sa.case((score.between(0.0, 1.0), sa.literal(0.5)), else_=score).label("score")
        coder = sa.case((table.c.coder == "", ""), else_="somebody").label("coder")
        kinds = [*(table.c[name] for name in _RULED), alike, coder]
        found = statements.all_of(connection, sa.select(*kinds).distinct(), Ruled)
        wrong = {tuple(row.values()) for row in found if breaks_a_rule(row, table)}
        if wrong:
            for article_id, *said in connection.execute(sa.select(table.c.article_id, *kinds).distinct()):
                if tuple(said) in wrong:
                    yield article_id


def differing(connection: Connection, name: str) -> Iterator[str]:
    """Return the articles of which what stands now is not what its log derives."""
    log, now = decisions.LOGS[name], decisions.CURRENT[name]
    keys = tables.KEYS[name]
    newest = sa.select(sa.func.max(log.c.row).label("row")).group_by(*(log.c[key] for key in keys)).subquery()
    same = sa.and_(*(now.c[key] == log.c[key] for key in keys))
    others = [column.name for column in now.columns if column.name not in keys]
    is_other = sa.or_(*(now.c[one].is_distinct_from(log.c[one]) for one in others))
    is_said = log.c.label != "" if name == "tag_log" else log.c.value.is_not(None)
    is_there = now.c[keys[0]].is_not(None)
    joined = newest.join(log, log.c.row == newest.c.row).outerjoin(now, same)
    wrong = sa.or_(sa.and_(is_said, sa.or_(~is_there, is_other)), sa.and_(~is_said, is_there))
    yield from connection.execute(sa.select(log.c[keys[0]]).distinct().select_from(joined).where(wrong)).scalars()
    in_no_log = ~sa.exists().where(same)
    yield from connection.execute(sa.select(now.c[keys[0]]).distinct().where(in_no_log)).scalars()


# What stands where ---------------------------------------------------------------------------------------------


def _misplaced(connection: Connection, last: int) -> Iterator[str]:
    """Return those of the next articles in which a span is none of the text's, overlaps another, or is no passage."""
    table, text = tables.articles.c, tables.article_texts
    here = sa.select(table.article_id).where(table.article_number > last, table.article_number <= last + PORTION)
    query = sa.select(table.article_id, text.c.text).join(text, text.c.article_number == table.article_number)
    texts = {article_id: text for article_id, text in connection.execute(query.where(table.article_id.in_(here)))}
    first = {key[0]: spans for key, spans in _spans(connection, tables.passages, here, "article_id")}
    cuts = _cuts(connection, here)
    good = {article_id: {*first.get(article_id, ())} for article_id in texts}
    for article_id, spans in first.items():
        if _overlap(spans):
            yield article_id
    for (article_id, coder), spans in _spans(connection, tables.tags, here, "article_id", "coder"):
        cut = cuts.get((article_id, coder), {})
        stand = {
            span
            for span, is_standing in {**dict.fromkeys(first.get(article_id, ()), True), **cut}.items()
            if is_standing
        }
        if _overlap(spans) or not {*spans} <= stand:
            yield article_id
        good.get(article_id, set()).update(spans)
    for (article_id,), spans in _spans(connection, tables.tag_log, here, "article_id"):
        good.get(article_id, set()).update(spans)
    for article_id, whole in texts.items():
        if not all(0 <= start < end <= len(whole) and whole[start:end].strip() for start, end in good[article_id]):
            yield article_id


def _spans(
    connection: Connection, table: sa.Table, here: sa.Select[Any], *keys: str
) -> Iterator[tuple[tuple[str, ...], list[Span]]]:
    """Return the spans of each article (and coder) of a table, joined by the database into one text each."""
    of = [table.c[key] for key in keys]
    starts, ends = (sa.func.aggregate_strings(sa.cast(table.c[name], sa.Text), ",") for name in ("start", "end"))
    for *key, begun, over in connection.execute(
        sa.select(*of, starts, ends).where(table.c.article_id.in_(here)).group_by(*of)
    ):
        yield tuple(key), list(zip(map(int, begun.split(",")), map(int, over.split(",")), strict=True))


def _cuts(connection: Connection, here: sa.Select[Any]) -> dict[tuple[str, str], dict[Span, bool]]:
    """Return whether each span that a coder cut stands: the newest cut holds."""
    log = tables.cut_log.c
    query = sa.select(log.article_id, log.coder, log.start, log.end, log.stands)
    found: dict[tuple[str, str], dict[Span, bool]] = {}
    for article_id, coder, start, end, stands in connection.execute(
        query.where(log.article_id.in_(here)).order_by(log.row)
    ):
        found.setdefault((article_id, coder), {})[start, end] = stands
    return found


def _overlap(spans: Iterable[Span]) -> bool:
    end = 0
    for start, finish in sorted(spans):
        if start < end:
            return True
        end = finish
    return False
