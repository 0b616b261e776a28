"""Parquet: the tag table with its types, for archives too large for text files."""

from pathlib import Path
from typing import IO

import pandas as pd

from annotate._errors import FormatError
from annotate._exact_text import escape, unescape
from annotate._tags import TAG_COLUMNS, variable_names
from annotate._variables import kind_of

_MARK = {b"annotate": b"tags"}
"""Says that text was escaped by `annotate._exact_text.escape`: Parquet's is UTF-8."""

_OWN = {"text": "text", "number": "number", "date": "date", "yes/no": "boolean"}
"""The type of each kind of variable."""

MOST_BYTES = 8 << 30


def write(tags: pd.DataFrame, file: IO[bytes]) -> None:
    """Write a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {
        "integer": pa.int64(), "boolean": pa.bool_(), "number": pa.float64(), "time": pa.timestamp("us", "UTC"),
        "text": pa.large_string(), "category": pa.large_string(),
    }  # fmt: skip
    arrays = {}
    for name, kind in TAG_COLUMNS.items():
        values = list(tags[name].astype(object).where(tags[name].notna(), None))
        if kind in ("text", "category"):
            values = [escape(value) for value in values]
        array = pa.array(values, kinds[kind], from_pandas=True)
        arrays[name] = array.dictionary_encode() if kind == "category" else array
    for name in variable_names(tags):
        values = list(tags[name].astype(object).where(tags[name].notna(), None))
        kind = _OWN[kind_of(tags[name])]
        if kind == "text":
            values = [escape(value) for value in values]
        arrays[escape(name)] = pa.array(values, kinds.get(kind, pa.timestamp("us")), from_pandas=True)
    parquet.write_table(pa.table(arrays, metadata=_MARK), file, compression="zstd")


def read(path: Path) -> pd.DataFrame:
    """Read a Parquet file that has a tag table's columns; anything else in it is not looked at."""
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetFile(path, arrow_extensions_enabled=False) as file:
        size = sum(file.metadata.row_group(nth).total_byte_size for nth in range(file.metadata.num_row_groups))
        if size > MOST_BYTES:
            raise FormatError(f"{path.name!r} would unpack to {size:,} bytes. It was not opened.")
        fields = [field for field in file.schema_arrow if field.name in TAG_COLUMNS or not field.type.num_fields]
        table = file.read(columns=[field.name for field in fields])
        is_ours = (file.schema_arrow.metadata or {}).get(b"annotate") == b"tags"
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    if is_ours:
        for name in columns:
            columns[name] = [unescape(cell) if isinstance(cell, str) else cell for cell in columns[name]]
    found = pd.DataFrame(columns, dtype=object)
    own = [
        field
        for field in fields
        if field.name not in TAG_COLUMNS and field.type not in (pa.large_string(), pa.string())
    ]
    typed = {field.name: table.column(field.name).to_pandas() for field in own}
    typed |= {field.name: typed[field.name].astype("boolean") for field in own if pa.types.is_boolean(field.type)}
    return found.assign(**typed).rename(columns=unescape)
