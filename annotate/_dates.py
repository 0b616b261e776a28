"""Find a date among words, in the languages that news and its databases write it in."""

import re
from collections.abc import Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from functools import lru_cache

from annotate._months import month_numbers

_YEAR = re.compile(r"\d{4}")
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


@lru_cache(4096)
def find_date(words: str) -> str:
    """Return the first full date among some words as ISO 8601, else nothing.

    Dates whose day and month could be taken for each other (``05/06/2026``) are not guessed at.

    Examples
    --------
    >>> [find_date(words) for words in ("Sunday, May 2, 2010", "29 décembre 2011", "2011 年 12 月 29 日", "05/06/2026")]
    ['2010-05-02', '2011-12-29', '2011-12-29', '']
    """
    if not _YEAR.search(words):
        return ""
    found = [(match.start(), iso) for pattern in _PATTERNS for match in pattern.finditer(words) if (iso := _iso(match))]
    return min(found)[1] if found else ""


def _iso(match: re.Match[str]) -> str:
    month = match["month"].lower()
    try:
        return date(
            int(match["year"]), int(month) if month.isdecimal() else month_numbers()[month], int(match["day"])
        ).isoformat()
    except (ValueError, KeyError):
        return ""


# A column of dates -------------------------------------------------------------------------------------------

_ISO = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.DOTALL)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ ,T].*)?", re.DOTALL)
_LONGEST = 60


def iso_dates(cells: Sequence[str]) -> list[str]:
    """Return each cell of a column of dates as ISO 8601; nothing where it is none, or where it could be two.

    Where days and months are numbers with slashes, the column tells which comes first, if one of its dates can be read
    in one way only.

    Examples
    --------
    >>> iso_dates(["12.05.2026", "20260512", "Tue, 12 May 2026 08:00:00 +0200", "2026-05", "last week"])
    ['2026-05-12', '2026-05-12', '2026-05-12', '2026-05', '']
    >>> iso_dates(["12/05/2026", "31/12/2025"]), iso_dates(["12/05/2026", "05/05/2026"])
    (['2026-05-12', '2025-12-31'], ['', '2026-05-05'])
    """
    slashed = [found for cell in cells if (found := _SLASHED.fullmatch(cell.strip()))]
    day_first = any(int(found[1]) > 12 for found in slashed)
    month_first = any(int(found[2]) > 12 for found in slashed)
    order = (1, 2) if day_first and not month_first else (2, 1) if month_first and not day_first else None
    return [_iso_date(cell.strip(), order) for cell in cells]


def _iso_date(cell: str, order: tuple[int, int] | None) -> str:
    iso = _ISO.fullmatch(cell)
    if iso:
        return iso[1]
    compact, slashed = _COMPACT.fullmatch(cell), _SLASHED.fullmatch(cell)
    if compact:
        return _valid(*compact.groups())
    if slashed:
        same = slashed[1] == slashed[2]
        day, month = (slashed[order[0]], slashed[order[1]]) if order else (slashed[1], slashed[2])
        return _valid(slashed[3], month, day) if order or same else ""
    return _mail_date(cell) or (find_date(cell) if len(cell) < _LONGEST else "")


def _valid(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _mail_date(cell: str) -> str:
    """Return the day of a date as feeds and mails write it (RFC 822), in its own time zone."""
    try:
        return parsedate_to_datetime(cell).date().isoformat() if re.search(r"\d\d:\d\d", cell) else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
