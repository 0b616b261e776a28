"""The columns of a large CSV file of tags that counting needs: read a piece at a time, and kept small."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from annotate._counting.design import DRAWN
from annotate._csv_file.csv_file import read_csv
from annotate._csv_file.protected_cells import unprotect
from annotate._csv_file.row_count import check_count
from annotate._csv_file.whole_columns import header_of
from annotate._exact_text import TEXT, unescape
from annotate._tags import TAG_COLUMNS

COUNTED = ("article_id", "source", "start", "end", "label", "coder", "origin", "codebook")
"""What `annotate.balance` and `annotate.agreement` look at."""

_PIECE = 1 << 18
"""Bytes read at once: more is hardly quicker, and needs more memory."""

_TOGETHER = 32
"""Pieces whose texts are looked up at once."""

_MADE_OF = {"month": "published", "pair": "coder"}
"""What is no column of its own, and the one that it is made of."""


def read_counted(path: str | Path, by: str | Sequence[str] = "source") -> pd.DataFrame:
    """Read what counting needs of a CSV file that `annotate.write_csv` wrote.

    It takes about as long as pandas takes to read two columns, and a fifteenth of the memory of the whole table.

    Parameters
    ----------
    path : str or Path
    by : str or list of str
        Columns that shall be grouped by, beside those of `COUNTED`.

    Returns
    -------
    DataFrame
        A part of what `annotate.read_csv` returns: texts as categoricals, for `annotate.balance`, `annotate.compare` or
        `annotate.agreement`. Where the file is not as `write_csv` leaves it, the whole of what `read_csv` makes of it.

    Raises
    ------
    TagError
        As `annotate.read_csv` does.

    Examples
    --------
    >>> import tempfile, annotate
    >>> path = Path(tempfile.mkdtemp()) / "tags.csv"
    >>> _ = annotate.write_csv(annotate.read_csv("data/sample_tags.csv"), path)
    >>> annotate.balance(read_counted(path)).equals(annotate.balance(annotate.read_csv(path)))
    True
    """
    names = {_MADE_OF.get(name, name) for name in ([by] if isinstance(by, str) else by)}
    wanted = [name for name in TAG_COLUMNS if name in {*COUNTED, *names}]
    kinds = {TAG_COLUMNS[name] for name in wanted}
    if names <= TAG_COLUMNS.keys() and kinds <= {"text", "category", "integer"} and _is_whole(path):
        from pyarrow import ArrowException

        try:
            found = _read(path, wanted, names)
        except (ArrowException, UnicodeDecodeError):
            pass  # the exact reader says in a sentence what is wrong, or copes with it
        else:
            check_count(path, len(found))
            return found
    return read_csv(path)


def _is_whole(path: str | Path) -> bool:
    """Whether a file is as `write_csv` leaves it, and no column says how articles were drawn."""
    try:
        names = header_of(Path(path))
    except OSError:
        return False
    return bool(names) and not {*DRAWN.values()} & {*names}


def _read(path: str | Path, wanted: list[str], by: set[str]) -> pd.DataFrame:
    codes: dict[str, list[Any]] = {name: [] for name in wanted}
    known: dict[str, dict[str, int]] = {name: {} for name in wanted}
    for table in _tables(path, wanted):
        for name in wanted:
            column = table.column(name)
            codes[name].append(_narrow(column) if TAG_COLUMNS[name] == "integer" else _codes(column, known[name]))
    # Articles stay in the order of the file, where their tags stand together, unless somebody will see that order.
    in_order = {name: name != "article_id" or name in by for name in wanted}
    return pd.DataFrame({name: _column(codes.pop(name), known[name], in_order[name]) for name in wanted}, copy=False)


def _tables(path: str | Path, wanted: list[str]) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import csv

    text = pa.dictionary(pa.int32(), pa.string())
    kinds = {name: pa.int64() if TAG_COLUMNS[name] == "integer" else text for name in wanted}
    with csv.open_csv(
        path,
        read_options=csv.ReadOptions(block_size=_PIECE),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(include_columns=wanted, column_types=kinds, null_values=[]),
    ) as reader:
        while batches := list(islice(reader, _TOGETHER)):
            yield pa.Table.from_batches(batches)
            del batches
            pa.default_memory_pool().release_unused()  # else what was read piles up faster than it is given back


def _narrow(column: Any) -> Any:
    numbers = column.to_numpy()
    return numbers.astype(np.int32) if numbers.max(initial=0) <= np.iinfo(np.int32).max else numbers


def _codes(column: Any, known: dict[str, int]) -> Any:
    """Return each cell a number, the same in every piece."""
    found = column.unify_dictionaries().combine_chunks()
    codes = np.array([known.setdefault(cell, len(known)) for cell in found.dictionary.to_pylist()])
    return codes.astype(np.min_scalar_type(-len(known)))[found.indices.to_numpy()]


def _column(parts: list[Any], known: dict[str, int], in_order: bool) -> Any:
    codes = np.concatenate([np.zeros(0, dtype=np.int8), *parts])
    if not known:
        return codes
    cells = [unescape(unprotect(cell)) for cell in known]
    values = sorted(set(cells)) if in_order else list(dict.fromkeys(cells))
    place = {value: number for number, value in enumerate(values)}
    places = np.array([place[cell] for cell in cells], dtype=codes.dtype)
    return pd.Categorical.from_codes(places[codes], pd.Index(values, dtype=TEXT))
