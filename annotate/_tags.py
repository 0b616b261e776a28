"""The tag table: one row per current tag; its columns, their types and their rules."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import AnnotateError, TagError
from annotate._exact_text import TEXT
from annotate._known_codebooks import codebook_of
from annotate._tag_columns import TAG_COLUMNS as TAG_COLUMNS
from annotate._variables import check_names, plain_name, typed_variable

UTC = pd.DatetimeTZDtype("us", "UTC")

SPEAKER_KINDS = ("", "named", "unnamed", "collective")
ORIGINS = ("hand", "suggestion", "import", "adjudication")


def tag_table(rows: Iterable[Mapping[str, Any]] | pd.DataFrame = (), codebook: Codebook | None = None) -> pd.DataFrame:
    """Return rows of tags the tag table's columns and types.

    Parameters
    ----------
    rows : iterable of mappings, or DataFrame
        At least every column of `TAG_COLUMNS`; others are variables (`annotate._variables`).
    codebook : Codebook, optional
        The one that the tags name in ``codebook`` where left out.

    Returns
    -------
    DataFrame
        One row per tag, in the order given, with a fresh index. Text columns are never missing; ``label``,
        ``source``, ``coder``, ``language`` and ``origin`` are categoricals whose categories are sorted
        (``label`` begins with the codebook's, in its order); ``start`` and ``end`` are code points,
        ``end`` excluded; ``score`` is 0–1 or missing; ``tagged_at`` is UTC or missing. Then come the variables, each
        with its type.

    Raises
    ------
    TagError
        Where a column is missing or stands twice, a variable's name would be mistaken for a column's, a value does not
        fit its column, or a passage does not end after its start; the message names the column, the row and the value.

    Examples
    --------
    >>> tag_table().dtypes["start"]
    dtype('int64')
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), dtype=object)
    if frame.empty and not len(frame.columns):
        frame = pd.DataFrame(columns=list(TAG_COLUMNS), dtype=object)
    missing = [name for name in TAG_COLUMNS if name not in frame.columns]
    if missing:
        raise TagError(
            f"This is not a tag table: it lacks the column {missing[0]!r}"
            + (f" and {len(missing) - 1} more" if missing[1:] else "")
            + f". A tag table has {', '.join(TAG_COLUMNS)}."
        )
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise TagError(f"The tags have the column {twice!r} twice: keep one of the two, or rename it.")
    columns = {name: typed(frame[name], name) for name in TAG_COLUMNS}
    _refuse_backward(columns["start"], columns["end"])
    columns |= _variables_of(frame)
    columns["label"] = in_order(columns["label"], codebook_of(frame, codebook))
    return pd.DataFrame(columns).reset_index(drop=True)


def variable_names(table: pd.DataFrame) -> list[str]:
    """Return the names of a tag table's variables, in their order."""
    return [name for name in table.columns if name not in TAG_COLUMNS]


def _variables_of(frame: pd.DataFrame) -> dict[str, pd.Series]:
    names = variable_names(frame)
    try:
        check_names(names, TAG_COLUMNS, "The table of tags")
    except AnnotateError as error:
        raise TagError(str(error)) from error
    return {plain_name(name): typed_variable(frame[name]) for name in names}


def typed(column: pd.Series, name: str) -> pd.Series:
    """Return one column of a tag table its type.

    Raises
    ------
    TagError
        Where a value does not fit; the message names the column, the row, the value and what is allowed.

    Examples
    --------
    >>> typed(pd.Series(["0", "7.5"]), "start")
    Traceback (most recent call last):
    annotate._errors.TagError: Column 'start' of the tags holds '7.5' in row 1: a whole number is needed, 0 or more.
    """
    try:
        values, is_wrong = tried(column, name)
    except (ValueError, TypeError, OverflowError) as error:
        kind = TAG_COLUMNS[name]
        raise TagError(f"Column {name!r} of the tags has a value that is no {kind}: {error}.") from error
    if is_wrong.any():
        place = int(np.argmax(is_wrong.to_numpy()))
        raise TagError(
            f"Column {name!r} of the tags holds {column.iloc[place]!r} in row {column.index[place]!r}: {needed(name)}."
        )
    return values


def tried(column: pd.Series, name: str) -> tuple[pd.Series, pd.Series]:
    """Return one column of a tag table its type where that can be, and say where it cannot.

    Examples
    --------
    >>> values, is_wrong = tried(pd.Series(["0", "7.5"]), "start")
    >>> is_wrong.tolist()
    [False, True]
    """
    kind = TAG_COLUMNS[name]
    return (column, _nowhere(column)) if _is_typed(column, kind) else _TYPES[kind](column, name)


def needed(name: str) -> str:
    """Return what a column needs, for a message."""
    return _NEEDED[TAG_COLUMNS[name]]


def _refuse_backward(start: pd.Series, end: pd.Series) -> None:
    is_backward = (end <= start).to_numpy()
    if is_backward.any():
        place = int(np.argmax(is_backward))
        raise TagError(
            f"The tag in row {start.index[place]!r} starts at {start.iloc[place]} and ends at {end.iloc[place]}: a "
            "passage ends after its start, since 'end' is the first character that is no longer in it."
        )


_NEEDED = {
    "integer": "a whole number is needed, 0 or more",
    "boolean": "True or False is needed (empty is False)",
    "number": "a number from 0 to 1 is needed, or nothing",
    "time": "a time as ISO 8601 is needed, such as 2026-05-12T10:00:00Z, or nothing",
}

Typed = tuple[pd.Series, pd.Series]
"""A column's values in its type, and where they did not fit."""


def _text(column: pd.Series, name: str = "") -> Typed:
    return pd.Series(_texts(column), index=column.index, dtype=TEXT), _nowhere(column)


def _is_typed(column: pd.Series, kind: str) -> bool:
    """Whether a column needs nothing done to it, as where it comes from a tag table: cheaply told."""
    if kind == "boolean":
        return bool(column.dtype == np.dtype(bool))
    if kind == "integer":
        return bool(column.dtype == np.dtype("int64")) and bool(((column >= 0) & (column <= _EXACT)).all())
    if kind == "text":
        return bool(column.dtype == TEXT) and _is_all_text(column.to_numpy(dtype=object))
    if kind == "category" and isinstance(column.dtype, pd.CategoricalDtype) and column.cat.categories.dtype == TEXT:
        codes, names = column.cat.codes.to_numpy(), column.cat.categories.tolist()
        used = np.bincount(codes, minlength=len(names)) if len(codes) and codes.min() >= 0 else np.zeros(1)
        return not column.cat.ordered and names == sorted(names) and len(used) == len(names) and bool(used.all())
    return False


def _is_all_text(values: Any) -> bool:
    return len(values) == 0 or pd.api.types.infer_dtype(values, skipna=False) == "string"


def _texts(column: pd.Series) -> list[str]:
    """Return each value as text, missing ones as none."""
    values = column.to_numpy(dtype=object, copy=True)
    if _is_all_text(values):
        return values.tolist()
    values[column.isna().to_numpy()] = ""
    return list(map(str, values))


def _nowhere(column: pd.Series) -> pd.Series:
    return pd.Series(False, index=column.index)


def _category(column: pd.Series, name: str) -> Typed:
    values = _texts(column)
    found = sorted(set(values))
    place = {value: number for number, value in enumerate(found)}
    codes = list(map(place.__getitem__, values))
    coded = pd.Categorical.from_codes(codes, pd.Index(found, dtype=TEXT))
    return pd.Series(coded, index=column.index), _nowhere(column)


def in_order(labels: pd.Series, codebook: Codebook) -> pd.Series:
    """Let the categories of labels begin with the codebook's."""
    others = [name for name in labels.cat.categories if name not in codebook.names]
    return labels.cat.set_categories(pd.Index([*codebook.names, *others], dtype=TEXT))


_EXACT = 2**53
"""Above this a float no longer tells one whole number from the next; no text is so long."""


def _integer(column: pd.Series, name: str) -> Typed:
    numbers = pd.to_numeric(column, errors="coerce")
    is_wrong = ~((numbers >= 0) & (numbers <= _EXACT) & (numbers % 1 == 0)).fillna(False).astype(bool)
    return numbers.where(~is_wrong, 0).astype("int64"), is_wrong


_TRUE_FALSE = {
    True: True, "True": True, "true": True, "TRUE": True, "1": True,
    False: False, "False": False, "false": False, "FALSE": False, "0": False, "": False,
}  # fmt: skip
"""Python's, JSON's and spreadsheets' ways to write them."""


def _boolean(column: pd.Series, name: str) -> Typed:
    values = column.astype(object).where(column.notna(), False)
    known = values.map(_TRUE_FALSE)
    return known.eq(True), known.isna()


def _number(column: pd.Series, name: str) -> Typed:
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    return numbers, ~(numbers.isna() & _is_empty(column) | (numbers >= 0) & (numbers <= 1))


def _time(column: pd.Series, name: str) -> Typed:
    is_empty = _is_empty(column)
    times = pd.to_datetime(column.where(~is_empty, None), utc=True, format="ISO8601", errors="coerce").astype(UTC)
    return times, times.isna() & ~is_empty


def _is_empty(column: pd.Series) -> pd.Series:
    """Return where nothing is given: missing, or the empty text."""
    if not pd.api.types.is_object_dtype(column.dtype) and not pd.api.types.is_string_dtype(column.dtype):
        return column.isna()
    is_empty_text = [isinstance(value, str) and not value for value in column.to_numpy(dtype=object)]
    return column.isna() | pd.Series(is_empty_text, index=column.index, dtype=bool)


_TYPES = {
    "text": _text,
    "category": _category,
    "integer": _integer,
    "boolean": _boolean,
    "number": _number,
    "time": _time,
}


def check_tag(
    codebook: Codebook,
    label: str,
    speaker: str = "",
    speaker_kind: str = "",
    origin: str = "hand",
    score: Any = None,
) -> None:
    """Refuse a tag that breaks the tag table's rules.

    Raises
    ------
    TagError
        For a label outside the codebook, a speaker on a label that takes none, or an unknown speaker kind, origin or
        score; the message names what is allowed.

    Examples
    --------
    >>> check_tag(Codebook.shipped(), "fact")
    Traceback (most recent call last):
    annotate._errors.TagError: The label 'fact' is not in the codebook: use one of opinion, reported_fact, ...
    """
    check_text(label=label, speaker=speaker, speaker_kind=speaker_kind, origin=origin)
    _one_of("label", label, codebook.names, "is not in the codebook")
    _one_of("speaker_kind", speaker_kind, SPEAKER_KINDS[1:] if speaker_kind else SPEAKER_KINDS, "is unknown")
    _one_of("origin", origin, ORIGINS, "is unknown")
    if (speaker or speaker_kind) and label not in codebook.with_speaker:
        other = "".join(f", or tag it {other!r}" for other in codebook.with_speaker[:1])
        raise TagError(
            f"A passage tagged {label!r} has no speaker, since the voice itself vouches for it: leave the speaker "
            f"{speaker!r} out{other}."
        )
    if score is not None and not (isinstance(score, int | float | np.number) and 0 <= score <= 1):
        raise TagError(f"The score {score!r} must be a number from 0 to 1, or None.")


def check_text(**given: object) -> None:
    """Refuse anything but text where text is due."""
    for what, value in given.items():
        if not isinstance(value, str):
            raise TagError(f"The {what} {value!r} must be text.")


def _one_of(what: str, given: object, allowed: tuple[str, ...], why: str) -> None:
    if given not in allowed:
        raise TagError(f"The {what} {given!r} {why}: use one of {', '.join(allowed)}.")
