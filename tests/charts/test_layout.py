"""On a page of 180 mm and in a column of 85 mm no two texts of a chart overlap, and none is cut off."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from annotate._balance import balance
from annotate._charts.agreement import plot_agreement
from annotate._charts.article import plot_article
from annotate._charts.balance import plot_balance
from annotate._charts.event import plot_event
from annotate._charts.speakers import plot_speakers
from annotate._charts.timeline import plot_timeline

NAMES = ["L’Écho des Vallées et des Lacs du Nord", "Éire Today", "outlet 2", "Outlet 10", "الجزيرة نت", "$x_1$ & Co"]
SPEAKERS = ["the mayor", "Emmanuel Macron", "Ministère de l’Intérieur", "محمد بن سلمان", "Ursula von der Leyen", ""]

CHARTS = {
    "dots": lambda tags, ax: plot_balance(balance(tags), "dots", ax),
    "bars": lambda tags, ax: plot_balance(balance(tags), "bars", ax),
    "speakers": lambda tags, ax: plot_speakers(tags, ax),
    "timeline": lambda tags, ax: plot_timeline(tags, ax),
    "timelines": lambda tags, ax: plot_timeline(tags, ax, by="source"),
    "agreement": lambda tags, ax: plot_agreement(pd.concat([tags, tags.assign(coder="ben")]), ax),
    "event": lambda tags, ax: plot_event(tags, "the dyke", ax),
    "article": lambda tags, ax: plot_article(pd.concat([tags, tags.assign(coder="ben")]), tags["article_id"][0], ax),
}
HEIGHTS = {"dots": 9, "bars": 9, "speakers": 6, "timeline": 4, "timelines": 9, "agreement": 4, "event": 9, "article": 3}
"""Of a page, in inches."""


def study(sources: int) -> pd.DataFrame:
    """Return tags of so many sources; each third has one article only, and so a mark."""
    rng = np.random.default_rng(sources)
    names = (NAMES + [f"Outlet {number}" for number in range(11, sources + 11)])[:sources]
    rows = []
    for nth, name in enumerate(names):
        for article in range(1 if nth % 3 == 1 else 12):
            labels = rng.choice(["opinion", "reported_fact", "attributed_claim", "excluded"], 5, p=[0.3, 0.3, 0.3, 0.1])
            speakers = np.where(labels == "attributed_claim", rng.choice(SPEAKERS, 5), "")
            of_article = {"article_id": f"{nth}-{article}", "source": name, "published": f"2026-{article + 1:02d}-09"}
            rows += [
                {**of_article, "start": place * 100, "end": place * 100 + 90, "label": label, "speaker": speaker}
                for place, (label, speaker) in enumerate(zip(labels, speakers, strict=True))
            ]
    return pd.DataFrame(rows).assign(coder="ana", event="the dyke", title="The dyke")


def texts_of(ax: Axes) -> list[Text]:
    """Return all that is written, shares inside of bars aside, which have a white box of their own."""
    legend = ax.get_legend()
    texts = [*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label, ax.title, *ax.texts]
    texts += [ax._left_title, *(legend.get_texts() if legend else [])]
    return [text for text in texts if text.get_text().strip()]


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Return which texts meet in the drawn picture."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(ax)]
    return [
        (one, other)
        for (one, box), (other, second) in combinations(boxes, 2)
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 1 and min(box.y1, second.y1) - max(box.y0, second.y0) > 1
    ]


def cut_off(ax: Axes) -> list[str]:
    """Return which texts leave the picture."""
    whole = ax.figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(ax)]
    return [one for one, box in boxes if box.x0 < -1 or box.x1 > whole.x1 + 1 or box.y0 < -1 or box.y1 > whole.y1 + 1]


CASES = [
    pytest.param(chart, sources, wide, marks=pytest.mark.slow if (sources, wide) == (12, 85) else pytest.mark.long)
    for chart in CHARTS
    for sources in (2, 12, 60, 500)
    for wide in (180, 85)
]


@pytest.mark.parametrize(("chart", "sources", "millimetres"), CASES)
def test_no_text_meets_another_or_is_cut_off(chart, sources, millimetres):
    figure, ax = plt.subplots(figsize=(millimetres / 25.4, HEIGHTS[chart]), layout="constrained")
    CHARTS[chart](study(sources), ax)
    figure.canvas.draw()

    assert not overlapping(ax)
    assert not cut_off(ax)
    assert ax.get_window_extent().width > figure.bbox.width / 3
