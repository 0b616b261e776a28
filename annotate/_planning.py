"""How much to tag: articles a source for an interval or a difference, and passages to be tagged twice."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._counting.columns import Array
from annotate._counting.counts import count_labels
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._statistics.intervals import check_confidence, shares_of, t_quantile, wilson
from annotate._statistics.spread import spread_of

MOST_ARTICLES = 1_000_000
"""More articles than this are no plan."""


def plan(
    half_width: float = 0.05,
    *,
    tags: pd.DataFrame | None = None,
    rates: Mapping[str, float] | None = None,
    design_effect: float | None = None,
    per_article: float | None = None,
    difference: float | None = None,
    sources: int = 2,
    power: float = 0.8,
    confidence: float = 0.95,
    population: int | None = None,
    codebook: Codebook | None = None,
    machine: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    random: bool = False,
) -> pd.DataFrame:
    """Return how many articles of each source to tag, for intervals so narrow or a difference so small.

    Parameters
    ----------
    half_width : float
        The interval shall reach no further than this to each side of the share, on average; 0.05 is ± 5 points.
    tags : DataFrame, optional
        A pilot's tags, from which shares, design effects and passages per article are taken, within its sources.
    rates : mapping, optional
        Without a pilot, the share that each label is thought to have: ``{"opinion": 0.2}``.
    design_effect : float, optional
        With ``rates``, how many times the variance is that of passages drawn one by one; real outlets show 2 to 19.
        With ``tags`` it takes the place of the pilot's.
    per_article : float, optional
        Counted passages of an article; 12 where there is no pilot.
    difference : float, optional
        Also plan for finding a difference of this size between two of the sources.
    sources : int
        How many sources are compared, each with each: of more than two the tests are corrected for their number.
    power : float
        How likely a difference of that size is to be found.
    confidence : float
        Of the interval; a difference is tested at what is left.
    population : int, optional
        How many articles a source has in all; fewer are then needed for an interval.
    codebook : Codebook, optional
        As for `balance`.
    machine, passages, random
        As for `balance`, with the pilot's tags: how many articles by hand are enough where a machine reads the whole
        archive. A label for which the pilot shows no help needs as many as without it.

    Returns
    -------
    DataFrame
        One row per label, with columns ``label``, ``share``, ``design_effect``, ``per_article``, ``articles`` (of each
        source, for the interval), ``passages`` (that these hold, about) and, with ``difference``,
        ``articles_to_compare`` (of each source).

    Raises
    ------
    BalanceError
        Where neither tags nor rates are given, or a number cannot be.

    Notes
    -----
    The interval is that of `balance`: Wilson's with Student's t on the effective number of passages; where a pilot's
    degrees of freedom are fewer than its articles, the plan's are in proportion. Articles are planned to be like the
    pilot's. For a difference, n = (t + t)² (V + V') / d², the one t of the test at the corrected level (Bonferroni),
    the other of the power, V and V' the variances of the two shares with one article each.

    References
    ----------
    Kish, L. (1965). *Survey Sampling*, §8.2 (the design effect). Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed.,
    §4. Cohen, J. (1988). *Statistical Power Analysis*, 2nd ed., §6.

    Examples
    --------
    >>> plan(0.05, rates={"opinion": 0.2}, design_effect=3, difference=0.1)[["articles", "articles_to_compare"]]
       articles  articles_to_compare
    0        64                   74
    """
    _check(half_width, difference, sources, power, population)
    check_confidence(confidence)
    table = _of_pilot(tags, codebook) if tags is not None else _of_rates(rates, design_effect)
    if tags is not None and design_effect is not None:
        table["design_effect"] = design_effect
    if machine is not None:
        table["design_effect"] *= _left_by_machine(tags, machine, passages, random, codebook)
    if per_article is not None:
        table["per_article"] = per_article
    if (table[["design_effect", "per_article"]] <= 0).any(axis=None):
        raise BalanceError("design_effect and per_article must be more than 0.")
    rows = [_Label(*row) for row in table[["share", "design_effect", "per_article", "freedom"]].itertuples(index=False)]
    table["articles"] = [_fewest(partial(row.reach, confidence, population), half_width) for row in rows]
    if population is not None:
        table["articles"] = np.minimum(table["articles"], population)
    table["passages"] = np.ceil(table["articles"] * table["per_article"]).astype("int64")
    if difference is not None:
        alpha = (1 - confidence) / (sources * (sources - 1) / 2)
        table["articles_to_compare"] = [
            _fewest(partial(row.detectable, difference, alpha, power), difference) for row in rows
        ]
    return table.drop(columns="freedom")


class _Label:
    """What is known of a label: its share, and how it spreads over articles."""

    def __init__(self, share: float, design_effect: float, per_article: float, freedom: float) -> None:
        self.share, self.freedom = share, freedom
        self.worth = per_article / design_effect
        """How many independent passages an article is worth."""

    def degrees(self, articles: int) -> float:
        return max(1.0, self.freedom * (articles - 1))

    def reach(self, confidence: float, population: int | None, articles: int) -> float:
        """Return half the width of the interval."""
        left = 1.0 if population is None else max(0.0, 1 - articles / population)
        if left == 0:
            return 0.0
        size = np.array([articles * self.worth / left])
        low, high = wilson(np.array([self.share]), size, t_quantile(confidence, np.array([self.degrees(articles)])))
        return float(high[0] - low[0]) / 2

    def detectable(self, difference: float, alpha: float, power: float, articles: int) -> float:
        """Return the difference that is found with the power wanted."""
        other = self.share + difference if self.share + difference <= 1 else self.share - difference
        variance = (self.share * (1 - self.share) + other * (1 - other)) / self.worth
        degrees = np.array([2 * self.degrees(articles)])
        t = t_quantile(1 - alpha, degrees)[0] + t_quantile(2 * power - 1, degrees)[0]
        return float(t * np.sqrt(variance / articles))


def _fewest(reached: Callable[[int], float], wanted: float) -> int:
    """Return the least number of articles, from two, with which no more than what is wanted is reached."""
    low, high = 1, 2
    while reached(high) > wanted:
        low, high = high, high * 2
        if high > MOST_ARTICLES:
            raise BalanceError(
                f"More than {MOST_ARTICLES} articles of each source would be needed: allow a wider interval or a "
                "larger difference."
            )
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) <= wanted else (middle, high)
    return high


def _of_rates(rates: Mapping[str, float] | None, design_effect: float | None) -> pd.DataFrame:
    if not rates or design_effect is None:
        raise BalanceError(
            "A plan needs a pilot's tags (tags=), or the shares that you expect and how alike the passages of an "
            "article are: rates={'opinion': 0.2}, design_effect=3."
        )
    wrong = {label: rate for label, rate in rates.items() if not (isinstance(rate, int | float) and 0 <= rate <= 1)}
    if wrong:
        raise BalanceError(f"rates={wrong!r}: a share is a number from 0 to 1.")
    return pd.DataFrame(
        {
            "label": pd.array(list(rates), dtype=TEXT),
            "share": [float(rate) for rate in rates.values()],
            "design_effect": float(design_effect),
            "per_article": 12.0,
            "freedom": 1.0,
        }
    )


def _of_pilot(tags: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """Take from a pilot what articles of its sources are like, all its sources together."""
    by = "source" if isinstance(tags, pd.DataFrame) and "source" in tags.columns else "article_id"
    if by == "article_id" and isinstance(tags, pd.DataFrame):
        tags, by = tags.assign(source=""), "source"
    counts = count_labels(tags, by, "passage", codebook)
    enough = counts.articles > 1
    if not enough.any():
        raise BalanceError("A pilot needs two articles of one source at least: tag more, or give rates= instead.")
    spread = spread_of(counts, shares_of(counts))
    articles, passages = counts.articles[enough], counts.passages[enough]
    share = counts.totals(counts.weights)[enough].sum(axis=0) / counts.weights[enough[counts.group]].sum()
    # What the variance of each source's share would be with one article, on average over the sources.
    of_one = np.average(spread.variance[enough] * articles[:, None], axis=0, weights=articles - 1)
    per_article = passages.sum() / articles.sum()
    independent = share * (1 - share) / per_article
    pooled = of_one.sum() / independent.sum() if independent.any() else 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        effect: Array = np.where(independent > 0, of_one / independent, pooled)
    freedom = np.average(spread.degrees[enough] / (articles - 1)[:, None], axis=0, weights=articles - 1)
    return pd.DataFrame(
        {
            "label": pd.array(counts.labels, dtype=TEXT),
            "share": share,
            "design_effect": np.maximum(effect, 1 / per_article),
            "per_article": float(per_article),
            "freedom": np.clip(freedom, 0, 1),
        }
    )


def _left_by_machine(
    tags: pd.DataFrame | None,
    machine: pd.DataFrame,
    passages: pd.DataFrame | None,
    random: bool,
    codebook: Codebook | None,
) -> Array:
    """Return what part of each label's variance a machine leaves, on average over the pilot's sources."""
    if tags is None:
        raise BalanceError(
            "How much a machine helps is seen where people tagged too: give a pilot's tags (tags=), five articles of "
            "each source at least."
        )
    found = balance(tags, passages, codebook=codebook, machine=machine, random=random, population=False)
    left = (found["hand_articles"] / found["worth"]).fillna(1.0)
    weight = found["hand_articles"].clip(lower=1)
    whole = weight.groupby(found["label"], observed=False).sum()
    part: Array = ((left * weight).groupby(found["label"], observed=False).sum() / whole).to_numpy(dtype=float)
    return part


def _check(half_width: float, difference: float | None, sources: int, power: float, population: int | None) -> None:
    for name, value in (("half_width", half_width), ("difference", difference)):
        if value is not None and not (isinstance(value, int | float) and 0 < value < 1):
            raise BalanceError(f"{name}={value!r} must be a number between 0 and 1, such as 0.05 for five points.")
    if not (isinstance(sources, int) and sources >= 2):
        raise BalanceError(f"sources={sources!r} must be a whole number from 2: so many sources are compared.")
    if not (isinstance(power, float) and 0.5 < power < 1):
        raise BalanceError(f"power={power!r} must be a number between 0.5 and 1, such as 0.8.")
    if population is not None and not (isinstance(population, int) and population >= 2):
        raise BalanceError(f"population={population!r} must be how many articles a source has in all, 2 or more.")


def plan_agreement(
    alpha: float = 0.8,
    *,
    labels: int = 4,
    rarest: float | None = None,
    error: float = 0.05,
    percent: float = 0.9,
    margin: float = 0.05,
    population: int | None = None,
) -> pd.DataFrame:
    """Return how many passages two coders should both tag, by two formulas that reviewers know.

    Parameters
    ----------
    alpha : float
        The least alpha that is good enough: the passages shall show that agreement is above it.
    labels : int
        How many labels there are.
    rarest : float, optional
        The share of the rarest label that matters; 1 / ``labels`` where left out.
    error : float
        How likely the passages may be to show an alpha that is good enough where it is not.
    percent : float
        The percent agreement that is expected in all passages, 0–1 (Lacy & Riffe).
    margin : float
        How far percent agreement may be off, at the same error.
    population : int, optional
        How many passages the study has in all; endless where left out.

    Returns
    -------
    DataFrame
        One row per formula, with columns ``formula``, ``passages`` and ``why``.

    Raises
    ------
    BalanceError
        Where a number cannot be.

    References
    ----------
    Bloch, D. A. & Kraemer, H. C. (1989). 2 × 2 kappa coefficients: measures of agreement or association. *Biometrics*,
    45, 269–287; in the form of Krippendorff, K. (2013). *Content Analysis*, 3rd ed., §12.2.3:
    2 z² ((1 + α) (3 − α) / (4 (1 − α) p (1 − p)) − α). Lacy, S. & Riffe, D. (1996). Sampling error and selecting
    intercoder reliability samples for nominal content categories. *Journalism & Mass Communication Quarterly*, 73,
    963–973: ((N − 1) s² + N P Q) / ((N − 1) s² + P Q), s = margin / z.

    Examples
    --------
    >>> plan_agreement(alpha=0.8)["passages"].tolist(), plan_agreement(alpha=0.667)["passages"].tolist()
    ([139, 98], [81, 98])
    """
    from scipy.special import ndtri

    share = 1 / labels if rarest is None else rarest
    for name, value in (
        ("alpha", alpha),
        ("rarest", share),
        ("error", error),
        ("percent", percent),
        ("margin", margin),
    ):
        if not (isinstance(value, int | float) and 0 < value < 1):
            raise BalanceError(f"{name}={value!r} must be a number between 0 and 1.")
    z = float(ndtri(1 - error))
    krippendorff = 2 * z**2 * ((1 + alpha) * (3 - alpha) / (4 * (1 - alpha) * share * (1 - share)) - alpha)
    spread, square = percent * (1 - percent), (margin / z) ** 2
    lacy = spread / square
    if population is not None:
        lacy = ((population - 1) * square + spread * population) / ((population - 1) * square + spread)
    return pd.DataFrame(
        {
            "formula": pd.array(["Bloch–Kraemer, Krippendorff", "Lacy–Riffe"], dtype=TEXT),
            "passages": [int(np.ceil(krippendorff)), int(np.ceil(lacy))],
            "why": pd.array(
                [
                    f"to show an alpha above {alpha:g} for a label with a share of {share:.2g}, p ≤ {error:g}",
                    f"to show percent agreement within {margin:g} below {percent:g}, p ≤ {error:g}",
                ],
                dtype=TEXT,
            ),
        }
    )
