"""A study that changes its mind: persons listed, events found, a codebook revised and taken back.

    python benchmarks/revising.py [speakers | events | undo] …

Seconds of the clock, and of the processor in brackets. Each new session is a process of its own, and its time begins
when the study is open. The studies are those of `scale.py`, with as many people quoted as are asked for.
"""

import filecmp
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pandas as pd
from scale import WORDS, make

import annotate
from annotate._project import backup

PERSONS = 50_000
REPORTS = 4
"""Outlets that report on one event."""


def timed(work: Callable[[], object]) -> str:
    began, busy = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - began:.3f} s ({time.process_time() - busy:.3f})"


SESSION = """
import sys, time, annotate
project = annotate.open_project(sys.argv[1])
began, busy = time.perf_counter(), time.process_time()
listed = project.speakers()
print(len(listed), listed['claims'].sum(), time.perf_counter() - began, time.process_time() - busy)
"""


def session(study: Path) -> tuple[int, int, float, float]:
    """Open a study in a process of its own and list who is quoted; return how many, their claims, and the seconds."""
    said = subprocess.run([sys.executable, "-c", SESSION, str(study)], capture_output=True, text=True, check=True)
    persons, claims, clock, processor = said.stdout.split()
    return int(persons), int(claims), float(clock), float(processor)


def speakers(folder: Path) -> None:
    """List 50,000 persons: at the very first, in new sessions, and after a tag and a merge."""
    study = folder / "persons.db"
    make(study, 500_000)
    with sqlite3.connect(study) as database:
        town = f"cast(substr(tag_id, 2) as integer) / 2 % {PERSONS}"
        for table in ("tags", "tag_log"):
            database.execute(f"update {table} set speaker = 'Mayor of Town ' || ({town}) where speaker != ''")
    persons, claims, clock, processor = session(study)
    expected = sqlite3.connect(study).execute("select count(distinct speaker) from tags where speaker != ''")
    assert persons == PERSONS == expected.fetchone()[0], "not everybody is listed"
    print(f"{persons:,} persons, {claims:,} passages, {500_000:,} tags\n")
    print(f"| the very first count | {clock:.3f} s ({processor:.3f}) |")
    print(f"| a new session, median of 9 | {median([session(study)[2:] for _ in range(9)])} |")
    with annotate.open_project(study) as project:
        project.speakers()
        span = project.passages("lead", articles="a000000")[["start", "end"]].iloc[0]
        claim = {"speaker": "Mayor of Town 7", "speaker_kind": "named", "coder": "lead"}
        project.tag("a000000", *map(int, span), "attributed_claim", **claim)
        print(f"| after a tag | {timed(project.speakers)} |")
        project.merge_speakers("Mayor of Town 7", ["Mayor of Town 8"], coder="lead")
        print(f"| after a merge | {timed(project.speakers)} |")
    print(f"| a new session after both, median of 9 | {median([session(study)[2:] for _ in range(9)])} |")


def median(runs: list[tuple[float, ...]]) -> str:
    clock, processor = (statistics.median(one) for one in zip(*runs, strict=True))
    return f"{clock:.3f} s ({processor:.3f})"


def reports(many: int) -> pd.DataFrame:
    """Make up articles of some 300 words, four outlets' reports on each event, over a year."""
    chance = random.Random(19)
    common = [f"{one}{other}" for one in WORDS for other in WORDS[:40]]
    weights = [1 / place for place in range(1, len(common) + 1)]
    rows = []
    for event in range(many // REPORTS):
        names = [f"{chance.choice(WORDS).title()}{event}{letter}" for letter in "abcdefgh"]
        for outlet in chance.sample(range(40), REPORTS):
            words = chance.choices(common, weights, k=280) + chance.sample(names, 5) * 3
            chance.shuffle(words)
            day = pd.Timestamp("2026-01-01") + pd.Timedelta(days=event % 365 + chance.randrange(2))
            rows.append((f"a{len(rows):05}", f"Outlet {outlet}", f"{day:%Y-%m-%d}", " ".join(words) + ".", event))
    table = pd.DataFrame(rows, columns=["article_id", "source", "published", "text", "true"])
    return table.assign(language="en", title=[" ".join(text.split()[:6]) for text in table["text"]])


def events(folder: Path) -> None:
    """Find the events of 10,000 articles, and compare them pair by pair with those that were made up."""
    table = reports(10_000)
    found: list[pd.DataFrame] = []
    print(f"| same_event of {len(table):,} articles of {table['text'].str.len().mean():,.0f} characters "
          f"| {timed(lambda: found.append(annotate.same_event(table.drop(columns='true'))))} |")  # fmt: skip
    proposed = found[0].set_index("article_id")["event"].loc[table["article_id"]].to_numpy()
    true, said = pairs(table["true"]), pairs(pd.Series(proposed, dtype=object))
    print(f"pairs: precision {len(true & said) / len(said):.3f}, recall {len(true & said) / len(true):.3f}")


def pairs(group: pd.Series) -> set[tuple[int, int]]:
    places = pd.Series(range(len(group))).groupby(group.reset_index(drop=True)).apply(list)
    return {pair for name, some in places.items() if name != "" for pair in combinations(some, 2)}


def undo(folder: Path) -> None:
    """Rename all three labels of a million tags, and take it back: the export is the same to the byte."""
    study = folder / "undo.db"
    make(study, 1_000_000)
    backup.keep_copy = lambda *given, **named: None  # a copy of the whole study goes before: its cost is no revision's
    with annotate.open_project(study) as project:
        annotate.write_csv(project.tags(), folder / "before.csv")
        first, second, third, excluded = project.codebook.labels
        new = [replace(one, name=f"{one.name}_2") for one in (first, second, third)]
        revised = replace(project.codebook, version=2, labels=(*new, excluded))
        moves = {one.name: f"{one.name}_2" for one in (first, second, third)}
        print(f"| all three labels renamed | {timed(lambda: project.revise(revised, moves, coder='lead'))} |")
        annotate.write_csv(project.tags(), folder / "renamed.csv")
        print(f"| taken back | {timed(lambda: project.undo(coder='lead'))} |")
        annotate.write_csv(project.tags(), folder / "after.csv")
    same = filecmp.cmp(folder / "before.csv", folder / "after.csv", shallow=False)
    assert not filecmp.cmp(folder / "before.csv", folder / "renamed.csv", shallow=False)
    print(f"export of {(folder / 'after.csv').stat().st_size:,} bytes after it: "
          f"{'the same to the byte' if same else 'NOT THE SAME'}")  # fmt: skip


if __name__ == "__main__":
    for one in sys.argv[1:] or ["speakers", "events", "undo"]:
        with tempfile.TemporaryDirectory() as made:
            print(f"\n{one}, at load {os.getloadavg()[0]:.1f}\n")
            {"speakers": speakers, "events": events, "undo": undo}[one](Path(made))
