"""Passages that two coders or more have labelled, set side by side in groups."""

from typing import NamedTuple

import numpy as np

from annotate._agreement.judgement_table import Judgements
from annotate._agreement.pairs_of_coders import coder_pairs
from annotate._counting.columns import Array, compressed
from annotate._wording import remark


class Cases(NamedTuple):
    """One case is one passage in one group.

    Parameters
    ----------
    groups : list of str
    coders, passages : array of int, shape (groups,)
        How many different ones are compared.
    group, article : array of int, shape (cases,)
    seen : array of int, shape (labels, cases) or, for Cohen's kappa, (2, cases)
        How many coders gave each label; for Cohen's kappa the first coder's label and the second's.
    reason : list of str
        One a group: why there is no value, where that is known beforehand.
    length : array of int, shape (cases,)
        How many characters each passage has.
    left_out : array of int, shape (groups,)
        How many passages were cut differently by another coder, and so are not compared.
    """

    groups: list[str]
    coders: Array
    passages: Array
    group: Array
    article: Array
    seen: Array
    reason: list[str]
    length: Array
    left_out: Array


def side_by_side(found: Judgements, measure: str, by: str | None, *, every: bool = False) -> Cases:
    """Set judgements side by side: by ``"label"``, by ``"pair"``, or by the groups that they already have.

    With ``every``, passages of one coder are among the cases too, though not among those that are counted as compared.
    """
    if measure == "kappa" or by == "pair":
        return _pairs_side_by_side(found, measure, by)
    groups = found.groups
    left_out = np.bincount(found.unit_group[found.unit_left_out], minlength=len(groups))
    is_shared = np.bincount(found.unit, minlength=len(found.unit_article)) > 1
    compared = found.of_units(is_shared)
    unit, coder, group = compared.unit, compared.coder, compared.unit_group
    coders = _distinct(group[unit] if len(groups) > 1 else np.zeros_like(coder), coder, len(groups))
    shown, shared = (found, is_shared) if every else (compared, is_shared[is_shared])
    counts, group, article, length = shown.counts(), shown.unit_group, shown.unit_article, shown.unit_length
    if by == "label":
        size, occurs = counts.sum(axis=0), found.given
        groups, coders = [found.labels[label] for label in occurs], np.repeat(coders, len(occurs))
        group = np.repeat(np.arange(len(occurs)), len(size))
        article, length, shared = (np.tile(values, len(occurs)) for values in (article, length, shared))
        left_out = np.repeat(left_out, len(occurs))
        counts = np.stack([counts[occurs].ravel(), (size - counts[occurs]).ravel()])
    passages = np.bincount(group[shared], minlength=len(groups))
    return Cases(groups, coders, passages, group, article, counts, [""] * len(groups), length, left_out)


def _pairs_side_by_side(found: Judgements, measure: str, by: str | None) -> Cases:
    pairs = coder_pairs(found)
    article, group, groups = found.unit_article[pairs.unit], found.unit_group[pairs.unit], found.groups
    unit = pairs.unit
    pair, which = compressed(pairs.first_coder * len(found.coders) + pairs.second_coder, len(found.coders) ** 2)
    if by == "pair":
        names = (divmod(both, len(found.coders)) for both in which.tolist())
        group, groups = pair, [f"{found.coders[one]} & {found.coders[other]}" for one, other in names]
    labels = np.stack([pairs.first, pairs.second])
    if by == "label":
        occurs = found.given
        groups = [found.labels[label] for label in occurs]
        group = np.repeat(np.arange(len(occurs)), len(pair))
        labels = (labels[:, None, :] == occurs[:, None]).reshape(2, -1).astype(np.int64)
        article, pair = np.tile(article, len(occurs)), np.tile(pair, len(occurs))
        unit = np.tile(unit, len(occurs))
    seen = labels if measure == "kappa" else _counts_of(labels, len(found.labels))
    coder = np.concatenate([which // len(found.coders), which % len(found.coders)])
    coders = _distinct(np.tile(group, 2), coder[np.concatenate([pair, pair + len(which)])], len(groups))
    several = (_distinct(group, pair, len(groups)) > 1) & (by != "pair")
    reason = [remark("several_coders") if more and measure == "kappa" else "" for more in several]
    passages = _distinct(group, unit, len(groups))
    left_out = np.bincount(found.unit_group, found.unit_left_out, len(found.groups)).astype(np.int64)
    left_out = left_out if len(left_out) == len(groups) else np.repeat(left_out.sum(), len(groups))
    return Cases(groups, coders, passages, group, article, seen, reason, found.unit_length[unit], left_out)


def _counts_of(labels: Array, many: int) -> Array:
    first, second = labels
    numbers = np.arange(many)[:, None]
    counts: Array = (first == numbers).astype(np.int64) + (second == numbers)
    return counts


def _distinct(group: Array, values: Array, groups: int) -> Array:
    """Count the different values of each group."""
    many = int(values.max(initial=0)) + 1
    found = compressed(group * many + values, groups * many)[1]
    return np.bincount(found // many, minlength=groups)
