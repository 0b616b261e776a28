"""What the tests of the charts need: a few tags of two sources, and an empty desk after each test."""

from collections.abc import Iterator

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from annotate._balance import balance


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture
def tags() -> pd.DataFrame:
    """Le Fil: an opinion, two facts, one excluded, in two articles; The Courier: one claim in one."""
    return pd.DataFrame(
        {
            "article_id": ["vote", "vote", "flood", "flood", "bridge"],
            "source": ["Le Fil"] * 4 + ["The Courier"],
            "title": ["The vote", "The vote", "The flood", "The flood", "The bridge"],
            "published": ["2026-04-02", "2026-04-02", "2026-05-09", "2026-05-09", "2026-05-11"],
            "start": [0, 20, 0, 30, 0],
            "end": [19, 50, 30, 40, 25],
            "label": ["opinion", "reported_fact", "reported_fact", "excluded", "attributed_claim"],
            "speaker": ["", "", "", "", "the mayor"],
            "coder": "mj",
        }
    )


@pytest.fixture
def table(tags: pd.DataFrame) -> pd.DataFrame:
    return balance(tags)
