"""How much shares vary because of the articles that happened to be drawn.

Each unit (an article, or a cluster of articles) pulls its group's share towards its own. The variance of a share is
made of the squares of these pulls, in the way in which the units were drawn.
"""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array, compressed
from annotate._counting.counts import Counts


class Spread(NamedTuple):
    """The variance of each share, as if the population were endless; arrays of shape (groups, labels).

    Parameters
    ----------
    variance : array
        Missing where a group has fewer than two units.
    linear : array
        The variance by linearisation alone, finite populations included, before corrections for few units: that of
        R's survey package.
    left : array
        The part of the variance that is left where the population is finite: 1 of an endless one, 0 of one drawn whole.
    degrees : array
        Of freedom; 0 where a group has one unit.
    """

    variance: Array
    linear: Array
    left: Array
    degrees: Array


class Units(NamedTuple):
    """The groups' parts of units: a row is one group's part of one unit.

    Parameters
    ----------
    group, unit, stratum : array of int, shape (rows,)
    part : array, shape (rows,)
        Its part of the group's total.
    pull : array, shape (rows, labels)
        How far it pulls each share.
    """

    group: Array
    unit: Array
    stratum: Array
    part: Array
    pull: Array


def units_of(counts: Counts, share: Array) -> Units:
    """Return each unit's pull on its group's shares: Σ w (y − p m) / Σ w m, over its articles."""
    weights, design = counts.weighted, counts.design
    size = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = size / counts.totals(size)[counts.group]
        total = counts.totals(size)[counts.group]
        pull = np.empty(weights.shape, order="F")
        for label, column in enumerate(weights.T):
            pull[:, label] = (column - size * share[:, label][counts.group]) / total
    if design is None:
        return Units(counts.group, counts.article, np.zeros_like(counts.group), part, pull)
    many = int(design.unit.max(initial=0)) + 1
    row, found = compressed(counts.group.astype(np.int64) * many + design.unit, many * len(counts.groups))
    stratum = np.zeros(many, dtype=np.int64)
    stratum[design.unit] = design.stratum
    parts, *pulls = (np.bincount(row, column, len(found)) for column in (part, *pull.T))
    unit = found % many
    return Units(found // many, unit, stratum[unit], parts, np.column_stack(pulls))


def spread_of(counts: Counts, share: Array, units: Units | None = None) -> Spread:
    """Return the variance of each share, in the way in which the units were drawn.

    Parameters
    ----------
    counts : Counts
    share : array, shape (groups, labels)
    units : Units, optional
        Other pulls than those of `units_of`, such as what a machine's reading leaves of them.

    References
    ----------
    Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. *International
    Statistical Review*, 51, 279–292 (linearisation). Lumley, T. (2010). *Complex Surveys*, §2 (its form in R's survey
    package; a stratum of one unit is set against the whole). Bell & McCaffrey (2002), see
    `annotate._statistics.intervals.clustered_shares`. Imbens, G. W. & Kolesár, M. (2016). Robust standard errors in
    small samples. *Review of Economics and Statistics*, 98, 701–712 (why degrees of freedom count for more than the
    correction).
    """
    units = units_of(counts, share) if units is None else units
    groups, labels = share.shape
    number = np.bincount(units.group, minlength=groups)[:, None]
    by_size = satterthwaite(units.part, units.group, groups)[:, None]
    sums = [_of_label(counts, units, pull) for pull in units.pull.T]
    every: Array = np.array(sums, dtype=float).reshape(labels, 4, groups).transpose(1, 2, 0)
    variance, linear, left, squares = every
    with np.errstate(invalid="ignore", divide="ignore"):
        by_pull = 2 * variance**2 / (squares - variance**2 / number)
        strata = _strata(counts, units)[:, None]
        degrees = np.fmin(np.where(variance > 0, by_pull, np.inf), np.fmin(by_size, number - strata))
    several = number > 1
    return Spread(
        np.where(several, variance, np.nan),
        np.where(several, linear, np.nan),
        left,
        np.where(several, np.maximum(degrees, 1), 0),
    )


def _strata(counts: Counts, units: Units) -> Array:
    """Count the strata of each group."""
    groups = len(counts.groups)
    many = int(units.stratum.max(initial=0)) + 1
    if many == 1:
        return np.ones(groups)
    _, found = compressed(units.group * many + units.stratum, groups * many)
    return np.bincount(found // many, minlength=groups)


def _of_label(counts: Counts, units: Units, pull: Array) -> tuple[Array, Array, Array, Array]:
    """Return a label's variance, its linear form, what is left of it, and the sum of its squared parts, by group."""
    groups, design = len(counts.groups), counts.design
    squares = pull * pull
    with np.errstate(invalid="ignore", divide="ignore"):
        corrected = squares / (1 - units.part)
    if design is None:
        number = int((np.bincount(units.unit) > 0).sum())
        variance = np.bincount(units.group, corrected, groups)
        linear = np.bincount(units.group, squares, groups) * number / max(number - 1, 1)
        return variance, linear, np.ones(groups), np.bincount(units.group, corrected * corrected, groups)
    many = len(design.units)
    cell, found = compressed(units.group.astype(np.int64) * many + units.stratum, groups * many)
    group, stratum = found // many, found % many
    number = design.units[stratum]
    mean = np.where(number > 1, np.bincount(cell, pull, len(found)) / number, 0.0)
    factor = np.where(number > 1, number / np.maximum(number - 1, 1), 1.0)
    here = np.bincount(cell, minlength=len(found))
    within = factor * (np.bincount(cell, (pull - mean[cell]) ** 2, len(found)) + (number - here) * mean**2)
    endless, finite = (
        np.bincount(group, within * kept, groups) for kept in (np.ones(many)[stratum], design.left[stratum])
    )
    of_group = np.bincount(group, number, groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        few = np.bincount(units.group, corrected, groups) / np.bincount(units.group, squares, groups)
        few = np.where(few > 0, np.maximum(1.0, few * (of_group - 1) / of_group), 1.0)
        left = np.where(endless > 0, finite / endless, np.nan)
    parts = (pull - mean[cell]) ** 2 * factor[cell] * few[units.group]
    return endless * few, finite, left, np.bincount(units.group, parts * parts, groups)


def satterthwaite(size: Array, group: Array, groups: int) -> Array:
    """Return how many articles, less one, the articles of some sizes are worth in each group; 0 where there is one.

    This is Satterthwaite's number for Bell and McCaffrey's variance, were the passages independent: twice the squared
    mean over the variance. In parts h of the total it is 1 / (Σ h² + (Σ h² / (1 − h))² − Σ (h² / (1 − h))²).

    Examples
    --------
    >>> one_group = np.array([0, 0, 0, 0])
    >>> [satterthwaite(np.array(size), one_group, 1).round(2).tolist() for size in ([4, 4, 4, 4], [2, 2, 2, 10])]
    [[3.0], [1.81]]
    """

    def total(values: Array | None) -> Array:
        return np.bincount(group, values, groups)

    articles = total(None)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = size / total(size)[group]
        pull = part * part / (1 - part)
        spread = total(part * part) + total(pull) ** 2 - total(pull * pull)
        return np.where(articles > 1, np.clip(1 / spread, 1, articles - 1), 0)


def correlation(pull: Array, tie: Array, group: Array, one: Array, other: Array) -> Array:
    """Return how the shares of pairs of groups are correlated, because both come from the same articles or events.

    Parameters
    ----------
    pull : array, shape (rows,)
        Each unit's pull on its group's share.
    tie, group : array of int, shape (rows,)
        What the unit belongs to (the article itself, an event), and its group.
    one, other : array of int, shape (pairs,)

    Examples
    --------
    >>> pull, tie, group = np.array([0.1, -0.1, 0.2, -0.2]), np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    >>> correlation(pull, tie, group, np.array([0]), np.array([1])).round(6)
    array([1.])
    """
    from scipy.sparse import csr_array

    if not len(one):  # SciPy gives no array for no pairs
        return np.zeros(0)
    pulls = csr_array((pull, (group, tie)), shape=(int(group.max(initial=0)) + 1, int(tie.max(initial=0)) + 1))
    squares = np.sqrt(pulls.multiply(pulls).sum(axis=1))
    products = (pulls @ pulls.T).tocsr()
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.asarray(products[one, other]).ravel() / (squares[one] * squares[other])
    return np.asarray(np.clip(np.nan_to_num(found), -1, 1))
