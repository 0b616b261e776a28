"""Agreement between coders: alpha, kappa, AC1, percent, and alpha for passages that were cut differently."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate._agreement.cases import side_by_side
from annotate._agreement.coefficients import COEFFICIENTS, scaled_alpha
from annotate._agreement.judgement_table import Judgements, judgements
from annotate._agreement.unitizing import unitizing_values
from annotate._agreement.values_by_group import GroupValues, group_values, no_values
from annotate._counting.columns import Array
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._statistics.intervals import check_confidence
from annotate._statistics.leave_one_out import jackknife
from annotate._wording import remark

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
        A tag table, one row per tag, with ``article_id``, ``start``, ``end``, ``label`` and ``coder``. Adjudicated
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
        One row per group, with columns:

        - ``group``: ``"all"``, the label, ``"ana & ben"``, or the column's value;
        - ``measure``: as given;
        - ``value``: 1 is perfect, 0 what chance alone would give (``"percent"``: 0–1 without regard to chance);
          missing where it is undefined;
        - ``low``, ``high``: interval that leaves out one article at a time, with Student's t;
        - ``coders``, ``passages``, ``articles``: how many were compared, that is, have two coders or more;
        - ``reason``: why the value or its interval is missing, or what was left out; else ``""``.

    Raises
    ------
    BalanceError
        Where a column is missing, ``measure`` is not known, or one coder gave one passage two labels.

    See Also
    --------
    confusion : which labels are taken for which.
    annotate._agreement.coefficients, annotate._agreement.unitizing_formula : the formulas and their sources.

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
    check_confidence(confidence)
    if order is not None and (measure != "alpha" or by == "label"):
        raise BalanceError("order= makes a scale of the labels for measure='alpha'; it does not go with by='label'.")
    if measure == "ualpha":
        found = unitizing_values(tags, by)
    else:
        grouped = judgements(tags, None if by in ("label", "pair") else by)
        coefficient = COEFFICIENTS[measure] if order is None else scaled_alpha(_steps(order, grouped))
        found = group_values(side_by_side(grouped, measure, by), coefficient)
    if not found.groups:
        found = no_values("all")
    return _table(found, measure, confidence)


def _steps(order: Sequence[str], found: Judgements) -> Array:
    given = set(found.label.tolist())
    unknown = [label for number, label in enumerate(found.labels) if number in given and label not in order]
    if unknown or len(set(order)) < len(order):
        raise BalanceError(f"order={list(order)!r} must name each label once; missing or twice: {unknown or order!r}.")
    return np.array([order.index(label) if label in order else 0 for label in found.labels])


def _table(found: GroupValues, measure: str, confidence: float) -> pd.DataFrame:
    low, high = jackknife(found.value, found.left_out, found.left_group, confidence, found.left_size)
    return pd.DataFrame(
        {
            "group": pd.array(found.groups, dtype=TEXT),
            "measure": pd.array([measure] * len(found.groups), dtype=TEXT),
            "value": found.value,
            "low": np.maximum(low, np.minimum(found.value, 0.0 if measure == "percent" else -1.0)),
            "high": np.minimum(high, 1.0),
            **{name: getattr(found, name) for name in ("coders", "passages", "articles")},
            "reason": pd.array(_reasons(found, low), dtype=TEXT),
        }
    )


def _reasons(found: GroupValues, low: Array) -> list[str]:
    rows = zip(found.reason, found.value, low, found.passages, found.articles, strict=True)
    return [reason or _reason(*row) for reason, *row in rows]


def _reason(value: float, low: float, passages: int, articles: int) -> str:
    """Say why a value or its interval is missing."""
    if not passages:
        return remark("no_pair")
    if np.isnan(value):
        return remark("same_label")
    if not np.isnan(low):
        return ""
    if articles < 2:
        return remark("no_interval")
    if value == 1:
        return remark("no_disagreement")
    return remark("no_change")
