"""Deal articles out at random, each among those that it may change places with."""

import numpy as np

from annotate._counting.columns import Array


class Dealing:
    """Random orders of rows in which each row changes places only with rows of its own stratum.

    Parameters
    ----------
    stratum : array of int, shape (rows,)
    seed : int

    Examples
    --------
    >>> dealing = Dealing(np.array([0, 0, 1, 1, 1]), seed=1)
    >>> orders = dealing.orders(100)
    >>> bool((orders[:, :2] < 2).all()), orders.shape
    (True, (100, 5))
    """

    def __init__(self, stratum: Array, seed: int) -> None:
        self._rng = np.random.default_rng([seed, len(stratum)])
        self._stratum = np.unique(stratum, return_inverse=True)[1]
        self._sorted = np.argsort(self._stratum, kind="stable")
        self._is_one = len(stratum) == 0 or int(self._stratum.max()) == 0

    def orders(self, draws: int) -> Array:
        """Return so many orders, shape (draws, rows): which row stands in the place of each row."""
        if self._is_one:
            return self._rng.permuted(np.tile(np.arange(len(self._stratum)), (draws, 1)), axis=1)
        keys = self._stratum + self._rng.random((draws, len(self._stratum)))
        found = np.empty(keys.shape, dtype=np.int64)
        found[:, self._sorted] = np.argsort(keys, axis=1)
        return found
