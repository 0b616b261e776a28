"""How long each verb that writes much keeps others from writing.

    python benchmarks/locks.py [ARTICLES] [URL]

Each transaction that holds the one write lock is timed, in the processor's time of the thread that holds it, since what
the clock says depends on what else the machine does; and by the clock, for a server works in processes of its own (URL
is that of an empty database). Articles have some twenty passages; a coder marked the source of every tenth.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

import annotate
from annotate._project import tables
from annotate._project.check import check_project
from annotate._project.project import Project
from annotate._project.store import Store

held: list[tuple[float, float]] = []


@contextmanager
def timed(self: Store, *, writes: bool = False) -> Iterator[object]:
    with connected(self, writes=writes) as connection:
        begun, clock = time.thread_time(), time.perf_counter()
        yield connection
        if writes:
            held.append((time.thread_time() - begun, time.perf_counter() - clock))


connected, Store._connected = Store._connected, timed


def told(what: str, does: Callable[[], object]) -> None:
    held.clear()
    begun = time.process_time()
    does()
    whole = time.process_time() - begun
    processor, clock = (max(some) * 1000 for some in zip(*held, strict=True))
    print(f"| {what} | {len(held)} | {processor:,.0f} ms | {clock:,.0f} ms | {whole:.1f} s |", flush=True)


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    text = " ".join(f"Sentence number {n} is here. They said {n} is bad." for n in range(10))
    ids = [f"a{n}" for n in range(many)]
    pages = pd.DataFrame({"article_id": ids, "text": [f"Page {n}. {text}" for n in ids], "source": "Courier"})
    with tempfile.TemporaryDirectory() as folder:
        where = sys.argv[2] if len(sys.argv) > 2 else Path(folder) / "study.db"
        with annotate.open_project(where) as project:
            write(project, ids, pages)


def write(project: Project, ids: list[str], pages: pd.DataFrame) -> None:
    many = len(ids)
    told(f"add {many:,} articles", lambda: project.add(pages))
    rows = project.passages("z").assign(coder="z", label="opinion", origin="hand", language="en")
    for name in ("tag_id", "speaker", "speaker_kind", "note", "codebook", "title", "author", "published", "url"):
        rows[name] = ""
    rows = rows.assign(evaluative=False, unsure=False, score=None, tagged_at=None, article_sha256="")
    told(f"import {len(rows):,} tags", lambda: project.add_tags(rows))
    renamed = project.codebook.to_dict() | {"version": 2}
    renamed["labels"][0]["name"] = "view"
    revised = annotate.Codebook.from_dict(renamed)
    told(f"revise {len(rows):,} tags", lambda: project.revise(revised, {"opinion": "view"}))
    for one in ids[::10]:
        project.set_source(one, "Preface", coder="z", start=0, end=6)
    told(f"correct {many:,} articles", lambda: project.correct(ids, source="The Courier"))
    go_back_and_forth(project, "the correction")
    told(f"set {many:,} articles aside", lambda: project.set_aside(ids, reason="an advertisement"))
    go_back_and_forth(project, "it")
    told(f"restore {many:,} articles", lambda: project.restore(ids))
    told(f"draw {many // 4:,} articles", lambda: project.draw(many // 4, seed=1))
    go_back_and_forth(project, "the draw")
    told("assign them", lambda: project.assign(["ana", "ben"], seed=1))
    go_back_and_forth(project, "it")
    project.restore(ids)
    first = pages.head(many // 10)
    changed = first.assign(text=first["text"] + " New end.")
    told(f"new version of {len(changed):,}, tags moved", lambda: project.add(changed, changed="new_version"))
    with project._store.writing() as connection:
        connection.execute(tables.tallies.delete())
    told("repair", lambda: check_project(project, repair=True))


def go_back_and_forth(project: Project, what: str) -> None:
    told(f"undo {what}", project.undo)
    told(f"redo {what}", project.redo)
    told(f"undo {what} again", project.undo)
    told(f"redo {what} again", project.redo)


if __name__ == "__main__":
    main()
