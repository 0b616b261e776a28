"""How often intervals hold the truth, which should be 95 times in 100, and how often tests cry wolf, 5 in 100.

    python benchmarks/coverage.py                 all tables, a quarter of an hour
    python benchmarks/coverage.py balance         one of: balance, compare, agreement, measures

Every study is made up, so that the truth is known: articles of 3 to about 25 passages, each article with a balance of
its own around the source's. The correlation says how alike the passages of one article are: 0 is not at all, 1 wholly.
"""

import sys
from collections.abc import Iterator

import numpy as np
import pandas as pd

from annotate.compare import pair_p_values
from annotate.counting.counts import Counts
from annotate.statistics.intervals import clustered_shares, wilson
from annotate.statistics.rao_scott import rao_scott

SHARES = np.array([0.25, 0.45, 0.30])
"""The true shares of opinion, reported fact and attributed claim."""

LABELS = ["opinion", "reported_fact", "attributed_claim"]
ARTICLES = (8, 20, 200)
CORRELATIONS = (0.1, 0.3)


def lengths(size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw how many passages articles have: mostly about ten, some few and some many."""
    return 3 + rng.negative_binomial(2, 0.2, size)


def counted(studies: int, articles: int, correlation: float, rng: np.random.Generator) -> Counts:
    """Make up studies, each a group of as many articles."""
    own = rng.dirichlet(SHARES * (1 - correlation) / correlation, studies * articles)
    weights = rng.multinomial(lengths(studies * articles, rng), own).astype(float)
    group = np.repeat(np.arange(studies), articles)
    passages = np.bincount(group, weights.sum(axis=1)).astype(int)
    return Counts(pd.DataFrame({"source": range(studies)}), LABELS, group, weights, passages, passages * 0 + 1)


def conditions() -> Iterator[tuple[int, float]]:
    for articles in ARTICLES:
        for correlation in CORRELATIONS:
            yield articles, correlation


def balance(studies: int = 20_000) -> None:
    print("\n## Share: how often 95 % intervals hold the truth, in percent\n")
    print("| articles | correlation | opinion | reported fact | attributed claim | mean width | plain Wilson |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for articles, correlation in conditions():
        counts = counted(studies, articles, correlation, np.random.default_rng(articles))
        found = clustered_shares(counts, 0.95)
        held = 100 * ((found.low <= SHARES) & (found.high >= SHARES)).mean(axis=0)
        low, high = wilson(found.share, counts.passages[:, None].astype(float), np.full((1, 1), 1.96))
        plain = 100 * ((low <= SHARES) & (high >= SHARES)).mean()
        width = (found.high - found.low).mean()
        held_by_label = " | ".join(f"{rate:.1f}" for rate in held)
        print(f"| {articles} | {correlation} | {held_by_label} | {width:.3f} | {plain:.1f} |")


def compare(studies: int = 4000) -> None:
    print("\n## Comparison: how often tests at 5 % find a difference where there is none, in percent\n")
    print("| articles | correlation | pair | pair, one source with 9 × the articles | Rao–Scott, 2 sources | 6 |")
    print("|---:|---:|---:|---:|---:|---:|")
    for articles, correlation in conditions():
        rng = np.random.default_rng(articles)
        pairs = [[permuted(articles, times * articles, correlation, rng) for _ in range(studies)] for times in (1, 9)]
        whole = [
            [rao_scott(counted(sources, articles, correlation, rng), 0.95).p_value for _ in range(studies)]
            for sources in (2, 6)
        ]
        rates = (f"{100 * np.mean(np.array(p_values) <= 0.05):.1f}" for p_values in (*pairs, *whole))
        print(f"| {articles} | {correlation} | {' | '.join(rates)} |", flush=True)


def permuted(first: int, second: int, correlation: float, rng: np.random.Generator) -> float:
    one = counted(1, first + second, correlation, rng)
    two = Counts(
        groups=pd.DataFrame({"source": range(2)}),
        labels=LABELS,
        group=(np.arange(first + second) >= first).astype(int),
        weights=one.weights,
        passages=np.array([one.weights[:first].sum(), one.weights[first:].sum()]),
        coders=np.ones(2),
    )
    return float(pair_p_values(two, np.array([0]), np.array([1]), 999, int(rng.integers(1 << 30)))[0, 0])


if __name__ == "__main__":
    for name in sys.argv[1:] or ["balance", "compare"]:
        {"balance": balance, "compare": compare}[name]()
