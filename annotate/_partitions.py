"""Tables of many parts, each a Parquet file: read one by one in several processes, resumed where it ended, all told."""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd

from annotate._errors import PassageError
from annotate._whole_file import whole_file

Read = Callable[[pd.DataFrame], pd.DataFrame]

TRIES = 2
"""How often a part is tried; the second time in a process of its own, lest another part ends that process."""

_MADE_OF = b"annotate_made_of"
_NAMED = 5


class Submits(Protocol):
    """What runs a function somewhere and gives a future: an executor, or the client of a Dask cluster."""

    def submit(self, function: Callable[..., Any], *given: Any) -> Any:
        """Run it, and return its future."""
        ...


class Part(NamedTuple):
    """A part to be read: its file, where its result goes, and what makes it, beside the file's own content."""

    source: Path
    target: Path
    made_with: str


def read_parts(
    folder: str | Path, into: str | Path | None, read: Read, made_with: str, workers: int, client: Submits | None
) -> pd.DataFrame:
    """Read each part of a folder into a file of the same name in another, and say of each how it went.

    A result names the content that it was made of: where that is the same, the part is not read again, whatever ended
    the run before. A part is handed on as a path, so that nothing larger than one is in memory, or travels.

    Parameters
    ----------
    folder, into : str or Path
    read : callable
        Makes a part's result; it must be picklable where there are several processes.
    made_with : str
        What the result depends on besides the part: version and options.
    workers : int
        Processes on this machine; one reads in this very process.
    client : Submits, optional
        Runs the parts elsewhere, where the same paths can be read and written.

    Returns
    -------
    DataFrame
        One row per part: ``part``, ``rows``, and ``state``: ``"read"``, or ``"known"`` from an earlier run.

    Raises
    ------
    PassageError
        Where there is no part, or some could not be read; these are named, the others are done and stay.
    """
    from tqdm.auto import tqdm

    parts, target = _parts(folder, into, made_with)
    done: dict[Path, tuple[str, int]] = {}
    failed: dict[Path, str] = {}
    with tqdm(total=len(parts), unit="part", disable=None) as progress:
        for nth in range(TRIES):
            left = [part for part in parts if part.source not in done]
            alone = nth > 0 and client is None and workers > 1
            for part, outcome in _outcomes(left, read, workers, client, alone=alone):
                if isinstance(outcome, str):
                    failed[part.source] = outcome
                else:
                    done[part.source] = outcome
                    failed.pop(part.source, None)
                    progress.update()
    _refuse_failed(failed, len(parts))
    _refuse_left_over(target, parts)
    rows = [(str(part.source), *reversed(done[part.source])) for part in parts]
    return pd.DataFrame(rows, columns=["part", "rows", "state"])


def part_files(folder: str | Path) -> list[Path]:
    """Return a folder's Parquet files, or the one file."""
    path = Path(folder)
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path] if path.is_file() else []


def _parts(folder: str | Path, into: str | Path | None, made_with: str) -> tuple[list[Part], Path]:
    if into is None:
        raise PassageError(f"Say where the parts of {str(folder)!r} are to be written: into='folder'.")
    files, target = part_files(folder), Path(into)
    if not files:
        raise PassageError(f"There is no Parquet file in {str(folder)!r}: pass a folder of them, or a table.")
    root = Path(folder) if Path(folder).is_dir() else Path(folder).parent
    if target.resolve().is_relative_to(root.resolve()):
        raise PassageError(f"into={str(into)!r} lies in the folder that is read: give one beside it.")
    return [Part(file, target / file.relative_to(root), made_with) for file in files], target


def _outcomes(
    parts: list[Part], read: Read, workers: int, client: Submits | None, *, alone: bool
) -> Iterator[tuple[Part, tuple[str, int] | str]]:
    """Return what became of each part: its state and rows, or why it failed."""
    if client is None and workers == 1:
        for part in parts:
            yield part, _outcome(lambda part=part: read_part(read, part))  # type: ignore[misc]
    elif alone:
        for part in parts:
            with _pool(1) as pool:
                yield part, _outcome(pool.submit(read_part, read, part).result)
    else:
        with _pool(workers) if client is None else _kept(client) as pool:
            futures: list[tuple[Part, Future[Any]]] = [(part, pool.submit(read_part, read, part)) for part in parts]
            for part, future in futures:
                yield part, _outcome(future.result)


def _outcome(result: Callable[[], tuple[str, int]]) -> tuple[str, int] | str:
    try:
        return result()
    except BrokenExecutor:
        return "the process that read it ended (killed, or out of memory)"
    # Whatever is wrong with one part, the others are read.
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"


def _pool(workers: int) -> Executor:
    # Started afresh, not copied: a notebook's kernel runs threads, whose locks a copy would inherit.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


@contextmanager
def _kept(client: Submits) -> Iterator[Submits]:
    yield client


def read_part(read: Read, part: Part) -> tuple[str, int]:
    """Read one part into its file, unless that was made of the same; return its state and rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made_of = hashlib.sha256(part.source.read_bytes() + part.made_with.encode()).hexdigest().encode()
    if part.target.exists():
        known = pq.read_metadata(part.target)
        if (known.metadata or {}).get(_MADE_OF) == made_of:
            return "known", known.num_rows
    table = pa.Table.from_pandas(read(pd.read_parquet(part.source)), preserve_index=False)
    part.target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(part.target) as file:
        pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), _MADE_OF: made_of}), file)
    return "read", table.num_rows


def with_columns_of(found: pd.DataFrame, given: pd.DataFrame, but: Iterable[str]) -> pd.DataFrame:
    """Add to what was made of articles (or passages) their further columns, so that these can make groups."""
    names = [name for name in given.columns if name not in {*but, *found.columns}]
    of = given.drop_duplicates("article_id").set_index("article_id")[names]
    return found.join(of, on="article_id")


def _refuse_failed(failed: dict[Path, str], parts: int) -> None:
    if failed:
        named = "; ".join(f"{source} ({reason})" for source, reason in [*failed.items()][:_NAMED])
        raise PassageError(
            f"{len(failed)} of {parts} parts could not be read in {TRIES} tries: {named}. The others are done, and "
            "stay: correct or remove these, and call again."
        )


def _refuse_left_over(target: Path, parts: list[Part]) -> None:
    """Refuse results of parts that are no more: they would be counted with the others."""
    left = sorted({*part_files(target)} - {part.target for part in parts})
    if left:
        raise PassageError(
            f"{target} also holds {left[0].name} and {len(left) - 1} other file(s) that no part makes: take them away, "
            "or give a folder of its own (into=)."
        )
