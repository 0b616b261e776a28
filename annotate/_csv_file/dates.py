"""Dates that a spreadsheet, or its owner, wrote in the way of a country: ISO 8601 where that is sure."""

import re

from annotate._dates import iso_dates

_LOCAL = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:[ ,T].*)?", re.DOTALL | re.ASCII)

CURE = "write the date as 2026-05-12, for day and month could be taken for each other"


def is_local(cell: str) -> bool:
    """Whether a cell is a date by day, month and year in figures, in whichever order.

    Examples
    --------
    >>> is_local("12/05/2026"), is_local("2026-05-12"), is_local("12 May 2026")
    (True, False, False)
    """
    return len(cell) < 40 and _LOCAL.fullmatch(cell) is not None


def read_local(cells: list[str]) -> tuple[list[str], list[int]]:
    """Return a column's cells with their local dates as ISO 8601, and the places of those that could be two dates.

    Examples
    --------
    >>> read_local(["12/05/2026", "31/12/2025", "2026-05", ""]), read_local(["12/05/2026"])
    ((['2026-05-12', '2025-12-31', '2026-05', ''], []), (['12/05/2026'], [0]))
    """
    places = [place for place, cell in enumerate(cells) if is_local(cell)]
    read = dict(zip(places, iso_dates([cells[place] for place in places]), strict=True))
    unread = [place for place, iso in read.items() if not iso]
    return [read.get(place) or cell for place, cell in enumerate(cells)], unread
