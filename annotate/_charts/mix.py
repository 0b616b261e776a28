"""Which sources a month is made of: how far that alone moves its shares, and the shares of a mix that stays."""

import numpy as np
import pandas as pd

from annotate._balance import balance
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._exact_text import TEXT

NOTABLE = 0.05
"""Shares that a change of the mix may move without a word."""

WEIGHT = "weight"


def months_of_sources(tags: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """Return the balance of each source's months, of the sources that have tags in every month.

    An empty table where no source has, or there is one source only.
    """
    table = balance(tags, by=["source", "month"], codebook=codebook)
    table = table[(table["month"] != "") & (table["passages"] > 0)].astype({"source": TEXT, "month": TEXT})
    months = table.groupby("source")["month"].nunique()
    always = months.index[months == table["month"].nunique()]
    is_one = len(months) < 2
    return table.head(0) if is_one else table[table["source"].isin(always)]


def moved_by_mix(table: pd.DataFrame) -> float:
    """Return how far a month's share is, at most, from that of a mix of sources that stays the same.

    Parameters
    ----------
    table : DataFrame
        What `months_of_sources` returned.

    Examples
    --------
    >>> table = pd.DataFrame({"source": list("aabb"), "month": ["2026-04", "2026-05"] * 2, "label": "opinion",
    ...                       "share": [1, 1, 0, 0], "passages": [9, 1, 1, 9]})
    >>> moved_by_mix(table)
    0.4
    """
    if table.empty:
        return 0.0
    own = table["share"] * table["passages"]
    in_month = table.assign(own=own).groupby(["month", "label"], observed=True)[["own", "passages"]].sum()
    part = _parts(table)
    steady = (table["share"] * table["source"].map(part)).groupby([table["month"], table["label"]], observed=True).sum()
    moved = (in_month["own"] / in_month["passages"] - steady).abs().max()
    return float(np.nan_to_num(moved))


def _parts(table: pd.DataFrame) -> pd.Series:
    """Return which part of all months together each source has, 0–1."""
    sizes = table.drop_duplicates(["source", "month"]).groupby("source")["passages"].sum()
    return sizes / sizes.sum()


def of_steady_mix(tags: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the tags of these sources, so weighted that each has the same part of every month.

    Raises
    ------
    BalanceError
        Where no two sources have tags in every month.
    """
    if table["source"].nunique() < 2:
        raise BalanceError(
            "standardise=True needs two sources or more that have tags in every month: draw by='source', or leave out "
            "months that only some have."
        )
    sizes = table.drop_duplicates(["source", "month"])
    whole = sizes.groupby("month")["passages"].transform("sum")
    weight = sizes["source"].map(_parts(table)) * whole / sizes["passages"]
    weights = dict(zip(zip(sizes["source"], sizes["month"], strict=True), weight, strict=True))
    month = tags["month"] if "month" in tags else tags["published"].astype(TEXT).str[:7]
    first = pd.DataFrame({"article_id": tags["article_id"], "source": tags["source"], "month": month})
    first = first.drop_duplicates("article_id").set_index("article_id")
    by_article = {
        article: weights.get(key, np.nan)
        for article, key in zip(first.index, zip(first["source"], first["month"], strict=True), strict=True)
    }
    given = pd.to_numeric(tags[WEIGHT], errors="coerce") if WEIGHT in tags else 1.0
    weighted = tags.assign(**{WEIGHT: tags["article_id"].map(by_article).astype(float) * given})
    return weighted[weighted[WEIGHT].notna()]
