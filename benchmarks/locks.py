"""How long each verb that writes much keeps others from writing.

    python benchmarks/locks.py [ARTICLES]

Each transaction that holds the one write lock is timed, in the processor's time of the thread that holds it: what the
clock says depends on what else the machine does. Articles have some twenty passages.
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
from annotate._project.store import Store

held: list[float] = []


@contextmanager
def timed(self: Store, *, writes: bool = False) -> Iterator[object]:
    with connected(self, writes=writes) as connection:
        begun = time.thread_time()
        yield connection
        if writes:
            held.append(time.thread_time() - begun)


connected, Store._connected = Store._connected, timed


def told(what: str, does: Callable[[], object]) -> None:
    held.clear()
    begun = time.process_time()
    does()
    whole = time.process_time() - begun
    print(f"| {what} | {len(held)} | {max(held) * 1000:,.0f} ms | {whole:.1f} s |", flush=True)


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    text = " ".join(f"Sentence number {n} is here. They said {n} is bad." for n in range(10))
    ids = [f"a{n}" for n in range(many)]
    pages = pd.DataFrame({"article_id": ids, "text": [f"Page {n}. {text}" for n in ids], "source": "Courier"})
    with tempfile.TemporaryDirectory() as folder, annotate.open_project(Path(folder) / "study.db") as project:
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
        told(f"correct {many:,} articles", lambda: project.correct(ids, source="The Courier"))
        told(f"set {many:,} articles aside", lambda: project.set_aside(ids, reason="an advertisement"))
        told(f"restore {many:,} articles", lambda: project.restore(ids))
        told(f"draw {many // 4:,} articles", lambda: project.draw(many // 4, seed=1))
        told("assign them", lambda: project.assign(["ana", "ben"], seed=1))
        project.restore(ids)
        first = pages.head(many // 10)
        changed = first.assign(text=first["text"] + " New end.")
        told(f"new version of {len(changed):,}, tags moved", lambda: project.add(changed, changed="new_version"))


if __name__ == "__main__":
    main()
