"""The report: one page about a study, to be read, printed and passed on; or the same as a notebook."""

from pathlib import Path

import pandas as pd

from annotate._balance import balance
from annotate._errors import AnnotateError
from annotate._exact_text import takes_any_text
from annotate._notebook_file import write_notebook
from annotate._report.notebook import report_cells
from annotate._report.page import Front, page_of
from annotate._report.study import Study, read_study, study_file
from annotate._whole_file import whole_file
from annotate._wording import Wording


@takes_any_text
def write_report(
    study: Study,
    path: str | Path,
    *,
    language: str = "en",
    notebook: bool = False,
    title: str = "",
    author: str = "",
    question: str = "",
    by: str = "",
    machine: pd.DataFrame | str | Path | None = None,
    random: bool = False,
) -> Path:
    """Write a report: what was found, in three sentences and a chart, then what it rests on and how it was made.

    Balance, comparison of sources, agreement, speakers, example passages, corpus, coders, codebook, method, limits.

    Parameters
    ----------
    study : Project, DataFrame, str or Path
        A project or where one is, or a tag table or the ``.csv`` file of one.
    path : str or Path
        The page to write; an old one is replaced.
    language : {"en", "fr"}
        Of the wording.
    notebook : bool
        True for a notebook (``.ipynb``) that computes the same and can be changed. Of a tag table it needs the file,
        so that one is written beside it.
    title, author, question : str
        What stands at the head of the report: its title, who wrote it, and the question that it answers.
    by : str
        A column by which the balance is told too, below that of the sources: one of the study's own, such as
        ``"section"``, or ``"month"``, ``"coder"`` ….
    machine, random
        As for `balance`: a machine's reading of the whole archive from which the tagged articles were drawn. The chart
        then shows the archive's shares with both intervals, and a paragraph says how they were estimated.

    Returns
    -------
    Path
        What was written: one self-contained HTML page (charts inline, no script, no network), or the notebook.

    Raises
    ------
    AnnotateError
        Where the language is unknown, the study cannot be read, the page cannot be written, or a notebook is asked for
        with a machine.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from annotate._tags import tag_table
    >>> page = write_report(tag_table(), pathlib.Path(tempfile.mkdtemp()) / "report.html")
    >>> "Nothing is tagged yet" in page.read_text(encoding="utf-8")
    True
    """
    say, path, front = Wording(language), Path(path), Front(title, author, question)
    if notebook and machine is not None:
        raise AnnotateError(
            "notebook=True was asked with machine=: a notebook of the report holds the tags alone. Write the page "
            "(notebook=False), or put annotate.balance(tags, passages, machine=…) into a cell of the notebook."
        )
    if notebook:
        path = path.with_suffix(".ipynb")
        return write_notebook(report_cells(study_file(study, path), say, front, by), path)
    tables = read_study(study, by)
    if machine is not None:
        found = balance(tables.tags, tables.passages, codebook=tables.codebook, machine=machine, random=random)
        tables = tables._replace(machine=found)
    written = page_of(tables, say, front)
    with whole_file(path) as file:
        file.write(written.encode(errors="replace"))
    return path
