"""Reading and balancing a large CSV file of tags, beside pandas reading the two columns that a balance shows.

    python benchmarks/csv_file.py [MEGABYTES]

Each reading has a process of its own, which tells its time (libraries already imported) by the clock and by the
processor, and its peak memory (all of the process, Python and the libraries too). The peer is pandas' fastest reading
of the columns `source` and `label`: its C engine, into categories; its pyarrow engine refuses cells of two lines. The
whole table's peer is pandas reading every column as text. The readings take turns, and the smallest time of each
counts, since other work on the machine only ever adds.
"""

import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from annotate._tags import TAG_COLUMNS

ROUNDS = 5
WORDS = (
    "The council votes on Friday alas it will pass the mayor says and nobody knows, of course, what Kelmouth wants; "
    "l’eau monte à Port-Lessault « rien à craindre » dit la préfète"
).split()
LABELS = ("opinion", "reported_fact", "attributed_claim", "excluded")

SAY = """
took, work = time.perf_counter() - begin, time.process_time() - worked
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, work, int(peak.split()[1]) / 1024)
"""

READINGS = {
    "pandas, two columns": """
import sys, time, pandas
begin, worked = time.perf_counter(), time.process_time()
pandas.read_csv(sys.argv[1], usecols=["source", "label"], dtype="category")
""",
    "annotate, read and balance": """
import sys, time, annotate, pyarrow.csv, scipy.special
from annotate._csv_file.csv_columns import read_counted
begin, worked = time.perf_counter(), time.process_time()
annotate.balance(read_counted(sys.argv[1]))
""",
    "pandas, all 23 columns as text": """
import sys, time, pandas
begin, worked = time.perf_counter(), time.process_time()
pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
""",
    "annotate, read_csv: all 23 columns, exact": """
import sys, time, annotate, pyarrow.csv, pyarrow.compute
annotate.read_csv  # its room is loaded when it is first named
begin, worked = time.perf_counter(), time.process_time()
annotate.read_csv(sys.argv[1])
""",
}


def write(path: Path, megabytes: int) -> tuple[int, int]:
    """Write tags of two coders, as `write_csv` would; give the number of tags and of articles."""
    random.seed(1)
    tags = articles = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(TAG_COLUMNS)
        while file.tell() < megabytes * 1_000_000:
            articles += 1
            rows = article(articles)
            tags += len(rows)
            writer.writerows(rows)
    return tags, articles


def article(nth: int) -> list[list[object]]:
    outlet, day = f"Outlet {nth % 20}", nth % 28 + 1
    about = [outlet, f"A title of some length, number {nth}", "Harriet Vole", f"2026-05-{day:02}"]
    about += [f"https://outlet{nth % 20}.example/2026/05/article-{nth:06}.html", "en"]
    rows: list[list[object]] = []
    start = 0
    for passage in range(30):
        text = ("\n" if passage % 10 == 9 else " ").join(random.choices(WORDS, k=random.randint(8, 32)))
        for coder in ("ana", "ben"):
            label = random.choice(LABELS)
            speaker = ["the mayor", "collective"] if label == "attributed_claim" else ["", ""]
            rows.append(
                [f"{random.getrandbits(128):032x}", f"{outlet}/article-{nth:06}", *about, start, start + len(text),
                 text, label, *speaker, False, False, "", coder, "hand", "", "2026-05-18T08:30:00.000000Z",
                 "media_bias@1", f"{nth:064x}"]
            )  # fmt: skip
        start += len(text) + 1
    return rows


def read(code: str, path: Path) -> tuple[float, ...]:
    """Return the seconds, the processor's seconds and the peak megabytes of one reading."""
    told = subprocess.check_output([sys.executable, "-c", code + SAY, str(path)], text=True)
    return tuple(map(float, told.split()))


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tags.csv"
        tags, articles = write(path, megabytes)
        print(f"{path.stat().st_size / 1e6:.0f} MB, {tags:,} tags by two coders in {articles:,} articles\n")
        found: dict[str, list[tuple[float, ...]]] = {name: [] for name in READINGS}
        for turn in range(ROUNDS):
            for name, code in READINGS.items():
                if turn < 2 or "all 23" not in name:
                    found[name].append(read(code, path))
    floor = [min(column) for column in zip(*found["pandas, two columns"], strict=True)]
    print(f"{'':<44}   clock     ×   processor     ×   peak")
    for name, runs in found.items():
        clock, work = (min(column) for column in list(zip(*runs, strict=True))[:2])
        peak = max(run[2] for run in runs)
        print(f"{name:<44}{clock:>6.2f} s{clock / floor[0]:>6.2f}{work:>10.2f} s{work / floor[1]:>6.2f}{peak:>4.0f} MB")


if __name__ == "__main__":
    main()
