"""How a verb prints: tables for people or as JSON, and nothing that a terminal would obey."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    import pandas as pd


def show(table: pd.DataFrame, *, as_json: bool) -> None:
    if as_json:
        print_json(table)
    else:
        print_table(table)


def tell_aside(study: str) -> None:
    """Print beside a table how many articles are in none of its numbers."""
    from annotate._cli.given import aside_remark

    if remark := aside_remark(study):
        print(printable(remark), file=sys.stderr)


def print_json(table: pd.DataFrame) -> None:
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    print(json.dumps(rows, indent=1, default=_plain_value))


def _plain_value(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)


def print_table(table: pd.DataFrame) -> None:
    """Print a table for people; long remarks stand below it, with the rows that they are about."""
    remarks = [name for name in ("warning", "reason") if name in table.columns]
    shown = table.drop(columns=remarks).map(_cell).rename(columns=printable)
    print("Nothing is tagged yet." if table.empty else shown.to_string(index=False))
    for name in remarks:
        for remark, rows in table[table[name] != ""].groupby(name, sort=False):
            about = dict.fromkeys(_cell(value) for value in rows.iloc[:, 0])
            print(f"\n{', '.join(about)}: {printable(str(remark))}")


def _cell(value: Any) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else printable(str(value))


def printable(text: str) -> str:
    """Show what a terminal would obey (escapes, direction marks) as a sign instead."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def printable_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))
