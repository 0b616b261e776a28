"""The tag table out as CSV and back in: nothing changes on the way."""

import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO

import pandas as pd

from annotate._codebook import Codebook
from annotate._csv_file.cells import CsvLines
from annotate._csv_file.dates import CURE as DATE_CURE
from annotate._csv_file.dates import read_local
from annotate._csv_file.foreign_csv import read_foreign_csv
from annotate._csv_file.protected_cells import unprotect
from annotate._csv_file.row_count import announce_count, check_count, write_count
from annotate._csv_file.row_reader import csv_rows, table_text
from annotate._csv_file.variable_columns import with_variables
from annotate._csv_file.whole_columns import BOM, read_whole
from annotate._errors import TagError
from annotate._exact_text import unescape
from annotate._known_codebooks import checked, make_known
from annotate._tags import TAG_COLUMNS, tag_table
from annotate._whole_file import whole_file

_HANDFUL = 100
"""Rows read at once: enough that a step costs little beside its cells, few enough for the processor's cache."""


def write_csv(tags: pd.DataFrame, path: str | Path, *, excel: bool = False, counted: bool = False) -> Path:
    """Write tags as CSV, so that `read_csv` reads them back exactly.

    The file is written beside its place and moved there when it is whole: an interrupted write leaves the old file.

    Parameters
    ----------
    tags : DataFrame
        A tag table, such as ``project.tags()``.
    path : str or Path
    excel : bool
        True for a file that spreadsheets open with the right accents, with no formula alive and with no text taken
        for a number or a date: a cell such as ``=1+1``, ``007`` or ``12 May 2026`` gets an apostrophe in front,
        which `read_csv` takes off.
    counted : bool
        True for a second, small file beside it (``tags.csv.rows``) with the number of rows. `read_csv` then refuses a
        copy that lacks some, also one that was cut off exactly at a row's end. Send both.

    Returns
    -------
    Path
        Where the file is: UTF-8, every field quoted, one row per tag, columns as in `annotate._tags.TAG_COLUMNS`, then
        the variables; where cells do not tell a variable's type, its name does (``code (text)``).
        NUL and lone surrogates, which UTF-8 or readers cannot carry, stand as SUB and four hexadecimal digits.

    Raises
    ------
    TagError
        Where ``tags`` is no tag table, or the file cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from annotate._tags import tag_table
    >>> path = write_csv(tag_table(), pathlib.Path(tempfile.mkdtemp()) / "tags.csv")
    >>> read_csv(path).equals(tag_table())
    True
    """
    whole = tag_table(tags)
    return write_parts([whole], whole, path, excel=excel, counted=counted)


def write_parts(
    tables: Iterable[pd.DataFrame], variables: pd.DataFrame, path: str | Path, *, excel: bool, counted: bool = False
) -> Path:
    """Write a tag table that comes in parts, as `write_csv` writes it whole.

    Parameters
    ----------
    tables : iterable of DataFrame
        Parts of a tag table.
    variables : DataFrame
        The whole table's variables.
    """
    rows = 0

    def told() -> Iterator[pd.DataFrame]:
        nonlocal rows
        for table in tables:
            rows += len(table)
            yield table

    with whole_file(path) as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        file.write(BOM if excel else "")
        file.writelines(CsvLines(variables, excel=excel).pieces(told()))
        file.detach()
        announce_count(path, rows if counted else None)
    if counted:
        write_count(path, rows)
    return Path(path)


def read_csv(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    codebook: Codebook | None = None,
    errors: str = "raise",
) -> pd.DataFrame:
    """Read tags from a CSV file: one that `write_csv` wrote, exactly, or one of any other make.

    A file of `write_csv`, in either form, needs nothing but its path; a spreadsheet may have saved it again in
    between, as CSV in UTF-8. A file of another make is read by saying which of its columns is which.

    Parameters
    ----------
    path : str or Path
    columns : dict, optional
        Of a file of another make: its column names and what each is in a tag table, such as
        ``{"Outlet": "source", "Sentence": "text", "Kind": "label"}``. Columns that have a tag table's name are taken
        as such (``{}`` where all have). Something must give ``article_id`` and ``label``; what nothing gives is left
        empty, ``origin`` is ``import``, and without ``start`` and ``end`` the different texts of an article are laid
        one after another. Its delimiter (``, ; |`` or a tab) and its encoding are found, as those of articles are.
    labels : dict, optional
        Its labels and what each is in the codebook, such as ``{"Fact": "reported_fact"}``. Others are refused.
    codebook : Codebook, optional
        Whose labels they are. Where left out, a file of `write_csv` keeps its labels whatever they are, and those of
        another make must be the shipped codebook's. What the tags are counted and drawn by is looked up by the
        ``codebook`` that they name: give it once, and it is known.
    errors : {"raise", "report"}
        With a row that cannot be read: read nothing, or read the others.

    Returns
    -------
    DataFrame
        A tag table: see `annotate._tags.tag_table`. Columns that it does not know are its variables. A date such as
        ``31/12/2025``, as spreadsheets save it, is read where the column tells which number is the day. For a file of
        another make, ``tags.attrs["mapping"]`` shows which of its columns each one came from, and
        ``tags.attrs["refused"]`` lists what could not be read, with ``line``, ``column``, ``value`` and ``cure``;
        ``pandas.DataFrame(tags.attrs["refused"])`` makes a table of it.

    Raises
    ------
    TagError
        Where the file is missing, is no such CSV, lacks a column, or has rows that cannot be read; the message names
        the file, the lines and what to do.

    See Also
    --------
    annotate._csv_file.foreign_csv.read_foreign_csv : an example.
    """
    if codebook is not None:
        make_known(checked(codebook))
    if columns is not None or labels is not None or errors != "raise":
        return read_foreign_csv(path, columns or {}, labels or {}, errors, codebook)
    name = Path(path).name
    try:
        cells = read_whole(Path(path))
        if cells is None:
            rows = io.StringIO(table_text(Path(path)), newline="")
            cells = pd.DataFrame(_read_columns(rows, name), dtype=object)
    except OSError as error:
        raise TagError(f"{str(path)!r} cannot be read: {error.strerror}. Check the path.") from error
    check_count(path, len(cells))
    cells.index += 2  # as a spreadsheet numbers the rows, for messages
    try:
        tags = tag_table(with_variables(cells), codebook)
        _refuse_other_labels(tags["label"], codebook)
    except TagError as error:
        raise TagError(f"{name!r} cannot be read. {error} errors='report' reads the other rows.") from error
    return tags


def _refuse_other_labels(labels: pd.Series, codebook: Codebook | None) -> None:
    others = [] if codebook is None else [name for name in labels.unique() if name not in codebook.names]
    if codebook is not None and others:
        raise TagError(f"The label {others[0]!r} is not in the codebook {codebook.id}: {codebook.cure(others[0])}.")


class _Texts(dict[str, str]):
    """What each cell stands for; most cells stand in many rows, and are looked at once."""

    def __missing__(self, cell: str) -> str:
        return self.setdefault(cell, unescape(unprotect(cell)))


def _read_columns(file: IO[str], name: str) -> dict[str, list[str]]:
    lines = csv_rows(file, name, tuple(TAG_COLUMNS))
    _, header = next(lines)
    _refuse_other_columns(header, name)
    columns: list[list[str]] = [[] for _ in header]
    rows = _of_length(len(header), lines, name)
    while piece := list(islice(rows, _HANDFUL)):
        for column, cells in zip(columns, zip(*piece, strict=True), strict=True):
            column.extend(cells)
    named = dict(zip(header, columns, strict=True))
    named["published"] = _dates(named["published"])
    texts = _Texts()
    return {
        name: list(map(texts.__getitem__, cells)) if TAG_COLUMNS.get(name) in ("text", "category") else cells
        for name, cells in named.items()
    }


def _dates(cells: list[str]) -> list[str]:
    read, unread = read_local(cells)
    if unread:
        place = unread[0]
        raise TagError(f"Column 'published' holds {cells[place]!r} in row {place + 2}: {DATE_CURE}.")
    return read


def _of_length(length: int, lines: Iterator[tuple[int, list[str]]], name: str) -> Iterator[list[str]]:
    for line, row in lines:
        if len(row) != length:
            raise TagError(f"Line {line} of {name!r} has {len(row)} fields, its first line {length}: correct that row.")
        yield row


def _refuse_other_columns(header: list[str], name: str) -> None:
    missing = [column for column in TAG_COLUMNS if column not in header]
    if missing:
        raise TagError(
            f"{name!r} lacks the column {missing[0]!r}: a tag table has {', '.join(TAG_COLUMNS)}. If the file was made "
            f"elsewhere, say which of its columns is which, such as columns={{{header[0]!r}: 'article_id'}}."
        )
    twice = [column for column in header if header.count(column) > 1]
    if twice:
        raise TagError(f"{name!r} has the column {twice[0]!r} twice: rename or take out one of the two.")
