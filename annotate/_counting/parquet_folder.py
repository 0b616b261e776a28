"""Tables of tags that lie in Parquet files: only what is counted is read, never the texts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from annotate._errors import BalanceError

COUNTED = ("article_id", "start", "end", "label", "coder", "origin", "codebook", "published", "weight", "stratum",
           "cluster", "population")  # fmt: skip
"""The columns that counting reads where a table has them, besides those that are asked for by name."""

_REPEATED = ("label", "coder", "origin", "codebook", "source", "language", "published", "stratum", "article_id")
"""Read as codes to a few names: an article's passages all have its."""


def as_table(given: Any, names: Iterable[Any], what: str = "tags") -> Any:
    """Return what is counted of a Parquet file, or a folder of them; anything else as it is.

    Parameters
    ----------
    given : str, Path or any other
        A path: each file is a part of one table, an empty one too.
    names : iterable
        Further columns to read, where there are any; what is no text is passed over.

    Raises
    ------
    BalanceError
        Where there is no such file, or a part has not the columns of the others.
    """
    if not isinstance(given, str | Path):
        return given
    parts = _parts(Path(given), what)
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = dict.fromkeys([*COUNTED, *(name for name in names if isinstance(name, str))])
    columns = [name for name in wanted if name in pq.read_schema(parts[0]).names]
    tables = []
    for part in parts:
        _check_columns(part, parts[0], columns, wanted)
        table = pq.read_table(part, columns=columns, read_dictionary=[name for name in columns if name in _REPEATED])
        tables.append(table)
    try:
        whole = pa.concat_tables(tables, promote_options="default").unify_dictionaries()
    except pa.ArrowInvalid as error:
        raise BalanceError(
            f"The parts of {given} do not hold the same kinds of values: {error}. Write the one that differs again."
        ) from error
    return _plain(whole.to_pandas())


def _parts(path: Path, what: str) -> list[Path]:
    parts = sorted(path.rglob("*.parquet")) if path.is_dir() else [path] if path.is_file() else []
    if not parts:
        raise BalanceError(
            f"A table of {what} is needed (a DataFrame, a Parquet file, or a folder of such files), not a str or Path "
            f"at which there is none: {str(path)!r}."
        )
    return parts


def _check_columns(part: Path, first: Path, columns: list[str], wanted: Iterable[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_schema(part).names
    except pa.ArrowInvalid as error:
        raise BalanceError(f"{part} is no whole Parquet file ({error}): write it again, or take it away.") from error
    differs = set(columns) ^ {name for name in wanted if name in found}
    if differs:
        raise BalanceError(
            f"{part} and {first} are not parts of one table: only one of them has the column {min(differs)!r}. Write "
            "the one that differs again, or take it away."
        )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Sort the names behind codes, as a tag table has them, so that groups come in order."""
    for name in table.columns:
        if isinstance(table[name].dtype, pd.CategoricalDtype):
            column = table[name].cat.remove_unused_categories()
            table[name] = column.cat.reorder_categories(sorted(column.cat.categories))
    return table
