"""Intervals for shares of passages that come in articles.

Passages of one article are alike, so that a hundred passages of five articles tell less than a hundred of a
hundred articles. Every formula here therefore takes the article, not the passage, as what was drawn.
"""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._errors import BalanceError
from annotate._statistics.spread import Spread, satterthwaite, spread_of

FEW_ARTICLES = 10
"""With fewer articles than this an interval is only indicative."""


FEW_HOLD = 8
"""Where a label's passages are as unevenly spread over articles as if so many held all of them, its interval is too
narrow: in simulations with opinion pieces or live blogs it then held the truth less than 92 times in 100."""

LONG_HOLD = 0.25
"""Likewise where a few long articles make a group's size what so small a part of its articles would."""


RARE_KINDS = 30
"""In fewer articles than this a kind of article that is one in ten is missing once in some twenty draws, and a rarer
one often: nothing in them shows it, and where it is a long one the interval holds the truth as seldom as six times in
ten."""


EVEN = 0.9
"""Articles are of unequal lengths where so large a part of them, all of one length, would weigh as they do."""


class Shares(NamedTuple):
    """Shares with their intervals, each of shape (groups, labels)."""

    share: Array
    low: Array
    high: Array
    design_effect: Array
    degrees: Array


def check_confidence(confidence: float) -> None:
    """Refuse a confidence that is no number between 0 and 1."""
    if not (isinstance(confidence, float) and 0 < confidence < 1):
        raise BalanceError(f"confidence={confidence!r} must be a number between 0 and 1, such as 0.95.")


def check_seed(seed: int) -> None:
    """Refuse a seed that is no whole number from 0."""
    if not isinstance(seed, int) or seed < 0:
        raise BalanceError(f"seed={seed!r} must be a whole number, 0 or more: the same one gives the same result.")


def t_quantile(confidence: float, degrees: Array) -> Array:
    """Return Student's t for a two-sided interval; infinite where ``degrees`` is below one."""
    from scipy.special import stdtrit  # a tenth of the time that scipy.stats takes to import

    quantile = np.asarray(stdtrit(np.maximum(degrees, 1.0), 0.5 + confidence / 2))
    return np.where(np.asarray(degrees) < 1, np.inf, quantile)


def wilson(share: Array, size: Array, t: Array) -> tuple[Array, Array]:
    """Return Wilson's score interval of a share.

    Parameters
    ----------
    share : array
        0–1, missing where there is nothing.
    size : array
        The effective number of passages.
    t : array
        The quantile, such as 1.96; an infinite one gives 0–1, that is, no knowledge.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the
    American Statistical Association*, 22, 209–212.

    Examples
    --------
    >>> low, high = wilson(np.array([0.5]), np.array([10.0]), np.array([1.96]))
    >>> float(low[0].round(3)), float(high[0].round(3))
    (0.237, 0.763)
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        a = np.where(np.isinf(t), np.inf, t * t) / size
        shrink = 1 / (1 + a)
        half = np.sqrt(shrink * (share * (1 - share) * a * shrink + a * shrink * a / 4))
        half = np.where(np.isinf(a), 0.5, half)
        centre = np.where(np.isinf(a), 0.5, (share + a / 2) * shrink)
    unknown = np.isnan(share)
    low = np.where(unknown, np.nan, np.clip(centre - half, 0, share))
    return low, np.where(unknown, np.nan, np.clip(centre + half, share, 1))


def clustered_shares(counts: Counts, confidence: float) -> Shares:
    """Return each group's shares with Wilson intervals on the effective number of passages.

    The variance of a share is that of a ratio of two article totals; divided by the variance of as many
    independent passages it is the design effect. The effective number of passages, n /
    design effect, enters Wilson's interval with Student's t in the place of 1.96. Where articles are of one length and
    alike, t has articles − 1 degrees of freedom; where a few long ones hold much of the group, or a few make most of
    the variance, fewer: see `annotate._statistics.spread`.

    Parameters
    ----------
    counts : Counts
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Shares
        Missing where a group has no passage; 0–1 where it has one article, which tells nothing of others.

    References
    ----------
    Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., §11.7–11.8 and 3.34 (the variance). Bell, R. M. &
    McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression with multi-stage samples.
    *Survey Methodology*, 28, 169–181 (its correction for few and unequal clusters, and the degrees of freedom).
    Kish, L. (1965). *Survey Sampling*, §8.2 (the design effect).
    Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data. *Survey Methodology*, 24, 193–201.
    """
    share = shares_of(counts)
    spread = spread_of(counts, share)
    effect = design_effects(share, spread, counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        size = counts.passages[:, None] / effect
    t = t_quantile(confidence, spread.degrees)
    low, high = wilson(share, np.where(np.isnan(size), 1.0, size), t)
    return Shares(share, low, high, effect, spread.degrees)


def shares_of(counts: Counts) -> Array:
    """Return each group's shares, shape (groups, labels); missing where there is no passage."""
    totals = counts.totals(counts.weighted)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Array = totals / totals.sum(axis=1, keepdims=True)
    return share


def held_by_few(counts: Counts) -> tuple[Array, Array]:
    """Return of which groups' labels a few articles hold most, shape (groups, labels), and of which groups' passages.

    A total is held by as many articles as its square over the sum of squares of what each article has of it (Kish's
    effective number). Groups of fewer than `FEW_ARTICLES` are warned of anyway, and are not among them.
    """
    by_unit, units, groups = counts.by_unit(), counts.units, len(counts.groups)
    group, weights = by_unit.group, by_unit.weights

    def held(values: Array) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.bincount(group, values, groups) ** 2 / np.bincount(group, values * values, groups)

    several = units >= FEW_ARTICLES
    by_label = np.column_stack([held(column) for column in weights.T]) if weights.shape[1] else np.zeros((groups, 0))
    return (by_label < FEW_HOLD) & several[:, None], (held(weights.sum(axis=1)) < LONG_HOLD * units) & several


def may_miss_kinds(counts: Counts, from_: int = FEW_ARTICLES) -> Array:
    """Return which groups have so few articles, of unequal lengths, that rare long ones may be missing.

    Where most of the population was drawn, or articles are of one length, nothing much can be. Groups of fewer than
    ``from_`` are not among them: `balance` warns of them anyway.
    """
    units, by_unit = counts.units, counts.by_unit()
    size = by_unit.weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = counts.totals(counts.weights.sum(axis=1)) ** 2 / np.bincount(by_unit.group, size**2, len(units))
    missing: Array = (units >= from_) & (units < RARE_KINDS) & (alike < EVEN * units) & (counts.left > 0.5)
    return missing


def degrees_of_freedom(counts: Counts) -> Array:
    """Return how many units, less one, each group's variances are worth by their sizes; 0 where there is one."""
    return satterthwaite(counts.weighted.sum(axis=1), counts.group, len(counts.groups))


def design_effects(share: Array, spread: Spread, counts: Counts) -> Array:
    """Divide each share's variance by that of independent passages.

    With few articles the quotient is often low by chance, and nil where all have equal shares: below 1 it is
    drawn towards 1 with the weight of one article. A label that nobody gave has no variance of its own: it takes
    the group's over all labels. Where all passages carry one label nothing shows how alike they are, so that each
    article counts as one passage. Of a finite population only the part of the variance is left that was not drawn.
    """
    passages, units = counts.passages[:, None], counts.units[:, None]
    independent, variance = share * (1 - share) / passages, spread.variance
    with np.errstate(invalid="ignore", divide="ignore"):
        own = variance / independent
        pooled = variance.sum(axis=1, keepdims=True) / independent.sum(axis=1, keepdims=True)
        pooled = np.where(independent.any(axis=1, keepdims=True), pooled, passages / units)
        effect = np.where(independent > 0, own, pooled)
        drawn = ((units - 1) * effect + 1) / units
        left = np.where(np.isnan(spread.left), np.nanmax(spread.left, axis=1, keepdims=True, initial=0), spread.left)
    return np.where(units > 1, np.maximum(effect, drawn) * left, np.nan)
