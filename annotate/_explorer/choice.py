"""What is chosen to be counted: the rows of some sources, coders and dates, and how they are grouped."""

from datetime import date
from typing import NamedTuple, TypedDict

import pandas as pd

from annotate._codebook import Codebook

GROUPS = ("source", "speaker", "language", "month", "coder")
UNITS = ("passage", "character")


class Look(TypedDict):
    """What every chart is told besides what it draws."""

    language: str
    codebook: Codebook


class Choice(NamedTuple):
    """What was chosen to be counted.

    ``tags`` and ``passages`` (or None) are the rows that are left; ``by``, ``unit`` and ``codebook`` are as for
    `balance`.
    """

    tags: pd.DataFrame
    passages: pd.DataFrame | None
    by: str
    unit: str
    language: str
    codebook: Codebook

    @property
    def look(self) -> Look:
        """What every chart is told."""
        return {"language": self.language, "codebook": self.codebook}


def rows_between(table: pd.DataFrame, first: date | None, last: date | None) -> pd.DataFrame:
    """Return the rows that were published from one day to another; those without a date only where neither is given.

    Parameters
    ----------
    table : DataFrame
        With ``published``: ISO dates, or years and months alone, which count from their first to their last day.
    first, last : date or None
        Both included; None stands for no bound.

    Examples
    --------
    >>> table = pd.DataFrame({"published": ["2026-03-04", "2026-04", ""]})
    >>> rows_between(table, date(2026, 4, 10), None)
      published
    1   2026-04
    """
    if first is None and last is None:
        return table
    days = as_text(table["published"])
    kept = {day for day in days.unique() if _is_between(day[:10], first, last)}
    return table[days.isin(kept).to_numpy(dtype=bool)]


def _is_between(day: str, first: date | None, last: date | None) -> bool:
    """Whether a day, or any day of a month or year that is written alone, is between two days."""
    after = first is None or day >= first.isoformat()[: len(day)]
    before = last is None or day <= last.isoformat()[: len(day)]
    return day != "" and after and before


def as_text(column: pd.Series) -> pd.Series:
    """Return a column as text, empty where nothing is."""
    # As objects: pandas' own text cannot hold half a surrogate pair.
    values = column.astype(object).where(column.notna(), "")
    return pd.Series([str(value) for value in values], index=column.index, dtype=object)


def passages_of(choice: Choice, group: str, label: str) -> pd.DataFrame:
    """Return the passages behind one dot: those of a group (a value of ``by``) with a label, each once.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": "a", "source": ["Le Fil", "Quay"], "start": 0, "end": 9, "label": "opinion"})
    >>> passages_of(Choice(tags, None, "source", "passage", "en", Codebook.shipped()), "Quay", "opinion").index.tolist()
    [1]
    """
    tags = choice.tags
    of_month = choice.by == "month" and "month" not in tags.columns
    groups = as_text(tags["published"]).str[:7] if of_month else as_text(tags[choice.by])
    chosen = tags[((groups == group) & (as_text(tags["label"]) == label)).to_numpy(dtype=bool)]
    return chosen.drop_duplicates(["article_id", "start", "end"])
