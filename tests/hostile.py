"""Tag tables with hostile text in every column, for Hypothesis."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from annotate._codebook import Codebook
from annotate._tags import TAG_COLUMNS, tag_table

LABELS = Codebook.shipped().names

PIECES = [
    "\r", "\n", "\r\n", "\x00", "\x1a", "\x1a0000", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\ufeff", '"', '""',
    "'", "''", ",", ";", "\t", "|", "\\", "NA", "NaN", "nan", "None", "null", "<NA>", "N/A", "-", "--", "@", "+", "=",
    "007", "1e5", "True", "FALSE", "-1", "1.50", "1,5", "50%", "$3", "12:30", "1/2", "12 May 2026", "3 août",
    "2026-05-12", '=HYPERLINK("https://example.org","x")', " =1+1", "＝1+1", "'=1+1", "@SUM(A1)", "-2+3", "+cmd",
    "é", "😀", "👩‍👩‍👧", "\ud83d", "\ude00", "\ud83d\ude00", "L’eau monte.", "the mayor", " ",
]  # fmt: skip

hostile = st.lists(st.sampled_from(PIECES), max_size=4).map("".join) | st.text(
    st.characters(codec=None, categories=None), max_size=12
)
"""Text of the kind that breaks files: signs that formats, spreadsheets and parsers take for something else."""

_TIMES = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999), timezones=st.just(UTC))


@st.composite
def hostile_tag(draw: st.DrawFn) -> dict[str, Any]:
    """One row of a tag table."""
    start = draw(st.integers(0, 10**9))
    by_kind = {
        "text": hostile,
        "category": hostile,
        "boolean": st.booleans(),
        "number": st.none() | st.floats(0, 1),
        "time": st.none() | _TIMES,
    }
    row = {name: draw(by_kind[kind]) for name, kind in TAG_COLUMNS.items() if kind in by_kind}
    row["label"] = draw(st.sampled_from(LABELS) | hostile)
    return {**row, "start": start, "end": start + draw(st.integers(1, 10**6))}


def hostile_tables() -> st.SearchStrategy[pd.DataFrame]:
    """Tag tables of no to three rows."""
    return st.lists(hostile_tag(), max_size=3).map(tag_table)


def assert_equal(read: pd.DataFrame, written: pd.DataFrame) -> None:
    """Compare value by value: pandas' own `equals` cannot compare categories that hold a lone surrogate."""
    assert list(read.columns) == list(written.columns)
    for name in written.columns:
        assert str(read[name].dtype) == str(written[name].dtype)
        assert _shown(read[name]) == _shown(written[name]), name
        if isinstance(written[name].dtype, pd.CategoricalDtype):
            assert read[name].cat.categories.tolist() == written[name].cat.categories.tolist()


def _shown(column: pd.Series) -> list[str]:
    """Return each value as Python writes it, exactly, so that what is missing is alike too."""
    return list(map(repr, column.tolist()))
