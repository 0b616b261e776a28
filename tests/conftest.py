"""What many tests need: a project with two short articles, and the seed page where it is at hand."""

import os
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

import annotate
from annotate.project import Project

mpl.use("Agg")

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
def project(tmp_path: Path, articles: pd.DataFrame) -> Project:
    """A project with both articles; closed when the test ends."""
    with annotate.open_project(tmp_path / "study.db") as made:
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
