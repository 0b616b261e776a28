"""What a measure of agreement gives, before its intervals."""

from typing import NamedTuple

import numpy as np

from annotate.columns import Array

NO_PAIR = "no passage was tagged by two coders"


class Measured(NamedTuple):
    """Values of a measure by group.

    Parameters
    ----------
    groups : list of str
    value : array, shape (groups,)
        Missing where undefined.
    left_out : array, shape (rows,)
        The value of a group without one of its articles.
    left_group : array of int, shape (rows,)
        The group of each of these.
    coders, passages, articles : array of int, shape (groups,)
    reason : list of str
        Why there is no value, where that is known already; else ``""``.
    """

    groups: list[str]
    value: Array
    left_out: Array
    left_group: Array
    coders: Array
    passages: Array
    articles: Array
    reason: list[str]


def nothing_measured(*groups: str) -> Measured:
    """Give groups in which no passage has two coders."""
    none, no_rows = np.zeros(len(groups), dtype=np.int64), np.zeros(0)
    missing = np.full(len(groups), np.nan)
    return Measured(list(groups), missing, no_rows, no_rows.astype(int), none, none, none, [NO_PAIR] * len(groups))


def joined(parts: list[Measured]) -> Measured:
    """Set the groups of several one under the other."""
    before = np.cumsum([0, *(len(part.groups) for part in parts)])
    shifted = [part._replace(left_group=part.left_group + first) for part, first in zip(parts, before, strict=False)]

    def stacked(name: str) -> Array:
        return np.concatenate([getattr(part, name) for part in shifted])

    return Measured(
        groups=[group for part in parts for group in part.groups],
        value=stacked("value"),
        left_out=stacked("left_out"),
        left_group=stacked("left_group"),
        coders=stacked("coders"),
        passages=stacked("passages"),
        articles=stacked("articles"),
        reason=[reason for part in parts for reason in part.reason],
    )
