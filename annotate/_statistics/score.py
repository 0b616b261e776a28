"""How to tell whether one source differs from another where there are too many articles to deal out."""

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.intervals import degrees_of_freedom, design_effects, ratio_variance


def score_p(counts: Counts, one: Array, other: Array) -> Array:
    """Return p-values for the shares of pairs of groups being the same, whole articles being what was drawn.

    The difference is divided by the standard error that it has where both groups have their common share and each its
    effective number of passages, as in `clustered_shares`; this stays right where one group has few articles and the
    other many, or a label is rare, which Welch's t does not.

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
    Rao, J. N. K. & Scott, A. J. (1992). A simple method for the analysis of clustered binary data. *Biometrics*, 48,
    577–585 (effective numbers). Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance
    components. *Biometrics Bulletin*, 2, 110–114 (the degrees of freedom of a sum of two variances).
    """
    from scipy.special import stdtr

    totals, degrees = counts.totals(counts.weights), degrees_of_freedom(counts)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = totals / totals.sum(axis=1, keepdims=True)
        number = counts.passages[:, None] / design_effects(share, ratio_variance(counts, share), counts)
        both = totals[one] + totals[other]
        pooled = both / both.sum(axis=1, keepdims=True)
        first, second = (pooled * (1 - pooled) / number[side] for side in (one, other))
        t = np.abs(share[one] - share[other]) / np.sqrt(first + second)
        p_values = 2 * stdtr((first + second) ** 2 / (first**2 / degrees[one] + second**2 / degrees[other]), -t)
    # Where no passage or every passage of both carries the label there is no difference to test.
    return np.where(first + second == 0, 1.0, np.asarray(p_values))
