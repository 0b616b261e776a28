"""Shares of a whole archive, from some articles that people tagged and a machine's reading of all.

The machine's errors are learnt where people tagged too, and taken off: the estimate is right on average however bad the
machine is, and narrow where it is good.
"""

from typing import NamedTuple

import numpy as np

from annotate._counting.archive import Archive
from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._statistics.intervals import Shares, clustered_shares, t_quantile, wilson
from annotate._statistics.spread import Units, spread_of, units_of

POOLED_BELOW = 20
"""Groups of fewer hand-tagged articles share one λ a label: their own would follow chance."""

POOLED_UNEVEN = 30
"""Likewise where articles differ in length or chance, so that λ rests on those tagged by hand alone: a coin for a
machine else made intervals of 20 articles hold the truth up to 1.1 points less often than by hand, and wider ones."""

UNLIKE = 4.0
"""So many standard errors from the machine's share of the archive, by chance once in thousands of draws."""

MOST_LEVERAGE = 0.75
"""No article is taken to have made more of λ than this."""


class Powered(NamedTuple):
    """Shares with the machine's help, and what they rest on; arrays of shape (groups, labels).

    Parameters
    ----------
    shares, hand : Shares
        With the machine's help and by hand alone.
    machine : array
        The machine's own shares of the archive; missing of a label that it never gives.
    trust : array
        λ: how far the machine is believed, from 0, which leaves what was tagged by hand as it is.
    worth : array
        As many articles tagged by hand would give as narrow an interval.
    units : Units
        What each unit pulls the shares by, so that Σ pull² is about their variance in an endless population.
    unlike : array of bool
        Whether the machine finds so much more or less in the articles tagged by hand than in all that these are hardly
        a random draw.
    """

    shares: Shares
    hand: Shares
    machine: Array
    trust: Array
    worth: Array
    units: Units
    unlike: Array


def powered_shares(counts: Counts, archive: Archive, confidence: float) -> Powered:
    r"""Return each group's shares in the archive, with intervals.

    .. math:: θ = p - λ (q_n - q_N),

    p being the share by hand, q_n the machine's share in the same articles and q_N in the whole archive, each a ratio
    of article totals. Its variance is that of p with what λ times the machine explains taken off each article's pull:
    by article (or cluster), stratum and weight as drawn, with the corrections and degrees of freedom of
    `clustered_shares`, and one for what each article did to λ. What is drawn of a finite archive has no error. The
    interval is Wilson's, on as many effective passages as the lesser variance is worth.

    Parameters
    ----------
    counts : Counts
        Of the tags by hand.
    archive : Archive
        The machine's, of the same groups and labels.
    confidence : float
        Between 0 and 1.

    References
    ----------
    Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I. & Zrnic, T. (2023). Prediction-powered inference.
    *Science*, 382, 669–674. Angelopoulos, A. N., Duchi, J. C. & Zrnic, T. (2023). PPI++: Efficient
    prediction-powered inference. arXiv:2311.01453 (λ; theirs is ours times the part of the archive that was not
    tagged). Särndal, C.-E., Swensson, B. & Wretman, J. (1992). *Model Assisted Survey Sampling*, §6 (the difference
    estimator, finite populations, designs).
    """
    hand = clustered_shares(counts, confidence)
    on_hand, of_all = archive.shares_on_hand(counts), archive.shares
    own, machines = _pulls(counts, archive, hand.share, on_hand)
    trust, doubt = _trust(counts, archive, own, machines)
    kept = trust if archive.is_finite else trust * archive.unread(counts)[:, None]
    pull = (own.pull - kept[own.group] * machines) / np.sqrt(1 - _leverage(counts, archive, own, machines, trust))
    spread, alone = spread_of(counts, hand.share, own._replace(pull=pull)), spread_of(counts, hand.share)
    variance = spread.variance if archive.is_finite else spread.variance + kept**2 * archive.noise()
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = _drawn_to_one(np.where(trust > 0, variance / alone.variance, 1.0), counts, doubt)
        share = np.where(trust > 0, np.clip(hand.share - trust * (on_hand - of_all), 0, 1), hand.share)
        effect = hand.design_effect * ratio
        size = counts.passages[:, None] / effect
        rest = 1 / archive.articles[:, None] if archive.is_finite else 0.0
        worth = 1 / (ratio / counts.articles[:, None] + (1 - ratio) * rest)
    t = t_quantile(confidence, np.where(trust > 0, spread.degrees, hand.degrees))
    low, high = wilson(share, np.where(np.isnan(size), 1.0, size), t)
    degrees = np.where(trust > 0, spread.degrees, hand.degrees)
    own_share = np.where(archive.gives, of_all, np.nan)
    unlike = _unlike(counts, own, machines, on_hand - of_all)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.nan_to_num(np.sqrt(ratio * alone.variance / spread.variance), nan=1.0, posinf=1.0)
    units = own._replace(pull=pull * scale[own.group])
    return Powered(Shares(share, low, high, effect, degrees), hand, own_share, trust, worth, units, unlike)


def _unlike(counts: Counts, own: Units, machines: Array, off: Array) -> Array:
    error = np.sqrt(spread_of(counts, off, own._replace(pull=machines)).variance)
    unlike: Array = np.abs(np.nan_to_num(off)) > UNLIKE * np.nan_to_num(error, nan=np.inf)
    return unlike


def _pulls(counts: Counts, archive: Archive, share: Array, on_hand: Array) -> tuple[Units, Array]:
    """Return the units with their pulls by hand, and the machine's pulls in the same units."""
    own = units_of(counts, share)
    pulls = archive.pulls_on_hand(counts, on_hand)
    if counts.design is None:
        return own, pulls
    many = int(counts.design.unit.max(initial=0)) + 1
    key = counts.group.astype(np.int64) * many + counts.design.unit
    row = np.searchsorted(own.group * many + own.unit, key)
    return own, np.column_stack([np.bincount(row, column, len(own.group)) for column in pulls.T])


def _trust(counts: Counts, archive: Archive, own: Units, machines: Array) -> tuple[Array, Array]:
    """Return λ by regression, how much of the tags' pulls the machine's explain, and how doubtful that is.

    The doubt is the squared standard error of what the two have in common in parts of its square: 1 or more where it
    may as well be chance. The machine is then not believed.
    """
    groups, number = len(counts.groups), counts.units[:, None].astype(float)

    def of_groups(values: Array) -> Array:
        return np.column_stack([np.bincount(own.group, column, groups) for column in values.T])

    # All in units of an article, so that groups can be summed.
    together = of_groups(own.pull * machines) * number**2
    by_chance = of_groups((own.pull * machines) ** 2) * number**4
    varies = of_groups(own.pull**2) > 0
    spread = of_groups(machines**2) * number**2 if _is_uneven(counts, archive) else archive.variance() * number
    few = _are_few(counts, archive)[:, None]
    together, by_chance, spread = (
        np.where(few, np.nansum(values * few, axis=0), values) for values in (together, by_chance, spread)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        trust = np.clip(together / spread, 0, 1 / archive.unread(counts)[:, None])
        doubt = by_chance / together**2
    is_clear = varies & archive.gives & (doubt < 1) & np.isfinite(trust)
    return np.where(is_clear, trust, 0.0), np.where(is_clear, doubt, 1.0)


def _are_few(counts: Counts, archive: Archive) -> Array:
    """Return which groups have too few articles tagged by hand for a λ of their own."""
    few: Array = counts.units < (POOLED_UNEVEN if _is_uneven(counts, archive) else POOLED_BELOW)
    return few


def _is_uneven(counts: Counts, archive: Archive) -> bool:
    """Whether the archive's variance says little of the draw's: where lengths or chances differ.

    Where one live blog makes most of the archive's variance, draws without it have a λ of their own.
    """
    design = counts.design
    by_design = design is not None and ("cluster" in design.used or bool(np.ptp(design.weight) > 0))
    return by_design or bool(np.ptp(archive.size) > 0)


def _drawn_to_one(ratio: Array, counts: Counts, doubt: Array) -> Array:
    """Draw what a machine leaves of the variance towards all of it: by the weight of one article, or by the doubt.

    Few articles may happen to be those in which the machine errs little: as in `design_effects`.
    """
    part = np.maximum(1 / np.maximum(counts.units, 1)[:, None], doubt**2)
    drawn: Array = np.maximum(ratio, ratio + (1 - ratio) * part)
    return drawn


def _leverage(counts: Counts, archive: Archive, own: Units, machines: Array, trust: Array) -> Array:
    """Return how far each unit made the λ that is taken off its own pull."""
    number = counts.units.astype(float)
    squares = (machines * number[own.group][:, None]) ** 2
    few = _are_few(counts, archive)
    basis = np.where(few, len(counts.groups), np.arange(len(counts.groups)))[own.group]
    sums = np.column_stack([np.bincount(basis, column, len(counts.groups) + 1) for column in squares.T])
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.nan_to_num(squares / sums[basis])
    return np.where(trust[own.group] > 0, np.minimum(part, MOST_LEVERAGE), 0.0)
