"""Whether sources differ in their balance by more than chance, and by how much."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.archive import Archive
from annotate._counting.columns import Array, articles_of, columns_of
from annotate._counting.counts import Counts, count_labels
from annotate._counting.design import Column, DesignColumns, article_values
from annotate._counting.machine_reading import MachineReading
from annotate._counting.of_study import Study, tags_of, with_aside
from annotate._counting.parquet_folder import as_table
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._partitions import Submits
from annotate._places import Table
from annotate._statistics.all_at_once import all_at_once_p
from annotate._statistics.differences import arcsine, benjamini_hochberg, square_and_add
from annotate._statistics.intervals import (
    RARE_KINDS,
    Shares,
    check_confidence,
    check_seed,
    clustered_shares,
    held_by_few,
    may_miss_kinds,
)
from annotate._statistics.permutation import MANY_ARTICLES, permutation_p
from annotate._statistics.prediction_powered import powered_shares
from annotate._statistics.rao_scott_test import rao_scott
from annotate._statistics.score import score_p
from annotate._statistics.spread import correlation, units_of
from annotate._variables import shown
from annotate._wording import remark, remarks

ALL = "all"

SAME_CODERS = 0.5
"""Where two groups have less of their tags than this from the same coders, these may make the difference."""


def compare(
    tags: Table | Study,
    by: str | Sequence[str] = "source",
    unit: str = "passage",
    confidence: float = 0.95,
    *,
    codebook: Codebook | None = None,
    labels: Sequence[str] | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
    block: str | None = None,
    weights: Column = None,
    strata: Column = None,
    cluster: Column = None,
    population: Column = None,
    draws: int = 1999,
    seed: int = 0,
    machine: Table | None = None,
    passages: Table | None = None,
    random: bool = False,
    client: Submits | None = None,
) -> pd.DataFrame:
    """Compare the shares of every two sources, and of all at once; whole articles are what was drawn.

    Parameters
    ----------
    tags, by, unit, confidence, codebook, weights, strata, cluster, population
        As for `balance`.
    labels : list of str, optional
        Only these labels; a question asked beforehand is corrected for fewer tests.
    pairs : list of pairs of str, optional
        Only these two groups each, the first less the second: ``[("Le Fil", "The Quay")]``.
    block : str, optional
        A column that says which articles belong together, such as the event that they report: articles are then
        compared within each. An article of which it is empty is compared with the other such ones.
    draws : int
        How often the articles of two sources are dealt out again. The smallest p-value is 1 / (draws + 1).
    seed : int
        Of these deals: the same seed gives the same p-values.
    machine, passages, random, client
        As for `balance`, but not with ``block``: rows of two groups are of whole archives, the first of the tags alone.

    Returns
    -------
    DataFrame
        The first row compares all groups and all labels at once (``first`` and ``second`` are ``"all"``, ``label`` is
        ``"all"``); then comes one row for each two groups and each label. Columns:

        - ``first``, ``second``: the groups (several ``by`` columns are joined by a comma), and ``label``;
        - ``difference``, ``low``, ``high``: the first's share less the second's, −1 to 1, and its interval; missing in
          the first row;
        - ``effect``, ``effect_low``, ``effect_high``: the effect size and its interval: Cohen's h for two groups
          (about 0.2 small, 0.5 medium, 0.8 large), Cramér's V in the first row (0–1);
        - ``test``: ``"permutation"`` or, where each group has 100 articles or more, or articles were not drawn alike,
          a closed form, ``"Rao–Scott"`` of all groups and ``"score"`` of two; and its ``p_value``;
        - ``q_value``: the p-value corrected for how many rows were tested (Benjamini–Hochberg): among the rows with
          q ≤ .05 about 5 % are false alarms; missing in the first row;
        - ``warning``: ``""``, or why the row must be read with care: few articles, or other coders;
        - ``design``: the columns that say how articles were drawn, only where there are any;
        - ``set_aside``: how many articles are set aside, and so in no number, only where a project is given and some
          are.

    Raises
    ------
    BalanceError
        As for `balance`.

    See Also
    --------
    annotate._statistics : the tests and their sources: permutation_p, score_p, rao_scott.

    Notes
    -----
    The interval of the difference joins the two shares' own intervals (Newcombe's square-and-add method), and so
    does that of h, on the scale 2 arcsin √share. Where an article has a part in both groups, or ``block`` is given, it
    takes into account how the two shares are correlated (Zou), and parts change places within the article or block
    only.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions. *Statistics in
    Medicine*, 17, 873–890. Zou, G. Y. (2007). Toward using confidence intervals to compare correlations.
    *Psychological Methods*, 12, 399–413 (dependent estimates). Cohen, J. (1988). *Statistical Power Analysis*, 2nd
    ed., §6. Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. *Journal of the Royal
    Statistical Society B*, 57, 289–300.

    Examples
    --------
    >>> tags = pd.DataFrame(
    ...     {
    ...         "article_id": [f"a{number // 2}" for number in range(24)],
    ...         "source": ["Le Fil"] * 12 + ["The Quay"] * 12,
    ...         "start": [0, 50] * 12,
    ...         "end": [50, 90] * 12,
    ...         "label": ["opinion", "opinion"] * 6 + ["opinion", "reported_fact"] * 6,
    ...     }
    ... )
    >>> compare(tags).loc[:2, ["first", "second", "label", "difference", "p_value", "q_value"]].round(3)
        first    second          label  difference  p_value  q_value
    0     all       all            all         NaN    0.002      NaN
    1  Le Fil  The Quay        opinion         0.5    0.002    0.003
    2  Le Fil  The Quay  reported_fact        -0.5    0.002    0.003
    """
    check_confidence(confidence)
    check_seed(seed)
    if not isinstance(draws, int) or draws < 99:
        raise BalanceError(f"draws={draws!r} is too few for a p-value: take 999 or more.")
    names, drawn = columns_of(by), DesignColumns(weights, strata, cluster, population)
    read_of, codebook = tags_of(tags, codebook, [*names, *drawn, block])
    held: pd.DataFrame = as_table(read_of, [*names, *drawn, block], client=client)
    read: pd.DataFrame | None = as_table(machine, [*names, *drawn], "suggestions", client=client)
    every: pd.DataFrame | None = as_table(passages, names, "passages", is_whole=True, client=client)
    reading = None if read is None else MachineReading(read, every, names, drawn)
    if reading is not None:
        _refuse_block(block)
        reading.checked(held, random=random, codebook=codebook)
        held, drawn = reading.with_population(held)
    counts = count_labels(held, names, unit, codebook, drawn, by_coder=True)
    archive = None if reading is None else reading.beside(counts, held, unit, codebook)
    counts, whole = _of_labels(counts, labels), counts
    shares = None if archive is None else _of_archive(whole, archive, counts, confidence)
    study = _Study(counts, _stratum(held, counts, block), block is not None, draws, seed, shares)
    table = pd.concat([_whole_row(study, confidence), _pair_rows(study, pairs, confidence)], ignore_index=True)
    if counts.design is not None:
        table = table.assign(design=_text([counts.design.name] * len(table)))
    return with_aside(table, tags)


class _Study(NamedTuple):
    """What is compared, and how it is dealt out again; ``stratum`` says of each row among which it is dealt."""

    counts: Counts
    stratum: Array
    is_blocked: bool
    draws: int
    seed: int
    of_archive: Shares | None = None
    """The shares with a machine's help, where there is one."""

    @property
    def is_plain(self) -> bool:
        """Whether articles (or clusters) were drawn alike, so that they may be dealt."""
        return self.of_archive is None and (self.counts.design is None or self.counts.design.is_plain)


def _refuse_block(block: str | None) -> None:
    if block is not None:
        raise BalanceError(
            f"block={block!r} compares articles within each {block}, which says nothing of a whole archive: leave out "
            "block=, or machine=."
        )


def _of_archive(every: Counts, archive: Archive, counts: Counts, confidence: float) -> Shares:
    """Return the shares of the archive of the labels that are compared; those of all others together are by hand."""
    found = powered_shares(every, archive, confidence).shares
    if counts is every:
        return found
    places = [every.labels.index(label) for label in counts.labels]
    by_hand = clustered_shares(counts, confidence)
    joined = (np.hstack([one[:, places], hand[:, -1:]]) for one, hand in zip(found, by_hand, strict=True))
    return Shares(*joined)


def _of_labels(counts: Counts, labels: Sequence[str] | None) -> Counts:
    """Keep the labels that are asked for, and what the others are together; shares are of all labels still."""
    if labels is None:
        return counts
    unknown = [label for label in labels if label not in counts.labels] if not isinstance(labels, str) else [labels]
    if unknown or not labels:
        raise BalanceError(
            f"labels={labels!r} must be a list of some of: {', '.join(counts.labels)}; such as {counts.labels[:1]!r}."
        )
    places = [counts.labels.index(label) for label in labels]
    others = np.delete(counts.weights, places, axis=1).sum(axis=1, keepdims=True)
    return replace(counts, labels=[*labels], weights=np.asfortranarray(np.hstack([counts.weights[:, places], others])))


def _stratum(tags: pd.DataFrame, counts: Counts, block: str | None) -> Array:
    """Return for each row among which rows it may be dealt: those of its block, or of its article if in two groups."""
    if block is not None:
        found = article_values(tags, block, articles_of(tags))
        codes = found.codes[counts.article].astype(np.int64)
        return np.where(np.asarray(found.values.astype(object) == "")[codes], -1, codes)
    unit = counts.article if counts.design is None else counts.design.unit
    many = len(counts.groups)
    seen = np.unique(unit.astype(np.int64) * many + counts.group) // max(many, 1)
    shared = np.bincount(seen) > 1 if len(seen) else np.zeros(0, dtype=bool)
    return np.where(shared[unit], unit, -1)


def _whole_row(study: _Study, confidence: float) -> pd.DataFrame:
    counts = study.counts.by_unit()
    found, test, p_value = rao_scott(counts, confidence), "Rao–Scott", np.nan
    few = counts.articles[counts.articles > 1].min(initial=MANY_ARTICLES)
    if study.is_plain and (study.is_blocked or few < MANY_ARTICLES):
        dealt, stratum = _dealt(study)
        test, p_value = (
            "permutation",
            all_at_once_p(dealt, stratum, study.draws, study.seed, are_blocks=study.is_blocked),
        )
    else:
        p_value = found.p_value
    alone = int((counts.articles == 1).sum())
    warning = remark("left_out", n=alone) if alone else ""
    warning = remarks(warning, "" if study.of_archive is None else remark("by_hand_alone"))
    if np.isnan(p_value):
        warning = remark("nothing_to_test")
    missing = dict.fromkeys(("difference", "low", "high"), np.nan)
    effect = {"effect": found.cramers_v, "effect_low": found.low, "effect_high": found.high}
    return pd.DataFrame(
        {
            **{name: _text([ALL]) for name in ("first", "second", "label")},
            **missing,
            **effect,
            "test": _text([test]),
            "p_value": [p_value],
            "q_value": [np.nan],
            "warning": _text([warning]),
        }
    )


def _dealt(study: _Study) -> tuple[Counts, Array]:
    """Return the rows that are dealt out, and among which each of them is."""
    if study.is_blocked or study.counts.design is None:
        return study.counts, study.stratum
    units = study.counts.by_unit()
    shared = np.bincount(units.article) > 1
    return units, np.where(shared[units.article], units.article, -1)


def _pair_rows(study: _Study, pairs: Sequence[tuple[str, str]] | None, confidence: float) -> pd.DataFrame:
    counts, labels = study.counts, len(study.counts.labels)
    shares = clustered_shares(counts, confidence) if study.of_archive is None else study.of_archive
    names = np.array([", ".join(map(shown, row)) for row in counts.groups.itertuples(index=False)], dtype=object)
    there = np.flatnonzero(counts.articles)
    one, other = (there[side] for side in np.triu_indices(len(there), 1))
    if pairs is not None:
        one, other = _asked(pairs, names)
    alike = _correlations(study, shares, one, other)
    p_values = pair_p_values(study, shares, one, other, alike)[:, :labels].ravel()
    by_score = _by_score(study, one, other)
    return pd.DataFrame(
        {
            "first": _text(names[one].repeat(labels)),
            "second": _text(names[other].repeat(labels)),
            "label": _text(np.tile(np.array(counts.labels, dtype=object), len(one))),
            **square_and_add(shares, one, other, ("difference", "low", "high"), lambda share: share, alike, labels),
            **square_and_add(shares, one, other, ("effect", "effect_low", "effect_high"), arcsine, alike, labels),
            "test": _text(np.where(by_score, "score", "permutation").astype(object).repeat(labels)),
            "p_value": p_values,
            "q_value": benjamini_hochberg(p_values),
            "warning": _text(np.array(_warnings(study, one, other, p_values), dtype=object).ravel()),
        }
    )


def _asked(pairs: Sequence[tuple[str, str]], names: Array) -> tuple[Array, Array]:
    places = {name: place for place, name in enumerate(names.tolist())}
    wanted = [tuple(map(str, pair)) for pair in pairs if not isinstance(pair, str)]
    if len(wanted) < len(pairs) or not wanted or any(len(set(pair)) != 2 for pair in wanted):
        raise BalanceError(f"pairs={pairs!r} must be a list of two different groups each, such as [('A', 'B')].")
    unknown = [name for pair in wanted for name in pair if name not in places]
    if unknown:
        raise BalanceError(f"pairs= names {unknown[0]!r}, which is no group. There are: {', '.join(names[:20])}.")
    one, other = (np.array([places[pair[side]] for pair in wanted], dtype=np.int64) for side in (0, 1))
    return one, other


def _text(values: Array | list[str]) -> pd.Series:
    return pd.Series(values, dtype=TEXT)


def _by_score(study: _Study, one: Array, other: Array) -> Array:
    """Return which pairs take the closed form: those with many articles each, and those that cannot be dealt again."""
    if not study.is_plain:
        return np.ones(len(one), dtype=bool)
    few: Array = np.minimum(study.counts.units[one], study.counts.units[other]) >= MANY_ARTICLES
    return np.logical_and(few, not study.is_blocked)


def pair_p_values(study: _Study, shares: Shares, one: Array, other: Array, alike: Array | None) -> Array:
    """Test every pair, shape (pairs, labels): by permutation where a side has few articles, else by the score test."""
    p_values = score_p(study.counts, shares, one, other, alike)
    dealt, stratum = _dealt(study) if study.is_plain else (study.counts, study.stratum)
    order, ends = np.argsort(dealt.group, kind="stable"), np.cumsum(dealt.articles)[:-1]
    rows, strata = np.split(dealt.weights[order], ends), np.split(stratum[order], ends)
    together = dealt.articles[one] + dealt.articles[other]
    by_score = _by_score(study, one, other)
    # Pairs with as many articles come one after the other: they share the same random orders.
    for pair in np.argsort(together, kind="stable").tolist():
        if not by_score[pair]:
            first, second = one[pair], other[pair]
            both = (strata[first], strata[second])
            is_free = not study.is_blocked and not np.isin(both[0][both[0] >= 0], both[1]).any()
            p_values[pair] = permutation_p(
                rows[first],
                rows[second],
                study.draws,
                study.seed,
                None if is_free else both,
                are_blocks=study.is_blocked,
            )
    return p_values


def _correlations(study: _Study, shares: Shares, one: Array, other: Array) -> Array | None:
    """Return how the shares of each pair are correlated, shape (pairs, labels); None where nothing is shared."""
    if not study.is_blocked and (study.stratum < 0).all():
        return None
    units = units_of(study.counts, shares.share)
    tie = units.unit
    if study.is_blocked:  # an article of no block is tied to nothing
        rows = study.counts.article if study.counts.design is None else study.counts.design.unit
        of = np.full(int(rows.max(initial=0)) + 1, -1)
        of[rows] = study.stratum
        tie = np.where(of[units.unit] >= 0, of[units.unit], int(study.stratum.max()) + 1 + units.unit)
    return np.stack([correlation(pull, tie, units.group, one, other) for pull in units.pull.T], axis=1)


def _warnings(study: _Study, one: Array, other: Array, p_values: Array) -> list[list[str]]:
    counts = study.counts
    missing: Array = np.isnan(p_values).reshape(len(one), len(counts.labels))
    blockless = [remark("no_common_block") if study.is_blocked and all(row) else "" for row in missing.tolist()]
    by_label, by_size = held_by_few(counts)
    held, lengthy, said = remark("few_hold"), remark("few_long"), []
    whos = _other_coders(counts, one, other)
    scarce, few_kinds = may_miss_kinds(counts, from_=1), remark("rare_kinds", few=RARE_KINDS)
    for first, second, who, apart in zip(one.tolist(), other.tolist(), whos, blockless, strict=True):
        rare = few_kinds if scarce[first] or scarce[second] else ""
        long_hold = lengthy if by_size[first] or by_size[second] else ""
        few = min(counts.articles[first], counts.articles[second])
        pair = _warning(int(few), who, apart, long_hold, rare, counts.cautions[first], counts.cautions[second])
        few_hold = (by_label[first] | by_label[second]).tolist()
        said.append([remarks(pair, held if few_hold[k] else "") for k in range(len(counts.labels))])
    return said


def _other_coders(counts: Counts, one: Array, other: Array) -> list[str]:
    """Return where most of what the one has was tagged by others than most of what the other has."""
    if counts.by_coder.shape[1] < 2 or "coder" in counts.groups:
        return [""] * len(one)
    with np.errstate(invalid="ignore"):
        part = counts.by_coder / counts.by_coder.sum(axis=1, keepdims=True)
    common = np.minimum(part[one], part[other]).sum(axis=1)
    others = remark("other_coders")
    return [others if share < SAME_CODERS else "" for share in common.tolist()]


def _warning(few: int, *cautions: str) -> str:
    little = remark("no_test") if few < 2 else remark("no_power", articles=few) if few < 4 else ""
    return remarks(little, *dict.fromkeys(cautions))
