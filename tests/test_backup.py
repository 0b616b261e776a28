"""Backups: whole while the study is in use, restored once one has seen what would be lost; and what damage leaves."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._codebook import Codebook
from annotate._errors import ProjectError
from annotate._project import backup, salvage, staging
from annotate._project.check import check_project
from annotate._project.project import Project


@pytest.fixture
def study(project: Project, tmp_path: Path) -> Path:
    """The file of an open project with one tag."""
    project.tag("vote", 0, 28, "opinion", coder="mj", note="\ud800 =1+1")
    return tmp_path / "study.db"


def tags_in(file: Path) -> pd.DataFrame:
    with annotate.open_project(file) as found:
        assert check_project(found).empty
        return found.tags()


def test_a_backup_of_a_study_in_use_is_whole_and_one_file(project: Project, study: Path, tmp_path: Path) -> None:
    with project._store.writing():  # somebody is just writing
        copy = backup.back_up(study)

    pd.testing.assert_frame_equal(tags_in(copy), project.tags())
    assert backup.back_up(study, tmp_path / "safe.db") == tmp_path / "safe.db"
    (tmp_path / "drive").mkdir()
    assert backup.back_up(study, tmp_path / "drive").parent == tmp_path / "drive"


def test_no_backup_is_written_over(study: Path, tmp_path: Path) -> None:
    backup.back_up(study, tmp_path / "safe.db")

    with pytest.raises(ProjectError, match="no backup is written over"):
        backup.back_up(study, tmp_path / "safe.db")


def test_of_the_copies_made_by_themselves_the_newest_stay_and_backups_all(study: Path) -> None:
    asked = [backup.back_up(study) for _ in range(2)]
    kept = [backup.keep_copy(study, "repair") for _ in range(backup.KEPT + 2)]

    found = [one.path for one in backup.backups(study)]
    assert found == [*reversed(kept[2:]), *reversed(asked)]
    assert backup.keep_copy(study, "import", pause=timedelta(hours=1)) is None


@pytest.mark.slow
def test_a_copy_is_kept_before_a_large_import_and_before_a_revision(
    project: Project, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.tag("vote", 29, 48, "opinion", coder="mj")
    before = project.tags()
    monkeypatch.setattr(staging, "BATCH", 1)
    project.add_tags(before.astype(object).assign(coder="ab", tag_id=""))
    project.revise(Codebook.from_dict({**project.codebook.to_dict(), "version": 2}))

    revised, imported = backup.backups(study)
    assert [revised.why, imported.why] == ["before-revision", "before-import"]
    pd.testing.assert_frame_equal(tags_in(imported.path), before)
    assert len(tags_in(revised.path)) == 4


def test_another_studys_copies_are_not_taken_for_ones_own(study: Path) -> None:
    for name in ("study.old.db", "study2.backup-20260101T000000000000Z.db", "study.backup-then.db"):
        study.with_name(name).write_bytes(b"")

    assert backup.backups(study) == []


def test_an_old_backup_is_said_and_none_of_a_weeks_work(project: Project, study: Path) -> None:
    assert backup.remark(study) == ""
    with project._store.writing() as connection:
        connection.exec_driver_sql("UPDATE decisions SET decided_at = '2026-01-02T03:04:05.000006Z'")
    assert "no backup beside it" in backup.remark(study)
    moment = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y%m%dT%H%M%S%fZ")
    backup.back_up(study, study.with_name(f"study.backup-{moment}.db"))
    assert "9 days old" in backup.remark(study)
    backup.back_up(study)
    assert backup.remark(study) == ""


@pytest.mark.slow
def test_restoring_says_what_is_lost_keeps_it_and_goes_on_in_an_open_notebook(project: Project, study: Path) -> None:
    before = project.tags()
    copy = backup.back_up(study)
    project.tag("vote", 29, 48, "opinion", coder="mj")
    project.tag("flood", 0, 12, "opinion", coder="ab")

    lost = backup.lost_by_restoring(study, copy)
    assert lost[["coder", "decisions", "articles"]].to_numpy().tolist() == [["ab", 1, 1], ["mj", 1, 1]]
    assert len(project.tags()) == 3

    kept = backup.restore(study, copy)
    pd.testing.assert_frame_equal(project.tags(), before)
    project.tag("flood", 0, 12, "opinion", coder="mj")
    assert len(tags_in(study)) == 2
    assert len(tags_in(kept)) == 3
    assert backup.lost_by_restoring(study, study).empty


def test_another_studys_copy_is_not_restored(project: Project, study: Path, tmp_path: Path) -> None:
    annotate.open_project(tmp_path / "other.db").close()

    with pytest.raises(ProjectError, match="a copy of another study"):
        backup.restore(study, tmp_path / "other.db")
    assert len(project.tags()) == 1


def many(tmp_path: Path) -> Path:
    where = tmp_path / "large.db"
    text = " ".join(f"The council of town {n} votes on Friday." for n in range(60))
    with annotate.open_project(where) as project:
        project.add(
            pd.DataFrame({"article_id": [f"a{n:02}" for n in range(40)], "text": [f"{n} {text}" for n in range(40)]})
        )
        for n in range(40):
            for start, end, *_ in (
                project.passages("mj").query(f"article_id == 'a{n:02}'")[["start", "end"]].to_numpy()[:3]
            ):
                project.tag(f"a{n:02}", start, end, "opinion", coder="mj")
    return where


@pytest.mark.slow
def test_what_can_be_read_of_a_damaged_study_is_saved_with_a_list(tmp_path: Path) -> None:
    where = many(tmp_path)
    whole = tags_in(where)
    with closing(sqlite3.connect(where)) as raw:
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article_texts'").fetchone()
    data = bytearray(where.read_bytes())
    leaf = int.from_bytes(data[(root - 1) * size + 12 :][2 * 9 : 2 * 9 + 2])  # a cell in the middle: a page of texts
    page = int.from_bytes(data[(root - 1) * size + leaf :][:4])
    data[(page - 1) * size : page * size] = b"\x00" * size
    where.write_bytes(data)
    assert not check_project(where).empty

    made, listed = salvage.save_what_can_be_read(where)

    saved = tags_in(made)
    table = listed.set_index("table")
    assert 0 < table.loc["articles", "saved"] < 40
    assert table.loc["articles", "saved"] + table.loc["articles", "lost"] == 40
    kept = whole[whole["article_id"].isin(saved["article_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(saved.astype(object), kept.astype(object))
    assert saved["article_id"].nunique() == table.loc["articles", "saved"]
    assert where.read_bytes() == data


@pytest.mark.slow
def test_a_whole_study_is_salvaged_whole(project: Project, study: Path) -> None:
    made, listed = salvage.save_what_can_be_read(study)

    assert listed["lost"].eq(0).all()
    with annotate.open_project(made) as found:
        assert found.project_id == project.project_id
        pd.testing.assert_frame_equal(found.tags(), project.tags())
        pd.testing.assert_frame_equal(found.articles(), project.articles())


def test_where_nothing_can_be_read_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "study.db").write_bytes(b"nothing " * 1000)

    with pytest.raises(ProjectError, match="No article can be read"):
        salvage.save_what_can_be_read(tmp_path / "study.db")
