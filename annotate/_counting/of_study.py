"""Count what a project holds, where one is given in place of its tags: then the articles set aside are known, too."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from annotate._codebook import Codebook


class Study(Protocol):
    """A project, as far as it is counted."""

    @property
    def codebook(self) -> Codebook:
        """What its labels are."""

    def tags(self) -> pd.DataFrame:
        """Return its tags."""

    def passages(self) -> pd.DataFrame:
        """Return its passages."""

    def articles(self) -> pd.DataFrame:
        """Return its articles."""

    def _counted(self, by: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return its tags and its passages, with the columns that are counted."""


def is_study(given: object) -> bool:
    """Whether something is a project, and no table and no file of one."""
    return not isinstance(given, pd.DataFrame | str | Path) and hasattr(given, "_counted")


def tags_of(given: Any, codebook: Codebook | None, columns: Collection[object] | None = None) -> tuple[Any, Any]:
    """Return the tags of a project (all columns, or those for counting by some) with its codebook; else what is given.

    Parameters
    ----------
    given : Study, DataFrame, str or Path
    codebook : Codebook, optional
        That was asked for: it counts more than the project's own.
    columns : collection of str, optional
        By which is counted; what is no name is left out.
    """
    if not is_study(given):
        return given, codebook
    named = None if columns is None else [name for name in columns if isinstance(name, str)]
    return given.tags() if named is None else given._counted(named)[0], codebook or given.codebook


def with_aside(table: pd.DataFrame, given: Any) -> pd.DataFrame:
    """Return a table with how many articles of a project are in none of its numbers, where somebody set any aside."""
    aside = int(given._aside().sum()) if is_study(given) else 0
    return table.assign(set_aside=aside) if aside else table
