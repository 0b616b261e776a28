"""Notebooks, made and run. What knows their format takes seconds to import: only the tests that need it wait for it."""

import json
from pathlib import Path
from typing import Any

from tests import forks


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


def run(path: Path, environment: dict[str, str] | None = None, *, is_cold: bool = False, **options: Any) -> Any:
    """Run every cell where the notebook lies; a cell that fails fails the test with its traceback.

    A cold kernel is started as a user's is, and not forked from one that has loaded annotate.
    """
    from jupyter_client import launcher
    from jupyter_client.provisioning import local_provisioner
    from nbclient import NotebookClient

    is_forked = forks.are_to_be_had() and not is_cold
    local_provisioner.launch_kernel = forks.launch_kernel if is_forked else launcher.launch_kernel
    where = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(read(path), timeout=240, resources=where, **options)
    return client.execute(**({"env": environment} if environment else {}))


def page_of(notebook: Any) -> str:
    """Convert a notebook to HTML, as nbconvert does."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)
    return str(page)
