"""The names of months and their numbers, known once: as Babel writes them, and as news writes them besides."""

from collections.abc import Iterable
from functools import cache

LANGUAGES = tuple("en fr de es it pt nl sv da nb fi pl cs ro ru uk tr el".split())
"""Whose months are known; those that numbers name (Japanese, Chinese, Korean) need no words."""

_BESIDES = {"sept": 9, "fevrier": 2, "aout": 8, "decembre": 12, "märz": 3, "maerz": 3, "jänner": 1}
"""Without their accents, shortened in a way of one's own, or as one country says them."""


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month by its name, whole or shortened, in small letters and without its full stop.

    Examples
    --------
    >>> [month_numbers()[name] for name in ("august", "août", "aout", "sierpnia", "ago")]
    [8, 8, 8, 8, 8]
    """
    widths = [(width, context) for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    return {name: number for width, context in widths for name, number in _named(LANGUAGES, width, context)} | _BESIDES


def month_names(languages: Iterable[str]) -> dict[str, int]:
    """Return the number of each month by its whole name, as it stands in a date of one of these languages."""
    return dict(_named(languages, "wide", "format"))


def _named(languages: Iterable[str], width: str, context: str) -> Iterable[tuple[str, int]]:
    from babel.dates import get_month_names

    for language in languages:
        for number, name in get_month_names(width, context, language).items():  # type: ignore[arg-type]
            yield name.rstrip(".").lower(), number
