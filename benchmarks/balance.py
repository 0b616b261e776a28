"""How long the balance of ten million tags takes, and how much memory.

    python benchmarks/balance.py            ten million tags, 500 sources, 500,000 articles; needs 3 GB
    python benchmarks/balance.py 1000000    as many tags

The floor is one pass over the codes: numpy counting which of 500 sources each tag belongs to.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import annotate
from annotate._counting.counts import count_labels
from annotate._statistics.intervals import clustered_shares

LABELS = ("opinion", "reported_fact", "attributed_claim", "excluded")

SOURCES = 500
PASSAGES = 20
"""Tags an article."""


def archive(tags: int) -> pd.DataFrame:
    """Make up an archive's tags, in the order of its articles."""
    rng = np.random.default_rng(1)
    articles = tags // PASSAGES
    article = np.repeat(np.arange(articles, dtype=np.int32), PASSAGES)
    place = np.tile(np.arange(PASSAGES, dtype=np.int64), articles) * 100
    names = pd.Index([f"a{number:07}" for number in range(articles)])
    sources = pd.Index([f"source {number:03}" for number in range(SOURCES)])
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(article, names),
            "source": pd.Categorical.from_codes(rng.integers(0, SOURCES, articles).repeat(PASSAGES), sources),
            "start": place,
            "end": place + 100,
            "label": pd.Categorical.from_codes(rng.choice(4, tags, p=[0.3, 0.4, 0.25, 0.05]), LABELS),
            "coder": pd.Categorical.from_codes((article % 3).astype(np.int8), ["ana", "ben", "cleo"]),
        }
    )


def seconds(work: Callable[[], Any], times: int = 7) -> float:
    """Return the least of some runs: what else the machine does can only lengthen a run."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return min(took)


def peak(work: Callable[[], Any]) -> int:
    """Return the most bytes that the work holds at one time beyond what is there."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def main(tags: int) -> None:
    table = archive(tags)
    codes = table["source"].cat.codes.to_numpy()
    floor = seconds(lambda: np.bincount(codes, minlength=SOURCES))
    counting = seconds(lambda: count_labels(table, "source"))
    crosstab = seconds(lambda: pd.crosstab(table["source"], table["label"]), 3)
    counts = count_labels(table, "source")
    intervals = seconds(lambda: clustered_shares(counts, 0.95))
    whole = seconds(lambda: annotate.balance(table), 3)
    held = sum(table[name].memory_usage(index=False) for name in ("article_id", "source", "label", "coder"))
    most = peak(lambda: annotate.balance(table))
    print(f"{tags:,} tags, {SOURCES} sources, {tags // PASSAGES:,} articles\n")
    print("| what | seconds | beside | ratio | at most |")
    print("|---|---:|---|---:|---:|")
    print(f"| one pass over the codes | {floor:.3f} | | | |")
    print(f"| counts by article and label | {counting:.3f} | one pass | {counting / floor:.1f} | 15 |")
    print(f"| their intervals | {intervals:.3f} | the counts | {intervals / counting:.2f} | 0.1 |")
    print(f"| balance, all of it | {whole:.3f} | one pass | {whole / floor:.1f} | |")
    print(f"| pandas.crosstab, without articles | {crosstab:.3f} | the counts | {crosstab / counting:.1f} | |")
    print(f"\nBalance holds at most {most / 2**20:.0f} MB beside the table: {most / held:.2f} times its categoricals' "
          f"{held / 2**20:.0f} MB (at most 3).")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
