"""Which labels coders take for which: the confusion table as shaded cells."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import is_color_like
from matplotlib.patches import Rectangle

from annotate._agreement.agreement_table import agreement
from annotate._agreement.confusion_table import confusion
from annotate._charts.canvas import Array, new_axes
from annotate._charts.cells import draw_cells, least_width, name_cells, one_colour, shades
from annotate._charts.chart import Chart, ordered_names
from annotate._charts.lettering import EDGE, plain, shortened, style
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._known_codebooks import codebook_of, codebook_with
from annotate._wording import Wording

CONFIDENCE = 0.95

COLOURS = {"agree": "#009988", "differ": "#EE7733"}
"""Of Tol's vibrant set: no label has them, so that a cell is never taken for a label."""

SYMMETRIC = {"label": "charts.one_coder", "other label": "charts.other_coder"}
"""How `confusion` calls rows and columns where it counts every two coders in both directions."""


def plot_agreement(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    coders: tuple[str, str] | None = None,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    r"""Draw how often one coder gave which label where another gave which.

    Parameters
    ----------
    table : DataFrame
        A tag table, or what `confusion` returned.
    ax : Axes, optional
        Where to draw; a new figure where left out.
    coders : pair of str, optional
        With a tag table: the coder of the rows and the coder of the columns. All coders, or the only two that
        there are, where left out.
    palette : mapping, optional
        The colours ``"agree"`` (the diagonal) and ``"differ"``.
    order : sequence of str, optional
        Labels from top to bottom and from left to right; others follow in the codebook's order.
    codebook : Codebook, optional
        What the labels are, and how they are called and coloured; the one that the tags name where left out.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        In each cell the number of passages, and its share of the row; the totals stand beside the names. Labels
        that nobody gave are left out. With a tag table alpha stands below.

    Raises
    ------
    BalanceError
        Where the table is neither, or ``order`` or ``palette`` names what is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> tags = pd.DataFrame({"article_id": "a", "source": "Le Fil", "start": [0, 50] * 2, "end": [50, 90] * 2,
    ...                      "label": ["opinion", "opinion", "opinion", "reported_fact"],
    ...                      "coder": ["ana", "ana", "ben", "ben"]})
    >>> [text.get_text() for text in plot_agreement(tags).texts]
    ['1\n50%', '1\n50%']
    """
    colours = _colours(palette)
    counts, tags = _confusion(table, coders)
    names = [str(label) for label in counts.index]
    codebook = codebook_with(names, codebook) if tags is None else codebook_of(tags, codebook)
    counts = _ordered(counts, order, codebook)
    chart = Chart(language, [str(label) for label in counts.index], None, codebook)
    if not counts.to_numpy().sum():
        return chart.nothing(ax, "no_pair")
    values = counts.to_numpy(dtype=float)
    share = values / values.sum(axis=1, keepdims=True).clip(min=1e-12)
    labels = list(chart.names.values())
    size = len(labels)
    ax = ax or new_axes(1.9 + 0.62 * size, max(6.0, 2.6 + 1.3 * size))
    rows, columns = (_names(labels, sums, counts, chart.say) for sums in (values.sum(axis=1), values.sum(axis=0)))
    chart.require_width(ax, least_width(ax, rows, columns))
    draw_cells(ax, shades(share * 0.95, _cell_colours(size, colours)), _texts(values, share, chart))
    for place in range(size):
        ax.add_patch(Rectangle((place - 0.5, place - 0.5), 1, 1, fill=False, edgecolor=EDGE, linewidth=1.6, zorder=3))
    name_cells(ax, rows, columns)
    _name_coders(ax, counts, chart.say)
    notes = [_compared(counts, chart.say), *([] if tags is None else [_alpha(tags, chart.say)])]
    return chart.finished(ax, _told(labels, values, chart), notes)


def _colours(palette: Mapping[str, str] | None) -> dict[str, str]:
    for name, colour in (palette or {}).items():
        if name not in COLOURS:
            raise BalanceError(f"palette names {name!r}: here it has the colours 'agree' and 'differ'.")
        if not is_color_like(colour):
            raise BalanceError(f"palette has {colour!r} for {name!r}, which is no colour: write one as '#004488'.")
    return {**COLOURS, **(palette or {})}


def _confusion(table: pd.DataFrame, coders: tuple[str, str] | None) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return the confusion table and, where it is made of tags, those that were compared."""
    if not isinstance(table, pd.DataFrame):
        raise BalanceError(f"A tag table or a confusion table is needed, not a {type(table).__name__}.")
    if "coder" in table.columns and "label" in table.columns:
        if coders is not None:
            table = table[table["coder"].isin(coders).to_numpy(dtype=bool)]
        present = sorted({str(coder) for coder in table["coder"].dropna()})
        if coders is None and len(present) == 2:
            coders = (present[0], present[1])
        return confusion(table, coders), table
    if list(table.index) != list(table.columns) or not all(map(pd.api.types.is_numeric_dtype, table.dtypes)):
        raise BalanceError(
            "This is neither a tag table (with label and coder) nor a confusion table (the same labels as rows and as "
            "columns): pass project.tags() or what confusion(tags) returned."
        )
    if coders is not None:
        raise BalanceError("coders= chooses two coders of a tag table; a confusion table has been made of its own.")
    return table.fillna(0), None


def _alpha(tags: pd.DataFrame, say: Wording) -> str:
    row = agreement(tags, confidence=CONFIDENCE).iloc[0]
    if pd.isna(row["value"]):
        return say.text("charts.undefined_alpha")
    value, low, high = (say.number(row[name], 2, fixed=True) for name in ("value", "low", "high"))
    if pd.isna(row["low"]):
        return say.text("charts.no_alpha", value=value)
    return say.text("charts.alpha", value=value, low=low, high=high, confidence=say.percent(CONFIDENCE))


def _ordered(counts: pd.DataFrame, order: Sequence[str] | None, codebook: Codebook) -> pd.DataFrame:
    first = [
        *ordered_names(order or [], list(counts.index), "in the table"),
        *(label for label in codebook.names if label in counts.index),
    ]
    labels = dict.fromkeys([*first, *counts.index])
    used = (counts.sum(axis=0) + counts.sum(axis=1)) > 0
    kept = [label for label in labels if used[label]]
    return counts.loc[kept, kept]


def _cell_colours(size: int, colours: Mapping[str, str]) -> Array:
    agree, differ = (one_colour(colours[name], (size, size)) for name in ("agree", "differ"))
    return np.where(np.eye(size, dtype=bool)[..., None], agree, differ)


def _texts(values: Array, share: Array, chart: Chart) -> list[list[str]]:
    return [
        [f"{number}\n{part}" if number else "" for number, part in zip(*row, strict=True)]
        for row in zip(map(chart.numbers, values.tolist()), map(chart.percents, share.tolist()), strict=True)
    ]


def _names(labels: list[str], sums: Array, counts: pd.DataFrame, say: Wording) -> list[str]:
    what = "pair" if _is_symmetric(counts) else "passage"
    named = zip(labels, sums.tolist(), strict=True)
    return [f"{shortened(label, 16, 2)}\n{say.count(what, total)}" for label, total in named]


def _name_coders(ax: Axes, counts: pd.DataFrame, say: Wording) -> None:
    names = [plain(name) for name in (counts.index.name, counts.columns.name)]
    if _is_symmetric(counts):
        names = [say.text(key) for key in SYMMETRIC.values()]
    ax.set_ylabel(shortened(names[0], 30), fontsize=10, color=EDGE, **style())
    ax.set_title(shortened(names[1], 60), fontsize=10, color=EDGE, **style())


def _is_symmetric(counts: pd.DataFrame) -> bool:
    """Whether `confusion` counted every two coders in both directions."""
    return [counts.index.name, counts.columns.name] == list(SYMMETRIC)


def _compared(counts: pd.DataFrame, say: Wording) -> str:
    total = float(counts.to_numpy().sum())
    if not _is_symmetric(counts):
        return say.text("charts.compared", passages=say.count("passage", total))
    return say.text("charts.pairs", pairs=say.count("pair", total / 2))


def _told(labels: list[str], values: Array, chart: Chart) -> list[str]:
    told = []
    for label, row in zip(labels, values.tolist(), strict=True):
        cells = ", ".join(f"{other} {many}" for other, many in zip(labels, chart.numbers(row), strict=True) if many)
        told.append(chart.say.text("charts.row_of", name=label, cells=cells))
    return told
