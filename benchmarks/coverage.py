"""How often intervals hold the truth, which should be 95 times in 100, and how often tests cry wolf, 5 in 100.

    python benchmarks/coverage.py                    all tables, about ten minutes
    python benchmarks/coverage.py balance 20000      one table: see TABLES; studies

Every study is made up, so that the truth is known: articles with a balance of their own around the source's. The
correlation says how alike the passages of one article are: 0 is not at all, 1 wholly. The hard rows are what real
corpora are like: a few live blogs twenty times as long, opinion pieces, long articles that opine more, a rare label.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

import annotate
from annotate._codebook import Codebook
from annotate._compare import _Study, _warnings, pair_p_values
from annotate._counting.counts import Counts
from annotate._counting.design import Design
from annotate._label_measures import LabelSums, Sums, doubts_of_lengths, log_ratio, measured, of_labels
from annotate._statistics.all_at_once import all_at_once_p
from annotate._statistics.differences import square_and_add
from annotate._statistics.intervals import clustered_shares, held_by_few, may_miss_kinds, wilson
from annotate._statistics.rao_scott_test import rao_scott

SHARES = np.array([0.25, 0.45, 0.30])
"""The true shares of opinion, reported fact and attributed claim, where nothing else is said."""

LABELS = ["opinion", "reported_fact", "attributed_claim"]
ARTICLES = (8, 20, 200)
CORRELATIONS = (0.1, 0.3)
LONG = 60
"""Passages that hardly any article has that is no live blog."""

HARD = (
    "gentle", "heavy lengths", "long opine more", "live blogs opine more", "op-eds", "op-eds, heavy lengths",
    "2 % label",
)  # fmt: skip


EVENTS = ("12 passages each", "gentle", "heavy lengths", "one source twice as long", "op-eds")
"""Kinds of articles on twenty events that two sources report."""


def lengths(size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw how many passages articles have: mostly about ten, some few and some many."""
    return 3 + rng.negative_binomial(2, 0.2, size)


def articles_of(kind: str, size: int, correlation: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw articles of a kind of corpus: how many passages each has, and its own shares."""
    length, shares = lengths(size, rng), np.tile(SHARES, (size, 1))
    if kind == "2 % label":
        shares = np.tile([0.02, 0.58, 0.40], (size, 1))
    if kind == "long opine more":
        opinion = 1 / (1 + np.exp(1.5 - 0.6 * np.log(length / 10)))
        shares = opinion[:, None] * [1, 0, 0] + (1 - opinion[:, None]) * [0, 0.6, 0.4]
    if "op-eds" in kind:
        shares = np.where(rng.random((size, 1)) < 0.1, [0.85, 0.05, 0.10], [0.12, 0.50, 0.38])
    if kind == "live blogs opine more":
        is_long = rng.random(size) < 0.03
        length = np.where(is_long, 20 * length, length)
        opinion = np.where(is_long, 0.45, 0.15)[:, None]
        shares = opinion * [1, 0, 0] + (1 - opinion) * [0, 0.6, 0.4]
    if "heavy" in kind:
        length = np.where(rng.random(size) < 0.03, 20 * length, length)
    drawn = rng.gamma(shares * (1 - correlation) / correlation)
    return length, drawn / drawn.sum(axis=1, keepdims=True)


def counted(studies: int, articles: int, correlation: float, rng: np.random.Generator, kind: str = "gentle") -> Counts:
    """Make up studies, each a group of as many articles."""
    length, own = articles_of(kind, studies * articles, correlation, rng)
    return counts_of(rng.multinomial(length, own).astype(float), np.repeat(np.arange(studies), articles))


def counts_of(weights: np.ndarray, group: np.ndarray) -> Counts:
    passages = np.bincount(group, weights.sum(axis=1)).astype(int)
    frame = pd.DataFrame({"source": range(len(passages))})
    rows, cautions = np.arange(len(group)), [""] * len(passages)
    return Counts(frame, LABELS, group, np.asfortranarray(weights), passages, passages * 0 + 1, rows, cautions=cautions)


def truth(kind: str, correlation: float) -> np.ndarray:
    """Return a corpus's true shares, from three million articles."""
    total = np.zeros(3)
    for seed in range(10):
        length, own = articles_of(kind, 300_000, correlation, np.random.default_rng(seed))
        total += length @ own
    return total / total.sum()


def conditions() -> Iterator[tuple[int, float]]:
    for articles in ARTICLES:
        for correlation in CORRELATIONS:
            yield articles, correlation


def balance(studies: int = 10_000) -> None:
    print("\n## Share: how often 95 % intervals hold the truth, in percent\n")
    print("| corpus | articles | opinion | reported fact | attributed claim | mean width | plain Wilson | warned |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind in HARD:
        true = truth(kind, 0.1)
        for articles in (2, 5, 10, 20, 60, 200):
            counts = counted(min(studies, 2_000_000 // articles), articles, 0.1, np.random.default_rng(articles), kind)
            found = clustered_shares(counts, 0.95)
            held = 100 * ((found.low <= true) & (found.high >= true)).mean(axis=0)
            low, high = wilson(found.share, counts.passages[:, None].astype(float), np.full((1, 1), 1.96))
            plain = 100 * ((low <= true) & (high >= true)).mean()
            by_label, by_size = held_by_few(counts)
            warned = 100.0 if articles < 10 else 100 * (by_label[:, 0] | by_size | may_miss_kinds(counts)).mean()
            held_by_label = " | ".join(f"{rate:.1f}" for rate in held)
            width = (found.high - found.low).mean()
            print(f"| {kind} | {articles} | {held_by_label} | {width:.3f} | {plain:.1f} | {warned:.0f} |", flush=True)


def unwarned(studies: int = 4000) -> None:
    print("\n## What the warnings do not see: intervals of opinion that hold the truth, in percent\n")
    print("| corpus | articles | of all | not warned | of those warned | of those not | no long article |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for kind, articles in (
        ("live blogs opine more", 60),
        ("live blogs opine more", 200),
        ("op-eds, heavy lengths", 200),
    ):
        counts = counted(studies, articles, 0.1, np.random.default_rng(articles), kind)
        found, true = clustered_shares(counts, 0.95), truth(kind, 0.1)
        held = ((found.low <= true) & (found.high >= true))[:, 0]
        by_label, by_size = held_by_few(counts)
        told = by_label[:, 0] | by_size | may_miss_kinds(counts)
        no_long = np.bincount(counts.group, counts.weights.sum(axis=1) > LONG, studies) == 0
        rates = (held.mean(), (~told).mean(), held[told].mean(), held[~told].mean(), no_long.mean())
        print(f"| {kind} | {articles} | " + " | ".join(f"{100 * rate:.1f}" for rate in rates) + " |", flush=True)


def design(studies: int = 4000) -> None:
    print("\n## Design: what it does to say how articles were drawn\n")
    rng = np.random.default_rng(1)
    print("| study | without it | with it |\n|---|---:|---:|")
    own = np.repeat(rng.dirichlet(SHARES * 4, studies * 14), 10, axis=0)
    days = counts_of(rng.multinomial(lengths(len(own), rng), own).astype(float), np.repeat(np.arange(studies), 140))
    rows = np.arange(len(own))
    unit = rows // 10
    by_day = _designed(days, rows * 0 + 1.0, rows * 0, unit, np.array([unit[-1] + 1.0]), np.array([np.inf]))
    rates = [_held(each, SHARES) for each in (days, by_day)]
    print(f"| 14 days of 10 articles: intervals that hold the truth | {rates[0]:.1f} % | {rates[1]:.1f} % |")

    desk = np.tile(np.repeat([0, 1], 30), studies)  # news, and a tenth of the articles: opinion
    shares = np.where(desk[:, None] == 0, [0.1, 0.5, 0.4], [0.7, 0.2, 0.1])
    own = rng.gamma(shares * 9)
    own /= own.sum(axis=1, keepdims=True)
    over = counts_of(rng.multinomial(lengths(len(own), rng), own).astype(float), np.repeat(np.arange(studies), 60))
    stratum = over.group * 2 + desk
    endless = np.full(2 * studies, np.inf)
    right = _designed(
        over, np.where(desk == 0, 9.0, 1.0), stratum, np.arange(len(own)), np.full(2 * studies, 30.0), endless
    )
    true = 0.9 * 0.1 + 0.1 * 0.7
    bias = [clustered_shares(each, 0.95).share[:, 0].mean() - true for each in (over, right)]
    print(f"| half of the sample from a tenth of the articles: bias of opinion | {bias[0]:+.3f} | {bias[1]:+.3f} |")
    held = _held(right, np.array([true, np.nan, np.nan]))
    print(f"| the same: intervals that hold the truth | – | {held:.1f} % |")

    some = counted(studies, 100, 0.1, rng)
    finite = _designed(
        some, np.ones(len(some.group)), some.group, np.arange(len(some.group)), np.full(studies, 100.0),
        np.full(studies, 144.0),
    )  # fmt: skip
    widths = [(found.high - found.low).mean() for found in (clustered_shares(each, 0.95) for each in (some, finite))]
    print(f"| 100 of 144 articles: mean width | {widths[0]:.3f} | {widths[1]:.3f} |")


def _designed(
    counts: Counts, weight: np.ndarray, stratum: np.ndarray, unit: np.ndarray, units: np.ndarray, all_: np.ndarray
) -> Counts:
    return replace(counts, design=Design(weight, stratum, unit, units, all_, {"cluster": "", "strata": ""}, []))


def _held(counts: Counts, true: np.ndarray) -> float:
    found = clustered_shares(counts, 0.95)
    held = (found.low <= true) & (found.high >= true)
    return float(100 * held[:, ~np.isnan(true)].mean())


def compare(studies: int = 400) -> None:
    print("\n## Comparison: how often tests at 5 % find a difference where there is none, in percent\n")
    print("| corpus | two sources | pair | all at once | Rao–Scott |\n|---|---|---:|---:|---:|")
    sizes = [(10, 10), (20, 20), (5, 50), (20, 180), (60, 400), (100, 100)]
    for kind in ("gentle", "op-eds, heavy lengths", "2 % label"):
        for first, second in sizes:
            rates = _rejected(kind, [first, second], studies, pairs=True)
            print(f"| {kind} | {first} and {second} | {' | '.join(f'{rate:.1f}' for rate in rates)} |", flush=True)
        for sources, articles in ((20, 5), (60, 3), (20, 100)):
            rates = _rejected(kind, [articles] * sources, studies, pairs=False)
            shown = " | ".join(f"{rate:.1f}" for rate in rates[1:])
            print(f"| {kind} | {sources} of {articles} | – | {shown} |", flush=True)


def _rejected(kind: str, sizes: list[int], studies: int, *, pairs: bool) -> list[float]:
    rng, found = np.random.default_rng(sum(sizes)), []
    group = np.repeat(np.arange(len(sizes)), sizes)
    for _ in range(studies):
        length, own = articles_of(kind, len(group), 0.1, rng)
        counts, seed = counts_of(rng.multinomial(length, own).astype(float), group), int(rng.integers(1 << 30))
        free = np.full(len(group), -1)
        study = _Study(counts, free, False, 499, seed)
        shares = clustered_shares(counts, 0.95)
        pair = pair_p_values(study, shares, np.array([0]), np.array([1]), None)[0, 0] if pairs else np.nan
        found.append((pair, all_at_once_p(counts, free, 499, seed), rao_scott(counts, 0.95).p_value))
    return list(100 * (np.array(found) <= 0.05).mean(axis=0))


def differences(studies: int = 2000) -> None:
    print("\n## Differences of two sources: how often 95 % intervals hold the truth, in percent\n")
    print("| corpora | two sources | opinion | reported fact | attributed claim | mean width | warned |")
    print("|---|---|---:|---:|---:|---:|---:|")
    kinds = [(kind, kind) for kind in HARD] + [("gentle", "op-eds, heavy lengths"), ("gentle", "2 % label")]
    for first, second in kinds:
        true = truth(first, 0.1) - truth(second, 0.1)
        for sizes in ((5, 5), (10, 10), (20, 20), (10, 60), (60, 60), (200, 200)):
            many = min(studies, 200_000 // sum(sizes))
            held, width, warned = _differences_held(first, second, sizes, many, true)
            names = first if first == second else f"{first} and {second}"
            shown = " | ".join(f"{100 * rate:.1f}" for rate in held)
            print(f"| {names} | {sizes[0]} and {sizes[1]} | {shown} | {width:.3f} | {warned:.0f} |", flush=True)


def _differences_held(
    first: str, second: str, sizes: tuple[int, int], studies: int, true: np.ndarray
) -> tuple[np.ndarray, float, float]:
    rng = np.random.default_rng(901 + sum(sizes))
    weights, group = [], []
    for nth, (kind, size) in enumerate(zip((first, second), sizes, strict=True)):
        length, own = articles_of(kind, studies * size, 0.1, rng)
        weights.append(rng.multinomial(length, own).astype(float))
        group.append(np.repeat(np.arange(studies), size) * 2 + nth)
    counts = counts_of(np.vstack(weights), np.concatenate(group))
    one = np.arange(studies) * 2
    shares = clustered_shares(counts, 0.95)
    found = square_and_add(shares, one, one + 1, ("value", "low", "high"), lambda share: share, None, 3)
    low, high = (found[name].reshape(-1, 3) for name in ("low", "high"))
    study = _Study(counts, np.full(len(counts.group), -1), False, 999, 0)
    said = _warnings(study, one, one + 1, np.zeros(3 * studies))
    held = ((low <= true) & (true <= high)).mean(axis=0)
    return held, float((high - low).mean()), float(100 * np.mean([row[0] != "" for row in said]))


def events(studies: int = 600) -> None:
    print("\n## Twenty events that two sources report: how often a test at 5 % finds a difference, in percent\n")
    print("| articles | difference | by event: pair | by event: all | apart: pair |\n|---|---:|---:|---:|---:|")
    for kind in EVENTS:
        for difference in (0.0, 0.15):
            rates = _found_by_event(kind, difference, studies)
            print(f"| {kind} | {difference:g} | {' | '.join(f'{rate:.1f}' for rate in rates)} |", flush=True)


def _found_by_event(kind: str, difference: float, studies: int) -> list[float]:
    """Passages of an article are correlated by .2, of which the event, alike in both, makes half."""
    rng, found = np.random.default_rng(int(1000 * difference) + 7), []
    group, event = np.repeat([0, 1], 20), np.tile(np.arange(20), 2)
    none = np.full(40, -1)
    for _ in range(studies):
        _, length, opinions = _event_study(kind, difference, rng)
        counts = counts_of(np.stack([opinions, length - opinions, 0 * length], axis=1).astype(float), group)
        shares, seed = clustered_shares(counts, 0.95), int(rng.integers(1 << 30))
        pairs = (np.array([0]), np.array([1]), None)
        by_event, apart = (
            pair_p_values(_Study(counts, stratum, is_blocked, 999, seed), shares, *pairs)[0, 0]
            for stratum, is_blocked in ((event, True), (none, False))
        )
        found.append((by_event, all_at_once_p(counts, event, 999, seed, are_blocks=True), apart))
    return list(100 * (np.array(found) <= 0.05).mean(axis=0))


def _event_study(kind: str, difference: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what share of opinion each article's event and source give it, its passages, and how many are opinion."""
    group, event = np.repeat([0, 1], 20), np.tile(np.arange(20), 2)
    expected = np.clip(rng.beta(0.3 * 9, 0.7 * 9, 20)[event] + difference * group, 0.001, 0.999)
    own = rng.beta(expected * 8, (1 - expected) * 8)
    if kind == "op-eds":
        own = np.where(rng.random(40) < 0.1, 0.85, own)
    length = lengths(40, rng) if kind != "12 passages each" else np.full(40, 12)
    if kind == "heavy lengths":
        length = np.where(rng.random(40) < 0.03, 20 * length, length)
    if kind == "one source twice as long":
        length = length * (1 + group)
    return expected, length, rng.binomial(length, own)


def oracle(studies: int = 4000) -> None:
    print("\n## The same, found by a test that is told each event's true share, in percent\n")
    print("| articles | difference | oracle |\n|---|---:|---:|")
    for kind in EVENTS:
        for difference in (0.0, 0.15):
            rng = np.random.default_rng(int(1000 * difference) + 11)
            z = [_told_z(kind, *_event_study(kind, difference, rng)) for _ in range(studies)]
            print(f"| {kind} | {difference:g} | {100 * np.mean(np.abs(z) > 1.96):.1f} |", flush=True)


def _told_z(kind: str, expected: np.ndarray, length: np.ndarray, opinions: np.ndarray) -> float:
    """Return the mean difference over its standard error, both with the best weights: each event's true variance."""
    mean, between = expected, expected * (1 - expected) / 9
    if kind == "op-eds":
        mean, between = 0.9 * expected + 0.085, 0.9 * between + 0.09 * (0.85 - expected) ** 2
    variance = between + (mean * (1 - mean) - between) / length
    share = opinions / length
    apart, doubt = share[20:] - share[:20], variance[20:] + variance[:20]
    return float((apart / doubt).sum() / np.sqrt((1 / doubt).sum()))


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


def hard_measures(studies: int = 3000) -> None:
    print("\n## Derived measures in hard corpora: how often 95 % intervals hold the truth, in percent\n")
    print("| corpus | articles | opinion to fact | none | warned | entropy | warned | unnamed | none | warned |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for kind in HARD:
        true = truth(kind, 0.1)
        for articles in (2, 5, 10, 20, 60, 200):
            rng = np.random.default_rng(articles)
            counts = counted(min(studies, 400_000 // articles), articles, 0.1, rng, kind)
            of_both, of_all = of_labels(LabelSums.by_hand(counts, 0.95), Codebook.shipped())
            logit, evenness = np.log(true[0] / true[1]), float(-(true * np.log(true)).sum() / np.log(3))
            first = _measure_held(of_both, counts, logit)
            second = _measure_held(of_all, counts, evenness)
            claims = counts.weights[:, 2]
            unnamed = rng.binomial(claims.astype(int), rng.beta(0.05 * 9, 0.95 * 9, len(claims)))
            parts = np.stack([claims, claims - unnamed, unnamed], axis=1)
            odds = Sums("named_to_unnamed", parts, counts.group, counts.totals(parts), log_ratio,
                        shown=np.exp, needs_all=True, warns_unseen=True)  # fmt: skip
            third = _measure_held(odds, counts, 19.0)
            row = [*first, second[0], second[2], *third]
            print(f"| {kind} | {articles} | " + " | ".join(f"{rate:.1f}" for rate in row) + " |", flush=True)


def _measure_held(sums: Sums, counts: Counts, true: float) -> list[float]:
    """Return how many intervals hold the truth, how many studies have none, and how many of the rows are warned of."""
    found = measured(sums, np.ones(len(counts.groups)), 0.95, doubts_of_lengths(counts))
    there = found.dropna(subset="low")
    held = (there["low"] <= true) & (there["high"] >= true)
    return [100 * float(held.mean()), 100 * (1 - len(there) / len(found)), 100 * float((there["warning"] != "").mean())]


def spoken(tags: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Keep one coder's tags and give the claims speakers, who are heard more often in one article than in another."""
    tags = tags[tags["coder"] == "ana"]
    article = tags["article_id"].to_numpy()
    speakers = rng.choice(12, (article.max() + 1, 3), p=np.arange(12, 0, -1) / 78)
    speaker = speakers[article, rng.integers(0, 3, len(article))]
    claim = (tags["label"] == "attributed_claim").to_numpy()
    names = np.where(claim, np.array([f"speaker {number}" for number in range(12)])[speaker], "")
    return tags.assign(speaker=names, speaker_kind=np.where(claim, np.where(speaker % 3 > 0, "named", "unnamed"), ""))


TABLES = {
    "balance": balance, "unwarned": unwarned, "design": design, "compare": compare, "differences": differences,
    "events": events, "oracle": oracle, "agreement": agreement, "measures": measures, "hard_measures": hard_measures,
}  # fmt: skip

if __name__ == "__main__":
    name, *studies = sys.argv[1:] or [""]
    for table in [TABLES[name]] if name else TABLES.values():
        table(*map(int, studies))
