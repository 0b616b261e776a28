import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from annotate._agreement.confusion_table import confusion
from annotate._charts.agreement import COLOURS, plot_agreement
from annotate._charts.alternative_text import alt_text
from annotate._codebook import Codebook
from annotate._errors import BalanceError


@pytest.fixture
def coded() -> pd.DataFrame:
    """Ana and Ben on four passages: they differ on the last, a fact to Ana and a claim to Ben."""
    ana = pd.DataFrame(
        {
            "article_id": ["vote", "vote", "flood", "flood"],
            "start": [0, 20, 0, 30],
            "end": [19, 50, 30, 40],
            "label": ["opinion", "reported_fact", "reported_fact", "reported_fact"],
            "coder": "ana",
        }
    )
    ben = ana.assign(coder="ben", label=["opinion", "reported_fact", "reported_fact", "attributed_claim"])
    return pd.concat([ana, ben], ignore_index=True)


def cells(ax: Axes) -> dict[tuple[int, int], str]:
    return {tuple(round(place) for place in text.get_position()[::-1]): text.get_text() for text in ax.texts}


def names(texts: list) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in texts]


def test_each_cell_says_how_often_and_what_share_of_the_row(coded):
    assert cells(plot_agreement(coded)) == {(0, 0): "1\n100%", (1, 1): "2\n67%", (1, 2): "1\n33%"}


def test_rows_are_the_first_coders_and_columns_the_seconds(coded):
    ax = plot_agreement(coded, coders=("ben", "ana"))

    assert (ax.get_ylabel(), ax.get_title()) == ("ben", "ana")
    assert cells(ax)[2, 1] == "1\n100%"


def test_totals_stand_beside_each_label(coded):
    ax = plot_agreement(coded)

    assert names(ax.get_yticklabels()) == [
        "Opinion 1 passage",
        "Reported fact 3 passages",
        "Attributed claim 0 passages",
    ]
    assert names(ax.get_xticklabels())[1] == "Reported fact 2 passages"


def test_a_label_that_nobody_gave_is_left_out(coded):
    assert not any("Excluded" in name for name in names(plot_agreement(coded).get_yticklabels()))


def test_excluded_is_a_label_like_the_others(coded):
    coded.loc[coded["start"] == 0, "label"] = "excluded"

    assert "Excluded 2 passages" in names(plot_agreement(coded).get_yticklabels())


def test_alpha_stands_below(coded):
    assert "Krippendorff’s α" in plot_agreement(coded).get_xlabel()


def test_undefined_alpha_is_told(coded):
    assert "undefined" in plot_agreement(coded.assign(label="opinion")).get_xlabel()


def test_a_confusion_table_is_drawn_alike(coded):
    assert cells(plot_agreement(confusion(coded, ("ana", "ben")))) == cells(plot_agreement(coded))


def test_three_coders_are_counted_as_pairs(coded):
    third = coded[coded["coder"] == "ana"].assign(coder="cy")
    ax = plot_agreement(pd.concat([coded, third]))

    assert "12 pairs, twice" in ax.get_xlabel()
    assert (ax.get_ylabel(), ax.get_title()) == ("one coder", "the other coder")


def test_the_diagonal_is_teal_and_framed_and_the_rest_orange(coded):
    ax = plot_agreement(coded)
    fill = ax.collections[0].get_array()

    red, _, blue = fill[1, 1]
    assert blue > red
    red, _, blue = fill[1, 2]
    assert red > blue
    assert len(ax.patches) == 3


def test_no_label_has_the_colours_of_agreement():
    assert not {*COLOURS.values()} & {label.colour for label in Codebook.shipped().labels}


def test_writing_contrasts_with_its_cell(coded):
    ax = plot_agreement(coded, palette={"agree": "#004488"})

    colours = {cell: text.get_color() for cell, text in zip(cells(ax), ax.texts, strict=True)}
    assert colours[0, 0] == "white"
    assert colours[1, 2] == "black"


def test_order_puts_labels_first(coded):
    ax = plot_agreement(coded, order=["reported_fact"])

    assert [name.rsplit(" ", 2)[0] for name in names(ax.get_yticklabels())] == [
        "Reported fact",
        "Opinion",
        "Attributed claim",
    ]


def test_one_coder_gives_a_picture_that_says_so(coded):
    assert "no passage was tagged by two coders" in plot_agreement(coded.head(4)).texts[0].get_text()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"order": ["fact"]}, "order names 'fact'"),
        ({"palette": {"opinion": "red"}}, "palette names 'opinion': here it has the colours 'agree' and 'differ'"),
        ({"palette": {"agree": "bluish"}}, "'bluish' for 'agree'"),
        ({"coders": ("ana", "cy")}, "no coder 'cy'"),
        ({"language": "de"}, "language='de'"),
    ],
)
def test_what_is_not_there_is_told(coded, given, message):
    with pytest.raises(BalanceError, match=message):
        plot_agreement(coded, **given)


@pytest.mark.parametrize("table", [pd.DataFrame({"a": [1]}), pd.DataFrame({"a": ["x"]}, index=["a"]), [[1]]])
def test_what_is_neither_tags_nor_confusion_is_told(table):
    with pytest.raises(BalanceError, match="confusion"):
        plot_agreement(table)


def test_a_confusion_table_with_missing_counts_is_drawn():
    table = pd.DataFrame([[3, np.nan], [1, 2]], ["opinion", "reported_fact"], ["opinion", "reported_fact"])

    assert len(plot_agreement(table).texts) == 3


def test_french_is_spoken(coded):
    ax = plot_agreement(coded, language="fr")

    assert "Fait rapporté 3 passages" in names(ax.get_yticklabels())
    assert "Comparaison sur 4 passages." in ax.get_xlabel().replace("\n", " ")


def test_given_axes_are_drawn_on(coded):
    _, ax = plt.subplots()

    assert plot_agreement(coded, ax) is ax


def test_the_alt_text_says_each_row(coded):
    assert "Reported fact: Reported fact 2, Attributed claim 1." in alt_text(plot_agreement(coded))
