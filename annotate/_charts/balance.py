"""The balance of each source: dots with their intervals, or stacked bars."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from annotate._charts.canvas import Array, bare, bars, inches, legend, new_axes, note, room_beside
from annotate._charts.chart import Chart, Footnotes, design_in_words
from annotate._charts.lettering import EDGE, PANEL_COLOUR, QUIET, bold, halo, shortened, style
from annotate._charts.places import keep_places
from annotate._charts.row_names import LINE, NAMED, full_names, name_rows, true_names
from annotate._charts.rows import Rows, labels_of, read_rows
from annotate._charts.sheet import HEAD, PANEL, Sheet
from annotate._charts.summary import SUMMARISED, WIDEST, draw_spread, spread_in_words, widest_apart
from annotate._charts.words_of_shares import shares_in_words
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_with

KINDS = ("dots", "bars")

_LEAST_PANEL = 0.95
"""Inches: in narrower panels side by side the numbers under them would overlap."""

_HAND, _FAINT = 0.09, "#999999"
"""How far below a dot its interval by hand alone stands at most, in inches, and its colour: the lesser of the two."""

BARS_AS_PANELS = 2
"""Bars need as much width as so many panels of dots."""


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
        more than 50 sources, and on low Axes, a note tells the denominators of all; on very low ones it says that not
        all sources are named. More than 100 are
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
    texts = full_names(sheet)
    ax = ax or _sized_axes(rows, texts, 0.3 * sheet.above)
    is_narrow = _is_narrow(ax, texts, len(rows.labels) if kind == "dots" else BARS_AS_PANELS)
    sheet = replace(sheet, is_narrow=is_narrow, is_stacked=is_narrow and kind == "dots")
    sheet, step = name_rows(ax, replace(sheet, pitch=inches(ax)[1] / sheet.lines))
    (_draw_dots if kind == "dots" else _draw_bars)(ax, sheet)
    bare(ax)
    if too_high := note(ax, [*_notes(sheet, kind, step), *footnotes.sentences]):  # then less room is left for names
        sheet, step = name_rows(ax, replace(sheet, pitch=max(inches(ax)[1] - too_high, 0.2) / sheet.lines))
    return chart.finished(ax, _told(sheet, kind), [*_notes(sheet, kind, step), *footnotes.sentences])


def _is_narrow(ax: Axes, texts: list[str], panels: int) -> bool:
    """Whether so many panels side by side would be too narrow for the numbers under them."""
    return panels > 1 and room_beside(ax, texts) / (panels * PANEL) < _LEAST_PANEL


def _sized_axes(rows: Rows, texts: list[str], more: float) -> Axes:
    lines = max(text.count("\n") + 1 for text in texts)
    pitch = lines * 0.15 + 0.22 if len(rows) <= 15 else lines * LINE + 0.06
    return new_axes(1.5 + more + pitch * len(rows), max(9.0, 3.5 + 1.9 * len(rows.labels)))


def _draw_dots(ax: Axes, sheet: Sheet) -> None:
    rows, many = sheet.rows, len(sheet.rows)
    for nth, label in enumerate(rows.labels):
        left, top = sheet.corner(nth)
        ax.add_patch(Rectangle((left, top - 0.6), 1, many + 0.2, color=PANEL_COLOUR, linewidth=0, zorder=0))
        ax.vlines([left, left + 0.5, left + 1], top - 0.6, top + many - 0.4, color="#CFCFCF", linewidth=0.8, zorder=1)
        keep_places(
            ax, zip(rows.names(), [label] * many, rows.share[:, nth] + left, top + np.arange(many), strict=True)
        )
        _draw_hands(ax, sheet, nth)
        (_draw_dense_label if sheet.is_dense else _draw_label)(ax, sheet, nth)
        if sheet.whole:
            draw_spread(ax, sheet.whole, nth, (left, top), sheet.chart.look[label][0])
        if sheet.is_stacked:  # above the share that is written over the first dot
            name = shortened(sheet.chart.names[label], 30)
            ax.annotate(name, (0, top - 0.6 - sheet.above),
                        (0, 2 if sheet.is_dense or sheet.whole else 9), textcoords="offset points", va="bottom",
                        fontsize=9, color=EDGE, **bold(name))  # fmt: skip
            continue
        name, above = shortened(sheet.chart.names[label], 22, 2), (0, 5 if many <= 30 else 18)
        ax.annotate(name, (left + 0.5, 1), above, xycoords=("data", "axes fraction"), textcoords="offset points",
                    ha="center", va="bottom", fontsize=10, color=EDGE, **bold(name))  # fmt: skip
    across = 1 if sheet.is_stacked else len(rows.labels)
    places = [nth * PANEL + place for nth in range(across) for place in (0, 0.5, 1)]
    ax.set_xticks(places, [sheet.chart.say.percent(place % PANEL) for place in places], fontsize=8, **style())
    ax.tick_params(labeltop=many > 30)  # both ends of a long chart are read
    ax.set_xlim(-0.05, (across - 1) * PANEL + 1.05)
    head = HEAD if sheet.is_stacked else 0
    ax.set_ylim(sheet.lines - head - sheet.above - 0.4, -0.6 - head - sheet.above)


def _draw_hands(ax: Axes, sheet: Sheet, label: int) -> None:
    """Draw under each interval, where a machine's tags narrowed it, that of the tags made by hand alone."""
    rows, (left, top) = sheet.rows, sheet.corner(label)
    told = rows.articles > 1  # of one article it is 0 to 1, as the dotted line above it says
    below = (top + np.arange(len(rows)) + min(0.28, _HAND / sheet.pitch))[told]
    low, high = rows.hand_low[told, label] + left, rows.hand_high[told, label] + left
    ax.hlines(below, low, high, color=_FAINT, linewidth=0.8, zorder=2)


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
                        path_effects=halo(PANEL_COLOUR), **style(text))  # fmt: skip


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
        notes.append(say.text("charts.design", design=design_in_words(rows.design, say)))
    if step > 1 and (unnamed := _unnamed_with_care(sheet, step)):
        notes.append(say.text("charts.unnamed_with_care", n=unnamed))
    if sheet.are_short or len(rows) > NAMED or sheet.whole:
        rows = sheet.whole or rows
        sizes = {f"{what}s": _range(getattr(rows, f"{what}s"), what, sheet.chart) for what in ("passage", "article")}
        whole = ", ".join(sheet.chart.denominators(rows))
        key = "charts.named" if step > 1 and not sheet.whole else "charts.sizes"
        notes.append(say.text(key, rows=say.count("row", len(rows)), step=step, whole=whole, **sizes))
    if rows.left_out:
        notes.append(say.text("charts.left_out", rows=say.count("row", rows.left_out)))
    return notes


def _unnamed_with_care(sheet: Sheet, step: int) -> int:
    """Return how many rows that are not named have a mark, which so cannot stand beside a name."""
    return sum(bool(mark) for place, mark in enumerate(sheet.marks) if place % step)


def _range(sizes: Array, what: str, chart: Chart) -> str:
    least, most = float(sizes.min()), chart.say.count(what, float(sizes.max()))
    return most if least == sizes.max() else chart.say.text("charts.range", least=least, most=most)


def _told(sheet: Sheet, kind: str) -> list[str]:
    """Return the chart in words: a sentence per row; dots with their intervals."""
    rows, chart = sheet.rows, sheet.chart
    told = []
    for place, name in enumerate(true_names(rows, chart)):
        said = shares_in_words(rows, place, chart) if kind == "dots" else chart.percents(rows.share[place].tolist())
        shares = ", ".join(f"{chart.names[label]} {one}" for label, one in zip(rows.labels, said, strict=True) if one)
        whole = ", ".join(chart.denominators(rows, place))
        told.append(chart.say.text("charts.shares", name=name, whole=whole,
                                   shares=shares or chart.say.text("charts.no_share")))  # fmt: skip
    return told
