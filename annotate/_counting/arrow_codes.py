"""A column of codes to names that stay Arrow's: pandas makes an object of each of millions to see that no two agree."""

from typing import Any

import numpy as np
import pandas as pd

from annotate._counting.columns import Array


def arrows(column: Any) -> pd.Series:
    """Return a column of a table of Arrow's, as it is.

    Examples
    --------
    >>> import pyarrow as pa
    >>> names = arrows(pa.chunked_array([pa.array(["a1", "a1", "a2"]).dictionary_encode()]))
    >>> coded_by_arrow(names)[0].tolist()
    [0, 0, 1]
    """
    return pd.Series(pd.arrays.ArrowExtensionArray(column), copy=False)


def arrows_of(codes: Array, names: Any) -> pd.Series:
    """Return a column of codes, −1 where there is no name, and Arrow's array of the names."""
    import pyarrow as pa

    mask = codes < 0
    indices = pa.array(codes, mask=mask if mask.any() else None)
    return arrows(pa.chunked_array([pa.DictionaryArray.from_arrays(indices, names)]))


def is_arrows(column: pd.Series) -> bool:
    """Whether a column is one of `arrows`."""
    import pyarrow as pa

    kind = column.dtype
    return isinstance(kind, pd.ArrowDtype) and pa.types.is_dictionary(kind.pyarrow_dtype)


def held_by(column: pd.Series) -> Any:
    """Return the one array that holds a column of `arrows`."""
    import pyarrow as pa

    held = pa.array(column.array)
    if not isinstance(held, pa.ChunkedArray):
        return held
    held = held.unify_dictionaries()
    return held.chunk(0) if held.num_chunks == 1 else held.combine_chunks()


def coded_by_arrow(column: pd.Series) -> tuple[Array, Any]:
    """Return the codes of a column of `arrows`, −1 where there is no name, and Arrow's array of the names."""
    held = held_by(column)
    codes = held.indices
    return (codes.fill_null(-1) if codes.null_count else codes).to_numpy().astype(np.int32, copy=False), held.dictionary
