"""Every chart draws any text of any article, as it stands, without a warning."""

import warnings

import pandas as pd
import pytest

from annotate._balance import balance
from annotate._charts.agreement import plot_agreement
from annotate._charts.alternative_text import save_chart
from annotate._charts.article import plot_article
from annotate._charts.balance import plot_balance
from annotate._charts.speakers import plot_speakers
from annotate._charts.timeline import plot_timeline

TEXTS = ["$a_b$ ^{", "\\frac{1}{0} $", "\u202eliF", "a\x00b\x1b[31m\r\nc", "\ud83d half a pair", "<b>&amp;</b>", ""]
CHARTS = {
    "dots": lambda tags: plot_balance(balance(tags)),
    "bars": lambda tags: plot_balance(balance(tags), "bars"),
    "article": lambda tags: plot_article(tags, "a"),
    "speakers": plot_speakers,
    "agreement": plot_agreement,
    "timeline": lambda tags: plot_timeline(tags, by="source"),
}


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("chart", CHARTS)
def test_any_text_is_drawn_and_told_without_a_warning(chart, text, tmp_path):
    texts = pd.Series([text] * 4, dtype=object)
    tags = pd.DataFrame(
        {
            "article_id": "a",
            "source": texts,
            "title": texts,
            "published": "2026-04-02",
            "start": [0, 10, 0, 10],
            "end": [9, 20, 9, 20],
            "label": ["attributed_claim", "opinion", "attributed_claim", "reported_fact"],
            "speaker": texts,
            "coder": pd.Series([text or "ana"] * 2 + ["ben"] * 2, dtype=object),
        }
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = CHARTS[chart](tags)
        save_chart(ax, tmp_path / "chart.svg", dpi=50)

    assert not any(written.get_parse_math() for written in ax.texts)
