"""What a chart of the balance is drawn on: its rows, how high one is, and where each panel begins."""

from dataclasses import dataclass

from annotate._charts.chart import Chart
from annotate._charts.rows import Rows
from annotate._charts.summary import HEIGHT

PANEL = 1.25
"""Width of one label's panel of dots, in shares: 1 for 0–100 %, and the gap to the next."""

HEAD = 1.6
"""Rows that the name of a panel takes, where panels stand one below the other."""


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
        Whether there is little room from left to right.
    are_short : bool
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
    are_short: bool = False
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
        return len(self.rows.labels) * (panel + HEAD) if self.is_stacked else panel

    @property
    def above(self) -> float:
        """How many rows high is what stands above the rows of a panel."""
        return HEIGHT if self.whole else 0.0

    def corner(self, label: int) -> tuple[float, float]:
        """Return where a label's panel begins: how far to the right, and how many rows down."""
        return (0.0, label * (len(self.rows) + self.above + HEAD)) if self.is_stacked else (label * PANEL, 0.0)

    def percents(self, label: int) -> list[str]:
        """Write the shares of one label, one text per row; empty where there is none."""
        return self.chart.percents(self.rows.share[:, label].tolist())
