"""The command line: the same verbs as in a notebook, for a terminal and for scripts.

Tables go to standard output, for people or as ``--json``; progress and errors go to standard error. The exit code is
0 where all is well, 1 where something was found or refused, 2 for a mistake in what was given, 3 for a fault of
annotate itself.
"""

from __future__ import annotations

import importlib
import io
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

import annotate
from annotate._cli.app import FAULT, INTERRUPTED, MISTAKE, app
from annotate._cli.printed import printable, printable_lines
from annotate._errors import AnnotateError

for _family in (
    "opening",
    "adding",
    "mending",
    "counting",
    "drawing",
    "writing",
    "keeping",
):  # as --help lists their verbs
    importlib.import_module(f"annotate._cli.{_family}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    ours = given[: given.index("--")] if "--" in given else given
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file on Windows, or a bare server, may have no sign for a name: no reason to show nothing.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        # Anywhere on the line: who has just met an error adds it at the end.
        sys.exit(_run([word for word in ours if word != "--debug"] + given[len(ours) :]))
    except (AnnotateError, OSError) as error:
        _print_where("--debug" in ours)
        print(f"Error: {printable_lines(_sentence(error))}", file=sys.stderr)
        sys.exit(MISTAKE)
    except Exception as error:  # noqa: BLE001 - whatever it is, it gets a sentence
        _print_where("--debug" in ours)
        print(
            f"annotate failed: {type(error).__name__}: {printable(str(error))}. This is a fault of annotate, not "
            "yours; with --debug it shows where.",
            file=sys.stderr,
        )
        sys.exit(FAULT)


def _print_where(asked: bool) -> None:
    """Print where the error that is being handled arose."""
    if asked:
        traceback.print_exc()


def _run(arguments: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(args=arguments, prog_name="annotate", standalone_mode=False)
    except BrokenPipeError:  # the reader had seen enough
        sys.stderr.close()
        return 0
    except Exception as error:
        # click's own errors know how to show themselves, whichever click Typer brings along.
        if not hasattr(error, "exit_code"):
            raise
        if hasattr(error, "show"):
            error.show()
        return int(error.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{str(error.filename)!r} cannot be used: {error.strerror}."
    return str(error)


def _version(asked: bool) -> None:
    if asked:
        print(f"annotate {annotate.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Tag the passages of news articles, and measure the balance of each source."""
