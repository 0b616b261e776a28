"""Excluded passages: in no share, and told all the same.

The balance table has no column for them, since they belong to no label. They travel beside it, in its ``attrs``, which
pandas keeps when rows are chosen, and which Parquet files hold; CSV files do not.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from annotate._counting.columns import Array

EXCLUDED = "excluded"


def group_name(key: Iterable[object]) -> str:
    """Write a group's values as one name.

    Examples
    --------
    >>> group_name(("Le Fil", "2026-04"))
    'Le Fil · 2026-04'
    """
    return " · ".join("" if part is None or part is pd.NA or part != part else str(part) for part in key)


def keep_excluded(table: pd.DataFrame, groups: pd.DataFrame, excluded: Array) -> pd.DataFrame:
    """Keep with a balance table how many passages of each group were excluded; groups without any are left out."""
    some = excluded > 0
    keys = groups[some].itertuples(index=False, name=None)
    table.attrs[EXCLUDED] = {group_name(key): int(many) for key, many in zip(keys, excluded[some], strict=True)}
    return table


def excluded_of(table: pd.DataFrame, names: Sequence[str]) -> list[float]:
    """Return how many passages of each named group were excluded; missing where the table does not know.

    Examples
    --------
    >>> table = pd.DataFrame()
    >>> table.attrs["excluded"] = {"Le Fil": 3}
    >>> excluded_of(table, ["Le Fil", "The Quay"])
    [3.0, 0.0]
    >>> excluded_of(pd.DataFrame(), ["Le Fil"])
    [nan]
    """
    kept = table.attrs.get(EXCLUDED)
    if not isinstance(kept, Mapping):
        return [float("nan")] * len(names)
    return [float(kept.get(name, 0)) for name in names]
