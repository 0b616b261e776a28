"""The verbs that write for others: files of tags, a release, a report."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import annotate
from annotate._cli.app import AsJson, Study, StudyOrTags, app
from annotate._cli.given import Format, by_ending, check_output, is_tag_file, opened, tags_of
from annotate._cli.printed import printable, show
from annotate._errors import FormatError

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    from collections.abc import Iterator

    import pandas as pd


@app.command(epilog="For example: annotate export study.db -o tags.csv --format excel")
def export(
    study: StudyOrTags,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write; replaces an old one.")
    ],
    format: Annotated[  # noqa: A002 - the word that users look for
        Format | None,
        typer.Option(
            metavar="FORMAT",
            help=f"By default, the file's ending decides. One of {', '.join(Format)}.",
            show_default=False,
        ),
    ] = None,
    counted: Annotated[
        bool,
        typer.Option(
            "--counted",
            help="Keep the number of rows in a small file beside a CSV file, by which a cut-off copy is refused.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the tags to a file.

    As exact CSV, as CSV for a spreadsheet (excel), or in another program's format.
    """
    check_output(study, output)
    chosen = format or by_ending(output)
    if chosen.value in ("csv", "excel"):
        many = _write_tags(study, output, excel=chosen.value == "excel", counted=counted)
    elif counted:
        raise FormatError(f"--counted is for csv and excel: {chosen.value} has no rows to count. Leave it out.")
    else:
        tags = tags_of(study)
        many = len(tags)
        _write_format(study, tags, output, chosen.value)
    _tell_written(output, as_json, tags=many, format=chosen.value)


def _write_tags(study: str, output: Path, **how: bool) -> int:
    """Write tags as CSV; those of a project some articles at a time, so that a study of any size can be written."""
    from annotate._csv_file.csv_file import write_parts

    if is_tag_file(study):
        tags = tags_of(study)
        annotate.write_csv(tags, output, **how)
        return len(tags)
    many = 0

    def told(tables: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        nonlocal many
        for table in tables:
            many += len(table)
            yield table

    with opened(study) as project:
        tables = project._exported()
        write_parts(told(tables), next(tables), output, **how)
    return many


def _tell_written(output: Path, as_json: bool, **more: Any) -> None:
    if as_json:
        print(json.dumps([{"path": str(output), **more}]))
    tags = f"{more['tags']} tags to " if "tags" in more else ""
    print(f"Wrote {tags}{printable(str(output))}.", file=sys.stderr)


def _write_format(study: str, tags: pd.DataFrame, output: Path, name: str) -> None:
    articles = codebook = None
    if not is_tag_file(study):
        with opened(study) as project:
            articles, codebook = project.articles(), project.codebook
    importlib.import_module("annotate._formats").write_format(tags, output, name, articles=articles, codebook=codebook)


@app.command(epilog="For example: annotate release study.db published/ --quoting drop")
def release(
    study: Study,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write it.")],
    quoting: Annotated[
        str, typer.Option(metavar="WHAT", help="list, drop or keep: what quotes an article.", show_default=False)
    ] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Of the data set.")] = "Annotated news articles",
    author: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Can be repeated.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the tags for others, without the articles' texts."""
    with opened(study) as project:
        written = annotate.write_release(project, folder, quoting=quoting, title=title, authors=author or [])
    if isinstance(written, Path):
        _tell_written(written, as_json)
    else:
        show(written, as_json=as_json)


@app.command(epilog="For example: annotate attach published/ my-articles/ -o tags.csv")
def attach(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A release.")],
    texts: Annotated[Path, typer.Argument(metavar="TEXTS", help="The articles: a folder, a file or a table.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The tags to write; replaces an old file.")
    ] = Path("tags.csv"),
    as_json: AsJson = False,
) -> None:
    """Put the texts back into a release, and say for each article whether it is exact, moved or gone."""
    tags, articles = annotate.attach(folder, texts)
    annotate.write_csv(tags, output)
    show(articles, as_json=as_json)
    print(f"Wrote {len(tags)} tags to {printable(str(output))}.", file=sys.stderr)


@app.command(epilog="For example: annotate report study.db -o report.html --language fr")
def report(
    study: StudyOrTags,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write; replaces an old one.")
    ] = Path("report.html"),
    language: Annotated[str, typer.Option(metavar="CODE", help="Of the page: en, fr.")] = "en",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Of the report.", show_default=False)] = "",
    author: Annotated[str, typer.Option(metavar="NAME", help="Who wrote it.", show_default=False)] = "",
    question: Annotated[str, typer.Option(metavar="TEXT", help="That the report answers.", show_default=False)] = "",
    by: Annotated[
        str, typer.Option(metavar="COLUMN", help="Show the balance by this too: section …", show_default=False)
    ] = "",
    notebook: Annotated[bool, typer.Option("--notebook", help="Write a notebook that you can change and run.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a page about a study.

    It covers the balance, agreement, speakers, examples, corpus, coders, codebook and method.
    """
    from annotate._report.report import write_report

    check_output(study, output)
    if not is_tag_file(study):
        opened(study).close()
    written = write_report(
        study, output, language=language, notebook=notebook, by=by, title=title, author=author, question=question
    )
    _tell_written(written, as_json)
