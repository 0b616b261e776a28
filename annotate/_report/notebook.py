"""A notebook for one study: made beside it, ready to run, and opened in JupyterLab."""

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from annotate._errors import ProjectError
from annotate._project.address import Address
from annotate._project.project import Project
from annotate._whole_file import whole_file


def open_lab(study: str, coder: str = "", options: list[str] | None = None) -> int:
    """Open JupyterLab on a study's notebook; give JupyterLab's exit code when it ends.

    Raises
    ------
    ProjectError
        Where the study can be neither opened nor made.
    """
    if study.lower().endswith(".ipynb"):
        raise ProjectError(f"{study!r} is a notebook's name: give the study, such as {study[:-6] + '.db'!r}.")
    Project(study).close()  # what is no study is said here, not by the notebook's second cell
    notebook = study_notebook(study, coder)
    as_root = hasattr(os, "getuid") and os.getuid() == 0
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *(["--allow-root"] if as_root else [])]
    # So that JupyterLab's terminals, too, know the command `annotate` of this environment.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # This Python, and what the person typed:
    return subprocess.call([*command, *(options or [])], env={**os.environ, "PATH": path})  # noqa: S603


def study_notebook(study: str, coder: str = "") -> Path:
    """Return the notebook beside a study, made where it is missing; one that is there is never touched.

    Raises
    ------
    ProjectError
        Where its folder is missing.
    """
    # A study on a server has its notebook in the working folder.
    address = Address.of(study)
    path = Path(study).expanduser().with_suffix(".ipynb") if address.is_file else Path("study.ipynb")
    if path.exists():
        return path
    if not path.parent.is_dir():
        raise ProjectError(f"There is no folder {str(path.parent)!r}: make it, or give another path than {study!r}.")
    here = Path(study).name if address.is_file else study
    write_notebook(_cells(here, coder or getpass.getuser()), path)
    return path


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


def _cell(number: int, text: str) -> dict[str, Any]:
    cell = {"id": f"cell-{number:02}", "metadata": {}, "source": text.splitlines(keepends=True)}
    if text.startswith(("# ", "## ")):
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}


def _cells(study: str, coder: str) -> list[str]:
    tags = f"{Path(study).stem}-tags.csv" if Address.of(study).is_file else "tags.csv"
    return [
        "# A study\n\nRun the cells one after another with **Shift + Enter**. Every tag is on disk at once: there is "
        "nothing to save.",
        f"import annotate\n\nproject = annotate.open_project({study!r})",
        "## Articles\n\nPut the path of a folder or a file of yours here; what is there already stays as it is.",
        '# project.add("articles")\nproject.articles().drop(columns="text")',
        "## Tag\n\nClick into the page; **h** shows the codebook and the keys.",
        f"tagger = annotate.Tagger(project, coder={coder!r})\ntagger",
        "## Balance",
        "table = annotate.balance(project.tags(), project.passages())\ntable",
        "if len(table):\n    annotate.plot_balance(table)",
        "## Export",
        f"annotate.write_csv(project.tags(), {tags!r})",
    ]
