"""How long agreement takes: alpha beside the krippendorff package, alpha for unitizing beside a sort.

python benchmarks/agreement.py          a million passages by five coders; needs 2 GB
"""

import time
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np
import pandas as pd

import annotate
from annotate._agreement.cases import side_by_side
from annotate._agreement.coefficients import COEFFICIENTS
from annotate._agreement.judgement_table import judgements
from annotate._agreement.unitizing import unitizing_values
from annotate._agreement.values_by_group import group_values
from annotate._statistics.leave_one_out import jackknife

LABELS = ("opinion", "reported_fact", "attributed_claim", "excluded")

PASSAGES, CODERS, PASSAGES_AN_ARTICLE = 1_000_000, 5, 20
SPANS = 5_000


def seconds(work: Callable[[], Any], times: int = 5) -> float:
    """Return the least of some runs: what else the machine does can only lengthen a run."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return min(took)


def judged() -> tuple[pd.DataFrame, np.ndarray]:
    """Make up tags of all coders on all passages; give them also as a coders × passages matrix."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 4, PASSAGES)
    given = np.where(rng.random((CODERS, PASSAGES)) < 0.3, rng.integers(0, 4, (CODERS, PASSAGES)), truth)
    article = np.arange(PASSAGES, dtype=np.int32) // PASSAGES_AN_ARTICLE
    start = np.arange(PASSAGES, dtype=np.int64) % PASSAGES_AN_ARTICLE * 100
    names = pd.Index([f"a{number:06}" for number in range(int(article[-1]) + 1)])
    columns = {
        "article_id": pd.Categorical.from_codes(np.tile(article, CODERS), names),
        "start": np.tile(start, CODERS),
        "end": np.tile(start + 100, CODERS),
        "label": pd.Categorical.from_codes(given.ravel(), LABELS),
        "coder": pd.Categorical.from_codes(np.arange(CODERS).repeat(PASSAGES), list("abcde")),
    }
    return pd.DataFrame(columns), given


def alpha() -> None:
    tags, matrix = judged()
    theirs = seconds(lambda: krippendorff.alpha(matrix, level_of_measurement="nominal"), 3)
    counts = judgements(tags).counts().T.copy()
    theirs_counted = seconds(lambda: krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"), 3)
    whole = seconds(lambda: annotate.agreement(tags), 3)
    cases = side_by_side(judgements(tags), "alpha", None)
    found = group_values(cases, COEFFICIENTS["alpha"])
    value = seconds(lambda: group_values(cases, COEFFICIENTS["alpha"]))
    interval = seconds(lambda: jackknife(found.value, found.left_out, found.left_group, 0.95, found.left_size))
    print(f"{PASSAGES:,} passages by {CODERS} coders, {PASSAGES // PASSAGES_AN_ARTICLE:,} articles\n")
    print("| what | seconds | beside | ratio | aim |")
    print("|---|---:|---|---:|---|")
    print(f"| krippendorff.alpha of its matrix | {theirs:.3f} | | | |")
    print(f"| krippendorff.alpha of counts | {theirs_counted:.3f} | | | |")
    print(f"| alpha of counts, left-out values too | {value:.3f} | krippendorff | {theirs / value:.1f} × faster | 5 |")
    print(f"| its interval from these | {interval:.3f} | alpha | {interval / value:.2f} | at most 1 |")
    print(f"| agreement(tags), from the table of tags | {whole:.3f} | krippendorff | {theirs / whole:.1f} × faster | |")


def unitizing() -> None:
    rng = np.random.default_rng(1)
    rows = []
    for coder in ("ana", "ben"):
        borders = np.sort(rng.choice(SPANS * 100, SPANS, replace=False)).reshape(-1, 2)
        rows.append(pd.DataFrame({"start": borders[:, 0], "end": borders[:, 1], "coder": coder}))
    tags = pd.concat(rows, ignore_index=True).assign(article_id="a")
    tags["label"] = pd.Categorical.from_codes(rng.integers(0, 3, len(tags)), LABELS[:3])
    floor = seconds(lambda: np.sort(tags[["start", "end"]].to_numpy().ravel()), 200)
    took = seconds(lambda: unitizing_values(tags, None), 200)
    print(f"\nAlpha for unitizing of {SPANS:,} spans: {took * 1e3:.1f} ms; a sort of their borders: "
          f"{floor * 1e3:.2f} ms; at most {2 * floor * 1e3 + 10:.1f} ms.")  # fmt: skip


if __name__ == "__main__":
    alpha()
    unitizing()
