"""Agreement before, in and after a training: whether practising brought coders nearer to each other."""

import pandas as pd

from annotate._agreement.agreement_table import agreement
from annotate._exact_text import TEXT

PHASES = ("before", "in training", "after")
COLUMNS = ("phase", "value", "low", "high", "coders", "passages", "articles", "reason")


def agreement_by_phase(tags: pd.DataFrame, practised: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return how far coders agree with each other before, in and after their training.

    Parameters
    ----------
    tags : DataFrame
        The study's tags; adjudicated ones are left out. What a coder tagged before she first practised, and all of one
        who never did, is before.
    practised : DataFrame
        What coders decided first on each passage of the gold.
    confidence : float
        Of the interval.

    Returns
    -------
    DataFrame
        One row per phase (``before``, ``in training``, ``after``): ``phase``, ``value`` (Krippendorff's alpha),
        ``low``, ``high``, ``coders``, ``passages``, ``articles`` and ``reason`` where there is no value.

    Examples
    --------
    >>> gold = pd.DataFrame({"article_id": "g", "start": [0, 9], "end": [8, 19], "label": ["opinion", "excluded"]})
    >>> at = "2026-05-04T09:00:00Z"
    >>> practised = pd.concat([gold.assign(coder=coder, tagged_at=at) for coder in ("ana", "ben")])
    >>> found = agreement_by_phase(practised.iloc[:0], practised)
    >>> found[["phase", "passages"]].values.tolist()
    [['before', 0], ['in training', 1], ['after', 0]]
    """
    began = _times(practised).groupby(practised["coder"].astype(TEXT).to_numpy()).min()
    own = tags[(tags["origin"] != "adjudication").to_numpy(dtype=bool)] if "origin" in tags.columns else tags
    first = pd.to_datetime(own["coder"].astype(TEXT).map(began), utc=True)
    is_after = (_times(own) > first).to_numpy(dtype=bool)
    parts = (own[~is_after], practised, own[is_after])
    rows = [(phase, *_row(part, confidence)) for phase, part in zip(PHASES, parts, strict=True)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _times(tags: pd.DataFrame) -> pd.Series:
    return pd.to_datetime(tags["tagged_at"], format="ISO8601", utc=True)


def _row(tags: pd.DataFrame, confidence: float) -> tuple[object, ...]:
    if tags["coder"].astype(TEXT).nunique() < 2:
        nothing = float("nan")
        return nothing, nothing, nothing, tags["coder"].nunique(), 0, 0, "fewer than two coders have tagged"
    found = agreement(tags, "alpha", confidence=confidence).iloc[0]
    return tuple(found[list(COLUMNS[1:])])
