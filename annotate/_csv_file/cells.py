"""The columns of a tag table as a CSV file's cells: quick, since a file has millions of them."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pandas as pd

from annotate._csv_file.dates import is_local
from annotate._csv_file.protected_cells import keep_apart, protect
from annotate._exact_text import escape
from annotate._tags import TAG_COLUMNS, variable_names
from annotate._variables import as_cells, header, kind_of, told_by

_PIECE = 10_000
"""Rows written at once: enough to be quick, few enough to need no second copy of the table."""


def as_text(column: pd.Series, kind: str) -> list[str]:
    """Write each value of a column as text that `annotate._tags.typed` reads as the same value."""
    if kind == "category":
        names = np.array([*map(str, column.cat.categories), ""], dtype=object)
        return names[column.cat.codes.to_numpy()].tolist()  # type: ignore[no-any-return]
    if kind == "boolean":
        return np.where(column.to_numpy(dtype=bool), "True", "False").tolist()  # type: ignore[no-any-return]
    if kind == "number":
        return ["" if number != number else repr(number) for number in column.to_numpy(dtype=float).tolist()]
    if kind == "time":
        return [f"{when}Z" if when != "NaT" else "" for when in _moments(column)]
    return list(map(str, column.to_numpy(dtype=object).tolist()))


def _moments(column: pd.Series) -> list[str]:
    moments = column.dt.tz_convert(None).to_numpy(dtype="datetime64[us]")
    return np.datetime_as_string(moments, unit="us").tolist()  # type: ignore[no-any-return]


class CsvLines:
    """The lines of a tag table, every field quoted.

    Parameters
    ----------
    variables : DataFrame
        The tag table, or only its variables: all cells of a column together tell its type, or do not.
    excel : bool
        Whether spreadsheets shall take no cell for anything but text.
    """

    def __init__(self, variables: pd.DataFrame, *, excel: bool) -> None:
        self._variables = variables
        self._guard = _Guarded(protect) if excel else _Guarded(keep_apart, lambda cell: cell[:1] == "'")
        self._date_guard = _Guarded(lambda cell: "'" + cell if is_local(cell) else self._guard[cell])
        self._headers = dict(zip(TAG_COLUMNS, TAG_COLUMNS, strict=True)) | self._variable_headers()

    def pieces(self, tables: Iterable[pd.DataFrame]) -> Iterator[str]:
        """Write the line of names, then some thousand lines of the tag table, or of its parts, at once."""
        yield _lines([[_quoted(self._guard.text([name]))[0]] for name in self._headers.values()])
        for table in tables:
            for first in range(0, len(table), _PIECE):
                piece = table.iloc[first : first + _PIECE]
                yield _lines([self._cells(piece, name) for name in self._headers])

    def _variable_headers(self) -> dict[str, str]:
        """Return each variable's name, with its kind where the cells do not tell it."""
        return {name: self._header(name) for name in variable_names(self._variables)}

    def _header(self, name: str) -> str:
        kind = kind_of(self._variables[name])
        cells = as_cells(self._variables[name])
        is_told = told_by(self._guard.text(cells) if kind == "text" else cells, name, kind)
        return name if is_told else header(name, kind)

    def _cells(self, piece: pd.DataFrame, name: str) -> list[str]:
        kind = TAG_COLUMNS.get(name, "")
        cells = as_text(piece[name], kind) if kind else as_cells(piece[name])
        if name == "published":
            return _quoted(self._date_guard.text(cells))
        is_text = kind in ("text", "category") or (not kind and kind_of(piece[name]) == "text")
        return _quoted(self._guard.text(cells)) if is_text else cells


class _Guarded(dict[str, str]):
    """Cells as they are written; those that stand in many rows are looked at once."""

    def __init__(self, guard: Callable[[str], str], concerns: Callable[[str], bool] = bool) -> None:
        super().__init__()
        self._guard, self._concerns = guard, concerns

    def __missing__(self, cell: str) -> str:
        return self._guard(cell)

    def text(self, cells: list[str]) -> list[str]:
        """Write a column of text: what UTF-8 cannot carry escaped, what would be misread marked."""
        whole = "".join(cells)
        if escape(whole) != whole:
            cells = list(map(escape, cells))
        made = {cell: self[cell] for cell in set(cells) if self._concerns(cell)}
        return [made.get(cell, cell) for cell in cells] if any(key != cell for key, cell in made.items()) else cells


def _quoted(cells: list[str]) -> list[str]:
    return [cell.replace('"', '""') for cell in cells] if any('"' in cell for cell in cells) else cells


def _lines(columns: list[list[str]]) -> str:
    return "".join(['"' + '","'.join(row) + '"\r\n' for row in zip(*columns, strict=True)])
