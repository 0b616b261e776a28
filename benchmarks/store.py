"""The store: what a tag costs, on the wire and in the kernel, and how long a project takes to open.

    python benchmarks/store.py

Everything goes through the tagger's own door for messages, without a browser. Each figure stands beside a floor that
is measured in the same run: a single row written to a bare SQLite file with the same care (WAL, synchronous FULL).
"""

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import annotate
from annotate._project.project import Project

LABELS = ("opinion", "reported_fact", "attributed_claim")
SENTENCE = "The council of the {} votes on Friday, alas, says the mayor."
TAGS = 200
"""Tags sent for each figure."""

WARM_UP = 20
"""Tags sent before the first that counts."""


def article(nth: int, passages: int) -> dict[str, str]:
    text = "\n".join(SENTENCE.format(f"{nth}th town, ward {n}") for n in range(passages))
    return {"article_id": f"a{nth:05}", "source": f"Outlet {nth % 7}", "language": "en", "text": text}


def made(folder: Path, articles: int, passages: int) -> Project:
    project = annotate.open_project(folder / f"{articles}x{passages}.db")
    project.add(pd.DataFrame([article(nth, passages) for nth in range(articles)]))
    return project


def seconds(work: Callable[[], Any], times: int) -> float:
    """Return the median of some runs."""
    return statistics.median(timed(work) for _ in range(times))


def timed(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


class Wire:
    """A tagger whose messages are counted instead of sent."""

    def __init__(self, project: Project) -> None:
        self.down = 0
        self.suggestions = 0
        self.tagger = annotate.Tagger(project, coder="mj")
        self.tagger.send = self._count  # type: ignore[method-assign]
        self.tagger.send_state = self._count_state  # type: ignore[method-assign]

    def _count(self, content: Any, buffers: Any = None) -> None:
        size = len(json.dumps(content, separators=(",", ":")).encode())
        if content.get("kind") == "suggestions":  # once an article, when they are made
            self.suggestions = size
        else:
            self.down += size

    def _count_state(self, key: Any = None) -> None:
        state = self.tagger.get_state(key)
        self.down += len(json.dumps(state, separators=(",", ":")).encode()) if state else 0

    def send(self, message: dict[str, Any]) -> int:
        """Send one message up; give its bytes."""
        self.tagger._receive(self.tagger, message, [])
        return len(json.dumps(message, separators=(",", ":")).encode())


def floor(folder: Path) -> float:
    """Write single rows to a bare file, each on disk before the next."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("PRAGMA wal_autocheckpoint=1")
    bare.execute("CREATE TABLE tags (tag_id, label)")
    took = seconds(lambda: bare.execute("INSERT INTO tags VALUES ('d', 'opinion')"), TAGS)
    bare.close()
    return took


def tagging(folder: Path, passages: int, least: float) -> None:
    with made(folder, 1, passages) as project:
        wire = Wire(project)
        wire.send({"do": "open"})
        initial, wire.down = wire.down, 0
        given_up = time.monotonic() + 120
        while not wire.suggestions and time.monotonic() < given_up:
            time.sleep(0.1)
        spans = project.passages("mj")[["start", "end"]].to_numpy().tolist()
        took, up = [], []
        for nth, (start, end) in enumerate(spans[: TAGS + WARM_UP]):
            message = {
                "do": "tag", "decision": f"{nth:032x}", "coder": "mj", "article_id": "a00000",
                "start": start, "end": end, "label": LABELS[nth % 3],
            }  # fmt: skip
            took.append(timed(lambda message=message: up.append(wire.send(message))))
        assert len(project.tags()) == TAGS + WARM_UP
    kernel = statistics.median(took[WARM_UP:])
    print(
        f"{passages:>9,} {initial:>14,} {wire.suggestions:>12,} {statistics.median(up):>8.0f} "
        f"{wire.down / len(up):>10.0f} {kernel * 1e3:>13.2f} {kernel / least:>9.1f}"
    )


def open_first(where: Path) -> None:
    with annotate.open_project(where) as project:
        project._tagger_reads.page(project._tagger_reads.first_article(coder="mj") or "", coder="mj")


def openings(folder: Path, tags_an_article: int = 3) -> None:
    sizes = (10, 10_000)
    for articles in sizes:
        with made(folder, articles, 10) as project:
            for nth in range(0, articles, max(1, articles // 300)):
                for start in (0, 1, 2)[:tags_an_article]:
                    span = project._tagger_reads.page(f"a{nth:05}", coder="mj")["passages"][start][:2]
                    claim = {"speaker": f"Speaker {nth}", "speaker_kind": "named"}
                    project.tag(f"a{nth:05}", *span, "attributed_claim", coder="mj", **claim)
    # In turns, and the quickest of each: other work on the machine only ever adds.
    rounds = [[timed(lambda n=n: open_first(folder / f"{n}x10.db")) for n in sizes] for _ in range(25)]
    few, many = (min(column) for column in zip(*rounds, strict=True))
    print(f"\nOpening a project and showing the first article: {few * 1e3:.1f} ms with 10 articles, "
          f"{many * 1e3:.1f} ms with 10,000: {many / few:.2f} times (at most 2).")  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        least = floor(folder)
        print(f"A row on disk in a bare SQLite file takes {least * 1e3:.2f} ms (the floor).\n")
        print(" passages  initial bytes  suggestions  up a tag  down a tag  kernel ms a tag  × floor")
        for passages in (1_000, 10_000):
            tagging(folder, passages, least)
        openings(folder)


if __name__ == "__main__":
    main()
