"""Tables of many parts: read one by one in several processes or on a cluster, resumed where it ended, all told."""

import hashlib
import io
import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd

from annotate._errors import PassageError
from annotate._places import ENDING, Place, Table, is_dask

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
    """A part to be read: its file (or a Dask DataFrame's partition), where its result goes, and what else makes it."""

    source: Any
    target: Place
    made_with: str
    name: str


def read_parts(
    folder: Table, into: str | Path | None, read: Read, made_with: str, workers: int, client: Submits | None
) -> pd.DataFrame:
    """Read each part of a folder into a file of the same name in another, and say of each how it went.

    A result names the content that it was made of: where that is the same, the part is not read again, whatever ended
    the run before. A part is handed on as a path, so that nothing larger than one is in memory, or travels.

    Parameters
    ----------
    folder : str, Path or Dask DataFrame
        A folder of Parquet files, an object store's address of one, or a table of which each partition is a part.
    into : str or Path
        A folder, or an address.
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
    done: dict[str, tuple[str, int]] = {}
    failed: dict[str, str] = {}
    with tqdm(total=len(parts), unit="part", disable=None) as progress:
        for nth in range(TRIES):
            left = [part for part in parts if part.name not in done]
            alone = nth > 0 and client is None and workers > 1
            for part, outcome in _outcomes(left, read, workers, client, alone=alone):
                if isinstance(outcome, str):
                    failed[part.name] = outcome
                else:
                    done[part.name] = outcome
                    failed.pop(part.name, None)
                    progress.update()
    _refuse_failed(failed, len(parts))
    _refuse_left_over(target, parts)
    rows = [(part.name, *reversed(done[part.name])) for part in parts]
    return pd.DataFrame(rows, columns=["part", "rows", "state"])


def tables_of(given: Any, names: Iterable[str]) -> list[Callable[[], pd.DataFrame]]:
    """Return what reads each part of a folder, an address or a Dask DataFrame: of some columns, those that it has.

    Raises
    ------
    PassageError
        Where there is no part.
    """
    if is_dask(given):
        held = given[[name for name in names if name in given.columns]]
        return [piece.compute for piece in held.to_delayed()]
    if not isinstance(given, str | Path):
        raise PassageError(f"Give a table, a folder of Parquet files or its address, not a {type(given).__name__}.")
    place = Place.of(given)
    files = place.files()
    if not files:
        raise PassageError(f"There is no Parquet file in {place.shown!r}: pass a folder of them, or a table.")
    return [partial(_columns, file, tuple(names)) for file in files]


def _columns(file: Place, names: tuple[str, ...]) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.open()) as opened:
            table: pd.DataFrame = opened.read([name for name in names if name in opened.schema_arrow.names]).to_pandas()
    except pa.ArrowInvalid as error:
        raise PassageError(
            f"{file.shown} is no whole Parquet file ({error}): write it again, or take it away."
        ) from error
    return table


def _parts(given: Any, into: str | Path | None, made_with: str) -> tuple[list[Part], Place]:
    shown = f"{given!r}" if is_dask(given) else repr(Place.of(given).shown)
    if into is None:
        raise PassageError(f"Say where the parts of {shown} are to be written: into='folder'.")
    target = Place.of(into)
    if is_dask(given):
        pieces = given.to_delayed()
        names = [f"part-{nth:05}{ENDING}" for nth in range(len(pieces))]
        return [
            Part(one, target.beside(name), made_with, name) for one, name in zip(pieces, names, strict=True)
        ], target
    place = Place.of(given)
    files = place.files()
    if not files:
        raise PassageError(f"There is no Parquet file in {shown}: pass a folder of them, or a table.")
    if target.is_within(place if files != [place] else place.folder):
        raise PassageError(f"into={target.shown!r} lies in the folder that is read: give one beside it.")
    return [Part(file, target.beside(file.inner or file.last), made_with, file.shown) for file in files], target


def _outcomes(
    parts: list[Part], read: Read, workers: int, client: Submits | None, *, alone: bool
) -> Iterator[tuple[Part, tuple[str, int] | str]]:
    """Return what became of each part: its state and rows, or why it failed."""
    if client is None and (workers == 1 or (parts and not isinstance(parts[0].source, Place))):
        for part in parts:
            yield part, _outcome(lambda part=part: read_part(read, part))  # type: ignore[misc]
    elif alone:
        for part in parts:
            with _pool(1) as pool:
                yield part, _outcome(pool.submit(read_part, read, part).result)
    else:
        with _pool(workers) if client is None else _kept(client) as pool:
            futures: list[tuple[Part, Future[Any]]] = [(part, _submitted(pool, read, part)) for part in parts]
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


def _submitted(pool: Any, read: Read, part: Part) -> Any:
    """Hand a part on; a partition of a Dask DataFrame is made where it is read."""
    if isinstance(part.source, Place):
        return pool.submit(read_part, read, part)
    import dask

    return pool.compute(dask.delayed(_read_partition)(read, part._replace(source=None), part.source))


def _read_partition(read: Read, part: Part, table: pd.DataFrame) -> tuple[str, int]:
    return read_part(read, part._replace(source=table))


def read_part(read: Read, part: Part) -> tuple[str, int]:
    """Read one part into its file, unless that was made of the same; return its state and rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    content, table = _content(part.source)
    made_of = hashlib.sha256(content + part.made_with.encode()).hexdigest().encode()
    known = _known(part.target)
    if known is not None and (known.metadata or {}).get(_MADE_OF) == made_of:
        return "known", int(known.num_rows)
    found = pa.Table.from_pandas(read(table()), preserve_index=False)
    written = pa.BufferOutputStream()
    pq.write_table(found.replace_schema_metadata({**(found.schema.metadata or {}), _MADE_OF: made_of}), written)
    part.target.write(written.getvalue().to_pybytes())
    return "read", found.num_rows


def _content(source: Any) -> tuple[bytes, Callable[[], pd.DataFrame]]:
    """Return what a part holds, to know it again, and what makes a table of it."""
    if isinstance(source, Place):
        content = source.read()
        return content, lambda: pd.read_parquet(io.BytesIO(content))
    table: pd.DataFrame = (source.compute() if hasattr(source, "compute") else source).reset_index(drop=True)
    names = json.dumps([[str(name), str(kind)] for name, kind in table.dtypes.items()])
    return names.encode() + pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes(), lambda: table


def _known(target: Place) -> Any:
    """Return what is said of a result that is there; None where there is none, or a torn one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not target.exists():
        return None
    try:
        return pq.read_metadata(target.open())
    except (pa.ArrowInvalid, OSError):
        return None


def with_columns_of(found: pd.DataFrame, given: pd.DataFrame, but: Iterable[str]) -> pd.DataFrame:
    """Add to what was made of articles (or passages) their further columns, so that these can make groups."""
    names = [name for name in given.columns if name not in {*but, *found.columns}]
    of = given.drop_duplicates("article_id").set_index("article_id")[names]
    return found.join(of, on="article_id")


def _refuse_failed(failed: dict[str, str], parts: int) -> None:
    if failed:
        named = "; ".join(f"{source} ({reason})" for source, reason in [*failed.items()][:_NAMED])
        raise PassageError(
            f"{len(failed)} of {parts} parts could not be read in {TRIES} tries: {named}. The others are done, and "
            "stay: correct or remove these, and call again."
        )


def _refuse_left_over(target: Place, parts: list[Part]) -> None:
    """Refuse results of parts that are no more: they would be counted with the others."""
    left = sorted({one.shown for one in target.files()} - {part.target.shown for part in parts})
    if left:
        first = left[0].rpartition("/")[2]
        raise PassageError(
            f"{target.shown} also holds {first} and {len(left) - 1} other file(s) that no part makes: take them away, "
            "or give a folder of its own (into=)."
        )
