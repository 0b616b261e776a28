"""Coefficients of agreement, each a function of sums over passages.

What a coefficient needs to know of the passages is a handful of sums. Without one article these are the sums
less that article's, so that an interval that leaves out one article at a time costs no more than the value.

Here ``counts`` has shape (labels, passages): how many coders gave each label to each passage. Passages with
fewer than two coders tell nothing and add nothing. Sums have one row for each thing that is summed.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array


class Coefficient(NamedTuple):
    """How each passage adds to the sums, and how the sums make the value.

    ``parts`` takes the counts (kappa: two rows, one coder's labels and the other's) and gives one array for each
    thing that is summed. ``value`` takes the sums, of all articles or all but one, and the sums of the whole.
    """

    parts: Callable[[Array], list[Array]]
    value: Callable[[Array, Array], Array]


def _alpha_parts(counts: Array) -> list[Array]:
    size = counts.sum(axis=0)
    disagreeing = (size * size - (counts * counts).sum(axis=0)) / np.maximum(size - 1, 1)
    return [disagreeing, *_of_pairable(counts, size)]


def _of_pairable(values: Array, size: Array) -> Array:
    return values if (size > 1).all() else np.where(size > 1, values, 0)


def _alpha(sums: Array, whole: Array) -> Array:
    """Return Krippendorff's alpha for nominal data: 1 − (n − 1) Σ disagreement / (n² − Σ n_k²).

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability, section C. University of Pennsylvania,
    https://repository.upenn.edu/asc_papers/43
    """
    n = sums[1:].sum(axis=0)
    value: Array = 1 - (n - 1) * sums[0] / (n**2 - (sums[1:] ** 2).sum(axis=0))
    return value


def scaled_alpha(steps: Array) -> Coefficient:
    """Make Krippendorff's alpha for interval data, each label standing at its step of a scale.

    References
    ----------
    Krippendorff (2011), section D: the squared difference of two steps in place of 0 or 1.
    """

    def parts(counts: Array) -> list[Array]:
        size = counts.sum(axis=0)
        values = [size, steps @ counts, (steps * steps) @ counts]
        apart = 2 * (size * values[2] - values[1] ** 2) / np.maximum(size - 1, 1)
        return [apart, *_of_pairable(np.stack(values), size)]

    def value(sums: Array, whole: Array) -> Array:
        apart, n, total, squares = sums
        alpha: Array = 1 - (n - 1) * apart / (2 * (n * squares - total**2))
        return alpha

    return Coefficient(parts, value)


def _share_parts(counts: Array) -> list[Array]:
    size = counts.sum(axis=0)
    agreeing = ((counts * counts).sum(axis=0) - size) / np.maximum(size * (size - 1), 1)
    shares = _of_pairable(counts / np.maximum(size, 1), size)
    return [size > 1, agreeing, *shares]


def _percent(sums: Array, whole: Array) -> Array:
    """Return the share of pairs of coders who agree, averaged over passages; 0–1."""
    value: Array = sums[1] / sums[0]
    return value


def _fleiss(sums: Array, whole: Array) -> Array:
    """Return Fleiss' kappa; with unequal numbers of coders each passage still counts once.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. *Psychological Bulletin*, 76, 378–382.
    Gwet, K. L. (2014). *Handbook of Inter-Rater Reliability*, 4th ed., §2.4 (unequal numbers of coders).
    """
    chance = (sums[2:] ** 2).sum(axis=0) / sums[0] ** 2
    value: Array = (_percent(sums, whole) - chance) / (1 - chance)
    return value


def _ac1(sums: Array, whole: Array) -> Array:
    """Return Gwet's AC1, with as many labels as occur in the whole.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement.
    *British Journal of Mathematical and Statistical Psychology*, 61, 29–48.
    """
    share, labels = sums[2:] / sums[0], (whole[2:] > 0).sum(axis=0)
    chance = (share * (1 - share)).sum(axis=0) / (labels - 1)
    value: Array = (_percent(sums, whole) - chance) / (1 - chance)
    return value


def _kappa_parts(labels: Array) -> list[Array]:
    first, second = labels
    numbers = np.arange(int(labels.max(initial=0)) + 1)[:, None]
    return [first == second, *(first == numbers), *(second == numbers)]


def _kappa(sums: Array, whole: Array) -> Array:
    """Return Cohen's kappa: agreement beyond what the two coders' own habits make likely.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement*,
    20, 37–46.
    """
    first, second = np.split(sums[1:], 2)
    n = first.sum(axis=0)
    observed, chance = sums[0] / n, (first * second).sum(axis=0) / n**2
    value: Array = (observed - chance) / (1 - chance)
    return value


COEFFICIENTS = {
    "alpha": Coefficient(_alpha_parts, _alpha),
    "kappa": Coefficient(_kappa_parts, _kappa),
    "fleiss": Coefficient(_share_parts, _fleiss),
    "ac1": Coefficient(_share_parts, _ac1),
    "percent": Coefficient(_share_parts, _percent),
}
