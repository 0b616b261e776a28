r"""Protect cells from spreadsheets: an apostrophe in front makes any text harmless, and can be taken off again.

A spreadsheet that opens a CSV file runs ``=HYPERLINK(…)`` and makes 7 of ``007``, a date of ``12 May`` and a line
feed of a carriage return. `protect` stops that. A cell that already looks protected gets one more apostrophe, in any
file (`keep_apart`), so that `unprotect` knows each for what it is, whatever has saved the file in between.
"""

import re

from annotate._exact_text import SUB

_FORMULA = re.compile(r"[\s\x00-\x1f=+\-@＝＋－＠]")
"""With these a formula begins, in some spreadsheets also after a blank."""

_MONTHS = "jan|feb|fév|fev|mar|apr|avr|may|mai|jun|juin|jui|jul|aug|aoû|aou|sep|oct|nov|dec|déc"
_READ_ANEW = re.compile(
    rf"true|false|vrai|faux|(?=.*\d)(?:[\d.,:/%\s()e+$€£¥-]*(?:[ap]m)?|.*\b(?:{_MONTHS}).*)",
    re.IGNORECASE,
)
"""What a spreadsheet takes for a truth value, a number or a date."""

_LONGEST = 60
"""Characters: no longer text is taken for a number or a date."""

_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?", re.ASCII)
"""Dates written so come back as they were, and serve as dates meanwhile."""


def protect(cell: str) -> str:
    r"""Make a cell harmless in a spreadsheet.

    Examples
    --------
    >>> [protect(cell) for cell in ("=1+1", "007", "12 May 2026", "2026-05-12", "'quoted' words")]
    ["'=1+1", "'007", "'12 May 2026", '2026-05-12', "'quoted' words"]
    """
    cell = cell.replace("\r", f"{SUB}000d")
    return "'" + cell if _is_in_danger(cell) else cell


def keep_apart(cell: str) -> str:
    """Mark a cell that looks protected and is not, so that `unprotect` gives it back.

    Examples
    --------
    >>> keep_apart("'=1+1"), keep_apart("=1+1")
    ("''=1+1", '=1+1')
    """
    return "'" + cell if _looks_protected(cell) else cell


def unprotect(cell: str) -> str:
    """Undo `protect` or `keep_apart` (the text's carriage returns wait for `annotate._exact_text.unescape`).

    Examples
    --------
    >>> unprotect("'=1+1"), unprotect("''=1+1"), unprotect("'quoted' words")
    ('=1+1', "'=1+1", "'quoted' words")
    """
    return cell[1:] if _looks_protected(cell) else cell


def _looks_protected(cell: str) -> bool:
    return cell.startswith("'") and _is_in_danger(cell)


def _is_in_danger(cell: str) -> bool:
    bare = cell.lstrip("'")
    if _FORMULA.match(bare):
        return True
    return len(bare) <= _LONGEST and bool(_READ_ANEW.fullmatch(bare.strip())) and not _ISO_TIME.fullmatch(bare)
