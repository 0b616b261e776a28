"""What a measure of agreement gives, before its intervals."""

from typing import NamedTuple

import numpy as np

from annotate._agreement.cases import Cases
from annotate._agreement.coefficients import Coefficient
from annotate._counting.columns import Array, compressed
from annotate._wording import remark


class GroupValues(NamedTuple):
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
    left_size : array, shape (rows,)
        How large that article is: its compared passages, or characters.
    coders, passages, articles, not_alike : array of int, shape (groups,)
        The last are passages that were cut differently, and so are not compared.
    reason : list of str
        Why there is no value, where that is known already; else ``""``.
    """

    groups: list[str]
    value: Array
    left_out: Array
    left_group: Array
    left_size: Array
    coders: Array
    passages: Array
    articles: Array
    not_alike: Array
    reason: list[str]

    def is_like(self, other: "GroupValues") -> bool:
        """Whether the same passages were compared, with the same outcome."""
        same = (self.passages == other.passages).all() and np.array_equal(self.value, other.value, equal_nan=True)
        return bool(same)


def group_values(cases: Cases, coefficient: Coefficient, *, by_length: bool = False) -> GroupValues:
    """Sum over each group's articles, and make the values of the sums, with and without each article.

    With ``by_length`` a case weighs its characters.
    """
    weigh = cases.length if by_length else 1
    groups = len(cases.groups)
    articles = int(cases.article.max(initial=0)) + 1
    row, found = compressed(cases.group * articles + cases.article, groups * articles)
    row_group = found // articles
    sums = np.array([np.bincount(row, part * weigh, len(found)) for part in coefficient.parts(cases.seen)])
    totals = np.array([np.bincount(row_group, part, groups) for part in sums])
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = totals[:, row_group]
        value, left_out = coefficient.value(totals, totals), coefficient.value(whole - sums, whole)
    value = np.where([bool(reason) for reason in cases.reason], np.nan, value)
    many = np.bincount(row_group, minlength=groups)
    size = np.bincount(row, minlength=len(found))
    return GroupValues(
        cases.groups, value, left_out, row_group, size, cases.coders, cases.passages, many, cases.left_out, cases.reason
    )


def no_values(*groups: str) -> GroupValues:
    """Return groups in which no passage has two coders."""
    none, no_rows = np.zeros(len(groups), dtype=np.int64), np.zeros(0)
    missing = np.full(len(groups), np.nan)
    empty = (no_rows, no_rows.astype(int), no_rows)
    return GroupValues(list(groups), missing, *empty, none, none, none, none, [remark("no_pair")] * len(groups))


def joined(parts: list[GroupValues]) -> GroupValues:
    """Set the groups of several one under the other."""
    before = np.cumsum([0, *(len(part.groups) for part in parts)])
    shifted = [part._replace(left_group=part.left_group + first) for part, first in zip(parts, before, strict=False)]

    def stacked(name: str) -> Array:
        return np.concatenate([getattr(part, name) for part in shifted])

    return GroupValues(
        groups=[group for part in parts for group in part.groups],
        value=stacked("value"),
        left_out=stacked("left_out"),
        left_group=stacked("left_group"),
        left_size=stacked("left_size"),
        coders=stacked("coders"),
        passages=stacked("passages"),
        articles=stacked("articles"),
        not_alike=stacked("not_alike"),
        reason=[reason for part in parts for reason in part.reason],
    )
