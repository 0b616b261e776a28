"""A chart is drawn on white paper, whatever the reader's style: its ink is dark."""

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from annotate._balance import balance
from annotate._charts.alternative_text import save_chart
from annotate._charts.balance import plot_balance


@pytest.mark.slow
@pytest.mark.parametrize("is_given", [True, False])
def test_in_a_dark_style_a_chart_stands_on_white_paper(tags, tmp_path, is_given):
    with plt.style.context("dark_background"):
        ax = plot_balance(balance(tags), ax=plt.subplots()[1] if is_given else None)
        ax.figure.savefig(tmp_path / "own.png")
        save_chart(ax, tmp_path / "saved.png")

    for name in ("own.png", "saved.png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_a_light_figure_keeps_its_own_colour(table):
    figure, ax = plt.subplots(facecolor="#FFF1E5")
    plot_balance(table, ax=ax)

    assert figure.get_facecolor() == plt.matplotlib.colors.to_rgba("#FFF1E5")
