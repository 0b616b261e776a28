"""Who gave which passage which label: the tag table as agreement needs it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import Array, articles_of, borders, by_column, coded, coded_labels, compressed, require
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of
from annotate._variables import shown


@dataclass(frozen=True)
class Judgements:
    """One row of the arrays is one coder's label on one passage.

    Parameters
    ----------
    unit, coder, label : array of int, shape (rows,)
        Which passage, coder and label; no coder stands twice on one passage.
    unit_article, unit_group : array of int, shape (units,)
        The article, and the group, of each passage.
    unit_length : array of int, shape (units,)
        How many characters each passage has.
    unit_left_out : array of bool, shape (units,)
        Whether one coder alone cut this passage so, and another tagged a part of it.
    groups, coders, labels : list of str
        What the numbers stand for.
    """

    unit: Array
    coder: Array
    label: Array
    unit_article: Array
    unit_group: Array
    unit_length: Array
    unit_left_out: Array
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
        own = (tags["origin"] != "adjudication").to_numpy(dtype=bool)
        tags = tags if own.all() else tags[own]
    for name in ("label", "coder"):
        empty = (tags[name].isna() | (tags[name] == "")).to_numpy(dtype=bool)
        if empty.any():
            raise BalanceError(
                f"Column {name!r} is empty in {int(empty.sum())} row(s), first in row "
                f"{tags.index[int(np.argmax(empty))]!r}: fill it, or leave these rows out."
            )
    return tags


def judgements(tags: pd.DataFrame, by: str | None = None, codebook: Codebook | None = None) -> Judgements:
    """Return numbers to passages, coders and labels; the same stretch of text in the same group is one passage."""
    tags = independent(tags)
    article, coder = articles_of(tags), coded(tags["coder"])
    label = coded_labels(tags["label"], codebook_of(tags, codebook))
    if by is None:
        group, groups = np.zeros(len(tags), dtype=np.int64), ["all"]
    else:
        column = coded(by_column(tags, by))
        group, groups = column.codes.astype(np.int64), [shown(value) for value in column.values]
    unit, first = _units(group, article.codes, tags)
    _refuse_repeated_units(tags, unit * len(coder.values) + coder.codes, len(first) * len(coder.values))
    return Judgements(
        unit=unit,
        coder=coder.codes.astype(np.int64),
        label=label.codes.astype(np.int64),
        unit_article=article.codes[first].astype(np.int64),
        unit_group=group[first],
        unit_length=(tags["end"].to_numpy(dtype=np.int64) - tags["start"].to_numpy(dtype=np.int64))[first],
        unit_left_out=_left_out(tags, article.codes, coder.codes, unit, len(first)),
        groups=groups,
        coders=[str(value) for value in coder.values],
        labels=[str(value) for value in label.values],
    )


def _left_out(tags: pd.DataFrame, article: Array, coder: Array, unit: Array, units: int) -> Array:
    """Return which passages one coder alone cut so, while another tagged a part of them."""
    left_out = np.zeros(units, dtype=bool)
    alone = np.bincount(unit, minlength=units)[unit] == 1
    if not alone.any():
        return left_out
    start, end = borders(tags)
    offset = article.astype(np.int64) * (int(end.max()) + 1)
    start, end = offset + start, offset + end
    for one in np.unique(coder[alone]).tolist():
        rows, others = np.flatnonzero(alone & (coder == one)), coder != one
        begun = np.searchsorted(np.sort(start[others]), end[rows], side="left")
        over = np.searchsorted(np.sort(end[others]), start[rows], side="right")
        left_out[unit[rows[begun > over]]] = True
    return left_out


def segments(tags: pd.DataFrame) -> pd.DataFrame:
    """Cut every tag wherever any coder's tag of its article begins or ends, so that all are cut alike.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": "a", "start": [0, 10], "end": [30, 30], "coder": ["ana", "ben"]})
    >>> segments(tags)[["start", "end", "coder"]].to_numpy().tolist()
    [[0, 10, 'ana'], [10, 30, 'ana'], [10, 30, 'ben']]
    """
    start, end = borders(tags)
    wide = int(end.max(initial=0)) + 1
    offset = articles_of(tags).codes.astype(np.int64) * wide
    edges = np.unique(np.concatenate([offset + start, offset + end]))
    first, last = np.searchsorted(edges, offset + start), np.searchsorted(edges, offset + end)
    many = last - first
    rows = np.repeat(np.arange(len(tags)), many)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many) + first[rows]
    return tags.iloc[rows].assign(start=edges[place] % wide, end=edges[place + 1] % wide).reset_index(drop=True)


def _units(group: Array, article: Array, tags: pd.DataFrame) -> tuple[Array, Array]:
    """Return numbers to the different stretches of text: each row's number, and the first row of each."""
    start, end = borders(tags)
    articles = int(article.max(initial=0)) + 1
    place, _ = compressed(group * articles + article, (int(group.max(initial=0)) + 1) * articles)
    key = place * (int(end.max(initial=0)) + 1) + start
    # Each coder's tags mostly stand in the order of the text: sorting such runs is little more than joining them.
    order = np.argsort(key, kind="stable")
    is_new = _changes(key[order])
    if (_changes(end[order]) & ~is_new).any():  # one start, several ends
        order = np.lexsort((end, key))
        is_new = _changes(key[order]) | _changes(end[order])
    unit = np.empty(len(key), dtype=np.int64)
    unit[order] = np.cumsum(is_new) - 1
    return unit, order[is_new]


def _changes(values: Array) -> Array:
    """Return where a value differs from the one before."""
    changes = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes


def _refuse_repeated_units(tags: pd.DataFrame, key: Array, size: int) -> None:
    if len(compressed(key, size)[1]) < len(key):
        refuse_repeated(tags, pd.Series(key).duplicated().to_numpy())


def refuse_repeated(tags: pd.DataFrame, repeated: Array) -> None:
    """Raise a `BalanceError` that names the first row where one coder tags a stretch of text again."""
    if repeated.any():
        row = tags.iloc[int(np.argmax(repeated))]
        raise BalanceError(
            f"Coder {row['coder']!r} has two tags on one stretch of article {row['article_id']!r}; one of them is on "
            f"characters {row['start']}–{row['end']}. Keep one, for instance with tags.drop_duplicates('tag_id'), or "
            "use project.tags(), which gives each coder's current tags."
        )
