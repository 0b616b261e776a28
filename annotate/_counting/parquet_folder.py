"""Tables of tags of any size: of Parquet files, here or in an object store, or a Dask DataFrame's, part by part."""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from annotate._counting.arrow_codes import arrows
from annotate._counting.joined_parts import joined_as_they_come, parted
from annotate._counting.tally import tallied
from annotate._errors import AnnotateError, BalanceError
from annotate._partitions import Submits
from annotate._places import Place, is_dask

COUNTED = ("article_id", "start", "end", "label", "coder", "origin", "codebook", "published", "weight", "stratum",
           "cluster", "population")  # fmt: skip
"""The columns that counting reads where a table has them, besides those that are asked for by name."""

NEEDED = ("article_id", "start", "end", "label")

_REPEATED = ("label", "coder", "origin", "codebook", "source", "language", "published", "stratum", "article_id")
"""Read as codes to a few names: an article's passages all have its."""

_EXACT = 16
"""Bytes up to which every writer of Parquet says a least and a greatest text in full."""

ROWS = 1 << 20
"""How many rows are read at once, about, by each of as many threads as there are processors."""


Part = Callable[..., pd.DataFrame]
"""Reads one part, less what its rows need not say; given articles are left as they are."""


def as_table(
    given: Any,
    names: Iterable[Any],
    what: str = "tags",
    *,
    is_whole: bool = False,
    client: Submits | None = None,
) -> Any:
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
    client : Submits, optional
        Reads and joins the parts elsewhere, where the same paths can be read: only what is joined travels back.

    Raises
    ------
    BalanceError
        Where there is no such file, or a part has not the columns of the others.
    """
    wanted = [*dict.fromkeys([*COUNTED, *(name for name in names if isinstance(name, str))])]
    if isinstance(given, str | Path):
        parts = _of_files(Place.of(given), wanted, what, client)
    elif is_dask(given):
        parts = _of_dask(given, wanted, client)
    else:
        return given
    if is_whole or not all(name in parts.columns for name in NEEDED):
        return joined_as_they_come(parts.read(parts.each))[0]
    table, split = _tallied(parts)
    # Of articles in several parts, what their tags weigh shows only where they are together.
    return table if not len(split) else _tallied(parts, split)[0]


def _tallied(parts: "Parts", as_they_are: Collection[str] = ()) -> tuple[pd.DataFrame, Any]:
    """Return the table of all parts, and the articles in several of them of which rows were joined."""
    found = parts.read([partial(part, is_tallied=True, as_they_are=as_they_are) for part in parts.each])
    table, sizes = joined_as_they_come(found)
    return table, parted(sizes, table)


class Parts(NamedTuple):
    """The parts of a table: how each is read, and what reads several of them."""

    each: Sequence[Part]
    columns: Collection[str]
    read: Callable[[Sequence[Part]], Iterable[pd.DataFrame]]


def _of_dask(given: Any, wanted: list[str], client: Submits | None) -> Parts:
    import dask

    columns = [name for name in wanted if name in given.columns]
    pieces = given[columns].to_delayed()
    each = [partial(_later, piece) for piece in pieces]
    return Parts(each, columns, lambda parts: list(dask.compute(*(part() for part in parts), scheduler=client)))


def _later(piece: Any, **asked: Any) -> Any:
    import dask

    return dask.delayed(_of_partition)(piece, **asked)


def _of_partition(table: pd.DataFrame, *, is_tallied: bool = False, as_they_are: Collection[str] = ()) -> pd.DataFrame:
    """Return a partition with its names as codes, so that little travels."""
    names = [name for name in _REPEATED if name in table.columns]
    coded = table.astype(dict.fromkeys(names, "category"))
    return tallied(coded, as_they_are) if is_tallied else coded.reset_index(drop=True)


def _of_files(place: Place, wanted: list[str], what: str, client: Submits | None) -> Parts:
    files = _files(place, what)
    columns, pieces = _pieces(files, wanted, place)
    return Parts(
        [partial(_of_piece, *piece, columns) for piece in pieces], columns, partial(_side_by_side, client=client)
    )


def _side_by_side(parts: Sequence[Part], client: Submits | None) -> Iterator[pd.DataFrame]:
    import pyarrow as pa

    if client is not None:
        futures = deque(client.submit(part) for part in parts)
        while futures:
            yield futures.popleft().result()  # and is let go of, there too
        return
    # Threads do: Arrow and numpy let go of Python while they read and count.
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1) or 1) as pool:
        yield from pool.map(lambda part: part(), parts)
    pa.default_memory_pool().release_unused()


def _of_piece(
    file: Place, groups: list[int], columns: list[str], *, is_tallied: bool = False, as_they_are: Collection[str] = ()
) -> pd.DataFrame:
    """Read some row groups of a file."""
    import pyarrow.parquet as pq

    repeated = [name for name in columns if name in _REPEATED]
    with pq.ParquetFile(file.open(), read_dictionary=repeated) as opened:
        same = _said_of_all(opened, groups, repeated)
        others = [name for name in columns if name not in same]
        read = opened.read_row_groups(groups, columns=others, use_threads=False)
    table = _with_codes(read.unify_dictionaries())
    found = tallied(table, as_they_are) if is_tallied else table
    zeros = np.zeros(len(found), dtype=np.int8)
    return found.assign(**{name: pd.Categorical.from_codes(zeros, pd.Index([value])) for name, value in same.items()})


def _said_of_all(opened: Any, groups: list[int], names: list[str]) -> dict[str, str]:
    """Return the columns that say one thing in all rows of some row groups, by what the file says of these.

    Such are the coder, the origin and the codebook of a machine's table: there is nothing to read.
    """
    places = {opened.metadata.schema.column(nth).path: nth for nth in range(opened.metadata.num_columns)}
    found: dict[str, str] = {}
    for name in names:
        ends = {end for group in groups for end in _ends(opened.metadata.row_group(group).column(places[name]))}
        value = next(iter(ends)) if len(ends) == 1 else None
        if name != "article_id" and isinstance(value, str) and len(value.encode(errors="replace")) <= _EXACT:
            found[name] = value
    return found


def _ends(column: Any) -> set[Any]:
    """Return the least and the greatest value of a column's chunk; None where it does not say, or lacks some."""
    said = column.statistics
    return {None} if said is None or not said.has_min_max or said.null_count != 0 else {said.min, said.max}


def _with_codes(read: Any) -> pd.DataFrame:
    """Return what Arrow read as a table, in which the articles' names stay as they are."""
    import pyarrow as pa

    if "article_id" not in read.column_names or not pa.types.is_dictionary(read.schema.field("article_id").type):
        plain: pd.DataFrame = read.to_pandas(split_blocks=True, ignore_metadata=True)
        return plain
    # What an index was before it was written is no matter here.
    table: pd.DataFrame = read.drop_columns(["article_id"]).to_pandas(split_blocks=True, ignore_metadata=True)
    table.insert(0, "article_id", arrows(read["article_id"]))
    return table


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
