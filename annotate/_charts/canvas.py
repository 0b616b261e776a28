"""The sheet that a chart is drawn on: its size, its frame, the notes under it."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

from annotate._charts.lettering import EDGE, QUIET, plain, style, width, wrapped

Array = NDArray[Any]

_NARROW = 3.0
"""Inches: under a narrower chart the notes take the room below the names too."""

_COLUMN = 4.7

_LIGHT = 0.5

_HANDLE = 0.55
"""Width in inches of what stands before a name in a legend, and after it."""

FORESEEN_LINES = 4
"""Lines of notes for which `inches` leaves room."""


def new_axes(height: float, width: float = 9.0) -> Axes:
    """Make a figure of this size in inches, and return its Axes."""
    import matplotlib.pyplot as plt  # only here: a chart on given Axes needs no window system

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def on_paper(ax: Axes) -> None:
    """Lay white paper under a chart whose reader has a dark style: its ink and its colours are made for paper."""
    figure = ax.get_figure(root=True)
    saved = mpl.rcParams["savefig.facecolor"]
    faces = [ax.get_facecolor(), *([figure.get_facecolor()] if figure else []), *([] if saved == "auto" else [saved])]
    if figure is None or all(min(to_rgb(face)) > _LIGHT for face in faces):
        return
    figure.set_facecolor("white")
    ax.set_facecolor("white")
    paper = Rectangle((0, 0), 1, 1, transform=figure.transFigure, facecolor="white", linewidth=0, zorder=-9)
    paper.set_in_layout(False)
    figure.add_artist(paper)  # savefig paints over the figure's own colour where the style says so


def inches(ax: Axes) -> tuple[float, float]:
    """Return the width and height of Axes in inches; where a layout is still to come, about what it leaves."""
    figure = ax.get_figure(root=True)
    box, dpi = ax.get_window_extent(), figure.dpi if figure else 100.0
    if figure and figure.get_layout_engine():  # Axes then take all that names, ticks and notes do not need
        return box.width / dpi / 0.775, max(box.height / dpi / 0.77 - 1.3, 0.3)
    return box.width / dpi, box.height / dpi


def room_beside(ax: Axes, names: Sequence[str], size: float = 9) -> float:
    """Return about the width in inches that names of a size, in points, leave at their right."""
    figure = ax.get_figure(root=True)
    if not (figure and figure.get_layout_engine()):
        return inches(ax)[0]
    return inches(ax)[0] - _name_width(names, size) - 0.3


def _name_width(names: Sequence[str], size: float) -> float:
    return max((width(line, size) for name in names for line in name.split("\n")), default=0.0)


def _written_names(ax: Axes) -> tuple[list[str], float]:
    names = ax.get_yticklabels()
    return [name.get_text() for name in names], float(names[0].get_fontsize()) if names else 0.0


def is_column(ax: Axes) -> bool:
    """Whether Axes are as narrow as a column of a page (85 mm), so that less stands side by side."""
    return inches(ax)[0] < _COLUMN


def bare(ax: Axes) -> None:
    """Take the frame and the tick marks away; what is drawn speaks."""
    ax.tick_params(left=False, bottom=False, labelcolor=EDGE)
    for side in ax.spines.values():
        side.set_visible(False)


def bars(left: Array, width: Array, bottom: Array, height: float, **look: Any) -> PathPatch:
    """Make one artist of many bars, all of one look: a hundred times quicker to draw than one artist a bar.

    A bar without width is not drawn.
    """
    left, bottom, width = left[width > 0], bottom[width > 0], width[width > 0]
    right, top = left + width, bottom + height
    corners = np.stack([left, bottom, right, bottom, right, top, left, top, left, bottom], axis=1).reshape(-1, 2)
    steps = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(left))
    return PathPatch(Path(corners, steps), **look)


def legend(ax: Axes, names: Mapping[str, str], look: Mapping[str, tuple[str, str]], columns: int = 4) -> int:
    """Write above the chart what each colour and hatch is, on as many lines as are returned.

    What has no look is white with a dotted edge.
    """
    handles = [swatch(*look[label]) if label in look else empty_swatch() for label in names]
    drawn = [plain(name).lstrip("_") for name in names.values()]
    widest = max((width(name, 9) for name in drawn), default=0.0) + _HANDLE
    columns = max(1, min(columns, int(room_beside(ax, *_written_names(ax)) / widest)))
    made = ax.legend(handles, drawn, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False,
                     fontsize=9, handlelength=1.8, handleheight=1.1, borderaxespad=0.3,
                     labelcolor=EDGE)  # fmt: skip
    for text in made.get_texts():
        text.set(**style())
    return ceil(len(handles) / columns)


def swatch(colour: str, hatch: str) -> Patch:
    """Make a patch with a label's look, for a legend."""
    return Patch(facecolor=colour, hatch=hatch, edgecolor=EDGE, linewidth=0.8)


def empty_swatch() -> Patch:
    """Make the patch of what is untagged."""
    return Patch(facecolor="white", edgecolor=QUIET, linewidth=0.8, linestyle=":")


def note(ax: Axes, sentences: Sequence[str], pad: float = 6, beside: float = 0.0) -> float:
    """Write sentences under the chart, one a line, broken where the chart ends; ``beside`` it stand so many inches.

    Returns the inches by which they are higher than `inches` foresees.
    """
    names, size = _written_names(ax)
    room = room_beside(ax, names, size)
    aside = _name_width(names, size) if room < _NARROW and not beside else 0.0  # then they begin below the names
    whole = max(1.4, room + aside - beside)
    lines = [line for sentence in sentences if sentence for line in wrapped(plain(sentence), whole, 8)]
    ax.set_xlabel("\n".join(lines), fontsize=8, color=QUIET, loc="left", labelpad=pad, linespacing=1.4, **style())
    ax.xaxis.label.set_x(-0.95 * aside / max(room, 0.5))
    return max(0, len(lines) - FORESEEN_LINES) * 0.16


def blank(ax: Axes | None, sentence: str) -> Axes:
    """Draw a sentence where there is no chart to draw."""
    ax = ax or new_axes(1.2)
    bare(ax)
    ax.set(xticks=[], yticks=[])
    ax.text(0.5, 0.5, sentence, transform=ax.transAxes, ha="center", va="center", color=QUIET, wrap=True, **style())
    return ax
