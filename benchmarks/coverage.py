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

import annotate
from annotate._compare import pair_p_values
from annotate._counting.counts import Counts
from annotate._statistics.intervals import clustered_shares, wilson
from annotate._statistics.rao_scott_test import rao_scott

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
    return Counts(
        pd.DataFrame({"source": range(studies)}),
        LABELS,
        group,
        weights,
        passages,
        passages * 0 + 1,
        np.arange(len(group)),
    )


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


def compare(studies: int = 6000) -> None:
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
        article=np.arange(first + second),
    )
    return float(pair_p_values(two, np.array([0]), np.array([1]), 999, int(rng.integers(1 << 30)))[0, 0])


def made_up(studies: int, articles: int, correlation: float, rng: np.random.Generator) -> pd.DataFrame:
    """Make up tags of three coders, each study a source; how often a coder errs differs from article to article."""
    counts = lengths(studies * articles, rng)
    article = np.repeat(np.arange(len(counts)), counts)
    own = rng.dirichlet(SHARES * (1 - correlation) / correlation, len(counts))[article]
    truth = (rng.random((len(article), 1)) > own.cumsum(axis=1)).sum(axis=1)
    errs = rng.beta(0.25 * (1 - correlation) / correlation, 0.75 * (1 - correlation) / correlation, len(counts))[
        article
    ]
    label = np.concatenate(
        [np.where(rng.random(len(article)) < errs, rng.choice(3, len(article), p=SHARES), truth) for _ in range(3)]
    )
    place = np.arange(len(article)) - (np.cumsum(counts) - counts)[article]
    columns = {"article_id": article, "source": article // articles, "start": place * 10, "end": place * 10 + 10}
    table = pd.concat([pd.DataFrame(columns)] * 3, ignore_index=True)
    coder = pd.Categorical.from_codes(np.repeat([0, 1, 2], len(article)), ["ana", "ben", "cleo"])
    return table.assign(label=pd.Categorical.from_codes(label, LABELS), coder=coder)


def agreement(studies: int = 4000) -> None:
    print("\n## Agreement: how often 95 % intervals hold the truth, in percent\n")
    print("| articles | correlation | true alpha | alpha | Fleiss | AC1 | percent |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for articles, correlation in conditions():
        rng = np.random.default_rng(articles)
        large = made_up(1, 100_000, correlation, rng)
        truth = {measure: annotate.agreement(large, measure)["value"].item() for measure in MEASURES}
        tags = made_up(min(studies, 400_000 // articles), articles, correlation, rng)
        rates = []
        for measure in MEASURES:
            found = annotate.agreement(tags, measure, by="source").dropna(subset="low")
            rates.append(100 * ((found["low"] <= truth[measure]) & (found["high"] >= truth[measure])).mean())
        shown = " | ".join(f"{rate:.1f}" for rate in rates)
        print(f"| {articles} | {correlation} | {truth['alpha']:.3f} | {shown} |", flush=True)


MEASURES = ("alpha", "fleiss", "ac1", "percent")


def measures(studies: int = 4000) -> None:
    print("\n## Derived measures: how often 95 % intervals hold the truth, in percent\n")
    print(
        "| articles | correlation | attribution share | opinion to fact | entropy | concentration | named to unnamed |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for articles, correlation in conditions():
        rng = np.random.default_rng(articles)
        truth = annotate.measures(spoken(made_up(1, 100_000, correlation, rng), rng)).set_index("measure")["value"]
        found = annotate.measures(spoken(made_up(min(studies, 200_000 // articles), articles, correlation, rng), rng))
        found = found.dropna(subset="low").assign(truth=found["measure"].map(truth))
        held = (found["low"] <= found["truth"]) & (found["high"] >= found["truth"])
        rates = 100 * held.groupby(found["measure"]).mean()[truth.index]
        print(f"| {articles} | {correlation} | {' | '.join(f'{rate:.1f}' for rate in rates)} |", flush=True)


def spoken(tags: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Keep one coder's tags and give the claims speakers, who are heard more often in one article than in another."""
    tags = tags[tags["coder"] == "ana"]
    article = tags["article_id"].to_numpy()
    speakers = rng.choice(12, (article.max() + 1, 3), p=np.arange(12, 0, -1) / 78)
    speaker = speakers[article, rng.integers(0, 3, len(article))]
    claim = (tags["label"] == "attributed_claim").to_numpy()
    names = np.where(claim, np.array([f"speaker {number}" for number in range(12)])[speaker], "")
    return tags.assign(speaker=names, speaker_kind=np.where(claim, np.where(speaker % 3 > 0, "named", "unnamed"), ""))


if __name__ == "__main__":
    for name in sys.argv[1:] or ["balance", "compare", "agreement", "measures"]:
        {"balance": balance, "compare": compare, "agreement": agreement, "measures": measures}[name]()
