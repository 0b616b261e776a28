"""Make one table of parts: codes to one list of names, and which articles stand in several."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from annotate._counting.arrow_codes import arrows_of, held_by, is_arrows
from annotate._counting.columns import Array
from annotate._counting.tally import TALLY

TOGETHER = 1 << 20
"""So many rows of small parts are joined before more are read."""


def joined_as_they_come(parts: Iterable[pd.DataFrame]) -> tuple[pd.DataFrame, list[int]]:
    """Join parts while others are read, so that what these needed serves the next; return also how long each was."""
    sizes: list[int] = []
    longer: list[pd.DataFrame] = []
    held: list[pd.DataFrame] = []
    for part in parts:
        sizes.append(len(part))
        held.append(part)
        if sum(map(len, held)) >= TOGETHER:
            longer.append(joined(held, is_last=False))
            held = []
    return joined([*longer, *held]), sizes


def joined(parts: Sequence[pd.DataFrame], *, is_last: bool = True) -> pd.DataFrame:
    """Join parts one below the other; names behind codes are in order, as a tag table has them.

    The parts lose their columns one by one, so that they and the whole are never in memory together. Unless it
    ``is_last``, names that are Arrow's stay so.

    Examples
    --------
    >>> parts = [pd.DataFrame({"source": pd.Categorical([name])}) for name in ("The Quay", "Le Fil")]
    >>> joined(parts)["source"].cat.codes.tolist()
    [1, 0]
    """
    filled = [part for part in parts if len(part)] or [*parts[:1]]
    names = [*filled[0].columns]
    columns = {name: _column([part.pop(name) for part in filled], is_last=is_last) for name in names}
    return pd.DataFrame(columns, copy=False)


def parted(sizes: Sequence[int], whole: pd.DataFrame) -> Array:
    """Return the articles that stand in several parts and of which rows were joined in one.

    Parameters
    ----------
    sizes : sequence of int
        How many rows each part had.
    whole : DataFrame
        What `joined` made of them.
    """
    articles = whole["article_id"].astype("category")
    codes, names = articles.cat.codes.to_numpy(), articles.cat.categories
    seen, is_joined = np.zeros(len(names), dtype=np.int32), np.zeros(len(names), dtype=bool)
    is_joined[codes[(whole[TALLY] > 1).to_numpy() & (codes >= 0)]] = True
    for last, size in zip(np.cumsum(sizes).tolist(), sizes, strict=True):
        own = codes[last - size : last]
        seen[_different(own[own >= 0])] += 1
    found: Array = np.asarray(names[(seen > 1) & is_joined], dtype=object)
    return found


def _different(codes: Array) -> Array:
    """Return the different codes; those of a part mostly lie close together."""
    if not len(codes):
        return codes
    least = codes.min()
    occurs = np.zeros(int(codes.max()) - int(least) + 1, dtype=bool)
    occurs[codes - least] = True
    found: Array = np.flatnonzero(occurs) + least
    return found


def _column(parts: list[pd.Series], *, is_last: bool) -> pd.Series:
    if all(map(is_arrows, parts)):
        codes, names = _one_list([held_by(part) for part in parts])
        return _sorted(codes, pd.Index(names.to_pandas())) if is_last else arrows_of(codes, names)
    if not all(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):
        return pd.concat(parts, ignore_index=True)
    if len(parts) == 1:
        return _sorted(parts[0].cat.codes.to_numpy(), parts[0].cat.categories)
    same = all(part.cat.categories.equals(parts[0].cat.categories) for part in parts[1:])
    if same:
        return _sorted(np.concatenate([part.cat.codes.to_numpy() for part in parts]), parts[0].cat.categories)
    return _sorted(*_unified(parts))


def _unified(parts: list[pd.Series]) -> tuple[Array, pd.Index]:
    """Return codes to one list of names."""
    import pyarrow as pa

    try:
        codes, every = _one_list([_as_arrow(part) for part in parts])
        return codes, pd.Index(every.to_pandas())
    except (pa.ArrowException, UnicodeEncodeError):  # texts that are no Unicode, values of several kinds
        names = parts[0].cat.categories.append([part.cat.categories for part in parts[1:]]).unique()
        places = [np.append(names.get_indexer(part.cat.categories), -1) for part in parts]
        return np.concatenate([of[part.cat.codes] for of, part in zip(places, parts, strict=True)]), names


def _one_list(arrays: list[Any]) -> tuple[Array, Any]:
    """Return codes to one list of the names of several arrays, and the list."""
    import pyarrow as pa

    every = pa.concat_arrays([array.dictionary for array in arrays])
    if _are_in_order(every):  # as where parts were written article by article: none is in two
        first = np.cumsum([0, *(len(array.dictionary) for array in arrays[:-1])], dtype=np.int32)
        codes = [_moved(array.indices, least) for array, least in zip(arrays, first, strict=True)]
        return np.concatenate(codes), every
    whole = pa.chunked_array(arrays).unify_dictionaries()
    codes = [_moved(chunk.indices, np.int32(0)) for chunk in whole.chunks]
    return np.concatenate(codes), whole.chunk(0).dictionary


def _moved(indices: Any, least: np.int32) -> Array:
    codes: Array
    if not indices.null_count:
        codes = indices.to_numpy() + least
        return codes
    codes = indices.fill_null(-1).to_numpy()
    return np.where(codes < 0, -1, codes + least)


def _as_arrow(part: pd.Series) -> Any:
    import pyarrow as pa

    codes = _codes(part)
    indices = pa.array(codes.astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(part.cat.categories))


def _codes(part: pd.Series) -> Array:
    codes: Array = part.cat.codes.to_numpy()
    return codes


def _sorted(codes: Array, names: pd.Index) -> pd.Series:
    """Sort the names behind codes, and leave out those that do not occur, so that groups come in order."""
    occurs = np.zeros(len(names), dtype=bool)
    occurs[codes[codes >= 0]] = True
    order = _order(names)
    if not occurs.all() or order is not None:
        places = np.arange(len(names)) if order is None else order
        places = places[occurs[places]]
        rank = np.full(len(names) + 1, -1, dtype=np.int32)
        rank[places] = np.arange(len(places), dtype=np.int32)
        codes, names = rank[codes], names[places]
    # Asked first, pandas knows that no two agree, without a table of them all.
    _ = names.is_monotonic_increasing
    return pd.Series(pd.Categorical.from_codes(codes, names, validate=False), copy=False)


def _order(names: pd.Index) -> Array | None:
    """Return the order of names; None where they are in order. Arrow needs no object for each of millions."""
    import pyarrow as pa
    from pyarrow import compute

    try:
        held = pa.array(names)
        if _are_in_order(held):
            return None
        order: Array = compute.sort_indices(held).to_numpy()
        return order
    except (pa.ArrowException, UnicodeEncodeError):
        return None if names.is_monotonic_increasing else names.argsort()


def _are_in_order(names: Any) -> bool:
    from pyarrow import compute

    return bool(compute.all(compute.less(names[:-1], names[1:])).as_py() is not False)
