"""Learning in a process of its own: a notebook's kernel neither waits for it nor grows by it."""

import atexit
import json
import os
import subprocess
import sys
import threading

import numpy as np
import sqlalchemy as sa

from annotate._errors import AnnotateError
from annotate._project import about, tables
from annotate._project.project import Project
from annotate._suggestions.learning.claim_model import Learned
from annotate._suggestions.learning.learning import learn

MOST_TAGS = 5_000
"""Tags that are learned from: those of whole articles, drawn by the seed, where a study has more."""

COLUMNS = ("article_id", "language", "start", "end", "text", "label", "coder")

_running: set[subprocess.Popen[str]] = set()
_one_at_a_time = threading.Lock()


def learn_apart(project: Project, seed: int) -> Learned | None:
    """Learn from a sample of a project's tags in another process; nothing where that was ended or failed."""
    address = project._store.address
    asked = json.dumps({"study": str(address.path) if address.is_file else address.given, "seed": seed})
    alone = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "annotate._suggestions.learning.apart"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    # What runs is this file, by this Python.
    with subprocess.Popen(command, text=True, env=alone, **pipes) as process:  # type: ignore[call-overload]  # noqa: S603
        with _one_at_a_time:
            _running.add(process)
        answer, _ = process.communicate(asked)  # a password in an address is on no command line
        with _one_at_a_time:
            _running.discard(process)
    return Learned.from_json(answer) if process.returncode == 0 else None


def _end_all() -> None:
    for process in list(_running):
        process.kill()


atexit.register(_end_all)


def sample(project: Project, seed: int, most: int = MOST_TAGS) -> list[str]:
    """Return the articles whose tags are learned from: all, or some with about so many tags, drawn by the seed."""
    table = tables.tallies.c
    query = sa.select(table.article_id, sa.func.sum(table.number)).where(table.what == "label", table.number > 0)
    with project._store.reading() as connection:
        rows = connection.execute(query.where(about.is_counted(table.article_id)).group_by(table.article_id))
        many = {article_id: int(number) for article_id, number in rows}
    ids = sorted(many)
    order = np.random.default_rng(seed).permutation(len(ids)).tolist()
    drawn: list[str] = []
    held = 0
    for place in order:
        if drawn and held + many[ids[place]] > most:
            break
        drawn.append(ids[place])
        held += many[ids[place]]
    return drawn


def _main() -> None:
    asked = json.loads(sys.stdin.read())
    if hasattr(os, "nice"):
        os.nice(10)
    with Project(asked["study"]) as project:
        tags = project.tags(articles=sample(project, asked["seed"]), columns=COLUMNS)
    sys.stdout.write(learn(tags, seed=asked["seed"]).to_json())


if __name__ == "__main__":
    try:
        _main()
    except AnnotateError:
        sys.exit(1)
