"""The tag table for statistics programs: codes with value labels, and each variable's own name in its label."""

import importlib
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import numpy as np
import pandas as pd

from annotate._csv_file.cells import as_text
from annotate._errors import FormatError
from annotate._exact_text import SUB, escape, unescape
from annotate._tags import TAG_COLUMNS, variable_names
from annotate._variables import Kind, as_cells, from_cells, header, kind_of, read_header

MARK = "annotate tags"
"""The file's label: what is ours was escaped, and its variables' names stand in their labels."""


class Limits(NamedTuple):
    """What a program's file can hold.

    Parameters
    ----------
    program : str
    name : int
        Letters of a variable's name.
    label : int
        Bytes of a variable's label.
    value_label : int
        Bytes of a value's label.
    text : int
        Bytes of a text.
    number : float
        What is larger means that a value is missing.
    """

    program: str
    name: int
    label: int
    value_label: int
    text: int
    number: float


_CODED = ("source", "language", "label", "speaker_kind", "coder", "origin")
_YES_NO = {0: "no", 1: "yes"}


def write_labelled(tags: pd.DataFrame, file: IO[bytes], function: str, limits: Limits) -> None:
    """Write a table through one of pyreadstat's functions."""
    columns: dict[str, pd.Series] = {}
    labels: dict[str, str] = {}
    values: dict[str, dict[int, str]] = {}
    for name in [*TAG_COLUMNS, *variable_names(tags)]:
        kind = TAG_COLUMNS.get(name) or kind_of(tags[name])
        plain = name if name in TAG_COLUMNS else _plain(name, columns, limits)
        labels[plain] = _label(name, kind, limits)
        column, coded = _column(tags[name], name, kind, limits)
        columns[plain] = pd.Series(column, dtype=float if _is_numeric(column) else object)
        if coded:
            values[plain] = coded
    table = pd.DataFrame(columns)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "tags"
        about = {"file_label": MARK, "column_labels": labels, "variable_value_labels": values}
        getattr(_pyreadstat(), function)(table, str(made), **about)
        file.write(made.read_bytes())


def read_labelled(path: Path, function: str) -> pd.DataFrame:
    """Read a table through one of pyreadstat's functions."""
    path.open("rb").close()
    table, about = getattr(_pyreadstat(), function)(str(path), disable_datetime_conversion=True)
    is_ours = about.file_label == MARK
    read = {}
    for plain in table.columns:
        cells = _cells(table[plain], about.variable_value_labels.get(plain, {}), is_ours)
        if TAG_COLUMNS.get(plain) == "boolean":
            cells = [{"yes": "True", "no": "False"}.get(cell, cell) for cell in cells]
        if plain in TAG_COLUMNS or not is_ours:
            read[plain] = pd.Series(cells, dtype=object)
        else:
            name, kind = read_header(unescape(about.column_names_to_labels[plain]))
            read[name] = from_cells(cells, kind or "text")
    return pd.DataFrame(read)


def _cells(column: pd.Series, coded: dict[float, str], is_ours: bool) -> list[str]:
    said = {float(code): label for code, label in coded.items() if isinstance(code, int | float)}
    cells = []
    for value in column.tolist():
        if isinstance(value, str):
            cells.append(value)
        elif value is None or value != value:
            cells.append("")
        else:
            cells.append(said.get(float(value), repr(float(value)).removesuffix(".0")))
    return [unescape(cell) for cell in cells] if is_ours else cells


def _column(column: pd.Series, name: str, kind: str, limits: Limits) -> tuple[Sequence[Any], dict[int, str]]:
    """Return a column's values, and what its codes stand for where it is coded."""
    if kind in ("boolean", "yes/no"):
        return [np.nan if value is pd.NA or value is None else float(value) for value in column], _YES_NO
    if kind in ("integer", "number"):
        return _numbers(column, name, limits), {}
    is_own = name not in TAG_COLUMNS
    texts = [_held(text) for text in (as_cells(column) if is_own else as_text(column, kind))]
    found = list(dict.fromkeys(text for text in texts if text))
    if name in _CODED and all(_bytes(text) <= limits.value_label for text in found):
        codes = {text: code for code, text in enumerate(found, start=1)}
        return [float(codes[text]) if text else np.nan for text in texts], {c: t for t, c in codes.items()}
    longest = max(map(_bytes, texts), default=0)
    if longest > limits.text:
        raise FormatError(
            f"Column {name!r} has a text of {longest:,} bytes, and {limits.program} holds {limits.text:,}: leave the "
            f"column out (tags.drop(columns=…) of a variable), or write Parquet or CSV."
        )
    return texts, {}


def _numbers(column: pd.Series, name: str, limits: Limits) -> list[float]:
    numbers = pd.to_numeric(column).astype("float64")
    large = numbers.abs() >= limits.number
    if large.any():
        raise FormatError(
            f"Column {name!r} holds {float(numbers[large].iloc[0])!r}, which {limits.program} takes for a missing "
            "value: correct it, or write Parquet or CSV."
        )
    return [float(number) for number in numbers]


def _is_numeric(column: Sequence[Any]) -> bool:
    return not column or isinstance(column[0], float)


def _held(text: str) -> str:
    """Escape what UTF-8 cannot carry, and a last blank, which these programs fill texts up with."""
    text = escape(text)
    return f"{text[:-1]}{SUB}0020" if text.endswith(" ") else text


def _bytes(text: str) -> int:
    return len(text.encode())


def _plain(name: str, taken: Iterable[str], limits: Limits) -> str:
    """Return a name that the program takes; the variable's own stands in its label."""
    word = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower() or "variable"
    base = (word if word[0].isalpha() else f"v_{word}")[: limits.name - 4].rstrip("_")
    base = f"{base}_" if base in _RESERVED or re.fullmatch(r"str\d*", base) else base
    used = {plain.lower() for plain in taken} | set(TAG_COLUMNS)
    return next(found for nth in range(len(used) + 2) if (found := f"{base}_{nth}" if nth else base) not in used)


_RESERVED = set("all and by eq ge gt le lt ne not or to with byte double float if in int long using".split())
"""Words of SPSS's and Stata's own."""


def _label(name: str, kind: str, limits: Limits) -> str:
    if name in TAG_COLUMNS:
        return name.replace("_", " ")
    label = escape(header(name, cast("Kind", kind)))
    if _bytes(label) > limits.label:
        raise FormatError(
            f"The variable {name[:40]!r} … has a name of {_bytes(name):,} bytes, and a label of {limits.program} holds "
            f"{limits.label}: give it a shorter name (tags.rename(columns=…))."
        )
    return label


def _pyreadstat() -> Any:
    try:
        return importlib.import_module("pyreadstat")
    except ImportError as error:
        raise FormatError(
            "Files of SPSS and Stata need the package pyreadstat: pip install 'media-bias-annotate[statistics]'."
        ) from error
