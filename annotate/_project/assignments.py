"""Assignments: who codes what, as rows to write, and each coder's queue."""

import json
from collections.abc import Collection, Sequence
from typing import TypedDict, cast

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._exact_text import TEXT
from annotate._project import about, contents, tables
from annotate._project.rows import Change
from annotate._study.assigning import assigned
from annotate._study.seeded import Seed

ASSIGNMENT = "assignment"
"""Under this name stands how the study's articles were assigned."""
PLACE = "assigned"
"""Under this name stands an article's place in a coder's own queue."""
_BLIND = ("", "source")
HIDDEN = ("source", "author", "url")
"""What a coder does not see who is blind to the source."""


class Assigning(TypedDict, total=False):
    """How a study's articles were assigned; nothing where they were not."""

    coders: Sequence[str]
    twice: float
    by: list[str]
    seed: Seed
    blind_to: str


def last_assignment(connection: Connection) -> Assigning:
    """Return how the study's articles were assigned; nothing where they were not."""
    return cast("Assigning", json.loads(about.of_study(connection, ASSIGNMENT) or "{}"))


def assign_rows(
    connection: Connection,
    coders: Sequence[str] | None,
    twice: float | None,
    by: list[str] | None,
    seed: Seed | None,
    blind_to: str | None,
    fresh: Seed,
) -> list[Change]:
    """Return the rows that assign a study's articles; what is begun stays with whoever began it."""
    given = {"coders": coders, "twice": twice, "by": by, "seed": seed, "blind_to": blind_to}
    how: Assigning = {"coders": [], "twice": 0.0, "by": [], "seed": fresh, "blind_to": ""}
    how.update(last_assignment(connection))
    how.update(cast("Assigning", {name: value for name, value in given.items() if value is not None}))
    if how["blind_to"] not in _BLIND:
        raise TagError(f"blind_to={how['blind_to']!r} cannot be hidden: give 'source', or '' to hide nothing.")
    before = assignment(connection)
    pages = contents.articles(connection).drop(columns="text")
    begun = {one: who for one, who in _begun(connection).items() if one in set(pages["article_id"])}
    table = assigned(
        pages, how["coders"], how["twice"], how["by"], seed=how["seed"], begun=begun,
        twice_before=set(before.loc[before["twice"], "article_id"]),
    )  # fmt: skip
    how["coders"] = list(how["coders"])
    rows: list[Change] = [("study_log", {"name": ASSIGNMENT, "value": json.dumps(how)})]
    now, new = _places(before), _places(table)
    rows += [_place(*key, None) for key in now if key not in new]
    return rows + [_place(*key, place) for key, place in new.items() if now.get(key) != place]


def _places(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    rows = zip(table["article_id"], table["coder"], table["place"], strict=True)
    return {(str(article_id), str(coder)): str(place) for article_id, coder, place in rows}


def _place(article_id: str, coder: str, place: str | None) -> Change:
    return "article_log", {"article_id": article_id, "coder": coder, "name": PLACE, "value": place}


def _begun(connection: Connection) -> dict[str, list[str]]:
    """Return the coders who have tagged or cut each article."""
    pairs = sa.union(
        sa.select(tables.tags.c.article_id, tables.tags.c.coder),
        sa.select(tables.cut_log.c.article_id, tables.cut_log.c.coder),
    )
    found: dict[str, list[str]] = {}
    for article_id, coder in sorted(tuple(row) for row in connection.execute(pairs)):
        found.setdefault(article_id, []).append(coder)
    return found


def assignment(connection: Connection) -> pd.DataFrame:
    """Return one row per article and coder: ``article_id``, ``coder``, ``place`` and ``twice``."""
    # Under another name, since `is_counted` asks the same table whether an article is set aside.
    table = tables.article_values.alias("places").c
    query = sa.select(table.article_id, table.coder, table.value).where(table.name == PLACE)
    query = query.where(about.is_counted(table.article_id))
    rows = [(one, coder, int(place)) for one, coder, place in connection.execute(query)]
    frame = pd.DataFrame(rows, columns=["article_id", "coder", "place"], dtype=object)
    frame = frame.astype({"article_id": TEXT, "coder": TEXT, "place": "int64"})
    frame["twice"] = frame["article_id"].map(frame["article_id"].value_counts()).gt(1)
    return frame.sort_values(["coder", "place"], ignore_index=True)


def coder_table(connection: Connection) -> pd.DataFrame:
    """Return one row per coder: what she codes, how much of it twice, how much is begun, and what is to be known."""
    table = assignment(connection)
    begun = {(one, coder) for one, those in _begun(connection).items() for coder in those}
    table["begun"] = [(row.article_id, row.coder) in begun for row in table.itertuples()]
    how = last_assignment(connection)
    counts = table.groupby("coder", sort=True).agg(
        articles=("place", "size"), twice=("twice", "sum"), begun=("begun", "sum")
    )
    found = counts.reset_index()
    named = _named_in_their_texts(connection) if how["blind_to"] else {}
    found["remark"] = [
        _remark(coder, how["coders"], sum(one in named for one in table.loc[table["coder"] == coder, "article_id"]))
        for coder in found["coder"]
    ]
    return found


def _remark(coder: str, coders: Collection[str], named: int) -> str:
    remarks = [] if coder in coders else ["Has left: what was begun stays, nothing new comes."]
    if named:
        remarks.append(
            f"{named} of these articles name their own source in the text, which no page can hide without changing it."
        )
    return " ".join(remarks)


def _named_in_their_texts(connection: Connection) -> dict[str, str]:
    pages = contents.articles(connection)
    rows = zip(pages["article_id"], pages["source"], pages["text"], strict=True)
    return {one: source for one, source, text in rows if source and source.casefold() in text.casefold()}


# A coder's queue ---------------------------------------------------------------------------------------------------


def is_assigned(connection: Connection) -> bool:
    """Whether the study's articles are assigned, so that each coder sees her own only."""
    return bool(about.of_study(connection, ASSIGNMENT))


def order(connection: Connection, coder: str) -> sa.ColumnElement[int]:
    """Return what a coder's queue is sorted by, for a query of articles: null for those that are not in it."""
    if not is_assigned(connection):
        return tables.articles.c.article_number
    table = tables.article_values.c
    place = sa.select(sa.cast(table.value, sa.Integer)).where(
        table.article_id == tables.articles.c.article_id, table.coder == coder, table.name == PLACE
    )
    return place.correlate(tables.articles).scalar_subquery()


def numbers(connection: Connection, coder: str) -> list[int] | None:
    """Return the numbers of a coder’s articles in her order; None where nothing is assigned."""
    if not is_assigned(connection):
        return None
    place, table = order(connection, coder), tables.articles.c
    query = sa.select(table.article_number).where(place.is_not(None), about.is_counted(table.article_id))
    return list(connection.execute(query.order_by(place)).scalars())


def is_blind(connection: Connection) -> bool:
    """Whether the sources are hidden from the coders."""
    return last_assignment(connection).get("blind_to") == "source"


def queue(connection: Connection, coder: str) -> sa.Select[tuple[str]]:
    """Return the query for the articles that a coder is to code, set aside or not."""
    table = tables.articles.c
    return sa.select(table.article_id).where(order(connection, coder).is_not(None))


def whose_mark(connection: Connection, article_id: str, coder: str) -> str:
    """Return whose a coder's mark of a source is: her own, but everybody's where the article is assigned to others."""
    if not is_assigned(connection):
        return coder
    table = tables.article_values.c
    query = sa.select(table.coder).where(table.article_id == article_id, table.name == PLACE)
    coders = connection.execute(query).scalars().all()
    return coder if coder in coders else ""


def check_coder(connection: Connection, coder: str) -> None:
    """Refuse a coder to whom nothing is assigned, where a study's articles are.

    Raises
    ------
    TagError
    """
    how = last_assignment(connection)
    if not how or coder in how["coders"]:
        return
    table = tables.article_values.c
    hers = sa.select(table.article_id).where(table.coder == coder, table.name == PLACE).limit(1)
    if connection.execute(hers).scalar() is None:
        named = ", ".join(map(repr, how["coders"]))
        raise TagError(
            f"Nothing is assigned to {coder!r}: the articles of this study are assigned to {named}. Write the name as "
            f"it is there, or add the coder with project.assign([{named}, {coder!r}])."
        )


def check_article(connection: Connection, article_id: str, coder: str) -> None:
    """Refuse an article that is another coder's.

    Raises
    ------
    TagError
    """
    if not is_assigned(connection):
        return
    check_coder(connection, coder)
    hers = queue(connection, coder).where(tables.articles.c.article_id == article_id)
    if connection.execute(hers).scalar() is None:
        raise TagError(
            f"The article {article_id!r} is not assigned to {coder!r}: project.assignment() says who codes what, and "
            "project.assign changes it."
        )
