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


def ordinal_alpha(steps: Array) -> Coefficient:
    """Make Krippendorff's alpha for ordinal data, each label standing at its rank.

    References
    ----------
    Krippendorff (2011), section D: two ranks lie as far apart as values were given between them, half of those of
    their own rank included, squared.
    """
    ranks = int(steps.max(initial=0)) + 1

    def parts(counts: Array) -> list[Array]:
        ranked = np.stack([counts[steps == rank].sum(axis=0) for rank in range(ranks)])
        size = ranked.sum(axis=0)
        pairs = ranked[:, None, :] * ranked[None, :, :] - np.eye(ranks)[:, :, None] * ranked[:, None, :]
        return [*(pairs / np.maximum(size - 1, 1)).reshape(ranks * ranks, -1)]

    def value(sums: Array, whole: Array) -> Array:
        together = sums.reshape(ranks, ranks, -1)
        given = together.sum(axis=1)
        below = np.cumsum(given, axis=0) - given / 2
        apart = (below[:, None] - below[None, :]) ** 2
        chance = (apart * given[:, None] * given[None, :]).sum(axis=(0, 1)) / (given.sum(axis=0) - 1)
        alpha: Array = 1 - (apart * together).sum(axis=(0, 1)) / chance
        return alpha

    return Coefficient(parts, value)


def _share_parts(counts: Array) -> list[Array]:
    """Return what passages of two coders or more add: one, their agreement, one again, and each label's share."""
    size = counts.sum(axis=0)
    shares = _of_pairable(counts / np.maximum(size, 1), size)
    return [size > 1, _agreeing(counts, size), size > 1, *shares]


def _rated_parts(counts: Array) -> list[Array]:
    """Return the same, but the shares of all passages, those of one coder too."""
    size = counts.sum(axis=0)
    return [size > 1, _agreeing(counts, size), size > 0, *(counts / np.maximum(size, 1))]


def _agreeing(counts: Array, size: Array) -> Array:
    agreeing: Array = ((counts * counts).sum(axis=0) - size) / np.maximum(size * (size - 1), 1)
    return agreeing


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
    chance = (sums[3:] ** 2).sum(axis=0) / sums[2] ** 2
    value: Array = (_percent(sums, whole) - chance) / (1 - chance)
    return value


def _ac1(sums: Array, whole: Array) -> Array:
    """Return Gwet's AC1, with as many labels as occur in the whole.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement.
    *British Journal of Mathematical and Statistical Psychology*, 61, 29–48.
    """
    share, labels = sums[3:] / sums[2], (whole[3:] > 0).sum(axis=0)
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

RATED = {"fleiss": Coefficient(_rated_parts, _fleiss), "ac1": Coefficient(_rated_parts, _ac1)}
"""With what chance would give taken from all rated passages, those of one coder too, as Gwet does."""
