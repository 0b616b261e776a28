"""Training: how a coder's tags compare with a gold table, in which all is settled."""

import pandas as pd

from annotate._agreement.agreement_table import agreement
from annotate._counting.columns import require
from annotate._errors import BalanceError
from annotate._exact_text import TEXT, takes_any_text

GOLD = "\N{WHITE STAR}gold"
"""The gold's own name as a coder, which no person has."""

COLUMNS = ("coder", "passages", "missing", "left_out", "share", "low", "high", "admitted", "reason")
_PLACE = ["article_id", "start", "end"]


@takes_any_text
def score_training(
    tags: pd.DataFrame, gold: pd.DataFrame, threshold: float = 0.8, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Return how far each coder's tags are those of a gold table, and whether that suffices.

    Practise in a project of its own, such as ``training.db``: so no tag of a training ever enters a study. What a
    coder took for what, `disagreements` lists for both tables put together.

    Parameters
    ----------
    tags : DataFrame
        The coders' tags; adjudicated ones are left out.
    gold : DataFrame
        A tag table with one tag per passage, such as a judge's, or `read_csv` of ``gold.csv``.
    threshold : float
        The share of right passages from which a coder is admitted, 0–1.
    confidence : float
        Of the interval.

    Returns
    -------
    DataFrame
        One row per coder: ``coder``; ``passages`` compared; ``missing``: gold passages of which the coder has tagged
        nothing; ``left_out``: those that were cut differently; ``share`` that has the gold's label, with ``low`` and
        ``high`` (jackknife over articles); ``admitted``: whether the share reaches the threshold with none missing;
        ``reason`` where the share or its interval is missing.

    Raises
    ------
    BalanceError
        Where the gold has two tags on one passage, or shares no article with the tags, or the threshold is no share.

    Examples
    --------
    >>> import annotate, pandas as pd
    >>> gold = pd.DataFrame({"article_id": "vote", "start": [0, 9], "end": [8, 20], "label": ["opinion", "excluded"]})
    >>> hers = gold.assign(coder="ana", label=["opinion", "opinion"])
    >>> annotate.score_training(hers, gold)[["coder", "passages", "share", "admitted"]].values.tolist()
    [['ana', 2, 0.5, False]]
    """
    require(tags, *_PLACE, "label", "coder")
    require(gold, *_PLACE, "label", what="gold")
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        raise BalanceError(f"threshold={threshold!r} is no share: give a number from 0 to 1, such as 0.8.")
    twice = gold.duplicated(_PLACE)
    if twice.any():
        one = gold[twice].iloc[0]
        raise BalanceError(
            f"The gold has two tags on {one['start']}–{one['end']} of {one['article_id']!r}, and one of them is wrong: "
            "keep one. Of a judged study, its judge's tags are the gold."
        )
    own = tags[(tags["origin"] != "adjudication").to_numpy(dtype=bool)] if "origin" in tags.columns else tags
    own = own[own["article_id"].isin(gold["article_id"])]
    if own.empty:
        raise BalanceError(
            "The gold is about none of the articles that were tagged: compare their article_id, and add the gold's "
            "articles to the project in which the coders practise."
        )
    own, true = _plain(own), _plain(gold.assign(coder=GOLD))
    rows = [_row(str(coder), those, true, threshold, confidence) for coder, those in own.groupby("coder", sort=True)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@takes_any_text
def training_table(tags: pd.DataFrame, gold: pd.DataFrame, threshold: float, *, by_week: bool) -> pd.DataFrame:
    """Return the scores of those who practised: see `score_training`; or how they go week by week."""
    if not by_week:
        return score_training(tags, gold, threshold)
    at = pd.to_datetime(tags["tagged_at"], format="ISO8601", utc=True).dt.tz_localize(None)
    week = at.dt.to_period("W").dt.start_time.dt.strftime("%Y-%m-%d")
    found = [
        score_training(those, gold, threshold).assign(week=str(monday))
        for monday, those in tags.groupby(week.to_numpy(), sort=True)
    ]
    table = pd.concat(found, ignore_index=True).sort_values(["coder", "week"], ignore_index=True)
    return table[["coder", "week", *(name for name in COLUMNS[1:] if name not in ("missing", "admitted"))]]


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    texts = {name: table[name].astype(TEXT) for name in ("article_id", "label", "coder")}
    return pd.DataFrame({**texts, "start": table["start"], "end": table["end"]})


def _row(
    coder: str, those: pd.DataFrame, true: pd.DataFrame, threshold: float, confidence: float
) -> tuple[object, ...]:
    here = true[[*_PLACE, "label"]].merge(those, on=_PLACE, suffixes=("_gold", ""))
    touched = true.apply(
        lambda one: bool(
            (
                (those["article_id"] == one["article_id"])
                & (those["start"] < one["end"])
                & (those["end"] > one["start"])
            ).any()
        ),
        axis=1,
    )
    missing = int((~touched).sum())
    left_out = int(touched.sum()) - len(here)
    share = float((here["label"] == here["label_gold"]).mean()) if len(here) else float("nan")
    # Every label counts here, also what is excluded: so both are measured as one kind of label.
    found = agreement(pd.concat([those, true]), "percent", confidence=confidence).iloc[-1]
    return (
        coder, len(here), missing, left_out, share, found["low"], found["high"],
        bool(missing == 0 and share >= threshold), str(found["reason"]),
    )  # fmt: skip
