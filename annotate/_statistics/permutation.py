"""Does one source differ from another? Deal the articles out anew and see."""

from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from annotate._counting.columns import Array

MANY_ARTICLES = 200
"""From here on two sources together have so many articles that `score_p` serves as well, without dealing."""

FIRST_DEALS = 199
"""After so many deals dealing ends where the p-value is far from small."""

FAR_FROM_SMALL = 0.2


def permutation_p(first: Array, second: Array, draws: int, seed: int) -> Array:
    """Return for each label the p-value that the two sources' shares differ by no more than chance.

    All articles are dealt out to two sources of the sizes given, again and again, and the difference of the shares,
    divided by its standard error, is compared with the one found. Whole articles are dealt, so that the alikeness of
    their passages is kept; the standard error makes the test hold where one source's articles vary more.

    Parameters
    ----------
    first, second : array, shape (articles, labels)
        How many passages of each article carry each label.
    draws : int
        How many deals; where there are no more than this many in all, each is made once and the p-value is exact.
        Where the first 199 show that no label's p-value is below .2, they are enough.
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
    *Statistical Applications in Genetics and Molecular Biology*, 9, 39 (what is found counts as one deal). Besag, J. &
    Clifford, P. (1991). Sequential Monte Carlo p-values. *Biometrika*, 78, 301–304 (the early end).

    Examples
    --------
    >>> permutation_p(np.array([[9, 1], [8, 2], [9, 1]]), np.array([[1, 9], [2, 8], [3, 7]]), 999, 0)
    array([0.1, 0.1])
    """
    if min(len(first), len(second)) < 2:
        return np.full(first.shape[1], np.nan)
    counts = np.vstack([first, second]).astype(float)
    size = counts.sum(axis=1, keepdims=True)
    # One table of sums gives, for any deal, both sources' shares and their variances.
    moments = np.hstack([size, size**2, counts, counts**2, counts * size])
    if comb(len(counts), len(first)) <= draws:
        every = _every_deal(len(first), len(second))
        return _extreme(every, moments, len(first)) / len(every)
    order = _orders(len(counts), draws, seed)
    extreme = _extreme(order[:FIRST_DEALS] < len(first), moments, len(first))
    dealt = min(FIRST_DEALS, draws)
    if extreme.min() < FAR_FROM_SMALL * dealt:
        extreme += _extreme(order[dealt:] < len(first), moments, len(first))
        dealt = draws
    p_values: Array = (extreme + 1) / (dealt + 1)
    return p_values


def _extreme(dealt: Array, moments: Array, first: int) -> Array:
    """Count the deals in which the sources are as far apart as those found, or further."""
    total, second = moments.sum(axis=0), len(moments) - first
    found = _studentised(moments[:first].sum(axis=0)[:, None], total, first, second)
    drawn = _studentised(moments.T @ dealt.T.astype(float), total, first, second)
    count: Array = (drawn >= found * (1 - 1e-9)).sum(axis=1)
    return count


@lru_cache(maxsize=64)
def _every_deal(first: int, second: int) -> Array:
    """Return each way to choose the first source's articles, shape (deals, articles)."""
    dealt = np.zeros((comb(first + second, first), first + second), dtype=bool)
    for row, chosen in zip(dealt, combinations(range(first + second), first), strict=True):
        row[list(chosen)] = True
    return dealt


@lru_cache(maxsize=4)
def _orders(articles: int, draws: int, seed: int) -> Array:
    """Return the articles' places in orders drawn at random, shape (draws, articles); the first places are a deal.

    All pairs of sources with as many articles together use the same orders, which is quicker and harms no p-value.
    """
    rng = np.random.default_rng([seed, articles])
    return rng.permuted(np.tile(np.arange(articles, dtype=np.int16), (draws, 1)), axis=1)


def _studentised(sums: Array, total: Array, first: int, second: int) -> Array:
    """Divide the difference of shares by its standard error, shape (labels, deals); nothing over nothing is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        one, one_variance = _share_and_variance(sums, first)
        other, other_variance = _share_and_variance(total[:, None] - sums, second)
        difference = np.abs(one - other)
        apart: Array = difference / np.sqrt(np.maximum(one_variance + other_variance, 0))
    apart[difference < 1e-12] = 0.0
    return apart


def _share_and_variance(sums: Array, articles: int) -> tuple[Array, Array]:
    labels = (len(sums) - 2) // 3
    size, size_squares = sums[0], sums[1]
    count, squares, products = sums[2:].reshape(3, labels, -1)
    share = count / size
    off = squares - share * (2 * products - share * size_squares)
    return share, off * (articles / (articles - 1)) / size**2
