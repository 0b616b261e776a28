"""How soon the desk answers in a large study: the shelf, its filter, the next hit, a search.

    python benchmarks/desk.py              100,000 articles with 1,000,000 tags; makes them in some minutes
    python benchmarks/desk.py FOLDER       the same, kept in a folder (and taken from there the next time)

Each row is what the kernel does for one message of the page: milliseconds of its thread's processor, the least of some
tries, and how often that is what bare sqlite3 takes in the same process to read all titles of the study. The page
itself draws some thirty rows, however many articles there are.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import scale

import annotate
from annotate._project.indexing import index_words
from annotate._project.project import Project
from annotate.tagger import Tagger, protocol

ARTICLES, PASSAGES = 100_000, 10
TRIES = 5


def make(where: Path) -> None:
    """Make the study: ten passages an article, and on average ten tags."""
    scale.A_PAGE, scale.BY_ONE = PASSAGES, 8
    scale.make(where, ARTICLES * PASSAGES)
    with annotate.open_project(where) as project:
        index_words(project._store)
        # The far end of a queue: one passage of the last article is unsure.
        last = project.tags(articles=[f"a{ARTICLES - 1:06}"]).iloc[0]
        project.tag(last["article_id"], last["start"], last["end"], last["label"], coder="mj", unsure=True)


def processor(work: Callable[[], object]) -> float:
    """Return the milliseconds of this thread's processor that something takes."""
    began = time.thread_time()
    work()
    return 1000 * (time.thread_time() - began)


class Page:
    """Stands in for the page: says one message and waits for all that is answered at once."""

    def __init__(self, project: Project) -> None:
        self.tagger = Tagger(project, coder="mj", article_id="a000000", suggest=False)
        self.tagger.send = lambda message, buffers=None: None
        self.asked = 0
        self.span = project._tagger_reads.page("a000000", coder="mj")["passages"][0][:2]

    def says(self, **message: Any) -> None:
        """Say one message."""
        self.tagger._handle_custom_msg({"protocol": protocol.PROTOCOL, **message}, [])

    def decide(self) -> None:
        """Tag the first passage, once as this and once as that."""
        self.asked += 1
        with_label = scale.LABELS[self.asked % 2]
        start, end = self.span
        said = {"decision": f"desk{time.time_ns()}", "coder": "mj", "article_id": "a000000", "label": with_label}
        self.says(do="tag", start=start, end=end, **said)

    def shelf(self, **wanted: Any) -> None:
        """Ask for rows of the shelf."""
        self.asked += 1
        self.says(do="shelf", asked=self.asked, **{"words": "", "group": "", "order": "", **wanted})


def opening(where: Path) -> list[tuple[str, float]]:
    """Return what it takes to open the study, and to show its shelf for the first time."""
    projects: list[Project] = []
    pages: list[Page] = []
    rows = [("open the project", processor(lambda: projects.append(annotate.open_project(where))))]
    rows.append(("make the tagger", processor(lambda: pages.append(Page(projects[0])))))
    rows.append(("show its article", processor(lambda: pages[0].says(do="open", language="en"))))
    rows.append(("open the shelf for the first time", processor(lambda: pages[0].shelf())))
    busy = decisions(pages[0], until=lambda: is_read(projects[0]))
    idle = decisions(pages[0], until=lambda: False)
    print(
        f"A decision while the shelf is read: {statistics.median(busy):.1f} ms of the clock, at most {max(busy):.1f} "
        f"({len(busy)} decisions); then: {statistics.median(idle):.1f}, at most {max(idle):.1f}.\n"
    )
    projects[0].close()
    return rows


def is_read(project: Project) -> bool:
    """Whether all that the shelf searches is read."""
    shelf = project._tagger_reads._shelf
    return len(shelf._entries) == ARTICLES


def decisions(page: Page, until: Callable[[], bool]) -> list[float]:
    """Decide again and again, forty times at most; return the milliseconds of the clock that each took."""
    taken: list[float] = []
    while len(taken) < 40 and not until():
        began = time.perf_counter()
        page.decide()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def at_hand(where: Path) -> list[tuple[str, float]]:
    """Return what each message takes once the shelf was open."""
    with annotate.open_project(where) as project:
        page = Page(project)
        page.says(do="open", language="en")
        while project._tagger_reads.prepare_shelf():
            pass
        project._tagger_reads.prepare_orders(coder="mj")
        page.shelf()
        rows = []
        for name, asked in MESSAGES.items():
            tries = []
            for nth in range(TRIES):
                page.shelf(words=f"zz{nth}")  # what was asked for last is kept: ask for something else between
                page.tagger.article_id = "a000000"
                tries.append(processor(lambda asked=asked: asked(page)))
            rows.append((name, min(tries)))
    return rows


MESSAGES: dict[str, Callable[[Page], None]] = {
    "shelf: open": lambda page: page.shelf(),
    "shelf: rows 60,000 to 60,060": lambda page: page.shelf(offset=60_000),
    "shelf: one word (baran)": lambda page: page.shelf(words="baran"),
    "shelf: two letters (ba)": lambda page: page.shelf(words="ba"),
    "shelf: two beginnings (ba ce)": lambda page: page.shelf(words="ba ce"),
    "shelf: two beginnings in the texts (bar cet)": lambda page: page.shelf(words="bar cet"),
    "shelf: beginnings that every text has (the may)": lambda page: page.shelf(words="the may"),
    "shelf: a title's words and a source": lambda page: page.shelf(words="outlet 7 may"),
    "shelf: by progress": lambda page: page.shelf(order="progress"),
    "shelf: grouped by source": lambda page: page.shelf(group="source"),
    "next hit: unsure, 100,000 articles on": lambda page: page.says(do="hits", states="unsure", step=1, start=0),
    "next hit: untagged": lambda page: page.says(do="hits", states="untagged", step=1, start=10**6),
    "next hit: a word": lambda page: page.says(do="hits", words="barana", step=1, start=10**6),
    "next hit: label and word": lambda page: page.says(do="hits", label="opinion", words="barana", step=1, start=10**6),
    "next hit: of one source": lambda page: page.says(
        do="hits", states="untagged", variable="source", value="Outlet 39", step=1, start=10**6
    ),
    "search of the study: a word": lambda page: page.says(do="find", asked=1, words="barana"),
    "search of the study: a phrase": lambda page: page.says(do="find", asked=1, words="barana cetela"),
}


def floor(where: Path) -> float:
    """Return what bare sqlite3 takes to read all titles."""
    with sqlite3.connect(where) as bare:
        return min(processor(lambda: bare.execute("SELECT title FROM articles").fetchall()) for _ in range(TRIES))


def main(folder: Path) -> None:
    """Print the table."""
    where = folder / "desk.db"
    if not where.exists():
        make(where)
    print(f"load {scale.load()}; {ARTICLES:,} articles; milliseconds of the processor\n")
    least = floor(where)
    rows = [*opening(where), *at_hand(where)]
    print("| | ms | × all titles by sqlite3 |\n|---|--:|--:|")
    print(f"| floor: sqlite3 reads all titles | {least:.1f} | 1 |")
    for name, taken in rows:
        print(f"| {name} | {taken:.1f} | {taken / least:.2f} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
