"""Shares with their intervals, as an alternative text says them."""

from annotate._charts.chart import Chart
from annotate._charts.rows import Rows


def shares_in_words(rows: Rows, place: int, chart: Chart) -> list[str]:
    """Write a row's shares with their intervals, one by label; an empty text where there is none."""
    parts = (rows.share, rows.low, rows.high, rows.hand_low, rows.hand_high)
    written = zip(*(chart.percents(part[place].tolist()) for part in parts), strict=True)
    return [_share(chart, *one) for one in written]


def _share(chart: Chart, share: str, low: str, high: str, hand_low: str, hand_high: str) -> str:
    if not (share and low and high):
        return share
    hand = {"hand_low": hand_low, "hand_high": hand_high} if hand_low and hand_high else {}
    return chart.say.text("charts.share_by_hand" if hand else "charts.share", share=share, low=low, high=high, **hand)
