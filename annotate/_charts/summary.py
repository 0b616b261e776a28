"""Very many rows in one picture: how their shares are spread, and the rows that lie widest apart from all together."""

import numpy as np
from matplotlib.axes import Axes

from annotate._charts.canvas import Array, bars
from annotate._charts.chart import Chart
from annotate._charts.lettering import EDGE
from annotate._charts.rows import Rows

SUMMARISED = 100
"""More rows than these are summarised: each of them drawn would be a rug that nobody reads."""

WIDEST = 20
"""How many rows of a summary are drawn one by one."""

HEIGHT = 3.0
"""Of the spread above the rows, in rows."""

_BINS = 20


def pooled(rows: Rows) -> Array:
    """Return the share of each label in all rows together, shape (labels,)."""
    count = np.nansum(rows.count, axis=0)
    return np.asarray(count / max(float(count.sum()), 1e-12))


def widest_apart(rows: Rows, most: int = WIDEST) -> list[int]:
    """Return the places of the rows whose intervals lie furthest from the share of all together, in the table's order.

    By the near end of the interval, so that a row of one article, which says nothing, is not taken for a wide one.
    """
    whole = pooled(rows)
    beyond = np.fmax(rows.low - whole, whole - rows.high)
    distance = np.where(np.isnan(beyond), -np.inf, beyond).max(axis=1, initial=-np.inf)
    return sorted(np.argsort(-distance, kind="stable")[:most].tolist())


def draw_spread(ax: Axes, whole: Rows, label: int, corner: tuple[float, float], colour: str) -> None:
    """Draw over a panel how the rows' shares of a label are spread; a dashed line is the share of all together."""
    left, top = corner
    foot, high = top - 0.8, HEIGHT - 0.7
    shares = whole.share[:, label]
    counts, ends = np.histogram(shares[~np.isnan(shares)], bins=_BINS, range=(0, 1))
    height = counts / max(int(counts.max()), 1) * high
    for start, tall in zip(ends[:-1].tolist(), height.tolist(), strict=True):
        place = np.array([left + start])
        ax.add_patch(bars(place, np.full(1, 1 / _BINS), np.array([foot - tall]), tall, facecolor=colour,
                          edgecolor="white", linewidth=0.6, zorder=1))  # fmt: skip
    ax.hlines(foot, left, left + 1, color=EDGE, linewidth=0.8, zorder=2)
    at = left + float(pooled(whole)[label])
    ax.vlines(at, foot - high, top + WIDEST - 0.4, color=EDGE, linewidth=0.9, linestyle="--", zorder=1.5)


def spread_in_words(whole: Rows, chart: Chart) -> str:
    """Return between which shares the middle half of the rows lies, label by label."""
    parts = []
    for nth, label in enumerate(whole.labels):
        shares = whole.share[:, nth][~np.isnan(whole.share[:, nth])]
        if len(shares):
            least, most = chart.percents(np.quantile(shares, [0.25, 0.75]).tolist())
            parts.append(f"{chart.names[label]} {chart.say.text('charts.range', least=least, most=most)}")
    return chart.say.text("charts.middle_half", shares=", ".join(parts))
