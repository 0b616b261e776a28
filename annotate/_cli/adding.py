"""The verb that adds articles to a study, or tags that were made elsewhere."""

from __future__ import annotations

import importlib
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import annotate
from annotate._cli.app import FOUND, AsJson, Study, app
from annotate._cli.given import Format, by_ending
from annotate._cli.printed import print_json, print_table, printable, printable_lines

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    import pandas as pd


class Changed(StrEnum):
    """What becomes of another text under an id that is there."""

    refuse = "refuse"
    new_version = "new_version"


@app.command("import", epilog='For example: annotate import study.db pages/ --source "The Courier"')
def import_articles(
    study: Study,
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLES",
            help="Files, folders, globs or archives (.zip); - for standard input.",
            show_default=False,
        ),
    ],
    source: Annotated[
        str, typer.Option(metavar="NAME", help="The outlet of them all, whatever the files say.", show_default=False)
    ] = "",
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language of them all: fr, en …", show_default=False)
    ] = "",
    changed: Annotated[Changed, typer.Option(help="A different text under an id that is there.")] = Changed.refuse,
    tags: Annotated[
        bool, typer.Option("--tags", help="The files hold tags, as export and other programs write them.")
    ] = False,
    format: Annotated[  # noqa: A002 - the word that users look for
        Format | None,
        typer.Option(
            metavar="FORMAT",
            help=f"Of files with --tags; else the ending decides. One of {', '.join(Format)}.",
            show_default=False,
        ),
    ] = None,
    coder: Annotated[
        str, typer.Option(metavar="NAME", help="With --tags: who made tags that name nobody.", show_default=False)
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Add articles to a study, or (--tags) tags that were made elsewhere.

    The study is made where it is missing. What is there already stays as it is. Every article, or tag, that is refused
    is named, with the reason; the others are added.

    With --tags, articles that only the file has are added with it, where it holds their texts.
    """
    if tags:
        outcome = _imported_tags(study, articles, format, coder)
    else:
        table = annotate.read_articles(articles, source=source, language=language)
        with annotate.open_project(study) as project:
            outcome = _added(project, table, changed.value)
    if as_json:
        print_json(outcome)
    else:
        _print_outcome(outcome, "tags" if tags else "articles")
        if not tags:
            _print_left_out(table)
    is_remark = (outcome["outcome"] == "added") | (outcome["reason"] == "")
    raise typer.Exit(0 if is_remark.all() else FOUND)


_REMARKS = 10
"""Remarks on articles that were added that are printed: hundreds may lack a source."""


def _print_outcome(outcome: pd.DataFrame, what: str) -> None:
    """Print how many were added, were there already and were refused, then each reason given."""
    import pandas as pd

    print_table(outcome["outcome"].value_counts(sort=False).rename_axis("outcome").reset_index(name=what))
    said = outcome[outcome["reason"] != ""]
    remarks = said[said["outcome"] == "added"]
    for row in pd.concat([remarks.head(_REMARKS), said.drop(remarks.index)]).to_dict("records"):
        where = row["place"] if what == "tags" else row["article_id"]
        print(f"\n{printable(where)}: {row['outcome']}. {printable_lines(row['reason'])}")
    if len(remarks) > _REMARKS:
        print(f"\nAnd {len(remarks) - _REMARKS} more remarks: --json prints all.")


def _print_left_out(table: pd.DataFrame) -> None:
    """Print which files gave no article, and which dates could not be read without guessing."""
    left_out = table.loc[table["problem"] != "", "article_id"].tolist()
    if left_out:
        files = "file" if len(left_out) == 1 else "files"
        print(f"\n{len(left_out)} {files} left out: {printable(', '.join(left_out))}")
    unread = [given for given in table.get("published_as_given", []) if given]
    if unread:
        dates = printable(", ".join(list(dict.fromkeys(unread))[:5]))
        what = "date" if len(unread) == 1 else "dates"
        print(f"\n{len(unread)} {what} left empty, to be read in two ways or in none: {dates}")


def _imported_tags(study: str, files: list[str], given: Format | None, coder: str) -> pd.DataFrame:
    import pandas as pd

    formats = {Path(file): given or by_ending(Path(file)) for file in files}
    for file in formats:
        file.open("rb").close()  # before a study is made for nothing
    with annotate.open_project(study) as project:
        outcomes = [_imported_file(project, file, chosen, coder) for file, chosen in formats.items()]
    return pd.concat(outcomes, ignore_index=True)


def _imported_file(project: annotate.Project, file: Path, chosen: Format, coder: str) -> pd.DataFrame:
    """Add a file's tags; what could not even be read is refused beside them, by its place in the file."""
    import pandas as pd

    read = annotate.read_csv(file) if chosen.value in ("csv", "excel") else _read_format(project, file, chosen.value)
    outcome = project.add_tags(read, coder=coder)
    places = [f"{file}, tag {row['line']}, {row['article_id']}" for row in outcome.to_dict("records")]
    unread = [
        {
            "outcome": "refused",
            "reason": f"{row['column']} {row['value']!r}: {row['cure']}.",
            "place": f"{file}, {row['line']}",
        }
        for row in read.attrs.get("refused", [])
    ]
    return pd.concat([outcome.assign(place=places).astype(object), pd.DataFrame(unread, dtype=object)])


def _read_format(project: annotate.Project, file: Path, name: str) -> pd.DataFrame:
    """Read a file's tags, and add the articles that the project has not, where the file holds their texts."""
    formats = importlib.import_module("annotate._formats")
    read: pd.DataFrame = formats.read_format(
        file, name, articles=project.articles(), codebook=project.codebook, errors="report"
    )
    if name in formats.WITH_TEXT:
        pages = formats.read_format_articles(file, name)
        missing = set(read["article_id"]) - set(project.articles()["article_id"])
        project.add(pages[pages["article_id"].isin(missing)])
    return read


def _added(project: annotate.Project, table: pd.DataFrame, changed: str) -> pd.DataFrame:
    import pandas as pd

    step = 50
    starts = range(0, len(table), step)
    with typer.progressbar(starts, label=f"Adding {len(table)} articles", file=sys.stderr) as firsts:
        return pd.concat([project.add(table.iloc[first : first + step], changed=changed) for first in firsts])
