"""Draw from a made-up archive again and again, and see how often the intervals hold what the whole archive has.

    python benchmarks/drawn.py [DRAWS]

The archive has seven outlets, twelve months and two desks, each cell with as many articles as chance gives it (8 to
60), and labels that hang together within an article. Each draw goes through `annotate.draw` and `annotate.balance`, as
a study does; the first is PolNeAR's published design, 7 × 12 × 2 × 6 = 1,008 articles.
"""

import sys
import time

import numpy as np
import pandas as pd

import annotate

LABELS = ("opinion", "reported_fact", "attributed_claim")
DESIGNS = {
    "PolNeAR: 6 of each outlet, month and desk": (1008, ["source", "month", "desk"], "stratified"),
    "2 of each outlet, month and desk": (336, ["source", "month", "desk"], "stratified"),
    "30 of each outlet": (210, ["source"], "stratified"),
    "300, proportional to size": (300, ["source", "desk"], "proportional to size"),
    "300, simple": (300, [], "simple"),
    "4 constructed weeks of each outlet": (4, ["source"], "constructed_week"),
}


def archive(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a made-up archive's articles, and the tags of all of it."""
    pages = [
        (f"outlet {outlet}", f"2024-{month + 1:02}-{day:02}", desk)
        for outlet in range(7)
        for month in range(12)
        for desk in ("news", "opinion")
        for day in rng.integers(1, 29, rng.integers(8, 60))
    ]
    articles = pd.DataFrame(pages, columns=["source", "published", "desk"])
    articles.insert(0, "article_id", [f"a{n:05}" for n in range(len(pages))])
    mean = np.where((articles["desk"] == "opinion").to_numpy()[:, None], [0.5, 0.3, 0.2], [0.1, 0.5, 0.4])
    own = rng.gamma(mean * 6)
    own /= own.sum(axis=1, keepdims=True)
    counts = rng.multinomial(rng.integers(5, 40, len(own)), own)
    rows = [
        (one, label)
        for one, each in zip(articles["article_id"], counts, strict=True)
        for label, n in zip(LABELS, each, strict=True)
        for _ in range(n)
    ]
    tags = pd.DataFrame(rows, columns=["article_id", "label"])
    place = tags.groupby("article_id").cumcount()
    tags = tags.assign(start=place * 10, end=place * 10 + 9, coder="ana").merge(articles, on="article_id")
    return articles, tags


def held(
    articles: pd.DataFrame, tags: pd.DataFrame, truth: pd.Series, design: tuple, draws: int
) -> tuple[float, float, int]:
    """Return which share of the intervals holds the archive's shares, how wide they are, and how many there were."""
    n, by, kind = design
    inside, width = [], []
    for seed in range(draws):
        drawn = annotate.draw(articles, n, by, kind=kind, seed=seed)
        drawn = drawn[drawn["drawn"]][["article_id", "stratum", "weight", "population", "cluster"]]
        sample = tags.merge(drawn, on="article_id")
        if not (drawn["cluster"] != "").any():
            sample = sample.drop(columns="cluster")
        table = annotate.balance(sample, by="source").set_index(["source", "label"])
        true = truth.reindex(table.index)
        inside += ((table["low"] <= true) & (true <= table["high"])).tolist()
        width += (table["high"] - table["low"]).tolist()
    return float(np.mean(inside)), float(np.mean(width)), len(inside)


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    articles, tags = archive(np.random.default_rng(1))
    truth = tags.groupby("source")["label"].value_counts(normalize=True)
    print(f"{len(articles):,} articles, {len(tags):,} passages; {draws} draws each\n")
    print("| design | articles | intervals that hold the truth | mean width | intervals |\n|---|---:|---:|---:|---:|")
    for name, design in DESIGNS.items():
        began = time.perf_counter()
        many = int(annotate.draw(articles, *design[:2], kind=design[2], seed=0)["drawn"].sum())
        rate, width, number = held(articles, tags, truth, design, draws)
        print(f"| {name} | {many} | {100 * rate:.1f} % | {width:.3f} | {number:,} |", flush=True)
        print(f"  ({time.perf_counter() - began:.0f} s)", file=sys.stderr)


if __name__ == "__main__":
    main()
