"""Shares over time, with their intervals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from annotate._balance import balance
from annotate._charts.canvas import Array, bare, inches, is_column, new_axes, room_beside
from annotate._charts.chart import Chart, design_in_words, ordered_names
from annotate._charts.lettering import EDGE, QUIET, beside, bold, clean, plain, shortened, style
from annotate._charts.mix import NOTABLE, months_of_sources, moved_by_mix, of_steady_mix
from annotate._charts.rows import Rows, labels_of, read_rows
from annotate._charts.words_of_shares import shares_in_words
from annotate._codebook import Codebook
from annotate._counting.columns import group_name
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of, codebook_with
from annotate._wording import Wording

PANELS = 12
"""How many panels are drawn where ``order`` names none."""

MARKERS = ("D", "s", "o", "^", "v", "P", "X")
MARKS = "◆■●▲▼✚✖"
"""The markers as characters."""

TICKS = 12
PERIODS = 36
"""So many months, quarters or years stand side by side at most; more are drawn without marks and numbers."""

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
"""Periods, in months."""

_PANEL = 1.45
"""Height of a panel, in shares: 1 for 0–100 %, and room for its name and the numbers of passages."""

_LEAST = 1.8
"""Height in inches below which a panel's name would stand in the panel above; on lower Axes fewer are drawn."""

_LEAST_WIDTH = 2.6


@dataclass(frozen=True)
class Panel:
    """One group over time: its name, and its rows in order of time.

    Parameters
    ----------
    name : str
    months : array of int, shape (periods,)
        Months since the year 0.
    rows : Rows
    """

    name: str
    months: Array
    rows: Rows


@dataclass(frozen=True)
class Sheet:
    """What all panels share.

    Parameters
    ----------
    chart : Chart
    length : int
        Months of a period.
    room : float
        Width of a panel in inches.
    is_narrow : bool
        Whether there is no room for the labels' names beside their lines.
    """

    chart: Chart
    length: int
    room: float
    is_narrow: bool

    @property
    def periods(self) -> int:
        """How many periods have marks and numbers at most."""
        return min(PERIODS, int(self.room / 0.16))


def plot_timeline(
    tags: pd.DataFrame,
    ax: Axes | None = None,
    *,
    by: str | None = None,
    standardise: bool = False,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    r"""Draw the share of each label month by month, with its interval.

    Tags of more than three years are counted by quarter, those of more than nine by year.

    Parameters
    ----------
    tags : DataFrame
        A tag table with ``published``; or what `balance` returned with ``by="month"`` or such as
        ``by=["source", "month"]``.
    ax : Axes, optional
        Where to draw; a new figure where left out.
    by : str, optional
        With a tag table: a column such as ``"source"``; one panel is drawn for each of its values.
    standardise : bool
        With a tag table and without ``by``: whether each source shall have the same part of every month, that which it
        has of all months together, so that no line moves because other sources were tagged. Sources that lack a month
        are left out; a note says so.
    palette : mapping, optional
        Colour by label, for those that shall not have the codebook's.
    order : sequence of str, optional
        Panels from top to bottom; the twelve with most passages where left out. A note says how many are missing.
    codebook : Codebook, optional
        What the labels are, and how they are called and coloured; the one that the tags name where left out.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        The upright line through each mark is its interval. A month without tags breaks the line. Marks of a month
        that carries a warning are hollow. Passages without a month are counted in a note. Where several sources are
        drawn as one, and which of them were tagged moves a month's share by five points or more, a note says so.
        On narrow Axes a note says what the marks stand for.

    Raises
    ------
    BalanceError
        Where a column is missing, or ``order`` names what is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "published": ["2026-04-02", "2026-05-09"], "start": 0, "end": 9,
    ...                      "label": ["opinion", "reported_fact"], "coder": "mj"})
    >>> [text.get_text() for text in plot_timeline(tags).get_xticklabels()]
    ['Apr\n2026', 'May']
    """
    table, period, mix = _table(tags, by, standardise, codebook)
    codebook = codebook_with(labels_of(table), codebook) if table is tags else codebook_of(tags, codebook)
    rows = read_rows(table, None, codebook)
    chart = Chart(language, rows.labels, palette, codebook)
    months = np.array([_month(key[-1]) for key in rows.keys], dtype=float)
    undated = rows.passages[np.isnan(months)].sum()
    every = _panels(rows, months)
    panels = _chosen(every, order, PANELS if ax is None else min(PANELS, max(1, int(inches(ax)[1] / _LEAST))))
    if not panels:
        return chart.nothing(ax, "no_date")
    ax = ax or new_axes(1.3 + 1.75 * len(panels), 9)
    chart.require_width(ax, _LEAST_WIDTH)
    bottoms = _PANEL * np.arange(len(panels))[::-1]
    room = room_beside(ax, ["100%"]) - (0 if is_column(ax) else 1.6)
    sheet = Sheet(chart, LENGTHS[period], room, is_column(ax))
    for bottom, panel in zip(bottoms.tolist(), panels, strict=True):
        _draw_panel(ax, panel, bottom, sheet)
    _frame(ax, panels, bottoms, sheet)
    say = chart.say
    about = {"unit": say.text(f"shared.{rows.unit}"), "confidence": say.percent(rows.confidence)}
    marks = zip(rows.labels, MARKS, strict=False)
    key = " · ".join(f"{plain(mark)} {chart.names[label]}" for label, mark in marks)
    notes = [key] if sheet.is_narrow else []
    notes += [say.text(f"charts.timeline_{period}", **about), *_of_mix(mix, standardise, say)]
    if rows.design:
        notes.append(say.text("charts.design", design=design_in_words(rows.design, say)))
    if undated:
        notes.append(say.text("charts.undated", passages=say.count("passage", undated)))
    if len(panels) < len(every):
        notes.append(say.text("charts.further", many=len(every) - len(panels)))
    notes += _cautions(panels, sheet)
    return chart.finished(ax, (_told(panel, sheet) for panel in panels), notes, beside=0.0 if sheet.is_narrow else 1.8)


def _of_mix(mix: pd.DataFrame, standardise: bool, say: Wording) -> list[str]:
    """Return a sentence: the sources' parts are kept the same, or how far it moves the lines that they are not."""
    if standardise:
        return [say.text("charts.standardised", sources=say.count("source", mix["source"].nunique()))]
    moved = moved_by_mix(mix)
    return [say.text("charts.pooled", share=say.percent(moved))] if moved >= NOTABLE else []


def _cautions(panels: list[Panel], sheet: Sheet) -> list[str]:
    """Return what the hollow marks mean; in crowded panels there are none."""
    chart = sheet.chart
    found = chart.cares(warning for panel in panels for warning in panel.rows.warning)
    cares = dict.fromkeys(care for some in found.values() for care in some)
    if all(len(panel.months) > sheet.periods for panel in panels):
        return list(cares)
    return [chart.say.text("charts.hollow", caution=care) for care in cares]


def _table(
    given: pd.DataFrame, by: str | None, standardise: bool, codebook: Codebook | None
) -> tuple[pd.DataFrame, str, pd.DataFrame]:
    """Return the balance table by period, the period, and the months of the sources that it sums up."""
    if isinstance(given, pd.DataFrame) and "share" in given.columns:
        if by is not None or standardise:
            raise BalanceError(
                "by= and standardise= are for a tag table; a balance table is grouped already: leave them out."
            )
        return given, "month", pd.DataFrame()
    if by is not None and standardise:
        raise BalanceError("standardise=True makes one line of all sources: leave by out, or standardise.")
    period = _period(given)
    if period != "month":
        given = given.assign(month=_starts(given["published"], LENGTHS[period]))
    if by is not None or "source" not in given.columns:
        return balance(given, by="month" if by is None else [by, "month"], codebook=codebook), period, pd.DataFrame()
    mix = months_of_sources(given, codebook)
    if not standardise:
        return balance(given, by="month", codebook=codebook), period, mix
    table = balance(of_steady_mix(given, mix), by="month", codebook=codebook)
    return table.drop(columns="design"), period, mix


def _period(tags: pd.DataFrame) -> str:
    """Choose how long a period is, so that not too many stand side by side."""
    if not isinstance(tags, pd.DataFrame) or "published" not in tags.columns or "month" in tags.columns:
        return "month"
    months = pd.Series([_month(written) for written in tags["published"].unique()]).dropna()
    span = months.max() - months.min() + 1 if len(months) else 1
    return next((name for name, length in LENGTHS.items() if span <= length * PERIODS), "year")


def _starts(published: pd.Series, length: int) -> pd.Series:
    """Return the first month of each date's period, written as a month; empty where there is no date."""
    return published.map({written: _start(written, length) for written in published.unique()})


def _start(written: object, length: int) -> str:
    month = _month(written)
    if np.isnan(month):
        return ""
    first = int(month) // length * length
    return f"{first // 12:04d}-{first % 12 + 1:02d}"


def _month(written: object) -> float:
    """Return the months since the year 0; missing where the text does not begin with a year and a month."""
    found = re.match(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])(?![0-9])", str(written))
    return int(found[1]) * 12 + int(found[2]) - 1 if found else np.nan


def _panels(rows: Rows, months: Array) -> list[Panel]:
    """Part the dated rows by group."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place in np.flatnonzero(~np.isnan(months)).tolist():
        groups.setdefault(rows.keys[place][:-1], []).append(place)
    panels = []
    for key, places in groups.items():
        places.sort(key=lambda place: months[place])
        if len(set(months[places])) < len(places):
            raise BalanceError(
                f"{group_name(key) or 'The table'!r} has several rows for one month: make it with by='month', or "
                "by=['source', 'month']."
            )
        panels.append(Panel(group_name(key), months[places].astype(int), rows.picked(places)))
    return panels


def _chosen(panels: list[Panel], order: Sequence[str] | None, most: int) -> list[Panel]:
    if order is None:
        largest = sorted(panels, key=lambda panel: -panel.rows.passages.sum())[:most]
        return [panel for panel in panels if any(panel is one for one in largest)]
    known = {panel.name: panel for panel in panels}
    return [known[name] for name in ordered_names(order, list(known), "among the dated tags")]


def _draw_panel(ax: Axes, panel: Panel, bottom: float, sheet: Sheet) -> None:
    rows, chart = panel.rows, sheet.chart
    labels = [label for nth, label in enumerate(rows.labels) if rows.count[:, nth].sum() > 0]
    for place, label in enumerate(labels):
        aside = (place - (len(labels) - 1) / 2) * 0.12 * sheet.length
        _draw_label(ax, panel, rows.labels.index(label), bottom, aside, sheet)
    if not sheet.is_narrow:
        _name_lines(ax, panel, labels, bottom, chart.names)
    parts = chart.denominators(rows)
    if sheet.is_narrow:
        title = "\n".join([beside(shortened(panel.name, 36)), parts[0]] if panel.name else parts)
    else:
        title = f"{beside(shortened(panel.name, 60))} · {', '.join(parts)}" if panel.name else ", ".join(parts)
    ax.annotate(title, (0, bottom + 1), (0, 6), xycoords=("axes fraction", "data"), textcoords="offset points",
                fontsize=8 if sheet.is_narrow else 9, color=EDGE, **bold(title))  # fmt: skip
    if len(panel.months) <= sheet.periods:
        for month, passages in zip(panel.months.tolist(), rows.passages.tolist(), strict=True):
            ax.annotate(chart.say.number(passages), (month, bottom), (0, -5), textcoords="offset points", ha="center",
                        va="top", fontsize=7 if len(panel.months) <= sheet.periods * 0.66 else 6, color=QUIET,
                        **style())  # fmt: skip


def _draw_label(ax: Axes, panel: Panel, label: int, bottom: float, aside: float, sheet: Sheet) -> None:
    rows, at, colour = panel.rows, panel.months + aside, sheet.chart.look[panel.rows.labels[label]][0]
    share = rows.share[:, label] + bottom
    months, line = _with_gaps(panel.months, share, sheet.length)
    crowded = len(panel.months) > sheet.periods
    for width, ink in ((2.6, EDGE), (1.6, colour)):
        ax.plot(months + aside, line, color=ink, linewidth=width, zorder=2, solid_capstyle="butt")
    # One article alone has an interval from 0 to 1, which says nothing: it must not outshout those that say something.
    faint = np.isclose(rows.high[:, label] - rows.low[:, label], 1) | crowded
    for chosen, thickness, alpha, dashes in ((~faint, 1.8, 0.75, "-"), (faint, 0.8, 0.35, "-" if crowded else ":")):
        ax.vlines(at[chosen], rows.low[chosen, label] + bottom, rows.high[chosen, label] + bottom, color=colour,
                  zorder=1.5, linewidth=thickness, alpha=alpha, linestyle=dashes)  # fmt: skip
    if crowded:
        return
    fill = ["white" if warning else colour for warning in rows.warning]
    ax.scatter(at, share, s=26, c=fill, edgecolors=EDGE, marker=MARKERS[label % len(MARKERS)], linewidths=1, zorder=3)


def _with_gaps(months: Array, values: Array, length: int) -> tuple[Array, Array]:
    """Put a missing value where a period is missing, so that the line is broken there."""
    gaps = np.flatnonzero(np.diff(months) > length)
    return np.insert(months, gaps + 1, months[gaps] + 1), np.insert(values, gaps + 1, np.nan)


def _name_lines(ax: Axes, panel: Panel, labels: list[str], bottom: float, names: Mapping[str, str]) -> None:
    """Write each label's name where its line ends, apart from the others."""
    last = [float(np.nan_to_num(panel.rows.share[-1, panel.rows.labels.index(label)])) for label in labels]
    for label, place in zip(labels, _apart(last, 0.17), strict=True):
        mark = plain(MARKS[panel.rows.labels.index(label) % len(MARKERS)])
        ax.annotate(f"{mark} {shortened(names[label], 24)}", (1, bottom + place), (4, 0), va="center", fontsize=8,
                    xycoords=("axes fraction", "data"), textcoords="offset points", color=EDGE, **style())  # fmt: skip


def _apart(places: list[float], least: float) -> list[float]:
    """Move places so that they are ``least`` apart, in their order, around where they were.

    Examples
    --------
    >>> _apart([0.5, 0.5], 0.2)
    [0.4, 0.6]
    """
    order = sorted(range(len(places)), key=lambda nth: places[nth])
    moved, top = dict(enumerate(places)), -np.inf
    for nth in order:
        moved[nth] = top = max(places[nth], top + least)
    shift = sum(moved[nth] - places[nth] for nth in order) / max(len(order), 1)
    return [round(moved[nth] - shift, 6) for nth in range(len(places))]


def _frame(ax: Axes, panels: list[Panel], bottoms: Array, sheet: Sheet) -> None:
    first = min(int(panel.months[0]) for panel in panels)
    last = max(int(panel.months[-1]) for panel in panels)
    months = _ticks(first, last, sheet.length, min(TICKS, int(sheet.room / 0.44)))
    ax.set_xticks(months, _tick_names(months, sheet.length, sheet.chart.say), fontsize=8, **style())
    ticks = [(bottom + share, sheet.chart.say.percent(share)) for bottom in bottoms.tolist() for share in (0, 0.5, 1)]
    ax.set_yticks([place for place, _ in ticks], [text for _, text in ticks], fontsize=8, **style())
    left, right = first - 0.6 * sheet.length, last + 0.6 * sheet.length
    ax.hlines([place for place, _ in ticks], left, right, color="#CFCFCF", linewidth=0.8, zorder=0)
    ax.set_xlim(left, right)
    ax.set_ylim(-0.15, float(bottoms[0]) + 1.2)
    bare(ax)


def _ticks(first: int, last: int, length: int, most: int) -> list[int]:
    """Choose the periods that are named: all where there are few, else every so many, from a whole year on."""
    periods = (last - first) // length + 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240) if periods * length <= step * most), 1200)
    step = max(step, length)
    months = [month for month in range(first, last + 1, length) if month % step == 0]
    return months if len(months) > 1 else list(range(first, last + 1, step))


def _tick_names(months: list[int], length: int, say: Wording) -> list[str]:
    """Name periods; the year stands where it begins, or where the first tick is."""
    if length == LENGTHS["year"]:
        return [str(month // 12) for month in months]
    names = [say.month(*_year_and_month(month), "MMM" if length == 1 else "QQQ") for month in months]
    years = [month // 12 for month in months]
    new = [True, *(year != before for before, year in pairwise(years))]
    return [f"{name}\n{year}" if is_new else name for name, year, is_new in zip(names, years, new, strict=True)]


def _year_and_month(month: int) -> tuple[int, int]:
    return month // 12, month % 12 + 1


def _told(panel: Panel, sheet: Sheet) -> str:
    """Return a panel in words: where each label begins and where it ends, with the intervals."""
    rows, chart, ends = panel.rows, sheet.chart, panel.months[[0, -1]].tolist()
    span = " – ".join(chart.say.month(*_year_and_month(month), "yMMM") for month in dict.fromkeys(ends))
    said = zip(*(shares_in_words(rows, place, chart) for place in dict.fromkeys((0, len(rows) - 1))), strict=True)
    both = ((label, [share for share in shares if share]) for label, shares in zip(rows.labels, said, strict=True))
    parts = [f"{chart.names[label]} {' → '.join(shares)}" for label, shares in both if shares]
    name = ", ".join(part for part in (clean(panel.name), span) if part)
    return chart.say.text("charts.row_of", name=name, cells=", ".join(parts))
