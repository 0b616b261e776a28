"""Measures that are made of the label counts: by the tags alone, or of a whole archive with a machine's help."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.archive import Archive
from annotate._counting.columns import Array
from annotate._counting.counts import Counts
from annotate._exact_text import TEXT
from annotate._statistics.intervals import (
    FEW_ARTICLES,
    FEW_HOLD,
    RARE_KINDS,
    Shares,
    clustered_shares,
    held_by_few,
    may_miss_kinds,
)
from annotate._statistics.leave_one_out import jackknife, jackknife_bias
from annotate._statistics.prediction_powered import Powered, powered_shares
from annotate._statistics.reach import rare_labels, reach_of_rare
from annotate._wording import remark, remarks


class Sums(NamedTuple):
    """What a measure needs to know of the articles.

    Parameters
    ----------
    measure : str
    rows : array, shape (rows, parts)
        What the total of each part loses where the row's article is left out; the first part is the measure's count.
    group : array of int, shape (rows,)
    totals : array, shape (groups, parts)
    value : function
        Makes the values of totals.
    limits : pair of float
        Between which the value lies.
    shown : function
        Makes what is shown of values and bounds.
    missing : str
        Why there is no value, where the count is nothing.
    is_biased : bool
        Whether few articles alone make the value too high or low; then its interval is moved by as much.
    needs_all : bool
        Whether there is no interval where a part's total is nothing: then no article shows how rare it is.
    warns_unseen : bool
        Whether that is warned of.
    reach : pair of arrays, shape (groups,)
        The least and the most that the interval reaches to; missing where nothing is said of that.
    """

    measure: str
    rows: Array
    group: Array
    totals: Array
    value: Callable[[Array], Array]
    limits: tuple[float, float] = (-np.inf, np.inf)
    shown: Callable[[Array], Array] = np.asarray
    missing: str = ""
    is_biased: bool = False
    needs_all: bool = False
    warns_unseen: bool = False
    reach: tuple[Array, Array] | None = None


def measured(sums: Sums, left: Array, confidence: float, doubts: list[str]) -> pd.DataFrame:
    """Make a measure's rows.

    Parameters
    ----------
    sums : Sums
    left : array, shape (groups,)
        How much of each group's interval a finite population leaves.
    confidence : float
    doubts : list of str
        What `doubts_of_lengths` says of each group.
    """
    there = sums.rows[:, 0] > 0
    rows, group = sums.rows[there], sums.group[there]
    articles, count = np.bincount(group, minlength=len(left)), sums.totals[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        value, left_out = sums.value(sums.totals), sums.value(sums.totals[group] - rows)
    value = np.where(count > 0, value, np.nan)
    low, high = jackknife(value, left_out, group, confidence, rows[:, 0])
    low, high = value - (value - low) * left, value + (high - value) * left
    if sums.is_biased:
        bias = jackknife_bias(value, left_out, group)
        low, high = np.minimum(low - bias, value), np.maximum(high - bias, value)
    if sums.reach is not None:
        low, high = (np.where(np.isnan(low), low, widest) for widest in (
            np.fmin(low, sums.reach[0]), np.fmax(high, sums.reach[1])))  # fmt: skip
    unseen: Array = np.asarray((np.abs(sums.totals[:, 1:]) < 1e-9).any(axis=1))
    if sums.needs_all:
        low, high = np.where(unseen, np.nan, low), np.where(unseen, np.nan, high)
    low, high = (sums.shown(np.clip(bound, *sums.limits)) for bound in (low, high))
    missing = sums.missing or remark("no_counted")
    told = zip(value, low, articles, unseen & sums.needs_all, strict=True)
    reasons = [_reason(each, bound, int(many), missing, is_unseen=bool(one)) for each, bound, many, one in told]
    warnings = _warnings(rows, group, articles, unseen & sums.warns_unseen, doubts)
    return measure_table(sums.measure, sums.shown(value), low, high, count, articles, reasons, warnings)


def doubts_of_lengths(counts: Counts) -> list[str]:
    """Return of each group whether few articles hold most of its passages, or rare long ones may be missing."""
    long_hold, rare = remark("few_long"), remark("rare_kinds", few=RARE_KINDS)
    told = zip(held_by_few(counts)[1], may_miss_kinds(counts), strict=True)
    return [remarks(long_hold if by_few else "", rare if may_miss else "") for by_few, may_miss in told]


def _warnings(rows: Array, group: Array, articles: Array, unseen: Array, doubts: list[str]) -> list[str]:
    """Return what is to be said of each group, whose articles have so much of each part, or nothing of some."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total, square = (
            np.column_stack([np.bincount(group, part, len(articles)) for part in power.T]) for power in (rows, rows**2)
        )
        holding = np.where(total > 0, total**2 / square, np.inf).min(axis=1, initial=np.inf)
    told = zip(articles, holding < FEW_HOLD, unseen, doubts, strict=True)
    return [_warning(int(many), by_few, doubt, is_unseen=is_unseen) for many, by_few, is_unseen, doubt in told]


def _warning(articles: int, by_few: bool, doubt: str, *, is_unseen: bool) -> str:
    if articles < 2:
        return ""  # there is no interval, and the reason says so
    unseen = remark("unseen_part") if is_unseen else ""
    if articles < FEW_ARTICLES:
        return remarks(unseen, remark("few_articles", few=FEW_ARTICLES, articles=articles))
    return remarks(unseen or (remark("few_hold_part") if by_few else ""), doubt)


def _reason(value: float, low: float, articles: int, missing: str, *, is_unseen: bool) -> str:
    if np.isnan(value):
        return missing
    if not np.isnan(low):
        return ""
    if articles < 2:
        return remark("no_interval")
    return remark("unseen" if is_unseen else "no_change")


def measure_table(
    measure: str,
    value: Array,
    low: Array,
    high: Array,
    count: Array,
    articles: Array,
    reasons: list[str],
    warnings: list[str],
) -> pd.DataFrame:
    """Lay a measure out, one row a group."""
    return pd.DataFrame(
        {
            "measure": pd.array([measure] * len(value), dtype=TEXT),
            "value": value,
            "low": low,
            "high": high,
            "count": count,
            "articles": articles,
            "reason": pd.array(reasons, dtype=TEXT),
            "warning": pd.array(warnings, dtype=TEXT),
        }
    )


def attribution_share(counts: Counts, codebook: Codebook, confidence: float) -> pd.DataFrame:
    """Return how much of what is counted is attributed: the labels that take a speaker, in `balance`'s way."""
    totals, missing = counts.totals(counts.weights), np.full(len(counts.groups), np.nan)
    value = low = high = missing
    warnings = [""] * len(missing)
    claims = np.isin(counts.labels, codebook.with_speaker)
    if claims.any():
        both = np.column_stack([counts.weights[:, claims].sum(axis=1), counts.weights[:, ~claims].sum(axis=1)])
        shares = clustered_shares(replace(counts, labels=["claims", "others"], weights=both), confidence)
        value, low, high = (part[:, 0] for part in (shares.share, shares.low, shares.high))
        units = replace(counts, weights=both).by_unit()
        nothing, doubts = np.zeros(len(missing), dtype=bool), doubts_of_lengths(counts)
        warnings = _warnings(units.weights, units.group, counts.units, nothing, doubts)
    reason = remark("no_counted") if claims.any() else _unused(codebook)
    reasons = [reason if np.isnan(each) else "" for each in value]
    count = totals.sum(axis=1)
    return measure_table("attribution_share", value, low, high, count, counts.articles, reasons, warnings)


def _unused(codebook: Codebook) -> str:
    if not codebook.with_speaker:
        return remark("no_speaker_label")
    return remark("unused_label", label=" or ".join(map(repr, codebook.with_speaker)))


class LabelSums(NamedTuple):
    """What each unit adds to its group's label totals, and these totals.

    Parameters
    ----------
    labels : list of str
    group : array of int, shape (rows,)
    rows : array, shape (rows, labels)
        What the totals lose without the row's unit.
    totals : array, shape (groups, labels)
    shares : Shares
    rare : array of bool, shape (groups, labels)
        What `rare_labels` finds in what was tagged by hand.
    size : array, shape (rows,) or None
        How large each unit is, where that is not the sum of its row.
    """

    labels: list[str]
    group: Array
    rows: Array
    totals: Array
    shares: Shares
    rare: Array
    size: Array | None = None

    @classmethod
    def by_hand(cls, counts: Counts, confidence: float) -> "LabelSums":
        """Return those of the tags alone."""
        shares, rare, counts = clustered_shares(counts, confidence), rare_labels(counts), counts.by_unit()
        return cls(counts.labels, counts.group, counts.weights, counts.totals(counts.weights), shares, rare)

    @classmethod
    def of_archive(cls, counts: Counts, powered: Powered) -> "LabelSums":
        """Return those of shares with a machine's help, on as many passages as were tagged by hand."""
        units, total = powered.units, counts.totals(counts.weights.sum(axis=1))
        with np.errstate(invalid="ignore", divide="ignore"):
            share = powered.shares.share / powered.shares.share.sum(axis=1, keepdims=True)
            without = share[units.group] - units.pull / (1 - units.part)[:, None]
        size = units.part * total[units.group]
        totals = share * total[:, None]
        rows = totals[units.group] - without * (total[units.group] - size)[:, None]
        return cls(counts.labels, units.group, rows, totals, powered.shares, rare_labels(counts), size)


def of_labels(given: LabelSums, codebook: Codebook) -> Iterator[Sums]:
    """Return the measures that are made of label totals."""

    def sums(measure: str, labels: list[Array], value: Callable[[Array], Array], **more: Any) -> Sums:
        rows, totals = (
            np.column_stack([part[:, which].sum(axis=1) for which in labels]) for part in (given.rows, given.totals)
        )
        if given.size is not None:  # whatever people found of these labels in it, it pulls where the machine finds some
            pulls = np.abs(rows).sum(axis=1) > 1e-9
            rows[:, 0] = np.where(pulls, np.maximum(rows[:, 0], 1e-9), 0.0)
        return Sums(measure, rows, given.group, totals, value, **more)

    opinion, fact = (np.isin(given.labels, codebook.asserting(what)) for what in ("opinion", "fact"))
    if opinion.any() and fact.any():
        yield sums("opinion_to_fact", [opinion | fact, opinion, fact], log_ratio,
                   missing=remark("no_opinion_or_fact"), needs_all=True, warns_unseen=True)  # fmt: skip
    each: list[Array] = [*np.eye(len(given.labels), dtype=bool)]
    yield sums("entropy", [np.ones(len(given.labels), dtype=bool), *each], _entropy, limits=(0.0, 1.0),
               warns_unseen=True, reach=reach_of_rare(given.shares, given.rare, _entropy_of))  # fmt: skip


def log_ratio(totals: Array) -> Array:
    """Return ln of one count divided by another, ½ added to both."""
    ratio: Array = np.log((totals[:, 1] + 0.5) / (totals[:, 2] + 0.5))
    return ratio


def _entropy(totals: Array) -> Array:
    return _entropy_of(totals[:, 1:] / totals[:, :1])


def _entropy_of(share: Array) -> Array:
    from scipy.special import xlogy

    if share.shape[1] < 2:
        return np.full(len(share), np.nan)
    return np.asarray(-xlogy(share, share).sum(axis=1) / np.log(share.shape[1]))


def laid_out(found: list[pd.DataFrame], counts: Counts) -> pd.DataFrame:
    """Return the rows of all measures, group by group and no longer measure by measure."""
    table = pd.concat([counts.groups.join(each) for each in found], ignore_index=True)
    rows = np.arange(len(table)).reshape(len(found), -1).T.ravel()
    table = table.iloc[rows].reset_index(drop=True)
    return table if counts.design is None else table.assign(design=counts.design.name)


def of_archive(counts: Counts, archive: Archive, codebook: Codebook, confidence: float) -> pd.DataFrame:
    """Return the measures of the labels in the whole archive that a machine read, with what the tags say alone."""
    left, claims = np.sqrt(counts.left), np.isin(counts.labels, codebook.with_speaker)
    doubts, by_hand = doubts_of_lengths(counts), LabelSums.by_hand(counts, confidence)
    alone = [attribution_share(counts, codebook, confidence)]
    alone += [measured(each, left, confidence, doubts) for each in of_labels(by_hand, codebook)]
    found = [alone[0].copy()]
    if claims.any():
        two, of_two = (_as_two(one, claims) for one in (counts, archive))
        shares = powered_shares(replace(two, labels=["claims", "others"]), of_two, confidence).shares
        found[0][["value", "low", "high"]] = np.column_stack([shares.share, shares.low, shares.high])[:, ::2]
    powered = LabelSums.of_archive(counts, powered_shares(counts, archive, confidence))
    found += [measured(each, left, confidence, doubts) for each in of_labels(powered, codebook)]
    # A machine's help makes no label of a few articles less so: what is said of the tags is said of both.
    found = [one.assign(warning=by["warning"]) for one, by in zip(found, alone, strict=True)]
    hand = {f"hand_{name}": name for name in ("value", "low", "high")}
    beside = zip(found, alone, strict=True)
    return laid_out([one.assign(**{new: by[old] for new, old in hand.items()}) for one, by in beside], counts)


def _as_two(given: Any, first: Array) -> Any:
    """Return counts or an archive with two labels: some of theirs together, and all others."""
    both = np.column_stack([given.weights[:, which].sum(axis=1) for which in (first, ~first)])
    return replace(given, weights=both) if isinstance(given, Counts) else given._replace(weights=both)
