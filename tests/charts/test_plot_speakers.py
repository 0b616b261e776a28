import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from annotate._charts.alternative_text import alt_text
from annotate._charts.speakers import plot_speakers
from annotate._errors import BalanceError


def claims(*spoken: tuple[str, str]) -> pd.DataFrame:
    """Return one attributed claim a pair of source and speaker."""
    source, speaker = zip(*spoken, strict=True)
    starts = range(0, 10 * len(spoken), 10)
    return pd.DataFrame(
        {
            "article_id": source,
            "source": source,
            "speaker": speaker,
            "start": starts,
            "end": [start + 9 for start in starts],
            "label": "attributed_claim",
            "coder": "mj",
        }
    )


def cells(ax: Axes) -> dict[tuple[str, str], str]:
    """Return the number in each cell that has one, without its mark, by speaker and source."""
    rows = [text.get_text().rsplit(" (", 1)[0] for text in ax.get_yticklabels()]
    columns = [text.get_text().split("\n")[0] for text in ax.get_xticklabels()]
    return {
        (rows[round(text.get_position()[1])], columns[round(text.get_position()[0])]): text.get_text().rstrip("*")
        for text in ax.texts
    }


QUOTED = claims(("Le Fil", "the mayor"), ("Le Fil", "the mayor"), ("Le Fil", "the police"), ("Quay", "the mayor"))


def test_each_cell_says_how_often_a_source_quotes_a_speaker():
    assert cells(plot_speakers(QUOTED)) == {
        ("the mayor", "Le Fil"): "2",
        ("the police", "Le Fil"): "1",
        ("the mayor", "Quay"): "1",
    }


def test_the_most_quoted_speaker_stands_first_with_the_total():
    names = [text.get_text() for text in plot_speakers(QUOTED).get_yticklabels()]

    assert names == ["the mayor (3)", "the police (1)"]


def test_the_denominators_stand_under_each_source():
    fact = QUOTED.head(1).assign(label="reported_fact", speaker="", start=90, end=99)
    names = [text.get_text() for text in plot_speakers(pd.concat([QUOTED, fact])).get_xticklabels()]

    assert names[0] == "Le Fil\n3 claims\nof 4 passages\n1 article †"


def test_few_articles_behind_a_cell_or_a_column_are_marked():
    spread = claims(*[("Le Fil", "the mayor")] * 12, *[("Quay", "the mayor")] * 2)
    ax = plot_speakers(spread.assign(article_id=[*map(str, range(12)), "quay", "quay"]))

    assert [text.get_text() for text in ax.texts] == ["12", "2*"]
    assert ["†" in text.get_text() for text in ax.get_xticklabels()] == [False, True]
    assert "* from fewer than 3 articles" in ax.get_xlabel()
    assert "† fewer than 10 articles" in alt_text(ax)


@pytest.mark.slow
@pytest.mark.parametrize("sources", [2, 12, 60])
def test_in_a_column_of_85_mm_nothing_overlaps_and_nothing_is_cut_off(sources):
    many = claims(*[(f"Outlet {number}", f"speaker {number % 4}") for number in range(sources) for _ in range(12)])
    figure, ax = plt.subplots(figsize=(85 / 25.4, 5), layout="constrained")
    plot_speakers(many, ax=ax)
    figure.canvas.draw()

    texts = [*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, *ax.texts]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert not any(one.overlaps(other) for nth, one in enumerate(boxes) for other in boxes[nth + 1 :])
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)


def test_axes_that_are_too_narrow_are_refused_with_the_least_width():
    many = claims(*[(f"Outlet {number}", "the mayor") for number in range(12)])
    ax = plt.subplots(figsize=(85 / 25.4, 5), layout="constrained")[1]

    with pytest.raises(BalanceError, match=r"needs Axes of \d+ mm at least, and these have about 85 mm"):
        plot_speakers(many, ax=ax, order=[f"Outlet {number}" for number in range(12)])


def test_a_claim_of_nobody_has_a_row_of_its_own():
    ax = plot_speakers(claims(("Le Fil", "the mayor"), ("Le Fil", "")))

    assert cells(ax)["no speaker given", "Le Fil"] == "1"


def test_speakers_beyond_the_top_are_summed():
    ax = plot_speakers(claims(*[("Le Fil", "the mayor")] * 2, ("Le Fil", "A"), ("Le Fil", "B")), top=1)

    assert cells(ax)["2 other speakers", "Le Fil"] == "2"


def test_sources_beyond_the_eighth_are_summed():
    many = claims(*[(f"Outlet {number}", "the mayor") for number in range(10) for _ in range(10 - number)])

    assert cells(plot_speakers(many))["the mayor", "2 other sources"] == "3"


def test_order_chooses_the_columns_and_the_rest_is_summed():
    ax = plot_speakers(QUOTED, order=["Quay"])

    assert cells(ax)["the mayor", "1 other source"] == "2"


def test_order_may_name_a_source_that_quotes_nobody():
    fact = claims(("Dry Bulletin", "")).assign(label="reported_fact")
    ax = plot_speakers(pd.concat([QUOTED, fact]), order=["Dry Bulletin", "Le Fil", "Quay"])

    assert ax.get_xticklabels()[0].get_text().startswith("Dry Bulletin\n0 claims")


def test_an_unknown_source_in_order_is_told():
    with pytest.raises(BalanceError, match="order names 'Le Flot'.*'Le Fil', 'Quay'"):  # noqa: RUF043
        plot_speakers(QUOTED, order=["Le Flot"])


def test_a_claim_of_two_coders_is_counted_once():
    two = pd.concat([QUOTED, QUOTED.assign(coder="ana")])

    assert cells(plot_speakers(two)) == cells(plot_speakers(QUOTED))


def test_a_claim_that_the_other_coder_called_a_fact_counts_half():
    two = pd.concat([QUOTED.tail(1), QUOTED.tail(1).assign(coder="ana", label="reported_fact", speaker="")])

    assert cells(plot_speakers(two)) == {("the mayor", "Quay"): "0.5"}


def test_no_claim_gives_a_picture_that_says_so():
    ax = plot_speakers(QUOTED.assign(label="opinion", speaker=""))

    assert "no attributed claim" in ax.texts[0].get_text()


def test_a_table_without_speakers_is_told():
    with pytest.raises(BalanceError, match="'speaker'"):
        plot_speakers(QUOTED.drop(columns="speaker"))


def test_top_below_one_is_told():
    with pytest.raises(BalanceError, match="top=0 must be 1 or more"):
        plot_speakers(QUOTED, top=0)


def test_the_larger_share_is_darker():
    ax = plot_speakers(QUOTED)
    fill = ax.collections[0].get_array()

    assert fill[0, 0].sum() < fill[1, 0].sum(), "the mayor has two of Le Fil's three claims"
    assert np.allclose(fill[1, 1], 1), "Quay does not quote the police"


def test_hostile_names_are_drawn_without_a_warning():
    ax = plot_speakers(claims(("$a_{", "\u202eroyam\n$x^"), ("新华社", "😀\x00")), language="fr")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()

    assert "royam $x^ (1)" in [text.get_text() for text in ax.get_yticklabels()]


@pytest.mark.parametrize("millimetres", [180, 85])
def test_on_a_page_as_many_sources_have_a_column_as_fit(millimetres):
    many = claims(*[(f"Outlet of the valley {number}", "Ministère de l’Intérieur") for number in range(20)])
    _, ax = plt.subplots(figsize=(millimetres / 25.4, 4), layout="constrained")

    assert "other sources" in plot_speakers(many, ax).get_xticklabels()[-1].get_text()


def test_given_axes_are_drawn_on():
    _, ax = plt.subplots()

    assert plot_speakers(QUOTED, ax) is ax


def test_the_alt_text_says_who_quotes_whom():
    assert "Le Fil: the mayor 2, the police 1. Quay: the mayor 1." in alt_text(plot_speakers(QUOTED))


names = st.sampled_from(["Le Fil", "Quay", "Bay", "Hill"]), st.sampled_from(["", "A", "B", "C", "D"])


@pytest.mark.slow
@given(st.lists(st.tuples(*names), min_size=1, max_size=12), st.integers(1, 3))
def test_every_claim_is_in_the_picture(spoken, top):
    ax = plot_speakers(claims(*spoken), top=top, order=[spoken[0][0]])
    plt.close(ax.figure)

    assert sum(float(text) for text in cells(ax).values()) == len(spoken)
