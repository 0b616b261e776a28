"""Types of what pandas takes and gives that it has no name for itself."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeAlias

import pandas as pd

Kinds: TypeAlias = "dict[str, str | type | pd.StringDtype[Any]]"
"""Which type each column is to have."""

Record = Mapping[Hashable, Any]
"""A row of any table, as ``to_dict("records")`` gives it."""
