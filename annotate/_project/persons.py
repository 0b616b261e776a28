"""Persons: who stands behind speakers as written; what is said of them, and the rows that say it.

A tag keeps the words that its coder wrote. Which person they stand for is said beside it: of the study, or of one
article where the same words stand for another; and so are a person's attributes. Nothing of it is guessed.
"""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from annotate._errors import TagError
from annotate._exact_text import TEXT
from annotate._project import about, contents, tables
from annotate._project.rows import Change

ATTRIBUTES = ("role", "party", "gender", "affiliation", "wikidata")
"""What can be said of a person, in the order of the columns."""

SPEAKER, _PERSON, _APART = "speaker:", "person:", "apart:"
"""Before a speaker's words: the person that they stand for; before a person's name: their attributes, as JSON; before
a person and words, as JSON: that the words are not theirs."""

_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)")

Attributes = dict[str, str]


class Persons(NamedTuple):
    """Who stands behind which words.

    Parameters
    ----------
    of_study : dict
        The person, by a speaker's words.
    of_article : dict
        The same for one article: by its id and the words.
    attributes : dict
        By the person's name.
    apart : frozenset
        Persons with words that are not theirs.
    """

    of_study: dict[str, str]
    of_article: dict[tuple[str, str], str]
    attributes: dict[str, Attributes]
    apart: frozenset[tuple[str, str]] = frozenset()

    def of(self, words: str, article_id: str = "") -> str:
        """Return the person that some words stand for: themselves, where nothing is said of them."""
        return self.of_article.get((article_id, words)) or self.of_study.get(words, words)

    def wordings(self, person: str) -> list[str]:
        """Return the words that stand for a person in the whole study, without the person's own name."""
        return sorted(words for words, one in self.of_study.items() if one == person and words != person)

    @property
    def are_there(self) -> bool:
        """Whether anything is said of any person."""
        return bool(self.of_study or self.of_article or self.attributes)


def read(connection: Connection) -> Persons:
    """Return what is said of persons."""
    study, values = tables.study_values.c, tables.article_values.c
    said = sa.select(study.name, study.value).where(_begins(study.name, SPEAKER, _PERSON, _APART))
    rows = [tuple(row) for row in connection.execute(said)]
    own = sa.select(values.article_id, values.name, values.value).where(values.name.startswith(SPEAKER))
    return Persons(
        {name.removeprefix(SPEAKER): value for name, value in rows if name.startswith(SPEAKER)},
        {(one, name.removeprefix(SPEAKER)): value for one, name, value in connection.execute(own)},
        {name.removeprefix(_PERSON): json.loads(value) for name, value in rows if name.startswith(_PERSON)},
        frozenset(_pair(name) for name, _ in rows if name.startswith(_APART)),
    )


def says_who(name: Any) -> sa.ColumnElement[bool]:
    """Return the condition that a row's name is of words that stand for a person, or of a person's attributes."""
    return _begins(name, SPEAKER, _PERSON)


def spoken_of(name: str, value: str | None) -> set[str]:
    """Return the words and the person of which a row of the study's log says something; none of other rows."""
    if name.startswith(SPEAKER):
        return {one for one in (name.removeprefix(SPEAKER), value) if one}
    return {name.removeprefix(_PERSON)} if name.startswith(_PERSON) else set()


def _pair(name: str) -> tuple[str, str]:
    person, words = json.loads(name.removeprefix(_APART))
    return person, words


def names(connection: Connection) -> list[str]:
    """Return the persons for whom wordings stand, in order."""
    study = tables.study_values.c
    query = sa.select(study.value).where(study.name.startswith(SPEAKER)).distinct()
    return sorted(connection.execute(query).scalars())


def _begins(column: Any, *prefixes: str) -> sa.ColumnElement[bool]:
    return sa.or_(*(column.startswith(prefix) for prefix in prefixes))


def with_persons(table: pd.DataFrame, persons: Persons) -> pd.DataFrame:
    """Return a tag table with the columns ``person``, ``person.role`` …, where anything is said of any person."""
    if not persons.are_there:
        return table
    pairs = zip(table["speaker"], table["article_id"], strict=True)
    names = pd.Series([persons.of(words, one) for words, one in pairs], index=table.index, dtype=TEXT)
    return table.assign(person=names, **attribute_columns(names, persons))


def attribute_columns(names: pd.Series, persons: Persons) -> dict[str, pd.Series]:
    """Return a column for each attribute that any person has, for the persons of a column."""
    found = {name for one in persons.attributes.values() for name in one}
    said = [persons.attributes.get(one, {}) for one in names.to_numpy(dtype=object)] if found else []
    return {
        f"person.{name}": pd.Series([one.get(name, "") for one in said], index=names.index, dtype=TEXT)
        for name in ATTRIBUTES
        if name in found
    }


# What may be said --------------------------------------------------------------------------------------------


def merge_rows(connection: Connection, name: str, given: list[str], articles: list[str] | None) -> list[Change]:
    """Return the rows by which words, or whole persons, stand for one person."""
    persons, known = read(connection), _known(connection)
    _check_name(name, persons, known)
    for one in given:
        _check_known(one, persons, known)
    if articles is not None:
        return _rows_of_articles(connection, persons, given, articles, name)
    if persons.of_study.get(name, name) != name:
        raise TagError(
            f"{name!r} stands for {persons.of_study[name]!r}: merge into that name, or split {name!r} from it first."
        )
    together = list(dict.fromkeys([name, *(persons.of_study.get(one, one) for one in given)]))
    words = {name, *given, *(words for one in together for words in [one, *persons.wordings(one)])}
    rows = [_speaker_row(one, name) for one in sorted(words & known) if persons.of_study.get(one) != name]
    gone = [_person_row(one, None) for one in together[1:] if one in persons.attributes]
    attributes = _joined(name, together, persons)
    kept = [_person_row(name, attributes)] if attributes != persons.attributes.get(name, {}) else []
    return [*rows, *gone, *kept]


def split_rows(connection: Connection, name: str, given: list[str] | None, articles: list[str] | None) -> list[Change]:
    """Return the rows by which words stand for themselves again."""
    persons, known = read(connection), _known(connection)
    if articles is not None:
        for one in given or [name]:
            _check_known(one, persons, known)
        return _rows_of_articles(connection, persons, given or [name], articles, None)
    there = persons.wordings(name)
    for one in there if given is None else given:
        if one not in there:
            raise TagError(f"{one!r} does not stand for {name!r}: {_those(there)}.")
    leaving = there if given is None else given
    if not leaving:
        raise TagError(f"Nothing stands for {name!r} but the name itself: look at project.speakers().")
    rows = [_speaker_row(one, None) for one in leaving]
    left = {*there} - {*leaving}
    if not left and name in persons.of_study:
        rows.append(_speaker_row(name, None))
    if not left and name not in known and name in persons.attributes:
        rows.append(_person_row(name, None))
    return rows


def apart_rows(connection: Connection, name: str, given: list[str]) -> list[Change]:
    """Return the rows that say that words are not a person's, so that nobody suggests it again."""
    persons, known = read(connection), _known(connection)
    _check_name(name, persons, known)
    for one in given:
        _check_known(one, persons, known)
        if persons.of_study.get(one) == name:
            raise TagError(f"{one!r} stands for {name!r}: split it first, project.split_speaker({name!r}, {one!r}).")
    new = [one for one in given if (name, one) not in persons.apart]
    return [("study_log", {"name": _APART + json.dumps([name, one]), "value": "apart"}) for one in new]


def describe_rows(connection: Connection, described: Mapping[str, Mapping[str, str | None]]) -> list[Change]:
    """Return the rows that say what persons are; None takes an attribute away."""
    persons, known = read(connection), _known(connection)
    rows = []
    for given, attributes in described.items():
        _check_known(given, persons, known)
        name = persons.of_study.get(given, given)
        before = persons.attributes.get(name, {})
        now = {**before, **{one: value for one, value in attributes.items() if value is not None}}
        now = {one: value for one, value in now.items() if value and attributes.get(one, "") is not None}
        if now != before:
            rows.append(_person_row(name, now))
    return rows


def checked_attributes(given: Mapping[str, object]) -> dict[str, str]:
    """Return attributes as they are kept; an empty one says nothing any more.

    Raises
    ------
    TagError
        For an attribute that persons have not, or a value that is no text.

    Examples
    --------
    >>> checked_attributes({"party": " Greens ", "wikidata": "https://www.wikidata.org/wiki/Q42"})
    {'party': 'Greens', 'wikidata': 'Q42'}
    """
    found = {}
    for name, value in given.items():
        if name not in ATTRIBUTES:
            raise TagError(f"A person has no {name!r}: say one of {', '.join(ATTRIBUTES)}.")
        if not isinstance(value, str):
            raise TagError(f"{name}={value!r} must be text; the empty text says that it is not known.")
        found[name] = about.one_form(value)
    written = found.get("wikidata", "")
    fits = _WIKIDATA.fullmatch(written)
    if written and fits is None:
        raise TagError(f"wikidata={written!r} is no Wikidata item: give its number, such as 'Q42', or its address.")
    return {**found, "wikidata": fits[1]} if fits else found


def _joined(name: str, together: Iterable[str], persons: Persons) -> Attributes:
    """Return the attributes of persons who become one; refuse those that contradict each other."""
    joined: dict[str, tuple[str, str]] = {}
    for one in together:
        for attribute, value in persons.attributes.get(one, {}).items():
            other, before = joined.setdefault(attribute, (one, value))
            if before != value:
                raise TagError(
                    f"{other!r} and {one!r} cannot both be {name!r}: the {attribute} of the one is {before!r}, of the "
                    f"other {value!r}. If they are one person, say first which is right, such as "
                    f"project.describe_speaker({one!r}, {attribute}={before!r})."
                )
    return {attribute: value for attribute, (_, value) in joined.items()}


def _rows_of_articles(
    connection: Connection, persons: Persons, words: list[str], articles: list[str], person: str | None
) -> list[Change]:
    for article_id in articles:
        contents.stored(connection, article_id)  # refuses one that is not there
    rows: list[Change] = []
    for article_id in articles:
        for one in words:
            value = person or (one if persons.of_study.get(one, one) != one else None)
            if persons.of_article.get((article_id, one)) != value:
                rows.append(about.value_row(article_id, SPEAKER + one, value))
    return rows


def _known(connection: Connection) -> set[str]:
    """Return every speaker as written in a tag."""
    table = tables.tags.c
    return set(connection.execute(sa.select(table.speaker).where(tables.is_spoken).distinct()).scalars())


def _check_name(name: object, persons: Persons, known: set[str]) -> None:
    if not isinstance(name, str) or not name.strip():
        raise TagError(f"The person's name {name!r} must be a text with words in it.")


def _check_known(name: object, persons: Persons, known: set[str]) -> None:
    if name in known or name in persons.attributes or name in persons.of_study.values():
        return
    near = difflib.get_close_matches(str(name), [*known, *persons.of_study.values()], n=3)
    raise TagError(
        f"No tag has a speaker {name!r}: "
        + (f"did you mean {' or '.join(map(repr, near))}? " if near else "")
        + "project.speakers() shows all."
    )


def _those(words: list[str]) -> str:
    return f"these do: {', '.join(map(repr, words))}" if words else "only the name itself does"


def _speaker_row(words: str, person: str | None) -> Change:
    return "study_log", {"name": SPEAKER + words, "value": person}


def _person_row(name: str, attributes: Attributes | None) -> Change:
    value = json.dumps(attributes, ensure_ascii=False, sort_keys=True) if attributes else None
    return "study_log", {"name": _PERSON + name, "value": value}
