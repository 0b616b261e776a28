"""Who is quoted: a project's claims counted by the person or body who stands behind them."""

import json
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._exact_text import TEXT, unescape
from annotate._project import about, persons, source_marks, tables
from annotate._project.persons import Persons

KINDS = ("", "unnamed", "collective", "named")
"""A person whom some call by name is named, whatever others write."""

_FEW = 500
"""Articles: the sources of so many are asked for one by one, those of more all at once."""

_NUMBERS = ("claims", "articles", "sources")

_COLUMNS = ("speaker", "speaker_kind", "article_id", "source", "start", "end", "coder")


def table(connection: Connection, only: list[str] | None = None) -> pd.DataFrame:
    """Return one row per person or body, the most quoted first; of some words only, where they are given."""
    said = persons.read(connection)
    claims = _claims(connection, only)
    sources = _sources(connection, claims)
    words, written = pd.factorize(claims["speaker"])
    person, names = _persons(claims, words, written, said)
    passage = [pd.factorize(claims["article_id"])[0], claims["start"], claims["end"]]
    kind = np.array(KINDS, dtype=object)[_highest(person, claims["speaker_kind"], len(names))]
    counted = pd.DataFrame(
        {
            "person": pd.Series(names, dtype=TEXT),
            "kind": pd.Series(kind, dtype=TEXT),
            "claims": _different(person, len(names), *passage),
            "articles": _different(person, len(names), passage[0]),
            "sources": _different(person, len(names), pd.factorize(sources)[0]),
            "wordings": pd.Series(_wordings(person, words, names, written), dtype=TEXT),
        }
    )
    order = np.lexsort((np.argsort(np.argsort(names)), -counted["claims"].to_numpy()))
    counted = counted.take(order).reset_index(drop=True)
    return counted.assign(**persons.attribute_columns(counted["person"], said))


_KEPT_FORM = 2
"""Changes with what is counted and how it is kept: what an earlier version kept is counted again."""


def as_kept(newest: tuple[int, int], counted: pd.DataFrame) -> str:
    """Return a list as a text that is kept for the next session, as ASCII: any text comes through.

    Fewer texts are read sooner: a kind is its number, and wordings stand only where they are not the person's name.
    """
    person, wordings = counted["person"].tolist(), counted["wordings"].tolist()
    others = {place: one for place, one in enumerate(wordings) if one != person[place]}
    columns: dict[str, Any] = {name: counted[name].tolist() for name in counted.columns}
    columns |= {"kind": [KINDS.index(one) for one in columns["kind"]], "wordings": others}
    return json.dumps({"form": _KEPT_FORM, "newest": newest, "columns": columns})


def from_kept(text: str) -> tuple[tuple[int, int], pd.DataFrame] | None:
    """Return a list that was kept, after the newest decision and article of it; None where none was."""
    if not text.startswith(f'{{"form": {_KEPT_FORM}, "newest": ['):
        return None
    kept = json.loads(text)
    found = {name: column for name, column in kept["columns"].items() if name != "wordings"}
    columns = {name: np.array(one, dtype=np.int64 if name in _NUMBERS else object) for name, one in found.items()}
    columns["kind"] = np.array(KINDS, dtype=object)[columns["kind"].astype(np.intp)]
    columns["wordings"] = columns["person"].copy()
    for place, one in kept["columns"]["wordings"].items():
        columns["wordings"][int(place)] = one
    kinds = {name: None if name in _NUMBERS else TEXT for name in columns}
    table = pd.DataFrame({name: pd.Series(columns[name], dtype=kinds[name]) for name in kept["columns"]})
    return (int(kept["newest"][0]), int(kept["newest"][1])), table


def _claims(connection: Connection, only: list[str] | None) -> dict[str, np.ndarray[Any, Any]]:
    """Return the columns of all tags that have a speaker, but for those of articles set aside."""
    tag = tables.tags.c
    # As the database has them: half of the time would go into unescaping what hardly ever was escaped.
    plain = [sa.type_coerce(tag[name], tag[name].type if name in ("start", "end") else sa.Text) for name in _COLUMNS]
    wanted = tag.speaker != "" if only is None else sa.and_(tables.is_spoken, tag.speaker.in_(only))
    answer = connection.execute(sa.select(*plain).where(wanted))
    rows = answer.cursor.fetchall() if answer.cursor is not None else []  # plain tuples: half the time of .all()
    answer.close()
    columns = zip(*rows, strict=True) if rows else [()] * len(_COLUMNS)
    kinds = {"start": np.int64, "end": np.int64}
    found = {
        name: np.array(column, dtype=kinds.get(name, object)) for name, column in zip(_COLUMNS, columns, strict=True)
    }
    aside = about.set_aside(connection)
    if aside:
        stays = np.array([one not in aside for one in found["article_id"]], dtype=bool)
        found = {name: column[stays] for name, column in found.items()}
    return found


def _sources(connection: Connection, claims: dict[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    """Return the source in force at each claim."""
    page, value = tables.articles.c, tables.article_values.c
    given = sa.select(page.article_id, page.source)
    corrected = sa.select(value.article_id, value.value).where(value.name == "source", value.coder == "")
    concerned = list(dict.fromkeys(claims["article_id"]))
    if len(concerned) <= _FEW:
        given, corrected = given.where(page.article_id.in_(concerned)), corrected.where(value.article_id.in_(concerned))
    of_article = {one: source for one, source in connection.execute(given)}
    of_article |= {one: source for one, source in connection.execute(corrected)}
    marks: dict[Any, list[tuple[int, str]]] = {**source_marks.seen_by(connection)}
    own_marks = source_marks.own(connection)
    where = claims["article_id"]
    if own_marks:
        marks |= own_marks
        pairs = [*zip(where, claims["coder"], strict=True)]
        of_article |= {pair: of_article.get(pair[0], "") for pair in own_marks}
        where = [pair if pair in own_marks else pair[0] for pair in pairs]  # type: ignore[assignment]
    places = zip(claims["source"], where, claims["start"], strict=True)
    return np.array(
        [
            of_article.get(one, "")
            if own is None and one not in marks
            else (own if own is not None else source_marks.source_at(marks[one], start, of_article.get(one, "")))
            for own, one, start in places
        ],
        dtype=object,
    )


def _persons(
    claims: dict[str, np.ndarray[Any, Any]], words: np.ndarray[Any, Any], written: np.ndarray[Any, Any], said: Persons
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return each claim's person as a number, and the persons' names."""
    written[:] = [unescape(one) for one in written]
    of_words = np.array([said.of_study.get(one, one) for one in written], dtype=object)
    if not said.of_study and not said.of_article:
        return words, of_words
    names = of_words[words]
    for place, one in enumerate(claims["article_id"]) if said.of_article else ():
        names[place] = said.of(written[words[place]], one)
    return pd.factorize(names)


def _different(person: np.ndarray[Any, Any], many: int, *what: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Count how many different things each person has; a thing may have several numbers."""
    order = np.lexsort((*what, person))
    ordered = [column[order] for column in (person, *what)]
    is_new = np.ones(len(order), dtype=bool)
    if len(order):
        is_new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in ordered])
    return np.bincount(ordered[0][is_new], minlength=many)


def _highest(person: np.ndarray[Any, Any], kinds: np.ndarray[Any, Any], many: int) -> np.ndarray[Any, Any]:
    found = np.zeros(many, dtype=np.int64)
    np.maximum.at(found, person, pd.Index(KINDS).get_indexer(pd.Index(kinds, dtype=object)))
    return found


def _wordings(
    person: np.ndarray[Any, Any],
    words: np.ndarray[Any, Any],
    names: np.ndarray[Any, Any],
    written: np.ndarray[Any, Any],
) -> np.ndarray[Any, Any]:
    """Return, for each person, the words that stand for them: their name first where it is one of them."""
    if words is person:
        return written
    pairs = np.unique(person * len(written) + words)
    of, word = pairs // len(written), pairs % len(written)
    joined = names.copy()
    joined[of] = written[word]
    for place in np.flatnonzero(np.bincount(of, minlength=len(names)) > 1):
        every = sorted(written[word[of == place]])
        own = [names[place]] if names[place] in every else []
        joined[place] = " | ".join([*own, *(one for one in every if one not in own)])
    return joined
