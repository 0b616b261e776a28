"""How often a claim of some strength is one indeed: the table that makes the rules' strength a score.

Set by ``python benchmarks/suggestions.py`` ("Reliability") on the half that was looked at of texts with a free licence:
French Wikinews (CC BY 2.5, labelled for this), GUM's Wikinews (CC BY), and the sentences written for this. The other
half only checked it; `benchmarks/suggestions.md` shows both.
"""

from bisect import bisect_right
from itertools import pairwise
from types import MappingProxyType

_MEASURED = MappingProxyType(
    {
        "en": ((0.5, 0.85), (0.65, 0.89), (0.75, 0.92), (0.85, 0.98), (1.0, 0.99)),
        "fr": ((0.5, 0.93), (0.65, 0.96), (0.75, 0.97), (0.85, 0.98), (1.0, 0.99)),
    }
)
"""By language: strengths, and the share of claims so strong that are right, rounded; between them a line."""


def score_of(strength: float, language: str) -> float:
    """Return how likely a claim of so much strength is right; the strength itself where a language was not measured.

    Examples
    --------
    >>> score_of(0.65, "en"), score_of(0.9, "fr"), score_of(0.65, "pt")
    (0.89, 0.98, 0.65)
    """
    knots = _MEASURED.get(language)
    if knots is None:
        return round(strength, 2)
    places = list(pairwise(knots))
    (low, least), (high, most) = places[min(max(bisect_right(knots, (strength,)) - 1, 0), len(places) - 1)]
    return round(least + (most - least) * (strength - low) / (high - low), 2)
