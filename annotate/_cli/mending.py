"""The verbs that say of articles what they are, and which of them count."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from annotate._cli.app import Study, app
from annotate._cli.given import opened
from annotate._cli.printed import printable
from annotate._errors import ArticleError

Ids = Annotated[list[str], typer.Argument(metavar="ARTICLES", help="Their article_id, one or more.")]
Coder = Annotated[str, typer.Option(metavar="NAME", help="Who decides.", show_default=False)]


@app.command(epilog='For example: annotate correct study.db page-17 --source "The Courier" --set event=vote')
def correct(
    study: Study,
    articles: Ids,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="The outlet.", show_default=False)] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The headline.", show_default=False)] = None,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who wrote it.", show_default=False)] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="An ISO date, such as 2026-05-12.", show_default=False)
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Its address.", show_default=False)] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="fr, en …", show_default=False)] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A column of your own; can be repeated.", show_default=False),
    ] = None,
    coder: Coder = "",
) -> None:
    """Correct what articles are said to be; their texts never change.

    The empty text says that something is not known: --author "".
    """
    given = {"source": source, "title": title, "author": author, "published": published, "url": url}
    given |= {"language": language}
    facts = {name: value for name, value in given.items() if value is not None} | dict(map(_own, set_ or []))
    if not facts:
        raise ArticleError('Nothing is to be corrected: say what, such as --source "The Courier" or --set event=vote.')
    with opened(study) as project:
        project.correct(articles, coder=coder, **facts)
    _tell(f"Corrected {', '.join(facts)} of", articles)


def _own(given: str) -> tuple[str, str | None]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise ArticleError(f"--set {given!r} is no column with its value: write it as --set event=vote.")
    return name.strip(), value or None


@app.command("set-aside", epilog='For example: annotate set-aside study.db page-9 --reason "an advertisement"')
def set_aside(
    study: Study,
    articles: Ids,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; a report tells it.", show_default=False)] = "",
    restore: Annotated[bool, typer.Option("--restore", help="Take them in again instead.")] = False,
    coder: Coder = "",
) -> None:
    """Set articles aside: they stay with their tags, and are in no queue and in no number."""
    with opened(study) as project:
        if restore:
            project.restore(articles, coder=coder)
        else:
            project.set_aside(articles, reason=reason, coder=coder)
    _tell("Took in again" if restore else "Set aside", articles)


def _tell(what: str, articles: list[str]) -> None:
    number = f"{len(articles)} {'article' if len(articles) == 1 else 'articles'}"
    print(printable(f"{what} {number}."), file=sys.stderr)
