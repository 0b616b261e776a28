"""One test of whether any sources differ at all, for passages that come in articles."""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.intervals import degrees_of_freedom


class Homogeneity(NamedTuple):
    """The test's outcome, and Cramér's V with its interval (0: all alike, 1: as different as can be)."""

    p_value: float
    cramers_v: float
    low: float
    high: float


NOTHING = Homogeneity(np.nan, np.nan, np.nan, np.nan)


def rao_scott(counts: Counts, confidence: float) -> Homogeneity:
    """Test whether all groups have the same shares, with Rao and Scott's second-order correction.

    Pearson's chi-square supposes that every passage was drawn by itself. Here it is divided by how much more it
    varies because passages come in articles, and referred to an F distribution whose first degrees of freedom
    account for unequal design effects, and whose second come from the articles (`degrees_of_freedom`).

    Parameters
    ----------
    counts : Counts
        Groups with fewer than two articles are left out: their variance cannot be known.
    confidence : float
        Of V's interval.

    Returns
    -------
    Homogeneity
        V is freed of what chance alone adds to it. Missing with fewer than two groups or labels.

    References
    ----------
    Rao, J. N. K. & Scott, A. J. (1981). The analysis of categorical data from complex sample surveys. *Journal of
    the American Statistical Association*, 76, 221–230 (homogeneity). Thomas, D. R. & Rao, J. N. K. (1987).
    Small-sample comparisons of level and power for simple goodness-of-fit statistics under cluster sampling. *ibid.*,
    82, 630–636 (the F form). Bell & McCaffrey (2002), see `clustered_shares` (few and unequal articles). Smithson, M.
    (2003). *Confidence Intervals*, §4 (V's interval by noncentrality).
    """
    from scipy.special import fdtrc

    enough = counts.articles > 1
    totals = counts.totals(counts.weights)
    labels = totals[enough].sum(axis=0) > 0
    if enough.sum() < 2 or labels.sum() < 2:
        return NOTHING
    passages = counts.passages[enough].astype(float)
    share = (totals / np.where(enough, totals.sum(axis=1), 1.0)[:, None])[np.ix_(enough, labels)]
    fraction = passages / passages.sum()
    pooled = fraction @ share
    chi_square = float((passages[:, None] * (share - pooled) ** 2 / pooled).sum())
    mean, spread = _eigenvalue_sums(_effect_matrices(counts, enough, labels, pooled), fraction)
    first = mean**2 / spread
    second = first * float(degrees_of_freedom(counts)[enough].sum())
    p_value = float(fdtrc(first, second, chi_square / mean))
    cells = (len(share) - 1) * (int(labels.sum()) - 1)
    size = passages.sum() * cells / mean * min(len(share) - 1, int(labels.sum()) - 1)
    noncentral = noncentrality(chi_square * cells / mean, cells, confidence)
    return Homogeneity(p_value, *(min(1.0, float(np.sqrt(value / size))) for value in noncentral))


def _effect_matrices(counts: Counts, enough: Array, labels: Array, pooled: Array) -> Array:
    """Return each group's design effects and their covariances, shape (groups, labels, labels)."""
    totals = counts.totals(counts.weights)
    size = counts.weights.sum(axis=1, keepdims=True)
    share = totals / np.maximum(totals.sum(axis=1, keepdims=True), 1e-300)
    off = (counts.weights - size * share[counts.group])[:, labels] / np.sqrt(pooled)
    part = (size / np.maximum(totals.sum(axis=1, keepdims=True), 1e-300)[counts.group])[:, 0]
    off /= np.sqrt(np.maximum(1 - part, 1e-300))[:, None]
    products = counts.totals((off[:, :, None] * off[:, None, :]).reshape(len(off), -1))[enough]
    articles = counts.articles[enough]
    scale = counts.passages[enough] / totals[enough].sum(axis=1) ** 2
    effects: Array = (products * scale[:, None]).reshape(len(scale), len(pooled), len(pooled))
    # As in `design_effects`: what is below 1 is drawn towards 1 with the weight of one article.
    independent = np.eye(len(pooled)) - np.sqrt(np.outer(pooled, pooled))
    many = articles[:, None, None]
    low = np.einsum("gkk->g", effects)[:, None, None] < len(pooled) - 1
    return np.where(low, ((many - 1) * effects + independent) / many, effects)


def _eigenvalue_sums(effects: Array, fraction: Array) -> tuple[float, float]:
    """Sum the eigenvalues of the whole design-effect matrix, and their squares, by traces."""
    traces = np.einsum("gkk->g", effects)
    squares = np.einsum("gkl,glk->g", effects, effects)
    middle = np.einsum("g,gkl->kl", fraction, effects)
    return (
        float(((1 - fraction) * traces).sum()),
        float(((1 - 2 * fraction) * squares).sum() + (middle * middle).sum()),
    )


def noncentrality(statistic: float, degrees: int, confidence: float) -> tuple[float, float, float]:
    """Return the noncentrality behind a chi-square statistic, and its interval.

    Examples
    --------
    >>> [round(value, 1) for value in noncentrality(20.0, 4, 0.95)]
    [16.0, 4.1, 37.8]
    """
    from scipy.optimize import brentq
    from scipy.special import chndtr

    def bound(probability: float) -> float:
        if chndtr(statistic, degrees, 0.0) <= probability:
            return 0.0
        above = 2 * statistic + 100.0
        return float(brentq(lambda value: chndtr(statistic, degrees, value) - probability, 0.0, above))

    return max(0.0, statistic - degrees), bound(0.5 + confidence / 2), bound(0.5 - confidence / 2)
