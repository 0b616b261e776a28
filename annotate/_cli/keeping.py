"""The verbs that keep a study whole: check, backup, restore."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import annotate
from annotate._cli.app import FOUND, AsJson, Study, app
from annotate._cli.given import aside_remark
from annotate._cli.printed import print_json, print_table, printable, show
from annotate._errors import ProjectError

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    import pandas as pd


@app.command(epilog="For example: annotate check study.db --repair")
def check(
    study: Annotated[
        str, typer.Argument(metavar="STUDY", help="The project: a file, or a URL.", show_default=False)
    ] = "",
    repair: Annotated[bool, typer.Option("--repair", help="Make a copy, then repair what can be rebuilt.")] = False,
    suggestions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Score the suggestions against these tags (.csv) instead.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that a study is whole.

    Its texts, passages, tags, codebook, logs and the database itself. Nothing is changed without --repair.

    With --repair, what can be derived again is, once a copy of the file is made beside it. The exit code is 1 where
    something is left to be seen to.
    """
    if suggestions is not None:
        scored = importlib.import_module("annotate").score_suggestions
        show(scored(annotate.read_csv(suggestions)), as_json=as_json)
        return
    if not study:
        raise ProjectError("A study is needed, such as `annotate check study.db`.")
    from annotate._project.check import check_project

    found = check_project(study, repair=repair)
    if as_json:
        print_json(found)
    else:
        _print_findings(found)
    backups = importlib.import_module("annotate._project.backup").remark(study)
    for remark in filter(None, (aside_remark(study), backups)):
        print(printable(remark), file=sys.stderr)
    raise typer.Exit(0 if found["repaired"].all() else FOUND)


def _print_findings(found: pd.DataFrame) -> None:
    import pandas as pd

    if found.empty:
        print("All is well.")
    for row in found.to_dict("records"):
        span = "" if pd.isna(row["start"]) else f" {row['start']}–{row['end']}"
        about = " ".join(row[name] for name in ("check", "article_id", "coder") if row[name]) + span
        print(printable(f"{about}: {row['finding']} {'Repaired.' if row['repaired'] else row['cure']}"))
    if "backup" in found.attrs:
        print(f"\nThe study as it was: {printable(found.attrs['backup'])}")


@app.command(epilog="For example: annotate backup study.db /mnt/safe/")
def backup(
    study: Study,
    to: Annotated[
        str, typer.Argument(metavar="[FILE]", help="The copy, or a folder for it; else beside the study.")
    ] = "",
) -> None:
    """Copy a study, whole, also while it is in use."""
    from annotate._project.backup import back_up

    made = back_up(study, to or None)
    print(printable(str(made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made)))


@app.command(epilog="For example: annotate restore study.db study.backup-20260301T120000000000Z.db --yes")
def restore(
    study: Study,
    copy: Annotated[
        str, typer.Argument(metavar="[COPY]", help="The copy that takes its place; without it, those there are.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it, what would be lost is only shown.")] = False,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Save what can be read of a damaged study into a new one instead.")
    ] = False,
) -> None:
    """Put a copy in a study's place, once you have seen what would be lost.

    The study as it was is kept beside it.
    """
    backups = importlib.import_module("annotate._project.backup")
    if salvage:
        salvaging = importlib.import_module("annotate._project.salvage")
        made, saved = salvaging.save_what_can_be_read(study, copy or None)
        print_table(saved)
        print(f"\nThe new study: {printable(str(made))}")
        return
    if not copy:
        _print_backups(backups.backups(Path(study).expanduser().resolve()))
        return
    lost = backups.lost_by_restoring(study, copy)
    if lost.empty:
        print("Nothing would be lost.")
    else:
        print("These decisions are not in the copy, and would be lost:")
        print_table(lost)
    if yes:
        print(f"\nRestored. The study as it was: {printable(str(backups.restore(study, copy)))}")
    else:
        print("\nNothing was changed. Add --yes to do it.")


def _print_backups(found: list[Any]) -> None:
    if not found:
        print("There is no copy beside it.")
    for one in found:
        print(printable(f"{one.made:%Y-%m-%d %H:%M} UTC  {one.why}  {one.path}"))
