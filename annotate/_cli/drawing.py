"""The verb that draws the articles which form a study."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate._cli.app import AsJson, Study, app
from annotate._cli.given import opened
from annotate._cli.printed import show


@app.command(epilog="For example: annotate draw study.db 1008 --by source --by month --seed 7")
def draw(
    study: Study,
    n: Annotated[int, typer.Argument(metavar="N", help="Articles in all; of constructed weeks, weeks.")],
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="Strata: source, month …; can be repeated.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND", help="simple, stratified, proportional to size, constructed_week.", show_default=False
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="SEED", help="The same seed draws the same.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw the articles that form the study.

    The others are set aside as not drawn. Drawing more keeps what was drawn.
    """
    with opened(study) as project:
        table = project.draw(n, by or [], kind=kind, seed=seed)
    show(table.rename(columns={"remark": "reason"}) if not as_json else table, as_json=as_json)
