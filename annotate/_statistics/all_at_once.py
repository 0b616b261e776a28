"""Do any sources differ at all? Deal the articles of all of them out again and see."""

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.dealing import Dealing
from annotate._statistics.permutation import FAR_FROM_SMALL, FIRST_DEALS

WORK = 10_000_000
"""How many articles are dealt at most, all deals together; never fewer deals than `FIRST_DEALS`."""


def all_at_once_p(counts: Counts, stratum: Array, draws: int, seed: int) -> float:
    """Return the p-value that all groups' shares differ by no more than chance.

    What is found is, for each label, how far the groups' shares lie apart, Σ M (p − p̄)², M being a group's passages,
    divided by how far they would by chance, Σ (1 − M / ΣM) M V, V being the variance of its share as its own articles
    show it; summed over labels. Whole articles are dealt out to the groups, again and again, and the p-value is the
    part of the deals that give as much. So it holds however few or unequal the articles are.

    Parameters
    ----------
    counts : Counts
    stratum : array of int, shape (rows,)
        Rows are dealt among those of the same number.
    draws, seed : int
        As for `permutation_p`.

    Returns
    -------
    float
        Missing with fewer than two groups of two articles or more, or fewer than two labels.

    References
    ----------
    Brown, M. B. & Forsythe, A. B. (1974). The small sample behavior of some statistics which test the equality of
    several means. *Technometrics*, 16, 129–132 (the statistic). Anderson, M. J. (2001). A new method for
    non-parametric multivariate analysis of variance. *Austral Ecology*, 26, 32–46 (its sum over variables, and the
    dealing). Phipson & Smyth (2010), see `permutation_p`.
    """
    from scipy.sparse import csr_array

    enough = (counts.articles > 1)[counts.group]
    labels = counts.weights[enough].sum(axis=0) > 0
    groups = np.unique(counts.group[enough])
    if len(groups) < 2 or labels.sum() < 2:
        return np.nan
    rows = counts.weights[enough][:, labels]
    group = np.searchsorted(groups, counts.group[enough])
    order = np.argsort(group, kind="stable")
    rows, first = rows[order], np.searchsorted(group[order], np.arange(len(groups)))
    many = int(np.clip(WORK // len(rows), FIRST_DEALS, draws))
    size = rows.sum(axis=1, keepdims=True)
    moments = np.hstack([size, size**2, rows, rows**2, rows * size])
    dealing = Dealing(stratum[enough][order], seed)
    articles = np.diff(first, append=len(rows))
    ends, ones = np.append(first, len(rows)), np.ones(len(rows))

    def dealt_sums(order: Array) -> Array:
        return np.asarray(csr_array((ones, order, ends), shape=(len(groups), len(rows))) @ moments)

    found = _spread(dealt_sums(np.arange(len(rows))), articles)
    extreme = dealt = 0
    while dealt < many:
        extreme += _spread(dealt_sums(dealing.order()), articles) >= found * (1 - 1e-9)
        dealt += 1
        if dealt == FIRST_DEALS and extreme >= FAR_FROM_SMALL * dealt:
            break
    return float((extreme + 1) / (dealt + 1))


def _spread(sums: Array, articles: Array) -> float:
    labels = (sums.shape[1] - 2) // 3
    size, squares = sums[:, :1], sums[:, 1:2]
    count, count_squares, products = (sums[:, 2 + part * labels : 2 + (part + 1) * labels] for part in range(3))
    share = count / size
    off = count_squares - share * (2 * products - share * squares)
    variance = off * (articles / (articles - 1))[:, None] / size**2
    total = size.sum()
    between = (size * (share - count.sum(axis=0) / total) ** 2).sum(axis=0)
    within = ((1 - size / total) * size * variance).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(np.where(between < 1e-12 * total, 0.0, between / np.maximum(within, 0.0)).sum())
