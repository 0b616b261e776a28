"""A machine's reading of a whole archive, counted article by article and set beside what people tagged of it."""

from typing import NamedTuple

import numpy as np

from annotate._counting.columns import Array
from annotate._counting.counts import Counts


class Archive(NamedTuple):
    """What a machine read, in the groups and labels of the counts by hand.

    Parameters
    ----------
    group : array of int, shape (articles,)
        The group of each article of the archive.
    weights : array, shape (articles, labels)
        How many passages (or characters) of it the machine gives each label.
    size : array, shape (articles,)
        How many it read, those that it gives no label too.
    row : array of int, shape (rows,)
        The article of each row of the counts by hand.
    articles : array of int, shape (groups,)
        How many articles there are.
    is_finite : bool
        Whether these are all that is asked about.
    """

    group: Array
    weights: Array
    size: Array
    row: Array
    articles: Array
    is_finite: bool

    def totals(self, values: Array) -> Array:
        """Sum values, one row an article, over each group's articles; shape (groups, labels)."""
        return np.column_stack([np.bincount(self.group, column, len(self.articles)) for column in values.T])

    @property
    def shares(self) -> Array:
        """The machine's shares of the archive, shape (groups, labels)."""
        with np.errstate(invalid="ignore", divide="ignore"):
            shares: Array = self.totals(self.weights) / self.totals(self.size[:, None])
        return shares

    @property
    def gives(self) -> Array:
        """Whether the machine gives a label anywhere, one a label, as a row."""
        gives: Array = (self.weights.sum(axis=0) > 0)[None, :]
        return gives

    def unread(self, counts: Counts) -> Array:
        """Return the part of each group's articles that nobody tagged by hand."""
        return 1 - counts.articles / np.maximum(self.articles, 1)

    def shares_on_hand(self, counts: Counts) -> Array:
        """Return the machine's shares in the articles that were tagged by hand, as drawn."""
        weight = _weight(counts)[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            shares: Array = counts.totals(self.weights[self.row] * weight) / counts.totals(
                self.size[self.row][:, None] * weight
            )
        return shares

    def pulls_on_hand(self, counts: Counts, share: Array) -> Array:
        """Return how far each row of the counts by hand pulls the machine's shares, shape (rows, labels)."""
        size = self.size[self.row] * _weight(counts)
        weights = self.weights[self.row] * _weight(counts)[:, None]
        pulls: Array
        with np.errstate(invalid="ignore", divide="ignore"):
            pulls = (weights - size[:, None] * share[counts.group]) / counts.totals(size)[counts.group][:, None]
        pulls[~np.isfinite(pulls)] = 0
        return pulls

    def variance(self) -> Array:
        """Return how much one article varies about the machine's share, in parts of a mean article."""
        return _variance(self.group, self.weights, self.size, len(self.articles), 1)

    def noise(self) -> Array:
        """Return the variance of the machine's shares of the articles that nobody tagged, as if of endless ones."""
        is_left = np.ones(len(self.group), dtype=bool)
        is_left[self.row] = False
        number = np.bincount(self.group[is_left], minlength=len(self.articles))[:, None]
        groups = len(self.articles)
        found = _variance(self.group[is_left], self.weights[is_left], self.size[is_left], groups, 0)
        return np.nan_to_num(found / np.maximum(number, 1))


def _weight(counts: Counts) -> Array:
    return np.ones(len(counts.group)) if counts.design is None else counts.design.weight


def _variance(group: Array, weights: Array, size: Array, groups: int, less: int) -> Array:
    def totals(values: Array) -> Array:
        return np.column_stack([np.bincount(group, column, groups) for column in values.T])

    number = np.bincount(group, minlength=groups)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = totals(size[:, None])
        off = weights - size[:, None] * (totals(weights) / whole)[group]
        variance: Array = totals(off**2) / (number - less) / (whole / number) ** 2
    return variance
