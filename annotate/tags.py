"""The tag table: one row a current tag; its columns, their types and their rules."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from annotate.errors import TagError

TEXT = pd.StringDtype("python", na_value=np.nan)
"""pandas' own ``str`` type, kept as Python strings: pyarrow's cannot hold a lone surrogate."""

UTC = pd.DatetimeTZDtype("us", "UTC")

TAG_COLUMNS: dict[str, str] = {
    "tag_id": "text",
    "article_id": "text",
    "source": "category",
    "title": "text",
    "author": "text",
    "published": "text",
    "url": "text",
    "language": "category",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "label": "category",
    "speaker": "text",
    "speaker_kind": "text",
    "evaluative": "boolean",
    "unsure": "boolean",
    "note": "text",
    "coder": "category",
    "origin": "category",
    "score": "number",
    "tagged_at": "time",
    "codebook": "text",
    "article_sha256": "text",
}
"""The tag table's columns, in order, with the kind of each."""

LABELS = ("opinion", "reported_fact", "attributed_claim", "excluded")
"""The shipped codebook's labels; a table's ``label`` categories begin with these, in this order."""

SPEAKER_KINDS = ("", "named", "unnamed", "collective")
ORIGINS = ("hand", "suggestion", "import", "adjudication")


def tag_table(rows: Iterable[Mapping[str, Any]] | pd.DataFrame = ()) -> pd.DataFrame:
    """Give rows of tags the tag table's columns and types.

    Parameters
    ----------
    rows : iterable of mappings, or DataFrame
        At least every column of `TAG_COLUMNS`; others are left out.

    Returns
    -------
    DataFrame
        One row a tag, in the order given, with a fresh index. Text columns are never missing; ``label``,
        ``source``, ``coder``, ``language`` and ``origin`` are categoricals whose categories are sorted
        (``label`` begins with `LABELS`); ``start`` and ``end`` are code points, ``end`` excluded; ``score`` is
        0–1 or missing; ``tagged_at`` is UTC or missing.

    Raises
    ------
    TagError
        Where a column is missing or a value does not fit its column; the message names both.

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
    columns = {name: _typed(frame[name], name, kind) for name, kind in TAG_COLUMNS.items()}
    return pd.DataFrame(columns).reset_index(drop=True)


def _typed(column: pd.Series, name: str, kind: str) -> pd.Series:
    try:
        return _TYPES[kind](column, name)
    except (ValueError, TypeError) as error:
        raise TagError(f"Column {name!r} of the tags has a value that is no {kind}: {error}.") from error


def _text(column: pd.Series, name: str = "") -> pd.Series:
    values = column.astype(object)
    return values.where(values.notna(), "").map(str).astype(TEXT)


def _category(column: pd.Series, name: str) -> pd.Series:
    values = _text(column)
    found = sorted(set(values))
    if name == "label":
        found = [*LABELS, *(label for label in found if label not in LABELS)]
    return values.astype(pd.CategoricalDtype(pd.Index(found, dtype=TEXT)))


def _integer(column: pd.Series, name: str) -> pd.Series:
    numbers = pd.to_numeric(column)
    whole = numbers.astype("int64")
    if not (whole == numbers).all():
        raise ValueError(f"{numbers[whole != numbers].iloc[0]!r}")
    return whole


_TRUE_FALSE = {True: True, False: False, "True": True, "False": False, "true": True, "false": False, "": False}


def _boolean(column: pd.Series, name: str) -> pd.Series:
    values = column.astype(object).where(column.notna(), False)
    known = values.map(_TRUE_FALSE)
    if known.isna().any():
        raise ValueError(f"{values[known.isna()].iloc[0]!r}; True or False is allowed")
    return known.astype(bool)


def _number(column: pd.Series, name: str) -> pd.Series:
    return pd.to_numeric(column.replace("", np.nan)).astype("float64")


def _time(column: pd.Series, name: str) -> pd.Series:
    return pd.to_datetime(column.replace("", None), utc=True, format="ISO8601").astype(UTC)


_TYPES = {
    "text": _text,
    "category": _category,
    "integer": _integer,
    "boolean": _boolean,
    "number": _number,
    "time": _time,
}


def check_tag(
    labels: tuple[str, ...],
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
        For a label outside the codebook, a speaker on anything but an attributed claim, or an unknown speaker
        kind, origin or score; the message names what is allowed.

    Examples
    --------
    >>> check_tag(LABELS, "fact")
    Traceback (most recent call last):
    annotate.errors.TagError: The label 'fact' is not in the codebook: use one of opinion, reported_fact, ...
    """
    check_text(label=label, speaker=speaker, speaker_kind=speaker_kind, origin=origin)
    _one_of("label", label, labels, "is not in the codebook")
    _one_of("speaker_kind", speaker_kind, SPEAKER_KINDS[1:] if speaker_kind else SPEAKER_KINDS, "is unknown")
    _one_of("origin", origin, ORIGINS, "is unknown")
    if (speaker or speaker_kind) and label != "attributed_claim":
        raise TagError(
            f"Only an attributed claim has a speaker, and this passage is tagged {label!r}: leave speaker "
            f"{speaker!r} out, or tag it 'attributed_claim'."
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
