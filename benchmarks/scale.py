"""Whole studies: what takes a study whole, at a number of tags and beside ten thousand.

    python benchmarks/scale.py 1000000

The study is made straight into the tables, and `check` finds it clean. Each row runs in a process of its own, so that
its memory is its own: seconds and the most memory held, less what importing annotate holds. The floor is sqlite3
fetching the tags' rows without making anything of them.
"""

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
    "floor: sqlite3 fetches the tags": "import sqlite3 as s; s.connect(study).execute('select * from tags').fetchall()",
    "project.tags()": "annotate.open_project(study).tags()",
    "project.tags(columns=…three)": "annotate.open_project(study).tags(columns=['article_id', 'label', 'coder'])",
    "project.tags(chunks=100_000)": "[len(one) for one in annotate.open_project(study).tags(chunks=100_000)]",
    "project.passages()": "annotate.open_project(study).passages()",
    "balance(project)": "annotate.balance(annotate.open_project(study))",
    "balance(tags, passages)": "p = annotate.open_project(study); annotate.balance(p.tags(), p.passages())",
    "check": "assert annotate.check_project(study).empty",
}

MEASURED = """
import resource, sys, time
import annotate, pandas, numpy, sqlalchemy, annotate._project.check, annotate._balance
study = sys.argv[1]
held, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
{work}
print(time.perf_counter() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024)
"""


def page(number: int) -> str:
    return " ".join(f"The council of town {number} votes on item {nth}, says the mayor." for nth in range(A_PAGE))


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
                   **of_claim}  # fmt: skip
            decision = {"seq": seq, "decision_id": tag["tag_id"], "coder": coder, "article_id": article_id,
                        "kind": "tag", "decided_at": made, "undoes": None, "undone_by": None}  # fmt: skip
            rows["tags"].append(tag)
            rows["decisions"].append(decision)
            rows["tag_log"].append({"seq": seq, "row": seq, **tag})
    return seq


def measured(work: str, study: Path) -> tuple[float, float]:
    program = MEASURED.format(work=work)
    ran = subprocess.run([sys.executable, "-c", program, str(study)], capture_output=True, text=True, check=True)
    seconds, megabytes = ran.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def main(tags: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sizes = [SMALL, tags]
        studies = [Path(folder) / f"{size}.db" for size in sizes]
        for size, study in zip(sizes, studies, strict=True):
            make(study, size)
        print("| | " + " | ".join(f"{size:,} tags" for size in sizes) + " |")
        print("|---|" + "--:|" * len(sizes))
        for name, work in ROWS.items():
            found = [measured(work, study) for study in studies]
            print(
                f"| {name} | " + " | ".join(f"{seconds:.2f} s, {held:.0f} MB" for seconds, held in found) + " |",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
