"""Read columns of a tag table as codes: small whole numbers that stand for the values, quick to count."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from annotate._codebook import Codebook, near
from annotate._errors import BalanceError
from annotate._exact_text import TEXT
from annotate._variables import shown

Array = NDArray[Any]


class Coded(NamedTuple):
    """A column as codes.

    Parameters
    ----------
    codes : array of int, shape (rows,)
        Which of ``values`` stands in each row; never negative.
    values : Index
        The values, in the column's own order of categories, else sorted.
    """

    codes: Array
    values: pd.Index


def require(table: pd.DataFrame, *names: str, what: str = "tags") -> None:
    """Raise a `BalanceError` that names the first of ``names`` that is no column, or is one twice."""
    if not isinstance(table, pd.DataFrame):
        raise BalanceError(f"A table of {what} is needed (project.{what}()), not a {type(table).__name__}.")
    for name in names:
        if name not in table.columns:
            found = ", ".join(map(str, table.columns)) or "none"
            raise BalanceError(f"The {what} have no column {name!r}. They have: {found}. Add or rename one.")
        if (table.columns == name).sum() > 1:
            raise BalanceError(f"The {what} have the column {name!r} twice: keep one of the two, or rename it.")


def coded(column: pd.Series) -> Coded:
    """Return a column as codes; a missing value is the empty text, as everywhere in a tag table.

    Parameters
    ----------
    column : Series
        Quickest as a categorical; any other column with values that can be sorted or compared will do.

    Examples
    --------
    >>> coded(pd.Series(["Le Fil", "The Quay", "Le Fil"])).codes
    array([0, 1, 0])
    """
    codes, values = _coded(column)
    return Coded(codes, _as_text(values))


def _coded(column: pd.Series) -> Coded:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, values = _factorized(column)
    if len(codes) and codes.min() < 0:
        return _coded(column.astype(object).where(column.notna(), ""))
    return Coded(codes, values)


def _as_text(values: pd.Index) -> pd.Index:
    """Return text the type that holds every text, lone surrogates too; leave numbers and dates as they are."""
    if values.dtype == object and not all(isinstance(value, str) for value in values):
        return values
    is_text = values.dtype == object or isinstance(values.dtype, pd.StringDtype)
    return values.astype(TEXT) if is_text else values


def coded_labels(column: pd.Series, codebook: Codebook, *, every: bool = False) -> Coded:
    """Return labels as codes in the codebook's order, its own labels first, unless the column is ordered.

    Parameters
    ----------
    column : Series
    codebook : Codebook
    every : bool
        Whether all of the codebook's labels shall be among the values, those that do not occur too.

    Raises
    ------
    BalanceError
        Where two labels are one but for capitals and blanks: counted apart they would be two halves of a number.

    Examples
    --------
    >>> coded_labels(pd.Series(["satire", "reported_fact", "opinion"]), Codebook.shipped()).values.to_list()
    ['opinion', 'reported_fact', 'satire']
    """
    codes, values = coded(column)
    _refuse_near(codes, values, codebook)
    shipped = codebook.names if every else ()
    if isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered:
        return Coded(
            codes, values.append(pd.Index([name for name in shipped if name not in values], dtype=values.dtype))
        )
    first = [name for name in codebook.names if every or name in values]
    ordered = pd.Index([*first, *(name for name in values if name not in first)], dtype=object)
    rank = ordered.get_indexer(values)
    same = (rank == np.arange(len(values))).all()
    return Coded(codes if same else rank.astype(np.int16)[codes], _as_text(ordered))


def _refuse_near(codes: Array, values: pd.Index, codebook: Codebook) -> None:
    known = {near(name): name for name in codebook.names}
    for code, name in enumerate(map(str, values)):
        other = known.setdefault(near(name), name)
        if other != name and (codes == code).any():
            raise BalanceError(
                f"The labels {other!r} and {name!r} are one but for capitals and blanks: bring them to one form, such "
                f"as with tags['label'].astype(str).replace({{{name!r}: {other!r}}})."
            )


def _factorized(column: pd.Series) -> tuple[Array, pd.Index]:
    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "python" and len(column):
        return _factorized_text(column)
    try:
        return pd.factorize(column, sort=True)
    except TypeError:  # values of several kinds: order them by how they are written
        return pd.factorize(column.map(str).astype(TEXT), sort=True)


def _factorized_text(column: pd.Series) -> tuple[Array, pd.Index]:
    """Return codes to one text per run: the tags of an article mostly stand together."""
    text = column.astype(TEXT).to_numpy(dtype=object)
    first = _run_starts(text)
    codes, values = pd.factorize(text[first])
    if not (values[1:] > values[:-1]).all():
        codes, values = pd.factorize(text[first], sort=True)
    return np.repeat(codes, np.diff(first, append=len(text))), pd.Index(values, dtype=TEXT)


def _run_starts(text: Array) -> Array:
    """Return where a text differs from the one before; one and the same object need not be read to know that."""
    objects = np.frombuffer(np.ascontiguousarray(text), dtype=np.intp)
    other = np.flatnonzero(objects[1:] != objects[:-1]) + 1
    differs = (text[other] != text[other - 1]).astype(bool)
    return np.concatenate([[0], other[differs]])


def articles_of(tags: pd.DataFrame) -> Coded:
    """Return the articles of the tags as codes; none may be missing, since all intervals rest on the article."""
    found = _coded(tags["article_id"])  # there may be many: nothing shows their names, which may keep their type
    if (found.values == "").any():  # “in” would make an object of each
        empty = (tags["article_id"].isna() | (tags["article_id"] == "")).to_numpy(dtype=bool)
        if empty.any():
            raise BalanceError(
                f"Column 'article_id' is empty in {int(empty.sum())} row(s), first in row "
                f"{tags.index[int(np.argmax(empty))]!r}: say which article each tag is in, or leave these rows out."
            )
    return found


LONGEST = 2**31 - 1
"""No article has more characters; beyond it, numbers that stand for an article and a place in it would overflow."""


def borders(table: pd.DataFrame) -> tuple[Array, Array]:
    """Return the columns ``start`` and ``end`` as whole numbers, and refuse what is no stretch of text."""
    start, end = _whole(table, "start"), _whole(table, "end")
    wrong = (end <= start) | (start < 0)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise BalanceError(
            f"Columns 'start' and 'end' of row {table.index[row]!r} are {start[row]} and {end[row]}: a passage "
            "starts at 0 or later and ends after its start. Correct or leave out this row."
        )
    if len(end) and end.max() > LONGEST:
        row = int(np.argmax(end))
        raise BalanceError(
            f"Column 'end' of row {table.index[row]!r} is {end[row]}: no article is so long ({LONGEST} characters at "
            "most). Correct or leave out this row."
        )
    return start, end


def _whole(table: pd.DataFrame, name: str) -> Array:
    column = table[name]
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu":
        return column.to_numpy(dtype=np.int64)
    numbers = pd.to_numeric(column.astype(object), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = ~(np.isfinite(numbers) & (numbers == np.floor(numbers)))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise BalanceError(
            f"Column {name!r} of row {table.index[row]!r} is {column.iloc[row]}: it must be a whole number of "
            "characters. Correct or leave out this row."
        )
    return numbers.astype(np.int64)


def group_codes(tags: pd.DataFrame, by: Sequence[str]) -> tuple[Array, pd.DataFrame]:
    """Return numbers to the groups that the columns ``by`` make.

    Returns
    -------
    codes : array of int, shape (rows,)
        The group of each row.
    groups : DataFrame
        One row per group, one column per name of ``by``, in order; a category of a single column stands even where it
        does not occur.

    Examples
    --------
    >>> tags = pd.DataFrame({"source": ["Le Fil", "The Quay", "Le Fil"], "month": ["05", "05", "04"]})
    >>> codes, groups = group_codes(tags, ["source", "month"])
    >>> codes
    array([1, 2, 0])
    >>> groups.loc[0].to_list()
    ['Le Fil', '04']
    """
    parts = [coded(by_column(tags, name)) for name in by]
    if len(parts) == 1:
        return parts[0].codes, pd.DataFrame({by[0]: parts[0].values})
    codes = parts[0].codes
    sizes = [len(part.values) for part in parts]
    for part, size in zip(parts[1:], sizes[1:], strict=True):
        codes = codes.astype(np.int64) * size + part.codes
    codes, found = compressed(codes, int(np.prod(sizes)))
    places = np.unravel_index(found, sizes)
    groups = {name: part.values.take(place) for name, part, place in zip(by, parts, places, strict=True)}
    return codes, pd.DataFrame(groups)


def compressed(codes: Array, size: int) -> tuple[Array, Array]:
    """Renumber codes below ``size`` so that only those that occur are left, and return also which those are."""
    if size > max(1 << 20, 4 * len(codes)):  # a table of every possible code would be mostly empty
        found, codes = np.unique(codes, return_inverse=True)
        return codes, found
    occurs = np.zeros(size, dtype=bool)
    occurs[codes] = True
    found = np.flatnonzero(occurs)
    if len(found) == size:
        return codes, found
    return (np.cumsum(occurs) - 1)[codes], found


NO_MONTH = "not an ISO date"
"""The group of what has a date of publication that cannot be read; it shall not pass for a month."""

ISO_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])(?:[T ].*)?)?", re.DOTALL)


def month_of(published: object) -> str:
    """Return the month of an ISO date; `NO_MONTH` where it is none, and nothing where there is none.

    Examples
    --------
    >>> [month_of(date) for date in ("2026-05-12", "2026-05", "May 2026", "12/05/2026", "")]
    ['2026-05', '2026-05', 'not an ISO date', 'not an ISO date', '']
    """
    written = "" if published is None or published is pd.NA or published != published else str(published).strip()
    return written[:7] if not written or ISO_MONTH.fullmatch(written) else NO_MONTH


def alike(name: object) -> str:
    """Return a name as a reader hears it: without capitals, doubled blanks and ways to encode an accent.

    Examples
    --------
    >>> alike("Le Fil ") == alike("le  fil")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", str(name)).casefold().split())


def by_column(tags: pd.DataFrame, name: str) -> pd.Series:
    """Return a column to group by; ``"month"`` is made of ``published`` where no such column stands."""
    if name == "month" and name not in tags.columns:
        require(tags, "published")
        return _months(tags["published"])
    require(tags, name)
    return tags[name]


def group_name(key: Iterable[object]) -> str:
    """Write a group's values as one name.

    Examples
    --------
    >>> group_name(("Le Fil", "2026-04"))
    'Le Fil · 2026-04'
    """
    return " · ".join(map(shown, key))


def _months(published: pd.Series) -> pd.Series:
    codes, values = coded(published)
    months = pd.Index([month_of(value) for value in values], dtype=TEXT)
    found = months.unique().sort_values()
    return pd.Series(pd.Categorical.from_codes(found.get_indexer(months)[codes], found), index=published.index)


def columns_of(by: str | Sequence[str]) -> list[str]:
    """Return ``by`` as a list of column names."""
    names = [by] if isinstance(by, str) else list(by) if isinstance(by, Iterable) else []
    if not names or "label" in names or len(set(names)) < len(names):
        raise BalanceError(
            f"by={by!r} cannot make groups: name one column or several different ones, such as 'source' or "
            "['source', 'month']; 'label' is already what is counted."
        )
    return names
