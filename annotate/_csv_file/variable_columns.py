"""The columns of a CSV file that are no tag table's: its variables."""

import pandas as pd

from annotate._csv_file.protected_cells import unprotect
from annotate._exact_text import unescape
from annotate._tags import variable_names
from annotate._variables import Kind, from_cells, inferred, read_header


def with_variables(cells: pd.DataFrame, *, guarded: bool = True) -> pd.DataFrame:
    """Return a table in which the columns that are no tag table's are typed; they hold cells as they stand in a file.

    Parameters
    ----------
    cells : DataFrame
    guarded : bool
        Whether text was guarded against spreadsheets, as in CSV.

    Examples
    --------
    >>> with_variables(pd.DataFrame({"reach": ["3", ""], "code (text)": ["7", "8"]})).dtypes.map(str).to_dict()
    {'reach': 'float64', 'code': 'str'}
    """
    names = variable_names(cells)
    if not names:
        return cells
    typed = {}
    for written in names:
        name, kind = read_header(_text(written) if guarded else written)
        typed[written] = (name, _variable(cells[written].tolist(), kind, guarded).set_axis(cells.index))
    own = cells.drop(columns=names)
    return pd.concat([own, *(column.rename(name) for name, column in typed.values())], axis=1)


def _text(cell: str) -> str:
    return unescape(unprotect(cell))


def _variable(cells: list[str], kind: Kind | None, guarded: bool) -> pd.Series:
    kind = kind or inferred(cells)
    if kind != "text":
        try:
            return from_cells(cells, kind)
        except ValueError:
            pass  # a cell of another kind was put in meanwhile: text keeps it
    return from_cells(list(map(_text, cells)) if guarded else cells, "text")
