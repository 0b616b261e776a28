"""Passages that nobody has tagged yet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate._counting.columns import Array, borders, compressed, group_codes, require


def is_tagged(tags: pd.DataFrame, passages: pd.DataFrame) -> Array:
    """Say for each passage whether any tag stands on a part of it.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a1"], "start": [0], "end": [10]})
    >>> passages = pd.DataFrame({"article_id": ["a1", "a1", "a2"], "start": [0, 10, 0], "end": [10, 30, 10]})
    >>> is_tagged(tags, passages)
    array([ True, False, False])
    """
    require(tags, "article_id", "start", "end")
    require(passages, "article_id", "start", "end", what="passages")
    place, spot = (pd.Index(table["article_id"], dtype=object) for table in (tags, passages))
    articles = place.unique()
    place, spot = articles.get_indexer(place), articles.get_indexer(spot)
    (start, end), (begin, finish) = borders(tags), borders(passages)
    widest = max(int(end.max(initial=0)), int(finish.max(initial=0))) + 1
    starts, ends = (np.sort(place * widest + border) for border in (start, end))
    begun = np.searchsorted(starts, spot * widest + finish, side="left")
    over = np.searchsorted(ends, spot * widest + begin, side="right")
    tagged: Array = (begun > over) & (spot >= 0)
    return tagged


def count_untagged(tags: pd.DataFrame, passages: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the untagged passages of each group, one row per group that has passages."""
    codes, groups = group_codes(passages, by)
    codes, found = compressed(codes, len(groups))
    untagged = np.bincount(codes, ~is_tagged(tags, passages), len(found))
    return groups.iloc[found].reset_index(drop=True).assign(untagged=pd.array(untagged, dtype="Int64"))
