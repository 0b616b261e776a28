"""Agreement between coders: alpha, kappa, AC1, percent, and alpha for passages that were cut differently."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate.coefficients import COEFFICIENTS, Coefficient, scaled_alpha
from annotate.columns import Array, compressed
from annotate.compared import Compared, all_pairs, compared
from annotate.errors import BalanceError
from annotate.jackknife import jackknife
from annotate.judgements import Judgements, judgements
from annotate.measured import NO_PAIR, Measured, nothing_measured
from annotate.unitized import unitized

MEASURES = ("alpha", "kappa", "fleiss", "ac1", "percent", "ualpha")


def agreement(
    tags: pd.DataFrame,
    measure: str = "alpha",
    by: str | None = None,
    *,
    confidence: float = 0.95,
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Measure how far coders agree.

    Parameters
    ----------
    tags : DataFrame
        A tag table, one row a tag, with ``article_id``, ``start``, ``end``, ``label`` and ``coder``. Adjudicated
        tags are left out. ``excluded`` is a label like the others: whether a passage counts is a decision too.
    measure : {"alpha", "kappa", "fleiss", "ac1", "percent", "ualpha"}
        Krippendorff's nominal alpha (the default: any number of coders, gaps allowed), Cohen's kappa (two coders;
        ``by="pair"`` for more), Fleiss' kappa, Gwet's AC1, the share of agreeing pairs, or Krippendorff's alpha
        for unitizing, which compares borders by character and so suits coders who cut passages differently. The
        others compare stretches that were cut alike.
    by : str, optional
        None for all tags together; ``"pair"`` for each two coders; ``"label"`` for each label against all others;
        or a column such as ``"source"``, ``"language"``, or ``"month"``.
    confidence : float
        Of the interval, between 0 and 1.
    order : list of str, optional
        All labels in their order, where they are steps of one scale, such as a rater table's "factual", "mixed",
        "opinion". Alpha then counts a disagreement by the square of the steps between (interval data).

    Returns
    -------
    DataFrame
        One row a group, with columns:

        - ``group``: ``"all"``, the label, ``"ana & ben"``, or the column's value;
        - ``measure``: as given;
        - ``value``: 1 is perfect, 0 what chance alone would give (``"percent"``: 0–1 without regard to chance);
          missing where it is undefined;
        - ``low``, ``high``: interval that leaves out one article at a time, with Student's t on articles − 1;
        - ``coders``, ``passages``, ``articles``: how many were compared, that is, have two coders or more;
        - ``reason``: why the value or its interval is missing, or what was left out; else ``""``.

    Raises
    ------
    BalanceError
        Where a column is missing, ``measure`` is not known, or one coder gave one passage two labels.

    See Also
    --------
    confusion : which labels are taken for which.
    annotate.coefficients, annotate.unitizing : the formulas and their sources.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": ["a1", "a1", "a2", "a2", "a1", "a1", "a2", "a2"],
    ...         "start": [0, 50, 0, 40] * 2,
    ...         "end": [50, 90, 40, 80] * 2,
    ...         "label": ["opinion", "opinion", "reported_fact", "reported_fact"] * 2,
    ...         "coder": ["ana"] * 4 + ["ben"] * 4,
    ...     }
    ... )
    >>> tags.loc[7, "label"] = "opinion"
    >>> agreement(tags)[["group", "measure", "value", "coders", "passages", "articles"]].round(3)
      group measure  value  coders  passages  articles
    0   all   alpha  0.533       2         4         2
    """
    if measure not in MEASURES:
        raise BalanceError(f"measure={measure!r} is not known. Known are: {', '.join(MEASURES)}.")
    if not 0 < confidence < 1:
        raise BalanceError(f"confidence={confidence!r} must be between 0 and 1, such as 0.95.")
    if order is not None and (measure != "alpha" or by == "label"):
        raise BalanceError("order= makes a scale of the labels for measure='alpha'; it does not go with by='label'.")
    if measure == "ualpha":
        found = unitized(tags, by)
    else:
        grouped = judgements(tags, None if by in ("label", "pair") else by)
        coefficient = COEFFICIENTS[measure] if order is None else scaled_alpha(_steps(order, grouped))
        found = measured(compared(grouped, measure, by), coefficient)
    if not found.groups:
        found = nothing_measured("all")
    return _table(found, measure, confidence)


def _steps(order: Sequence[str], found: Judgements) -> Array:
    given = set(found.label.tolist())
    unknown = [label for number, label in enumerate(found.labels) if number in given and label not in order]
    if unknown or len(set(order)) < len(order):
        raise BalanceError(f"order={list(order)!r} must name each label once; missing or twice: {unknown or order!r}.")
    return np.array([order.index(label) if label in order else 0 for label in found.labels])


def _table(found: Measured, measure: str, confidence: float) -> pd.DataFrame:
    low, high = jackknife(found.value, found.left_out, found.left_group, confidence)
    return pd.DataFrame(
        {
            "group": found.groups,
            "measure": measure,
            "value": found.value,
            "low": np.maximum(low, -1.0),
            "high": np.minimum(high, 1.0),
            **{name: getattr(found, name) for name in ("coders", "passages", "articles")},
            "reason": [
                reason or _reason(*row)
                for reason, *row in zip(found.reason, found.value, low, found.passages, found.articles, strict=True)
            ],
        }
    )


def _reason(value: float, low: float, passages: int, articles: int) -> str:
    """Say why a value or its interval is missing."""
    if not passages:
        return NO_PAIR
    if np.isnan(value):
        return "all labels are the same: agreement beyond chance is undefined"
    if not np.isnan(low):
        return ""
    if articles < 2:
        return "one article only: there is no interval"
    if value == 1:
        return "no disagreement at all: the interval cannot be estimated"
    return "leaving out one article changes nothing, or leaves no value: there is no interval"


def measured(cases: Compared, coefficient: Coefficient) -> Measured:
    """Sum over each group's articles, and make the values of the sums, with and without each article."""
    groups = len(cases.groups)
    articles = int(cases.article.max(initial=0)) + 1
    row, found = compressed(cases.group * articles + cases.article, groups * articles)
    row_group = found // articles
    sums = np.array([np.bincount(row, part, len(found)) for part in coefficient.parts(cases.seen)])
    totals = np.array([np.bincount(row_group, part, groups) for part in sums])
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = totals[:, row_group]
        value, left_out = coefficient.value(totals, totals), coefficient.value(whole - sums, whole)
    value = np.where([bool(reason) for reason in cases.reason], np.nan, value)
    many = np.bincount(row_group, minlength=groups)
    return Measured(cases.groups, value, left_out, row_group, cases.coders, cases.passages, many, cases.reason)


def confusion(tags: pd.DataFrame, coders: tuple[str, str] | None = None) -> pd.DataFrame:
    """Count which label one coder gave where another gave which.

    Parameters
    ----------
    tags : DataFrame
        As for `agreement`.
    coders : pair of str, optional
        The coder of the rows and the coder of the columns. Without them every two coders are counted in both
        directions, so that the table is symmetric and its sum is twice the number of pairs.

    Returns
    -------
    DataFrame
        One row and one column a label, in the codebook's order; whole numbers of passages. The rows' name is the
        first coder and the columns' name the second; ``"label"`` and ``"other label"`` without ``coders``.

    Raises
    ------
    BalanceError
        Where a named coder has no tag.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": "a1",
    ...         "start": [0, 50, 0, 50],
    ...         "end": [50, 90, 50, 90],
    ...         "label": ["opinion", "opinion", "opinion", "reported_fact"],
    ...         "coder": ["ana", "ana", "ben", "ben"],
    ...     }
    ... )
    >>> confusion(tags, ("ana", "ben"))
    ben            opinion  reported_fact
    ana
    opinion              1              1
    reported_fact        0              0
    """
    found = judgements(tags)
    for name in coders or ():
        if name not in found.coders:
            raise BalanceError(f"There is no coder {name!r}. There are: {', '.join(found.coders) or 'none'}.")
    pairs, labels = all_pairs(found), len(found.labels)
    if coders is None:
        names, chosen = ["label", "other label"], np.ones(len(pairs.unit), dtype=bool)
    else:
        names, (one, other) = list(coders), (found.coders.index(name) for name in coders)
        chosen = (pairs.first_coder == min(one, other)) & (pairs.second_coder == max(one, other))
    counted = np.bincount((pairs.first * labels + pairs.second)[chosen], minlength=labels**2)
    table = counted.reshape(labels, labels)
    if coders is None:
        table = table + table.T
    elif one > other:
        table = table.T
    return pd.DataFrame(table, pd.Index(found.labels, name=names[0]), pd.Index(found.labels, name=names[1]))
