"""Agreement of coders who cut the text differently: Krippendorff's alpha for unitizing, by character.

A coder's passages of one label are units on the line of an article's characters, and all else is gap. Two
coders disagree by how far the borders of units that meet lie apart, and by whole units that fall into the
other's gap, in squared characters; chance would throw all units and gaps together and let them meet anywhere.

Names follow the formulas: b is a unit's length, l a gap's, L an article's, m the coders of an article, N all
that the coders have read (the sum of m L), S the observed disagreement and E the expected one.

References
----------
Krippendorff, K. (1995). On the reliability of unitizing contiguous data. *Sociological Methodology*, 25, 47–76.
Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. *Quality and Quantity*, 38,
787–800. The sums over several articles, each with its own coders, follow the general form of alpha: a coder's
pairs weigh 1 / (m − 1).
"""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array


class Spans(NamedTuple):
    """Tagged stretches; each array has one value per stretch but the last two, which have one per article.

    ``article``, ``coder`` and ``label`` number from 0; ``begin`` and ``finish`` are the article's borders.
    """

    article: Array
    coder: Array
    label: Array
    start: Array
    end: Array
    begin: Array
    finish: Array


class Disagreement(NamedTuple):
    """Per label (columns) and for all articles but one (rows; the last row leaves out none)."""

    observed: Array
    expected: Array


def unitizing_disagreement(spans: Spans, labels: int) -> Disagreement:
    """Sum observed and expected disagreement; alpha is 1 − observed / expected, per label or over labels.

    Parameters
    ----------
    spans : Spans
        No two of one coder and article overlap, and each article has two coders or more.
    labels : int
        How many labels there are.

    Returns
    -------
    Disagreement
        Two arrays of shape (articles + 1, labels); row ``a`` leaves out article ``a``, the last row none.
    """
    articles = len(spans.begin)
    place = spans.label * articles + spans.article
    read = _read(spans)
    observed = _less_each(_observed(spans, place, read, labels))
    n = _less_each((read.sum(axis=1) * (spans.finish - spans.begin)).astype(float)[:, None])
    return Disagreement(observed, _expected(spans, place, read, labels, n))


def _read(spans: Spans) -> Array:
    """Return which coder has read which article, shape (articles, coders)."""
    read = np.zeros((len(spans.begin), int(spans.coder.max()) + 1), dtype=bool)
    read[spans.article, spans.coder] = True
    return read


def _less_each(values: Array) -> Array:
    """Sum over rows (articles) without each in turn, and in the last row over all."""
    total = values.sum(axis=0)
    return np.vstack([total - values, total])


def _observed(spans: Spans, place: Array, read: Array, labels: int) -> Array:
    """Return S for each article and label: every coder's units against every other coder's."""
    order = np.lexsort((spans.start, place))
    article, coder, place = spans.article[order], spans.coder[order], place[order]
    start, end = spans.start[order], spans.end[order]
    offset = place * (int(spans.finish.max()) + 1)
    found = np.zeros(len(place))
    for other in range(read.shape[1]):
        theirs = coder == other
        ours = ~theirs & read[article, other]
        begun = np.searchsorted((offset + start)[theirs], (offset + end)[ours], side="left")
        over = np.searchsorted((offset + end)[theirs], (offset + start)[ours], side="right")
        apart = _squares(start[ours], start[theirs], over, begun) + _squares(end[ours], end[theirs], over, begun)
        missed = 2.0 * (end[ours] - start[ours]) ** 2
        found[ours] += np.where(begun > over, apart, missed)
    found /= read.sum(axis=1)[article] - 1
    return np.bincount(place, found, labels * len(spans.begin)).reshape(labels, -1).T


def _squares(mine: Array, theirs: Array, first: Array, last: Array) -> Array:
    """Sum (mine − theirs)² over ``theirs[first:last]``, by running sums."""
    sums = np.concatenate([[0], np.cumsum(theirs)])
    squares = np.concatenate([[0], np.cumsum(theirs * theirs)])
    apart: Array = (last - first) * mine**2 - 2 * mine * (sums[last] - sums[first]) + squares[last] - squares[first]
    return apart


def _gaps(spans: Spans, place: Array, read: Array, labels: int) -> tuple[Array, Array]:
    """Return the place (label and article) and length of every gap of every coder who has read the article."""
    articles, coders = read.shape
    article, coder = (np.tile(values, labels) for values in np.nonzero(read))
    edge = np.repeat(np.arange(labels), len(article) // max(labels, 1)) * articles + article
    # An empty unit before and behind each article makes the first and last gap like all others.
    row = np.concatenate([edge * coders + coder, place * coders + spans.coder, edge * coders + coder])
    start = np.concatenate([spans.begin[article], spans.start, spans.finish[article]])
    end = np.concatenate([spans.begin[article], spans.end, spans.finish[article]])
    order = np.lexsort((end, start, row))
    row, length = row[order], start[order][1:] - end[order][:-1]
    within = (row[1:] == row[:-1]) & (length > 0)
    return row[1:][within] // coders, length[within]


def _expected(spans: Spans, place: Array, read: Array, labels: int, n: Array) -> Array:
    """Return 2 N E / (N (N − 1) − Σ b (b − 1)), without each article in turn and, last, without none."""
    articles = len(spans.begin)
    b = (spans.end - spans.start).astype(float)
    gap_place, gap = _gaps(spans, place, read, labels)
    l = gap.astype(float)  # noqa: E741

    def by_place(values: Array | None, places: Array) -> Array:
        return np.bincount(places, values, labels * articles).reshape(labels, -1).T

    many = _less_each(by_place(None, place).astype(float))
    among_units = _less_each(by_place((2 * b**3 - 3 * b**2 + b) / 3, place))
    unit_label, gap_label = place // articles, gap_place // articles
    of_units = by_place(_over_gaps(b, unit_label, l, gap_label), place)
    of_gaps = by_place(_over_units(b, unit_label, l, gap_label), gap_place)
    within = by_place(_over_gaps(b, place, l, gap_place), place)
    total = of_units.sum(axis=0)
    in_gaps = np.vstack([total - of_units - of_gaps + within, total])
    expected = (many - 1) * among_units + in_gaps
    pairs = n * (n - 1) - _less_each(by_place(b * (b - 1), place))
    weighted: Array = np.divide(2 * n * expected, pairs, out=np.zeros_like(expected), where=pairs > 0)
    return weighted


def _over_gaps(b: Array, unit_at: Array, gap: Array, gap_at: Array) -> Array:
    """Sum b² (l − b + 1) over the gaps, in the same place, that the unit fits in."""
    key, wide = _keyed(gap_at, gap, b)
    order = np.argsort(key)
    sums = np.concatenate([[0.0], np.cumsum(gap[order])])
    first = np.searchsorted(key[order], unit_at * wide + b)
    last = np.searchsorted(key[order], (unit_at + 1) * wide)
    total: Array = b**2 * (sums[last] - sums[first] + (last - first) * (1 - b))
    return total


def _over_units(b: Array, unit_at: Array, gap: Array, gap_at: Array) -> Array:
    """Sum b² (l − b + 1) over the units, in the same place, that fit in the gap."""
    key, wide = _keyed(unit_at, b, gap)
    order = np.argsort(key)
    squares = np.concatenate([[0.0], np.cumsum(b[order] ** 2)])
    cubes = np.concatenate([[0.0], np.cumsum(b[order] ** 3)])
    first = np.searchsorted(key[order], gap_at * wide)
    last = np.searchsorted(key[order], gap_at * wide + gap, side="right")
    total: Array = (squares[last] - squares[first]) * (gap + 1) - (cubes[last] - cubes[first])
    return total


def _keyed(at: Array, length: Array, other: Array) -> tuple[Array, float]:
    wide = float(max(length.max(initial=0), other.max(initial=0)) + 1)
    return at * wide + length, wide
