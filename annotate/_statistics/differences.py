"""Differences of shares, their intervals, and p-values of many of them."""

from collections.abc import Callable

import numpy as np

from annotate._counting.columns import Array
from annotate._statistics.intervals import Shares


def arcsine(share: Array) -> Array:
    """Return a share on the scale on which its variance does not depend on it."""
    angle: Array = 2 * np.arcsin(np.sqrt(share))
    return angle


def square_and_add(
    shares: Shares,
    one: Array,
    other: Array,
    names: tuple[str, str, str],
    scale: Callable[[Array], Array],
    alike: Array | None,
    labels: int,
) -> dict[str, Array]:
    """Return the differences of two shares on a scale, and the intervals that their own intervals make together."""
    (a, a_low, a_high), (b, b_low, b_high) = (
        (scale(shares.share)[row], scale(shares.low)[row], scale(shares.high)[row]) for row in (one, other)
    )
    difference, twice = a - b, 2 * (0.0 if alike is None else alike)
    low = difference - np.sqrt((a - a_low) ** 2 + (b_high - b) ** 2 - twice * (a - a_low) * (b_high - b))
    high = difference + np.sqrt((a_high - a) ** 2 + (b - b_low) ** 2 - twice * (a_high - a) * (b - b_low))
    return {name: part[:, :labels].ravel() for name, part in zip(names, (difference, low, high), strict=True)}


def benjamini_hochberg(p_values: Array) -> Array:
    """Return q-values: how often one is wrong who takes all with as small a one; missing ones stay."""
    from scipy.stats import false_discovery_control

    corrected = np.full(len(p_values), np.nan)
    tested = ~np.isnan(p_values)
    corrected[tested] = false_discovery_control(p_values[tested]) if tested.any() else []
    return corrected
