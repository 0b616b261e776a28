"""Does one source differ from another? Deal the articles out anew and see."""

from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from annotate.counting.columns import Array


def permutation_p(first: Array, second: Array, draws: int, seed: int) -> Array:
    """Give for each label the p-value that the two sources' shares differ by no more than chance.

    All articles are dealt out to two sources of the sizes given, again and again, and the difference of the shares,
    divided by its standard error, is compared with the one found. Whole articles are dealt, so that the alikeness of
    their passages is kept; the standard error makes the test hold where one source's articles vary more.

    Parameters
    ----------
    first, second : array, shape (articles, labels)
        How many passages of each article carry each label.
    draws : int
        How many deals; where there are no more than this many in all, each is made once and the p-value is exact.
    seed : int
        The same seed gives the same p-values.

    Returns
    -------
    array, shape (labels,)
        Two-sided p-values; missing where a source has fewer than two articles.

    References
    ----------
    Chung, E. & Romano, J. P. (2013). Exact and asymptotically robust permutation tests. *Annals of Statistics*, 41,
    484–507 (the standard error). Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero.
    *Statistical Applications in Genetics and Molecular Biology*, 9, 39 (what is found counts as one deal).

    Examples
    --------
    >>> permutation_p(np.array([[9, 1], [8, 2], [9, 1]]), np.array([[1, 9], [2, 8], [3, 7]]), 999, 0)
    array([0.1, 0.1])
    """
    if min(len(first), len(second)) < 2:
        return np.full(first.shape[1], np.nan)
    counts = np.vstack([first, second]).astype(float)
    dealt, exact = _deals(len(first), len(second), draws, seed)
    size = counts.sum(axis=1, keepdims=True)
    # One table of sums gives, for any deal, both sources' shares and their variances.
    moments = np.hstack([size, size**2, counts, counts**2, counts * size])
    extreme = np.zeros(counts.shape[1])
    found = _studentised(moments[: len(first)].sum(axis=0)[None], moments.sum(axis=0), len(first), len(second))[0]
    step = max(1, (1 << 22) // len(counts))
    for begin in range(0, len(dealt), step):
        sums = dealt[begin : begin + step].astype(float) @ moments
        drawn = _studentised(sums, moments.sum(axis=0), len(first), len(second))
        extreme += (drawn >= found * (1 - 1e-9)).sum(axis=0)
    return extreme / len(dealt) if exact else (extreme + 1) / (len(dealt) + 1)


@lru_cache(maxsize=64)
def _deals(first: int, second: int, draws: int, seed: int) -> tuple[Array, bool]:
    """Give which articles go to the first source, shape (deals, articles), and whether these are all deals."""
    if comb(first + second, first) <= draws:
        dealt = np.zeros((comb(first + second, first), first + second), dtype=bool)
        for row, chosen in zip(dealt, combinations(range(first + second), first), strict=True):
            row[list(chosen)] = True
        return dealt, True
    rng = np.random.default_rng([seed, first, second])
    once = np.arange(first + second) < first
    return rng.permuted(np.tile(once, (draws, 1)), axis=1), False


def _studentised(sums: Array, total: Array, first: int, second: int) -> Array:
    """Divide the difference of shares by its standard error, shape (deals, labels); nothing over nothing is 0."""
    one, one_variance = _share_and_variance(sums, first)
    other, other_variance = _share_and_variance(total - sums, second)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(one - other) / np.sqrt(np.maximum(one_variance + other_variance, 0))
    return np.where(np.abs(one - other) < 1e-12, 0.0, apart)


def _share_and_variance(sums: Array, articles: int) -> tuple[Array, Array]:
    size, size_squares = sums[:, :1], sums[:, 1:2]
    count, squares, products = np.split(sums[:, 2:], 3, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = count / size
        off = squares - 2 * share * products + share**2 * size_squares
        return share, off * articles / (articles - 1) / size**2
