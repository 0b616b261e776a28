"""Passages that nobody has tagged yet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from annotate._counting.columns import Array, borders, coded, compressed, group_codes, require


def is_tagged(tags: pd.DataFrame, passages: pd.DataFrame) -> Array:
    """Return for each passage whether any tag stands on a part of it.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a1"], "start": [0], "end": [10]})
    >>> passages = pd.DataFrame({"article_id": ["a1", "a1", "a2"], "start": [0, 10, 0], "end": [10, 30, 10]})
    >>> is_tagged(tags, passages)
    array([ True, False, False])
    """
    require(tags, "article_id", "start", "end")
    require(passages, "article_id", "start", "end", what="passages")
    here, there = coded(tags["article_id"]), coded(passages["article_id"])
    spot = here.values.astype(object).get_indexer(there.values.astype(object)).astype(np.int32)[there.codes]
    (start, end), (begin, finish) = borders(tags), borders(passages)
    widest = max(int(end.max(initial=0)), int(finish.max(initial=0))) + 1
    over = np.searchsorted(np.sort(_places(here.codes, start, widest)), _places(spot, finish, widest), side="left")
    over -= np.searchsorted(np.sort(_places(here.codes, end, widest)), _places(spot, begin, widest), side="right")
    tagged: Array = (over > 0) & (spot >= 0)
    return tagged


def _places(article: Array, border: Array, widest: int) -> Array:
    """Return one number for an article and a place in it."""
    place = article.astype(np.int64)
    place *= widest
    place += border
    return place


def count_untagged(tags: pd.DataFrame, passages: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the untagged passages of each group, one row per group that has passages."""
    codes, groups = group_codes(passages, by)
    codes, found = compressed(codes, len(groups))
    untagged = np.bincount(codes, ~is_tagged(tags, passages), len(found))
    return groups.iloc[found].reset_index(drop=True).assign(untagged=pd.array(untagged, dtype="Int64"))
