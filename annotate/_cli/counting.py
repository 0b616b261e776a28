"""The verbs that count: the balance, the agreement, and how many articles a study needs."""

from __future__ import annotations

from typing import Annotated

import typer

import annotate
from annotate._cli.app import AsJson, Confidence, StudyOrTags, app
from annotate._cli.given import counted
from annotate._cli.printed import show, tell_aside


@app.command(epilog="For example: annotate balance study.db --by source --by month")
def balance(
    study: StudyOrTags,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="What makes a group: source (the default), speaker, coder, month …; can be repeated.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[str, typer.Option(metavar="UNIT", help="passage, or character.")] = "passage",
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Show each source's balance.

    That is, what share of its passages is opinion, reported fact and attributed claim, with intervals and warnings.
    """
    groups = by or ["source"]
    tags, passages, codebook = counted(study, groups)
    table = annotate.balance(tags, passages, by=groups, unit=unit, confidence=confidence, codebook=codebook)
    show(table, as_json=as_json)
    tell_aside(study)


@app.command(epilog="For example: annotate agreement study.db --by label")
def agreement(
    study: StudyOrTags,
    measure: Annotated[
        str, typer.Option(metavar="MEASURE", help="alpha, kappa, fleiss, ac1, percent, ualpha or cualpha.")
    ] = "alpha",
    by: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="pair, label, or a column such as source.", show_default=False)
    ] = None,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Show how far the coders agree."""
    from annotate._agreement.agreement_table import agreement as measured

    tags = counted(study, [by or "source"])[0]
    show(measured(tags, measure, by, confidence=confidence), as_json=as_json)
    tell_aside(study)


@app.command(epilog="For example: annotate plan study.db --half-width 0.05")
def plan(
    study: StudyOrTags,
    half_width: Annotated[float, typer.Option(metavar="SHARE", help="How far an interval may reach.")] = 0.05,
    difference: Annotated[
        float | None, typer.Option(metavar="SHARE", help="A difference that is to be found.", show_default=False)
    ] = None,
    sources: Annotated[int, typer.Option(metavar="N", help="How many sources are compared.")] = 2,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Print how many articles of each source to tag.

    From what is tagged so far: a pilot.
    """
    from annotate._planning import plan as planned

    tags = counted(study, ["source"])[0]
    table = planned(half_width, tags=tags, difference=difference, sources=sources, confidence=confidence)
    show(table, as_json=as_json)
    tell_aside(study)
