"""Does one source differ from another? Deal the articles out again and see."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from annotate._counting.columns import Array
from annotate._statistics.dealing import Dealing
from annotate._statistics.within_blocks import beside_their_block, shared_blocks

MANY_ARTICLES = 100
"""Where both sources have so many articles or more, `score_p` serves as well, without dealing."""

TOGETHER = 400
"""With more articles than this of two sources, only which ones the smaller one gets is drawn."""

WORK = 4_000_000
"""How many rows are dealt in one go."""

FIRST_DEALS = 199
"""After so many deals dealing ends where the p-value is far from small."""

FAR_FROM_SMALL = 0.2


def permutation_p(
    first: Array,
    second: Array,
    draws: int,
    seed: int,
    strata: tuple[Array, Array] | None = None,
    *,
    are_blocks: bool = False,
) -> Array:
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
    strata : pair of arrays of int, shape (articles,), optional
        Articles are dealt among those of the same number, in both sources: parts of one page, or articles on one
        event.
    are_blocks : bool
        Whether articles are also compared within these, what they have in common being taken off: see
        `beside_their_block`.

    Returns
    -------
    array, shape (labels,)
        Two-sided p-values; missing where a source has fewer than two articles, or no block has some of both.

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
    if are_blocks and strata is not None:
        first, second, strata = _compared(first, second, strata)
    if min(len(first), len(second)) < 2:
        return np.full(first.shape[1], np.nan)
    if len(second) < len(first):
        first, second, strata = second, first, strata and strata[::-1]
    counts = np.vstack([first, second]).astype(float)
    size = counts.sum(axis=1)
    if are_blocks and strata is not None:
        counts, size = beside_their_block(counts, np.concatenate(strata)), np.ones(len(counts))
    moments = moments_of(counts, size)
    if strata is None and comb(len(counts), len(first)) <= draws:
        every = _every_deal(len(first), len(second))
        return _extreme(moments.T @ every.T.astype(float), moments, len(first)) / len(every)
    extreme, dealt = np.zeros(counts.shape[1], dtype=np.int64), 0
    for sums in _dealt_sums(moments, len(first), draws, seed, strata):
        extreme += _extreme(sums, moments, len(first))
        dealt += sums.shape[1]
        if extreme.min() >= FAR_FROM_SMALL * dealt:
            break
    p_values: Array = (extreme + 1) / (dealt + 1)
    return p_values


def moments_of(counts: Array, size: Array) -> Array:
    """Return one table whose sums give, for any deal, all sources' shares and their variances."""
    size = size[:, None]
    return np.hstack([size, size**2, counts, counts**2, counts * size])


def _compared(first: Array, second: Array, strata: tuple[Array, Array]) -> tuple[Array, Array, tuple[Array, Array]]:
    """Leave out the articles of blocks that only one of the two sources has."""
    of = np.repeat([0, 1], [len(first), len(second)])
    is_shared = shared_blocks(np.concatenate(strata), of)
    one, other = is_shared[: len(first)], is_shared[len(first) :]
    return first[one], second[other], (strata[0][one], strata[1][other])


def _extreme(drawn: Array, moments: Array, first: int) -> Array:
    """Count the deals, of which the sums are given, that set the sources as far apart as they are, or further."""
    total, second = moments.sum(axis=0), len(moments) - first
    found = _studentised(moments[:first].sum(axis=0)[:, None], total, first, second)
    count: Array = (_studentised(drawn, total, first, second) >= found * (1 - 1e-9)).sum(axis=1)
    return count


def _dealt_sums(
    moments: Array, first: int, draws: int, seed: int, strata: tuple[Array, Array] | None
) -> Iterator[Array]:
    """Return the sums over what the first source is dealt, shape (moments, deals), at first of few deals."""
    together, done = len(moments), 0
    dealing = Dealing(np.concatenate(strata), seed) if strata is not None else None
    while done < draws:
        many = min(draws - done, FIRST_DEALS if not done else max(1, WORK // together))
        piece = slice(done, done + many)
        if dealing is not None:
            yield moments.T @ (dealing.orders(many) < first).T.astype(float)
        elif together <= TOGETHER:
            yield moments.T @ (_orders(together, draws, seed)[piece] < first).T.astype(float)
        else:
            yield moments[_choices(together, first, draws, seed)[piece]].sum(axis=1).T
        done += many


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


@lru_cache(maxsize=4)
def _choices(articles: int, first: int, draws: int, seed: int) -> Array:
    """Return which articles a small source is dealt out of many, shape (draws, first); by Floyd's algorithm."""
    rng = np.random.default_rng([seed, articles, first])
    chosen = np.empty((draws, first), dtype=np.int64)
    for place, last in enumerate(range(articles - first, articles)):
        drawn = rng.integers(last + 1, size=draws)
        again = (chosen[:, :place] == drawn[:, None]).any(axis=1)
        chosen[:, place] = np.where(again, last, drawn)
    return chosen


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
