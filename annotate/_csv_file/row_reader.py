"""The rows of any CSV file, each with its line."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import IO

from annotate._errors import TagError

_DELIMITERS = ",;\t|"


def csv_rows(file: IO[str], name: str) -> Iterator[tuple[int, list[str]]]:
    r"""Read the rows that are not empty, each with the number of the line that it begins on.

    Parameters
    ----------
    file : text file opened with ``newline=""``
        Its first line tells the delimiter: a comma, semicolon, tab or bar.
    name : str
        Of the file, for messages.

    Raises
    ------
    TagError
        Where the file is empty or is no CSV.

    Examples
    --------
    >>> import io
    >>> list(csv_rows(io.StringIO('a;b\n"1\n2";3\n4;5\n', newline=""), "some.csv"))
    [(1, ['a', 'b']), (2, ['1\n2', '3']), (4, ['4', '5'])]
    """
    first_line = file.readline()
    if not first_line.strip():
        raise TagError(f"{name!r} is empty: it has not even the line with the names of its columns.")
    delimiter = max(_DELIMITERS, key=first_line.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(chain([first_line], file), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise TagError(f"Line {line} of {name!r} is no CSV: {error}. Correct it, or save the file again.") from error
