"""Who gave which passage which label: the tag table as agreement needs it."""

from dataclasses import dataclass, replace

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
    given : array of int
        Which labels occur at all.
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
    given: Array

    def counts(self) -> Array:
        """Count how many coders gave each label to each passage, shape (labels, units)."""
        units = len(self.unit_article)
        key = self.label * units + self.unit
        return np.bincount(key, minlength=units * len(self.labels)).reshape(len(self.labels), units)

    def of_units(self, kept: Array) -> "Judgements":
        """Leave out all passages but some, which are given as one truth a passage."""
        if kept.all():
            return self
        rows, units = np.flatnonzero(kept[self.unit]), np.flatnonzero(kept)
        return replace(
            self,
            unit=(np.cumsum(kept) - 1)[self.unit[rows]],
            coder=self.coder[rows],
            label=self.label[rows],
            unit_article=self.unit_article[units],
            unit_group=self.unit_group[units],
            unit_length=self.unit_length[units],
            unit_left_out=self.unit_left_out[units],
        )


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


def judgements(
    tags: pd.DataFrame, by: str | None = None, codebook: Codebook | None = None, *, every: bool = False
) -> Judgements:
    """Return numbers to passages, coders and labels; the same stretch of text in the same group is one passage.

    Articles that one coder alone read may be missing, since nothing is compared in them, but for ``every``.
    """
    tags = independent(tags)
    articles, coders = articles_of(tags), coded(tags["coder"])
    labels = coded_labels(tags["label"], codebook_of(tags, codebook))
    if by is None:
        groups, names = np.zeros(len(tags), dtype=np.int8), ["all"]
    else:
        column = coded(by_column(tags, by))
        groups, names = column.codes.astype(np.int64), [shown(value) for value in column.values]
    starts, ends = borders(tags)
    rows = slice(None) if every else _read_by_several(articles.codes, coders.codes, starts)
    article, coder, label = articles.codes[rows], coders.codes[rows], labels.codes[rows]
    group, start, end = groups[rows], starts[rows], ends[rows]
    unit, first = _units(group, article, start, end)
    if _is_repeated(unit * len(coders.values) + coder, len(first) * len(coders.values)):
        refuse_repeated(tags.iloc[rows], pd.MultiIndex.from_arrays([unit, coder]).duplicated())
    return Judgements(
        unit=unit,
        coder=coder.astype(np.int64),
        label=label.astype(np.int64),
        unit_article=article[first].astype(np.int64),
        unit_group=group[first].astype(np.int64),
        unit_length=end[first] - start[first],
        unit_left_out=_left_out(article, coder, start, end, unit, first),
        groups=names,
        coders=[str(value) for value in coders.values],
        labels=[str(value) for value in labels.values],
        given=np.flatnonzero(np.bincount(labels.codes, minlength=len(labels.values))),
    )


def _read_by_several(article: Array, coder: Array, start: Array) -> Array | slice:
    """Return the rows of articles with tags of two coders or more; all, where the others might have repeated tags."""
    one = np.zeros(int(article.max(initial=-1)) + 1, dtype=coder.dtype)
    one[article] = coder
    several = np.zeros(len(one), dtype=bool)
    several[article[one[article] != coder]] = True
    is_several = several[article]
    rest = np.flatnonzero(~is_several)
    forward = np.diff(article[rest].astype(np.int64) * (int(start.max(initial=0)) + 1) + start[rest]) > 0
    return np.flatnonzero(is_several) if len(rest) and forward.all() else slice(None)


def _left_out(article: Array, coder: Array, start: Array, end: Array, unit: Array, first: Array) -> Array:
    """Return which passages one coder alone cut so, while another tagged a part of them."""
    left_out = np.zeros(len(first), dtype=bool)
    alone = np.bincount(unit, minlength=len(first)) == 1
    if not alone.any():
        return left_out
    offset = article.astype(np.int64) * (int(end.max()) + 1)
    start, end = offset + start, offset + end
    alone &= _meet(start[first], end[first])
    among = np.zeros(int(article.max()) + 1, dtype=bool)
    among[article[first[alone]]] = True
    rows = np.flatnonzero(among[article])
    start, end, coder, unit = start[rows], end[rows], coder[rows], unit[rows]
    for one in np.unique(coder[alone[unit]]).tolist():
        own, others = np.flatnonzero(alone[unit] & (coder == one)), coder != one
        begun = np.searchsorted(np.sort(start[others]), end[own], side="left")
        over = np.searchsorted(np.sort(end[others]), start[own], side="right")
        left_out[unit[own[begun > over]]] = True
    return left_out


def _meet(start: Array, end: Array) -> Array:
    """Return which stretches have a part in common with another: mostly none, and then nobody need ask whose it is."""
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    meet = np.zeros(len(start), dtype=bool)
    meet[order[1:]] = np.maximum.accumulate(end)[:-1] > start[1:]
    meet[order[:-1]] |= start[1:] < end[:-1]
    return meet


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


def _units(group: Array, article: Array, start: Array, end: Array) -> tuple[Array, Array]:
    """Return numbers to the different stretches of text: each row's number, and the first row of each."""
    place = article.astype(np.int64)
    if group.any():
        articles = int(article.max()) + 1
        place, _ = compressed(group * articles + place, (int(group.max()) + 1) * articles)
    key = place * (int(end.max(initial=0)) + 1) + start
    if (np.diff(key) >= 0).all() and (np.diff(end)[np.diff(key) == 0] >= 0).all():  # the tags of a study are sorted
        is_new = _changes(key) | _changes(end)
        return np.cumsum(is_new) - 1, np.flatnonzero(is_new)
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


def _is_repeated(key: Array, size: int) -> bool:
    """Whether a number below ``size`` stands twice."""
    occurs = np.zeros(size, dtype=bool)
    occurs[key] = True
    return int(np.count_nonzero(occurs)) < len(key)


def refuse_repeated(tags: pd.DataFrame, repeated: Array) -> None:
    """Raise a `BalanceError` that names the first row where one coder tags a stretch of text again."""
    if repeated.any():
        row = tags.iloc[int(np.argmax(repeated))]
        raise BalanceError(
            f"Coder {row['coder']!r} has two tags on one stretch of article {row['article_id']!r}; one of them is on "
            f"characters {row['start']}–{row['end']}. Keep one, for instance with tags.drop_duplicates('tag_id'), or "
            "use project.tags(), which gives each coder's current tags."
        )
