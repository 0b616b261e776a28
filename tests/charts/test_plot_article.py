import warnings
from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch

from annotate._charts.alternative_text import alt_text
from annotate._charts.article import plot_article
from annotate._errors import BalanceError
from annotate._project.project import Project


def spans(ax: Axes, label: str) -> list[tuple[float, float, int]]:
    """Return start, end and row of every passage drawn with a label."""
    (patch,) = (patch for patch in ax.patches if isinstance(patch, PathPatch) and patch.get_label() == label)
    boxes = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(box[:, 0].min(), box[:, 0].max(), round(box[:, 1].mean())) for box in boxes[:, :4]]


def legend(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_each_passage_reaches_from_start_to_end(tags):
    ax = plot_article(tags, "vote")

    assert spans(ax, "opinion") == [(0, 19, 0)]
    assert spans(ax, "reported_fact") == [(20, 50, 0)]


def test_excluded_passages_are_drawn_and_counted(tags):
    ax = plot_article(tags, "flood")

    assert spans(ax, "excluded") == [(30, 40, 0)]
    assert legend(ax) == ["Reported fact (1)", "Excluded (1)"]


def test_each_coder_has_a_strip_in_order(tags):
    ana = tags.assign(coder="ana", label="opinion")
    ax = plot_article(pd.concat([tags, ana]), "vote", order=["mj", "ana"])

    assert [text.get_text() for text in ax.get_yticklabels()] == ["mj", "ana"]
    assert spans(ax, "opinion") == [(0, 19, 0), (0, 19, 1), (20, 50, 1)]


def test_an_unknown_coder_in_order_is_told(tags):
    with pytest.raises(BalanceError, match="order names 'bea', which is not a coder of this article: there is 'mj'"):
        plot_article(tags, "vote", order=["bea"])


@pytest.mark.slow
def test_untagged_passages_are_drawn_where_passages_are_given(project: Project):
    passages = project.passages()
    first, second, third = passages[passages["article_id"] == "vote"].itertuples()
    project.tag("vote", second.start, second.end, "opinion", coder="mj")
    ax = plot_article(project.tags(), "vote", passages=passages)

    assert spans(ax, "untagged") == [(first.start, first.end, 0), (third.start, third.end, 0)]
    assert legend(ax) == ["Opinion (1)", "Untagged (2)"]


def test_a_line_and_a_name_mark_where_another_source_begins(tags):
    tags.loc[1, "source"] = "Agence"
    ax = plot_article(tags, "vote")

    assert [(text.get_text(), text.xy[0]) for text in ax.texts] == [("Le Fil", 0), ("Agence", 20)]


def test_names_of_sources_that_begin_close_together_never_touch_nor_leave_the_picture(tags):
    rows = pd.DataFrame({"start": [0, 400, 430, 460, 480], "end": [400, 430, 460, 480, 500]})
    sources = ["Le Fil", "Agence lessanaise de presse", "Le Fil", "The Courier of the Lakes", "Le Fil"]
    ax = plot_article(tags.iloc[[0] * 5].reset_index(drop=True).assign(**rows, source=sources), "vote")
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]

    assert [text.get_text() for text in ax.texts] == sources
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert max(box.x1 for box in boxes) <= ax.figure.bbox.x1
    assert min(box.y0 for box in boxes) > ax.xaxis.label.get_window_extent().y1 - 2


def test_tags_of_several_coders_are_told_apart_from_passages(tags):
    ax = plot_article(pd.concat([tags, tags.assign(coder="ana")]), "vote")

    assert ax.get_xlabel().startswith("2 passages, 4 tags by 2 coders.")


def test_one_source_needs_no_mark(tags):
    assert not plot_article(tags, "vote").texts


def test_an_article_without_tags_is_told(tags):
    with pytest.raises(BalanceError, match="No tag is on the article 'eclipse'"):
        plot_article(tags, "eclipse")


def test_a_table_without_coder_is_told(tags):
    with pytest.raises(BalanceError, match="no column 'coder'"):
        plot_article(tags.drop(columns="coder"), "vote")


def test_an_article_without_title_goes_by_its_id(tags):
    assert plot_article(tags.assign(title=""), "vote").get_title(loc="left") == "vote"


@pytest.mark.slow
@pytest.mark.parametrize("text", ["$a_b$ {^", "\u202eeltit", "速報 😀", "a\nb"])
def test_hostile_titles_sources_and_coders_are_drawn_as_plain_text(tags, text):
    tags["source"] = [text, "B", "C", "D", "E"]
    ax = plot_article(tags.assign(title=text, coder=text), "vote")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()

    assert not ax.title.get_parse_math() or ax.title.get_text() == ""


def test_given_axes_are_drawn_on(tags):
    _, ax = plt.subplots()

    assert plot_article(tags, "vote", ax) is ax


def test_the_alt_text_counts_each_label(tags):
    assert alt_text(plot_article(tags, "vote")).startswith("The vote. Opinion (1), Reported fact (1). 2 passages")


def test_french_is_spoken(tags):
    ax = plot_article(tags, "flood", language="fr")

    assert legend(ax) == ["Fait rapporté (1)", "Exclu (1)"]
    assert "ordre de lecture" in ax.get_xlabel()
