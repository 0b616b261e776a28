"""Intervals for shares of passages that come in articles.

Passages of one article are alike, so that a hundred passages of five articles tell less than a hundred of a
hundred articles. Every formula here therefore takes the article, not the passage, as what was drawn.
"""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._errors import BalanceError

FEW_ARTICLES = 10
"""With fewer articles than this an interval is only indicative."""

DRAWS = 2000
"""How often the bootstrap draws."""


class Shares(NamedTuple):
    """Shares with their intervals, each of shape (groups, labels)."""

    share: Array
    low: Array
    high: Array
    design_effect: Array


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
    design effect, enters Wilson's interval with Student's t in the place of 1.96. Where articles are of one length,
    t has articles − 1 degrees of freedom; where a few long ones hold much of the group, fewer (`degrees_of_freedom`).

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
    totals = counts.totals(counts.weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = totals / totals.sum(axis=1, keepdims=True)
        effect = design_effects(share, ratio_variance(counts, share), counts)
        size = counts.passages[:, None] / effect
    t = t_quantile(confidence, degrees_of_freedom(counts))[:, None]
    low, high = wilson(share, np.where(np.isnan(size), 1.0, size), t)
    return Shares(share, low, high, effect)


def ratio_variance(counts: Counts, share: Array) -> Array:
    """Return the variance of each share as of a ratio of article totals, shape (groups, labels).

    An article pulls the share towards itself by its part of the total; its squared distance is divided by what is
    left, which for articles of one length is the usual n / (n − 1).
    """
    part, size = parts(counts), counts.weights.sum(axis=1)
    total = counts.totals(size)[:, None]
    squares = np.empty(share.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        for label, column in enumerate(counts.weights.T):
            off = column - size * share[:, label][counts.group]
            squares[:, label] = counts.totals(off * off / (1 - part))
        return np.where(counts.articles[:, None] > 1, squares / total**2, np.nan)


def parts(counts: Counts) -> Array:
    """Return each row's part of its group's total."""
    size = counts.weights.sum(axis=1)
    part: Array = size / counts.totals(size)[counts.group]
    return part


def degrees_of_freedom(counts: Counts) -> Array:
    """Return how many articles, less one, each group's variances are worth; 0 where there is one article."""
    return satterthwaite(counts.weights.sum(axis=1), counts.group, len(counts.groups))


def satterthwaite(size: Array, group: Array, groups: int) -> Array:
    """Return how many articles, less one, the articles of some sizes are worth in each group; 0 where there is one.

    This is Satterthwaite's number for Bell and McCaffrey's variance, were the passages independent: twice the squared
    mean over the variance. In parts h of the total it is 1 / (Σ h² + (Σ h² / (1 − h))² − Σ (h² / (1 − h))²).

    Examples
    --------
    >>> one_group = np.array([0, 0, 0, 0])
    >>> [satterthwaite(np.array(size), one_group, 1).round(2).tolist() for size in ([4, 4, 4, 4], [2, 2, 2, 10])]
    [[3.0], [1.81]]
    """

    def total(values: Array | None) -> Array:
        return np.bincount(group, values, groups)

    articles = total(None)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = size / total(size)[group]
        pull = part * part / (1 - part)
        spread = total(part * part) + total(pull) ** 2 - total(pull * pull)
        return np.where(articles > 1, np.clip(1 / spread, 1, articles - 1), 0)


def design_effects(share: Array, variance: Array, counts: Counts) -> Array:
    """Divide each share's variance by that of independent passages.

    With few articles the quotient is often low by chance, and nil where all have equal shares: below 1 it is
    drawn towards 1 with the weight of one article. A label that nobody gave has no variance of its own: it takes
    the group's over all labels. Where all passages carry one label nothing shows how alike they are, so that each
    article counts as one passage.
    """
    passages, articles = counts.passages[:, None], counts.articles[:, None]
    independent = share * (1 - share) / passages
    with np.errstate(invalid="ignore", divide="ignore"):
        own = variance / independent
        pooled = variance.sum(axis=1, keepdims=True) / independent.sum(axis=1, keepdims=True)
        pooled = np.where(independent.any(axis=1, keepdims=True), pooled, passages / articles)
        effect = np.where(independent > 0, own, pooled)
        drawn = ((articles - 1) * effect + 1) / articles
    return np.where(articles > 1, np.maximum(effect, drawn), np.nan)


def bootstrap_shares(counts: Counts, shares: Shares, confidence: float, seed: int) -> Shares:
    """Replace the intervals of ``shares`` by percentiles over 2,000 draws of each group's articles.

    The percentiles are set a little further out than the confidence alone would have them, for the plain ones are
    too narrow (the "expanded percentile" interval). Wilson's interval stays where there are fewer than 10 articles, too
    few to draw from, and where all or no passages carry the label, since draws of them show no spread.

    References
    ----------
    Davison, A. C. & Hinkley, D. V. (1997). *Bootstrap Methods and their Application*, §3.8 (whole clusters).
    Hesterberg, T. C. (2015). What teachers should know about the bootstrap. *The American Statistician*, 69,
    371–386, §5.3 (the expansion).
    """
    rng = np.random.default_rng(seed)
    low, high = shares.low.copy(), shares.high.copy()
    order = np.argsort(counts.group, kind="stable")
    parts = np.split(counts.weights[order], np.cumsum(counts.articles))[:-1]
    tails = _tails(counts.articles, confidence)
    for group, (articles, tail) in enumerate(zip(parts, tails, strict=True)):
        if len(articles) >= FEW_ARTICLES:
            drawn = _drawn_shares(articles, rng)
            low[group], high[group] = np.quantile(drawn, [tail, 1 - tail], axis=0)
    spread = (shares.share > 0) & (shares.share < 1)
    return shares._replace(low=np.where(spread, low, shares.low), high=np.where(spread, high, shares.high))


def _tails(articles: Array, confidence: float) -> Array:
    from scipy.special import ndtr

    t = t_quantile(confidence, articles - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(ndtr(-np.sqrt(articles / (articles - 1)) * t))


def _drawn_shares(articles: Array, rng: np.random.Generator) -> Array:
    many = len(articles)
    at_once = max(1, (1 << 20) // many)
    drawn = []
    for first in range(0, DRAWS, at_once):
        rows = rng.integers(many, size=(min(at_once, DRAWS - first), many))
        drawn.append(articles[rows].sum(axis=1))
    totals = np.concatenate(drawn)
    shares: Array = totals / totals.sum(axis=1, keepdims=True)
    return shares
