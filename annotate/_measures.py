"""Measures derived from the balance: one number a group, each with its interval."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._counting.columns import Array, borders, coded, columns_of, compressed, require
from annotate._counting.counts import Placed, count_labels, place
from annotate._counting.design import Column, DesignColumns
from annotate._counting.machine_reading import MachineReading
from annotate._counting.of_study import Study, tags_of, with_aside
from annotate._counting.parquet_folder import as_table
from annotate._counting.tally import lengths_of
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of
from annotate._label_measures import (
    LabelSums,
    Sums,
    attribution_share,
    doubts_of_lengths,
    laid_out,
    log_ratio,
    measured,
    of_archive,
    of_labels,
)
from annotate._partitions import Submits
from annotate._places import Table
from annotate._statistics.intervals import check_confidence
from annotate._wording import remark

DIRECTIONS = ("favourable", "unfavourable", "neutral", "")
"""What a direction column may hold; empty is "not about the matter at all"."""


SPOKEN = ("speaker", "speaker_kind", "person")
"""The columns that measures of speakers read, where tags have them."""


def measures(
    tags: Table | Study,
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
    machine: Table | None = None,
    passages: Table | None = None,
    random: bool = False,
    client: Submits | None = None,
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
    machine, passages, random, client
        As for `balance`: the measures of the labels are then those of the whole archive. Those of speakers and
        directions are left out, since nothing corrects a machine's speakers.

    Returns
    -------
    DataFrame
        One row per group and measure. Columns: the ``by`` column(s); ``measure``; ``value``; ``low`` and ``high``, its
        interval, which regards the articles as drawn; ``count``, on how many passages (or characters) it rests;
        ``articles``, in how many articles these are; ``reason``, why the value or interval is missing, else ``""``;
        ``warning``, why it must be read with care: few articles, few that hold most of a label that it is made of or
        of all passages, rare long ones that may be missing, a label that nobody gave;
        with ``machine`` also ``hand_value``, ``hand_low`` and ``hand_high``, what the tags say alone; where a project
        is given and articles of it are set aside, ``set_aside``: how many, and so in no number.
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
    always holds the value. Of a label that nobody gave in a group nothing shows how rare it is: ``opinion_to_fact``,
    and ``named_to_unnamed`` where all are of one kind, then have no interval. That of ``entropy`` reaches, where
    nobody gave a label or few articles hold most of it, as far as the interval of the label's share makes it. Where
    articles come in clusters, whole clusters are left out, and ``articles`` counts
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
    names, asked = columns_of(by), DesignColumns(weights, strata, cluster, population)
    read_of, codebook = tags_of(tags, codebook)
    held: pd.DataFrame = as_table(read_of, [*names, *asked, *SPOKEN, direction], client=client)
    read: pd.DataFrame | None = as_table(machine, [*names, *asked], "suggestions", client=client)
    reading = None
    if read is not None:
        reading = MachineReading(
            read, as_table(passages, names, "passages", is_whole=True, client=client), names, asked
        )
        reading.checked(held, random=random, codebook=codebook)
        held, asked = reading.with_population(held)
    codebook = codebook_of(held, codebook)
    counts = count_labels(held, names, unit, codebook, asked)
    if reading is not None:
        archive = reading.beside(counts, held, unit, codebook)
        return with_aside(of_archive(counts, archive, codebook, confidence), tags)
    found = [attribution_share(counts, codebook, confidence)]
    spoken = _spoken(held, names, unit, codebook, asked)
    sums = [
        *of_labels(LabelSums.by_hand(counts, confidence), codebook),
        *_of_other_columns(held, spoken, codebook, direction),
    ]
    left, doubts = np.sqrt(counts.left), doubts_of_lengths(counts)
    found += [measured(each, left, confidence, doubts) for each in sums]
    return with_aside(laid_out(found, counts), tags)


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
    weights = np.ones(len(tags)) if placed.each is None else placed.each
    tagged = np.bincount(placed.row, weights, len(placed.row_group)) > 0
    _, found = compressed(placed.row_group[tagged], len(placed.groups))  # the groups that `count_labels` shows
    number = np.zeros(len(placed.groups), dtype=np.int64)
    number[found] = np.arange(len(found))
    if unit == "character":
        weights = weights * lengths_of(tags, *borders(tags))
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
        yield spoken.sums("named_to_unnamed", parts, log_ratio, shown=np.exp, missing=missing, needs_all=True,
                          warns_unseen=True)  # fmt: skip
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
