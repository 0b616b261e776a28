"""Passages that nobody has tagged yet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate.counting.columns import Array, by_column, require


def is_tagged(tags: pd.DataFrame, passages: pd.DataFrame) -> Array:
    """Tell for each passage whether any tag stands on a part of it.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a1"], "start": [0], "end": [10]})
    >>> passages = pd.DataFrame({"article_id": ["a1", "a1", "a2"], "start": [0, 10, 0], "end": [10, 30, 10]})
    >>> is_tagged(tags, passages)
    array([ True, False, False])
    """
    for table in (tags, passages):
        require(table, "article_id", "start", "end")
    articles = pd.Index(pd.unique(tags["article_id"].astype(object)))
    place, spot = (articles.get_indexer(pd.Index(table["article_id"].astype(object))) for table in (tags, passages))
    widest = max((int(table["end"].max()) for table in (tags, passages) if len(table)), default=0) + 1
    starts = np.sort(place * widest + tags["start"].to_numpy())
    ends = np.sort(place * widest + tags["end"].to_numpy())
    begun = np.searchsorted(starts, spot * widest + passages["end"].to_numpy(), side="left")
    over = np.searchsorted(ends, spot * widest + passages["start"].to_numpy(), side="right")
    tagged: Array = (begun > over) & (spot >= 0)
    return tagged


def count_untagged(tags: pd.DataFrame, passages: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the untagged passages of each group, one row a group that has passages."""
    table = pd.DataFrame({name: by_column(passages, name) for name in by})
    table["untagged"] = ~is_tagged(tags, passages)
    return table.groupby(list(by), observed=True)["untagged"].sum().astype("Int64").reset_index()
