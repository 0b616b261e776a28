"""Which labels coders take for which: the confusion table as shaded cells."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import is_color_like
from matplotlib.patches import Rectangle

from annotate._agreement.agreement_table import agreement
from annotate._agreement.confusion_table import confusion
from annotate._charts.alternative_text import describe
from annotate._charts.canvas import Array, blank, new_axes, note
from annotate._charts.cells import draw_cells, name_cells, one_colour, shades
from annotate._charts.colours import PALETTE
from annotate._charts.lettering import EDGE, plain, shortened, style
from annotate._charts.wording import counted, label_names, number, percent, words
from annotate._errors import BalanceError

COLOURS = {"agree": "#004488", "differ": "#BB5566"}
SYMMETRIC = ("label", "other label")
"""How `confusion` calls rows and columns where it counts every two coders in both directions."""


def plot_agreement(
    table: pd.DataFrame,
    ax: Axes | None = None,
    *,
    coders: tuple[str, str] | None = None,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    language: str = "en",
) -> Axes:
    r"""Draw how often one coder gave which label where another gave which.

    Parameters
    ----------
    table : DataFrame
        A tag table, or what `confusion` gave.
    ax : Axes, optional
        Where to draw; a new figure where left out.
    coders : pair of str, optional
        With a tag table: the coder of the rows and the coder of the columns. All coders, or the only two that
        there are, where left out.
    palette : mapping, optional
        The colours ``"agree"`` (the diagonal) and ``"differ"``.
    order : sequence of str, optional
        Labels from top to bottom and from left to right; others follow in the codebook's order.
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
    wording = words(language)
    colours = _colours(palette)
    counts, alpha = _confusion(table, coders, language)
    counts = _ordered(counts, order)
    if not counts.to_numpy().sum():
        return describe(blank(ax, wording["no_pair"]), wording["no_pair"])
    values = counts.to_numpy(dtype=float)
    share = values / values.sum(axis=1, keepdims=True).clip(min=1e-12)
    labels = label_names([str(label) for label in counts.index], language)
    size = len(labels)
    ax = ax or new_axes(1.9 + 0.62 * size, max(6.0, 2.6 + 1.3 * size))
    draw_cells(ax, shades(share * 0.95, _cell_colours(size, colours)), _texts(values, share, language))
    for place in range(size):
        ax.add_patch(Rectangle((place - 0.5, place - 0.5), 1, 1, fill=False, edgecolor=EDGE, linewidth=1.6, zorder=3))
    noun = wording["pair" if _is_symmetric(counts) else "passage"]
    rows, columns = (_names(labels, sums, noun, language) for sums in (values.sum(axis=1), values.sum(axis=0)))
    name_cells(ax, rows, columns)
    _name_coders(ax, counts, language)
    notes = [*_notes(counts, language), alpha]
    note(ax, notes)
    return describe(ax, *_told(labels, values, language), *notes)


def _colours(palette: Mapping[str, str] | None) -> dict[str, str]:
    for name, colour in (palette or {}).items():
        if name not in COLOURS:
            raise BalanceError(f"palette names {name!r}: here it has the colours 'agree' and 'differ'.")
        if not is_color_like(colour):
            raise BalanceError(f"palette has {colour!r} for {name!r}, which is no colour: write one as '#004488'.")
    return {**COLOURS, **(palette or {})}


def _confusion(table: pd.DataFrame, coders: tuple[str, str] | None, language: str) -> tuple[pd.DataFrame, str]:
    """Return the confusion table and, of a tag table, a sentence that tells alpha."""
    if not isinstance(table, pd.DataFrame):
        raise BalanceError(f"A tag table or a confusion table is needed, not a {type(table).__name__}.")
    if "coder" in table.columns and "label" in table.columns:
        if coders is not None:
            table = table[table["coder"].isin(coders).to_numpy(dtype=bool)]
        present = sorted({str(coder) for coder in table["coder"].dropna()})
        if coders is None and len(present) == 2:
            coders = (present[0], present[1])
        return confusion(table, coders), _alpha(table, language)
    if list(table.index) != list(table.columns) or not all(map(pd.api.types.is_numeric_dtype, table.dtypes)):
        raise BalanceError(
            "This is neither a tag table (with label and coder) nor a confusion table (the same labels as rows and as "
            "columns): give project.tags() or what confusion(tags) gave."
        )
    if coders is not None:
        raise BalanceError("coders= chooses two coders of a tag table; a confusion table has been made of its own.")
    return table.fillna(0), ""


def _alpha(tags: pd.DataFrame, language: str) -> str:
    row, wording = agreement(tags).iloc[0], words(language)
    if pd.isna(row["value"]):
        return wording["undefined_alpha"]
    written = {name: f"{row[name]:.2f}" for name in ("value", "low", "high")}
    if language == "fr":
        written = {name: text.replace(".", ",") for name, text in written.items()}
    return wording["no_alpha" if pd.isna(row["low"]) else "alpha"].format(**written)


def _ordered(counts: pd.DataFrame, order: Sequence[str] | None) -> pd.DataFrame:
    unknown = [label for label in order or () if label not in counts.index]
    if unknown:
        raise BalanceError(
            f"order names {unknown[0]!r}, which is not in the table: it has {', '.join(map(repr, counts.index))}."
        )
    first = [*dict.fromkeys(order or ()), *(label for label in PALETTE if label in counts.index)]
    labels = dict.fromkeys([*first, *counts.index])
    used = (counts.sum(axis=0) + counts.sum(axis=1)) > 0
    kept = [label for label in labels if used[label]]
    return counts.loc[kept, kept]


def _cell_colours(size: int, colours: Mapping[str, str]) -> Array:
    agree, differ = (one_colour(colours[name], (size, size)) for name in ("agree", "differ"))
    return np.where(np.eye(size, dtype=bool)[..., None], agree, differ)


def _texts(values: Array, share: Array, language: str) -> list[list[str]]:
    return [
        [
            f"{number(value, language)}\n{percent(part, language)}" if value else ""
            for value, part in zip(*row, strict=True)
        ]
        for row in zip(values.tolist(), share.tolist(), strict=True)
    ]


def _names(labels: list[str], sums: Array, noun: str, language: str) -> list[str]:
    named = zip(labels, sums.tolist(), strict=True)
    return [f"{shortened(label, 16, 2)}\n{counted(total, noun, language)}" for label, total in named]


def _name_coders(ax: Axes, counts: pd.DataFrame, language: str) -> None:
    wording = words(language)
    rows, columns = (plain(name) for name in (counts.index.name, counts.columns.name))
    ax.set_ylabel(shortened(wording.get(rows, rows), 30), fontsize=10, color=EDGE, **style())
    ax.set_title(shortened(wording.get(columns, columns), 60), fontsize=10, color=EDGE, **style())


def _is_symmetric(counts: pd.DataFrame) -> bool:
    """Whether `confusion` counted every two coders in both directions."""
    return (counts.index.name, counts.columns.name) == SYMMETRIC


def _notes(counts: pd.DataFrame, language: str) -> list[str]:
    wording, total = words(language), float(counts.to_numpy().sum())
    if not _is_symmetric(counts):
        passages = counted(total, wording["passage"], language)
        return [wording["compared"].format(passages=passages)]
    pairs = counted(total / 2, wording["pair"], language)
    return [wording["pairs"].format(pairs=pairs)]


def _told(labels: list[str], values: Array, language: str) -> list[str]:
    return [
        f"{label}: "
        + ", ".join(f"{other} {number(value, language)}" for other, value in zip(labels, row, strict=True) if value)
        + "."
        for label, row in zip(labels, values.tolist(), strict=True)
    ]
