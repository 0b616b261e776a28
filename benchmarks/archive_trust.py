"""What is done with a machine's reading besides shares: λ that groups share, tests of two sources, and measures.

python benchmarks/archive_trust.py pooled 400 7      groups of 20 and 25 articles: a λ of their own, or one for all
python benchmarks/archive_trust.py tests 400 7       how often two archives that are alike are found to differ
python benchmarks/archive_trust.py measures 400 7    how often intervals of the measures hold the archive's
"""

import sys
from collections.abc import Callable, Iterator
from unittest.mock import patch

import numpy as np
from archive import HARD, LABELS, MACHINES, SEED, SOURCES, Rng, archive_of, study
from scipy.stats import entropy

from annotate._codebook import Codebook
from annotate._counting.archive import Archive
from annotate._counting.counts import Counts
from annotate._label_measures import of_archive
from annotate._statistics import prediction_powered
from annotate._statistics.prediction_powered import powered_shares
from annotate._statistics.score import score_p

DRAWN = (10, 20, 50)


def _each(sizes: tuple[int, ...], seed: int) -> Iterator[tuple[str, str, int, Rng]]:
    for kind in HARD:
        for machine in MACHINES:
            for drawn in sizes:
                yield (
                    kind,
                    machine,
                    drawn,
                    np.random.default_rng([seed, drawn, HARD.index(kind), MACHINES.index(machine)]),
                )


def pooled(studies: int, seed: int) -> None:
    """Estimate the same studies both ways."""
    print("| corpus | machine | by hand | hand | own λ from 20 | own λ from 30 | width, own from 20 | from 30 |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    every = []
    for kind, machine, drawn, rng in _each((20, 25), seed):
        held = []
        for _ in range(studies):
            counts, archive, true = study(kind, machine, drawn, 150, rng)
            found = []
            for least in (20, 30):
                with patch.object(prediction_powered, "POOLED_UNEVEN", least):
                    found.append(powered_shares(counts, archive, 0.95))
            hand, shares = found[0].hand, [one.shares for one in found]
            holds = [((one.low <= true) & (true <= one.high)).mean() for one in (hand, *shares)]
            held.append([*holds, *((one.high - one.low).sum() for one in (hand, *shares))])
        mean = np.mean(held, axis=0)
        row = [*100 * mean[:3], mean[4] / mean[3], mean[5] / mean[3]]
        every.append(row)
        print(f"| {kind} | {machine} | {drawn} | " + " | ".join(f"{one:.1f}" for one in row[:3])
              + f" | {row[3]:.2f} | {row[4]:.2f} |", flush=True)  # fmt: skip
    table = np.array(every)
    for name, column in (("from 20", 1), ("from 30", 2)):
        worse = table[:, column] < table[:, 0] - 0.5
        low = (table[:, column] < 93.5) & (table[:, 0] >= 93.5)
        print(f"\nown λ {name}: mean {table[:, column].mean():.2f}, worst below hand "
              f"{(table[:, 0] - table[:, column]).max():.1f}, {worse.sum()} of {len(table)} rows "
              f"more than half a point below hand, {low.sum()} below 93.5 where hand is not, "
              f"width {table[:, column + 2].mean():.3f}")  # fmt: skip


def tests(studies: int, seed: int) -> None:
    """Compare two archives of the same true counts, each read and drawn by itself: every difference found is false."""
    print("| corpus | machine | by hand | false alarms of 100 at 5 % |\n|---|---|---:|---:|")
    for kind, machine, drawn, rng in _each(DRAWN, seed):
        many, found = (1000 if drawn == 50 else 150), []
        for _ in range(studies):
            counts, archive = _alike(kind, machine, drawn, many, rng)
            shares = powered_shares(counts, archive, 0.95).shares
            found.append(score_p(counts, shares, np.array([0]), np.array([1])) <= 0.05)
        print(f"| {kind} | {machine} | {drawn} | {100 * np.mean(found):.1f} |", flush=True)


def _alike(kind: str, machine: str, drawn: int, many: int, rng: Rng) -> tuple[Counts, Archive]:
    one = archive_of(kind, many, rng)
    true: Callable[..., np.ndarray] = lambda *_: np.concatenate([one] * 2 + [one] * (SOURCES - 2))  # noqa: E731
    with patch("archive.archive_of", true):
        counts, archive, _ = study(kind, machine, drawn, many, rng)
    return counts, archive


def measures(studies: int, seed: int) -> None:
    names = ("attribution_share", "opinion_to_fact", "entropy")
    print("| corpus | machine | by hand | " + " | ".join(f"{name}, hand | with" for name in names) + " |")
    print("|---|---|---:|" + "---:|" * 2 * len(names))
    codebook = Codebook.shipped()
    for kind, machine, drawn, rng in _each(DRAWN, seed):
        held = []
        for _ in range(studies):
            counts, archive, true = study(kind, machine, drawn, 1000 if drawn == 50 else 150, rng)
            table = of_archive(counts, archive, codebook, 0.95)
            held.append([_held(table[table["measure"] == name], _true(name, true)) for name in names])
        mean = 100 * np.nanmean(np.array(held), axis=0).reshape(-1, 2)
        print(
            f"| {kind} | {machine} | {drawn} | " + " | ".join(f"{a:.1f} | {b:.1f}" for a, b in mean) + " |", flush=True
        )


def _true(name: str, share: np.ndarray) -> np.ndarray:
    if name == "attribution_share":
        return share[:, LABELS.index("attributed_claim")]
    if name == "opinion_to_fact":
        return np.log(share[:, LABELS.index("opinion")] / share[:, LABELS.index("reported_fact")])
    return entropy(share, axis=1) / np.log(share.shape[1])


def _held(table: object, true: np.ndarray) -> list[float]:
    found = []
    for low, high in (("hand_low", "hand_high"), ("low", "high")):
        bounds = np.column_stack([table[low], table[high]])
        is_there = ~np.isnan(bounds).any(axis=1)
        held = (bounds[:, 0] <= true) & (true <= bounds[:, 1])
        found.append(held[is_there].mean() if is_there.any() else np.nan)
    return found


TABLES = {"pooled": pooled, "tests": tests, "measures": measures}

if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    TABLES[name](*([*map(int, numbers), *(400, SEED)[len(numbers) :]]))
