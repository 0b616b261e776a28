"""How much each tag weighs: a passage weighs one, shared among its coders; an adjudicated tag wins."""

import numpy as np
import pandas as pd

from annotate._counting.columns import Array, borders, coded
from annotate._counting.pieces import article_pieces
from annotate._errors import BalanceError


def tag_weights(tags: pd.DataFrame, article: Array, apart: Array | None = None) -> Array | None:
    """Share each passage among the tags that stand on it.

    Every character of an article counts once, shared equally among the tags that cover it; a tag weighs the
    mean share of its characters. So two coders who tag the same passage weigh a half each, also where they cut
    it differently. Where an adjudicated tag stands, the other tags on its stretch weigh nothing.

    Parameters
    ----------
    tags : DataFrame
        With ``start`` and ``end``; ``origin`` and ``coder`` where there are several coders.
    article : array of int, shape (rows,)
        The article of each tag.
    apart : array of int, shape (rows,), optional
        Tags with different numbers here do not share a passage (as when the coders are to be compared).

    Returns
    -------
    array of float, shape (rows,), or None
        0–1; None stands for "one each", which is so wherever no two tags meet.

    Raises
    ------
    BalanceError
        Where a passage ends before it starts, or one coder has two tags on one stretch.

    Examples
    --------
    >>> tags = pd.DataFrame({"start": [0, 0, 10], "end": [10, 10, 30], "coder": ["ana", "ben", "ana"]})
    >>> tag_weights(tags, np.array([0, 0, 0]))
    array([0.5, 0.5, 1. ])
    """
    columns = tags[[name for name in ("start", "end", "coder", "origin") if name in tags.columns]]
    weights = None
    for rows in article_pieces(article):
        piece = columns if len(rows) == len(tags) else columns.iloc[rows]
        part = _piece_weights(piece, article[rows], None if apart is None else apart[rows])
        if part is not None:
            weights = np.ones(len(tags)) if weights is None else weights
            weights[rows] = part
    return weights


def _piece_weights(tags: pd.DataFrame, article: Array, apart: Array | None) -> Array | None:
    start, end = borders(tags)
    place = article if apart is None else article.astype(np.int64) * (int(apart.max(initial=0)) + 1) + apart
    if _stand_apart(place, start, end):
        return None
    offset = place.astype(np.int64) * int(end.max())
    start, end = offset + start, offset + end
    kept = ~_overruled(tags, start, end)
    weights = np.zeros(len(tags))
    _refuse_repeated(tags, start, end, kept)
    weights[kept] = _shared(start[kept], end[kept])
    return weights


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


def _overruled(tags: pd.DataFrame, start: Array, end: Array) -> Array:
    if "origin" not in tags.columns:
        return np.zeros(len(tags), dtype=bool)
    adjudicated = (tags["origin"] == "adjudication").to_numpy(dtype=bool)
    if not adjudicated.any():
        return adjudicated
    meets = _met(start, end, start[adjudicated], end[adjudicated]) > 0
    return meets & ~adjudicated


def _met(start: Array, end: Array, starts: Array, ends: Array) -> Array:
    """Count, for each stretch, how many of ``starts`` … ``ends`` it meets."""
    begun = np.searchsorted(np.sort(starts), end, side="left")
    return begun - np.searchsorted(np.sort(ends), start, side="right")


def _refuse_repeated(tags: pd.DataFrame, start: Array, end: Array, kept: Array) -> None:
    if "coder" not in tags.columns:
        return
    rows = np.flatnonzero(kept)
    coder = coded(tags["coder"]).codes[rows]
    rows = rows[np.lexsort((start[rows], coder))]
    coder = coded(tags["coder"]).codes[rows]
    twice = np.flatnonzero((coder[1:] == coder[:-1]) & (start[rows][1:] < end[rows][:-1]))
    if len(twice):
        one, other = rows[twice[0]], rows[twice[0] + 1]
        raise BalanceError(
            f"Coder {tags['coder'].iloc[one]!r} has two tags on one stretch of text: rows {tags.index[one]!r} and "
            f"{tags.index[other]!r}. Keep one of them, for instance with tags.drop_duplicates('tag_id'), or use "
            "project.tags(), which gives each coder's current tags."
        )


def _shared(start: Array, end: Array) -> Array:
    borders = np.concatenate([start, end])
    order = np.argsort(borders, kind="stable")
    borders = borders[order]
    depth = np.cumsum(np.where(order < len(start), 1, -1))
    # What a reader has collected at each border, who gives every character out in equal parts.
    pieces = np.diff(borders) / np.maximum(depth[:-1], 1)
    collected = np.concatenate([[0.0], np.cumsum(np.where(depth[:-1] > 0, pieces, 0.0))])
    at = np.searchsorted(borders, np.concatenate([start, end]))
    before, after = collected[at[: len(start)]], collected[at[len(start) :]]
    weights: Array = (after - before) / (end - start)
    return weights
