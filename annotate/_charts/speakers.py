"""Who quotes whom: the sources' attributed claims, by speaker."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from annotate._balance import balance
from annotate._charts.canvas import inches, is_column, new_axes
from annotate._charts.cells import draw_cells, least_width, name_cells, one_colour, shades
from annotate._charts.chart import Chart, ordered_names
from annotate._charts.lettering import beside, clean, shortened
from annotate._codebook import Codebook
from annotate._counting.counts import count_labels
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._name_order import sort_key
from annotate._statistics.intervals import FEW_ARTICLES
from annotate._wording import Wording

SOURCES = 8
"""How many sources have a column of their own."""

FEW = 3
"""Claims from fewer articles than these may all be one story's: such cells are marked."""

DAGGER = "†"

_NARROW = [16, 12]
"""Letters of a speaker's name in a narrow column, and where even one source has no room."""


def plot_speakers(
    tags: pd.DataFrame,
    ax: Axes | None = None,
    *,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    top: int = 12,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    """Draw who quotes whom: one row per speaker, one column per source, the number of attributed claims in the cells.

    Parameters
    ----------
    tags : DataFrame
        A tag table. A passage that several coders tagged is shared among them, as in `balance`. Where it has a column
        ``person``, several wordings for one are one row.
    ax : Axes, optional
        Where to draw; a new figure where left out.
    palette : mapping, optional
        The colour of ``"attributed_claim"`` (of the first label that takes a speaker), if it shall not be the
        codebook's.
    order : sequence of str, optional
        Sources from left to right; the eight with most claims where left out.
    top : int
        How many speakers have a row of their own.
    codebook : Codebook, optional
        What the labels are, and how they are called and coloured; the one that the tags name where left out.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        Speakers and sources without a row or column of their own are summed in one of "others", and claims
        without a speaker in a row of theirs, so that every claim is in the picture. Under each source's name
        stands out of how many passages and articles its claims are. A cell whose claims are from fewer than three
        articles, and a source with fewer than ten, carry marks; notes say so. On narrow Axes fewer sources have a
        column.

    Raises
    ------
    BalanceError
        Where a column is missing, ``order`` names a source without tags, or the Axes are too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "a"], "source": "Le Fil", "start": [0, 10], "end": [9, 30],
    ...                      "label": "attributed_claim", "speaker": ["the mayor", "the police"], "coder": "mj"})
    >>> [text.get_text() for text in plot_speakers(tags).get_yticklabels()]
    ['the mayor (1)', 'the police (1)']
    """
    codebook = codebook_of(tags, codebook) if isinstance(tags, pd.DataFrame) else codebook
    claim_labels = codebook.with_speaker if codebook else ()
    chart = Chart(language, claim_labels, palette, codebook)
    if top < 1:
        raise BalanceError(f"top={top!r} must be 1 or more: it is how many speakers have a row of their own.")
    whole = balance(tags, by="source", codebook=codebook)
    claims = _claims(tags, codebook)
    if claims.empty:
        return chart.nothing(ax, "no_claim")
    own = _rows(claims, top)
    letters = _NARROW if ax and is_column(ax) else [34]
    for wide, most in product(letters, range(SOURCES, 0, -1)):
        columns = _columns(claims, whole, order, most)
        cells = _cells(claims, own, columns, chart)
        rows, names = _row_names(cells, wide, chart), _column_names(cells, whole, columns, chart.say)
        if ax is None or least_width(ax, rows, names) <= inches(ax)[0]:
            break
    articles = _cells(claims, own, columns, chart, "articles")
    colour = chart.look[claim_labels[0]][0]
    ax = ax or new_axes(1.6 + 0.36 * len(cells), max(6.0, 2.8 + 1.1 * len(names)))
    chart.require_width(ax, least_width(ax, rows, names))
    share = cells.to_numpy() / cells.to_numpy().sum(axis=0).clip(min=1e-12)
    rests_on_few = ((articles < FEW) & (cells > 1)).to_numpy()
    texts = [chart.numbers(row) for row in cells.to_numpy().tolist()]
    marked = [[f"{text}*" if few else text for text, few in zip(*row, strict=True)]
              for row in zip(texts, rests_on_few.tolist(), strict=True)]  # fmt: skip
    draw_cells(ax, shades(share / share.max(), one_colour(colour, cells.shape)), marked)
    name_cells(ax, rows, names)
    notes = [chart.say.text("charts.cells"), *_cautions(names, bool(rests_on_few.any()), chart.say)]
    return chart.finished(ax, _told(cells, chart), notes)


def _cautions(names: list[str], some_rest_on_few: bool, say: Wording) -> list[str]:
    """Return what the marks mean on cells and on names of columns."""
    cell = [say.text("charts.few_behind_cell", few=FEW)] if some_rest_on_few else []
    column = [say.text("charts.few_behind_column", few=FEW_ARTICLES)] if any(DAGGER in name for name in names) else []
    return cell + column


def _claims(tags: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count attributed claims, one row per source, speaker and label that takes one."""
    who = "person" if "person" in tags.columns else "speaker"
    counts = count_labels(tags, ["source", who], codebook=codebook)
    claimed = counts.weights[:, [label in codebook.with_speaker for label in counts.labels]].sum(axis=1)
    many = len(counts.groups)
    claims = pd.DataFrame(
        {
            "source": counts.groups["source"].astype(TEXT),
            "speaker": pd.array([clean(speaker) for speaker in counts.groups[who]], dtype=TEXT),
            "count": np.bincount(counts.group, claimed, many),
            "articles": np.bincount(counts.group, claimed > 0, many),
        }
    )
    return claims[claims["count"] > 0]


def _columns(claims: pd.DataFrame, whole: pd.DataFrame, order: Sequence[str] | None, most: int) -> list[str]:
    """Choose the sources that have a column of their own; where not all have one, the last is that of the others."""
    known = whole["source"].astype(TEXT).unique().tolist()
    if order is not None:
        return ordered_names(order, known, "a source of these tags")
    largest = claims.groupby("source")["count"].sum().sort_values(ascending=False, kind="stable")
    shown = set(largest.index[: len(largest) if len(known) <= most else max(most - (most < SOURCES), 1)])
    return sorted(shown, key=sort_key)


def _rows(claims: pd.DataFrame, top: int) -> list[str]:
    """Choose the speakers that have a row of their own, the most quoted first."""
    totals = claims[claims["speaker"] != ""].groupby("speaker")["count"].sum()
    return list(totals.sort_values(ascending=False, kind="stable").index[:top])


def _row_names(cells: pd.DataFrame, width: int, chart: Chart) -> list[str]:
    totals = cells.sum(axis=1).items()
    return [f"{beside(shortened(name, width))} ({chart.say.number(total)})" for name, total in totals]


def _cells(claims: pd.DataFrame, own: list[str], columns: list[str], chart: Chart, what: str = "count") -> pd.DataFrame:
    """Sum claims, or the articles that they are in, by row and column.

    What has no row or column of its own goes to one of "others", by a name that no other has.
    """
    named = claims.loc[claims["speaker"] != "", "speaker"].nunique()
    sources = claims.loc[~claims["source"].isin(columns), "source"].nunique()
    row = claims["speaker"].map({name: place for place, name in enumerate(own)}).fillna(len(own))
    row = row.where(claims["speaker"] != "", len(own) + 1).astype(int)
    places = {name: place for place, name in enumerate(columns)}
    column = np.array([places.get(name, len(columns)) for name in claims["source"]], dtype=np.int64)
    cells = np.zeros((len(own) + 2, len(columns) + 1))
    np.add.at(cells, (row.to_numpy(), column), claims[what].to_numpy())
    say = chart.say
    rows = [*own, say.count("other_speakers", named - len(own)), say.text("charts.unnamed")]
    names = [*columns, say.count("other_sources", sources)]
    used = [bool(line.any()) or place < len(own) for place, line in enumerate(cells)]
    last = len(columns) + (1 if sources else 0)
    kept = pd.Index([name for name, use in zip(rows, used, strict=True) if use], dtype=TEXT)
    return pd.DataFrame(cells[used][:, :last], kept, pd.Index(names[:last], dtype=TEXT))


def _column_names(cells: pd.DataFrame, whole: pd.DataFrame, columns: list[str], say: Wording) -> list[str]:
    sizes = whole.drop_duplicates("source").set_index(whole["source"].drop_duplicates().astype(TEXT))
    names = []
    for place, (name, claims) in enumerate(zip(cells.columns, cells.sum(), strict=True)):
        is_own = np.array([(one == name) if place < len(columns) else (one not in columns) for one in sizes.index])
        own = sizes[is_own]
        title = shortened(name, 16, 2) or say.text("shared.unnamed_row")
        of_passages = say.text("charts.of_passages", passages=say.count("passage", own["passages"].sum()))
        articles = say.count("article", own["articles"].sum())
        articles += f" {DAGGER}" if own["articles"].sum() < FEW_ARTICLES else ""
        names.append(f"{title}\n{say.count('claim', claims)}\n{of_passages}\n{articles}")
    return names


def _told(cells: pd.DataFrame, chart: Chart) -> list[str]:
    empty = chart.say.text("shared.unnamed_row")
    return [
        chart.say.text("charts.row_of", name=clean(source) or empty, cells=_in_words(column, chart.say))
        for source, column in cells.items()
    ]


def _in_words(column: pd.Series, say: Wording) -> str:
    return ", ".join(f"{speaker} {say.number(count)}" for speaker, count in column.items() if count)
