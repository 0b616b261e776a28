"""The store: what is acknowledged is on disk, whole, whatever happens to the kernel."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

import annotate
from annotate._errors import ProjectError
from annotate._project.check import check_project
from annotate._project.project import Project
from tests import forks

TAGGING = """
import sys, annotate
project = annotate.open_project(sys.argv[1])
for start, end in project.passages("mj")[["start", "end"]].to_numpy().tolist():
    tag = project.tag("long", start, end, "attributed_claim", coder="mj", speaker="the mayor", speaker_kind="named")
    print(tag, flush=True)
"""

ADDING = """
import sys, annotate, pandas as pd
from annotate._project import adding, additions
adding.BATCH = 20
insert = additions.insert
def telling(connection, page, cuts):
    insert(connection, page, cuts)
    print(page["article_id"], flush=True)
additions.insert = telling
pages = pd.DataFrame({"article_id": [f"a{n:03}" for n in range(200)], "text": "It rains. It pours."})
annotate.open_project(sys.argv[1]).add(pages)
"""


def killed_after(lines: int, script: str, where: Path | str) -> list[str]:
    """Run a kernel, kill it once it has said so much, and give all that it said."""
    kernel = forks.start(["-c", script, where], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert kernel.stdout is not None
    said = [kernel.stdout.readline().strip() for _ in range(lines)]
    kernel.send_signal(signal.SIGKILL)
    said += kernel.stdout.read().split()
    assert kernel.wait() == -signal.SIGKILL
    return said


@pytest.mark.slow
@pytest.mark.parametrize("acknowledged", [1, 7, 60])
def test_a_kernel_killed_while_tagging_leaves_every_acknowledged_tag(where: Path | str, acknowledged: int) -> None:
    text = "\n".join(f"The council of town {n} votes on Friday." for n in range(4000))
    with annotate.open_project(where) as project:
        project.add(pd.DataFrame({"article_id": ["long"], "language": "en", "text": [text]}))

    said = killed_after(acknowledged, TAGGING, where)

    with annotate.open_project(where) as project:
        kept = project.tags()["tag_id"].tolist()
        assert check_project(project).empty
    assert len(said) < 4000
    # The tag being written when the kernel died may be on disk, though nobody was told.
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1


@pytest.mark.slow
@pytest.mark.parametrize("told", [1, 30])
def test_a_kernel_killed_while_adding_leaves_whole_batches_and_adding_goes_on(where: Path | str, told: int) -> None:
    said = killed_after(told, ADDING, where)

    with annotate.open_project(where) as project:
        kept = len(project.articles())
        assert kept % 20 == 0
        assert kept >= (len(said) - 20) // 20 * 20
        assert check_project(project).empty
        pages = pd.DataFrame({"article_id": [f"a{n:03}" for n in range(200)], "text": "It rains. It pours."})
        outcome = project.add(pages)["outcome"].value_counts()
        assert outcome.get("added", 0) == 200 - kept
        assert len(project.passages()) == 400


@pytest.mark.usefixtures("on_disk")
def test_every_connection_writes_ahead_and_waits_for_the_disk(project: Project) -> None:
    found = []

    def look() -> None:
        for opened in (project._store.reading, project._store.writing):
            with opened() as connection:
                found.append(
                    [
                        connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                        for name in ("journal_mode", "synchronous", "foreign_keys")
                    ]
                )

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    full = 2
    assert found == [["wal", full, 1]] * 16


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_copy_of_the_file_alone_has_all_that_was_acknowledged_while_it_is_open(
    project: Project, tmp_path: Path
) -> None:
    copy = tmp_path / "mailed.db"
    for start, end in ((0, 28), (29, 48), (49, 77)):
        project.tag("vote", start, end, "opinion", coder="mj")
        shutil.copyfile(project.where, copy)

        with annotate.open_project(copy) as mailed:
            pd.testing.assert_frame_equal(mailed.tags(), project.tags())
            pd.testing.assert_frame_equal(mailed.articles(), project.articles())
            assert mailed.project_id == project.project_id


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_copy_made_after_the_kernel_was_killed_needs_no_other_file(tmp_path: Path) -> None:
    where, copy = tmp_path / "study.db", tmp_path / "mailed.db"
    with annotate.open_project(where) as project:
        project.add(pd.DataFrame({"article_id": ["long"], "language": "en", "text": ["It rains. It pours. It stops."]}))

    said = killed_after(3, f"{TAGGING}\nsys.stdin.read()", where)
    shutil.copyfile(where, copy)

    with annotate.open_project(copy) as mailed:
        assert mailed.tags()["tag_id"].tolist() == said


@pytest.mark.usefixtures("on_disk")
def test_a_read_only_project_can_be_read_and_says_so_when_written(project: Project) -> None:
    project.tag("vote", 0, 28, "opinion", coder="mj")

    with annotate.open_project(f"sqlite:///file:{project.where}?mode=ro&uri=true") as locked:
        assert len(locked.tags()) == 1
        with pytest.raises(ProjectError, match="can only be read: ask for the right to write, or copy"):
            locked.tag("vote", 29, 48, "opinion", coder="mj")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "setuid") or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.usefixtures("on_disk")
def test_a_project_of_somebody_else_says_so(project: Project, tmp_path: Path) -> None:
    project.close()
    Path(project.where).chmod(0o444)
    script = (
        "import os, sys, annotate, annotate._project.project\n"
        "from annotate._errors import ProjectError\n"
        "import asyncio, sqlite3, sqlalchemy.dialects.sqlite\n"  # nobody may not read them where Python is root's own
        "os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        "    project = annotate.open_project(sys.argv[1])\n"
        "    print(len(project.articles()))\n"
        "    project.tag('vote', 0, 28, 'opinion', coder='mj')\n"
        "except ProjectError as error:\n"
        "    print(error)\n"
    )
    for folder in [tmp_path, *tmp_path.parents][:-1]:
        folder.chmod(folder.stat().st_mode | 0o055)

    said = subprocess.run(
        [sys.executable, "-c", script, project.where], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert said[0] == "2"
    assert "can only be read" in said[1]


@pytest.mark.slow
def test_many_kernels_may_make_one_new_project_at_the_same_moment(where: Path | str) -> None:
    script = "import sys, annotate; print(annotate.open_project(sys.argv[1]).project_id)"

    kernels = [forks.start(["-c", script, where], stdout=subprocess.PIPE) for _ in range(4)]

    said = {kernel.communicate()[0].strip() for kernel in kernels}
    assert len(said) == 1
    assert all(kernel.returncode == 0 for kernel in kernels)


@pytest.mark.slow
@pytest.mark.usefixtures("on_disk")
def test_a_full_disk_is_said_and_nothing_is_half_written(project: Project) -> None:
    text = pd.DataFrame({"article_id": ["big"], "text": ["It rains. " * 20_000]})
    with project._store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    with pytest.raises(ProjectError, match=r"disk of .* is full: make room"):
        project.add(text)

    assert len(project.articles()) == 2
    assert check_project(project).empty


def test_a_database_error_that_is_not_foreseen_is_still_a_sentence(project: Project) -> None:
    with pytest.raises(ProjectError, match=r"answered: .*birds"), project._store.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM birds")
