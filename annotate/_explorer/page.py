"""What the explorer writes into the page: the chart, crisp on any screen, what is chosen, and the table. All inert."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from io import BytesIO
from numbers import Real
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from annotate._charts.alternative_text import alt_text
from annotate._charts.lettering import plain
from annotate._charts.places import Place, places_of
from annotate._wording import Wording

ROWS = 200
"""How many rows of the table are written into the page: a browser slows down with more."""

LONGEST_CELL = 60
"""Characters of a cell that stand on one line."""


_PIXELS = 96
"""Of the page for an inch of the chart."""

_LARGEST = 4_000_000
"""The bytes of a drawing by its lines; a chart of more is taken point by point, twice as many as it is shown with."""

_CARD = "border: 1px solid var(--jp-border-color2, #d8d8d8); border-radius: 6px; "
_INK = "color: var(--jp-content-font-color1, #1a1a1a); "


def chips(chosen: Iterable[str]) -> str:
    """Write what is chosen, each as a chip; nothing where all is."""
    look = _CARD + _INK + "background: var(--jp-layout-color2, #f3f3f3); padding: 1px 8px; border-radius: 10px"
    made = "".join(f'<span style="{look}">{escape(one)}</span>' for one in chosen)
    return f'<div style="display: flex; flex-wrap: wrap; gap: 4px; margin: 4px 0">{made}</div>' if made else ""


def told(sentence: str, line: str) -> str:
    """Write how much is counted, and what the measure shows."""
    return f'<div role="status" style="{_INK}">{escape(sentence)}</div><div style="{_INK}">{escape(line)}</div>'


def listed(passages: pd.DataFrame, say: Wording) -> str:
    """Write passages with where they stand, the first ones of many."""
    first = passages.head(ROWS)
    lines = "".join(
        f'<div style="margin: 4px 0"><div dir="auto">{escape(plain(row.get("text", "")))}</div>'
        f'<div style="opacity: .8">{escape(where(row))}</div></div>'
        for row in first.to_dict("records")
    )
    more = more_of(passages, say)
    box = f"{_CARD}{_INK}max-height: 20em; overflow: auto; padding: 4px 10px"
    return f'<div style="{box}" tabindex="0">{lines}</div><div style="{_INK}">{escape(more)}</div>' if lines else ""


def more_of(passages: pd.DataFrame, say: Wording) -> str:
    """Return how many passages there are, where not all are listed."""
    return say.text("explorer.more_passages", shown=ROWS, passages=len(passages)) if len(passages) > ROWS else ""


def where(row: Mapping[Any, Any]) -> str:
    """Return where a passage stands."""
    names = (row.get("source", ""), row.get("title") or row["article_id"], row.get("coder", ""))
    return " · ".join(plain(name) for name in names if plain(name))


def failed(sentence: str) -> str:
    """Write what went wrong."""
    look = "border-left: 4px solid var(--jp-error-color1, #b00020); padding: 6px 12px; "
    return f'<div role="alert" style="{look}{_INK}">{escape(sentence)}</div>'


class Picture(NamedTuple):
    """A chart as an image: its address (which is the image itself), its words, its width, and where its shares are."""

    src: str
    alt: str
    width: int
    places: list[Place]


def taken(ax: Axes) -> Picture:
    """Return a chart as an image that says in words what it shows; its figure is closed."""
    import matplotlib.pyplot as plt

    figure = ax.get_figure(root=True)
    drawing, src, wide, places = BytesIO(), "", 0.0, []
    if figure is not None:
        wide = figure.get_figwidth() * _PIXELS
        # By its lines it is crisp at any zoom; in an image no script of it would ever run.
        with plt.rc_context({"svg.fonttype": "path", "svg.hashsalt": "annotate"}):
            figure.savefig(drawing, format="svg", facecolor="white", metadata={"Date": None})
        kind, data = "svg+xml", drawing.getvalue()
        if len(data) > _LARGEST:
            drawing = BytesIO()
            figure.savefig(drawing, format="png", dpi=2 * _PIXELS, facecolor="white")
            kind, data = "png", drawing.getvalue()
        places = places_of(ax)
        plt.close(figure)
        src = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return Picture(src, alt_text(ax), round(wide), places)


def picture(taken: Picture) -> str:
    """Write a chart as an image."""
    # On a card of paper in a dark theme too: its labels' colours are told apart on white.
    look = f"{_CARD}background: white; width: {taken.width}px; max-width: 100%; height: auto"
    return f'<img style="{look}" alt="{escape(taken.alt)}" src="{taken.src}">'


def written(table: pd.DataFrame, say: Wording) -> str:
    """Write a table as HTML in which all text is inert."""
    first = table.head(ROWS)
    written = {name: [_cell(value, say, str(name)) for value in first[name]] for name in first}
    cells = pd.DataFrame(written, dtype=object)
    # Wide enough, lest a long warning make every row as high as it is.
    widest = {name: min(max(map(len, cells[name]), default=0), LONGEST_CELL) for name in cells}
    room = {name: f"{0.55 * many + 1:.0f}em" for name, many in widest.items()}
    page = cells.to_html(index=False, border=0, escape=True, col_space=room)
    more = say.text("explorer.more", shown=ROWS, rows=len(table)) if len(table) > ROWS else ""
    return (
        '<div class="jp-RenderedHTMLCommon annotate-table" style="max-height: 30em; overflow: auto" tabindex="0">'
        f"{page}</div>"
        f"<div>{escape(more)}</div>"
    )


def _cell(value: object, say: Wording, column: str = "") -> str:
    r"""Write one value of a table.

    Examples
    --------
    >>> [_cell(value, Wording("en")) for value in (0.0178, 2.0, 12500, pd.NA, "Le\tFil")]
    ['0.018', '2', '12,500', '', 'Le Fil']
    """
    if pd.isna(value):  # type: ignore[call-overload]  # a table's cell holds one value
        return ""
    if isinstance(value, Real) and not isinstance(value, bool):
        return say.number(float(value), 3)
    return plain(say.remark(str(value)) if column in ("warning", "reason") else value)
