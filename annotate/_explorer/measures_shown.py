"""The measures that the explorer shows: each a table, its chart, and a line that says what it is."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from annotate._agreement.agreement_table import agreement
from annotate._balance import balance
from annotate._charts.agreement import plot_agreement
from annotate._charts.balance import plot_balance
from annotate._charts.speakers import plot_speakers
from annotate._charts.timeline import plot_timeline
from annotate._explorer.choice import Choice
from annotate._measures import measures


class Shown(NamedTuple):
    """A measure's table and its chart."""

    table: pd.DataFrame
    chart: Axes


def _balance(choice: Choice, by: str | list[str]) -> pd.DataFrame:
    return balance(choice.tags, choice.passages, by=by, unit=choice.unit, codebook=choice.codebook)


def _show_balance(choice: Choice, kind: str) -> Shown:
    table = _balance(choice, choice.by)
    return Shown(table, plot_balance(table, kind, **choice.look))


def _show_timeline(choice: Choice) -> Shown:
    table = _balance(choice, "month" if choice.by == "month" else [choice.by, "month"])
    if choice.unit == "character":  # a table is drawn by month; tags of many years are drawn by quarter or year
        return Shown(table, plot_timeline(table, **choice.look))
    by = None if choice.by == "month" else choice.by
    return Shown(table, plot_timeline(choice.tags, by=by, **choice.look))


def _show_speakers(choice: Choice) -> Shown:
    who = "person" if "person" in choice.tags.columns else "speaker"  # as in the chart
    table = balance(choice.tags, by=["source", who], codebook=choice.codebook)
    claims = table[table["label"].isin(choice.codebook.with_speaker) & (table["count"] > 0)]
    claims = claims.sort_values("count", ascending=False)
    more = ["label"] if len(choice.codebook.with_speaker) > 1 else []
    columns = ["source", who, *more, "count", "passages", "articles", "coders"]
    return Shown(claims[columns].reset_index(drop=True), plot_speakers(choice.tags, **choice.look))


def _show_measures(choice: Choice) -> Shown:
    """Show the measures as a table, and under them the balance that they are made of."""
    table = measures(choice.tags, by=choice.by, unit=choice.unit, codebook=choice.codebook)
    return Shown(table, _show_balance(choice, "dots").chart)


def _show_agreement(choice: Choice) -> Shown:
    by = "pair" if choice.by == "coder" else choice.by
    parts = [agreement(choice.tags), agreement(choice.tags, by="label"), agreement(choice.tags, by=by)]
    return Shown(pd.concat(parts, ignore_index=True), plot_agreement(choice.tags, **choice.look))


MEASURES: Mapping[str, Callable[[Choice], Shown]] = {
    "dots": lambda choice: _show_balance(choice, "dots"),
    "bars": lambda choice: _show_balance(choice, "bars"),
    "timeline": _show_timeline,
    "measures": _show_measures,
    "speakers": _show_speakers,
    "agreement": _show_agreement,
}
IDLE = {"speakers": ("unit", "by"), "agreement": ("unit",)}
"""Controls that a measure makes no use of."""
