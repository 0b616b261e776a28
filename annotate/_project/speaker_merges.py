"""Which speakers of a study may be one person: what names and articles say, without what was decided already."""

from collections.abc import Iterable, Iterator

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._exact_text import TEXT
from annotate._people.merges import Claim, Suggestion, suggest_merges
from annotate._project import about, tables
from annotate._project.persons import Persons

_AT_ONCE = 200

COLUMNS = ("person", "speaker", "articles", "why", "claims")


def suggested(connection: Connection) -> list[Suggestion]:
    """Return what names and articles say of all speakers of a study, whatever was decided."""
    tag = tables.tags.c
    query = sa.select(tag.speaker, tag.speaker_kind, tag.article_id, sa.func.count()).where(tag.speaker != "")
    query = query.group_by(tag.speaker, tag.speaker_kind, tag.article_id).order_by(tag.speaker, tag.article_id)
    aside = about.set_aside(connection)
    claims = [Claim(*row[:3]) for row in connection.execute(query) if row[2] not in aside]

    def texts(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        wanted, page, written = list(ids), tables.articles, tables.article_texts
        query = sa.select(page.c.article_id, written.c.text).join_from(page, written)
        for first in range(0, len(wanted), _AT_ONCE):
            some = page.c.article_id.in_(wanted[first : first + _AT_ONCE])
            yield from ((one, text) for one, text in connection.execute(query.where(some)))

    return suggest_merges(claims, texts)


def undecided(suggestions: Iterable[Suggestion], persons: Persons) -> Iterator[Suggestion]:
    """Return the suggestions on which nobody has decided yet, with the persons as they are called now."""
    for one in suggestions:
        person = persons.of_study.get(one.person, one.person)
        articles = tuple(article for article in one.articles if (article, one.speaker) not in persons.of_article)
        is_decided = one.speaker in persons.of_study or person == one.speaker or (one.articles and not articles)
        if not is_decided and not _are_apart(one.speaker, person, persons):
            yield one._replace(person=person, articles=articles)


def _are_apart(speaker: str, person: str, persons: Persons) -> bool:
    here, there = persons.attributes.get(speaker, {}), persons.attributes.get(person, {})
    contradicts = any(there.get(name, value) != value for name, value in here.items())
    return contradicts or (person, speaker) in persons.apart or (speaker, person) in persons.apart


def place_of(connection: Connection, speaker: str, articles: Iterable[str]) -> tuple[str, str]:
    """Return an article in which a speaker is quoted, one of these if some are given, and its text."""
    tag, page, written = tables.tags.c, tables.articles, tables.article_texts
    said = sa.select(tag.article_id).where(tag.speaker == speaker).limit(1)
    article_id = next(iter(articles), None) or connection.execute(said).scalar() or ""
    query = sa.select(written.c.text).join_from(page, written).where(page.c.article_id == article_id)
    return article_id, str(connection.execute(query).scalar() or "")


def claims_of(connection: Connection, speakers: set[str]) -> dict[str, int]:
    """Return how many tags have each of some speakers."""
    if not speakers:
        return {}
    tag = tables.tags.c
    counted = sa.select(tag.speaker, sa.func.count()).where(tables.is_spoken).group_by(tag.speaker)
    return {one: int(many) for one, many in connection.execute(counted) if one in speakers}


def table(suggestions: Iterable[Suggestion], claims: dict[str, int]) -> pd.DataFrame:
    """Return suggestions as a table, those of most claims first."""
    rows = [(one.person, one.speaker, one.articles, one.why, claims.get(one.speaker, 0)) for one in suggestions]
    rows.sort(key=lambda row: (-row[4], row[0], row[1], row[2]))
    made = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return made.astype({"person": TEXT, "speaker": TEXT, "why": TEXT, "claims": "int64"})
