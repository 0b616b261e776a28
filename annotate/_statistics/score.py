"""How to tell whether one source differs from another where there are too many articles to deal out."""

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.intervals import Shares


def score_p(counts: Counts, shares: Shares, one: Array, other: Array, alike: Array | None = None) -> Array:
    """Return p-values for the shares of pairs of groups being the same, whole articles being what was drawn.

    The difference is divided by the standard error that it has where both groups have their common share and each its
    effective number of passages, as in `clustered_shares`; this stays right where one group has few articles and the
    other many, or a label is rare, which Welch's t does not.

    Parameters
    ----------
    counts : Counts
    shares : Shares
        Its shares, with their design effects and degrees of freedom.
    one, other : array of int, shape (pairs,)
        The groups of each pair.
    alike : array, shape (pairs, labels), optional
        How the two shares are correlated, where they come from the same articles or clusters.

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

    totals, share = counts.totals(counts.weighted), shares.share
    with np.errstate(invalid="ignore", divide="ignore"):
        number = counts.passages[:, None] / shares.design_effect
        both = totals[one] + totals[other]
        pooled = both / both.sum(axis=1, keepdims=True)
        first, second = (pooled * (1 - pooled) / number[side] for side in (one, other))
        together = 0.0 if alike is None else 2 * alike * np.sqrt(first * second)
        t = np.abs(share[one] - share[other]) / np.sqrt(np.maximum(first + second - together, 0))
        degrees = (first + second) ** 2 / (first**2 / shares.degrees[one] + second**2 / shares.degrees[other])
        p_values = 2 * stdtr(degrees, -t)
    # Where no passage or every passage of both carries the label there is no difference to test.
    return np.where(share[one] == share[other], 1.0, np.asarray(p_values))
