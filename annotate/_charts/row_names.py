"""The names of a chart's rows: with their denominators, alone where rows are low, or one in so many."""

from dataclasses import replace
from math import ceil

from matplotlib.axes import Axes

from annotate._charts.chart import Chart
from annotate._charts.lettering import beside, clean, shortened, style
from annotate._charts.rows import Rows
from annotate._charts.sheet import HEAD, Sheet

NAMED = 50
"""How many rows have denominators of their own at most."""

LINE = 0.125
"""Height of one line of a row's name with its denominators, in inches, at least."""

_SIZES = ((9, 0.155), (7, LINE), (6, 0.1))
"""Sizes of letters in points, and the height in inches that a line of them takes."""


def full_names(sheet: Sheet) -> list[str]:
    """Name the rows, with their denominators; of many rows, whose denominators a note tells, on one line."""
    if len(sheet.rows) > NAMED:
        return short_names(sheet)
    named = zip(true_names(sheet.rows, sheet.chart), sheet.marks, strict=True)
    return [
        "\n".join([f"{beside(shortened(name, 34, 2))} {mark}".rstrip(), *sheet.chart.denominators(sheet.rows, place)])
        for place, (name, mark) in enumerate(named)
    ]


def short_names(sheet: Sheet) -> list[str]:
    """Name the rows on one line each."""
    named = zip(true_names(sheet.rows, sheet.chart), sheet.marks, strict=True)
    width = 16 if sheet.is_narrow else 34
    return [f"{beside(shortened(name, width))} {mark}".rstrip() for name, mark in named]


def true_names(rows: Rows, chart: Chart) -> list[str]:
    """Return the rows' true names on one line each; that of no value has a word of its own."""
    unnamed = chart.say.text("shared.unnamed_row" if rows.by else "shared.all")
    return [clean(name) or unnamed for name in rows.names()]


def name_rows(ax: Axes, sheet: Sheet) -> tuple[Sheet, int]:
    """Name the rows: with denominators where there is room, else without, else as many as there is room for.

    Returns the sheet, which says whether denominators are missing, and how many rows there are to a name.
    """
    full = full_names(sheet)
    is_short = sheet.is_narrow or sheet.pitch < _lines(full) * LINE * 0.95
    sheet = replace(sheet, are_short=is_short)
    texts = short_names(sheet) if is_short else full
    step, size = _step_and_size(_lines(texts), sheet.pitch)
    tops = [sheet.corner(label)[1] for label in range(len(sheet.rows.labels) if sheet.is_stacked else 1)]
    last = len(texts) + HEAD - step if len(tops) > 1 else len(texts)  # lest it touch the first of the next panel
    named = [place for place in range(0, len(texts), step) if place <= max(last, 0)]
    places = [top + place for top in tops for place in named]
    written = [texts[place] for place in named] * len(tops)
    ax.set_yticks(places, written, fontsize=size, linespacing=1.1, **style(*texts))
    return sheet, step


def _lines(texts: list[str]) -> int:
    return max(text.count("\n") + 1 for text in texts)


def _step_and_size(lines: int, pitch: float) -> tuple[int, int]:
    """Return how many rows there are to a name, and the largest letters that it can have."""
    step = max(1, ceil(lines * _SIZES[-1][1] / pitch - 0.05))
    return step, next((size for size, line in _SIZES if pitch * step >= lines * line * 0.95), _SIZES[-1][0])
