"""Whether sources differ in their balance by more than chance, and by how much."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import Array
from annotate._counting.counts import Counts, count_labels
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._statistics.intervals import Shares, check_confidence, check_seed, clustered_shares
from annotate._statistics.permutation import MANY_ARTICLES, permutation_p
from annotate._statistics.rao_scott_test import rao_scott
from annotate._statistics.score import score_p
from annotate._wording import remark, remarks

ALL = "all"


def compare(
    tags: pd.DataFrame,
    by: str | Sequence[str] = "source",
    unit: str = "passage",
    confidence: float = 0.95,
    *,
    codebook: Codebook | None = None,
    draws: int = 1999,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the shares of every two sources, and of all at once; whole articles are what was drawn.

    Parameters
    ----------
    tags, by, unit, confidence, codebook
        As for `balance`.
    draws : int
        How often the articles of two sources are dealt out anew. The smallest p-value is 1 / (draws + 1).
    seed : int
        Of these deals: the same seed gives the same p-values.

    Returns
    -------
    DataFrame
        The first row compares all groups and all labels at once (``first`` and ``second`` are ``"all"``, ``label`` is
        ``"all"``); then comes one row for each two groups and each label. Columns:

        - ``first``, ``second``: the groups (several ``by`` columns are joined by a comma), and ``label``;
        - ``difference``, ``low``, ``high``: the first's share less the second's, −1 to 1, and its interval; missing in
          the first row;
        - ``effect``, ``effect_low``, ``effect_high``: the effect size and its interval: Cohen's h for two groups
          (about 0.2 small, 0.5 medium, 0.8 large), Cramér's V in the first row (0–1);
        - ``test``: ``"Rao–Scott"``, ``"permutation"`` or, for two groups with 200 articles or more together,
          ``"score"``, a closed form; and its ``p_value``;
        - ``q_value``: the p-value corrected for how many rows were tested (Benjamini–Hochberg): among the rows with
          q ≤ .05 about 5 % are false alarms; missing in the first row;
        - ``warning``: ``""``, or why the row must be read with care.

    Raises
    ------
    BalanceError
        As for `balance`.

    See Also
    --------
    annotate._statistics : the tests and their sources: permutation_p, score_p, rao_scott.

    Notes
    -----
    The interval of the difference joins the two shares' own intervals (Newcombe's square-and-add method), and so
    does that of h, on the scale 2 arcsin √share.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. *Statistics in
    Medicine*, 17, 873–890. Cohen, J. (1988). *Statistical Power Analysis*, 2nd ed., §6. Benjamini, Y. & Hochberg, Y.
    (1995). Controlling the false discovery rate. *Journal of the Royal Statistical Society B*, 57, 289–300.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": [f"a{number // 2}" for number in range(24)],
    ...         "source": ["Le Fil"] * 12 + ["The Quay"] * 12,
    ...         "start": [0, 50] * 12,
    ...         "end": [50, 90] * 12,
    ...         "label": ["opinion", "opinion"] * 6 + ["opinion", "reported_fact"] * 6,
    ...     }
    ... )
    >>> compare(tags).loc[:2, ["first", "second", "label", "difference", "p_value", "q_value"]].round(3)
        first    second          label  difference  p_value  q_value
    0     all       all            all         NaN    0.000      NaN
    1  Le Fil  The Quay        opinion         0.5    0.002    0.003
    2  Le Fil  The Quay  reported_fact        -0.5    0.002    0.003
    """
    check_confidence(confidence)
    check_seed(seed)
    if not isinstance(draws, int) or draws < 99:
        raise BalanceError(f"draws={draws!r} is too few for a p-value: take 999 or more.")
    counts = count_labels(tags, by, unit, codebook)
    pairs = _pair_rows(counts, confidence, draws, seed)
    return pd.concat([_whole_row(counts, confidence), pairs], ignore_index=True)


def _whole_row(counts: Counts, confidence: float) -> pd.DataFrame:
    found = rao_scott(counts, confidence)
    alone = int((counts.articles == 1).sum())
    warning = remark("left_out", n=alone) if alone else ""
    if np.isnan(found.p_value):
        warning = remark("nothing_to_test")
    missing = dict.fromkeys(("difference", "low", "high"), np.nan)
    effect = {"effect": found.cramers_v, "effect_low": found.low, "effect_high": found.high}
    return pd.DataFrame(
        {
            **{name: _text([ALL]) for name in ("first", "second", "label")},
            **missing,
            **effect,
            "test": _text(["Rao–Scott"]),
            "p_value": [found.p_value],
            "q_value": [np.nan],
            "warning": _text([warning]),
        }
    )


def _pair_rows(counts: Counts, confidence: float, draws: int, seed: int) -> pd.DataFrame:
    shares = clustered_shares(counts, confidence)
    there = np.flatnonzero(counts.articles)
    one, other = (there[side] for side in np.triu_indices(len(there), 1))
    labels = len(counts.labels)
    names = np.array([", ".join(map(str, row)) for row in counts.groups.itertuples(index=False)], dtype=object)
    together = counts.articles[one] + counts.articles[other]
    p_values = pair_p_values(counts, one, other, draws, seed).ravel()
    test = np.where(together < MANY_ARTICLES, "permutation", "score").astype(object)
    return pd.DataFrame(
        {
            "first": _text(names[one].repeat(labels)),
            "second": _text(names[other].repeat(labels)),
            "label": _text(np.tile(np.array(counts.labels, dtype=object), len(one))),
            **_square_and_add(shares, one, other, ("difference", "low", "high"), lambda share: share),
            **_square_and_add(shares, one, other, ("effect", "effect_low", "effect_high"), _arcsine),
            "test": _text(test.repeat(labels)),
            "p_value": p_values,
            "q_value": _benjamini_hochberg(p_values),
            "warning": _text(np.array(_warnings(counts, one, other), dtype=object).repeat(labels)),
        }
    )


def _text(values: Array | list[str]) -> pd.Series:
    return pd.Series(values, dtype=TEXT)


def pair_p_values(counts: Counts, one: Array, other: Array, draws: int, seed: int) -> Array:
    """Test every pair, shape (pairs, labels): by permutation where there are few articles, else by the score test."""
    p_values = score_p(counts, one, other)
    rows = np.split(counts.weights[np.argsort(counts.group, kind="stable")], np.cumsum(counts.articles)[:-1])
    together = counts.articles[one] + counts.articles[other]
    # Pairs with as many articles come one after the other: they share the same random orders.
    for pair in np.argsort(together, kind="stable").tolist():
        if together[pair] < MANY_ARTICLES:
            p_values[pair] = permutation_p(rows[one[pair]], rows[other[pair]], draws, seed)
    return p_values


def _warnings(counts: Counts, one: Array, other: Array) -> list[str]:
    few = np.minimum(counts.articles[one], counts.articles[other]).tolist()
    pairs = zip(few, one.tolist(), other.tolist(), strict=True)
    return [_warning(number, *(counts.cautions[side] for side in sides)) for number, *sides in pairs]


def _warning(few: int, *cautions: str) -> str:
    little = remark("no_test") if few < 2 else remark("no_power", articles=few) if few < 4 else ""
    return remarks(little, *dict.fromkeys(cautions))


def _arcsine(share: Array) -> Array:
    angle: Array = 2 * np.arcsin(np.sqrt(share))
    return angle


def _square_and_add(
    shares: Shares, one: Array, other: Array, names: tuple[str, str, str], scale: Callable[[Array], Array]
) -> dict[str, Array]:
    """Return the differences of two shares on a scale, and the intervals that their own intervals make together."""
    (a, a_low, a_high), (b, b_low, b_high) = (
        (scale(shares.share)[row], scale(shares.low)[row], scale(shares.high)[row]) for row in (one, other)
    )
    difference = a - b
    low = difference - np.sqrt((a - a_low) ** 2 + (b_high - b) ** 2)
    high = difference + np.sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return dict(zip(names, (difference.ravel(), low.ravel(), high.ravel()), strict=True))


def _benjamini_hochberg(p_values: Array) -> Array:
    from scipy.stats import false_discovery_control

    corrected = np.full(len(p_values), np.nan)
    tested = ~np.isnan(p_values)
    corrected[tested] = false_discovery_control(p_values[tested]) if tested.any() else []
    return corrected
