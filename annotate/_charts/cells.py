"""A table drawn as shaded cells with their numbers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from annotate._charts.canvas import Array, bare, inches, room_beside
from annotate._charts.lettering import EDGE, style, width


def shades(share: Array, colour: Array) -> Array:
    """Mix white with a colour: the larger the share, the more of the colour.

    Parameters
    ----------
    share : array, shape (rows, columns)
        0–1; missing is nothing.
    colour : array, shape (rows, columns, 3)
        Red, green, blue, 0–1.

    Returns
    -------
    array, shape (rows, columns, 3)
    """
    part = np.nan_to_num(share)[..., None]
    return np.asarray(1 - part * (1 - colour))


def one_colour(colour: str, shape: tuple[int, int]) -> Array:
    """Return an array of one colour, shape (rows, columns, 3)."""
    return np.broadcast_to(to_rgb(colour), (*shape, 3))


def _luminance(colour: Array) -> Array:
    """Return the relative luminance, 0–1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def draw_cells(ax: Axes, fill: Array, texts: Sequence[Sequence[str]], size: float = 9) -> None:
    """Draw cells from top left to bottom right; dark cells are written on in white."""
    rows, columns = fill.shape[:2]
    ax.pcolormesh(np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5, fill, edgecolors="#BBBBBB", linewidth=0.8)
    dark = _luminance(fill) < 0.18  # below it white has more contrast than black
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            if text:
                ink = "white" if dark[row, column] else "black"
                ax.text(column, row, text, ha="center", va="center", fontsize=size, color=ink, **style())
    ax.set_xlim(-0.5, columns - 0.5)
    ax.set_ylim(rows - 0.5, -0.5)


_SIZE, _LINE = 8, 0.165
"""Size of a column's name in points, and height of a line of it in inches."""


def least_width(ax: Axes, rows: Sequence[str], columns: Sequence[str]) -> float:
    """Return the width in inches that Axes need, lest the names of columns, written upwards, touch."""
    lines = max(name.count("\n") + 1 for name in columns)
    return inches(ax)[0] - room_beside(ax, rows) + len(columns) * max(lines * _LINE, 0.4)


def _are_upright(ax: Axes, rows: Sequence[str], columns: Sequence[str]) -> bool:
    longest = max(width(line, _SIZE) for name in columns for line in name.split("\n"))
    return room_beside(ax, rows) / len(columns) < longest + 0.08


def name_cells(ax: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Name the rows at their left and the columns above them, upwards where cells are narrow."""
    rotation = 90 if _are_upright(ax, rows, columns) else 0
    ax.set_yticks(range(len(rows)), rows, fontsize=9, **style())
    ax.set_xticks(range(len(columns)), columns, fontsize=_SIZE, rotation=rotation, **style())
    ax.tick_params(top=False, labeltop=True, labelbottom=False)
    bare(ax)
    for text in ax.get_xticklabels():
        text.set(linespacing=1.25, color=EDGE)
