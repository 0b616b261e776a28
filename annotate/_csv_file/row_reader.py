"""The one door for CSV: the rows of any file, whatever program saved it last, each with its line."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

from annotate._decoding.decoder import TAGS, decode, decode_exactly
from annotate._errors import TagError

_DELIMITERS = ",;\t|"
_TOLD = re.compile(r'"?sep=(.)"?[\s,;|]*', re.IGNORECASE)
"""The line by which Excel is told a file's delimiter, and which it never takes for data."""


def table_text(path: Path, *, guess: bool = False) -> str:
    """Return the text of a table's file.

    Parameters
    ----------
    path : Path
    guess : bool
        Whether an encoding that is not certain is guessed at, as an article's is.

    Raises
    ------
    TagError
        Where the file cannot be read, or its encoding cannot be told.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TagError(f"{str(path)!r} cannot be read: {error.strerror}. Check the path.") from error
    is_guessed = guess and bool(data.strip())  # what is empty is refused as a table
    return decode(data, path.name, kind=TAGS) if is_guessed else decode_exactly(data, path.name)


def csv_rows(
    file: IO[str], name: str, known: Sequence[str] = (), *, strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    r"""Read the rows that are not empty, each with the number of the line that it begins on.

    Columns without a name and without anything in them, which spreadsheets add at the right, are left out.

    Parameters
    ----------
    file : text file opened with ``newline=""``
        A line ``sep=;`` tells the delimiter; else the line of names does: a comma, semicolon, tab or bar.
    name : str
        Of the file, for messages.
    known : sequence of str
        Names of columns: the delimiter that makes most of them of the line of names is the one.

    strict : bool
        Whether a quotation mark astray is refused, as it must be where a cell is to come back exactly.

    Raises
    ------
    TagError
        Where the file is empty or is no CSV.

    Examples
    --------
    >>> import io
    >>> list(csv_rows(io.StringIO('sep=;\na;b;\n"1\n2";3;\n;;\n4;5;\n', newline=""), "some.csv"))
    [(2, ['a', 'b']), (3, ['1\n2', '3']), (6, ['4', '5'])]
    """
    first_line, before = _first_line(file)
    told = _TOLD.fullmatch(first_line.lstrip("\ufeff").strip("\r\n"))
    if told:
        first_line, more = _first_line(file)
        before += 1 + more
    if not first_line.strip():
        raise TagError(f"{name!r} is empty: it has not even the line with the names of its columns.")
    csv.field_size_limit(2**31 - 1)
    delimiter = told[1] if told else find_delimiter(first_line, known)
    reader = csv.reader(chain([first_line], file), delimiter=delimiter, strict=strict)
    line, width, full = before + 1, 0, 0
    try:
        for row in reader:
            width, full = (width, full) if full else (_named(row), len(row))
            if any(row):
                yield line, row[:width] if width < len(row) == full and not any(row[width:]) else row
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise TagError(f"Line {line} of {name!r} is no CSV: {error}. Correct it, or save the file again.") from error


def _first_line(file: IO[str]) -> tuple[str, int]:
    """Return the first line with anything in it, and how many stand before it."""
    before = 0
    while (line := file.readline()) and not line.strip("\ufeff\r\n"):
        before += 1
    return line, before


def find_delimiter(first_line: str, known: Sequence[str]) -> str:
    """Return the delimiter that makes most known names of the line of names, else the most frequent in it.

    Examples
    --------
    >>> find_delimiter("text;a,b,c,d", ["text"])
    ';'
    """

    def fits(delimiter: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([first_line], delimiter=delimiter), [])
        except csv.Error:
            names = []
        return sum(name.strip("\ufeff \t").lower() in known for name in names), first_line.count(delimiter)

    return max(_DELIMITERS, key=fits)


def _named(header: list[str]) -> int:
    """Return how many columns there are up to the last that has a name."""
    return max((place for place, name in enumerate(header, start=1) if name.strip()), default=len(header))
