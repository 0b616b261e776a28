"""Vectors of texts that somebody's own model makes: checked, and each text asked for once."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from annotate._errors import TagError

Array = np.ndarray

Embed = Callable[[list[str]], Any]
"""Takes texts, and returns one row of numbers for each, all of one length."""


def vectors_of(embed: Embed, texts: Sequence[str], length: int = 0) -> Array:
    """Return a row of numbers for each text, of length 1 as vectors, so that their scale is no matter.

    Parameters
    ----------
    embed : callable
    texts : sequence of str
    length : int
        How many numbers a row must have; any number, but not 0, where it is 0.

    Raises
    ------
    TagError
        Where what it returns is something else.

    Examples
    --------
    >>> vectors_of(lambda texts: [[3, 4] for text in texts], ["It rains."]).tolist()
    [[0.6, 0.8]]
    """
    different = [*dict.fromkeys(texts)]
    try:
        vectors = np.asarray(embed(different), dtype=float)
    except (TypeError, ValueError) as error:
        raise TagError(f"embed= returned no table of numbers ({error}): return one row of numbers per text.") from error
    is_fit = vectors.ndim == 2 and len(vectors) == len(different) and vectors.shape[1] == (length or vectors.shape[1])
    if not is_fit or not vectors.size or not np.isfinite(vectors).all():
        wanted = f"{length} finite numbers" if length else "finite numbers, as many for each"
        raise TagError(
            f"embed= returned numbers of shape {vectors.shape} for {len(different)} texts: return one row per text, of "
            f"{wanted}."
        )
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    place = {text: nth for nth, text in enumerate(different)}
    unit: Array = (vectors / np.where(lengths > 0, lengths, 1))[[place[text] for text in texts]]
    return unit
