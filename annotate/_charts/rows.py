"""A balance table as a chart needs it: one row per source (or other group), arrays of rows × labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annotate._charts.canvas import Array
from annotate._charts.chart import ordered_names
from annotate._charts.lettering import clean
from annotate._codebook import Codebook
from annotate._counting.columns import group_name
from annotate._errors import BalanceError
from annotate._name_order import sort_key
from annotate._statistics.intervals import RARE_KINDS
from annotate._wording import remark, remarks

_VALUES = ("count", "share", "low", "high", "hand_low", "hand_high")
NEEDED = ("label", "count", "share", "low", "high", "passages", "articles", "warning")


@dataclass(frozen=True)
class Rows:
    """The rows of a chart, from top to bottom.

    Parameters
    ----------
    by : list of str
        The columns that made the groups.
    keys : list of tuple
        The values of ``by`` of each row.
    labels : list of str
        In the codebook's order.
    count, share, low, high : array of float, shape (rows, labels)
        Missing where the table has nothing.
    hand_low, hand_high : array of float, shape (rows, labels)
        The interval by hand alone, where a machine's tags were used too; else missing.
    passages, articles, untagged, excluded : array of float, shape (rows,)
        Missing where nothing is known of them.
    warning : list of str
    left_out : int
        How many rows of the table are not drawn, since ``order`` does not name them.
    confidence : float
        Of the intervals.
    design : str
        The columns that say how articles were drawn; empty for a simple random sample.
    """

    by: list[str]
    keys: list[tuple[object, ...]]
    labels: list[str]
    count: Array
    share: Array
    low: Array
    high: Array
    hand_low: Array
    hand_high: Array
    passages: Array
    articles: Array
    untagged: Array
    excluded: Array
    warning: list[str]
    left_out: int = 0
    confidence: float = 0.95
    design: str = ""

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def unit(self) -> str:
        """What was counted: characters where there are more of them than passages."""
        return "characters" if np.nansum(self.count) > self.passages.sum() + 0.5 else "passages"

    @property
    def has_hands(self) -> bool:
        """Whether some interval stands beside one by hand alone."""
        return bool(np.isfinite(self.hand_low).any())

    def names(self) -> list[str]:
        """Return each row's name, not yet fit to be drawn."""
        return [group_name(key) for key in self.keys]

    def picked(self, places: Sequence[int], left_out: int = 0) -> "Rows":
        """Return some of the rows, in this order."""
        arrays = (*_VALUES, "passages", "articles", "untagged", "excluded")
        return replace(
            self,
            keys=[self.keys[place] for place in places],
            warning=[self.warning[place] for place in places],
            left_out=left_out,
            **{name: getattr(self, name)[list(places)] for name in arrays},
        )


def labels_of(table: pd.DataFrame) -> list[str]:
    """Return the labels of a balance table.

    Raises
    ------
    BalanceError
        Where it is none.
    """
    _check(table)
    return list(dict.fromkeys(map(str, table["label"])))


def read_rows(table: pd.DataFrame, order: Sequence[str] | None, codebook: Codebook) -> Rows:
    """Read a balance table.

    Raises
    ------
    BalanceError
        Where it is none, a group has two rows of one label, or ``order`` names what it does not have.
    """
    _check(table)
    by = [str(name) for name in table.columns[: list(table.columns).index("label")]]
    label = np.array([str(name) for name in table["label"]], dtype=object)
    labels = [name for name in _label_order(table, codebook) if (label == name).any()]
    row, keys = _groups(table, by)
    column = np.array([labels.index(name) for name in label], dtype=np.int64)
    twice = pd.Series(row * len(labels) + column).duplicated()
    if twice.any():
        first = int(twice.argmax())
        raise BalanceError(
            f"The balance table has two rows for {group_name(keys[row[first]])!r} and {label[first]!r}: keep one."
        )
    values = {name: np.full((len(keys), len(labels)), np.nan) for name in _VALUES}
    for name in table.columns.intersection([*_VALUES]):
        values[name][row, column] = _numbers(table[name])
    first_rows = np.unique(row, return_index=True)[1]
    firsts = table.iloc[first_rows]
    rows = Rows(
        by,
        keys,
        labels,
        values["count"],
        values["share"],
        values["low"],
        values["high"],
        values["hand_low"],
        values["hand_high"],
        passages=np.nan_to_num(_numbers(firsts["passages"])),
        articles=np.nan_to_num(_numbers(firsts["articles"])),
        untagged=_known(firsts, "untagged"),
        excluded=_known(firsts, "excluded"),
        warning=_warnings(table["warning"], row, len(keys)),
        confidence=float(_numbers(firsts["confidence"])[0]) if "confidence" in firsts and len(firsts) else 0.95,
        design=clean(firsts["design"].iloc[0]) if "design" in firsts and len(firsts) else "",
    )
    return _as_people_sort(rows) if order is None else _ordered(rows, order)


def _as_people_sort(rows: Rows) -> Rows:
    """Put rows that are in the order of their characters, as `balance` leaves them, in the order that people expect."""
    names = rows.names()
    if names != sorted(names):
        return rows  # somebody has chosen an order
    return rows.picked(sorted(range(len(names)), key=lambda place: sort_key(names[place])))


def _check(table: pd.DataFrame) -> None:
    if not isinstance(table, pd.DataFrame):
        raise BalanceError(f"A balance table is needed (what balance(tags) returned), not a {type(table).__name__}.")
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        raise BalanceError(
            f"This is no balance table: it lacks the column {missing[0]!r}. Pass what balance(tags) returned."
        )


def _numbers(column: pd.Series) -> Array:
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def _label_order(table: pd.DataFrame, codebook: Codebook) -> list[str]:
    column = table["label"]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [str(name) for name in column.cat.categories]
    found, known = sorted({str(name) for name in column}), codebook.names
    return [*(name for name in known if name in found), *(name for name in found if name not in known)]


def _groups(table: pd.DataFrame, by: list[str]) -> tuple[Array, list[tuple[object, ...]]]:
    """Return each table row's group as a number, groups in their order in the table."""
    if not by:
        return np.zeros(len(table), dtype=np.int64), [("",)] if len(table) else []
    found: dict[tuple[object, ...], int] = {}
    row = [found.setdefault(key, len(found)) for key in zip(*(_present(table[name]) for name in by), strict=True)]
    return np.array(row, dtype=np.int64), list(found)


def _present(column: pd.Series) -> list[object]:
    """Return a column's values, a missing one as the empty text."""
    return list(column.astype(object).where(column.notna(), ""))


def _warnings(column: pd.Series, row: Array, rows: int) -> list[str]:
    """Return what the table says of each group, in the rows of its labels together.

    That rare kinds may be missing from few articles holds of most rows of most studies: a mark on it would mark none.
    """
    usual = remark("rare_kinds", few=RARE_KINDS)
    said: list[dict[str, None]] = [{} for _ in range(rows)]
    for place, warning in zip(row.tolist(), column, strict=True):
        if not pd.isna(warning):
            said[place].update(dict.fromkeys(one for one in str(warning).split("; ") if one != usual))
    return [remarks(*sentences) for sentences in said]


def _known(firsts: pd.DataFrame, name: str) -> Array:
    """Return a column that not every balance table has; missing where it has none."""
    return _numbers(firsts[name]) if name in firsts else np.full(len(firsts), np.nan)


def _ordered(rows: Rows, order: Sequence[str]) -> Rows:
    names = rows.names()
    wanted = ordered_names(order, names, "in the table")
    places = [place for one in wanted for place, name in enumerate(names) if name == one]
    return rows.picked(places, left_out=len(rows) - len(places))
