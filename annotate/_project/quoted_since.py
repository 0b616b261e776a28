"""Who is quoted, after few decisions: a list that was counted before, with those counted again that were touched."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._project import about, decisions, persons, quoted, tables
from annotate._project.persons import Persons

MOST = 200
"""Persons that are counted again one by one: with more of them all are counted at once."""
_OF_PASSAGES = (
    "tag", "untag", "cut", "adjudicate", "seal", "answer", "example", decisions.FOLLOW, "undo", "redo", "passed",
    "merge_speakers", "split_speaker", "describe_speaker", "keep_apart",
)  # fmt: skip
"""Decisions that touch the persons alone whose words they name: others may move any claim to another source."""

Newest = tuple[int, int]


def brought_up(connection: Connection, listed: pd.DataFrame, since: Newest, newest: Newest) -> pd.DataFrame | None:
    """Return a list of who is quoted as it stands now; None where it is as quick to count them all.

    Parameters
    ----------
    connection : Connection
    listed : DataFrame
        As `quoted.table` returned it.
    since, newest : tuple of int
        The newest decision and article when it was counted, and now.
    """
    said = persons.read(connection)
    if not 0 <= since[0] <= newest[0] or since[1] != newest[1] or said.of_article or _is_more(connection, since[0]):
        return None
    words = _words_since(connection, since[0])
    touched = words | {said.of(one) for one in words}
    every = touched | {one for one, person in said.of_study.items() if person in touched}
    if len(every) > MOST:
        return None
    return _joined(listed[~listed["person"].isin(touched)], quoted.table(connection, sorted(every)), said)


def _is_more(connection: Connection, since: int) -> bool:
    """Whether anything was decided that may change the source of any claim, or what is counted."""
    made, source, article = tables.decisions.c, tables.source_log.c, tables.article_log.c
    of_article = sa.or_(article.name.in_(("source", about.SET_ASIDE)), article.name.startswith(persons.SPEAKER))
    queries = (
        sa.select(made.seq).where(made.seq > since, made.kind.not_in(_OF_PASSAGES)),
        sa.select(source.seq).where(source.seq > since),
        sa.select(article.seq).where(article.seq > since, article.coder == "", of_article),
    )
    return any(connection.execute(query.limit(1)).first() for query in queries)


def _words_since(connection: Connection, since: int) -> set[str]:
    """Return the speakers, as written, of all that was decided, and whoever they stood for."""
    log, before, study = tables.tag_log, tables.tag_log.alias("before"), tables.study_log
    same = sa.and_(*(log.c[name] == before.c[name] for name in tables.KEYS["tag_log"]))
    spoken = sa.select(before.c.speaker).join_from(log, before, same).where(log.c.seq > since, before.c.speaker != "")
    words = set(connection.execute(spoken.distinct().limit(MOST + 1)).scalars())
    is_of_persons = persons.says_who(study.c.name)  # many pairs that are kept apart would crowd these out
    named = sa.select(study.c.name).where(study.c.seq > since, is_of_persons).distinct().limit(MOST + 1)
    ever = sa.select(study.c.name, study.c.value).where(study.c.name.in_(list(connection.execute(named).scalars())))
    for name, value in connection.execute(ever):
        words |= persons.spoken_of(name, value)
    return words


def _joined(rest: pd.DataFrame, again: pd.DataFrame, said: Persons) -> pd.DataFrame:
    """Put rows into a list whose order stands: the most quoted first, then by name."""
    plain = [name for name in again.columns if not name.startswith("person.")]
    rest = rest[plain]
    keys = [*zip(-rest["claims"].to_numpy(), rest["person"].to_numpy(dtype=object), strict=True)]
    places = _places(keys, zip(-again["claims"].to_numpy(), again["person"].to_numpy(dtype=object), strict=True))
    order = np.argsort(np.array([*range(len(rest)), *(place - 0.5 for place in places)]), kind="stable")
    joined = pd.concat([rest, again[plain]], ignore_index=True).take(order).reset_index(drop=True)
    return joined.assign(**persons.attribute_columns(joined["person"], said))


def _places(keys: list[tuple[int, str]], new: Iterable[tuple[int, str]]) -> list[int]:
    return [bisect_left(keys, one) for one in new]
