"""Counting an archive's tags in Parquet: `annotate.balance` beside the bare counts of DuckDB and Polars.

    python benchmarks/archive_counts.py 50 FOLDER    so many million tags, a file each; made in the folder if not there

Each runs in a process of its own, twice in turn. DuckDB and Polars (`pip install duckdb polars`) are asked for the
counts of each article and label only; `balance` also checks every tag and makes intervals.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS, A_PAGE = 1_000_000, 20
LABELS = ["opinion", "reported_fact", "attributed_claim", "excluded"]


def make(folder: Path, files: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(files):
        if not (folder / f"{number:03}.parquet").exists():
            pq.write_table(_part(number), folder / f"{number:03}.parquet")


def _part(number: int) -> pa.Table:
    rng, articles = np.random.default_rng(number), ROWS // A_PAGE
    length = rng.integers(40, 260, (articles, A_PAGE))
    start = (np.cumsum(length, axis=1) - length).ravel()
    own = rng.dirichlet([1, 2, 1.2, 0.2], articles).cumsum(axis=1)
    label = (rng.random((articles, A_PAGE, 1)) > own[:, None, :]).sum(axis=2).ravel().clip(0, 3)
    ids = [f"a{number:03}{nth:06}" for nth in range(articles)]
    outlet = rng.integers(0, 40, articles).repeat(A_PAGE)
    return pa.table({
        "article_id": _named(ids, np.arange(articles).repeat(A_PAGE)),
        "source": _named([f"Outlet {nth:02}" for nth in range(40)], outlet),
        "start": start, "end": start + length.ravel() - 1, "label": _named(LABELS, label),
        **{name: _named([value], np.zeros(ROWS, dtype=int)) for name, value in
           (("coder", "rules"), ("origin", "import"), ("codebook", "media_bias@1"))},
    })  # fmt: skip


def _named(names: list[str], codes: np.ndarray) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(names)).cast(pa.string())


def balance(folder: str) -> None:
    import annotate

    annotate.balance(folder)


def duckdb(folder: str) -> None:
    import duckdb

    counts = f"select source, article_id, label, count(*) from '{folder}/*.parquet' group by all"
    for _ in duckdb.sql(counts).to_arrow_reader():
        pass


def polars(folder: str) -> None:
    import polars

    tags = polars.scan_parquet(f"{folder}/*.parquet")
    tags.group_by("source", "article_id", "label").len().collect(engine="streaming")


WAYS = {"balance": balance, "duckdb": duckdb, "polars": polars}


def main(files: int, folder: Path) -> None:
    make(folder, files)
    print("| | seconds | of the processor | most memory, MB |\n|---|---:|---:|---:|")
    for name in [*WAYS, *WAYS]:
        subprocess.run([sys.executable, __file__, name, str(folder)], check=False)


if __name__ == "__main__":
    if sys.argv[1] in WAYS:
        began = time.perf_counter()
        WAYS[sys.argv[1]](sys.argv[2])
        used = resource.getrusage(resource.RUSAGE_SELF)
        processor = used.ru_utime + used.ru_stime
        print(f"| {sys.argv[1]} | {time.perf_counter() - began:.1f} | {processor:.1f} | {used.ru_maxrss / 1024:.0f} |")
    else:
        main(int(sys.argv[1]), Path(sys.argv[2]))
