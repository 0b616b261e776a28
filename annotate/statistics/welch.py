"""Does one source differ from another, where both have so many articles that nothing need be dealt."""

import numpy as np

from annotate.counting.columns import Array
from annotate.counting.counts import Counts
from annotate.statistics.intervals import degrees_of_freedom, ratio_variance


def welch_p(counts: Counts, one: Array, other: Array) -> Array:
    """Give the p-values of Welch's t for the shares of pairs of groups, whole articles being what was drawn.

    Parameters
    ----------
    counts : Counts
    one, other : array of int, shape (pairs,)
        The groups of each pair.

    Returns
    -------
    array, shape (pairs, labels)
        Two-sided; missing where a group has fewer than two articles.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
    involved. *Biometrika*, 34, 28–35. The variances are those of `clustered_shares`.
    """
    from scipy.special import stdtr

    totals = counts.totals(counts.weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = totals / totals.sum(axis=1, keepdims=True)
        variance = ratio_variance(counts, share)
        weighted = variance**2 / degrees_of_freedom(counts)[:, None]
        apart, spread = np.abs(share[one] - share[other]), variance[one] + variance[other]
        degrees = spread**2 / (weighted[one] + weighted[other])
        p_values = 2 * stdtr(degrees, -apart / np.sqrt(spread))
    # Nothing varies: the shares are the same, or as different as can be.
    still = np.where(apart > 0, 0.0, 1.0)
    return np.where(spread == 0, still, np.asarray(p_values))
