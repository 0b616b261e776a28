"""A notebook written as a file, not run."""

import json
from pathlib import Path

from annotate._json import JsonObject
from annotate._whole_file import whole_file


def write_notebook(cells: list[str], path: Path) -> Path:
    """Write cells as a notebook: Markdown where a cell is headed (``# …``, ``## …``), else Python."""
    page = {
        "cells": [_cell(number, text) for number, text in enumerate(cells, start=1)],
        "metadata": {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    with whole_file(path) as file:
        file.write((json.dumps(page, indent=1) + "\n").encode())
    return path


def _cell(number: int, text: str) -> JsonObject:
    cell: JsonObject = {"id": f"cell-{number:02}", "metadata": {}, "source": text.splitlines(keepends=True)}
    if text.startswith(("# ", "## ")):
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}
