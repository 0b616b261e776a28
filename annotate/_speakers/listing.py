"""What the page of who is quoted shows: suggested merges with the place that speaks for them, and the people."""

from typing import Any, NamedTuple

import pandas as pd

from annotate._exact_text import TEXT
from annotate._people.vocabulary import fold
from annotate._project.persons import ATTRIBUTES
from annotate._project.project import Project

ROWS = 50
"""The most people that are shown at a time."""

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

    def people(self, wanted: str, first: int) -> tuple[list[dict[str, Any]], int, int]:
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

    def _person(self, row: dict[Any, Any]) -> dict[str, Any]:
        counts = {name: int(row[name]) for name in ("claims", "articles", "sources")}
        attributes = [str(row.get(f"person.{name}", "")) for name in ATTRIBUTES]
        wordings = str(row["wordings"]).split(" | ")
        return {"person": row["person"], "kind": row["kind"], **counts, "wordings": wordings, "attributes": attributes}

    def suggestions(self) -> tuple[list[dict[str, Any]], int]:
        """Return the suggested merges in sight, each with a place in an article, and how many there are."""
        table = self._project.suggest_merges()
        shown = table.head(SUGGESTED).to_dict("records")
        return [self._suggestion(row) for row in shown], len(table)

    def _suggestion(self, row: dict[Any, Any]) -> dict[str, Any]:
        place = self._place(str(row["person"]), str(row["speaker"]), row["articles"])
        about = {name: row[name] for name in ("person", "speaker", "why")}
        return {**about, "articles": list(row["articles"]), "claims": int(row["claims"]), "place": list(place)}

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
