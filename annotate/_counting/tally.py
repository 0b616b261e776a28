"""Rows that count alike are joined: an archive's tags become some numbers an article, whatever their number."""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from annotate._counting.arrow_codes import coded_by_arrow, is_arrows
from annotate._counting.columns import LONGEST, Array

TALLY = "tags of a row"
"""The column that says how many tags a row stands for."""

CHARACTERS = "characters of a row"
"""And how many characters they cover."""


def tallied(tags: pd.DataFrame, as_they_are: Collection[str] = ()) -> pd.DataFrame:
    """Join the rows of one article that differ in nothing but their place.

    A joined row is the first of those that it stands for, so that all that reads a tag table reads this one. Rows of an
    article in which two tags meet are left as they are, since how much each weighs depends on where it stands; so are
    those of the first and the last article, which may go on in another part, and of a table with stretches that are
    none, which whoever counts will name.

    Parameters
    ----------
    tags : DataFrame
        A part of a tag table, or a whole one.
    as_they_are : collection of str
        Articles of which the rows are not joined.

    Returns
    -------
    DataFrame
        Some of the rows, in order, with how many tags each stands for, and how many characters they cover.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": [*"abbbc"], "start": [0, 0, 5, 9, 0], "end": [5, 5, 9, 12, 5],
    ...                      "label": ["opinion", "opinion", "opinion", "reported_fact", "opinion"]})
    >>> tallied(tags)[["article_id", "label", TALLY, CHARACTERS]].values.tolist()
    [['a', 'opinion', 1, 5], ['b', 'opinion', 2, 9], ['b', 'reported_fact', 1, 3], ['c', 'opinion', 1, 5]]
    """
    tags = tags.reset_index(drop=True)
    codes, ids = _codes(tags["article_id"])
    start, end = tags["start"].to_numpy(), tags["end"].to_numpy()
    if not _are_stretches(codes, start, end):
        return tags.assign(**{TALLY: np.ones(len(tags), dtype=np.int32), CHARACTERS: _lengths(start, end)})
    left = _meeting(codes, start, end, len(ids))
    left[[codes[0], codes[-1]]] = True
    if len(as_they_are):
        left[pd.Index(ids).isin(as_they_are)] = True
    key = _keys(tags, codes, len(ids))
    return _joined(tags, key, left[codes], _lengths(start, end))


def times_of(tags: pd.DataFrame) -> Array | None:
    """Return how many tags each row stands for; None where each is one."""
    return tags[TALLY].to_numpy(dtype=float) if TALLY in tags.columns else None


def lengths_of(tags: pd.DataFrame, start: Array, end: Array) -> Array:
    """Return how long a row's tags are, on average."""
    if TALLY not in tags.columns:
        return end - start
    lengths: Array = tags[CHARACTERS].to_numpy(dtype=float) / tags[TALLY].to_numpy(dtype=float)
    return lengths


def _codes(column: pd.Series) -> tuple[Array, Any]:
    """Return a column's codes, and the values behind them: an index, or Arrow's array of many names."""
    if is_arrows(column):
        return coded_by_arrow(column)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    codes, values = pd.factorize(column)
    return codes, pd.Index(values)


def _are_stretches(codes: Array, start: Array, end: Array) -> bool:
    if not len(codes) or start.dtype.kind not in "iu" or end.dtype.kind not in "iu" or codes.min() < 0:
        return False
    return bool((start >= 0).all() and (end > start).all() and end.max() <= LONGEST)


def _lengths(start: Array, end: Array) -> Array:
    is_plain = start.dtype.kind in "iu" and end.dtype.kind in "iu"
    return end - start if is_plain else np.zeros(len(start), dtype=np.int64)


def _meeting(article: Array, start: Array, end: Array, articles: int) -> Array:
    """Return of each article whether two of its tags meet."""
    same = article[1:] == article[:-1]
    if not ((article[1:] > article[:-1]) | (same & (start[1:] >= start[:-1]))).all():
        order = np.lexsort((start, article))
        article, start, end = article[order], start[order], end[order]
        same = article[1:] == article[:-1]
    found = np.zeros(articles, dtype=bool)
    found[article[1:][same & (start[1:] < end[:-1])]] = True
    return found


def _keys(tags: pd.DataFrame, article: Array, articles: int) -> Array:
    """Return the same number for rows that differ in nothing but their place."""
    key, size = article, articles
    goes_on = article[1:] == article[:-1]
    for name in tags.columns.difference(["article_id", "start", "end"], sort=False):
        codes, values = _codes(tags[name])
        if _are_of_articles(codes, values, article, articles, goes_on):
            continue
        if size > LONGEST:
            found, key = np.unique(key, return_inverse=True)
            size = len(found)
        size *= len(values) + 1
        # Half as long numbers where they hold it: what is slow is memory.
        key = key * np.int32(len(values) + 1) if size <= LONGEST else key.astype(np.int64) * (len(values) + 1)
        key += codes
        key += 1
    return key


def _are_of_articles(codes: Array, values: Any, article: Array, articles: int, goes_on: Array) -> bool:
    """Whether all rows of an article have one value."""
    if len(values) < 2 and codes.min() >= 0:
        return True
    if (goes_on & (codes[1:] != codes[:-1])).any():
        return False
    of = np.zeros(articles, dtype=codes.dtype)
    of[article] = codes
    return bool((of[article] == codes).all())


def _joined(tags: pd.DataFrame, key: Array, is_left: Array, length: Array) -> pd.DataFrame:
    size = int(key.max()) + 1
    if size > max(1 << 20, 8 * len(key)):
        _, key = np.unique(key, return_inverse=True)
        size = int(key.max()) + 1
    first: Array = np.full(size, len(tags), dtype=np.int32 if len(tags) <= LONGEST else np.int64)
    first[key[::-1]] = np.arange(len(tags) - 1, -1, -1, dtype=first.dtype)
    is_kept = is_left.copy()
    is_kept[first[first < len(tags)]] = True
    kept = np.flatnonzero(is_kept)
    is_left, of = is_left[kept], key[kept]
    times = np.where(is_left, 1, np.bincount(key, minlength=size)[of])
    covered = np.where(is_left, length[kept], np.bincount(key, length, size)[of])
    rows = tags.take(kept).reset_index(drop=True)
    # No article is longer than what these hold.
    rows[["start", "end"]] = rows[["start", "end"]].astype(np.int32)
    return rows.assign(**{TALLY: times.astype(np.int32), CHARACTERS: covered.astype(np.int32)})
