"""Figures of the numbers that no other benchmark prints: prefaces, coders, plans, and alpha of passages cut alike.

    python benchmarks/promises.py [studies]     400 where left out: about two minutes

Every study is made up, so that the truth is known.
"""

import sys
import time

import numpy as np
import pandas as pd

import annotate

LABELS = np.array(["opinion", "reported_fact", "attributed_claim"])


def tags_of(article: np.ndarray, source: np.ndarray, share: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Make tags of passages, each opinion with its own chance, else fact."""
    place = pd.Series(article).groupby(article).cumcount().to_numpy()
    label = np.where(rng.random(len(article)) < share, LABELS[0], LABELS[1])
    return pd.DataFrame(
        {"article_id": article, "source": source, "start": place * 10, "end": place * 10 + 10, "label": label}
    ).assign(coder="ana")


def prefaces(studies: int) -> None:
    """Twenty articles, each with a preface of six passages of another source; an article's opinion is in both."""
    print("\n| twenty articles with a preface | within articles | as if of other articles |\n|---|---:|---:|")
    for difference in (0.0, 0.15):
        rng, found = np.random.default_rng(7), []
        for _ in range(studies):
            own = rng.beta(0.35 * 1.5, 0.65 * 1.5, 20)
            article, source = np.repeat(np.arange(20), 18), np.tile(np.repeat(["preface", "body"], [6, 12]), 20)
            tags = tags_of(article, source, np.clip(own[article] + difference * (source == "preface"), 0, 1), rng)
            apart = tags.assign(article_id=[f"{one} {of}" for one, of in zip(article, source, strict=True)])
            tables = [annotate.compare(one, labels=["opinion"], draws=399) for one in (tags, apart)]
            found.append([table["p_value"].iloc[1] <= 0.05 for table in tables])
        within, other = 100 * np.mean(found, axis=0)
        print(f"| difference {difference:g}: found, in percent | {within:.1f} | {other:.1f} |", flush=True)


def coders(studies: int) -> None:
    """Two sources alike, each tagged by a coder of her own, who would agree at about α .83 on the same passages."""
    rng, found, alphas = np.random.default_rng(8), [], []
    for _ in range(studies):
        own = rng.beta(0.4 * 9, 0.6 * 9, 40)
        article = np.repeat(np.arange(40), 12)
        tags = tags_of(article, np.where(article < 20, "Le Fil", "The Quay"), own[article], rng)
        strict = tags["label"].where((tags["label"] != "opinion") | (rng.random(len(tags)) > 0.24), "reported_fact")
        other = tags.assign(label=strict, coder="ben")
        alphas.append(annotate.agreement(pd.concat([tags, other]))["value"].iloc[0])
        each = pd.concat([tags[article < 20], other[article >= 20]])
        table = annotate.compare(each, labels=["opinion"], draws=399)
        found.append([table["p_value"].iloc[1] <= 0.05, "different coders" in table["warning"].iloc[1]])
    wolf, warned = 100 * np.mean(found, axis=0)
    print("\n| each source tagged by another coder | |\n|---|---:|")
    print(f"| their α, had both tagged all | {np.mean(alphas):.2f} |")
    print(f"| a difference found where there is none, in percent | {wolf:.1f} |")
    print(f"| warned of, in percent | {warned:.1f} |")


def _pilot(sources: int, articles: int, rng: np.random.Generator, more: float = 0.0) -> pd.DataFrame:
    """Make up a study in which every second source has so much more opinion than the others."""
    length = 3 + rng.negative_binomial(2, 0.2, sources * articles)
    share = 0.25 + more * (np.arange(len(length)) // articles % 2)
    own = rng.beta(share * 4, (1 - share) * 4)
    article = np.repeat(np.arange(len(length)), length)
    return tags_of(article, article // articles, own[article], rng)


def plans(studies: int) -> None:
    """Studies made up as planned from a pilot of six sources of 60 articles."""
    rng = np.random.default_rng(9)
    planned = annotate.plan(0.05, tags=_pilot(6, 60, rng), difference=0.15).set_index("label").loc["opinion"]
    made = annotate.balance(_pilot(40, int(planned["articles"]), rng))
    reached = ((made["high"] - made["low"]) / 2)[made["label"] == "opinion"].mean()
    many = int(planned["articles_to_compare"])
    found = [
        annotate.compare(_pilot(2, many, rng, 0.15), labels=["opinion"], draws=399)["p_value"].iloc[1] <= 0.05
        for _ in range(studies)
    ]
    print("\n| plan | asked | planned | reached |\n|---|---:|---:|---:|")
    print(f"| ± 5 points of opinion | 0.050 | {planned['articles']} articles | {reached:.3f} |")
    print(f"| a difference of 15 points, found in percent | 80 | {many} articles each | {100 * np.mean(found):.1f} |")
    for alpha in (0.8, 0.667):
        print(f"| α {alpha:g}, four labels, error .05 | | {annotate.plan_agreement(alpha)['passages'][0]} passages | |")


def cut_alike() -> None:
    """Of 120 stretches that two coders read, 48 are in dispute, and each of these was cut by one coder only."""
    rows = []
    for stretch in range(120):
        label, start = LABELS[stretch % 3], stretch * 100
        rows.append((f"a{stretch // 10}", start, start + 90, label, "ana"))
        if stretch % 5 in (0, 1):
            rows.append((f"a{stretch // 10}", start, start + 40, label, "ben"))
            rows.append((f"a{stretch // 10}", start + 40, start + 90, LABELS[(stretch + 1) % 3], "ben"))
        else:
            rows.append((f"a{stretch // 10}", start, start + 90, label, "ben"))
    tags = pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "coder"]).assign(source="Le Fil")
    print("\n| measure | value | compared | left out, and said |\n|---|---:|---:|---:|")
    for measure in ("alpha", "ualpha", "cualpha"):
        row = annotate.agreement(tags, measure).iloc[0]
        print(f"| {measure} | {row['value']:.2f} | {row['passages']} | {row['left_out']} |")


def all_at_once() -> None:
    """Time the permutation of 500 sources' articles."""
    rng = np.random.default_rng(10)
    for articles in (20, 60):
        tags = _pilot(500, articles, rng, 0.15)  # so that all deals are made
        start = time.process_time()
        annotate.compare(tags, pairs=[(0, 1)])
        seconds = time.process_time() - start
        print(f"\n500 sources of {articles} articles, all at once and one pair: {seconds:.1f} s of one core")


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    prefaces(many)
    coders(many)
    plans(many)
    cut_alike()
    all_at_once()
