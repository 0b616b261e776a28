"""Tables of tags of any size: of Parquet files, here or in an object store, or a Dask DataFrame's, part by part."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from annotate._counting.joined_parts import joined, parted
from annotate._counting.tally import tallied
from annotate._errors import AnnotateError, BalanceError
from annotate._places import Place, is_dask

COUNTED = ("article_id", "start", "end", "label", "coder", "origin", "codebook", "published", "weight", "stratum",
           "cluster", "population")  # fmt: skip
"""The columns that counting reads where a table has them, besides those that are asked for by name."""

NEEDED = ("article_id", "start", "end", "label")

_REPEATED = ("label", "coder", "origin", "codebook", "source", "language", "published", "stratum", "article_id")
"""Read as codes to a few names: an article's passages all have its."""

ROWS = 1 << 20
"""How many rows are read at once, about, by each of as many threads as there are processors."""


Part = Callable[..., pd.DataFrame]
"""Reads one part, less what its rows need not say; given articles are left as they are."""


def as_table(given: Any, names: Iterable[Any], what: str = "tags", *, is_whole: bool = False) -> Any:
    """Return what is counted of a table that lies elsewhere; anything else as it is.

    Parameters
    ----------
    given : str, Path, Dask DataFrame or any other
        A path, or an object store's address, of a Parquet file or a folder of them: each is a part of one table, an
        empty one too. Of a Dask DataFrame each partition is one.
    names : iterable
        Further columns to read, where there are any; what is no text is passed over.
    what : str
        What its rows are.
    is_whole : bool
        Whether every row is needed, with its place. Otherwise rows that count alike are joined (`tallied`), so that
        nothing larger than a part is in memory but what each article counts.

    Raises
    ------
    BalanceError
        Where there is no such file, or a part has not the columns of the others.
    """
    wanted = [*dict.fromkeys([*COUNTED, *(name for name in names if isinstance(name, str))])]
    if isinstance(given, str | Path):
        parts = _of_files(Place.of(given), wanted, what)
    elif is_dask(given):
        parts = _of_dask(given, wanted, is_whole=is_whole)
    else:
        return given
    if is_whole or not all(name in parts.columns for name in NEEDED):
        return joined(parts.read(parts.each))
    table, split = _tallied(parts)
    # Of articles in several parts, what their tags weigh shows only where they are together.
    return table if not len(split) else _tallied(parts, split)[0]


def _tallied(parts: "Parts", as_they_are: Collection[str] = ()) -> tuple[pd.DataFrame, Any]:
    """Return the table of all parts, and the articles in several of them of which rows were joined."""
    found = parts.read([partial(part, is_tallied=True, as_they_are=as_they_are) for part in parts.each])
    sizes = [len(part) for part in found]
    table = joined(found)
    return table, parted(sizes, table)


class Parts(NamedTuple):
    """The parts of a table: how each is read, and what reads several of them."""

    each: Sequence[Part]
    columns: Collection[str]
    read: Callable[[Sequence[Part]], list[pd.DataFrame]]


def _of_dask(given: Any, wanted: list[str], *, is_whole: bool) -> Parts:
    import dask

    columns = [name for name in wanted if name in given.columns]
    pieces = given[columns].to_delayed()
    each = [partial(_later, piece) for piece in pieces]
    return Parts(each, columns, lambda parts: list(dask.compute(*(part() for part in parts))))


def _later(piece: Any, **asked: Any) -> Any:
    import dask

    return dask.delayed(_of_partition)(piece, **asked)


def _of_partition(table: pd.DataFrame, *, is_tallied: bool = False, as_they_are: Collection[str] = ()) -> pd.DataFrame:
    """Return a partition with its names as codes, so that little travels."""
    names = [name for name in _REPEATED if name in table.columns]
    coded = table.astype(dict.fromkeys(names, "category"))
    return tallied(coded, as_they_are) if is_tallied else coded.reset_index(drop=True)


def _of_files(place: Place, wanted: list[str], what: str) -> Parts:
    files = _files(place, what)
    columns, pieces = _pieces(files, wanted, place)
    return Parts([partial(_of_piece, *piece, columns) for piece in pieces], columns, _side_by_side)


def _side_by_side(parts: Sequence[Part]) -> list[pd.DataFrame]:
    import pyarrow as pa

    # Threads do: Arrow and numpy let go of Python while they read and count.
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1) or 1) as pool:
        found = list(pool.map(lambda part: part(), parts))
    pa.default_memory_pool().release_unused()
    return found


def _of_piece(
    file: Place, groups: list[int], columns: list[str], *, is_tallied: bool = False, as_they_are: Collection[str] = ()
) -> pd.DataFrame:
    """Read some row groups of a file."""
    import pyarrow.parquet as pq

    repeated = [name for name in columns if name in _REPEATED]
    with pq.ParquetFile(file.open(), read_dictionary=repeated) as opened:
        read = opened.read_row_groups(groups, columns=columns, use_threads=False)
    table: pd.DataFrame = read.unify_dictionaries().to_pandas(split_blocks=True)
    return tallied(table, as_they_are) if is_tallied else table


def _files(place: Place, what: str) -> list[Place]:
    try:
        files = place.files()
    except AnnotateError as error:
        raise BalanceError(str(error)) from error
    if not files:
        raise BalanceError(
            f"A table of {what} is needed (a DataFrame, a Parquet file, or a folder of such files), not a str or Path "
            f"at which there is none: {place.shown!r}."
        )
    return files


def _pieces(files: list[Place], wanted: list[str], whole: Place) -> tuple[list[str], list[tuple[Place, list[int]]]]:
    """Return the columns to read, and the row groups that are read at once."""
    pieces: list[tuple[Place, list[int]]] = []
    schemas: list[Any] = []
    columns: list[str] = []
    for file in files:
        schema, rows = _described(file)
        columns = columns if schemas else [name for name in wanted if name in schema.names]
        _check_columns(file, files[0], schema.names, columns, wanted)
        schemas.append(schema)
        pieces += [(file, groups) for groups in _groups(rows)]
    _check_kinds(schemas, columns, whole)
    return columns, pieces


def _groups(rows: list[int]) -> list[list[int]]:
    """Put row groups together until they hold enough rows; a file of no rows is one piece too."""
    found: list[list[int]] = [[]]
    held = 0
    for number, many in enumerate(rows):
        if held and held + many > ROWS:
            found.append([])
            held = 0
        found[-1].append(number)
        held += many
    return found


def _described(file: Place) -> tuple[Any, list[int]]:
    """Return a file's schema, and how many rows each of its groups has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.open()) as opened:
            about = opened.metadata
            return opened.schema_arrow, [about.row_group(number).num_rows for number in range(about.num_row_groups)]
    except pa.ArrowInvalid as error:
        raise BalanceError(
            f"{file.shown} is no whole Parquet file ({error}): write it again, or take it away."
        ) from error


def _check_columns(part: Place, first: Place, names: list[str], columns: list[str], wanted: Iterable[str]) -> None:
    differs = set(columns) ^ {name for name in wanted if name in names}
    if differs:
        raise BalanceError(
            f"{part.shown} and {first.shown} are not parts of one table: only one of them has the column "
            f"{min(differs)!r}. Write the one that differs again, or take it away."
        )


def _check_kinds(schemas: list[Any], columns: list[str], whole: Place) -> None:
    import pyarrow as pa

    try:
        pa.unify_schemas([pa.schema([_plain(schema.field(name)) for name in columns]) for schema in schemas],
                         promote_options="permissive")  # fmt: skip
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise BalanceError(
            f"The parts of {whole.shown} do not hold the same kinds of values: {error}. Write the one that differs "
            "again."
        ) from error


def _plain(field: Any) -> Any:
    """Return a column's kind, whether its values are written as codes or not."""
    import pyarrow as pa

    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return pa.field(field.name, pa.string() if is_text else kind)
