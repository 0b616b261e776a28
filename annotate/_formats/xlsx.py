"""Excel workbooks: one sheet, one row per tag, every cell text, none a formula."""

import re
from datetime import datetime, time
from pathlib import Path
from typing import IO

import pandas as pd

from annotate._csv_file.cells import as_text
from annotate._csv_file.variable_columns import with_variables
from annotate._errors import FormatError
from annotate._safe_zip import open_zip
from annotate._tags import TAG_COLUMNS, variable_names
from annotate._variables import as_cells, header, kind_of, told_by

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""

_WIDE, _WIDEST = 30, 80
"""Characters that a column shows, and that the passages' own column does."""

# Office's own way to hold what XML cannot (ECMA-376, ST_Xstring): _xHHHH_, and _x005F_ before a text that looks so.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def write(tags: pd.DataFrame, file: IO[bytes]) -> None:
    """Write a workbook."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    kinds = TAG_COLUMNS | {name: kind_of(tags[name]) for name in variable_names(tags)}
    written = {name: as_text(tags[name], kind) for name, kind in TAG_COLUMNS.items()}
    headers = dict(zip(TAG_COLUMNS, TAG_COLUMNS, strict=True))
    for name in variable_names(tags):
        written[name] = as_cells(tags[name])
        headers[name] = name if told_by(written[name], name, kind_of(tags[name])) else header(name, kind_of(tags[name]))
    columns = [_held(cells, name) for name, cells in written.items()]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("tags")
    sheet.freeze_panes = "A2"
    for number, (name, texts) in enumerate(zip(kinds, columns, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(name, texts)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(tags) + 1}"
    sheet.append(_held(list(headers.values()), "the names"))
    for row in zip(*columns, strict=True):
        cells = []
        for text, kind in zip(row, kinds.values(), strict=True):
            is_number = kind in ("integer", "number") and text
            cell = WriteOnlyCell(sheet)
            # The kind is told outright: "=1+1" would be taken for a formula, and a number lose its last digit.
            cell._value, cell.data_type = (text, "n") if is_number else (text, "s")
            cells.append(cell)
        sheet.append(cells)
    book.save(file)


def _width(name: str, texts: list[str]) -> int:
    """Return how many characters a column shows, by its first rows."""
    longest = max(map(len, [name, *texts[:200]]))
    return min(longest, _WIDEST if name == "text" else _WIDE) + 2


def _held(texts: list[str], name: str) -> list[str]:
    held = [_NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text) for text in texts]
    longest = max(map(len, held), default=0)
    if longest > LONGEST:
        raise FormatError(
            f"Column {name!r} has a text of {longest:,} characters, and a workbook's cell holds {LONGEST:,}: write "
            "Parquet or CSV instead."
        )
    return held


def read(path: Path) -> pd.DataFrame:
    """Read the first sheet of a workbook; the values of its formulas, never the formulas."""
    from openpyxl import load_workbook

    open_zip(path).close()
    # From an open file, since openpyxl goes by the name's ending otherwise.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(values_only=True)
        header_in = [_cell(name) for name in next(rows, ()) if name is not None]
        table = [[_cell(value) for value in row[: len(header_in)]] for row in rows]
        book.close()
    rows_in = [row + [""] * (len(header_in) - len(row)) for row in table if any(row)]
    return with_variables(pd.DataFrame(rows_in, columns=header_in, dtype=object), guarded=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), str(value))
