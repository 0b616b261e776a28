"""A file that goes away under an open study: nothing is called saved that is not in the file at its path."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import annotate
from annotate._errors import ProjectError
from annotate._project import backup as backups
from annotate._project import drive
from annotate._project.check import check_project
from annotate._project.project import Project
from tests import earlier_formats, forks

SPANS = [(0, 28), (29, 48), (49, 77)]


def wal(study: Path) -> list[Path]:
    return [study.with_name(study.name + ending) for ending in ("-wal", "-shm")]


def delete(study: Path, _backup: Path) -> None:
    study.unlink()


def delete_all(study: Path, _backup: Path) -> None:
    for path in (study, *wal(study)):
        path.unlink(missing_ok=True)


def move(study: Path, _backup: Path) -> None:
    study.rename(study.with_name("elsewhere.db"))


def empty(study: Path, _backup: Path) -> None:
    study.write_bytes(b"")


def another(study: Path, _backup: Path) -> None:
    with annotate.open_project(study.with_name("new.db")) as made:
        made.add(pd.DataFrame({"article_id": ["vote"], "text": ["Another study’s text."]}))
    study.with_name("new.db").replace(study)


def no_database(study: Path, _backup: Path) -> None:
    study.write_text("nothing of a study " * 500)


def replace(study: Path, backup: Path) -> None:
    backup.replace(study)


def overwrite(study: Path, backup: Path) -> None:
    shutil.copyfile(backup, study)


def move_and_replace(study: Path, backup: Path) -> None:
    move(study, backup)
    shutil.copyfile(backup, study)


class Messages:
    """A tagger whose answers to decisions are kept."""

    def __init__(self, project: Project) -> None:
        self.tagger = annotate.Tagger(project, coder="mj", article_id="vote")
        self.answers: list[tuple[str, str]] = []
        self.tagger.send = self._keep  # type: ignore[method-assign]

    def _keep(self, content: dict[str, Any], buffers: object = None) -> None:
        if content["kind"] in ("saved", "unsaved", "refused"):
            self.answers.append((content["kind"], json.loads(content.get("json", "{}")).get("cause", "")))

    def decide(self, nth: int) -> tuple[str, str]:
        start, end = SPANS[nth]
        said = {"do": "tag", "decision": f"d{nth}", "coder": "mj", "article_id": "vote", "label": "opinion"}
        self.tagger._receive(self.tagger, {**said, "start": start, "end": end}, [])
        return self.answers[-1]


@pytest.fixture
def study(project: Project, tmp_path: Path) -> Path:
    """The file of an open project with one tag."""
    project.tag("flood", 0, 12, "opinion", coder="mj")
    return tmp_path / "study.db"


@pytest.fixture
def backup(study: Path, tmp_path: Path) -> Path:
    """A copy of it, made while it is open."""
    return Path(shutil.copy(study, tmp_path / "backup.db"))


TAKEN_AWAY = {delete: "gone", delete_all: "gone", move: "gone", empty: "emptied", another: "another",
              no_database: "not a database"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("way", TAKEN_AWAY)
def test_what_is_decided_while_the_file_is_gone_is_unsaved_and_saved_when_it_is_back(
    project: Project, study: Path, backup: Path, way: Callable[[Path, Path], None]
) -> None:
    page = Messages(project)
    way(study, backup)

    assert [page.decide(nth) for nth in range(3)] == [("unsaved", TAKEN_AWAY[way])] * 3
    assert way is another or way is no_database or not study.exists() or study.stat().st_size == 0

    shutil.copyfile(backup, study)
    assert [page.decide(nth) for nth in range(3)] == [("saved", "")] * 3
    assert_whole(project, study)


@pytest.mark.slow
@pytest.mark.parametrize("way", [replace, overwrite, move_and_replace])
def test_where_the_same_study_is_put_back_everything_goes_on_in_that_file(
    project: Project, study: Path, backup: Path, way: Callable[[Path, Path], None]
) -> None:
    page = Messages(project)
    page.decide(0)  # what was decided after the copy is gone with the old file
    way(study, backup)

    assert [page.decide(nth) for nth in (1, 2)] == [("saved", "")] * 2
    assert [tuple(row) for row in project.tags()[["start", "end"]].to_numpy()] == [*SPANS[1:], (0, 12)]
    assert_whole(project, study, tags=3)


def assert_whole(project: Project, study: Path, tags: int = 4) -> None:
    """What is open and what another kernel finds at the path are the same, and well."""
    assert len(project.tags()) == tags
    assert check_project(study).empty
    project.close()
    assert check_project(study).empty
    with annotate.open_project(study) as found:
        assert len(found.tags()) == tags


def test_a_file_that_was_taken_away_can_still_be_read(project: Project, study: Path) -> None:
    study.unlink()

    assert len(project.tags()) == 1
    assert not study.exists()


def test_a_decision_written_as_the_file_goes_is_not_called_saved(project: Project, study: Path) -> None:
    with pytest.raises(ProjectError, match="no longer there"), project._store.writing():
        study.unlink()


@pytest.mark.slow
def test_a_killed_kernels_pages_do_not_meet_a_file_that_takes_the_place_of_its_own(study: Path, backup: Path) -> None:
    script = """
import os, signal, sys, annotate
project = annotate.open_project(sys.argv[1])
for start, end in ((0, 28), (29, 48), (49, 77)):
    project.tag("vote", start, end, "opinion", coder="ab")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert forks.start(["-c", script, study]).wait() == -signal.SIGKILL
    backup.replace(study)

    assert check_project(study).empty
    with annotate.open_project(study) as found:
        assert len(found.tags()) == 1


@pytest.mark.slow
def test_two_kernels_see_each_others_tags_and_lose_none(project: Project, study: Path) -> None:
    with annotate.open_project(study) as other:
        for nth, span in enumerate(SPANS):
            (project, other)[nth % 2].tag("vote", *span, "opinion", coder="mj")
            assert len(project.tags()) == len(other.tags()) == nth + 2


@pytest.mark.slow
def test_a_reader_in_a_folder_where_it_cannot_write_sees_what_a_colleague_writes(
    project: Project, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = annotate.open_project(study)
    assert "immutable" in reader._store.engine.url.query
    assert len(reader.tags()) == 1
    monkeypatch.undo()

    with annotate.open_project(study) as colleague:
        monkeypatch.setattr(os, "access", lambda *_: False)
        for nth, span in enumerate(SPANS):
            colleague.tag("vote", *span, "opinion", coder="mj")
            assert len(reader.tags()) == nth + 2
    assert check_project(reader).empty
    reader.close()


def test_what_was_written_to_while_it_was_read_without_a_lock_is_to_be_read_again(
    project: Project, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        reader = annotate.open_project(study)
    with (
        pytest.raises(ProjectError, match="while it was being read"),
        reader._store.reading(),
        annotate.open_project(study) as colleague,
    ):
        colleague.tag("vote", *SPANS[0], "opinion", coder="mj")
    assert len(reader.tags()) == 2
    reader.close()


@pytest.mark.slow
def test_on_a_shared_drive_a_study_is_one_file_at_every_moment(
    tmp_path: Path, articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    assert drive.kind(folder) == "synced"
    assert drive.journal_mode(folder) == "DELETE"
    monkeypatch.setenv("ANNOTATE_JOURNAL_MODE", "WAL")  # as it was made on a drive of one's own
    with annotate.open_project(folder / "study.db") as project:
        project.add(articles)
    monkeypatch.delenv("ANNOTATE_JOURNAL_MODE")

    with annotate.open_project(folder / "study.db") as project:
        project.tag("vote", *SPANS[0], "opinion", coder="mj")
        assert [path.name for path in folder.iterdir()] == ["study.db"]
        assert check_project(project).empty


def test_a_network_drive_is_known_by_its_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mount:
        def __init__(self, mountpoint: str, fstype: str, opts: str = "rw") -> None:
            self.mountpoint, self.fstype, self.opts = mountpoint, fstype, opts

    mounts = [Mount("/", "ext4"), Mount("/home", "nfs4"), Mount("/home/mj/usb", "vfat"), Mount("/mnt/s", "fuse.sshfs"),
              Mount("/win", "NTFS", "rw,remote")]  # fmt: skip
    monkeypatch.setattr(drive.psutil, "disk_partitions", lambda **_: mounts)

    kinds = {str(path): drive.kind(Path(path)) for path in ("/srv", "/home/mj", "/home/mj/usb/a", "/mnt/s/x", "/win")}

    assert list(kinds.values()) == ["", "network", "", "network", "network"]


def test_a_copy_of_an_earlier_format_put_back_is_brought_up_to_this_one(tmp_path: Path) -> None:
    where, copy = tmp_path / "study.db", tmp_path / "copy.db"
    earlier_formats.make(where, 1)
    shutil.copyfile(where, copy)
    with pytest.warns(UserWarning, match="now has project format"):
        project = annotate.open_project(where)
    before = project.tags()
    copy.replace(where)

    with pytest.warns(UserWarning, match="now has project format"):
        pd.testing.assert_frame_equal(project.tags(), before)
    assert check_project(project).empty
    project.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of this kind")
def test_in_a_groups_folder_a_new_study_and_its_copies_may_be_written_by_the_group(
    tmp_path: Path, articles: pd.DataFrame
) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    for folder, mode in ((shared, 0o2770), (own, 0o755)):
        folder.mkdir()
        folder.chmod(mode)
        with annotate.open_project(folder / "study.db") as project:
            project.add(articles)
            backups.back_up(folder / "study.db")
            rights = {path.stat().st_mode & 0o060 for path in folder.iterdir()}
        assert rights == ({0o060} if folder is shared else {0o040})


@pytest.mark.slow
def test_on_a_shared_drive_kernels_wait_for_each_other_and_lose_none(tmp_path: Path, articles: pd.DataFrame) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with annotate.open_project(folder / "study.db") as project:
        project.add(articles)
    script = """
import sys, annotate
project = annotate.open_project(sys.argv[1])
for nth in range(20):
    for start, end in ((0, 28), (29, 48), (49, 77)):
        project.tag("vote", start, end, "opinion", coder=sys.argv[2], note=str(nth))
"""
    command = [sys.executable, "-c", script, str(folder / "study.db")]
    kernels = [subprocess.Popen([*command, coder]) for coder in ("ab", "cd")]
    assert [kernel.wait() for kernel in kernels] == [0, 0]

    with annotate.open_project(folder / "study.db") as project:
        assert len(project.tags(history=True)) == 2 * 20 * len(SPANS)
        assert check_project(project).empty
    assert [path.name for path in folder.iterdir()] == ["study.db"]
