"""What an article says beside those of its block: articles of several sources on one event, say."""

import numpy as np

from annotate._counting.columns import Array

LEAST_ALIKE = 0.01
"""Passages of an article are never taken to be less alike than this: some of it is there even where none is seen."""

LEAST_SPREAD = 0.1
"""Added to p (1 − p), which two articles may show as nothing by chance; from .05 to .15 it matters little."""


def shared_blocks(stratum: Array, group: Array) -> Array:
    """Return for each row whether its block has rows of more than one group; those of one group alone compare nothing.

    Examples
    --------
    >>> shared_blocks(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 0, 0, 1]))
    array([ True,  True, False, False, False])
    """
    block = np.unique(stratum, return_inverse=True)[1]
    lowest, highest = np.full(len(block), np.iinfo(np.int64).max), np.full(len(block), -1)
    np.minimum.at(lowest, block, group)
    np.maximum.at(highest, block, group)
    is_shared: Array = (lowest < highest)[block]
    return is_shared


def beside_their_block(rows: Array, stratum: Array) -> Array:
    """Return what each article says for its source: how its shares differ from its block's, by how sure that is.

    An article of m passages weighs m / (1 + (m − 1) ρ), ρ being how alike its passages are: a long one says more than
    a short one, but not in proportion. A label's differences count for more in blocks that mostly agree on it, where
    chance makes little difference: they are divided by p (1 − p) + `LEAST_SPREAD`, p being the block's mean share. No
    weight depends on which source an article is of, so that dealing articles out within blocks stays exact.

    Parameters
    ----------
    rows : array, shape (articles, labels)
        How many passages (or characters) of each article carry each label.
    stratum : array of int, shape (articles,)
        Which block each is of.

    Returns
    -------
    array, shape (articles, labels)
        They add up to nothing in each block.

    References
    ----------
    Donner, A. & Klar, N. (2000). *Design and Analysis of Cluster Randomization Trials in Health Research*, §6 and 7
    (the articles' weights, and blocks). Ridout, M. S., Demétrio, C. G. B. & Firth, D. (1999). Estimating intraclass
    correlation for binary data. *Biometrics*, 55, 137–148 (the analysis of variance). Fleiss, J. L. (1981).
    *Statistical Methods for Rates and Proportions*, §10 (differences weighted by their precision).

    Examples
    --------
    >>> beside_their_block(np.array([[9.0, 1], [7, 3], [5, 5], [3, 7]]), np.array([0, 0, 1, 1])).round(2).tolist()
    [[1.48, -1.48], [-1.48, 1.48], [1.13, -1.13], [-1.13, 1.13]]
    """
    size = rows.sum(axis=1)
    share = rows / np.where(size > 0, size, 1.0)[:, None]
    weight = size / (1 + np.maximum(size - 1, 0) * _alike(rows, size, share))
    block = np.unique(stratum, return_inverse=True)[1]
    whole = np.maximum(np.bincount(block, weight), 1e-300)
    mean = np.column_stack([np.bincount(block, weight * column) / whole for column in share.T])
    sureness = 1 / (mean * (1 - mean) + LEAST_SPREAD)
    found: Array = weight[:, None] * (share - mean[block]) * sureness[block]
    return found


def _alike(rows: Array, size: Array, share: Array) -> float:
    """Return how alike passages of one article are, all labels together, by analysis of variance."""
    total, articles = size.sum(), len(size)
    if total <= articles:
        return 1.0
    pooled = rows.sum(axis=0) / total
    between = float((size[:, None] * (share - pooled) ** 2).sum()) / max(articles - 1, 1)
    within = float((size - (rows * share).sum(axis=1)).sum()) / (total - articles)
    mean_size = (total - (size**2).sum() / total) / max(articles - 1, 1)
    whole = between + (mean_size - 1) * within
    return float(np.clip((between - within) / whole, LEAST_ALIKE, 1.0)) if whole > 0 else 1.0
