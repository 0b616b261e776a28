"""The verb that opens JupyterLab."""

from __future__ import annotations

from typing import Annotated

import typer

from annotate._cli.app import app


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog="For example: annotate lab study.db --coder mj",
)
def lab(
    context: typer.Context,
    study: Annotated[
        str,
        typer.Argument(
            metavar="[STUDY]", help="The project, made if it is missing; else the samples.", show_default=False
        ),
    ] = "",
    coder: Annotated[
        str, typer.Option(metavar="NAME", help="Who tags; your user name by default.", show_default=False)
    ] = "",
) -> None:
    """Open JupyterLab on a study's notebook, or on the sample notebooks.

    The notebook is made beside the study where it is missing; one that is there is never changed. Without a study the
    sample notebooks are copied, with their data, into the folder annotate-samples here.

    What follows `--` goes to JupyterLab: annotate lab study.db -- --no-browser --port 8890
    """
    from annotate._lab import open_lab, open_samples

    # An option in the study's place is meant for JupyterLab: annotate lab -- --no-browser
    options = context.args if study.startswith("-") is False else [study, *context.args]
    raise typer.Exit(open_lab(study, coder, options) if study and options is context.args else open_samples(options))
