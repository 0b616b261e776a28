"""What many tests need: a project with two short articles, and the seed page where it is at hand."""

import os
from pathlib import Path

import hypothesis
import matplotlib as mpl
import pandas as pd
import pytest
import sqlalchemy as sa

import annotate
from annotate._project import store
from annotate._project.project import Project

mpl.use("Agg")

# A slow machine is no fault of the code: how long an example takes is no test.
hypothesis.settings.register_profile(
    "no_timing", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("no_timing")

VOTE = "The council votes on Friday. It will fail, alas. The mayor says it will pass."
FLOOD = "L’eau monte. « Rien à craindre », dit la préfète."


@pytest.fixture
def articles() -> pd.DataFrame:
    """Two articles of two outlets."""
    return pd.DataFrame(
        {
            "article_id": ["vote", "flood"],
            "source": ["The Courier", "Le Phare"],
            "language": ["en", "fr"],
            "text": [VOTE, FLOOD],
        }
    )


@pytest.fixture
def where(tmp_path: Path) -> Path | str:
    """Where a project may be made: a file, or the server's database that ANNOTATE_TEST_DATABASE names, emptied."""
    server = os.environ.get("ANNOTATE_TEST_DATABASE")
    if server is None:
        return tmp_path / "study.db"
    engine = sa.create_engine(server)
    store.metadata.drop_all(engine)
    engine.dispose()
    return server


@pytest.fixture
def on_disk() -> None:
    """Skip a test that needs the project to be a file."""
    if "ANNOTATE_TEST_DATABASE" in os.environ:
        pytest.skip("it is about a project that is a file")


@pytest.fixture
def project(where: Path | str, articles: pd.DataFrame) -> Project:
    """A project with both articles; closed when the test ends."""
    with annotate.open_project(where) as made:
        made.add(articles)
        yield made


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
