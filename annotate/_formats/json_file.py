"""JSON of any make, read and written."""

import json
from pathlib import Path
from typing import Any

from annotate._errors import FormatError


def read_text(path: Path) -> str:
    """Read a file as UTF-8, with or without a mark."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name!r} is not UTF-8: {error.reason}. Export it again as UTF-8.") from error


def from_json(text: str, name: str, line: int | None = None) -> Any:
    """Read JSON; raise a `FormatError` that says where it breaks off."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"Line {line} of {name!r}" if line else repr(name)
        raise FormatError(f"{where} is no JSON that can be read: {error}. Export it again.") from error


def to_json(value: Any, indent: int | None = None, separators: tuple[str, str] | None = None) -> bytes:
    """Write JSON in ASCII, which carries any text, lone surrogates and NUL included."""
    return json.dumps(value, indent=indent, separators=separators).encode("ascii")
