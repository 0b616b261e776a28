"""Tags in pieces of whole articles: what is counted within articles needs no more memory for many than for some."""

from collections.abc import Iterator

import numpy as np

from annotate._counting.columns import Array

PIECE = 1 << 15
"""How many tags a piece holds, about."""


def article_pieces(article: Array) -> Iterator[Array]:
    """Return the rows of each piece; all tags of an article are in one.

    Parameters
    ----------
    article : array of int, shape (rows,)
        The article of each tag.

    Examples
    --------
    >>> [rows.tolist() for rows in article_pieces(np.array([1, 0, 1]))]
    [[0, 1, 2]]
    """
    if len(article) <= PIECE:
        yield np.arange(len(article))
        return
    is_sorted = bool((article[1:] >= article[:-1]).all())
    order = None if is_sorted else np.argsort(article, kind="stable")
    ordered = article if order is None else article[order]
    first = 0
    while first < len(article):
        last = ordered[min(first + PIECE, len(article)) - 1]
        end = int(np.searchsorted(ordered, last, side="right"))
        yield np.arange(first, end) if order is None else order[first:end]
        first = end
