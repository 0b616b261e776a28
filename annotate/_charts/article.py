"""One article as a strip of its passages."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from annotate._charts.canvas import bare, bars, inches, legend, new_axes
from annotate._charts.chart import Chart, ordered_names
from annotate._charts.lettering import EDGE, QUIET, clean, shortened, style
from annotate._codebook import Codebook
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._name_order import sort_key
from annotate._wording import Wording

UNTAGGED = "untagged"

LONGEST_SOURCE = 40
"""Characters of a source's name that are written where it begins."""

_LETTER = 0.0088
"""About the width of a letter of such a name, in shares of a strip of the usual width."""


def plot_article(
    tags: pd.DataFrame,
    article_id: str,
    ax: Axes | None = None,
    *,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    passages: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    language: str = "en",
) -> Axes:
    """Draw one article as a strip of its tagged passages, in reading order, each as wide as it is long.

    Parameters
    ----------
    tags : DataFrame
        A tag table.
    article_id : str
    ax : Axes, optional
        Where to draw; a new figure where left out.
    palette : mapping, optional
        Colour by label, for those that shall not have the codebook's.
    order : sequence of str, optional
        Coders from top to bottom; by name where left out.
    passages : DataFrame, optional
        A passage table (`Project.passages`): then untagged passages are drawn too, white with a dotted edge.
    codebook : Codebook, optional
        What the labels are, and how they are called and coloured; the one that the tags name where left out.
    language : {"en", "fr"}
        Of all that the chart itself writes.

    Returns
    -------
    Axes
        One strip per coder; excluded passages are drawn as such. A dashed line marks where another source begins,
        with its name.

    Raises
    ------
    BalanceError
        Where no tag is on this article, a column is missing, or ``order`` names an unknown coder.

    Examples
    --------
    >>> import pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "a"], "source": "Le Fil", "title": "The vote", "start": [0, 10],
    ...                      "end": [9, 30], "label": ["opinion", "reported_fact"], "coder": "mj"})
    >>> plot_article(tags, "a").get_title(loc="left")
    'The vote'
    """
    rows = _of_article(tags, article_id)
    coders = _coders(rows, order)
    codebook = codebook_of(rows, codebook)
    chart = Chart(language, labels_of(rows, codebook), palette, codebook)
    drawn = pd.concat(
        [rows.assign(row=rows["coder"].map(coders.index)), *_untagged(rows, coders, passages, article_id)]
    )
    ax = ax or new_axes(1.7 + 0.55 * len(coders))
    for label, spans in drawn.groupby("label", sort=False):
        draw_spans(ax, spans, str(label), chart.look)
    names = dict(chart.names)
    if (drawn["label"] == UNTAGGED).any():
        names[UNTAGGED] = chart.say.text("charts.untagged_label")
    told = {name: f"{text} ({counts})" for name, text in names.items() if (counts := (drawn["label"] == name).sum())}
    above = legend(ax, told, chart.look, columns=5)
    marked, lines = _mark_sources(ax, rows)
    title = _title(rows, article_id)
    _frame(ax, title, coders, rows, above)
    strip = chart.say.text("charts.strip", characters=chart.say.count("character", rows["end"].max()))
    whole = f"{_whole(rows, coders, chart.say)} {strip}"
    in_words = (f"{title}.", ", ".join(told.values()) + ".", " · ".join(marked))
    return chart.finished(ax, in_words, [whole], pad=6 + 11 * lines)


def _whole(rows: pd.DataFrame, coders: list[str], say: Wording) -> str:
    """Return how many passages there are and, of several coders, how many tags, which is what the legend counts."""
    passages = say.count("passage", len(rows.drop_duplicates(["start", "end"])))
    if len(coders) < 2:
        return f"{passages}."
    by = say.count("coder", len(coders))
    return say.text("charts.tags_by", passages=passages, tags=say.count("tag", len(rows)), coders=by)


def _of_article(tags: pd.DataFrame, article_id: str) -> pd.DataFrame:
    if not isinstance(tags, pd.DataFrame):
        raise BalanceError(f"A tag table is needed (project.tags() or read_csv), not a {type(tags).__name__}.")
    missing = [name for name in ("article_id", "source", "start", "end", "label", "coder") if name not in tags.columns]
    if missing:
        raise BalanceError(f"The tags have no column {missing[0]!r}: pass a tag table (project.tags() or read_csv).")
    rows = tags[(tags["article_id"] == article_id).to_numpy(dtype=bool)]
    if rows.empty:
        raise BalanceError(
            f"No tag is on the article {article_id!r}: see tags['article_id'].unique() for those that have some."
        )
    text = {
        name: rows[name].astype(object).where(rows[name].notna(), "").astype(TEXT)
        for name in ("label", "coder", "source")
    }
    return rows.assign(**text).sort_values(["start", "end"], kind="stable")


def _coders(rows: pd.DataFrame, order: Sequence[str] | None) -> list[str]:
    found = sorted(set(rows["coder"]), key=sort_key)
    if order is None:
        return found
    return [*ordered_names(order, found, "a coder of this article"), *(name for name in found if name not in order)]


def labels_of(rows: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Return the labels of some tags, the codebook's first and in its order."""
    found = set(rows["label"])
    return [*(label for label in codebook.names if label in found), *sorted(found - set(codebook.names))]


def _untagged(
    rows: pd.DataFrame, coders: list[str], passages: pd.DataFrame | None, article_id: str
) -> list[pd.DataFrame]:
    """Return each coder's passages that none of the coder's tags touches."""
    if passages is None:
        return []
    own = passages[(passages["article_id"] == article_id).to_numpy(dtype=bool)]
    found = []
    for row, coder in enumerate(coders):
        tagged = rows[rows["coder"] == coder]
        start, end = tagged["start"].to_numpy(), tagged["end"].to_numpy()
        touched = (own["start"].to_numpy()[:, None] < end) & (own["end"].to_numpy()[:, None] > start)
        untouched = own[~np.asarray(touched).any(axis=1)]
        found.append(untouched[["start", "end"]].assign(label=UNTAGGED, row=row))
    return found


def draw_spans(ax: Axes, spans: pd.DataFrame, label: str, look: Mapping[str, tuple[str, str]]) -> None:
    """Draw the passages of one label, each in the row that its column ``row`` says."""
    start, end, row = (spans[name].to_numpy(dtype=float) for name in ("start", "end", "row"))
    if label not in look:
        ax.add_patch(bars(start, end - start, row - 0.35, 0.7, facecolor="white", edgecolor=QUIET, linewidth=0.6,
                          linestyle=":", label=label))  # fmt: skip
        return
    colour, hatch = look[label]
    ax.add_patch(bars(start, end - start, row - 0.35, 0.7, facecolor=colour, hatch=hatch, edgecolor=EDGE, linewidth=0.6,
                      label=label, zorder=2))  # fmt: skip
    # White, since a dark line between two blue passages is not seen.
    ax.vlines([*start, *end], [*(row - 0.33)] * 2, [*(row + 0.33)] * 2, color="white", linewidth=1.2, zorder=2.5)


def _mark_sources(ax: Axes, rows: pd.DataFrame) -> tuple[list[str], int]:
    """Mark where another source begins, and return the names in reading order, and on how many lines they stand.

    Nothing is marked where there is one source.
    """
    first = rows.drop_duplicates("start")
    begins = first[first["source"] != first["source"].shift()]
    if len(begins) < 2:
        return [], 0
    names = [clean(name) for name in begins["source"]]
    places = (begins["start"] / rows["end"].max()).tolist()
    short = [shortened(name, LONGEST_SOURCE) for name in names]
    lines = _lines(places, [len(name) * _LETTER for name in short])
    for start, place, name, line in zip(begins["start"], places, short, lines, strict=True):
        ax.axvline(start, color=EDGE, linewidth=1.2, linestyle=(0, (3, 2)), zorder=3)
        is_right = place + len(name) * _LETTER > 1  # written before its line, lest it leave the picture
        ax.annotate(name, (start, 0), (-3 if is_right else 3, -3 - 11 * line), xycoords=("data", "axes fraction"),
                    textcoords="offset points", fontsize=8, color=EDGE, va="top", ha="right" if is_right else "left",
                    **style())  # fmt: skip
    return names, max(lines) + 1


def _lines(places: list[float], widths: list[float]) -> list[int]:
    """Return each name a line on which it meets no other.

    Parameters
    ----------
    places, widths : list of float
        Where a name begins and how wide it is, in shares of the strip. One that would leave the strip at its right
        ends where it would begin.

    Examples
    --------
    >>> _lines([0, 0.5, 0.55, 0.9], [0.2, 0.2, 0.2, 0.2])
    [0, 0, 1, 0]
    """
    taken: list[list[tuple[float, float]]] = []
    lines = []
    for place, width in zip(places, widths, strict=True):
        low, high = (place - width, place) if place + width > 1 else (place, place + width)
        free = (nth for nth, line in enumerate(taken) if all(high <= begun or low >= ended for begun, ended in line))
        line = next(free, len(taken))
        taken += [[]] if line == len(taken) else []
        taken[line].append((low, high))
        lines.append(line)
    return lines


def _title(rows: pd.DataFrame, article_id: str) -> str:
    return (clean(rows["title"].iloc[0]) if "title" in rows else "") or clean(article_id)


def _frame(ax: Axes, title: str, coders: list[str], rows: pd.DataFrame, above: int) -> None:
    width = min(90, int(inches(ax)[0] * 10))
    ax.set_title(shortened(title, width, 2), loc="left", fontsize=11, pad=12 + 16 * above, color=EDGE, **style())
    ax.set_yticks(range(len(coders)), [shortened(coder, 24) or "?" for coder in coders], fontsize=9, **style())
    ax.set_ylim(len(coders) - 0.5, -0.5)
    ax.set_xlim(-0.002 * rows["end"].max(), rows["end"].max() * 1.002)
    ax.set_xticks([])
    bare(ax)
