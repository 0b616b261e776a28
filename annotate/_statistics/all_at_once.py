"""Do any sources differ at all? Deal the articles of all of them out again and see."""

from collections.abc import Iterator

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.dealing import Dealing
from annotate._statistics.permutation import FAR_FROM_SMALL, FIRST_DEALS, moments_of
from annotate._statistics.within_blocks import beside_their_block, shared_blocks

WORK = 10_000_000
"""How many articles are dealt at most, all deals together; never fewer deals than `FIRST_DEALS`."""

PIECE = 20_000
"""How many articles are dealt in one go, so that what is summed stays in the processor's cache."""


def all_at_once_p(counts: Counts, stratum: Array, draws: int, seed: int, *, are_blocks: bool = False) -> float:
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
    draws, seed, are_blocks
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
    enough = (counts.articles > 1)[counts.group]
    if are_blocks:
        enough[enough] = shared_blocks(stratum[enough], counts.group[enough])
        enough &= (np.bincount(counts.group[enough], minlength=len(counts.groups)) > 1)[counts.group]
    labels = counts.weights[enough].sum(axis=0) > 0
    groups = np.unique(counts.group[enough])
    if len(groups) < 2 or labels.sum() < 2:
        return np.nan
    rows = counts.weights[enough][:, labels]
    group = np.searchsorted(groups, counts.group[enough])
    order = np.argsort(group, kind="stable")
    rows, first = rows[order], np.searchsorted(group[order], np.arange(len(groups)))
    many = int(np.clip(WORK // len(rows), FIRST_DEALS, draws))
    stratum, size = stratum[enough][order], rows.sum(axis=1)
    if are_blocks:
        rows, size = beside_their_block(rows, stratum), np.ones(len(rows))
    moments = moments_of(rows, size)
    articles = np.diff(first, append=len(rows))
    found = float(_spread(np.add.reduceat(moments, first), articles))
    extreme = dealt = 0
    for sums in _dealt_sums(moments, first, Dealing(stratum, seed), many):
        extreme += int((_spread(sums, articles) >= found * (1 - 1e-9)).sum())
        dealt += len(sums)
        if dealt == FIRST_DEALS and extreme >= FAR_FROM_SMALL * dealt:
            break
    return float((extreme + 1) / (dealt + 1))


def _dealt_sums(moments: Array, first: Array, dealing: Dealing, many: int) -> Iterator[Array]:
    """Return the sums over what each group is dealt, shape (deals, groups, columns); the first pieces end together."""
    piece, done = max(1, PIECE // len(moments)), 0
    while done < many:
        deals = min(piece, (FIRST_DEALS if done < FIRST_DEALS else many) - done)
        yield np.add.reduceat(moments[dealing.orders(deals)], first, axis=1)
        done += deals


def _spread(sums: Array, articles: Array) -> Array:
    labels = (sums.shape[-1] - 2) // 3
    size, squares = sums[..., :1], sums[..., 1:2]
    count, count_squares, products = (sums[..., 2 + part * labels : 2 + (part + 1) * labels] for part in range(3))
    share = count / size
    off = count_squares - share * (2 * products - share * squares)
    variance = off * (articles / (articles - 1))[:, None] / size**2
    total = size.sum(axis=-2, keepdims=True)
    between = (size * (share - count.sum(axis=-2, keepdims=True) / total) ** 2).sum(axis=-2)
    within = ((1 - size / total) * size * variance).sum(axis=-2)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.where(between < 1e-12 * total[..., 0], 0.0, between / np.maximum(within, 0.0))
    found: Array = apart.sum(axis=-1)
    return found
