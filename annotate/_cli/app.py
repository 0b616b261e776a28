"""The command line itself, and what its verbs' arguments have in common."""

from __future__ import annotations

from typing import Annotated

import typer

FOUND, MISTAKE, FAULT, INTERRUPTED = 1, 2, 3, 130

app = typer.Typer(
    name="annotate",
    help="Tag the passages of news articles, and measure the balance of each source.",
    epilog="A STUDY is a project's file, such as study.db, or a URL such as postgresql+psycopg://user@host/db; "
    "balance, agreement, export and report also take a tag table, such as tags.csv. Exit codes: 0 all is well, "
    "1 something was found or refused, 2 a mistake in what you gave it, 3 a fault of annotate.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Study = Annotated[str, typer.Argument(metavar="STUDY", help="The project: a file, or a URL.", show_default=False)]

StudyOrTags = Annotated[
    str, typer.Argument(metavar="STUDY", help="The project (a file, or a URL), or a .csv of tags.", show_default=False)
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]

Confidence = Annotated[float, typer.Option(metavar="SHARE", help="Of the intervals, between 0 and 1.")]
