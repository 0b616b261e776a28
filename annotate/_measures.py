"""Measures derived from the balance: one number a group, each with its interval."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import Array, borders, coded, columns_of, compressed, require
from annotate._counting.counts import Counts, Placed, count_labels, place
from annotate._counting.design import Column, DesignColumns
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._statistics.intervals import check_confidence, clustered_shares
from annotate._statistics.leave_one_out import jackknife, jackknife_bias
from annotate._wording import remark

DIRECTIONS = ("favourable", "unfavourable", "neutral", "")
"""What a direction column may hold; empty is "not about the matter at all"."""


def measures(
    tags: pd.DataFrame,
    by: str | Sequence[str] = "source",
    unit: str = "passage",
    confidence: float = 0.95,
    *,
    codebook: Codebook | None = None,
    direction: str | None = None,
    weights: Column = None,
    strata: Column = None,
    cluster: Column = None,
    population: Column = None,
) -> pd.DataFrame:
    """Return each source's derived measures: how much it attributes, opines, varies, and on how many speakers it leans.

    Parameters
    ----------
    tags, by, unit, confidence, codebook, weights, strata, cluster, population
        As for `balance`. The speaker measures need ``speaker`` and ``speaker_kind``; without these columns they are
        left out.
    direction : str, optional
        A column that says of each passage whether it is ``"favourable"``, ``"unfavourable"`` or ``"neutral"`` to the
        matter of the study, or ``""`` (not about it). Only with it there is ``janis_fadner``.

    Returns
    -------
    DataFrame
        One row per group and measure. Columns: the ``by`` column(s); ``measure``; ``value``; ``low`` and ``high``, its
        interval, which regards the articles as drawn; ``count``, on how many passages (or characters) it rests;
        ``articles``, in how many articles these are; ``reason``, why the value or interval is missing, else ``""``.
        The measures are

        - ``attribution_share``: attributed claims (the labels that take a speaker) among all counted passages, 0–1, as
          in `balance`;
        - ``opinion_to_fact``: ln((opinions + ½) / (reported facts + ½)), the labels that assert the one or the other,
          which is the difference of the two labels'
          centred log-ratios: 0 is as many of each, 0.69 twice as many opinions, −0.69 half as many;
        - ``entropy``: how evenly the labels are used, from 0 (one label only) to 1 (all alike);
        - ``speaker_concentration``: the chance that two attributed claims, drawn again, have the same speaker
          (Herfindahl–Hirschman index), 0–1, among claims whose speaker is given; by ``person`` where the tags have that
          column, so that several wordings for one are one;
        - ``named_to_unnamed``: claims of named speakers for each claim of an unnamed one, ½ added to both;
        - ``janis_fadner``: Janis and Fadner's coefficient of imbalance, −1 (all unfavourable) to 1 (all favourable).

    Raises
    ------
    BalanceError
        As for `balance`, and where the direction column holds anything else.

    Notes
    -----
    The interval of ``attribution_share`` is that of `balance`. All others leave out one article at a time (jackknife)
    and take Student's t as `balance` does; that of ``named_to_unnamed`` is made on the logarithm. With few articles
    speakers seem more concentrated than they are: that interval is moved down by as much as the jackknife finds, but
    always holds the value. Where articles come in clusters, whole clusters are left out, and ``articles`` counts
    these; strata make no interval but the first narrower.

    References
    ----------
    Aitchison, J. (1986). *The Statistical Analysis of Compositional Data*, §4.4 (centred log-ratio). Haldane, J. B. S.
    (1956). The estimation and significance of the logarithm of a ratio of frequencies. *Annals of Human Genetics*, 20,
    309–311 (the ½). Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal*,
    27, 379–423; divided by the logarithm of the number of labels (Pielou, E. C. (1966). *Journal of Theoretical
    Biology*, 13, 131–144). Hirschman, A. O. (1964). The paternity of an index. *American Economic Review*, 54, 761.
    Janis, I. L. & Fadner, R. H. (1943). A coefficient of imbalance for content analysis. *Psychometrika*, 8, 105–119.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": ["a1", "a1", "a1", "a2", "a2", "a2"],
    ...         "source": "Le Fil",
    ...         "start": [0, 50, 90, 0, 40, 80],
    ...         "end": [50, 90, 99, 40, 80, 99],
    ...         "label": ["opinion", "attributed_claim", "reported_fact"] * 2,
    ...         "speaker": ["", "the mayor", "", "", "the mayor", ""],
    ...         "speaker_kind": ["", "named", "", "", "named", ""],
    ...     }
    ... )
    >>> measures(tags)[["source", "measure", "value", "count", "articles"]].round(2)
       source                measure  value  count  articles
    0  Le Fil      attribution_share   0.33    6.0         2
    1  Le Fil        opinion_to_fact   0.00    4.0         2
    2  Le Fil                entropy   1.00    6.0         2
    3  Le Fil  speaker_concentration   1.00    2.0         2
    4  Le Fil       named_to_unnamed   5.00    2.0         2
    """
    check_confidence(confidence)
    names = columns_of(by)
    codebook = codebook_of(tags, codebook)
    asked = DesignColumns(weights, strata, cluster, population)
    counts = count_labels(tags, names, unit, codebook, asked)
    found = [_attribution_share(counts, codebook, confidence)]
    spoken = _spoken(tags, names, unit, codebook, asked)
    sums = [*_of_labels(counts.by_unit(), codebook), *_of_other_columns(tags, spoken, codebook, direction)]
    left = np.sqrt(counts.left)
    found += [_measured(each, left, confidence) for each in sums]
    table = pd.concat([counts.groups.join(each) for each in found], ignore_index=True)
    rows = np.arange(len(table)).reshape(len(found), -1).T.ravel()  # group by group, no longer measure by measure
    table = table.iloc[rows].reset_index(drop=True)
    return table if counts.design is None else table.assign(design=counts.design.name)


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


def _measured(sums: Sums, left: Array, confidence: float) -> pd.DataFrame:
    """Make a measure's rows; ``left`` is how much of each group's interval a finite population leaves."""
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
    low, high = (sums.shown(np.clip(bound, *sums.limits)) for bound in (low, high))
    reasons = [_reason(*row, sums.missing or remark("no_counted")) for row in zip(value, low, articles, strict=True)]
    return _table(sums.measure, sums.shown(value), low, high, count, articles, reasons)


def _reason(value: float, low: float, articles: int, missing: str) -> str:
    if np.isnan(value):
        return missing
    if not np.isnan(low):
        return ""
    if articles < 2:
        return remark("no_interval")
    return remark("no_change")


def _table(
    measure: str, value: Array, low: Array, high: Array, count: Array, articles: Array, reasons: list[str]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": pd.array([measure] * len(value), dtype=TEXT),
            "value": value,
            "low": low,
            "high": high,
            "count": count,
            "articles": articles,
            "reason": pd.array(reasons, dtype=TEXT),
        }
    )


def _attribution_share(counts: Counts, codebook: Codebook, confidence: float) -> pd.DataFrame:
    totals, missing = counts.totals(counts.weights), np.full(len(counts.groups), np.nan)
    value = low = high = missing
    claims = np.isin(counts.labels, codebook.with_speaker)
    if claims.any():
        both = np.column_stack([counts.weights[:, claims].sum(axis=1), counts.weights[:, ~claims].sum(axis=1)])
        shares = clustered_shares(replace(counts, labels=["claims", "others"], weights=both), confidence)
        value, low, high = (part[:, 0] for part in (shares.share, shares.low, shares.high))
    reason = remark("no_counted") if claims.any() else _unused(codebook)
    reasons = [reason if np.isnan(each) else "" for each in value]
    return _table("attribution_share", value, low, high, totals.sum(axis=1), counts.articles, reasons)


def _unused(codebook: Codebook) -> str:
    if not codebook.with_speaker:
        return remark("no_speaker_label")
    return remark("unused_label", label=" or ".join(map(repr, codebook.with_speaker)))


def _of_labels(counts: Counts, codebook: Codebook) -> Iterator[Sums]:
    def sums(measure: str, parts: Array, value: Callable[[Array], Array], **more: Any) -> Sums:
        return Sums(measure, parts, counts.group, counts.totals(parts), value, **more)

    size = counts.weights.sum(axis=1, keepdims=True)
    opinion, fact = (np.isin(counts.labels, codebook.asserting(what)) for what in ("opinion", "fact"))
    if opinion.any() and fact.any():
        both = np.column_stack([counts.weights[:, which].sum(axis=1) for which in (opinion, fact)])
        parts = np.hstack([both.sum(axis=1, keepdims=True), both])
        yield sums("opinion_to_fact", parts, _log_ratio, missing=remark("no_opinion_or_fact"))
    yield sums("entropy", np.hstack([size, counts.weights]), _entropy, limits=(0.0, 1.0))


def _log_ratio(totals: Array) -> Array:
    ratio: Array = np.log((totals[:, 1] + 0.5) / (totals[:, 2] + 0.5))
    return ratio


def _entropy(totals: Array) -> Array:
    from scipy.special import xlogy

    share = totals[:, 1:] / totals[:, :1]
    if share.shape[1] < 2:
        return np.full(len(totals), np.nan)
    return np.asarray(-xlogy(share, share).sum(axis=1) / np.log(share.shape[1]))


class Spoken(NamedTuple):
    """Tags with their weight and their place among the groups' parts of articles."""

    placed: Placed
    weights: Array
    group: Array
    groups: int

    def sums(self, measure: str, parts: Array, value: Callable[[Array], Array], **more: Any) -> Sums:
        """Sum the parts of articles over groups."""
        totals = np.column_stack([np.bincount(self.group, part, self.groups) for part in parts.T])
        return Sums(measure, parts, self.group, totals, value, **more)

    def by_value(self, column: pd.Series, values: Sequence[str], weights: Array) -> Array:
        """Sum weights by part of an article and value, shape (rows, values); other values are left out."""
        found = coded(column)
        places = pd.Index(list(values)).get_indexer(found.values.astype(object))
        places[places < 0] = len(values)
        return self.placed.summed(places[found.codes], len(values) + 1, weights)[:, : len(values)]


def _spoken(tags: pd.DataFrame, by: list[str], unit: str, codebook: Codebook, asked: DesignColumns) -> Spoken:
    placed = place(tags, by, codebook)
    weights = np.ones(len(tags)) if placed.weights is None else placed.weights
    tagged = np.bincount(placed.row, weights, len(placed.row_group)) > 0
    _, found = compressed(placed.row_group[tagged], len(placed.groups))  # the groups that `count_labels` shows
    number = np.zeros(len(placed.groups), dtype=np.int64)
    number[found] = np.arange(len(found))
    if unit == "character":
        start, end = borders(tags)
        weights = weights * (end - start)
    drawn = placed.drawn(tags, asked, tagged)
    if drawn is not None:
        placed, scaled = placed.by_unit(drawn, tagged), weights * drawn.of_rows(tagged)[placed.row]
        total, now = (np.bincount(placed.group, each, len(placed.groups)) for each in (weights, scaled))
        weights = scaled * np.divide(total, now, out=np.ones(len(total)), where=now > 0)[placed.group]
    return Spoken(placed, weights, number[placed.row_group], len(found))


def _of_other_columns(tags: pd.DataFrame, spoken: Spoken, codebook: Codebook, direction: str | None) -> Iterator[Sums]:
    """Return the measures that count other columns than the label, weighted as the labels are."""
    claims = spoken.weights * np.isin(spoken.placed.label, spoken.placed.numbers_of(codebook.with_speaker))
    if "speaker" in tags.columns:
        yield _concentration(spoken, tags.get("person", tags["speaker"]), claims)
    if "speaker_kind" in tags.columns:
        both = spoken.by_value(tags["speaker_kind"], ("named", "unnamed"), claims)
        parts = np.hstack([both.sum(axis=1, keepdims=True), both])
        missing = remark("no_speaker_kind")
        yield spoken.sums("named_to_unnamed", parts, _log_ratio, shown=np.exp, missing=missing)
    if direction is not None:
        require(tags, direction)
        _refuse_other_directions(tags[direction])
        counted = spoken.weights * ~np.isin(spoken.placed.label, spoken.placed.numbers_of(codebook.uncounted))
        by_direction = spoken.by_value(tags[direction], DIRECTIONS, counted)
        parts = np.hstack([by_direction.sum(axis=1, keepdims=True), by_direction])
        yield spoken.sums("janis_fadner", parts, _imbalance, limits=(-1.0, 1.0), missing=remark("no_direction"))


def _concentration(spoken: Spoken, speaker: pd.Series, weights: Array) -> Sums:
    """Return the sum over speakers of their squared claims; without article a it is less by Σ (2 N n_a − n_a²)."""
    speakers = coded(speaker)
    here = (weights > 0) & np.asarray(speakers.values != "")[speakers.codes]
    many, codes, weights = len(speakers.values), speakers.codes[here], weights[here]
    part, found = compressed(spoken.placed.row[here].astype(np.int64) * many + codes, many * len(spoken.group))
    claims = np.bincount(part, weights, len(found))
    row, group = found // many, spoken.group[found // many]
    whole, of = compressed(group * many + found % many, many * spoken.groups)
    together = np.bincount(whole, claims, len(of))
    lost = 2 * together[whole] * claims - claims**2
    rows = np.column_stack([np.bincount(row, part, len(spoken.group)) for part in (claims, lost)])
    totals = np.column_stack([np.bincount(of // many, part, spoken.groups) for part in (together, together**2)])
    missing = remark("no_speaker")
    return Sums(
        "speaker_concentration", rows, spoken.group, totals, _herfindahl, (0.0, 1.0), missing=missing, is_biased=True
    )


def _herfindahl(totals: Array) -> Array:
    value: Array = totals[:, 1] / totals[:, 0] ** 2
    return value


def _imbalance(totals: Array) -> Array:
    """Return (f² − f u) / (r t) where f > u, else (f u − u²) / (r t): r is about the matter, t is all."""
    every, favourable, unfavourable, neutral = totals[:, :4].T
    larger = np.maximum(favourable, unfavourable)
    relevant = favourable + unfavourable + neutral
    value: Array = larger * (favourable - unfavourable) / (relevant * every)
    return value


def _refuse_other_directions(column: pd.Series) -> None:
    found = coded(column)
    unknown = [value for value in found.values[np.unique(found.codes)] if value not in DIRECTIONS]
    if unknown:
        raise BalanceError(
            f"Column {column.name!r} holds {unknown[0]!r}: a direction is 'favourable', 'unfavourable', 'neutral' or "
            "empty (not about the matter). Rename the values, for instance with .replace({...})."
        )
