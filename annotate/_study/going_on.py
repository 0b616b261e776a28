"""How a study goes on: each coder's tags, pace and agreement so far, in all or week by week."""

import pandas as pd

from annotate._agreement.agreement_table import agreement
from annotate._counting.columns import require
from annotate._exact_text import TEXT, takes_any_text

PAUSE = pd.Timedelta(minutes=5)
"""A longer time between two tags is a pause, and no work."""

COLUMNS = ("coder", "week", "tags", "hours", "tags_an_hour", "agreement", "low", "high", "passages_twice", "reason")
_JUDGED = ("article_id", "start", "end", "label", "coder", "origin", "codebook")
"""What the coders' agreement looks at."""


@takes_any_text
def pace(tags: pd.DataFrame, *, by_week: bool = False, confidence: float = 0.95) -> pd.DataFrame:
    """Return each coder's tags, pace and agreement with the others.

    Parameters
    ----------
    tags : DataFrame
        A tag table; adjudicated tags are left out, and so is, of the pace, what was imported.
    by_week : bool
        One row per coder and week, to see whether a coder drifts.
    confidence : float
        Of the agreement's interval.

    Returns
    -------
    DataFrame
        ``coder``; ``week`` (its Monday; empty for all); ``tags``; ``hours`` at work, to the hundredth: the times
        between a coder's tags one after another, but for pauses of more than five minutes; ``tags_an_hour``;
        ``agreement`` (Krippendorff's alpha between the coder's tags and all others' on the same passages) with ``low``
        and ``high``;
        ``passages_twice`` that it rests on; ``reason`` where there is none.

    Examples
    --------
    >>> times = ["2026-05-04T09:00:00Z", "2026-05-04T09:00:30Z", "2026-05-04T12:00:00Z"]
    >>> tags = pd.DataFrame({"article_id": "a", "start": [0, 9, 20], "end": [8, 19, 30], "label": "opinion"})
    >>> table = pace(tags.assign(coder="ana", tagged_at=times))
    >>> table[["coder", "tags", "tags_an_hour"]].values.tolist()
    [['ana', 3, 120.0]]
    """
    require(tags, "article_id", "start", "end", "label", "coder", "tagged_at")
    own = tags
    if "origin" in tags.columns:
        own = tags[(tags["origin"] != "adjudication").to_numpy(dtype=bool)]
    own = _joinable(own[[name for name in (*_JUDGED, "tagged_at") if name in own.columns]])
    at = pd.to_datetime(own["tagged_at"], format="ISO8601", utc=True)
    week = (at.dt.tz_localize(None).dt.to_period("W").dt.start_time.dt.strftime("%Y-%m-%d")) if by_week else ""
    own = own.assign(at=at, week=week)
    rows = [
        _row(str(coder), str(monday), those, own, confidence)
        for (coder, monday), those in own.groupby(["coder", "week"], sort=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _joinable(tags: pd.DataFrame) -> pd.DataFrame:
    """Return tags without categoricals, which pandas cannot join where a name holds half of a sign."""
    return tags.astype({name: TEXT for name in tags.columns if isinstance(tags[name].dtype, pd.CategoricalDtype)})


def _row(coder: str, week: str, those: pd.DataFrame, own: pd.DataFrame, confidence: float) -> tuple[object, ...]:
    here = those[(those["origin"] != "import").to_numpy(dtype=bool)] if "origin" in those.columns else those
    gaps = here["at"].sort_values().diff().dropna()
    gaps = gaps[gaps <= PAUSE]
    hours = float(gaps.dt.total_seconds().sum()) / 3600
    rate = len(gaps) / hours if hours else float("nan")
    place = ["article_id", "start", "end"]
    others = own[(own["coder"] != coder).to_numpy(dtype=bool)].merge(those[place].drop_duplicates(), on=place)
    both = pd.concat([those, others])
    found = agreement(both.drop(columns=["at", "week"]), confidence=confidence).iloc[0]
    agreed = (found["value"], found["low"], found["high"], int(found["passages"]), str(found["reason"]))
    return (coder, week, len(those), round(hours, 2), round(rate, 0), *agreed)
