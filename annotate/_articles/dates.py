"""Find a date among words, in the languages that news and its databases write it in."""

import re
from datetime import date
from functools import cache

_LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "ro",
    "ru",
    "uk",
    "tr",
    "el",
)
"""Whose months are known; those that numbers name (Japanese, Chinese, Korean) need no words."""

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})",
        r"(?<!\d)(?P<day>\d{1,2})(?:er|st|nd|rd|th|[.ºª°])?[\s\xa0-]+(?:de |of )?(?P<month>[^\W\d_]{3,12})\.?,?"
        r"[\s\xa0-]+(?:de |del )?(?P<year>\d{4})(?!\d)",
        r"(?P<month>[^\W\d_]{3,12})\.?[\s\xa0]+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[\s\xa0]+(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
    )
)


def find_date(words: str) -> str:
    """Return the first full date among some words as ISO 8601, else nothing.

    Dates whose day and month could be taken for each other (``05/06/2026``) are not guessed at.

    Examples
    --------
    >>> [find_date(words) for words in ("Sunday, May 2, 2010", "29 décembre 2011", "2011 年 12 月 29 日", "05/06/2026")]
    ['2010-05-02', '2011-12-29', '2011-12-29', '']
    """
    found = [(match.start(), iso) for pattern in _PATTERNS for match in pattern.finditer(words) if (iso := _iso(match))]
    return min(found)[1] if found else ""


def _iso(match: re.Match[str]) -> str:
    month = match["month"].lower()
    try:
        return date(
            int(match["year"]), int(month) if month.isdecimal() else _months()[month], int(match["day"])
        ).isoformat()
    except (ValueError, KeyError):
        return ""


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    return {
        name.rstrip(".").lower(): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    } | {"sept": 9, "fevrier": 2, "aout": 8, "decembre": 12, "märz": 3, "maerz": 3}
