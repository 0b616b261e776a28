"""Read columns of a tag table as codes: small whole numbers that stand for the values, quick to count."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from annotate.errors import BalanceError

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


def require(tags: pd.DataFrame, *names: str) -> None:
    """Raise a `BalanceError` that names the first of ``names`` that is no column of ``tags``."""
    if not isinstance(tags, pd.DataFrame):
        raise BalanceError(f"A tag table is needed (project.tags() or read_csv), not a {type(tags).__name__}.")
    for name in names:
        if name not in tags.columns:
            found = ", ".join(map(str, tags.columns)) or "none"
            raise BalanceError(f"The tags have no column {name!r}. They have: {found}. Add or rename one.")


def coded(column: pd.Series) -> Coded:
    """Give a column as codes; a missing value is the empty text, as everywhere in a tag table.

    Parameters
    ----------
    column : Series
        Quickest as a categorical; any other column with values that can be sorted or compared will do.

    Examples
    --------
    >>> coded(pd.Series(["Le Fil", "The Quay", "Le Fil"])).codes
    array([0, 1, 0])
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, values = _factorized(column)
    if len(codes) and codes.min() < 0:
        return coded(column.astype(object).where(column.notna(), ""))
    return Coded(codes, values)


def _factorized(column: pd.Series) -> tuple[Array, pd.Index]:
    if isinstance(column.dtype, pd.StringDtype) and len(column) > 1:
        return _factorized_text(column)
    try:
        return pd.factorize(column, sort=True)
    except TypeError:  # values of several kinds: order them by how they are written
        return pd.factorize(column.astype(str), sort=True)


def _factorized_text(column: pd.Series) -> tuple[Array, pd.Index]:
    """Give codes to one text a run: the tags of an article mostly stand together."""
    text = column.to_numpy(dtype=object)
    first = np.flatnonzero(np.concatenate([[True], text[1:] != text[:-1]]))
    codes, values = pd.factorize(column.iloc[first], sort=True)
    return np.repeat(codes, np.diff(first, append=len(text))), values


def group_codes(tags: pd.DataFrame, by: Sequence[str]) -> tuple[Array, pd.DataFrame]:
    """Give numbers to the groups that the columns ``by`` make.

    Returns
    -------
    codes : array of int, shape (rows,)
        The group of each row.
    groups : DataFrame
        One row a group, one column a name of ``by``, in order; a category of a single column stands even where it
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
    """Renumber codes below ``size`` so that only those that occur are left; give also which those are."""
    if size > max(1 << 20, 4 * len(codes)):  # a table of every possible code would be mostly empty
        found, codes = np.unique(codes, return_inverse=True)
        return codes, found
    occurs = np.zeros(size, dtype=bool)
    occurs[codes] = True
    found = np.flatnonzero(occurs)
    if len(found) == size:
        return codes, found
    return (np.cumsum(occurs) - 1)[codes], found


def by_column(tags: pd.DataFrame, name: str) -> pd.Series:
    """Give a column to group by; ``"month"`` is made of ``published`` where no such column stands."""
    if name == "month" and name not in tags.columns:
        require(tags, "published")
        return tags["published"].astype("str").str.slice(0, 7)
    require(tags, name)
    return tags[name]


def columns_of(by: str | Sequence[str]) -> list[str]:
    """Give ``by`` as a list of column names."""
    names = [by] if isinstance(by, str) else list(by)
    if not names or "label" in names or len(set(names)) < len(names):
        raise BalanceError(
            f"by={by!r} cannot make groups: name one column or several different ones, such as 'source' or "
            "['source', 'month']; 'label' is already what is counted."
        )
    return names
