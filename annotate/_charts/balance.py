"""The balance of each source: dots with their intervals, or stacked bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from annotate._charts.canvas import Array, bare, bars, inches, legend, new_axes, note, room_beside
from annotate._charts.chart import Chart, Footnotes
from annotate._charts.lettering import EDGE, QUIET, beside, clean, shortened, style
from annotate._charts.places import keep_places
from annotate._charts.rows import Rows, labels_of, read_rows
from annotate._charts.summary import HEIGHT, SUMMARISED, WIDEST, draw_spread, spread_in_words, widest_apart
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_with

KINDS = ("dots", "bars")

NAMED = 50
"""How many rows are named at most: more names would be neither read nor quickly drawn."""

_PANEL = 1.25
"""Width of one label's panel of dots, in shares: 1 for 0–100 %, and the gap to the next."""

_LEAST_PANEL = 0.95
"""Inches: in narrower panels side by side the numbers under them would overlap."""

BARS_AS_PANELS = 2
"""Bars need as much width as so many panels of dots."""

_HEAD = 1.6
"""Rows that the name of a panel takes, where panels stand one below the other."""

_LINE = 0.125
"""Height of one line of a row's name, in inches."""

_MARK = 0.09
"""Inches: in lower rows the marks of neighbours would touch."""


@dataclass(frozen=True)
class Sheet:
    """What a kind of chart draws: the rows, and how high a row is.

    Parameters
    ----------
    chart : Chart
    rows : Rows
    marks : list of str
        Of each row's footnotes.
    pitch : float
        Height of a row in inches.
    is_narrow : bool
        Whether there is no room for denominators under each name: a note tells them.
    is_stacked : bool
        Whether the panels of dots stand one below the other, where there is no room side by side.
    whole : Rows or None
        All rows, where so many are summarised that ``rows`` are those widest apart.
    """

    chart: Chart
    rows: Rows
    marks: list[str]
    pitch: float = 0.0
    is_narrow: bool = False
    is_stacked: bool = False
    whole: Rows | None = None

    @property
    def is_dense(self) -> bool:
        """Whether rows are too low for numbers and edges."""
        return self.pitch < 0.24

    @property
    def lines(self) -> float:
        """How many rows high the chart is, heads of panels and what stands above rows included."""
        panel = len(self.rows) + self.above
        return len(self.rows.labels) * (panel + _HEAD) if self.is_stacked else panel

    @property
    def above(self) -> float:
        """How many rows high is what stands above the rows of a panel."""
        return HEIGHT if self.whole else 0.0

    def corner(self, label: int) -> tuple[float, float]:
        """Return where a label's panel begins: how far to the right, and how many rows down."""
        return (0.0, label * (len(self.rows) + self.above + _HEAD)) if self.is_stacked else (label * _PANEL, 0.0)

    def percents(self, label: int) -> list[str]:
        """Write the shares of one label, one text per row; empty where there is none."""
        return self.chart.percents(self.rows.share[:, label].tolist())


def plot_balance(
    balance_table: pd.DataFrame,
    kind: str = "dots",
    ax: Axes | None = None,
    *,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    r"""Draw each source's balance.

    Parameters
    ----------
    balance_table : DataFrame
        What `balance` returned: one row per source (or other group) and label.
    kind : {"dots", "bars"}
        Dots with their intervals, one panel per label; or one stacked bar per source, without intervals.
    ax : Axes, optional
        Where to draw; a new figure, as high as the sources need, where left out.
    palette : mapping, optional
        Colour by label, for those that shall not have the codebook's.
    order : sequence of str, optional
        Sources from top to bottom. Where left out, as in the table; a table in the order that `balance` gives it is
        sorted as people sort names. A note says how many it leaves out.
    codebook : Codebook, optional
        What the labels are, and how they are called and coloured; where left out, that of the projects
        opened that has these labels.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        Under each source's name stand its denominators, and how many passages are untagged and excluded. A hollow
        dot and a mark (``*``, ``†`` …) show a source whose table row carries a warning; the warnings stand below. With
        more than 50 sources not all may be named; a note says so, and tells the denominators of all. More than 100 are
        summarised: how their shares are spread, and the twenty whose intervals lie furthest from all together.
        On narrow Axes, such as a column of 85 mm, the panels of dots stand one below the other. Where the table has
        ``hand_low`` and ``hand_high`` (`balance` with ``machine=``), a thin grey line is the interval by hand alone.

    Raises
    ------
    BalanceError
        Where the table is no balance table, or the kind or a name in ``order`` is unknown.

    Examples
    --------
    >>> import annotate, pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "source": "Le Fil", "start": 0, "end": 9,
    ...                      "label": ["opinion", "reported_fact"], "coder": "mj"})
    >>> ax = plot_balance(annotate.balance(tags), kind="bars")
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Le Fil *\n2 passages, 2 articles']
    """
    if kind not in KINDS:
        raise BalanceError(f"kind={kind!r} is not known: use 'dots' or 'bars'.")
    codebook = codebook_with(labels_of(balance_table), codebook)
    rows = read_rows(balance_table, order, codebook)
    chart = Chart(language, rows.labels, palette, codebook)
    if not len(rows):
        return chart.nothing(ax, "nothing")
    whole = rows if len(rows) > SUMMARISED else None
    rows = rows.picked(widest_apart(rows), rows.left_out) if whole else rows
    footnotes = Footnotes(chart, rows.warning)
    sheet = Sheet(chart, rows, footnotes.marks, whole=whole)
    texts = _row_names(sheet)
    ax = ax or _sized_axes(rows, texts, 0.3 * sheet.above)
    is_narrow = _is_narrow(ax, texts, len(rows.labels) if kind == "dots" else BARS_AS_PANELS)
    sheet = replace(sheet, is_narrow=is_narrow, is_stacked=is_narrow and kind == "dots")
    texts = _short_names(sheet) if is_narrow else texts
    sheet = replace(sheet, pitch=inches(ax)[1] / sheet.lines)
    step = _name_rows(ax, texts, sheet)
    (_draw_dots if kind == "dots" else _draw_bars)(ax, sheet)
    bare(ax)
    if too_high := note(ax, [*_notes(sheet, kind, step), *footnotes.sentences]):  # then fewer names have room
        step = _name_rows(ax, texts, replace(sheet, pitch=max(inches(ax)[1] - too_high, 0.2) / sheet.lines))
    return chart.finished(ax, _told(sheet, kind), [*_notes(sheet, kind, step), *footnotes.sentences])


def _is_narrow(ax: Axes, texts: list[str], panels: int) -> bool:
    """Whether so many panels side by side would be too narrow for the numbers under them."""
    return panels > 1 and room_beside(ax, texts) / (panels * _PANEL) < _LEAST_PANEL


def _row_names(sheet: Sheet) -> list[str]:
    """Name the rows, with their denominators; of many rows, whose denominators a note tells, on one line."""
    if len(sheet.rows) > NAMED:
        return _short_names(sheet)
    named = zip(_names(sheet.rows, sheet.chart), sheet.marks, strict=True)
    return [
        "\n".join([f"{beside(shortened(name, 34, 2))} {mark}".rstrip(), *sheet.chart.denominators(sheet.rows, place)])
        for place, (name, mark) in enumerate(named)
    ]


def _short_names(sheet: Sheet) -> list[str]:
    named = zip(_names(sheet.rows, sheet.chart), sheet.marks, strict=True)
    width = 16 if sheet.is_narrow else 34
    return [f"{beside(shortened(name, width))} {mark}".rstrip() for name, mark in named]


def _names(rows: Rows, chart: Chart) -> list[str]:
    """Return the rows' true names on one line each; that of no value has a word of its own."""
    unnamed = chart.say.text("shared.unnamed_row" if rows.by else "shared.all")
    return [clean(name) or unnamed for name in rows.names()]


def _sized_axes(rows: Rows, texts: list[str], more: float) -> Axes:
    lines = max(text.count("\n") + 1 for text in texts)
    pitch = lines * 0.15 + 0.22 if len(rows) <= 15 else lines * _LINE + 0.06
    return new_axes(1.5 + more + pitch * min(len(rows), NAMED), max(9.0, 3.5 + 1.9 * len(rows.labels)))


def _name_rows(ax: Axes, texts: list[str], sheet: Sheet) -> int:
    """Name as many rows as there is room for, and return how many rows there are to a name."""
    lines = max(text.count("\n") + 1 for text in texts)
    step = max(ceil(len(texts) / NAMED), ceil(lines * _LINE / sheet.pitch - 0.05))
    size = 9 if sheet.pitch * step >= lines * 0.155 else 7
    tops = [sheet.corner(label)[1] for label in range(len(sheet.rows.labels) if sheet.is_stacked else 1)]
    last = len(texts) + _HEAD - step if len(tops) > 1 else len(texts)  # lest it touch the first of the next panel
    named = {place: texts[place] for place in range(0, len(texts), step) if place <= max(last, 0)}
    if step > 1 and sheet.pitch > _MARK:  # a row that is not named still says that it is to be read with care
        named = {place: named.get(place, mark) for place, mark in enumerate(sheet.marks) if place in named or mark}
    places = [top + place for top in tops for place in named]
    ax.set_yticks(places, [*named.values()] * len(tops), fontsize=size, linespacing=1.1, **style(*texts))
    return step


def _draw_dots(ax: Axes, sheet: Sheet) -> None:
    rows, many = sheet.rows, len(sheet.rows)
    for nth, label in enumerate(rows.labels):
        left, top = sheet.corner(nth)
        ax.add_patch(Rectangle((left, top - 0.6), 1, many + 0.2, color="#F4F4F4", linewidth=0, zorder=0))
        ax.vlines([left, left + 0.5, left + 1], top - 0.6, top + many - 0.4, color="#CFCFCF", linewidth=0.8, zorder=1)
        keep_places(
            ax, zip(rows.names(), [label] * many, rows.share[:, nth] + left, top + np.arange(many), strict=True)
        )
        _draw_hands(ax, sheet, nth)
        (_draw_dense_label if sheet.is_dense else _draw_label)(ax, sheet, nth)
        if sheet.whole:
            draw_spread(ax, sheet.whole, nth, (left, top), sheet.chart.look[label][0])
        if sheet.is_stacked:  # above the share that is written over the first dot
            ax.annotate(shortened(sheet.chart.names[label], 30), (0, top - 0.6 - sheet.above),
                        (0, 2 if sheet.is_dense or sheet.whole else 9), textcoords="offset points", va="bottom",
                        fontweight="bold", fontsize=9, color=EDGE, **style())  # fmt: skip
            continue
        name, above = shortened(sheet.chart.names[label], 22, 2), (0, 5 if many <= 30 else 18)
        ax.annotate(name, (left + 0.5, 1), above, xycoords=("data", "axes fraction"), textcoords="offset points",
                    ha="center", va="bottom", fontweight="bold", fontsize=10, color=EDGE, **style())  # fmt: skip
    across = 1 if sheet.is_stacked else len(rows.labels)
    places = [nth * _PANEL + place for nth in range(across) for place in (0, 0.5, 1)]
    ax.set_xticks(places, [sheet.chart.say.percent(place % _PANEL) for place in places], fontsize=8, **style())
    ax.tick_params(labeltop=many > 30)  # both ends of a long chart are read
    ax.set_xlim(-0.05, (across - 1) * _PANEL + 1.05)
    head = _HEAD if sheet.is_stacked else 0
    ax.set_ylim(sheet.lines - head - sheet.above - 0.4, -0.6 - head - sheet.above)


def _draw_hands(ax: Axes, sheet: Sheet, label: int) -> None:
    """Draw under each interval, where a machine's tags narrowed it, that of the tags made by hand alone."""
    rows, (left, top) = sheet.rows, sheet.corner(label)
    ax.hlines(top + np.arange(len(rows)) + 0.28, rows.hand_low[:, label] + left, rows.hand_high[:, label] + left,
              color=QUIET, linewidth=1, zorder=2)  # fmt: skip


def _draw_label(ax: Axes, sheet: Sheet, label: int) -> None:
    rows, (left, top) = sheet.rows, sheet.corner(label)
    heights = top + np.arange(len(rows))
    colour = sheet.chart.look[rows.labels[label]][0]
    low, high = rows.low[:, label] + left, rows.high[:, label] + left
    alone = rows.articles == 1  # their interval is 0 to 1, and must not be the loudest ink
    for width, line in ((3.5, EDGE), (2.5, colour)):
        ax.hlines(heights[~alone], low[~alone], high[~alone], color=line, linewidth=width, zorder=2)
    ax.hlines(heights[alone], low[alone], high[alone], color=QUIET, linewidth=0.8, linestyle=":", zorder=2)
    fill = ["white" if warning else colour for warning in rows.warning]
    ax.scatter(rows.share[:, label] + left, heights, s=52, c=fill, edgecolors=EDGE, linewidths=1.2, zorder=3)
    _write_over(ax, heights, rows.share[:, label] + left, sheet.percents(label))


def _draw_dense_label(ax: Axes, sheet: Sheet, label: int) -> None:
    """Let the dots stand out of intervals that lie close together."""
    rows, (left, top), points = sheet.rows, sheet.corner(label), sheet.pitch * 72
    heights = top + np.arange(len(rows))
    colour = sheet.chart.look[rows.labels[label]][0]
    low, high = rows.low[:, label] + left, rows.high[:, label] + left
    alone = rows.articles == 1
    ax.hlines(heights[~alone], low[~alone], high[~alone], color=colour, linewidth=points * 0.5, alpha=0.45, zorder=2)
    ax.hlines(heights[alone], low[alone], high[alone], color=QUIET, linewidth=0.4, linestyle=":", zorder=2)
    fill = ["white" if warning else EDGE for warning in rows.warning]
    ax.scatter(rows.share[:, label] + left, heights, s=min(max(points * 0.7, 2), 7) ** 2, c=fill, edgecolors=EDGE,
               linewidths=min(0.8, points / 8), zorder=3)  # fmt: skip


def _write_over(ax: Axes, heights: Array, places: Array, texts: list[str]) -> None:
    for height, place, text in zip(heights.tolist(), places.tolist(), texts, strict=True):
        if text:
            ax.annotate(text, (place, height), (0, 6), textcoords="offset points", ha="center", fontsize=8, color=EDGE,
                        **style(text))  # fmt: skip


def _draw_bars(ax: Axes, sheet: Sheet) -> None:
    rows, heights = sheet.rows, np.arange(len(sheet.rows))
    shares = np.nan_to_num(rows.share)
    ends = shares.cumsum(axis=1)
    height, edge = (1.0, 0.0) if sheet.is_dense else (0.62, 0.8)
    for nth, label in enumerate(rows.labels):
        colour, hatch = sheet.chart.look[label]
        start = ends[:, nth] - shares[:, nth]
        middle = np.where(shares[:, nth] > 0, start + shares[:, nth] / 2, np.nan)
        keep_places(ax, zip(rows.names(), [label] * len(rows), middle, heights, strict=True))
        # No patch of the data's limits, which are set below and slow to find.
        ax.add_artist(bars(start, shares[:, nth], heights - height / 2, height, facecolor=colour, hatch=hatch,
                           edgecolor=EDGE, linewidth=edge, label=sheet.chart.names[label]))  # fmt: skip
        if not sheet.is_dense:
            _write_inside(ax, start, shares[:, nth], sheet.percents(nth), 0.17 if sheet.is_narrow else 0.06)
    for place in np.flatnonzero(np.isnan(rows.share).all(axis=1)).tolist():
        ax.text(0.01, place, sheet.chart.say.text("charts.no_share"), va="center", fontsize=8, color=QUIET, **style())
    ticks = [0, 0.5, 1] if sheet.is_narrow else [0, 0.25, 0.5, 0.75, 1]
    ax.set_xticks(ticks, [sheet.chart.say.percent(tick) for tick in ticks], fontsize=8, **style())
    ax.set_xlim(-0.003, 1.003)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    legend(ax, sheet.chart.names, sheet.chart.look)


def _write_inside(ax: Axes, starts: Array, widths: Array, texts: list[str], least: float) -> None:
    for height, (start, width, text) in enumerate(zip(starts.tolist(), widths.tolist(), texts, strict=True)):
        if width >= least:
            box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none"}
            middle = start + width / 2
            ax.text(middle, height, text, ha="center", va="center", fontsize=9, color="black", bbox=box, **style(text))


def _notes(sheet: Sheet, kind: str, step: int) -> list[str]:
    rows, say = sheet.rows, sheet.chart.say
    about = {"unit": say.text(f"shared.{rows.unit}"), "confidence": say.percent(rows.confidence)}
    notes = [say.text(f"charts.{kind}", **about)]
    if sheet.whole:
        many = {"rows": say.count("row", len(sheet.whole)), "widest": WIDEST}
        notes += [
            say.text("charts.widest_dots" if kind == "dots" else "charts.widest_bars", **many),
            spread_in_words(sheet.whole, sheet.chart),
        ]
    if rows.has_hands and kind == "dots":
        notes.append(say.text("charts.by_hand", confidence=about["confidence"]))
    if rows.design:
        notes.append(say.text("charts.design", design=rows.design))
    if step > 1 or sheet.is_narrow or sheet.whole:
        rows = sheet.whole or rows
        sizes = {f"{what}s": _range(getattr(rows, f"{what}s"), what, sheet.chart) for what in ("passage", "article")}
        whole = ", ".join(sheet.chart.denominators(rows))
        key = "charts.named" if step > 1 and not sheet.whole else "charts.sizes"
        notes.append(say.text(key, rows=say.count("row", len(rows)), step=step, whole=whole, **sizes))
    if rows.left_out:
        notes.append(say.text("charts.left_out", rows=say.count("row", rows.left_out)))
    return notes


def _range(sizes: Array, what: str, chart: Chart) -> str:
    least, most = float(sizes.min()), chart.say.count(what, float(sizes.max()))
    return most if least == sizes.max() else chart.say.text("charts.range", least=least, most=most)


def _told(sheet: Sheet, kind: str) -> list[str]:
    """Return the chart in words: a sentence per row, or of the first of many; dots with their intervals."""
    rows, chart = sheet.rows, sheet.chart
    told = []
    for place, name in enumerate(_names(rows, chart)[:NAMED]):
        said = _shares(sheet, place) if kind == "dots" else chart.percents(rows.share[place].tolist())
        shares = ", ".join(f"{chart.names[label]} {one}" for label, one in zip(rows.labels, said, strict=True) if one)
        whole = ", ".join(chart.denominators(rows, place))
        told.append(chart.say.text("charts.shares", name=name, whole=whole,
                                   shares=shares or chart.say.text("charts.no_share")))  # fmt: skip
    return told


def _shares(sheet: Sheet, place: int) -> list[str]:
    """Write a row's shares with their intervals; an empty text where there is none."""
    rows, chart = sheet.rows, sheet.chart
    parts = (rows.share, rows.low, rows.high, rows.hand_low, rows.hand_high)
    written = zip(*(chart.percents(part[place].tolist()) for part in parts), strict=True)
    return [_share(chart, *one) for one in written]


def _share(chart: Chart, share: str, low: str, high: str, hand_low: str, hand_high: str) -> str:
    if not (share and low and high):
        return share
    hand = {"hand_low": hand_low, "hand_high": hand_high} if hand_low and hand_high else {}
    return chart.say.text("charts.share_by_hand" if hand else "charts.share", share=share, low=low, high=high, **hand)
