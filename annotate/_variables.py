"""Variables: the columns that a study has beside the contract's, such as section, event or topic.

A variable is text, a number, a date or yes/no. Its type is its column's: `TEXT`, ``float64``, ``datetime64[us]`` or
pandas' ``boolean``. Where only text can be kept (a CSV file, a database), `as_cells` writes the values and `from_cells`
reads them back equal; `inferred` tells the type of cells that come without one.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pandas as pd

from annotate._errors import AnnotateError
from annotate._exact_text import TEXT, without_surrogates

Kind = Literal["text", "number", "date", "yes/no"]
KINDS: tuple[Kind, ...] = ("text", "number", "date", "yes/no")

CAPTIONS = "captions"
"""The variable that holds the captions of an article's pictures, one a line: the page shows them below its text."""

DTYPES: dict[Kind, Any] = {"text": TEXT, "number": "float64", "date": "datetime64[us]", "yes/no": "boolean"}
"""A missing text is the empty one; a missing number, date or yes/no is pandas' own."""


def check_names(names: Iterable[Hashable], reserved: Collection[str], what: str = "The table") -> None:
    """Refuse names that no variable can have.

    Parameters
    ----------
    names : iterable
        Of the columns that shall be variables.
    reserved : collection of str
        The names that mean something else already.
    what : str
        What holds the columns, for the message.

    Raises
    ------
    AnnotateError

    Examples
    --------
    >>> check_names(["section", "label"], reserved={"label", "coder"})
    Traceback (most recent call last):
    annotate._errors.AnnotateError: The table has a column 'label', and 'label' means something else in ...: rename ...
    """
    known: dict[str, Hashable] = {}
    for name in names:
        if not isinstance(name, str) or not name.strip():
            raise AnnotateError(f"{what} has a column named {name!r}: give it a name in words, such as 'section'.")
        if without_surrogates(name) != name:
            raise AnnotateError(
                f"{what} has a column named {name!r}, with half of a sign, which no heading can show: give it another "
                "name."
            )
        plain = plain_name(name)
        if plain.casefold() in reserved or (plain.startswith("person.") and "person" in reserved):
            raise AnnotateError(
                f"{what} has a column {name!r}, and {plain.casefold()!r} means something else in annotate: rename it, "
                f"such as to 'my_{plain}', or leave it out."
            )
        if plain in known:
            raise AnnotateError(f"{what} has the columns {known[plain]!r} and {name!r}: rename one, or leave it out.")
        known[plain] = name


def plain_name(name: str) -> str:
    """Return a variable's name in one form: Unicode's composed one, without blanks around it.

    Examples
    --------
    >>> plain_name(" section ")
    'section'
    """
    return unicodedata.normalize("NFC", name).strip()


def kind_of(column: pd.Series) -> Kind:
    """Return a column's kind, told by its type, or by its values where they are Python objects.

    Examples
    --------
    >>> kind_of(pd.Series([1, 2])), kind_of(pd.Series([True, None])), kind_of(pd.Series(["1", "2"]))
    ('number', 'yes/no', 'text')
    """
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        dtype = dtype.categories.dtype
    if pd.api.types.is_bool_dtype(dtype):
        return "yes/no"
    if pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_complex_dtype(dtype):
        return "number"
    if isinstance(dtype, np.dtype) and dtype.kind == "M":
        return "date"
    return _kind_of_objects(column) if pd.api.types.is_object_dtype(dtype) else "text"


def _kind_of_objects(column: pd.Series) -> Kind:
    found = {_kind_of_object(value) for value in column[column.notna().to_numpy()]}
    return found.pop() if len(found) == 1 else "text"


def _kind_of_object(value: Any) -> Kind:
    if isinstance(value, bool | np.bool_):
        return "yes/no"
    if isinstance(value, int | float | np.number):
        return "number"
    if isinstance(value, datetime | np.datetime64):
        return "date" if pd.Timestamp(value).tzinfo is None else "text"
    return "date" if isinstance(value, date) else "text"


def typed_variable(column: pd.Series, kind: Kind | None = None) -> pd.Series:
    """Return a column with the type of its kind: the one given, or the one that `kind_of` tells.

    Examples
    --------
    >>> typed_variable(pd.Series([3, None], dtype=object)).tolist()
    [3.0, nan]
    """
    kind = kind or kind_of(column)
    if column.dtype == DTYPES[kind]:
        return column
    if kind == "text":
        values = column.to_numpy(dtype=object, copy=True)
        values[column.isna().to_numpy()] = ""
        return pd.Series(list(map(str, values)), index=column.index, dtype=TEXT)
    if pd.api.types.is_object_dtype(column.dtype) or isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object).where(column.notna(), None)
    return column.astype(DTYPES[kind])


# As text, and back ------------------------------------------------------------------------------------------------


def as_cells(column: pd.Series) -> list[str]:
    """Write each value of a variable as text; a missing one is empty.

    Whole numbers have no decimals, dates are ISO 8601, yes/no is ``True`` or ``False``.

    Examples
    --------
    >>> as_cells(pd.Series([3.0, 0.5, None])), as_cells(pd.Series(pd.to_datetime(["2026-05-12"])))
    (['3', '0.5', ''], ['2026-05-12'])
    """
    values = typed_variable(column)
    write = _WRITERS[kind_of(values)]
    return ["" if is_missing else write(value) for value, is_missing in zip(values, values.isna(), strict=True)]


def shown(value: object) -> str:
    """Write any one value as a person would, such as a group's: as its cell, and nothing for a missing one.

    Examples
    --------
    >>> [shown(value) for value in (3.0, pd.Timestamp("2026-05-12"), True, "Local", pd.NA)]
    ['3', '2026-05-12', 'True', 'Local', '']
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float | np.floating):
        return _number_cell(float(value))
    if isinstance(value, np.datetime64) or (isinstance(value, datetime) and value.tzinfo is None):
        return _date_cell(value)
    return str(value)


def _number_cell(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _date_cell(value: Any) -> str:
    return str(np.datetime_as_string(np.datetime64(value, "us"), unit="auto"))  # without a time where it is midnight


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "number": _number_cell,
    "date": _date_cell,
    "yes/no": lambda value: str(bool(value)),
}


def from_cells(cells: Sequence[str], kind: Kind | None = None) -> pd.Series:
    """Read cells as a variable of one kind: the one given, or the one that `inferred` tells.

    Raises
    ------
    ValueError
        Where a cell is none of its kind.

    Examples
    --------
    >>> from_cells(["3", "", "0.5"]).tolist()
    [3.0, nan, 0.5]
    """
    kind = kind or inferred(cells)
    if kind == "text":
        return pd.Series(list(cells), dtype=TEXT)
    read = _READERS[kind]
    return pd.Series([read(cell) if cell else None for cell in cells], dtype=DTYPES[kind])


_YES_NO = {
    "true": True, "yes": True, "vrai": True, "oui": True,
    "false": False, "no": False, "faux": False, "non": False,
}  # fmt: skip
"""Also as a spreadsheet writes them in French."""


def _yes_no(cell: str) -> bool:
    if cell.lower() not in _YES_NO:
        raise ValueError(f"{cell!r} is neither yes nor no")
    return _YES_NO[cell.lower()]


_READERS: dict[Kind, Callable[[str], Any]] = {
    "number": float,
    "date": lambda cell: np.datetime64(cell, "us"),
    "yes/no": _yes_no,
}


def header(name: str, kind: Kind) -> str:
    """Write a variable's name with its kind, for where its cells alone do not tell it.

    Examples
    --------
    >>> header("code", "text"), read_header("code (text)"), read_header("code")
    ('code (text)', ('code', 'text'), ('code', None))
    """
    return f"{name} ({kind})"


def read_header(written: str) -> tuple[str, Kind | None]:
    """Return the name in a header, and the kind where it is written with it."""
    for kind in KINDS:
        if written.endswith(f" ({kind})"):
            return written.removesuffix(f" ({kind})"), kind
    return written, None


def told_by(cells: Sequence[str], name: str, kind: Kind) -> bool:
    """Whether cells under a bare name are read as this kind of variable."""
    return read_header(name)[1] is None and inferred(cells) == kind


# What cells are, that come without a type --------------------------------------------------------------------------

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?", re.ASCII)
_SURE_DIGITS = 15
"""A number of no more digits is exactly itself as a float."""


def inferred(cells: Iterable[str]) -> Kind:
    """Return the kind of cells: text, unless every one that is not empty is surely something else.

    Nothing is taken for a number that would lose a sign by it (``007``, ``1.10`` beside ``1.1``, twenty digits), and
    ``no`` alone, which may be Norway, is no answer: ``yes`` or its like must stand beside it.

    Examples
    --------
    >>> inferred(["3", "", "0.5"]), inferred(["007", "12"]), inferred(["2026-05-12"]), inferred(["no"])
    ('number', 'text', 'date', 'text')
    """
    found = set(cells) - {""}
    tests: dict[Kind, Callable[[set[str]], bool]] = {"number": _are_numbers, "date": _are_dates, "yes/no": _are_yes_no}
    return next((kind for kind, fits in tests.items() if found and fits(found)), "text")


def _are_numbers(cells: set[str]) -> bool:
    return all(map(_is_exact, cells)) and len(set(map(float, cells))) == len(cells)


def _is_exact(cell: str) -> bool:
    if not _NUMBER.fullmatch(cell) or not np.isfinite(float(cell)):
        return False
    return sum(map(str.isdigit, cell)) <= _SURE_DIGITS or _number_cell(float(cell)) == cell


def _are_dates(cells: set[str]) -> bool:
    return all(map(_is_date, cells))


def _is_date(cell: str) -> bool:
    try:
        return bool(_DATE.fullmatch(cell)) and datetime.fromisoformat(cell).year > 0
    except ValueError:
        return False


_PAIRS = ({"yes", "no"}, {"oui", "non"})
_SURE = ({"true", "false"}, {"vrai", "faux"})


def _are_yes_no(cells: set[str]) -> bool:
    words = {cell.lower() for cell in cells}
    return words in _PAIRS or any(words <= pair for pair in _SURE)
