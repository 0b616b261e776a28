"""CSV: every tag comes back as it was written, and a file is whole or the old one."""

import csv
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hostile import PIECES, assert_equal, hostile, hostile_tables
from hypothesis import given
from hypothesis import strategies as st

import annotate
from annotate._csv_file import csv_file
from annotate._csv_file.csv_columns import read_counted
from annotate._csv_file.row_count import beside
from annotate._errors import TagError
from annotate._project.project import Project
from annotate._tags import TAG_COLUMNS, tag_table
from annotate._variables import plain_name, typed_variable
from tests import forks
from tests.examples import CASES, FEWER

MB = 1 << 20
TEXT_COLUMNS = [name for name, kind in TAG_COLUMNS.items() if kind in ("text", "category")]


def tag(**given: object) -> dict[str, object]:
    plain = dict.fromkeys(TAG_COLUMNS, "") | {"start": 0, "end": 9, "label": "opinion", "evaluative": False}
    return {**plain, "unsure": False, "score": None, "tagged_at": None, **given}


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
@given(tags=hostile_tables())
def test_any_table_comes_back_equal(tmp_path: Path, excel: bool, tags: pd.DataFrame) -> None:
    assert_equal(annotate.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)), tags)


@pytest.mark.parametrize("excel", [False, True])
def test_each_hostile_piece_comes_back_from_every_column(tmp_path: Path, excel: bool) -> None:
    tags = tag_table(tag(**dict.fromkeys(TEXT_COLUMNS, piece)) for piece in [*PIECES, "".join(PIECES)])

    assert_equal(annotate.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)), tags)


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
def test_cells_of_a_megabyte_come_back(tmp_path: Path, excel: bool) -> None:
    tags = tag_table([tag(text='"\r\n,😀' * (MB // 6), note="=" * MB)])

    assert_equal(annotate.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)), tags)


@pytest.mark.parametrize("excel", [False, True])
def test_an_empty_table_comes_back_empty(tmp_path: Path, excel: bool) -> None:
    path = annotate.write_csv(tag_table(), tmp_path / "tags.csv", excel=excel)

    assert_equal(annotate.read_csv(path), tag_table())


def test_a_projects_tags_come_back_equal(tmp_path: Path, project: Project) -> None:
    project.tag("vote", 0, 28, "reported_fact", coder="mj", note="-> see the minutes")
    project.tag("flood", 13, 49, "attributed_claim", coder="mj", speaker="la préfète", speaker_kind="named", score=0.1)

    assert annotate.read_csv(annotate.write_csv(project.tags(), tmp_path / "t.csv")).equals(project.tags())


def test_the_columns_are_the_contracts_and_every_field_is_quoted(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(title="A vote")]), tmp_path / "tags.csv")

    first, second = path.read_text("utf-8").splitlines()
    assert first == ",".join(f'"{name}"' for name in TAG_COLUMNS)
    assert second.startswith('"","","","A vote","",')
    assert second.count('"') == 2 * len(TAG_COLUMNS)


def test_no_cell_of_the_excel_form_begins_like_a_formula(tmp_path: Path) -> None:
    tags = tag_table(tag(**dict.fromkeys(TEXT_COLUMNS, piece)) for piece in PIECES)

    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=True)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝"))]
    assert not [cell for cell in cells if "\r" in cell or cell.startswith(("\t", "\n"))]


def test_an_apostrophe_is_no_mark_where_nothing_was_protected(tmp_path: Path) -> None:
    tags = tag_table([tag(text="'It will pass,' she said", note="'=1+1", title="''007")])

    plain = annotate.write_csv(tags, tmp_path / "tags.csv")
    by_an_editor = tmp_path / "saved_with_a_mark.csv"
    by_an_editor.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())

    assert_equal(annotate.read_csv(plain), tags)
    assert_equal(annotate.read_csv(by_an_editor), tags)


# LibreOffice -----------------------------------------------------------------------------------------------

soffice = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not installed")
COMMA, QUOTE, UTF8 = 44, 34, 76
SIGNS = "0123456789 .,:/-+eE%$€()mayjunpAPMTZ'=@\"\r\n\t\x00\u2028\xa0\ufeff\ud83d٠−＝－😀"


def tempting_tags() -> pd.DataFrame:
    """Tags of each hostile piece, and of what chance makes of pieces, and of the signs of numbers, dates, formulas."""
    chance = random.Random(7)

    def text() -> str:
        return "".join(chance.choices(chance.choice([PIECES, SIGNS]), k=chance.randint(0, 8)))

    rows = [dict.fromkeys(TEXT_COLUMNS, piece) for piece in PIECES]
    rows += [{name: text() for name in TEXT_COLUMNS} for _ in range(CASES)]
    return tag_table(tag(**row, score=0.25, tagged_at="2026-05-12T10:00:01Z") for row in rows)


def in_libreoffice(path: Path, to: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    as_utf8 = f"--infilter=Text - txt - csv (StarCalc):{COMMA},{QUOTE},{UTF8},1"
    command = [soffice, "--headless", profile, as_utf8, "--convert-to", to, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "out" / f"{path.stem}.{to.split(':')[0]}"


@needs_libreoffice
def test_libreoffice_runs_no_formula_of_the_excel_form(tmp_path: Path) -> None:
    tags = tempting_tags()

    sheet = in_libreoffice(annotate.write_csv(tags, tmp_path / "tags.csv", excel=True), "fods", tmp_path)

    assert sheet.read_text("utf-8").count("<table:table-row") >= len(tags)
    assert "table:formula" not in sheet.read_text("utf-8")


@needs_libreoffice
def test_the_excel_form_reads_back_equal_after_libreoffice_saved_it_again(tmp_path: Path) -> None:
    tags = tempting_tags()

    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=True)
    saved = in_libreoffice(
        path, f"csv:Text - txt - csv (StarCalc):{COMMA},{QUOTE},{UTF8},1,,0,true,true,false", tmp_path
    )

    assert saved.read_bytes() != path.read_bytes()
    assert_equal(annotate.read_csv(saved), tags)


# Whole or not at all -----------------------------------------------------------------------------------------

WRITE = """
import sys, annotate
tags = annotate.read_csv(sys.argv[1])
annotate.write_csv(tags.loc[tags.index.repeat(60_000)], sys.argv[1], excel=sys.argv[2] == "True")
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # stands for a device, such as /dev/null under a mighty user
    (tmp_path / "folder").mkdir()

    for name in ("pipe", "folder"):
        with pytest.raises(TagError, match="is no file"):
            annotate.write_csv(tag_table([tag()]), tmp_path / name)

    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "pipe"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("size", [1, MB])
def test_a_killed_writer_leaves_the_old_file_whole(tmp_path: Path, excel: bool, size: int) -> None:
    tags = tag_table([tag(note="kept")])
    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)

    writer = forks.start(["-c", WRITE, path, excel])
    while not any(part.stat().st_size >= size for part in tmp_path.glob(".*.part")):
        assert writer.poll() is None
        time.sleep(0.001)
    writer.send_signal(signal.SIGKILL)
    assert writer.wait() == -signal.SIGKILL

    assert_equal(annotate.read_csv(path), tags)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = tag_table([tag(note="kept")])
    path = annotate.write_csv(tags, tmp_path / "tags.csv")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TagError, match="No space left on device"):
        annotate.write_csv(tag_table([tag(note="new")]), path)

    assert list(tmp_path.iterdir()) == [path]
    assert_equal(annotate.read_csv(path), tags)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_new_file_has_the_permissions_that_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        path = annotate.write_csv(tag_table(), tmp_path / "tags.csv")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o640)
        annotate.write_csv(tag_table(), path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "tags.csv")

    annotate.write_csv(tag_table(), tmp_path / "link.csv")

    assert (tmp_path / "link.csv").is_symlink()
    assert_equal(annotate.read_csv(tmp_path / "tags.csv"), tag_table())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TagError, match=r"nowhere.*cannot be written.*Check that its folder is there"):
        annotate.write_csv(tag_table(), tmp_path / "nowhere" / "tags.csv")


# What is no such CSV ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("é".encode("latin-1") * 9, "is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "is not UTF-8"),
        (b"text,label\r\nx,opinion\r\n", "lacks the column 'tag_id'"),
        (b'"tag_id","article_id\r\n"1"', "is no CSV"),
    ],
)
def test_what_is_no_tag_table_is_said_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "tags.csv"
    path.write_bytes(content)

    with pytest.raises(TagError, match=sentence):
        annotate.read_csv(path)


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(note="one"), tag(note="two")]), tmp_path / "tags.csv")
    whole = path.read_bytes()

    path.write_bytes(whole[: whole.index(b"two") + 1])

    with pytest.raises(TagError, match=r"Line 3 of 'tags.csv'"):
        annotate.read_csv(path)


def test_a_row_with_a_field_too_many_is_named_by_its_line(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(note="two\nlines"), tag(note="short")]), tmp_path / "tags.csv")
    path.write_bytes(path.read_bytes().replace(b'"short"', b'"short","too","many"'))

    with pytest.raises(TagError, match=r"Line 4 of 'tags.csv' has 25 fields, its first line 23"):
        annotate.read_csv(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TagError, match=r"none.csv' cannot be read"):
        annotate.read_csv(tmp_path / "none.csv")


# What a spreadsheet does to the file -------------------------------------------------------------------------------

SPREADSHEET = {
    "a line that tells the delimiter": lambda text: "sep=,\r\n" + text,
    "the same in quotation marks": lambda text: '"sep=,"\n' + text,
    "semicolons": lambda text: "sep=;\n" + "\n".join(text.replace('","', '";"').splitlines()) + "\n",
    "empty columns at the right": lambda text: "\n".join(line + ",," for line in text.splitlines()) + "\n",
    "empty rows at the end": lambda text: text + ",".join(['""'] * len(TAG_COLUMNS)) + "\n\n",
    "blank lines at the beginning": lambda text: "\r\n\r\n" + text,
    "a day-first date beside one that is sure": lambda text: text.replace("2026-05-12", "12/05/2026").replace(
        "2026-05-31", "31/05/2026"
    ),
    "a German date": lambda text: text.replace("2026-05-12", "12.05.2026"),
    "an American date with its time": lambda text: text.replace("2026-05-12", "5/12/2026 0:00").replace(
        "2026-05-31", "5/31/2026 0:00"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("what", SPREADSHEET)
def test_what_a_spreadsheet_does_to_the_file_changes_no_tag(
    tmp_path: Path, what: str, excel: bool, encoding: str
) -> None:
    tags = tag_table([tag(published="2026-05-12", note="one"), tag(published="2026-05-31", note="two")])
    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)

    path.write_bytes(SPREADSHEET[what](path.read_bytes().decode("utf-8-sig")).encode(encoding))

    assert_equal(annotate.read_csv(path), tags)


def test_a_date_that_could_be_two_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(published="2026-05-12")]), tmp_path / "tags.csv")
    path.write_bytes(path.read_bytes().replace(b"2026-05-12", b"12/05/2026"))

    with pytest.raises(TagError, match=r"'published' holds '12/05/2026' in row 2: write the date as 2026-05-12"):
        annotate.read_csv(path)
    assert annotate.read_csv(path, errors="report").attrs["refused"][0]["column"] == "published"


@pytest.mark.parametrize("excel", [False, True])
def test_a_date_that_a_tag_table_has_as_text_comes_back_as_it_was(tmp_path: Path, excel: bool) -> None:
    tags = tag_table([tag(published="12/05/2026"), tag(published="'31/05/2026"), tag(published="spring")])

    assert_equal(annotate.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)), tags)


def test_cells_in_the_wrong_column_are_never_taken_for_empty_ones_at_the_right(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(note="short")]), tmp_path / "tags.csv")
    path.write_bytes(path.read_bytes().replace(b'"short"', b'"short","too","many"'))

    with pytest.raises(TagError, match="25 fields, its first line 23"):
        annotate.read_csv(path)


def test_a_quotation_mark_astray_is_refused_also_where_all_else_is_as_written(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag(note="short")]), tmp_path / "tags.csv")
    path.write_bytes(path.read_bytes().replace(b'"short"', b'"sho"rt'))

    with pytest.raises(TagError, match="is no CSV"):
        annotate.read_csv(path)


# Variables ---------------------------------------------------------------------------------------------------------

VALUES = {
    "text": hostile,
    "number": st.none() | st.floats(allow_nan=False),
    "date": st.none() | st.dates(),
    "yes/no": st.none() | st.booleans(),
}
NAMES = hostile.filter(  # pandas' own names hold no lone surrogates
    lambda name: plain_name(name) == name != "" == re.sub("[^\ud800-\udfff]", "", name) and name not in TAG_COLUMNS
)


@pytest.mark.slow
@pytest.mark.parametrize("excel", [False, True])
@FEWER
@given(data=st.data())
def test_variables_come_back_with_their_names_and_types(tmp_path: Path, excel: bool, data: st.DataObject) -> None:
    tags = data.draw(hostile_tables())
    for name in data.draw(st.lists(NAMES | st.sampled_from(["code (text)", "reach"]), max_size=3, unique=True)):
        kind = data.draw(st.sampled_from(list(VALUES)))
        values = data.draw(st.lists(VALUES[kind], min_size=len(tags), max_size=len(tags)))
        tags[name] = typed_variable(pd.Series(values, dtype=object), kind)

    assert_equal(annotate.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel)), tags)


def test_other_programs_find_variables_under_their_bare_names(tmp_path: Path) -> None:
    tags = tag_table([tag(section="Local", reach=1200, late=True, seen=pd.Timestamp("2026-05-12"), code="007")])

    found = pd.read_csv(annotate.write_csv(tags, tmp_path / "tags.csv"), dtype={"code": str})

    assert found[["section", "reach", "late", "seen", "code"]].iloc[0].tolist() == [
        "Local", 1200, True, "2026-05-12", "007"
    ]  # fmt: skip


def test_columns_that_a_person_added_in_a_spreadsheet_are_variables(tmp_path: Path) -> None:
    tags = tag_table([tag(article_id="a"), tag(article_id="b")])
    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=True)
    lines = zip(path.read_text("utf-8-sig").splitlines(), ["event,reach", "fire,3", "flood,"], strict=True)
    path.write_text("\n".join(map(",".join, lines)), "utf-8")

    tags = annotate.read_csv(path)

    assert tags[["event", "reach"]].values.tolist()[0] == ["fire", 3.0]
    assert annotate.balance(tags, by="event")["event"].unique().tolist() == ["fire", "flood"]


# The number of rows beside a file ----------------------------------------------------------------------------


@pytest.mark.parametrize("excel", [False, True])
def test_a_counted_file_that_is_cut_at_a_rows_end_is_refused_and_a_whole_one_read(tmp_path: Path, excel: bool) -> None:
    tags = tag_table(tag(tag_id=f"t{nth}", start=nth * 10, end=nth * 10 + 9) for nth in range(4))
    path = annotate.write_csv(tags, tmp_path / "tags.csv", excel=excel, counted=True)
    assert_equal(annotate.read_csv(path), tags)
    rows = path.read_bytes().splitlines(keepends=True)

    for kept in range(1, 4):
        path.write_bytes(b"".join(rows[: kept + 1]))
        with pytest.raises(TagError, match=rf"has {kept} rows, but 'tags.csv.rows' beside it says 4: .*Copy it again"):
            annotate.read_csv(path)


def test_a_file_that_is_written_again_forgets_its_old_number_of_rows(tmp_path: Path) -> None:
    path = annotate.write_csv(tag_table([tag()]), tmp_path / "tags.csv", counted=True)
    annotate.write_csv(tag_table(), path)

    assert annotate.read_csv(path).empty
    assert [file.name for file in tmp_path.iterdir()] == ["tags.csv"]


def cut_at_a_rows_end(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


COUNTED_BY = {
    "of another make": lambda path: annotate.read_csv(path, columns={}),
    "the rows that can be read": lambda path: annotate.read_csv(path, columns={}, errors="report"),
    "what counting needs": read_counted,
}


@pytest.mark.parametrize("way", COUNTED_BY)
def test_whoever_reads_a_counted_file_sees_that_rows_are_missing(tmp_path: Path, way: str) -> None:
    named = {"article_id": "vote", "origin": "hand", "text": "It rains."}
    tags = tag_table(tag(tag_id=f"t{nth}", start=nth * 10, end=nth * 10 + 9, **named) for nth in range(4))
    path = annotate.write_csv(tags, tmp_path / "tags.csv", counted=True)
    assert len(COUNTED_BY[way](path)) == 4
    cut_at_a_rows_end(path)

    with pytest.raises(TagError, match=r"has 3 rows, but 'tags.csv.rows' beside it says 4"):
        COUNTED_BY[way](path)


def test_a_number_of_rows_that_is_left_of_a_file_taken_away_refuses_no_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tags = tag_table(tag(tag_id=f"t{nth}", start=nth * 10, end=nth * 10 + 9) for nth in range(4))
    path = annotate.write_csv(tags.head(3), tmp_path / "tags.csv", counted=True)
    path.unlink()

    def ends(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(csv_file, "write_count", ends)  # between the file and its number
        with pytest.raises(KeyboardInterrupt):
            annotate.write_csv(tags, path, counted=True)

    assert_equal(annotate.read_csv(path), tags)


@pytest.mark.parametrize("nth", range(4))
@pytest.mark.parametrize("counted", [True, False])
def test_wherever_a_second_writing_ends_the_file_that_stands_is_read_and_a_shorter_one_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int, counted: bool
) -> None:
    old = tag_table(tag(tag_id=f"t{nth}", start=nth * 10, end=nth * 10 + 9) for nth in range(6))
    path = annotate.write_csv(old, tmp_path / "tags.csv", counted=True)
    done: list[str] = []

    def until(name: str) -> Callable[..., object]:
        does = getattr(Path, name)

        def step(*given: object, **more: object) -> object:
            done.append(name)
            if len(done) > nth:  # the process ends here, and nothing of it comes after
                raise KeyboardInterrupt
            return does(*given, **more)

        return step

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        for name in ("replace", "unlink"):
            patched.setattr(Path, name, until(name))
        annotate.write_csv(old.head(3), path, counted=counted)

    assert len(annotate.read_csv(path)) in (3, 6)
    if beside(path).exists():
        cut_at_a_rows_end(path)
        with pytest.raises(TagError, match="Copy it again"):
            annotate.read_csv(path)
