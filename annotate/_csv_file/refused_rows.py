"""Rows that cannot be read as tags: each with its line, column, value and cure."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from annotate._errors import TagError

ERRORS = ("raise", "report")
_SHOWN = 10


@dataclass
class RefusedRows:
    """What was refused while one file was read.

    Parameters
    ----------
    name : str
        Of the file.
    rows : list of dict
        One a refused value: ``line`` (or the place in the file), ``column``, ``value``, ``cure``.

    Examples
    --------
    >>> refused = RefusedRows("tags.csv")
    >>> refused.add(7, "label", "fcat", "use one of opinion, reported_fact")
    >>> refused.settle("raise")
    Traceback (most recent call last):
    annotate._errors.TagError: 1 value of 'tags.csv' cannot be read, so that nothing was:
      line 7, column 'label', 'fcat': use one of opinion, reported_fact. ...
    """

    name: str
    rows: list[dict[str, object]] = field(default_factory=list)

    def add(self, line: int | str, column: str, value: object, cure: str) -> None:
        """Refuse one value."""
        self.rows.append({"line": line, "column": column, "value": value, "cure": cure})

    def add_where(self, is_wrong: pd.Series, column: str, values: pd.Series, cure: str | Callable[[str], str]) -> None:
        """Refuse each value that is wrong; the index gives the lines, and the cure may depend on the value."""
        for line, value in values[is_wrong].items():
            self.add(line, column, value, cure if isinstance(cure, str) else cure(value))  # type: ignore[arg-type]

    @property
    def lines(self) -> set[object]:
        """The lines on which something was refused."""
        return {row["line"] for row in self.rows}

    def settle(self, errors: str, note: str = "") -> None:
        """Raise a `TagError` that lists what was refused, unless it is only to be reported.

        Raises
        ------
        TagError
        """
        if not self.rows or errors == "report":
            return
        shown = "".join(
            f"\n  {_place(row['line'])}, column {row['column']!r}, {_short(row['value'])}: {row['cure']}."
            for row in self.rows[:_SHOWN]
        )
        more = f"\n  and {len(self.rows) - _SHOWN} more." if len(self.rows) > _SHOWN else ""
        count = "1 value" if len(self.rows) == 1 else f"{len(self.rows)} values"
        raise TagError(
            f"{count} of {self.name!r} cannot be read, so that nothing was:{shown}{more}\n"
            "Correct them, or use errors='report' to read the other rows and find these in "
            f"tags.attrs['refused'].{note}"
        )


def check_errors(errors: str) -> None:
    """Refuse an ``errors`` that is not known."""
    if errors not in ERRORS:
        raise TagError(f"errors={errors!r} is not known: 'raise' (all or nothing) or 'report' is.")


def _place(line: object) -> str:
    return f"line {line}" if isinstance(line, int) else str(line)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…" + shown[0]
