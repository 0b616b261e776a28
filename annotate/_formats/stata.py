"""Stata: the tag table with variable and value labels (.dta)."""

from pathlib import Path
from typing import IO

import pandas as pd

from annotate._formats.labelled_table import Limits, read_labelled, write_labelled

LIMITS = Limits("Stata", name=32, label=80, value_label=32_000, text=2_000_000, number=8.98e307)


def write(tags: pd.DataFrame, file: IO[bytes]) -> None:
    """Write a file of Stata."""
    write_labelled(tags, file, "write_dta", LIMITS)


def read(path: Path) -> pd.DataFrame:
    """Read a file of Stata that has a tag table's columns."""
    return read_labelled(path, "read_dta")
