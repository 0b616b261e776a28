"""A CSV file that is as `write_csv` left it, read column by column and not row by row: as quick as it can be had.

Whatever else the file may be (saved again by a spreadsheet, cut off, changed by hand) is left to the reader of rows,
which reads it exactly or says in a sentence what is wrong.
"""

import csv
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from annotate._csv_file.dates import is_local
from annotate._csv_file.protected_cells import unprotect
from annotate._exact_text import SUB, TEXT, unescape
from annotate._tags import TAG_COLUMNS, tried

BOM = "\ufeff"
_PIECE = 1 << 18
"""Bytes looked at together: they stay in the processor's cache."""


def header_of(path: Path) -> list[str]:
    """Return the names in the first line of a file of `write_csv`; none where it is no such file, or has no end."""
    if not path.stat().st_size:
        return []
    with path.open("rb") as file:
        first = file.readline().decode("utf-8", "replace")
        file.seek(-1, os.SEEK_END)
        names = next(csv.reader([first.removeprefix(BOM)]), [])
        is_ours = names[: len(TAG_COLUMNS)] == list(TAG_COLUMNS) and len(set(names)) == len(names)
        return names if is_ours and file.read() == b"\n" else []


def read_whole(path: Path) -> pd.DataFrame | None:
    """Return a file's columns, the tag table's typed and its variables' cells as they stand; None where it is another.

    Raises
    ------
    OSError
    """
    from pyarrow import ArrowException

    try:
        names = header_of(path)
        return _read(path, names) if names else None
    except (ArrowException, csv.Error, KeyError, ValueError):  # a name with a line end is another one here
        return None


def _read(path: Path, names: list[str]) -> pd.DataFrame | None:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    kinds = {name: pa.dictionary(pa.int32(), pa.string()) for name in names}
    kinds |= {name: pa.string() for name in ("tag_id", "text", "note")}
    kinds |= {name: pa.int64() for name in ("start", "end")}
    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(use_threads=False),  # more of them work longer, and hardly end sooner
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(column_types=kinds, null_values=[], strings_can_be_null=False),
    )
    # Arrow reads on where a quotation mark stands astray: then some separator does not.
    separators, has_escapes = _look_at(path)
    if separators != (len(names) - 1) * (table.num_rows + 1):
        return None
    columns = {name: _column(table.column(name), name, has_escapes) for name in names}
    return None if any(column is None for column in columns.values()) else pd.DataFrame(columns, copy=False)


def _look_at(path: Path) -> tuple[int, bool]:
    """Count the separators of a file's quoted cells, and say whether anything in it is escaped."""
    separators, has_escapes, before = 0, False, b""
    with path.open("rb") as file:
        while read := file.read(_PIECE):
            piece = np.frombuffer(before + read, dtype=np.uint8)
            is_quote = piece == ord('"')
            separators += int(np.count_nonzero(is_quote[:-2] & (piece[1:-1] == ord(",")) & is_quote[2:]))
            has_escapes = has_escapes or SUB.encode() in read
            before = read[-2:]
    return separators, has_escapes


def _column(column: Any, name: str, has_escapes: bool) -> Any:
    kind = TAG_COLUMNS.get(name, "cells")
    if kind == "integer":
        numbers = column.to_numpy()
        return numbers if numbers.min(initial=0) >= 0 else None
    if name in ("tag_id", "text", "note"):
        return pd.array(_texts_of(column, has_escapes), dtype=TEXT)
    found = column.unify_dictionaries().combine_chunks()
    codes = found.indices.to_numpy()
    cells = np.array(found.dictionary.to_pylist(), dtype=object)
    if kind == "cells":
        return cells[codes]
    if name == "published" and any(map(is_local, cells)):
        return None
    texts = _texts(cells)
    if kind == "text":
        return pd.array(texts[codes], dtype=TEXT)
    if kind == "category":
        values = sorted(set(texts))
        place = {value: number for number, value in enumerate(values)}
        places = np.array([place[text] for text in texts], dtype=np.int64)
        return pd.Categorical.from_codes(places[codes], pd.Index(values, dtype=TEXT))
    typed, is_wrong = tried(pd.Series(cells, dtype=object), name)
    return None if is_wrong.any() else typed.array.take(codes)


def _texts(cells: Any) -> Any:
    texts = [unescape(unprotect(cell)) if cell[:1] == "'" or SUB in cell else cell for cell in cells]
    return np.array(texts, dtype=object)


def _texts_of(column: Any, has_escapes: bool) -> Any:
    """Return the texts of a column whose cells differ: most stand as they are, and are not looked at one by one."""
    import pyarrow.compute as pc

    cells = column.to_numpy()
    if has_escapes:
        return _texts(cells)
    guarded = pc.starts_with(column, "'").to_numpy().nonzero()[0]
    if len(guarded):
        cells = cells.copy()  # Arrow's own cannot be written to
        cells[guarded] = _texts(cells[guarded])
    return cells
