"""One event: an article a strip, one below the other, each passage as wide as it is long."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from annotate._charts.article import draw_spans, labels_of
from annotate._charts.canvas import bare, inches, is_column, legend, new_axes
from annotate._charts.chart import Chart, ordered_names
from annotate._charts.lettering import EDGE, clean, shortened, style
from annotate._codebook import Codebook
from annotate._counting.one_coder import one_coder_each, source_of_each
from annotate._known_codebooks import codebook_of

STRIPS = 60
"""How many articles are drawn at most: more strips would be neither read nor printed on a page."""

_STRIP = 0.17
"""Height in inches that a strip and its name need."""


def plot_event(
    tags: pd.DataFrame,
    event: str,
    ax: Axes | None = None,
    *,
    column: str = "event",
    order: Sequence[str] | None = None,
    palette: Mapping[str, str] | None = None,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    """Draw one event: a strip for each article, its passages in reading order, each as wide as it is long.

    Parameters
    ----------
    tags : DataFrame
        A tag table with a column that says which event an article is on.
    event : str
        Which one.
    ax : Axes, optional
        Where to draw; a new figure where left out.
    column : str
        The name of that column.
    order : sequence of str, optional
        Articles from top to bottom, by their ids; by day and source where left out.
    palette : mapping, optional
        Colour by label, for those that shall not have the codebook's.
    codebook : Codebook, optional
        What the labels are; the one that the tags name where left out.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        Of an article that several coders tagged, one coder's tags are drawn: the adjudicated ones, or else those of
        who tagged most; excluded passages stand in their place. All strips have one scale. At most 60 are drawn, and
        on low Axes as many as have room; a note says how many are not.

    Raises
    ------
    BalanceError
        Where a column is missing or no tag is on this event.

    Examples
    --------
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "source": ["Le Fil", "The Echo"], "start": 0, "end": [30, 20],
    ...                      "label": ["opinion", "reported_fact"], "coder": "mj", "event": "the dyke"})
    >>> [one.get_text() for one in plot_event(tags, "the dyke").get_yticklabels()]
    ['Le Fil', 'The Echo']
    """
    rows = one_coder_each(tags, event, column)
    codebook = codebook_of(rows, codebook)
    chart = Chart(language, labels_of(rows, codebook), palette, codebook)
    found = list(dict.fromkeys(rows["article_id"]))
    articles = found if order is None else ordered_names(order, found, "an article of this event")
    wanted, articles = len(articles), articles[: _room(ax)]
    rows = rows[rows["article_id"].isin(articles)]
    places = {one: nth for nth, one in enumerate(articles)}
    drawn = rows.assign(row=[places[one] for one in rows["article_id"]])
    ax = ax or new_axes(1.7 + 0.45 * len(articles))
    for label, spans in drawn.groupby("label", sort=False):
        draw_spans(ax, spans, str(label), chart.look)
    names = {name: f"{text} ({(rows['label'] == name).sum()})" for name, text in chart.names.items()}
    sources = source_of_each(rows)
    _name_strips(ax, [clean(sources[one]) or clean(one) for one in articles])
    above = legend(ax, names, chart.look, columns=5)
    _frame(ax, event, len(articles), int(rows["end"].max()), above)
    told = [_told(sources[one], rows[rows["article_id"] == one], chart) for one in articles]
    notes = [chart.say.text("event.strips", articles=chart.say.count("article", len(articles)))]
    if wanted > len(articles):
        notes.append(chart.say.text("charts.no_room", n=wanted - len(articles)))
    return chart.finished(ax, [f"{clean(event)}.", *told], notes)


def _told(source: str, rows: pd.DataFrame, chart: Chart) -> str:
    counts = ", ".join(f"{text} {(rows['label'] == name).sum()}" for name, text in chart.names.items())
    return chart.say.text("charts.row_of", name=clean(source) or chart.say.text("shared.unnamed_row"), cells=counts)


def _room(ax: Axes | None) -> int:
    """Return how many strips have room, each with its name."""
    return STRIPS if ax is None else min(STRIPS, max(1, int(inches(ax)[1] / _STRIP)))


def _name_strips(ax: Axes, names: list[str]) -> None:
    letters = 16 if is_column(ax) else 28
    ax.set_yticks(range(len(names)), [shortened(name, letters) for name in names], fontsize=9, **style(*names))


def _frame(ax: Axes, event: str, strips: int, longest: int, above: int) -> None:
    width = min(90, int(inches(ax)[0] * 10))
    ax.set_title(shortened(event, width, 2), loc="left", fontsize=11, pad=12 + 16 * above, color=EDGE, **style())
    ax.set_ylim(strips - 0.5, -0.5)
    ax.set_xlim(-0.002 * longest, longest * 1.002)
    ax.set_xticks([])
    bare(ax)
