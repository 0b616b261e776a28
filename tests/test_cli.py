"""The command line: what it prints where, with which exit code, and that a mistake gets a sentence."""

import io
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

import annotate
from annotate import _lab, cli
from annotate._format_names import BY_ENDING, FORMATS
from annotate._project import adding
from annotate._project.project import Project
from tests import forks

COMMANDS = (
    "lab",
    "import",
    "correct",
    "set-aside",
    "balance",
    "agreement",
    "plan",
    "draw",
    "export",
    "report",
    "check",
    "backup",
    "restore",
    "release",
    "attach",
)
WELL, FOUND, MISTAKE, FAULT = 0, 1, 2, 3


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command line in an empty folder, within this process."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, *capsys.readouterr())

    return running


@pytest.fixture
def study(tmp_path: Path, articles: pd.DataFrame) -> str:
    """A study of two articles with the tags of two coders."""
    where = str(tmp_path / "study.db")
    with annotate.open_project(where) as project:
        project.add(articles)
        for coder in ("ana", "ben"):
            project.tag("vote", 0, 28, "reported_fact", coder=coder)
            project.tag("flood", 0, 12, "opinion" if coder == "ana" else "reported_fact", coder=coder)
    return where


def tags_of(study: str) -> pd.DataFrame:
    with annotate.open_project(study) as project:
        return project.tags()


# Help ---------------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_the_exit_codes(run: Any) -> None:
    ran = run("--help")

    assert ran.code == WELL
    for command in COMMANDS:
        assert f"\n  {command} " in ran.out
    for code in ("0 all is well", "1 something was found or refused", "2 a mistake", "3 a fault of annotate"):
        assert code in " ".join(ran.out.split())


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help_with_an_example(run: Any, command: str) -> None:
    ran = run(command, "--help")

    assert (ran.code, ran.err) == (WELL, "")
    assert f"Usage: annotate {command} " in ran.out
    begins = "published/" if command == "attach" else "study.db"
    assert f"For example: annotate {command} {begins}" in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80


def test_no_command_shows_the_help(run: Any) -> None:
    ran = run()

    assert ran.code == MISTAKE
    assert "Usage: annotate" in ran.out + ran.err


def test_the_version_is_told(run: Any) -> None:
    assert run("--version") == (WELL, f"annotate {annotate.__version__}\n", "")


def test_it_runs_as_a_module_too() -> None:
    command = [sys.executable, "-m", "annotate", "--version"]

    assert subprocess.check_output(command, text=True) == f"annotate {annotate.__version__}\n"


# import ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two articles of one outlet."""
    folder = tmp_path / "pages" / "The Courier"
    folder.mkdir(parents=True)
    (folder / "vote.txt").write_text("The council votes on Friday. It will fail, alas.\n")
    (folder / "rain.txt").write_text("It rains.\n")
    return folder.parent


def test_import_makes_the_study_and_knows_articles_again(run: Any, pages: Path) -> None:
    first, again = run("import", "new.db", pages), run("import", "new.db", pages)

    assert (first.code, again.code) == (WELL, WELL)
    assert first.out.split() == ["outcome", "articles", "added", "2"]
    assert again.out.split() == ["outcome", "articles", "already", "there", "2"]


def test_progress_goes_to_standard_error(run: Any, pages: Path) -> None:
    ran = run("import", "new.db", pages, "--json")

    assert "2 articles" in ran.err
    assert [row["outcome"] for row in json.loads(ran.out)] == ["added", "added"]


def test_source_and_language_may_be_said_for_all(run: Any, pages: Path) -> None:
    run("import", "new.db", pages, "--source", "Le Phare", "--language", "fr")

    with annotate.open_project("new.db") as project:
        assert project.articles()[["source", "language"]].drop_duplicates().to_numpy().tolist() == [["Le Phare", "fr"]]


def test_a_refused_article_is_named_and_the_others_are_added(run: Any, pages: Path) -> None:
    (pages / "empty.txt").write_text("")

    ran = run("import", "new.db", pages)

    assert ran.code == FOUND
    assert "empty: refused." in ran.out
    assert "1 file left out: empty" in ran.out
    with annotate.open_project("new.db") as project:
        assert len(project.articles()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet", "t.jsonl", "t.jsonld", "t.conll", "t.qdpx"])
def test_tags_that_were_exported_are_imported_into_another_study(run: Any, study: str, pages: Path, name: str) -> None:
    with annotate.open_project(study) as project, annotate.open_project("other.db") as other:
        other.add(project.articles())
    assert run("export", study, "-o", name).code == WELL

    first, again = run("import", "other.db", name, "--tags"), run("import", "other.db", name, "--tags")

    assert (first.code, first.out.split()) == (WELL, ["outcome", "tags", "added", "4"])
    assert (again.code, again.out.split()) == (WELL, ["outcome", "tags", "already", "there", "4"])
    assert tags_of("other.db").equals(tags_of(study))


@pytest.mark.parametrize("which", ["study", "tags.csv"])
def test_an_export_that_is_counted_tells_a_copy_that_lacks_rows(run: Any, study: str, which: str) -> None:
    run("export", study, "-o", "tags.csv")
    assert run("export", study if which == "study" else which, "-o", "sent.csv", "--counted").code == WELL
    rows = Path("sent.csv").read_bytes().splitlines(keepends=True)
    assert Path("sent.csv.rows").read_text() == f"{len(rows) - 1}\n"
    Path("sent.csv").write_bytes(b"".join(rows[:-1]))

    ran = run("balance", "sent.csv")

    assert ran.code == MISTAKE
    assert "has 3 rows, but 'sent.csv.rows' beside it says 4" in ran.err
    assert run("export", study, "-o", "tags.xlsx", "--counted").code == MISTAKE


@pytest.mark.slow
def test_a_file_with_whole_texts_brings_the_tagged_articles_that_a_study_lacks(run: Any, study: str) -> None:
    run("export", study, "-o", "t.qdpx")

    assert run("import", "new.db", "t.qdpx", "--tags").code == WELL
    run("export", study, "-o", "t.xlsx")
    lacking = run("import", "none.db", "t.xlsx", "--tags")

    assert tags_of("new.db").equals(tags_of(study))
    assert lacking.code == FOUND
    assert "t.xlsx, tag 1, vote: refused. There is no article 'vote' in this project" in lacking.out


def test_no_study_is_made_for_a_file_of_tags_that_is_not_there_or_has_no_format(run: Any) -> None:
    for name, said in (("gone.csv", "'gone.csv' cannot be used: No such file"), ("tags.txt", "stands for no format")):
        ran = run("import", "new.db", name, "--tags")
        assert ran.code == MISTAKE
        assert said in ran.err

    assert not Path("new.db").exists()


@pytest.mark.slow
def test_tags_that_cannot_be_read_or_added_are_named_and_the_others_are_added(run: Any, study: str) -> None:
    text = "The hall burns. It will fail."
    labels = [[0, 15, "opinion"], [16, 99, "opinion"], [16, 29, "rumour"], [10, 20, "opinion"]]
    Path("theirs.jsonl").write_text(json.dumps({"article_id": "hall", "text": text, "label": labels}))

    nobody = run("import", study, "theirs.jsonl", "--tags")
    ran = run("import", study, "theirs.jsonl", "--tags", "--coder", "doccano", "--json")

    assert (nobody.code, ran.code) == (FOUND, FOUND)
    assert "theirs.jsonl, tag 1, hall: refused. It names no coder" in nobody.out
    rows = json.loads(ran.out)
    assert [row["outcome"] for row in rows] == ["added", "refused", "refused", "refused"]
    assert [row["place"] for row in rows[2:]] == ["theirs.jsonl, line 1, label 2", "theirs.jsonl, line 1, label 3"]
    assert tags_of(study)["text"].tolist().count("The hall burns.") == 1


@pytest.mark.slow
def test_a_changed_text_is_refused_unless_a_new_version_is_asked_for(run: Any, pages: Path) -> None:
    run("import", "new.db", pages)
    (pages / "The Courier" / "rain.txt").write_text("It rained.\n")

    refused = run("import", "new.db", pages)
    kept = run("import", "new.db", pages, "--changed", "new_version")

    assert refused.code == FOUND
    assert "The Courier/rain: refused." in refused.out
    assert "refused" not in kept.out


def test_articles_that_are_not_there_leave_no_study_behind(run: Any, tmp_path: Path) -> None:
    ran = run("import", "new.db", "nowhere")

    assert (ran.code, ran.out) == (MISTAKE, "")
    assert "There is no file or folder 'nowhere'" in ran.err
    assert not (tmp_path / "new.db").exists()


def test_standard_input_and_archives_are_read(run: Any, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped(io.StringIO):
        buffer = io.BytesIO(b"It rains on the quay.\n")

    monkeypatch.setattr(sys, "stdin", Piped())
    shutil.make_archive("pages", "zip", pages)

    piped, archived = run("import", "new.db", "-"), run("import", "new.db", "pages.zip")

    assert (piped.code, archived.code) == (WELL, WELL)
    with annotate.open_project("new.db") as project:
        texts = project.articles()["text"].str.strip().tolist()
    assert sorted(texts) == [
        "It rains on the quay.", "It rains.", "The council votes on Friday. It will fail, alas.",
    ]  # fmt: skip


# A killed importer ------------------------------------------------------------------------------------------------


def articles_in(study: Path) -> int:
    """Count what is on disk, as another program sees it; -1 where there is not even a file."""
    if not study.exists():
        return -1
    try:
        with closing(sqlite3.connect(f"{study.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are only being made
        return 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_an_importer_killed_again_and_again_leaves_whole_articles_and_the_last_run_brings_all(
    run: Any, tmp_path: Path
) -> None:
    texts = {f"a{n:03}": "\n".join(f"Line {line} of page {n}. It rains." for line in range(20)) for n in range(400)}
    (tmp_path / "pages").mkdir()
    for article_id, text in texts.items():
        (tmp_path / "pages" / f"{article_id}.txt").write_text(text)
    study = tmp_path / "new.db"

    kept = []
    for wanted in (0, 1, 150):  # 0: as soon as the file is there, while its tables are made
        importer = forks.start(["-m", "annotate", "import", "new.db", "pages"], stdout=subprocess.PIPE)
        while articles_in(study) < wanted and importer.poll() is None:
            time.sleep(0.005)
        importer.kill()
        importer.communicate()
        assert importer.returncode == -signal.SIGKILL
        # Killed before its first transaction, an import leaves an empty file: nothing in it is lost, or to be checked.
        assert not study.stat().st_size or run("check", "new.db").code == WELL
        kept.append(articles_in(study))
    last = run("import", "new.db", "pages", "--json")

    assert [number % adding.BATCH for number in kept] == [0, 0, 0]
    assert sorted(kept) == kept
    assert max(kept) < len(texts)
    outcomes = [row["outcome"] for row in json.loads(last.out)]
    assert (outcomes.count("already there"), outcomes.count("added")) == (kept[-1], len(texts) - kept[-1])
    assert run("check", "new.db").code == WELL
    with annotate.open_project("new.db") as project:
        assert dict(project.articles()[["article_id", "text"]].to_numpy().tolist()) == texts
        assert project.passages().groupby("article_id").size().tolist() == [2 * 20] * len(texts)


# balance and agreement --------------------------------------------------------------------------------------------


def test_balance_prints_each_source_and_its_warning_below(run: Any, study: str) -> None:
    ran = run("balance", study)

    assert (ran.code, ran.err) == (WELL, "")
    assert ran.out.splitlines()[0].split()[:4] == ["source", "label", "count", "share"]
    assert "\nLe Phare: one article only" in ran.out


@pytest.mark.slow
def test_balance_as_json_is_the_table_of_the_library(run: Any, study: str) -> None:
    rows = json.loads(run("balance", study, "--json").out)

    with annotate.open_project(study) as project:
        table = annotate.balance(project.tags(), project.passages())
    assert [(row["source"], row["label"], row["count"]) for row in rows] == list(
        zip(table["source"], table["label"], table["count"], strict=True)
    )
    assert rows[0]["warning"] == table["warning"][0]


def test_balance_takes_a_file_of_tags_and_several_columns(run: Any, study: str, tmp_path: Path) -> None:
    file = annotate.write_csv(tags_of(study), tmp_path / "tags.csv")

    rows = json.loads(run("balance", file, "--by", "source", "--by", "coder", "--json").out)

    assert {(row["source"], row["coder"]) for row in rows} == {
        (source, coder) for source in ("The Courier", "Le Phare") for coder in ("ana", "ben")
    }


@pytest.mark.slow
def test_agreement_as_json_has_none_where_a_value_is_missing(run: Any, study: str) -> None:
    (row,) = json.loads(run("agreement", study, "--json").out)

    assert (row["group"], row["measure"], row["coders"], row["passages"]) == ("all", "alpha", 2, 2)
    assert row["value"] == pytest.approx(0.0)
    (one,) = json.loads(run("agreement", study, "--measure", "kappa", "--by", "pair", "--json").out)
    assert one["group"] == "ana & ben"


@pytest.mark.slow
def test_an_option_that_is_not_known_is_told_with_those_that_are(run: Any, study: str) -> None:
    for arguments, sentence in (
        (("balance", study, "--unit", "words"), "'passage' or 'character' is"),
        (("balance", study, "--by", "colour"), "no column 'colour'"),
        (("balance", study, "--confidence", "95"), "between 0 and 1"),
        (("agreement", study, "--measure", "beta"), "Known are: alpha, kappa"),
        (("export", study, "-o", "t.x", "--format", "brat"), "'doccano'"),
        (("report", study, "--language", "de"), "'fr'"),
    ):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (MISTAKE, "")
        assert sentence in " ".join(ran.err.split())


def test_a_mistyped_command_is_answered_with_the_nearest(run: Any) -> None:
    ran = run("blance", "study.db")

    assert ran.code == MISTAKE
    assert "balance" in ran.err


# export -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["csv", "excel", *FORMATS])
def test_every_format_is_written_and_reads_back_equal(run: Any, study: str, tmp_path: Path, format_name: str) -> None:
    path = tmp_path / ("tags.qdpx" if format_name == "refi_qda" else "tags.file")

    ran = run("export", study, "-o", path, "--format", format_name)

    assert (ran.code, ran.out) == (WELL, "")
    assert "Wrote 4 tags" in ran.err
    is_csv = format_name in ("csv", "excel")
    read = annotate.read_csv(path) if is_csv else annotate.read_format(path, format_name)
    pd.testing.assert_frame_equal(read, tags_of(study))


@pytest.mark.slow
def test_the_ending_tells_the_format(run: Any, study: str, tmp_path: Path) -> None:
    for ending, format_name in BY_ENDING.items():
        ran = run("export", study, "--output", f"tags{ending}", "--json")
        assert json.loads(ran.out) == [{"path": f"tags{ending}", "tags": 4, "format": format_name}]
    assert (tmp_path / "tags.xlsx").read_bytes().startswith(b"PK")


def test_an_ending_that_tells_no_format_asks_for_one(run: Any, study: str, tmp_path: Path) -> None:
    ran = run("export", study, "-o", "tags.txt")

    assert ran.code == MISTAKE
    assert "add --format with one of csv, excel, conll" in ran.err
    assert not (tmp_path / "tags.txt").exists()


# report ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_report_writes_a_page_or_a_notebook(run: Any, study: str, tmp_path: Path) -> None:
    page = run("report", study, "-o", "page.html", "--language", "fr")
    notebook = run("report", study, "-o", "page.html", "--notebook", "--json")

    assert (page.code, page.out) == (WELL, "")
    assert "page.html" in page.err
    assert '<html lang="fr"' in (tmp_path / "page.html").read_text("utf-8")
    assert json.loads(notebook.out) == [{"path": "page.ipynb"}]
    assert json.loads((tmp_path / "page.ipynb").read_text("utf-8"))["nbformat"] == 4


# check ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_check_of_a_whole_study_is_well(run: Any, study: str) -> None:
    assert run("check", study) == (WELL, "All is well.\n", "")
    assert json.loads(run("check", study, "--json").out) == []


def broken(study: str) -> None:
    import sqlite3

    with sqlite3.connect(study) as raw:
        raw.execute("UPDATE tags SET label = 'opinion' WHERE start = 0 AND article_id = 'vote' AND coder = 'ana'")
    raw.close()


@pytest.mark.slow
def test_check_says_what_it_found_and_changes_nothing(run: Any, study: str, tmp_path: Path) -> None:
    broken(study)
    before = Path(study).read_bytes()

    ran = run("check", study)

    assert ran.code == FOUND
    assert "tag vote ana 0–28: It differs from the log in label." in ran.out
    assert "--repair" in ran.out
    assert Path(study).read_bytes() == before
    assert not list(tmp_path.glob("*before-repair*"))
    row = json.loads(run("check", study, "--json").out)[0]
    assert (row["article_id"], row["start"], row["end"], row["repaired"]) == ("vote", 0, 28, False)


@pytest.mark.slow
def test_check_repairs_when_asked_to_and_names_the_copy(run: Any, study: str, tmp_path: Path) -> None:
    broken(study)

    ran = run("check", study, "--repair")

    assert ran.code == WELL
    assert "Repaired." in ran.out
    (copy,) = tmp_path.glob("*before-repair*")
    assert copy.name in ran.out
    assert run("check", study).out == "All is well.\n"


@pytest.mark.slow
def test_check_scores_the_suggestions_against_tags(run: Any) -> None:
    tags = Path(__file__).parents[1] / "data" / "sample_tags.csv"

    ran = run("check", "--suggestions", tags, "--json")

    assert ran.code == WELL
    scores = {(row["language"], row["label"]): row for row in json.loads(ran.out)}
    assert {language for language, _ in scores} == {"en", "fr"}
    assert 0 < scores["en", "attributed_claim"]["recall"] <= 1


def test_check_without_a_study_asks_for_one(run: Any) -> None:
    ran = run("check")

    assert ran.code == MISTAKE
    assert "annotate check study.db" in ran.err


# lab --------------------------------------------------------------------------------------------------------------


def test_lab_opens_the_studys_notebook_and_passes_on_what_follows(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[list[str]] = []
    paths: list[str] = []
    monkeypatch.setattr(
        _lab.subprocess, "call", lambda command, env: called.append(command) or paths.append(env["PATH"]) or 0
    )

    ran = run("lab", "study.db", "--coder", "mj", "--", "--no-browser", "--debug")

    assert ran.code == WELL
    ((python, *command),) = called
    assert python == sys.executable
    assert command[:3] == ["-m", "jupyterlab", "study.ipynb"]
    assert command[-2:] == ["--no-browser", "--debug"]
    assert shutil.which("jupyter", path=paths[0]) == str(Path(sys.executable).with_name("jupyter"))
    notebook = (tmp_path / "study.ipynb").read_text("utf-8")
    assert "open_project('study.db')" in notebook
    assert "coder='mj'" in notebook


def test_lab_gives_jupyterlabs_exit_code(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lab.subprocess, "call", lambda command, env: 7)

    assert run("lab").code == 7


@pytest.mark.parametrize("options", [[], ["--", "--no-browser", "--port", "8890"]])
def test_lab_without_a_study_opens_a_copy_of_the_samples(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(_lab.subprocess, "call", lambda command, env: called.append(command) or 0)
    theirs = tmp_path / "annotate-samples" / "notebooks" / "02_balance_by_source.ipynb"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("changed by its reader")

    assert run("lab", *options).code == WELL

    ((_, *command),) = called
    assert Path(command[2]) == Path("annotate-samples/notebooks/01_tag_articles.ipynb")
    assert command[len(command) - len(options[1:]) :] == options[1:]
    assert theirs.read_text() == "changed by its reader"


def test_lab_where_nothing_may_be_written_says_so(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annotate-samples").write_text("a file in the folder's place")
    monkeypatch.setattr(_lab.subprocess, "call", lambda *_, **__: pytest.fail("JupyterLab was opened"))

    ran = run("lab")

    assert ran.code == MISTAKE
    assert "cannot be copied to 'annotate-samples'" in ran.err


# Mistakes -------------------------------------------------------------------------------------------------------

READING = [("balance",), ("agreement",), ("export", "-o", "t.csv"), ("report",), ("check",)]


@pytest.mark.slow
@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("name", ["nope.db", "nope.csv"])
def test_a_study_that_is_not_there_is_named_and_not_made(
    run: Any, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    ran = run(*command, name)

    assert (ran.code, ran.out) == (MISTAKE, "")
    assert ran.err.startswith("Error: ")
    assert name in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", READING)
def test_a_file_that_is_no_study_is_said_in_a_sentence(run: Any, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG\r\n\x1a\n" * 999)

    ran = run(*command, "photo.db")

    assert ran.code in (FOUND, MISTAKE)
    assert "Traceback" not in ran.out + ran.err
    assert "photo.db" in ran.out + ran.err
    assert (tmp_path / "photo.db").read_bytes() == b"\x89PNG\r\n\x1a\n" * 999


@pytest.mark.parametrize("command", READING)
def test_a_study_of_which_nothing_is_left_is_not_called_well(
    run: Any, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "cut.db").write_bytes(b"")

    ran = run(*command, "cut.db")

    assert ran.code == (FOUND if command == ("check",) else MISTAKE)
    assert "empty" in ran.out + ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["cut.db"]
    assert (tmp_path / "cut.db").read_bytes() == b""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("export", "--format", "csv"), ("export", "--format", "xlsx"), ("report",)], ids=" ".join
)
def test_a_study_given_as_the_file_to_write_stays_as_it_is(run: Any, study: str, command: tuple[str, ...]) -> None:
    before = Path(study).read_bytes()

    ran = run(*command, study, "-o", study)

    assert (ran.code, ran.out) == (MISTAKE, "")
    assert "name another file" in ran.err
    assert Path(study).read_bytes() == before


def test_a_file_of_tags_is_not_replaced_by_what_is_made_of_it(run: Any, study: str, tmp_path: Path) -> None:
    run("export", study, "-o", "tags.csv")
    before = (tmp_path / "tags.csv").read_bytes()

    for command in ("report", "export"):
        ran = run(command, "tags.csv", "-o", tmp_path / "tags.csv")

        assert (ran.code, ran.out) == (MISTAKE, "")
        assert "tags.csv' is what would be read" in ran.err
        assert (tmp_path / "tags.csv").read_bytes() == before


@pytest.mark.slow
def test_no_file_is_written_over_another_study(run: Any, study: str, tmp_path: Path) -> None:
    run("export", study, "-o", "tags.csv")
    before = Path(study).read_bytes()

    for command in (("report",), ("export", "--format", "csv"), ("export", "--format", "w3c")):
        ran = run(*command, "tags.csv", "-o", study)

        assert (ran.code, ran.out) == (MISTAKE, "")
        assert "'study.db' is a project" in ran.err
        assert Path(study).read_bytes() == before


@pytest.mark.parametrize("wrong", ["photo.db", "folder", "http://example.org/study", "study.ipynb"])
def test_lab_opens_nothing_on_what_is_no_study(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG" * 999)
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr(_lab.subprocess, "call", lambda *_, **__: pytest.fail("JupyterLab was opened"))

    ran = run("lab", wrong)

    assert (ran.code, ran.out) == (MISTAKE, "")
    assert ran.err.startswith("Error: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "photo.db"]


@pytest.mark.slow
def test_debug_shows_where_a_mistake_arose(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for place in (0, 3):
        command = ["balance", str(tmp_path / "nope.db"), "--json"]
        command.insert(place, "--debug")
        ran = subprocess.run([sys.executable, "-m", "annotate", *command], capture_output=True, text=True, check=False)

        assert "Traceback" in ran.stderr
        assert "ProjectError" in ran.stderr
        assert ran.returncode == MISTAKE


def test_a_fault_of_ours_is_owned(run: Any, study: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(annotate, "balance", broken)

    ran = run("balance", study)

    assert (ran.code, ran.out) == (FAULT, "")
    assert ran.err.startswith("annotate failed: ZeroDivisionError: division by zero. This is a fault of annotate")
    shown = run("balance", study, "--debug")
    assert shown.code == FAULT
    assert shown.err.startswith("Traceback")
    assert shown.err.endswith(ran.err)


@pytest.mark.slow
def test_a_page_in_a_folder_that_is_not_there_is_a_mistake(run: Any, study: str) -> None:
    for command in (("report", study, "-o", "nowhere/r.html"), ("export", study, "-o", "nowhere/t.csv")):
        ran = run(*command)

        assert ran.code == MISTAKE
        assert "nowhere" in ran.err
        assert "Traceback" not in ran.err


def test_a_terminal_obeys_no_text(run: Any, tmp_path: Path) -> None:
    with annotate.open_project(tmp_path / "odd.db") as project:
        project.add(pd.DataFrame({"article_id": ["a"], "source": ["\x1b[2J\u202eOdd"], "text": ["It rains."]}))
        project.tag("a", 0, 9, "opinion", coder="mj")

    ran = run("balance", tmp_path / "odd.db")

    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "[2J" in ran.out


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_output_without_a_sign_for_a_name_still_gets_the_table(tmp_path: Path, encoding: str) -> None:
    with annotate.open_project(tmp_path / "far.db") as project:
        project.add(pd.DataFrame({"article_id": ["a"], "source": ["Żółw 新聞"], "text": ["It rains."]}))
        project.tag("a", 0, 9, "opinion", coder="mj")

    ran = subprocess.run(
        [sys.executable, "-m", "annotate", "balance", str(tmp_path / "far.db")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )

    assert (ran.returncode, ran.stderr) == (WELL, b"")
    assert b"\\u017b" in ran.stdout
    assert b"opinion" in ran.stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev/full")
def test_a_reader_that_has_seen_enough_is_no_error(study: str) -> None:
    command = f"{sys.executable} -m annotate balance {study} --json | head -c 1"

    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)

    assert (ran.stdout, ran.stderr) == ("[", "")


def test_an_empty_study_has_an_empty_balance(run: Any, project: Project, tmp_path: Path) -> None:
    with annotate.open_project(tmp_path / "empty.db"):
        pass

    ran = run("balance", tmp_path / "empty.db")

    assert (ran.code, ran.out) == (WELL, "Nothing is tagged yet.\n")


# The tour -------------------------------------------------------------------------------------------------------

TOUR = Path(__file__).parents[1] / "docs" / "command_line.md"


def without_numbers(text: str) -> list[str]:
    """Return the lines without what may change with the way of computing: digits, and how wide the columns are."""
    return [" ".join(re.sub(r"\d+(\.\d+)?", "0", line).split()) for line in text.splitlines() if line.strip()]


@pytest.mark.slow
def test_every_line_of_the_tour_prints_what_it_says(run: Any, tmp_path: Path) -> None:
    shutil.copytree(TOUR.parents[1] / "data", tmp_path / "data")
    steps = re.findall(r"(?m)^\$ annotate (.*)\n((?:(?![$`]).*\n)*)", TOUR.read_text("utf-8"))
    assert {command.split()[0] for command, _ in steps} == set(COMMANDS) - {"lab"}

    for command, said in steps:
        ran = run(*shlex.split(command))
        printed = without_numbers(ran.out + ran.err if ran.code else ran.out)
        first, *rest = said.split("…\n")
        assert printed[: len(without_numbers(first))] == without_numbers(first), command
        last = without_numbers("".join(rest))
        assert printed[len(printed) - len(last) :] == last, command
        assert rest or len(printed) == len(without_numbers(first)), command


@pytest.mark.slow
def test_a_backup_is_made_and_restored_once_what_would_be_lost_was_shown(run: Any, pages: Path) -> None:
    run("import", "study.db", pages)
    copy = run("backup", "study.db").out.strip()
    with annotate.open_project("study.db") as project:
        row = project.passages("mj").iloc[0]
        project.tag(row["article_id"], row["start"], row["end"], "opinion", coder="mj")

    listed = run("restore", "study.db")
    shown = run("restore", "study.db", copy)

    assert Path(copy).name in listed.out
    assert "would be lost" in shown.out
    assert re.search(r"mj\s+1\s+1", shown.out)
    assert "Nothing was changed" in shown.out
    assert len(annotate.open_project("study.db").tags()) == 1
    done = run("restore", "study.db", copy, "--yes")
    assert "before-restore" in done.out
    assert annotate.open_project("study.db").tags().empty
    assert "Nothing would be lost" in run("restore", "study.db", copy).out


@pytest.mark.slow
def test_check_says_that_there_is_no_backup_and_salvage_makes_a_new_study(run: Any, pages: Path) -> None:
    run("import", "study.db", pages)
    with annotate.open_project("study.db") as project:
        row = project.passages("mj").iloc[0]
        project.tag(row["article_id"], row["start"], row["end"], "opinion", coder="mj")
        with project._store.writing() as connection:
            connection.exec_driver_sql("UPDATE decisions SET decided_at = '2026-01-02T03:04:05.000006Z'")
    assert "There is no backup beside it" in run("check", "study.db").err
    run("backup", "study.db")
    assert run("check", "study.db").err == ""
    saved = run("restore", "study.db", "saved.db", "--salvage")
    assert re.search(r"articles\s+2\s+0", saved.out)
    assert run("check", "saved.db").code == WELL


def test_check_says_how_many_articles_are_in_no_number(run: Any, study: Path) -> None:
    with annotate.open_project(study) as project:
        project.set_aside(project.articles()["article_id"].iloc[0], reason="an advertisement")

    ran = run("check", str(study))

    assert (ran.code, "1 article is set aside, and in no number." in ran.err) == (WELL, True)


@pytest.mark.slow
def test_help_and_mistakes_wait_for_nothing_that_counts() -> None:
    told = "import sys; from annotate import cli\ntry: cli.main(['{}'])\nexcept SystemExit: print(*sys.modules)"
    for word in ("--help", "blance"):
        ran = subprocess.run([sys.executable, "-c", told.format(word)], capture_output=True, text=True, check=True)
        loaded = {name.partition(".")[0] for name in ran.stdout.splitlines()[-1].split()}
        assert not loaded & {"numpy", "pandas", "sqlalchemy", "matplotlib", "scipy", "sklearn", "rich", "ipywidgets"}


# Correcting articles, and setting them aside -----------------------------------------------------------------


@pytest.mark.slow
def test_articles_are_corrected_set_aside_and_taken_in_again(run: Any, study: str) -> None:
    assert (
        "Corrected source, event of 1 article."
        in run("correct", study, "vote", "--source", "X", "--set", "event=e").err
    )
    assert run("set-aside", study, "flood", "--reason", "an advertisement").code == WELL
    with annotate.open_project(study) as project:
        assert project.articles()[["article_id", "source", "event"]].to_numpy().tolist() == [["vote", "X", "e"]]
        assert annotate.balance(project)["set_aside"].unique().tolist() == [1]

    for verb in ("balance", "agreement", "check"):
        assert "1 article is set aside, and in no number." in run(verb, study).err

    assert run("set-aside", study, "flood", "--restore").code == WELL
    assert "set aside" not in run("balance", study).err
    with annotate.open_project(study) as project:
        assert "set_aside" not in annotate.balance(project)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["correct", "vote"], "Nothing is to be corrected"),
        (["correct", "vote", "--set", "event"], "is no column with its value"),
        (["correct", "nowhere", "--title", "x"], "nowhere"),
        (["set-aside", "vote"], "A reason is needed"),
    ],
)
def test_what_cannot_be_corrected_is_said(run: Any, study: str, arguments: list[str], sentence: str) -> None:
    ran = run(arguments[0], study, *arguments[1:])
    assert ran.code == MISTAKE
    assert sentence in ran.err


@pytest.mark.slow
def test_a_report_tells_the_balance_by_a_column_of_one_s_own_too(run: Any, study: str, tmp_path: Path) -> None:
    run("correct", study, "vote", "--set", "section=Port & Town")

    assert run("report", study, "-o", "r.html", "--by", "section").code == WELL
    page = (tmp_path / "r.html").read_text("utf-8")

    assert ">section</th>" in page
    assert ">Port &amp; Town</td>" in page
    assert run("report", study, "-o", "r.html", "--by", "colour").code == MISTAKE
