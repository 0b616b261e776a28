"""Make one table of parts: codes to one list of names, and which articles stand in several."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from annotate._counting.columns import Array
from annotate._counting.tally import TALLY


def joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join parts one below the other; names behind codes are in order, as a tag table has them.

    The parts lose their columns one by one, so that they and the whole are never in memory together.

    Examples
    --------
    >>> parts = [pd.DataFrame({"source": pd.Categorical([name])}) for name in ("The Quay", "Le Fil")]
    >>> joined(parts)["source"].cat.codes.tolist()
    [1, 0]
    """
    filled = [part for part in parts if len(part)] or [*parts[:1]]
    names = [*filled[0].columns]
    return pd.DataFrame({name: _column([part.pop(name) for part in filled]) for name in names}, copy=False)


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


def _column(parts: list[pd.Series]) -> pd.Series:
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
        arrays = [_as_arrow(part) for part in parts]
        every = pa.concat_arrays([array.dictionary for array in arrays])
        if _are_in_order(every):  # as where parts were written article by article: none is in two
            first = np.cumsum([0, *(len(array.dictionary) for array in arrays[:-1])], dtype=np.int32)
            moved = [
                np.where(codes < 0, -1, codes + least) for codes, least in zip(map(_codes, parts), first, strict=True)
            ]
            return np.concatenate(moved), pd.Index(every.to_pandas())
        whole = pa.chunked_array(arrays).unify_dictionaries()
        names = whole.chunk(0).dictionary
        codes = [chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in whole.chunks]
        return np.concatenate(codes), pd.Index(names.to_pandas())
    except (pa.ArrowException, UnicodeEncodeError):  # texts that are no Unicode, values of several kinds
        names = parts[0].cat.categories.append([part.cat.categories for part in parts[1:]]).unique()
        places = [np.append(names.get_indexer(part.cat.categories), -1) for part in parts]
        return np.concatenate([of[part.cat.codes] for of, part in zip(places, parts, strict=True)]), names


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
