"""How much each tag weighs: a passage weighs one, shared among its coders; an adjudicated tag wins on its stretch."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from annotate._counting.columns import Array, borders, coded
from annotate._counting.pieces import article_pieces


class Weights(NamedTuple):
    """What each tag weighs, and what could not be weighed.

    Parameters
    ----------
    each : array of float, shape (rows,), or None
        0–1; None stands for "one each", which is so wherever no two tags meet.
    twice : list of pairs of int
        Rows of tags of one coder on one stretch. Of two that are the same the first is counted; of two that are not,
        neither, since nothing says which one holds.
    """

    each: Array | None
    twice: list[tuple[int, int]]


def tag_weights(tags: pd.DataFrame, article: Array, apart: Array | None = None) -> Weights:
    """Share each passage among the tags that stand on it.

    Every character of an article counts once, shared equally among the tags that cover it; a tag weighs the
    mean share of its characters. So two coders who tag the same passage weigh a half each, also where they cut
    it differently. On the characters that an adjudicated tag covers, the other tags weigh nothing.

    Parameters
    ----------
    tags : DataFrame
        With ``start``, ``end`` and ``label``; ``origin`` and ``coder`` where there are several coders.
    article : array of int, shape (rows,)
        The article of each tag.
    apart : array of int, shape (rows,), optional
        Tags with different numbers here do not share a passage (as when the coders are to be compared).

    Raises
    ------
    BalanceError
        Where a passage ends before it starts.

    Examples
    --------
    >>> tags = pd.DataFrame({"start": [0, 0, 10], "end": [10, 10, 30], "label": "opinion"})
    >>> tags["coder"] = ["ana", "ben", "ana"]
    >>> tag_weights(tags, np.array([0, 0, 0])).each
    array([0.5, 0.5, 1. ])
    """
    columns = tags[[name for name in ("start", "end", "label", "coder", "origin") if name in tags.columns]]
    each, twice = None, []
    for rows in article_pieces(article):
        piece = columns if len(rows) == len(tags) else columns.iloc[rows]
        part = _piece_weights(piece, article[rows], None if apart is None else apart[rows])
        twice += [(int(rows[one]), int(rows[other])) for one, other in part.twice]
        if part.each is not None:
            each = np.ones(len(tags)) if each is None else each
            each[rows] = part.each
    return Weights(each, twice)


def _piece_weights(tags: pd.DataFrame, article: Array, apart: Array | None) -> Weights:
    start, end = borders(tags)
    place = article if apart is None else article.astype(np.int64) * (int(apart.max(initial=0)) + 1) + apart
    if _stand_apart(place, start, end):
        return Weights(None, [])
    offset = place.astype(np.int64) * int(end.max())
    start, end = offset + start, offset + end
    wins = _is_adjudicated(tags)
    each = _shared(start, end, wins)
    same, unclear = _twice(tags, start, end, wins, each > 0)
    if same or unclear:
        left = np.ones(len(tags), dtype=bool)
        left[[other for _, other in same]] = False
        left[np.array(unclear, dtype=np.int64).ravel()] = False
        each = np.zeros(len(tags))
        each[left] = _shared(start[left], end[left], wins[left])
    return Weights(each, [*unclear, *same])


def _stand_apart(place: Array, start: Array, end: Array) -> bool:
    """Whether no two tags meet."""
    same = place[1:] == place[:-1]
    after = start[1:] >= end[:-1]
    if (same & ~after & (end[1:] > start[:-1])).any():  # two coders' tags of one passage mostly stand side by side
        return False
    if ((place[1:] > place[:-1]) | (same & after)).all():
        return True
    # Stretches are apart exactly where, each sorted by itself, every end comes before the next start.
    starts = place.astype(np.int64)
    starts *= int(end.max(initial=0))
    ends = starts + end
    starts += start
    ends.sort()
    starts.sort()
    return bool((ends[:-1] <= starts[1:]).all())


def _is_adjudicated(tags: pd.DataFrame) -> Array:
    if "origin" not in tags.columns:
        return np.zeros(len(tags), dtype=bool)
    return (tags["origin"] == "adjudication").to_numpy(dtype=bool)


def _twice(
    tags: pd.DataFrame, start: Array, end: Array, wins: Array, counts: Array
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Find tags of one coder on one stretch: the pairs that are the same tag, and those that are not."""
    same: list[tuple[int, int]] = []
    unclear: list[tuple[int, int]] = []
    if "coder" not in tags.columns:
        return same, unclear
    who = coded(tags["coder"]).codes.astype(np.int64) * 2 + wins
    for coder in np.unique(who[counts]).tolist():
        rows = np.flatnonzero(counts & (who == coder))
        rows = rows[np.lexsort((end[rows], start[rows]))]
        furthest = np.maximum.accumulate(end[rows])
        for later in (np.flatnonzero(start[rows][1:] < furthest[:-1]) + 1).tolist():
            one, other = int(rows[np.searchsorted(furthest, furthest[later - 1])]), int(rows[later])
            is_same = (start[one], end[one]) == (start[other], end[other])
            is_same = is_same and tags["label"].iloc[one] == tags["label"].iloc[other]
            (same if is_same else unclear).append((one, other))
    return same, unclear


def _shared(start: Array, end: Array, wins: Array) -> Array:
    """Return the mean share of each stretch's characters; those that ``wins`` covers are shared among these alone."""
    borders = np.concatenate([start, end])
    order = np.argsort(borders, kind="stable")
    borders = borders[order]
    steps = np.where(order < len(start), 1, -1)
    at = np.searchsorted(borders, np.concatenate([start, end]))
    weights: Array
    if not wins.any():
        weights = _collected(borders, np.cumsum(steps), at) / (end - start)
        return weights
    winning = np.concatenate([wins, wins])[order]
    judged, others = np.cumsum(steps * winning), np.cumsum(steps * ~winning)
    of_judged, of_others = (_collected(borders, depth, at) for depth in (judged, np.where(judged > 0, 0, others)))
    weights = np.where(wins, of_judged, of_others) / (end - start)
    return weights


def _collected(borders: Array, depth: Array, at: Array) -> Array:
    """Return what each stretch gets where every character is given out in equal parts."""
    pieces = np.diff(borders) / np.maximum(depth[:-1], 1)
    # What a reader has collected at each border.
    collected = np.concatenate([[0.0], np.cumsum(np.where(depth[:-1] > 0, pieces, 0.0))])
    before, after = np.split(collected[at], 2)
    gained: Array = after - before
    return gained
