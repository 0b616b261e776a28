"""What is given to a verb: a study or a tag table to read, a file and a format to write."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import annotate
from annotate._errors import AnnotateError, FormatError, ProjectError
from annotate._format_names import BY_ENDING, FORMATS

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    import pandas as pd


Format = StrEnum("Format", ["csv", "excel", *FORMATS])  # type: ignore[misc]
"""What tags are written as: exact CSV, CSV for a spreadsheet, or another program's format."""


def by_ending(output: Path) -> Format:
    found = BY_ENDING.get(output.suffix.lower())
    if found is None:
        raise FormatError(
            f"The ending of {output.name!r} stands for no format: add --format with one of {', '.join(Format)}."
        )
    return Format(found)


def check_output(study: str, output: Path) -> None:
    from annotate._project.address import Address

    address = Address.of(study)
    if address.is_file and address.path == output.resolve():
        raise FormatError(f"{str(output)!r} is what would be read: name another file to write.")


def is_tag_file(study: str) -> bool:
    return study.lower().endswith(".csv")


def opened(study: str) -> annotate.Project:
    """Open a project that is there: only `import` and `lab` make one."""
    from annotate._project.address import Address

    address = Address.of(study)
    if address.is_missing:
        raise ProjectError(
            f"There is no study {study!r}: check the path, or make it with `annotate import {study} ARTICLES`."
        )
    if address.is_empty:
        raise ProjectError(f"{study!r} is empty, nothing of a study is left in it: take your last copy of it.")
    return annotate.open_project(study)


def tags_of(study: str) -> pd.DataFrame:
    if is_tag_file(study):
        return annotate.read_csv(study)
    with opened(study) as project:
        return project.tags()


def counted(study: str, by: list[str]) -> tuple[pd.DataFrame, pd.DataFrame | None, annotate.Codebook | None]:
    """Return what counting needs: the tags and, of a project, its passages and its codebook."""
    if is_tag_file(study):
        from annotate._csv_file.csv_columns import read_counted

        return read_counted(study, by), None, None
    with opened(study) as project:
        return *project._counted(by), project.codebook


def aside_remark(study: str) -> str:
    """Return how many articles are in no number; nothing where none is, or the study cannot be read."""
    if is_tag_file(study):
        return ""
    try:
        with opened(study) as project:
            aside = int(project._aside().sum())
    except AnnotateError:
        return ""
    if not aside:
        return ""
    return f"{aside} {'article is' if aside == 1 else 'articles are'} set aside, and in no number."
