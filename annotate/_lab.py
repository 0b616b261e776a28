"""A notebook for one study, made beside it and ready to run, or the sample notebooks: opened in JupyterLab."""

import getpass
import os
import subprocess
import sys
from pathlib import Path

from annotate._errors import ProjectError
from annotate._notebook_file import write_notebook
from annotate._project.address import URL_VARIABLE, Address
from annotate._project.project import Project
from annotate._samples import FOLDER, copy_samples


def open_lab(study: str, coder: str = "", options: list[str] | None = None) -> int:
    """Open JupyterLab on a study's notebook, and return its exit code when it ends.

    Raises
    ------
    ProjectError
        Where the study can be neither opened nor made.
    """
    if study.lower().endswith(".ipynb"):
        raise ProjectError(f"{study!r} is a notebook's name: name the study, such as {study[:-6] + '.db'!r}.")
    Project(study).close()  # what is no study is said here, not by the notebook's second cell
    url = {URL_VARIABLE: study} if Address.of(study).is_secret else {}
    return _jupyterlab(study_notebook(study, coder), options or [], url)


def open_samples(options: list[str] | None = None) -> int:
    """Open JupyterLab on a copy of the sample notebooks in the working folder, and return its exit code when it ends.

    Raises
    ------
    ProjectError
        Where they cannot be copied there.
    """
    return _jupyterlab(copy_samples(Path(FOLDER)), options or [], {})


def _jupyterlab(notebook: Path, options: list[str], environment: dict[str, str]) -> int:
    as_root = hasattr(os, "getuid") and os.getuid() == 0
    command = [sys.executable, "-m", "jupyterlab", str(notebook), *(["--allow-root"] if as_root else [])]
    # So that JupyterLab's terminals, too, know the command `annotate` of this environment.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    # This Python, and what the person typed:
    return subprocess.call([*command, *options], env={**os.environ, "PATH": path, **environment})  # noqa: S603


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
        raise ProjectError(f"There is no folder {str(path.parent)!r}: make it, or choose another path than {study!r}.")
    here = Path(study).name if address.is_file else study
    write_notebook(_cells(here, coder or getpass.getuser()), path)
    return path


def _cells(study: str, coder: str) -> list[str]:
    tags = f"{Path(study).stem}-tags.csv" if Address.of(study).is_file else "tags.csv"
    return [
        "# A study\n\nRun the cells one after another with **Shift + Enter**. Every tag is on disk at once: there is "
        "nothing to save.",
        f"import annotate\n\n{Address.of(study).opening}",
        "## Articles\n\nPut the path of a folder or a file of yours here; what is already there stays as it is.",
        '# project.add("articles")\nproject.articles().drop(columns="text")',
        "## Tag\n\nClick into the page; **h** shows the codebook and the keys.",
        f"tagger = annotate.Tagger(project, coder={coder!r})\ntagger",
        "## Balance",
        "table = annotate.balance(project.tags(), project.passages())\ntable",
        "if len(table):\n    annotate.plot_balance(table)",
        "## Export",
        f"annotate.write_csv(project.tags(), {tags!r})",
    ]
