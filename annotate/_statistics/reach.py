"""How far a number made of shares may be off where a label is rare: as far as the intervals of these labels' shares."""

from collections.abc import Callable

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.intervals import Shares, held_by_few


def rare_labels(counts: Counts) -> Array:
    """Return which labels nobody gave in a group, or few articles hold most of; shape (groups, labels)."""
    return (counts.totals(counts.weights) < 1e-9) | held_by_few(counts)[0]


def reach_of_rare(shares: Shares, rare: Array, value: Callable[[Array], Array]) -> tuple[Array, Array]:
    """Return the least and the most of a number if the share of one rare label were at either end of its interval.

    The other labels share what is left, as they do in the group. Missing where no label is rare.

    Parameters
    ----------
    shares : Shares
    rare : array of bool, shape (groups, labels)
    value : function
        Makes the numbers of groups of their shares.

    Examples
    --------
    Nobody gave the third label, whose share may be up to a half.

    >>> each = [np.array([one]) for one in ([0.5, 0.5, 0.0], [0.1, 0.1, 0.0], [0.9, 0.9, 0.5], [1, 1, 1], [9, 9, 9])]
    >>> reach_of_rare(Shares(*each), np.array([[False, False, True]]), lambda share: share.max(axis=1))
    (array([0.5]), array([0.5]))
    """
    share, none = shares.share, np.full(len(shares.share), np.nan)
    found = [none]
    for label in np.flatnonzero(rare.any(axis=0)).tolist():
        for bound in (shares.low[:, label], shares.high[:, label]):
            with np.errstate(invalid="ignore", divide="ignore"):
                moved = share * ((1 - bound) / (1 - share[:, label]))[:, None]
            moved[:, label] = bound
            found.append(np.where(rare[:, label], value(moved), np.nan))
    values = np.array(found)
    return np.fmin.reduce(values), np.fmax.reduce(values)
