"""SPSS: the tag table with variable and value labels (.sav)."""

from pathlib import Path
from typing import IO

import pandas as pd

from annotate._formats.labelled_table import Limits, read_labelled, write_labelled

LIMITS = Limits("SPSS", name=64, label=256, value_label=120, text=32_767, number=1.79e308)


def write(tags: pd.DataFrame, file: IO[bytes]) -> None:
    """Write a file of SPSS."""
    write_labelled(tags, file, "write_sav", LIMITS)


def read(path: Path) -> pd.DataFrame:
    """Read a file of SPSS that has a tag table's columns."""
    return read_labelled(path, "read_sav")
