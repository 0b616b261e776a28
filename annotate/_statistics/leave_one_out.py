"""Intervals by leaving out one article at a time."""

import numpy as np

from annotate._counting.columns import Array
from annotate._statistics.intervals import t_quantile
from annotate._statistics.spread import satterthwaite


def jackknife(value: Array, left_out: Array, group: Array, confidence: float, size: Array) -> tuple[Array, Array]:
    """Return the delete-one-article jackknife interval of each group's value.

    Parameters
    ----------
    value : array, shape (groups,)
    left_out : array, shape (rows,)
        The value of a group without one of its articles.
    group : array of int, shape (rows,)
        The group of each row.
    confidence : float
    size : array, shape (rows,)
        How large that article is: where a few hold much of a group, or move its value most, Student's t has fewer
        degrees of freedom.

    Returns
    -------
    low, high : array, shape (groups,)
        Missing with fewer than two articles, where a value without one article is undefined, and where leaving
        out an article changes nothing (there is no spread to measure).

    References
    ----------
    Efron, B. & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, §11. Student's t on articles − 1, or
    fewer degrees of freedom, as in `annotate._statistics.spread`.

    Examples
    --------
    >>> low, high = jackknife(np.array([2.0]), np.array([1.5, 2.0, 2.5]), np.array([0, 0, 0]), 0.95, np.ones(3))
    >>> low.round(2), high.round(2)
    (array([-0.48]), array([4.48]))
    """
    groups = len(value)
    articles = np.bincount(group, minlength=groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(group, left_out, groups) / articles
        parts = (left_out - mean[group]) ** 2
        squares = np.bincount(group, parts, groups)
        by_pull = 2 * squares**2 / (np.bincount(group, parts * parts, groups) - squares**2 / articles)
        degrees = np.fmin(satterthwaite(size, group, groups), np.where(by_pull >= 1, by_pull, np.inf))
        t = t_quantile(confidence, degrees)
        half = np.sqrt(squares * (articles - 1) / articles) * t
    flat = squares <= 1e-24 * np.maximum(1.0, value**2)
    half = np.where((articles < 2) | flat, np.nan, half)
    return value - half, value + half


def jackknife_bias(value: Array, left_out: Array, group: Array) -> Array:
    """Return how much each group's value is too high because articles are few, as the values without one article show.

    References
    ----------
    Quenouille, M. H. (1956). Notes on bias in estimation. *Biometrika*, 43, 353–360.

    Examples
    --------
    The variance without Bessel's correction, of 1, 2 and 6, is 4.67; with it, 7.

    >>> left_out = np.array([np.var([2, 6]), np.var([1, 6]), np.var([1, 2])])
    >>> jackknife_bias(np.array([np.var([1, 2, 6])]), left_out, np.array([0, 0, 0])).round(2)
    array([-2.33])
    """
    articles = np.bincount(group, minlength=len(value))
    with np.errstate(invalid="ignore", divide="ignore"):
        bias: Array = (articles - 1) * (np.bincount(group, left_out, len(value)) / articles - value)
    return bias
