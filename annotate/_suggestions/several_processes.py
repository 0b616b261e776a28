"""Reading in several processes: whole articles to each, results as one process gives them."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd

PIECES = 4
"""Pieces for each worker: one that ends early takes the next, and few enough that starting them costs little."""


def side_by_side_pieces(passages: pd.DataFrame, pieces: int) -> list[pd.DataFrame]:
    """Return the passages in about so many pieces of like size, no article in two of them, in order."""
    ids = passages["article_id"].to_numpy(dtype=object)
    starts = np.flatnonzero(ids[1:] != ids[:-1]) + 1 if len(ids) else np.empty(0, dtype=np.int64)
    wanted = np.linspace(0, len(ids), pieces + 1)[1:-1]
    nearest = np.minimum(np.searchsorted(starts, wanted), len(starts) - 1)
    cuts: list[int] = np.unique(starts[nearest]).tolist() if len(starts) else []
    return [passages.iloc[first:last] for first, last in zip([0, *cuts], [*cuts, len(ids)], strict=True)]


def side_by_side(read: Callable[[pd.DataFrame], pd.DataFrame], passages: pd.DataFrame, workers: int) -> pd.DataFrame:
    """Read the passages in several processes.

    A process is started afresh, not copied: a notebook's kernel runs threads, whose locks a copy would inherit.
    """
    pieces = side_by_side_pieces(passages, workers * PIECES)
    if len(pieces) < 2:
        return read(passages)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pd.concat(list(pool.map(read, pieces)))
