"""The command line: the same verbs as in a notebook, for a terminal and for scripts.

Tables go to standard output, for people or as ``--json``; progress and errors go to standard error. The exit code is
0 where all is well, 1 where something was found or refused, 2 for a mistake in what was given, 3 for a fault of
annotate itself.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import traceback
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import annotate
from annotate._errors import AnnotateError, FormatError, ProjectError

if TYPE_CHECKING:  # a mistake, or --help, waits for nothing that counts
    import pandas as pd

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


class Changed(StrEnum):
    """What becomes of another text under an id that is there."""

    refuse = "refuse"
    new_version = "new_version"


class Format(StrEnum):
    """What tags are written as."""

    csv = "csv"
    excel = "excel"
    conll = "conll"
    doccano = "doccano"
    label_studio = "label_studio"
    parquet = "parquet"
    refi_qda = "refi_qda"
    spss = "spss"
    stata = "stata"
    w3c = "w3c"
    xlsx = "xlsx"


BY_ENDING = {
    ".csv": Format.csv,
    ".dta": Format.stata,
    ".sav": Format.spss,
    ".conll": Format.conll,
    ".jsonl": Format.doccano,
    ".jsonld": Format.w3c,
    ".parquet": Format.parquet,
    ".qdpx": Format.refi_qda,
    ".xlsx": Format.xlsx,
}
"""The format that a file's name asks for, where none is given."""


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
        print(f"Error: {_printable_lines(_sentence(error))}", file=sys.stderr)
        sys.exit(MISTAKE)
    except Exception as error:  # noqa: BLE001 - whatever it is, it gets a sentence
        _print_where("--debug" in ours)
        print(
            f"annotate failed: {type(error).__name__}: {_printable(str(error))}. This is a fault of annotate, not "
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
        _print_json(outcome)
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

    _print_table(outcome["outcome"].value_counts(sort=False).rename_axis("outcome").reset_index(name=what))
    said = outcome[outcome["reason"] != ""]
    remarks = said[said["outcome"] == "added"]
    for row in pd.concat([remarks.head(_REMARKS), said.drop(remarks.index)]).to_dict("records"):
        where = row["place"] if what == "tags" else row["article_id"]
        print(f"\n{_printable(where)}: {row['outcome']}. {_printable_lines(row['reason'])}")
    if len(remarks) > _REMARKS:
        print(f"\nAnd {len(remarks) - _REMARKS} more remarks: --json prints all.")


def _print_left_out(table: pd.DataFrame) -> None:
    """Print which files gave no article, and which dates could not be read without guessing."""
    left_out = table.loc[table["problem"] != "", "article_id"].tolist()
    if left_out:
        files = "file" if len(left_out) == 1 else "files"
        print(f"\n{len(left_out)} {files} left out: {_printable(', '.join(left_out))}")
    unread = [given for given in table.get("published_as_given", []) if given]
    if unread:
        dates = _printable(", ".join(list(dict.fromkeys(unread))[:5]))
        what = "date" if len(unread) == 1 else "dates"
        print(f"\n{len(unread)} {what} left empty, to be read in two ways or in none: {dates}")


def _imported_tags(study: str, files: list[str], given: Format | None, coder: str) -> pd.DataFrame:
    import pandas as pd

    formats = {Path(file): given or _by_ending(Path(file)) for file in files}
    for file in formats:
        file.open("rb").close()  # before a study is made for nothing
    with annotate.open_project(study) as project:
        outcomes = [_imported_file(project, file, chosen, coder) for file, chosen in formats.items()]
    return pd.concat(outcomes, ignore_index=True)


def _imported_file(project: annotate.Project, file: Path, chosen: Format, coder: str) -> pd.DataFrame:
    """Add a file's tags; what could not even be read is refused beside them, by its place in the file."""
    import pandas as pd

    read = (
        annotate.read_csv(file) if chosen in (Format.csv, Format.excel) else _read_format(project, file, chosen.value)
    )
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
    tags, passages, codebook = _counted(study, groups)
    table = annotate.balance(tags, passages, by=groups, unit=unit, confidence=confidence, codebook=codebook)
    _print(table, as_json=as_json)


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

    tags = _counted(study, [by or "source"])[0]
    _print(measured(tags, measure, by, confidence=confidence), as_json=as_json)


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
    """Say how many articles of each source to tag.

    From what is tagged so far: a pilot.
    """
    from annotate._planning import plan as planned

    tags = _counted(study, ["source"])[0]
    table = planned(half_width, tags=tags, difference=difference, sources=sources, confidence=confidence)
    _print(table, as_json=as_json)


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
    with _opened(study) as project:
        table = project.draw(n, by or [], kind=kind, seed=seed)
    _print(table.rename(columns={"remark": "reason"}) if not as_json else table, as_json=as_json)


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
    as_json: AsJson = False,
) -> None:
    """Write the tags to a file.

    As exact CSV, as CSV for a spreadsheet (excel), or in another program's format.
    """
    _check_output(study, output)
    chosen = format or _by_ending(output)
    tags = _tags(study)
    if chosen in (Format.csv, Format.excel):
        annotate.write_csv(tags, output, excel=chosen is Format.excel)
    else:
        _write_format(study, tags, output, chosen.value)
    _tell_written(output, as_json, tags=len(tags), format=chosen.value)


def _check_output(study: str, output: Path) -> None:
    from annotate._project.address import Address

    address = Address.of(study)
    if address.is_file and address.path == output.resolve():
        raise FormatError(f"{str(output)!r} is what would be read: name another file to write.")


def _by_ending(output: Path) -> Format:
    found = BY_ENDING.get(output.suffix.lower())
    if found is None:
        raise FormatError(
            f"The ending of {output.name!r} stands for no format: add --format with one of {', '.join(Format)}."
        )
    return found


def _tell_written(output: Path, as_json: bool, **more: Any) -> None:
    if as_json:
        print(json.dumps([{"path": str(output), **more}]))
    tags = f"{more['tags']} tags to " if "tags" in more else ""
    print(f"Wrote {tags}{_printable(str(output))}.", file=sys.stderr)


def _write_format(study: str, tags: pd.DataFrame, output: Path, name: str) -> None:
    articles = codebook = None
    if not _is_tag_file(study):
        with _opened(study) as project:
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
    with _opened(study) as project:
        written = annotate.write_release(project, folder, quoting=quoting, title=title, authors=author or [])
    if isinstance(written, Path):
        _tell_written(written, as_json)
    else:
        _print(written, as_json=as_json)


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
    _print(articles, as_json=as_json)
    print(f"Wrote {len(tags)} tags to {_printable(str(output))}.", file=sys.stderr)


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
    notebook: Annotated[bool, typer.Option("--notebook", help="Write a notebook that you can change and run.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a page about a study.

    It covers the balance, agreement, speakers, examples, corpus, coders, codebook and method.
    """
    from annotate._report.report import write_report

    _check_output(study, output)
    if not _is_tag_file(study):
        _opened(study).close()
    about = {"title": title, "author": author, "question": question}
    written = write_report(study, output, language=language, notebook=notebook, **about)
    _tell_written(written, as_json)


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
        _print(scored(annotate.read_csv(suggestions)), as_json=as_json)
        return
    if not study:
        raise ProjectError("A study is needed, such as `annotate check study.db`.")
    from annotate._project.check import check_project

    found = check_project(study, repair=repair)
    if as_json:
        _print_json(found)
    else:
        _print_findings(found)
    backups = importlib.import_module("annotate._project.backup").remark(study)
    for remark in filter(None, (_set_aside(study), backups)):
        print(_printable(remark), file=sys.stderr)
    raise typer.Exit(0 if found["repaired"].all() else FOUND)


def _set_aside(study: str) -> str:
    """Say how many articles are in no number; nothing where none is, or the study cannot be read."""
    try:
        with _opened(study) as project:
            aside = int((project.articles(set_aside=True)["set_aside"] != "").sum())
    except AnnotateError:
        return ""
    if not aside:
        return ""
    return f"{aside} {'article is' if aside == 1 else 'articles are'} set aside, and in no number."


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
    print(_printable(str(made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made)))


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
        _print_table(saved)
        print(f"\nThe new study: {_printable(str(made))}")
        return
    if not copy:
        _print_backups(backups.backups(Path(study).expanduser().resolve()))
        return
    lost = backups.lost_by_restoring(study, copy)
    if lost.empty:
        print("Nothing would be lost.")
    else:
        print("These decisions are not in the copy, and would be lost:")
        _print_table(lost)
    if yes:
        print(f"\nRestored. The study as it was: {_printable(str(backups.restore(study, copy)))}")
    else:
        print("\nNothing was changed. Add --yes to do it.")


def _print_backups(found: list[Any]) -> None:
    if not found:
        print("There is no copy beside it.")
    for one in found:
        print(_printable(f"{one.made:%Y-%m-%d %H:%M} UTC  {one.why}  {one.path}"))


def _print_findings(found: pd.DataFrame) -> None:
    import pandas as pd

    if found.empty:
        print("All is well.")
    for row in found.to_dict("records"):
        span = "" if pd.isna(row["start"]) else f" {row['start']}–{row['end']}"
        about = " ".join(row[name] for name in ("check", "article_id", "coder") if row[name]) + span
        print(_printable(f"{about}: {row['finding']} {'Repaired.' if row['repaired'] else row['cure']}"))
    if "backup" in found.attrs:
        print(f"\nThe file as it was: {_printable(found.attrs['backup'])}")


# What is given and what is printed ---------------------------------------------------------------------------


def _is_tag_file(study: str) -> bool:
    return study.lower().endswith(".csv")


def _opened(study: str) -> annotate.Project:
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


def _tags(study: str) -> pd.DataFrame:
    if _is_tag_file(study):
        return annotate.read_csv(study)
    with _opened(study) as project:
        return project.tags()


def _counted(study: str, by: list[str]) -> tuple[pd.DataFrame, pd.DataFrame | None, annotate.Codebook | None]:
    """Return what counting needs: the tags and, of a project, its passages and its codebook."""
    if _is_tag_file(study):
        from annotate._csv_file.csv_columns import read_counted

        return read_counted(study, by), None, None
    with _opened(study) as project:
        return *project._counted(by), project.codebook


def _print(table: pd.DataFrame, *, as_json: bool) -> None:
    if as_json:
        _print_json(table)
    else:
        _print_table(table)


def _print_json(table: pd.DataFrame) -> None:
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    print(json.dumps(rows, indent=1, default=_plain_value))


def _plain_value(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)


def _print_table(table: pd.DataFrame) -> None:
    """Print a table for people; long remarks stand below it, with the rows that they are about."""
    remarks = [name for name in ("warning", "reason") if name in table.columns]
    shown = table.drop(columns=remarks).map(_cell).rename(columns=_printable)
    print("Nothing is tagged yet." if table.empty else shown.to_string(index=False))
    for name in remarks:
        for remark, rows in table[table[name] != ""].groupby(name, sort=False):
            about = dict.fromkeys(_cell(value) for value in rows.iloc[:, 0])
            print(f"\n{', '.join(about)}: {_printable(str(remark))}")


def _cell(value: Any) -> str:
    import pandas as pd

    if pd.isna(value):
        return "–"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else _printable(str(value))


def _printable(text: str) -> str:
    """Show what a terminal would obey (escapes, direction marks) as a sign instead."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _printable_lines(text: str) -> str:
    return "\n".join(_printable(line) for line in text.split("\n"))
