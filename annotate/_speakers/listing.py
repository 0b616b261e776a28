"""What the page of who is quoted shows: suggested merges with the place that speaks for them, and the people."""

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple, TypedDict

import pandas as pd

from annotate._exact_text import TEXT
from annotate._people.vocabulary import fold
from annotate._project.persons import ATTRIBUTES
from annotate._project.project import Project
from annotate._sheet.sheet import ROWS

SUGGESTED = 20
"""The most suggestions that are shown at a time."""

_AROUND = 90
"""Characters shown on either side of a name."""


class Place(NamedTuple):
    """What an article says: before a name, the name, and behind it."""

    article: str
    before: str
    words: str
    behind: str


class Person(TypedDict):
    """Who is quoted, as the page shows them; `attributes` in the order of `ATTRIBUTES`."""

    person: str
    kind: str
    claims: int
    articles: int
    sources: int
    wordings: list[str]
    attributes: list[str]


class Merge(TypedDict):
    """A suggested merge, with the reason and the place in an article that speaks for it."""

    person: str
    speaker: str
    why: str
    articles: list[str]
    claims: int
    place: Place


class Listing:
    """Who is quoted in a project, as the page shows it.

    Parameters
    ----------
    project : Project
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._folded: tuple[pd.DataFrame, pd.Series] | None = None
        self._places: dict[tuple[str, str], Place] = {}

    def people(self, wanted: str, first: int) -> tuple[list[Person], int, int]:
        """Return the people in sight whose name, wordings or attributes hold some words; how many do; and of all."""
        table = self._project.speakers()
        found = table
        if wanted.strip():
            text = self._text_of(table)
            for word in wanted.split():
                found = found[text.loc[found.index].str.contains(fold(word), regex=False)]
        rows = [self._person(row) for row in found.iloc[first : first + ROWS].to_dict("records")]
        return rows, len(found), len(table)

    def _text_of(self, table: pd.DataFrame) -> pd.Series:
        if self._folded is None or not self._folded[0].equals(table):
            columns = ["person", "wordings", *(name for name in table.columns if name.startswith("person."))]
            rows = zip(*(table[name] for name in columns), strict=True)
            self._folded = table, pd.Series([fold("\n".join(row)) for row in rows], index=table.index, dtype=TEXT)
        return self._folded[1]

    def _person(self, row: Mapping[Hashable, Any]) -> Person:
        return {
            "person": row["person"],
            "kind": row["kind"],
            "claims": int(row["claims"]),
            "articles": int(row["articles"]),
            "sources": int(row["sources"]),
            "wordings": str(row["wordings"]).split(" | "),
            "attributes": [str(row.get(f"person.{name}", "")) for name in ATTRIBUTES],
        }

    def suggestions(self) -> tuple[list[Merge], int]:
        """Return the suggested merges in sight, each with a place in an article, and how many there are."""
        table = self._project.suggest_merges()
        shown = table.head(SUGGESTED).to_dict("records")
        return [self._suggestion(row) for row in shown], len(table)

    def _suggestion(self, row: Mapping[Hashable, Any]) -> Merge:
        person, speaker, articles = row["person"], row["speaker"], row["articles"]
        return {
            "person": person,
            "speaker": speaker,
            "why": row["why"],
            "articles": [*articles],
            "claims": int(row["claims"]),
            "place": self._place(person, speaker, articles),
        }

    def _place(self, person: str, speaker: str, articles: tuple[str, ...]) -> Place:
        """Return where an article says it: where the person is named, or else where the words stand."""
        key = (person, speaker)
        if key not in self._places:
            article_id, text = self._project._speaker_place(speaker, articles)
            words = next((one for one in (person, speaker) if one and one in text), "")
            at = text.find(words) if words else 0
            end = at + len(words)
            before, behind = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
            self._places[key] = Place(article_id, " ".join(before.split("\n")[-1:]), words, behind.split("\n")[0])
        return self._places[key]
