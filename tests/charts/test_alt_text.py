import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from annotate._balance import balance
from annotate._charts.alternative_text import alt_text, save_chart
from annotate._charts.article import plot_article
from annotate._charts.balance import plot_balance
from annotate._errors import BalanceError

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.slow
def test_a_png_carries_the_words(tags, tmp_path):
    ax = plot_balance(balance(tags.assign(source="Préfète 新")))

    with Image.open(save_chart(ax, tmp_path / "balance.png")) as picture:
        assert picture.info["Description"] == alt_text(ax)


def test_an_svg_says_title_and_description_first(tags, tmp_path):
    ax = plot_balance(balance(tags.assign(source="<b>A & B</b>]]>\x00")))

    root = ET.parse(save_chart(ax, tmp_path / "balance.svg")).getroot()
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert description.text == alt_text(ax)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_the_title_of_an_svg_is_the_whole_first_sentence(tags, tmp_path):
    ax = plot_balance(balance(tags.assign(source="St. Louis. Post 王毅")))
    title = ET.parse(save_chart(ax, tmp_path / "balance.svg")).getroot()[0].text

    assert title.startswith("St. Louis. Post 王毅 (4 passages, 3 articles, 1 excluded): Opinion 25%")


@pytest.mark.slow
def test_a_pdf_is_written(table, tmp_path):
    assert save_chart(plot_balance(table), tmp_path / "balance.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_all_charts_of_a_figure_are_described(tags, table, tmp_path):
    _, (above, below) = plt.subplots(2)
    plot_balance(table, ax=above)
    plot_article(tags, "vote", below)

    with Image.open(save_chart(above, tmp_path / "both.png")) as picture:
        assert picture.info["Description"] == f"{alt_text(above)} {alt_text(below)}"


def test_another_ending_is_told(table, tmp_path):
    with pytest.raises(BalanceError, match=r"'balance.bmp' is no picture .* \.png, \.svg or \.pdf"):
        save_chart(plot_balance(table), tmp_path / "balance.bmp")


def test_a_folder_that_is_not_there_is_told(table, tmp_path):
    with pytest.raises(BalanceError, match="cannot be written: No such file or directory"):
        save_chart(plot_balance(table), tmp_path / "nowhere" / "balance.png")


def test_axes_without_a_chart_have_no_words():
    assert alt_text(plt.subplots()[1]) == ""
