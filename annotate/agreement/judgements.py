"""Who gave which passage which label: the tag table as agreement needs it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from annotate.counting.columns import Array, by_column, coded, require
from annotate.errors import BalanceError


@dataclass(frozen=True)
class Judgements:
    """One row of the arrays is one coder's label on one passage.

    Parameters
    ----------
    unit, coder, label : array of int, shape (rows,)
        Which passage, coder and label; no coder stands twice on one passage.
    unit_article, unit_group : array of int, shape (units,)
        The article, and the group, of each passage.
    groups, coders, labels : list of str
        What the numbers stand for.
    """

    unit: Array
    coder: Array
    label: Array
    unit_article: Array
    unit_group: Array
    groups: list[str]
    coders: list[str]
    labels: list[str]

    def counts(self) -> Array:
        """Count how many coders gave each label to each passage, shape (labels, units)."""
        units = len(self.unit_article)
        key = self.label * units + self.unit
        return np.bincount(key, minlength=units * len(self.labels)).reshape(len(self.labels), units)


def independent(tags: pd.DataFrame) -> pd.DataFrame:
    """Check the columns that agreement needs, and leave out adjudicated tags: they are no coder's own view."""
    require(tags, "article_id", "start", "end", "label", "coder")
    if "origin" in tags.columns:
        tags = tags[(tags["origin"] != "adjudication").to_numpy(dtype=bool)]
    for name in ("label", "coder"):
        empty = (tags[name].isna() | (tags[name] == "")).to_numpy(dtype=bool)
        if empty.any():
            raise BalanceError(
                f"Column {name!r} is empty in {int(empty.sum())} row(s), first in row "
                f"{tags.index[int(np.argmax(empty))]!r}: fill it, or leave these rows out."
            )
    return tags


def judgements(tags: pd.DataFrame, by: str | None = None) -> Judgements:
    """Give numbers to passages, coders and labels; the same stretch of text in the same group is one passage."""
    tags = independent(tags)
    article, coder, label = (coded(tags[name]) for name in ("article_id", "coder", "label"))
    if by is None:
        group, groups = np.zeros(len(tags), dtype=np.int64), ["all"]
    else:
        column = coded(by_column(tags, by))
        group, groups = column.codes.astype(np.int64), [str(value) for value in column.values]
    unit, first = _units(group, article.codes, tags)
    refuse_repeated(tags, pd.Series(unit * len(coder.values) + coder.codes).duplicated().to_numpy())
    return Judgements(
        unit=unit,
        coder=coder.codes.astype(np.int64),
        label=label.codes.astype(np.int64),
        unit_article=article.codes[first].astype(np.int64),
        unit_group=group[first],
        groups=groups,
        coders=[str(value) for value in coder.values],
        labels=[str(value) for value in label.values],
    )


def _units(group: Array, article: Array, tags: pd.DataFrame) -> tuple[Array, Array]:
    """Give numbers to the different stretches of text: each row's number, and the first row of each."""
    start, end = (tags[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    place = group * (int(article.max(initial=0)) + 1) + article
    widest = int(end.max(initial=0)) + 1
    unit, found = pd.factorize(place * widest + start)
    if (end[_first_rows(unit, len(found))][unit] != end).any():  # one start, several ends
        unit, found = pd.factorize(unit * widest + end)
    return unit, _first_rows(unit, len(found))


def _first_rows(unit: Array, units: int) -> Array:
    first = np.empty(units, dtype=np.int64)
    first[unit[::-1]] = np.arange(len(unit))[::-1]
    return first


def refuse_repeated(tags: pd.DataFrame, repeated: Array) -> None:
    """Raise a `BalanceError` that names the first row where one coder tags a stretch of text again."""
    if repeated.any():
        row = tags.iloc[int(np.argmax(repeated))]
        raise BalanceError(
            f"Coder {row['coder']!r} has two tags on one stretch of article {row['article_id']!r}; one of them is on "
            f"characters {row['start']}–{row['end']}. Keep one, for instance with tags.drop_duplicates('tag_id'), or "
            "use project.tags(), which gives each coder's current tags."
        )
