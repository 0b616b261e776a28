"""Whole studies: what takes a study whole, at a million tags and beside ten thousand.

    python benchmarks/scale.py 1000000 [FOLDER [NAME …]]

The study is made straight into the tables (and kept in the folder, where one is named); where parts of rows' names are
given, such as ``tags()`` or ``annotate``, those rows alone are measured. Each row runs in a process of
its own: seconds of the work (of a command, with Python's start), the processor's among them, and the most memory that
the process ever held, Python and pandas with it. The floor is sqlite3 fetching the tags' rows without making anything
of them.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import annotate
from annotate._articles.articles import sha256
from annotate._project import statements, tables, tallies

SMALL = 10_000
A_PAGE = 20
"""Passages an article, and on average its tags: one coder tags 16, and in each fourth article another tags them too."""

BY_ONE = 16

LABELS = ("opinion", "reported_fact", "attributed_claim")

ROWS = {
    "floor: import pandas": "import pandas",
    "floor: sqlite3 fetches the tags": "import sqlite3 as s; s.connect(study).execute('select * from tags').fetchall()",
    "floor: sqlite3 counts labels": "import sqlite3 as s; s.connect(study).execute('select article_id, label, count(*) "
    "from tags group by 1, 2').fetchall()",
    "project.tags()": "import annotate; annotate.open_project(study).tags()",
    "project.tags(columns=…three)": "import annotate; "
    "annotate.open_project(study).tags(columns=['article_id', 'label', 'coder'])",
    "project.tags(chunks=100_000)": "import annotate; "
    "[len(one) for one in annotate.open_project(study).tags(chunks=100_000)]",
    "project.passages()": "import annotate; annotate.open_project(study).passages()",
    "balance(project)": "import annotate; annotate.balance(annotate.open_project(study))",
    "balance(tags, passages)": "import annotate; p = annotate.open_project(study); "
    "annotate.balance(p.tags(), p.passages())",
}
"""What is done with a study, in a process of its own."""

COMMANDS = {
    "annotate --help": ["--help"],
    "annotate balance": ["balance", "{study}"],
    "annotate agreement": ["agreement", "{study}"],
    "annotate check": ["check", "{study}"],
    "annotate report": ["report", "{study}", "-o", "{study}.html"],
    "annotate export": ["export", "{study}", "-o", "{study}.csv"],
}

MANY = """
import resource, shutil, sys, time, annotate, pandas
study = sys.argv[1]
def processor(work):
    began = time.process_time()
    work()
    return time.process_time() - began
{work}
print(f'{took * 1000 / many:.3f} ms, {many / took:,.0f} a second')
"""
"""How much of the processor's time each of many takes, written into a copy of the study or into a new one."""

WRITTEN = {
    "add_tags, a tag (processor)": """
copy = shutil.copy(study, study + '.copy')
with annotate.open_project(copy) as project:
    tags = project.tags(coder='mj', articles=[f'a{n:06}' for n in range(500)]).assign(coder='elsewhere', tag_id='')
    from annotate._project import backup
    backup.keep_copy = lambda *given, **named: None  # a copy of the whole study goes before: its cost is no tag's
    took, many = processor(lambda: project.add_tags(tags)), len(tags)
    assert len(project.tags(coder='elsewhere', columns=['label'])) == many
""",
    **{
        f"project.revise, {what}, a tag (processor)": f"""
from dataclasses import replace
copy = shutil.copy(study, study + '.copy')
with annotate.open_project(copy) as project:
    from annotate._project import backup
    backup.keep_copy = lambda *given, **named: None  # a copy of the whole study goes before: its cost is no revision's
    had = project.tags(columns=['label'])['label'].astype(str).value_counts()
    opinion, fact, claim, excluded = project.codebook.labels
    moves = {moves!r}
    new = replace(project.codebook, version=2, labels=({labels}, excluded))
    began = time.perf_counter()
    took, many = processor(lambda: project.revise(new, moves, coder='lead')), int(had.sum())
    passed = time.perf_counter() - began
    now = project.tags(columns=['label'])['label'].astype(str).value_counts()
    assert now.to_dict() == had.rename(moves).groupby(level=0).sum().to_dict()
    print(f'{{passed:.2f}} s by the clock', end=', ')
"""
        for what, labels, moves in (
            ("rename one label of three", "replace(opinion, name='judgement'), fact, claim", {"opinion": "judgement"}),
            ("merge two", "fact, claim", {"opinion": "reported_fact"}),
            (
                "rename all three",
                "*(replace(one, name=one.name + '_2') for one in (opinion, fact, claim))",
                {label: f"{label}_2" for label in LABELS},
            ),
        )
    },
    "project.add, an article of 20 passages (processor)": """
with annotate.open_project(study) as project:
    articles = project.articles().head(500)
import pathlib, tempfile
with annotate.open_project(pathlib.Path(tempfile.mkdtemp()) / 'new.db') as new:
    new.add(articles.tail(20))
    took, many = processor(lambda: new.add(articles.head(480))), 480
""",
    "copies among texts of one pattern, a text (processor)": """
said = 'In ward {} of town NUMBER the council votes on Friday, alas, says the mayor.'
pattern = ' '.join(said.format(n) for n in range(20))
texts = [pattern.replace('NUMBER', str(n), 10) for n in range(400)]
table = pandas.DataFrame({'article_id': [str(n) for n in range(400)], 'text': texts})
annotate.copies(table.head(9))
took, many = processor(lambda: annotate.copies(table)), 400
""",
}

DECISIONS = {
    "project.tag": "project.tag('a000000', *next(spans), 'opinion', coder=coder)",
    "project.undo": "project.undo(coder=coder)",
    "project.redo": "project.redo(coder=coder)",
}

EACH = """
import statistics, sys, time, annotate
project, coder = annotate.open_project(sys.argv[1]), 'somebody else'
spans = iter(project.passages(coder, articles='a000000')[['start', 'end']].to_numpy().tolist())
took, processor = [], []
for _ in range(15):
    began, busy = time.perf_counter(), time.process_time()
    {work}
    took.append(time.perf_counter() - began)
    processor.append(time.process_time() - busy)
if 'redo' in {work!r}:
    for _ in range(15):
        project.undo(coder=coder)
print(statistics.median(took) * 1000, statistics.median(processor) * 1000)
"""
"""The median of some decisions; what is tagged first is taken back after."""

BESIDE = {
    "write_csv × to_csv": """
tags = annotate.open_project(study).tags()
ours = timed(lambda: annotate.write_csv(tags, study + '.ours.csv'))
floor = timed(lambda: tags.to_csv(study + '.floor.csv', index=False, quoting=1))
""",
    "read_csv × pandas reading two columns": """
ours = timed(lambda: annotate.read_csv(study + '.csv'))
floor = timed(lambda: pandas.read_csv(study + '.csv', usecols=['article_id', 'label']))
""",
    "krippendorff on its matrix × agreement(tags)": """
import krippendorff, numpy
tags = annotate.open_project(study).tags(columns=['article_id', 'start', 'end', 'label', 'coder'])
matrix = tags.assign(code=tags['label'].cat.codes).pivot(
    index='coder', columns=['article_id', 'start'], values='code').to_numpy(dtype=float)
floor = timed(lambda: annotate.agreement(tags))
ours = timed(lambda: krippendorff.alpha(matrix, level_of_measurement='nominal'))
""",
}
"""Two things side by side, in one process: the first as many times the second."""

ALONE = "import sys, time; study = sys.argv[1]; {work}"

SIDE_BY_SIDE = """
import sys, time, annotate, pandas
study = sys.argv[1]
def timed(work):
    least = 1e9
    for _ in range(2):
        began = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - began)
    return least
{work}
print(ours / floor, ours, floor)
"""


WORDS = [a + b + c for a in ("ba", "ce", "di", "fo", "gu", "ly") for b in ("ran", "tel", "vis", "mon") for c in
         ("a", "ed", "ing", "or", "us", "eth", "ino", "age")]  # fmt: skip


def page(number: int) -> str:
    """Make up a text like no other: a study of near-copies would measure how these are found."""
    chosen = random.Random(number)
    return " ".join(f"The {' '.join(chosen.choices(WORDS, k=8))}, says the mayor." for _ in range(A_PAGE))


def make(where: Path, tags: int) -> None:
    """Make a study of so many tags, as its verbs would have."""
    with annotate.open_project(where) as project, project._store.writing() as connection:
        seq = 0
        for first in range(0, tags // A_PAGE, 500):
            rows: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
            for number in range(first, min(first + 500, tags // A_PAGE)):
                seq = _add(rows, number, page(number), seq)
            for name, some in rows.items():
                statements.insert_all(connection, tables.metadata.tables[name], some)
        tallies.add(connection, tallies.counted(connection))


def _add(rows: dict[str, list[dict[str, object]]], number: int, text: str, seq: int) -> int:
    """Add one article with its passages and tags; return the number of its last decision."""
    article_id, made = f"a{number:06}", f"2026-05-01T10:00:00.{number:06}Z"
    said = {"source": f"Outlet {number % 40}", "title": text[:24], "published": "2026-05-01", "language": "en"}
    facts = {"article_number": number + 1, "article_id": article_id, "author": "", "url": "", "added_at": made, **said}
    rows["articles"].append({**facts, "article_sha256": sha256(text), "length": len(text)})
    rows["article_texts"].append({"article_number": number + 1, "text": text})
    spans, end = [], -1
    for _ in range(A_PAGE):
        start, end = end + 1, text.index(".", end + 1) + 1
        spans.append({"article_id": article_id, "start": start, "end": end})
    rows["passages"].extend({**span, "proposed_label": "", "reason": "", "double_of": None} for span in spans)
    for coder in ("mj", "ak") if number % 4 == 0 else ("mj",):
        for nth, span in enumerate(spans[:BY_ONE]):
            seq += 1
            # The second coder is of another mind about each seventh passage.
            which = (number + nth + (coder == "ak" and nth % 7 == 0)) % 3
            of_claim = {"speaker": f"Mayor {number % 3000}", "speaker_kind": "named"} if which == 2 else {}
            tag = {**span, "coder": coder, "tag_id": f"t{seq:031}", "label": LABELS[which], "source": None,
                   "speaker": "", "speaker_kind": "", "evaluative": False, "unsure": False, "note": "",
                   "origin": "hand", "score": None, "tagged_at": made, "codebook": "media_bias@1", "answers": "",
                   "machine": "", **of_claim}  # fmt: skip
            decision = {"seq": seq, "decision_id": tag["tag_id"], "coder": coder, "article_id": article_id,
                        "kind": "tag", "decided_at": made, "undoes": None, "undone_by": None}  # fmt: skip
            rows["tags"].append(tag)
            rows["decisions"].append(decision)
            rows["tag_log"].append({"seq": seq, "row": seq, **tag})
    return seq


_LAUNCHED = """
import os, subprocess, sys, time
began = time.perf_counter()
program = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(program.pid, 0)
program.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, program.returncode)
"""
"""Started by a program that holds little itself: Linux counts what a program's parent held as the program's."""


def ran(command: list[str]) -> str:
    """Run a program; say its seconds, those of the processor, and the most memory that it held."""
    launch = [sys.executable, "-I", "-S", "-c", _LAUNCHED, sys.executable, *command]
    said = subprocess.run(launch, capture_output=True, text=True, check=True).stdout
    seconds, processor, held, code = map(float, said.split())
    return f"failed ({code:.0f})" if code else f"{seconds:.2f} s ({processor:.2f}), {held:.0f} MB"


def each(work: str, study: Path) -> str:
    """Run a program that prints milliseconds, of the clock and of the processor."""
    program = EACH.format(work=work)
    said = subprocess.run([sys.executable, "-c", program, str(study)], capture_output=True, text=True, check=True)
    took, processor = map(float, said.stdout.split())
    return f"{took:.2f} ms ({processor:.2f})"


def written(work: str, study: Path) -> str:
    """Run a program that writes many, and says itself what each took."""
    program = MANY.replace("{work}", work)
    ran = subprocess.run([sys.executable, "-c", program, str(study)], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def beside(work: str, study: Path) -> str:
    program = SIDE_BY_SIDE.format(work=work)
    said = subprocess.run([sys.executable, "-c", program, str(study)], capture_output=True, text=True, check=True)
    ratio, ours, floor = map(float, said.stdout.split())
    return f"{ratio:.2f} ({ours:.2f} s, {floor:.2f} s)"


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def main(tags: int, folder: Path, *asked: str) -> None:
    sizes = [SMALL, tags]
    studies = [folder / f"{size}.db" for size in sizes]
    for size, study in zip(sizes, studies, strict=True):
        if not study.exists():
            make(study, size)
    print(f"Load as it begins: {load()}, on {os.cpu_count()} cores. Seconds (of the processor), most memory.\n")
    print("| | " + " | ".join(f"{size:,} tags" for size in sizes) + " | load |")
    print("|---|" + "--:|" * (len(sizes) + 1))
    rows = {name: lambda study, work=work: ran(["-c", ALONE.format(work=work), str(study)])
            for name, work in ROWS.items()}  # fmt: skip
    rows |= {name: lambda study, given=given: ran(["-m", "annotate", *(word.format(study=study) for word in given)])
             for name, given in COMMANDS.items()}  # fmt: skip
    rows |= {name: lambda study, work=work: each(work, study) for name, work in DECISIONS.items()}
    rows |= {name: lambda study, work=work: beside(work, study) for name, work in BESIDE.items()}
    rows |= {name: lambda study, work=work: written(work, study) for name, work in WRITTEN.items()}
    for name in [name for name in rows if not asked or any(part in name for part in asked)]:
        measure = rows[name]
        print(f"| {name} | " + " | ".join(measure(study) for study in studies) + f" | {load()} |", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        size, folder, *asked = sys.argv[1:] + ["1000000", made][len(sys.argv) - 1 :]
        main(int(size), Path(folder), *asked)
