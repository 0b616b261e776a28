"""Read articles from a table, one row per article: CSV, a workbook, JSON lines, Parquet, or a DataFrame."""

import json
import re
from io import BytesIO, StringIO
from pathlib import Path, PurePath
from typing import Any

import pandas as pd

from annotate._csv_file.row_reader import csv_rows
from annotate._dates import iso_dates
from annotate._decoding.decoder import decode
from annotate._errors import ArticleError
from annotate._json import JsonObject
from annotate._tags import TAG_COLUMNS
from annotate._variables import as_cells, check_names, kind_of, plain_name

Row = dict[str, str]

COLUMNS = ("article_id", "source", "title", "author", "published", "url", "language", "text")
"""What every article has."""

_PROBLEM = "problem"
"""What `read_articles` says of a row that is no article: it is kept with the row."""

_MADE = "article_sha256"
"""What is computed from the text, whatever a table says."""

RESERVED = {*TAG_COLUMNS, _PROBLEM, "set_aside", "person"}
"""Names that mean something in annotate: no variable can have them."""

UNREAD_DATE = "published_as_given"
"""A date that is none, or that could be two, stays as the variable of this name."""

_NAMELESS = re.compile(r"\s*|Unnamed: \d+|nan|None")
_MOST_BYTES = 8 << 30


def table_rows(table: pd.DataFrame, stem: str, name: str) -> list[Row]:
    """Return a table's articles; one without an ``article_id`` is numbered. Further columns are variables.

    Raises
    ------
    ArticleError
        Where there is no column ``text``, or something else than texts in it.
    """
    columns = {_plain(column): place for place, column in reversed(list(enumerate(table.columns)))}
    if "text" not in columns:
        raise ArticleError(
            f"{name} has no column 'text' (it has {', '.join(map(str, table.columns[:20])) or 'none'}): name the "
            "column with the articles' texts 'text', and the one with their outlets 'source'."
        )
    _check_texts(table.iloc[:, columns["text"]], name)
    given = (*COLUMNS, _PROBLEM)
    cells = {column: list(map(_cell, table.iloc[:, columns[column]])) for column in given if column in columns}
    cells |= _with_iso_dates(cells.get("published", []))
    further = sorted(place for column, place in columns.items() if column not in (*given, _MADE))
    cells |= _variables(table, further, name)
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return [
        {**row, "article_id": row.get("article_id", "").strip() or f"{stem}-{nth}"} for nth, row in enumerate(rows, 1)
    ]


def _with_iso_dates(given: list[str]) -> dict[str, list[str]]:
    """Return the column of dates, and the column of those that could not be read without guessing, if there are any."""
    read = iso_dates(given)
    unread = ["" if iso else cell.strip() for cell, iso in zip(given, read, strict=True)]
    return {**({"published": read} if given else {}), **({UNREAD_DATE: unread} if any(unread) else {})}


def with_iso_date(given: str) -> Row:
    """Return a date's ``published``, and the variable that keeps what could not be read of it.

    Examples
    --------
    >>> with_iso_date("12 May 2026"), with_iso_date("05/06/2026")
    ({'published': '2026-05-12'}, {'published': '', 'published_as_given': '05/06/2026'})
    """
    columns = _with_iso_dates([given])
    return {column: cells[0] for column, cells in columns.items()}


def _variables(table: pd.DataFrame, places: list[int], name: str) -> dict[str, list[str]]:
    """Return a table's further columns, as text, under their own names; one without a name is left out.

    Raises
    ------
    AnnotateError
        Where a name means something else in annotate.
    """
    named = [place for place in places if not _NAMELESS.fullmatch(str(table.columns[place]))]
    check_names([str(table.columns[place]) for place in named], RESERVED, name)
    return {plain_name(str(table.columns[place])): _variable(table.iloc[:, place]) for place in named}


def _variable(column: pd.Series) -> list[str]:
    return list(map(_cell, column)) if kind_of(column) == "text" else as_cells(column)


def _check_texts(texts: pd.Series, name: str) -> None:
    """Refuse what Python would show in its own way, such as ``b'…'`` for bytes that are not said to be text."""
    for nth, text in enumerate(texts, start=1):
        if isinstance(text, bytes | list | tuple | dict):
            raise ArticleError(
                f"The text of row {nth} of {name} is no text, but {type(text).__name__}: save the column as text."
            )


def _plain(column: object) -> str:
    return str(column).strip("\ufeff \t").lower()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of numbers with a gap
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))  # several authors
    return str(value)


# One reader per kind of table -----------------------------------------------------------------------------------


def read_csv_table(data: bytes, name: str) -> list[Row]:
    """Return the articles of a CSV file: comma, semicolon, tab or bar; any encoding that a text file may have."""
    try:
        rows = csv_rows(StringIO(decode(data, name), newline=""), name, COLUMNS, strict=False)
        header = next(rows)[1]
        cells = [_of_width(row, len(header), line) for line, row in rows]
    except ValueError as error:
        raise _no_table(name, error) from error
    return table_rows(pd.DataFrame(cells, columns=header, dtype=object), PurePath(name).stem, name)


def _of_width(row: list[str], width: int, line: int) -> list[str]:
    if len(row) > width:
        raise ValueError(f"line {line} has {len(row)} fields, the first line {width}")
    return row + [""] * (width - len(row))


def read_workbook(data: bytes, name: str) -> list[Row]:
    """Return the articles of the first sheet of a workbook; the values of its formulas, never the formulas."""
    from annotate._safe_zip import open_zip

    try:
        # A bomb must not reach the reader of workbooks, which unpacks whatever it is given.
        open_zip(Path(name), BytesIO(data)).close()
        table = pd.read_excel(BytesIO(data), dtype=object, keep_default_na=False, engine="openpyxl")
    except Exception as error:
        raise _no_table(name, error) from error
    return table_rows(table, PurePath(name).stem, name)


def read_json_lines(data: bytes, name: str) -> list[Row]:
    """Return the articles of a file with one JSON object per line."""
    given = decode(data, name).split("\n")
    rows = [_json_row(line, nth, name) for nth, line in enumerate(given, start=1) if line.strip()]
    columns = dict.fromkeys(column for row in rows for column in row)
    table = pd.DataFrame({column: [row.get(column) for row in rows] for column in columns}, dtype=object)
    return table_rows(table, PurePath(name).stem, name)


def _json_row(line: str, nth: int, name: str) -> JsonObject:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _no_table(name, f"line {nth} is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise _no_table(name, f'line {nth} is no {{"text": …}}')
    return row


def read_parquet_table(data: bytes, name: str) -> list[Row]:
    """Return the articles of a Parquet file."""
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(BytesIO(data), arrow_extensions_enabled=False) as file:
            names = list(dict.fromkeys(file.schema_arrow.names))
            _check_size(file.metadata, name)
            columns = {column: file.read(columns=[column]).column(0).to_pylist() for column in names}
    except ArticleError:
        raise
    except Exception as error:
        raise _no_table(name, error) from error
    return table_rows(pd.DataFrame(columns, dtype=object), PurePath(name).stem, name)


def _check_size(about: Any, name: str) -> None:
    size = sum(about.row_group(nth).total_byte_size for nth in range(about.num_row_groups))
    if size > _MOST_BYTES:
        raise ArticleError(f"{name!r} would unpack to {size:,} bytes: split it.")


def _no_table(name: str, reason: object) -> ArticleError:
    return ArticleError(f"{name!r} is no table that can be read: {str(reason).rstrip('.')}. Save it again, or as CSV.")
