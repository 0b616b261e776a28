"""Bars of 500 sources: `plot_balance` against `DataFrame.plot`, each until the picture is drawn, in one run.

`python benchmarks/charts.py` prints the table that `charts.md` holds.
"""

import gc
import time
import warnings
from collections.abc import Callable
from functools import partial
from statistics import median

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

mpl.use("Agg")

import matplotlib.pyplot as plt

import annotate

SOURCES, ARTICLES, PASSAGES = 500, 4, 10
ROUNDS = 5


def tags_of(sources: int) -> pd.DataFrame:
    """Return tags of so many sources, drawn by chance."""
    rng = np.random.default_rng(5)
    articles = sources * ARTICLES
    return pd.DataFrame(
        {
            "article_id": np.repeat([f"a{number}" for number in range(articles)], PASSAGES),
            "source": np.repeat([f"Outlet {number:03d}" for number in range(sources)], ARTICLES * PASSAGES),
            "start": np.tile(np.arange(PASSAGES) * 100, articles),
            "end": np.tile(np.arange(PASSAGES) * 100 + 99, articles),
            "label": rng.choice(["opinion", "reported_fact", "attributed_claim"], articles * PASSAGES),
        }
    )


def ours(table: pd.DataFrame, kind: str) -> Axes:
    return annotate.plot_balance(table, kind)


def bare(table: pd.DataFrame) -> Axes:
    """Plot the shares and nothing else: no names of rows' denominators, no intervals, no notes, no hatches."""
    return wide(table).plot(kind="barh", stacked=True, figsize=(9, 30))


def alike(table: pd.DataFrame) -> Axes:
    """Plot what `plot_balance` plots as far as `DataFrame.plot` can: hatched bars with a dark edge, 50 names."""
    ax = bare(table)
    for bars, hatch in zip(ax.containers, ("///", "", "..."), strict=True):
        for bar in bars:
            bar.set(hatch=hatch, edgecolor="#333333")
    ax.set_yticks(range(0, SOURCES, 10))
    return ax


def wide(table: pd.DataFrame) -> pd.DataFrame:
    return table.pivot_table(index="source", columns="label", values="share", observed=False)


def seconds(draw: Callable[[], Axes]) -> float:
    """Time one chart from the table until it is drawn."""
    plt.close("all")
    gc.collect()
    begun = time.perf_counter()
    draw().get_figure(root=True).canvas.draw()
    return time.perf_counter() - begun


def main() -> None:
    """Time all in turn, so that whatever else the machine does falls on all alike."""
    warnings.simplefilter("ignore")
    table = annotate.balance(tags_of(SOURCES))
    draws = {
        "`plot_balance`, bars": partial(ours, table, "bars"),
        "`plot_balance`, dots with intervals": partial(ours, table, "dots"),
        "`DataFrame.plot`, stacked bars, bare": partial(bare, table),
        "`DataFrame.plot`, stacked bars, hatched, 50 names": partial(alike, table),
    }
    times: dict[str, list[float]] = {name: [] for name in draws}
    for _ in range(ROUNDS):
        for name, draw in draws.items():
            times[name].append(seconds(draw))
    floor = median(times["`plot_balance`, bars"])
    print(f"{SOURCES} sources, median of {ROUNDS}, from the balance table until drawn\n")
    print("| chart | seconds | × bars of `plot_balance` |\n| --- | --: | --: |")
    for name, found in times.items():
        print(f"| {name} | {median(found):.2f} | {median(found) / floor:.1f} |")


if __name__ == "__main__":
    main()
