import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from annotate._balance import balance
from annotate._charts.alternative_text import alt_text
from annotate._charts.timeline import plot_timeline
from annotate._errors import BalanceError


def dated(*published: str, label: str = "opinion", source: str = "Le Fil") -> pd.DataFrame:
    """Return one article with one passage a date."""
    ids = [f"{source} {label} {number}" for number in range(len(published))]
    return pd.DataFrame(
        {
            "article_id": ids,
            "source": source,
            "published": published,
            "start": 0,
            "end": 9,
            "label": label,
            "coder": "mj",
        }
    )


def ticks(ax: Axes) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in ax.get_xticklabels()]


def marks(ax: Axes) -> list[PathCollection]:
    return [artist for artist in ax.collections if isinstance(artist, PathCollection)]


def test_a_mark_stands_at_each_months_share():
    tags = pd.concat([dated("2026-04-02", "2026-04-09"), dated("2026-05-01", label="reported_fact")])
    opinion, fact = (mark.get_offsets()[:, 1].tolist() for mark in marks(plot_timeline(tags)))

    assert opinion == [1, 0]
    assert fact == [0, 1]


def test_an_upright_line_is_the_interval():
    tags = dated(*["2026-04-02"] * 12)
    (row,) = balance(tags, by="month").query("label == 'opinion'").to_dict("records")
    lines = [artist for artist in plot_timeline(tags).collections if isinstance(artist, LineCollection)]
    upright = [segment[:, 1].tolist() for line in lines for segment in line.get_segments() if len(segment) == 2]

    assert [row["low"], row["high"]] in upright


def test_an_interval_that_says_nothing_is_fainter_than_one_that_does():
    ax = plot_timeline(dated(*["2026-04-02"] * 12, "2026-05-02"))
    widths = {
        segment[0, 0].round(): line.get_linewidths()[0]
        for line in ax.collections
        if isinstance(line, LineCollection)
        for segment in line.get_segments()
        if segment[0, 0] == segment[1, 0]
    }
    april, may = sorted(widths)

    assert widths[may] < widths[april]


def test_excluded_passages_are_told_with_the_denominators():
    tags = pd.concat([dated("2026-04-02"), dated("2026-04-02", label="excluded")])

    assert "1 passage, 1 article, 1 excluded" in [text.get_text() for text in plot_timeline(tags).texts]


def test_the_year_stands_where_it_begins():
    assert ticks(plot_timeline(dated("2025-11-02", "2025-12-02", "2026-01-02"))) == ["Nov 2025", "Dec", "Jan 2026"]


def test_a_month_without_tags_breaks_the_line():
    ax = plot_timeline(dated("2026-01-02", "2026-04-02"))

    assert np.isnan(ax.lines[0].get_ydata()).any()
    assert ticks(ax) == ["Jan 2026", "Feb", "Mar", "Apr"]


def test_passages_without_a_date_are_told():
    ax = plot_timeline(dated("2026-01-02", "", "soon", "2026-13-01"))

    assert "Not drawn, because undated: 3 passages." in ax.get_xlabel()


def test_no_date_at_all_gives_a_picture_that_says_so():
    assert "no tagged article has a date" in plot_timeline(dated("", "")).texts[0].get_text()


def test_each_source_has_a_panel_with_its_denominators():
    tags = pd.concat([dated("2026-01-02", "2026-01-03"), dated("2026-02-02", source="Quay")])
    texts = [text.get_text() for text in plot_timeline(tags, by="source").texts]

    assert "Le Fil · 2 passages, 2 articles" in texts
    assert "Quay · 1 passage, 1 article" in texts


def test_the_number_of_passages_stands_under_each_month():
    texts = [text.get_text() for text in plot_timeline(dated("2026-01-02", "2026-01-03", "2026-02-01")).texts]

    assert texts[-2:] == ["2", "1"]


def test_order_puts_panels_from_top_to_bottom_and_the_rest_is_told():
    tags = pd.concat([dated("2026-01-02", source=name) for name in ("A", "B", "C")])
    ax = plot_timeline(tags, by="source", order=["C", "A"])

    heights = {text.get_text().split(" · ")[0]: text.xy[1] for text in ax.texts if " · " in text.get_text()}
    assert heights["C"] > heights["A"]
    assert "Not drawn: 1 more" in ax.get_xlabel()


@pytest.mark.slow
def test_at_most_twelve_panels_are_drawn_and_a_note_says_so():
    tags = pd.concat([dated(*["2026-01-02"] * (1 + number % 3), source=f"Outlet {number}") for number in range(500)])
    ax = plot_timeline(tags, by="source")

    assert sum(" · " in text.get_text() for text in ax.texts) == 12
    assert "Not drawn: 488 more" in ax.get_xlabel()


def test_an_unknown_source_in_order_is_told():
    with pytest.raises(BalanceError, match="order names 'Quay'.*'Le Fil'"):  # noqa: RUF043
        plot_timeline(dated("2026-01-02"), by="source", order=["Quay"])


def test_more_than_three_years_are_counted_by_quarter():
    ax = plot_timeline(dated("2022-01-05", "2022-03-05", "2025-12-05"))

    assert ticks(ax)[0] == "Q1 2022"
    assert "each quarter’s" in ax.get_xlabel()
    assert len(marks(ax)[0].get_offsets()) == 2


def test_more_than_nine_years_are_counted_by_year():
    ax = plot_timeline(dated("2001-01-05", "2001-12-05", "2026-01-05"))

    assert "each year’s" in ax.get_xlabel()
    assert ticks(ax) == ["2005", "2010", "2015", "2020", "2025"]
    assert len(marks(ax)[0].get_offsets()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("years", [1, 3, 9, 40])
def test_names_of_periods_never_overlap(years):
    months = [f"{1980 + year}-{month:02d}-01" for year in range(years) for month in range(1, 13)]
    ax = plot_timeline(dated(*months), language="fr")
    ax.figure.canvas.draw()

    boxes = [text.get_window_extent() for text in ax.get_xticklabels()]
    assert 2 <= len(boxes) <= 13
    assert all(left.x1 < right.x0 for left, right in zip(boxes, boxes[1:], strict=False))  # noqa: RUF007


def test_a_balance_table_by_month_is_drawn_alike():
    tags = dated("2026-01-02", "2026-02-02")
    from_table = plot_timeline(balance(tags, by="month"))

    assert alt_text(from_table) == alt_text(plot_timeline(tags))


def test_a_balance_table_by_source_and_month_has_panels():
    ax = plot_timeline(balance(dated("2026-01-02", "2026-02-02"), by=["source", "month"]))

    assert "Le Fil · 2 passages, 2 articles" in [text.get_text() for text in ax.texts]


def test_a_balance_table_with_several_rows_a_month_is_told():
    with pytest.raises(BalanceError, match="several rows for one month"):
        plot_timeline(balance(dated("2026-01-02", "2026-01-03"), by="published"))


def mixed() -> pd.DataFrame:
    """Two sources that never change: in April mostly one is tagged, in May mostly the other."""
    april, may = ([f"2026-0{month}-0{day}" for day in range(1, 10)] for month in (4, 5))
    return pd.concat([dated(*april, may[0]), dated(april[0], *may, label="reported_fact", source="Quay")])


def test_a_note_says_where_only_the_mix_of_sources_moves_a_line():
    assert "mix of sources alone moves a month’s share by up to 40%" in " ".join(
        plot_timeline(mixed()).get_xlabel().split()
    )
    assert "mix" not in plot_timeline(mixed(), by="source").get_xlabel()
    assert "mix" not in plot_timeline(dated("2026-04-02", "2026-05-02")).get_xlabel()


def test_standardised_each_source_has_the_same_part_of_every_month():
    ax = plot_timeline(mixed(), standardise=True)

    assert np.allclose(marks(ax)[0].get_offsets()[:, 1], 0.5), (
        "half of all passages are Le Fil's, and all of them opinion"
    )
    assert "Each of the 2 sources" in ax.get_xlabel()


def test_sources_that_lack_a_month_cannot_be_standardised():
    with pytest.raises(BalanceError, match="two sources or more that have tags in every month"):
        plot_timeline(pd.concat([dated("2026-04-02"), dated("2026-05-02", source="Quay")]), standardise=True)


@pytest.mark.slow
@pytest.mark.parametrize("by", [None, "source"])
def test_in_a_column_of_85_mm_nothing_overlaps_and_nothing_is_cut_off(by):
    figure, ax = plt.subplots(figsize=(85 / 25.4, 8), layout="constrained")
    plot_timeline(pd.concat([mixed().assign(source=f"Outlet {nth}") for nth in range(6)]), ax=ax, by=by)
    figure.canvas.draw()

    texts = [*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, *ax.texts]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert not any(one.overlaps(other) for nth, one in enumerate(boxes) for other in boxes[nth + 1 :])
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)


def test_by_with_a_balance_table_is_told():
    with pytest.raises(BalanceError, match="leave them out"):
        plot_timeline(balance(dated("2026-01-02"), by="month"), by="source")


def test_a_table_without_published_is_told():
    with pytest.raises(BalanceError, match="'published'"):
        plot_timeline(dated("2026-01-02").drop(columns="published"))


def test_marks_of_a_month_with_a_warning_are_hollow():
    ax = plot_timeline(dated("2026-01-02"))

    assert {to_hex(colour) for colour in marks(ax)[0].get_facecolors()} == {"#ffffff"}
    assert "Hollow: one article only" in ax.get_xlabel()


def test_each_label_has_a_name_at_its_line_apart_from_the_others():
    tags = pd.concat([dated(*["2026-01-02"] * 3, label=label) for label in ("opinion", "reported_fact")])
    places = {text.get_text(): text.xy[1] for text in plot_timeline(tags).texts if text.get_text()[0] in "◆■"}

    assert set(places) == {"◆ Opinion", "■ Reported fact"}
    assert abs(places["◆ Opinion"] - places["■ Reported fact"]) >= 0.16


def test_hostile_names_are_drawn_without_a_warning():
    ax = plot_timeline(dated("2026-01-02", source="$a_{ \u202e新\x00"), by="source", language="fr")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()

    assert not any(text.get_parse_math() for text in ax.texts)


def test_given_axes_are_drawn_on():
    _, ax = plt.subplots()

    assert plot_timeline(dated("2026-01-02"), ax) is ax


def test_the_alt_text_says_where_each_label_begins_and_ends():
    tags = pd.concat([dated("2026-01-02"), dated("2026-02-02", label="reported_fact")])

    said = alt_text(plot_timeline(tags))
    assert "Jan 2026 – Feb 2026: Opinion 100% → 0%, Reported fact 0% → 100%" in said.replace(" (0% to 100%)", "")
    assert "Opinion 100% (0% to 100%) → 0% (0% to 100%)" in said
