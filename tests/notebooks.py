"""Notebooks, made and run. What knows their format takes seconds to import: only the tests that need it wait for it."""

import json
from pathlib import Path
from typing import Any


def write(path: Path, *cells: str) -> Path:
    """Write a notebook of code cells."""
    empty = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = {
        "cells": [{**empty, "id": f"cell-{nth}", "source": code} for nth, code in enumerate(cells)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def read(path: Path) -> Any:
    """Read a notebook, and see that it is a valid one."""
    import nbformat

    found = nbformat.read(path, as_version=4)
    nbformat.validate(found)
    return found


def run(path: Path, environment: dict[str, str] | None = None, **options: Any) -> Any:
    """Run every cell where the notebook lies; a cell that fails fails the test with its traceback."""
    from nbclient import NotebookClient

    where = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(read(path), timeout=240, resources=where, **options)
    return client.execute(**({"env": environment} if environment else {}))


def page_of(notebook: Any) -> str:
    """Convert a notebook to HTML, as nbconvert does."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)
    return str(page)
