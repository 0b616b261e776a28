"""Every two coders of every passage."""

from typing import NamedTuple

import numpy as np

from annotate._agreement.judgement_table import Judgements
from annotate._counting.columns import Array


class Pairs(NamedTuple):
    """Two coders' labels on one passage; each array has one value per pair and passage."""

    unit: Array
    first_coder: Array
    second_coder: Array
    first: Array
    second: Array


def coder_pairs(found: Judgements) -> Pairs:
    """Pair each two coders of each passage, the one who sorts first being the first."""
    order = np.lexsort((found.coder, found.unit))
    unit, coder, label = found.unit[order], found.coder[order], found.label[order]
    first: list[Array] = []
    second: list[Array] = []
    for step in range(1, int(np.bincount(unit).max(initial=0))):
        here = np.flatnonzero(unit[step:] == unit[:-step])
        first.append(here)
        second.append(here + step)
    one = np.concatenate([*first, np.array([], dtype=np.int64)])
    other = np.concatenate([*second, np.array([], dtype=np.int64)])
    return Pairs(unit[one], coder[one], coder[other], label[one], label[other])
