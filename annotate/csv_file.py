"""The tag table out as CSV and back in: nothing changes on the way."""

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pandas as pd

from annotate.errors import TagError
from annotate.exact_text import escape, unescape
from annotate.tags import TAG_COLUMNS, tag_table

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""A spreadsheet takes a cell that begins so for a formula, or drops the sign; an apostrophe before it makes it text."""


def write_csv(tags: pd.DataFrame, path: str | Path, *, excel: bool = False) -> Path:
    """Write tags as CSV, so that `read_csv` gives them back exactly.

    The file is written beside its place and moved there when it is whole: an interrupted write leaves the old file.

    Parameters
    ----------
    tags : DataFrame
        A tag table, such as ``project.tags()``.
    path : str or Path
    excel : bool
        True for a file that spreadsheets open with the right accents and with no formula alive: cells that begin
        with ``= + - @``, a tab, a line end or an apostrophe get an apostrophe in front, which `read_csv` takes off.

    Returns
    -------
    Path
        Where the file is: UTF-8, every field quoted, one row a tag, columns as in `annotate.tags.TAG_COLUMNS`.
        NUL and lone surrogates, which UTF-8 or readers cannot carry, stand as SUB and four hexadecimal digits.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from annotate.tags import tag_table
    >>> path = write_csv(tag_table(), pathlib.Path(tempfile.mkdtemp()) / "tags.csv")
    >>> read_csv(path).equals(tag_table())
    True
    """
    table = _cells(tag_table(tags))
    if excel:
        table = table.map(lambda cell: "'" + cell if cell.startswith(_FORMULA) else cell)
    with _replacing(Path(path)) as file:
        file.write(BOM if excel else "")
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows(table.itertuples(index=False, name=None))
    return Path(path)


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """Write every value as text that reads back as the same value."""
    cells = table.astype(object)
    cells["score"] = ["" if pd.isna(score) else repr(float(score)) for score in cells["score"]]
    cells["tagged_at"] = [_time(when) for when in cells["tagged_at"]]
    return cells.map(lambda cell: escape(str(cell)))


def _time(when: Any) -> str:
    return "" if pd.isna(when) else when.isoformat(timespec="microseconds").replace("+00:00", "Z")


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Give a neighbour file to write; it takes the path's place once it is whole and on disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_csv(path: str | Path) -> pd.DataFrame:
    """Read tags from a CSV file that `write_csv` wrote, in either form.

    Returns
    -------
    DataFrame
        A tag table: see `annotate.tags.tag_table`.

    Raises
    ------
    TagError
        Where the file is missing, is no such CSV, or lacks a column; the message names the file and what to do.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise TagError(f"{str(path)!r} cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise TagError(
            f"{path.name!r} is not UTF-8 (byte {error.start}): save it as CSV UTF-8, then read it again."
        ) from error
    is_excel = text.startswith(BOM)
    header, *rows = _parse(text.removeprefix(BOM), path.name)
    return tag_table(_frame(header, rows, path.name, is_excel=is_excel))


def _parse(text: str, name: str) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error as error:
        raise TagError(f"{name!r} is no CSV that can be read: {error}.") from error
    if not rows:
        raise TagError(f"{name!r} is empty: it has not even the line with the names of its columns.")
    return rows


def _frame(header: list[str], rows: list[list[str]], name: str, *, is_excel: bool) -> pd.DataFrame:
    wrong = next((nth for nth, row in enumerate(rows, start=2) if len(row) != len(header)), None)
    if wrong:
        raise TagError(
            f"Row {wrong} of {name!r} has {len(rows[wrong - 2])} fields, its first line {len(header)}: mend that row."
        )
    missing = [column for column in TAG_COLUMNS if column not in header]
    if missing:
        raise TagError(f"{name!r} lacks the column {missing[0]!r}: a tag table has {', '.join(TAG_COLUMNS)}.")
    frame = pd.DataFrame(rows, columns=header, dtype=object)
    if is_excel:
        frame = frame.map(lambda cell: cell[1:] if cell.startswith("'") else cell)
    return frame.map(unescape)
