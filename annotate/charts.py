"""Charts: a table in, matplotlib Axes out; nothing global is changed, nothing is shown or saved.

A label is a colour, a hatch and a name at once, so that no chart rests on colour alone. Colours are Tol's
high-contrast set, which also survives a black-and-white print (https://personal.sron.nl/~pault).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from annotate.codebook import EXCLUDED, Codebook
from annotate.errors import BalanceError

PALETTE: dict[str, str] = {label.name: label.colour for label in Codebook.shipped().labels}
HATCHES: dict[str, str] = {"opinion": "///", "reported_fact": "", "attributed_claim": "...", EXCLUDED: ""}
UNTAGGED = "#FFFFFF"
EDGE = "#333333"
QUIET = "#555555"
KINDS = ("dots", "bars")

_PANEL = 1.25
"""Width of one label's panel of dots, in shares: 1 for 0–100 %, and the gap to the next."""


def plot_balance(
    balance_table: pd.DataFrame,
    kind: str = "dots",
    ax: Axes | None = None,
    *,
    palette: Mapping[str, str] | None = None,
    order: Sequence[str] | None = None,
    language: str = "en",
) -> Axes:
    r"""Draw each source's balance.

    Parameters
    ----------
    balance_table : DataFrame
        What `balance` gave: one row a source (or other group) and label.
    kind : {"dots", "bars"}
        Dots with their intervals, one panel a label; or one stacked bar a source, without intervals.
    ax : Axes, optional
        Where to draw; a new figure, as high as the sources need, where left out.
    palette : mapping, optional
        Colour by label.
    order : sequence of str, optional
        Sources from top to bottom; as in the table where left out.
    language : {"en", "fr"}
        Of the labels' names.

    Returns
    -------
    Axes
        Under each source's name stand its denominators. A hollow dot, or an asterisk, marks a source whose table
        row carries a warning; the warnings stand below.

    Raises
    ------
    BalanceError
        Where the table is no balance table, or the kind is unknown.

    Examples
    --------
    >>> import annotate, pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "b"], "source": "Le Fil", "start": 0, "end": 9,
    ...                      "label": ["opinion", "reported_fact"], "coder": "mj"})
    >>> ax = plot_balance(annotate.balance(tags), kind="bars")
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['Le Fil *\n2 passages, 2 articles']
    """
    groups = _groups(balance_table, order)
    labels = [str(label) for label in balance_table["label"].cat.categories if (balance_table["label"] == label).any()]
    if kind not in KINDS:
        raise BalanceError(f"kind={kind!r} is not known: use 'dots' or 'bars'.")
    ax = ax or _new_axes(len(groups), 0.62 if kind == "dots" else 0.55)
    names = _titles(language)
    colours = {**PALETTE, **(palette or {})}
    draw = _dots if kind == "dots" else _bars
    draw(ax, groups, labels, names, colours)
    _name_groups(ax, groups)
    _note_warnings(ax, groups)
    return ax


def _groups(table: pd.DataFrame, order: Sequence[str] | None) -> list[tuple[str, pd.DataFrame]]:
    """Give each group's name and its rows, indexed by label."""
    missing = [
        name for name in ("label", "share", "low", "high", "passages", "articles", "warning") if name not in table
    ]
    if missing:
        raise BalanceError(
            f"This is no balance table: it lacks the column {missing[0]!r}. Give what balance(tags) gave."
        )
    by = [str(name) for name in table.columns[: list(table.columns).index("label")]]
    found = {_plain(key): rows.set_index("label") for key, rows in table.groupby(by, sort=False, observed=True)}
    if order is None:
        return list(found.items())
    unknown = [name for name in order if name not in found]
    if unknown:
        raise BalanceError(f"order names {unknown[0]!r}, which is not in the table: it has {', '.join(found)}.")
    return [(name, found[name]) for name in order]


def _plain(key: Any) -> str:
    """Write a group's name as one printable line, never as mathematics."""
    text = " · ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
    clean = "".join(character if character.isprintable() else " " for character in text)
    return clean.strip() or "(no source)"


def _literal(text: str) -> str:
    """Keep matplotlib from reading dollars as mathematics."""
    return text.replace("$", r"\$")


def _titles(language: str) -> dict[str, str]:
    labels = Codebook.shipped().labels
    return {label.name: label.title.get(language, label.title["en"]) for label in labels}


def _new_axes(rows: int, height: float) -> Axes:
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(9, 1.4 + height * max(rows, 1)), layout="constrained")[1]


def _dots(ax: Axes, groups: list[Any], labels: list[str], names: Mapping[str, str], colours: Mapping[str, str]) -> None:
    heights = np.arange(len(groups))
    for nth, label in enumerate(labels):
        left = nth * _PANEL
        rows = [table.loc[label] for _, table in groups]
        low, share, high = (
            np.array([row[name] for row in rows], dtype=float) + left for name in ("low", "share", "high")
        )
        ax.hlines(heights, low, high, color=colours[label], linewidth=2.5, zorder=2)
        fill = ["white" if row["warning"] else colours[label] for row in rows]
        ax.scatter(share, heights, s=52, c=fill, edgecolors=colours[label], linewidths=2, zorder=3)
        for height, row in zip(heights, rows, strict=True):
            if pd.notna(row["share"]):
                ax.annotate(f"{row['share']:.0%}", (row["share"] + left, height), (0, 7), textcoords="offset points",
                            ha="center", fontsize=8, color=EDGE)  # fmt: skip
        ax.axvspan(left, left + 1, color="#F4F4F4", zorder=0)
        ax.vlines([left, left + 0.5, left + 1], -0.6, len(groups) - 0.4, color="#CFCFCF", linewidth=0.8, zorder=1)
        ax.text(left + 0.5, -0.75, names.get(label, label), ha="center", va="bottom", fontweight="bold", fontsize=10,
                color=EDGE)  # fmt: skip
    ticks = [(nth * _PANEL + place, f"{place:.0%}") for nth in range(len(labels)) for place in (0, 0.5, 1)]
    ax.set_xticks([place for place, _ in ticks], [text for _, text in ticks])
    ax.set_xlim(-0.05, (len(labels) - 1) * _PANEL + 1.05)
    ax.set_ylim(len(groups) - 0.4, -0.75)


def _bars(ax: Axes, groups: list[Any], labels: list[str], names: Mapping[str, str], colours: Mapping[str, str]) -> None:
    heights = np.arange(len(groups))
    left = np.zeros(len(groups))
    for label in labels:
        share = np.array([table["share"].get(label, 0) for _, table in groups], dtype=float)
        share = np.nan_to_num(share)
        ax.barh(heights, share, left=left, height=0.62, color=colours[label], hatch=HATCHES.get(label, ""),
                edgecolor=EDGE, linewidth=0.8, label=names.get(label, label))  # fmt: skip
        for height, width, start in zip(heights.tolist(), share.tolist(), left.tolist(), strict=True):
            if width >= 0.06:
                ax.text(start + width / 2, height, f"{width:.0%}", ha="center", va="center", fontsize=9, color="black",
                        bbox={"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none"})  # fmt: skip
        left = left + share
    ax.set_xlim(0, 1)
    ax.set_ylim(len(groups) - 0.4, -0.6)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(labels), frameon=False, handlelength=1.6)


def _name_groups(ax: Axes, groups: list[tuple[str, pd.DataFrame]]) -> None:
    texts = [_literal(f"{name}{' *' if _warning(table) else ''}\n{_denominators(table)}") for name, table in groups]
    ax.set_yticks(range(len(groups)), texts, fontsize=9)
    ax.tick_params(left=False, bottom=False, labelcolor=EDGE)
    for side in ax.spines.values():
        side.set_visible(False)


def _denominators(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    parts = [_counted(row["passages"], "passage"), _counted(row["articles"], "article")]
    untagged = row.get("untagged", pd.NA)
    if pd.notna(untagged) and untagged:
        parts.append(f"{untagged} untagged")
    return ", ".join(parts)


def _counted(number: Any, noun: str) -> str:
    return f"{int(number)} {noun}{'' if number == 1 else 's'}"


def _warning(table: pd.DataFrame) -> str:
    return str(table["warning"].iloc[0])


def _note_warnings(ax: Axes, groups: list[tuple[str, pd.DataFrame]]) -> None:
    warned = [(name, _warning(table)) for name, table in groups if _warning(table)]
    if not warned:
        return
    different = list(dict.fromkeys(warning for _, warning in warned))
    text = "* " + (different[0] if len(different) == 1 else "read with care: see the warning column of the table")
    ax.set_xlabel(_literal(text), fontsize=8, color=QUIET, loc="left")


def plot_article(tags: pd.DataFrame, article_id: str, ax: Axes | None = None, *, language: str = "en") -> Axes:
    """Draw one article as a strip of its tagged passages, in reading order, each as wide as it is long.

    Parameters
    ----------
    tags : DataFrame
        A tag table.
    article_id : str
    ax : Axes, optional
    language : {"en", "fr"}

    Returns
    -------
    Axes
        One strip a coder; what is between passages, or untagged, stays white. A line marks where another source
        begins, with its name.

    Raises
    ------
    BalanceError
        Where no tag is on this article.

    Examples
    --------
    >>> import pandas as pd
    >>> tags = pd.DataFrame({"article_id": ["a", "a"], "source": "Le Fil", "title": "The vote", "start": [0, 10],
    ...                      "end": [9, 30], "label": ["opinion", "reported_fact"], "coder": "mj"})
    >>> plot_article(tags, "a").get_title(loc="left")
    'The vote'
    """
    of_article = tags[tags["article_id"] == article_id].sort_values("start")
    if of_article.empty:
        raise BalanceError(
            f"No tag is on the article {article_id!r}: see tags['article_id'].unique() for those that have some."
        )
    coders = sorted(of_article["coder"].astype(str).unique())
    ax = ax or _new_axes(len(coders), 0.7)
    names, seen = _titles(language), set()
    for height, coder in enumerate(coders):
        for row in of_article[of_article["coder"] == coder].itertuples():
            label = str(row.label)
            ax.barh(height, row.end - row.start, left=row.start, height=0.7, color=PALETTE.get(label, UNTAGGED),
                    hatch=HATCHES.get(label, ""), edgecolor=EDGE, linewidth=0.6,
                    label=names.get(label, label) if label not in seen else "_")  # fmt: skip
            seen.add(label)
    _mark_sources(ax, of_article)
    _frame_strip(ax, of_article, coders)
    return ax


def _mark_sources(ax: Axes, rows: pd.DataFrame) -> None:
    first = rows.drop_duplicates("start")
    begins = first[first["source"].astype(str) != first["source"].astype(str).shift()]
    if len(begins) < 2:
        return
    for row in begins.to_dict("records"):
        ax.axvline(row["start"], color=EDGE, linewidth=1.2, linestyle=(0, (3, 2)))
        ax.annotate(_literal(_plain(row["source"])), (row["start"], 0), (3, -3), xycoords=("data", "axes fraction"),
                    textcoords="offset points", fontsize=8, color=QUIET, va="top")  # fmt: skip


def _frame_strip(ax: Axes, rows: pd.DataFrame, coders: list[str]) -> None:
    title = _plain(rows["title"].iloc[0]) if "title" in rows else ""
    ax.set_title(
        _literal(title if title != "(no source)" else _plain(rows["article_id"].iloc[0])),
        loc="left",
        fontsize=11,
        pad=26,
    )
    ax.set_yticks(range(len(coders)), [_literal(_plain(coder)) for coder in coders])
    ax.set_ylim(len(coders) - 0.5, -0.5)
    ax.set_xlim(0, rows["end"].max())
    ax.set_xticks([])
    passages = len(rows.drop_duplicates(["start", "end"]))
    ax.set_xlabel(
        f"{_counted(passages, 'passage')}, in reading order; widths are characters",
        fontsize=8,
        color=QUIET,
        labelpad=14,
    )
    ax.tick_params(left=False)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, fontsize=8, handlelength=1.6)
